package dedup

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// TestTheSurvivorStandsUpright: of each set, the first has the best pixels.
func TestTheSurvivorStandsUpright(t *testing.T) {
	base := blots(10, 320, 240)
	mirror := mirrored(base)
	day := func(n int) *time.Time {
		d := time.Date(2020, 1, n, 0, 0, 0, 0, time.UTC)
		return &d
	}
	upright := []string{"1girl", "solo"}
	for _, tt := range []struct {
		name     string
		pictures []found
		want     map[string]string
	}{
		{"more of the copies are mirrored", []found{
			{name: "best.png", img: base, mode: "rgb"}, {name: "mirror.png", img: mirror, mode: "palette"}, {name: "half.png", img: halved(mirror), mode: "rgb"},
		}, map[string]string{"best": "flip of mirror", "half": "copy of mirror"}},
		{"those of equal pixels count", []found{
			{name: "best.png", img: base, mode: "rgb"}, {name: "mirror.png", img: mirror, mode: "palette"}, {name: "same.png", img: mirror, mode: "palette"},
		}, map[string]string{"best": "flip of mirror", "same": "pixels of mirror"}},
		{"as many, and the mirrored one has its tags", []found{
			{name: "best.png", img: base, mode: "rgb"}, {name: "mirror.png", img: mirror, mode: "palette", tags: upright},
		}, map[string]string{"best": "flip of mirror"}},
		{"as many, and the turned one was posted earlier", []found{
			{name: "best.png", img: base, mode: "rgb", created: day(2)}, {name: "other.png", img: turned(base), mode: "palette", created: day(1)},
		}, map[string]string{"best": "rotation of other"}},
		{"nothing tells", []found{
			{name: "best.png", img: base, mode: "rgb"}, {name: "mirror.png", img: mirror, mode: "palette"},
		}, map[string]string{"mirror": "flip of best"}},
		{"the mirrored ones are smaller", []found{
			{name: "best.png", img: base, mode: "rgb"}, {name: "mirror.png", img: halved(mirror), mode: "rgb", tags: upright},
		}, map[string]string{"mirror": "flip of best"}},
		{"the mirrored one is grey", []found{
			{name: "best.png", img: base, mode: "rgb"}, {name: "mirror.png", img: greyed(mirror), mode: "rgb", tags: upright},
		}, map[string]string{"mirror": "grey of best"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var first map[string]string
			for range 2 {
				got, _ := fates(t, scanned(t, tt.pictures), Options{})
				if d := cmp.Diff(tt.want, got); d != "" {
					t.Errorf("who went where (-want +got):\n%s", d)
				}
				if d := cmp.Diff(first, got); first != nil && d != "" {
					t.Errorf("the order of the files matters:\n%s", d)
				}
				first = got
				slices.Reverse(tt.pictures)
			}
		})
	}
}

func TestWhatAPersonChoseStaysHoweverItStands(t *testing.T) {
	ws := scanned(t, []found{
		{name: "best.png", img: blots(10, 320, 240), mode: "rgb"},
		{name: "mirror.png", img: mirrored(blots(10, 320, 240)), mode: "rgb", tags: []string{"solo"}},
	})
	say(t, ws, "keep", "best.png")
	got, _ := fates(t, ws, Options{})
	if d := cmp.Diff(map[string]string{"mirror": "flip of best"}, got); d != "" {
		t.Errorf("who went where (-want +got):\n%s", d)
	}
}

func TestWhyAPictureStandsUprightIsSaid(t *testing.T) {
	base := blots(10, 320, 240)
	ws := scanned(t, []found{{name: "best.png", img: base, mode: "rgb"}, {name: "mirror.png", img: mirrored(base), mode: "palette", tags: []string{"solo"}}})
	fates(t, ws, Options{})
	const want = "it stands as its post, or more of the copies, say that it should"
	groups, err := table.ReadAll[dataset.Group](ws.Table(dataset.TableGroups))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range groups {
		if !strings.HasSuffix(g.Why, want) {
			t.Errorf("why is %q, want it to end with %q", g.Why, want)
		}
	}
	images, err := table.ReadAll[dataset.Image](ws.Table(dataset.TableImages))
	if err != nil {
		t.Fatal(err)
	}
	measured := map[string]*dataset.Measured{}
	for m, err := range table.ReadMeasures(ws.Table(dataset.TableMeasures), nil, true) {
		if err != nil {
			t.Fatal(err)
		}
		measured[m.ID] = &m
	}
	e, err := Explain(&images[0], &images[1], measured[images[0].ID], measured[images[1].ID], Options{})
	if err != nil {
		t.Fatal(err)
	}
	if e.Survivor != "mirror.png" || e.Why != want {
		t.Errorf("explain keeps %s: %s; want mirror.png: %s", e.Survivor, e.Why, want)
	}
}
