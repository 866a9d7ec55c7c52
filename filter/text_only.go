package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name:    "text_only",
	Version: 4,
	Doc:     "how little is left without the text, 0–1: the share of all luma steps above 24 that lie in or beside its lines; 0 when there is no text",
	Low:     0, High: 1,
	Func: textOnly,
})

// textStep is what counts as detail: it leaves out soft shading and noise.
const textStep = 24

func textOnly(f *dataset.Frame) float64 {
	l := letteringOf(f)
	if l.cover == nil {
		return math.NaN()
	}
	if l.area == 0 {
		return 0
	}
	p := l.plane
	within, all := 0, 0
	for y := range p.H - 1 {
		row, below := p.Row(y), p.Row(y+1)
		for x := range p.W - 1 {
			if apart(int(row[x]), int(row[x+1])) <= textStep && apart(int(row[x]), int(below[x])) <= textStep {
				continue
			}
			all++
			if l.near(x, y) {
				within++
			}
		}
	}
	if all == 0 {
		return 0
	}
	return float64(within) / float64(all)
}

// near says whether a pixel is in a believed line or two pixels from one.
func (l *lettering) near(x, y int) bool {
	w := l.plane.W
	for _, dy := range [3]int{0, -2, 2} {
		if y+dy < 0 || y+dy >= l.plane.H {
			continue
		}
		row := l.cover[(y+dy)*w : (y+dy+1)*w]
		if row[x] || x >= 2 && row[x-2] || x+2 < w && row[x+2] {
			return true
		}
	}
	return false
}
