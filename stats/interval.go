package stats

import "math"

// z95 is the normal quantile of a two-sided 95 % interval.
const z95 = 1.959963984540054

// wilson is the 95 % score interval of a share of k in n (Wilson 1927). Unlike
// the textbook one it stays within 0 and 1, and holds for shares near them.
func wilson(k, n int64) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	return score(float64(k)/float64(n), float64(n))
}

// score is the interval of a share p that rests on n independent images, which
// need not be a whole number.
func score(p, n float64) (low, high float64) {
	centre := p + z95*z95/(2*n)
	half := z95 * math.Sqrt(p*(1-p)/n+z95*z95/(4*n*n))
	scale := 1 + z95*z95/n
	low, high = (centre-half)/scale, (centre+half)/scale
	if p == 0 {
		low = 0
	}
	if p == 1 {
		high = 1
	}
	return low, high
}
