package filter

import "github.com/winnow-data/winnow/dataset"

// TextLine is a row or column of marks that may be letters.
type TextLine struct {
	X0, Y0, X1, Y1 float64 // of the picture, 0–1
	Vertical       bool
	Odds           float64   // that they are letters, 0–1; of which there is a limit, higher for large lines
	Features       []float64 // that the odds are made of
	Surround       []float64 // more of them, for the second look
	Cover          []TextBox // what counts as text if it is letters: the box, or of tilted and bent lines that of each letter
}

// TextBox is a part of a picture, in shares of it.
type TextBox struct{ X0, Y0, X1, Y1 float64 }

// TextLines lists the lines in which letters were looked for, the unlikely
// ones too. The same line may be found several times, in ink of either
// polarity and in windows of two sizes.
func TextLines(f *dataset.Frame) []TextLine {
	l := letteringOf(f)
	lines := l.listed()
	w, h := float64(l.plane.W), float64(l.plane.H)
	for i := range lines {
		for _, c := range l.lines[i].covers() {
			lines[i].Cover = append(lines[i].Cover, TextBox{float64(c.x0) / w, float64(c.y0) / h, float64(c.x1) / w, float64(c.y1) / h})
		}
		around := lookCloser(&l.lines[i], l.chroma)
		lines[i].Surround = around[:]
	}
	return lines
}
