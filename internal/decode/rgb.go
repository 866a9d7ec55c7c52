package decode

import (
	"encoding/binary"
	"image"
	"image/color"
)

// rgb is an opaque picture of three bytes a pixel, as PNGs store it: it is
// spread to four bytes row by row, where they are used, and never as a whole.
type rgb struct {
	pix    []byte
	stride int
	rect   image.Rectangle
}

func (m *rgb) ColorModel() color.Model { return color.RGBAModel }
func (m *rgb) Bounds() image.Rectangle { return m.rect }

func (m *rgb) At(x, y int) color.Color {
	if !(image.Point{x, y}.In(m.rect)) {
		return color.RGBA{}
	}
	p := m.pix[(y-m.rect.Min.Y)*m.stride+(x-m.rect.Min.X)*3:][:3]
	return color.RGBA{p[0], p[1], p[2], 255}
}

// spread writes line y, counted from the top, as RGBA.
func (m *rgb) spread(row []byte, y int) {
	n := m.rect.Dx()
	from := m.pix[y*m.stride:][:3*n]
	row = row[:4*n]
	for len(from) >= 8 && len(row) >= 8 {
		q := binary.LittleEndian.Uint64(from)
		binary.LittleEndian.PutUint64(row, q&0xffffff|q<<8&0xffffff00000000|0xff000000ff000000)
		from, row = from[6:], row[8:]
	}
	for len(from) >= 3 && len(row) >= 4 {
		row[0], row[1], row[2], row[3] = from[0], from[1], from[2], 255
		from, row = from[3:], row[4:]
	}
}
