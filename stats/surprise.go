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
	for i := range r.Intersections {
		cells = append(cells, r.Intersections[i].named()...)
	}
	return strongestFirst(cells)
}

// named are the cells with the property before each value: "gender male".
func (x *Intersection) named() []Cell {
	cells := slices.Clone(x.Cells)
	for i := range cells {
		cells[i].A, cells[i].B = x.A+" "+cells[i].A, x.B+" "+cells[i].B
	}
	return cells
}

// strongestFirst are the significant ones of the cells.
func strongestFirst(cells []Cell) []Cell {
	var strong []Cell
	for _, c := range cells {
		if c.Significant && max(float64(c.N), c.Expected) >= leastCell {
			strong = append(strong, c)
		}
	}
	strength := func(c Cell) float64 { return math.Abs(math.Log((float64(c.N) + .5) / (c.Expected + .5))) }
	slices.SortStableFunc(strong, func(a, b Cell) int { return cmp.Compare(strength(b), strength(a)) })
	return strong
}
