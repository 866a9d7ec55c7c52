package dedup

import (
	"math"
	"testing"
)

func TestBlurKeepsTheMeanAndSpreadsByItsWidth(t *testing.T) {
	blurred := func(g grid, sigma float64) grid {
		var b blur
		b.begin(weightsOf(sigma), g)
		out := newGrid(g.w, g.h)
		for y := range g.h {
			for ; b.fed <= y+b.reach; b.fed++ {
				b.take(g.row(min(max(b.fed, 0), g.h-1)))
			}
			b.give(out.row(y))
		}
		return out
	}
	for _, sigma := range []float64{.8, 1.5, 2.6, 4} {
		g := newGrid(61, 61)
		g.v[30*61+30] = 1000
		b := blurred(g, sigma)
		var sum, across, down float64
		for y := range b.h {
			for x, v := range b.row(y) {
				sum += float64(v)
				across += float64(v) * float64((x-30)*(x-30))
				down += float64(v) * float64((y-30)*(y-30))
			}
		}
		if math.Abs(sum-1000) > .5 {
			t.Errorf("blurred by %v, 1000 became %v", sigma, sum)
		}
		for _, of := range []float64{across, down} {
			if got := math.Sqrt(of / sum); math.Abs(got-sigma) > .08*sigma {
				t.Errorf("blurred by %v, a point spreads by %.2f", sigma, got)
			}
		}
	}
	flat := newGrid(20, 9)
	for i := range flat.v {
		flat.v[i] = 77
	}
	for i, v := range blurred(flat, 3).v {
		if math.Abs(float64(v)-77) > .01 {
			t.Fatalf("cell %d of a flat grid became %v: the border counts", i, v)
		}
	}
}
