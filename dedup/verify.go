package dedup

import (
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// Limits of verification, fitted on drawings, portraits, photos and screenshots
// of which one half was kept aside. A statistic of 1 is the limit.
const (
	coarseSide = 64 // long side of the grid of the first look
	fineSide   = 256
	fineStride = 3 // cells of the fine grid from one that alignment looks at to the next

	aspectLimit = 1.07 // ratio of the aspects of two views
	driftLimit  = .06  // of the size that alignment may change

	lumaFloor, lumaShare   = 6.0, 4.0 // a tile tolerates 6 grey levels and a quarter of its deviation
	faintFloor, faintShare = 1.5, 2.0 // but, where a picture is all but blank, no more than half of what it shows
	lumaLimit              = 1.3
	chromaLimit            = 12.0
	coarseQuality          = 70  // of a JPEG that keeps next to nothing of colour but its means
	chromaShare            = .12 // of a tile's own deviation of colour: coding blurs where strong colours meet
	cornerLeave            = 3.0 // times as much may differ in a corner
	coarseDetail           = 8.0 // deviation of a tile that shows something
	exactWorst             = .5  // of the limit, of the worst tile
	exactRest              = .03 // and of three quarters of those with structure: the rest is equal, and that place was redrawn
	fewColours             = 1.5 // times the limit, of a pair that may differ by the number of its colours
	rimCells               = 2   // of the coarse grid, along the border, that the rest of a frame may take up,
	rimShare               = 8   // but no more of a side than that part

	spotTile   = 8   // cells of the fine grid
	spotSmall  = 96  // cells of the long side of a grid whose tiles are half as large
	spotEdge   = 3   // tiles along the border that may differ: marks and borders sit there
	spotLimit  = .5  // residual of a tile that something was redrawn in
	spotExcess = 6.0 // times the residual of all but the busiest sixteenth

	aloneLimit  = 1.2 // the same of a tile of a small picture, where one redrawn place takes up many tiles
	aloneExcess = 7.0 // and times what three quarters of the drawn ones have
	aloneOf     = 8   // tiles that must be drawn

	surfaceTile        = 16   // cells of the fine grid in which surfaces are weighed
	surfaceLimit       = 6.0  // grey levels that those of a tile may be brighter or darker in the mean,
	surfaceExcess      = 5.5  // and times as much as those of all but the busiest sixteenth
	surfaceAlone       = 11.0 // the same beside three quarters of the tiles, of which most agree
	surfaceAloneExcess = 16.0
	surfaceLeast       = .3 // grey levels that any tile may be off

	wellLaid   = .2  // share of the structure that differs in a pair that lies well
	unlikeMost = .45 // and that leaves open whether something was redrawn
	unlikeThin = .25 // the same where next to nothing is drawn: rings and stars of other lines agree in most cells
	nearBlank  = 25  // deviation of the grey levels of such a picture
	unlikeTone = .12 // the same where the tone makes up for more than a copy's: fewer lines are no fainter lines
	toneUsual  = 1.35
	pageKept   = 8.0 // grey levels that a page may change and still be as bright as it was
	inkUsual   = .18 // of the logarithm of the gain, on such a page; what lies beyond takes away
	inkShare   = 1.6 // so many times itself of what may differ,
	unlikeInk  = .06 // down to this

	gainLeast      = .5  // a tone that flattens more than this makes anything alike
	leastStructure = 3.0 // deviation, in grey levels, of a view that can be told from another

	colourless    = 6.0 // chroma at the 99th percentile that is none
	coloured      = 14.0
	colouredLeast = .15  // share of cells with colour in a picture whose grey copy is found: one coloured place is an edit
	colouredFew   = .01  // the same where the grey one has no colour at all and agrees in brightness
	newColour     = 3.0  // times as far apart are colours of which one picture has none
	hueTile       = 8    // cells of the coarse grid whose colours are of one hue or another
	hueSeen       = 3.0  // chroma that both must have in it
	hueLimit      = 1.25 // less the cosine between the colours of the two: 1 is at right angles
	hueMean       = 8.0  // that their means must be apart
	placeTile     = 4    // cells of the coarse grid that a coloured place has at least
	placeColour   = 9.0  // that it has in a picture of which the other has none
	noColour      = 2.0  // chroma that coding may leave of none
	greyLuma      = .3
)

// comparison is what verification found of two views laid on one another.
type comparison struct {
	viewA, viewB view
	position     position // that A is brought into
	bits         int      // distance of the hashes

	Aspect        float64 // ratio, at least 1
	Map           affine  // from the fine grid of B to that of A; from one view to the other before the fine look
	Tone          tone
	Luma          float64 // worst tile of the coarse grid, over its limit
	Chroma        float64 // the same
	Spot          float64 // over its limit, of the fine grid
	Agree         float64 // share of tiles within the limit
	Structure     float64 // deviation of the grey levels of the flatter one
	StructureMost float64 // of the other
	GreyA         bool    // A has no colour
	GreyB         bool
	reached       int     // how far it came: 0 aspect, 1 coarse, 2 judged
	unlike        float64 // share of the structure that differs on the fine grid
	place         float64 // how far one place stands out, over its limit
	page          float32 // grey level that A has most of
	coarseColour  bool    // one is a small JPEG, whose blocks of colour are as large as what it shows
	lookedFine    bool    // which only a pair needs that agrees so far
}

// same says that the two views show the same picture.
func (c *comparison) same() bool {
	return c.reached == 2 && c.Luma <= 1 && c.Spot <= 1 && (c.Chroma <= 1 || c.GreyA != c.GreyB)
}

// variant says that they show the same drawing of which something was redrawn.
func (c *comparison) variant() bool {
	return !c.same() && c.reached == 2 && c.Agree >= .6
}

func (c *comparison) distance() float64 {
	d := max(c.Luma, c.Spot)
	if c.GreyA == c.GreyB {
		d = max(d, c.Chroma)
	}
	return d
}

// sheet is a thumbnail laid in a position, ready for comparison.
type sheet struct {
	*thumb
	luma   [2]dataset.Plane // over white, over black
	cb, cr dataset.Plane
	pos    position
}

func (t *thumb) in(p position) *sheet {
	s := &sheet{thumb: t, pos: p, cb: p.plane(t.cb), cr: p.plane(t.cr)}
	s.luma[0] = p.plane(t.white)
	s.luma[1] = s.luma[0]
	if !t.opaque {
		s.luma[1] = p.plane(t.black)
	}
	return s
}

func (s *sheet) plane(v view) dataset.Plane { return s.luma[v>>1&1] }

// box is the part of the laid plane that the view shows.
func (s *sheet) box(v view) box {
	return s.pos.box(s.boxOn(v), float64(s.white.W), float64(s.white.H))
}

// cell is the width and height, in pixels of the picture, of a pixel of the laid plane.
func (s *sheet) cell() (w, h float64) {
	w, h = float64(s.width)/float64(s.white.W), float64(s.height)/float64(s.white.H)
	if s.pos.transposed() {
		return h, w
	}
	return w, h
}

// coarseColour says that JPEG may have left one colour in each 16×16 pixels, and
// that these are not small on the coarse grid.
func (t *thumb) coarseColour() bool {
	return t.quality > 0 && t.quality <= coarseQuality && max(t.width, t.height) < 2*coarseSide
}

// aspect is width over height of the view, as laid.
func (s *sheet) aspect(v view) float64 {
	w, h := s.cell()
	b := s.box(v)
	return b.w() * w / (b.h() * h)
}

// compare lays view va of a, in its position, on view vb of b.
func compare(a *sheet, va view, b *sheet, vb view) comparison {
	c := comparison{viewA: va, viewB: vb, position: a.pos, Tone: noTone, coarseColour: a.coarseColour() || b.coarseColour()}
	aspectA, aspectB := a.aspect(va), b.aspect(vb)
	c.Aspect = max(aspectA/aspectB, aspectB/aspectA)
	if c.Aspect > aspectLimit {
		return c
	}
	boxA, boxB := a.box(va), b.box(vb)
	aspect := math.Sqrt(aspectA * aspectB)
	w, h := sides(coarseSide, boxA, boxB, aspect)
	c.lookCoarse(a, b, boxA, boxB, w, h)
	c.reached = 1
	if c.Agree < .5 || c.Structure < leastStructure || c.Tone.Gain < gainLeast || c.Tone.Gain > 1/gainLeast {
		return c
	}
	c.reached = 2
	if c.Luma > 1 || c.Chroma > 1 && c.GreyA == c.GreyB {
		return c // something was redrawn, if it is the same drawing: no need to look for it
	}
	w, h = sides(fineSide, boxA, boxB, aspect)
	c.lookFine(a, b, boxA, boxB, w, h)
	c.lookedFine = true
	return c
}

// sides is the size of a grid of at most that long side, no finer than either box.
func sides(limit int, a, b box, aspect float64) (w, h int) {
	long := min(float64(limit), max(a.w(), a.h()), max(b.w(), b.h()))
	if aspect >= 1 {
		return max(int(long), 4), max(int(math.Round(long/aspect)), 4)
	}
	return max(int(math.Round(long*aspect)), 4), max(int(long), 4)
}

// laid is a plane shrunk so that its part b becomes exactly w×h cells, with as
// many whole cells around it as the plane has, and where that part lies.
func laid(p dataset.Plane, b box, w, h int) (grid, box) {
	cw, ch := b.w()/float64(w), b.h()/float64(h)
	const slack = 1e-6
	left, up := int(b.x0/cw+slack), int(b.y0/ch+slack)
	right, down := int((float64(p.W)-b.x1)/cw+slack), int((float64(p.H)-b.y1)/ch+slack)
	around := box{
		max(b.x0-float64(left)*cw, 0), max(b.y0-float64(up)*ch, 0),
		min(b.x1+float64(right)*cw, float64(p.W)), min(b.y1+float64(down)*ch, float64(p.H)),
	}
	g := shrink(p, around, left+w+right, up+h+down)
	return g, box{float64(left), float64(up), float64(left + w), float64(up + h)}
}

// laidChroma is a chroma plane on the cells of laid.
func laidChroma(c, luma dataset.Plane, b box, w, h int) grid {
	g, _ := laid(c, b.scaled(float64(c.W)/float64(luma.W), float64(c.H)/float64(luma.H)), w, h)
	return g
}

func (c *comparison) lookCoarse(a, b *sheet, boxA, boxB box, w, h int) {
	ga, ra := laid(a.plane(c.viewA), boxA, w, h)
	gb, rb := laid(b.plane(c.viewB), boxB, w, h)
	r := areaOf(rb, gb)
	start := boxToBox(ra, rb)
	m := refine(ga, gb, r, start, 6, 1)
	if !near(m, start, r) {
		m = start
	}
	c.Map = m.between(ra, rb, unitBox, unitBox)
	la, _ := through(ga, m, r)
	lb := gb.cut(r)
	c.Structure, c.StructureMost = la.deviation(), lb.deviation()
	if c.Structure > c.StructureMost {
		c.Structure, c.StructureMost = c.StructureMost, c.Structure
	}
	c.Tone = fitTone(la, lb)
	residual := subtract(la, lb, c.Tone)
	c.weighTiles(residual.blur(), la, lb)
	if c.Luma > 1 && c.Luma <= fewColours {
		shifted := *c
		if shifted.weighTiles(residual.withoutShifts(la, c.Tone).blur(), la, lb); shifted.Luma <= secondChance {
			*c = shifted
		}
	}
	c.compareChroma([4]grid{
		laidChroma(a.cb, a.plane(c.viewA), boxA, w, h), laidChroma(a.cr, a.plane(c.viewA), boxA, w, h),
		laidChroma(b.cb, b.plane(c.viewB), boxB, w, h), laidChroma(b.cr, b.plane(c.viewB), boxB, w, h),
	}, m, r, la, lb)
}

// weighTiles is how the tiles of the coarse grid agree.
func (c *comparison) weighTiles(residual, la, lb grid) {
	if c.viewA.inner() || c.viewB.inner() {
		residual.clearRim(rimCells)
	}
	tiles, details := tilesOf(residual, la, lb, coarseSide/8, c.floor())
	worst, inside, within := 0.0, 0.0, 0
	var drawn []float64 // the tiles that show something
	columns := (residual.w + coarseSide/8 - 1) / (coarseSide / 8)
	rows := len(tiles) / columns
	for i, t := range tiles {
		if t <= lumaLimit {
			within++
		}
		if details[i] > coarseDetail {
			drawn = append(drawn, t)
		}
		if inCorner(i%columns, i/columns, columns, rows) {
			t /= cornerLeave
		} else {
			inside = max(inside, t)
		}
		worst = max(worst, t)
	}
	c.Luma = worst / lumaLimit
	if inside > exactWorst*lumaLimit && len(drawn) > 0 && nth(drawn, len(drawn)*3/4) < exactRest*lumaLimit {
		c.Luma = max(c.Luma, inside/(exactWorst*lumaLimit))
	}
	c.Agree = float64(within) / float64(len(tiles))
}

// clearRim leaves nothing of the outermost cells: what compression left of a
// frame is no picture. Of a strip most stays, however narrow it is.
func (g grid) clearRim(cells int) {
	across, down := min(cells, g.w/rimShare), min(cells, g.h/rimShare)
	for y := range g.h {
		row := g.row(y)
		if y < down || y >= g.h-down {
			clear(row)
			continue
		}
		clear(row[:across])
		clear(row[g.w-across:])
	}
}

// inCorner says that a tile lies where sites put their marks: the last two of
// the first or last row.
func inCorner(x, y, columns, rows int) bool {
	return (y == 0 || y == rows-1) && (x < 2 || x >= columns-2) && columns > 4 && rows > 4
}

// near says that m stayed close to where it began, at the corners of r.
func near(m, start affine, r area) bool {
	limit := driftLimit * float64(max(r.w(), r.h()))
	for _, x := range []float64{float64(r.x0), float64(r.x1)} {
		if math.Abs((m.sx-start.sx)*x+m.tx-start.tx) > limit {
			return false
		}
	}
	for _, y := range []float64{float64(r.y0), float64(r.y1)} {
		if math.Abs((m.sy-start.sy)*y+m.ty-start.ty) > limit {
			return false
		}
	}
	return true
}

// compareChroma compares the colours on the coarse grid: Cb and Cr of a, then of b.
// la is the brightness of a as it lies there.
func (c *comparison) compareChroma(chroma [4]grid, m affine, r area, la, lb grid) {
	acb, _ := through(chroma[0], m, r)
	acr, _ := through(chroma[1], m, r)
	bcb, bcr := chroma[2].cut(r), chroma[3].cut(r)
	peakA, peakB := chromaPeak(acb, acr), chromaPeak(bcb, bcr)
	c.GreyA = peakA < colourless && peakB > coloured && colouredShare(bcb, bcr) > colourNeeded(peakA, c.Luma)
	c.GreyB = peakB < colourless && peakA > coloured && colouredShare(acb, acr) > colourNeeded(peakB, c.Luma)
	if c.GreyA && painted(la, lb, bcb, bcr) || c.GreyB && painted(la, lb, acb, acr) {
		c.GreyA, c.GreyB = false, false
	}
	c.Chroma = c.coloursApart(acb, acr, bcb, bcr, peakA, peakB)
	if c.Chroma > 1 && c.GreyA == c.GreyB && c.Tone.clips() {
		acb, acr = c.Tone.colours(la, acb, acr)
		c.Chroma = min(c.Chroma, c.coloursApart(acb, acr, bcb, bcr, peakA, peakB))
	}
}

// coloursApart is how far the colours differ over the limit, which is lower where one of
// the two, whose colours reach up to those peaks, has none.
func (c *comparison) coloursApart(acb, acr, bcb, bcr grid, peakA, peakB float64) float64 {
	apart := c.chromaApart(acb, acr, bcb, bcr)
	if c.GreyA != c.GreyB {
		return apart
	}
	apart = max(apart, otherHue(acb.blur(), acr.blur(), bcb.blur(), bcr.blur()))
	if min(peakA, peakB) >= colourless {
		return apart
	}
	// Of a picture that has none, no coding makes a coloured place, however small.
	if max(peakA, peakB) > coloured {
		apart *= newColour
	}
	return max(apart, c.colourOfAPlace(difference(acb, bcb).blur(), difference(acr, bcr).blur())/placeColour)
}

// otherHue is how far the hues of a tile are apart in which both have colour, over the
// limit, at most: coding leaves thin lines paler, but a red one is not left blue.
func otherHue(acb, acr, bcb, bcr grid) (most float64) {
	for y := 0; y < acb.h; y += hueTile / 2 {
		for x := 0; x < acb.w; x += hueTile / 2 {
			var aa, bb, ab, du, dv float64
			across, down := min(hueTile, acb.w-x), min(hueTile, acb.h-y)
			for j := y; j < y+down; j++ {
				for i := j*acb.w + x; i < j*acb.w+x+across; i++ {
					au, av := float64(acb.v[i]-128), float64(acr.v[i]-128)
					bu, bv := float64(bcb.v[i]-128), float64(bcr.v[i]-128)
					aa += au*au + av*av
					bb += bu*bu + bv*bv
					ab += au*bu + av*bv
					du += au - bu
					dv += av - bv
				}
			}
			n := float64(across * down)
			if min(aa, bb) <= hueSeen*hueSeen*n {
				continue
			}
			turned, apart := 1-ab/math.Sqrt(aa*bb), math.Hypot(du, dv)/n
			most = max(most, min(turned/hueLimit, apart/hueMean))
		}
	}
	return most
}

// colourOfAPlace is how far the mean colours of a small tile are apart, at most: what
// coding leaves in it is of any colour.
func (c *comparison) colourOfAPlace(db, dr grid) (most float64) {
	if c.viewA.inner() || c.viewB.inner() {
		db.clearRim(rimCells)
		dr.clearRim(rimCells)
	}
	for y := 0; y+placeTile <= db.h; y += placeTile / 2 {
		for x := 0; x+placeTile <= db.w; x += placeTile / 2 {
			var u, v float32
			for j := y; j < y+placeTile; j++ {
				for i := j*db.w + x; i < j*db.w+x+placeTile; i++ {
					u += db.v[i]
					v += dr.v[i]
				}
			}
			most = max(most, math.Hypot(float64(u), float64(v))/(placeTile*placeTile))
		}
	}
	return most
}

// chromaApart is how far the colours differ in the worst tile, over the limit.
func (c *comparison) chromaApart(acb, acr, bcb, bcr grid) (worst float64) {
	// Saturation may have changed with the tone, within bounds.
	var ab, aa float64
	for i := range acb.v {
		u, v := float64(acb.v[i]-128), float64(acr.v[i]-128)
		ab += u*float64(bcb.v[i]-128) + v*float64(bcr.v[i]-128)
		aa += u*u + v*v
	}
	gain := 1.0
	if aa > 0 {
		gain = min(max(ab/aa, .7), 1.4)
	}
	difference := func(p, q grid) grid {
		d := newGrid(p.w, p.h)
		for i := range d.v {
			d.v[i] = float32(gain)*(p.v[i]-128) - (q.v[i] - 128)
		}
		return d.blur()
	}
	db, dr := difference(acb, bcb), difference(acr, bcr)
	if c.coarseColour {
		db, dr = db.blur().blur(), dr.blur().blur()
	}
	each(db, coarseSide/8, func(x0, y0, x1, y1 int) {
		sum := 0.0
		for y := y0; y < y1; y++ {
			for x := x0; x < x1; x++ {
				u, v := db.v[y*db.w+x], dr.v[y*db.w+x]
				sum += float64(u*u + v*v)
			}
		}
		e := math.Sqrt(sum / float64((x1-x0)*(y1-y0)))
		worst = max(worst, e/(chromaLimit+chromaShare*min(colourDeviation(bcb, bcr, x0, y0, x1, y1), colourDeviation(acb, acr, x0, y0, x1, y1))))
	})
	return worst
}

// colourDeviation is the deviation of the colours of a tile.
func colourDeviation(cb, cr grid, x0, y0, x1, y1 int) float64 {
	var su, sv, squares float64
	for y := y0; y < y1; y++ {
		for i := y*cb.w + x0; i < y*cb.w+x1; i++ {
			u, v := float64(cb.v[i]), float64(cr.v[i])
			su += u
			sv += v
			squares += u*u + v*v
		}
	}
	n := float64((x1 - x0) * (y1 - y0))
	return math.Sqrt(max(squares/n-(su*su+sv*sv)/(n*n), 0))
}

// colourNeeded is the share of cells that must have colour for a picture to be
// the coloured one of a pair, where the other's colour exceeds that peak nowhere.
// The brightness of the two is luma apart.
func colourNeeded(peak, luma float64) float64 {
	if peak <= noColour && luma <= greyLuma {
		return colouredFew
	}
	return colouredLeast
}

// colouredShare is the share of cells with more than a hint of colour.
func colouredShare(cb, cr grid) float64 {
	n := 0
	for i := range cb.v {
		if math.Hypot(float64(cb.v[i]-128), float64(cr.v[i]-128)) > colourless {
			n++
		}
	}
	return float64(n) / float64(len(cb.v))
}

// chromaPeak is the distance from grey that one cell in a hundred exceeds.
func chromaPeak(cb, cr grid) float64 {
	var histogram [184]int
	for i := range cb.v {
		histogram[int(math.Hypot(float64(cb.v[i]-128), float64(cr.v[i]-128)))]++
	}
	left := len(cb.v) / 100
	for level := len(histogram) - 1; level > 0; level-- {
		if left -= histogram[level]; left < 0 {
			return float64(level)
		}
	}
	return 0
}

// lookFine looks for places where something was redrawn.
func (c *comparison) lookFine(a, b *sheet, boxA, boxB box, w, h int) {
	ga, ra := laid(a.plane(c.viewA), boxA, w, h)
	gb, rb := laid(b.plane(c.viewB), boxB, w, h)
	r := areaOf(rb, gb)
	start := boxToBox(ra, rb)
	m := c.Map.between(unitBox, unitBox, ra, rb)
	if !near(m, start, r) {
		m = start
	}
	lb := gb.cut(r)
	level := lb.blur().deviation()
	gamma := slices.Index(gammas[:], c.Tone.Gamma)
	// lay sees A through the map that is refined from m, and says what share of
	// the structure does not agree.
	lay := func(ga, gb grid, m affine, rounds, stride int) (la, residual grid, at affine, unlike float64) {
		at = refine(ga, gb, r, m, rounds, stride)
		if !near(at, start, r) {
			at = start
		}
		la, _ = through(ga, at, r)
		t, _ := fitGain(la, lb, gamma, toneCells)
		residual = subtract(la, lb, t).blur()
		if c.viewA.inner() || c.viewB.inner() {
			residual.clearRim(rimCells * max(w, h) / coarseSide)
		}
		return la, residual, at, residual.deviation() / max(min(la.blur().deviation()*t.Gain, level), .5)
	}
	la, residual, at, unlike := lay(ga, gb, m, 3, fineStride)
	if unlike > wellLaid && c.Luma <= 1 {
		// Fine lines that lie beside one another do not draw each other: begin
		// again where blur has made them wide.
		wide := refine(ga.blur().blur(), gb.blur().blur(), r, start, 8, fineStride)
		if !near(wide, start, r) {
			wide = start
		}
		if la2, residual2, at2, unlike2 := lay(ga, gb, wide, 4, fineStride); unlike2 < unlike {
			la, residual, at, unlike = la2, residual2, at2, unlike2
		}
	}
	c.Map = at
	c.unlike = unlike
	c.page = la.median()
	s := spotsOf(residual, la, lb, c.floor())
	c.place = max(s.most(), s.alone(), surfaces(residual), edited(residual, la, lb))
	c.Spot = max(c.place, unlike/c.unlikeMost())
}

// unlikeMost is the share of the structure that may differ on the fine grid.
func (c *comparison) unlikeMost() float64 {
	switch {
	case c.Structure >= nearBlank:
		return unlikeMost
	case c.StructureMost > toneUsual*c.Structure && max(c.Tone.Gain, 1/c.Tone.Gain) > toneUsual:
		return unlikeTone
	}
	return c.Tone.thinMost(c.page, unlikeThin)
}

// thinMost is the share of the structure that may differ of two pictures in which next
// to nothing is drawn, at most: less where the page is as bright as it was and the ink
// is not, for that is what more or fewer lines look like.
func (t tone) thinMost(page float32, most float64) float64 {
	if math.Abs(float64(t.apply(page)-page)) > pageKept {
		return most
	}
	return max(most-max(math.Abs(math.Log(t.Gain))-inkUsual, 0)*inkShare, unlikeInk)
}

// median is the grey level that half of the cells are below.
func (g grid) median() float32 {
	var histogram [256]int
	for _, v := range g.v {
		histogram[int(min(max(v, 0), 255))]++
	}
	level := 0
	for left := len(g.v) / 2; level < 255 && left >= histogram[level]; level++ {
		left -= histogram[level]
	}
	return float32(level)
}

// spot is how far the worst tile inside stands out of all, over its limit.
func spot(residual, a, b grid, floor float64) float64 {
	return spotsOf(residual, a, b, floor).most()
}

// spots are the tiles of a grid in which something may have been redrawn.
type spots struct {
	residuals, details []float64
	worst              float64 // of those inside
	small              bool    // the grid, of which each tile is much
}

func spotsOf(residual, a, b grid, floor float64) (s spots) {
	side := spotTile
	if s.small = max(residual.w, residual.h) <= spotSmall; s.small {
		side /= 2
	}
	s.residuals, s.details = tilesOf(residual, a, b, side, floor)
	columns, rows := (residual.w+side-1)/side, (residual.h+side-1)/side
	edge := min(spotEdge, min(columns, rows)/6)
	for i, t := range s.residuals {
		if x, y := i%columns, i/columns; x >= edge && y >= edge && x < columns-edge && y < rows-edge {
			s.worst = max(s.worst, t)
		}
	}
	return s
}

// most is how far the worst tile stands out of all but the busiest, over its limit.
func (s spots) most() float64 {
	busy := nth(s.residuals, len(s.residuals)-1-len(s.residuals)/16)
	return min(s.worst/spotLimit, s.worst/(spotExcess*max(busy, .02)))
}

// alone is how far the worst tile of a small picture stands out of what is drawn, over
// its limit: what coding leaves is found wherever something is drawn. In a large one
// a mark on what is blank stands out as far.
func (s spots) alone() float64 {
	if !s.small {
		return 0
	}
	var drawn []float64
	for i, t := range s.residuals {
		if s.details[i] > coarseDetail {
			drawn = append(drawn, t)
		}
	}
	if len(drawn) < aloneOf {
		return 0
	}
	return min(s.worst/aloneLimit, s.worst/(aloneExcess*max(nth(drawn, len(drawn)*3/4), .02)))
}

// surfaces is how far the surfaces of a tile inside are brighter or darker than those
// of the other tiles are, over the limit. Coding and lines that lie beside one another
// leave what is as often brighter as darker, however much it is.
func surfaces(residual grid) float64 {
	columns, rows := (residual.w+surfaceTile-1)/surfaceTile, (residual.h+surfaceTile-1)/surfaceTile
	edge := min(spotEdge*spotTile/surfaceTile, min(columns, rows)/6)
	var all []float64
	worst := 0.0
	each(residual, surfaceTile, func(x0, y0, x1, y1 int) {
		sum := float32(0)
		for y := y0; y < y1; y++ {
			for _, e := range residual.row(y)[x0:x1] {
				sum += e
			}
		}
		off := math.Abs(float64(sum)) / float64((x1-x0)*(y1-y0))
		if x, y := len(all)%columns, len(all)/columns; x >= edge && y >= edge && x < columns-edge && y < rows-edge {
			worst = max(worst, off)
		}
		all = append(all, off)
	})
	busy, usual := max(nth(all, len(all)-1-len(all)/16), surfaceLeast), max(nth(all, len(all)*3/4), surfaceLeast)
	return max(min(worst/surfaceLimit, worst/(surfaceExcess*busy)), min(worst/surfaceAlone, worst/(surfaceAloneExcess*usual)))
}

// subtract is b less a in that tone, with what clipping explains left out.
func subtract(a, b grid, t tone) grid {
	out := newGrid(a.w, a.h)
	levels := t.table()
	for i, v := range a.v {
		v = min(max(v, 0), 255)
		low := int(v)
		f := v - float32(low)
		e := b.v[i] - (levels[low]*(1-f) + levels[low+1]*f)
		if v >= clipHigh && e > 0 || v <= clipLow && e < 0 {
			e = 0 // A was clipped: B may be anything beyond
		}
		out.v[i] = e
	}
	return out
}

// secondChance is the distance within which a pair is the same that is so only
// by an allowance: for few colours, for a mirror image of what looks redrawn as it
// stands, for clipping seen from the other side.
const secondChance = .6

// Reducing a picture to few colours moves whole surfaces by some levels, each
// by its own; so many levels of it are no difference.
const (
	shiftMost = 6
	shiftBins = 16
)

// withoutShifts is the residual less what all cells of about one level of A have
// in common.
func (g grid) withoutShifts(a grid, t tone) grid {
	levels := t.table()
	bin := func(i int) int {
		return int(levels[int(min(max(a.v[i], 0), 255))]) * shiftBins / 256
	}
	var sums, counts [shiftBins]float32
	for i, e := range g.v {
		b := bin(i)
		sums[b] += min(max(e, -4*shiftMost), 4*shiftMost)
		counts[b]++
	}
	for b := range sums {
		sums[b] = min(max(sums[b]/max(counts[b], 1), -shiftMost), shiftMost)
	}
	out := newGrid(g.w, g.h)
	for i, e := range g.v {
		out.v[i] = e - sums[bin(i)]
	}
	return out
}

// blur is the mean over 3×3 cells.
func (g grid) blur() grid {
	across := newGrid(g.w, g.h)
	for y := range g.h {
		row, to := g.row(y), across.row(y)
		for x := range row {
			l, r := max(x-1, 0), min(x+1, g.w-1)
			to[x] = (row[l] + row[x] + row[r]) / 3
		}
	}
	out := newGrid(g.w, g.h)
	for y := range g.h {
		up, mid, down := across.row(max(y-1, 0)), across.row(y), across.row(min(y+1, g.h-1))
		for x, to := 0, out.row(y); x < g.w; x++ {
			to[x] = (up[x] + mid[x] + down[x]) / 3
		}
	}
	return out
}

// each visits g in tiles of that side; the last of a row may be smaller.
func each(g grid, side int, visit func(x0, y0, x1, y1 int)) {
	for y := 0; y < g.h; y += side {
		for x := 0; x < g.w; x += side {
			visit(x, y, min(x+side, g.w), min(y+side, g.h))
		}
	}
}

// floor is the grey levels that a tile without detail tolerates.
func (c *comparison) floor() float64 {
	return min(max(c.Structure/faintShare, faintFloor), lumaFloor)
}

// tilesOf is, for each tile, the size of the residual over what a tile of that
// much detail tolerates, and the detail.
func tilesOf(residual, a, b grid, side int, floor float64) (out, details []float64) {
	each(residual, side, func(x0, y0, x1, y1 int) {
		n := float64((x1 - x0) * (y1 - y0))
		var e, sa, saa, sb, sbb float64
		for y := y0; y < y1; y++ {
			for i := y*residual.w + x0; i < y*residual.w+x1; i++ {
				r, av, bv := float64(residual.v[i]), float64(a.v[i]), float64(b.v[i])
				e += r * r
				sa += av
				saa += av * av
				sb += bv
				sbb += bv * bv
			}
		}
		dev := (deviation(sa, saa, n) + deviation(sb, sbb, n)) / 2
		out = append(out, math.Sqrt(e/n)/(floor+dev/lumaShare))
		details = append(details, dev)
	})
	return out, details
}

// deviation is the standard deviation of all cells.
func (g grid) deviation() float64 {
	var sum, squares float64
	for _, v := range g.v {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	return deviation(sum, squares, float64(len(g.v)))
}

func deviation(sum, squares, n float64) float64 {
	return math.Sqrt(max(squares/n-sum*sum/(n*n), 0))
}

// nth is the value that n others are below.
func nth(values []float64, n int) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[min(max(n, 0), len(sorted)-1)]
}
