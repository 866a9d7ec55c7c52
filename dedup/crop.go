package dedup

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/pool"
)

// Limits of recognising a crop.
const (
	signsApart    = 14  // bits of 63 that the signs of a feature may differ
	mostOfKey     = 120 // sightings of one key beyond which it says nothing
	votesNeeded   = 2   // features at different places that agree on scale and shift
	fewFeatures   = 20  // of a picture, for which one vote is enough
	voteScale     = .3  // of the logarithm of the scale, that votes may differ
	votePlace     = 9.0 // cells that a vote may be off
	votePlaceLast = 4.0 // once all that agree say where
	insideNeeded  = .95 // of the crop, that must lie within the wider picture
	sameFrame     = .955

	wholeLimit        = .6
	mostlyWhole       = .85  // of the wider picture, from which the limit falls to that
	cropUnlike        = .25  // of the structure, that may differ
	cropUnlikeThin    = .22  // the same where next to nothing is drawn, and all else agrees closely
	cropUnlikeThinner = .12  // the same where it does not
	insideAtFirst     = .75  // that votes must promise
	unlikeAtFirst     = .9   // share of the structure that may differ where it is laid roughly
	scaleApart        = 1.07 // ratio of the scales across and down

	cropTile  = 16 // tiles along the long side
	cropLimit = 1.4
	cropFloor = 4.0
	cropShare = 3.0
	cropTiles = 3 // tiles with structure that are needed
)

// cropWay is how a picture may lie on another: cell (x, y) of the feature grid
// of b is cell (s·x + dx, s·y + dy) of that of a.
type cropWay struct {
	a, b      int32
	mirrored  bool // a is mirrored first
	s, dx, dy float64
	votes     int
}

// maps are the way from cells of b to those of a, and back: features' places are
// from the corner, cells from a centre.
func (w cropWay) maps() (toA, toB affine) {
	s := 1 / w.s
	return affine{w.s, w.dx + .5*w.s - .5, w.s, w.dy + .5*w.s - .5}, affine{s, -w.dx*s + .5*s - .5, s, -w.dy*s + .5*s - .5}
}

// possible says that one of two pictures lies within the other.
func (w cropWay) possible(a, b described) bool {
	toA, toB := w.maps()
	_, _, _, bWithin := placed(a.width, a.height, b.width, b.height, toA)
	_, _, _, aWithin := placed(b.width, b.height, a.width, a.height, toB)
	return aWithin || bWithin
}

type match struct{ a, b uint8 }

// waysTried is how many scales and shifts of a pair are tried: patterns and
// letters repeat, and most of their matches agree on a wrong one.
const waysTried = 3

// votes finds the scales and shifts of two pictures, of which the first is mirrored
// or not, that most matches agree on, the most agreed on first.
func votes(a, b described, mirrored bool, some []match) (ways []cropWay) {
	v := voting{a, b, mirrored}
	slices.SortFunc(some, func(x, y match) int {
		return cmp.Or(cmp.Compare(v.gap(x), v.gap(y)), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	left := slices.Clone(some[:min(len(some), matchesVoting)])
	for len(ways) < waysTried {
		w, agree, ok := v.vote(left)
		if !ok {
			break
		}
		ways = append(ways, w)
		left = slices.DeleteFunc(left, func(m match) bool { return slices.Contains(agree, m) })
	}
	if len(ways) > 0 || min(len(a.features), len(b.features)) > fewFeatures {
		return ways
	}
	// A picture of few features has one that is found again at best: it alone
	// says where, and its size says how large.
	f, g := v.at(some[0])
	s := float64(f.sigma / g.sigma)
	return append(ways, cropWay{mirrored: mirrored, s: s, dx: float64(f.x) - s*float64(g.x), dy: float64(f.y) - s*float64(g.y), votes: 1})
}

// matchesVoting is how many matches of a pair vote, the nearest.
const matchesVoting = 32

// voting is a pair of which matches vote.
type voting struct {
	a, b     described
	mirrored bool
}

// at is the features that match, that of a as it lies on b.
func (v *voting) at(m match) (a, b feature) {
	a, b = v.a.features[m.a], v.b.features[m.b]
	if v.mirrored {
		a = a.mirrored(v.a.width)
	}
	return a, b
}

func (v *voting) gap(m match) int {
	a, b := v.at(m)
	return a.distance(&b)
}

// vote finds the scale and shift that most matches agree on, and those matches.
func (v *voting) vote(some []match) (best cropWay, agreed []match, ok bool) {
	laid := v.lay(some)
	for i, m := range some {
		a1, b1 := v.at(m)
		for _, n := range some[:i] {
			a2, b2 := v.at(n)
			spanB := math.Hypot(float64(b1.x-b2.x), float64(b1.y-b2.y))
			spanA := math.Hypot(float64(a1.x-a2.x), float64(a1.y-a2.y))
			if spanB < 8 || spanA < 8 {
				continue
			}
			s := spanA / spanB
			if math.Abs(math.Log(s*float64(b1.sigma/a1.sigma))) > voteScale {
				continue
			}
			w := cropWay{mirrored: v.mirrored, s: s,
				dx: (float64(a1.x+a2.x) - s*float64(b1.x+b2.x)) / 2, dy: (float64(a1.y+a2.y) - s*float64(b1.y+b2.y)) / 2}
			if w.votes, _ = agreeing(w, laid, votePlace); w.votes >= votesNeeded && w.votes > best.votes {
				best, ok = w, true
			}
		}
	}
	if !ok {
		return best, nil, false
	}
	// Two features that lie near to one another say little of the scale: all say more.
	// Those that a row of letters or buttons led to its neighbour agree only roughly,
	// and must not pull the others away.
	places, which := agreeing(best, laid, votePlace)
	agreed = matchesIn(some, which)
	w := best
	for place := votePlace; place >= votePlaceLast; place *= .6 {
		w = fitted(w, laid, place)
		if exact, _ := agreeing(w, laid, place); exact < votesNeeded || 2*exact < places {
			break
		}
		best = w
	}
	best.votes = places
	return best, agreed, true
}

// laidMatch is where the two features of a match lie, and the logarithm of how much
// larger the second is.
type laidMatch struct{ ax, ay, bx, by, larger float64 }

func (v *voting) lay(some []match) []laidMatch {
	out := make([]laidMatch, len(some))
	for i, m := range some {
		a, b := v.at(m)
		out[i] = laidMatch{float64(a.x), float64(a.y), float64(b.x), float64(b.y), math.Log(float64(b.sigma / a.sigma))}
	}
	return out
}

// agreeing says which matches, a bit each, lie within so many cells of where w says,
// and at how many places they are.
func agreeing(w cropWay, laid []laidMatch, within float64) (places int, which uint64) {
	var taken [matchesVoting][2]float64
	within *= max(1, w.s)
	within *= within
	size := math.Log(w.s)
	for i := range laid {
		m := &laid[i]
		dx, dy := w.s*m.bx+w.dx-m.ax, w.s*m.by+w.dy-m.ay
		if dx*dx+dy*dy > within || math.Abs(size+m.larger) > voteScale {
			continue
		}
		which |= 1 << i
		if !slices.ContainsFunc(taken[:places], func(t [2]float64) bool {
			return (t[0]-m.bx)*(t[0]-m.bx)+(t[1]-m.by)*(t[1]-m.by) < 6*6
		}) {
			taken[places] = [2]float64{m.bx, m.by}
			places++
		}
	}
	return places, which
}

// matchesIn are the matches that bits name.
func matchesIn(some []match, which uint64) (out []match) {
	for i, m := range some {
		if which>>i&1 != 0 {
			out = append(out, m)
		}
	}
	return out
}

// fitted is w with the scale and shift that bring the matches nearest to one another
// that lie about so many cells from where it says, the nearer the more.
func fitted(w cropWay, laid []laidMatch, place float64) cropWay {
	for range fitRounds {
		var n, ax, ay, bx, by, ab, bb float64
		size := math.Log(w.s)
		within := place * max(1, w.s)
		for i := range laid {
			m := &laid[i]
			dx, dy := w.s*m.bx+w.dx-m.ax, w.s*m.by+w.dy-m.ay
			off := (dx*dx + dy*dy) / (within * within)
			if off > 1 || math.Abs(size+m.larger) > voteScale {
				continue
			}
			weight := (1 - off) * (1 - off)
			n += weight
			ax += weight * m.ax
			ay += weight * m.ay
			bx += weight * m.bx
			by += weight * m.by
			ab += weight * (m.ax*m.bx + m.ay*m.by)
			bb += weight * (m.bx*m.bx + m.by*m.by)
		}
		if n < 1e-3 {
			return w
		}
		if spread := bb - (bx*bx+by*by)/n; spread > 1 {
			if s := (ab - (ax*bx+ay*by)/n) / spread; s > w.s/1.3 && s < 1.3*w.s {
				w.s = s
			}
		}
		w.dx, w.dy = (ax-w.s*bx)/n, (ay-w.s*by)/n
	}
	return w
}

// fitRounds is how often matches are weighed again.
const fitRounds = 4

// cropping is what was found of a crop: the part of the wider picture, as
// shares of its width and height without margins.
type cropping struct {
	part     box
	distance float64
	mirrored bool
	grey     bool
	whole    bool // the part is next to all of it
}

func (c cropping) String() string {
	text := fmt.Sprintf("the part from %.0f %% to %.0f %% across and %.0f %% to %.0f %% down", 100*c.part.x0, 100*c.part.x1, 100*c.part.y0, 100*c.part.y1)
	if c.mirrored {
		text += ", mirrored left to right"
	}
	if c.grey {
		text += ", without colour"
	}
	return text
}

// judgeCrop says whether narrow is the part of wide that m says: from cells of
// the feature grid of narrow to those of wide, both upright.
func judgeCrop(wide, narrow *sheet, m affine) (c cropping, ok bool) {
	boxW, boxN := wide.box(wide.cropView()), narrow.box(narrow.cropView())
	ww, wh := sides(featureSide, boxW, boxW, boxW.w()/boxW.h())
	nw, nh := sides(featureSide, boxN, boxN, boxN.w()/boxN.h())
	cw, ch, fine, ok := placed(ww, wh, nw, nh, m)
	if !ok {
		return c, false
	}
	var gw, gn grid
	var rw box // where the wide one lies on gw, without its margins
	var r area
	for _, level := range []int{4, 2, 1} {
		if min(cw, ch)/level < 12 {
			continue
		}
		gw, rw = laid(wide.luma[0], boxW, max(ww/level, 1), max(wh/level, 1))
		gn = shrink(narrow.luma[0], boxN, max(cw/level, 1), max(ch/level, 1))
		r = area{0, 0, gn.w, gn.h}
		at := fine.scaled(1/float64(level)).moved(rw.x0, rw.y0)
		at = refineBy(gw, gn, r, at, 6, r.stride(), true)
		if level > 1 {
			// Most of what features propose is another picture, which shows at a glance.
			if unlike := unlikeness(gw, gn, at, r); unlike > unlikeAtFirst {
				return c, false
			}
		} else if free := refine(gw, gn, r, at, 4, r.stride()); near(free, at, r) {
			at = free
		}
		fine = at.moved(-rw.x0, -rw.y0).scaled(float64(level))
	}
	if ratio := fine.sx / fine.sy; ratio > scaleApart || ratio < 1/scaleApart || fine.sx < .6 || fine.sx > 1.6 {
		return c, false
	}
	on := fine.moved(rw.x0, rw.y0)
	lw, inside := through(gw, on, r)
	if inside < insideNeeded {
		return c, false
	}
	c.part = box{(fine.tx + .5) / rw.w(), (fine.ty + .5) / rw.h(),
		(fine.sx*float64(gn.w) + fine.tx + .5) / rw.w(), (fine.sy*float64(gn.h) + fine.ty + .5) / rw.h()}
	gridW, gridH := gn.w, gn.h
	if c.part.w()*c.part.h() < symbolMost && gn.isSymbol(boxN, wholeOf(narrow.luma[0])) {
		return c, false
	}
	inner := on.within(gw, r)
	if inner != r {
		lw, gn = lw.cut(inner), gn.cut(inner) // what lies beside the wide one says nothing
	}
	if min(lw.deviation(), gn.deviation()) < 4 {
		return c, false
	}
	t := fitTone(lw, gn)
	if t.Gain < .5 || t.Gain > 2 {
		return c, false
	}
	residual, worst, structured := cropTilesOf(lw, gn, t)
	if worst > plainEnough && t.nearNone() {
		// Where lines lie beside one another by a part of a cell, a tone makes up
		// for that, and surfaces pay for it.
		if plain, least, _ := cropTilesOf(lw, gn, noTone); least < worst {
			residual, worst = plain, least
		}
	}
	var under [2]grid // the colours of the wide one under the narrow one
	if worst > cropLimit {
		of := func(under grid) grid { return under.enlarged(gridW, gridH).cut(inner) }
		under = chromaOf(wide, boxW, rw, gridW, gridH, on)
		if toned, clipping, ok := clippedByChannel(lw, of(under[0]), of(under[1]), gn, t); ok {
			clipped := difference(gn, toned).blur()
			if least, _ := cropTiled(clipped, lw, gn); least < worst {
				residual, worst, t = clipped, least, clipping
			}
		}
	}
	unlike := residual.deviation() / max(min(lw.blur().deviation()*t.Gain, gn.blur().deviation()), .5)
	if under[0].v == nil {
		under = chromaOf(wide, boxW, rw, gridW, gridH, on)
	}
	colour, grey := cropChroma(wide, narrow, under, boxW, boxN, rw, gridW, gridH, on, t, worst/cropLimit)
	c.mirrored, c.grey = wide.pos != 0, grey
	c.whole = c.part.w()*c.part.h() > sameFrame
	c.distance = max(worst/cropLimit, spot(residual, lw, gn, lumaFloor))
	if !grey {
		c.distance = max(c.distance, colour)
	}
	most := cropUnlike
	if min(lw.deviation(), gn.deviation()) < nearBlank {
		if most = t.thinMost(lw.median(), cropUnlikeThin); c.distance > secondChance {
			most = min(most, cropUnlikeThinner)
		}
	}
	if unlike > most {
		return c, false
	}
	return c, c.distance <= cropLimitOf(c.part.w()*c.part.h()) && (structured >= cropTiles || c.distance < .25)
}

// placed brings the narrow one of two grids to the resolution of the wide one: its
// size then, and where that lies. It is false where it does not lie within the other.
func placed(ww, wh, nw, nh int, m affine) (cw, ch int, fine affine, ok bool) {
	cw, ch = int(math.Round(float64(nw)*m.sx)), int(math.Round(float64(nh)*m.sy))
	if m.sx <= .05 || m.sy <= .05 || min(cw, ch) < 16 || cw > 2*ww || ch > 2*wh {
		return cw, ch, fine, false
	}
	fine = affine{1, m.tx + .5*m.sx - .5, 1, m.ty + .5*m.sy - .5}
	within := overlap(fine.tx, float64(cw), float64(ww)) * overlap(fine.ty, float64(ch), float64(wh))
	return cw, ch, fine, within >= insideAtFirst
}

// cropLimitOf is the distance within which a picture is the part of another that is
// such a share of it: the more of it both show, the more likely is it that what
// differs was redrawn.
func cropLimitOf(share float64) float64 {
	whole := min(max((share-mostlyWhole)/(sameFrame-mostlyWhole), 0), 1)
	return 1 - (1-wholeLimit)*whole
}

// plainEnough is how far the worst tile may be off for the tone not to matter.
const plainEnough = .5

// cropTilesOf is what is left of a crop, how far the worst tile is off, and how many
// show something.
func cropTilesOf(wide, narrow grid, t tone) (residual grid, worst float64, structured int) {
	residual = subtract(wide, narrow, t).blur()
	worst, structured = cropTiled(residual, wide, narrow)
	return residual, worst, structured
}

// cropTiled is how far the worst tile is off in that residual, and how many show something.
func cropTiled(residual, wide, narrow grid) (worst float64, structured int) {
	tiled(residual, max(max(narrow.w, narrow.h)/cropTile, 4), func(x0, y0, x1, y1 int) {
		e, dev := tileOf(residual, wide, narrow, x0, y0, x1, y1)
		worst = max(worst, e/(cropFloor+dev/cropShare))
		if dev > 6 {
			structured++
		}
	})
	return worst, structured
}

// overlap is the share of n cells that lie, from start on, among limit cells.
func overlap(start, n, limit float64) float64 {
	return max(min(start+n, limit)-max(start, 0), 0) / n
}

// unlikeness is the share of the structure of b in r that a, seen through m, lacks.
func unlikeness(a, b grid, m affine, r area) float64 {
	la, _ := through(a, m, r)
	t, _ := fitGain(la, b, noGamma, 1024)
	if t.Gain <= 0 {
		return 1
	}
	return subtract(la, b, t).blur().deviation() / max(min(la.deviation()*t.Gain, b.deviation()), 1)
}

// tiled visits g in tiles of about that side, all of about one size, but for the
// outermost cells, of which a part lies beyond the border.
func tiled(g grid, side int, visit func(x0, y0, x1, y1 int)) {
	w, h := g.w-2, g.h-2
	across, down := max(w/side, 1), max(h/side, 1)
	for j := range down {
		for i := range across {
			visit(1+i*w/across, 1+j*h/down, 1+(i+1)*w/across, 1+(j+1)*h/down)
		}
	}
}

// tileOf is the size of the residual in a tile, and the deviation of what it shows.
func tileOf(residual, a, b grid, x0, y0, x1, y1 int) (e, dev float64) {
	n := float64((x1 - x0) * (y1 - y0))
	var ee, sa, saa, sb, sbb float64
	for y := y0; y < y1; y++ {
		for i := y*residual.w + x0; i < y*residual.w+x1; i++ {
			r, av, bv := float64(residual.v[i]), float64(a.v[i]), float64(b.v[i])
			ee += r * r
			sa += av
			saa += av * av
			sb += bv
			sbb += bv * bv
		}
	}
	return math.Sqrt(ee / n), (deviation(sa, saa, n) + deviation(sb, sbb, n)) / 2
}

// cropChroma is how far the colours differ in the worst tile, over the limit,
// and whether one of the two has none. m lays the grid of the wide one, on which
// rw is its part without margins, on that of the narrow one, which is gridW×gridH.
// Colours are stored four times as coarse as brightness, and compared so. Under are those of the wide
// one as they lie there; in t and
// luma are the tone and how far the brightness is off.
func cropChroma(wide, narrow *sheet, under [2]grid, boxW, boxN, rw box, gridW, gridH int, m affine, t tone, luma float64) (float64, bool) {
	w, h := max(gridW/chromaCells, 3), max(gridH/chromaCells, 3)
	ofNarrow := func(c dataset.Plane) grid {
		return shrink(c, boxN.scaled(float64(c.W)/float64(narrow.luma[0].W), float64(c.H)/float64(narrow.luma[0].H)), w, h)
	}
	wcb, wcr, ncb, ncr := under[0], under[1], ofNarrow(narrow.cb), ofNarrow(narrow.cr)
	peakW, peakN := chromaPeak(wcb, wcr), chromaPeak(ncb, ncr)
	if min(peakW, peakN) < colourless && max(peakW, peakN) > coloured {
		share := colouredShare(wcb, wcr)
		if peakN > peakW {
			share = colouredShare(ncb, ncr)
		}
		if share > colourNeeded(min(peakW, peakN), luma) {
			return 0, true
		}
	}
	worst := cropChromaApart(wcb, wcr, ncb, ncr)
	if worst > 1 && t.clips() {
		wcb, wcr = t.colours(chromaUnder(wide, wide.luma[0], boxW, rw, gridW, gridH, m), wcb, wcr)
		worst = min(worst, cropChromaApart(wcb, wcr, ncb, ncr))
	}
	return worst, false
}

// chromaOf is both chroma planes of the wide one as they lie under the narrow one.
func chromaOf(wide *sheet, boxW, rw box, gridW, gridH int, m affine) [2]grid {
	return [2]grid{chromaUnder(wide, wide.cb, boxW, rw, gridW, gridH, m), chromaUnder(wide, wide.cr, boxW, rw, gridW, gridH, m)}
}

// chromaUnder is a chroma plane of the wide one as it lies under the narrow one.
func chromaUnder(wide *sheet, c dataset.Plane, boxW, rw box, gridW, gridH int, m affine) grid {
	w, h := max(gridW/chromaCells, 3), max(gridH/chromaCells, 3)
	ww, wh := max(int(rw.w())/chromaCells, 1), max(int(rw.h())/chromaCells, 1)
	k := float64(c.W) / float64(wide.luma[0].W)
	g, on := laid(c, boxW.scaled(k, float64(c.H)/float64(wide.luma[0].H)), ww, wh)
	at := m.between(rw, box{0, 0, float64(gridW), float64(gridH)}, on, box{0, 0, float64(w), float64(h)})
	out, _ := through(g, at, area{0, 0, w, h})
	return out
}

// cropChromaApart is how far the colours differ in the worst tile, over the limit.
func cropChromaApart(wcb, wcr, ncb, ncr grid) (worst float64) {
	db, dr := difference(wcb, ncb).blur(), difference(wcr, ncr).blur()
	tiled(db, max(max(db.w, db.h)/cropTile, 3), func(x0, y0, x1, y1 int) {
		sum := 0.0
		for y := y0; y < y1; y++ {
			for i := y*db.w + x0; i < y*db.w+x1; i++ {
				sum += float64(db.v[i]*db.v[i] + dr.v[i]*dr.v[i])
			}
		}
		dev := min(colourDeviation(wcb, wcr, x0, y0, x1, y1), colourDeviation(ncb, ncr, x0, y0, x1, y1))
		worst = max(worst, math.Sqrt(sum/float64((x1-x0)*(y1-y0)))/(chromaLimit+chromaShare*dev))
	})
	return worst
}

// chromaCells is how many cells of brightness lie across one of colour.
const chromaCells = 4

// judgeCropWay tries a way in both directions: A may be the wider one, or B.
func judgeCropWay(a, b *thumb, way cropWay) (c cropping, wideIsA, ok bool) {
	p := position(0)
	if way.mirrored {
		p = 1
	}
	left, right := a.in(p), b.in(0)
	toA, toB := way.maps()
	if c, ok = judgeCrop(left, right, toA); ok {
		return c, true, true
	}
	c, ok = judgeCrop(right, left, toB)
	c.mirrored = way.mirrored
	return c, false, ok
}

// findCrops looks for crops among the pictures that stay, and lets each go to
// the picture that it is a part of. What went to a crop goes with it only where
// it is found to be a crop itself; else it stays.
func (g *grouper) findCrops(ctx context.Context, out *outcome, progress dataset.Progress) error {
	stands := g.witnesses(out)
	alone := slices.Sorted(maps.Keys(stands))
	packed := make([][]byte, len(alone))
	type seen struct {
		packed []byte
		err    error
	}
	numbers := func(yield func(int, error) bool) {
		for i := range alone {
			if !yield(i, nil) {
				return
			}
		}
	}
	look := func(_ context.Context, i int) seen {
		packed, err := g.describe(alone[i])
		return seen{packed, err}
	}
	err := pool.Ordered(ctx, g.options.Workers, iter.Seq2[int, error](numbers), look, func(i int, s seen) error {
		packed[i] = s.packed
		progress.Report("crops", int64(i+1), int64(len(alone)), 0)
		return s.err
	})
	if err != nil {
		return err
	}
	ways, err := g.cropWays(ctx, alone, packed)
	if err != nil {
		return err
	}
	for i := range ways {
		ways[i].a, ways[i].b = alone[ways[i].a], alone[ways[i].b]
	}
	ways = slices.DeleteFunc(ways, func(w cropWay) bool {
		return stands[w.a] == stands[w.b] || stands[w.a] != w.a && stands[w.b] != w.b
	})
	return g.takeCrops(ctx, out, ways, stands)
}

// witnessesMost is how many of the pictures that went to a survivor are looked
// into beside it: a crop of what is enlarged, stretched or bordered has other
// features than what it was cut from.
const witnessesMost = 2

// witnesses are the pictures among which crops are looked for, with the survivor
// that each stands for: the survivors themselves, and the best of their copies.
func (g *grouper) witnesses(out *outcome) map[int32]int32 {
	stands := map[int32]int32{}
	copies := map[int32][]int32{}
	for i, v := range out.verdicts {
		switch {
		case g.pictures[i].trust < g.options.MinTrust:
		case v.survivor == int32(i):
			stands[int32(i)] = int32(i)
		case v.class == dataset.ClassCopy:
			copies[v.survivor] = append(copies[v.survivor], int32(i))
		}
	}
	for s, some := range copies {
		if _, searched := stands[s]; !searched {
			continue
		}
		slices.SortFunc(some, func(x, y int32) int { return compareRank(&g.pictures[x], &g.pictures[y]) })
		for _, i := range some[:min(witnessesMost, len(some))] {
			stands[i] = s
		}
	}
	return stands
}

// cropLink is a verified crop. Shown is the picture in which it was found: the wide
// one itself, or a copy of it that vouches for it.
type cropLink struct {
	wide, narrow int32
	shown        int32
	cropping
}

// pair is the two pictures that were verified.
func (l *cropLink) pair() [2]int32 { return pairOf(l.shown, l.narrow) }

func (g *grouper) takeCrops(ctx context.Context, out *outcome, ways []cropWay, stands map[int32]int32) error {
	type verified struct {
		link cropLink
		ok   bool
		err  error
	}
	var links []cropLink
	inputs := func(yield func([]cropWay, error) bool) {
		for start := 0; start < len(ways); {
			end := start
			for end < len(ways) && ways[end].a == ways[start].a && ways[end].b == ways[start].b {
				end++
			}
			if !yield(ways[start:end], nil) {
				return
			}
			start = end
		}
	}
	work := func(_ context.Context, ways []cropWay) (v verified) {
		c, err := g.judgeCropWays(ways)
		if err != nil || !c.ok {
			return verified{err: err}
		}
		w := ways[c.way]
		l := cropLink{w.a, w.b, w.a, c.cropping}
		if !c.wideIsA {
			l.wide, l.narrow, l.shown = w.b, w.a, w.b
		}
		if stands[l.narrow] != l.narrow {
			return verified{} // its survivor is judged itself
		}
		if survivor := stands[l.wide]; survivor != l.wide {
			l.wide = survivor
			own := cropLink{survivor, l.narrow, survivor, l.cropping}
			if c, err = g.sameCrop(l.narrow, own); err != nil {
				return verified{err: err}
			}
			if own.cropping = c.cropping; c.ok {
				return verified{own, true, nil}
			}
			return verified{l, l.distance <= vouchedMost, nil}
		}
		return verified{l, true, nil}
	}
	err := pool.Ordered(ctx, g.options.Workers, iter.Seq2[[]cropWay, error](inputs), work, func(_ []cropWay, v verified) error {
		if v.ok {
			links = append(links, v.link)
		}
		return v.err
	})
	if err != nil {
		return err
	}
	known := map[[2]int32]bool{}
	variants := map[[2]int32]int{} // where the link is: what is missing of a part looks redrawn
	for i, l := range out.links {
		if l.class == dataset.ClassVariant {
			variants[[2]int32{l.a, l.b}] = i
		} else {
			known[[2]int32{l.a, l.b}] = true
		}
	}
	members := map[int32][]int32{}
	for i, v := range out.verdicts {
		if v.survivor != int32(i) {
			members[v.survivor] = append(members[v.survivor], int32(i))
		}
	}
	// Where both show all of it, those of the smaller star go to the larger one.
	for i, l := range links {
		if l.whole && l.shown == l.wide && len(members[l.narrow]) > len(members[l.wide]) {
			links[i] = l.turned()
		}
	}
	g.byClaim(links, members)
	within := map[int32]cropLink{} // by the number of the crop
	for _, l := range links {
		pair := pairOf(l.wide, l.narrow)
		_, redrawn := variants[pair]
		if known[pair] || redrawn && (l.whole || l.shown != l.wide) || g.bothOfReference(l.wide, l.narrow) || slices.Contains(g.apart[l.narrow], l.wide) {
			continue
		}
		known[pair] = true
		seen := l.pair()
		found := link{seen[0], seen[1], judgement{class: dataset.ClassCrop, transform: l.String(), reverse: l.String(), distance: l.distance}}
		if i, ok := variants[seen]; ok {
			out.links[i] = found
		} else if seen == pair || !known[seen] {
			out.links = append(out.links, found)
		}
		if !g.options.drops(dataset.ClassCrop) || out.verdicts[l.narrow].survivor != l.narrow || g.pictures[l.narrow].standing != free {
			continue
		}
		if out.verdicts[l.wide].survivor != l.wide {
			wider, ok := within[l.wide]
			if !ok || wider.wide == l.narrow || out.verdicts[wider.wide].survivor != wider.wide {
				continue
			}
			if l, ok, err = g.nested(wider, l); err != nil {
				return err
			} else if !ok {
				continue
			}
		}
		if !g.mayJoin(out.verdicts, l.narrow, l.wide) {
			continue
		}
		taken, err := g.takeMembers(out, l, members[l.narrow], len(members[l.wide]))
		if err != nil {
			return err
		}
		if taken {
			within[l.narrow] = l
			out.verdicts[l.narrow] = verdict{survivor: l.wide, class: dataset.ClassCrop, transform: l.String(), distance: l.distance}
			for _, i := range append(members[l.narrow], l.narrow) {
				if out.verdicts[i].survivor == l.wide {
					members[l.wide] = append(members[l.wide], i)
				}
			}
			members[l.narrow] = nil
		}
	}
	return nil
}

// claimNear is how much farther than the nearest one a picture may be that a crop
// goes to.
const claimNear = .15

// byClaim sorts links: first the one of each crop that has the best claim, which
// is to the largest star of those that are about as near as the nearest. The
// widest picture takes its crops first.
func (g *grouper) byClaim(links []cropLink, members map[int32][]int32) {
	compare := func(x, y cropLink) int {
		return cmp.Or(compareRank(&g.pictures[x.wide], &g.pictures[y.wide]), compareRank(&g.pictures[x.narrow], &g.pictures[y.narrow]),
			compareBool(x.shown != x.wide, y.shown != y.wide), cmp.Compare(x.distance, y.distance), compareRank(&g.pictures[x.shown], &g.pictures[y.shown]))
	}
	slices.SortStableFunc(links, compare)
	nearest := map[int32]float64{}
	for _, l := range links {
		if d, ok := nearest[l.narrow]; !ok || l.distance < d {
			nearest[l.narrow] = l.distance
		}
	}
	claims := map[int32]int32{} // the wide one that has the best claim to each
	for _, l := range links {
		had, ok := claims[l.narrow]
		if l.distance <= nearest[l.narrow]+claimNear && (!ok || len(members[l.wide]) > len(members[had])) {
			claims[l.narrow] = l.wide
		}
	}
	slices.SortStableFunc(links, func(x, y cropLink) int {
		return cmp.Or(compareBool(claims[x.narrow] != x.wide, claims[y.narrow] != y.wide), compare(x, y))
	})
}

// turned is the link seen from the other picture, of which either shows all.
func (l cropLink) turned() cropLink {
	p := l.part
	l.wide, l.narrow, l.shown = l.narrow, l.wide, l.narrow
	l.part = box{-p.x0 / p.w(), -p.y0 / p.h(), (1 - p.x0) / p.w(), (1 - p.y0) / p.h()}
	if l.mirrored {
		l.part = position(1).box(l.part, 1, 1)
	}
	return l
}

// nested verifies a crop of a crop against the picture that the latter went to.
func (g *grouper) nested(wider, l cropLink) (cropLink, bool, error) {
	// The part of the crop, as it lies in the wider picture.
	inner := l.part
	if wider.mirrored != l.mirrored {
		inner = position(1).box(inner, 1, 1)
	}
	outer := wider.part
	if wider.mirrored {
		outer = position(1).box(outer, 1, 1)
	}
	l.part = box{outer.x0 + inner.x0*outer.w(), outer.y0 + inner.y0*outer.h(), outer.x0 + inner.x1*outer.w(), outer.y0 + inner.y1*outer.h()}
	l.mirrored = wider.mirrored != l.mirrored
	if l.mirrored {
		l.part = position(1).box(l.part, 1, 1)
	}
	l.wide, l.shown = wider.wide, wider.shown
	c, err := g.sameCrop(l.narrow, l)
	l.cropping = c.cropping
	return l, c.ok, err
}

// Of a group that goes to the picture that its survivor is a crop of, that share
// may stay behind, of a few pictures half. A star must not be torn apart for less
// than it gains: nor may more stay behind than the picture has taken in already.
const (
	leaversMost = .25
	aFew        = 4
)

// mayLeave says whether so many of the members of a star may stay behind when it
// goes to a picture that leads so many others.
func mayLeave(leavers, members, led int) bool {
	if members <= aFew {
		return 2*leavers <= members && leavers <= led
	}
	return float64(leavers) <= leaversMost*float64(members) && leavers <= led
}

// takeMembers moves what had gone to a crop along with it, where that is found
// to be a crop itself; the rest stays. It is false, and changes nothing, when
// too many would stay: then the crop is in doubt.
func (g *grouper) takeMembers(out *outcome, l cropLink, members []int32, led int) (bool, error) {
	moved, leavers := map[int32]verdict{}, 0
	for _, i := range members {
		c, err := g.sameCrop(i, l)
		if err == nil && !c.ok {
			c, err = g.cropOf(l.shown, i)
		}
		if err != nil {
			return false, err
		}
		if c.ok && g.mayJoin(out.verdicts, i, l.wide) {
			moved[i] = verdict{survivor: l.wide, class: dataset.ClassCrop, transform: c.String(), distance: c.distance}
		} else {
			moved[i] = verdict{survivor: i}
			leavers++
		}
	}
	if !mayLeave(leavers, len(members), led) {
		return false, nil
	}
	for i, v := range moved {
		out.verdicts[i] = v
	}
	return true, nil
}

// findCrop looks for one of two pictures in the other by their features, and
// takes the first way that is wanted.
func findCrop(a, b *thumb, ofA, ofB []byte, wanted func(c cropping, wideIsA bool) bool) (c cropping, wideIsA, ok bool) {
	for _, way := range cropsOfTwo(ofA, ofB) {
		if c, wideIsA, ok := judgeCropWay(a, b, way); ok && wanted(c, wideIsA) {
			return c, wideIsA, true
		}
	}
	return cropping{}, false, false
}

// sameCrop tries a copy of a crop at the place of the crop, in each position.
func (g *grouper) sameCrop(copy int32, l cropLink) (cropFound, error) {
	return g.ask(l.shown, copy, askCropThere, aboutPlace(l.part, l.mirrored), func(wide, copy *thumb) (f cropFound, err error) {
		f.cropping, f.ok = sameCrop(wide, copy, l)
		return f, nil
	})
}

func sameCrop(wide, copy *thumb, l cropLink) (cropping, bool) {
	narrow := copy.in(0)
	for p := range position(positions) {
		left := wide.in(p)
		part := p.box(l.part, 1, 1)
		if l.mirrored {
			part = (p ^ 1).box(position(1).box(l.part, 1, 1), 1, 1)
			if p.transposed() {
				continue
			}
		}
		boxW, boxN := left.box(left.cropView()), narrow.box(narrow.cropView())
		ww, wh := sides(featureSide, boxW, boxW, boxW.w()/boxW.h())
		nw, nh := sides(featureSide, boxN, boxN, boxN.w()/boxN.h())
		m := boxToBox(part.scaled(float64(ww), float64(wh)), box{0, 0, float64(nw), float64(nh)})
		if c, ok := judgeCrop(left, narrow, m); ok {
			return c, true
		}
	}
	return cropping{}, false
}
