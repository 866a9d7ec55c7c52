package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name:    "text_down",
	Version: 3,
	Doc:     "share of the text that is written downwards, in columns of letters, 0–1, as in Japanese comics; null without text",
	Low:     0, High: 1,
	Func: func(f *dataset.Frame) float64 {
		l := letteringOf(f)
		text := l.part((*textLine).believed)
		down := l.part(func(line *textLine) bool { return line.vertical && line.believed() })
		if !(text > 0) {
			return math.NaN()
		}
		return down / text
	},
})
