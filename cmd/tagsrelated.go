package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/tags"
)

var _ = addTags(func(a *app) *cobra.Command {
	var source postsOf
	var o tags.RelatedOptions
	c := &cobra.Command{
		Use:   "related TAG…",
		Short: "Tags that have to do with some: related, implied, alternatives, narrower, broader",
		Long: `Related counts the tags of the images that have all TAGs (a TAG with a leading
minus must be absent), or of which --where is true, and sorts them: those that
come with them more than by chance, those that nearly always do, broader and
narrower ones by meaning and by counting, and alternatives that stand in their
place.` + "\n" + exitHelp,
		Example: `  winnow tags related grey_hair
  winnow tags related red_hair -- -blue_eyes
  winnow tags related --where '"hat" in tags && people == "solo"' --min-lift 2`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && source.where == "" {
				return errors.New("name a tag, or give a condition with --where")
			}
			has, hasNot := signed(args)
			matching := source.where
			source.where = ""
			posts, err := source.open(a)
			if err != nil {
				return err
			}
			chosen := func(p *post, items []string) bool { return hasAll(items, has) && !hasAny(items, hasNot) }
			if matching != "" {
				ids, err := a.matching(postsOf{from: source.from, where: matching})
				if err != nil {
					return err
				}
				byTags := chosen
				chosen = func(p *post, items []string) bool { return ids[p.id] && byTags(p, items) }
			}
			n := tags.NewNeighbours(has)
			for p, err := range posts() {
				if err != nil {
					return err
				}
				list := p.items()
				n.Add(list, chosen(p, list))
			}
			r := n.Answer(o)
			if r.Matches == 0 {
				a.say("none of %s has that; related tags by meaning only", digits.Count(r.Posts, "image"))
			}
			return a.answer(r, func() { a.printRelated(r) })
		},
	}
	source.flags(c)
	c.Flags().Float64Var(&o.MinLift, "min-lift", 0, "lift of related tags, at least (default 1.1)")
	c.Flags().Int64Var(&o.MinSupport, "min-support", 0, "images with both, at least (default 3)")
	c.Flags().IntVarP(&o.Limit, "limit", "n", 0, "tags of each list (default 20)")
	return c
})

// signed splits tags from those with a leading minus.
func signed(args []string) (has, hasNot []string) {
	for _, arg := range args {
		if tag, not := strings.CutPrefix(arg, "-"); not && tag != "" && !tags.IsKaomoji(arg) {
			hasNot = append(hasNot, tags.Normal(tag))
		} else {
			has = append(has, tags.Normal(arg))
		}
	}
	return has, hasNot
}

func hasAll(list, wanted []string) bool {
	for _, tag := range wanted {
		if !slices.Contains(list, tag) {
			return false
		}
	}
	return true
}

func hasAny(list, unwanted []string) bool {
	for _, tag := range unwanted {
		if slices.Contains(list, tag) {
			return true
		}
	}
	return false
}

// matching are the ids of the images that a condition is true of.
func (a *app) matching(source postsOf) (map[string]bool, error) {
	posts, err := source.open(a)
	if err != nil {
		return nil, err
	}
	ids := map[string]bool{}
	for p, err := range posts() {
		if err != nil {
			return nil, err
		}
		ids[p.id] = true
	}
	return ids, nil
}

func (a *app) printRelated(r tags.Related) {
	fmt.Fprintf(a.out, "%s of %s\n", digits.Commas(r.Matches), digits.Count(r.Posts, "image"))
	for _, list := range []struct {
		name string
		tags []tags.Association
	}{{"related", r.Related}, {"implied", r.Implied}, {"broader", r.Broader}, {"narrower", r.Narrower}, {"alternatives", r.Alternatives}} {
		if len(list.tags) == 0 {
			continue
		}
		fmt.Fprintf(a.out, "\n%s:\n", list.name)
		cells := [][]string{{"  tag", "both", "uses", "of these %", "of its %", "lift", "npmi"}}
		for _, s := range list.tags {
			cells = append(cells, []string{"  " + s.B, digits.Commas(s.Support), digits.Commas(s.UsesB), fmt.Sprintf("%.1f", 100*s.Confidence), fmt.Sprintf("%.1f", 100*s.Reverse),
				fmt.Sprintf("%.2f", s.Lift), fmt.Sprintf("%.2f", s.NPMI)})
		}
		a.printCells(cells)
	}
}
