package cmd

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/place"
)

// mostCases is more than any set that people judged by hand.
const mostCases = 256 << 20

var _ = addBench(func(a *app) *cobra.Command {
	var cases, claims string
	var mistakes, probes bool
	c := &cobra.Command{
		Use:   "check",
		Short: "How well and how fast captions are judged, on captions that people judged",
		Long: `Check judges the captions of the development set, which is part of the program,
or those of --cases: JSON lines {"id","tags","caption","finish","want"} in which
"want" has the lists "missing", "contradicted", "invented" and "process". It
prints precision, recall and F1 of each kind of finding; of inventions also with
those right that name the same thing otherwise (parasol for umbrella, waitress
for 1girl). --claims judges short
captions that invent one thing, or look as if they did: "seen" are those on
which the checks are developed, "unseen" those that only measure. --probes judges
single sentences, each written to state a tag, to speak against it or to do
neither, and prints how many come out right, of those seen and of those kept
aside; mistakes are listed of the seen alone.` + "\n" + exitHelp,
		Example: "  winnow bench check\n  winnow bench check --cases mine.jsonl --mistakes\n  winnow bench check --claims unseen\n  winnow bench check --probes",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if probes {
				return a.benchProbes(mistakes)
			}
			if claims != "" {
				return a.benchClaims(claims, mistakes)
			}
			list, err := check.Development()
			if cases != "" {
				text, readErr := place.ReadWhole(cases, mostCases)
				if readErr != nil {
					return readErr
				}
				list, err = check.Cases(string(text))
			}
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return fmt.Errorf("%s has no cases", cases)
			}
			b := checkBench{Measured: check.Measure(list, check.Options{})}
			begin, before := time.Now(), cpuTime()
			rounds := 0
			for ; time.Since(begin) < time.Second; rounds++ {
				for _, c := range list {
					check.Check(c.Tags, c.Caption, c.Finish, check.Options{})
				}
			}
			b.PerSecond = float64(rounds*len(list)) / (cpuTime() - before).Seconds()
			return a.answer(b, func() { a.printCheckBench(b, mistakes) })
		},
	}
	c.Flags().StringVar(&cases, "cases", "", "file of cases (default the development set)")
	c.Flags().StringVar(&claims, "claims", "", "judge short captions for what they invent: seen or unseen")
	c.Flags().BoolVar(&mistakes, "mistakes", false, "list every mistake")
	c.Flags().BoolVar(&probes, "probes", false, "judge single sentences, by what they say of one tag")
	c.MarkFlagsMutuallyExclusive("cases", "claims", "probes")
	return c
})

func (a *app) benchProbes(mistakes bool) error {
	list, err := check.Probes()
	if err != nil {
		return err
	}
	m := check.MeasureProbes(list)
	return a.answer(m, func() { a.printProbes(len(list), m, mistakes) })
}

func (a *app) printProbes(n int, m check.MeasuredProbes, mistakes bool) {
	fmt.Fprintf(a.out, "check: %d probes, right of all\n", n)
	fmt.Fprintf(a.out, "  %-16s %29s   %29s\n", "", "seen", "kept aside")
	fmt.Fprintf(a.out, "  %-16s %9s %9s %9s   %9s %9s %9s\n", "", "states", "against", "neither", "states", "against", "neither")
	for i, seen := range m.Seen {
		fmt.Fprintf(a.out, "  %-16s", seen.Dimension)
		for k, p := range [...]check.Probed{seen, m.Aside[i]} {
			fmt.Fprintf(a.out, "%*s%9s %9s %9s", 1+2*k, "", hits(p.States), hits(p.Contradicts), hits(p.Neither))
		}
		fmt.Fprintln(a.out)
	}
	if mistakes {
		for _, line := range m.Mistakes {
			fmt.Fprintln(a.out, "  "+line)
		}
	}
}

func hits(h check.Hits) string {
	if h.Of == 0 {
		return "-"
	}
	return fmt.Sprintf("%d/%d", h.Right, h.Of)
}

type checkBench struct {
	check.Measured
	PerSecond float64 `json:"captions_per_second"` // of processor time
}

func (a *app) printCheckBench(b checkBench, mistakes bool) {
	fmt.Fprintf(a.out, "check: %d captions, %d of them good\n", b.Cases, b.Good)
	fmt.Fprintf(a.out, "  %-14s %9s %7s %6s\n", "", "precision", "recall", "F1")
	for _, row := range []struct {
		name string
		rate check.Rate
	}{{"contradiction", b.Contradiction}, {"invention", b.Invention}, {"  by any name", b.SameThing}, {"process", b.Process}} {
		fmt.Fprintf(a.out, "  %-14s %9.3f %7.3f %6.3f\n", row.name, row.rate.Precision(), row.rate.Recall(), row.rate.F1())
	}
	fmt.Fprintf(a.out, "  stated tags called missing          %.1f %%\n", b.FalseMissing*100)
	fmt.Fprintf(a.out, "  false alarms for each good caption  %.3f\n", b.FalseAlarms)
	fmt.Fprintf(a.out, "  AUC of the score                    %.3f\n", b.AUC)
	fmt.Fprintf(a.out, "  captions a second of processor time %s\n", digits.Commas(int64(b.PerSecond)))
	if mistakes {
		for _, line := range b.Mistakes {
			fmt.Fprintln(a.out, "  "+line)
		}
	}
}

// benchClaims measures inventions on short captions.
func (a *app) benchClaims(which string, mistakes bool) error {
	if which != "seen" && which != "unseen" {
		return fmt.Errorf("--claims %s: there are \"seen\" and \"unseen\"", which)
	}
	list, err := check.Claims(which == "unseen")
	if err != nil {
		return err
	}
	m := check.MeasureClaims(list, check.Options{})
	return a.answer(m, func() {
		fmt.Fprintf(a.out, "check: %d short captions, %d of them good\n", m.Cases, m.Good)
		fmt.Fprintf(a.out, "  invention  precision %.3f  recall %.3f  F1 %.3f\n", m.Invention.Precision(), m.Invention.Recall(), m.Invention.F1())
		fmt.Fprintf(a.out, "  false alarms for each good caption  %.3f\n", m.FalseAlarms)
		fmt.Fprintf(a.out, "  AUC of the score                    %.3f\n", m.AUC)
		if mistakes {
			for _, line := range m.Mistakes {
				fmt.Fprintln(a.out, "  "+line)
			}
		}
	})
}
