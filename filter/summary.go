package filter

import (
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
)

// summarize counts from the tables, so that a run and one that finds nothing
// changed say the same.
func (r *decision) summarize() (dataset.Summary, error) {
	s := dataset.Summary{Stage: Stage, Dropped: map[string]int64{}, Counts: map[string]int64{}}
	f, err := view.Funnel(r.ws)
	if err != nil {
		return s, err
	}
	s.Found, s.Kept, s.Failed = f.Found, f.Kept, f.Failed
	s.Counts["duplicate"], s.Counts["filtered"] = f.Duplicate, f.Filtered
	shared := overlap{}
	for row, err := range table.ReadColumns(r.ws.Table(dataset.TableVerdicts), []string{"stage", "reasons.rule", "notes.rule"}) {
		if err != nil {
			return s, err
		}
		stage, _ := row[0].(string)
		rules, _ := row[1].([]string)
		notes, _ := row[2].([]string)
		anyway := ""
		if stage == Stage {
			anyway = ", dropped anyway"
			for _, rule := range rules {
				s.Dropped[rule]++
			}
			shared.add(rules)
		}
		if stage == Stage || stage == "" {
			for _, rule := range notes {
				s.Counts["noted "+rule+anyway]++
			}
		}
	}
	if len(shared) > 0 {
		s.Notes = append(s.Notes, shared.String())
	}
	return s, nil
}
