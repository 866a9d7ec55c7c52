package filter

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

func id(c string) string { return strings.Repeat(c, 64) }

// sound are measures that no default rule objects to.
var sound = map[string]float64{
	"text_area": .01, "chroma": 60, "tint": .9, "contrast": .2, "brightness_high": .9, "brightness_low": .1,
	"aspect": 1.5, "megapixels": 1, "blur": .5, "missing_area": 0, "entropy": 6, "edge_density": .1,
	"upscaled": 1, "jpeg_quality": 90, "border": 0, "quality": .8,
}

// drawn makes a workspace of images whose measures are sound but for changes.
func drawn(t *testing.T, images []dataset.Image, changes map[string]map[string]float64, groups []dataset.Group) dataset.Workspace {
	t.Helper()
	ws := dataset.Workspace{Dir: t.TempDir()}
	for i := range images {
		img := &images[i]
		if img.Status == "" {
			img.Status = dataset.StatusOK
		}
		if img.Width == 0 {
			img.Width, img.Height, img.Frames = 1000, 1500, 1
		}
	}
	slices.SortFunc(images, func(a, b dataset.Image) int { return strings.Compare(a.Path, b.Path) })
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	var names []string
	for name := range sound {
		names = append(names, name)
	}
	slices.Sort(names)
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), names)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, img := range images {
		if img.Readable() {
			ids = append(ids, img.ID)
		}
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		m := dataset.Measured{ID: id}
		for _, name := range names {
			v, changed := changes[id][name]
			if !changed {
				v = sound[name]
			}
			m.Values = append(m.Values, v)
		}
		if err := w.Write(m); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		t.Fatal(err)
	}
	if groups != nil {
		if err := table.Write(ws.Table(dataset.TableGroups), dataset.Footer{Stage: "dedup"}, table.All(groups)); err != nil {
			t.Fatal(err)
		}
	}
	return ws
}

func decided(t *testing.T, ws dataset.Workspace, o Options) (dataset.Summary, map[string]dataset.Verdict) {
	t.Helper()
	s, err := Run(context.Background(), ws, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]dataset.Verdict{}
	for v, err := range table.Read[dataset.Verdict](ws.Table(dataset.TableVerdicts)) {
		if err != nil {
			t.Fatal(err)
		}
		all[v.ID[:1]] = v
	}
	return s, all
}

func TestCountsAddUpWithCopiesDuplicatesAndFailures(t *testing.T) {
	images := []dataset.Image{
		{Path: "1.png", ID: id("a")}, {Path: "2.png", ID: id("a")}, // the same bytes
		{Path: "3.png", ID: id("b")}, // a copy of a
		{Path: "4.png", ID: id("c")}, // text-heavy
		{Path: "5.png", ID: id("d"), Status: dataset.StatusUnreadable, Error: "it is empty"},
		{Path: "6.png", Status: dataset.StatusUnreadable, Error: "permission denied"},
		{Path: "7.png", ID: id("e"), Status: dataset.StatusDamaged},
	}
	groups := []dataset.Group{
		{ID: id("a"), Group: id("a"), Survivor: true, TagsMerged: []string{}},
		{ID: id("b"), Group: id("a"), Class: dataset.ClassCopy, TagsMerged: []string{}},
	}
	ws := drawn(t, images, map[string]map[string]float64{id("c"): {"text_area": .5}}, groups)
	s, verdicts := decided(t, ws, Options{})
	want := dataset.Summary{
		Stage: Stage, Found: 7, Kept: 1, Failed: 2, Dropped: map[string]int64{"text_heavy": 1, "broken": 1},
		Counts: map[string]int64{"duplicate": 2, "filtered": 2}, Files: []string{ws.Table(dataset.TableVerdicts)},
	}
	if d := cmp.Diff(want, s); d != "" {
		t.Errorf("Run (-want +got):\n%s", d)
	}
	stages := map[string]string{}
	for id, v := range verdicts {
		stages[id] = v.Verdict + " " + v.Stage
	}
	if d := cmp.Diff(map[string]string{"a": "keep ", "b": "drop dedup", "c": "drop filter", "d": "drop scan", "e": "drop filter"}, stages); d != "" {
		t.Errorf("stages (-want +got):\n%s", d)
	}
	area := .5
	if d := cmp.Diff([]dataset.Reason{{Rule: "text_heavy", Measure: "text_area", Value: &area, Threshold: "text_area > 0.12"}}, verdicts["c"].Reasons); d != "" {
		t.Errorf("reasons (-want +got):\n%s", d)
	}
	again, _ := decided(t, ws, Options{})
	if !again.UpToDate || again.Kept != s.Kept {
		t.Errorf("the second run gives %+v, want the same, up to date", again)
	}
}

func TestSummarySaysWhichRulesOverlap(t *testing.T) {
	var images []dataset.Image
	for _, c := range "abcde" {
		images = append(images, dataset.Image{Path: string(c) + ".png", ID: id(string(c))})
	}
	grey, dark, both := map[string]float64{"chroma": 3}, map[string]float64{"brightness_high": .2}, map[string]float64{"chroma": 3, "brightness_high": .2}
	tests := map[string]struct {
		changes map[string]map[string]float64
		want    []string
	}{
		"each its own": {map[string]map[string]float64{id("a"): grey, id("b"): dark}, nil},
		"together": {
			map[string]map[string]float64{id("a"): grey, id("b"): both, id("c"): both, id("d"): {"chroma": 3, "aspect": 4}},
			[]string{"several rules at once drop 3 of the images, which count under each: dark + greyscale 2, aspect + greyscale 1"},
		},
	}
	for name, tt := range tests {
		s, _ := decided(t, drawn(t, images, tt.changes, nil), Options{})
		if d := cmp.Diff(tt.want, s.Notes); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestDefaultRules(t *testing.T) {
	tests := []struct {
		rule    string
		changes map[string]float64
		action  string
	}{
		{"text_heavy", map[string]float64{"text_area": .3}, ActionDrop},
		{"greyscale", map[string]float64{"chroma": 3}, ActionDrop},
		{"blank", map[string]float64{"contrast": .001}, ActionDrop},
		{"dark", map[string]float64{"brightness_high": .2}, ActionDrop},
		{"bright", map[string]float64{"brightness_low": .99, "contrast": .02}, ActionDrop},
		{"aspect", map[string]float64{"aspect": 4}, ActionDrop},
		{"broken", map[string]float64{"missing_area": .4}, ActionDrop},
		{"small", map[string]float64{"megapixels": .01}, ActionDrop},
		{"blurry", map[string]float64{"blur": .95}, ActionNote},
		{"tinted", map[string]float64{"tint": .05}, ActionNote},
		{"low_information", map[string]float64{"entropy": .5, "edge_density": .001}, ActionNote},
	}
	for _, tt := range tests {
		t.Run(tt.rule, func(t *testing.T) {
			ws := drawn(t, []dataset.Image{{Path: "a.png", ID: id("a")}}, map[string]map[string]float64{id("a"): tt.changes}, nil)
			_, verdicts := decided(t, ws, Options{})
			v := verdicts["a"]
			spoke := v.Notes
			if tt.action == ActionDrop {
				spoke = v.Reasons
			}
			if !slices.ContainsFunc(spoke, func(r dataset.Reason) bool { return r.Rule == tt.rule }) {
				t.Errorf("verdict %+v, want %s to %s", v, tt.rule, tt.action)
			}
			if (v.Verdict == dataset.Drop) != (tt.action == ActionDrop) {
				t.Errorf("verdict %s, want one by action %s", v.Verdict, tt.action)
			}
		})
	}
}

func TestReasonNamesTheNumberThatDecided(t *testing.T) {
	tests := map[string]struct{ when, want string }{
		"the only one":                   {"contrast < 1", "contrast"},
		"first of two":                   {"contrast < 1 || chroma < 0", "contrast"},
		"second of two":                  {"contrast < 0 || chroma < 1000", "chroma"},
		"in brackets as a whole":         {"(contrast < 0 || chroma < 1000)", "chroma"},
		"each in brackets":               {"(contrast < 0) || (chroma < 1000)", "chroma"},
		"joined by a word":               {"contrast < 0 or chroma < 1000", "chroma"},
		"both of a pair":                 {"chroma < 0 || contrast < 1 && chroma < 1000", "contrast"},
		"bars within quotation marks":    {`path == "a||b" || chroma < 1000`, "chroma"},
		"true by what is not a number":   {`chroma < 0 || path == "a.png"`, ""},
		"text before a number":           {`path == "a.png" || chroma < 0`, ""},
		"the text is true and no number": {`path == "a.png"`, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws := drawn(t, []dataset.Image{{Path: "a.png", ID: id("a")}}, nil, nil)
			_, v := decided(t, ws, Options{Rules: []Rule{{Name: "mine", When: tt.when}}})
			if len(v["a"].Reasons) != 1 || v["a"].Reasons[0].Measure != tt.want {
				t.Errorf("reasons %+v, want one that names %q", v["a"].Reasons, tt.want)
			}
		})
	}
}

func TestWhatWasNotMeasuredDropsNothing(t *testing.T) {
	nothing := map[string]float64{}
	for name := range sound {
		nothing[name] = math.NaN()
	}
	ws := drawn(t, []dataset.Image{{Path: "a.png", ID: id("a")}}, map[string]map[string]float64{id("a"): nothing}, nil)
	if _, v := decided(t, ws, Options{}); v["a"].Verdict != dataset.Keep || len(v["a"].Notes) != 0 {
		t.Errorf("verdict %+v, want kept without a note", v["a"])
	}
}

func TestRecipeRulesLieOverTheDefaults(t *testing.T) {
	ws := drawn(t, []dataset.Image{{Path: "a.png", ID: id("a"), TagsGeneral: []string{"comic"}}, {Path: "b.png", ID: id("b")}},
		map[string]map[string]float64{id("a"): {"text_area": .3}, id("b"): {"text_area": .3, "chroma": 0}}, nil)
	_, v := decided(t, ws, Options{Rules: []Rule{
		{Name: "text_heavy", When: `text_area > 0.2 && !("comic" in tags)`}, {Name: "greyscale", Action: ActionOff}, {Name: "mine", When: "width > 900", Action: ActionNote},
	}})
	if v["a"].Verdict != dataset.Keep || len(v["a"].Notes) != 1 || v["a"].Notes[0].Rule != "mine" {
		t.Errorf("a: %+v, want kept with a note by mine", v["a"])
	}
	if v["b"].Verdict != dataset.Drop || len(v["b"].Reasons) != 1 {
		t.Errorf("b: %+v, want dropped by text_heavy alone", v["b"])
	}
}

func TestTopKeepsTheBest(t *testing.T) {
	var images []dataset.Image
	changes := map[string]map[string]float64{}
	for i, c := range strings.Split("0123456789", "") {
		images = append(images, dataset.Image{Path: c + ".png", ID: id(c)})
		changes[id(c)] = map[string]float64{"quality": float64(i) / 10}
	}
	changes[id("9")]["chroma"] = 0 // the best, but grey: it does not count among the rest
	s, v := decided(t, drawn(t, images, changes, nil), Options{Top: .34})
	if s.Kept != 3 || v["6"].Verdict != dataset.Keep || v["5"].Verdict != dataset.Drop || v["5"].Reasons[0].Rule != RuleTop {
		t.Errorf("kept %d, want 3, the best of those that no rule drops: %+v", s.Kept, v["5"])
	}
}

func TestTopNotesWhatHasNoQualityAndKeepsIt(t *testing.T) {
	images := []dataset.Image{{Path: "a.png", ID: id("a")}, {Path: "b.png", ID: id("b")}, {Path: "c.png", ID: id("c")}}
	ws := drawn(t, images, map[string]map[string]float64{id("a"): {"quality": math.NaN()}, id("b"): {"quality": .9}, id("c"): {"quality": .4}}, nil)
	_, v := decided(t, ws, Options{Top: .5})
	if v["a"].Verdict != dataset.Keep || len(v["a"].Notes) != 1 || v["a"].Notes[0].Rule != RuleTop {
		t.Errorf("without a quality: %+v, want kept with a note", v["a"])
	}
	if v["b"].Verdict != dataset.Keep || v["c"].Verdict != dataset.Drop || *v["c"].Reasons[0].Value != .4 {
		t.Errorf("%+v and %+v, want the better one kept and the other dropped with its number", v["b"], v["c"])
	}
}

func TestPlaceholdersArePostedWithNothingInCommon(t *testing.T) {
	var images []dataset.Image
	for i, tags := range [][]string{{"cat", "tree"}, {"ship", "sea"}, {"1girl", "solo"}} {
		images = append(images,
			dataset.Image{Path: "lost" + string(rune('0'+i)) + ".png", ID: id("a"), Site: "x", PostID: string(rune('1' + i)), TagsGeneral: tags},
			dataset.Image{Path: "liked" + string(rune('0'+i)) + ".png", ID: id("b"), Site: "x", PostID: string(rune('5' + i)), TagsGeneral: []string{"1girl", "solo", "hat"}})
	}
	_, v := decided(t, drawn(t, images, nil, nil), Options{})
	if v["a"].Verdict != dataset.Drop || v["a"].Reasons[0].Rule != "placeholder" {
		t.Errorf("one picture under unrelated posts: %+v, want dropped as placeholder", v["a"])
	}
	if v["b"].Verdict != dataset.Keep {
		t.Errorf("one picture posted thrice with the same tags: %+v, want kept", v["b"])
	}
}

func TestMistakesInRulesAreNamed(t *testing.T) {
	ws := drawn(t, []dataset.Image{{Path: "a.png", ID: id("a")}}, nil, nil)
	tests := map[string]struct {
		o    Options
		want string
	}{
		"unknown column":  {Options{Rules: []Rule{{Name: "x", When: "txt_area > 1"}}}, "text_area"},
		"unknown action":  {Options{Rules: []Rule{{Name: "x", When: "width > 1", Action: "dorp"}}}, `unknown action "dorp": the known ones are drop`},
		"its own verdict": {Options{Rules: []Rule{{Name: "x", When: `verdict == "keep"`}}}, "what filter decides"},
		"twice":           {Options{Rules: []Rule{{Name: "x", When: "width > 1"}, {Name: "x", When: "width > 2"}}}, "twice"},
		"no name":         {Options{Rules: []Rule{{When: "width > 1"}}}, "no name"},
		"top":             {Options{Top: 20}, "0 to 1"},
		"top, no number":  {Options{Top: math.NaN()}, "0 to 1"},
	}
	for name, tt := range tests {
		if _, err := Run(context.Background(), ws, tt.o, nil); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one with %q", name, err, tt.want)
		}
	}
}
