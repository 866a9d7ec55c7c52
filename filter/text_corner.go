package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name:    "text_corner",
	Version: 6,
	Doc:     "share of the picture that short lines of letters in its corners cover, 0–1: signatures, addresses and watermarks; each lies in an outer eighth of the height and an outer half of the width",
	Low:     0, High: 1,
	Func: func(f *dataset.Frame) float64 { return letteringOf(f).corner() },
})

func (l *lettering) corner() float64 {
	w, h := l.plane.W, l.plane.H
	return l.part(func(line *textLine) bool {
		b := &line.box
		outer := b.y1*8 <= h || b.y0*8 >= h*7
		beside := b.x1*2 <= w || b.x0*2 >= w
		return outer && beside && !(b.height()*16 > h && b.width()*16 > w)
	})
}
