package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "blur",
	Doc:  "share of the strongest hundredth of luma steps, at 512 px, that survives a blur, 0–1; sharp drawings have about 0.4, blurred ones above 0.86; null where there are no steps",
	Low:  0, High: 1,
	Func: blur,
})

func blur(f *dataset.Frame) float64 {
	g := gradientsOf(f)
	if g.n == 0 {
		return math.NaN()
	}
	before := strongest(&g.sharp, g.n)
	if before < 4 { // nothing is drawn: sharpness has no meaning
		return math.NaN()
	}
	return min(1, strongest(&g.blurred, g.n)/before)
}
