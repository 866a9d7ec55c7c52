package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "flat_area",
	Doc:  "share of the picture that the commonest of 4096 colours covers, 0–1; near 1 is nearly blank",
	Low:  0, High: 1,
	Func: func(f *dataset.Frame) float64 {
		p := paletteOf(f)
		if p.n == 0 {
			return math.NaN()
		}
		return p.commonest
	},
})
