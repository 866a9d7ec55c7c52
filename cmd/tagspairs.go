package cmd

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/tags"
)

// pairOrders are what pairs can be sorted by, the largest first.
var pairOrders = map[string]func(tags.Association) float64{
	"npmi":       func(s tags.Association) float64 { return s.NPMI },
	"support":    func(s tags.Association) float64 { return float64(s.Support) },
	"confidence": func(s tags.Association) float64 { return max(s.Confidence, s.Reverse) },
	"lift":       func(s tags.Association) float64 { return s.Lift },
	"cosine":     func(s tags.Association) float64 { return s.Cosine },
}

var pairOrderNames = []string{"npmi", "support", "confidence", "lift", "cosine"}

// pairAnswer is what `tags pairs` prints.
type pairAnswer struct {
	Posts  int64              `json:"posts"`
	Tags   int                `json:"tags"`
	Slack  uint32             `json:"slack"` // by how much counts of rare pairs may be too low
	Pairs  []tags.Association `json:"pairs"`
	Always []tags.Implied     `json:"always"`
}

var _ = addTags(func(a *app) *cobra.Command {
	var source postsOf
	var sort string
	var support int64
	var limit int
	c := &cobra.Command{
		Use:   "pairs [TAG…]",
		Short: "Which tags come together, and which always do",
		Long: `Pairs counts how often tags stand on the same images and prints support,
confidence both ways, lift, normalised mutual information and cosine. Below them
are findings of the form "always with", also by category: any:character means
that some character is named. With TAGs only pairs of these are printed.` + "\n" + exitHelp,
		Example: `  winnow tags pairs --limit 30
  winnow tags pairs alternate_costume --sort confidence
  winnow tags pairs --from posts.jsonl --min-support 100 --json`,
		RunE: func(_ *cobra.Command, args []string) error {
			by, ok := pairOrders[sort]
			if !ok {
				return registry.Unknown("order", sort, pairOrderNames)
			}
			posts, err := source.open(a)
			if err != nil {
				return err
			}
			p, err := tags.Count(items(posts), tags.CountOptions{})
			if err != nil {
				return err
			}
			wanted := normalAll(args)
			answer := pairAnswer{Posts: p.Posts, Tags: len(p.Tags()), Slack: p.Slack, Pairs: bestPairs(p, wanted, by, support, limit), Always: alwaysWith(p, wanted, limit)}
			return a.answer(answer, func() { a.printPairs(answer) })
		},
	}
	source.flags(c)
	c.Flags().StringVar(&sort, "sort", "npmi", "order: "+strings.Join(pairOrderNames, ", "))
	c.Flags().Int64Var(&support, "min-support", 5, "images with both, at least")
	c.Flags().IntVarP(&limit, "limit", "n", 20, "pairs to print at most")
	return c
})

func normalAll(list []string) []string {
	out := make([]string, len(list))
	for i, tag := range list {
		out[i] = tags.Normal(tag)
	}
	return out
}

// bestPairs keeps the best by an order; what goes without saying, by category
// or by the lexicon, is left out.
func bestPairs(p *tags.Pairs, wanted []string, by func(tags.Association) float64, support int64, limit int) []tags.Association {
	best := []tags.Association{}
	order := func(x, y tags.Association) int {
		return cmp.Or(-cmp.Compare(by(x), by(y)), -cmp.Compare(x.Support, y.Support), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	}
	for s := range p.All(max(1, support)) {
		if len(wanted) > 0 && !slices.Contains(wanted, s.A) && !slices.Contains(wanted, s.B) || selfEvident(s.A, s.B) {
			continue
		}
		if best = append(best, s); len(best) >= 4*limit+64 {
			slices.SortFunc(best, order)
			best = best[:limit]
		}
	}
	slices.SortFunc(best, order)
	return best[:min(limit, len(best))]
}

// selfEvident pairs are a name and its category.
func selfEvident(a, b string) bool {
	for _, pair := range [][2]string{{a, b}, {b, a}} {
		if category, ok := strings.CutPrefix(pair[0], "any:"); ok && strings.HasPrefix(pair[1], category+":") {
			return true
		}
	}
	return false
}

// alwaysWith are the strong rules that the meaning of the tags does not give.
func alwaysWith(p *tags.Pairs, wanted []string, limit int) []tags.Implied {
	list := []tags.Implied{}
	for _, r := range p.Rules(tags.RuleOptions{Confidence: 0.95}) {
		if r.Lexical || selfEvident(r.A, r.B) || len(wanted) > 0 && !slices.Contains(wanted, r.A) && !slices.Contains(wanted, r.B) {
			continue
		}
		if list = append(list, r); len(list) == limit {
			break
		}
	}
	return list
}

func (a *app) printPairs(answer pairAnswer) {
	fmt.Fprintf(a.out, "%s, %s\n", digits.Count(answer.Posts, "image"), digits.Count(int64(answer.Tags), "tag"))
	if answer.Slack > 0 {
		fmt.Fprintf(a.out, "counts of rare pairs may be too low by %d\n", answer.Slack)
	}
	a.printAssociations("tag", answer.Pairs)
	if len(answer.Always) > 0 {
		fmt.Fprintln(a.out, "\nalways with:")
		for _, r := range answer.Always {
			fmt.Fprintf(a.out, "  %s → %s  %.1f %% of %s, lift %.1f\n", r.A, r.B, 100*r.Confidence, digits.Count(r.UsesA, "image"), r.Lift)
		}
	}
}

func (a *app) printAssociations(first string, list []tags.Association) {
	cells := [][]string{{first, "with", "both", "forth %", "back %", "lift", "npmi", "cosine"}}
	for _, s := range list {
		cells = append(cells, []string{s.A, s.B, digits.Commas(s.Support), fmt.Sprintf("%.1f", 100*s.Confidence), fmt.Sprintf("%.1f", 100*s.Reverse),
			fmt.Sprintf("%.2f", s.Lift), fmt.Sprintf("%.2f", s.NPMI), fmt.Sprintf("%.2f", s.Cosine)})
	}
	a.printCells(cells)
}
