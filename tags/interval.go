package tags

import "math"

// wilsonLow is the lower end of the 95 % score interval (Wilson 1927) of a
// share of k in n.
func wilsonLow(k, n int64) float64 {
	if n == 0 {
		return 0
	}
	const z = 1.959964
	size, share := float64(n), float64(k)/float64(n)
	middle := share + z*z/(2*size)
	spread := z * math.Sqrt(share*(1-share)/size+z*z/(4*size*size))
	return math.Max(0, (middle-spread)/(1+z*z/size))
}
