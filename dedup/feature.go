package dedup

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
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

// featureGrid is what features are looked for in: the picture over white
// without its margins, its long side 256 cells or as many as it has.
func (t *thumb) featureGrid() grid {
	b := t.whiteBox
	w, h := sides(featureSide, b, b, b.w()/b.h())
	return shrink(t.white, b, w, h)
}

// features finds those of a picture, in cells of its featureGrid, which a small
// picture is enlarged from: it has too little to see at its own size.
func (t *thumb) features() (found []feature, width int) {
	g := t.featureGrid()
	k := min(float64(featureSide)/float64(max(g.w, g.h)), mostEnlarged)
	if k <= 1.2 {
		return featuresOf(g), g.w
	}
	large := newGrid(int(float64(g.w)*k), int(float64(g.h)*k))
	kx, ky := float32(large.w)/float32(g.w), float32(large.h)/float32(g.h)
	for y := range large.h {
		row := large.row(y)
		for x := range row {
			row[x] = g.at((float32(x)+.5)/kx-.5, (float32(y)+.5)/ky-.5)
		}
	}
	found = featuresOf(large)
	for i := range found {
		found[i].x /= kx
		found[i].y /= ky
		found[i].sigma /= kx
	}
	return found, g.w
}

// featuresOf finds the features of a grid, the strongest first.
func featuresOf(g grid) []feature {
	type spotted struct {
		feature
		strength float32
	}
	var all []spotted
	base := gaussian(g, math.Sqrt(firstSigma*firstSigma-.25))
	scale := float32(1)
	for min(base.w, base.h) >= leastOctave {
		levels := []grid{base}
		for i := 1; i < perOctave+3; i++ {
			was, now := firstSigma*math.Pow(2, float64(i-1)/perOctave), firstSigma*math.Pow(2, float64(i)/perOctave)
			levels = append(levels, gaussian(levels[i-1], math.Sqrt(now*now-was*was)))
		}
		var dogs []grid
		for i := range len(levels) - 1 {
			dogs = append(dogs, difference(levels[i+1], levels[i]))
		}
		for i := 1; i <= perOctave; i++ {
			sigma := float32(firstSigma * math.Pow(2, float64(i)/perOctave))
			for y := 2; y < base.h-2; y++ {
				for x := 2; x < base.w-2; x++ {
					v := dogs[i].v[y*base.w+x]
					if v < leastDoG && v > -leastDoG || !extreme(dogs[i-1:i+2], x, y) || edgeLike(dogs[i], x, y) {
						continue
					}
					f := feature{x: (float32(x) + .5) * scale, y: (float32(y) + .5) * scale, sigma: sigma * scale}
					if f.describe(levels[i], float32(x), float32(y), sigma) {
						all = append(all, spotted{f, max(v, -v)})
					}
				}
			}
		}
		base = halfOf(levels[perOctave])
		scale *= 2
	}
	slices.SortStableFunc(all, func(a, b spotted) int { return cmp.Compare(b.strength, a.strength) })
	out := make([]feature, min(len(all), featureMost))
	for i := range out {
		out[i] = all[i].feature
	}
	return out
}

func halfOf(g grid) grid {
	out := newGrid(g.w/2, g.h/2)
	for y := range out.h {
		for x := range out.w {
			i := 2*y*g.w + 2*x
			out.v[y*out.w+x] = (g.v[i] + g.v[i+1] + g.v[i+g.w] + g.v[i+g.w+1]) / 4
		}
	}
	return out
}

func difference(a, b grid) grid {
	out := newGrid(a.w, a.h)
	for i := range out.v {
		out.v[i] = a.v[i] - b.v[i]
	}
	return out
}

// gaussian blurs g; beyond its border cells repeat.
func gaussian(g grid, sigma float64) grid {
	reach := int(math.Ceil(2.5 * sigma))
	weights := make([]float32, 2*reach+1)
	sum := float32(0)
	for i := range weights {
		d := float64(i - reach)
		weights[i] = float32(math.Exp(-d * d / (2 * sigma * sigma)))
		sum += weights[i]
	}
	for i := range weights {
		weights[i] /= sum
	}
	across := newGrid(g.w, g.h)
	padded := make([]float32, g.w+2*reach)
	for y := range g.h {
		row := g.row(y)
		copy(padded[reach:], row)
		for i := range reach {
			padded[i], padded[reach+g.w+i] = row[0], row[g.w-1]
		}
		weigh(across.row(y), weights, func(i int) []float32 { return padded[i:] })
	}
	out := newGrid(g.w, g.h)
	for y := range g.h {
		weigh(out.row(y), weights, func(i int) []float32 { return across.row(min(max(y+i-reach, 0), g.h-1)) })
	}
	return out
}

// weigh sums lines, of which line gives the i-th, into to. The weights are the
// same from either end.
func weigh(to, weights []float32, line func(i int) []float32) {
	n := len(to)
	middle := len(weights) / 2
	w, centre := weights[middle], line(middle)[:n]
	for x, v := range centre {
		to[x] = w * v
	}
	i := 0
	for ; i+1 < middle; i += 2 {
		w, u := weights[i], weights[i+1]
		a, b := line(i)[:n], line(len(weights) - 1 - i)[:n]
		c, d := line(i + 1)[:n], line(len(weights) - 2 - i)[:n]
		for x := range to {
			to[x] += w*(a[x]+b[x]) + u*(c[x]+d[x])
		}
	}
	for ; i < middle; i++ {
		w := weights[i]
		a, b := line(i)[:n], line(len(weights) - 1 - i)[:n]
		for x := range to {
			to[x] += w * (a[x] + b[x])
		}
	}
}

// extreme says that the middle of three levels is above or below all its 26 neighbours.
func extreme(levels []grid, x, y int) bool {
	w := levels[1].w
	at := y*w + x
	v := levels[1].v[at]
	above, below := true, true
	for i, l := range levels {
		for dy := -w; dy <= w; dy += w {
			for dx := -1; dx <= 1; dx++ {
				if i == 1 && dx == 0 && dy == 0 {
					continue
				}
				n := l.v[at+dy+dx]
				above = above && v > n
				below = below && v < n
			}
		}
		if !above && !below {
			return false
		}
	}
	return true
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
