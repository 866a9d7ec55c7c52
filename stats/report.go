package stats

import (
	"context"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// Stage is the name of this package in summaries and progress.
const Stage = "stats"

// Names of the stages that a report compares.
const (
	StageFound        = "found"
	StageDeduplicated = "deduplicated"
	StageKept         = "kept"
	StageExported     = "exported"
)

// stageLevel is the least that an image of a stage has come to. What could not
// be read is no duplicate, and not kept either.
var stageLevel = map[string]level{
	StageFound:        levelDuplicate,
	StageDeduplicated: levelFiltered,
	StageKept:         levelKept,
	StageExported:     levelExported,
}

// Share is one value of a property at one stage.
type Share struct {
	Value string  `json:"value"`
	N     int64   `json:"n"`
	Share float64 `json:"share"` // of the images of which the property is known; that of unknown is of all
	Low   float64 `json:"low"`   // 95 % interval
	High  float64 `json:"high"`
}

// Distribution is one property at one stage.
type Distribution struct {
	Property *Property
	Shares   []Share // in the property's order, else the most frequent first; unknown is the last
	Known    int64   // images of which it is known
	Distinct int     // different values
	Spread   *Spread // of a property with numbers
	Lean     *Lean   // of a property with names
}

// StageReport is the set as it was after one stage.
type StageReport struct {
	Name          string
	N             int64
	Distributions []Distribution // in the order of Properties
}

// Report is what a workspace's set looks like.
type Report struct {
	Source        string
	Version       string // of the program, if the caller names it
	Funnel        dataset.Funnel
	Stages        []StageReport
	Dropped       []Share // why images were not kept, the most frequent first; shares of all
	Findings      []Finding
	Intersections []Intersection
	Predictions   []Prediction
	Comparisons   []Comparison
	Gates         []GateResult
	Notes         []string

	set     *set
	ws      dataset.Workspace
	options Options
}

// Run measures the set of a workspace. It writes nothing.
func Run(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (Report, error) {
	if err := o.Validate(); err != nil {
		return Report{}, err
	}
	o = o.withDefaults()
	s, err := gather(ctx, ws, o.Cross, progress)
	if err != nil {
		return Report{}, err
	}
	r := Report{set: s, ws: ws, options: o, Source: sourceOf(ws), Funnel: s.funnel()}
	if err := r.Funnel.Check(); err != nil {
		return Report{}, err
	}
	for _, name := range s.stages {
		r.Stages = append(r.Stages, s.stage(name, o.Top))
	}
	r.Dropped = s.dropped()
	r.Findings = findings(r.Stages[0], r.last())
	if r.Intersections, err = s.intersections(r.last().Name, o); err != nil {
		return Report{}, err
	}
	r.Predictions = s.predictions(r.last().Name)
	r.Notes = r.notes()
	if err := r.gates(o.Gates); err != nil {
		return Report{}, err
	}
	return r, r.compare(ctx, progress)
}

// compare sets the report beside what the options name.
func (r *Report) compare(ctx context.Context, progress dataset.Progress) error {
	if r.options.Compare != "" {
		if err := r.Compare(ctx, dataset.Workspace{Dir: r.options.Compare}, progress); err != nil {
			return err
		}
	}
	if r.options.Reference != "" {
		return r.CompareReference(r.options.Reference)
	}
	return nil
}

// last is the set as far as it has come with any image left, which the
// findings speak of.
func (r *Report) last() StageReport {
	for i := len(r.Stages) - 1; i > 0; i-- {
		if r.Stages[i].N > 0 {
			return r.Stages[i]
		}
	}
	return r.Stages[0]
}

// shown are the stages up to the last one with images.
func (r *Report) shown() []StageReport {
	for i, s := range r.Stages {
		if s.Name == r.last().Name {
			return r.Stages[:i+1]
		}
	}
	return r.Stages
}

// sourceOf is the folder that was scanned; empty when the tables name none.
func sourceOf(ws dataset.Workspace) string {
	source, err := table.SourceOf(ws)
	if err != nil {
		return ""
	}
	return source
}

func (s *set) funnel() dataset.Funnel {
	f := dataset.Funnel{Found: int64(len(s.level))}
	for _, l := range s.level {
		switch l {
		case levelDuplicate:
			f.Duplicate++
		case levelFiltered:
			f.Filtered++
		case levelFailed:
			f.Failed++
		default:
			f.Kept++
		}
	}
	return f
}

// smallSet is the number of images below which a report says that it is small.
const smallSet = 100

func (r *Report) notes() []string {
	var out []string
	last := r.last()
	if end := r.Stages[len(r.Stages)-1]; end.N == 0 {
		out = append(out, fmt.Sprintf("No image is %s: the findings are of the images %s.", end.Name, last.Name))
	}
	if last.N < smallSet {
		out = append(out, fmt.Sprintf("The set is small (n = %d): the intervals are wide, and few findings are certain.", last.N))
	}
	silent := 0
	for _, d := range last.Distributions {
		if d.Property.Name == "people" {
			silent = int(last.N - d.Known)
		}
	}
	if silent > 0 {
		out = append(out, fmt.Sprintf("Unknown people: %s (%s) have neither tags nor a caption that tells; they are counted apart.",
			images(int64(silent)), percent(float64(silent)/float64(max(last.N, 1)))))
	}
	return out
}
