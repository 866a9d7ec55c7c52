package cmd

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/tags"
)

// missingTag is a tag that an image probably lacks.
type missingTag struct {
	ID   string `json:"id"`
	Path string `json:"path"`
	tags.Missing
}

var _ = addTags(func(a *app) *cobra.Command {
	source := postsOf{named: true}
	var o tags.RuleOptions
	var limit int
	c := &cobra.Command{
		Use:   "missing",
		Short: "Tags that images probably should have",
		Long: `Missing finds the strong rules that the set follows (where A is, B is too) and
lists the images that break them, the surest first: a check of annotations. A
tag that the image's other tags exclude is not asked for.` + "\n" + exitHelp,
		Example: `  winnow tags missing --limit 50
  winnow tags missing --min-confidence 0.97 --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			posts, err := source.open(a)
			if err != nil {
				return err
			}
			p, err := tags.Count(items(posts), tags.CountOptions{})
			if err != nil {
				return err
			}
			absences := tags.NewAbsences(p.Rules(o))
			found, list := int64(0), []missingTag{}
			order := func(x, y missingTag) int {
				return cmp.Or(-cmp.Compare(x.Confidence, y.Confidence), -cmp.Compare(x.Support, y.Support), cmp.Compare(x.Path, y.Path), cmp.Compare(x.Tag, y.Tag))
			}
			for p, err := range posts() {
				if err != nil {
					return err
				}
				for _, m := range absences.Of(p.items()) {
					found++
					list = append(list, missingTag{p.id, p.path, m})
				}
				if limit > 0 && len(list) > 4*limit+1024 {
					slices.SortFunc(list, order)
					list = list[:limit]
				}
			}
			slices.SortFunc(list, order)
			if limit > 0 {
				list = list[:min(limit, len(list))]
			}
			return a.answer(map[string]any{"found": found, "missing": list}, func() {
				cells := [][]string{{"image", "tag", "because", "sure %", "of images"}}
				for _, m := range list {
					cells = append(cells, []string{cell(m.Path), m.Tag, m.Because, fmt.Sprintf("%.1f", 100*m.Confidence), digits.Commas(m.Support)})
				}
				a.printCells(cells)
				fmt.Fprintf(a.out, "%s of %s\n", digits.Commas(int64(len(list))), digits.Commas(found))
			})
		},
	}
	source.flags(c)
	c.Flags().Float64Var(&o.Confidence, "min-confidence", 0, "of a rule, at least (default 0.9)")
	c.Flags().Int64Var(&o.Support, "min-support", 0, "images that a rule rests on, at least (default 20)")
	c.Flags().IntVarP(&limit, "limit", "n", 20, "lines to print at most; 0 = all")
	return c
})
