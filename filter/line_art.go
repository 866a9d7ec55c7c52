package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "line_art",
	Doc:  "how far it is lines on paper, 0–1: the share of paper and ink (luma within 24 of the lightest or 64 of the darkest), less what ink covers beyond lines",
	Low:  0, High: 1,
	Func: lineArt,
})

// inkOfLines is the share of the area that lines alone may cover.
const inkOfLines = .25

func lineArt(f *dataset.Frame) float64 {
	t := &tonesOf(f).white
	if t.n == 0 {
		return math.NaN()
	}
	paper, ink := rank(t.histogram[:], .95, t.n), rank(t.histogram[:], .005, t.n)
	if paper-ink < 96 || paper < 160 {
		return 0
	}
	var light, dark int
	for v, c := range t.histogram {
		switch {
		case v >= paper-24:
			light += c
		case v <= ink+64:
			dark += c
		}
	}
	both := float64(light+dark) / float64(t.n)
	return max(0, both-max(0, float64(dark)/float64(t.n)-inkOfLines)*2)
}
