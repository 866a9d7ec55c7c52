package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/tags"
)

// conflictOf is tags of one image that exclude each other.
type conflictOf struct {
	ID   string `json:"id"`
	Path string `json:"path"`
	tags.Conflict
}

var _ = addTags(func(a *app) *cobra.Command {
	source := postsOf{named: true}
	var limit int
	c := &cobra.Command{
		Use:   "conflicts",
		Short: "Images whose tags exclude each other",
		Long: `Conflicts lists images that have two tags of which one picture, or one person,
shows only one: two hair colours, indoors and outdoors, solo and 2girls. What
may be both (multicolored_hair, several people, several views) is no conflict.` + "\n" + exitHelp,
		Example: `  winnow tags conflicts
  winnow tags conflicts --from posts.jsonl --json`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			posts, err := source.open(a)
			if err != nil {
				return err
			}
			list, sets, images, total := []conflictOf{}, map[string]int64{}, int64(0), int64(0)
			for p, err := range posts() {
				if err != nil {
					return err
				}
				total++
				found := tags.Conflicts(p.tags.General)
				if len(found) > 0 {
					images++
				}
				for _, conflict := range found {
					sets[conflict.Set]++
					if limit == 0 || len(list) < limit {
						list = append(list, conflictOf{p.id, p.path, conflict})
					}
				}
			}
			return a.answer(map[string]any{"found": total, "images": images, "sets": sets, "conflicts": list}, func() {
				cells := [][]string{{"image", "set", "tags"}}
				for _, conflict := range list {
					cells = append(cells, []string{cell(conflict.Path), conflict.Set, strings.Join(conflict.Tags, " ")})
				}
				a.printCells(cells)
				fmt.Fprintf(a.out, "%s of %s\n", digits.Commas(images), digits.Count(total, "image"))
				var lines []line
				for _, name := range byCount(sets) {
					lines = append(lines, line{name, sets[name], true})
				}
				a.printLines(lines, total)
			})
		},
	}
	source.flags(c)
	c.Flags().IntVarP(&limit, "limit", "n", 20, "lines to print at most; 0 = all")
	return c
})
