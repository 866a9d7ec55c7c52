package dedup

import (
	"image"
	"image/color"
	"math"
	"testing"

	"github.com/winnow-data/winnow/dataset"
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

func TestThinLinesBesideEachOtherAreNoCopy(t *testing.T) {
	rings := func(radii ...float64) image.Image {
		img := image.NewNRGBA(image.Rect(0, 0, 200, 200))
		for y := range 200 {
			for x := range 200 {
				v := uint8(255)
				for _, r := range radii {
					if math.Abs(math.Hypot(float64(x)-99.5, float64(y)-99.5)-r) < .8 {
						v = 150
					}
				}
				img.SetNRGBA(x, y, color.NRGBA{v, v, v, 255})
			}
		}
		return img
	}
	a := rings(90, 60, 30)
	if j := judged(t, a, rings(90, 60, 30)); j.class != dataset.ClassCopy {
		t.Errorf("the same rings are %q", j.class)
	}
	if j := judged(t, a, rings(90, 64, 27)); j.class == dataset.ClassCopy {
		t.Errorf("other rings are a copy: luma %.2f, spot %.2f", j.best.Luma, j.best.Spot)
	}
}
