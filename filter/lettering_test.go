package filter

import (
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func even(w, h int, v byte) dataset.Plane {
	p := dataset.Plane{W: w, H: h, Pix: make([]byte, w*h)}
	for i := range p.Pix {
		p.Pix[i] = v
	}
	return p
}

func TestLettersThatOnlyColourTellsAreLookedFor(t *testing.T) {
	luma, half, cb, cr := even(200, 200, 120), even(100, 100, 120), even(100, 100, 128), even(100, 100, 128)
	if l := findLettering(luma, half, cb, cr); len(l.lines) > 0 {
		t.Errorf("%d lines on a grey page", len(l.lines))
	}
	for i := range 8 { // bars of 4×10 with feet, in a row
		x0 := 10 + 9*i
		for y := 40; y < 50; y++ {
			for x := x0; x < x0+6; x++ {
				if x < x0+4 || y > 46 {
					cb.Row(y)[x] = 160
				}
			}
		}
	}
	l := findLettering(luma, half, cb, cr)
	found := false
	for i := range l.lines {
		line := &l.lines[i]
		if !line.chroma || line.features[36] != 1 {
			t.Errorf("line %d is said to be of luma, which is even", i)
		}
		found = found || line.box.cell() == cell{20, 80, 2 * (10 + 9*7 + 6), 100}
	}
	if !found {
		t.Errorf("none of %d lines is that of the letters, in pixels of the larger plane", len(l.lines))
	}
}

func TestNeutralIsWhereNothingCanStandOut(t *testing.T) {
	p := even(70, 3, 134)
	p.Pix[100] = 122
	if !neutral(p) {
		t.Error("six steps on either side of grey can stand out")
	}
	p.Pix[209] = 135
	if neutral(p) {
		t.Error("a pixel of seven is taken for grey")
	}
}
