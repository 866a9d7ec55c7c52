package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "noise",
	Doc:  "standard deviation of noise in luma, 0–255, by the median of Immerkær's second differences (1996); flat art is 0, film grain and scans above 5",
	Low:  0, High: 255,
	Func: noise,
})

func noise(f *dataset.Frame) float64 {
	p := f.White.Luma
	if p.W < 16 || p.H < 16 {
		return math.NaN()
	}
	var histogram [2041]int
	down := make([]int32, p.W) // second differences along columns
	n := 0
	for y := 1; y < p.H-1; y += 2 {
		above, row, below := p.Row(y-1), p.Row(y), p.Row(y+1)
		above, below = above[:len(row)], below[:len(row)]
		down := down[:len(row)]
		for x, v := range row {
			down[x] = int32(above[x]) + int32(below[x]) - 2*int32(v)
		}
		left, middle, zeros := int(down[0]), int(down[1]), 0
		for _, v := range down[2:] {
			right := int(v)
			if left|middle|right == 0 { // flat art is full of them
				zeros++
				continue
			}
			histogram[magnitude(left+right-2*middle)]++
			left, middle = middle, right
		}
		histogram[0] += zeros
		n += len(row) - 2
	}
	// The mask has norm 6, and the median of |N(0, 1)| is 0.6745.
	return min(255, float64(rank(histogram[:], .5, n))/6/.6745)
}
