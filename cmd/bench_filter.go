package cmd

import (
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/filter/labelled"
)

var _ = addBench(func(a *app) *cobra.Command {
	var o labelled.Options
	var markdown bool
	c := &cobra.Command{
		Use:   "filter [FOLDER…]",
		Short: "How right the rules are, on pictures whose truth is known",
		Long: `Bench filter sets text in several scripts on drawn pictures, and on those below
each FOLDER, which must have no text; takes away colour, light and sharpness;
and prints how right the default rules are, on the half of the pictures that
nothing was fitted on. Chinese, Japanese and Korean need a font of the system.` + "\n" + exitHelp,
		Example: "  winnow bench filter\n  winnow bench filter portraits clipart --limit 100 --json\n  winnow bench filter --labels labels.csv",
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		o.Art = args
		r, err := labelled.Measure(c.Context(), o)
		if err != nil {
			return err
		}
		if r.Lines != nil {
			_, err := io.WriteString(a.out, r.Lines.Source)
			fmt.Fprintf(os.Stderr, "winnow: AUC on lines of the other half: rows %.4f, columns %.4f\n", r.Lines.AUC[0], r.Lines.AUC[1])
			return err
		}
		if markdown {
			last, err := labelled.Reproduced(c.Context())
			if err != nil {
				return err
			}
			if err := r.Markdown(a.out, time.Now().UTC().Format(time.DateOnly)); err != nil {
				return err
			}
			_, err = io.WriteString(a.out, last)
			return err
		}
		return a.answer(r.Plain(), func() { a.printCalibration(r) })
	}
	c.Flags().StringVar(&o.Labels, "labels", "", "CSV file: path, then a column of 1, 0 or nothing for each rule")
	c.Flags().StringVar(&o.Fonts, "fonts", "", "folder of fonts to write with, besides those of the system")
	c.Flags().StringVar(&o.UnseenFonts, "unseen-fonts", "", "folder of fonts for the layouts that nothing is fitted on")
	c.Flags().BoolVar(&o.Bare, "bare", false, "no font of the system, so that every machine makes the same pictures")
	c.Flags().IntVar(&o.Limit, "limit", 0, "pictures taken from each folder (default all)")
	c.Flags().IntVar(&o.Drawn, "drawn", 0, "pictures that are drawn (default 120)")
	c.Flags().Uint64Var(&o.Seed, "seed", 0, "of every choice by chance")
	c.Flags().BoolVar(&markdown, "markdown", false, "print docs/calibration.md")
	c.Flags().BoolVar(&o.Fit, "fit", false, "fit the odds of letters anew and print filter/lettertrees.go")
	return c
})

func (a *app) printCalibration(r *labelled.Report) {
	fmt.Fprintf(a.out, "bench filter: %d pictures without text, lettered once each; %d spoilt ones\n", r.Art, r.Spoilt)
	if !r.CJK {
		fmt.Fprintln(a.out, "  no font with Chinese, Japanese and Korean letters is installed: they were not measured")
	}
	a.printText("layouts like those that were fitted on", r.Text)
	a.printText("layouts, fonts and patterns that nothing was fitted on", r.Unseen)
	a.printText("drawings of the generator, of seeds that nothing was fitted on", r.Drawn)
	a.printRules(r.Rules)
	a.printColour(r.Colour)
	if r.Labelled > 0 {
		fmt.Fprintf(a.out, "on %d pictures of the labels\n", r.Labelled)
		a.printRules(r.Labels)
	}
}

func (a *app) printColour(c *labelled.ColourResult) {
	fmt.Fprintf(a.out, "grey, one hue and colour told apart: balanced accuracy %.4f on %d pictures\n", c.Balanced, c.Pictures)
	for _, name := range slices.Sorted(maps.Keys(c.Recall)) {
		fmt.Fprintf(a.out, "  recall %-12s %.3f\n", name, c.Recall[name])
	}
	fmt.Fprintf(a.out, "  a coloured mark of 0.1 to 0.2 %% of the area is seen on %.3f of %d grey pictures\n", c.Seen, c.Marks)
}

func (a *app) printText(on string, t *labelled.TextResult) {
	fmt.Fprintf(a.out, "text of 10 %% of the area and more, %s: %d pictures of which %d have it\n", on, t.Pictures, t.Heavy)
	fmt.Fprintf(a.out, "  AUC %.4f, against none %.4f; balanced accuracy %.4f at %.3f\n", t.AUC, t.AUCNone, t.Balanced, t.Threshold)
	fmt.Fprintf(a.out, "  %.2f %% of art without text is called text-heavy; %.2f ms an image\n", 100*t.Alarms, t.Millis)
	for _, name := range slices.Sorted(maps.Keys(t.Recall)) {
		fmt.Fprintf(a.out, "  recall %-12s %.3f\n", name, t.Recall[name])
	}
}

func (a *app) printRules(rules []labelled.RuleResult) {
	cells := [][]string{{"rule", "AUC", "precision", "recall", "alarms on sound art"}}
	number := func(v float64) string {
		if math.IsNaN(v) || v < 0 { // Plain has made it -1
			return "-"
		}
		return fmt.Sprintf("%.4f", v)
	}
	for _, r := range rules {
		cells = append(cells, []string{r.Rule, number(r.AUC), number(r.Precision), number(r.Recall), number(r.Alarms)})
	}
	a.printCells(cells)
}
