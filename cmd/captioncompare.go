package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/caption"
	"github.com/winnow-data/winnow/internal/clip"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/prose"
	"github.com/winnow-data/winnow/tags"
)

// captionCompare is a command of caption.
func (a *app) captionCompare() *cobra.Command {
	var where string
	c := &cobra.Command{
		Use:   "compare [NAME]...",
		Short: "Which model, prompt or backend captions best: all of them side by side",
		Long: `Compare judges the captions that the ledger holds of each backend, model and
prompt, or of those named, on the images that all of them captioned: what they
state of the tags, contradict and invent, what went wrong, length, variety, cost.
The score of each is set against the first one's, with a 95 % interval.
To choose a model, let each caption the same images first (--limit 200).` + "\n" + exitHelp,
		Example: `  winnow caption compare
  winnow caption compare compose gpt-4.1-mini
  winnow caption compare "gemini-2.5-flash with_tags" "gemini-2.5-flash without_tags"`,
	}
	c.Flags().StringVar(&where, "where", "", "condition over the columns: which survivors")
	c.RunE = func(c *cobra.Command, names []string) error {
		o := caption.Options{}
		if err := a.section("caption", &o); err != nil {
			return err
		}
		if err := a.section("check", &o.Check); err != nil {
			return err
		}
		o.Where = where
		ws, err := a.existing()
		if err != nil {
			return err
		}
		compared, err := caption.Compare(c.Context(), ws, o, names)
		if err != nil {
			return err
		}
		return a.answer(compared, func() { a.printComparison(compared) })
	}
	return c
}

func (a *app) printComparison(c caption.Comparison) {
	fmt.Fprintf(a.out, "captions of %s of %s", digits.Commas(c.Images), digits.Count(c.Survivors, "survivor"))
	if len(c.Generations) > 1 {
		fmt.Fprint(a.out, ", which have one of each")
	}
	fmt.Fprintln(a.out)
	if c.Untagged > 0 {
		fmt.Fprintf(a.out, "%s without tags, so that nothing can be judged\n", digits.Count(c.Untagged, "survivor"))
	}
	if c.Images < fewImages && len(c.Generations) > 1 {
		fmt.Fprintln(a.out, "so few images tell little: a difference may be chance")
	}
	heading := []string{""}
	for i, g := range c.Generations {
		heading = append(heading, letter(i))
		fmt.Fprintf(a.out, "  %s  %s: %s\n", letter(i), g.Name, digits.Count(g.Captioned, "caption"))
	}
	fmt.Fprintln(a.out)
	a.printCells(rightAligned(append([][]string{heading}, comparedRows(c)...)))
	a.printRepeated(c)
}

// letter is what a generation is called above its column.
func letter(i int) string { return string(rune('A' + i%26)) }

// fewImages is how many images a mean is hardly to be relied on of.
const fewImages = 30

// comparedRows are a name and a cell for each generation; rows in which nobody
// has anything are left out.
func comparedRows(c caption.Comparison) (rows [][]string) {
	row := func(name string, cell func(*caption.Compared) string) {
		cells := []string{"  " + name}
		for _, g := range c.Generations {
			cells = append(cells, cell(g))
		}
		if slices.ContainsFunc(cells[1:], func(s string) bool { return s != "" }) {
			rows = append(rows, cells)
		}
	}
	row("score", func(g *caption.Compared) string { return fmt.Sprintf("%.3f", g.Score.Mean) })
	row("  median", func(g *caption.Compared) string { return fmt.Sprintf("%.2f", g.Score.Median) })
	row("  5th percentile", func(g *caption.Compared) string { return fmt.Sprintf("%.2f", g.Score.Low) })
	first := ""
	if len(c.Generations) > 1 {
		first = " A"
	}
	row("  against"+first, func(g *caption.Compared) string {
		if g.Against == nil {
			return ""
		}
		return fmt.Sprintf("%+.3f", g.Against.Difference)
	})
	row("  95 % interval", func(g *caption.Compared) string {
		if g.Against == nil {
			return ""
		}
		return fmt.Sprintf("%+.3f to %+.3f", g.Against.Low, g.Against.High)
	})
	row("  better, worse than"+first, func(g *caption.Compared) string {
		if g.Against == nil {
			return ""
		}
		return percent(g.Against.Better) + ", " + percent(g.Against.Worse)
	})
	row("tags stated", func(g *caption.Compared) string { return percent(g.Coverage) })
	for _, group := range tags.Groups {
		row("  "+string(group), func(g *caption.Compared) string {
			r := g.Recall[group]
			if r.Of == 0 {
				return ""
			}
			return percent(float64(r.Covered) / float64(r.Of))
		})
	}
	for _, fault := range []struct {
		name string
		of   func(*caption.Compared) caption.Faulty
	}{
		{"captions that contradict", func(g *caption.Compared) caption.Faulty { return g.Contradicted }},
		{"captions that invent", func(g *caption.Compared) caption.Faulty { return g.Invented }},
		{"captions that failed otherwise", func(g *caption.Compared) caption.Faulty { return g.Process }},
	} {
		row(fault.name, func(g *caption.Compared) string { return percent(fault.of(g).Captions) })
		for _, kind := range commonest(c, fault.of) {
			row("  "+strings.ReplaceAll(kind, "_", " "), func(g *caption.Compared) string { return digits.Commas(fault.of(g).By[kind]) })
		}
	}
	about := "~"
	if c.Exact {
		about = ""
	}
	row("words, median", func(g *caption.Compared) string { return spread(g.Prose.Words, "") })
	row("CLIP tokens, median", func(g *caption.Compared) string { return spread(g.Prose.Tokens, about) })
	row(fmt.Sprintf("  more than %d", clip.Room), func(g *caption.Compared) string { return percent(g.Prose.Over) })
	for n, what := range []string{"different words", "different pairs of words", "different runs of three"} {
		row(what, func(g *caption.Compared) string { return percent(g.Prose.Distinct[n]) })
	}
	row("commonest opening", func(g *caption.Compared) string { return percent(g.Prose.Opening.Share) })
	row("commonest sentence", func(g *caption.Compared) string { return percent(g.Prose.Sentence.Share) })
	row("tokens in, out", func(g *caption.Compared) string {
		if g.TokensIn+g.TokensOut == 0 {
			return ""
		}
		return fmt.Sprintf("%.0f, %.0f", g.TokensIn, g.TokensOut)
	})
	row("cost of a thousand", func(g *caption.Compared) string {
		if g.Cost == nil {
			return "unknown"
		}
		return dollars(*g.Cost * 1000)
	})
	return rows
}

// mostKinds is how many kinds of a fault have a row.
const mostKinds = 5

// commonest are the kinds of a fault that all generations have most of.
func commonest(c caption.Comparison, of func(*caption.Compared) caption.Faulty) []string {
	sum := map[string]int64{}
	for _, g := range c.Generations {
		for kind, n := range of(g).By {
			sum[kind] += n
		}
	}
	kinds := byCount(sum)
	return kinds[:min(len(kinds), mostKinds)]
}

// printRepeated says what is repeated, each in a line of its own.
func (a *app) printRepeated(c caption.Comparison) {
	for i, g := range c.Generations {
		for _, r := range []struct {
			what string
			told prose.Repeated
		}{{"opens with", g.Prose.Opening}, {"repeats", g.Prose.Sentence}} {
			if r.told.Text != "" {
				fmt.Fprintf(a.out, "  %s %s “%s”\n", letter(i), r.what, shortened(r.told.Text, shownLetters))
			}
		}
	}
}

// shownLetters is how much of a repeated sentence is shown.
const shownLetters = 60

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

func spread(s prose.Spread, about string) string {
	return fmt.Sprintf("%s%d (%d–%d)", about, s.Median, s.Low, s.High)
}

// rightAligned are cells of which all but the first of a row stand at the right of
// their columns.
func rightAligned(cells [][]string) [][]string {
	widths := widthsOf(cells)
	for _, row := range cells {
		for i := range row[1:] {
			row[1+i] = fmt.Sprintf("%*s", widths[1+i], row[1+i])
		}
	}
	return cells
}
