package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "saturation",
	Doc:  "mean distance between the strongest and the weakest of red, green and blue, 0 grey to 1 pure",
	Low:  0, High: 1,
	Func: func(f *dataset.Frame) float64 { return paletteOf(f).saturation },
})
