package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// The quality of an image is the geometric mean of four parts, each 0–1 and a
// measure of its own, so that a rank can be taken apart: one bad part pulls the
// whole down, and none makes up for it.

var _ = register(&dataset.Measure{
	Name: "quality",
	Doc:  "rank for choosing the better ones, 0–1: geometric mean of quality_size, quality_sharpness, quality_compression and quality_tone",
	Low:  0, High: 1,
	Func: quality,
})

var _ = register(&dataset.Measure{
	Name: "quality_size",
	Doc:  "part of quality: 0.5 at a quarter of a megapixel, 0.8 at one, towards 1",
	Low:  0, High: 1,
	Func: qualitySize,
})

var _ = register(&dataset.Measure{
	Name: "quality_sharpness",
	Doc:  "part of quality: 1 up to a blur of 0.6, falling to 0.05 at 0.95",
	Low:  0, High: 1,
	Func: qualitySharpness,
})

var _ = register(&dataset.Measure{
	Name: "quality_compression",
	Doc:  "part of quality: 1 for lossless and JPEG from quality 95 on, 0.5 at 60, less with visible blocks",
	Low:  0, High: 1,
	Func: qualityCompression,
})

var _ = register(&dataset.Measure{
	Name: "quality_tone",
	Doc:  "part of quality: 1 from a contrast of 0.15 on, falling to 0.05 at none",
	Low:  0, High: 1,
	Func: qualityTone,
})

func quality(f *dataset.Frame) float64 {
	product, n := 1., 0.
	for _, part := range []float64{qualitySize(f), qualitySharpness(f), qualityCompression(f), qualityTone(f)} {
		if !math.IsNaN(part) {
			product, n = product*part, n+1
		}
	}
	if n == 0 {
		return math.NaN()
	}
	return math.Pow(product, 1/n)
}

func qualitySize(f *dataset.Frame) float64 {
	n := float64(f.Width) * float64(f.Height) / 1e6
	if n <= 0 {
		return math.NaN()
	}
	return n / (n + .25)
}

func qualitySharpness(f *dataset.Frame) float64 {
	return 1 - .95*ramp(blur(f), .6, .95)
}

func qualityCompression(f *dataset.Frame) float64 {
	part := 1.
	if q := jpegQuality(f); !math.IsNaN(q) {
		part = .05 + .95*ramp(q, 21, 95)
	}
	if b := blockiness(f); !math.IsNaN(b) {
		part *= 1 - .5*ramp(b, .1, .8)
	}
	return part
}

func qualityTone(f *dataset.Frame) float64 {
	t := tonesOf(f)
	return .05 + .95*ramp(max(t.white.std, t.black.std)/255, 0, .15)
}

// ramp is 0 up to low, 1 from high on, and straight between; NaN stays.
func ramp(v, low, high float64) float64 {
	if math.IsNaN(v) {
		return v
	}
	return min(1, max(0, (v-low)/(high-low)))
}
