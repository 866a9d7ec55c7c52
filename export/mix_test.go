package export

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/tags"
)

func TestAMixIsDrawnByLot(t *testing.T) {
	o := Options{Mix: map[string]float64{"vlm": .6, "short": .3, "tags": .05}}
	other := o
	other.Seed = 1
	const n = 20000
	counts, same := map[string]int{}, 0
	for i := range n {
		id := fmt.Sprintf("%064x", i)
		kind := o.drawn(id)
		counts[kind]++
		if kind == other.drawn(id) {
			same++
		}
	}
	for kind, want := range map[string]float64{"vlm": .6, "short": .3, "tags": .05, "": .05} {
		if got := float64(counts[kind]) / n; math.Abs(got-want) > .012 {
			t.Errorf("kind %q: share %v, want %v", kind, got, want)
		}
	}
	if got, want := float64(same)/n, .36+.09+.0025+.0025; math.Abs(got-want) > .02 {
		t.Errorf("another seed draws the same for %v, want %v as of chance", got, want)
	}
}

func TestAKindThatIsLackingIsComposedOrLeavesTheCurrentOne(t *testing.T) {
	s := Sample{ID: "a", Tags: tags.Categories{General: []string{"1girl", "red_dress", "long_hair"}}, Caption: dataset.Caption{Kind: "vlm", Text: "One girl."},
		Captions: map[string]dataset.Caption{"vlm": {Kind: "vlm", Text: "One girl."}}}
	for kind, want := range map[string]dataset.Caption{
		"vlm":    {Kind: "vlm", Text: "One girl."},
		"human":  {Kind: "vlm", Text: "One girl."},
		"tags":   {ID: "a", Kind: "tags", Backend: "compose", Text: "1girl, long hair, red dress"},
		"short":  {ID: "a", Kind: "short", Backend: "compose"},
		"medium": {ID: "a", Kind: "composed", Backend: "compose"},
	} {
		got := s
		got.mix(Options{Mix: map[string]float64{kind: 1}})
		text := got.Caption.Text
		if want.Text == "" && strings.Contains(text, "red dress") {
			got.Caption.Text = ""
		}
		if got.Caption.Kind != want.Kind || got.Caption.Backend != want.Backend || got.Caption.Text != want.Text || (got.Lacking == "human") != (kind == "human") {
			t.Errorf("%s: caption %+v (%q), lacking %q", kind, got.Caption, text, got.Lacking)
		}
	}
	got := s
	got.Captions = map[string]dataset.Caption{"short": {Kind: "short", Text: "A girl.", Backend: "openai"}}
	if got.mix(Options{Mix: map[string]float64{"short": 1}}); got.Caption.Text != "A girl." {
		t.Errorf("a short caption that is there is not taken: %+v", got.Caption)
	}
}

func TestMixedCaptionsAreExportedWithAllKindsBeside(t *testing.T) {
	w := scan(t, 60)
	w.caption(t)
	o := Options{Out: t.TempDir(), Format: "jsonl", Mix: map[string]float64{"vlm": .5, "tags": .3}, CaptionDropout: .2}
	s := run(t, w, o)
	kinds, dropped := map[string]int{}, int64(0)
	for text := range strings.Lines(files(t, o.Out)["data/train.jsonl"]) {
		var r record
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			t.Fatal(err)
		}
		kinds[r.CaptionKind]++
		if r.CaptionDropped {
			dropped++
		}
		if r.CaptionDropped != (r.Caption == "") || r.CaptionKind == "vlm" && r.Caption != r.Captions["vlm"] || r.Captions["vlm"] == "" {
			t.Errorf("record %s", text)
		}
	}
	if kinds["vlm"] == 0 || kinds["tags"] == 0 || dropped == 0 || dropped != s.Counts[countDropout] || s.Counts["captioned"]+dropped != s.Kept {
		t.Errorf("kinds %v, %d dropped, counts %v", kinds, dropped, s.Counts)
	}
	if notes := strings.Join(s.Notes, "\n"); !strings.Contains(notes, "captions mixed: vlm ") || strings.Contains(notes, "no caption (") {
		t.Errorf("notes %q", notes)
	}
	out := files(t, o.Out)["data/train.jsonl"]
	o.Out = t.TempDir()
	run(t, w, o)
	if files(t, o.Out)["data/train.jsonl"] != out {
		t.Error("the same mix again gives other captions")
	}
}

func TestAMixThatCannotBeIsRefused(t *testing.T) {
	w := scan(t, 3)
	for want, o := range map[string]Options{
		"known ones are composed":        {Mix: map[string]float64{"novel": .5}},
		"the share of vlm is -1":         {Mix: map[string]float64{"vlm": -1}},
		"the share of vlm is NaN":        {Mix: map[string]float64{"vlm": math.NaN()}},
		"the shares add up to 1.2":       {Mix: map[string]float64{"vlm": .6, "tags": .6}},
		"leave one out":                  {Mix: map[string]float64{"vlm": .6}, CaptionKinds: []string{"vlm"}},
		"--caption-dropout is 1":         {CaptionDropout: 1},
		"needs a caption of every image": {CaptionDropout: .1, Format: "llava"},
	} {
		o.Out = t.TempDir()
		if _, err := Run(context.Background(), w.Workspace, o, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", o.Mix, err, want)
		}
	}
	for text, want := range map[string]string{"vlm": `"vlm" is no share`, "vlm=x": `"vlm=x" is no share`, "=1": `"=1" is no share`, "vlm=.1,vlm=.2": "vlm has two shares"} {
		if _, err := ParseMix(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
