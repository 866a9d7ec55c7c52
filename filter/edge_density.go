package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "edge_density",
	Doc:  "share of luma steps at 512 px above 40 of 255, 0–1; flat art is low, dense pages are high",
	Low:  0, High: 1,
	Func: func(f *dataset.Frame) float64 { return gradientsOf(f).above(40) },
})
