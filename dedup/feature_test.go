package dedup

import (
	"math"
	"testing"
)

func TestFinerFeaturesAreLookedForWhereThereAreFew(t *testing.T) {
	// Dots of two sizes on grey, of which the small ones vanish at half the resolution.
	dots := func(step int, radius float64) grid {
		g := newGrid(256, 256)
		for y := range g.h {
			for x := range g.row(y) {
				dx, dy := float64((x+step/2)%step-step/2), float64((y+step/2)%step-step/2)
				g.row(y)[x] = 128
				if d := math.Hypot(dx, dy) - radius; d < .5 {
					g.row(y)[x] = 128 + 100*float32(min(1, .5-d))*float32(1+x%7)/7
				}
			}
		}
		return g
	}
	finest := func(fs []feature) float32 {
		least := float32(math.Inf(1))
		for _, f := range fs {
			least = min(least, f.sigma)
		}
		return least
	}
	few, many := featuresOf(dots(60, 3)), featuresOf(dots(20, 5))
	if len(few) == 0 || finest(few) > 2.5 {
		t.Errorf("few small dots have %d features, the finest of %.1f cells", len(few), finest(few))
	}
	if len(many) != featureMost || finest(many) < 2.5 {
		t.Errorf("many dots have %d features, the finest of %.1f cells: those of half the resolution would do", len(many), finest(many))
	}
}
