package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "brightness_low",
	Doc:  "5th percentile of luma, 0–1, on the ground that makes it darker; high is nearly white all over",
	Low:  0, High: 1,
	Func: func(f *dataset.Frame) float64 {
		t := tonesOf(f)
		return min(t.white.percentile(.05), t.black.percentile(.05))
	},
})
