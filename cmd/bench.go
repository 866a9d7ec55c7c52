package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/caption"
	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/export"
	"github.com/winnow-data/winnow/filter"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/retag"
	"github.com/winnow-data/winnow/scan"
)

// benchCommands are measurements of single parts, added by their files.
var benchCommands []func(*app) *cobra.Command

// addBench declares a subcommand of bench.
func addBench(c func(*app) *cobra.Command) struct{} {
	benchCommands = append(benchCommands, c)
	return struct{}{}
}

var _ = add(func(a *app) *cobra.Command {
	var workers int
	var scanOnly bool
	c := &cobra.Command{
		Use:   "bench FOLDER",
		Short: "How fast each stage is on a folder, and what share of it is decoding",
		Long: `Bench runs every stage on FOLDER in a temporary workspace and prints images and
bytes a second, the time of scanning as a multiple of decoding alone, and the
peak memory. Decoding alone is the codecs' work at full size and nothing else;
integrity is the walk over the structure of the files, planes is decoding to what
measures see, with that walk, and measures is planes with every measure on them.
Machines are noisy: compare the ratio, which is of processor time. Decoding and
scanning are measured in turns, and the round that took least of each counts.` + "\n" + exitHelp,
		Example: "  winnow bench demo\n  winnow bench ~/scrape --workers 1 --scan --json",
		Args:    exactly(1, "the folder to measure on"),
		RunE: func(c *cobra.Command, args []string) error {
			b, err := bench(c.Context(), args[0], workers, scanOnly)
			if err != nil {
				return err
			}
			return a.answer(b, func() { a.printBench(b) })
		},
	}
	c.Flags().IntVar(&workers, "workers", 0, "images decoded at once (default one for each core)")
	c.Flags().BoolVar(&scanOnly, "scan", false, "measure decoding and scanning only")
	for _, sub := range benchCommands {
		c.AddCommand(sub(a))
	}
	return c
})

type benchmark struct {
	Images       int64        `json:"images"`
	Bytes        int64        `json:"bytes"`
	Workers      int          `json:"workers"`
	Stages       []benchStage `json:"stages"`
	ScanToDecode float64      `json:"scan_to_decode"` // processor time of scanning over that of decoding alone
	DecodeShare  float64      `json:"decode_share"`   // of the processor time of scanning
	Integrity    float64      `json:"integrity_to_decode"`
	MeasuresMS   float64      `json:"measures_ms"` // processor time of all measures, an image
	PeakBytes    int64        `json:"peak_bytes"`  // of the whole process
}

type benchStage struct {
	Name    string  `json:"name"`
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu_seconds"` // of all cores, the system's part included
	Images  float64 `json:"images_per_second"`
	Bytes   float64 `json:"bytes_per_second"`
}

func bench(ctx context.Context, folder string, workers int, scanOnly bool) (b *benchmark, err error) {
	workers = pool.Workers(workers)
	b = &benchmark{Workers: workers}
	temporary, err := os.MkdirTemp("", "winnow-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temporary)) }()
	ws := dataset.Workspace{Dir: temporary + "/workspace"}
	// The first scan warms the file cache and counts; the times are of the second.
	warm, err := scan.Run(ctx, dataset.Workspace{Dir: temporary + "/warm"}, folder, scanTools(), scan.Options{Workers: workers}, nil)
	if errors.Is(err, scan.ErrNoImages) {
		return nil, fmt.Errorf("%s has no images to measure on", folder)
	}
	if err != nil {
		return nil, err
	}
	b.Images = warm.Found
	each := func(name string, work func(data []byte)) benchStep {
		return benchStep{name, func() error { b.Bytes, err = eachFile(ctx, folder, workers, work); return err }}
	}
	decoding := each("decode alone", func(data []byte) {
		_ = decode.Pixels(data, decode.Options{}) // what cannot be decoded costs its attempt, as in a scan
	})
	integrity := each("integrity", func(data []byte) { decode.Verify(data, decode.Options{}) })
	planes := each("planes", func(data []byte) {
		if p := decode.Decode(ctx, "", data, decode.Options{}); p.Frame != nil {
			decode.Recycle(p.Frame)
		}
	})
	measures := each("measures", func(data []byte) {
		p := decode.Decode(ctx, "", data, decode.Options{})
		if p.Frame == nil {
			return
		}
		for _, m := range filter.Measures() {
			m.Func(p.Frame)
		}
		decode.Recycle(p.Frame)
	})
	scanning := benchStep{"scan", func() error {
		// Into an empty workspace each time: a second scan would find nothing to do.
		if err := os.RemoveAll(ws.Dir); err != nil {
			return err
		}
		_, err := scan.Run(ctx, ws, folder, scanTools(), scan.Options{Workers: workers}, nil)
		return err
	}}
	for range benchRounds {
		for _, step := range []benchStep{decoding, integrity, planes, measures, scanning} {
			if err := b.measure(step); err != nil {
				return nil, err
			}
		}
	}
	used := map[string]float64{}
	for _, s := range b.Stages {
		used[s.Name] = s.CPU
	}
	alone := max(used["decode alone"], 1e-6)
	b.ScanToDecode, b.Integrity = used["scan"]/alone, used["integrity"]/alone
	b.DecodeShare = min(1, 1/b.ScanToDecode)
	b.MeasuresMS = 1e3 * (used["measures"] - used["planes"]) / float64(b.Images)
	b.PeakBytes = peakMemory()
	if scanOnly {
		return b, nil
	}
	for _, step := range []benchStep{
		{"dedup", func() error { _, err := dedup.Run(ctx, ws, dedup.Options{}, nil); return err }},
		{"tags", func() error { _, err := retag.Run(ctx, ws, retag.Options{}, nil); return err }},
		{"filter", func() error { _, err := filter.Run(ctx, ws, filter.Options{}, nil); return err }},
		{"caption", func() error { _, err := caption.Run(ctx, ws, caption.Options{}, nil); return err }},
		{"check", func() error { _, err := check.Run(ctx, ws, check.Options{}, nil); return err }},
		{"export", func() error { _, err := export.Run(ctx, ws, export.Options{Out: temporary + "/out"}, nil); return err }},
	} {
		if err := b.measure(step); err != nil {
			return nil, err
		}
	}
	b.PeakBytes = peakMemory()
	return b, nil
}

// benchRounds is how often decoding and scanning are measured, in turns.
const benchRounds = 3

type benchStep struct {
	name string
	run  func() error
}

// measure runs a step and keeps the least that it has taken so far.
func (b *benchmark) measure(step benchStep) error {
	start, cpu := time.Now(), cpuSeconds()
	if err := step.run(); err != nil {
		return fmt.Errorf("measure %s: %w", step.name, err)
	}
	seconds, used := time.Since(start).Seconds(), cpuSeconds()-cpu
	i := slices.IndexFunc(b.Stages, func(s benchStage) bool { return s.Name == step.name })
	if i < 0 {
		i = len(b.Stages)
		b.Stages = append(b.Stages, benchStage{Name: step.name, Seconds: seconds, CPU: used})
	}
	s := &b.Stages[i]
	s.Seconds, s.CPU = min(s.Seconds, seconds), min(s.CPU, used)
	s.Images, s.Bytes = float64(b.Images)/s.Seconds, float64(b.Bytes)/s.Seconds
	return nil
}

// eachFile reads every file of a folder and works on it.
func eachFile(ctx context.Context, folder string, workers int, work func(data []byte)) (bytes int64, err error) {
	source, err := scan.OpenFolder(folder)
	if err != nil {
		return 0, err
	}
	defer source.Close()
	err = pool.Ordered(ctx, workers, source.Entries(ctx, &scan.PassedOver{}),
		func(_ context.Context, e scan.Entry) int64 {
			file := source.Read(e)
			// A crash costs its attempt, as in a scan.
			if err := pool.Contain(0, func() { work(file.Data) }); err != nil {
				return file.Size
			}
			return file.Size
		},
		func(_ scan.Entry, n int64) error { bytes += n; return nil })
	return bytes, err
}

// cpuSeconds is the processor time of the process so far.
func cpuSeconds() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
}

// peakMemory is the largest resident size of the process so far, in bytes.
func peakMemory() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss * 1024
}

// cpuTime is what the process has taken of all processors so far.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func (a *app) printBench(b *benchmark) {
	fmt.Fprintf(a.out, "%s images, %.1f MB, %d workers\n", digits.Commas(b.Images), float64(b.Bytes)/1e6, b.Workers)
	cells := [][]string{{"stage", "seconds", "CPU", "images/s", "MB/s"}}
	for _, s := range b.Stages {
		cells = append(cells, []string{s.Name, fmt.Sprintf("%.2f", s.Seconds), fmt.Sprintf("%.2f", s.CPU), fmt.Sprintf("%.0f", s.Images), fmt.Sprintf("%.1f", s.Bytes/1e6)})
	}
	a.printCells(cells)
	fmt.Fprintf(a.out, "scanning takes %.2f times the processor time of decoding alone, integrity %.2f times; all measures %.2f ms an image; peak memory %.0f MB\n",
		b.ScanToDecode, b.Integrity, b.MeasuresMS, float64(b.PeakBytes)/1e6)
}
