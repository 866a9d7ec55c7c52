package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "bits_per_pixel",
	Doc:  "bits of the file for each pixel of one frame; low is flat art or hard compression",
	Low:  0, High: math.Inf(1),
	Func: func(f *dataset.Frame) float64 {
		n := float64(f.Width) * float64(f.Height) * float64(max(1, f.Frames))
		if n <= 0 || f.Bytes <= 0 {
			return math.NaN()
		}
		return 8 * float64(f.Bytes) / n
	},
})
