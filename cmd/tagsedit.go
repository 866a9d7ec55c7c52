package cmd

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/retag"
)

var _ = addTags(func(a *app) *cobra.Command {
	var rule retag.Rule
	var apply bool
	var undo, examples int
	c := &cobra.Command{
		Use:   "edit",
		Short: "Rename, remove or add tags: preview, apply, undo",
		Long: `Edit shows what a rule would change, with counts and examples; --apply keeps it
with the workspace and makes the tags again. What was found is never rewritten:
--undo N takes an edit away and with it all that it did. Without a rule it lists
the edits. Rules for every run belong in the recipe, section tags.` + "\n" + exitHelp,
		Example: `  winnow tags edit --rename tied_hair --to ponytail
  winnow tags edit --remove 'group:meta,*_username' --apply
  winnow tags edit --add monochrome --where '"greyscale" in tags' --apply
  winnow tags edit --undo 2`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			ws, err := a.existing()
			if err != nil {
				return err
			}
			o := retag.Options{}
			if err := a.section("tags", &o); err != nil {
				return err
			}
			switch {
			case undo > 0:
				return a.undoEdit(c.Context(), ws, o, undo)
			case rule.Rename == "" && len(rule.Remove) == 0 && len(rule.Add) == 0:
				for _, flag := range []string{"rename", "to", "remove", "add", "where", "apply"} {
					if c.Flags().Changed(flag) {
						return fmt.Errorf("--%s is given, but nothing to do: say --rename TAG --to NAME, --remove TAGS or --add TAGS", flag)
					}
				}
				return a.listEdits(ws)
			}
			p, err := retag.PreviewRule(c.Context(), ws, o, rule, examples)
			if err != nil {
				return err
			}
			if !apply {
				return a.answer(p, func() { a.printPreview(p) })
			}
			return a.locked(ws, func() error {
				if err := retag.AddEdit(ws, rule); err != nil {
					return err
				}
				return a.tagAgain(c.Context(), ws, o)
			})
		},
	}
	c.Flags().StringVar(&rule.Name, "name", "", "what to call the rule")
	c.Flags().StringVar(&rule.Rename, "rename", "", "tag to rename")
	c.Flags().StringVar(&rule.To, "to", "", "its new name")
	c.Flags().StringSliceVar(&rule.Remove, "remove", nil, "tags, wildcards, group:… or category:… to remove")
	c.Flags().StringSliceVar(&rule.Add, "add", nil, "tags to add")
	c.Flags().StringVar(&rule.Where, "where", "", "only images that a condition is true of")
	c.Flags().BoolVar(&apply, "apply", false, "keep the rule, and make the tags again")
	c.Flags().IntVar(&undo, "undo", 0, "take edit N away")
	c.Flags().IntVar(&examples, "examples", 5, "images to show")
	return c
})

func (a *app) undoEdit(ctx context.Context, ws dataset.Workspace, o retag.Options, n int) error {
	return a.locked(ws, func() error {
		gone, err := retag.RemoveEdit(ws, n)
		if err != nil {
			return err
		}
		a.say("took away edit %d: %s", n, gone)
		return a.tagAgain(ctx, ws, o)
	})
}

func (a *app) tagAgain(ctx context.Context, ws dataset.Workspace, o retag.Options) error {
	report, end := a.progress()
	s, err := retag.Run(ctx, ws, o, report)
	end()
	if err != nil {
		return err
	}
	return a.conclude(s)
}

func (a *app) listEdits(ws dataset.Workspace) error {
	edits, err := retag.Edits(ws)
	if err != nil {
		return err
	}
	if edits == nil {
		edits = []retag.Rule{}
	}
	return a.answer(map[string]any{"edits": edits}, func() {
		for i, e := range edits {
			fmt.Fprintf(a.out, "%3d  %s\n", i+1, e)
		}
		if len(edits) == 1 {
			fmt.Fprintln(a.out, "1 edit")
			return
		}
		fmt.Fprintf(a.out, "%d edits\n", len(edits))
	})
}

func (a *app) printPreview(p retag.Preview) {
	fmt.Fprintf(a.out, "%s\n", p.Rule)
	fmt.Fprintf(a.out, "would change %s of %s, %s\n", digits.Commas(p.Images), digits.Count(p.Found, "image"), digits.Count(p.Changes, "tag"))
	for _, e := range p.Examples {
		fmt.Fprintf(a.out, "  %s\n", e.Path)
		for _, c := range e.Changes {
			switch c.Change {
			case "renamed":
				fmt.Fprintf(a.out, "    %s → %s\n", c.From, c.Tag)
			case "removed":
				fmt.Fprintf(a.out, "    − %s\n", c.Tag)
			default:
				fmt.Fprintf(a.out, "    + %s\n", c.Tag)
			}
		}
	}
	fmt.Fprintln(a.out, "nothing was changed: --apply keeps the rule")
}
