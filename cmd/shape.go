package cmd

import (
	"math"
	"slices"
	"strings"
)

const (
	shapeWidth  = 24     // steps of a drawn distribution
	shapeSample = 20_000 // values that it is drawn from at most
)

// shape is the distribution of a measure. Its values come in the order of
// ids, which are hashes, so that the first are a sample by chance.
type shape struct{ values []float64 }

func (s *shape) add(v float64) {
	if len(s.values) < shapeSample {
		s.values = append(s.values, v)
	}
}

// draw is the distribution in blocks, from all but the lowest to all but the
// highest hundredth, with the step of a value in brackets. A step that has
// values is never blank; heights go by the square root of their number.
func (s *shape) draw(value float64) string {
	slices.Sort(s.values)
	cut := len(s.values) / 100
	low, high := s.values[cut], s.values[len(s.values)-1-cut]
	step := func(v float64) int {
		if high <= low {
			return shapeWidth / 2
		}
		return int(min(shapeWidth-1, max(0, (v-low)/(high-low)*shapeWidth)))
	}
	var counts [shapeWidth]int
	for _, v := range s.values {
		counts[step(v)]++
	}
	most, mine := float64(slices.Max(counts[:])), step(value)
	var b strings.Builder
	for i, n := range counts {
		block := ' '
		if n > 0 {
			block = []rune("▁▂▃▄▅▆▇█")[int(math.Ceil(math.Sqrt(float64(n)/most)*8))-1]
		}
		switch {
		case i == mine:
			b.WriteString("[" + string(block) + "]")
		default:
			b.WriteRune(block)
		}
	}
	return b.String()
}
