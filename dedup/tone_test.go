package dedup

import "testing"

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
