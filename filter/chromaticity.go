package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// chromaticity is how colour is spread over a picture on white. Chroma is the
// distance of (Cb, Cr) from neutral, 0–181, in quarters.
type chromaticity struct {
	n        int
	chroma   [quarters]int // histogram
	residual [quarters]int // of the distance from the tint that goes with the luma
	astray   [quarters]int // of the distance from the ray of the mean hue
}

const quarters = 4*181 + 1

type chromaticityKey struct{}

func chromaticityOf(f *dataset.Frame) *chromaticity {
	return f.Memo(chromaticityKey{}, func() any { return measureChromaticity(f.White) }).(*chromaticity)
}

// distance is √(b²+r²) in quarters for b and r from 0 to 255.
var distance = func() (table [256][256]uint16) {
	for b := range 256 {
		for r := range 256 {
			table[b][r] = uint16(min(math.Round(4*math.Hypot(float64(b), float64(r))), quarters-1))
		}
	}
	return table
}()

func measureChromaticity(g dataset.Ground) *chromaticity {
	c := &chromaticity{n: len(g.Y.Pix)}
	if c.n == 0 {
		return c
	}
	tint := tintOf(g)
	y, cb, cr := g.Y.Pix, g.Cb.Pix[:c.n], g.Cr.Pix[:c.n]
	for i, luma := range y {
		b, r := int(cb[i]), int(cr[i])
		c.chroma[distance[byte(apart(b, 128))][byte(apart(r, 128))]]++
		t := tint[luma>>3]
		c.residual[distance[byte(apart(b, t.b))][byte(apart(r, t.r))]]++
	}
	c.measureAstray(g)
	return c
}

// measureAstray fills in how far colours are from the ray that goes from
// neutral to the mean: one hue in all saturations is near it, however light
// and dark were mixed by shrinking and by JPEG.
func (c *chromaticity) measureAstray(g dataset.Ground) {
	var b, r int64
	for i, v := range g.Cb.Pix {
		b, r = b+int64(v)-128, r+int64(g.Cr.Pix[i])-128
	}
	length := math.Hypot(float64(b), float64(r))
	if length == 0 {
		c.astray = c.chroma
		return
	}
	// 8 bits of fraction; a distance is given in quarters.
	db, dr := int(math.Round(256*float64(b)/length)), int(math.Round(256*float64(r)/length))
	for i, v := range g.Cb.Pix {
		pb, pr := int(v)-128, int(g.Cr.Pix[i])-128
		if pb*db+pr*dr < 0 {
			c.astray[distance[byte(max(pb, -pb))][byte(max(pr, -pr))]]++
			continue
		}
		across := pb*dr - pr*db
		c.astray[min(max(across, -across)>>6, quarters-1)]++
	}
}

func apart(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}

type hue struct{ b, r int }

// tintOf is the median (Cb, Cr) of the pixels of like luma, in 32 steps. A step
// with less than half a per cent of the pixels takes that of the nearest fuller one.
func tintOf(g dataset.Ground) (tint [32]hue) {
	var counts [32]int
	var b, r [32][256]int
	for i, luma := range g.Y.Pix {
		k := luma >> 3
		counts[k]++
		b[k][g.Cb.Pix[i]]++
		r[k][g.Cr.Pix[i]]++
	}
	full := max(1, len(g.Y.Pix)/200)
	for k := range tint {
		from := nearestFull(counts[:], k, full)
		tint[k] = hue{rank(b[from][:], .5, counts[from]), rank(r[from][:], .5, counts[from])}
	}
	return tint
}

func nearestFull(counts []int, k, full int) int {
	for away := range len(counts) {
		if lower := k - away; lower >= 0 && counts[lower] >= full {
			return lower
		}
		if upper := k + away; upper < len(counts) && counts[upper] >= full {
			return upper
		}
	}
	return k
}

// percentile of a histogram in quarters.
func (c *chromaticity) percentile(histogram *[quarters]int, share float64) float64 {
	if c.n == 0 {
		return math.NaN()
	}
	return float64(rank(histogram[:], share, c.n)) / 4
}
