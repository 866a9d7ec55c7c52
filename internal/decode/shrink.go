package decode

import (
	"encoding/binary"
	"math"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// Rows are averaged first, columns second. Both work with weights that add up
// to 256 for each output sample: 255 × 256 fits the 16 bits of a sum.

// span is the part of the source that one output sample covers.
type span struct {
	first   int32 // source sample
	weights []uint16
}

// spans divides n source samples among m output ones by area. It needs m ≤ n.
func spans(n, m int) []span {
	all := make([]span, m)
	weights := make([]uint16, 0, n+2*m)
	ratio := float64(n) / float64(m)
	for i := range all {
		low, high := float64(i)*ratio, min(float64(i+1)*ratio, float64(n))
		first, last := int(low), min(int(math.Ceil(high-1e-9)), n)
		start, given := len(weights), 0
		for x := first; x < last; x++ {
			// The rounded running sum keeps the total at 256 exactly.
			covered := (min(float64(x+1), high) - low) / (high - low)
			sum := int(covered*256 + .5)
			if x == last-1 {
				sum = 256
			}
			weights = append(weights, uint16(sum-given))
			given = sum
		}
		all[i] = span{int32(first), weights[start:len(weights):len(weights)]}
	}
	return all
}

// scratch is memory that shrinking needs for a moment: weighted sums of rows,
// sample by sample, two bytes each.
type scratch struct{ sums []byte }

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// Shrink averages the part of a plane that begins at x0, y0 and is w×h pixels
// large over dw×dh cells of equal size, by area, into dst. It never enlarges:
// dw is at most w, and dh at most h.
func Shrink(dst []byte, dw, dh int, p dataset.Plane, x0, y0, w, h int) {
	shrink(dst, dw, dh, w, h, 1, func(y int) []byte {
		at := (y0+y)*p.W + x0
		return p.Pix[at : at+w]
	})
}

// shrink averages an image of w×h pixels of so many channels (1 or 4), given
// row by row, to the size of dst. Rows are asked for from top to bottom, some
// of them twice; each holds at least w×channels bytes and is not changed.
func shrink(dst []byte, dw, dh, w, h, channels int, row func(y int) []byte) {
	if dw == w && dh == h {
		for y := range h {
			copy(dst[y*w*channels:(y+1)*w*channels], row(y))
		}
		return
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	across, down := tapsOf(spans(w, dw)), spans(h, dh)
	length := w * channels
	s.sums = grow(s.sums, 2*(length+mostTaps*channels))
	for y := range dh {
		rows := down[y]
		for i, weight := range rows.weights {
			lanes.Weigh(s.sums[:2*length], row(int(rows.first) + i)[:length], weight, i > 0)
		}
		out := dst[y*dw*channels : (y+1)*dw*channels]
		if channels == 1 {
			averageColumns(out, s.sums, across)
		} else {
			averagePixels(out, s.sums, across)
		}
	}
}

// half rounds sums of 256 × 256 weights to the nearest.
const half = 1 << 15

// mostTaps is the number of source samples of which an output sample is the sum
// without a loop, some with weight 0: how many count differs from sample to
// sample, and would be guessed wrong.
const mostTaps = 3

// tap is a span whose first weights are at hand; further holds the others.
type tap struct {
	first   int32
	weights [mostTaps]uint32
	further []uint16
}

func tapsOf(across []span) []tap {
	taps := make([]tap, len(across))
	for i, s := range across {
		t := tap{first: s.first}
		for k, w := range s.weights[:min(len(s.weights), mostTaps)] {
			t.weights[k] = uint32(w)
		}
		if len(s.weights) > mostTaps {
			t.further = s.weights[mostTaps:]
		}
		taps[i] = t
	}
	return taps
}

func averageColumns(out, sums []byte, taps []tap) {
	out = out[:len(taps)]
	for x := range taps {
		t := &taps[x]
		v := sums[2*t.first:][:2*mostTaps]
		sum := half + uint32(binary.LittleEndian.Uint16(v))*t.weights[0] +
			uint32(binary.LittleEndian.Uint16(v[2:]))*t.weights[1] + uint32(binary.LittleEndian.Uint16(v[4:]))*t.weights[2]
		if len(t.further) > 0 {
			v := sums[2*(t.first+mostTaps):][:2*len(t.further)]
			for i, w := range t.further {
				sum += uint32(binary.LittleEndian.Uint16(v[2*i:])) * uint32(w)
			}
		}
		out[x] = byte(sum >> 16)
	}
}

// averagePixels works on red and blue of a pixel, 32 bits each, and on green
// and alpha.
func averagePixels(out, sums []byte, taps []tap) {
	const halves, bytes, even = half | half<<32, 0x000000ff000000ff, 0x0000ffff0000ffff
	for x := range taps {
		t := &taps[x]
		w0, w1, w2 := uint64(t.weights[0]), uint64(t.weights[1]), uint64(t.weights[2])
		v := sums[8*t.first:][:8*mostTaps]
		a, b, c := binary.LittleEndian.Uint64(v), binary.LittleEndian.Uint64(v[8:]), binary.LittleEndian.Uint64(v[16:])
		rb := halves + (a&even)*w0 + (b&even)*w1 + (c&even)*w2
		ga := halves + (a>>16&even)*w0 + (b>>16&even)*w1 + (c>>16&even)*w2
		if len(t.further) > 0 {
			v := sums[8*(t.first+mostTaps):][:8*len(t.further)]
			for i, w := range t.further {
				a := binary.LittleEndian.Uint64(v[8*i:])
				rb += (a & even) * uint64(w)
				ga += (a >> 16 & even) * uint64(w)
			}
		}
		rb, ga = rb>>16&bytes, ga>>16&bytes
		binary.LittleEndian.PutUint32(out[4*x:], uint32(rb|rb>>16)|uint32(ga|ga>>16)<<8)
	}
}

// fit is the size of a picture of w×h with a long side of at most side:
// never enlarged, no side under 1.
func fit(w, h, side int) (int, int) {
	long := max(w, h)
	if long <= side {
		return w, h
	}
	scaled := func(n int) int { return max(1, (n*side+long/2)/long) }
	return scaled(w), scaled(h)
}
