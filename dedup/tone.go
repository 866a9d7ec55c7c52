package dedup

import "math"

// tone is how the grey levels of A became those of B: gain · (A/255)^gamma ·
// 255 + offset, clipped to what a byte holds.
type tone struct {
	Gain   float64 `json:"gain"`
	Offset float64 `json:"offset"` // grey levels
	Gamma  float64 `json:"gamma"`
}

var noTone = tone{1, 0, 1}

func (t tone) apply(v float32) float32 {
	x := float64(v)
	if t.Gamma != 1 {
		x = 255 * math.Pow(max(x, 0)/255, t.Gamma)
	}
	return float32(min(max(t.Gain*x+t.Offset, 0), 255))
}

// table is the tone of every whole grey level.
func (t tone) table() (levels [257]float32) {
	for i := range levels {
		levels[i] = t.apply(float32(min(i, 255)))
	}
	return levels
}

const (
	clipHigh = 249 // grey levels from which light may have been clipped
	clipLow  = 4
)

var gammas = []float64{.45, .55, .65, .75, .85, 1.15, 1.3, 1.5, 1.8, 2.2}

// fitTone finds the tone that brings a nearest to b, cell by cell. A gamma
// other than 1 must pay for itself.
func fitTone(a, b grid) tone {
	best, bestError := fitGain(a, b, 1)
	if bestError < 1 {
		return best
	}
	for _, gamma := range gammas {
		t, e := fitGain(a, b, gamma)
		if e < .75*bestError {
			best, bestError = t, e
		}
	}
	return best
}

// fitGain is the best tone of that gamma by weighted least squares, and the
// mean size of what is left, in which no cell counts more than 30.
func fitGain(a, b grid, gamma float64) (tone, float64) {
	t := tone{1, 0, gamma}
	curve := tone{1, 0, gamma}.table()
	spread := 40.0
	left := 0.0
	for range 4 {
		var n, sx, sy, sxx, sxy, total, count float64
		for i, av := range a.v {
			bv := float64(b.v[i])
			x := float64(curve[int(min(max(av, 0), 255))])
			e := bv - min(max(t.Gain*x+t.Offset, 0), 255)
			total += min(math.Abs(e), 30)
			count++
			if clipped := bv >= clipHigh && t.Gain*x+t.Offset > 255 || bv <= clipLow && t.Gain*x+t.Offset < 0; clipped {
				continue
			}
			w := 1 / (1 + e*e/(spread*spread))
			n += w
			sx += w * x
			sy += w * bv
			sxx += w * x * x
			sxy += w * x * bv
		}
		left = total / max(count, 1)
		spread = max(4, 2*left)
		det := n*sxx - sx*sx
		if n < 16 || det < 1e-3*n*n {
			t.Gain = 1
			if n > 0 {
				t.Offset = (sy - sx) / n
			}
			continue
		}
		t.Gain = (n*sxy - sx*sy) / det
		t.Offset = (sy - t.Gain*sx) / n
	}
	return t, left
}
