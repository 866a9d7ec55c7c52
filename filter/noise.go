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
	n := 0
	for y := 1; y < p.H-1; y += 2 {
		above, row, below := p.Row(y-1), p.Row(y), p.Row(y+1)
		for x := 1; x < p.W-1; x++ {
			d := int(above[x-1]) + int(above[x+1]) + int(below[x-1]) + int(below[x+1]) -
				2*(int(above[x])+int(below[x])+int(row[x-1])+int(row[x+1])) + 4*int(row[x])
			histogram[max(d, -d)]++
			n++
		}
	}
	// The mask has norm 6, and the median of |N(0, 1)| is 0.6745.
	return min(255, float64(rank(histogram[:], .5, n))/6/.6745)
}
