package filter

import (
	"math"
	"math/bits"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

var _ = register(&dataset.Measure{
	Name:    "text_only",
	Version: 8,
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
	words := (p.W + 63) / 64
	beside := l.beside(words)
	detail := make([]uint64, words)
	within, all := 0, 0
	for y := range p.H - 1 {
		lanes.Uneven(detail, p.Row(y), p.Row(y+1), textStep)
		for i, v := range detail[:(p.W+62)/64] {
			all += bits.OnesCount64(v)
			within += bits.OnesCount64(v & beside[y*words+i])
		}
	}
	if all == 0 {
		return 0
	}
	return float64(within) / float64(all)
}

// beside has a bit for each pixel, in so many words a row, that is in a believed
// line or two pixels from one, along or down or both.
func (l *lettering) beside(words int) []uint64 {
	w, h := l.plane.W, l.plane.H
	along := make([]uint64, words*h)
	for y := range h {
		row := along[y*words : (y+1)*words]
		lanes.Within(row, l.cover[y*w:(y+1)*w], likelier, sure)
		before := uint64(0)
		for i, v := range row {
			after := uint64(0)
			if i+1 < words {
				after = row[i+1]
			}
			row[i] = v | v<<2 | before>>62 | v>>2 | after<<62
			before = v
		}
	}
	out := make([]uint64, words*h)
	for y := range h {
		for _, at := range [3]int{y, max(0, y-2), min(h-1, y+2)} {
			if magnitude(at-y) == 1 {
				continue // no row is two away
			}
			for i, v := range along[at*words : (at+1)*words] {
				out[y*words+i] |= v
			}
		}
	}
	return out
}
