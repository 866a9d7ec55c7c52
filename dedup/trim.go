package dedup

import "github.com/winnow-data/winnow/dataset"

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

// trim is p without its margins of one colour: bars of a letterbox, a border,
// white paper around a drawing. A picture of which nothing would be left keeps
// its whole.
func trim(p dataset.Plane) box {
	x0, y0, x1, y1 := 0, 0, p.W, p.H
	for range trimRounds {
		was := [4]int{x0, y0, x1, y1}
		y0 += margins(p, y1-y0, func(i int) (at, step, n int) { return (y0+i)*p.W + x0, 1, x1 - x0 })
		y1 -= margins(p, y1-y0, func(i int) (at, step, n int) { return (y1-1-i)*p.W + x0, 1, x1 - x0 })
		x0 += margins(p, x1-x0, func(i int) (at, step, n int) { return y0*p.W + x0 + i, p.W, y1 - y0 })
		x1 -= margins(p, x1-x0, func(i int) (at, step, n int) { return y0*p.W + x1 - 1 - i, p.W, y1 - y0 })
		if was == [4]int{x0, y0, x1, y1} {
			break
		}
		if x1-x0 < trimLeast || y1-y0 < trimLeast {
			return wholeOf(p)
		}
	}
	return box{float64(x0), float64(y0), float64(x1), float64(y1)}
}

// unframe is p without its outermost border: bars, or a frame, of the one colour
// that its outermost line has. What is within may have margins of its own. It is
// the whole where there is no border.
func unframe(p dataset.Plane) box {
	x0, y0, x1, y1 := 0, 0, p.W, p.H
	colour := -1
	peel := func(depth int, line func(i int) (at, step, n int)) int {
		mean := lineMean(p, 0, line)
		if colour >= 0 && (mean-colour > trimStep || colour-mean > trimStep) {
			return 0
		}
		lines := margin(p, depth, line)
		if lines == 0 {
			return 0
		}
		colour = mean
		return bled(p, lines, depth, line)
	}
	y0 += peel(y1-y0, func(i int) (at, step, n int) { return (y0+i)*p.W + x0, 1, x1 - x0 })
	y1 -= peel(y1-y0, func(i int) (at, step, n int) { return (y1-1-i)*p.W + x0, 1, x1 - x0 })
	x0 += peel(x1-x0, func(i int) (at, step, n int) { return y0*p.W + x0 + i, p.W, y1 - y0 })
	x1 -= peel(x1-x0, func(i int) (at, step, n int) { return y0*p.W + x1 - 1 - i, p.W, y1 - y0 })
	if x1-x0 < trimLeast || y1-y0 < trimLeast {
		return wholeOf(p)
	}
	return box{float64(x0), float64(y0), float64(x1), float64(y1)}
}

// lineMean is the mean of line i.
func lineMean(p dataset.Plane, i int, line func(i int) (at, step, n int)) int {
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
func margins(p dataset.Plane, depth int, line func(i int) (at, step, n int)) int {
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
func bled(p dataset.Plane, lines, depth int, line func(i int) (at, step, n int)) int {
	colour := lineMean(p, lines-1, line)
	for range trimBleed {
		if lines == depth {
			break
		}
		if d := lineMean(p, lines, line) - colour; d > trimBled || d < -trimBled {
			break
		}
		lines++
	}
	return lines
}

// margin counts the lines, of at most depth, that have the colour of the first.
func margin(p dataset.Plane, depth int, line func(i int) (at, step, n int)) int {
	colour := 0
	for i := range depth {
		at, step, n := line(i)
		if n == 0 {
			return i
		}
		sum := 0
		for k, j := 0, at; k < n; k, j = k+1, j+step {
			sum += int(p.Pix[j])
		}
		mean := sum / n
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
	}
	return depth
}
