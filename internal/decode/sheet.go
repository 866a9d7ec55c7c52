package decode

import (
	"encoding/binary"
	"image"
	"image/color"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// sheet is a picture of premultiplied RGBA without padding.
type sheet struct {
	w, h int
	pix  []byte
}

// sheets keeps memory from picture to picture.
var sheets = sync.Pool{New: func() any { return new(sheet) }}

// newSheet has pixels of any colour.
func newSheet(w, h int) *sheet {
	s := sheets.Get().(*sheet)
	s.w, s.h, s.pix = w, h, grow(s.pix, w*h*4)
	return s
}

// giveBack ends the life of a sheet of which no part is kept.
func (s *sheet) giveBack() { sheets.Put(s) }

// shrunk is an image averaged to w×h, never enlarged. Averaging is linear only
// on premultiplied colours.
func shrunk(img image.Image, w, h int) *sheet {
	b := img.Bounds()
	w, h = min(w, b.Dx()), min(h, b.Dy())
	s := newSheet(w, h)
	if m, ok := img.(*image.NRGBA); ok && w == b.Dx() && h == b.Dy() {
		for y := range h {
			at := m.PixOffset(b.Min.X, y+b.Min.Y)
			lanes.Premultiply(s.pix[y*w*4:(y+1)*w*4], m.Pix[at:at+w*4])
		}
		return s
	}
	shrink(s.pix, w, h, b.Dx(), b.Dy(), 4, premultipliedRows(img))
	return s
}

func (s *sheet) shrunk(w, h int) *sheet {
	w, h = min(w, s.w), min(h, s.h)
	if w == s.w && h == s.h {
		return s
	}
	small := newSheet(w, h)
	shrink(small.pix, w, h, s.w, s.h, 4, func(y int) []byte { return s.pix[y*s.w*4 : (y+1)*s.w*4] })
	return small
}

// alphas are the bits of alpha in two pixels.
const alphas = 0xff000000ff000000

func (s *sheet) opaque() bool {
	pix := s.pix
	for ; len(pix) >= 8; pix = pix[8:] {
		if binary.LittleEndian.Uint64(pix)&alphas != alphas {
			return false
		}
	}
	return len(pix) < 4 || pix[3] == 255
}

// flatten lays the sheet over white.
func (s *sheet) flatten() {
	for i := 0; i+4 <= len(s.pix); i += 4 {
		p := s.pix[i : i+4 : i+4]
		rest := 255 - int(p[3])
		for c := range 3 {
			// Rounding may have left a colour one above its alpha.
			p[c] = byte(min(int(p[c])+rest, 255))
		}
		p[3] = 255
	}
}

// lumas are the luma of the sheet over white and over black. They are the same
// plane when the sheet is opaque.
func (s *sheet) lumas(opaque bool) (white, black dataset.Plane) {
	black = newPlane(s.w, s.h)
	if opaque {
		lanes.Lumas(black.Pix, black.Pix, s.pix)
		return black, black
	}
	white = newPlane(s.w, s.h)
	lanes.Lumas(white.Pix, black.Pix, s.pix)
	return white, black
}

// chroma is JPEG's full-range Cb and Cr of the sheet over any grey.
func (s *sheet) chroma() (cb, cr dataset.Plane) {
	cb, cr = newPlane(s.w, s.h), newPlane(s.w, s.h)
	lanes.Chroma(cb.Pix, cr.Pix, s.pix)
	return cb, cr
}

// premultipliedRows gives an image row by row as premultiplied RGBA. The
// returned rows are valid until the next call.
func premultipliedRows(img image.Image) func(y int) []byte {
	b := img.Bounds()
	w := b.Dx()
	row := make([]byte, w*4)
	once := func(fill func(y int)) func(y int) []byte {
		last := -1
		return func(y int) []byte {
			if y != last {
				fill(y + b.Min.Y)
				last = y
			}
			return row
		}
	}
	switch m := img.(type) {
	case *image.RGBA:
		return func(y int) []byte {
			at := m.PixOffset(b.Min.X, y+b.Min.Y)
			return m.Pix[at : at+w*4]
		}
	case *rgb:
		return once(func(y int) { m.spread(row, y-b.Min.Y) })
	case *image.NRGBA:
		return once(func(y int) {
			at := m.PixOffset(b.Min.X, y)
			lanes.Premultiply(row, m.Pix[at:at+w*4])
		})
	case *image.Paletted:
		var entries [256]uint32
		for i, c := range m.Palette {
			if i < len(entries) {
				entries[i] = packed(c)
			}
		}
		return once(func(y int) {
			at := m.PixOffset(b.Min.X, y)
			for x, v := range m.Pix[at : at+w] {
				binary.LittleEndian.PutUint32(row[x*4:], entries[v])
			}
		})
	case *image.Gray:
		return once(func(y int) {
			at := m.PixOffset(b.Min.X, y)
			for x, v := range m.Pix[at : at+w] {
				binary.LittleEndian.PutUint32(row[x*4:], uint32(v)*0x010101|0xff000000)
			}
		})
	case *image.Gray16:
		return once(func(y int) {
			at := m.PixOffset(b.Min.X, y)
			for x := range w {
				v := rounded16(m.Pix[at+2*x], m.Pix[at+2*x+1])
				binary.LittleEndian.PutUint32(row[x*4:], uint32(v)*0x010101|0xff000000)
			}
		})
	case *image.RGBA64:
		return once(func(y int) {
			at := m.PixOffset(b.Min.X, y)
			for i := range row {
				row[i] = rounded16(m.Pix[at+2*i], m.Pix[at+2*i+1])
			}
		})
	case *image.NRGBA64:
		return once(func(y int) {
			at := m.PixOffset(b.Min.X, y)
			for i := range row {
				row[i] = rounded16(m.Pix[at+2*i], m.Pix[at+2*i+1])
			}
			lanes.Premultiply(row, row)
		})
	case *image.YCbCr:
		return once(func(y int) { yccRow(row, m, y) })
	case *image.NYCbCrA:
		return once(func(y int) {
			yccRow(row, &m.YCbCr, y)
			at := m.AOffset(b.Min.X, y)
			for x, a := range m.A[at : at+w] {
				row[x*4+3] = a
			}
			lanes.Premultiply(row, row)
		})
	case *image.CMYK:
		return once(func(y int) {
			at := m.PixOffset(b.Min.X, y)
			for x := range w {
				p, q := row[x*4:x*4+4:x*4+4], m.Pix[at+x*4:at+x*4+4:at+x*4+4]
				p[0], p[1], p[2] = color.CMYKToRGB(q[0], q[1], q[2], q[3])
				p[3] = 255
			}
		})
	}
	return once(func(y int) {
		for x := range w {
			binary.LittleEndian.PutUint32(row[x*4:], packed(img.At(b.Min.X+x, y)))
		}
	})
}

// packed is a colour as premultiplied RGBA bytes in memory order.
func packed(c color.Color) uint32 {
	r, g, b, a := c.RGBA()
	return uint32(r>>8) | uint32(g>>8)<<8 | uint32(b>>8)<<16 | uint32(a>>8)<<24
}

// rounded16 brings a big-endian 16-bit sample to 8 bits.
func rounded16(high, low byte) byte {
	v := uint32(high)<<8 | uint32(low)
	return byte((v*255 + 32895) >> 16)
}

// yccRow converts a row of full-range YCbCr to opaque RGBA.
func yccRow(row []byte, m *image.YCbCr, y int) {
	left := m.Rect.Min.X
	at := m.YOffset(left, y)
	lumas := m.Y[at : at+m.Rect.Dx()]
	if m.SubsampleRatio == image.YCbCrSubsampleRatio420 && left&1 == 0 {
		c := m.COffset(left, y)
		n := (len(lumas) + 1) / 2
		yccPairs(row, lumas, m.Cb[c:c+n], m.Cr[c:c+n])
		return
	}
	for x, luma := range lumas {
		c := m.COffset(left+x, y)
		p := row[x*4 : x*4+4 : x*4+4]
		p[0], p[1], p[2] = color.YCbCrToRGB(luma, m.Cb[c], m.Cr[c])
		p[3] = 255
	}
}

// yccPairs is yccRow where two pixels have one chroma. It is color.YCbCrToRGB in
// every bit.
func yccPairs(row, lumas, cbs, crs []byte) {
	crs = crs[:len(cbs)]
	for i, cb := range cbs {
		b, r := int32(cb)-128, int32(crs[i])-128
		red, green, blue := 91881*r, -22554*b-46802*r, 116130*b
		for x := 2 * i; x < min(2*i+2, len(lumas)); x++ {
			luma := int32(lumas[x]) * 0x10101
			binary.LittleEndian.PutUint32(row[4*x:], whole(luma+red)|whole(luma+green)<<8|whole(luma+blue)<<16|0xff000000)
		}
	}
}

// whole is a byte of 16-bit fractions, as near as a byte can be.
func whole(v int32) uint32 { return uint32(max(0, min(v, 255<<16|0xffff)) >> 16) }
