package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name:    "text_subtitle",
	Version: 6,
	Doc:     "share of the picture that wide lines of letters in its lower third cover, 0–1: subtitles, the box of a dialogue, captions below",
	Low:     0, High: 1,
	Func: func(f *dataset.Frame) float64 { return letteringOf(f).subtitle() },
})

func (l *lettering) subtitle() float64 {
	return l.part(func(line *textLine) bool { return l.wide(line) && line.box.y0*3 >= l.plane.H*2 })
}
