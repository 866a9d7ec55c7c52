package filter

import "math"

// Where letters cross a part of the picture that they hardly stand out from, a
// line is found in two pieces.
const (
	bridgeGap    = 4   // heights of a line that may be between its pieces
	bridgeLike   = .75 // ratio of their heights, and what they share of the lower
	bridgeLength = 3   // heights that each piece is long, for it to say how the line goes
)

// bridge covers what is between pieces of one line.
func (l *lettering) bridge() {
	for i := range l.lines {
		for j := range l.lines {
			a, b := &l.lines[i], &l.lines[j]
			if i == j || !a.believed() || !b.believed() || a.vertical != b.vertical || a.cells != nil || b.cells != nil {
				continue
			}
			if gap, ok := between(a.box, b.box, a.vertical); ok && math.Abs(a.features[34]-b.features[34]) < .25 {
				l.fill(gap, min(a.certainty, b.certainty))
			}
		}
	}
}

// between is the gap from one piece of a line to the next, if they may be of one.
func between(a, b mark, vertical bool) (gap cell, ok bool) {
	if vertical {
		gap, ok = between(a.turned(), b.turned(), false)
		return gap.turned(), ok
	}
	low, high := float64(min(a.height(), b.height())), float64(max(a.height(), b.height()))
	gap = cell{a.x1, max(a.y0, b.y0), b.x0, min(a.y1, b.y1)}
	ok = gap.x0 < gap.x1 && float64(gap.x1-gap.x0) <= bridgeGap*low && low >= bridgeLike*high &&
		float64(gap.y1-gap.y0) >= bridgeLike*low && float64(min(a.width(), b.width())) >= bridgeLength*high
	return gap, ok
}
