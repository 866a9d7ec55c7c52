package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "missing_area",
	Doc:  "share of the height that is, from the bottom up, the plain grey or green that a decoder paints where the file gave out, 0–1, below a picture that is not flat",
	Low:  0, High: 1,
	Func: missingArea,
})

// paints are what decoders leave, as full-range YCbCr: coefficients that are
// all zero give middle grey, planes that are all zero give green.
var paints = [][3]int{{128, 128, 128}, {0, 0, 0}, {79, 84, 72}}

// paintSpread is how far from it shrinking and another compression may take it.
const paintSpread = 3

func missingArea(f *dataset.Frame) float64 {
	g := f.White
	if g.Y.H < 8 || g.Y.W < 8 {
		return math.NaN()
	}
	if !f.Opaque {
		return 0 // what is transparent was drawn, not decoded from a JPEG
	}
	most := 0
	for _, paint := range paints {
		rows := 0
		for rows < g.Y.H && painted(g, g.Y.H-1-rows, paint) {
			rows++
		}
		most = max(most, rows)
	}
	if most == g.Y.H || most < 2 {
		return 0 // one tone all over is blank, not lost
	}
	return float64(most) / float64(g.Y.H)
}

func painted(g dataset.Ground, y int, paint [3]int) bool {
	for i, row := range [3][]byte{g.Y.Row(y), g.Cb.Row(y), g.Cr.Row(y)} {
		for _, v := range row {
			if apart(int(v), paint[i]) > paintSpread {
				return false
			}
		}
	}
	return true
}
