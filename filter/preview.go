package filter

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/internal/view"
)

// How many images a preview shows on each side of the threshold.
const (
	previewNear = 48 // those nearest to it
	previewFar  = 48 // of the rest, evenly spread
)

// Preview is what a rule says of the set, with images on both sides of its
// threshold. Copies that dedup drops and files that cannot be read are left out.
type Preview struct {
	Rule      Rule     `json:"rule"`
	Was       *Rule    `json:"was,omitempty"`       // in the recipe, where Rule is another; absent also if there was none
	Measure   string   `json:"measure,omitempty"`   // that the images are sorted by, empty if the condition names none
	Threshold *float64 `json:"threshold,omitempty"` // the number that the condition compares it with
	Before    *float64 `json:"before,omitempty"`    // that of the recipe
	Found     int64    `json:"found"`
	Spoken    int64    `json:"spoken"`         // images of which the condition is true
	Silent    int64    `json:"silent"`         // of which it is not
	Unknown   int64    `json:"unknown"`        // of which it cannot be said
	Drops     int64    `json:"drops"`          // images that the recipe keeps and would be dropped
	Keeps     int64    `json:"keeps"`          // that it drops and would be kept
	File      string   `json:"file,omitempty"` // of the page, once it is written

	ws       dataset.Workspace
	above    bool // what is greater is spoken of
	operator string
	bins     histogram
	sides    [2]side // silent, spoken
}

// side is the images of one side of the threshold, in the order of the measure
// towards being spoken of.
type side struct {
	far, near []shown
	farAll    int // of which far is a part
}

// shown is an image that a preview shows.
type shown struct {
	row    int // of the view
	path   string
	value  float64 // of the measure, NaN if there is none
	change string  // "drop" or "keep": what it would become
	others string  // a rule other than this one that drops it
	spoken bool    // the condition is true of it
	astray bool    // it is spoken of by another part of the condition
}

// PreviewRule tells what the rule of that name does under options, compared
// with the options of before, and writes nothing.
func PreviewRule(ctx context.Context, ws dataset.Workspace, before, after Options, name string) (*Preview, error) {
	b := &previewer{name: name}
	p, err := b.open(ctx, ws, before, after)
	if err != nil {
		return nil, err
	}
	var all []asked
	for row, err := range b.after.view.Rows(b.columns) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		a, ok, err := b.ask(p, row)
		if err != nil {
			return nil, err
		}
		if ok {
			all = append(all, a)
		}
	}
	p.bins = histogramOf(all, p.Threshold, p.Before)
	p.choose(all)
	return p, b.describe(ctx, p)
}

// asked is what the rule says of one image.
type asked struct {
	row    int // of the view
	value  float64
	spoken bool
	depth  float64 // how far beyond the threshold it is, NaN where there is none
}

// previewer holds the two decisions that a preview compares.
type previewer struct {
	name          string
	before, after *decision
	judge         *judge
	threshold     *expression.Threshold
	columns       []string
	row           int
}

func (b *previewer) open(ctx context.Context, ws dataset.Workspace, before, after Options) (*Preview, error) {
	before.Top, after.Top = 0, 0 // a rule is looked at, not what is best of the rest
	p := &Preview{ws: ws}
	was, _, err := ruleNamed(before, b.name)
	if err != nil {
		return nil, err
	}
	rule, all, err := ruleNamed(after, b.name)
	if err != nil {
		return nil, err
	}
	if rule.Name == "" {
		return nil, registry.Unknown("filter rule", b.name, names(all))
	}
	p.Rule = rule
	if was != p.Rule && was.Name != "" {
		p.Was = &was
	}
	if p.Rule.Action == ActionOff {
		after.Rules = append(slices.DeleteFunc(slices.Clone(after.Rules), func(r Rule) bool { return r.Name == b.name }),
			Rule{Name: b.name, When: p.Rule.When, Action: ActionNote})
	}
	if b.before, err = opened(ctx, ws, before); err != nil {
		return nil, err
	}
	if b.after, err = opened(ctx, ws, after); err != nil {
		return nil, err
	}
	b.judge = b.after.judgeNamed(b.name)
	b.sortBy(p, was)
	b.columns = slices.Concat(b.before.columns, b.after.columns)
	slices.Sort(b.columns)
	b.columns = slices.Compact(b.columns)
	return p, nil
}

// opened is a decision whose recipe's rules lie over the defaults.
func opened(ctx context.Context, ws dataset.Workspace, o Options) (*decision, error) {
	o, err := o.resolved()
	if err != nil {
		return nil, err
	}
	r, err := open(ws, o)
	if err != nil {
		return nil, err
	}
	return r, r.prepare(ctx)
}

func (r *decision) judgeNamed(name string) *judge {
	for i := range r.judges {
		if r.judges[i].Name == name {
			return &r.judges[i]
		}
	}
	return nil
}

// ruleNamed is a rule of the recipe laid over the defaults, empty if there is
// none of that name among all.
func ruleNamed(o Options, name string) (named Rule, all []Rule, err error) {
	o, err = o.resolved()
	if err != nil {
		return Rule{}, nil, err
	}
	for _, r := range o.Rules {
		if r.Name == name {
			named = r
		}
	}
	return named, o.Rules, nil
}

// sortBy chooses the number that the images are sorted by: the first that the
// condition compares with a threshold, or else the first that it names.
func (b *previewer) sortBy(p *Preview, was Rule) {
	p.Measure, p.above = b.judge.speaks, true
	thresholds := b.judge.condition.Thresholds()
	if len(thresholds) == 0 {
		return
	}
	t := thresholds[0]
	b.threshold = &t
	p.Measure, p.Threshold, p.above, p.operator = t.Column, &t.Value, t.Above(), t.Operator
	if j := b.before.judgeNamed(b.name); j != nil && was.When != p.Rule.When {
		for _, o := range j.condition.Thresholds() {
			if o.Column == t.Column && o.Above() == t.Above() && o.Value != t.Value {
				p.Before = &o.Value
				return
			}
		}
	}
}

// ask counts one image; ok is false for what is not looked at.
func (b *previewer) ask(p *Preview, row *view.Row) (a asked, ok bool, err error) {
	b.row++
	before, after, err := b.decide(row)
	if err != nil || after.Stage == stageScan || after.Stage == stageDedup {
		return a, false, err
	}
	p.Found++
	outcome, err := b.judge.condition.Eval(b.after.values(row))
	if err != nil {
		return a, false, err
	}
	if outcome == expression.Unknown {
		p.Unknown++
		return a, false, nil
	}
	a = asked{row: b.row - 1, value: math.NaN(), spoken: outcome == expression.True, depth: math.NaN()}
	if v := number(b.after.values(row)(p.Measure)); p.Measure != "" && v != nil {
		a.value = *v
	}
	if t := b.threshold; t != nil {
		if a.depth = a.value - t.Value; !t.Above() {
			a.depth = -a.depth
		}
	}
	if a.spoken {
		p.Spoken++
	} else {
		p.Silent++
	}
	switch change(before, after) {
	case dataset.Drop:
		p.Drops++
	case dataset.Keep:
		p.Keeps++
	}
	return a, true, nil
}

func (b *previewer) decide(row *view.Row) (before, after dataset.Verdict, err error) {
	if before, err = b.before.decide(row); err == nil {
		after, err = b.after.decide(row)
	}
	return before, after, err
}

// change is the verdict if it is another one than before.
func change(before, after dataset.Verdict) string {
	if before.Verdict == after.Verdict {
		return ""
	}
	return after.Verdict
}

// choose takes the images nearest to the threshold on either side, and an even
// part of the others.
func (p *Preview) choose(all []asked) {
	direction := 1.
	if !p.above {
		direction = -1
	}
	for i, spoken := range []bool{false, true} {
		var those []asked
		for _, a := range all {
			if a.spoken == spoken {
				those = append(those, a)
			}
		}
		slices.SortStableFunc(those, func(x, y asked) int { return cmp.Compare(direction*x.value, direction*y.value) })
		near, far := nearest(those, spoken)
		p.sides[i] = side{near: shownOf(near), far: shownOf(spread(far, previewFar)), farAll: len(far)}
	}
}

// nearest takes apart what lies nearest to the threshold on its proper side;
// both parts stay in order.
func nearest(those []asked, spoken bool) (near, far []asked) {
	proper := make([]int, 0, len(those))
	for i, a := range those {
		if spoken && a.depth >= 0 || !spoken && a.depth <= 0 {
			proper = append(proper, i)
		}
	}
	slices.SortStableFunc(proper, func(i, j int) int { return cmp.Compare(math.Abs(those[i].depth), math.Abs(those[j].depth)) })
	chosen := map[int]bool{}
	for _, i := range proper[:min(previewNear, len(proper))] {
		chosen[i] = true
	}
	for i, a := range those {
		if chosen[i] {
			near = append(near, a)
		} else {
			far = append(far, a)
		}
	}
	return near, far
}

// spread takes n of a list in even steps.
func spread(list []asked, n int) []asked {
	if len(list) <= n {
		return list
	}
	out := make([]asked, n)
	for i := range out {
		out[i] = list[i*(len(list)-1)/(n-1)]
	}
	return out
}

// shown are the chosen images, which describe will name.
func shownOf(list []asked) []shown {
	out := make([]shown, len(list))
	for i, a := range list {
		out[i] = shown{row: a.row, value: a.value, spoken: a.spoken, astray: a.spoken && a.depth < 0}
	}
	return out
}

// describe finds the paths of the chosen images, and what else drops them.
func (b *previewer) describe(ctx context.Context, p *Preview) error {
	chosen := map[int]*shown{}
	for i := range p.sides {
		for _, list := range [][]shown{p.sides[i].far, p.sides[i].near} {
			for at := range list {
				chosen[list[at].row] = &list[at]
			}
		}
	}
	at := -1
	for row, err := range b.after.view.Rows(append(slices.Clone(b.columns), "path")) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		at++
		s := chosen[at]
		if s == nil {
			continue
		}
		before, after, err := b.decide(row)
		if err != nil {
			return err
		}
		s.path, s.change = row.Text("path"), change(before, after)
		for _, r := range after.Reasons {
			if r.Rule != b.name {
				s.others = r.Rule
			}
		}
	}
	return nil
}
