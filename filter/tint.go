package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name:    "tint",
	Version: 1,
	Doc:     "what remains of chroma once the tint that goes with each luma, or one hue, is taken away, as a share of it, 0–2; low is one hue all over, 0 also without colour",
	Low:     0, High: 2,
	Func: tint,
})

// astrayWeight makes distance from one ray of hue count more than distance
// from the tint of the luma: art of warm colours alone is near a ray too.
const astrayWeight = 2.5

// astrayNoise is how far JPEG alone takes colours from their ray.
const astrayNoise = 1.5

// Shares of the picture that must be plainly coloured for its hue to be asked
// after: less will do where hardly anything that could have colour has none.
const (
	tintedArea  = .2
	tintedLeast = .02
	tintedShade = .8 // of what is neither nearly black nor nearly white
)

// tintedFan is how far colours may be from one ray, as a share of chroma, for the
// tint of each luma to be that of one hue: it is the sine of the angle.
const tintedFan = .42

// widely says whether colour is more than a mark.
func (c *chromaticity) widely() bool {
	return c.percentile(&c.chroma, 1-tintedArea) >= markChroma ||
		float64(c.coloured) >= tintedLeast*float64(c.n) && float64(c.coloured) >= tintedShade*float64(c.shaded)
}

func tint(f *dataset.Frame) float64 {
	c := chromaticityOf(f)
	whole := c.percentile(&c.chroma, .999)
	if whole == 0 {
		return 0
	}
	byLuma := c.percentile(&c.residual, .999) / whole
	if !c.widely() {
		return min(2, byLuma) // a coloured mark is of one hue as well
	}
	byHue := max(0, c.percentile(&c.astray, .999)-astrayNoise) / whole
	if byHue > tintedFan {
		return min(2, max(byLuma, byHue)) // flat colours, each of a luma of its own
	}
	return min(2, byLuma, astrayWeight*byHue)
}
