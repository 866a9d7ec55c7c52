package stats

// degrees are five steps of a number without a natural unit.
var degrees = []string{"very low", "low", "middle", "high", "very high"}

var fifths = []float64{.2, .4, .6, .8}

var _ = declare(&Property{
	Name:     "brightness",
	Title:    "brightness",
	Doc:      "mean luma over white, in fifths of its range (measure brightness)",
	Values:   degrees,
	Edges:    fifths,
	Number:   func(f *facts) float64 { return f.measure("brightness") },
	Measures: []string{"brightness"},
	Measured: true,
})

var _ = declare(&Property{
	Name:     "contrast",
	Title:    "contrast",
	Doc:      "standard deviation of luma, in fifths of its range (measure contrast)",
	Values:   degrees,
	Edges:    []float64{.1, .2, .3, .4},
	Number:   func(f *facts) float64 { return f.measure("contrast") },
	Measures: []string{"contrast"},
	Measured: true,
})

var _ = declare(&Property{
	Name:     "saturation",
	Title:    "saturation",
	Doc:      "mean saturation: very low below 0.1, very high from 0.45 (measure saturation)",
	Values:   degrees,
	Edges:    []float64{.1, .2, .3, .45},
	Number:   func(f *facts) float64 { return f.measure("saturation") },
	Measures: []string{"saturation"},
	Measured: true,
})

var _ = declare(&Property{
	Name:     "compression",
	Title:    "JPEG quality",
	Doc:      "estimated from the quantisation table (measure jpeg_quality)",
	Values:   []string{"under 50", "50 to 74", "75 to 84", "85 to 94", "95 and more"},
	Edges:    []float64{50, 75, 85, 95},
	Number:   func(f *facts) float64 { return f.measure("jpeg_quality") },
	Measures: []string{"jpeg_quality"},
	Measured: true,
})

var _ = declare(&Property{
	Name:     "border",
	Title:    "border",
	Doc:      "plain bands along the edges, as a share of the area (measure border)",
	Values:   []string{"none", "thin", "wide"},
	Edges:    []float64{.01, .15},
	Number:   func(f *facts) float64 { return f.measure("border") },
	Measures: []string{"border"},
	Measured: true,
})

var _ = declare(&Property{
	Name:     "blur",
	Title:    "blur",
	Doc:      "how blurred the edges are (measure blur): soft from 0.72, blurred from 0.86",
	Values:   []string{"sharp", "soft", "blurred"},
	Edges:    []float64{.72, .86},
	Number:   func(f *facts) float64 { return f.measure("blur") },
	Measures: []string{"blur"},
	Measured: true,
})
