package stats

import "math"

// squareWithin is how far the sides of a picture may differ for it to be square.
const squareWithin = 0.02

var _ = declare(&Property{
	Name:   "orientation",
	Title:  "orientation",
	Doc:    "of the picture as shown; square when the sides differ by at most 2 %",
	Values: []string{"portrait", "landscape", "square"},
	Of: func(f *facts) string {
		w, h := float64(f.width), float64(f.height)
		switch {
		case w == 0 || h == 0:
			return ""
		case math.Abs(w-h) <= squareWithin*max(w, h):
			return "square"
		case w > h:
			return "landscape"
		}
		return "portrait"
	},
	Phrases: map[string]string{
		"portrait":  "are taller than wide",
		"landscape": "are wider than tall",
		"square":    "are square",
	},
	Even:     []string{"portrait", "landscape"},
	By:       "height > width",
	Measured: true,
})

var _ = declare(&Property{
	Name:   "aspect",
	Title:  "aspect ratio",
	Doc:    "width over height",
	Values: []string{"under 1:2", "1:2 to 2:3", "2:3 to 4:5", "4:5 to 5:4", "5:4 to 3:2", "3:2 to 2:1", "over 2:1"},
	Edges:  []float64{1. / 2, 2. / 3, 4. / 5, 5. / 4, 3. / 2, 2},
	Number: func(f *facts) float64 {
		if f.width == 0 || f.height == 0 {
			return math.NaN()
		}
		return float64(f.width) / float64(f.height)
	},
})

var _ = declare(&Property{
	Name:   "resolution",
	Unit:   " MP",
	Title:  "resolution",
	Doc:    "pixels of the picture",
	Values: []string{"under 0.25 MP", "0.25 to 0.5 MP", "0.5 to 1 MP", "1 to 2 MP", "2 to 4 MP", "4 to 8 MP", "8 MP and more"},
	Edges:  []float64{.25, .5, 1, 2, 4, 8},
	Number: func(f *facts) float64 {
		if f.width == 0 || f.height == 0 {
			return math.NaN()
		}
		return float64(f.width) * float64(f.height) / 1e6
	},
	Measured: true,
})

var _ = declare(&Property{
	Name:   "short_side",
	Unit:   " px",
	Title:  "shorter side",
	Doc:    "pixels; training crops or enlarges to a bucket of this size",
	Values: []string{"under 256", "256 to 511", "512 to 767", "768 to 1023", "1024 to 2047", "2048 and more"},
	Edges:  []float64{256, 512, 768, 1024, 2048},
	Number: func(f *facts) float64 {
		if f.width == 0 || f.height == 0 {
			return math.NaN()
		}
		return float64(min(f.width, f.height))
	},
})
