package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "palette_size",
	Doc:  "colours, of 4096, that cover at least a thousandth of the picture; under ten is flat art",
	Low:  0, High: 1000,
	Func: func(f *dataset.Frame) float64 {
		p := paletteOf(f)
		if p.n == 0 {
			return math.NaN()
		}
		return float64(p.colours)
	},
})
