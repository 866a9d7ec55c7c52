package decode

import (
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
// sample by sample, two bytes each, and how sizes that were asked for are divided.
type scratch struct {
	sums   []byte
	across map[division]taps
	down   map[division][]span
}

// division is of from samples among to others, of so many channels.
type division struct{ from, to, channels int }

// mostDivisions are kept: a set has few sizes, or so many that none comes again.
const mostDivisions = 32

var scratches = sync.Pool{New: func() any { return &scratch{across: map[division]taps{}, down: map[division][]span{}} }}

// kept gives what divide made of a division, before or now.
func kept[T any](all map[division]T, d division, divide func() T) T {
	v, ok := all[d]
	if ok {
		return v
	}
	if len(all) >= mostDivisions {
		clear(all)
	}
	v = divide()
	all[d] = v
	return v
}

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
	across := kept(s.across, division{w, dw, channels}, func() taps { return tapsOf(spans(w, dw), channels) })
	down := kept(s.down, division{h, dh, 1}, func() []span { return spans(h, dh) })
	length := w * channels
	s.sums = grow(s.sums, 2*(length+across.each*channels))
	for y := range dh {
		rows := down[y]
		for i, weight := range rows.weights {
			lanes.Weigh(s.sums[:2*length], row(int(rows.first) + i)[:length], weight, i > 0)
		}
		out := dst[y*dw*channels : (y+1)*dw*channels]
		if channels == 1 {
			lanes.Average(out, s.sums, across.first, across.weights, across.each)
		} else {
			lanes.AveragePixels(out, s.sums, across.first, across.weights, across.each)
		}
	}
}

// taps are spans with as many weights each, some of them 0: how many count differs
// from sample to sample, and would be guessed wrong.
type taps struct {
	each    int
	first   []int32
	weights []int16
}

func tapsOf(across []span, channels int) taps {
	most, step := 0, 8 // samples that are summed up at once
	for _, s := range across {
		most = max(most, len(s.weights))
	}
	if channels > 1 {
		step = 2
	}
	t := taps{each: (most + step - 1) / step * step, first: make([]int32, len(across))}
	t.weights = make([]int16, len(across)*t.each)
	for i, s := range across {
		t.first[i] = s.first
		for k, w := range s.weights {
			t.weights[i*t.each+k] = int16(w)
		}
	}
	return t
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
