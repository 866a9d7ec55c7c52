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
// few cells of its margins, which go on beyond them. It is made in memory, or in more.
func (t *thumb) featureGrid(memory []float32) (g grid, inner area, whole extent) {
	b := t.boxOn(t.cropView())
	w, h := sides(featureSide, b, b, b.w()/b.h())
	cw, ch := b.w()/float64(w), b.h()/float64(h)
	left, right := b.x0/cw, (float64(t.white.W)-b.x1)/cw
	up, down := b.y0/ch, (float64(t.white.H)-b.y1)/ch
	cells := func(margin float64) int { return min(int(margin+1e-6), marginCells) }
	inner = area{cells(left), cells(up), cells(left) + w, cells(up) + h}
	around := box{b.x0 - float64(inner.x0)*cw, b.y0 - float64(inner.y0)*ch, b.x1 + float64(cells(right))*cw, b.y1 + float64(cells(down))*ch}
	around = box{max(around.x0, 0), max(around.y0, 0), min(around.x1, float64(t.white.W)), min(around.y1, float64(t.white.H))}
	g = grid{w: inner.x1 + cells(right), h: inner.y1 + cells(down)}
	g.v = slices.Grow(memory[:0], g.w*g.h)[:g.w*g.h]
	g.shrink(t.white, around)
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

// described is a picture's features and the size of their grid.
type described struct {
	features      []feature
	width, height int
}

// described finds the features of a picture, in cells of its featureGrid, which a
// small picture is enlarged from: it has too little to see at its own size.
func (t *thumb) described() described {
	p := takePyramid()
	defer p.giveBack()
	g, inner, whole := t.featureGrid(p.grid)
	p.grid = g.v
	k := min(float64(featureSide)/float64(max(inner.w(), inner.h())), mostEnlarged)
	kx, ky := float32(1), float32(1)
	if k > 1.2 {
		large := g.enlarged(int(float64(g.w)*k), int(float64(g.h)*k))
		kx, ky = float32(large.w)/float32(g.w), float32(large.h)/float32(g.h)
		g = large
	}
	found := p.featuresOf(g, whole.scaled(kx, ky))
	for i := range found {
		found[i].x = found[i].x/kx - float32(inner.x0)
		found[i].y = found[i].y/ky - float32(inner.y0)
		found[i].sigma /= kx
	}
	return described{found, inner.w(), inner.h()}
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
func (p *pyramid) featuresOf(g grid, whole extent) []feature {
	p.search(g)
	slices.SortFunc(p.spotted, func(a, b spotted) int {
		return cmp.Or(cmp.Compare(b.strength, a.strength), cmp.Compare(a.octave, b.octave), cmp.Compare(a.level, b.level), cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x))
	})
	out := make([]feature, 0, min(len(p.spotted), featureMost))
	for _, s := range p.spotted {
		if len(out) == featureMost {
			break
		}
		scale, sigma := float32(int(1)<<s.octave), sigmaOf(s.level)
		f := feature{x: (float32(s.x) + .5) * scale, y: (float32(s.y) + .5) * scale, sigma: sigma * scale}
		if f.describe(p.octaves[s.octave].level(s.level), whole.scaled(1/scale, 1/scale), float32(s.x), float32(s.y), sigma) {
			out = append(out, f)
		}
	}
	return out
}

// sigmaOf is the width of the blur of a level of an octave, in its cells.
func sigmaOf(level int) float32 { return float32(firstSigma * math.Pow(2, float64(level)/perOctave)) }

// octave is a grid at one size, blurred more and more, and the differences.
type octave struct {
	w, h   int
	levels [perOctave + 3]band
	dogs   [perOctave + 2]band
}

// level is a grid of which all lines were kept.
func (o *octave) level(i int) grid { return grid{o.w, o.h, o.levels[i].v} }

// band is the lines of a grid that are at hand: the last few, or all.
type band struct {
	w, mask int // of the numbers of lines
	v       []float32
}

func (b *band) row(y int) []float32 {
	at := (y & b.mask) * b.w
	return b.v[at : at+b.w]
}

// keep makes room for lines, with any content.
func (b *band) keep(w, lines, mask int) {
	b.w, b.mask = w, mask
	b.v = slices.Grow(b.v[:0], w*lines)[:w*lines]
}

// pyramid is what finding features works on. It is kept from picture to picture.
type pyramid struct {
	grid    []float32
	octaves []*octave
	used    int
	spotted []spotted
	blurs   [perOctave + 3]blur
	marks   []byte
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

// search blurs g, notes what stands out, and halves it until it is small.
func (p *pyramid) search(g grid) {
	p.used, p.spotted = 0, p.spotted[:0]
	for w, h := g.w, g.h; min(w, h) >= leastOctave; w, h = w/2, h/2 {
		if p.used == len(p.octaves) {
			p.octaves = append(p.octaves, new(octave))
		}
		o := p.octaves[p.used]
		o.resize(w, h)
		if p.used == 0 {
			p.blurs[0].begin(levelWeights[0], g)
		} else {
			half := o.level(0)
			half.halve(p.octaves[p.used-1].level(perOctave))
			p.blurs[0].done = h
		}
		for i := 1; i < len(p.blurs); i++ {
			p.blurs[i].begin(levelWeights[i], grid{w: w, h: h})
		}
		for y := 2; y < h-2; y++ {
			p.reach(o, len(p.blurs)-1, y+1)
			for i := 1; i <= perOctave; i++ {
				p.spot(i, y)
			}
		}
		p.reach(o, perOctave, h-1) // what the next octave is made of
		p.used++
	}
}

// Of levels that nothing is looked up in later, and of the differences, so many
// lines are held: the first difference is that far ahead of the last one.
const heldLines = 32

func (o *octave) resize(w, h int) {
	o.w, o.h = w, h
	for i := range o.levels {
		if i > perOctave {
			o.levels[i].keep(w, heldLines, heldLines-1)
		} else {
			o.levels[i].keep(w, h, -1)
		}
	}
	for i := range o.dogs {
		o.dogs[i].keep(w, heldLines, heldLines-1)
	}
}

// reach makes the lines of a level up to y, and of those that it is made of as many
// as that takes. Each is made while those around it are at hand: a picture's levels
// and differences do not fit into the caches of a processor.
func (p *pyramid) reach(o *octave, level, y int) {
	b, to := &p.blurs[level], &o.levels[level]
	for b.done <= y {
		at := b.done
		for last := at + b.reach; b.fed <= last; b.fed++ {
			from := min(max(b.fed, 0), o.h-1)
			switch {
			case b.fed != from && b.fed > -b.reach:
				b.repeat()
			case level == 0:
				b.take(b.of.row(from))
			default:
				p.reach(o, level-1, from)
				b.take(o.levels[level-1].row(from))
			}
		}
		b.give(to.row(at))
		if level > 0 {
			lanes.Subtract(o.dogs[level-1].row(at), to.row(at), o.levels[level-1].row(at))
		}
	}
}

// spot finds what stands out in a line of a level of the octave that is worked on.
func (p *pyramid) spot(level, y int) {
	o := p.octaves[p.used]
	n := o.w - 2
	p.marks = slices.Grow(p.marks[:0], (n+7)/8)[:(n+7)/8]
	var rows [9][]float32
	for k := range rows {
		rows[k] = o.dogs[level-1+k/3].row(y - 1 + k%3)[1 : o.w-1]
	}
	lanes.Peaks(p.marks, &rows, leastDoG)
	for k, m := range p.marks[:(o.w-4+7)/8] {
		for ; m != 0; m &= m - 1 {
			at := 1 + 8*k + bits.TrailingZeros8(m)
			if v := rows[4][at]; !edgeLike(rows[3], rows[4], rows[5], at) {
				p.spotted = append(p.spotted, spotted{p.used, level, at + 1, y, max(v, -v)})
			}
		}
	}
}

// halve makes g, which has the room, of another grid at half the size.
func (g *grid) halve(of grid) {
	for y := range g.h {
		to, upper, lower := g.row(y), of.row(2 * y)[:2*g.w], of.row(2*y + 1)[:2*g.w]
		for x := range to {
			to[x] = (upper[2*x] + upper[2*x+1] + lower[2*x] + lower[2*x+1]) / 4
		}
	}
}

func difference(a, b grid) grid {
	out := newGrid(a.w, a.h)
	lanes.Subtract(out.v, a.v, b.v)
	return out
}

// weightsOf are those of a blur, from the outermost to the middle.
func weightsOf(sigma float64) []float32 {
	reach := int(math.Ceil(2.5 * sigma))
	weights := make([]float32, reach+1)
	sum := float32(0)
	for i := range 2*reach + 1 {
		d := float64(i - reach)
		weight := float32(math.Exp(-d * d / (2 * sigma * sigma)))
		weights[min(i, 2*reach-i)] = weight
		sum += weight
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}

// levelWeights are those that make each level of an octave of the one before it,
// and the first of all of what is as sharp as a picture.
var levelWeights = func() (out [perOctave + 3][]float32) {
	out[0] = weightsOf(math.Sqrt(firstSigma*firstSigma - .25))
	for i := 1; i < len(out); i++ {
		was, now := firstSigma*math.Pow(2, float64(i-1)/perOctave), firstSigma*math.Pow(2, float64(i)/perOctave)
		out[i] = weightsOf(math.Sqrt(now*now - was*was))
	}
	return out
}()

// blur is a grid on the way to be blurred, line by line; beyond its border cells
// repeat.
type blur struct {
	weights   []float32
	reach, w  int
	of        grid      // unless another hands its lines over
	across    []float32 // lines blurred across, the last 2·reach + 1 of which are needed
	next      int       // of these lines
	padded    []float32
	fed, done int // the line to be taken and the line to be given
}

// blurLines is how many lines are blurred across before the last are moved to the
// beginning.
const blurLines = 64

func (b *blur) begin(weights []float32, of grid) {
	b.weights, b.reach, b.w, b.of = weights, len(weights)-1, of.w, of
	b.across = slices.Grow(b.across[:0], blurLines*b.w)[:blurLines*b.w]
	b.padded = slices.Grow(b.padded[:0], 2*b.reach+b.w)[:2*b.reach+b.w]
	b.next, b.fed, b.done = 0, -b.reach, 0
}

// room is that of the next line.
func (b *blur) room() []float32 {
	if b.next == blurLines {
		copy(b.across, b.across[(blurLines-2*b.reach)*b.w:])
		b.next = 2 * b.reach
	}
	b.next++
	return b.across[(b.next-1)*b.w:][:b.w]
}

// take takes the next line.
func (b *blur) take(row []float32) {
	copy(b.padded[b.reach:], row)
	for i := range b.reach {
		b.padded[i], b.padded[b.reach+b.w+i] = row[0], row[b.w-1]
	}
	lanes.Kernel(b.room(), b.padded, 1, b.weights)
}

// repeat takes the line again that it took last.
func (b *blur) repeat() {
	to := b.room()
	copy(to, b.across[(b.next-2)*b.w:])
}

// give blurs the last lines down.
func (b *blur) give(to []float32) {
	lanes.Kernel(to, b.across[(b.next-2*b.reach-1)*b.w:], b.w, b.weights)
	b.done++
}

// edgeLike says that the place is one of many along an edge.
func edgeLike(above, row, below []float32, x int) bool {
	v := row[x]
	xx, yy := row[x+1]+row[x-1]-2*v, below[x]+above[x]-2*v
	xy := (below[x+1] - below[x-1] - above[x+1] + above[x-1]) / 4
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
	var samples [patchSide][patchSide]float32
	for j, r := range rows {
		g.sample(samples[j][:], columns[:], r)
	}
	var strengths [patchFreqs][patchFreqs]float32
	lanes.Frequencies(&strengths, &samples)
	var sizes [keyBits]float32
	for i, uv := range frequencies {
		s := strengths[uv[1]][uv[0]]
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
