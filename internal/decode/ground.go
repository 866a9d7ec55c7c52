package decode

import (
	"image"

	"github.com/winnow-data/winnow/dataset"
)

// Long sides of the planes of a dataset.Ground.
const (
	lumaSide   = 512
	chromaSide = 256
)

// frame shrinks a decoded picture, as stored, to the planes of measures.
func frame(img image.Image, s *survey) *dataset.Frame {
	f := &dataset.Frame{Mode: s.mode, Frames: s.frames, Quant: s.quant, Opaque: true, Repeat: repeated(img)}
	f.Width, f.Height = turnedSize(s.width, s.height, s.orientation)
	convert := colours(s)
	switch m := img.(type) {
	case *image.Gray:
		if convert == nil {
			f.White = greyGround(m, s.width, s.height)
		}
	case *image.YCbCr:
		if convert == nil {
			f.White = yccGround(m, s.width, s.height)
		}
	}
	if f.White.Luma.Pix != nil {
		f.White = turned(f.White, s.orientation)
		f.Black = f.White
		return f
	}
	lw, lh := fit(s.width, s.height, lumaSide)
	sheet := shrunk(img, lw, lh)
	if convert != nil {
		convert(sheet)
	}
	small := sheet.shrunk(fit(s.width, s.height, chromaSide))
	f.Opaque = sheet.opaque()
	f.White, f.Black = grounds(sheet, small, f.Opaque, s.orientation)
	if small != sheet {
		small.giveBack()
	}
	sheet.giveBack()
	return f
}

func turned(g dataset.Ground, orientation int) dataset.Ground {
	if orientation <= 1 {
		return g
	}
	return dataset.Ground{
		Luma: upright(g.Luma, orientation),
		Y:    upright(g.Y, orientation),
		Cb:   upright(g.Cb, orientation),
		Cr:   upright(g.Cr, orientation),
	}
}

// shrunkPlane averages one channel to w×h. It never enlarges: a source smaller
// than that, such as subsampled chroma, has its samples repeated.
func shrunkPlane(pix []byte, stride, sw, sh, w, h int) dataset.Plane {
	p := newPlane(w, h)
	mw, mh := min(sw, w), min(sh, h)
	shrink(p.Pix[:mw*mh], mw, mh, sw, sh, 1, func(y int) []byte { return pix[y*stride : y*stride+sw] })
	if mw == w && mh == h {
		return p
	}
	for y := h - 1; y >= 0; y-- {
		from := p.Pix[y*mh/h*mw:]
		for x := w - 1; x >= 0; x-- {
			p.Pix[y*w+x] = from[x*mw/w]
		}
	}
	return p
}

// greyGround makes the planes of a picture of w×h, which may have been decoded
// at half its size.
func greyGround(m *image.Gray, w, h int) dataset.Ground {
	var g dataset.Ground
	g.Luma, g.Y = lumaPlanes(m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], m.Stride, m.Rect, w, h)
	g.Cb = newPlane(g.Y.W, g.Y.H)
	for i := range g.Cb.Pix {
		g.Cb.Pix[i] = 128
	}
	g.Cr = g.Cb
	return g
}

func lumaPlanes(pix []byte, stride int, have image.Rectangle, w, h int) (luma, small dataset.Plane) {
	lw, lh := fit(w, h, lumaSide)
	luma = shrunkPlane(pix, stride, have.Dx(), have.Dy(), lw, lh)
	sw, sh := fit(w, h, chromaSide)
	if sw == lw && sh == lh {
		return luma, luma
	}
	return luma, shrunkPlane(luma.Pix, lw, lw, lh, sw, sh)
}

// yccGround is greyGround with colours.
func yccGround(m *image.YCbCr, w, h int) dataset.Ground {
	var g dataset.Ground
	r := m.Rect
	g.Luma, g.Y = lumaPlanes(m.Y[m.YOffset(r.Min.X, r.Min.Y):], m.YStride, r, w, h)
	cw, ch := chromaSize(m)
	at := m.COffset(r.Min.X, r.Min.Y)
	g.Cb = shrunkPlane(m.Cb[at:], m.CStride, cw, ch, g.Y.W, g.Y.H)
	g.Cr = shrunkPlane(m.Cr[at:], m.CStride, cw, ch, g.Y.W, g.Y.H)
	return g
}

// chromaSize is how many chroma samples the picture has.
func chromaSize(m *image.YCbCr) (w, h int) {
	last := m.COffset(m.Rect.Max.X-1, m.Rect.Min.Y) - m.COffset(m.Rect.Min.X, m.Rect.Min.Y)
	rows := (m.COffset(m.Rect.Min.X, m.Rect.Max.Y-1) - m.COffset(m.Rect.Min.X, m.Rect.Min.Y)) / max(m.CStride, 1)
	return last + 1, rows + 1
}

// grounds lays a premultiplied picture, at both sizes, over white and black.
// White adds the same to red, green and blue, so that it changes luma by as
// much and chroma not at all.
func grounds(sheet, small *sheet, opaque bool, orientation int) (white, black dataset.Ground) {
	black.Cb, black.Cr = small.chroma()
	white.Cb, white.Cr = black.Cb, black.Cr
	white.Luma, black.Luma = sheet.lumas(opaque)
	white.Y, black.Y = white.Luma, black.Luma
	if small != sheet {
		white.Y, black.Y = small.lumas(opaque)
	}
	black = turned(black, orientation)
	if opaque {
		return black, black
	}
	return turned(white, orientation), black
}
