package dedup

import (
	"context"
	"fmt"
	"image"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/table"
)

// copies is a picture and three copies of it, the best first, and one that has
// nothing to do with them.
func copies(t *testing.T) []found {
	t.Helper()
	base := blots(10, 320, 240)
	return []found{
		{name: "best.png", img: base, mode: "rgb"},
		{name: "same.png", img: base, mode: "palette"},
		{name: "half.png", img: halved(base), mode: "rgb"},
		{name: "mirror.png", img: mirrored(base), mode: "palette"},
		{name: "other.png", img: blots(99, 320, 240), mode: "rgb"},
	}
}

// fates runs dedup and says of each picture that went where it went.
func fates(t *testing.T, ws dataset.Workspace, o Options, more ...string) (map[string]string, dataset.Summary) {
	t.Helper()
	s, err := Run(context.Background(), ws, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, n := range append([]string{"best.png", "same.png", "half.png", "mirror.png", "other.png"}, more...) {
		names[dataset.IDOf([]byte(n))] = strings.TrimSuffix(n, ".png")
	}
	groups, err := table.ReadAll[dataset.Group](ws.Table(dataset.TableGroups))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, g := range groups {
		if !g.Survivor {
			got[names[g.ID]] = g.Class + " of " + names[g.Group]
		}
	}
	if dropped := int64(len(got)); s.Found != s.Kept+dropped {
		t.Errorf("found %d, kept %d, dropped %d: they do not add up", s.Found, s.Kept, dropped)
	}
	return got, s
}

func say(t *testing.T, ws dataset.Workspace, kind string, names ...string) {
	t.Helper()
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		t.Fatal(err)
	}
	m := ledger.Mark{Kind: kind, A: dataset.IDOf([]byte(names[0])), Made: time.Unix(0, 0)}
	if len(names) > 1 {
		m.B = dataset.IDOf([]byte(names[1]))
	}
	if _, err := book.AddMark(m); err != nil {
		t.Fatal(err)
	}
	if err := book.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatAPersonSaidIsRespected(t *testing.T) {
	for _, tt := range []struct {
		name  string
		marks [][]string
		want  map[string]string
	}{
		{"nothing", nil, map[string]string{"same": "pixels of best", "half": "copy of best", "mirror": "flip of best"}},
		{"the mirror image is not the same", [][]string{{"best.png", "mirror.png"}},
			map[string]string{"same": "pixels of best", "half": "copy of best"}},
		{"not even equal pixels are", [][]string{{"best.png", "same.png"}},
			map[string]string{"half": "copy of best", "mirror": "flip of best"}},
		{"nor are two that would go to one", [][]string{{"half.png", "mirror.png"}},
			map[string]string{"same": "pixels of best", "half": "copy of best"}},
		{"the lesser one stays", [][]string{{"half.png"}},
			map[string]string{"best": "copy of half", "same": "copy of half", "mirror": "flip of half"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ws := scanned(t, copies(t))
			for _, m := range tt.marks {
				kind := ledger.MarkKeep
				if len(m) == 2 {
					kind = ledger.MarkNotSame
				}
				say(t, ws, kind, m...)
			}
			got, s := fates(t, ws, Options{})
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("who went where (-want +got):\n%s", d)
			}
			if s.Counts["marks"] != int64(len(tt.marks)) {
				t.Errorf("the summary counts %d marks, want %d", s.Counts["marks"], len(tt.marks))
			}
		})
	}
}

func TestANewMarkMakesAnotherRun(t *testing.T) {
	ws := scanned(t, copies(t))
	fates(t, ws, Options{})
	say(t, ws, ledger.MarkKeep, "gone.png")
	if _, s := fates(t, ws, Options{}); s.UpToDate || s.Counts["marks_idle"] != 1 {
		t.Errorf("up to date %t, %d marks of pictures that are not here; want false and 1", s.UpToDate, s.Counts["marks_idle"])
	}
}

func TestProtectedPicturesAreNeverDropped(t *testing.T) {
	ws := scanned(t, copies(t))
	got, s := fates(t, ws, Options{Protect: `width < 300`})
	if d := cmp.Diff(map[string]string{"best": "copy of half", "same": "copy of half", "mirror": "flip of half"}, got); d != "" {
		t.Errorf("who went where (-want +got):\n%s", d)
	}
	if s.Counts["protected"] != 1 || s.Counts["protected_conflicts"] != 0 {
		t.Errorf("counts %v, want one protected and no conflict", s.Counts)
	}
	got, s = fates(t, ws, Options{Protect: `width < 300 || path == "mirror.png"`})
	if d := cmp.Diff(map[string]string{"best": "flip of mirror", "same": "flip of mirror"}, got); d != "" {
		t.Errorf("who went where with two protected (-want +got):\n%s", d)
	}
	if s.Counts["protected_conflicts"] != 1 || len(s.Notes) == 0 || !strings.Contains(s.Notes[0], "both stay") {
		t.Errorf("counts %v, notes %q; want the one conflict said", s.Counts, s.Notes)
	}
	if _, err := Run(context.Background(), ws, Options{Protect: "class == 'copy'"}, nil); err == nil {
		t.Error("a condition over what dedup itself decides was accepted")
	}
}

func TestWhatTheReferenceHasIsDropped(t *testing.T) {
	pictures := copies(t)
	reference := scanned(t, []found{
		{name: "small.png", img: halved(halved(pictures[0].img.(*image.NRGBA))), mode: "rgb"},
		{name: "other.png", img: pictures[4].img, mode: "rgb"},
		{name: "twin.png", img: pictures[4].img, mode: "palette"},
	})
	ws := scanned(t, pictures)
	got, s := fates(t, ws, Options{Reference: []string{reference.Dir}}, "small.png", "twin.png")
	want := map[string]string{"best": "copy of small", "same": "copy of small", "half": "copy of small", "mirror": "flip of small", "other": "exact of other"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("who went where (-want +got):\n%s", d)
	}
	if s.Found != 5 || s.Kept != 0 || s.Counts["in_reference"] != 5 {
		t.Errorf("found %d, kept %d, %d in the reference; want 5, 0, 5", s.Found, s.Kept, s.Counts["in_reference"])
	}
	got, s = fates(t, ws, Options{Reference: []string{reference.Dir}, Protect: `path == "best.png" || path == "other.png"`}, "small.png", "twin.png")
	want = map[string]string{"same": "pixels of best", "half": "copy of small", "mirror": "flip of small"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("with protected pictures (-want +got):\n%s", d)
	}
	if s.Kept != 2 || s.Counts["protected_in_reference"] != 2 {
		t.Errorf("kept %d, %d of them in the reference; want 2 and 2", s.Kept, s.Counts["protected_in_reference"])
	}
}

func TestAPlaceholderIsNamedWithItsPosts(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	id := dataset.IDOf([]byte("removed"))
	shown := dataset.IDOf([]byte("shown"))
	var images []dataset.Image
	for i := range 5 {
		images = append(images,
			dataset.Image{Path: fmt.Sprintf("a%d.png", i), ID: id, Site: "booru", PostID: fmt.Sprint(i), TagsGeneral: []string{fmt.Sprintf("tag%d", i), "solo", "hat", fmt.Sprintf("b%d", i)}[:2-i%2], TagsArtist: []string{fmt.Sprint("artist", i)}},
			dataset.Image{Path: fmt.Sprintf("b%d.png", i), ID: shown, Site: "booru", PostID: fmt.Sprint(10 + i), TagsGeneral: []string{fmt.Sprintf("tag%d", i)}, TagsArtist: []string{"one"}})
	}
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	rows := []dataset.Group{{ID: id, Group: id, Survivor: true, Why: "5 files of the same bytes"}, {ID: shown, Group: shown, Survivor: true}}
	if shown < id {
		rows[0], rows[1] = rows[1], rows[0]
	}
	r := &run{ws: ws}
	if err := r.findPlaceholders(rows); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		switch {
		case row.ID == id && (len(row.Posts) != 5 || !strings.Contains(row.Why, "the same bytes; a placeholder: under 5 posts that have nothing in common, such as booru/0, booru/1, booru/2")):
			t.Errorf("posts %q, %q; want five and why", row.Posts, row.Why)
		case row.ID == shown && len(row.Posts) != 0:
			t.Errorf("posts of one artist were called unrelated: %q", row.Posts)
		}
	}
}
