package labelled

import (
	"math"
	"strings"

	"github.com/winnow-data/winnow/dataset"
)

type frame = dataset.Frame

// kindOf is the first word or folder of the name of a piece of art.
func kindOf(name string) string {
	if kind, _, ok := strings.Cut(name, "/"); ok {
		return kind
	}
	kind, _, _ := strings.Cut(name, " ")
	return kind
}

// defaultThreshold is that of the rule text_heavy.
const defaultThreshold = .12

// scoreText judges the cases of half 1 at a threshold.
func scoreText(cases []textCase, threshold float64) *TextResult {
	r := &TextResult{Threshold: threshold, Recall: map[string]float64{}, AlarmsBy: map[string]float64{}}
	var against, none []scored
	var all, free outcome
	by := map[string]*outcome{}
	for _, c := range cases {
		if c.half == 0 {
			continue
		}
		truth, said := c.area >= heavy, c.measured >= r.Threshold
		r.Pictures++
		r.Error += math.Abs(c.area - c.measured)
		against = append(against, scored{c.measured, truth})
		all.add(said, truth)
		r.rule.add(c.measured > defaultThreshold, truth)
		if truth {
			r.Heavy++
		}
		if truth || c.area == 0 {
			none = append(none, scored{c.measured, truth})
		}
		if c.area == 0 {
			free.add(c.measured > defaultThreshold, false)
		}
		for _, t := range c.tags {
			if by[t] == nil {
				by[t] = &outcome{}
			}
			by[t].add(said, truth)
		}
	}
	r.Error /= float64(max(1, r.Pictures))
	r.AUC, r.AUCNone, r.Balanced, r.Alarms = auc(against), auc(none), all.balanced(), free.alarms()
	for t, o := range by {
		if v := o.recall(); !math.IsNaN(v) {
			r.Recall[t] = v
		}
		if v := o.alarms(); !math.IsNaN(v) {
			r.AlarmsBy[t] = v
		}
	}
	return r
}

// bestThreshold has the best balanced accuracy on half 0 of what is drawn, which
// nothing was fitted on; that half of the folders' art was.
func bestThreshold(cases []textCase) float64 {
	best, accuracy := 0., 0.
	for t := .005; t < .4; t += .005 {
		var o outcome
		for _, c := range cases {
			if c.half == 0 && (c.drawn() || c.kind == "pattern") {
				o.add(c.measured >= t, c.area >= heavy)
			}
		}
		if b := o.balanced(); b > accuracy {
			best, accuracy = t, b
		}
	}
	return best
}
