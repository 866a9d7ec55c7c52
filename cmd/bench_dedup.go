package cmd

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/dedup/labelled"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/pool"
)

var _ = addBench(func(a *app) *cobra.Command {
	var o labelled.Options
	var details bool
	var n, added int
	c := &cobra.Command{
		Use:   "dedup [FOLDER]",
		Short: "How right dedup is, on a set of known truth made from a folder, or how it scales",
		Long: `Bench dedup makes copies, crops, variants and look-alikes of the pictures below
FOLDER, runs dedup on them in a temporary workspace, and prints recall for each
kind, precision, and which classes were confused. With --n and no folder it makes
hashes of so many pictures, with copies, crowds of flat drawings and placeholders
among them, and prints what finding the candidates took and found.` + "\n" + exitHelp,
		Example: "  winnow bench dedup pictures --limit 100\n  winnow bench dedup --n 10000000\n  winnow bench dedup pictures --half b --seed 2 --json",
		Args: func(c *cobra.Command, args []string) error {
			if c.Flags().Changed("n") && len(args) == 0 {
				return nil
			}
			return exactly(1, "the folder of pictures, or --n,")(c, args)
		},
	}
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := o.Check(); err != nil {
			return err
		}
		report, end := a.progress()
		if len(args) == 0 {
			workers := pool.Workers(o.Workers)
			said := func(part string, s *dedup.Scale) {
				if !a.json {
					a.printScale(part, s)
				}
			}
			s, err := dedup.MeasureScale(c.Context(), dedup.ScaleOptions{Pictures: n, Workers: workers, Seed: o.Seed, NoCrops: o.Dedup.NoCrops, Add: added, Meter: costOfPart, Done: said}, report)
			end()
			if err != nil {
				return err
			}
			return a.answer(s, func() {})
		}
		r, err := labelled.Measure(c.Context(), args[0], o, report)
		end()
		if err != nil {
			return err
		}
		return a.answer(r, func() { a.printLabelled(r, details) })
	}
	c.Flags().Uint64Var(&o.Seed, "seed", 0, "of every choice by chance")
	c.Flags().IntVar(&o.Limit, "limit", 0, "pictures taken from the folder (default all)")
	c.Flags().IntVar(&o.Side, "side", 0, "long side that larger pictures are shrunk to (default 640)")
	c.Flags().StringVar(&o.Half, "half", "", "a or b: only half of the pictures, to fit on one and judge on the other")
	c.Flags().StringSliceVar(&o.Kinds, "kinds", nil, "only kinds that begin like these")
	c.Flags().IntVar(&o.Workers, "workers", 0, "pictures worked on at once (default one for each core)")
	c.Flags().IntVar(&n, "n", 0, "without a folder: search the hashes of so many made-up pictures")
	c.Flags().IntVar(&added, "add", 0, "with --n: so many pictures more, which are searched with those that were")
	c.Flags().BoolVar(&o.Dedup.NoCrops, "no-crops", false, "leave out the search for crops")
	c.Flags().BoolVar(&details, "details", false, "list what was missed and what was wrong")
	return c
})

// costOfPart begins to measure the process. Where the system can forget the
// peak of what came before, that of the part is its own.
func costOfPart() func() dedup.Cost {
	debug.FreeOSMemory()
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // elsewhere, the peak is that of all parts so far
	start, cpu := time.Now(), cpuSeconds()
	return func() dedup.Cost {
		return dedup.Cost{Seconds: time.Since(start).Seconds(), CPU: cpuSeconds() - cpu, PeakBytes: peakMemory()}
	}
}

func (a *app) printScale(part string, s *dedup.Scale) {
	share := func(name string, r dedup.Share) {
		fmt.Fprintf(a.out, "  %-42s %10s of %-10s %.4f\n", name, digits.Commas(r.Hits), digits.Commas(r.Of), r.Part())
	}
	cost := func(c dedup.Cost) string {
		return fmt.Sprintf("%.1f s, %.1f s of processor time, peak memory %.0f MB", c.Seconds, c.CPU, float64(c.PeakBytes)/1e6)
	}
	switch part {
	case "words":
		fmt.Fprintf(a.out, "bench dedup: %s made-up pictures, %d workers\n", digits.Commas(int64(s.Pictures)), s.Workers)
		fmt.Fprintf(a.out, "all pairs of 64-bit words within %d bits: %s; %s pairs\n", s.WordRadius, cost(s.WordCost), digits.Commas(s.WordPairs))
		share("planted pairs found", s.WordPlanted)
	case "candidates":
		fmt.Fprintf(a.out, "candidates among %s views in all positions within %d of 256 bits: %s; %s\n",
			digits.Commas(int64(s.Views)), s.Radius, cost(s.CandidateCost), digits.Commas(s.Candidates))
		share("planted copies found", s.Planted)
		share("of those within the radius", s.Near)
		share(fmt.Sprintf("of these, if like no more than %d others", dedup.CrowdFrom), s.NearAlone)
		share("of what exhaustive search finds, by a sample", s.Sampled)
		share(fmt.Sprintf("where it finds more than %d", dedup.CrowdFrom), s.Crowded)
		fmt.Fprintf(a.out, "  %s of the pictures are one placeholder\n", digits.Commas(int64(s.Placeholders)))
		if s.Added > 0 {
			fmt.Fprintf(a.out, "candidates of %s pictures more, %s views searched with those: %s\n", digits.Commas(int64(s.Added)), digits.Commas(int64(s.AddedViews)), cost(s.Again))
		}
		if s.Pictures > dedup.ScaleCropsMost {
			fmt.Fprintf(a.out, "crops are searched of %s pictures at most\n", digits.Commas(dedup.ScaleCropsMost))
		}
	case "crops":
		c := s.Crops
		fmt.Fprintf(a.out, "crops by %s features: %s; %s pairs to judge\n", digits.Commas(c.Features), cost(c.Cost), digits.Commas(c.Pairs))
		for _, away := range slices.SortedFunc(maps.Keys(c.Planted), compareNumbers) {
			share("planted crops found that lack "+away+" %", c.Planted[away])
		}
		fmt.Fprintf(a.out, "  on drawn pictures, features take %.1f ms of processor time and refusing a pair %.1f ms: with these %.0f s in all\n", c.FeaturesMS, c.JudgeMS, c.Estimate)
		if c.Added > 0 {
			fmt.Fprintf(a.out, "crops of %s pictures more, searched with those: %s\n", digits.Commas(int64(c.Added)), cost(c.Again))
		}
	}
}

// compareNumbers orders texts of numbers by their size.
func compareNumbers(x, y string) int { return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)) }

func (a *app) printLabelled(r *labelled.Report, details bool) {
	rate := func(name string, r labelled.Rate) {
		fmt.Fprintf(a.out, "  %-32s %6d of %-8d %.4f\n", name, r.Hits, r.Of, r.Share)
	}
	fmt.Fprintf(a.out, "bench dedup: %d files from %d pictures\n", r.Files, r.Pictures)
	rate("precision of merged pairs", r.Precision)
	rate("recall of pairs, crops apart", r.Recall)
	rate("variants merged", r.Merged)
	rate("variants reported", r.Reported)
	rate("hard negatives merged", r.Hard)
	fmt.Fprintln(a.out, "by class: merged with the original")
	for _, class := range dataset.Classes {
		if r.Classes[class] != nil {
			rate(class, *r.Classes[class])
		}
	}
	fmt.Fprintln(a.out, "by kind: merged, or for variants reported")
	for _, kind := range labelled.KindNames() {
		if r.Kinds[kind] != nil {
			rate(kind, *r.Kinds[kind])
		}
	}
	fmt.Fprintln(a.out, "class expected: classes given")
	for _, class := range slices.Sorted(maps.Keys(r.Confusion)) {
		fmt.Fprintf(a.out, "  %-10s", class)
		for _, given := range slices.Sorted(maps.Keys(r.Confusion[class])) {
			fmt.Fprintf(a.out, " %s %d", given, r.Confusion[class][given])
		}
		fmt.Fprintln(a.out)
	}
	fmt.Fprintf(a.out, "fingerprint: %.2f ms, %.0f bytes; dedup %.1f s\n", 1000*r.PrintTime/float64(max(r.Files, 1)), r.PrintSize, r.RunTime)
	fmt.Fprintf(a.out, "pairs of different pictures of the folder merged: %d\n", len(r.Originals))
	if !details {
		return
	}
	for _, list := range []struct {
		name  string
		lines []string
	}{{"originals merged", r.Originals}, {"wrong", r.Wrong}, {"missed", r.Missed}} {
		for _, line := range list.lines {
			fmt.Fprintf(a.out, "  %s: %s\n", list.name, line)
		}
	}
}
