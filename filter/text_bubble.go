package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name:    "text_bubble",
	Version: 6,
	Doc:     "share of the picture that dark letters on plain white cover where other than white is around, 0–1: balloons of comics and boxes of labels, not a page that is white all over",
	Low:     0, High: 1,
	Func: func(f *dataset.Frame) float64 { return letteringOf(f).bubble() },
})

// Limits of a balloon: its paper is white beside the letters, and ends not far
// from them.
const (
	bubblePaper = 224 // luma
	bubblePlain = .8  // share of the line's box that is paper or plainly ink
	bubbleReach = 5   // heights of a line, within which the paper ends
)

func (l *lettering) bubble() float64 {
	return l.part(func(line *textLine) bool {
		mean, _ := line.box.tone()
		return !line.chroma && mean < 128 && l.onPaper(&line.box) && l.paperEnds(line)
	})
}

// onPaper says whether a box is hardly more than white and ink.
func (l *lettering) onPaper(b *mark) bool {
	paper, ink, n := 0, 0, 0
	for y := b.y0; y < b.y1; y++ {
		for _, v := range l.plane.Row(y)[b.x0:b.x1] {
			n++
			switch {
			case v >= bubblePaper:
				paper++
			case v < 96:
				ink++
			}
		}
	}
	return paper*4 >= n && float64(paper+ink) >= bubblePlain*float64(n)
}

// paperEnds says whether there is other than paper beyond both ends of a line,
// along its row or column, before the picture ends.
func (l *lettering) paperEnds(line *textLine) bool {
	b := &line.box
	reach := bubbleReach * min(b.width(), b.height())
	if line.vertical {
		x := (b.x0 + b.x1) / 2
		return l.endsWithin(x, b.y0-1, 0, -1, reach) && l.endsWithin(x, b.y1, 0, 1, reach)
	}
	y := (b.y0 + b.y1) / 2
	return l.endsWithin(b.x0-1, y, -1, 0, reach) && l.endsWithin(b.x1, y, 1, 0, reach)
}

func (l *lettering) endsWithin(x, y, dx, dy, reach int) bool {
	for range reach {
		if x < 0 || y < 0 || x >= l.plane.W || y >= l.plane.H {
			return false
		}
		if l.plane.Row(y)[x] < bubblePaper {
			return true
		}
		x, y = x+dx, y+dy
	}
	return false
}
