package filter

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
)

func suggested(t *testing.T, ws dataset.Workspace, o Options, examples []Example, rule string) Suggestion {
	t.Helper()
	s, err := Suggest(context.Background(), ws, o, examples, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range s.Thresholds {
		if one.Rule == rule {
			return one
		}
	}
	t.Fatalf("no suggestion for %s", rule)
	return Suggestion{}
}

// parted is a set whose text_area rises evenly to 0.1 but for ten from 0.2 on.
func parted(t *testing.T) dataset.Workspace {
	t.Helper()
	var images []dataset.Image
	changes := map[string]map[string]float64{}
	for i := range 210 {
		key := fmt.Sprintf("%064x", i+1)
		images = append(images, dataset.Image{Path: fmt.Sprintf("%03d.png", i), ID: key})
		area := float64(i) / 2000
		if i >= 200 {
			area = .2 + float64(i-200)/100
		}
		changes[key] = map[string]float64{"text_area": area}
	}
	return drawn(t, images, changes, nil)
}

func TestSetSuggestsItsGap(t *testing.T) {
	for _, tt := range []struct {
		when   string
		spoken int64
	}{{"text_area > 0.07", 69}, {"text_area > 0.245", 5}, {"!(text_area <= 0.245)", 5}, {"0.245 < text_area && width > 1", 5}} {
		s := suggested(t, parted(t), Options{Rules: []Rule{{Name: "text_heavy", When: tt.when}}}, nil, "text_heavy")
		if s.Now.Spoken != tt.spoken || s.Set == nil || s.Set.Spoken != 10 || s.Set.At <= .0995 || s.Set.At >= .2 {
			t.Errorf("%s: now %+v, by the set %+v, want %d now and the ten beyond the gap", tt.when, s.Now, s.Set, tt.spoken)
		}
	}
	if s := suggested(t, parted(t), Options{}, nil, "text_heavy"); s.Set != nil || !strings.Contains(s.Note, "as it does now") {
		t.Errorf("0.12 is in the gap: %+v %s, want no other threshold", s.Set, s.Note)
	}
}

func TestExamplesChooseTheThreshold(t *testing.T) {
	var named, bare []Example
	for i := 0; i < 210; i += 5 {
		e := Example{Image: fmt.Sprintf("%03d.png", i), Verdict: dataset.Keep}
		if i >= 80 {
			e.Verdict = dataset.Drop
		}
		bare = append(bare, e)
		if e.Verdict == dataset.Drop {
			e.Rule = "text_heavy"
		}
		named = append(named, e)
	}
	s := suggested(t, parted(t), Options{}, named, "text_heavy")
	if s.Examples == nil || s.Examples.At <= .0375 || s.Examples.At >= .04 || *s.Examples.Score.Balanced != 1 || *s.Now.Score.Precision != 1 || s.HeldOut == nil {
		t.Errorf("now %+v, by examples %+v, want one between 75 and 80 of 2000", s.Now, s.Examples)
	}
	s = suggested(t, parted(t), Options{}, bare, "text_heavy")
	if s.Examples == nil || s.Examples.At < .06 {
		t.Errorf("by examples that name no rule %+v, want one no lower than half of 0.12", s.Examples)
	}
	if s := suggested(t, parted(t), Options{}, named, "dark"); s.Examples != nil || s.Now.Score.Drop != 0 {
		t.Errorf("dark learns from examples of text_heavy: %+v", s)
	}
}

func TestRecipeOfSuggestionsIsOneThatFilterTakes(t *testing.T) {
	s, err := Suggest(context.Background(), parted(t), Options{Rules: []Rule{{Name: "text_heavy", When: `text_area > 0.245 && path != "it's"`}}}, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "filter:\n  rules:\n    - {name: text_heavy, when: 'text_area > 0.16 && path != \"it''s\"'}  # text_area was 0.245: 5 images become 10\n"
	if d := cmp.Diff(want, s.Recipe); d != "" {
		t.Errorf("recipe (-want +got):\n%s", d)
	}
}

func TestReadExamples(t *testing.T) {
	want := []Example{{Image: "a, b.png", Verdict: "keep"}, {Image: "c.png", Verdict: "drop", Rule: "small"}}
	for name, text := range map[string]string{
		"without a heading":  "\"a, b.png\",keep\nc.png,drop,small\n",
		"with a heading":     "Rule,Verdict,Path\n,KEEP,\"a, b.png\"\nsmall,drop,c.png\n",
		"behind a mark":      "\ufeffpath,label,reason\n\"a, b.png\",keep,\nc.png,drop,small\n",
		"as JSON lines":      `{"path":"a, b.png","verdict":"keep"}` + "\n\n" + `{"id":"c.png","label":"drop","rule":"small","score":1}`,
		"with spaces around": " \"a, b.png\", keep\n c.png , drop , small\n",
	} {
		got, err := ReadExamples(strings.NewReader(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
	for text, want := range map[string]string{
		"":                          "empty",
		"a.png\n":                   "line 1",
		"a.png,keep\nb.png,maybe\n": `line 2: "maybe"`,
		"{\n":                       "line 1",
		`{"verdict":"keep"}`:        "no path",
	} {
		if _, err := ReadExamples(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %q", text, err, want)
		}
	}
}

func TestExamplesThatContradictAreRefused(t *testing.T) {
	both := []Example{{Image: "000.png", Verdict: "keep"}, {Image: fmt.Sprintf("%064x", 1), Verdict: "drop"}}
	if _, err := Suggest(context.Background(), parted(t), Options{}, both, nil); err == nil || !strings.Contains(err.Error(), "both keep and drop") {
		t.Errorf("error %v, want one that names both", err)
	}
}
