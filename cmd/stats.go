package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/stats"
)

var _ = add(func(a *app) *cobra.Command {
	var flags stats.Options
	var page string
	var markdown bool
	c := &cobra.Command{
		Use:   "stats",
		Short: "What the set is biased to, at every stage, and how to balance it",
		Long: `Stats counts properties of the images as found, without duplicates, as kept and
as exported: orientation, framing, people, gender, colour, text, resolution,
tags, artists, captions. It says in sentences what is skewed, with 95 % intervals
and the line of the recipe that would balance it, and which properties go
together more often than chance allows. What is not known is counted apart.

Exit status: 0 done; 1 failed; 4 done, and a gate of the recipe does not hold;
130 interrupted.`,
		Example: `  winnow stats --html report.html
  winnow stats --json | jq .findings
  winnow stats --cross 'rating,year' --cross 'blur,site'
  winnow stats --compare other/.winnow --reference wanted.json`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			o := stats.Options{}
			if err := a.section("stats", &o); err != nil {
				return err
			}
			override(c, "top", &o.Top, flags.Top)
			override(c, "cross", &o.Cross, flags.Cross)
			override(c, "compare", &o.Compare, flags.Compare)
			override(c, "reference", &o.Reference, flags.Reference)
			return a.stats(c.Context(), o, page, markdown)
		},
	}
	f := c.Flags()
	f.StringVar(&page, "html", "", "write the report to FILE as one self-contained page")
	f.BoolVar(&markdown, "markdown", false, "answer in Markdown")
	f.IntVar(&flags.Top, "top", 0, "most frequent tags, artists, … to show (default 20)")
	f.StringArrayVar(&flags.Cross, "cross", nil, "cross two properties, columns or conditions: A,B (repeatable)")
	f.StringVar(&flags.Compare, "compare", "", "compare with another workspace")
	f.StringVar(&flags.Reference, "reference", "", "compare with the shares in a JSON file")
	return c
})

func (a *app) stats(ctx context.Context, o stats.Options, page string, markdown bool) error {
	ws, err := a.existing()
	if err != nil {
		return err
	}
	report, end := a.progress()
	r, err := stats.Run(ctx, ws, o, report)
	end()
	if err != nil {
		return err
	}
	if page != "" {
		if err := writePage(ctx, &r, ws, page); err != nil {
			return err
		}
	}
	if err := a.tellStats(&r, page, markdown); err != nil {
		return err
	}
	return a.gated(r.Gates)
}

// gated ends with a status of its own when a gate does not hold, and says which.
func (a *app) gated(gates []stats.GateResult) error {
	broken := false
	for _, g := range gates {
		if !g.OK {
			broken = true
			a.say("gate broken: %s", g.Text)
		}
	}
	if broken {
		return &statusError{status: exitGate}
	}
	return nil
}

func (a *app) tellStats(r *stats.Report, page string, markdown bool) error {
	if markdown && !a.json {
		return r.Markdown(a.out)
	}
	var failed error
	err := a.answer(r, func() {
		failed = r.Text(a.out)
		if page != "" {
			fmt.Fprintf(a.out, "\nwrote %s\n", page)
		} else if !a.quiet {
			fmt.Fprintf(a.out, "\nnext: winnow stats%s --html report.html shows the pictures behind each number\n", a.inWorkspace())
		}
	})
	return errors.Join(err, failed)
}

// writePage writes the page beside its place and renames it into it.
func writePage(ctx context.Context, r *stats.Report, ws dataset.Workspace, path string) error {
	if err := outsideOfSource(ws, "the report", path); err != nil {
		return err
	}
	r.Version = buildVersion()
	return place.WriteFile(path, func(w io.Writer) error { return r.HTML(ctx, w) })
}
