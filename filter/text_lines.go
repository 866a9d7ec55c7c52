package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name:    "text_lines",
	Version: 8,
	Doc:     "number of lines of letters, each counted once however it was found",
	Low:     0, High: math.Inf(1),
	Func: func(f *dataset.Frame) float64 {
		l := letteringOf(f)
		if l.cover == nil {
			return math.NaN()
		}
		return float64(len(l.distinct()))
	},
})

// distinct are the believed lines that are not mostly within another one.
func (l *lettering) distinct() []*textLine {
	var out []*textLine
	for i := range l.lines {
		line := &l.lines[i]
		if !line.believed() {
			continue
		}
		again := false
		for _, o := range out {
			shared := max(0, min(line.box.x1, o.box.x1)-max(line.box.x0, o.box.x0)) * max(0, min(line.box.y1, o.box.y1)-max(line.box.y0, o.box.y0))
			if shared*2 > min(line.box.width()*line.box.height(), o.box.width()*o.box.height()) {
				again = true
				break
			}
		}
		if !again {
			out = append(out, line)
		}
	}
	return out
}
