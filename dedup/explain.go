package dedup

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/bits"
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// Explanation is whether two pictures are the same, with every number that the
// decision rests on. A statistic of 1 is the limit of what is accepted.
type Explanation struct {
	Same      bool          `json:"same"`
	Class     dataset.Class `json:"class,omitempty"` // empty for different pictures
	Transform string        `json:"transform,omitempty"`
	Distance  *float64      `json:"distance,omitempty"`
	Sentence  string        `json:"sentence"`

	ViewA      string  `json:"view_a"`
	ViewB      string  `json:"view_b"`
	Position   string  `json:"position"`    // that A is brought into
	Bits       int     `json:"bits"`        // signs of the hashes that differ, in 256 that are sure
	Radius     int     `json:"radius"`      // within which they are compared at all
	PHashBits  int     `json:"phash_bits"`  // distance of the 64-bit perception hashes, as they lie
	TrustA     float64 `json:"trust_a"`     // 0–1
	TrustB     float64 `json:"trust_b"`     // 0–1
	Aspect     float64 `json:"aspect"`      // ratio of the shapes, at least 1
	SamePixels bool    `json:"same_pixels"` // equal in every pixel compared

	// What was not measured is null: shapes too different to be laid on one another,
	// or pictures that no finer look was needed to tell apart.
	Luma      *Statistic `json:"luma"`      // worst tile
	Chroma    *Statistic `json:"chroma"`    // worst tile
	Spot      *Statistic `json:"spot"`      // the place most like something redrawn
	Agreement *Statistic `json:"agreement"` // share of tiles that agree, 0–1
	Tone      *tone      `json:"tone"`      // of A to that of B

	Survivor  string `json:"survivor,omitempty"`
	Why       string `json:"why,omitempty"`       // the survivor is kept
	Overruled int64  `json:"overruled,omitempty"` // number of the mark that says they are not the same

	aligned image.Image
}

// Statistic is a number that a decision rests on; nil where it was not measured.
type Statistic float64

func (s *Statistic) String() string {
	if s == nil {
		return "not measured"
	}
	return fmt.Sprintf("%.2f", *s)
}

// measure writes down the numbers of a comparison as far as it came.
func (e *Explanation) measure(c *comparison) {
	number := func(v float64) *Statistic { return (*Statistic)(&v) }
	e.Aspect = c.Aspect
	if c.reached == 0 {
		return
	}
	e.Luma, e.Chroma, e.Agreement, e.Tone = number(c.Luma), number(c.Chroma), number(c.Agree), &c.Tone
	if c.lookedFine {
		e.Spot = number(c.Spot)
	}
}

// Aligned is A as it lies on B, B, and their difference, side by side; nil when
// they could not be laid on one another.
func (e *Explanation) Aligned() image.Image { return e.aligned }

// Overrule turns the decision into what a person said: not the same. The
// numbers stay.
func (e *Explanation) Overrule(mark int64) {
	if e.Same {
		e.Sentence += fmt.Sprintf(" But a person said that they are not the same (mark %d): dedup keeps them apart.", mark)
	} else {
		e.Sentence += fmt.Sprintf(" A person said so too (mark %d).", mark)
	}
	e.Same, e.Class, e.Survivor, e.Why, e.Overruled = false, "", "", "", mark
}

// Explain compares two measured pictures, of which a and b are the rows of the
// images table, in the way that Run does.
func Explain(a, b *dataset.Image, printA, printB *dataset.Measured, o Options) (*Explanation, error) {
	o = o.withDefaults()
	var pictures [2]picture
	var thumbs [2]*thumb
	for i, m := range []*dataset.Measured{printA, printB} {
		p, err := pictureOf(m, m.Print.Thumb)
		if err != nil {
			return nil, fmt.Errorf("read the fingerprint of %s: %w", m.ID, err)
		}
		img := []*dataset.Image{a, b}[i]
		p.learn(img)
		pictures[i] = p
		if len(m.Print.Thumb) == 0 {
			return nil, fmt.Errorf("%s has no pixels to compare", img.Path)
		}
		if thumbs[i], err = unpack(m.Print.Thumb); err != nil {
			return nil, fmt.Errorf("read the fingerprint of %s: %w", m.ID, err)
		}
	}
	ways := allWays(pictures[0].views, pictures[1].views)
	j := judge(thumbs[0], thumbs[1], ways[:min(tries, len(ways))])
	c := j.best
	var cut image.Image
	if j.class == "" || j.class == dataset.ClassVariant {
		if crop, wideIsA, ok := explainCrop(thumbs[0], thumbs[1]); ok {
			cut = besideCrop(thumbs[0], thumbs[1], crop, wideIsA)
			j = judgement{class: dataset.ClassCrop, transform: crop.String(), distance: crop.distance, best: c}
		}
	}
	e := &Explanation{
		Class: j.class, Transform: j.transform,
		ViewA: c.viewA.String(), ViewB: c.viewB.String(), Position: c.position.String(), Bits: c.bits, Radius: o.Radius,
		PHashBits: bits.OnesCount64(printA.Print.PHash ^ printB.Print.PHash),
		TrustA:    pictures[0].trust, TrustB: pictures[1].trust,
		SamePixels: pictures[0].pixels == pictures[1].pixels,
	}
	e.measure(&c)
	if e.SamePixels {
		e.Class, e.Transform, j.distance = dataset.ClassPixels, "same pixels", 0
	}
	if a.ID == b.ID {
		e.Class = dataset.ClassExact
	}
	e.Same = e.Class != "" && e.Class != dataset.ClassVariant
	if !math.IsInf(j.distance, 0) {
		e.Distance = &j.distance
	}
	if e.Same {
		better, other := &pictures[0], &pictures[1]
		if compareRank(other, better) < 0 {
			better, other = other, better
		}
		turned := standsRight(other, better, e.Class)
		if turned {
			better, other = other, better
		}
		e.Survivor, e.Why = better.path, whyBetter(better, other, turned)
	}
	e.Sentence = e.sentence(a.Path, b.Path, &c, o)
	if e.aligned = cut; cut == nil {
		e.aligned = sideBySide(thumbs[0], thumbs[1], &c)
	}
	return e, nil
}

// explainCrop says whether one of two pictures is a part of the other, and whether
// A is the wider one.
func explainCrop(a, b *thumb) (c cropping, wideIsA, ok bool) {
	return findCrop(a, b, a.described().pack(), b.described().pack(), func(cropping, bool) bool { return true })
}

// allWays is every way to lay two pictures on one another, the most promising first.
func allWays(a, b []viewHash) []candidate {
	var ways []candidate
	for _, va := range a {
		for p := range position(positions) {
			h := va.hash.in(p)
			for _, vb := range b {
				ways = append(ways, candidate{0, 1, va.view, vb.view, p, uint8(inAll(h.distance(&vb.hash)))})
			}
		}
	}
	slices.SortFunc(ways, compareWays)
	return ways
}

func (e *Explanation) sentence(a, b string, c *comparison, o Options) string {
	switch {
	case e.Class == dataset.ClassExact:
		return fmt.Sprintf("%s and %s are the same bytes.", a, b)
	case e.Class == dataset.ClassPixels:
		return fmt.Sprintf("%s and %s have the same pixels in different files.", a, b)
	case e.Class == dataset.ClassCrop:
		return fmt.Sprintf("one of %s and %s is a crop of the other: %s; the nearest to a limit is %.2f of it.", a, b, e.Transform, *e.Distance)
	case e.Same && e.Bits > o.Radius:
		return fmt.Sprintf("%s is the same picture as %s (%s: %s), but their hashes differ by %d bits, more than the radius of %d: a search would miss them.", b, a, e.Class, e.Transform, e.Bits, o.Radius)
	case e.Same:
		return fmt.Sprintf("%s is the same picture as %s (%s: %s), and agrees with it everywhere; the nearest to a limit is %.2f of it.", b, a, e.Class, e.Transform, c.distance())
	case e.Class == dataset.ClassVariant:
		return fmt.Sprintf("%s is a variant of %s: %.0f %% of it agrees, and %s.", b, a, 100*c.Agree, c.fault())
	case c.reached == 0:
		return fmt.Sprintf("%s and %s are different pictures: their shapes differ by %.0f %%.", a, b, 100*(c.Aspect-1))
	}
	return fmt.Sprintf("%s and %s are different pictures: %s, and only %.0f %% of them agrees.", a, b, c.fault(), 100*c.Agree)
}

// fault is what speaks most against the two being the same.
func (c *comparison) fault() string {
	switch d := c.distance(); {
	case d <= 1:
		return "no number speaks against it"
	case d == c.Luma:
		return fmt.Sprintf("in the worst tile the brightness is off by %.1f times what re-encoding explains", c.Luma)
	case d == c.Chroma:
		return fmt.Sprintf("in the worst tile the colour is off by %.1f times what re-encoding explains", c.Chroma)
	}
	return fmt.Sprintf("one place stands out %.1f times as far as a copy's would", c.Spot)
}

// sideBySide draws A as laid on B, B, and their difference.
func sideBySide(a, b *thumb, c *comparison) image.Image {
	if c.reached == 0 {
		return nil
	}
	left, right := a.in(c.position), b.in(0)
	boxA, boxB := left.box(c.viewA), right.box(c.viewB)
	w, h := sides(fineSide, boxA, boxB, math.Sqrt(left.aspect(c.viewA)*right.aspect(c.viewB)))
	ga, ra := laid(left.plane(c.viewA), boxA, w, h)
	gb, rb := laid(right.plane(c.viewB), boxB, w, h)
	r := areaOf(rb, gb)
	m := boxToBox(ra, rb)
	switch {
	case c.lookedFine:
		m = c.Map
	case c.reached == 2:
		m = c.Map.between(unitBox, unitBox, ra, rb)
	}
	la, _ := through(ga, m, r)
	return threePanels(la, gb.cut(r), c.Tone)
}

// besideCrop draws the part of the wider picture and the crop, A before B, as
// they lie on one another, and their difference.
func besideCrop(a, b *thumb, c cropping, wideIsA bool) image.Image {
	left, right := a.in(0), b.in(0)
	if c.mirrored {
		left = a.in(1)
	}
	wide, narrow := left, right
	if !wideIsA {
		wide, narrow = right, left
	}
	boxW, boxN := wide.box(wide.cropView()), narrow.box(narrow.cropView())
	part := box{boxW.x0 + c.part.x0*boxW.w(), boxW.y0 + c.part.y0*boxW.h(), boxW.x0 + c.part.x1*boxW.w(), boxW.y0 + c.part.y1*boxW.h()}
	w, h := sides(fineSide, boxN, boxN, boxN.w()/boxN.h())
	// A crop may be said to reach a little beyond the wider one.
	seen := box{max(part.x0, 0), max(part.y0, 0), min(part.x1, float64(wide.luma[0].W)), min(part.y1, float64(wide.luma[0].H))}
	kx, ky := float64(w)/part.w(), float64(h)/part.h()
	seenW, seenH := max(int(seen.w()*kx+.5), 1), max(int(seen.h()*ky+.5), 1)
	kx, ky = float64(seenW)/seen.w(), float64(seenH)/seen.h()
	ga, lb := shrink(wide.luma[0], seen, seenW, seenH), shrink(narrow.luma[0], boxN, w, h)
	r := area{0, 0, w, h}
	start := boxToBox(box{(part.x0 - seen.x0) * kx, (part.y0 - seen.y0) * ky, (part.x1 - seen.x0) * kx, (part.y1 - seen.y0) * ky}, box{0, 0, float64(w), float64(h)})
	// The part is said to whole cells; edges show half of one.
	la, _ := through(ga, refine(ga, lb, r, start, 6, 2), r)
	if !wideIsA {
		la, lb = lb, la
	}
	return threePanels(la, lb, fitTone(la, lb))
}

// threePanels draws A, B, and what is left of A in the tone of B: grey where
// nothing is.
func threePanels(la, lb grid, t tone) image.Image {
	difference := subtract(la, lb, t)
	const gap = 8
	out := image.NewGray(image.Rect(0, 0, 3*lb.w+2*gap, lb.h))
	for i := range out.Pix {
		out.Pix[i] = 255
	}
	for y := range lb.h {
		for x := range lb.w {
			set := func(panel int, v float32) {
				out.SetGray(panel*(lb.w+gap)+x, y, color.Gray{Y: uint8(min(max(v, 0), 255))})
			}
			i := y*lb.w + x
			set(0, la.v[i])
			set(1, lb.v[i])
			set(2, 128+2*difference.v[i])
		}
	}
	return out
}
