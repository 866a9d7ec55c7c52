package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "symmetry",
	Doc:  "how alike the left half is to the mirrored right one, −1 to 1, as the correlation of luma; logos and emblems are near 1",
	Low:  -1, High: 1,
	Func: func(f *dataset.Frame) float64 {
		return halves(f.White.Y, func(w int) (first, step int) { return w - 1, -1 })
	},
})

// halves correlates the left half with the right one, in which partner says
// where the counterpart of column 0 is, and how far the next one is from it.
func halves(p dataset.Plane, partner func(w int) (first, step int)) float64 {
	half := p.W / 2
	if half < 8 || p.H < 8 {
		return math.NaN()
	}
	first, step := partner(p.W)
	var isa, isb, isaa, isbb, isab int
	for y := range p.H {
		row := p.Row(y)
		at := first
		for _, v := range row[:half] {
			a, b := int(v), int(row[at])
			isa, isb, isaa, isbb, isab = isa+a, isb+b, isaa+a*a, isbb+b*b, isab+a*b
			at += step
		}
	}
	n := float64(half * p.H)
	sa, sb, saa, sbb, sab := float64(isa), float64(isb), float64(isaa), float64(isbb), float64(isab)
	va, vb := saa/n-sa/n*sa/n, sbb/n-sb/n*sb/n
	if va < 1 || vb < 1 {
		return math.NaN() // a flat half is like nothing
	}
	return max(-1, min(1, (sab/n-sa/n*sb/n)/math.Sqrt(va*vb)))
}
