package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name:    "text_area",
	Version: 8,
	Doc:     "share of the picture that lines of letters cover, 0–1, in any script, along or down, what may be letters in part; a poster is above 0.12",
	Low:     0, High: 1,
	Func: func(f *dataset.Frame) float64 { return letteringOf(f).share() },
})
