package decode

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"sync"

	"github.com/winnow-data/winnow/internal/inflate"
	"github.com/winnow-data/winnow/internal/lanes"
)

var inflaters = sync.Pool{New: func() any { return &inflate.Decoder{Checksum: lanes.Adler} }}

// mostBorrowed is the size up to which memory for rows is kept for the next
// picture, in bytes.
const mostBorrowed = 16 << 20

// rowBuffers holds memory for the rows of a PNG, which is dear to come by anew
// for every picture.
var rowBuffers = sync.Pool{New: func() any { return new([]byte) }}

// borrowRows is memory of n bytes for the pixels of s, valid until giveBack.
// What it holds is not zero.
func (s *survey) borrowRows(n int) []byte {
	if n > mostBorrowed {
		return make([]byte, n)
	}
	s.borrowed = rowBuffers.Get().(*[]byte)
	*s.borrowed = grow(*s.borrowed, n)
	return *s.borrowed
}

// giveBack ends the life of the pixels that were decoded with s.
func (s *survey) giveBack() {
	if s.borrowed != nil {
		rowBuffers.Put(s.borrowed)
		s.borrowed = nil
	}
}

// plain decodes the forms that nearly all PNGs have: 8 bits a sample, not
// interlaced, without a colour that stands for transparency. The pixels are
// those that image/png gives, in about half the time, and lie where they were
// inflated to: they are valid until s gives them back. It is false for other
// forms, and for data that is damaged in any way, which image/png then gives
// the reason of.
func (p *pngPlan) plain(s *survey) (image.Image, bool) {
	kind := p.header[9]
	channels, known := map[byte]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[kind]
	if !known || s.bits != 8 || p.header[10] != 0 || p.header[11] != 0 || p.header[12] != 0 || p.transparency != nil && kind != 3 {
		return nil, false
	}
	length := 1 + s.width*channels
	raw := s.borrowRows(length * s.height)
	stream := p.idat[0]
	if len(p.idat) > 1 {
		stream = bytes.Join(p.idat, nil)
	}
	d := inflaters.Get().(*inflate.Decoder)
	defer inflaters.Put(d)
	if _, err := d.Zlib(raw, stream); err != nil || !unfilter(raw, length, channels) {
		return nil, false
	}
	// Each row begins with the byte of its filter: the pixels one byte later.
	bounds, pix := image.Rect(0, 0, s.width, s.height), raw[1:]
	switch kind {
	case 0:
		return &image.Gray{Pix: pix, Stride: length, Rect: bounds}, true
	case 2:
		return &rgb{pix, length, bounds}, true
	case 3:
		return p.paletted(&image.Paletted{Pix: pix, Stride: length, Rect: bounds})
	case 4:
		img := image.NewNRGBA(bounds)
		spreadGrey(img.Pix, raw, length)
		return img, true
	}
	return &image.NRGBA{Pix: pix, Stride: length, Rect: bounds}, true
}

// unfilter undoes the filters of all rows in place (PNG specification, 9.2).
// It is false if a row has an unknown one.
func unfilter(raw []byte, length, bpp int) bool {
	above := make([]byte, length-1)
	for at := 0; at < len(raw); at += length {
		row := raw[at+1 : at+length]
		switch raw[at] {
		case 0:
		case 1:
			for i := bpp; i < len(row); i++ {
				row[i] += row[i-bpp]
			}
		case 2:
			addUp(row, above)
		case 3:
			for i := range min(bpp, len(row)) {
				row[i] += above[i] / 2
			}
			for i := bpp; i < len(row); i++ {
				row[i] += byte((int(row[i-bpp]) + int(above[i])) / 2)
			}
		case 4:
			lanes.Paeth(row, above, bpp)
		default:
			return false
		}
		above = row
	}
	return true
}

// addUp adds above to row, eight bytes at a time.
func addUp(row, above []byte) {
	const low, high = 0x7f7f7f7f7f7f7f7f, 0x8080808080808080
	i := 0
	for ; i+8 <= len(row); i += 8 {
		x, y := binary.LittleEndian.Uint64(row[i:]), binary.LittleEndian.Uint64(above[i:])
		binary.LittleEndian.PutUint64(row[i:], (x&low+y&low)^(x^y)&high)
	}
	for ; i < len(row); i++ {
		row[i] += above[i]
	}
}

func spreadGrey(pix, raw []byte, length int) {
	to := 0
	for at := 0; at < len(raw); at += length {
		row := raw[at+1 : at+length]
		for i := 0; i+2 <= len(row); i, to = i+2, to+4 {
			pix[to], pix[to+1], pix[to+2], pix[to+3] = row[i], row[i], row[i], row[i+1]
		}
	}
}

// paletted gives a picture the palette of the file; entries that are used and
// missing are black, as in image/png.
func (p *pngPlan) paletted(img *image.Paletted) (image.Image, bool) {
	n := len(p.palette) / 3
	if n == 0 || n > 256 || len(p.palette)%3 != 0 || len(p.transparency) > n {
		return nil, false
	}
	palette := make(color.Palette, 256)
	for i := range palette {
		palette[i] = color.RGBA{A: 255}
		if i < n {
			palette[i] = color.RGBA{p.palette[3*i], p.palette[3*i+1], p.palette[3*i+2], 255}
		}
		if i < len(p.transparency) {
			palette[i] = color.NRGBA{p.palette[3*i], p.palette[3*i+1], p.palette[3*i+2], p.transparency[i]}
		}
	}
	highest := byte(0)
	for y := range img.Rect.Dy() {
		for _, index := range img.Pix[y*img.Stride:][:img.Rect.Dx()] {
			highest = max(highest, index)
		}
	}
	img.Palette = palette[:max(n, int(highest)+1)]
	return img, true
}
