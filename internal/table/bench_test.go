package table

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// benchRows is how many rows a table of the benchmarks has.
const benchRows = 10_000

func measuredRows() []dataset.Measured {
	rows := make([]dataset.Measured, benchRows)
	for i := range rows {
		id := dataset.IDOf(fmt.Appendf(nil, "%d", i))
		thumb := make([]byte, 4096)
		for j := range thumb {
			thumb[j] = byte(i*j ^ j>>3)
		}
		rows[i] = dataset.Measured{ID: id, Values: []float64{float64(i), 1 / float64(i+1)}, Print: dataset.Fingerprint{Version: 1, Trust: 1, Hashes: thumb[:209], Thumb: thumb}}
	}
	return rows
}

func writeMeasured(b *testing.B, path string, rows []dataset.Measured) {
	w, err := CreateMeasures(path, []string{"one", "two"})
	if err == nil {
		err = w.Write(rows...)
	}
	if err == nil {
		err = w.Commit(dataset.Footer{})
	}
	if err != nil {
		b.Fatal(err)
	}
}

// BenchmarkWrite writes rows of measures with fingerprints.
func BenchmarkWrite(b *testing.B) {
	path, rows := filepath.Join(b.TempDir(), "measures.parquet"), measuredRows()
	for b.Loop() {
		writeMeasured(b, path, rows)
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N*benchRows), "µs/row")
}

// BenchmarkRead reads them back, fingerprints and all.
func BenchmarkRead(b *testing.B) {
	path := filepath.Join(b.TempDir(), "measures.parquet")
	writeMeasured(b, path, measuredRows())
	for b.Loop() {
		n := 0
		for _, err := range ReadMeasures(path, []string{"one", "two"}, true) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != benchRows {
			b.Fatalf("%d rows, want %d", n, benchRows)
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N*benchRows), "µs/row")
}
