package stats

import (
	"cmp"
	"slices"
)

// discoveries turns p-values into q-values: the least share of false ones
// among the discoveries at which each would count as one (Benjamini and
// Hochberg 1995).
func discoveries(ps []float64) []float64 {
	order := make([]int, len(ps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ps[a], ps[b]) })
	qs := make([]float64, len(ps))
	least := 1.
	for rank := len(order) - 1; rank >= 0; rank-- {
		i := order[rank]
		least = min(least, ps[i]*float64(len(ps))/float64(rank+1))
		qs[i] = least
	}
	return qs
}
