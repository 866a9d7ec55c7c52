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

func TestAHalfLikelyLineCountsHalf(t *testing.T) {
	l := &lettering{plane: dataset.Plane{W: 100, H: 100, Pix: make([]byte, 10000)}}
	line := textLine{box: mark{x0: 10, y0: 10, x1: 40, y1: 20}}
	for _, tt := range []struct{ odds, share float64 }{{.1, 0}, {believed - unsure/2, .25}, {believed, .5}, {believed + unsure/2, .75}, {1, 1}} {
		line.letters = tt.odds
		if got := float64(l.certainty(&line)) / sure; apartBy(got, tt.share) > .01 {
			t.Errorf("a line that is letters by odds of %.2f counts %.2f, want %.2f", tt.odds, got, tt.share)
		}
	}
	line.box.x1, line.box.y1, line.letters = 60, 60, believed
	if got := l.certainty(&line); got >= likelier {
		t.Errorf("a line that would cover a quarter of the picture is believed at odds of %.2f", believed)
	}
}
