package filter

import (
	"fmt"
	"math"
	"slices"
	"strconv"
)

const (
	gapLeast     = 30  // values without which a distribution says nothing
	gapBeyond    = 3   // values that must lie beyond a gap
	gapNeighbour = 50  // spacings on either side that one is compared with
	outlierAt    = 3.5 // median absolute deviations, scaled to the normal's, from the median
)

// madScale makes the median absolute deviation of normal values their standard
// deviation.
const madScale = 1.4826

// parting is where a distribution parts what is usual from a tail.
type parting struct {
	at  float64
	why string
}

// partingOf finds where the sorted values have their tail, above or below the
// median, between low and high: at a gap that is no accident, or else at 3.5
// deviations of that half from the median. ok is false where there is none, or
// too few values.
//
// The spacing of the k-th value from the end of an exponential tail has mean θ/k
// (Rényi 1953), so k times the spacing is compared with its neighbours': of m
// such numbers the largest is above θ(ln m + 3) in one set of twenty by chance.
func partingOf(sorted []float64, above bool, low, high float64) (p parting, ok bool) {
	if len(sorted) < gapLeast {
		return p, false
	}
	sign := 1.
	if !above {
		sign, low, high = -1, -high, -low
	}
	tail := tailOf(sorted, above)
	if lo, hi, ok := gapIn(tail, low, high); ok {
		at := roundest(sign*max(lo, low), sign*min(hi, high))
		return parting{at, fmt.Sprintf("a gap from %s to %s", brief(min(sign*lo, sign*hi)), brief(max(sign*lo, sign*hi)))}, true
	}
	away := make([]float64, len(tail))
	for i, v := range tail {
		away[i] = v - tail[0]
	}
	edge := tail[0] + outlierAt*madScale*away[len(away)/2]
	if edge == tail[0] || tail[len(tail)-1] <= edge || edge < low || edge > high {
		return p, false
	}
	edge, err := strconv.ParseFloat(fmt.Sprintf("%.3g", sign*edge), 64)
	return parting{edge, "3.5 deviations from the median"}, err == nil
}

// nearby is where another threshold of a column still asks the same question:
// from half as far to twice as far from either end of its range.
func nearby(column string, at float64) (low, high float64) {
	from, to := 0., math.Inf(1)
	if m, err := measures.Get(column); err == nil {
		from, to = m.Low, m.High
	}
	low, high = from+(at-from)/2, from+(at-from)*2
	if !math.IsInf(to, 0) {
		low, high = max(low, to-(to-at)*2), min(high, to-(to-at)/2)
	}
	return low, high
}

// tailOf is the half of the values from the median to the end that is asked
// after, rising; those below the median are negated.
func tailOf(sorted []float64, above bool) []float64 {
	if above {
		return sorted[len(sorted)/2:]
	}
	tail := make([]float64, 0, len(sorted)/2+1)
	for _, v := range slices.Backward(sorted[:len(sorted)/2+1]) {
		tail = append(tail, -v)
	}
	return tail
}

// gapIn is the gap of rising values, in part between low and high, that stands
// out most.
func gapIn(tail []float64, low, high float64) (lo, hi float64, ok bool) {
	m := len(tail) - gapBeyond
	if m < 2 {
		return 0, 0, false
	}
	spacing := make([]float64, m) // each by what lies beyond it
	sums := make([]float64, m+1)
	for i := range spacing {
		spacing[i] = (tail[i+1] - tail[i]) * float64(len(tail)-1-i)
		sums[i+1] = sums[i] + spacing[i]
	}
	most := 0.
	limit := math.Log(float64(m)) + 3
	for i, s := range spacing {
		if tail[i+1] <= low || tail[i] >= high {
			continue
		}
		from, to := max(0, i-gapNeighbour), min(m, i+gapNeighbour+1)
		usual := (sums[to] - sums[from] - s) / float64(to-from-1)
		if usual > 0 && s > limit*usual && s/usual > most {
			most, lo, hi, ok = s/usual, tail[i], tail[i+1], true
		}
	}
	return lo, hi, ok
}

// roundest is a number between lo and hi, near the middle, in as few digits as
// will do.
func roundest(lo, hi float64) float64 {
	lo, hi = min(lo, hi), max(lo, hi)
	middle := lo + (hi-lo)/2
	for digits := 1; digits < 15; digits++ {
		v, err := strconv.ParseFloat(strconv.FormatFloat(middle, 'g', digits, 64), 64)
		if err == nil && v > lo && v < hi {
			return v
		}
	}
	return middle
}
