package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "blockiness",
	Doc:  "luma steps across the borders of 8×8 blocks over those inside them, less 1, at least 0; hard JPEG compression is above 0.3; null where the picture had to be shrunk",
	Low:  0, High: math.Inf(1),
	Func: blockiness,
})

// blockStep leaves out drawn edges, which fall on block borders by chance.
const blockStep = 24

func blockiness(f *dataset.Frame) float64 {
	p := f.White.Luma
	if p.W != f.Width || p.H != f.Height || p.W < 32 || p.H < 32 {
		return math.NaN()
	}
	var across, inside, nAcross, nInside int
	for y := range p.H {
		row := p.Row(y)
		for x := 1; x < p.W; x++ {
			step := apart(int(row[x]), int(row[x-1]))
			if step > blockStep {
				continue
			}
			if x%8 == 0 {
				across, nAcross = across+step, nAcross+1
			} else {
				inside, nInside = inside+step, nInside+1
			}
		}
	}
	if nAcross == 0 || nInside == 0 || inside*20 < nInside {
		return math.NaN() // too flat to have blocks
	}
	ratio := float64(across) / float64(nAcross) * float64(nInside) / float64(inside)
	return max(0, ratio-1)
}
