package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// palette is what the colours of a picture on white say, as RGB.
type palette struct {
	n          int
	saturation float64 // mean of HSV saturation weighted by value, 0–1
	colourful  float64
	colours    int // of 4096 that cover a thousandth each
	commonest  float64
}

func paletteOf(f *dataset.Frame) *palette { return huesOf(f).palette }

func measurePalette(runs []hueRun) *palette {
	p := &palette{}
	for i := range runs {
		p.n += int(runs[i].n)
	}
	if p.n == 0 {
		p.saturation, p.colourful = math.NaN(), math.NaN()
		return p
	}
	var counts [4096]int32
	var saturation, rg, yb, rg2, yb2 int64
	for i := range runs {
		run := &runs[i]
		n := int64(run.n)
		y, b, r := int32(run.y), int32(run.cb)-128, int32(run.cr)-128
		red := clamp(y + (91881*r+32768)>>16)
		green := clamp(y - (22554*b+46802*r-32768)>>16)
		blue := clamp(y + (116130*b+32768)>>16)
		high, low := max(red, green, blue), min(red, green, blue)
		saturation += n * int64(high-low)
		u, v := int64(red-green), int64(red+green)/2-int64(blue)
		rg, rg2 = rg+n*u, rg2+n*u*u
		yb, yb2 = yb+n*v, yb2+n*v*v
		counts[red>>4<<8|green>>4<<4|blue>>4] += run.n
	}
	n := float64(p.n)
	p.saturation = float64(saturation) / n / 255
	mu, mv := float64(rg)/n, float64(yb)/n
	spread := math.Sqrt(max(0, float64(rg2)/n-mu*mu+float64(yb2)/n-mv*mv))
	p.colourful = spread + .3*math.Hypot(mu, mv)
	most := int32(0)
	for _, c := range counts {
		if int(c)*1000 >= p.n {
			p.colours++
		}
		most = max(most, c)
	}
	p.commonest = float64(most) / n
	return p
}

func clamp(v int32) int32 { return max(0, min(255, v)) }
