package dedup

import (
	"cmp"
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// How good a picture is does not tell which of a picture and its mirror image
// is the one that was drawn. What tells it, if anything, is how most of the
// copies stand, and where these are as many, which of them came with more: a
// mirror image is made of a post, and seldom posted with its tags and source.

// stance is the pictures of a star that stand in one position.
type stance struct {
	position position // that the centre is brought into
	members  []int32
	copies   int   // files of different bytes, those of equal pixels too
	metadata int   // of the one that came with most
	created  int64 // of the earliest
}

// upright is the picture that a star should have as its centre, with the star
// that it then has: another one than centre where the picture is known to stand
// otherwise, and one that is as good stands so and is the same as all others.
func (p *part) upright(centre int32, star []int32) (int32, []int32, bool, error) {
	if p.pictures[centre].standing != free {
		return centre, star, false, nil
	}
	right := p.stances(centre, star)[0]
	if right.position == 0 {
		return centre, star, false, nil
	}
	slices.SortFunc(right.members, p.byRank)
	tried := 0
	for _, i := range right.members {
		if !asGood(&p.pictures[i], &p.pictures[centre]) {
			continue
		}
		if tried++; tried > leadersByRank {
			break
		}
		wider, err := p.star(i)
		if err != nil {
			return 0, nil, false, err
		}
		if takesIn(wider, i, centre, star) {
			return i, wider, true, nil
		}
	}
	return centre, star, false, nil
}

// stances parts a star by position, the one that is upright first.
func (p *part) stances(centre int32, star []int32) []stance {
	var of [positions]stance
	for _, i := range append([]int32{centre}, star...) {
		at := position(0)
		if i != centre {
			pair := pairOf(centre, i)
			if at = p.judged[pair].best.position; centre != pair[0] {
				at = at.inverse()
			}
		}
		s := &of[at]
		if len(s.members) == 0 {
			*s = stance{position: at, created: p.pictures[i].created}
		}
		s.members = append(s.members, i)
		s.copies += p.copies(i)
		s.metadata, s.created = max(s.metadata, p.pictures[i].metadata), min(s.created, p.pictures[i].created)
	}
	all := slices.DeleteFunc(of[:], func(s stance) bool { return len(s.members) == 0 })
	slices.SortFunc(all, func(x, y stance) int {
		return cmp.Or(cmp.Compare(y.copies, x.copies), cmp.Compare(y.metadata, x.metadata),
			cmp.Compare(x.created, y.created), cmp.Compare(x.position, y.position))
	})
	return all
}

// copies is how many pictures a picture stands for, with itself.
func (g *grouper) copies(i int32) int { return 1 + int(g.standsFor[i]) }

// asGood says that nothing is lost if a is kept rather than b, but for how it
// was saved.
func asGood(a, b *picture) bool {
	return (!a.damaged || b.damaged) && (a.coloured || !b.coloured) && a.sizeClass() >= b.sizeClass()
}

// takesIn says that the star of centre i has another centre and all of its star.
func takesIn(wider []int32, i, centre int32, star []int32) bool {
	in := make(map[int32]bool, len(wider)+1)
	in[i] = true
	for _, m := range wider {
		in[m] = true
	}
	return in[centre] && !slices.ContainsFunc(star, func(m int32) bool { return !in[m] })
}

// standsRight says that of two pictures that are mirrored or turned, a is kept
// for how it stands though b is the better one.
func standsRight(a, b *picture, class dataset.Class) bool {
	turned := class == dataset.ClassFlip || class == dataset.ClassRotation
	from := cmp.Or(cmp.Compare(b.metadata, a.metadata), cmp.Compare(a.created, b.created))
	return turned && b.standing == free && a.standing == free && from < 0 && asGood(a, b)
}
