package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&dataset.Measure{
	Name:    "text_edges",
	Version: 8,
	Doc:     "share of the text that is in the upper or lower eighth of the picture, 0–1: title bars, subtitles, signatures, watermarks; null without text",
	Low:     0, High: 1,
	Func: textEdges,
})

func textEdges(f *dataset.Frame) float64 {
	l := letteringOf(f)
	if l.area == 0 {
		return math.NaN()
	}
	w, h := l.plane.W, l.plane.H
	edge := h / 8 * w
	n := sumOf(l.cover[:edge]) + sumOf(l.cover[len(l.cover)-edge:])
	return float64(n) / float64(l.area)
}
