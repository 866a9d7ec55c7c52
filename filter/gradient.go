package filter

import (
	"encoding/binary"
	"math"
	"sync"

	"github.com/winnow-data/winnow/dataset"
)

// gradients are the steps between neighbouring luma pixels, |right| + |down|,
// 0–510, before and after the picture is blurred.
type gradients struct {
	n              int
	sharp, blurred [511]int // histograms
}

type gradientsKey struct{}

func gradientsOf(f *dataset.Frame) *gradients {
	return f.Memo(gradientsKey{}, func() any {
		g := &gradients{}
		p := f.White.Luma
		if !f.Opaque && tonesOf(f).white.std < tonesOf(f).black.std {
			p = f.Black.Luma
		}
		if p.W < 8 || p.H < 8 {
			return g
		}
		g.n = (p.W - 1) * (p.H - 1)
		s := blurs.Get().(*blurScratch)
		defer blurs.Put(s)
		count(p, &g.sharp)
		count(s.twiceBlurred(p), &g.blurred)
		return g
	}).(*gradients)
}

func count(p dataset.Plane, histogram *[511]int) {
	var odd, even [511]uint32 // two counters, so that equal neighbours do not wait for each other
	for y := range p.H - 1 {
		row, below := p.Row(y), p.Row(y+1)
		below = below[:len(row)]
		left := int(row[0])
		x := 1
		for ; x+1 < len(row); x += 2 {
			if x+8 <= len(row) && alike(row[x-1:], row[x:]) && alike(row[x-1:], below[x-1:]) {
				// Eight pixels like their neighbours: drawings are full of them.
				even[0] += 8
				x += 6
				continue
			}
			v, next := int(row[x]), int(row[x+1])
			odd[magnitude(v-left)+magnitude(int(below[x-1])-left)]++
			even[magnitude(next-v)+magnitude(int(below[x])-v)]++
			left = next
		}
		if x < len(row) {
			odd[magnitude(int(row[x])-left)+magnitude(int(below[x-1])-left)]++
		}
	}
	for i := range histogram {
		histogram[i] += int(odd[i] + even[i])
	}
}

// magnitude is |d| without a branch, which would be guessed wrong on detail.
func magnitude(d int) int {
	sign := d >> 63
	return (d ^ sign) - sign
}

// blurScratch is the memory that blurring needs, kept from picture to picture.
type blurScratch struct{ along, out []byte }

var blurs = sync.Pool{New: func() any { return new(blurScratch) }}

// twiceBlurred passes [1 2 1]/4 twice along and twice down, which is
// [1 4 6 4 1]/16 each way. The plane is valid until the next call.
func (s *blurScratch) twiceBlurred(p dataset.Plane) dataset.Plane {
	w, h := p.W, p.H
	s.along, s.out = grown(s.along, w*h), grown(s.out, w*h)
	along := s.along
	for y := range h {
		row, out := p.Row(y), along[y*w:(y+1)*w]
		n := w - 4
		binomial(out[2:2+n], row[:n], row[1:1+n], row[2:2+n], row[3:3+n], row[4:4+n])
		for _, x := range [4]int{0, 1, w - 2, w - 1} {
			at := func(i int) int { return int(row[max(0, min(w-1, i))]) }
			out[x] = byte((at(x-2) + at(x+2) + 4*(at(x-1)+at(x+1)) + 6*at(x) + 8) >> 4)
		}
	}
	out := dataset.Plane{W: w, H: h, Pix: s.out}
	line := func(i int) []byte { i = max(0, min(h-1, i)); return along[i*w : (i+1)*w] }
	for y := range h {
		binomial(out.Row(y), line(y-2), line(y-1), line(y), line(y+1), line(y+2))
	}
	return out
}

// binomial is (a + 4b + 6c + 4d + e)/16, rounded, for slices of equal length:
// eight bytes at a time, as four lanes of 16 bits for the even ones and four
// for the odd.
func binomial(to, a, b, c, d, e []byte) {
	const lanes, half = 0x00ff00ff00ff00ff, 0x0008000800080008
	n := len(to)
	a, b, c, d, e = a[:n], b[:n], c[:n], d[:n], e[:n]
	x := 0
	for ; x+8 <= n; x += 8 {
		va, vb, vc := binary.LittleEndian.Uint64(a[x:]), binary.LittleEndian.Uint64(b[x:]), binary.LittleEndian.Uint64(c[x:])
		vd, ve := binary.LittleEndian.Uint64(d[x:]), binary.LittleEndian.Uint64(e[x:])
		even := va&lanes + ve&lanes + (vb&lanes+vd&lanes)<<2 + (vc&lanes)*6 + half
		odd := va>>8&lanes + ve>>8&lanes + (vb>>8&lanes+vd>>8&lanes)<<2 + (vc>>8&lanes)*6 + half
		binary.LittleEndian.PutUint64(to[x:], even>>4&lanes|(odd>>4&lanes)<<8)
	}
	for ; x < n; x++ {
		to[x] = byte((int(a[x]) + int(e[x]) + 4*(int(b[x])+int(d[x])) + 6*int(c[x]) + 8) >> 4)
	}
}

// strongest is the mean of the strongest hundredth of the steps.
func strongest(histogram *[511]int, n int) float64 {
	want := max(1, n/100)
	left, sum := want, 0
	for v := len(histogram) - 1; v >= 0 && left > 0; v-- {
		take := min(left, histogram[v])
		sum += take * v
		left -= take
	}
	return float64(sum) / float64(want)
}

// above is the share of steps greater than a step.
func (g *gradients) above(step int) float64 {
	if g.n == 0 {
		return math.NaN()
	}
	n := 0
	for _, c := range g.sharp[step+1:] {
		n += c
	}
	return float64(n) / float64(g.n)
}
