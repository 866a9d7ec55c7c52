package tags

import (
	"cmp"
	"slices"
)

// Seriate gives tags of one slot a rank in which those that often come
// together are close, and those that avoid each other apart: average chains
// are joined from the closest pair on, end to end. Order takes it to put
// tags that nothing else tells apart.
func (p *Pairs) Seriate() map[string]int {
	type edge struct {
		a, b string
		npmi float64
	}
	var edges []edge
	for s := range p.All(3) {
		x, y := placeOf(s.A), placeOf(s.B)
		if x.group == y.group && x.slot == y.slot && s.NPMI > 0 {
			edges = append(edges, edge{s.A, s.B, s.NPMI})
		}
	}
	slices.SortFunc(edges, func(x, y edge) int {
		return cmp.Or(-cmp.Compare(x.npmi, y.npmi), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	chain := map[string][]string{}
	for _, e := range edges {
		left, right := chainOf(chain, e.a), chainOf(chain, e.b)
		if left[0] == right[0] {
			continue
		}
		// The ends that join are those nearest to the closest pair.
		if slices.Index(left, e.a) < len(left)/2 {
			slices.Reverse(left)
		}
		if slices.Index(right, e.b) > len(right)/2 {
			slices.Reverse(right)
		}
		joined := slices.Concat(left, right)
		for _, tag := range joined {
			chain[tag] = joined
		}
	}
	rank := make(map[string]int, len(p.names))
	for _, tag := range p.names {
		if _, done := rank[tag]; done {
			continue
		}
		for _, member := range chainOf(chain, tag) {
			rank[member] = len(rank) + 1
		}
	}
	return rank
}

func chainOf(chain map[string][]string, tag string) []string {
	if c, ok := chain[tag]; ok {
		return slices.Clone(c)
	}
	return []string{tag}
}

// OrderBy is Order with the ranks of Seriate.
func OrderBy(c Categories, rank map[string]int) []string { return orderWith(c, rank) }
