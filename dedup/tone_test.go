package dedup

import (
	"math"
	"testing"
)

func TestSamplingVisitsAllColumns(t *testing.T) {
	for _, size := range [][2]int{{256, 256}, {256, 192}, {180, 255}, {64, 64}, {7, 300}, {255, 254}} {
		g := newGrid(size[0], size[1])
		stride := g.sampling(1000)
		seen := map[int]bool{}
		n := 0
		for i := 0; i < len(g.v); i += stride {
			seen[i%g.w] = true
			n++
		}
		if len(seen) != g.w || n > 2*1000+g.w && len(g.v) > 4000 {
			t.Errorf("%v: a stride of %d visits %d cells in %d of %d columns", size, stride, n, len(seen), g.w)
		}
	}
}

func TestTheToneIsWalkedTo(t *testing.T) {
	a := shrink(frameOf(blots(7, 300, 300)).White.Luma, box{0, 0, 300, 300}, 64, 64)
	for _, want := range []tone{{1, 0, 1}, {.8, 20, 1}, {.95, 8, .55}, {.9, 5, 1.8}, {1, 0, 2.2}} {
		b := newGrid(a.w, a.h)
		for i, v := range a.v {
			b.v[i] = want.apply(v)
		}
		got := fitTone(a, b)
		if got.Gamma != want.Gamma || math.Abs(got.Gain-want.Gain) > .05 || math.Abs(got.Offset-want.Offset) > 4 {
			t.Errorf("found %+v, want %+v", got, want)
		}
	}
}
