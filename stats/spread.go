package stats

import (
	"math"
	"slices"
)

// Spread is where the numbers of a property lie.
type Spread struct {
	Mean   float64 `json:"mean"`
	P5     float64 `json:"p5"`
	P25    float64 `json:"p25"`
	Median float64 `json:"median"`
	P75    float64 `json:"p75"`
	P95    float64 `json:"p95"`
}

// spread is nil when the property is known of no image.
func (s *set) spread(at int, least level) *Spread {
	var all []float32
	sum := 0.
	for i, x := range s.numbers[at] {
		if s.level[i] >= least && !math.IsNaN(float64(x)) {
			all = append(all, x)
			sum += float64(x)
		}
	}
	if len(all) == 0 {
		return nil
	}
	slices.Sort(all)
	at5 := func(q float64) float64 { return float64(all[int(q*float64(len(all)-1)+.5)]) }
	return &Spread{Mean: sum / float64(len(all)), P5: at5(.05), P25: at5(.25), Median: at5(.5), P75: at5(.75), P95: at5(.95)}
}
