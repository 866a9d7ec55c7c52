package cmd

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/stats"
)

var _ = addBench(func(a *app) *cobra.Command {
	var n int
	var seed uint64
	c := &cobra.Command{
		Use:   "stats",
		Short: "Time and memory of the report on a set that is made up",
		Long: `Bench stats makes up the tables of a set whose truth is known (99 % upright, 90 %
female, 2 % of several people, 5 % grey), measures the report on it, and prints
whether its intervals hold the truth.` + "\n" + exitHelp,
		Example: "  winnow bench stats --n 1000000",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if n < 1 {
				return fmt.Errorf("--n is %d: make up one image at least", n)
			}
			b, err := benchStats(c.Context(), n, seed)
			if err != nil {
				return err
			}
			return a.answer(b, func() { a.printBenchStats(b) })
		},
	}
	c.Flags().IntVar(&n, "n", 1_000_000, "images to make up")
	c.Flags().Uint64Var(&seed, "seed", 1, "of what is made up")
	return c
})

type statsBenchmark struct {
	Images    int               `json:"images"`
	Seconds   float64           `json:"seconds"`      // of the report as text
	Page      float64           `json:"page_seconds"` // of the page, from the report
	PageBytes int64             `json:"page_bytes"`
	PeakBytes int64             `json:"peak_bytes"` // of the whole process, making up the tables included
	Truth     []stats.TruthLine `json:"truth"`
}

func benchStats(ctx context.Context, n int, seed uint64) (b *statsBenchmark, err error) {
	dir, err := os.MkdirTemp("", "winnow-bench-*")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ws := dataset.Workspace{Dir: dir}
	if err := stats.Invent(ws, n, stats.Skewed, seed); err != nil {
		return nil, err
	}
	start := time.Now()
	r, err := stats.Run(ctx, ws, stats.Options{}, nil)
	if err != nil {
		return nil, err
	}
	b = &statsBenchmark{Images: n, Truth: stats.Skewed.Check(&r)}
	if err := r.Text(io.Discard); err != nil {
		return nil, err
	}
	b.Seconds = time.Since(start).Seconds()
	start = time.Now()
	var size counter
	if err := r.HTML(ctx, &size); err != nil {
		return nil, err
	}
	b.Page, b.PageBytes = time.Since(start).Seconds(), int64(size)
	b.PeakBytes = peakMemory()
	return b, nil
}

// counter counts the bytes that are written to it.
type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

func (a *app) printBenchStats(b *statsBenchmark) {
	fmt.Fprintf(a.out, "report of %s images: %.1f s; its page: %.1f s, %.1f MB; peak memory %.0f MB\n",
		thousands(int64(b.Images)), b.Seconds, b.Page, float64(b.PageBytes)/1e6, float64(b.PeakBytes)/1e6)
	for _, t := range b.Truth {
		state := "held"
		if !t.Held {
			state = "MISSED"
		}
		fmt.Fprintf(a.out, "  %-6s  %-12s %-10s %-10s truth %5.1f %%  told %6.2f %% (%.2f to %.2f)\n",
			state, t.Stage, t.Property, t.Value, 100*t.Truth, 100*t.Share, 100*t.Low, 100*t.High)
	}
}
