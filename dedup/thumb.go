package dedup

import (
	"fmt"
	"slices"

	"github.com/klauspost/compress/zstd"

	"github.com/winnow-data/winnow/dataset"
)

// The planes of a thumbnail are coded by prediction: each pixel from its left,
// upper and upper left neighbour (the median predictor of LOCO-I), the error
// rounded to a step, so that no pixel is off by more than half of it; zstd
// packs what is left. Flat art needs a fraction of a bit a pixel, and nothing
// rings as it would after a JPEG.

var (
	packer   = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false)))
	unpacker = must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(8<<20)))
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // the options above are constants
	}
	return v
}

// predict is the median of left, up, and left + up − corner.
func predict(left, up, corner int) int {
	switch {
	case corner >= max(left, up):
		return min(left, up)
	case corner <= min(left, up):
		return max(left, up)
	}
	return left + up - corner
}

// codePlane appends a symbol for each pixel of p and leaves p as decoding will
// give it back. Step is odd.
func codePlane(dst []byte, p dataset.Plane, step int) []byte {
	var symbols [511]byte
	var moves [511]int16 // what decoding will add to the guess
	half := step / 2
	for e := -255; e <= 255; e++ {
		n := (e + half) / step
		if e < 0 {
			n = -((half - e) / step)
		}
		symbols[e+255], moves[e+255] = byte(n<<1^n>>31), int16(n*step)
	}
	var above []byte
	for y := range p.H {
		row := p.Row(y)
		from := len(dst)
		dst = slices.Grow(dst, len(row))[:from+len(row)]
		to := dst[from:][:len(row)]
		e := int(row[0]) - guessAt(row, above, 0)
		to[0] = symbols[e+255]
		row[0] = clampByte(int(row[0]) - e + int(moves[e+255]))
		left, corner := int(row[0]), 0
		if above == nil {
			above = row[:0]
		} else {
			corner = int(above[0])
		}
		for x := 1; x < len(row); x++ {
			v, guess := int(row[x]), left
			if len(above) == len(row) {
				up := int(above[x])
				guess = max(min(left, up), min(max(left, up), left+up-corner))
				corner = up
			}
			if v == guess { // so that flat areas do not wait for the pixel before
				to[x], left = 0, v
				continue
			}
			e := v - guess + 255
			to[x] = symbols[e]
			left = min(max(guess+int(moves[e]), 0), 255)
			row[x] = byte(left)
		}
		above = row
	}
	return dst
}

func decodePlane(src []byte, p dataset.Plane, step int) []byte {
	for y := range p.H {
		row := p.Row(y)
		var above []byte
		if y > 0 {
			above = p.Row(y - 1)
		}
		for x := range row {
			n := int(src[0])
			n = n>>1 ^ -(n & 1)
			src = src[1:]
			row[x] = clampByte(guessAt(row, above, x) + n*step)
		}
	}
	return src
}

func guessAt(row, above []byte, x int) int {
	switch {
	case above == nil && x == 0:
		return 128
	case above == nil:
		return int(row[x-1])
	case x == 0:
		return int(above[0])
	}
	return predict(int(row[x-1]), int(above[x]), int(above[x-1]))
}

func clampByte(v int) byte { return byte(min(max(v, 0), 255)) }

// stepFor is the coding step of a luma plane: coarser where much detail would
// make the thumbnail large, and where verification tolerates more anyhow.
func stepFor(p dataset.Plane) int {
	sum := 0
	for y := range p.H {
		row := p.Row(y)
		left := int(row[0])
		for _, v := range row {
			d := int(v) - left
			sum += (d ^ d>>63) - d>>63
			left = int(v)
		}
	}
	activity := float64(sum) / float64(max(len(p.Pix), 1))
	switch {
	case activity < 4:
		return 3
	case activity < 8:
		return 5
	case activity < 14:
		return 9
	}
	return 13
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
	white, black  dataset.Plane
	cb, cr        dataset.Plane
	whiteBox      box // without margins, in pixels of the luma planes
	blackBox      box
}

const thumbHead = 40

const (
	flagOpaque   = 1
	flagColoured = 2
)

// coloured says that more than specks of the picture have colour, margins and
// what compression spreads from them apart.
func (t *thumb) coloured() bool {
	flat := func(p dataset.Plane) grid {
		b := t.whiteBox.scaled(float64(p.W)/float64(t.white.W), float64(p.H)/float64(t.white.H))
		b = box{b.x0 + .05*b.w(), b.y0 + .05*b.h(), b.x1 - .05*b.w(), b.y1 - .05*b.h()}
		return shrink(p, b, max(int(b.w()), 1), max(int(b.h()), 1))
	}
	return chromaPeak(flat(t.cb), flat(t.cr)) > colourless
}

// pack codes t, whose planes it may change within the coding step.
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
	head = append(head, byte(flags), byte(t.quality), byte(t.detail*255+.5), byte(step))
	head = append16(head, t.white.W, t.white.H, t.cb.W, t.cb.H)
	for _, b := range []box{t.whiteBox, t.blackBox} {
		head = append16(head, int(b.x0*16), int(b.y0*16), int(b.x1*16), int(b.y1*16))
	}
	head = append32(head, 0)[:thumbHead]

	symbols := make([]byte, 0, len(t.white.Pix)*2+len(t.cb.Pix)*2)
	if !t.opaque {
		// White lies over black by exactly what the picture lets through.
		through := dataset.Plane{W: t.white.W, H: t.white.H, Pix: make([]byte, len(t.white.Pix))}
		for i, v := range t.white.Pix {
			through.Pix[i] = clampByte(int(v) - int(t.black.Pix[i]))
		}
		symbols = codePlane(symbols, through, alphaStep)
	}
	symbols = codePlane(symbols, t.white, step)
	symbols = codePlane(symbols, t.cb, chromaStep)
	symbols = codePlane(symbols, t.cr, chromaStep)
	return packer.EncodeAll(symbols, head)
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
		opaque: data[8]&flagOpaque != 0, coloured: data[8]&flagColoured != 0,
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
	t.whiteBox, t.blackBox = readBox(data, 20), readBox(data, 28)
	symbols, err := unpacker.DecodeAll(data[thumbHead:], nil)
	if err != nil {
		return nil, fmt.Errorf("unpack a thumbnail: %w", err)
	}
	planes := 1
	if !t.opaque {
		planes = 2
	}
	if len(symbols) != planes*w*h+2*cw*ch {
		return nil, fmt.Errorf("unpack a thumbnail: %d pixels, want %d", len(symbols), planes*w*h+2*cw*ch)
	}
	plane := func(w, h, step int) dataset.Plane {
		p := dataset.Plane{W: w, H: h, Pix: make([]byte, w*h)}
		symbols = decodePlane(symbols, p, step)
		return p
	}
	var through dataset.Plane
	if !t.opaque {
		through = plane(w, h, alphaStep)
	}
	t.white = plane(w, h, step)
	t.cb, t.cr = plane(cw, ch, chromaStep), plane(cw, ch, chromaStep)
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
