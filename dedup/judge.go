package dedup

import (
	"fmt"
	"math"
	"strings"

	"github.com/winnow-data/winnow/dataset"
)

// judgement is what is held of a pair.
type judgement struct {
	class     dataset.Class // empty when they are different pictures
	transform string        // what makes B of A
	reverse   string        // what makes A of B
	distance  float64
	redrawn   bool       // a variant in which one place clearly stands out
	best      comparison // the one that decided
}

// judge compares a and b in each of the ways that the candidates name, and
// takes the first that holds.
func judge(a, b *thumb, ways []candidate) judgement {
	var variant *comparison
	var nearest comparison
	var right *sheet
	laidA := map[position]*sheet{}
	for i, way := range ways {
		if right == nil {
			right = b.in(0)
		}
		left := laidA[way.position]
		if left == nil {
			left = a.in(way.position)
			laidA[way.position] = left
		}
		c := compareBothWays(left, way.viewA, right, way.viewB)
		if a.opaque != b.opaque && c.reached > 0 && (!c.same() || c.GreyA != c.GreyB) {
			c = better(c, compareOnGround(left, way.viewA, right, way.viewB))
		}
		c.bits = int(way.bits)
		if c.same() && !a.opaque && !b.opaque {
			// Where both are flat on the other background, as black ink is on
			// black, that background says nothing.
			if other := compare(left, way.viewA^2, right, way.viewB^2); other.reached == 2 || other.StructureMost >= 2*leastStructure {
				c = worse(c, other)
			}
			c.bits = int(way.bits)
		}
		if variant == nil && c.same() && way.position != 0 && c.distance() > secondChance {
			if upright := compare(a.in(0), way.viewA, right, way.viewB); upright.variant() {
				variant = &upright
			}
		}
		if c.same() && (variant == nil || c.position == variant.position || mirrorsBetter(&c, variant)) {
			return judgement{classOf(c), describe(c, a, b), describe(c.reverse(), b, a), c.distance(), false, c}
		}
		if variant == nil && c.variant() {
			variant = &c
		}
		if i == 0 || c.reached > nearest.reached || c.reached == nearest.reached && c.Agree > nearest.Agree {
			nearest = c
		}
	}
	if variant != nil {
		return judgement{dataset.ClassVariant, describe(*variant, a, b), describe(variant.reverse(), b, a), 1, variant.place > clearlyRedrawn, *variant}
	}
	return judgement{best: nearest, distance: math.Inf(1)}
}

const (
	mirrorMost    = .8  // distance within which a mirror image may be one of what looks redrawn as it stands,
	clearlyNearer = 1.5 // if it is so many times as near
)

// mirrorsBetter says that a picture is the other mirrored or turned rather than the
// other redrawn: what is all but symmetric looks so as it stands.
func mirrorsBetter(turned, upright *comparison) bool {
	d := turned.distance()
	return d <= secondChance || d <= mirrorMost && d*clearlyNearer <= upright.distance()
}

// backAgrees is the share of tiles that must agree for a pair to be looked at from
// the other side as well.
const backAgrees = .5

// compareBothWays lays A on B, and, where that does not find them the same, B on A: what
// was clipped or blurred cannot be brought back, and which of the two is called A is
// chance. What is the same from one side alone must be so closely, or in the mean of both.
func compareBothWays(a *sheet, va view, b *sheet, vb view) comparison {
	c := compare(a, va, b, vb)
	if c.same() || c.reached == 0 || c.Agree < backAgrees {
		return c
	}
	back := compare(b, vb, a, va)
	if !back.same() || back.distance() > secondChance && (c.reached < 2 || back.distance()+c.distance() > 2) {
		return c
	}
	back = back.reverse()
	back.position, back.Map = a.pos, back.Map.inverse()
	return back
}

// compareOnGround compares two views of which one is opaque, once the other is
// laid on the ground that the opaque one lies on.
func compareOnGround(a *sheet, va view, b *sheet, vb view) comparison {
	if a.opaque {
		if b = b.onGroundOf(vb, a, va); b == nil {
			return comparison{}
		}
	} else if a = a.onGroundOf(va, b, vb); a == nil {
		return comparison{}
	}
	return compareBothWays(a, va, b, vb)
}

// better is the comparison that speaks more for the pair: y only where it finds
// it the same in colour as well.
func better(x, y comparison) comparison {
	if y.same() && y.GreyA == y.GreyB {
		return y
	}
	return x
}

// reverse is the comparison as seen from B, as far as describe needs it.
func (c comparison) reverse() comparison {
	r := c
	r.viewA, r.viewB = c.viewB, c.viewA
	r.position = c.position.inverse()
	r.GreyA, r.GreyB = c.GreyB, c.GreyA
	if c.Tone.Gamma == 1 && c.Tone.Gain > .01 {
		r.Tone = tone{1 / c.Tone.Gain, -c.Tone.Offset / c.Tone.Gain, 1}
	} else if c.Tone.Gamma != 1 {
		r.Tone.Gamma = 1 / c.Tone.Gamma
	}
	return r
}

// worse is the comparison that speaks more against the pair.
func worse(x, y comparison) comparison {
	if !y.same() || x.same() && y.distance() > x.distance() {
		return y
	}
	return x
}

func classOf(c comparison) dataset.Class {
	switch {
	case c.GreyA != c.GreyB:
		return dataset.ClassGrey
	case c.position == 0:
		return dataset.ClassCopy
	case c.position.turns():
		return dataset.ClassRotation
	}
	return dataset.ClassFlip
}

// describe says in words and numbers what turns A into B.
func describe(c comparison, a, b *thumb) string {
	var parts []string
	add := func(format string, args ...any) { parts = append(parts, fmt.Sprintf(format, args...)) }
	if c.position != 0 {
		add("%s", c.position)
	}
	if c.viewA.inner() != c.viewB.inner() || c.viewA.inner() && marginShare(a) != marginShare(b) {
		switch ma, mb := marginShare(a), marginShare(b); {
		case mb > ma+.01:
			add("margins added")
		case ma > mb+.01:
			add("margins removed")
		}
	}
	scale := math.Sqrt(contentArea(b) / contentArea(a))
	if math.Abs(scale-1) > .01 {
		add("scaled ×%.3g", scale)
	}
	if c.GreyB {
		add("colour removed")
	}
	if c.GreyA {
		add("colour added")
	}
	if a.opaque != b.opaque {
		add("alpha %s", map[bool]string{true: "removed", false: "added"}[b.opaque])
	}
	if math.Abs(c.Tone.Gain-1) > .04 || math.Abs(c.Tone.Offset) > 6 || c.Tone.Gamma != 1 {
		add("tone shifted: gain %.2f, offset %+.0f, gamma %.2f", c.Tone.Gain, c.Tone.Offset, c.Tone.Gamma)
	}
	if len(parts) == 0 {
		return "re-encoded"
	}
	return strings.Join(parts, ", ")
}

// contentArea is the pixels of a picture without its margins.
func contentArea(t *thumb) float64 {
	return float64(t.width) * float64(t.height) * (1 - marginShare(t))
}

// marginShare is the share of a picture's area that is margin.
func marginShare(t *thumb) float64 {
	return 1 - t.whiteBox.w()*t.whiteBox.h()/float64(t.white.W*t.white.H)
}
