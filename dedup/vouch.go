package dedup

import (
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// A copy that agrees with most of a star, but not with its centre, is not lost
// where one of the centre's own copies agrees with it closely: what few colours or
// a stretched side put between the two, that one does not have. Both steps must be
// short, nobody goes by more than one voucher, and what looks redrawn beside the
// centre itself stays away, so that no chain of small differences is followed.

const (
	vouchersAsked = 3  // copies of a centre that are asked about a picture, the nearest
	vouchedMost   = .8 // how far a voucher may be from the centre, and a picture from the voucher
)

// vouch lets pictures that lead fewer others than a centre go to it by one of its copies.
func (p *part) vouch() error {
	stars := map[int32][]int32{}
	for i, v := range p.taken {
		stars[v.survivor] = append(stars[v.survivor], i)
	}
	var alone []int32
	for i := range p.partners {
		if _, gone := p.taken[i]; !gone && p.pictures[i].standing == free {
			alone = append(alone, i)
		}
	}
	slices.SortFunc(alone, func(x, y int32) int { return p.byRank(y, x) })
	vouchers := map[int32]int32{} // copies, with their centre
	for i, v := range p.taken {
		if v.class == dataset.ClassCopy || v.class == dataset.ClassGrey {
			vouchers[i] = v.survivor
		}
	}
	for _, i := range alone {
		to, by, err := p.voucherOf(i, vouchers, stars)
		if err != nil {
			return err
		}
		if by < 0 {
			continue
		}
		if err := p.goBy(i, to, by, stars); err != nil {
			return err
		}
	}
	return nil
}

// voucherOf is the centre that picture i may go to, and the copy of it that vouches
// for it; −1 for none.
func (p *part) voucherOf(i int32, vouchers map[int32]int32, stars map[int32][]int32) (to, by int32, err error) {
	known := map[int32][]int32{} // the copies of each centre that may vouch, the nearest first
	var centres []int32
	for _, other := range p.partners[i] {
		centre, ok := vouchers[other]
		if !ok || p.taken[other].survivor != centre || centre == i || len(stars[centre]) <= len(stars[i]) {
			continue
		}
		if p.judged[pairOf(i, centre)].class == dataset.ClassVariant || p.isApart(i, centre, stars[centre]) {
			continue
		}
		if known[centre] == nil {
			centres = append(centres, centre)
		}
		known[centre] = append(known[centre], other)
	}
	for _, centre := range centres {
		for _, by := range p.asked(i, known[centre]) {
			j, err := p.judgeOnce(i, by)
			if err != nil {
				return 0, -1, err
			}
			if p.vouches(by, j) {
				return centre, by, nil
			}
		}
	}
	return 0, -1, nil
}

// vouches says that a copy that agrees with a picture so may vouch for it: both steps
// are short, or this one is the shorter for the other.
func (p *part) vouches(by int32, j judgement) bool {
	most := vouchedMost
	if p.taken[by].distance > vouchedMost {
		most = secondChance
	}
	return p.options.drops(j.class) && j.distance <= most
}

// asked are those of the copies of a centre, the nearest first, that are asked about
// picture i: the nearest, and the best of those that kept the transparency that i may
// have been flattened from, on whatever ground, and that the centre has lost.
func (p *part) asked(i int32, copies []int32) []int32 {
	some := slices.Clone(copies[:min(vouchersAsked, len(copies))])
	if !p.pictures[i].opaque {
		return some
	}
	clear := int32(-1)
	for _, other := range copies {
		if !p.pictures[other].opaque && (clear < 0 || p.byRank(other, clear) < 0) {
			clear = other
		}
	}
	if clear >= 0 && !slices.Contains(some, clear) {
		some = append(some, clear)
	}
	return some
}

// classBy is the class of what agrees so with a picture of a star, seen from its centre:
// what is a copy of a picture that has colour where the centre has none, or the other
// way round, is one but for the colour.
func (p *part) classBy(with int32, class dataset.Class) dataset.Class {
	if p.taken[with].class != dataset.ClassGrey || class == dataset.ClassCrop {
		return class
	}
	if class == dataset.ClassGrey {
		return dataset.ClassCopy
	}
	return dataset.ClassGrey
}

// goBy moves picture i to a centre by a voucher, and what it leads along with it, as
// far as that agrees with either.
func (p *part) goBy(i, to, by int32, stars map[int32][]int32) error {
	moved, leavers := map[int32]verdict{}, 0
	for _, m := range append(slices.Clone(stars[i]), i) {
		v := verdict{survivor: m}
		for _, with := range []int32{to, by} {
			if len(p.ways[pairOf(m, with)]) == 0 {
				continue
			}
			j, err := p.judgeOnce(m, with)
			if err != nil {
				return err
			}
			if p.options.drops(j.class) && (with == to || p.vouches(by, j)) {
				v = verdict{to, p.classBy(with, j.class), seenFrom(with, pairOf(m, with), j), j.distance, false}
				break
			}
		}
		if moved[m] = v; v.survivor == m {
			leavers++
		}
	}
	if !mayLeave(leavers, len(stars[i]), len(stars[to])) {
		return nil
	}
	for m, v := range moved {
		if delete(p.taken, m); v.survivor != m {
			p.taken[m] = v
			stars[to] = append(stars[to], m)
		}
	}
	delete(stars, i)
	return nil
}
