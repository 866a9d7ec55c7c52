package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// chromaticity is how colour is spread over a picture on white. Chroma is the
// distance of (Cb, Cr) from neutral, 0–181, in quarters.
type chromaticity struct {
	n        int
	chroma   [quarters]int // histogram
	residual [quarters]int // of the distance from the tint that goes with the luma
	astray   [quarters]int // of the distance from the ray of the mean hue; of pictures that are widely coloured
	shaded   int           // neither nearly black nor nearly white
	coloured int           // of these, plainly coloured
}

// What is darker or lighter than these has little room for colour.
const (
	shadedFrom = 48
	shadedTo   = 208
)

const quarters = 4*181 + 1

func chromaticityOf(f *dataset.Frame) *chromaticity { return huesOf(f).chromaticity }

// distance is √(b²+r²) in quarters for b and r from 0 to 255.
var distance = func() (table [256][256]uint16) {
	for b := range 256 {
		for r := range 256 {
			table[b][r] = uint16(min(math.Round(4*math.Hypot(float64(b), float64(r))), quarters-1))
		}
	}
	return table
}()

func measureChromaticity(runs []hueRun, g dataset.Ground) *chromaticity {
	c := &chromaticity{}
	for i := range runs {
		c.n += int(runs[i].n)
	}
	if c.n == 0 {
		return c
	}
	tint := tintOf(runs, c.n)
	for i := range runs {
		u := &runs[i]
		b, r, n := int(u.cb), int(u.cr), int(u.n)
		away := distance[byte(magnitude(b-128))][byte(magnitude(r-128))]
		c.chroma[away] += n
		if u.y >= shadedFrom && u.y <= shadedTo {
			c.shaded += n
			if away > 4*markChroma {
				c.coloured += n
			}
		}
		t := &tint[u.y>>3]
		c.residual[distance[byte(magnitude(b-t.b))][byte(magnitude(r-t.r))]] += n
	}
	if c.widely() {
		b, _ := lanes.Moments(g.Cb.Pix)
		r, _ := lanes.Moments(g.Cr.Pix)
		c.measureAstray(runs, b-128*c.n, r-128*c.n)
	}
	return c
}

// measureAstray fills in how far colours are from the ray that goes from
// neutral to the mean: one hue in all saturations is near it, however light
// and dark were mixed by shrinking and by JPEG. b and r are the sum of all colours.
func (c *chromaticity) measureAstray(runs []hueRun, b, r int) {
	length := math.Hypot(float64(b), float64(r))
	if length == 0 {
		c.astray = c.chroma
		return
	}
	// 8 bits of fraction; a distance is given in quarters.
	db, dr := int(math.Round(256*float64(b)/length)), int(math.Round(256*float64(r)/length))
	for i := range runs {
		u := &runs[i]
		pb, pr := int(u.cb)-128, int(u.cr)-128
		if pb*db+pr*dr < 0 {
			c.astray[distance[byte(magnitude(pb))][byte(magnitude(pr))]] += int(u.n)
			continue
		}
		c.astray[min(magnitude(pb*dr-pr*db)>>6, quarters-1)] += int(u.n)
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
func tintOf(runs []hueRun, n int) (tint [32]hue) {
	var counts [32]int
	var b, r [32][256]int32
	for i := range runs {
		u := &runs[i]
		k := u.y >> 3 & 31
		counts[k] += int(u.n)
		b[k][u.cb] += u.n
		r[k][u.cr] += u.n
	}
	full := max(1, n/200)
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
