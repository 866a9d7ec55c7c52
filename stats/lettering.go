package stats

import "math"

// Shares of the area that text covers: below the first it is a signature at
// most, from the second on the filter's default rule speaks.
const (
	someText  = 0.005
	heavyText = 0.12
)

var _ = declare(&Property{
	Name:   "text",
	Title:  "text in the picture",
	Doc:    "by the measure text_area: none below 0.5 % of the area, heavy above 12 %",
	Values: []string{"none", "some", "heavy"},
	Of: func(f *facts) string {
		area := f.measure("text_area")
		switch {
		case math.IsNaN(area):
			return ""
		case area < someText:
			return "none"
		case area <= heavyText:
			return "some"
		}
		return "heavy"
	},
	Phrases: map[string]string{
		"none":  "have no text in the picture",
		"some":  "have some text in the picture",
		"heavy": "are covered by text",
	},

	Measures: []string{"text_area"},
	Measured: true,
})
