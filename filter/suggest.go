package filter

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/expression"
)

// Suggestions are thresholds that the set itself, or what a person said of
// some of its images, speaks for. Nothing is changed by them.
type Suggestions struct {
	Found      int64        `json:"found"` // images asked: readable, and no copy that dedup drops
	Examples   int64        `json:"examples"`
	Lost       []string     `json:"lost,omitempty"` // examples that are no image of the workspace
	Thresholds []Suggestion `json:"thresholds"`
	Rules      *Score       `json:"rules,omitempty"` // all dropping rules together, as they are, on the examples
	Recipe     string       `json:"recipe,omitempty"`
}

// Suggestion is one threshold of a rule, as it is and as it might be.
type Suggestion struct {
	Rule     string    `json:"rule"`
	Action   string    `json:"action"`
	Column   string    `json:"column"`
	Operator string    `json:"operator"`
	Now      Proposal  `json:"now"`
	Set      *Proposal `json:"set,omitempty"`      // from the distribution
	Examples *Proposal `json:"examples,omitempty"` // from what a person said
	HeldOut  *float64  `json:"held_out,omitempty"` // balanced accuracy of Examples where each fifth is judged by the others
	Note     string    `json:"note,omitempty"`     // why there is no other threshold

	condition *expression.Expression
	threshold expression.Threshold
}

// Proposal is a number in the place of a threshold.
type Proposal struct {
	At     float64 `json:"at"`
	Spoken int64   `json:"spoken"` // images that the rule would speak of
	Why    string  `json:"why,omitempty"`
	Score  *Score  `json:"score,omitempty"` // on the examples
}

// Score is how a rule does on examples. A share of none is null.
type Score struct {
	Drop      int64    `json:"drop"` // examples that the rule should speak of
	Keep      int64    `json:"keep"` // that it should not
	Precision *float64 `json:"precision"`
	Recall    *float64 `json:"recall"`
	Balanced  *float64 `json:"balanced"` // mean of both sides' shares that are right
}

// probe collects what one threshold decides.
type probe struct {
	Suggestion
	as     [2]*expression.Expression // the condition with the comparison false and true
	values []float64                 // of the images that the comparison decides
	always int64                     // images that the rule speaks of whatever the threshold is
	falls  bool                      // the rule speaks of what does not satisfy the comparison
	mixed  bool                      // of some images it does, of others not
	judged []judged

	low, high float64 // between which examples may move it
}

// judged is an example as one threshold sees it.
type judged struct {
	value   float64
	as      [2]bool // what the rule says by the comparison
	drop    bool
	fold    int
	decided bool
	named   bool // it is an example of this rule by name
}

// Suggest looks for thresholds that suit the set, and writes nothing. Of kept
// ids, of which examples say nothing, a person said that they stay. Copies that
// dedup drops are left out.
func Suggest(ctx context.Context, ws dataset.Workspace, o Options, examples []Example, kept []string) (*Suggestions, error) {
	o.Top = 0
	r, err := opened(ctx, ws, o)
	if err != nil {
		return nil, err
	}
	probes, err := r.probes()
	if err != nil {
		return nil, err
	}
	s := &Suggestions{Thresholds: []Suggestion{}}
	byID, lost, err := examplesByID(ws, examples)
	if err != nil {
		return nil, err
	}
	s.Lost = lost
	for _, id := range kept {
		if _, said := byID[id]; !said {
			byID[id] = Example{Image: id, Verdict: dataset.Keep}
		}
	}
	var whole tally
	for row, err := range r.view.Rows(r.columns) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		v, err := r.decide(row)
		if err != nil {
			return nil, err
		}
		if v.Stage == stageScan || v.Stage == stageDedup {
			continue
		}
		e, said := byID[row.ID]
		s.Found++
		if said {
			s.Examples++
			whole.add(v.Verdict == dataset.Drop, e.Verdict == dataset.Drop)
		}
		for _, p := range probes {
			if err := p.look(r.values(row), e, int(s.Examples)%folds); err != nil {
				return nil, fmt.Errorf("filter rule %s, image %s: %w", p.Rule, row.ID, err)
			}
		}
	}
	if s.Examples > 0 {
		s.Rules = whole.score()
	}
	for _, p := range probes {
		p.propose()
		s.Thresholds = append(s.Thresholds, p.Suggestion)
	}
	s.Recipe = recipeOf(s.Thresholds)
	return s, nil
}

// probes are the thresholds of the rules.
func (r *decision) probes() ([]*probe, error) {
	columns := r.view.Columns()
	for name, kind := range own {
		columns[name] = kind
	}
	var all []*probe
	for i := range r.judges {
		j := &r.judges[i]
		for _, t := range j.condition.Thresholds() {
			p := &probe{Suggestion: Suggestion{Rule: j.Name, Action: j.Action, Column: t.Column, Operator: t.Operator, Now: Proposal{At: t.Value},
				condition: j.condition, threshold: t}}
			for k, as := range []bool{false, true} {
				var err error
				if p.as[k], err = expression.Compile(j.condition.Decided(t, as), columns); err != nil {
					return nil, fmt.Errorf("filter rule %s, taken apart at %s: %w", j.Name, t.Column, err)
				}
			}
			all = append(all, p)
		}
	}
	return all, nil
}

// look takes in one image, and what a person said of it, if anything.
func (p *probe) look(value func(string) any, e Example, fold int) error {
	x := number(value(p.Column))
	asked := p.as
	if x == nil {
		// What was not measured has no side, and the rule says what it says.
		x, asked = new(float64), [2]*expression.Expression{p.condition, p.condition}
	}
	var as [2]bool
	for k := range as {
		outcome, err := asked[k].Eval(value)
		if err != nil {
			return err
		}
		as[k] = outcome == expression.True
	}
	if as[0] != as[1] {
		p.mixed = p.mixed || len(p.values) > 0 && p.falls != as[0]
		p.values = append(p.values, *x)
		p.falls = as[0]
	} else if as[0] {
		p.always++
	}
	if e.Verdict == "" || e.Verdict == dataset.Drop && e.Rule != "" && e.Rule != p.Rule {
		return nil // what another rule is for says nothing of this one
	}
	p.judged = append(p.judged, judged{*x, as, e.Verdict == dataset.Drop, fold, as[0] != as[1], e.Rule == p.Rule})
	return nil
}

// spoken is how many images the rule speaks of at a threshold.
func (p *probe) spoken(at float64) int64 {
	n := p.always
	for _, v := range p.values {
		if p.threshold.Holds(v, at) != p.falls {
			n++
		}
	}
	return n
}

func (p *probe) propose() {
	if p.mixed {
		p.Note = "the comparison counts for some images and against others"
		return
	}
	slices.Sort(p.values)
	p.Now.Spoken = p.spoken(p.Now.At)
	low, high := nearby(p.Column, p.Now.At)
	if part, ok := partingOf(p.values, p.threshold.Above() != p.falls, low, high); ok {
		p.Set = &Proposal{At: part.at, Spoken: p.spoken(part.at), Why: part.why}
	}
	switch {
	case len(p.values) < gapLeast:
		p.Note = fmt.Sprintf("it decides %s, too few to say", counted(len(p.values)))
	case p.Set == nil:
		p.Note = fmt.Sprintf("nothing parts the set between %s and %s", brief(low), brief(high))
	case p.Set.Spoken == p.Now.Spoken:
		p.Set, p.Note = nil, "parts the set as it does now: "+p.Set.Why
	}
	p.proposeByExamples()
}

// recipeOf is what to paste into winnow.yaml: a line for each rule, with the
// thresholds that examples speak for before those of the set. Further ones of
// the same rule are comments, for each was judged with the others as they are.
func recipeOf(all []Suggestion) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, s := range all {
		p := cmp.Or(s.Examples, s.Set)
		if p == nil {
			continue
		}
		mark := ""
		if seen[s.Rule] {
			mark = "# or "
		}
		seen[s.Rule] = true
		if b.Len() == 0 {
			b.WriteString("filter:\n  rules:\n")
		}
		fmt.Fprintf(&b, "    %s- {name: %s, when: '%s'}  # %s was %s: %s become %d\n", mark, s.Rule,
			strings.ReplaceAll(s.condition.Moved(s.threshold, p.At), "'", "''"), s.Column, brief(s.Now.At), counted(int(s.Now.Spoken)), p.Spoken)
	}
	return b.String()
}

func counted(n int) string {
	return fmt.Sprintf("%d %s", n, digits.Form(int64(n), "image", "images"))
}

// tally counts what is right on examples.
type tally struct{ hit, missed, alarm, quiet int64 }

func (t *tally) add(spoken, drop bool) {
	switch {
	case spoken && drop:
		t.hit++
	case drop:
		t.missed++
	case spoken:
		t.alarm++
	default:
		t.quiet++
	}
}

func (t *tally) remove(spoken, drop bool) {
	var one tally
	one.add(spoken, drop)
	*t = tally{t.hit - one.hit, t.missed - one.missed, t.alarm - one.alarm, t.quiet - one.quiet}
}

// balanced is the mean of the shares of both sides that are right, NaN if one
// is empty.
func (t *tally) balanced() float64 {
	return (float64(t.hit)/float64(t.hit+t.missed) + float64(t.quiet)/float64(t.quiet+t.alarm)) / 2
}

func (t *tally) score() *Score {
	share := func(part, all int64) *float64 {
		if all == 0 {
			return nil
		}
		v := float64(part) / float64(all)
		return &v
	}
	s := &Score{Drop: t.hit + t.missed, Keep: t.alarm + t.quiet, Precision: share(t.hit, t.hit+t.alarm), Recall: share(t.hit, t.hit+t.missed)}
	if b := t.balanced(); !math.IsNaN(b) {
		s.Balanced = &b
	}
	return s
}
