package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/export"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/stats"
)

var _ = addBench(func(a *app) *cobra.Command {
	var n, repeats int
	var seed uint64
	c := &cobra.Command{
		Use:   "balance",
		Short: "A lopsided set that is made up, balanced, and what that costs",
		Long: `Bench balance makes up the tables of a set whose truth is known (99 % upright, 90 %
female, 2 % of several people, 5 % grey), has the report tell it, balances it to
as many male as female images, once by leaving images out and once by repeating
rare ones as well, and prints what each costs and what it does to the rest.` + "\n" + exitHelp,
		Example: "  winnow bench balance --n 10000",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if n < 1 || repeats < 2 {
				return fmt.Errorf("--n is %d and --repeats %d: make up one image at least, and let it be seen twice at least", n, repeats)
			}
			b, err := benchBalance(c.Context(), n, repeats, seed)
			if err != nil {
				return err
			}
			return a.answer(b, func() { a.printBenchBalance(b) })
		},
	}
	c.Flags().IntVar(&n, "n", 10_000, "images to make up")
	c.Flags().IntVar(&repeats, "repeats", 3, "times that a rare image may be seen in the second way")
	c.Flags().Uint64Var(&seed, "seed", 1, "of what is made up")
	return c
})

// balanceBenchmark is one made-up set and what balancing makes of it.
type balanceBenchmark struct {
	Images int               `json:"images"`
	Truth  []stats.TruthLine `json:"truth"`
	Ways   []balancedWay     `json:"ways"`
}

type balancedWay struct {
	MaxRepeats int               `json:"max_repeats"`
	Balance    export.Balanced   `json:"balance"`
	Others     []stats.TruthLine `json:"others"` // what the report says of the exported set
}

func benchBalance(ctx context.Context, n, repeats int, seed uint64) (b *balanceBenchmark, err error) {
	dir, err := os.MkdirTemp("", "winnow-bench-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ws := dataset.Workspace{Dir: filepath.Join(dir, "workspace")}
	if err := stats.Invent(ws, n, stats.Skewed, seed); err != nil {
		return nil, err
	}
	r, err := stats.Run(ctx, ws, stats.Options{}, nil)
	if err != nil {
		return nil, err
	}
	b = &balanceBenchmark{Images: n, Truth: stats.Skewed.Check(&r)}
	for _, most := range []int{1, repeats} {
		s, err := export.Run(ctx, ws, export.Options{Out: filepath.Join(dir, "out"), NoImages: true, Seed: int64(seed),
			Balance: []export.Target{{By: "gender", Shares: map[string]float64{"female": .5, "male": .5}, MaxRepeats: most}}}, nil)
		if err != nil {
			return nil, err
		}
		if r, err = stats.Run(ctx, ws, stats.Options{}, nil); err != nil {
			return nil, err
		}
		way := balancedWay{MaxRepeats: most, Balance: s.Balance[0]}
		for _, line := range stats.Skewed.Check(&r) {
			if line.Stage == stats.StageExported && line.Property != "gender" {
				way.Others = append(way.Others, line)
			}
		}
		b.Ways = append(b.Ways, way)
	}
	return b, nil
}

func (a *app) printBenchBalance(b *balanceBenchmark) {
	fmt.Fprintf(a.out, "report of %s images that are made up\n", digits.Commas(int64(b.Images)))
	a.printTruth(b.Truth)
	for _, way := range b.Ways {
		title := "half female, half male, by leaving images out"
		if way.MaxRepeats > 1 {
			title = fmt.Sprintf("the same, with rare images seen up to %d times", way.MaxRepeats)
		}
		fmt.Fprintf(a.out, "\n%s\n", title)
		a.printBalance(way.Balance)
		left := way.Balance.Before - way.Balance.After
		fmt.Fprintf(a.out, "  cost: %s of %s images are left out (%.1f %%)\n", digits.Commas(int64(left)), digits.Commas(int64(way.Balance.Before)), 100*float64(left)/float64(max(way.Balance.Before, 1)))
		for _, note := range way.Balance.Notes {
			fmt.Fprintf(a.out, "  %s\n", note)
		}
		fmt.Fprintln(a.out, "  what else is in it, beside what was made up:")
		a.printTruth(way.Others)
	}
}

// printTruth writes what was made up beside what the report says of it.
func (a *app) printTruth(lines []stats.TruthLine) {
	for _, t := range lines {
		state := "held"
		if !t.Held {
			state = "MISSED"
		}
		fmt.Fprintf(a.out, "  %-6s  %-12s %-11s %-9s truth %5.1f %%  told %6.2f %% (%.2f to %.2f)\n",
			state, t.Stage, t.Property, t.Value, 100*t.Truth, 100*t.Share, 100*t.Low, 100*t.High)
	}
}
