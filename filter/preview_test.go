package filter

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
)

// graded makes n images whose text_area rises from 0 to 1, the third of which
// is grey too.
func graded(t *testing.T, n int) dataset.Workspace {
	t.Helper()
	var images []dataset.Image
	changes := map[string]map[string]float64{}
	for i := range n {
		key := fmt.Sprintf("%064x", i+1)
		images = append(images, dataset.Image{Path: fmt.Sprintf("%04d<b>.png", i), ID: key})
		changes[key] = map[string]float64{"text_area": float64(i) / float64(n-1)}
	}
	changes[images[2].ID]["chroma"] = 0
	return drawn(t, images, changes, nil)
}

func previewed(t *testing.T, ws dataset.Workspace, before, after Options, rule string) *Preview {
	t.Helper()
	p, err := PreviewRule(context.Background(), ws, before, after, rule)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPreviewCountsEitherSideAndWhatWouldChange(t *testing.T) {
	ws := graded(t, 11) // 0, 0.1, 0.2, …
	type counts struct {
		Silent, Spoken, Drops, Keeps int64
		Threshold, Before            float64
	}
	for _, tt := range []struct {
		name, when string
		want       counts
	}{
		{"as it is", "", counts{Silent: 2, Spoken: 9, Threshold: .12}},
		{"stricter", "text_area > 0.05", counts{Silent: 1, Spoken: 10, Drops: 1, Threshold: .05, Before: .12}},
		{"milder, where another rule still drops one", "text_area > 0.55", counts{Silent: 6, Spoken: 5, Keeps: 3, Threshold: .55, Before: .12}},
	} {
		after := Options{}
		if tt.when != "" {
			after.Rules = []Rule{{Name: "text_heavy", When: tt.when}}
		}
		p := previewed(t, ws, Options{}, after, "text_heavy")
		got := counts{p.Silent, p.Spoken, p.Drops, p.Keeps, *p.Threshold, 0}
		if p.Before != nil {
			got.Before = *p.Before
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestPreviewShowsTheNearestAndAnEvenPartOfTheRest(t *testing.T) {
	p := previewed(t, graded(t, 1001), Options{}, Options{Rules: []Rule{{Name: "text_heavy", When: "text_area >= 0.4"}}}, "text_heavy")
	values := func(list []shown) string { return fmt.Sprint(list[0].value, list[len(list)-1].value, len(list)) }
	got := []string{values(p.sides[0].far), values(p.sides[0].near), values(p.sides[1].near), values(p.sides[1].far)}
	if d := cmp.Diff([]string{"0 0.351 48", "0.352 0.399 48", "0.4 0.447 48", "0.448 1 48"}, got); d != "" {
		t.Errorf("first, last and number of each part (-want +got):\n%s", d)
	}
}

func TestPreviewOfARuleWithoutANumberShowsBothSides(t *testing.T) {
	p := previewed(t, graded(t, 11), Options{}, Options{Rules: []Rule{{Name: "mine", When: `path startsWith "000"`, Action: ActionNote}}}, "mine")
	if p.Spoken != 10 || p.Silent != 1 || p.Threshold != nil || len(p.sides[1].far) != 10 {
		t.Errorf("%d and %d images, threshold %v, want 10 and 1 without a threshold", p.Spoken, p.Silent, p.Threshold)
	}
}

func TestPreviewMarksWhatAnotherPartOfTheConditionFinds(t *testing.T) {
	p := previewed(t, graded(t, 11), Options{}, Options{Rules: []Rule{{Name: "text_heavy", When: `text_area > 0.85 || path startsWith "0001"`}}}, "text_heavy")
	if far := p.sides[1].far; p.Spoken != 3 || len(far) != 1 || !far[0].astray {
		t.Errorf("%d spoken of, farther away %+v, want 3 and the one that its path gives away", p.Spoken, far)
	}
}

func TestPreviewPageBeginsAtTheThreshold(t *testing.T) {
	var page bytes.Buffer
	if err := previewed(t, graded(t, 1001), Options{}, Options{}, "text_heavy").HTML(context.Background(), &page); err != nil {
		t.Fatal(err)
	}
	at := -1
	for _, part := range []string{
		"Nearest to the threshold, left alone<", `id="cut"`, "Nearest to the threshold, dropped<",
		"Farther away, left alone: 48 of 73, ", "Farther away, dropped: 48 of 832, ",
	} {
		next := strings.Index(page.String(), part)
		if next <= at {
			t.Errorf("%q is at %d, want it after %d", part, next, at)
		}
		at = next
	}
}

func TestPreviewPageNeedsNothingElse(t *testing.T) {
	ws := graded(t, 5)
	var page bytes.Buffer
	if err := previewed(t, ws, Options{}, Options{}, "text_heavy").HTML(context.Background(), &page); err != nil {
		t.Fatal(err)
	}
	text := page.String()
	for _, banned := range []string{"http:", "https:", "<b>.png", "@import", "url("} {
		if strings.Contains(text, banned) {
			t.Errorf("the page contains %q", banned)
		}
	}
	if !strings.Contains(text, "5 of 5 pictures are not shown") {
		t.Error("the page does not say that no picture could be read")
	}
}
