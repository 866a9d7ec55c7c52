package filter

import (
	"math"
	"sync"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "jpeg_quality",
	Doc:  "quality, 1–100, whose scaling of the standard's luma table comes nearest to that of the JPEG; null for other formats",
	Low:  1, High: 100,
	Func: jpegQuality,
})

// standardLuma is table K.1 of ITU-T T.81, in zigzag order.
var standardLuma = [64]float64{
	16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
	26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
	56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
	95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
}

// scaledLuma is the logarithms of the table of each quality from 1 on.
var scaledLuma = sync.OnceValue(func() *[101][64]float64 {
	var tables [101][64]float64
	for q := 1; q <= 100; q++ {
		scale := 200 - 2*float64(q)
		if q < 50 {
			scale = 5000 / float64(q)
		}
		for i, base := range standardLuma {
			tables[q][i] = math.Log(min(max(math.Floor((base*scale+50)/100), 1), 255))
		}
	}
	return &tables
})

// jpegQuality inverts the scaling that the Independent JPEG Group's library
// made common: 5000/q percent below 50, 200−2q above.
func jpegQuality(f *dataset.Frame) float64 {
	if f.Quant == nil {
		return math.NaN()
	}
	var is [64]float64
	for i, q := range f.Quant {
		is[i] = math.Log(max(1, float64(q)))
	}
	best, bestError := 1, math.Inf(1)
	for q, wanted := range scaledLuma() {
		if q == 0 {
			continue
		}
		miss := 0.0
		for i, want := range wanted {
			miss += math.Abs(want - is[i])
		}
		if miss < bestError {
			best, bestError = q, miss
		}
	}
	return float64(best)
}
