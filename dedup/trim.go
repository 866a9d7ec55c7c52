package dedup

import (
	"bytes"

	"github.com/winnow-data/winnow/dataset"
)

const (
	trimRounds = 5         // a margin within a border within a letterbox
	trimStep   = 14        // grey levels from the margin's colour that a pixel may have
	trimDrift  = 4         // grey levels that the mean of a line may differ
	trimSpots  = 1.0 / 250 // share of a line that may be further off: specks
	trimSeam   = 3         // lines between two margins
	trimBleed  = 2         // lines beyond a margin that its colour may have bled into
	trimBled   = 24        // grey levels from the margin's colour that the mean of such a line has at most
	trimLeast  = 12        // pixels of each side that must be left
)

// lines says where line i along a side begins, how far apart its pixels are and
// how many. Line 0 is the outermost.
type lines func(i int) (at, step, n int)

// rest is what is left of a plane: columns from x0 to x1 and rows from y0 to y1.
type rest struct{ x0, y0, x1, y1 int }

// peel takes off each side as many lines as count says, of at most depth.
func (r *rest) peel(p dataset.Plane, count func(p dataset.Plane, depth int, line lines) int) {
	r.y0 += count(p, r.y1-r.y0, func(i int) (at, step, n int) { return (r.y0+i)*p.W + r.x0, 1, r.x1 - r.x0 })
	r.y1 -= count(p, r.y1-r.y0, func(i int) (at, step, n int) { return (r.y1-1-i)*p.W + r.x0, 1, r.x1 - r.x0 })
	r.x0 += count(p, r.x1-r.x0, func(i int) (at, step, n int) { return r.y0*p.W + r.x0 + i, p.W, r.y1 - r.y0 })
	r.x1 -= count(p, r.x1-r.x0, func(i int) (at, step, n int) { return r.y0*p.W + r.x1 - 1 - i, p.W, r.y1 - r.y0 })
}

// tooLittle says that next to nothing is left.
func (r *rest) tooLittle() bool { return r.x1-r.x0 < trimLeast || r.y1-r.y0 < trimLeast }

func (r *rest) box() box { return box{float64(r.x0), float64(r.y0), float64(r.x1), float64(r.y1)} }

// trim is p without its margins of one colour: bars of a letterbox, a border,
// white paper around a drawing. A picture of which nothing would be left keeps
// its whole.
func trim(p dataset.Plane) box {
	r := rest{0, 0, p.W, p.H}
	for range trimRounds {
		was := r
		if r.peel(p, margins); r == was {
			break
		}
		if r.tooLittle() {
			return wholeOf(p)
		}
	}
	return r.box()
}

// unframe is p without its outermost border: bars, or a frame, of the one colour
// that its outermost line has. What is within may have margins of its own. It is
// the whole where there is no border.
func unframe(p dataset.Plane) box {
	r := rest{0, 0, p.W, p.H}
	colour := -1
	r.peel(p, func(p dataset.Plane, depth int, line lines) int {
		mean := lineMean(p, 0, line)
		if colour >= 0 && (mean-colour > trimStep || colour-mean > trimStep) {
			return 0
		}
		n := margin(p, depth, line)
		if n == 0 {
			return 0
		}
		colour = mean
		return bled(p, n, depth, line)
	})
	if r.tooLittle() {
		return wholeOf(p)
	}
	return r.box()
}

// lineMean is the mean of line i.
func lineMean(p dataset.Plane, i int, line lines) int {
	at, step, n := line(i)
	sum := 0
	for k, j := 0, at; k < n; k, j = k+1, j+step {
		sum += int(p.Pix[j])
	}
	return sum / max(n, 1)
}

// margins counts the lines of a margin, and of another that begins within a few
// lines of its end: where a border meets white paper, compression leaves lines
// that belong to neither.
func margins(p dataset.Plane, depth int, line lines) int {
	first := margin(p, depth, line)
	if first == 0 || first == depth {
		return first
	}
	for skip := 1; skip <= trimSeam; skip++ {
		from := first + skip
		if from+trimSeam >= depth {
			break
		}
		if next := margin(p, depth-from, func(i int) (at, step, n int) { return line(from + i) }); next > trimSeam {
			first = from + next
			break
		}
	}
	return bled(p, first, depth, line)
}

// bled is how many lines a margin of so many takes up with those that its colour
// has bled into: in a small picture, a line more is much.
func bled(p dataset.Plane, margin, depth int, line lines) int {
	colour := lineMean(p, margin-1, line)
	for range trimBleed {
		if margin == depth {
			break
		}
		if d := lineMean(p, margin, line) - colour; d > trimBled || d < -trimBled {
			break
		}
		margin++
	}
	return margin
}

// margin counts the lines, of at most depth, that have the colour of the first.
func margin(p dataset.Plane, depth int, line lines) int {
	colour := 0
	for i := 0; i < depth; i++ {
		at, step, n := line(i)
		if n == 0 {
			return i
		}
		mean := lineMean(p, i, line)
		if i == 0 {
			colour = mean
		}
		if mean-colour > trimDrift || colour-mean > trimDrift {
			return i
		}
		spots := 0
		for k, j := 0, at; k < n; k, j = k+1, j+step {
			if d := int(p.Pix[j]) - colour; d > trimStep || d < -trimStep {
				spots++
			}
		}
		if float64(spots) > trimSpots*float64(n) {
			return i
		}
		if i == 0 {
			i = alike(p, depth, line) - 1 // what holds of the first holds of these
		}
	}
	return depth
}

// alike is how many lines, of at most depth, are the first over and over, as those
// of a drawn margin are: rows are compared whole, and of columns as many count as
// every row begins with pixels of one value.
func alike(p dataset.Plane, depth int, line lines) int {
	at, step, n := line(0)
	if step == 1 {
		first := p.Pix[at : at+n]
		for i := 1; i < depth; i++ {
			if from, _, _ := line(i); !bytes.Equal(first, p.Pix[from:from+n]) {
				return i
			}
		}
		return depth
	}
	if depth < 2 {
		return depth
	}
	second, _, _ := line(1)
	inward := second - at // 1 or −1
	for ; n > 0 && depth > 1; n, at = n-1, at+step {
		row := p.Pix[min(at, at+inward*(depth-1)):][:depth]
		if bytes.Equal(row[1:], row[:depth-1]) {
			continue
		}
		depth = 1
		for p.Pix[at+inward*depth] == p.Pix[at] {
			depth++
		}
	}
	return depth
}
