package dedup

import (
	"fmt"
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// stepFor is the coding step of a luma plane: coarser where much detail would
// make the thumbnail large, and where verification tolerates more anyhow.
func stepFor(p dataset.Plane) int {
	sum, n := 0, 0
	for y := 0; y < p.H; y += 2 { // every other row says enough
		row := p.Row(y)
		left := int(row[0])
		for _, v := range row {
			d := int(v) - left
			sum += (d ^ d>>63) - d>>63
			left = int(v)
		}
		n += len(row)
	}
	activity := float64(sum) / float64(max(n, 1))
	switch {
	case activity < 4:
		return 3
	case activity < 8:
		return 5
	case activity < 14:
		return 7
	}
	return 11
}

const (
	chromaStep = 5
	alphaStep  = 9
)

// thumb is what verification sees of a picture: planes of the whole, the luma
// over white and, unless the picture is opaque, over black.
type thumb struct {
	width, height int // of the picture itself, in pixels
	opaque        bool
	quality       int     // of a JPEG, 1–100; 0 for any other format
	detail        float64 // share of the resolution that is real, 0–1; 0 = unknown
	repeated      bool    // enlarged without smoothing
	white, black  dataset.Plane
	cb, cr        dataset.Plane
	whiteBox      box // without margins, in pixels of the luma planes
	blackBox      box
	inFrame       box // without the outermost border
}

const thumbHead = 44

// mostSide is more than the planes of a frame have.
const mostSide = 1024

const (
	flagOpaque   = 1
	flagColoured = 2
	flagRepeated = 4
)

// coloured says that more than specks of the picture have colour, margins and
// what compression spreads from them apart.
func (t *thumb) coloured() bool {
	const least = (colourless + 1) * (colourless + 1)
	b := t.whiteBox.scaled(float64(t.cb.W)/float64(t.white.W), float64(t.cb.H)/float64(t.white.H))
	x0, x1 := inner(b.x0, b.x1, t.cb.W)
	y0, y1 := inner(b.y0, b.y1, t.cb.H)
	n := 0
	for y := y0; y < y1; y++ {
		cr := t.cr.Row(y)[x0:x1]
		for x, v := range t.cb.Row(y)[x0:x1] {
			if u, v := int(v)-128, int(cr[x])-128; u*u+v*v >= least {
				n++
			}
		}
	}
	return n > (x1-x0)*(y1-y0)/100
}

// inner is the whole pixels of a span less a twentieth at either end, at least one.
func inner(low, high float64, limit int) (from, to int) {
	edge := .05 * (high - low)
	from = min(int(low+edge), limit-1)
	return from, min(max(int(high-edge), from+1), limit)
}

// pack codes t.
func (t *thumb) pack() []byte {
	head := make([]byte, 0, thumbHead)
	head = append32(head, t.width, t.height)
	step := stepFor(t.white)
	flags := 0
	if t.opaque {
		flags |= flagOpaque
	}
	if t.coloured() {
		flags |= flagColoured
	}
	if t.repeated {
		flags |= flagRepeated
	}
	head = append(head, byte(flags), byte(t.quality), byte(t.detail*255+.5), byte(step))
	head = append16(head, t.white.W, t.white.H, t.cb.W, t.cb.H)
	for _, b := range []box{t.whiteBox, t.blackBox, t.inFrame} {
		head = append16(head, int(b.x0*16), int(b.y0*16), int(b.x1*16), int(b.y1*16))
	}

	r := residualsPool.Get().(*residuals)
	defer residualsPool.Put(r)
	r.reset()
	if !t.opaque {
		// White lies over black by exactly what the picture lets through.
		r.through = slices.Grow(r.through[:0], len(t.white.Pix))[:len(t.white.Pix)]
		black := t.black.Pix[:len(r.through)]
		for i, v := range t.white.Pix {
			r.through[i] = clampByte(int(v) - int(black[i]))
		}
		r.add(dataset.Plane{W: t.white.W, H: t.white.H, Pix: r.through}, alphaStep)
	}
	r.add(t.white, step)
	r.add(t.cb, chromaStep)
	r.add(t.cr, chromaStep)
	return appendPacked(appendPacked(head, r.marks), r.groups)
}

// head is the first part of a packed thumbnail, which is not packed itself.
func head(data []byte) (p picture, err error) {
	if len(data) < thumbHead {
		return p, fmt.Errorf("a thumbnail of %d bytes is cut short", len(data))
	}
	w, h := float64(read32(data, 0)), float64(read32(data, 4))
	b := readBox(data, 20)
	content := b.w() * b.h() / float64(max(read16(data, 12)*read16(data, 14), 1))
	return picture{
		opaque: data[8]&flagOpaque != 0, coloured: data[8]&flagColoured != 0, repeated: data[8]&flagRepeated != 0,
		quality: int(data[9]), detail: float64(data[10]) / 255, margin: 1 - content, area: w * h * content,
	}, nil
}

// unpack is the thumbnail that pack made.
func unpack(data []byte) (*thumb, error) {
	if len(data) < thumbHead {
		return nil, fmt.Errorf("a thumbnail of %d bytes is cut short", len(data))
	}
	t := &thumb{
		width: read32(data, 0), height: read32(data, 4),
		opaque: data[8]&flagOpaque != 0, quality: int(data[9]), detail: float64(data[10]) / 255,
	}
	step := int(data[11])
	w, h, cw, ch := read16(data, 12), read16(data, 14), read16(data, 16), read16(data, 18)
	t.whiteBox, t.blackBox, t.inFrame = readBox(data, 20), readBox(data, 28), readBox(data, 36)
	if max(w, h, cw, ch) > mostSide {
		return nil, fmt.Errorf("unpack a thumbnail: %d×%d pixels are more than any has", w, h)
	}
	r := residualsPool.Get().(*residuals)
	defer residualsPool.Put(r)
	groups := groupsOf(w, h) + 2*groupsOf(cw, ch)
	if !t.opaque {
		groups += groupsOf(w, h)
	}
	if err := r.unpack(data[thumbHead:], groups); err != nil {
		return nil, fmt.Errorf("unpack a thumbnail: %w", err)
	}
	var through dataset.Plane
	if !t.opaque {
		through = r.take(w, h, alphaStep)
	}
	t.white = r.take(w, h, step)
	t.cb, t.cr = r.take(cw, ch, chromaStep), r.take(cw, ch, chromaStep)
	t.black = t.white
	if !t.opaque {
		t.black = dataset.Plane{W: w, H: h, Pix: make([]byte, w*h)}
		for i, v := range t.white.Pix {
			t.black.Pix[i] = clampByte(int(v) - int(through.Pix[i]))
		}
	}
	return t, nil
}

func append16(b []byte, vs ...int) []byte {
	for _, v := range vs {
		b = append(b, byte(v), byte(v>>8))
	}
	return b
}

func append32(b []byte, vs ...int) []byte {
	for _, v := range vs {
		b = append(b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	return b
}

func read16(b []byte, at int) int { return int(b[at]) | int(b[at+1])<<8 }

func read32(b []byte, at int) int { return read16(b, at) | read16(b, at+2)<<16 }

func readBox(b []byte, at int) box {
	side := func(i int) float64 { return float64(read16(b, at+2*i)) / 16 }
	return box{side(0), side(1), side(2), side(3)}
}
