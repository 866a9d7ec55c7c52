package filter

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

var everywhere = [2]float64{math.Inf(-1), math.Inf(1)}

// bell is n values about 10 with deviation 1, and some more.
func bell(n int, seed uint64, more ...float64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	var all []float64
	for range n {
		all = append(all, 10+r.NormFloat64())
	}
	all = append(all, more...)
	slices.Sort(all)
	return all
}

func TestPartingIsInTheGapBeforeWhatStandsApart(t *testing.T) {
	p, ok := partingOf(bell(400, 1, 19, 19.5, 20, 20.2, 21), true, everywhere[0], everywhere[1])
	if !ok || p.at < 12.5 || p.at > 19 {
		t.Errorf("parting at %v (%v), want one between the bell and the five above 19", p.at, ok)
	}
	p, ok = partingOf(bell(400, 1, 1, 1.5, 2, 2.2, .9), false, everywhere[0], everywhere[1])
	if !ok || p.at < 2.2 || p.at > 7.5 {
		t.Errorf("parting at %v (%v), want one between the five up to 2.2 and the bell", p.at, ok)
	}
}

func TestPartingOfAnUnbrokenTailIsByDeviations(t *testing.T) {
	p, ok := partingOf(bell(400, 1, 14.5), true, everywhere[0], everywhere[1])
	if !ok || p.at < 13 || p.at > 14 || p.why != "3.5 deviations from the median" {
		t.Errorf("parting %+v (%v), want one at 3.5 deviations", p, ok)
	}
}

func TestPartingIsLookedForNearTheThreshold(t *testing.T) {
	values := bell(400, 1, 19, 19.5, 20, 20.2, 21)
	if p, ok := partingOf(values, true, 16, 40); !ok || p.at < 16 || p.at > 19 {
		t.Errorf("parting at %v (%v), want the part of the gap from 16 on", p.at, ok)
	}
	if p, ok := partingOf(values, true, 22, 40); ok {
		t.Errorf("parting at %v, want none from 22 on", p.at)
	}
	for _, tt := range []struct {
		column        string
		at, low, high float64
	}{{"text_area", .2, .1, .4}, {"blur", .8, .6, .9}, {"width", 200, 100, 400}, {"chroma", 6, 3, 12}} {
		if low, high := nearby(tt.column, tt.at); math.Abs(low-tt.low) > 1e-9 || math.Abs(high-tt.high) > 1e-9 {
			t.Errorf("near %s %v: %v to %v, want %v to %v", tt.column, tt.at, low, high, tt.low, tt.high)
		}
	}
}

func TestABellRarelyHasAGap(t *testing.T) {
	gaps := 0
	for seed := range uint64(200) {
		if _, _, ok := gapIn(tailOf(bell(300, seed), true), everywhere[0], everywhere[1]); ok {
			gaps++
		}
	}
	if gaps > 16 {
		t.Errorf("%d of 200 bells have a gap, want at most about one in twenty", gaps)
	}
}

func TestNothingPartsWhatIsAllTheSame(t *testing.T) {
	for name, values := range map[string][]float64{
		"one value": make([]float64, 100), "too few": bell(20, 1, 99), "none": nil,
	} {
		if p, ok := partingOf(values, true, everywhere[0], everywhere[1]); ok {
			t.Errorf("%s: parting at %v, want none", name, p.at)
		}
	}
}

func TestRoundest(t *testing.T) {
	for _, tt := range []struct{ lo, hi, want float64 }{{.281, .344, .3}, {.2811, .2813, .2812}, {4, 9, 6}, {-3, -2, -2.5}} {
		if got := roundest(tt.lo, tt.hi); got != tt.want {
			t.Errorf("between %v and %v: %v, want %v", tt.lo, tt.hi, got, tt.want)
		}
	}
}
