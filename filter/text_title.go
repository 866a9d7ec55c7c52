package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name:    "text_title",
	Version: 6,
	Doc:     "share of the picture that wide lines of letters in its upper fifth cover, 0–1: titles, headings, the upper line of a meme",
	Low:     0, High: 1,
	Func: func(f *dataset.Frame) float64 { return letteringOf(f).title() },
})

func (l *lettering) title() float64 {
	return l.part(func(line *textLine) bool { return l.wide(line) && line.box.y1*5 <= l.plane.H })
}
