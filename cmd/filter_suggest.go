package cmd

import (
	"context"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/filter"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/ledger"
)

// suggest prints thresholds that suit the set and the examples in a file.
func (a *app) suggest(ctx context.Context, o filter.Options, from string) error {
	ws, err := a.existing()
	if err != nil {
		return err
	}
	examples, err := a.examples(from)
	if err != nil {
		return err
	}
	kept, err := keptByMarks(ctx, ws)
	if err != nil {
		return err
	}
	s, err := filter.Suggest(ctx, ws, o, examples, kept)
	if err != nil {
		return err
	}
	if len(examples) > 0 && len(s.Lost) == len(examples) {
		return fmt.Errorf("none of the %d examples in %s is an image of the workspace: write paths as `winnow show` does, or ids; the first is %s", len(examples), from, s.Lost[0])
	}
	return a.answer(s, func() { a.printSuggestions(s) })
}

func (a *app) examples(from string) ([]filter.Example, error) {
	if from == "" {
		return nil, nil
	}
	in, err := a.open(from)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	all, err := filter.ReadExamples(in)
	if err != nil {
		return nil, fmt.Errorf("read the examples in %s: %w", from, err)
	}
	return all, nil
}

// keptByMarks are the images of which a person said that they stay.
func keptByMarks(ctx context.Context, ws dataset.Workspace) ([]string, error) {
	marks, err := marksOf(ctx, ws, "")
	if err != nil {
		return nil, err
	}
	var kept []string
	for _, m := range marks {
		if m.Kind == ledger.MarkKeep {
			kept = append(kept, m.A)
		}
	}
	return kept, nil
}

func (a *app) printSuggestions(s *filter.Suggestions) {
	fmt.Fprintf(a.out, "suggest: %s; nothing is changed\n", digits.Count(s.Found, "image"))
	cells := [][]string{{"rule", "now", "finds", "by the set", "finds", ""}}
	for _, t := range s.Thresholds {
		row := []string{t.Rule, fmt.Sprintf("%s %s %.4g", t.Column, t.Operator, t.Now.At), digits.Commas(t.Now.Spoken), "-", "-", t.Note}
		if t.Set != nil {
			row[3], row[4], row[5] = fmt.Sprintf("%.4g", t.Set.At), digits.Commas(t.Set.Spoken), t.Set.Why
		}
		cells = append(cells, row)
	}
	a.printCells(cells)
	a.printOnExamples(s)
	if s.Recipe != "" {
		fmt.Fprintf(a.out, "\nto take over, in winnow.yaml (look first: winnow filter --preview RULE --rule 'RULE=CONDITION'):\n%s", s.Recipe)
	}
}

func (a *app) printOnExamples(s *filter.Suggestions) {
	if len(s.Lost) > 0 {
		fmt.Fprintf(a.out, "examples that are no image of the workspace: %d, such as %s\n", len(s.Lost), s.Lost[0])
	}
	if s.Examples == 0 {
		return
	}
	share := func(v *float64) string {
		if v == nil {
			return "-"
		}
		return fmt.Sprintf("%.3f", *v)
	}
	fmt.Fprintf(a.out, "\non %s: %d to drop, %d to keep\n", digits.Count(s.Examples, "example"), s.Rules.Drop, s.Rules.Keep)
	cells := [][]string{{"rule", "threshold", "", "precision", "recall", "balanced", "held out"}}
	for _, t := range s.Thresholds {
		for _, p := range []struct {
			from string
			*filter.Proposal
		}{{"now", &t.Now}, {"by the set", t.Set}, {"by the examples", t.Examples}} {
			if p.Proposal == nil || p.Score == nil || p.Score.Precision == nil && t.Examples == nil {
				continue
			}
			held := ""
			if p.Proposal == t.Examples {
				held = share(t.HeldOut)
			}
			cells = append(cells, []string{t.Rule, fmt.Sprintf("%s %s %.4g", t.Column, t.Operator, p.At), p.from, share(p.Score.Precision), share(p.Score.Recall), share(p.Score.Balanced), held})
		}
	}
	cells = append(cells, []string{"all that drop", "", "now", share(s.Rules.Precision), share(s.Rules.Recall), share(s.Rules.Balanced), ""})
	a.printCells(cells)
}
