package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// tools measure little, so that tests are about scanning.
func tools() Tools {
	return Tools{
		Measures: []dataset.Measure{
			{Name: "width_seen", Func: func(f *dataset.Frame) float64 { return float64(f.Width) }},
			{Name: "none", Func: func(*dataset.Frame) float64 { return math.NaN() }},
		},
		Print: func(f *dataset.Frame) dataset.Fingerprint {
			return dataset.Fingerprint{Trust: 1, Thumb: bytes.Clone(f.White.Luma.Pix[:1])}
		},
		PrintVersion: 1,
	}
}

func picture(t *testing.T, seed int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 20+seed, 16))
	for i := range img.Pix {
		img.Pix[i] = byte(i*seed) | 1
	}
	img.Set(0, 0, color.RGBA{byte(seed), 0, 0, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func put(t *testing.T, data []byte, path ...string) string {
	t.Helper()
	name := filepath.Join(path...)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// demo has pictures on three levels, a sidecar, something broken, something
// that is no image, and links that lead out.
func demo(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "source")
	put(t, picture(t, 1), dir, "b.png")
	put(t, picture(t, 2), dir, "b", "x.png")
	put(t, picture(t, 1), dir, "b", "deep", "copy.png")
	put(t, picture(t, 3), dir, "b.x", "noextension")
	put(t, []byte(`{"id": 5, "tag_string_general": "1girl"}`), dir, "b", "x.json")
	put(t, []byte("<html>gone</html>"), dir, "c.jpg")
	put(t, nil, dir, "empty.gif")
	put(t, []byte("notes"), dir, "notes.md")
	outside := put(t, picture(t, 4), filepath.Dir(dir), "outside.png")
	for from, to := range map[string]string{outside: "link.png", filepath.Dir(dir): "linkdir"} {
		if err := os.Symlink(from, filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func run(t *testing.T, dir string, ws dataset.Workspace, o Options) dataset.Summary {
	t.Helper()
	s, err := Run(t.Context(), ws, dir, tools(), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func workspace(t *testing.T) dataset.Workspace {
	return dataset.Workspace{Dir: filepath.Join(t.TempDir(), "ws")}
}

func TestEveryFileIsAccountedFor(t *testing.T) {
	ws := workspace(t)
	s := run(t, demo(t), ws, Options{})
	if s.Found != 6 || s.Kept != 4 || s.Failed != 2 || s.Counts["passed over: links"] != 2 || s.Counts["passed over: .md files"] != 1 {
		t.Errorf("summary %+v", s)
	}
	rows, err := table.ReadAll[dataset.Image](ws.Table(dataset.TableImages))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Path+" "+r.Status)
		if r.Status != dataset.StatusOK && r.Error == "" {
			t.Errorf("%s is %s without a reason", r.Path, r.Status)
		}
	}
	want := []string{"b.png ok", "b.x/noextension ok", "b/deep/copy.png ok", "b/x.png ok", "c.jpg not-image", "empty.gif unreadable"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("images (-want +got):\n%s", d)
	}
	if rows[0].ID != rows[2].ID {
		t.Error("two files of the same bytes have different ids")
	}
	if d := cmp.Diff([]string{"1girl"}, rows[3].TagsGeneral); d != "" {
		t.Errorf("tags of the sidecar (-want +got):\n%s", d)
	}
	if n, err := table.Rows(ws.Table(dataset.TableMeasures)); err != nil || n != 3 {
		t.Errorf("the measures table has %d rows (%v), want one for each of 3 ids", n, err)
	}
}

func contents(t *testing.T, ws dataset.Workspace) string {
	t.Helper()
	var all []byte
	for _, name := range []string{dataset.TableImages, dataset.TableMeasures} {
		data, err := os.ReadFile(ws.Table(name))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, data...)
	}
	return string(all)
}

func TestSameBytesWhateverTheWorkers(t *testing.T) {
	dir := demo(t)
	one, many := workspace(t), workspace(t)
	run(t, dir, one, Options{Workers: 1})
	run(t, dir, many, Options{Workers: 9})
	if contents(t, one) != contents(t, many) {
		t.Error("one worker and nine wrote different tables")
	}
}

func TestSecondScanReadsOnlyWhatChanged(t *testing.T) {
	dir, ws := demo(t), workspace(t)
	run(t, dir, ws, Options{})
	first := contents(t, ws)
	if s := run(t, dir, ws, Options{}); !s.UpToDate || s.Counts["read"] != 0 || s.Found != 6 || contents(t, ws) != first {
		t.Errorf("a second scan of the same folder: %+v", s)
	}
	put(t, picture(t, 9), dir, "a.png")
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "b", "x.json"), later, later); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "b.x", "noextension")); err != nil {
		t.Fatal(err)
	}
	if s := run(t, dir, ws, Options{}); s.Counts["read"] != 2 || s.Found != 6 {
		t.Errorf("after one new, one changed and one removed: %+v", s)
	}
	fresh := workspace(t)
	run(t, dir, fresh, Options{})
	if contents(t, ws) != contents(t, fresh) {
		t.Error("a scan that went on differs from one from nothing")
	}
	if s := run(t, dir, ws, Options{MaxPixels: 300}); s.Counts["read"] != 6 {
		t.Errorf("other options, but only %d files were read again", s.Counts["read"])
	}
}

func TestInterruptedScanGoesOn(t *testing.T) {
	dir, ws := demo(t), workspace(t)
	for i := range 60 {
		put(t, picture(t, i), dir, "many", fmt.Sprintf("%03d.png", i))
	}
	ctx, cancel := context.WithCancel(t.Context())
	_, err := Run(ctx, ws, dir, tools(), Options{Workers: 1}, func(_ string, done, _, _ int64) {
		if done == 30 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("an interrupted scan ended with %v", err)
	}
	if table.Has(ws, dataset.TableImages) {
		t.Error("an interrupted scan left a table")
	}
	// What a process that was killed leaves of its last record.
	journal, err := os.OpenFile(journalPath(ws), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := journal.WriteString("\x80\x00\x00\x00half a record"); err != nil {
		t.Fatal(err)
	}
	if err := journal.Close(); err != nil {
		t.Fatal(err)
	}
	reads := 0
	counting := tools()
	counting.Measures[0].Func = func(f *dataset.Frame) float64 { reads++; return float64(f.Width) }
	if _, err := Run(t.Context(), ws, dir, counting, Options{Workers: 1}, nil); err != nil {
		t.Fatal(err)
	}
	if reads == 0 || reads > 40 {
		t.Errorf("%d frames were measured after 30 of 66 files were done", reads)
	}
	fresh := workspace(t)
	run(t, dir, fresh, Options{})
	if contents(t, ws) != contents(t, fresh) {
		t.Error("a scan that went on differs from one that was not interrupted")
	}
	if _, err := os.Stat(journalPath(ws)); !errors.Is(err, os.ErrNotExist) {
		t.Error("a finished scan left its journal")
	}
}

func TestSourceIsNotTouched(t *testing.T) {
	dir := demo(t)
	before := listing(t, dir)
	run(t, dir, workspace(t), Options{})
	if d := cmp.Diff(before, listing(t, dir)); d != "" {
		t.Errorf("the source changed (-before +after):\n%s", d)
	}
	_, err := Run(t.Context(), dataset.Workspace{Dir: filepath.Join(dir, "ws")}, dir, tools(), Options{}, nil)
	if err == nil || !strings.Contains(err.Error(), "inside the source") {
		t.Errorf("a workspace inside the source gives %v", err)
	}
	if d := cmp.Diff(before, listing(t, dir)); d != "" {
		t.Errorf("the refused scan wrote to the source (-before +after):\n%s", d)
	}
}

func listing(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil {
			all = append(all, fmt.Sprint(path, info.Size(), info.ModTime(), info.Mode()))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTroubleInMeasuresIsOneRow(t *testing.T) {
	ws := workspace(t)
	bad := tools()
	bad.Measures[0].Func = func(f *dataset.Frame) float64 {
		if f.Width == 22 {
			panic("a mistake of ours")
		}
		return 1
	}
	s, err := Run(t.Context(), ws, demo(t), bad, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Failed != 3 {
		t.Errorf("one picture makes a measure panic: %+v", s)
	}
	rows, err := table.ReadAll[dataset.Image](ws.Table(dataset.TableImages))
	if err != nil {
		t.Fatal(err)
	}
	if x := rows[3]; x.Status != dataset.StatusUnreadable || !strings.Contains(x.Error, "a mistake of ours") {
		t.Errorf("its row is %s: %s", x.Status, x.Error)
	}
}

func TestBadSourcesSaySo(t *testing.T) {
	file := put(t, nil, t.TempDir(), "file")
	for source, want := range map[string]string{"/nonexistent/folder": "no folder", file: "is a file"} {
		ws := workspace(t)
		_, err := Run(t.Context(), ws, source, tools(), Options{}, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("source %s gives %v, want an error that says %q", source, err, want)
		}
		if _, err := os.Stat(ws.Dir); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("source %s left a workspace", source)
		}
	}
}

func TestAMeasureOfANewVersionIsMeasuredAnew(t *testing.T) {
	dir, ws := demo(t), workspace(t)
	run(t, dir, ws, Options{})
	reads := 0
	changed := tools()
	changed.Measures[0].Version++
	changed.Measures[0].Func = func(f *dataset.Frame) float64 { reads++; return float64(f.Height) }
	if _, err := Run(t.Context(), ws, dir, changed, Options{Workers: 1}, nil); err != nil {
		t.Fatal(err)
	}
	if reads == 0 {
		t.Error("no frame was measured anew although a measure has a new version")
	}
}

func TestFingerprintsOfAnotherVersionAreMeasuredAnew(t *testing.T) {
	dir, ws := demo(t), workspace(t)
	run(t, dir, ws, Options{})
	changed := tools()
	changed.PrintVersion++
	if _, err := Run(t.Context(), ws, dir, changed, Options{Workers: 1}, nil); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for m, err := range table.ReadMeasures(ws.Table(dataset.TableMeasures), nil, true) {
		if err != nil {
			t.Fatal(err)
		}
		if seen++; m.Print.Version != changed.PrintVersion {
			t.Errorf("the fingerprint of %s is still of version %d", m.ID, m.Print.Version)
		}
	}
	if seen == 0 {
		t.Error("nothing was measured")
	}
}
