package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "entropy",
	Doc:  "entropy of the luma histogram over white in bits, 0 one tone to 8 all alike; flat art is low",
	Low:  0, High: 8,
	Func: entropy,
})

func entropy(f *dataset.Frame) float64 {
	t := &tonesOf(f).white
	if t.n == 0 {
		return math.NaN()
	}
	bits := 0.0
	for _, c := range t.histogram {
		if c > 0 {
			p := float64(c) / float64(t.n)
			bits -= p * math.Log2(p)
		}
	}
	return bits
}
