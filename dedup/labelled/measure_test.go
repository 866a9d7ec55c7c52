package labelled

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/raced"
)

// kept is the kinds that a test of a minute can afford.
var kept = []string{"jpeg 75", "size 50", "border white", "letterbox", "mirrored", "turned 90", "grey", "crop 10", "redrawn", "other figure", "glyph"}

func TestDedupIsRightOnKnownTruth(t *testing.T) {
	corpora := os.Getenv("WINNOW_CORPORA")
	if corpora == "" {
		t.Skip("WINNOW_CORPORA names no folder of pictures to make the set from")
	}
	most := 8 // pictures
	if raced.On {
		most = 2
	}
	r, err := Measure(context.Background(), filepath.Join(corpora, "portraits"), Options{Limit: most, Side: 320, Kinds: kept}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Precision.Share < .995 {
		t.Errorf("precision %.4f, want at least .995; wrong: %v", r.Precision.Share, r.Wrong)
	}
	for _, kind := range []string{"jpeg 75", "size 50 %", "mirrored", "turned 90°", "grey"} {
		if got := r.Kinds[kind]; got == nil || got.Share < .9 {
			t.Errorf("%s: found %+v, want nine in ten at least; missed: %v", kind, got, r.Missed)
		}
	}
	if r.Hard.Hits > 0 || r.Merged.Share > .1 {
		t.Errorf("%d of %d hard negatives and %d of %d variants were merged", r.Hard.Hits, r.Hard.Of, r.Merged.Hits, r.Merged.Of)
	}
}

func TestTheSameSeedMakesTheSameSet(t *testing.T) {
	corpora := os.Getenv("WINNOW_CORPORA")
	if corpora == "" {
		t.Skip("WINNOW_CORPORA names no folder of pictures to make the set from")
	}
	o := Options{Limit: 2, Side: 120, Kinds: []string{"noise", "crop", "redrawn"}}
	var ids [2][]string
	for i := range ids {
		o.Workers = 1 + i
		bases, err := load(filepath.Join(corpora, "emoji"), o)
		if err != nil {
			t.Fatal(err)
		}
		files, err := derive(context.Background(), bases, o, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			ids[i] = append(ids[i], f.id)
		}
	}
	if len(ids[0]) < 10 || len(ids[0]) != len(ids[1]) {
		t.Fatalf("%d and %d files", len(ids[0]), len(ids[1]))
	}
	for i := range ids[0] {
		if ids[0][i] != ids[1][i] {
			t.Errorf("file %d has different bytes the second time", i)
		}
	}
}

func TestAHardNegativeIsMadeOfAnotherPicture(t *testing.T) {
	drawn := func(shift uint8) *image.NRGBA {
		img := image.NewNRGBA(image.Rect(0, 0, 64, 64))
		for i := range img.Pix {
			img.Pix[i] = uint8(i/256*4) + shift
			if i%4 == 3 {
				img.Pix[i] = 255
			}
		}
		return img
	}
	upsideDown := remapped(drawn(0), 2)
	bases := []base{{"a", drawn(0)}, {"copy of a", drawn(2)}, {"b", upsideDown}}
	if got := otherThan(bases, 0); got != upsideDown {
		t.Error("a copy in the same folder was taken for another picture")
	}
}

func TestACopyOnWhichNothingIsToBeSeenIsNotMade(t *testing.T) {
	flat := dataset.Plane{W: 20, H: 20, Pix: make([]byte, 400)}
	drawn := dataset.Plane{W: 20, H: 20, Pix: make([]byte, 400)}
	for i := range 200 {
		drawn.Pix[i] = 20
	}
	if !blank(flat) || blank(drawn) {
		t.Errorf("blank %t of a plane of one grey, %t of one of two, want true and false", blank(flat), blank(drawn))
	}
}

func TestAFolderWithoutPicturesSaysSo(t *testing.T) {
	if _, err := Measure(context.Background(), t.TempDir(), Options{}, nil); err == nil {
		t.Error("an empty folder gave no error")
	}
}
