package dedup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// printed is a picture with the fingerprint that a scan would have made.
type printed struct {
	row  dataset.Image
	made dataset.Measured
}

func printedOf(name string, img image.Image) printed {
	f := frameOf(img)
	id := dataset.IDOf([]byte(name))
	row := dataset.Image{Path: name, ID: id, Format: "png", Mode: "rgb", Width: int32(f.Width), Height: int32(f.Height), Status: dataset.StatusOK}
	return printed{row, dataset.Measured{ID: id, Print: Print(f)}}
}

// familyOf is a drawing and what may be made of it, and a drawing beside it.
func familyOf(seed uint64) (out []printed) {
	base := drawing(seed)
	add := func(kind string, img image.Image) {
		out = append(out, printedOf(fmt.Sprintf("%s of %d.png", kind, seed), img))
	}
	add("whole", base)
	add("half", halved(base))
	add("mirror", mirrored(base))
	add("crop", cutOut(base, image.Rect(30, 20, 240, 250)))
	add("smaller crop", cutOut(base, image.Rect(60, 40, 240, 250)))
	add("mirrored crop", mirrored(cutOut(base, image.Rect(0, 0, 230, 230))))
	add("other", blots(seed+100, 200, 160))
	return out
}

// put writes the tables of a scan that found those pictures.
func put(t *testing.T, ws dataset.Workspace, pictures []printed) {
	t.Helper()
	var images []dataset.Image
	var measured []dataset.Measured
	for _, p := range pictures {
		images, measured = append(images, p.row), append(measured, p.made)
	}
	slices.SortFunc(images, func(a, b dataset.Image) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(measured, func(a, b dataset.Measured) int { return strings.Compare(a.ID, b.ID) })
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), nil)
	if err == nil {
		err = w.Write(measured...)
	}
	if err == nil {
		err = w.Commit(dataset.Footer{Stage: "scan"})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// decided runs dedup and gives both tables, and what is said of earlier runs.
func decided(t *testing.T, ws dataset.Workspace) (tables [2][]byte, said string) {
	t.Helper()
	s, err := Run(context.Background(), ws, Options{Workers: 2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range []string{dataset.TablePairs, dataset.TableGroups} {
		if tables[i], err = os.ReadFile(ws.Table(name)); err != nil {
			t.Fatal(err)
		}
	}
	for _, note := range s.Notes {
		if strings.Contains(note, "of earlier runs") {
			said = note
		}
	}
	return tables, said
}

// scratch is what a run decides that remembers nothing.
func scratch(t *testing.T, pictures []printed) [2][]byte {
	t.Helper()
	ws := dataset.Workspace{Dir: t.TempDir()}
	put(t, ws, pictures)
	tables, said := decided(t, ws)
	if said != "" {
		t.Errorf("a first run says %q", said)
	}
	return tables
}

func sameTables(a, b [2][]byte) bool { return bytes.Equal(a[0], b[0]) && bytes.Equal(a[1], b[1]) }

func TestWhatIsRememberedChangesNothing(t *testing.T) {
	all := familyOf(1)
	dice := rand.New(rand.NewPCG(5, 5))
	dice.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	changed := slices.Clone(all)
	i := slices.IndexFunc(changed, func(p printed) bool { return strings.HasPrefix(p.row.Path, "half") })
	changed[i] = printedOf(changed[i].row.Path, blots(77, 150, 130)) // other pixels under the same id
	ws := dataset.Workspace{Dir: t.TempDir()}
	for _, step := range []struct {
		name     string
		pictures []printed
		said     string
	}{
		{"the first pictures", all[:4], ""},
		{"some added", all, "3 new pictures judged against 4 of earlier runs: "},
		{"one changed and one removed", changed[1:], "1 new picture judged against 5 of earlier runs: "},
		{"back again", all, "0 new pictures judged against 7 of earlier runs: "},
	} {
		put(t, ws, step.pictures)
		got, said := decided(t, ws)
		if !strings.HasPrefix(said, step.said) || (said == "") != (step.said == "") {
			t.Errorf("%s: it says %q, want %q", step.name, said, step.said)
		}
		if step.name == "back again" {
			if !strings.HasSuffix(said, ", 0 judged") {
				t.Errorf("%s: it says %q, though all was judged before", step.name, said)
			}
			if err := os.Remove(memoryPath(ws)); err != nil {
				t.Fatal(err)
			}
		}
		if !sameTables(got, scratch(t, step.pictures)) {
			t.Errorf("%s: the tables are not those of a run from scratch", step.name)
		}
	}
}

// remembering is a memory of a run, and the file as it was left.
func remembering(t *testing.T, pictures []printed) (dataset.Workspace, []byte) {
	t.Helper()
	ws := dataset.Workspace{Dir: t.TempDir()}
	put(t, ws, pictures)
	decided(t, ws)
	text, err := os.ReadFile(memoryPath(ws))
	if err != nil {
		t.Fatal(err)
	}
	return ws, text
}

// facts is what a memory knows: all, or what it would keep.
func facts(m *memory, all bool) (out []string) {
	keys := make([]pictureKey, len(m.heads))
	for key, i := range m.numbers {
		keys[i] = key
	}
	for i, p := range m.pairs {
		if all || m.keeps(i) {
			out = append(out, fmt.Sprintf("%x %x %d %d %x", keys[p.a], keys[p.b], p.asked, p.about, m.answers[p.at:p.at+int64(p.length)]))
		}
	}
	for i, packed := range m.features {
		if all || m.present[i] {
			out = append(out, fmt.Sprintf("%x begins %x", keys[i], m.heads[i]))
		}
		if packed != nil && (all || m.present[i]) {
			out = append(out, fmt.Sprintf("%x has %x", keys[i], packed))
		}
	}
	slices.Sort(out)
	return out
}

// opened is a memory that is closed at the end of the test.
func openedMemory(t *testing.T, ws dataset.Workspace) *memory {
	t.Helper()
	m, err := openMemory(ws)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { m.close(false) })
	return m
}

func TestAMemoryIsNotBelievedWhereItIsDamagedOrOfOtherRules(t *testing.T) {
	ws, whole := remembering(t, familyOf(1)[:4])
	known := facts(openedMemory(t, ws), true)
	if n, err := Remembered(ws); n != 4 || err != nil {
		t.Errorf("%d pictures are remembered of 4 (%v)", n, err)
	}
	dice := rand.New(rand.NewPCG(6, 6))
	damage := map[string][]byte{"empty": {}, "another file": []byte("{}"), "cut short": whole[:len(whole)-9], "longer": append(slices.Clone(whole), whole[:40]...)}
	for i := range 50 {
		some := slices.Clone(whole)
		some[dice.IntN(len(some))] ^= 1 << dice.IntN(8)
		damage[fmt.Sprint("a bit turned ", i)] = some
		damage[fmt.Sprint("cut ", i)] = whole[:dice.IntN(len(whole))]
	}
	for name, text := range damage {
		if err := os.WriteFile(memoryPath(ws), text, 0o600); err != nil {
			t.Fatal(err)
		}
		got := facts(openedMemory(t, ws), true)
		for _, fact := range got {
			if _, ok := slices.BinarySearch(known, fact); !ok {
				t.Errorf("%s: it tells %.80s, which nobody found", name, fact)
			}
		}
		if name == "longer" && len(got) != len(known) || name != "longer" && len(got) == len(known) {
			t.Errorf("%s: it tells %d things of %d", name, len(got), len(known))
		}
	}
	if err := os.WriteFile(memoryPath(ws), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	was := rules
	t.Cleanup(func() { rules = was })
	rules = func() string { return "other rules" }
	if n, err := Remembered(ws); n != 0 || err != nil {
		t.Errorf("by other rules %d pictures are remembered (%v)", n, err)
	}
	if got := facts(openedMemory(t, ws), true); len(got) != 0 {
		t.Errorf("by other rules %d things are known", len(got))
	}
	rules = was
	if got := facts(openedMemory(t, ws), true); len(got) != 0 {
		t.Errorf("after a run by other rules %d things of before are known", len(got))
	}
}

func TestAMemoryThatCannotBeUsed(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	put(t, ws, familyOf(1)[:2])
	victim := filepath.Join(t.TempDir(), "precious")
	if err := errors.Join(os.WriteFile(victim, []byte("precious"), 0o600), os.Symlink(victim, memoryPath(ws))); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), ws, Options{}, nil); err == nil || !strings.Contains(err.Error(), "remove it") {
		t.Errorf("where a link is in its place, the run says %v, want what to do", err)
	}
	if text, err := os.ReadFile(victim); err != nil || string(text) != "precious" {
		t.Errorf("what the link leads to became %q (%v)", text, err)
	}
	if err := os.Remove(memoryPath(ws)); err != nil {
		t.Fatal(err)
	}
	first, _ := decided(t, ws)
	if err := errors.Join(os.Remove(memoryPath(ws)), os.Mkdir(memoryPath(ws), 0o700)); err != nil {
		t.Fatal(err)
	}
	if again, _ := decided(t, ws); !sameTables(first, again) {
		t.Error("what is up to date is made again")
	}
	if s, err := Run(context.Background(), ws, Options{}, nil); err != nil || !s.UpToDate {
		t.Errorf("what is up to date needs a memory: %+v, %v", s, err)
	}
	if err := os.Remove(memoryPath(ws)); err != nil {
		t.Fatal(err)
	}
	decided(t, ws)
	if n, err := Remembered(ws); n != 0 || err != nil {
		t.Errorf("after a run that judged nothing, %d pictures are remembered (%v)", n, err)
	}
}

func TestWhatCannotBeKeptFailsNoRun(t *testing.T) {
	ws, _ := remembering(t, familyOf(1)[:2])
	m := openedMemory(t, ws)
	m.learn(&picture{number: 0}, &picture{number: 1}, askCropOf, 7, nil)
	if err := m.log.file.Close(); err != nil { // as a disk that is full
		t.Fatal(err)
	}
	s, err := m.conclude(dataset.Summary{}, nil, true)
	if err != nil || len(s.Notes) != 1 || !strings.Contains(s.Notes[0], "tables are whole") {
		t.Errorf("the run ends with %v and says %q", err, s.Notes)
	}
	if _, err := openedMemory(t, ws).conclude(dataset.Summary{}, context.Canceled, false); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that failed ends with %v", err)
	}
}

func TestPruningForgetsWhatIsGone(t *testing.T) {
	pictures := familyOf(1)
	ws, text := remembering(t, pictures)
	before := openedMemory(t, ws)
	for _, p := range pictures[:4] {
		before.meet(keyOf(&p.made), nil)
	}
	if err := before.prune(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadFile(memoryPath(ws)); err != nil || len(left) > len(text)*3/4 {
		t.Errorf("of %d bytes %d were left, though nearly half of the pictures are gone (%v)", len(text), len(left), err)
	}
	after := openedMemory(t, ws)
	if d := cmp.Diff(facts(before, false), facts(after, true)); d != "" || len(after.heads) != 4 || len(after.pairs) == 0 {
		t.Errorf("what is remembered of 4 pictures after pruning (-want +got):\n%s", d)
	}
}

func TestFeaturesComeBackAsTheyWere(t *testing.T) {
	d := thumbOf(t, drawing(3)).described()
	if len(d.features) < 20 {
		t.Fatalf("only %d features", len(d.features))
	}
	back := unpackFeatures(d.pack())
	if back.width != d.width || back.height != d.height || !slices.Equal(back.features, d.features) {
		t.Error("features are others after packing")
	}
}
