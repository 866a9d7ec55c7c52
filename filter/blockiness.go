package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

var _ = register(&dataset.Measure{
	Name: "blockiness",
	Doc:  "luma steps across the borders of 8×8 blocks over those inside them, less 1, at least 0; hard JPEG compression is above 0.3; null where the picture had to be shrunk",
	Low:  0, High: math.Inf(1),
	Func: blockiness,
})

// blockStep leaves out drawn edges, which fall on block borders by chance.
const blockStep = 24

type blockinessKey struct{}

func blockiness(f *dataset.Frame) float64 {
	return f.Memo(blockinessKey{}, func() any { return measureBlockiness(f) }).(float64)
}

func measureBlockiness(f *dataset.Frame) float64 {
	p := f.White.Luma
	if p.W != f.Width || p.H != f.Height || p.W < 32 || p.H < 32 {
		return math.NaN()
	}
	// By column of the block: sums of the steps up to blockStep, and their number.
	var sums, counts [8]int
	for y := range p.H {
		lanes.Blocks(&sums, &counts, p.Row(y), blockStep)
	}
	across, nAcross := sums[0], counts[0]
	var inside, nInside int
	for i := 1; i < 8; i++ {
		inside, nInside = inside+sums[i], nInside+counts[i]
	}
	if nAcross == 0 || nInside == 0 || inside*20 < nInside {
		return math.NaN() // too flat to have blocks
	}
	ratio := float64(across) / float64(nAcross) * float64(nInside) / float64(inside)
	return max(0, ratio-1)
}
