package view

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
)

func id(c string) string { return strings.Repeat(c, 64) }

// workspace has three ids in four files, one of them measured without a number.
func workspace(t *testing.T) dataset.Workspace {
	t.Helper()
	ws := dataset.Workspace{Dir: t.TempDir()}
	score := int64(7)
	images := []dataset.Image{
		{Path: "a.png", ID: id("c"), Width: 10, TagsGeneral: []string{"1girl"}, Score: &score},
		{Path: "b.png", ID: id("a"), Width: 20, Status: dataset.StatusOK},
		{Path: "c.png", ID: id("b"), Width: 30},
		{Path: "d.png", ID: id("a"), Width: 20},
		{Path: "e.png", Error: "permission denied"},
	}
	if err := table.Write(ws.Table("images"), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	w, err := table.CreateMeasures(ws.Table("measures"), []string{"chroma"})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(dataset.Measured{ID: id("a"), Values: []float64{3}}, dataset.Measured{ID: id("c"), Values: []float64{math.NaN()}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		t.Fatal(err)
	}
	return ws
}

func collect(t *testing.T, v *View, columns ...string) [][]any {
	t.Helper()
	var got [][]any
	for row, err := range v.Rows(columns) {
		if err != nil {
			t.Fatal(err)
		}
		values := []any{row.ID[:1]}
		for _, c := range columns {
			values = append(values, row.Value(c))
		}
		got = append(got, values)
	}
	return got
}

func TestRowsJoinByID(t *testing.T) {
	ws := workspace(t)
	v, err := Open(ws)
	if err != nil {
		t.Fatal(err)
	}
	var noTags []string
	want := [][]any{
		{"a", "b.png", 20, nil, 3.0, noTags, ""},
		{"b", "c.png", 30, nil, nil, noTags, ""},
		{"c", "a.png", 10, 7, nil, []string{"1girl"}, ""},
	}
	if d := cmp.Diff(want, collect(t, v, "path", "width", "score", "chroma", "tags", "verdict")); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
}

func TestEffectiveTagsReplaceThoseFound(t *testing.T) {
	ws := workspace(t)
	rows := []dataset.Tagged{{ID: id("c"), General: []string{"2girls"}, Character: []string{"x"}}}
	if err := table.Write(ws.Table("tags"), dataset.Footer{Stage: "tags"}, table.All(rows)); err != nil {
		t.Fatal(err)
	}
	v, err := Open(ws)
	if err != nil {
		t.Fatal(err)
	}
	got := collect(t, v, "tags")
	if d := cmp.Diff([]string{"2girls", "x"}, got[2][1]); d != "" {
		t.Errorf("tags (-want +got):\n%s", d)
	}
}

func TestCurrentCaptionIsTheOneSeen(t *testing.T) {
	ws := workspace(t)
	rows := []dataset.Caption{
		{ID: id("a"), Kind: "composed", Text: "old"},
		{ID: id("a"), Kind: "human", Text: "new", Current: true},
		{ID: id("b"), Kind: "vlm", Text: "seen", Current: true},
	}
	if err := table.Write(ws.Table("captions"), dataset.Footer{Stage: "caption"}, table.All(rows)); err != nil {
		t.Fatal(err)
	}
	v, err := Open(ws)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{"a", "new"}, {"b", "seen"}, {"c", ""}}
	if d := cmp.Diff(want, collect(t, v, "caption")); d != "" {
		t.Errorf("captions (-want +got):\n%s", d)
	}
}

func TestConditionsOverRows(t *testing.T) {
	v, err := Open(workspace(t))
	if err != nil {
		t.Fatal(err)
	}
	const yes, no, unknown = expression.True, expression.False, expression.Unknown
	for condition, want := range map[string][]expression.Outcome{
		`chroma < 5`:                {yes, unknown, unknown},
		`chroma < 5 && width == 20`: {yes, no, no}, // by the width alone
		`chroma < 5 || width != 20`: {yes, yes, yes},
	} {
		e, err := v.Compile(condition)
		if err != nil {
			t.Fatal(err)
		}
		var got []expression.Outcome
		for row, err := range v.Rows(e.Columns()) {
			if err != nil {
				t.Fatal(err)
			}
			outcome, err := e.Eval(row.Value)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, outcome)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("outcomes of %s (-want +got):\n%s", condition, d)
		}
	}
}

func TestUnscannedWorkspaceSaysWhatToRun(t *testing.T) {
	_, err := Open(dataset.Workspace{Dir: t.TempDir()})
	if err == nil || !strings.Contains(err.Error(), "winnow scan") {
		t.Errorf("error %v, want one that names the command", err)
	}
}

func TestFunnelAddsUp(t *testing.T) {
	ws := workspace(t)
	images := []dataset.Image{
		{Path: "a", ID: id("a"), Status: dataset.StatusOK},
		{Path: "b", ID: id("a"), Status: dataset.StatusOK},
		{Path: "c", ID: id("b"), Status: dataset.StatusDamaged},
		{Path: "d", ID: id("c"), Status: dataset.StatusOK},
		{Path: "e", ID: id("d"), Status: dataset.StatusNotImage},
		{Path: "f", Status: dataset.StatusUnreadable},
	}
	if err := table.Write(ws.Table("images"), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	verdicts := []dataset.Verdict{
		{ID: id("a"), Verdict: dataset.Keep},
		{ID: id("b"), Verdict: dataset.Drop, Stage: "filter"},
		{ID: id("c"), Verdict: dataset.Drop, Stage: "dedup"},
	}
	write := func() {
		if err := table.Write(ws.Table("verdicts"), dataset.Footer{Stage: "filter"}, table.All(verdicts)); err != nil {
			t.Fatal(err)
		}
	}
	write()
	got, err := Funnel(ws)
	if want := (dataset.Funnel{Found: 6, Kept: 1, Duplicate: 2, Filtered: 1, Failed: 2}); err != nil || got != want {
		t.Errorf("Funnel = %+v (%v), want %+v", got, err, want)
	}
	verdicts = verdicts[:2]
	write()
	if _, err := Funnel(ws); err == nil {
		t.Error("an image without a verdict was counted in silence")
	}
}

func TestTagsTellOfPeople(t *testing.T) {
	v, err := Open(workspace(t))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{"a", "unknown", "unknown"}, {"b", "unknown", "unknown"}, {"c", "solo", "female"}}
	if d := cmp.Diff(want, collect(t, v, "people", "gender")); d != "" {
		t.Errorf("people and gender (-want +got):\n%s", d)
	}
}
