package filter

import "math"

// part is the share of the picture that those lines cover which are chosen, NaN for pictures too small to have text.
func (l *lettering) part(chosen func(line *textLine) bool) float64 {
	if l.cover == nil {
		return math.NaN()
	}
	var some lettering
	for i := range l.lines {
		line := &l.lines[i]
		if line.certainty == 0 || !chosen(line) {
			continue
		}
		if some.cover == nil {
			some.plane, some.cover = l.plane, make([]byte, len(l.plane.Pix))
		}
		some.paint(line)
	}
	return float64(sumOf(some.cover)) / float64(sure*len(l.cover))
}

// wideLine is the share of the width from which on a line is a title or a
// subtitle and no signature.
const wideLine = .25

func (l *lettering) wide(line *textLine) bool {
	return !line.vertical && float64(line.box.width()) >= wideLine*float64(l.plane.W)
}
