package filter

import "github.com/winnow-data/winnow/dataset"

// TextLine is a row or column of marks that may be letters.
type TextLine struct {
	X0, Y0, X1, Y1 float64 // of the picture, 0–1
	Vertical       bool
	Odds           float64   // that they are letters, 0–1; of which there is a limit, higher for large lines
	Features       []float64 // that the odds are made of
	Surround       []float64 // more of them, for the second look
}

// TextLines lists the lines in which letters were looked for, the unlikely
// ones too. The same line may be found several times, in ink of either
// polarity and in windows of two sizes.
func TextLines(f *dataset.Frame) []TextLine {
	l := letteringOf(f)
	lines := l.listed()
	for i := range lines {
		around := lookCloser(&l.lines[i], l.chroma)
		lines[i].Surround = around[:]
	}
	return lines
}
