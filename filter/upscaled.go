package filter

import (
	"bytes"
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
	grid, steps := gridOf(p)
	if steps < 64 { // so few may lie on a grid by chance
		return 1
	}
	for factor := 16; factor > 1; factor-- {
		if grid%factor == 0 {
			return float64(factor)
		}
	}
	return 1
}

// gridOf is the greatest number of pixels of which every column with a step to
// its left, and every row that differs from the one above, is a multiple; and
// how many steps there are, as far as it had to look.
func gridOf(p dataset.Plane) (grid, steps int) {
	for y := range p.H {
		row := p.Row(y)
		for x := 1; x < p.W; x++ {
			if row[x] == row[x-1] {
				continue
			}
			if grid = divisor(grid, x); grid == 1 {
				return 1, steps
			}
			steps++
		}
		if y > 0 && !bytes.Equal(row, p.Row(y-1)) {
			if grid = divisor(grid, y); grid == 1 {
				return 1, steps
			}
		}
	}
	return grid, steps
}

// divisor is the greatest common one.
func divisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}
