package filter

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
)

// BenchmarkCorpora says what all measures together cost for an image of each
// folder of real ones, and of all of them.
func BenchmarkCorpora(b *testing.B) {
	dir := os.Getenv("WINNOW_CORPORA")
	if dir == "" {
		b.Skip("WINNOW_CORPORA does not name a folder of real images")
	}
	for _, folder := range []string{"photos", "portraits", "visualnovel", "stories", "emoji", "skycultures", "clipart", "screenshots", "*"} {
		b.Run(folder, func(b *testing.B) {
			frames := framesOf(b, filepath.Join(dir, folder, "*.*"))
			all := Measures()
			start := cpuTime(b)
			for b.Loop() {
				for _, f := range frames {
					f := *f
					for i := range all {
						all[i].Func(&f)
					}
				}
			}
			spent := cpuTime(b) - start
			b.ReportMetric(spent.Seconds()*1e3/float64(b.N*len(frames)), "ms-CPU/image")
		})
	}
}

// cpuTime is the processor time of the process so far: on a busy machine the
// clock says little.
func cpuTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func framesOf(b *testing.B, pattern string) (frames []*dataset.Frame) {
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		b.Fatalf("%s: no files (%v)", pattern, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // a folder with a dot in its name
		}
		if p := decode.Decode(context.Background(), name, data, decode.Options{MaxPixels: 1e8}); p.Frame != nil {
			frames = append(frames, p.Frame)
		}
	}
	return frames
}

// BenchmarkLettering says what looking for letters costs of that.
func BenchmarkLettering(b *testing.B) {
	dir := os.Getenv("WINNOW_CORPORA")
	if dir == "" {
		b.Skip("WINNOW_CORPORA does not name a folder of real images")
	}
	frames := framesOf(b, filepath.Join(dir, "*", "*.*"))
	start := cpuTime(b)
	for b.Loop() {
		for _, f := range frames {
			f := *f
			letteringOf(&f)
		}
	}
	spent := cpuTime(b) - start
	b.ReportMetric(spent.Seconds()*1e3/float64(b.N*len(frames)), "ms-CPU/image")
}
