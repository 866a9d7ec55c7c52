package dedup

import "math"

// A copy without colour is as bright as the picture was, in its coloured parts as in the
// others. A place that somebody painted into a picture that has no colour is not: what
// brought the rest of one to that of the other does not bring this place there.

const (
	paintedMost   = .5  // share of the cells that one coloured place has at most
	paintedLeast  = 7.0 // grey levels that it is off, in the mean,
	paintedExcess = 2.5 // and times as much as the rest of what is drawn
	restLeast     = 64  // cells that must be left to tell the tone
)

// painted says that the colours, which one of two pictures laid on one another has, were
// painted into it.
func painted(a, b, cb, cr grid) bool {
	var restA, restB grid
	in := make([]bool, len(a.v))
	n := 0
	for i := range in {
		if in[i] = math.Hypot(float64(cb.v[i]-128), float64(cr.v[i]-128)) > colourless; in[i] {
			n++
			continue
		}
		restA.v, restB.v = append(restA.v, a.v[i]), append(restB.v, b.v[i])
	}
	if float64(n) > paintedMost*float64(len(in)) || len(restA.v) < restLeast {
		return false
	}
	restA.w, restA.h, restB.w, restB.h = len(restA.v), 1, len(restB.v), 1
	if min(restA.deviation(), restB.deviation()) < leastStructure {
		return false // of next to nothing but paper, whatever the tone is
	}
	t, _ := fitGain(restA, restB, noGamma, toneCells)
	residual, detail := subtract(a, b, t).blur(), a.steps()
	var inside, outside, drawn float64
	for i, e := range residual.v {
		switch e2 := float64(e * e); {
		case in[i]:
			inside += e2
		case detail.v[i] > coarseDetail:
			outside += e2
			drawn++
		}
	}
	off := math.Sqrt(inside / float64(max(n, 1)))
	return off > paintedLeast && off > paintedExcess*math.Sqrt(outside/max(drawn, 1))
}
