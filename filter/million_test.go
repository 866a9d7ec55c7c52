package filter

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"flag"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

var rows = flag.Int("rows", 20000, "images that BenchmarkRules decides on")

// BenchmarkRules changes a threshold and decides again. The heap that it
// reports is the most that was seen in use.
//
//	go test -tags nodynamic ./filter -run '^$' -bench Rules -benchtime 1x -rows 1000000
func BenchmarkRules(b *testing.B) {
	ws := many(b, *rows)
	var peak atomic.Uint64
	stop := make(chan struct{})
	defer close(stop)
	go func() { // ends with the benchmark
		for {
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapInuse))
			}
		}
	}()
	area := .2
	b.ResetTimer()
	for range b.N {
		area += .001
		o := Options{Rules: []Rule{{Name: "text_heavy", When: fmt.Sprintf("text_area > %.3f", area)}}}
		s, err := Run(context.Background(), ws, o, nil)
		if err != nil || s.UpToDate || s.Found != int64(*rows) {
			b.Fatalf("%+v, %v", s, err)
		}
	}
	b.ReportMetric(float64(*rows)*float64(b.N)/b.Elapsed().Seconds(), "images/s")
	b.ReportMetric(float64(peak.Load())/1e6, "MB")
}

// many is a workspace of n images with all measures, and fingerprints of which
// no rule speaks.
func many(b *testing.B, n int) dataset.Workspace {
	b.Helper()
	ws := dataset.Workspace{Dir: b.TempDir()}
	ids := make([]string, n)
	for i := range ids {
		sum := sha256.Sum256(binary.LittleEndian.AppendUint64(nil, uint64(i)))
		ids[i] = hex.EncodeToString(sum[:])
	}
	images := func(yield func(dataset.Image, error) bool) {
		for i, id := range ids {
			img := dataset.Image{Path: fmt.Sprintf("%08d.jpg", i), ID: id, Status: dataset.StatusOK, Width: 900, Height: 1200, Frames: 1, Site: "a", PostID: fmt.Sprint(i), TagsGeneral: []string{"1girl", "solo"}}
			if !yield(img, nil) {
				return
			}
		}
	}
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, iter.Seq2[dataset.Image, error](images)); err != nil {
		b.Fatal(err)
	}
	var names []string
	for _, m := range Measures() {
		names = append(names, m.Name)
	}
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), names)
	if err != nil {
		b.Fatal(err)
	}
	slices.Sort(ids)
	m := dataset.Measured{Values: make([]float64, len(names)), Print: dataset.Fingerprint{Hashes: make([]byte, 512), Thumb: make([]byte, 2048)}}
	for i, id := range ids {
		m.ID = id
		for k, name := range names {
			m.Values[k] = sound[name] * (1 + float64(i*(k+3)%101)/1000)
		}
		binary.LittleEndian.PutUint64(m.Print.Thumb[i%2000:], uint64(i)*0x9e3779b97f4a7c15)
		if err := w.Write(m); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		b.Fatal(err)
	}
	return ws
}
