package decode

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
)

// letters is a small plane whose every sample differs:
//
//	a b c
//	d e f
func letters() dataset.Plane { return dataset.Plane{W: 3, H: 2, Pix: []byte("abcdef")} }

func TestEveryOrientationMakesThePictureUpright(t *testing.T) {
	want := []dataset.Plane{
		1: {W: 3, H: 2, Pix: []byte("abcdef")},
		2: {W: 3, H: 2, Pix: []byte("cbafed")},
		3: {W: 3, H: 2, Pix: []byte("fedcba")},
		4: {W: 3, H: 2, Pix: []byte("defabc")},
		5: {W: 2, H: 3, Pix: []byte("adbecf")},
		6: {W: 2, H: 3, Pix: []byte("daebfc")},
		7: {W: 2, H: 3, Pix: []byte("fcebda")},
		8: {W: 2, H: 3, Pix: []byte("cfbead")},
	}
	for o := 1; o <= 8; o++ {
		if d := cmp.Diff(want[o], upright(letters(), o)); d != "" {
			t.Errorf("orientation %d (-want +got):\n%s", o, d)
		}
	}
}

func TestTurningFurtherIsAnotherOrientation(t *testing.T) {
	for _, tt := range []struct {
		name  string
		then  int // the orientation that undoes nothing but this step
		table [9]int
	}{
		{"quarter turn left", 8, thenLeft},
		{"left and right swapped", 2, thenMirror},
		{"top and bottom swapped", 4, thenFlip},
	} {
		for o := 1; o <= 8; o++ {
			twice := upright(upright(letters(), o), tt.then)
			if d := cmp.Diff(twice, upright(letters(), tt.table[o])); d != "" {
				t.Errorf("%s after orientation %d is not orientation %d (-want +got):\n%s", tt.name, o, tt.table[o], d)
			}
		}
	}
}

func TestImagesTurnLikePlanes(t *testing.T) {
	p := letters()
	pix := make([]byte, 0, 24)
	for _, c := range p.Pix {
		pix = append(pix, c, c, c, 255)
	}
	for o := 1; o <= 8; o++ {
		got, w, h := uprightImage(pix, p.W, p.H, o)
		want := upright(p, o)
		reds := make([]byte, w*h)
		for i := range reds {
			reds[i] = got[i*4]
		}
		if d := cmp.Diff(want, dataset.Plane{W: w, H: h, Pix: reds}); d != "" {
			t.Errorf("orientation %d (-want +got):\n%s", o, d)
		}
	}
}
