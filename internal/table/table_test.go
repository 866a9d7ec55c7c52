package table

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/winnow-data/winnow/dataset"
)

func images(n int) []dataset.Image {
	rows := make([]dataset.Image, n)
	for i := range rows {
		rows[i] = dataset.Image{Path: fmt.Sprintf("%06d.png", i), ID: fmt.Sprintf("%064d", i), Status: dataset.StatusOK,
			Modified: time.Unix(int64(i), 0).UTC(), Width: int32(i)}
		if i%3 == 0 {
			score, at := int64(0), time.Unix(1e9, 0).UTC()
			rows[i].SetMetadata(dataset.Metadata{Rating: "general", Score: &score, Created: &at, TagsGeneral: []string{"1girl", "solo"}})
			rows[i].Warnings = []string{"odd"}
		}
	}
	return rows
}

func TestRowsComeBackAsWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "images.parquet")
	want := images(rowsPerGroup + 10)
	if err := Write(path, dataset.Footer{Stage: "scan"}, All(want)); err != nil {
		t.Fatal(err)
	}
	got, err := ReadAll[dataset.Image](path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
	type narrow struct {
		ID    string   `parquet:"id"`
		Score *int64   `parquet:"score,optional"`
		Tags  []string `parquet:"tags_general,list"`
	}
	some, err := ReadAll[narrow](path)
	if err != nil {
		t.Fatal(err)
	}
	if len(some) != len(want) || some[3].ID != want[3].ID || *some[3].Score != 0 || some[4].Score != nil || len(some[3].Tags) != 2 {
		t.Errorf("three columns of the table came back as %d rows, of which row 3 is %+v", len(some), some[3])
	}
}

func TestSameRowsSameBytes(t *testing.T) {
	dir := t.TempDir()
	var files [2][]byte
	for i := range files {
		path := filepath.Join(dir, fmt.Sprint(i))
		w, err := Create[dataset.Image](path)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range images(100) {
			if err := w.Write(row); err != nil {
				t.Fatal(err)
			}
			if i == 1 {
				continue
			}
		}
		if err := w.Commit(dataset.Footer{Stage: "scan"}); err != nil {
			t.Fatal(err)
		}
		if files[i], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
	}
	if string(files[0]) != string(files[1]) {
		t.Error("the same rows gave two different files")
	}
}

func TestMeasuresComeBackAsWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "measures.parquet")
	w, err := CreateMeasures(path, []string{"blur", "aspect"})
	if err != nil {
		t.Fatal(err)
	}
	want := []dataset.Measured{
		{ID: "a", Values: []float64{.5, math.NaN()}, Print: dataset.Fingerprint{Version: 1, PHash: math.MaxUint64, Trust: .25, Hashes: []byte{1, 2}, Thumb: []byte{3}}},
		{ID: "b", Values: []float64{0, 2}, Print: dataset.Fingerprint{Version: 1, Hashes: []byte{}, Thumb: []byte{}}},
	}
	if err := w.Write(want...); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		t.Fatal(err)
	}
	var got []dataset.Measured
	for m, err := range ReadMeasures(path, []string{"blur", "aspect"}, true) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, m)
	}
	if d := cmp.Diff(want, got, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
	for m, err := range ReadMeasures(path, []string{"nonesuch", "aspect"}, false) {
		if err != nil {
			t.Fatal(err)
		}
		if !math.IsNaN(m.Values[0]) {
			t.Errorf("a measure that was never taken is %v, want NaN", m.Values[0])
		}
	}
}

func TestAbortLeavesWhatWasThere(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "images.parquet")
	if err := Write(path, dataset.Footer{Stage: "scan"}, All(images(3))); err != nil {
		t.Fatal(err)
	}
	failing := func(yield func(dataset.Image, error) bool) {
		if yield(dataset.Image{Path: "x"}, nil) {
			yield(dataset.Image{}, errors.New("no more"))
		}
	}
	if err := Write(path, dataset.Footer{Stage: "scan"}, failing); err == nil {
		t.Fatal("an error among the rows was not reported")
	}
	if rows, err := Rows(path); err != nil || rows != 3 {
		t.Errorf("after a failed write the table has %d rows (%v), want the former 3", rows, err)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(left) > 0 {
		t.Errorf("a failed write left %v (%v)", left, err)
	}
}

func TestBadTablesAreRefused(t *testing.T) {
	dir := t.TempDir()
	good := filepath.Join(dir, "good")
	if err := Write(good, dataset.Footer{Stage: "scan"}, All(images(50))); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	other := []byte(strings.Replace(string(whole), `"version":1`, `"version":9`, 1))
	for name, tt := range map[string]struct {
		file []byte
		want string
	}{
		"empty":           {nil, "cut short"},
		"text":            {[]byte("hello, this is no table at all"), "not a Parquet table"},
		"cut short":       {whole[:len(whole)/2], "cut short"},
		"another version": {other, "table version 9"},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, tt.file, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := ReadFooter(path)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, tt.want)
		}
	}
}

func TestFreshFollowsInputsAndOptions(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	if err := Write(ws.Table("images"), dataset.Footer{Stage: "scan"}, All(images(3))); err != nil {
		t.Fatal(err)
	}
	type options struct{ Limit int }
	plan := func(limit int) dataset.Footer {
		p, err := Plan(ws, "dedup", options{limit}, 0, "images")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if err := Write(ws.Table("pairs"), plan(1), All([]dataset.Pair{})); err != nil {
		t.Fatal(err)
	}
	if !Fresh(ws, "pairs", plan(1)) {
		t.Error("a table that was just made is not fresh")
	}
	if Fresh(ws, "pairs", plan(2)) {
		t.Error("a table made with other options counts as fresh")
	}
	if err := Write(ws.Table("images"), dataset.Footer{Stage: "scan"}, All(images(4))); err != nil {
		t.Fatal(err)
	}
	if Fresh(ws, "pairs", plan(1)) {
		t.Error("a table made from other rows counts as fresh")
	}
}

func TestSeekJoinsBySortedID(t *testing.T) {
	rows := []dataset.Tagged{{ID: "a"}, {ID: "c"}}
	c := NewCursor(All(rows), func(r *dataset.Tagged) string { return r.ID })
	defer c.Close()
	for _, tt := range []struct {
		id   string
		want bool
	}{{"a", true}, {"b", false}, {"c", true}, {"d", false}} {
		if _, ok, err := c.Seek(tt.id); ok != tt.want || err != nil {
			t.Errorf("Seek(%q) found %v (%v), want %v", tt.id, ok, err, tt.want)
		}
	}
}

func TestColumnsByName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "verdicts.parquet")
	value := .5
	rows := []dataset.Verdict{
		{ID: "a", Verdict: dataset.Drop, Stage: "filter", Reasons: []dataset.Reason{{Rule: "dark", Value: &value}, {Rule: "small"}}},
		{ID: "b", Verdict: dataset.Keep},
	}
	if err := Write(path, dataset.Footer{Stage: "filter"}, All(rows)); err != nil {
		t.Fatal(err)
	}
	var got [][]any
	for row, err := range ReadColumns(path, []string{"verdict", "reasons.rule", "id", "stage"}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, row)
	}
	want := [][]any{{"drop", []string{"dark", "small"}, "a", "filter"}, {"keep", []string{}, "b", nil}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("columns (-want +got):\n%s", d)
	}
	for _, err := range ReadColumns(path, []string{"verdicts"}) {
		if err == nil || !strings.Contains(err.Error(), "are verdict,") {
			t.Errorf("an unknown column gives %v, want an error with the nearest name first", err)
		}
	}
}

func TestSingleThumbnailsAreRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "measures.parquet")
	w, err := CreateMeasures(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	thumb := func(i int) []byte { return bytes.Repeat([]byte(fmt.Sprintf("%05d", i)), 20) }
	for i := range measuresPerGroup + 900 { // more than a group of rows
		if err := w.Write(dataset.Measured{ID: fmt.Sprintf("%05d", i), Print: dataset.Fingerprint{Hashes: []byte{1}, Thumb: thumb(i)}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(dataset.Footer{}); err != nil {
		t.Fatal(err)
	}
	thumbs, err := OpenThumbs(path)
	if err != nil {
		t.Fatal(err)
	}
	defer thumbs.Close()
	for _, i := range []int{3000, 3001, 0, measuresPerGroup, measuresPerGroup + 899, 17} {
		got, err := thumbs.Row(int64(i))
		if err != nil || !bytes.Equal(got, thumb(i)) {
			t.Errorf("row %d has the thumbnail %.5q (%v)", i, got, err)
		}
	}
	if _, err := thumbs.Row(measuresPerGroup + 900); err == nil {
		t.Error("a row beyond the last was read")
	}
}
