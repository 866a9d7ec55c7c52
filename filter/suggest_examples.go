package filter

import (
	"cmp"
	"math"
	"slices"
)

const (
	folds        = 5  // parts of the examples, each judged by a threshold from the others
	fewestOfSide = 5  // examples on either side without which none is proposed
	fairBalance  = .6 // balanced accuracy below which a measure does not tell them apart
)

// proposeByExamples scores the thresholds on the examples, and proposes the
// one of best balanced accuracy: one nearby unless every drop names its rule,
// for what is dropped for another reason would bend this one.
func (p *probe) proposeByExamples() {
	if len(p.judged) == 0 {
		return
	}
	p.Now.Score = p.scoreAt(p.Now.At)
	if p.Set != nil {
		p.Set.Score = p.scoreAt(p.Set.At)
	}
	drop, keep := 0, 0
	p.low, p.high = math.Inf(-1), math.Inf(1)
	for _, j := range p.judged {
		if j.drop && !j.named {
			p.low, p.high = nearby(p.Column, p.Now.At)
		}
		if j.decided && j.drop {
			drop++
		} else if j.decided {
			keep++
		}
	}
	if drop < fewestOfSide || keep < fewestOfSide {
		return
	}
	at, best := p.bestAt(p.judged)
	now := p.tallyAt(p.judged, p.Now.At)
	if !(best >= fairBalance && best > now.balanced()) {
		return
	}
	p.Examples = &Proposal{At: at, Spoken: p.spoken(at), Why: "best balanced accuracy on the examples", Score: p.scoreAt(at)}
	p.HeldOut = p.heldOut()
}

func (p *probe) scoreAt(at float64) *Score {
	t := p.tallyAt(p.judged, at)
	return t.score()
}

func (p *probe) tallyAt(examples []judged, at float64) tally {
	var t tally
	for _, j := range examples {
		t.add(j.as[side01(p.threshold.Holds(j.value, at))], j.drop)
	}
	return t
}

func side01(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// bestAt is the threshold of best balanced accuracy on some examples: that of
// the recipe, or one between two neighbouring values. Of equals it is that
// nearest to the recipe's.
func (p *probe) bestAt(examples []judged) (at, best float64) {
	start := p.tallyAt(examples, p.Now.At)
	at, best = p.Now.At, start.balanced()
	var decided []judged
	var t tally // with every value above the threshold
	for _, j := range examples {
		t.add(j.as[side01(p.threshold.Above())], j.drop)
		if j.decided {
			decided = append(decided, j)
		}
	}
	slices.SortFunc(decided, func(a, b judged) int { return cmp.Compare(a.value, b.value) })
	for i := 1; i < len(decided); i++ {
		below := decided[i-1]
		t.remove(below.as[side01(p.threshold.Above())], below.drop)
		t.add(below.as[side01(!p.threshold.Above())], below.drop)
		if below.value == decided[i].value {
			continue
		}
		lo, hi := max(below.value, p.low), min(decided[i].value, p.high)
		if lo >= hi {
			continue
		}
		b, between := t.balanced(), roundest(lo, hi)
		if b > best || b == best && math.Abs(between-p.Now.At) < math.Abs(at-p.Now.At) {
			at, best = between, b
		}
	}
	return at, best
}

// heldOut is the balanced accuracy where each part of the examples is judged by
// the threshold that the others choose; nil if a side is empty.
func (p *probe) heldOut() *float64 {
	var all tally
	for fold := range folds {
		var own, others []judged
		for _, j := range p.judged {
			if j.fold == fold {
				own = append(own, j)
			} else {
				others = append(others, j)
			}
		}
		at, _ := p.bestAt(others)
		t := p.tallyAt(own, at)
		all = tally{all.hit + t.hit, all.missed + t.missed, all.alarm + t.alarm, all.quiet + t.quiet}
	}
	if b := all.balanced(); !math.IsNaN(b) {
		return &b
	}
	return nil
}
