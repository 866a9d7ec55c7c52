package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "contrast",
	Doc:  "standard deviation of luma, 0–0.5 of its range, on the ground that gives more; 0 is one flat tone",
	Low:  0, High: .5,
	Func: func(f *dataset.Frame) float64 {
		t := tonesOf(f)
		return max(t.white.std, t.black.std) / 255
	},
})
