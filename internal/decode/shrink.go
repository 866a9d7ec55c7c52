package decode

import (
	"encoding/binary"
	"math"
	"sync"
)

// Rows are averaged first, columns second. Both work with weights that add up
// to 256 for each output sample: 255 × 256 fits the 16-bit lanes in which
// eight samples are added at a time.

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

// scratch is memory that shrinking needs for a moment.
type scratch struct {
	sums []uint64
	wide []uint16
}

var scratches = sync.Pool{New: func() any { return new(scratch) }}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
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
	length := w * channels
	words := length / 8
	s.sums = grow(s.sums, 2*words)
	s.wide = grow(s.wide, length)
	across, down := spans(w, dw), spans(h, dh)
	for y := range dh {
		averageRows(s.wide, s.sums, down[y], row)
		out := dst[y*dw*channels : (y+1)*dw*channels]
		if channels == 1 {
			averageColumns(out, s.wide, across)
		} else {
			averagePixels(out, s.wide, across)
		}
	}
}

const evenLanes = 0x00ff00ff00ff00ff

// averageRows leaves in wide the weighted sum of rows: 256 times their average.
func averageRows(wide []uint16, sums []uint64, rows span, row func(y int) []byte) {
	clear(sums)
	words := len(sums) / 2
	tail := words * 8
	clear(wide[tail:])
	for i, weight := range rows.weights {
		src := row(int(rows.first) + i)[:len(wide)]
		w := uint64(weight)
		head := src[:tail]
		pair := sums
		for len(head) >= 8 && len(pair) >= 2 {
			v := binary.LittleEndian.Uint64(head)
			pair[0] += (v & evenLanes) * w
			pair[1] += (v >> 8 & evenLanes) * w
			head, pair = head[8:], pair[2:]
		}
		for x := tail; x < len(wide); x++ {
			wide[x] += uint16(src[x]) * weight
		}
	}
	for i := range words {
		even, odd := sums[2*i], sums[2*i+1]
		out := wide[i*8 : i*8+8 : i*8+8]
		out[0], out[1] = uint16(even), uint16(odd)
		out[2], out[3] = uint16(even>>16), uint16(odd>>16)
		out[4], out[5] = uint16(even>>32), uint16(odd>>32)
		out[6], out[7] = uint16(even>>48), uint16(odd>>48)
	}
}

// half rounds sums of 256 × 256 weights to the nearest.
const half = 1 << 15

func averageColumns(out []byte, wide []uint16, across []span) {
	for x, s := range across {
		sum := uint32(half)
		for i, v := range wide[s.first : int(s.first)+len(s.weights)] {
			sum += uint32(v) * uint32(s.weights[i])
		}
		out[x] = byte(sum >> 16)
	}
}

func averagePixels(out []byte, wide []uint16, across []span) {
	for x, s := range across {
		r, g, b, a := uint32(half), uint32(half), uint32(half), uint32(half)
		at := int(s.first) * 4
		for _, weight := range s.weights {
			v, w := wide[at:at+4:at+4], uint32(weight)
			r += uint32(v[0]) * w
			g += uint32(v[1]) * w
			b += uint32(v[2]) * w
			a += uint32(v[3]) * w
			at += 4
		}
		p := out[x*4 : x*4+4 : x*4+4]
		p[0], p[1], p[2], p[3] = byte(r>>16), byte(g>>16), byte(b>>16), byte(a>>16)
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
