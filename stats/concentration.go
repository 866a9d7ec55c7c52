package stats

import (
	"math"
	"slices"
)

// Lean says how much of a set rests on few names, such as artists. All figures
// are over uses: an image with two characters counts for both.
type Lean struct {
	Distinct  int     `json:"distinct"`
	Effective float64 `json:"effective"` // exp of the entropy: as many names, evenly used, would be as diverse
	Gini      float64 `json:"gini"`      // 0 when all are used alike, near 1 when one is used alone
	Top1      float64 `json:"top1"`      // share of the uses that the first name has
	Top10     float64 `json:"top10"`
	Top100    float64 `json:"top100"`
	Half      int     `json:"half"` // names that together have half of the uses
}

func leanOf(counts []int64) *Lean {
	sorted := slices.Sorted(slices.Values(counts))
	slices.Reverse(sorted)
	var total float64
	for _, k := range sorted {
		total += float64(k)
	}
	l := &Lean{Distinct: len(sorted)}
	if total == 0 {
		return l
	}
	entropy, sum, ranked := 0., 0., 0.
	for i, k := range sorted {
		p := float64(k) / total
		entropy -= p * math.Log(p)
		if sum < .5 {
			l.Half = i + 1
		}
		sum += p
		ranked += float64(len(sorted)-i) * p
		switch i + 1 {
		case 1:
			l.Top1 = sum
		case 10:
			l.Top10 = sum
		case 100:
			l.Top100 = sum
		}
	}
	if len(sorted) < 10 {
		l.Top10 = 1
	}
	if len(sorted) < 100 {
		l.Top100 = 1
	}
	l.Effective = math.Exp(entropy)
	n := float64(len(sorted))
	// With ranks from the smallest up, Gini = 2·Σ rank·p / n − (n+1)/n.
	l.Gini = max(0, 2*ranked/n-(n+1)/n)
	return l
}
