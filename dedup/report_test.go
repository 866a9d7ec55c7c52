package dedup

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// pictured is a workspace with its source: a picture, copies of each kind, a
// variant and one that has nothing to do with them.
func pictured(t *testing.T) dataset.Workspace {
	t.Helper()
	base, whole := blots(10, 320, 240), blots(31, 400, 300)
	pictures := []found{
		{name: "best<b>.png", img: base, mode: "rgb", tags: []string{"solo"}},
		{name: "half.png", img: halved(base), mode: "rgb", tags: []string{"solo", "red <hat>"}},
		{name: "mirror.png", img: mirrored(base), mode: "palette"},
		{name: "turned.png", img: turned(base), mode: "palette"},
		{name: "whole.png", img: whole, mode: "rgb"},
		{name: "part.png", img: cutOut(whole, image.Rect(60, 30, 340, 250)), mode: "rgb"},
		{name: "alone.png", img: blots(99, 320, 240), mode: "rgb"},
	}
	source := t.TempDir()
	for _, p := range pictures {
		var file bytes.Buffer
		if err := png.Encode(&file, p.img); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(source, p.name), file.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return scannedFrom(t, source, pictures)
}

func reported(t *testing.T, ws dataset.Workspace, o Options) (*Report, string) {
	t.Helper()
	s, err := Run(t.Context(), ws, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := ReportOf(t.Context(), ws, o, s)
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := r.HTML(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	return r, page.String()
}

func TestTheReportShowsWhoWentWhereAndWhy(t *testing.T) {
	ws := pictured(t)
	r, page := reported(t, ws, Options{})
	got := map[string]map[dataset.Class]int{}
	for _, g := range r.Groups {
		got[g.Kept.Path] = g.Classes
	}
	want := map[string]map[dataset.Class]int{
		"best<b>.png": {dataset.ClassCopy: 1, dataset.ClassFlip: 1, dataset.ClassRotation: 1}, "whole.png": {dataset.ClassCrop: 1},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("groups (-want +got):\n%s", d)
	}
	for _, part := range []string{
		"best&lt;b&gt;.png", "red &lt;hat&gt;", "mirrored left to right", "scaled ×", "★ kept", "best of 4", "<rect class=\"cut\"", "the other is kept:",
	} {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not say %q", part)
		}
	}
	if n := strings.Count(page, "data:image/jpeg;base64,"); n != 6 {
		t.Errorf("%d pictures are shown, want 6", n)
	}
	if strings.Contains(page, "alone.png") || strings.Contains(page, "best<b>") || strings.Contains(page, "http://") || strings.Contains(page, "https://") {
		t.Error("the page shows what is in no group, does not escape a path, or refers to the network")
	}
	// A second run changes nothing, and tells the same.
	if _, again := reported(t, ws, Options{}); again != page {
		t.Error("the page of tables that were there is another one")
	}
}

func TestTheReportSaysWhatStaysThoughItIsTheSame(t *testing.T) {
	r, page := reported(t, pictured(t), Options{Policy: map[string]string{"flip": "keep"}})
	if r.BothStayAll != 1 || !strings.Contains(page, "Same, and both stay") {
		t.Errorf("%d pairs that stay, want the mirror image", r.BothStayAll)
	}
}

// manyGroups are tables of n groups, the first of them of 400 pictures.
func manyGroups(t *testing.T, n int) dataset.Workspace {
	t.Helper()
	ws := dataset.Workspace{Dir: t.TempDir()}
	var images []dataset.Image
	var rows []dataset.Group
	id := func(i int) string { return fmt.Sprintf("%064x", i+1) }
	for i := range n {
		more := 1
		if i == 0 {
			more = 400
		}
		survivor := id(1000 * i)
		for k := range more + 1 {
			row := dataset.Group{ID: id(1000*i + k), Group: survivor, Survivor: k == 0, Why: "why"}
			if k > 0 {
				d := float64(i) / float64(n)
				row.Class, row.Transform, row.Distance = dataset.ClassCopy, "re-encoded", &d
			}
			rows = append(rows, row)
			images = append(images, dataset.Image{Path: fmt.Sprintf("%05d/%03d.png", i, k), ID: row.ID})
		}
	}
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	if err := table.Write(ws.Table(dataset.TableGroups), dataset.Footer{Stage: Stage}, table.All(rows)); err != nil {
		t.Fatal(err)
	}
	if err := table.Write(ws.Table(dataset.TablePairs), dataset.Footer{Stage: Stage}, table.All([]dataset.Pair{})); err != nil {
		t.Fatal(err)
	}
	return ws
}

func TestALargeReportShowsTheLargestAndTheMostDoubtful(t *testing.T) {
	const n = 3000
	r, err := ReportOf(t.Context(), manyGroups(t, n), Options{}, dataset.Summary{Found: 2 * n})
	if err != nil {
		t.Fatal(err)
	}
	var page bytes.Buffer
	if err := r.HTML(t.Context(), &page); err != nil {
		t.Fatal(err)
	}
	if r.GroupsFound != n || len(r.Groups) != reportLargest+reportDoubtful {
		t.Errorf("%d of %d groups are shown, want %d of %d", len(r.Groups), r.GroupsFound, reportLargest+reportDoubtful, n)
	}
	if got := r.Groups[0].Kept.Path; got != "02999/000.png" {
		t.Errorf("the first is that of %s, want the most doubtful", got)
	}
	last := r.Groups[len(r.Groups)-1]
	if last.All != 400 || len(last.Dropped) != reportMembers {
		t.Errorf("of the largest group %d of %d pictures are shown, want %d of 400", len(last.Dropped), last.All, reportMembers)
	}
	for _, part := range []string{"the 100 largest groups and the 100 most doubtful", "2\u2009800 are left out", "and 389 more", "could not be read from the source"} {
		if !strings.Contains(page.String(), part) {
			t.Errorf("the page does not say %q", part)
		}
	}
	if page.Len() > 1_000_000 {
		t.Errorf("without pictures the page has %d bytes", page.Len())
	}
}

func TestTheReportOfAReferenceShowsItsPictures(t *testing.T) {
	reference := pictured(t)
	ws := scannedFrom(t, t.TempDir(), []found{{name: "ours.png", img: halved(blots(10, 320, 240)), mode: "rgb"}})
	r, page := reported(t, ws, Options{Reference: []string{reference.Dir}})
	if len(r.Groups) != 1 || r.Groups[0].Kept.Path == "" || !r.Groups[0].Kept.Reference || !strings.Contains(page, "★ kept, in the reference") {
		t.Fatalf("groups %+v, want one whose survivor is in the reference", r.Groups)
	}
	if n := strings.Count(page, "data:image/jpeg;base64,"); n != 1 {
		t.Errorf("%d pictures are shown, want that of the reference", n)
	}
}

// TestTheNumberOfGroupsIsThatOfTheCommand holds the page's number against the one
// that the command prints, which counts groups of different pictures.
func TestTheNumberOfGroupsIsThatOfTheCommand(t *testing.T) {
	r := Report{Summary: dataset.Summary{Found: 120, Kept: 99, Failed: 3, Counts: map[string]int64{"groups": 14}, Dropped: map[string]int64{"exact": 3, "copy": 15}}, GroupsFound: 16}
	if got, want := r.page(nil).Totals, "2 of the groups have files of the same bytes alone"; !strings.Contains(got, want) {
		t.Errorf("%q, want it to say %q", got, want)
	}
	r.GroupsFound = 14
	if got := r.page(nil).Totals; strings.Contains(got, "of the groups") {
		t.Errorf("%q tells of groups that the command leaves out, and there are none", got)
	}
}
