package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "colourfulness",
	Doc:  "Hasler and Süsstrunk's M3 (2003): spread and mean of the opponent colours; 0 grey, 33 moderate, above 82 extreme",
	Low:  0, High: math.Inf(1),
	Func: func(f *dataset.Frame) float64 { return paletteOf(f).colourful },
})
