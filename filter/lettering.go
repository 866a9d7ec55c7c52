package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// lettering is the text found in a picture.
type lettering struct {
	plane dataset.Plane
	lines []textLine // of all masks, also those that are not believed
	cover []bool     // pixels of the plane in the boxes of believed lines
	area  int        // of cover, in pixels
}

type letteringKey struct{}

func letteringOf(f *dataset.Frame) *lettering {
	return f.Memo(letteringKey{}, func() any {
		p := f.White.Luma
		if t := tonesOf(f); t.white.std < t.black.std {
			p = f.Black.Luma // white letters without a ground
		}
		return findLettering(p)
	}).(*lettering)
}

// believed is how likely a line must be letters to count.
const believed = .5

func findLettering(p dataset.Plane) *lettering {
	l := &lettering{plane: p}
	if p.W < 16 || p.H < 16 {
		return l
	}
	k := newInk(p)
	mask := make([]byte, p.W*p.H)
	var t tracer
	for _, w := range inkWindows {
		k.marks(w, mask)
		for polarity := byte(1); polarity <= 2; polarity++ {
			marks := letterLike(t.trace(p, mask, polarity), p.W, p.H)
			if len(marks) < leastMembers || len(marks) > mostMarks {
				continue
			}
			l.read(marks)
		}
	}
	l.judge()
	return l
}

// read chains the marks of one mask along rows and along columns.
func (l *lettering) read(marks []mark) {
	for _, c := range chain(marks) {
		l.lines = append(l.lines, newTextLine(c, false))
	}
	for i := range marks {
		marks[i] = marks[i].turned()
	}
	for _, c := range chain(marks) {
		l.lines = append(l.lines, newTextLine(c, true))
	}
}

func newTextLine(marks []mark, vertical bool) textLine {
	line := textLine{marks: marks, vertical: vertical, features: look(marks), box: marks[0]}
	for i := range marks[1:] {
		line.box.join(&marks[i+1])
	}
	if vertical {
		line.box = line.box.turned()
	}
	return line
}

// judge decides which lines are letters, and covers them.
func (l *lettering) judge() {
	l.cover = make([]bool, len(l.plane.Pix))
	for i := range l.lines {
		line := &l.lines[i]
		line.letters = letterOdds(line)
		if line.letters >= believed {
			l.paint(&line.box)
		}
	}
	for _, c := range l.cover {
		if c {
			l.area++
		}
	}
}

func (l *lettering) paint(b *mark) {
	for y := b.y0; y < b.y1; y++ {
		row := l.cover[y*l.plane.W : (y+1)*l.plane.W]
		for x := b.x0; x < b.x1; x++ {
			row[x] = true
		}
	}
}

// share of the picture that text covers, 0–1, NaN for pictures too small to have any.
func (l *lettering) share() float64 {
	if l.cover == nil {
		return math.NaN()
	}
	return float64(l.area) / float64(len(l.cover))
}
