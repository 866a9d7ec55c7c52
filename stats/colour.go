package stats

import "math"

// greyChroma is the chroma (99.9th percentile, 0–181) up to which a picture has
// no colour: more than the noise of JPEG's chroma, less than the palest paint.
const greyChroma = 5.5

// A picture is of one hue when what remains of its chroma, once the tint that
// goes with each luminance is taken away, is below these.
const (
	tintResidual = 6   // of chroma
	tintShare    = 0.5 // of the picture's chroma
)

var _ = declare(&Property{
	Name:   "colour",
	Title:  "colour",
	Doc:    "by the measures chroma and tint: grey, of one hue (tinted), or colour",
	Values: []string{"colour", "tinted", "grey"},
	Of: func(f *facts) string {
		chroma, tint := f.measure("chroma"), f.measure("tint")
		switch {
		case math.IsNaN(chroma):
			return ""
		case chroma <= greyChroma:
			return "grey"
		case tint*chroma <= max(tintResidual, tintShare*chroma):
			return "tinted"
		}
		return "colour"
	},
	Phrases: map[string]string{
		"colour": "are in colour",
		"tinted": "are of a single hue",
		"grey":   "are greyscale",
	},
	Even:     []string{"colour", "grey"},
	By:       "chroma > 5.5",
	Measures: []string{"chroma", "tint"},
	Measured: true,
})
