package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "aspect",
	Doc:  "long side over short side, at least 1",
	Low:  1, High: math.Inf(1),
	Func: func(f *dataset.Frame) float64 {
		if f.Width <= 0 || f.Height <= 0 {
			return math.NaN()
		}
		return float64(max(f.Width, f.Height)) / float64(min(f.Width, f.Height))
	},
})
