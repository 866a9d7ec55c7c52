package dedup

import "github.com/winnow-data/winnow/dataset"

// clearlyRedrawn is how far, over the limit, one place of a picture stands out that
// the best picture of a star finds redrawn.
const clearlyRedrawn = 1.5

// withoutRedrawn is a star without those that the best picture of it, where that is
// not the centre, finds clearly redrawn: an edit that is plain beside what was not
// shrunk or blurred drowns in what a lesser centre has lost.
func (p *part) withoutRedrawn(centre int32, star []int32) ([]int32, error) {
	best := centre
	for _, i := range star {
		if compareQuality(&p.pictures[i], &p.pictures[best]) < 0 {
			best = i
		}
	}
	if best == centre {
		return star, nil
	}
	var kept []int32
	for _, i := range star {
		if i != best && len(p.ways[pairOf(best, i)]) > 0 {
			j, err := p.judgeOnce(best, i)
			if err != nil {
				return nil, err
			}
			if j.redrawn {
				pair := pairOf(centre, i)
				found := p.judged[pair]
				found.class, found.distance, found.redrawn = dataset.ClassVariant, 1, true
				p.judged[pair] = found
				continue
			}
		}
		kept = append(kept, i)
	}
	return kept, nil
}
