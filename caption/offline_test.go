package caption

import (
	"bytes"
	"context"
	"os"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func run(t testing.TB, ws dataset.Workspace, o Options, tools Tools) Summary {
	t.Helper()
	s, err := RunWith(context.Background(), ws, o, tools, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSurvivorsGetComposedCaptions(t *testing.T) {
	ws, kept := newWorkspace(t, 30)
	s := run(t, ws, Options{}, Tools{})
	if s.Found != 27 || s.Kept != 27 || s.Failed != 0 {
		t.Errorf("found %d, kept %d, failed %d; want 27, 27, 0", s.Found, s.Kept, s.Failed)
	}
	rows := readCaptions(t, ws)
	if len(rows) != len(kept) {
		t.Fatalf("%d captions for %d survivors", len(rows), len(kept))
	}
	for i, row := range rows {
		if row.ID != kept[i] || row.Kind != dataset.KindComposed || row.Text == "" || !row.Current || row.Backend != "compose" || row.Language != "en" {
			t.Fatalf("row %d is %+v", i, row)
		}
	}
}

func TestSameTagsSameBytes(t *testing.T) {
	ws, _ := newWorkspace(t, 30)
	run(t, ws, Options{}, Tools{})
	first, err := os.ReadFile(ws.Table(dataset.TableCaptions))
	if err != nil {
		t.Fatal(err)
	}
	if s := run(t, ws, Options{}, Tools{}); !s.UpToDate || s.Kept != 27 {
		t.Errorf("a second run is up to date: %v, with %d captions; want true, 27", s.UpToDate, s.Kept)
	}
	// Without its ledger, and without its table, everything is made again.
	for _, path := range []string{ws.Ledger(), ws.Table(dataset.TableCaptions)} {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	run(t, ws, Options{}, Tools{})
	again, err := os.ReadFile(ws.Table(dataset.TableCaptions))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, again) {
		t.Error("the same images and tags gave another table of captions")
	}
}

func TestSourceCaptionsComeBeforeComposedOnes(t *testing.T) {
	ws, _ := newWorkspace(t, 30)
	run(t, ws, Options{}, Tools{})
	s := run(t, ws, Options{Backend: "source"}, Tools{})
	if s.Kept != 15 || s.Counts["without text"] != 12 {
		t.Errorf("%d alt texts became captions and %d images have none; want 15 and 12", s.Kept, s.Counts["without text"])
	}
	current := map[string]int{}
	for _, row := range readCaptions(t, ws) {
		if row.Current {
			current[row.Kind]++
		}
	}
	if current[dataset.KindSource] != 15 || current[dataset.KindComposed] != 12 {
		t.Errorf("current captions by kind: %v; want 15 of the source and 12 composed", current)
	}
	run(t, ws, Options{Prefer: []string{dataset.KindComposed}}, Tools{})
	for _, row := range readCaptions(t, ws) {
		if row.Current != (row.Kind == dataset.KindComposed) {
			t.Fatalf("with composed captions preferred, one of kind %s is current: %v", row.Kind, row.Current)
		}
	}
}

func TestNoneLeavesNoCaptionCurrent(t *testing.T) {
	ws, _ := newWorkspace(t, 20)
	run(t, ws, Options{}, Tools{})
	if s := run(t, ws, Options{Backend: "none"}, Tools{}); s.Kept != 0 || s.Found != 18 {
		t.Errorf("found %d, kept %d; want 18 and 0", s.Found, s.Kept)
	}
	for _, row := range readCaptions(t, ws) {
		if row.Current {
			t.Fatalf("caption of %s is current", row.ID)
		}
	}
}

func TestMistakesInOptionsAreNamed(t *testing.T) {
	ws, _ := newWorkspace(t, 1)
	for name, tt := range map[string]struct {
		o    Options
		want string
	}{
		"backend":   {Options{Backend: "opanai"}, "the known ones are openai"},
		"prompt":    {Options{Backend: "openai", Model: "m", Prompt: "with_tag"}, "the known ones are with_tags"},
		"model":     {Options{Backend: "openai"}, "--model"},
		"ladder":    {Options{Ladder: []string{"retri"}}, "the known ones are retry"},
		"prefer":    {Options{Prefer: []string{"vml"}}, "the known ones are vlm"},
		"quality":   {Options{Quality: 101}, "1 to 100"},
		"condition": {Options{Where: "widht > 3"}, "width"},
		"budget":    {Options{Backend: "openai", Model: "nobody-knows", Budget: 1}, "no price is known"},
	} {
		_, err := RunWith(context.Background(), ws, tt.o, Tools{Getenv: func(string) string { return "" }}, nil)
		if err == nil || !bytes.Contains([]byte(err.Error()), []byte(tt.want)) {
			t.Errorf("%s: error %v, want one that says %q", name, err, tt.want)
		}
	}
}
