package dedup

import (
	"math"
	"testing"
)

func TestAnAlignmentMeansTheSameOnOtherGrids(t *testing.T) {
	// Two views on coarse grids, each with cells of its surroundings, and on
	// fine ones, whose surroundings do not begin at the same place.
	a, b := box{3, 2, 67, 50}, box{0, 5, 64, 53}
	fineA, fineB := box{14, 8, 270, 200}, box{1, 23, 257, 215}
	m := affine{1.02, 2.5, .97, -3.25}
	fine := m.between(a, b, fineA, fineB)
	for _, at := range []float64{0, .25, .8, 1} {
		place := func(m affine, a, b box) (x, y float64) {
			x = m.sx*(b.x0+at*b.w()-.5) + m.tx + .5
			y = m.sy*(b.y0+at*b.h()-.5) + m.ty + .5
			return (x - a.x0) / a.w(), (y - a.y0) / a.h()
		}
		x, y := place(m, a, b)
		fx, fy := place(fine, fineA, fineB)
		if math.Abs(x-fx) > 1e-9 || math.Abs(y-fy) > 1e-9 {
			t.Errorf("at %v of B the coarse map shows (%v, %v) of A and the fine one (%v, %v)", at, x, y, fx, fy)
		}
	}
	if same := boxToBox(a, b).between(a, b, fineA, fineB); same != boxToBox(fineA, fineB) {
		t.Errorf("one view laid on the other is %v, want %v", same, boxToBox(fineA, fineB))
	}
}
