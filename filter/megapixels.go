package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "megapixels",
	Doc:  "width times height in millions of pixels",
	Low:  0, High: math.Inf(1),
	Func: func(f *dataset.Frame) float64 {
		if f.Width <= 0 || f.Height <= 0 {
			return math.NaN()
		}
		return float64(f.Width) * float64(f.Height) / 1e6
	},
})
