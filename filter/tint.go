package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "tint",
	Doc:  "what remains of chroma once the tint that goes with each luma, or one hue, is taken away, as a share of it, 0–2; low is one hue all over, 0 also without colour",
	Low:  0, High: 2,
	Func: tint,
})

// astrayWeight makes distance from one ray of hue count more than distance
// from the tint of the luma: art of warm colours alone is near a ray too.
const astrayWeight = 2.5

// tintedArea is the share of the picture that must be plainly coloured for its
// hue to be asked after.
const tintedArea = .2

func tint(f *dataset.Frame) float64 {
	c := chromaticityOf(f)
	whole := c.percentile(&c.chroma, .999)
	if whole == 0 {
		return 0
	}
	byLuma := c.percentile(&c.residual, .999) / whole
	if c.percentile(&c.chroma, 1-tintedArea) < markChroma {
		return min(2, byLuma) // a coloured mark is of one hue as well
	}
	return min(2, byLuma, astrayWeight*c.percentile(&c.astray, .999)/whole)
}
