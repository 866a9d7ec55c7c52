package filter

import (
	"math"
	"slices"
)

// histogram is how many images have which value of a measure, in equal steps.
type histogram struct {
	low, high float64 // values beyond are in the outermost steps
	counts    [96]int
}

// histogramOf spans what all but the outermost half per cent of the values
// do, and the thresholds, which may be nil.
func histogramOf(all []asked, thresholds ...*float64) histogram {
	var values []float64
	for _, a := range all {
		if !math.IsNaN(a.value) {
			values = append(values, a.value)
		}
	}
	h := histogram{}
	if len(values) == 0 {
		return h
	}
	slices.Sort(values)
	cut := len(values) / 200
	h.low, h.high = values[cut], values[len(values)-1-cut]
	for _, t := range thresholds {
		if t != nil {
			h.low, h.high = min(h.low, *t), max(h.high, *t)
		}
	}
	for _, v := range values {
		h.counts[min(len(h.counts)-1, int(h.at(v)*float64(len(h.counts))))]++
	}
	return h
}

// at is where a value lies between low and high, 0–1.
func (h *histogram) at(v float64) float64 {
	if h.high <= h.low {
		return .5
	}
	return min(1, max(0, (v-h.low)/(h.high-h.low)))
}
