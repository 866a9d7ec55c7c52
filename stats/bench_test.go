package stats

import (
	"io"
	"testing"
)

// BenchmarkReport measures a set of 50,000 images; `winnow bench stats` has the million.
func BenchmarkReport(b *testing.B) {
	ws := invented(b, 50_000)
	for b.Loop() {
		r, err := Run(b.Context(), ws, Options{}, nil)
		if err != nil {
			b.Fatal(err)
		}
		if err := r.Text(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*50_000/b.Elapsed().Seconds(), "images/s")
}
