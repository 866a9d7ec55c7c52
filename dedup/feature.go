package dedup

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/winnow-data/winnow/internal/lanes"
)

// feature is a place that can be found again in a crop: an extremum of a
// difference of Gaussians, with the signs of the low frequencies around it.
type feature struct {
	x, y, sigma float32          // in cells of the grid of featuresOf
	signs       uint64           // 63 bits, the lowest frequencies first
	weak        [mostFlips]uint8 // the most doubtful of those that are keys, the most doubtful first
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
	edgeRatio    = 50.0
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

// patchCosines are those of the first half of a line, which the second mirrors.
var patchCosines = func() (c [patchFreqs][patchSide / 2]float32) {
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
// in its cropView, its long side 256 cells or as many as it has, and around it a
// few cells of its margins, which go on beyond them.
func (t *thumb) featureGrid() (g grid, inner area, whole extent) {
	b := t.boxOn(t.cropView())
	w, h := sides(featureSide, b, b, b.w()/b.h())
	cw, ch := b.w()/float64(w), b.h()/float64(h)
	left, right := b.x0/cw, (float64(t.white.W)-b.x1)/cw
	up, down := b.y0/ch, (float64(t.white.H)-b.y1)/ch
	cells := func(margin float64) int { return min(int(margin+1e-6), marginCells) }
	inner = area{cells(left), cells(up), cells(left) + w, cells(up) + h}
	around := box{b.x0 - float64(inner.x0)*cw, b.y0 - float64(inner.y0)*ch, b.x1 + float64(cells(right))*cw, b.y1 + float64(cells(down))*ch}
	around = box{max(around.x0, 0), max(around.y0, 0), min(around.x1, float64(t.white.W)), min(around.y1, float64(t.white.H))}
	g = shrink(t.white, around, inner.x1+cells(right), inner.y1+cells(down))
	x, y := float32(inner.x0), float32(inner.y0)
	return g, inner, extent{x - float32(left), y - float32(up), x + float32(float64(w)+right), y + float32(float64(h)+down)}
}

// marginCells is how many cells of a margin are seen, so that it can be told from
// what ends at it.
const marginCells = 3

// extent is how far a picture goes, in cells of a grid that may be smaller: its
// margins are of one colour.
type extent struct{ x0, y0, x1, y1 float32 }

func (e extent) scaled(kx, ky float32) extent {
	return extent{kx * e.x0, ky * e.y0, kx * e.x1, ky * e.y1}
}

// described is a picture's features and the width of their grid.
type described struct {
	features []feature
	width    int
}

// described finds the features of a picture, in cells of its featureGrid, which a
// small picture is enlarged from: it has too little to see at its own size.
func (t *thumb) described() described {
	g, inner, whole := t.featureGrid()
	k := min(float64(featureSide)/float64(max(inner.w(), inner.h())), mostEnlarged)
	kx, ky := float32(1), float32(1)
	if k > 1.2 {
		large := g.enlarged(int(float64(g.w)*k), int(float64(g.h)*k))
		kx, ky = float32(large.w)/float32(g.w), float32(large.h)/float32(g.h)
		g = large
	}
	found := featuresOf(g, whole.scaled(kx, ky))
	for i := range found {
		found[i].x = found[i].x/kx - float32(inner.x0)
		found[i].y = found[i].y/ky - float32(inner.y0)
		found[i].sigma /= kx
	}
	return described{found, inner.w()}
}

// enlarged is g with w×h cells, each between those of g.
func (g grid) enlarged(w, h int) grid {
	out := newGrid(w, h)
	kx, ky := float32(w)/float32(g.w), float32(h)/float32(g.h)
	columns := make([]between, w)
	for x := range columns {
		columns[x] = betweenCells((float32(x)+.5)/kx-.5, g.w)
	}
	for y := range h {
		r := betweenCells((float32(y)+.5)/ky-.5, g.h)
		g.sample(out.row(y), columns, r)
	}
	return out
}

// between is a place between two cells of a line, and how far it is from the
// first to the second.
type between struct {
	from, to int
	part     float32
}

// betweenCells is the place at, or the nearest, among n cells.
func betweenCells(at float32, n int) between {
	at = min(max(at, 0), float32(n-1))
	from := int(at)
	return between{from, min(from+1, n-1), at - float32(from)}
}

// sample reads g where columns and a row cross.
func (g grid) sample(out []float32, columns []between, row between) {
	top, bottom := g.row(row.from), g.row(row.to)
	for i, c := range columns {
		out[i] = (top[c.from]*(1-c.part)+top[c.to]*c.part)*(1-row.part) + (bottom[c.from]*(1-c.part)+bottom[c.to]*c.part)*row.part
	}
}

// spotted is an extremum that may become a feature.
type spotted struct {
	octave, level, x, y int
	strength            float32
}

// featuresOf finds the features of a grid, of a picture that goes so far, the
// strongest first. Of all that stand out, only as many are described as a picture has.
func featuresOf(g grid, whole extent) []feature {
	p := takePyramid()
	defer p.giveBack()
	p.build(g)
	p.spotted = p.spotted[:0]
	for o := range p.used {
		p.spot(o)
	}
	slices.SortStableFunc(p.spotted, func(a, b spotted) int { return cmp.Compare(b.strength, a.strength) })
	out := make([]feature, 0, min(len(p.spotted), featureMost))
	for _, s := range p.spotted {
		if len(out) == featureMost {
			break
		}
		scale, sigma := float32(int(1)<<s.octave), sigmaOf(s.level)
		f := feature{x: (float32(s.x) + .5) * scale, y: (float32(s.y) + .5) * scale, sigma: sigma * scale}
		if f.describe(p.octaves[s.octave].levels[s.level], whole.scaled(1/scale, 1/scale), float32(s.x), float32(s.y), sigma) {
			out = append(out, f)
		}
	}
	return out
}

// sigmaOf is the width of the blur of a level of an octave, in its cells.
func sigmaOf(level int) float32 { return float32(firstSigma * math.Pow(2, float64(level)/perOctave)) }

// octave is a grid at one size, blurred more and more, and the differences.
type octave struct {
	levels [perOctave + 3]grid
	dogs   [perOctave + 2]grid
}

// pyramid is what finding features works on. It is kept from picture to picture.
type pyramid struct {
	octaves        []*octave
	used           int
	spotted        []spotted
	across         grid
	padded, weight []float32
	lines          [][]float32
	marks          []byte
}

// pyramids that nobody works on. A sync.Pool would let go of them, of which each has
// some megabytes, at every second collection.
var pyramids = make(chan *pyramid, 64)

func takePyramid() *pyramid {
	select {
	case p := <-pyramids:
		return p
	default:
		return new(pyramid)
	}
}

func (p *pyramid) giveBack() {
	select {
	case pyramids <- p:
	default:
	}
}

// build blurs g, and halves it until it is small.
func (p *pyramid) build(g grid) {
	p.used = 0
	for {
		if p.used == len(p.octaves) {
			p.octaves = append(p.octaves, new(octave))
		}
		o := p.octaves[p.used]
		if p.used == 0 {
			p.gaussian(&o.levels[0], nil, g, math.Sqrt(firstSigma*firstSigma-.25))
		} else {
			o.levels[0].halve(p.octaves[p.used-1].levels[perOctave])
		}
		base := o.levels[0]
		if min(base.w, base.h) < leastOctave {
			return
		}
		for i := 1; i < len(o.levels); i++ {
			was, now := firstSigma*math.Pow(2, float64(i-1)/perOctave), firstSigma*math.Pow(2, float64(i)/perOctave)
			p.gaussian(&o.levels[i], &o.dogs[i-1], o.levels[i-1], math.Sqrt(now*now-was*was))
		}
		p.used++
	}
}

// spot finds what stands out in an octave.
func (p *pyramid) spot(number int) {
	o := p.octaves[number]
	for i := 1; i <= perOctave; i++ {
		g := o.dogs[i]
		p.marks = slices.Grow(p.marks[:0], (g.w+7)/8)[:(g.w+7)/8]
		for y := 2; y < g.h-2; y++ {
			var rows [9][]float32
			for k := range rows {
				rows[k] = o.dogs[i-1+k/3].row(y - 1 + k%3)[1 : g.w-1]
			}
			lanes.Peaks(p.marks, &rows, leastDoG)
			for k, m := range p.marks[:(g.w-4+7)/8] {
				for ; m != 0; m &= m - 1 {
					x := 2 + 8*k + bits.TrailingZeros8(m)
					if v := g.v[y*g.w+x]; !edgeLike(g, x, y) {
						p.spotted = append(p.spotted, spotted{number, i, x, y, max(v, -v)})
					}
				}
			}
		}
	}
}

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
// repeat. What that adds goes into gained, unless it is nil.
func (p *pyramid) gaussian(out, gained *grid, g grid, sigma float64) {
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
	lines := slices.Grow(p.lines[:0], 2*reach+1)[:2*reach+1]
	p.lines = lines
	for i := range lines {
		lines[i] = padded[i:]
	}
	for y := range g.h {
		row := g.row(y)
		copy(padded[reach:], row)
		for i := range reach {
			padded[i], padded[reach+g.w+i] = row[0], row[g.w-1]
		}
		lanes.Kernel(p.across.row(y), lines, weights)
	}
	out.resize(g.w, g.h)
	if gained != nil {
		gained.resize(g.w, g.h)
	}
	for y := range g.h {
		for i := range lines {
			lines[i] = p.across.row(min(max(y+i-reach, 0), g.h-1))
		}
		lanes.Kernel(out.row(y), lines, weights)
		if gained != nil {
			lanes.Subtract(gained.row(y), out.row(y), g.row(y))
		}
	}
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

// places are where a patch around a place is sampled among n cells, and how many
// of them lie within the picture, from one border to the other.
func places(centre, step float32, n int, from, to float32) (out [patchSide]between, inside int) {
	for i := range out {
		at := centre + (float32(i)-patchSide/2+.5)*step
		if at >= from && at <= to-1 {
			inside++
		}
		out[i] = betweenCells(at, n)
	}
	return out, inside
}

// describe reads the signs around (x, y) of g; false too near to the border of the
// picture.
func (f *feature) describe(g grid, whole extent, x, y, sigma float32) bool {
	step := 2 * patchReach * sigma / patchSide
	columns, across := places(x, step, g.w, whole.x0, whole.x1)
	rows, down := places(y, step, g.h, whole.y0, whole.y1)
	if patchSide*patchSide-across*down > patchSide*patchSide*15/100 {
		return false
	}
	var lines [patchFreqs][patchSide]float32 // by u
	for j, r := range rows {
		var line [patchSide]float32
		g.sample(line[:], columns[:], r)
		for u, s := range frequenciesOf(&line) {
			lines[u][j] = s
		}
	}
	var both [patchFreqs][patchFreqs]float32 // by u, then v
	for u := range lines {
		both[u] = frequenciesOf(&lines[u])
	}
	var sizes [keyBits]float32
	for i, uv := range frequencies {
		s := both[uv[0]][uv[1]]
		if s > 0 {
			f.signs |= 1 << i
		}
		if i < keyBits {
			sizes[i] = max(s, -s)
		}
	}
	for i, s := range sizes {
		at := min(i, mostFlips)
		for ; at > 0 && s < sizes[f.weak[at-1]]; at-- {
			if at < mostFlips {
				f.weak[at] = f.weak[at-1]
			}
		}
		if at < mostFlips {
			f.weak[at] = uint8(i)
		}
	}
	return true
}

// frequenciesOf are the lowest of a line: even ones see its halves added, odd
// ones subtracted.
func frequenciesOf(line *[patchSide]float32) (out [patchFreqs]float32) {
	var even, odd [patchSide / 2]float32
	for i := range even {
		a, b := line[i], line[patchSide-1-i]
		even[i], odd[i] = a+b, a-b
	}
	for u := 0; u < patchFreqs; u += 2 {
		c, d := &patchCosines[u], &patchCosines[u+1]
		var s, t float32
		for i := range even {
			s += c[i] * even[i]
			t += d[i] * odd[i]
		}
		out[u], out[u+1] = s, t
	}
	return out
}

// flipsOf is how many of the most doubtful signs of each feature are also tried
// the other way, of a picture of n features: the fewer there are, the more
// depends on each, and all pictures are sighted about as often.
func flipsOf(n int) int {
	switch {
	case n <= featureMost/4:
		return mostFlips
	case n <= featureMost/2:
		return mostFlips - 1
	}
	return mostFlips - 2
}

// keys are the low bits of the signs, as they are and with the most doubtful
// flipped, and those of the feature mirrored, for which two less are.
func (f *feature) keys(flips int) (keys, mirrored []uint32) {
	var buffer [sightingsMost]uint32
	n := f.keysInto(&buffer, flips)
	return slices.Clone(buffer[:n]), slices.Clone(buffer[n:sightingsOf(flips)])
}

// keysInto puts the keys into a buffer, and says how many are not mirrored.
func (f *feature) keysInto(buffer *[sightingsMost]uint32, flips int) int {
	all := 1 << flips
	buffer[0] = uint32(f.signs)
	for i, w := range f.weak[:flips] {
		for k := range 1 << i {
			buffer[1<<i+k] = buffer[k] ^ 1<<w
		}
	}
	for k := range 1 << (flips - 2) {
		buffer[all+k] = buffer[k] ^ uint32(mirrorSigns&(1<<keyBits-1))
	}
	return all
}

const (
	mostFlips     = 4
	sightingsMost = 1<<mostFlips + 1<<(mostFlips-2)
)

// sightingsOf is how many keys a feature is sighted under.
func sightingsOf(flips int) int { return 1<<flips + 1<<(flips-2) }

// mirrored is the feature of the picture mirrored left to right, w cells wide.
func (f feature) mirrored(w int) feature {
	f.x = float32(w) - f.x
	f.signs ^= mirrorSigns
	return f
}

func (f *feature) distance(g *feature) int { return bits.OnesCount64(f.signs ^ g.signs) }
