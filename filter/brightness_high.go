package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "brightness_high",
	Doc:  "99th percentile of luma, 0–1, on the ground that makes it lighter; low is dark all over",
	Low:  0, High: 1,
	Func: func(f *dataset.Frame) float64 {
		t := tonesOf(f)
		return max(t.white.percentile(.99), t.black.percentile(.99))
	},
})
