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
		return halves(f.White.Y, func(x, w int) int { return w - 1 - x })
	},
})

// halves correlates the left half with what partner says is its counterpart in the right one.
func halves(p dataset.Plane, partner func(x, w int) int) float64 {
	half := p.W / 2
	if half < 8 || p.H < 8 {
		return math.NaN()
	}
	var n, sa, sb, saa, sbb, sab float64
	for y := range p.H {
		row := p.Row(y)
		for x := range half {
			a, b := float64(row[x]), float64(row[partner(x, p.W)])
			sa, sb, saa, sbb, sab = sa+a, sb+b, saa+a*a, sbb+b*b, sab+a*b
		}
	}
	n = float64(half * p.H)
	va, vb := saa/n-sa/n*sa/n, sbb/n-sb/n*sb/n
	if va < 1 || vb < 1 {
		return math.NaN() // a flat half is like nothing
	}
	return max(-1, min(1, (sab/n-sa/n*sb/n)/math.Sqrt(va*vb)))
}
