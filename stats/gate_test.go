package stats

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
)

func bound[T any](x T) *T { return &x }

func TestGatesHoldOrSayWhy(t *testing.T) {
	ws := invented(t, 2000)
	gates := []Gate{
		{Property: "gender", Value: "female", Max: bound(.95)},
		{Property: "gender", Value: "male", Min: bound(.3)},
		{Property: "people", Value: "multi", MinCount: bound(int64(500)), Stage: StageFound},
		{Property: "artist", Value: "artist_0", Max: bound(.01)},
		{Property: "artist", Value: "nobody_of_that_name", Max: bound(.01)},
		{MinCount: bound(int64(100))},
	}
	r, err := Run(t.Context(), ws, Options{Gates: gates}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var held []bool
	for _, g := range r.Gates {
		held = append(held, g.OK)
	}
	if d := cmp.Diff([]bool{true, false, false, false, true, true}, held); d != "" {
		t.Errorf("gates that hold (-want +got):\n%s", d)
	}
	if text := r.Gates[1].Text; !strings.Contains(text, "gender male of the images kept") || !strings.Contains(text, "below the minimum of 30 %") {
		t.Errorf("the broken gate says %q", text)
	}
}

func TestGatesOfUnknownThingsNameTheKnownOnes(t *testing.T) {
	ws := invented(t, 50)
	for want, g := range map[string]Gate{
		`unknown property "gendre": the known ones are gender`:   {Property: "gendre", Value: "male", Min: bound(.1)},
		`unknown value of gender "man": the known ones are male`: {Property: "gender", Value: "man", Min: bound(.1)},
		`unknown stage "keep": the known ones are kept`:          {MinCount: bound(int64(1)), Stage: "keep"},
		"it has no bound":                     {Property: "gender", Value: "male"},
		"min is NaN: want a share":            {Property: "gender", Value: "male", Min: bound(math.NaN())},
		"max is 30: want a share":             {Property: "gender", Value: "male", Max: bound(30.)},
		"min_count is -1":                     {MinCount: bound(int64(-1))},
		`has the value "male" without a prop`: {Value: "male", Max: bound(.3)},
	} {
		_, err := Run(t.Context(), ws, Options{Gates: []Gate{g}}, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("gate %+v gives %v, want an error with %q", g, err, want)
		}
	}
}

func TestAnotherSetIsComparedBeyondChance(t *testing.T) {
	t.Parallel()
	here, same, other := invented(t, 4000), dataset.Workspace{Dir: t.TempDir()}, dataset.Workspace{Dir: t.TempDir()}
	if err := Invent(same, 4000, Skewed, 8); err != nil {
		t.Fatal(err)
	}
	if err := Invent(other, 4000, Truth{Portrait: .99, Female: .5, Multi: .02, Grey: .05, Dropped: .1}, 8); err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), here, Options{Compare: other.Dir}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Compare(t.Context(), same, nil); err != nil {
		t.Fatal(err)
	}
	if d := r.Comparisons[0].Distances[0]; d.Property != "gender" || d.Distance < .3 || d.Distance > .5 {
		t.Errorf("the most different property is %+v, want gender by 0.4", d)
	}
	for _, d := range r.Comparisons[0].Differences {
		if known := d.Property == "gender" || d.Property == "tags"; d.Significant && !known {
			t.Errorf("%s %s differs beyond chance (%+.3f, q %.2g), and should not", d.Property, d.Value, d.Difference, d.Q)
		}
	}
	for _, d := range r.Comparisons[1].Differences {
		if d.Significant {
			t.Errorf("two sets drawn alike differ in %s %s by %+.3f, q %.2g", d.Property, d.Value, d.Difference, d.Q)
		}
	}
}

func TestReferencesAreReadInEveryForm(t *testing.T) {
	t.Parallel()
	ws := invented(t, 3000)
	r, err := Run(t.Context(), ws, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		text        string
		significant []string
	}{
		"shares":         {`{"gender": {"female": 0.5, "male": 0.5}}`, []string{"female", "male"}},
		"with a mark":    {"\ufeff" + `{"gender": {"female": 0.5, "male": 0.5}}`, []string{"female", "male"}},
		"objects":        {`{"gender": {"female": {"n": 9, "share": 0.9}, "male": {"share": 0.1}}}`, nil},
		"its own report": {string(whole), nil},
	} {
		path := filepath.Join(t.TempDir(), "reference.json")
		write(t, path, []byte(tt.text))
		r, err := Run(t.Context(), ws, Options{Reference: path}, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var significant []string
		for _, d := range r.Comparisons[0].Differences {
			if d.Significant {
				significant = append(significant, d.Value)
			}
		}
		slices.Sort(significant)
		if d := cmp.Diff(tt.significant, significant); d != "" {
			t.Errorf("%s: values that differ (-want +got):\n%s", name, d)
		}
	}
	for want, text := range map[string]string{
		"the known ones are gender": `{"gendre": {"female": 1}}`,
		"want 0 to 1":               `{"gender": {"female": 50}}`,
		"has no property":           `{}`,
		"want an object":            `[1]`,
	} {
		path := filepath.Join(t.TempDir(), "bad.json")
		write(t, path, []byte(text))
		_, err := Run(t.Context(), ws, Options{Reference: path}, nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s gives %v, want an error with %q", text, err, want)
		}
	}
	if _, err := Run(t.Context(), ws, Options{Reference: "nowhere.json"}, nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing reference gives %v", err)
	}
}
