package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// markChroma is where colour is plain to see: twice what JPEG's noise reaches.
const markChroma = 12

var _ = register(&dataset.Measure{
	Name: "colour_mark",
	Doc:  "share of the area that is plainly coloured (chroma above 12), 0–1; a signature on a grey drawing is a little over 0",
	Low:  0, High: 1,
	Func: colourMark,
})

func colourMark(f *dataset.Frame) float64 {
	c := chromaticityOf(f)
	if c.n == 0 {
		return math.NaN()
	}
	n := 0
	for _, count := range c.chroma[4*markChroma+1:] {
		n += count
	}
	return float64(n) / float64(c.n)
}
