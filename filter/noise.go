package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
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
	var odd, even [2041]int // two counters, so that equal neighbours do not wait for each other
	bends := make([]uint16, p.W-2)
	n := 0
	for y := 1; y < p.H-1; y += 2 {
		lanes.Bends(bends, p.Row(y-1), p.Row(y), p.Row(y+1))
		n += len(bends)
		left := bends
		for ; len(left) >= 4; left = left[4:] {
			a, b, c, d := left[0], left[1], left[2], left[3]
			if a|b|c|d == 0 { // flat art is full of them
				even[0] += 4
				continue
			}
			even[a]++
			odd[b]++
			even[c]++
			odd[d]++
		}
		for _, v := range left {
			even[v]++
		}
	}
	for i, c := range odd {
		even[i] += c
	}
	// The mask has norm 6, and the median of |N(0, 1)| is 0.6745.
	return min(255, float64(rank(even[:], .5, n))/6/.6745)
}
