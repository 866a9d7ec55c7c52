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
	"github.com/winnow-data/winnow/internal/digits"
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
	CPU       float64           `json:"cpu_seconds"`  // that it took of all cores
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
	start, before := time.Now(), cpuTime()
	r, err := stats.Run(ctx, ws, stats.Options{}, nil)
	if err != nil {
		return nil, err
	}
	b = &statsBenchmark{Images: n, Truth: stats.Skewed.Check(&r)}
	if err := r.Text(io.Discard); err != nil {
		return nil, err
	}
	b.Seconds, b.CPU = time.Since(start).Seconds(), (cpuTime() - before).Seconds()
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
	fmt.Fprintf(a.out, "report of %s images: %.1f s (%.1f s of processor time); its page: %.1f s, %.1f MB; peak memory %.0f MB\n",
		digits.Commas(int64(b.Images)), b.Seconds, b.CPU, b.Page, float64(b.PageBytes)/1e6, float64(b.PeakBytes)/1e6)
	a.printTruth(b.Truth)
}
