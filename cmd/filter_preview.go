package cmd

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/filter"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/table"
)

// preview writes the page of a rule and prints its counts.
func (a *app) preview(ctx context.Context, before, after filter.Options, rule, path string) error {
	ws, err := a.existing()
	if err != nil {
		return err
	}
	if path == "" {
		path = "preview_" + rule + ".html"
	}
	p, err := filter.PreviewRule(ctx, ws, before, after, rule)
	if err != nil {
		return err
	}
	if err := outsideOfSource(ws, "the preview", path); err != nil {
		return err
	}
	if err := place.WriteFile(path, func(w io.Writer) error { return p.HTML(ctx, w) }); err != nil {
		return err
	}
	p.File = path
	return a.answer(p, func() { a.printSides(p) })
}

// outsideOfSource is an error if a file to be written would be in the source or
// among the tables.
func outsideOfSource(ws dataset.Workspace, what, path string) error {
	inside, err := place.Within(ws.Dir, path)
	if err != nil {
		return err
	}
	if inside {
		return fmt.Errorf("%s %s would be inside the workspace %s, which holds tables only: name a file elsewhere", what, path, ws.Dir)
	}
	source, err := table.SourceOf(ws)
	if err != nil {
		return nil // it was not scanned from a folder
	}
	if _, err := os.Stat(source); err != nil {
		return nil // moved or unmounted: nothing can be written to it
	}
	if err := place.OutsideOf(source, path); err != nil {
		return fmt.Errorf("%s %w", what, err)
	}
	return nil
}

func (a *app) printSides(p *filter.Preview) {
	fmt.Fprintf(a.out, "preview of %s: %s (%s)\n", p.Rule.Name, p.Rule.When, p.Rule.Action)
	if p.Was != nil {
		fmt.Fprintf(a.out, "  in the recipe: %s (%s)\n", orDash(p.Was.When), p.Was.Action)
	}
	lines := []line{{map[string]string{filter.ActionDrop: "dropped", filter.ActionNote: "noted"}[p.Rule.Action], p.Spoken, true}, {"left alone", p.Silent, true}}
	if p.Rule.Action == filter.ActionOff {
		lines[0].name = "spoken of, were it not off"
	}
	if p.Unknown > 0 {
		lines = append(lines, line{"cannot be said", p.Unknown, true})
	}
	if p.Was != nil || p.Drops+p.Keeps > 0 {
		lines = append(lines, line{"would change: kept → dropped", p.Drops, true}, line{"would change: dropped → kept", p.Keeps, true})
	}
	a.printLines(lines, p.Found)
	fmt.Fprintf(a.out, "wrote %s; nothing was decided\n", p.File)
}
