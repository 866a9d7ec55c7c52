package filter

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
)

// Stage is the name in footers and summaries.
const Stage = "filter"

// Stages that drop, as verdicts name them.
const (
	stageScan  = "scan"
	stageDedup = "dedup"
)

// RuleTop is the rule of what Options.Top leaves out.
const RuleTop = "top"

// Run decides on every id and writes the verdicts. Found, Kept, Failed and the
// counts duplicate and filtered are files, and add up; Dropped counts ids by
// rule, of which one image may break several, and files by duplicate class.
func Run(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (dataset.Summary, error) {
	o, err := o.resolved()
	if err != nil {
		return dataset.Summary{}, err
	}
	r, err := open(ws, o)
	if err != nil {
		return dataset.Summary{}, err
	}
	inputs := []string{dataset.TableImages, dataset.TableMeasures, dataset.TableGroups, dataset.TableTags}
	if r.readsCaptions() {
		inputs = append(inputs, dataset.TableCaptions)
	}
	plan, err := table.Plan(ws, Stage, o, 0, inputs...)
	if err != nil {
		return dataset.Summary{}, err
	}
	if table.Fresh(ws, dataset.TableVerdicts, plan) {
		s, err := r.summarize()
		s.UpToDate = true
		return s, err
	}
	if err := r.prepare(ctx); err != nil {
		return dataset.Summary{}, err
	}
	if err := table.Write(ws.Table(dataset.TableVerdicts), plan, r.verdicts(ctx, progress)); err != nil {
		return dataset.Summary{}, err
	}
	s, err := r.summarize()
	s.Files = []string{ws.Table(dataset.TableVerdicts)}
	return s, err
}

// decision is one run of the stage.
type decision struct {
	ws      dataset.Workspace
	options Options
	view    *view.View
	judges  []judge
	columns []string // that are read
	posts   postings // nil unless a rule speaks of posts
	odd     *oddity  // nil unless a rule speaks of oddness
	least   float64  // quality below which Options.Top drops
}

// own are the columns of rules that filter makes itself.
var own = expression.Columns{"posts": expression.Integer, "shared_tags": expression.Number, "oddness": expression.Number, "odd_by": expression.Text}

// always are the columns that every run reads.
var always = []string{"status", "error", "group", "survivor", "class"}

func open(ws dataset.Workspace, o Options) (*decision, error) {
	v, err := view.Open(ws)
	if err != nil {
		return nil, err
	}
	columns := v.Columns()
	maps.Copy(columns, own)
	r := &decision{ws: ws, options: o, view: v}
	if r.judges, err = compile(o.Rules, columns); err != nil {
		return nil, err
	}
	r.columns = slices.Clone(always)
	for _, j := range r.judges {
		r.columns = append(r.columns, j.condition.Columns()...)
	}
	if o.Top > 0 {
		r.columns = append(r.columns, "quality")
	}
	slices.Sort(r.columns)
	r.columns = slices.Compact(r.columns)
	return r, nil
}

func (r *decision) readsCaptions() bool {
	return slices.ContainsFunc(r.columns, func(c string) bool {
		return slices.Contains([]string{"caption", "caption_kind", "caption_backend", "caption_score", "checks", "people", "gender", "framing"}, c)
	})
}

// prepare makes what rules need beside the rows: how often a picture was
// posted, what is usual in the set, and the quality that Top asks for.
func (r *decision) prepare(ctx context.Context) error {
	var err error
	if r.asks("posts", "shared_tags") {
		if r.posts, err = readPostings(r.ws); err != nil {
			return err
		}
	}
	if r.asks("oddness", "odd_by") {
		if r.odd, err = learnOddity(ctx, r.view); err != nil {
			return err
		}
		for _, u := range r.odd.measures {
			r.columns = append(r.columns, u.Name)
		}
	}
	r.columns = slices.DeleteFunc(r.columns, func(c string) bool { _, mine := own[c]; return mine })
	slices.Sort(r.columns)
	r.columns = slices.Compact(r.columns)
	if r.options.Top <= 0 || r.options.Top >= 1 {
		return nil
	}
	var kept []float64
	for row, err := range r.view.Rows(r.columns) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		v, err := r.decide(row)
		if err != nil {
			return err
		}
		if v.Verdict == dataset.Keep {
			if q, ok := row.Value("quality").(float64); ok {
				kept = append(kept, q)
			}
		}
	}
	if len(kept) > 0 {
		slices.Sort(kept)
		r.least = kept[len(kept)-max(1, int(math.Round(float64(len(kept))*r.options.Top)))]
	}
	return nil
}

// asks says whether a rule speaks of one of those columns.
func (r *decision) asks(columns ...string) bool {
	return slices.ContainsFunc(r.columns, func(c string) bool { return slices.Contains(columns, c) })
}

// verdicts decides row by row.
func (r *decision) verdicts(ctx context.Context, progress dataset.Progress) iter.Seq2[dataset.Verdict, error] {
	return func(yield func(dataset.Verdict, error) bool) {
		done := int64(0)
		for row, err := range r.view.Rows(r.columns) {
			var v dataset.Verdict
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				v, err = r.decide(row)
			}
			if !yield(v, err) || err != nil {
				return
			}
			if done++; done%1000 == 0 {
				progress.Report(Stage, done, 0, 0)
			}
		}
	}
}

// decide gives the verdict on one image.
func (r *decision) decide(row *view.Row) (dataset.Verdict, error) {
	v := dataset.Verdict{ID: row.ID, Verdict: dataset.Keep, Reasons: []dataset.Reason{}, Notes: []dataset.Reason{}}
	if status := row.Text("status"); status != dataset.StatusOK && status != dataset.StatusDamaged {
		v.Verdict, v.Stage = dataset.Drop, stageScan
		v.Reasons = append(v.Reasons, dataset.Reason{Rule: "broken", Threshold: unreadable(status, row.Text("error"))})
		return v, nil
	}
	if r.odd != nil {
		v.Oddness = number(r.odd.value("oddness", row))
		v.OddBy, _ = r.odd.value("odd_by", row).(string)
	}
	if group := row.Text("group"); group != "" && row.Value("survivor") != true {
		v.Verdict, v.Stage = dataset.Drop, stageDedup
		v.Reasons = append(v.Reasons, dataset.Reason{Rule: row.Text("class"), Threshold: "group of " + group})
	}
	for i := range r.judges {
		if err := r.ask(&r.judges[i], row, &v); err != nil {
			return v, err
		}
	}
	if v.Verdict == dataset.Keep && r.least > 0 {
		r.rank(row, &v)
	}
	return v, nil
}

// rank drops what is not among the best. What has no quality is noted.
func (r *decision) rank(row *view.Row, v *dataset.Verdict) {
	q, ok := row.Value("quality").(float64)
	switch {
	case !ok:
		v.Notes = append(v.Notes, dataset.Reason{Rule: RuleTop, Measure: "quality", Threshold: "quality was not measured, so it stays"})
	case q < r.least:
		v.Reasons = append(v.Reasons, dataset.Reason{Rule: RuleTop, Measure: "quality", Value: &q, Threshold: fmt.Sprintf("quality < %.4f", r.least)})
		v.Verdict, v.Stage = dataset.Drop, Stage
	}
}

func unreadable(status, reason string) string {
	if reason == "" {
		return "status is " + status
	}
	return "status is " + status + ": " + reason
}

// ask adds what a rule says. What dedup dropped is noted only.
func (r *decision) ask(j *judge, row *view.Row, v *dataset.Verdict) error {
	value := r.values(row)
	outcome, err := j.condition.Eval(value)
	if err != nil {
		return fmt.Errorf("filter rule %s, image %s: %w", j.Name, row.ID, err)
	}
	if outcome != expression.True {
		return nil
	}
	reason := dataset.Reason{Rule: j.Name, Measure: j.number(value), Threshold: j.When}
	if reason.Measure != "" {
		reason.Value = number(value(reason.Measure))
	}
	if j.Action == ActionNote || v.Stage == stageDedup {
		v.Notes = append(v.Notes, reason)
		return nil
	}
	v.Reasons = append(v.Reasons, reason)
	v.Verdict, v.Stage = dataset.Drop, Stage
	return nil
}

// values hands out the columns of a row, and those that filter makes itself.
func (r *decision) values(row *view.Row) func(column string) any {
	return func(column string) any {
		switch column {
		case "posts", "shared_tags":
			return r.posts.value(column, row)
		case "oddness", "odd_by":
			return r.odd.value(column, row)
		}
		return row.Value(column)
	}
}

func number(value any) *float64 {
	switch n := value.(type) {
	case float64:
		return &n
	case int:
		f := float64(n)
		return &f
	}
	return nil
}
