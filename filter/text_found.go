package filter

import "github.com/winnow-data/winnow/dataset"

// TextLine is a row or column of marks that may be letters.
type TextLine struct {
	X0, Y0, X1, Y1 float64 // of the picture, 0–1
	Vertical       bool
	Odds           float64   // that they are letters, 0–1; from 0.7 on they count, large lines from 0.97
	Features       []float64 // that the odds are made of
}

// TextLines lists the lines in which letters were looked for, the unlikely
// ones too. The same line may be found several times, in ink of either
// polarity and in windows of two sizes.
func TextLines(f *dataset.Frame) []TextLine {
	l := letteringOf(f)
	w, h := float64(l.plane.W), float64(l.plane.H)
	var out []TextLine
	for i := range l.lines {
		t := &l.lines[i]
		out = append(out, TextLine{
			X0: float64(t.box.x0) / w, Y0: float64(t.box.y0) / h, X1: float64(t.box.x1) / w, Y1: float64(t.box.y1) / h,
			Vertical: t.vertical, Odds: t.letters, Features: t.features[:],
		})
	}
	return out
}
