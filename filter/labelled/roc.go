package labelled

import (
	"cmp"
	"math"
	"slices"
)

// scored is a case: its number and its truth.
type scored struct {
	value float64
	truth bool
}

// auc is the chance that a true case has a greater value than a false one,
// equal ones counting half; NaN unless there are both.
func auc(cases []scored) float64 {
	sorted := slices.Clone(cases)
	slices.SortFunc(sorted, func(a, b scored) int { return cmp.Compare(a.value, b.value) })
	var below, wins, trues, falses float64
	for i := 0; i < len(sorted); {
		j := i
		var t, f float64
		for ; j < len(sorted) && sorted[j].value == sorted[i].value; j++ {
			if sorted[j].truth {
				t++
			} else {
				f++
			}
		}
		wins += t * (below + f/2)
		below, trues, falses = below+f, trues+t, falses+f
		i = j
	}
	if trues == 0 || falses == 0 {
		return math.NaN()
	}
	return wins / trues / falses
}

// outcome counts what a rule said against the truth.
type outcome struct {
	TruePositive  int `json:"true_positive"`
	FalsePositive int `json:"false_positive"`
	FalseNegative int `json:"false_negative"`
	TrueNegative  int `json:"true_negative"`
}

func (o *outcome) add(said, truth bool) {
	switch {
	case said && truth:
		o.TruePositive++
	case said:
		o.FalsePositive++
	case truth:
		o.FalseNegative++
	default:
		o.TrueNegative++
	}
}

func (o outcome) precision() float64 { return share(o.TruePositive, o.FalsePositive) }
func (o outcome) recall() float64    { return share(o.TruePositive, o.FalseNegative) }
func (o outcome) alarms() float64    { return share(o.FalsePositive, o.TrueNegative) }
func (o outcome) balanced() float64  { return (o.recall() + 1 - o.alarms()) / 2 }

func share(of, rest int) float64 {
	if of+rest == 0 {
		return math.NaN()
	}
	return float64(of) / float64(of+rest)
}
