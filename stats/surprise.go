package stats

import (
	"cmp"
	"math"
	"slices"
)

// leastCell is the number of images below which a combination is left blank.
const leastCell = 5

// surprises are the significant combinations that enough images have, or would
// have by chance, those with the strongest lift first.
func (r *Report) surprises() []Cell {
	var cells []Cell
	for _, x := range r.Intersections {
		for _, c := range x.Cells {
			if c.Significant && max(float64(c.N), c.Expected) >= leastCell {
				cells = append(cells, c)
			}
		}
	}
	strength := func(c Cell) float64 { return math.Abs(math.Log((float64(c.N) + .5) / (c.Expected + .5))) }
	slices.SortStableFunc(cells, func(a, b Cell) int { return cmp.Compare(strength(b), strength(a)) })
	return cells
}
