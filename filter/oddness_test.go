package filter

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
)

// crowd is n images whose measures scatter a little, and foreign ones. Contrast
// and entropy rise together.
func crowd(t *testing.T, n int, foreign ...map[string]float64) dataset.Workspace {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 5))
	var images []dataset.Image
	changes := map[string]map[string]float64{}
	for i := range n + len(foreign) {
		key := fmt.Sprintf("%064x", i+1)
		images = append(images, dataset.Image{Path: fmt.Sprintf("%04d.png", i), ID: key})
		both := r.NormFloat64()
		changes[key] = map[string]float64{"chroma": 60 + 6*r.NormFloat64(), "blur": .5 + .03*r.NormFloat64(),
			"contrast": .2 + .01*both, "entropy": 6 + .2*both, "text_area": .05 + .02*r.Float64()}
		if i >= n {
			for name, v := range foreign[i-n] {
				changes[key][name] = v
			}
		}
	}
	return drawn(t, images, changes, nil)
}

func oddnessOf(t *testing.T, ws dataset.Workspace) []dataset.Verdict {
	t.Helper()
	if _, err := Run(t.Context(), ws, Options{}, nil); err != nil {
		t.Fatal(err)
	}
	var all []dataset.Verdict
	for v, err := range table.Read[dataset.Verdict](ws.Table(dataset.TableVerdicts)) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, v)
	}
	return all
}

func noted(v dataset.Verdict, rule string) bool {
	return slices.ContainsFunc(v.Notes, func(r dataset.Reason) bool { return r.Rule == rule })
}

func TestOddOnesOutAreNotedWithTheirMeasure(t *testing.T) {
	all := oddnessOf(t, crowd(t, 200,
		map[string]float64{"chroma": 180, "blur": .85},                    // far in two
		map[string]float64{"chroma": 140},                                 // in one alone
		map[string]float64{"contrast": .5, "entropy": 1.5},                // in two that count once
		map[string]float64{"chroma": 120, "blur": .95, "text_area": .11})) // in three, most by blur
	for i, want := range []struct {
		noted bool
		by    string
	}{{true, "chroma"}, {false, "chroma"}, {false, "contrast"}, {true, "blur"}} {
		v := all[200+i]
		if noted(v, "odd") != want.noted || v.OddBy != want.by || v.Verdict != dataset.Keep {
			t.Errorf("foreign image %d: oddness %v by %q, noted %v, %s; want %+v and kept", i, *v.Oddness, v.OddBy, noted(v, "odd"), v.Verdict, want)
		}
	}
	for _, v := range all[:200] {
		if noted(v, "odd") {
			t.Errorf("%s of the crowd is noted as odd: %v by %s", v.ID, *v.Oddness, v.OddBy)
		}
	}
}

func TestFewImagesHaveNoOddOnes(t *testing.T) {
	for _, v := range oddnessOf(t, crowd(t, 20, map[string]float64{"chroma": 180, "blur": 1, "text_area": .11})) {
		if v.Oddness != nil || noted(v, "odd") {
			t.Fatalf("of 21 images one has the oddness %v", *v.Oddness)
		}
	}
}

func TestOddnessIsAColumnOfTheView(t *testing.T) {
	ws := crowd(t, 100, map[string]float64{"chroma": 140, "blur": .85})
	shown := func() (rows []string) {
		v, err := view.Open(ws)
		if err != nil {
			t.Fatal(err)
		}
		e, err := v.Compile("oddness > 9")
		if err != nil {
			t.Fatal(err)
		}
		for row, err := range v.Rows([]string{"path", "oddness", "odd_by"}) {
			if err != nil {
				t.Fatal(err)
			}
			if outcome, err := e.Eval(row.Value); err == nil && outcome == 1 {
				rows = append(rows, row.Text("path")+" "+row.Text("odd_by"))
			}
		}
		return rows
	}
	if got := shown(); got != nil {
		t.Errorf("before filter has run %v are odd", got)
	}
	oddnessOf(t, ws)
	if d := cmp.Diff([]string{"0100.png chroma"}, shown()); d != "" {
		t.Errorf("odd images (-want +got):\n%s", d)
	}
	// A table of before there was such a column has it on no row.
	type old struct {
		ID      string `parquet:"id"`
		Verdict string `parquet:"verdict"`
	}
	if err := table.Write(ws.Table(dataset.TableVerdicts), dataset.Footer{Stage: Stage}, table.All([]old{{fmt.Sprintf("%064x", 1), "keep"}})); err != nil {
		t.Fatal(err)
	}
	if got := shown(); got != nil {
		t.Errorf("by a table without the column %v are odd", got)
	}
}

func TestOddnessIsTheSameEachTime(t *testing.T) {
	ws := crowd(t, 300, map[string]float64{"chroma": 140})
	var files [][]byte
	for range 2 {
		oddnessOf(t, ws)
		file, err := os.ReadFile(ws.Table(dataset.TableVerdicts))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
		if err := os.Remove(ws.Table(dataset.TableVerdicts)); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(files[0], files[1]) {
		t.Error("two runs write different verdicts")
	}
}
