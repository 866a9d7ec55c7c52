package decode

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/jpeg"

	"github.com/winnow-data/winnow/dataset"
)

// SmallJPEG makes of an image file a JPEG file of its first frame: upright, in
// sRGB, over white, its long side at most side pixels, of a quality from 1 to
// 100. It gives the size of the picture, too. Nothing is converted at full size
// that does not have to be.
func SmallJPEG(data []byte, o Options, side, quality int) (file []byte, w, h int, err error) {
	defer func() {
		if crash := recover(); crash != nil {
			file, w, h, err = nil, 0, 0, fmt.Errorf("decode the whole picture: the decoder crashed: %v", crash)
		}
	}()
	f, s, err := surveyed(data, o)
	if err != nil {
		return nil, 0, 0, err
	}
	stored, err := picture(f, data, s, shrinkTo(s, side))
	if stored == nil {
		return nil, 0, 0, fmt.Errorf("decode %s: %s", f.name, firstOf(s.lost, err))
	}
	if b := stored.Bounds(); b.Empty() {
		return nil, 0, 0, errors.New("encode a picture: it has no pixels")
	}
	small := smallYCbCr(stored, s, side)
	s.giveBack()
	var out bytes.Buffer
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: quality}); err != nil {
		return nil, 0, 0, fmt.Errorf("encode a JPEG of %v: %w", small.Rect.Size(), err)
	}
	return out.Bytes(), small.Rect.Dx(), small.Rect.Dy(), nil
}

// surveyed knows the format of a file and what its header says, unless it
// cannot be decoded.
func surveyed(data []byte, o Options) (*format, *survey, error) {
	f := sniff(data)
	if f == nil {
		if len(data) == 0 {
			return nil, nil, errors.New("decode the whole picture: the file is empty")
		}
		return nil, nil, fmt.Errorf("decode the whole picture: %s", stranger(data))
	}
	s := f.survey(data)
	if reason := s.refusal(o); reason != "" {
		return nil, nil, fmt.Errorf("decode the whole picture: %s", reason)
	}
	return f, s, nil
}

// shrinkTo is by how much a file can be decoded smaller: to the very size, or to
// one that leaves enough to average, for averaging to a little less blurs.
func shrinkTo(s *survey, side int) int {
	best, long := 1, max(s.width, s.height)
	for by := 2; s.canShrink && by <= 8; by *= 2 {
		if n := (long + by - 1) / by; n == side || 4*n >= 5*side {
			best = by
		}
	}
	return best
}

// smallYCbCr shrinks a stored picture and turns it upright. One of luma and
// chroma that is upright stays so.
func smallYCbCr(stored image.Image, s *survey, side int) *image.YCbCr {
	b := stored.Bounds()
	w, h := fit(s.width, s.height, side)
	w, h = min(w, b.Dx()), min(h, b.Dy())
	convert := colours(s)
	turns := s.orientation > 1
	if m, ok := stored.(*image.YCbCr); ok && convert == nil && !turns {
		cw, ch := chromaSize(m)
		luma, at := m.Y[m.YOffset(b.Min.X, b.Min.Y):], m.COffset(b.Min.X, b.Min.Y)
		return assembled(shrunkPlane(luma, m.YStride, b.Dx(), b.Dy(), w, h),
			shrunkPlane(m.Cb[at:], m.CStride, cw, ch, halfUp(w), halfUp(h)), shrunkPlane(m.Cr[at:], m.CStride, cw, ch, halfUp(w), halfUp(h)))
	}
	sheet := shrunk(stored, w, h)
	defer sheet.giveBack()
	if convert != nil {
		convert(sheet)
	}
	if turns { // before chroma is halved, for an odd side has no half
		sheet.pix, sheet.w, sheet.h = uprightImage(sheet.pix, w, h, s.orientation)
	}
	luma, _ := sheet.lumas(sheet.opaque()) // over white, which changes no chroma
	cb, cr := sheet.halfChroma()
	return assembled(luma, cb, cr)
}

func halfUp(n int) int { return (n + 1) / 2 }

// assembled is a picture of its planes.
func assembled(luma, cb, cr dataset.Plane) *image.YCbCr {
	return &image.YCbCr{Y: luma.Pix, Cb: cb.Pix, Cr: cr.Pix, YStride: luma.W, CStride: cb.W,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: rectangle(luma.W, luma.H)}
}

// half rounds 16-bit fractions to the nearest.
const half = 1 << 15

// halfChroma is JPEG's Cb and Cr of an opaque sheet, of four pixels each.
func (s *sheet) halfChroma() (cb, cr dataset.Plane) {
	cb, cr = newPlane(halfUp(s.w), halfUp(s.h)), newPlane(halfUp(s.w), halfUp(s.h))
	for y := range cb.H {
		upper := s.pix[2*y*s.w*4 : (2*y+1)*s.w*4]
		lower := upper
		if 2*y+1 < s.h {
			lower = s.pix[(2*y+1)*s.w*4 : (2*y+2)*s.w*4]
		}
		cbs, crs := cb.Row(y), cr.Row(y)
		for x := range cbs {
			left, right := 8*x, min(8*x+4, len(upper)-4)
			a, b := binary.LittleEndian.Uint32(upper[left:]), binary.LittleEndian.Uint32(upper[right:])
			c, d := binary.LittleEndian.Uint32(lower[left:]), binary.LittleEndian.Uint32(lower[right:])
			// Red and blue in lanes of 16 bits, which four bytes fit.
			rb := a&0xff00ff + b&0xff00ff + c&0xff00ff + d&0xff00ff
			red, blue := int32(rb&0xffff), int32(rb>>16)
			green := int32(a>>8&255 + b>>8&255 + c>>8&255 + d>>8&255)
			// 18-bit fractions: 16 of the weights, 2 of the sum of four.
			cbs[x] = byte(min((-11059*red-21709*green+32768*blue+128<<18+2*half<<1)>>18, 255))
			crs[x] = byte(min((32768*red-27439*green-5329*blue+128<<18+2*half<<1)>>18, 255))
		}
	}
	return cb, cr
}
