package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "repeated_half",
	Doc:  "how alike the right half is to the left one, −1 to 1, as the correlation of luma; near 1 is a picture twice side by side, such as stereo pairs and before-and-after sheets",
	Low:  -1, High: 1,
	Func: func(f *dataset.Frame) float64 {
		return halves(f.White.Y, false)
	},
})
