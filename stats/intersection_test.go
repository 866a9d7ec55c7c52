package stats

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

func TestWilsonIntervalsAreThoseOfTheTables(t *testing.T) {
	for _, tt := range []struct {
		k, n      int64
		low, high float64
	}{
		{0, 10, 0, .2775}, {1, 10, .0179, .4042}, {5, 10, .2366, .7634}, {10, 10, .7225, 1}, {81, 263, .2553, .3662}, {0, 0, 0, 1},
	} {
		low, high := wilson(tt.k, tt.n)
		if math.Abs(low-tt.low) > 1e-4 || math.Abs(high-tt.high) > 1e-4 {
			t.Errorf("wilson(%d, %d) = %.4f, %.4f, want %.4f, %.4f", tt.k, tt.n, low, high, tt.low, tt.high)
		}
	}
}

func TestImagesSeenSeveralTimesDoNotMakeSharesSurer(t *testing.T) {
	ws := invented(t, 2000)
	images, err := table.ReadAll[dataset.Image](ws.Table(dataset.TableImages))
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(images, func(a, b dataset.Image) int { return strings.Compare(a.ID, b.ID) })
	width := map[int32]float64{}
	for _, repeats := range []int32{1, 4} {
		var exported []dataset.Exported
		for _, img := range images {
			exported = append(exported, dataset.Exported{ID: img.ID, Split: "train", Repeats: repeats, Shard: "train"})
		}
		save(t, ws, dataset.TableExported, dataset.Footer{Stage: "export"}, exported)
		r, err := Run(t.Context(), ws, Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		last := r.last()
		if last.Name != StageExported {
			t.Fatalf("the last stage is %s", last.Name)
		}
		s := last.Distributions[1].value("female")
		width[repeats] = s.High - s.Low
	}
	if math.Abs(width[1]-width[4]) > 1e-9 {
		t.Errorf("the interval of a share is %.4f wide when each image is seen once, and %.4f when four times", width[1], width[4])
	}
}

func TestDiscoveriesAreThoseOfBenjaminiAndHochberg(t *testing.T) {
	// The fifteen p-values of the example in their paper: four are discoveries.
	ps := []float64{.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719, .6528, .7590, 1}
	n := 0
	for _, q := range discoveries(ps) {
		if q <= .05 {
			n++
		}
	}
	if n != 4 {
		t.Errorf("%d discoveries, want 4", n)
	}
	want := []float64{.03, .03, .03}
	if d := cmp.Diff(want, discoveries([]float64{.02, .01, .03}), cmpopts.EquateApprox(0, 1e-12)); d != "" {
		t.Errorf("q-values (-want +got):\n%s", d)
	}
}

func TestSurpriseIsExactWhereFewAreExpected(t *testing.T) {
	// Fisher's tea: 4 of 4 by chance is 1 in 70, doubled for two sides.
	if p := surprise(4, 4, 4, 8); math.Abs(p-2./70) > 1e-9 {
		t.Errorf("four right of four: p = %.5f, want %.5f", p, 2./70)
	}
	// Where the two ways meet they agree.
	k, row, column, n := int64(30), int64(200), int64(200), int64(2000)
	normal := surprise(k, row, column, n)
	tail := 0.
	for i := k; i <= 200; i++ {
		tail += hypergeometric(i, row, column, n)
	}
	if ratio := normal / (2 * tail); ratio < .6 || ratio > 1.6 {
		t.Errorf("the normal curve gives %.4f, the exact tail %.4f", normal, 2*tail)
	}
}

func TestConcentrationHasItsBounds(t *testing.T) {
	even := leanOf([]int64{5, 5, 5, 5})
	if d := cmp.Diff(&Lean{Distinct: 4, Effective: 4, Gini: 0, Top1: .25, Top10: 1, Top100: 1, Half: 2}, even, cmpopts.EquateApprox(0, 1e-9)); d != "" {
		t.Errorf("even use (-want +got):\n%s", d)
	}
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.Int64Range(1, 1000), 1, 50).Draw(t, "counts")
		l := leanOf(counts)
		if l.Effective < 1-1e-9 || l.Effective > float64(len(counts))+1e-6 || l.Gini < 0 || l.Gini >= 1 || l.Top1 > l.Top10+1e-12 || l.Top10 > l.Top100+1e-12 {
			t.Fatalf("out of bounds: %+v", l)
		}
		slices.Reverse(counts)
		if d := cmp.Diff(l, leanOf(counts), cmpopts.EquateApprox(0, 1e-9)); d != "" {
			t.Fatalf("the order of names matters:\n%s", d)
		}
	})
}

func TestAnyColumnsAndConditionsCanBeCrossed(t *testing.T) {
	ws := drawn(t)
	r, err := Run(t.Context(), ws, Options{Cross: []string{"rating,year", "chroma,site", `score,"smile" in tags_general`, "width > 300,gender"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, x := range r.Intersections {
		sum := int64(0)
		for _, c := range x.Cells {
			sum += c.N
		}
		if sum != x.N {
			t.Errorf("%s and %s: the cells add up to %d of %d", x.A, x.B, sum, x.N)
		}
		got[x.A+","+x.B] = x.N
	}
	for _, want := range []string{"rating,year", "chroma,site", `score,"smile" in tags_general`, "width > 300,gender"} {
		if got[want] == 0 {
			t.Errorf("no crossing of %s", want)
		}
	}
	for text, want := range map[string]string{
		"gender":        "want two properties with a comma",
		"gender, ":      "want two properties with a comma",
		"gendre,people": "it is neither a property",
		"tags,people":   "an image has many of them",
		"gender,widht":  "nearest known names are width",
	} {
		_, err := Run(t.Context(), ws, Options{Cross: []string{text}}, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("crossing %q gives %v, want an error with %q", text, err, want)
		}
	}
}

func TestPeopleOfPicturesWithoutPeopleAreNotCrossed(t *testing.T) {
	r, err := Run(t.Context(), drawn(t), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range r.Intersections {
		for _, c := range x.Cells {
			if c.N > 0 && (x.A == "people" && c.A == "none" || x.B == "gender" && c.B == "none") {
				t.Errorf("%s and %s has %d images of nobody", x.A, x.B, c.N)
			}
		}
	}
}

func TestWhatPredictsATagIsFoundAndChanceIsNot(t *testing.T) {
	t.Parallel()
	r, err := Run(t.Context(), invented(t, 5000), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Predictions {
		t.Errorf("in a set where nothing goes together, %s %s predicts %s (φ %.2f)", p.Property, p.Value, p.Tag, p.Phi)
	}
	ws := dataset.Workspace{Dir: t.TempDir()}
	var images []dataset.Image
	for i := range 200 {
		img := dataset.Image{Path: fmt.Sprintf("%03d.png", i), ID: dataset.IDOf([]byte{byte(i)}), Format: "png", Width: 800, Height: 1200,
			Status: dataset.StatusOK, TagsGeneral: []string{"1girl"}, TagsArtist: []string{"upright"}}
		if i%4 == 0 {
			img.Width, img.Height, img.TagsArtist = 1200, 800, []string{"wide"}
			img.TagsGeneral = append(img.TagsGeneral, "wide_image")
		}
		images = append(images, img)
	}
	save(t, ws, dataset.TableImages, dataset.Footer{Stage: "scan"}, images)
	if r, err = Run(t.Context(), ws, Options{}, nil); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range r.Predictions {
		got = append(got, fmt.Sprintf("%s:%s by %s %s, %.0f against %.0f, expected %v", p.Category, p.Tag, p.Property, p.Value, 100*p.With, 100*p.Without, p.Expected))
	}
	want := []string{
		"artist:upright by orientation portrait, 100 against 0, expected false",
		"general:wide_image by orientation landscape, 100 against 0, expected true",
		"artist:wide by orientation landscape, 100 against 0, expected false",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("predictions (-want +got):\n%s", d)
	}
}

func TestTextNamesWhatWasCrossed(t *testing.T) {
	r, err := Run(t.Context(), invented(t, 2000), Options{Cross: []string{"gender, framing", "rating,orientation"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Intersections = append([]Intersection{{A: "gender", B: "framing", Cells: []Cell{
		{A: "male", B: "portrait", N: 1, Expected: 50, Lift: .02, Significant: true}}}}, r.Intersections...)
	for i := range r.Intersections {
		if x := &r.Intersections[i]; x.A == "rating" && x.B == "orientation" {
			for j := range x.Cells {
				x.Cells[j].Significant = false
			}
		}
	}
	var b strings.Builder
	if err := r.Text(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\ngender and framing, as asked\n  gender male and framing portrait                 1 image     0.02 × expected\n",
		"\nrating and orientation, as asked\n  nothing beyond chance\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, b.String())
		}
	}
}
