package cmd

import (
	"context"
	"fmt"
	"sync"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/table"
)

var _ = add(func(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "What the workspace holds, what is out of date, and what to run next",
		Long: `Status lists the tables of the workspace, whether each still follows from those
that it was made from, and the next command. It looks neither at the source nor at
the recipe: a stage does, when it runs.` + "\n" + exitHelp,
		Example: "  winnow status -w training-set/.winnow",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ws, err := a.existing()
			if err != nil {
				return err
			}
			s, err := statusOf(c.Context(), ws)
			if err != nil {
				return err
			}
			return a.answer(s, func() { a.printStatus(s) })
		},
	}
})

type status struct {
	Workspace string        `json:"workspace"`
	Source    string        `json:"source"`
	Tables    []tableStatus `json:"tables"`
	// Remembered is the pictures whose pairs dedup does not judge again.
	Remembered int    `json:"remembered,omitempty"`
	Next       string `json:"next"` // command, empty when all is up to date
}

type tableStatus struct {
	Name  string `json:"name"`
	Rows  int64  `json:"rows"`
	State string `json:"state"` // made, outdated or absent

	marks bool // what is outdated is so by marks
}

// makers are the commands that make the tables.
var makers = map[string]string{
	dataset.TableImages: "scan SOURCE", dataset.TableMeasures: "scan SOURCE", dataset.TablePairs: "dedup", dataset.TableGroups: "dedup",
	dataset.TableTags: "tags", dataset.TableVerdicts: "filter", dataset.TableCaptions: "caption", dataset.TableExported: "export -o OUT",
}

func statusOf(ctx context.Context, ws dataset.Workspace) (*status, error) {
	s := &status{Workspace: ws.Dir}
	content := map[string]string{}
	marksChanged := sync.OnceValues(func() (bool, error) { return dedup.MarksChanged(ctx, ws) })
	for _, name := range dataset.Tables {
		t := tableStatus{Name: name, State: "absent"}
		if table.Has(ws, name) {
			footer, err := table.ReadFooter(ws.Table(name))
			if err != nil {
				return nil, err
			}
			if t.Rows, err = table.Rows(ws.Table(name)); err != nil {
				return nil, err
			}
			content[name], t.State = footer.Content, "made"
			for input, was := range footer.Inputs {
				if content[input] != was {
					t.State = "outdated"
				}
			}
			if t.State == "made" && makers[name] == "dedup" && table.Has(ws, dataset.TableGroups) {
				if t.marks, err = marksChanged(); err != nil {
					return nil, err
				}
				if t.marks {
					t.State = "outdated"
				}
			}
		} else if _, err := table.ReadFooter(ws.Table(name)); !table.IsMissing(err) {
			return nil, err
		}
		if t.State != "made" && s.Next == "" {
			s.Next = "winnow " + makers[name] + " -w " + quoted(ws.Dir)
		}
		s.Tables = append(s.Tables, t)
	}
	if content[dataset.TableImages] != "" {
		source, err := table.SourceOf(ws)
		if err != nil {
			return nil, err
		}
		s.Source = source
	}
	var err error
	s.Remembered, err = dedup.Remembered(ws)
	return s, err
}

func (a *app) printStatus(s *status) {
	fmt.Fprintf(a.out, "workspace %s of source %s\n", s.Workspace, orDash(s.Source))
	for _, t := range s.Tables {
		if t.State == "absent" {
			fmt.Fprintf(a.out, "  %-9s %12s  not made yet\n", t.Name, "-")
			continue
		}
		state := map[string]string{"made": "up to date", "outdated": "made from tables that have changed since"}[t.State]
		if t.marks {
			state = "made before the marks changed"
		}
		fmt.Fprintf(a.out, "  %-9s %12s rows  %s\n", t.Name, digits.Commas(t.Rows), state)
	}
	if s.Remembered > 0 {
		fmt.Fprintf(a.out, "dedup remembers %s pictures, and judges only pairs of which one is new or has changed\n", digits.Commas(int64(s.Remembered)))
	}
	if s.Next == "" {
		fmt.Fprintln(a.out, "nothing is out of date; what changed in the source or the recipe shows when its stage runs again")
		return
	}
	fmt.Fprintf(a.out, "next: %s\n", s.Next)
}
