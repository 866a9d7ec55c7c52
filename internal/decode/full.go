package decode

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"github.com/disintegration/imaging"
)

// Full decodes the whole first frame, oriented, colours as sRGB: *image.RGBA
// when it is opaque, else *image.NRGBA. It is an error when nothing of the
// picture can be shown; of a damaged picture it gives what is there.
func Full(data []byte, o Options) (img image.Image, err error) {
	defer func() {
		if crash := recover(); crash != nil {
			img, err = nil, fmt.Errorf("decode the whole picture: the decoder crashed: %v", crash)
		}
	}()
	f, s, err := surveyed(data, o)
	if err != nil {
		return nil, err
	}
	stored, err := picture(f, data, s, 1)
	if stored == nil {
		return nil, fmt.Errorf("decode %s: %s", f.name, firstOf(s.lost, err))
	}
	img = finished(stored, s)
	s.giveBack()
	return img, nil
}

// Pixels decodes the whole first frame with the codec of its format and does
// nothing with it: neither converts it, nor turns it, nor checks that all is
// there. It is what decoding alone costs.
func Pixels(data []byte, o Options) error {
	f := sniff(data)
	if f == nil {
		return errors.New("decode: " + stranger(data))
	}
	s := f.survey(data)
	if reason := s.refusal(o); reason != "" {
		return errors.New("decode: " + reason)
	}
	_, err := picture(f, data, s, 1)
	s.giveBack()
	return err
}

// Verify does nothing but what tells whether all of a picture is there, so far
// as that is done beside decoding: the walk over the structure of the file, and
// for JPEG over every code. It is what integrity costs.
func Verify(data []byte, o Options) {
	f := sniff(data)
	if f == nil {
		return
	}
	s := f.survey(data)
	if s.refusal(o) == "" && s.lost == "" && f.verify != nil {
		f.verify(data, s)
	}
}

// finished turns a stored picture upright and brings it to sRGB.
func finished(stored image.Image, s *survey) image.Image {
	b := stored.Bounds()
	w, h := b.Dx(), b.Dy()
	straight, opaque := straightPixels(stored)
	if convert := colours(s); convert != nil {
		convertStraight(straight, convert)
	}
	pix, w, h := uprightImage(straight, w, h, s.orientation)
	if opaque {
		return &image.RGBA{Pix: pix, Stride: w * 4, Rect: rectangle(w, h)}
	}
	return &image.NRGBA{Pix: pix, Stride: w * 4, Rect: rectangle(w, h)}
}

// straightPixels is an image as RGBA that is not premultiplied, four bytes a
// pixel without padding, and whether it is opaque.
func straightPixels(img image.Image) (pix []byte, opaque bool) {
	b := img.Bounds()
	length := b.Dx() * 4
	pix = make([]byte, length*b.Dy())
	switch m := img.(type) {
	case *image.NRGBA:
		for y := range b.Dy() {
			at := m.PixOffset(b.Min.X, b.Min.Y+y)
			copy(pix[y*length:], m.Pix[at:at+length])
		}
		return pix, (&sheet{pix: pix}).opaque()
	case *rgb:
		for y := range b.Dy() {
			m.spread(pix[y*length:], y)
		}
		return pix, true
	}
	row := premultipliedRows(img)
	for y := range b.Dy() {
		copy(pix[y*length:], row(y))
	}
	if (&sheet{pix: pix}).opaque() {
		return pix, true
	}
	straighten(pix)
	return pix, false
}

// straighten divides premultiplied colours by their alpha.
func straighten(pix []byte) {
	for i := 0; i+4 <= len(pix); i += 4 {
		p := pix[i : i+4 : i+4]
		if a := uint32(p[3]); a != 255 && a != 0 {
			for c := range 3 {
				p[c] = byte(min((uint32(p[c])*255+a/2)/a, 255))
			}
		}
	}
}

// Flatten lays a picture over a background colour.
func Flatten(img image.Image, background color.Color) *image.RGBA {
	b := img.Bounds()
	flat := image.NewRGBA(rectangle(b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Rect, image.NewUniform(background), image.Point{}, draw.Src)
	draw.Draw(flat, flat.Rect, img, b.Min, draw.Over)
	return flat
}

// JPEG is the picture over white as a JPEG file, its long side at most side
// pixels (0 = as large as it is), of a quality from 1 to 100 (0 = 85).
func JPEG(img image.Image, side, quality int) ([]byte, error) {
	flat, err := reduced(img, side)
	if err != nil {
		return nil, err
	}
	if quality <= 0 {
		quality = 85
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, flat, &jpeg.Options{Quality: min(quality, 100)}); err != nil {
		return nil, fmt.Errorf("encode a JPEG of %v: %w", flat.Rect.Size(), err)
	}
	return out.Bytes(), nil
}

// PNG is the picture over white as a PNG file, its long side at most side
// pixels (0 = as large as it is).
func PNG(img image.Image, side int) ([]byte, error) {
	flat, err := reduced(img, side)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, flat); err != nil {
		return nil, fmt.Errorf("encode a PNG of %v: %w", flat.Rect.Size(), err)
	}
	return out.Bytes(), nil
}

// reduced is the picture over white with a long side of at most side pixels.
func reduced(img image.Image, side int) (*image.RGBA, error) {
	b := img.Bounds()
	if b.Empty() {
		return nil, errors.New("encode a picture: it has no pixels")
	}
	if side <= 0 {
		side = max(b.Dx(), b.Dy())
	}
	w, h := fit(b.Dx(), b.Dy(), side)
	s := shrunk(img, w, h)
	s.flatten()
	return &image.RGBA{Pix: s.pix, Stride: s.w * 4, Rect: rectangle(s.w, s.h)}, nil
}

// Resize is the picture of exactly w×h pixels by Lanczos' filter.
func Resize(img image.Image, w, h int) *image.NRGBA {
	return imaging.Resize(img, w, h, imaging.Lanczos)
}

// EstimatedBytes is about how much memory decoding will need at its peak, by
// the header, the file itself not counted. It is 0 for what will be refused.
func EstimatedBytes(data []byte, o Options) (n int64) {
	defer func() {
		if recover() != nil {
			n = 0 // Decode meets the same crash and reports it
		}
	}()
	f := sniff(data)
	if f == nil {
		return 0
	}
	s := f.survey(data)
	if s.refusal(o) != "" {
		return 0
	}
	const planes = 2 << 20
	perPixel := s.bytesPerPixel
	if perPixel == 0 {
		perPixel = 8
	}
	return int64(s.width)*int64(s.height)*perPixel + planes
}
