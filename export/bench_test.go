package export

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// BenchmarkExport writes 300 pictures of some 200 kB as Parquet; compare with
// BenchmarkCopy, which only reads and writes them.
func BenchmarkExport(b *testing.B) {
	w := heavy(b, 300, 200_000)
	for b.Loop() {
		s, err := Run(context.Background(), w.Workspace, Options{Out: b.TempDir()}, nil)
		if err != nil || s.Kept != 300 {
			b.Fatalf("%+v, %v", s, err)
		}
		b.SetBytes(s.Counts["picture_bytes"])
	}
}

func BenchmarkCopy(b *testing.B) {
	w := heavy(b, 300, 200_000)
	for b.Loop() {
		dir := b.TempDir()
		bytes := 0
		for _, img := range w.images {
			data, err := os.ReadFile(filepath.Join(w.source, img.Path))
			if err != nil {
				b.Fatal(err)
			}
			bytes += len(data)
			if err := os.WriteFile(filepath.Join(dir, img.Path), data, 0o644); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(int64(bytes))
	}
}

// heavy is a workspace of files that look like large pictures to the export,
// which does not open them.
func heavy(b *testing.B, count, size int) *scanned {
	b.Helper()
	w := &scanned{Workspace: dataset.Workspace{Dir: b.TempDir()}, source: b.TempDir()}
	for i := range count {
		data := make([]byte, size)
		state := uint64(i + 1)
		for j := range data {
			state = state*6364136223846793005 + 1442695040888963407
			data[j] = byte(state >> 56)
		}
		name := fmt.Sprintf("%d.jpg", i)
		if err := os.WriteFile(filepath.Join(w.source, name), data, 0o644); err != nil {
			b.Fatal(err)
		}
		w.images = append(w.images, dataset.Image{Path: name, ID: dataset.IDOf(data), Bytes: int64(size), Format: "jpeg", Status: dataset.StatusOK, Width: 1000, Height: 1000, Orientation: 1})
	}
	w.tables(b)
	return w
}

// tables writes images and measures of what is in w.images.
func (w *scanned) tables(t testing.TB) {
	t.Helper()
	write(t, w.Workspace, dataset.TableImages, dataset.Footer{Stage: "scan", Options: []byte(fmt.Sprintf(`{"source":%q}`, w.source))}, w.images)
	m, err := table.CreateMeasures(w.Table(dataset.TableMeasures), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkMillion exports the rows of a million images without their
// pictures, balanced, and reports the peak of memory. It is for
// -benchtime=1x.
func BenchmarkMillion(b *testing.B) {
	if testing.Short() {
		b.Skip("a million rows take a minute")
	}
	w := &scanned{Workspace: dataset.Workspace{Dir: b.TempDir()}, source: b.TempDir()}
	w.tables(b)
	footer := dataset.Footer{Stage: "scan", Options: fmt.Appendf(nil, `{"source":%q}`, w.source)}
	if err := table.Write(w.Table(dataset.TableImages), footer, million()); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := Run(context.Background(), w.Workspace, Options{Out: b.TempDir(), NoImages: true, Balance: []Target{{By: `"1boy" in tags`}}}, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(s.Kept), "rows")
		b.ReportMetric(peak(b), "MB-peak")
	}
}

// million is the rows of a million images, one in ten of a boy.
func million() iter.Seq2[dataset.Image, error] {
	return func(yield func(dataset.Image, error) bool) {
		for i := range 1_000_000 {
			gender := "1girl"
			if i%10 == 0 {
				gender = "1boy"
			}
			img := dataset.Image{Path: fmt.Sprintf("%03d/%07d.jpg", i/1000, i), ID: dataset.IDOf(fmt.Append(nil, i)), Bytes: 250_000, Format: "jpeg", Status: dataset.StatusOK,
				Width: 1000, Height: 1400, Orientation: 1, Site: "danbooru", PostID: fmt.Sprint(i), Rating: "general", SourceURL: fmt.Sprintf("https://art.example/%d", i),
				TagsGeneral: []string{gender, "solo", "long_hair", "smile", "blue_eyes", "looking_at_viewer", "upper_body"}, TagsArtist: []string{fmt.Sprintf("artist_%d", i%5000)}}
			if !yield(img, nil) {
				return
			}
		}
	}
}

// peak is the most memory that the process has had, in MB.
func peak(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Skip("the system does not tell the peak of memory")
	}
	var kB float64
	for line := range strings.Lines(string(status)) {
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kB); n == 1 {
			return kB / 1000
		}
	}
	return 0
}
