package labelled

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/filter"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/expression"
)

// RuleResult is how right a rule is.
type RuleResult struct {
	Rule      string  `json:"rule"`
	When      string  `json:"when"`
	Action    string  `json:"action"`
	AUC       float64 `json:"auc"` // of the number it speaks of
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	Alarms    float64 `json:"alarms"` // share of sound pictures that it speaks about
	outcome
}

// asker evaluates the default rules on frames.
type asker struct {
	rules    []filter.Rule
	compiled []*expression.Expression
	speaks   []string
	measures []dataset.Measure
}

func newAsker() (*asker, error) {
	a := &asker{measures: filter.Measures()}
	columns := expression.Columns{"width": expression.Integer, "height": expression.Integer, "frames": expression.Integer, "status": expression.Text}
	for _, m := range a.measures {
		columns[m.Name] = expression.Number
	}
	for _, r := range filter.Defaults() {
		if slices.Contains([]string{"placeholder", "odd", "colour_tags"}, r.Name) {
			continue // speaks of posts, of the set or of tags, not of one picture's pixels alone
		}
		e, err := expression.Compile(r.When, columns)
		if err != nil {
			return nil, fmt.Errorf("rule %s: %w", r.Name, err)
		}
		speaks := e.Columns()[0]
		for _, c := range e.Columns() {
			if columns[c] == expression.Number {
				speaks = c
				break
			}
		}
		a.rules, a.compiled, a.speaks = append(a.rules, r), append(a.compiled, e), append(a.speaks, speaks)
	}
	return a, nil
}

// ask gives for each rule whether it speaks, and its number.
func (a *asker) ask(f *dataset.Frame) (said []bool, numbers []float64, err error) {
	values := map[string]any{"width": f.Width, "height": f.Height, "frames": max(1, f.Frames), "status": dataset.StatusOK}
	for _, m := range a.measures {
		if v := m.Func(f); !math.IsNaN(v) {
			values[m.Name] = v
		}
	}
	for i, e := range a.compiled {
		out, err := e.Eval(func(c string) any { return values[c] })
		if err != nil {
			return nil, nil, err
		}
		said = append(said, out == expression.True)
		n, ok := values[a.speaks[i]].(float64)
		if !ok {
			n = math.NaN()
		}
		numbers = append(numbers, n)
	}
	return said, numbers, nil
}

// tally gathers what rules said against the truth.
type tally struct {
	asker  *asker
	counts []outcome
	sound  []outcome // on pictures that no rule should speak about
	cases  [][]scored
	colour colourTally
}

func newTally(a *asker) *tally {
	return &tally{asker: a, counts: make([]outcome, len(a.rules)), sound: make([]outcome, len(a.rules)), cases: make([][]scored, len(a.rules))}
}

// add takes a picture of which the truth is known for some rules: 1 true, 0
// false, absent unknown. It gives what each rule said.
func (t *tally) add(f *dataset.Frame, truth map[string]bool, sound bool) (said []bool, err error) {
	said, numbers, err := t.asker.ask(f)
	if err != nil {
		return nil, err
	}
	for i, r := range t.asker.rules {
		if sound {
			t.sound[i].add(said[i], false)
		}
		want, known := truth[r.Name]
		if !known {
			continue
		}
		t.counts[i].add(said[i], want)
		if !math.IsNaN(numbers[i]) {
			t.cases[i] = append(t.cases[i], scored{numbers[i], want})
		}
	}
	return said, nil
}

func (t *tally) results() (all []RuleResult) {
	for i, r := range t.asker.rules {
		o := t.counts[i]
		area := auc(t.cases[i])
		all = append(all, RuleResult{
			Rule: r.Name, When: r.When, Action: r.Action, AUC: max(area, 1-area),
			Precision: o.precision(), Recall: o.recall(), Alarms: t.sound[i].alarms(), outcome: o,
		})
	}
	return all
}

// judged are the rules that spoils know the truth of.
var judged = []string{"broken", "greyscale", "tinted", "dark", "blank", "bright", "blurry"}

// measureSpoils spoils the colourful art of the half that is judged on.
func measureSpoils(ctx context.Context, t *tally, all []art, seed uint64) (int, error) {
	chroma, n := measureNamed("chroma"), 0
	tint, sharp := measureNamed("tint"), measureNamed("blur")
	for i, a := range all {
		f, err := framed(ctx, a.img, 0)
		if err != nil {
			return n, err
		}
		// Only what is in plain colours and sharp itself shows what spoiling does.
		if a.half == 0 || kindOf(a.name) == "pattern" || chroma(f) < 40 || tint(f) < .6 || !(sharp(f) < .7) {
			continue
		}
		dice := rand.New(rand.NewPCG(seed, uint64(i)))
		for k, s := range spoils {
			f, err := framed(ctx, s.make(a.img, dice), jpegOf(i+k))
			if err != nil {
				return n, err
			}
			truth := map[string]bool{}
			for _, r := range judged {
				truth[r] = slices.Contains(s.rules, r)
			}
			switch s.name { // what the others say of these is as true
			case "dark", "flat", "nearly white", "lower part lost":
				for _, r := range judged {
					if !truth[r] {
						delete(truth, r)
					}
				}
			}
			said, err := t.add(f, truth, s.name == "as it is")
			if err != nil {
				return n, err
			}
			t.colour.add(s, t.asker.class(said))
			n++
		}
	}
	return n, ctx.Err()
}

// measureLabels reads a CSV file whose header is path and names of rules, and
// whose cells are 1, 0 or empty; paths are relative to the file.
func measureLabels(ctx context.Context, t *tally, path string) (n int, err error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, fmt.Errorf("read labels: %w", err)
	}
	defer file.Close()
	rows := csv.NewReader(file)
	header, err := rows.Read()
	if err != nil || len(header) < 2 || header[0] != "path" {
		return 0, fmt.Errorf("read labels %s: the first line must be `path` and names of rules, such as path,text_heavy,greyscale", path)
	}
	for {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return n, ctx.Err()
		}
		if err != nil {
			return n, fmt.Errorf("read labels %s: %w", path, err)
		}
		data, err := os.ReadFile(filepath.Join(filepath.Dir(path), row[0]))
		if err != nil {
			return n, fmt.Errorf("read labels %s: %w", path, err)
		}
		p := decode.Decode(ctx, row[0], data, decode.Options{})
		if p.Frame == nil {
			continue
		}
		truth, sound := map[string]bool{}, true
		for i, cell := range row[1:] {
			if cell == "1" || cell == "0" {
				truth[header[i+1]] = cell == "1"
			}
			sound = sound && cell == "0"
		}
		if _, err := t.add(p.Frame, truth, sound); err != nil {
			return n, err
		}
		n++
	}
}
