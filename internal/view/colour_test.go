package view

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
)

func rowOf(values map[string]any) *Row {
	kinds := map[string]expression.Kind{"chroma": expression.Number, "tint": expression.Number, "line_art": expression.Number,
		"screentone": expression.Number, "colour_mark": expression.Number, "tags_general": expression.List, "tags_meta": expression.List}
	return &Row{values: values, kinds: kinds}
}

func TestClassesOfColour(t *testing.T) {
	for want, values := range map[string]map[string]any{
		"":            {},
		ColourGrey:    {"chroma": 5.5, "tint": .1, "line_art": .4, "colour_mark": 0.},
		ColourLineArt: {"chroma": 0., "tint": 0., "line_art": .95, "colour_mark": 0.},
		ColourTones:   {"chroma": 0., "tint": 0., "line_art": .95, "screentone": .1, "colour_mark": 0.},
		ColourTinted:  {"chroma": 40., "tint": .3, "line_art": .95, "colour_mark": .8},
		ColourLow:     {"chroma": 60., "tint": .9, "line_art": .4, "colour_mark": .002},
		Colour:        {"chroma": 60., "tint": .9, "line_art": .4, "screentone": .5, "colour_mark": .3},
	} {
		if got := colourClass(rowOf(values)); got != want {
			t.Errorf("%v is %q, want %q", values, got, want)
		}
	}
	if got := colourClass(rowOf(map[string]any{"chroma": 60.})); got != Colour {
		t.Errorf("with chroma alone it is %q, want %q", got, Colour)
	}
}

func TestPictureAndTagsAboutColour(t *testing.T) {
	grey := map[string]any{"chroma": 2., "line_art": .1}
	tinted := map[string]any{"chroma": 40., "tint": .2}
	colour := map[string]any{"chroma": 60., "tint": .9, "colour_mark": .4}
	mark := map[string]any{"chroma": 60., "tint": .9, "colour_mark": .01}
	for _, tt := range []struct {
		name    string
		picture map[string]any
		tags    []string
		want    string
	}{
		{"grey, and tagged so", grey, []string{"1girl", "monochrome", "greyscale"}, ""},
		{"grey, and not tagged so", grey, []string{"1girl"}, ConflictUntagged},
		{"grey without any tags", grey, nil, ""},
		{"tones of dots, and not tagged so", map[string]any{"chroma": 2., "screentone": .3}, []string{"1girl"}, ConflictUntagged},
		{"sepia called monochrome", tinted, []string{"monochrome"}, ""},
		{"sepia called greyscale", tinted, []string{"greyscale"}, ConflictTagged},
		{"colour called monochrome", colour, []string{"monochrome"}, ConflictTagged},
		{"colour, with the excuse of spots", colour, []string{"monochrome", "spot_color"}, ""},
		{"a coloured signature on what is called greyscale", mark, []string{"greyscale"}, ""},
		{"colour, and not tagged otherwise", colour, []string{"1girl"}, ""},
		{"not measured", map[string]any{}, []string{"greyscale"}, ""},
	} {
		values := map[string]any{"tags_general": tt.tags}
		for name, v := range tt.picture {
			values[name] = v
		}
		if got := colourConflict(rowOf(values)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestColoursOfAWorkspaceWithoutSomeMeasures(t *testing.T) {
	ws := workspace(t) // measures chroma only
	if err := table.Write(ws.Table("tags"), dataset.Footer{Stage: "tags"}, table.All([]dataset.Tagged{{ID: id("a"), General: []string{"solo"}}})); err != nil {
		t.Fatal(err)
	}
	v, err := Open(ws)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]any{{"a", "grey", "untagged_grey"}, {"b", "", ""}, {"c", "", ""}}
	if d := cmp.Diff(want, collect(t, v, "colour_class", "colour_conflict")); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
}
