package decode

import (
	"encoding/binary"
	"math"
	"sync"

	"github.com/winnow-data/winnow/dataset"
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
	sums  []uint64
	wide  []uint16 // of one channel: weighted sums of rows, sample by sample
	lanes []uint64 // of four channels: red and blue of a pixel, then green and alpha, 32 bits each
}

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
	s.sums = grow(s.sums, (length+7)/8*2)
	s.wide = grow(s.wide, length+mostTaps+8)
	s.lanes = grow(s.lanes, 2*(w+mostTaps+2))
	for y := range dh {
		averageRows(s.sums, length, down[y], row)
		out := dst[y*dw*channels : (y+1)*dw*channels]
		if channels == 1 {
			spreadSamples(s.wide, s.sums)
			averageColumns(out, s.wide, across)
		} else {
			spreadPixels(s.lanes, s.sums)
			averagePixels(out, s.lanes, across)
		}
	}
}

const evenLanes = 0x00ff00ff00ff00ff

// averageRows leaves in sums 256 times the average of rows, of so many bytes:
// for each eight bytes four lanes of 16 bits for the even ones, and four for
// the odd.
func averageRows(sums []uint64, length int, rows span, row func(y int) []byte) {
	for i, weight := range rows.weights {
		src, to := row(int(rows.first) + i)[:length], sums
		whole := length &^ 7
		if i == 0 {
			setWeighted(to, src[:whole], uint64(weight))
		} else {
			addWeighted(to, src[:whole], uint64(weight))
		}
		if whole == length {
			continue
		}
		var last [8]byte
		copy(last[:], src[whole:])
		if to = to[whole/8*2:]; i == 0 {
			setWeighted(to, last[:], uint64(weight))
		} else {
			addWeighted(to, last[:], uint64(weight))
		}
	}
}

func setWeighted(sums []uint64, src []byte, weight uint64) {
	for len(src) >= 8 && len(sums) >= 2 {
		v := binary.LittleEndian.Uint64(src)
		sums[0], sums[1] = (v&evenLanes)*weight, (v>>8&evenLanes)*weight
		src, sums = src[8:], sums[2:]
	}
}

func addWeighted(sums []uint64, src []byte, weight uint64) {
	for len(src) >= 16 && len(sums) >= 4 {
		v, w := binary.LittleEndian.Uint64(src), binary.LittleEndian.Uint64(src[8:])
		sums[0] += (v & evenLanes) * weight
		sums[1] += (v >> 8 & evenLanes) * weight
		sums[2] += (w & evenLanes) * weight
		sums[3] += (w >> 8 & evenLanes) * weight
		src, sums = src[16:], sums[4:]
	}
	if len(src) >= 8 && len(sums) >= 2 {
		v := binary.LittleEndian.Uint64(src)
		sums[0] += (v & evenLanes) * weight
		sums[1] += (v >> 8 & evenLanes) * weight
	}
}

// spreadSamples brings sums in the order of samples.
func spreadSamples(wide []uint16, sums []uint64) {
	for len(sums) >= 2 && len(wide) >= 8 {
		even, odd := sums[0], sums[1]
		wide[0], wide[1] = uint16(even), uint16(odd)
		wide[2], wide[3] = uint16(even>>16), uint16(odd>>16)
		wide[4], wide[5] = uint16(even>>32), uint16(odd>>32)
		wide[6], wide[7] = uint16(even>>48), uint16(odd>>48)
		sums, wide = sums[2:], wide[8:]
	}
}

// spreadPixels brings sums in the order of pixels.
func spreadPixels(lanes, sums []uint64) {
	const first, second = 0xffff, 0xffff << 32
	for len(sums) >= 2 && len(lanes) >= 4 {
		even, odd := sums[0], sums[1]
		lanes[0], lanes[1] = even&first|even<<16&second, odd&first|odd<<16&second
		lanes[2], lanes[3] = even>>32&first|even>>16&second, odd>>32&first|odd>>16&second
		sums, lanes = sums[2:], lanes[4:]
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

func averageColumns(out []byte, wide []uint16, taps []tap) {
	out = out[:len(taps)]
	for x := range taps {
		t := &taps[x]
		v := wide[t.first:][:mostTaps]
		sum := half + uint32(v[0])*t.weights[0] + uint32(v[1])*t.weights[1] + uint32(v[2])*t.weights[2]
		if len(t.further) > 0 {
			for i, v := range wide[t.first+mostTaps:][:len(t.further)] {
				sum += uint32(v) * uint32(t.further[i])
			}
		}
		out[x] = byte(sum >> 16)
	}
}

func averagePixels(out []byte, lanes []uint64, taps []tap) {
	const halves, bytes = half | half<<32, 0x000000ff000000ff
	for x := range taps {
		t := &taps[x]
		w0, w1, w2 := uint64(t.weights[0]), uint64(t.weights[1]), uint64(t.weights[2])
		v := lanes[2*t.first:][:2*mostTaps]
		rb := halves + v[0]*w0 + v[2]*w1 + v[4]*w2
		ga := halves + v[1]*w0 + v[3]*w1 + v[5]*w2
		if len(t.further) > 0 {
			v := lanes[2*(t.first+mostTaps):][:2*len(t.further)]
			for i, w := range t.further {
				rb += v[2*i] * uint64(w)
				ga += v[2*i+1] * uint64(w)
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
