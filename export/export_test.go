package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	"image/png"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "golang.org/x/image/bmp"
	_ "golang.org/x/image/tiff"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/sample"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
)

// scanned is a workspace over a drawn folder: some images readable, captioned
// and tagged, one dropped by a rule, one merged into another.
type scanned struct {
	dataset.Workspace
	source string
	images []dataset.Image // of which the pictures can be read, sorted by id
}

func scan(t testing.TB, count int) *scanned {
	t.Helper()
	w := &scanned{Workspace: dataset.Workspace{Dir: t.TempDir()}, source: filepath.Join(t.TempDir(), "source")}
	if _, err := sample.Write(w.source, sample.Options{Count: count, Side: 96, Seed: 3}); err != nil {
		t.Fatal(err)
	}
	w.scanAgain(t)
	return w
}

// scanAgain makes the tables anew from what is in the source.
func (w *scanned) scanAgain(t testing.TB) {
	t.Helper()
	w.images = nil
	var rows []dataset.Image
	err := filepath.WalkDir(w.source, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !slices.Contains([]string{".jpg", ".png", ".gif", ".bmp", ".tif"}, filepath.Ext(path)) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(w.source, path)
		row := dataset.Image{Path: filepath.ToSlash(name), ID: dataset.IDOf(data), Bytes: int64(len(data)), Status: dataset.StatusUnreadable, Orientation: 1}
		if img, format, err := image.Decode(bytes.NewReader(data)); err == nil {
			score, created := int64(len(rows)), time.Unix(1e9, 0).UTC()
			row.Status, row.Format = dataset.StatusOK, format
			if format == "jpeg" && !bytes.HasSuffix(data, []byte{0xff, 0xd9}) {
				row.Status = dataset.StatusUnreadable // it ends early, or was never written to its end
			}
			row.Width, row.Height = int32(img.Bounds().Dx()), int32(img.Bounds().Dy())
			gender := "1girl"
			if len(rows)%4 == 1 {
				gender = "1boy"
			}
			row.SetMetadata(dataset.Metadata{Site: "danbooru", PostID: fmt.Sprint(len(rows)), Rating: "general", Score: &score, Created: &created,
				TagsGeneral: []string{"smile", gender, "solo", "upper_body", "long_hair"}, TagsArtist: []string{"mizuno_ink"}})
		}
		rows = append(rows, row)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	write(t, w.Workspace, dataset.TableImages, dataset.Footer{Stage: "scan", Options: json.RawMessage(fmt.Sprintf(`{"source":%q}`, w.source))}, rows)
	w.images = slices.Clone(rows)
	slices.SortFunc(w.images, func(a, b dataset.Image) int { return strings.Compare(a.ID+a.Path, b.ID+b.Path) })
	w.images = slices.CompactFunc(w.images, func(a, b dataset.Image) bool { return a.ID == b.ID })
	m, err := table.CreateMeasures(w.Table(dataset.TableMeasures), []string{"blur"})
	if err != nil {
		t.Fatal(err)
	}
	for i, img := range w.images {
		if err := m.Write(dataset.Measured{ID: img.ID, Values: []float64{float64(i%10) / 10}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		t.Fatal(err)
	}
	w.images = slices.DeleteFunc(w.images, func(img dataset.Image) bool { return img.Status != dataset.StatusOK })
}

func write[T any](t testing.TB, ws dataset.Workspace, name string, footer dataset.Footer, rows []T) {
	t.Helper()
	if err := table.Write(ws.Table(name), footer, table.All(rows)); err != nil {
		t.Fatal(err)
	}
}

// judge drops the first readable image by a rule and merges the second into the third.
func (w *scanned) judge(t testing.TB) {
	t.Helper()
	var verdicts []dataset.Verdict
	for i, img := range w.images {
		v := dataset.Verdict{ID: img.ID, Verdict: dataset.Keep}
		switch i {
		case 0:
			v.Verdict, v.Stage = dataset.Drop, "filter"
		case 1:
			v.Verdict, v.Stage = dataset.Drop, "dedup"
		}
		verdicts = append(verdicts, v)
	}
	write(t, w.Workspace, dataset.TableVerdicts, dataset.Footer{Stage: "filter"}, verdicts)
	write(t, w.Workspace, dataset.TableGroups, dataset.Footer{Stage: "dedup"}, []dataset.Group{
		{ID: w.images[1].ID, Group: w.images[2].ID, Class: dataset.ClassCopy, Why: "smaller"},
		{ID: w.images[2].ID, Group: w.images[2].ID, Survivor: true, Why: "larger", TagsMerged: []string{"general:hat"}},
	})
}

func (w *scanned) caption(t testing.TB) {
	t.Helper()
	var captions []dataset.Caption
	score := .75
	for i, img := range w.images {
		captions = append(captions, dataset.Caption{ID: img.ID, Kind: dataset.KindComposed, Text: fmt.Sprintf("Picture %d shows a smile, in <image> one.", i), Backend: "compose", Created: time.Unix(0, 0).UTC(), Current: i%2 == 0, Score: &score})
		captions = append(captions, dataset.Caption{ID: img.ID, Kind: dataset.KindVLM, Text: fmt.Sprintf("A model saw\npicture %d ||| so.", i), Backend: "openai", Model: "m", PromptSHA: "abc", Created: time.Unix(0, 0).UTC(), Current: i%2 == 1})
	}
	write(t, w.Workspace, dataset.TableCaptions, dataset.Footer{Stage: "caption"}, captions)
}

func run(t testing.TB, w *scanned, o Options) Summary {
	t.Helper()
	s, err := Run(context.Background(), w.Workspace, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// files are the contents of a folder by path.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryFormatHoldsEverySurvivor(t *testing.T) {
	w := scan(t, 30)
	w.judge(t)
	w.caption(t)
	for _, f := range Formats() {
		out := t.TempDir()
		s := run(t, w, Options{Out: out, Format: f.Name, Measures: []string{"blur"}, Validation: .2})
		if want := int64(len(w.images) - 2); s.Kept != want || s.Dropped["filtered"] != 1 || s.Counts[countLost] != 0 {
			t.Errorf("%s: %+v, want %d kept, 1 filtered and none lost", f.Name, s.Summary, want)
		}
		written := files(t, out)
		for _, name := range []string{"README.md", "manifest.json"} {
			if written[name] == "" {
				t.Errorf("%s: no %s", f.Name, name)
			}
		}
		exported, err := table.ReadAll[dataset.Exported](w.Table(dataset.TableExported))
		if err != nil {
			t.Fatal(err)
		}
		for i, img := range w.images {
			found := slices.ContainsFunc(exported, func(e dataset.Exported) bool { return e.ID == img.ID })
			if f.Name != "parquet" && found {
				// What is not compressed can be searched.
				found = false
				for name, data := range written {
					found = found || name != "manifest.json" && (strings.Contains(data, img.ID) || strings.Contains(name, img.ID))
				}
			}
			if found != (i > 1) {
				t.Errorf("%s: image %d is there: %v", f.Name, i, found)
			}
		}
	}
}

func TestPicturesKeepTheirBytes(t *testing.T) {
	w := scan(t, 20)
	out := t.TempDir()
	run(t, w, Options{Out: out, Format: "imagefolder"})
	written := files(t, out)
	for _, img := range w.images {
		want, err := os.ReadFile(filepath.Join(w.source, img.Path))
		if err != nil {
			t.Fatal(err)
		}
		if got := written["train/images/"+img.ID+extensions[img.Format]]; got != string(want) {
			t.Errorf("%s has %d bytes in the export, %d in the source", img.Path, len(got), len(want))
		}
	}
}

func TestKohyaGetsWhatItsTrainerReads(t *testing.T) {
	w := scan(t, 40)
	gifs := 0
	for _, img := range w.images {
		if img.Format == "gif" {
			gifs++
		}
	}
	if gifs == 0 {
		t.Fatal("the sample has no GIF")
	}
	out := t.TempDir()
	s := run(t, w, Options{Out: out, Format: "kohya"})
	if s.Counts["reencoded"] != int64(gifs) {
		t.Errorf("%d pictures were encoded anew, want the %d GIFs", s.Counts["reencoded"], gifs)
	}
	for name, text := range files(t, out) {
		if strings.HasSuffix(name, ".gif") || strings.Contains(text, `.gif"`) {
			t.Errorf("%s is, or names, a GIF", name)
		}
	}
}

func TestSameInputsSameBytes(t *testing.T) {
	w := scan(t, 30)
	w.caption(t)
	for _, f := range Formats() {
		one, two := t.TempDir(), t.TempDir()
		o := Options{Format: f.Name, ShardRows: 7, Validation: .3, Limit: 18, Balance: []Target{{By: "gender", MaxRepeats: 2}}}
		o.Out, o.Workers = one, 1
		run(t, w, o)
		o.Out, o.Workers = two, 5
		run(t, w, o)
		if d := cmp.Diff(files(t, one), files(t, two)); d != "" {
			t.Errorf("%s: two exports differ", f.Name)
		}
	}
}

func TestSecondExportDoesOnlyWhatChanged(t *testing.T) {
	w := scan(t, 20)
	o := Options{Out: t.TempDir(), ShardRows: 4}
	first := run(t, w, o)
	if first.UpToDate || first.Counts["shards"] < 2 {
		t.Fatalf("the first export: %+v", first)
	}
	again := run(t, w, o)
	if !again.UpToDate || again.Kept != first.Kept {
		t.Errorf("the second export did something: %+v", again.Summary)
	}
	shard := first.Files[1]
	if err := os.Truncate(shard, 10); err != nil {
		t.Fatal(err)
	}
	if s := run(t, w, o); s.UpToDate {
		t.Error("a damaged shard was taken for whole")
	}
	// Fewer shards: the former ones go, but for what is not ours.
	foreign := filepath.Join(o.Out, "data", "notes.txt")
	if err := os.WriteFile(foreign, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	o.ShardRows = 1000
	run(t, w, o)
	got := slices.Sorted(func(yield func(string) bool) {
		for name := range files(t, o.Out) {
			if !yield(name) {
				return
			}
		}
	})
	if d := cmp.Diff([]string{"README.md", "data/notes.txt", "data/train-00000-of-00001.parquet", "manifest.json"}, got); d != "" {
		t.Errorf("files (-want +got):\n%s", d)
	}
}

func TestChangedFilesAreNotExported(t *testing.T) {
	w := scan(t, 20)
	if err := os.WriteFile(filepath.Join(w.source, w.images[0].Path), []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(w.source, w.images[1].Path)); err != nil {
		t.Fatal(err)
	}
	s := run(t, w, Options{Out: t.TempDir()})
	if s.Failed != 2 || s.Kept != int64(len(w.images)-2) {
		t.Errorf("%d failed and %d kept, want 2 and %d", s.Failed, s.Kept, len(w.images)-2)
	}
	if text := strings.Join(s.Notes, "\n"); !strings.Contains(text, "has changed since") || !strings.Contains(text, w.images[1].Path) {
		t.Errorf("notes do not name the files:\n%s", text)
	}
}

func TestUnreadableFilesHaveFailed(t *testing.T) {
	w := scan(t, 20)
	before := run(t, w, Options{Out: t.TempDir()})
	for _, name := range []string{"first.png", "second.png"} {
		if err := os.WriteFile(filepath.Join(w.source, name), []byte("<html>"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	w.scanAgain(t)
	out := t.TempDir()
	s := run(t, w, Options{Out: out})
	if got := s.Failed - before.Failed; got != 2 || s.Dropped[droppedDuplicate] != before.Dropped[droppedDuplicate] {
		t.Errorf("two files of the same unreadable bytes add %d failed and %d duplicate, want 2 and 0", got, s.Dropped[droppedDuplicate]-before.Dropped[droppedDuplicate])
	}
	if again := run(t, w, Options{Out: out}); !again.UpToDate || again.Failed != s.Failed {
		t.Errorf("the second export is up to date: %v, with %d failed, want true and %d", again.UpToDate, again.Failed, s.Failed)
	}
}

// TestCountsAreThoseOfTheFunnel makes up files that share bytes, readable or
// not, with every verdict: export must call each what the other commands do.
func TestCountsAreThoseOfTheFunnel(t *testing.T) {
	source := t.TempDir()
	var bytes [4][]byte
	for i := range bytes {
		bytes[i] = []byte{byte(i)}
	}
	rapid.Check(t, func(rt *rapid.T) {
		ws := dataset.Workspace{Dir: t.TempDir()}
		var images []dataset.Image
		var measured []dataset.Measured
		var verdicts []dataset.Verdict
		for i, b := range bytes {
			id := dataset.IDOf(b)
			readable := false
			for copy := range rapid.IntRange(1, 3).Draw(rt, "copies") {
				img := dataset.Image{Path: fmt.Sprintf("%d-%d.png", copy, i), ID: id, Format: "png", Width: 1, Height: 1,
					Status: rapid.SampledFrom([]dataset.Status{dataset.StatusOK, dataset.StatusDamaged, dataset.StatusUnreadable, dataset.StatusNotImage}).Draw(rt, "status")}
				fill(t, filepath.Join(source, img.Path), b)
				images = append(images, img)
				readable = readable || img.Status == dataset.StatusOK || img.Status == dataset.StatusDamaged
			}
			v := dataset.Verdict{ID: id, Verdict: dataset.Drop, Stage: "scan"}
			if readable {
				v.Stage = rapid.SampledFrom([]string{"", "scan", "dedup", "filter", "review"}).Draw(rt, "stage")
			}
			if v.Stage == "" {
				v.Verdict = dataset.Keep
			}
			verdicts = append(verdicts, v)
			measured = append(measured, dataset.Measured{ID: id})
		}
		slices.SortFunc(images, func(a, b dataset.Image) int { return strings.Compare(a.Path, b.Path) })
		slices.SortFunc(verdicts, func(a, b dataset.Verdict) int { return strings.Compare(a.ID, b.ID) })
		slices.SortFunc(measured, func(a, b dataset.Measured) int { return strings.Compare(a.ID, b.ID) })
		options, err := json.Marshal(map[string]string{"source": source})
		if err != nil {
			t.Fatal(err)
		}
		write(t, ws, dataset.TableImages, dataset.Footer{Stage: "scan", Options: options}, images)
		write(t, ws, dataset.TableVerdicts, dataset.Footer{Stage: "filter"}, verdicts)
		m, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range measured {
			if err := m.Write(row); err != nil {
				t.Fatal(err)
			}
		}
		if err := m.Commit(dataset.Footer{Stage: "scan"}); err != nil {
			t.Fatal(err)
		}
		want, err := view.Funnel(ws)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Run(context.Background(), ws, Options{Out: filepath.Join(t.TempDir(), "out"), Reencode: ReencodeNever}, nil)
		if err != nil {
			rt.Fatal(err)
		}
		got := dataset.Funnel{Found: s.Found, Kept: s.Kept, Duplicate: s.Dropped[droppedDuplicate],
			Filtered: s.Dropped[droppedFiltered] + s.Dropped[droppedReview], Failed: s.Failed}
		if d := cmp.Diff(want, got); d != "" {
			rt.Fatalf("counts of export (-funnel +export):\n%s", d)
		}
	})
}

func fill(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestExportRefuses(t *testing.T) {
	w := scan(t, 10)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "README.md"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	elsewhere := scan(t, 3)
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "manifest.json"), []byte(`{"files":[]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		o    Options
		want string
	}{
		"no folder":                   {Options{}, "-o"},
		"the source itself":           {Options{Out: w.source}, "inside the source"},
		"a folder in the source":      {Options{Out: filepath.Join(w.source, "a", "b")}, "inside the source"},
		"a file":                      {Options{Out: file}, "it is a file"},
		"a README of somebody":        {Options{Out: foreign}, "README.md is there and was not written by winnow"},
		"another program's manifest":  {Options{Out: other}, "not that of an export of winnow"},
		"an unknown format":           {Options{Out: "x", Format: "parket"}, "known ones are parquet"},
		"an unknown kind":             {Options{Out: "x", CaptionKinds: []string{"humen"}}, "known ones are human"},
		"an unknown measure":          {Options{Out: t.TempDir(), Measures: []string{"blurr"}}, "known ones are blur"},
		"an unknown column":           {Options{Out: t.TempDir(), Where: "widht > 3"}, "width"},
		"an unknown way to re-encode": {Options{Out: "x", Reencode: "sometimes"}, "known ones"},
		"kohya without pictures":      {Options{Out: "x", Format: "kohya", NoImages: true}, "made of pictures"},
		"the workspace itself":        {Options{Out: w.Dir}, "is inside the workspace"},
		"a folder in the workspace":   {Options{Out: filepath.Join(w.Dir, "out")}, "is inside the workspace"},
		"another workspace":           {Options{Out: elsewhere.Dir}, "is a workspace"},
		"negative rows":               {Options{Out: "x", ShardRows: -1}, "--shard-rows is -1"},
		"negative bytes":              {Options{Out: "x", ShardBytes: -5}, "--shard-bytes is -5"},
		"a negative limit":            {Options{Out: "x", Limit: -1}, "--limit is -1"},
		"a negative side":             {Options{Out: "x", MaxSide: -1}, "--max-side is -1"},
		"a negative quality":          {Options{Out: "x", Quality: -1}, "quality is -1"},
		"too high a quality":          {Options{Out: "x", Quality: 101}, "quality is 101"},
		"negative workers":            {Options{Out: "x", Workers: -1}, "workers is -1"},
		"a share that is no number":   {Options{Out: "x", Validation: math.NaN()}, "--validation is NaN"},
		"all of it for validation":    {Options{Out: "x", Validation: 1}, "--validation is 1"},
		"a target that is no number":  {Options{Out: "x", Balance: []Target{{By: "gender", Shares: map[string]float64{"male": math.NaN()}}}}, "share of male is NaN"},
		"a target without end":        {Options{Out: "x", Balance: []Target{{By: "gender", Shares: map[string]float64{"male": math.Inf(1)}}}}, "share of male is +Inf"},
		"a value that cannot be":      {Options{Out: "x", Balance: []Target{{By: "gender", Shares: map[string]float64{"femal": .5, "male": .5}}}}, `unknown value "femal": the known ones are female, male`},
		"an answer of a condition":    {Options{Out: "x", Balance: []Target{{By: "width > 5", Shares: map[string]float64{"true": 1}}}}, `unknown value "true": the known ones are`},
		"a value that nothing has":    {Options{Out: "x", Balance: []Target{{By: "tags_artist", Shares: map[string]float64{"mizuno_inc": .5}}}}, `unknown value "mizuno_inc": the known ones are mizuno_ink`},
		"a tolerance of no number":    {Options{Out: "x", Balance: []Target{{By: "gender", Tolerance: math.NaN()}}}, "tolerance NaN"},
	} {
		_, err := Run(context.Background(), w.Workspace, tt.o, nil)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, tt.want)
		}
	}
	if _, err := os.Stat("x"); err == nil {
		t.Error("a refused export made its folder")
	}
	if got := files(t, foreign); got["README.md"] != "mine" || len(got) != 1 {
		t.Errorf("a refused export left %v", got)
	}
}

func TestInterruptedExportLeavesWhatWasThere(t *testing.T) {
	w := scan(t, 20)
	o := Options{Out: t.TempDir()}
	run(t, w, o)
	before := files(t, o.Out)
	o.Seed = 1
	interrupt := func(o Options) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		_, err := Run(ctx, w.Workspace, o, func(_ string, done, _, _ int64) {
			if done == 3 {
				cancel()
			}
		})
		if err == nil {
			t.Fatal("an interrupted export gave no error")
		}
	}
	interrupt(o)
	if d := cmp.Diff(before, files(t, o.Out)); d != "" {
		t.Error("an interrupted export changed the folder")
	}
	o.Out = filepath.Join(t.TempDir(), "new")
	interrupt(o)
	if _, err := os.Stat(o.Out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an interrupted export left a new folder: %v", err)
	}
}

func TestKilledWhilePuttingFilesInPlaceIsCleanedUp(t *testing.T) {
	w := scan(t, 20)
	o := Options{Out: t.TempDir(), ShardRows: 5}
	run(t, w, o)
	want := files(t, o.Out)
	// As if it had died after some renames: the manifest is incomplete and
	// names files of both exports, one is not there yet, parts lie about.
	m, err := readManifest(o.Out)
	if err != nil {
		t.Fatal(err)
	}
	m.Complete = false
	m.Files = append(m.Files, File{Path: "data/train-00000-of-00099.parquet"})
	stale := filepath.Join(o.Out, "data", "train-00000-of-00099.parquet")
	parts := filepath.Join(o.Out, stagingName, "data", "train-00001-of-00004.parquet")
	if err := os.MkdirAll(filepath.Dir(parts), 0o755); err != nil {
		t.Fatal(err)
	}
	for path, text := range map[string][]byte{stale: []byte("old"), parts: []byte("part")} {
		if err := os.WriteFile(path, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	incomplete := &output{dir: o.Out}
	if err := errors.Join(incomplete.stageManifest(manifestName, m), incomplete.placeManifest(manifestName)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(o.Out, m.Files[1].Path)); err != nil {
		t.Fatal(err)
	}
	if s := run(t, w, o); s.UpToDate {
		t.Error("an incomplete export counts as up to date")
	}
	if d := cmp.Diff(want, files(t, o.Out)); d != "" {
		t.Error("after the second export the folder is not what it was")
	}
}

func TestConversationsHaveOneMarkAndAlternate(t *testing.T) {
	w := scan(t, 20)
	w.caption(t)
	out := t.TempDir()
	run(t, w, Options{Out: out, Format: "llava"})
	var rows []struct {
		ID, Image     string
		Conversations []turn
	}
	if err := json.Unmarshal([]byte(files(t, out)["train.json"]), &rows); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, r := range rows {
		if ids[r.ID] {
			t.Errorf("id %s is there twice", r.ID)
		}
		ids[r.ID] = true
		if len(r.Conversations) != 2 || r.Conversations[0].From != "human" || r.Conversations[1].From != "gpt" {
			t.Errorf("%s: turns %+v do not alternate", r.ID, r.Conversations)
		}
		if strings.Count(fmt.Sprint(r.Conversations), imageMark) != 1 || !strings.HasPrefix(r.Conversations[0].Value, imageMark+"\n") {
			t.Errorf("%s: the mark is not there once, in front: %+v", r.ID, r.Conversations)
		}
		if _, err := os.Stat(filepath.Join(out, r.Image)); err != nil || filepath.IsAbs(r.Image) {
			t.Errorf("%s: image %s: %v", r.ID, r.Image, err)
		}
	}
	if len(rows) != len(w.images) {
		t.Errorf("%d rows, want %d", len(rows), len(w.images))
	}
}

// TestATriggerStandsFirst is of the words that a training is to learn: those of
// the tags as they came, and those that are asked for.
func TestATriggerStandsFirst(t *testing.T) {
	w := scan(t, 8)
	for i := range w.images {
		w.images[i].SetMetadata(dataset.Metadata{TagsGeneral: []string{"sks", "smile", "1girl", "long_hair"}})
	}
	write(t, w.Workspace, dataset.TableImages, dataset.Footer{Stage: "scan", Options: json.RawMessage(fmt.Sprintf(`{"source":%q}`, w.source))}, w.images)
	for trigger, want := range map[string]string{"": "sks, 1girl, long hair, smile\n", "my style": "my style, sks, 1girl, long hair, smile\n"} {
		out := t.TempDir()
		run(t, w, Options{Out: out, Format: "kohya", Trigger: trigger, Fallback: []string{"short"}})
		for name, text := range files(t, out) {
			switch filepath.Ext(name) {
			case ".txt":
				if text != want {
					t.Errorf("trigger %q: %s holds %q, want %q", trigger, name, text, want)
				}
			case ".caption":
				if trigger != "" && !strings.HasPrefix(text, trigger+", ") || strings.Contains(text, "sks") {
					t.Errorf("trigger %q: %s holds %q", trigger, name, text)
				}
			}
		}
	}
}

// TestImagesWithoutACaptionAreCountedOrTakeWhatIsAskedFor is of sets that were not captioned.
func TestImagesWithoutACaptionAreCountedOrTakeWhatIsAskedFor(t *testing.T) {
	w := scan(t, 8)
	for _, format := range []string{"kohya", "parquet"} {
		s := run(t, w, Options{Out: t.TempDir(), Format: format})
		if s.Counts[countBare] != s.Kept || !strings.Contains(strings.Join(s.Notes, "\n"), "are exported with an empty one: --fallback") {
			t.Errorf("%s: counts %v, notes %q", format, s.Counts, s.Notes)
		}
		s = run(t, w, Options{Out: t.TempDir(), Format: format, Fallback: []string{"source", "tags", "composed"}})
		if s.Counts[countBare] != 0 || s.Counts["captioned"] != s.Kept || !strings.Contains(strings.Join(s.Notes, "\n"), "a line of tags in its place") {
			t.Errorf("%s, with a line of tags: counts %v, notes %q", format, s.Counts, s.Notes)
		}
	}
}

func TestKohyaCaptionsAreOneLineWithoutSeparators(t *testing.T) {
	w := scan(t, 20)
	w.caption(t)
	out := t.TempDir()
	run(t, w, Options{Out: out, Format: "kohya"})
	written := files(t, out)
	captions := 0
	for name, text := range written {
		if ext := filepath.Ext(name); ext == ".caption" || ext == ".txt" {
			captions++
			if strings.Count(text, "\n") != 1 || strings.Contains(text, "|||") {
				t.Errorf("%s holds %q", name, text)
			}
		}
	}
	if captions != 2*len(w.images) {
		t.Errorf("%d captions and tag lines, want %d", captions, 2*len(w.images))
	}
	for text := range strings.Lines(written["train-x1.jsonl"]) {
		var r struct {
			Path    string `json:"image_path"`
			Caption string
			Tags    string
			Size    [2]int `json:"image_size"`
		}
		if err := json.Unmarshal([]byte(text), &r); err != nil || written["images/"+r.Path] == "" || r.Size[0] == 0 {
			t.Errorf("line %s (%v) names no image of the export", text, err)
		}
		if !strings.HasPrefix(r.Tags, "1") || strings.Contains(r.Tags, "_") {
			t.Errorf("tags %q do not begin with the count, or have underscores", r.Tags)
		}
	}
}

func TestFlatRecordsHaveOneTypeInAllSamples(t *testing.T) {
	full := Sample{ID: "a", Caption: dataset.Caption{Score: new(float64)}, Score: new(int64), Created: &time.Time{}, Ordered: []string{"x"}, Measured: []float64{1}}
	bare := Sample{ID: "b", Measured: []float64{math.NaN()}}
	shape := func(s Sample) map[string]string {
		text, err := line(newFlatRecord(&s, Options{Measures: []string{"blur"}}))
		if err != nil {
			t.Fatal(err)
		}
		var fields map[string]any
		if err := json.Unmarshal(text, &fields); err != nil {
			t.Fatal(err)
		}
		types := map[string]string{}
		for name, value := range fields {
			types[name] = fmt.Sprintf("%T", value)
		}
		return types
	}
	if d := cmp.Diff(shape(full), shape(bare)); d != "" {
		t.Errorf("types of a full sample and a bare one (-full +bare):\n%s", d)
	}
	for name, kind := range shape(bare) {
		if kind == "<nil>" || kind == "[]interface {}" {
			t.Errorf("%s is a %s, whose type readers cannot know", name, kind)
		}
	}
}

func TestWholeNumbersOfARecordAreNoIntegers(t *testing.T) {
	one := 1.0
	text, err := line(newRecord(&Sample{Caption: dataset.Caption{Score: &one}, Measured: []float64{0, .25, 3e30}}, Options{Measures: []string{"a", "b", "c"}}))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"caption_score":1.0,`, `"a":0.0,`, `"b":0.25,`, `"c":3e+30}`} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
}

func TestPreferredKindsOfCaptionComeFirst(t *testing.T) {
	w := scan(t, 10)
	w.caption(t)
	out := t.TempDir()
	run(t, w, Options{Out: out, Format: "jsonl", CaptionKinds: []string{"human", "vlm"}})
	for text := range strings.Lines(files(t, out)["data/train.jsonl"]) {
		var r record
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			t.Fatal(err)
		}
		if r.CaptionKind != "vlm" || r.CaptionModel != "m" || r.CaptionPrompt != "abc" {
			t.Errorf("caption %+v, want the one of the model", r)
		}
	}
}

func TestTextsThatAreNotTakenAreTold(t *testing.T) {
	w := scan(t, 10)
	const n = 3
	for i := range w.images[:n] {
		w.images[i].Text = "A text that came with it."
	}
	write(t, w.Workspace, dataset.TableImages, dataset.Footer{Stage: "scan", Options: json.RawMessage(fmt.Sprintf(`{"source":%q}`, w.source))}, w.images)
	s := run(t, w, Options{Out: t.TempDir(), Format: "jsonl"})
	if want := fmt.Sprintf("%d of these came with a text", n); !strings.Contains(strings.Join(s.Notes, "\n"), want) {
		t.Errorf("notes %q, want one that has %q", s.Notes, want)
	}
	s = run(t, w, Options{Out: t.TempDir(), Format: "jsonl", CaptionKinds: []string{"composed", "source"}})
	if s.Counts[countOwnText] != 0 || s.Counts["captioned"] != n {
		t.Errorf("%d texts not taken, %d captions; want 0 and %d", s.Counts[countOwnText], s.Counts["captioned"], n)
	}
}

func TestReencodedPicturesFitAndReadAsSaid(t *testing.T) {
	w := scan(t, 20)
	out := t.TempDir()
	s := run(t, w, Options{Out: out, Format: "imagefolder", Reencode: "always", MaxSide: 40})
	if s.Counts["reencoded"] != s.Kept {
		t.Errorf("%d of %d pictures were encoded anew", s.Counts["reencoded"], s.Kept)
	}
	written := files(t, out)
	for text := range strings.Lines(written["train/metadata.jsonl"]) {
		var r struct {
			FileName string `json:"file_name"`
			Width    int
			Height   int
		}
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(strings.NewReader(written["train/"+r.FileName]))
		if err != nil {
			t.Fatal(err)
		}
		if size := img.Bounds().Size(); size != image.Pt(r.Width, r.Height) || max(size.X, size.Y) > 40 {
			t.Errorf("%s is %v, and its line says %d×%d", r.FileName, size, r.Width, r.Height)
		}
	}
}

func TestShardsAreEvenAndWithinTheLimits(t *testing.T) {
	images := make([]chosen, 1000)
	for i := range images {
		images[i] = chosen{id: fmt.Sprintf("%04d", i), bytes: int64(1000 + i*i%977), split: splitTrain}
	}
	images[500].bytes = 90_000
	for name, o := range map[string]Options{
		"by rows":  {ShardRows: 130, ShardBytes: 1 << 40},
		"by bytes": {ShardRows: 1000, ShardBytes: 100_000},
		"by both":  {ShardRows: 100, ShardBytes: 150_000},
	} {
		all, seen := shards(images, o, true), 0
		least, most := int64(1<<60), int64(0)
		for _, s := range all {
			bytes := int64(0)
			for _, c := range s.images {
				if c.id != fmt.Sprintf("%04d", seen) {
					t.Fatalf("%s: image %d is %s", name, seen, c.id)
				}
				seen++
				bytes += c.bytes
			}
			if len(s.images) > o.ShardRows || bytes > o.ShardBytes {
				t.Errorf("%s: %s has %d images of %d bytes", name, s.name, len(s.images), bytes)
			}
			least, most = min(least, bytes), max(most, bytes)
		}
		if seen != 1000 {
			t.Errorf("%s: %d images in the shards, want 1000", name, seen)
		}
		if most-least > 100_000 {
			t.Errorf("%s: shards of %d to %d bytes", name, least, most)
		}
	}
	for name, o := range map[string]Options{
		"one byte":      {ShardRows: 1000, ShardBytes: 1},
		"one image":     {ShardRows: 1, ShardBytes: 1 << 40},
		"a small limit": {ShardRows: 1000, ShardBytes: 1000},
	} {
		all := shards(images, o, true)
		if len(all) != len(images) {
			t.Errorf("%s: %d shards of %d images, want one for each", name, len(all), len(images))
		}
	}
	if all := shards(nil, Options{ShardRows: 1, ShardBytes: 1}, true); len(all) != 1 || all[0].name != "train-00000-of-00001" {
		t.Errorf("no images give the shards %+v, want one that is empty", all)
	}
}

func TestNothingLeftIsAnEmptySetNotAnError(t *testing.T) {
	w := scan(t, 10)
	for _, f := range Formats() {
		s := run(t, w, Options{Out: t.TempDir(), Format: f.Name, Where: "width > 100000"})
		if s.Kept != 0 || s.Dropped["where"] == 0 || len(s.Notes) == 0 {
			t.Errorf("%s: %+v", f.Name, s.Summary)
		}
	}
}

func TestRecipeParsesToTheDefaults(t *testing.T) {
	// Numbers in the recipe are the defaults in words of the code.
	var o Options
	o = o.withDefaults()
	for key, want := range map[string]string{"format": o.Format, "shard_rows": fmt.Sprint(o.ShardRows), "shard_bytes": fmt.Sprint(o.ShardBytes), "reencode": o.Reencode, "quality": fmt.Sprint(o.Quality)} {
		if !strings.Contains(Recipe, "\n  "+key+": "+want+"\n") {
			t.Errorf("the recipe does not say %s: %s", key, want)
		}
	}
}

func TestPNGOfAlphaStaysPNG(t *testing.T) {
	w := scan(t, 10)
	img := image.NewNRGBA(image.Rect(0, 0, 80, 60))
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.source, "clear.png"), b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	w.scanAgain(t)
	out := t.TempDir()
	run(t, w, Options{Out: out, Format: "imagefolder", Reencode: "always"})
	got, format, err := image.Decode(strings.NewReader(files(t, out)["train/images/"+dataset.IDOf(b.Bytes())+".png"]))
	if err != nil || format != "png" {
		t.Fatalf("the transparent picture: %s, %v", format, err)
	}
	if _, _, _, a := got.At(5, 5).RGBA(); a != 0 {
		t.Errorf("its alpha became %d, want 0", a)
	}
}

func TestConditionsThatCannotBeDecidedAreSaid(t *testing.T) {
	w := scan(t, 10)
	s := run(t, w, Options{Out: t.TempDir(), Where: "caption_score > 0.5"})
	if s.Kept != 0 || !strings.Contains(strings.Join(s.Notes, "\n"), "lack a number that the condition needs") {
		t.Errorf("%+v", s.Summary)
	}
}
