package filter

import (
	"math"

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
		count(p, &g.sharp)
		count(twiceBlurred(p), &g.blurred)
		return g
	}).(*gradients)
}

func count(p dataset.Plane, histogram *[511]int) {
	for y := range p.H - 1 {
		row, below := p.Row(y), p.Row(y+1)
		below = below[:len(row)]
		left := int(row[0])
		for x := 1; x < len(row); x++ {
			v := int(row[x])
			histogram[apart(v, left)+apart(int(below[x-1]), left)]++
			left = v
		}
	}
}

// twiceBlurred passes [1 2 1]/4 twice along and twice down, which is [1 4 6 4 1]/16 each way.
func twiceBlurred(p dataset.Plane) dataset.Plane {
	w, h := p.W, p.H
	along := make([]byte, w*h)
	for y := range h {
		row, out := p.Row(y), along[y*w:(y+1)*w]
		for x := 2; x < w-2; x++ {
			out[x] = byte((int(row[x-2]) + int(row[x+2]) + 4*(int(row[x-1])+int(row[x+1])) + 6*int(row[x]) + 8) >> 4)
		}
		for _, x := range []int{0, 1, w - 2, w - 1} {
			at := func(i int) int { return int(row[max(0, min(w-1, i))]) }
			out[x] = byte((at(x-2) + at(x+2) + 4*(at(x-1)+at(x+1)) + 6*at(x) + 8) >> 4)
		}
	}
	out := dataset.Plane{W: w, H: h, Pix: make([]byte, w*h)}
	for y := range h {
		line := func(i int) []byte { i = max(0, min(h-1, i)); return along[i*w : (i+1)*w] }
		a, b, c, d, e := line(y-2), line(y-1), line(y), line(y+1), line(y+2)
		to := out.Row(y)
		for x := range to {
			to[x] = byte((int(a[x]) + int(e[x]) + 4*(int(b[x])+int(d[x])) + 6*int(c[x]) + 8) >> 4)
		}
	}
	return out
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
