package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name: "border",
	Doc:  "share of the area in plain bands along the edges, each of one tone, 0–1; letterboxes, frames and wide margins",
	Low:  0, High: 1,
	Func: border,
})

// borderSpread is how many of 255 steps a band of one tone may vary.
const borderSpread = 6

func border(f *dataset.Frame) float64 {
	g := f.White
	w, h := g.Y.W, g.Y.H
	if w < 8 || h < 8 {
		return math.NaN()
	}
	row := func(y int) func(int) int { return func(i int) int { return y*w + i } }
	column := func(x int) func(int) int { return func(i int) int { return i*w + x } }
	top := bands(g, h, w, row)
	if top == h {
		return 1 // one tone all over
	}
	bottom := bands(g, h, w, func(y int) func(int) int { return row(h - 1 - y) })
	left := bands(g, w, h, column)
	right := bands(g, w, h, func(x int) func(int) int { return column(w - 1 - x) })
	inside := float64(w-left-right) * float64(h-top-bottom)
	return 1 - inside/float64(w*h)
}

// bands counts the lines from an edge on that have the tone of the first one.
func bands(g dataset.Ground, lines, length int, line func(int) func(int) int) int {
	first := line(0)(0)
	for n := range lines {
		at := line(n)
		for i := range length {
			p := at(i)
			if apart(int(g.Y.Pix[p]), int(g.Y.Pix[first])) > borderSpread ||
				apart(int(g.Cb.Pix[p]), int(g.Cb.Pix[first])) > borderSpread ||
				apart(int(g.Cr.Pix[p]), int(g.Cr.Pix[first])) > borderSpread {
				return n
			}
		}
	}
	return lines
}
