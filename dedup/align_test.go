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

func TestRefiningFindsScaleAndShift(t *testing.T) {
	wide := shrink(frameOf(blots(5, 400, 300)).White.Luma, box{0, 0, 400, 300}, 200, 150)
	want := affine{1.03, 12.4, .98, 9.6}
	seen, _ := through(wide, want, area{0, 0, 150, 110})
	m := refine(wide, seen, area{0, 0, 150, 110}, affine{1, 13, 1, 9}, 12, 1)
	for i, d := range []float64{(m.sx - want.sx) * 100, m.tx - want.tx, (m.sy - want.sy) * 100, m.ty - want.ty} {
		if math.Abs(d) > .2 {
			t.Errorf("found %+v, want %+v: number %d is off by %v", m, want, i, d)
		}
	}
	together := refineBy(wide, seen, area{0, 0, 150, 110}, affine{1, 13, 1.1, 9}, 12, 1, true)
	if math.Abs(together.sy/together.sx-1.1) > 1e-9 {
		t.Errorf("refined together, %v and %v have not kept their ratio of 1.1", together.sx, together.sy)
	}
}

func TestFewerLinesAreNoFainterLines(t *testing.T) {
	// Two stars that differ in the number of their rays, nearly blank: the tone
	// makes one as dark as the other, and a fifth of the structure differs.
	c := comparison{Structure: 12.5, StructureMost: 21.6, Tone: tone{1.75, -190, 1}}
	if limit := c.unlikeMost(); limit > .2 {
		t.Errorf("%.2f of the structure may differ where the tone makes up for it, want less than a fifth", limit)
	}
	// A copy with a little less contrast, and a picture with much to see.
	for _, c := range []comparison{{Structure: 14, StructureMost: 17.5, Tone: tone{1.25, 0, 1}, page: 200}, {Structure: 40, StructureMost: 75, Tone: tone{1.8, 0, 1}}} {
		if limit := c.unlikeMost(); limit < .25 {
			t.Errorf("%+v: only %.2f may differ, which compression alone reaches", c, limit)
		}
	}
	// On a page as white as it was, lines half as dark again are more lines.
	c = comparison{Structure: 12.6, StructureMost: 14, Tone: tone{1.56, -142, 1}, page: 255}
	if limit := c.unlikeMost(); limit > .1 {
		t.Errorf("%.2f may differ where the page is as it was and the lines are not, want next to nothing", limit)
	}
}

func TestMostOfAStripIsComparedWithoutItsRim(t *testing.T) {
	for _, size := range [][2]int{{64, 3}, {64, 8}, {64, 64}, {3, 64}} {
		g := newGrid(size[0], size[1])
		for i := range g.v {
			g.v[i] = 1
		}
		g.clearRim(rimCells)
		left := 0
		for _, v := range g.v {
			left += int(v)
		}
		if 2*left < len(g.v) {
			t.Errorf("of %d×%d cells %d are left", g.w, g.h, left)
		}
	}
}

func TestAMapAndItsInverseLeadBack(t *testing.T) {
	m := affine{1.1, 3, .9, -2}
	back := m.inverse()
	if x, y := back.sx*(m.sx*7+m.tx)+back.tx, back.sy*(m.sy*5+m.ty)+back.ty; math.Abs(x-7) > 1e-9 || math.Abs(y-5) > 1e-9 {
		t.Errorf("cell (7, 5) came back as (%.3f, %.3f)", x, y)
	}
}
