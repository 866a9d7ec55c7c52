package cmd

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/tags"
)

var _ = addTags(func(a *app) *cobra.Command {
	source := postsOf{named: true}
	var limit int
	c := &cobra.Command{
		Use:   "find SELECTOR…",
		Short: "Count and list images by their tags",
		Long: `Find lists the images that every SELECTOR chooses: a tag; a wildcard such as
"holding_*"; group:hair; category:artist; character:NAME; or any of these with a
leading minus for its absence. --where adds a condition over all columns.` + "\n" + exitHelp,
		Example: `  winnow tags find red_hair "holding_*"
  winnow tags find group:place -- -outdoors
  winnow tags find hat --where 'width > 1000' --json`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && source.where == "" {
				return errors.New("name a tag, or give a condition with --where")
			}
			chosen, err := selectors(args)
			if err != nil {
				return err
			}
			posts, err := source.open(a)
			if err != nil {
				return err
			}
			type match struct {
				ID   string `json:"id"`
				Path string `json:"path"`
			}
			list, matches, total := []match{}, int64(0), int64(0)
			for p, err := range posts() {
				if err != nil {
					return err
				}
				total++
				if !chosen(p.tags) {
					continue
				}
				if matches++; limit == 0 || len(list) < limit {
					list = append(list, match{p.id, p.path})
				}
			}
			return a.answer(map[string]any{"found": total, "matches": matches, "images": list}, func() {
				for _, m := range list {
					fmt.Fprintln(a.out, m.Path)
				}
				fmt.Fprintf(a.out, "%s of %s\n", digits.Commas(matches), digits.Count(total, "image"))
			})
		},
	}
	source.flags(c)
	c.Flags().IntVarP(&limit, "limit", "n", 20, "images to list at most; 0 = all")
	return c
})

// selectors is whether a post has what every argument chooses, and nothing of
// those with a leading minus.
func selectors(args []string) (func(tags.Categories) bool, error) {
	var has, hasNot []tags.Selector
	for _, arg := range args {
		text, not := strings.CutPrefix(arg, "-")
		s, err := tags.ParseSelector(text)
		if err != nil {
			return nil, err
		}
		if not {
			hasNot = append(hasNot, s)
		} else {
			has = append(has, s)
		}
	}
	return func(c tags.Categories) bool {
		for _, s := range has {
			if !s.Any(c) {
				return false
			}
		}
		for _, s := range hasNot {
			if s.Any(c) {
				return false
			}
		}
		return true
	}, nil
}
