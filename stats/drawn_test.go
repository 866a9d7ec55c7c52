package stats

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/sample"
	"github.com/winnow-data/winnow/internal/table"
)

// drawnDir holds the set that several tests look at.
var drawnDir string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "winnow-stats-*")
	if err != nil {
		panic(err)
	}
	drawnDir = dir
	status := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		panic(err)
	}
	os.Exit(status)
}

var drawnOnce sync.Once

// drawnImages is how many pictures the drawn set has, beside a broken one.
const drawnImages = 240

// drawn is a workspace of drawn pictures with tags, captions, verdicts and
// duplicates, and a folder that they are in. It is made once.
func drawn(t testing.TB) dataset.Workspace {
	t.Helper()
	ws := dataset.Workspace{Dir: filepath.Join(drawnDir, "ws")}
	drawnOnce.Do(func() { draw(t, ws, filepath.Join(drawnDir, "source"), drawnImages) })
	return ws
}

func draw(t testing.TB, ws dataset.Workspace, source string, n int) {
	t.Helper()
	if err := os.MkdirAll(ws.Dir, 0o755); err != nil {
		t.Fatal(err)
	}
	var images []dataset.Image
	var measured []dataset.Measured
	for i := range n {
		truth := sample.Invent(3, i)
		size := sample.Size(truth, 240)
		file, err := decode.JPEG(sample.Draw(truth, size), 0, 80)
		if err != nil {
			t.Fatal(err)
		}
		img := dataset.Image{
			Path: fmt.Sprintf("posts/%04d.jpg", i), ID: dataset.IDOf(file), Bytes: int64(len(file)),
			Format: "jpeg", Width: int32(size.X), Height: int32(size.Y), Status: dataset.StatusOK,
			Rating: []string{"general", "general", "sensitive"}[i%3], Site: []string{"booru.example", "art.example"}[i%7/6],
		}
		created := time.Date(2019+i%6, 5, 4, 0, 0, 0, 0, time.UTC)
		img.Created = &created
		score := int64(i * 7 % 300)
		img.Score = &score
		tags := truth.Tags()
		img.TagsGeneral, img.TagsCharacter, img.TagsCopyright, img.TagsArtist, img.TagsMeta = tags.General, tags.Character, tags.Copyright, tags.Artist, tags.Meta
		img.Text = truth.Prose()
		write(t, filepath.Join(source, img.Path), file)
		images = append(images, img)
		chroma, tint := 60., .9
		switch truth.Colouring {
		case sample.Greyscale, sample.LineArt:
			chroma = 1
		case sample.Sepia:
			tint = .1
		}
		measured = append(measured, dataset.Measured{ID: img.ID, Values: []float64{chroma, float64(i%20) / 60, tint}})
	}
	images = append(images, dataset.Image{Path: "posts/broken.jpg", ID: strings.Repeat("f", 64), Status: dataset.StatusUnreadable, Error: "cut short"})
	saveDrawn(t, ws, source, images, measured)
}

func write(t testing.TB, path string, file []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
}

func saveDrawn(t testing.TB, ws dataset.Workspace, source string, images []dataset.Image, measured []dataset.Measured) {
	t.Helper()
	options, err := json.Marshal(map[string]any{"source": source})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(images, func(a, b dataset.Image) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(measured, func(a, b dataset.Measured) int { return strings.Compare(a.ID, b.ID) })
	save(t, ws, dataset.TableImages, dataset.Footer{Stage: "scan", Options: options}, images)
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), []string{"chroma", "text_area", "tint"})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(measured...); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		t.Fatal(err)
	}
	var groups []dataset.Group
	var verdicts []dataset.Verdict
	for i, m := range measured {
		v := dataset.Verdict{ID: m.ID, Verdict: dataset.Keep}
		switch {
		case i%9 == 1:
			v.Verdict, v.Stage = dataset.Drop, "dedup"
			groups = append(groups, dataset.Group{ID: measured[i-1].ID, Group: measured[i-1].ID, Survivor: true, Why: "larger"},
				dataset.Group{ID: m.ID, Group: measured[i-1].ID, Class: dataset.ClassCopy, Why: "smaller"})
		case m.Values[1] > .25:
			v.Verdict, v.Stage = dataset.Drop, "filter"
			v.Reasons = []dataset.Reason{{Rule: "text_heavy", Measure: "text_area", Value: &m.Values[1], Threshold: "text_area > 0.25"}}
		case m.Values[0] < 5:
			v.Verdict, v.Stage = dataset.Drop, "filter"
			v.Reasons = []dataset.Reason{{Rule: "greyscale", Measure: "chroma", Value: &m.Values[0], Threshold: "chroma < 5.5"}}
		}
		verdicts = append(verdicts, v)
	}
	save(t, ws, dataset.TableGroups, dataset.Footer{Stage: "dedup"}, groups)
	save(t, ws, dataset.TableVerdicts, dataset.Footer{Stage: "filter"}, verdicts)
}

func save[T any](t testing.TB, ws dataset.Workspace, name string, footer dataset.Footer, rows []T) {
	t.Helper()
	if err := table.Write(ws.Table(name), footer, table.All(rows)); err != nil {
		t.Fatal(err)
	}
}
