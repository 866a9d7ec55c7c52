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
	vouchers := map[int32]int32{} // copies that are near their centre, with it
	for i, v := range p.taken {
		if v.class == dataset.ClassCopy && v.distance <= vouchedMost {
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
	asked := map[int32]int{}
	for _, other := range p.partners[i] {
		centre, ok := vouchers[other]
		if !ok || p.taken[other].survivor != centre || centre == i || len(stars[centre]) <= len(stars[i]) {
			continue
		}
		if p.judged[pairOf(i, centre)].class == dataset.ClassVariant || p.isApart(i, centre, stars[centre]) {
			continue
		}
		if asked[centre]++; asked[centre] > vouchersAsked {
			continue
		}
		j, err := p.judgeOnce(i, other)
		if err != nil {
			return 0, -1, err
		}
		if p.options.drops(j.class) && j.distance <= vouchedMost {
			return centre, other, nil
		}
	}
	return 0, -1, nil
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
			if p.options.drops(j.class) && (with == to || j.distance <= vouchedMost) {
				v = verdict{to, j.class, seenFrom(with, pairOf(m, with), j), j.distance, false}
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
