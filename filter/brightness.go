package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "brightness",
	Doc:  "mean luma over white, 0 black to 1 white",
	Low:  0, High: 1,
	Func: func(f *dataset.Frame) float64 { return tonesOf(f).white.mean / 255 },
})
