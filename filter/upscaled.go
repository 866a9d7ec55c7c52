package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "upscaled",
	Doc:  "how many times each pixel was repeated in both directions, 1–16; above 1 is a smaller picture enlarged without smoothing; null where the picture had to be shrunk",
	Low:  1, High: 16,
	Func: upscaled,
})

func upscaled(f *dataset.Frame) float64 {
	p := f.White.Luma
	if p.W != f.Width || p.H != f.Height || p.W < 32 || p.H < 32 {
		return math.NaN()
	}
	for factor := 16; factor > 1; factor-- {
		if repeats(p, factor) {
			return float64(factor)
		}
	}
	return 1
}

// repeats says whether every step lies on the grid of that many pixels, and
// whether there are steps enough for that to be no chance.
func repeats(p dataset.Plane, factor int) bool {
	steps := 0
	for y := range p.H {
		row := p.Row(y)
		for x := 1; x < p.W; x++ {
			if row[x] == row[x-1] {
				continue
			}
			if x%factor != 0 {
				return false
			}
			steps++
		}
		if y == 0 || y%factor == 0 {
			continue
		}
		for x, v := range p.Row(y - 1) {
			if v != row[x] {
				return false
			}
		}
	}
	return steps >= 64
}
