package dedup

import (
	"context"
	"image"
	"math/rand/v2"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

func TestNoReasonNamesEqualSizes(t *testing.T) {
	a := picture{width: 1185, height: 57, area: 1185 * 57, detail: 1}
	for want, b := range map[string]picture{
		"more of it is picture: 67545 pixels without margins against 33000": {width: 1185, height: 57, area: 33000, detail: 1},
		"it has more detail: the other's 1185×57 is an enlargement":         {width: 1185, height: 57, area: 1185 * 57, detail: .5},
		"it is larger: 1185×57 against 600×57":                              {width: 600, height: 57, area: 600 * 57, detail: 1},
	} {
		if got := whyBetter(&a, &b, false); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestTheCentreOfAStarIsUnpackedOnce(t *testing.T) {
	fetched := map[int32]int{}
	fetch := keepLast(func(i int32) (*thumb, error) {
		fetched[i]++
		return &thumb{width: int(i)}, nil
	})
	for i := range int32(40) {
		for _, which := range []int32{0, i} {
			got, err := fetch(which)
			if err != nil || got.width != int(which) {
				t.Fatalf("picture %d gave %+v, %v", which, got, err)
			}
		}
	}
	for i, n := range fetched {
		if n != 1 {
			t.Errorf("picture %d was fetched %d times", i, n)
		}
	}
	if fetch(5); fetched[5] != 2 {
		t.Errorf("picture 5 of 40 was still kept: it must have made room")
	}
}

func TestOfEquallyGoodPicturesTheCentralOneSurvives(t *testing.T) {
	whole := blots(31, 200, 150)
	touched := func(by func(i int) int) *image.NRGBA {
		out := cutOut(whole, whole.Rect)
		for i := range out.Pix {
			if i%4 != 3 {
				out.Pix[i] = uint8(min(max(int(out.Pix[i])+by(i), 0), 255))
			}
		}
		return out
	}
	dice := rand.New(rand.NewPCG(1, 2))
	ws := scanned(t, []found{
		{name: "a with noise.png", img: touched(func(int) int { return dice.IntN(31) - 15 }), mode: "rgb"},
		{name: "b.png", img: whole, mode: "rgb"},
		{name: "c brighter.png", img: touched(func(int) int { return 6 }), mode: "rgb"},
		{name: "d darker.png", img: touched(func(int) int { return -6 }), mode: "rgb"},
	})
	if _, err := Run(context.Background(), ws, Options{}, nil); err != nil {
		t.Fatal(err)
	}
	groups, err := table.ReadAll[dataset.Group](ws.Table(dataset.TableGroups))
	if err != nil {
		t.Fatal(err)
	}
	if len(groups) != 4 || groups[0].Group == dataset.IDOf([]byte("a with noise.png")) {
		t.Errorf("%d rows, and the group is led by %s; want 4, and another one than the noisy %s", len(groups), groups[0].Group, dataset.IDOf([]byte("a with noise.png")))
	}
}
