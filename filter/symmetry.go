package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

var _ = register(&dataset.Measure{
	Name: "symmetry",
	Doc:  "how alike the left half is to the mirrored right one, −1 to 1, as the correlation of luma; logos and emblems are near 1",
	Low:  -1, High: 1,
	Func: func(f *dataset.Frame) float64 {
		return halves(f.White.Y, true)
	},
})

// halves correlates the left half with the right one, as it is or mirrored.
func halves(p dataset.Plane, mirrored bool) float64 {
	half := p.W / 2
	if half < 8 || p.H < 8 {
		return math.NaN()
	}
	var isa, isb, isaa, isbb, isab int
	turned := make([]byte, half)
	for y := range p.H {
		row := p.Row(y)
		left, right := row[:half], row[p.W-half:]
		if mirrored {
			for x, v := range right {
				turned[half-1-x] = v
			}
			right = turned
		}
		a, aa := lanes.Moments(left)
		b, bb := lanes.Moments(right)
		isa, isb, isaa, isbb, isab = isa+a, isb+b, isaa+aa, isbb+bb, isab+lanes.Dot(left, right)
	}
	n := float64(half * p.H)
	sa, sb, saa, sbb, sab := float64(isa), float64(isb), float64(isaa), float64(isbb), float64(isab)
	va, vb := saa/n-sa/n*sa/n, sbb/n-sb/n*sb/n
	if va < 1 || vb < 1 {
		return math.NaN() // a flat half is like nothing
	}
	return max(-1, min(1, (sab/n-sa/n*sb/n)/math.Sqrt(va*vb)))
}
