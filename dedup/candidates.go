package dedup

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/winnow-data/winnow/internal/pool"
)

// candidate is a pair of pictures, by number, that may be the same: two views
// whose hashes are near once A is brought into a position.
type candidate struct {
	a, b         int32 // a < b
	viewA, viewB view
	position     position // that A is brought into
	bits         uint8    // signs that differ, in 256 that are sure
}

func (c candidate) pair() [2]int32 { return [2]int32{c.a, c.b} }

// tries is how many ways to lay a pair on one another are verified at most.
const tries = 4

// node is the hash of a view of a picture.
type node struct {
	hash    folded
	picture int32
	view    view
}

// search finds the candidates within radius among the nodes, ordered by pair,
// the nearest first: all of them in small sets, by comparing each with each;
// in large ones those that a forest finds.
func search(ctx context.Context, nodes []node, radius, workers int) ([]candidate, error) {
	most := reach(radius)
	if len(nodes) > exhaustiveMost {
		near, err := nearby(ctx, nodes, &most, workers)
		if err != nil {
			return nil, err
		}
		return waysOfAll(ctx, nodes, near, &most, workers)
	}
	var found []candidate
	starts := func(yield func(int, error) bool) {
		for i := range nodes {
			if !yield(i, nil) {
				return
			}
		}
	}
	work := func(_ context.Context, i int) []candidate { return nearTo(nodes, i, &most) }
	emit := func(_ int, some []candidate) error {
		found = append(found, some...)
		return nil
	}
	if err := pool.Ordered(ctx, workers, iter.Seq2[int, error](starts), work, emit); err != nil {
		return nil, err
	}
	return arrange(found), nil
}

// waysOfAll are the candidates of those pairs.
func waysOfAll(ctx context.Context, nodes []node, near []nodePair, most *[257]int, workers int) ([]candidate, error) {
	const some = 1 << 12
	work := func(_ context.Context, pairs []nodePair) (out []candidate) {
		for _, p := range pairs {
			out = append(out, waysOf(&nodes[p>>32], &nodes[uint32(p)], most)...)
		}
		return out
	}
	found := make([]candidate, 0, len(near)+len(near)/4)
	emit := func(_ []nodePair, some []candidate) error {
		found = append(found, some...)
		return nil
	}
	chunks := func(yield func([]nodePair, error) bool) {
		for chunk := range slices.Chunk(near, some) {
			if !yield(chunk, nil) {
				return
			}
		}
	}
	if err := pool.Ordered(ctx, workers, iter.Seq2[[]nodePair, error](chunks), work, emit); err != nil {
		return nil, err
	}
	return arrange(found), nil
}

// nearTo compares node i with all later ones.
func nearTo(nodes []node, i int, most *[257]int) (out []candidate) {
	from := &nodes[i]
	var turned [positions]folded
	for p := range turned {
		turned[p] = from.hash.in(position(p))
	}
	for j := i + 1; j < len(nodes); j++ {
		to := &nodes[j]
		if to.picture == from.picture {
			continue
		}
		for p := range turned {
			if differ, of := turned[p].distance(&to.hash); differ <= most[of] {
				out = append(out, makeCandidate(from, to, position(p), inAll(differ, of)))
			}
		}
	}
	return out
}

// inAll is how many of 256 would differ if so many of the sure ones do.
func inAll(differ, of int) int { return min(256*differ/max(of, 1), 255) }

func makeCandidate(from, to *node, p position, bits int) candidate {
	if from.picture < to.picture {
		return candidate{from.picture, to.picture, from.view, to.view, p, uint8(bits)}
	}
	return candidate{to.picture, from.picture, to.view, from.view, p.inverse(), uint8(bits)}
}

// arrange sorts candidates by pair and keeps the most promising of each. A
// picture that lies as it is comes before one that must be turned, unless that
// is clearly nearer: symmetric pictures are near in several positions.
func arrange(found []candidate) []candidate {
	slices.SortFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b), compareWays(x, y))
	})
	found = slices.Compact(found)
	kept := found[:0]
	run := 0
	for i, c := range found {
		if i > 0 && found[i].pair() == kept[len(kept)-1].pair() {
			run++
		} else {
			run = 0
		}
		if run < tries {
			kept = append(kept, c)
		}
	}
	return kept
}

// compareWays orders ways to lay the same pair, the most promising first.
func compareWays(x, y candidate) int {
	return cmp.Or(cmp.Compare(x.handicapped(), y.handicapped()), cmp.Compare(x.position, y.position),
		cmp.Compare(x.viewA, y.viewA), cmp.Compare(x.viewB, y.viewB))
}

func (c candidate) handicapped() int {
	if c.position == 0 {
		return int(c.bits)
	}
	return int(c.bits) + 8
}
