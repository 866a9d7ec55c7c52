package dedup

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/winnow-data/winnow/internal/lanes"
)

// feature is a place that can be found again in a crop: an extremum of a
// difference of Gaussians, with the signs of the low frequencies around it.
type feature struct {
	x, y, sigma float32 // in cells of the grid of featuresOf
	signs       uint64  // 63 bits, the lowest frequencies first
	weak        [2]uint8
}

const (
	featureSide  = 256 // long side of the grid
	mostEnlarged = 4.0
	marginsMost  = .35 // of a picture that must be left without its margins
	featureMost  = 100 // of a picture, the strongest
	firstSigma   = 1.4
	perOctave    = 3
	leastOctave  = 24 // pixels of the shorter side
	leastDoG     = 1.0
	edgeRatio    = 12.0
	patchSide    = 16
	patchReach   = 5.0 // times sigma, to each side
	patchFreqs   = 8
	keyBits      = 32
)

// frequencies lists (u, v) of the 8×8 DCT without the mean, the lowest first.
var frequencies = func() (out [][2]int) {
	for u := range patchFreqs {
		for v := range patchFreqs {
			if u+v > 0 {
				out = append(out, [2]int{u, v})
			}
		}
	}
	slices.SortFunc(out, func(a, b [2]int) int {
		return cmp.Or(cmp.Compare(a[0]+a[1], b[0]+b[1]), cmp.Compare(a[0], b[0]))
	})
	return out
}()

// mirrorSigns flips the signs that mirroring left to right flips.
var mirrorSigns = func() (mask uint64) {
	for i, f := range frequencies {
		if f[0]%2 == 1 {
			mask |= 1 << i
		}
	}
	return mask
}()

var patchCosines = func() (c [patchFreqs][patchSide]float32) {
	for u := range c {
		for x := range c[u] {
			c[u][x] = float32(math.Cos(math.Pi * float64(u) * (float64(x) + .5) / patchSide))
		}
	}
	return c
}()

// cropView is the view in which a picture is looked for in others: without its
// margins, unless these take up most of it. Then a faint picture is more than
// what is left, and only its border comes off.
func (t *thumb) cropView() view {
	if in, b := t.inFrame, t.whiteBox; b.w()*b.h() < marginsMost*in.w()*in.h() {
		return unframed
	}
	return 1
}

// featureGrid is what features are looked for in: the picture over white
// in its cropView, its long side 256 cells or as many as it has.
func (t *thumb) featureGrid() grid {
	b := t.boxOn(t.cropView())
	w, h := sides(featureSide, b, b, b.w()/b.h())
	return shrink(t.white, b, w, h)
}

// described is a picture's features and the width of their grid.
type described struct {
	features []feature
	width    int
}

// described finds the features of a picture, in cells of its featureGrid, which a
// small picture is enlarged from: it has too little to see at its own size.
func (t *thumb) described() described {
	g := t.featureGrid()
	k := min(float64(featureSide)/float64(max(g.w, g.h)), mostEnlarged)
	if k <= 1.2 {
		return described{featuresOf(g), g.w}
	}
	large := newGrid(int(float64(g.w)*k), int(float64(g.h)*k))
	kx, ky := float32(large.w)/float32(g.w), float32(large.h)/float32(g.h)
	for y := range large.h {
		row := large.row(y)
		for x := range row {
			row[x] = g.at((float32(x)+.5)/kx-.5, (float32(y)+.5)/ky-.5)
		}
	}
	found := featuresOf(large)
	for i := range found {
		found[i].x /= kx
		found[i].y /= ky
		found[i].sigma /= kx
	}
	return described{found, g.w}
}

// featuresOf finds the features of a grid, the strongest first.
func featuresOf(g grid) []feature {
	type spotted struct {
		feature
		strength float32
	}
	var all []spotted
	p := pyramids.Get().(*pyramid)
	defer pyramids.Put(p)
	levels, dogs := &p.levels, &p.dogs
	p.gaussian(&levels[0], g, math.Sqrt(firstSigma*firstSigma-.25))
	scale := float32(1)
	for min(levels[0].w, levels[0].h) >= leastOctave {
		base := levels[0]
		for i := 1; i < len(levels); i++ {
			was, now := firstSigma*math.Pow(2, float64(i-1)/perOctave), firstSigma*math.Pow(2, float64(i)/perOctave)
			p.gaussian(&levels[i], levels[i-1], math.Sqrt(now*now-was*was))
		}
		for i := range dogs {
			dogs[i].resize(base.w, base.h)
			lanes.Subtract(dogs[i].v, levels[i+1].v, levels[i].v)
		}
		for i := 1; i <= perOctave; i++ {
			sigma := float32(firstSigma * math.Pow(2, float64(i)/perOctave))
			for y := 2; y < base.h-2; y++ {
				for at, v := range dogs[i].row(y)[2:] {
					if v < leastDoG && v > -leastDoG {
						continue
					}
					x := at + 2
					if x >= base.w-2 || !extreme(dogs[i-1:i+2], x, y) || edgeLike(dogs[i], x, y) {
						continue
					}
					f := feature{x: (float32(x) + .5) * scale, y: (float32(y) + .5) * scale, sigma: sigma * scale}
					if f.describe(levels[i], float32(x), float32(y), sigma) {
						all = append(all, spotted{f, max(v, -v)})
					}
				}
			}
		}
		levels[0].halve(levels[perOctave])
		scale *= 2
	}
	slices.SortStableFunc(all, func(a, b spotted) int { return cmp.Compare(b.strength, a.strength) })
	out := make([]feature, min(len(all), featureMost))
	for i := range out {
		out[i] = all[i].feature
	}
	return out
}

// pyramid is what finding features works on. It is kept from picture to picture.
type pyramid struct {
	levels         [perOctave + 3]grid
	dogs           [perOctave + 2]grid
	across         grid
	padded, weight []float32
}

var pyramids = sync.Pool{New: func() any { return new(pyramid) }}

// resize gives g that size, with any content.
func (g *grid) resize(w, h int) {
	g.w, g.h = w, h
	g.v = slices.Grow(g.v[:0], w*h)[:w*h]
}

// halve makes g of another grid at half the size.
func (g *grid) halve(of grid) {
	g.resize(of.w/2, of.h/2)
	for y := range g.h {
		for x := range g.w {
			i := 2*y*of.w + 2*x
			g.v[y*g.w+x] = (of.v[i] + of.v[i+1] + of.v[i+of.w] + of.v[i+of.w+1]) / 4
		}
	}
}

func difference(a, b grid) grid {
	out := newGrid(a.w, a.h)
	lanes.Subtract(out.v, a.v, b.v)
	return out
}

// gaussian blurs g into out, which is another grid; beyond the border of g cells
// repeat.
func (p *pyramid) gaussian(out *grid, g grid, sigma float64) {
	reach := int(math.Ceil(2.5 * sigma))
	weights := slices.Grow(p.weight[:0], 2*reach+1)[:2*reach+1]
	sum := float32(0)
	for i := range weights {
		d := float64(i - reach)
		weights[i] = float32(math.Exp(-d * d / (2 * sigma * sigma)))
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	p.weight = weights
	p.across.resize(g.w, g.h)
	padded := slices.Grow(p.padded[:0], g.w+2*reach)[:g.w+2*reach]
	p.padded = padded
	for y := range g.h {
		row := g.row(y)
		copy(padded[reach:], row)
		for i := range reach {
			padded[i], padded[reach+g.w+i] = row[0], row[g.w-1]
		}
		weigh(p.across.row(y), weights, func(i int) []float32 { return padded[i:] })
	}
	out.resize(g.w, g.h)
	for y := range g.h {
		weigh(out.row(y), weights, func(i int) []float32 { return p.across.row(min(max(y+i-reach, 0), g.h-1)) })
	}
}

// weigh sums lines, of which line gives the i-th, into to. The weights are the
// same from either end.
func weigh(to, weights []float32, line func(i int) []float32) {
	n, last := len(to), len(weights)-1
	middle := last / 2
	lanes.Scale(to, line(middle)[:n], weights[middle])
	for i := 0; i < middle; i += 2 {
		a, b := line(i)[:n], line(last - i)[:n]
		c, d, u := a, b, float32(0) // the last by itself, if they are odd
		if i+1 < middle {
			c, d, u = line(i + 1)[:n], line(last - 1 - i)[:n], weights[i+1]
		}
		lanes.AddPairs(to, a, b, c, d, weights[i], u)
	}
}

// extreme says that the middle of three levels is above or below all its 26
// neighbours. The one at its left tells which of the two it can be.
func extreme(levels []grid, x, y int) bool {
	w := levels[1].w
	at := y*w + x
	middle := levels[1].v
	sign := float32(1)
	switch left := middle[at-1]; {
	case middle[at] == left:
		return false
	case middle[at] < left:
		sign = -1
	}
	v := sign * middle[at]
	if v <= sign*middle[at+1] || !over(v, sign, middle[at-w-1:]) || !over(v, sign, middle[at+w-1:]) {
		return false
	}
	for _, l := range [2][]float32{levels[0].v, levels[2].v} {
		if !over(v, sign, l[at-1:]) || !over(v, sign, l[at-w-1:]) || !over(v, sign, l[at+w-1:]) {
			return false
		}
	}
	return true
}

// over says that v is more than the first three of a row, with that sign.
func over(v, sign float32, row []float32) bool {
	return v > sign*row[0] && v > sign*row[1] && v > sign*row[2]
}

// edgeLike says that the place is one of many along an edge.
func edgeLike(g grid, x, y int) bool {
	at := y*g.w + x
	v := g.v[at]
	xx, yy := g.v[at+1]+g.v[at-1]-2*v, g.v[at+g.w]+g.v[at-g.w]-2*v
	xy := (g.v[at+g.w+1] - g.v[at+g.w-1] - g.v[at-g.w+1] + g.v[at-g.w-1]) / 4
	trace, det := xx+yy, xx*yy-xy*xy
	return det <= 0 || trace*trace/det >= (edgeRatio+1)*(edgeRatio+1)/edgeRatio
}

// describe reads the signs around (x, y) of g; false too near to the border.
func (f *feature) describe(g grid, x, y, sigma float32) bool {
	var patch [patchSide][patchSide]float32
	step := 2 * patchReach * sigma / patchSide
	outside := 0
	for j := range patch {
		py := y + (float32(j)-patchSide/2+.5)*step
		for i := range patch[j] {
			px := x + (float32(i)-patchSide/2+.5)*step
			if px < 0 || py < 0 || px > float32(g.w-1) || py > float32(g.h-1) {
				outside++
			}
			patch[j][i] = g.at(px, py)
		}
	}
	if outside > patchSide*patchSide*15/100 {
		return false
	}
	var across [patchSide][patchFreqs]float32
	for j := range patch {
		for u := range patchFreqs {
			for i, c := range patchCosines[u] {
				across[j][u] += c * patch[j][i]
			}
		}
	}
	var sizes [keyBits]float32
	for i, uv := range frequencies {
		s := float32(0)
		for j, c := range patchCosines[uv[1]] {
			s += c * across[j][uv[0]]
		}
		if s > 0 {
			f.signs |= 1 << i
		}
		if i < keyBits {
			sizes[i] = max(s, -s)
		}
	}
	for i, s := range sizes {
		switch {
		case s < sizes[f.weak[0]] || i == 0:
			f.weak[1], f.weak[0] = f.weak[0], uint8(i)
		case s < sizes[f.weak[1]] || i == 1:
			f.weak[1] = uint8(i)
		}
	}
	return true
}

// keys are the low bits of the signs, as they are and with the two that are
// most easily turned flipped.
func (f *feature) keys() [4]uint32 {
	k := uint32(f.signs)
	a, b := uint32(1)<<f.weak[0], uint32(1)<<f.weak[1]
	return [4]uint32{k, k ^ a, k ^ b, k ^ a ^ b}
}

// mirrored is the feature of the picture mirrored left to right, w cells wide.
func (f feature) mirrored(w int) feature {
	f.x = float32(w) - f.x
	f.signs ^= mirrorSigns
	return f
}

func (f *feature) distance(g *feature) int { return bits.OnesCount64(f.signs ^ g.signs) }
