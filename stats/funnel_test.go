package stats

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
)

// TestFunnelIsThatOfTheOtherCommands makes up files that share bytes, readable
// or not, with every verdict.
func TestFunnelIsThatOfTheOtherCommands(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		ws := dataset.Workspace{Dir: t.TempDir()}
		var images []dataset.Image
		var verdicts []dataset.Verdict
		for i := range 5 {
			id := dataset.IDOf([]byte{byte(i)})
			readable := false
			for copy := range rapid.IntRange(1, 3).Draw(rt, "copies") {
				img := dataset.Image{Path: fmt.Sprintf("%d-%d.png", copy, i), ID: id, Format: "png", Width: 1, Height: 1,
					Status: rapid.SampledFrom([]dataset.Status{dataset.StatusOK, dataset.StatusDamaged, dataset.StatusUnreadable}).Draw(rt, "status")}
				images = append(images, img)
				readable = readable || img.Readable()
			}
			v := dataset.Verdict{ID: id, Verdict: dataset.Drop, Stage: "scan"}
			if readable {
				v.Stage = rapid.SampledFrom([]string{"", "scan", "dedup", "filter", "review"}).Draw(rt, "stage")
			}
			if v.Stage == "" {
				v.Verdict = dataset.Keep
			}
			verdicts = append(verdicts, v)
		}
		slices.SortFunc(images, func(a, b dataset.Image) int { return strings.Compare(a.Path, b.Path) })
		slices.SortFunc(verdicts, func(a, b dataset.Verdict) int { return strings.Compare(a.ID, b.ID) })
		save(t, ws, dataset.TableImages, dataset.Footer{Stage: "scan", Options: json.RawMessage("{}")}, images)
		save(t, ws, dataset.TableVerdicts, dataset.Footer{Stage: "filter"}, verdicts)
		want, err := view.Funnel(ws)
		if err != nil {
			t.Fatal(err)
		}
		r, err := Run(t.Context(), ws, Options{}, nil)
		if err != nil {
			rt.Fatal(err)
		}
		if d := cmp.Diff(want, r.Funnel); d != "" {
			rt.Fatalf("funnel (-view +stats):\n%s", d)
		}
	})
}

// A rule may speak of one measure for one image and of another for the next.
func TestADroppedImageShowsTheNumberOfItsOwnMeasure(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	var images []dataset.Image
	var verdicts []dataset.Verdict
	want := map[string]string{}
	for i, measure := range []string{"height", "megapixels"} {
		number := []float64{64, .0447}[i]
		img := dataset.Image{Path: measure + ".png", ID: dataset.IDOf([]byte{byte(i)}), Status: dataset.StatusOK}
		images = append(images, img)
		verdicts = append(verdicts, dataset.Verdict{ID: img.ID, Verdict: dataset.Drop, Stage: "filter",
			Reasons: []dataset.Reason{{Rule: "small", Measure: measure, Value: &number}}})
		want[img.Path] = fmt.Sprintf("%s %g", measure, number)
	}
	slices.SortFunc(verdicts, func(a, b dataset.Verdict) int { return strings.Compare(a.ID, b.ID) })
	save(t, ws, dataset.TableImages, dataset.Footer{Stage: "scan"}, images)
	save(t, ws, dataset.TableVerdicts, dataset.Footer{Stage: "filter"}, verdicts)
	r, err := Run(t.Context(), ws, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := r.choose()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, e := range x.all {
		got[e.path] = e.number
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("numbers (-want +got):\n%s", d)
	}
}

// TestLabelsAreCountedAsTheyAre makes tags of the labels of real pictures, by
// people: what is measured is the counting, not the seeing.
func TestLabelsAreCountedAsTheyAre(t *testing.T) {
	labels := labelled(t)
	ws := dataset.Workspace{Dir: t.TempDir()}
	var images []dataset.Image
	want := map[string]int64{}
	for i, l := range labels {
		img := dataset.Image{Path: l.file, ID: dataset.IDOf([]byte(fmt.Sprint(i))), Status: dataset.StatusOK, Width: 400, Height: 500, TagsGeneral: l.tags}
		if l.people != "" {
			want["people "+l.people]++
		}
		if l.gender != "" {
			want["gender "+l.gender]++
		}
		images = append(images, img)
	}
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), ws, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int64{}
	for _, d := range r.Stages[0].Distributions {
		for _, s := range d.Shares {
			if key := d.Property.Name + " " + s.Value; want[key] > 0 {
				got[key] = s.N
			}
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("counts of %d labelled pictures (-labels +report):\n%s", len(labels), d)
	}
	t.Logf("%d labelled pictures: %v", len(labels), got)
}
