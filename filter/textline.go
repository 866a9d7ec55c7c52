package filter

import (
	"cmp"
	"math"
	"slices"
)

// textLine is a chain of marks along a row or a column, with what tells letters
// from other things that stand in a row.
type textLine struct {
	box      mark // of all members, their ink summed up
	cells    []cell
	vertical bool
	features [lineFeatures]float64
	letters  float64 // 0–1: how likely it is that the marks are letters
	believed bool    // they count as letters
}

// Limits of what is chained: generous, for the features decide.
const (
	leastLetter   = 4    // pixels of height
	largestLetter = .25  // of the picture's height
	likeHeight    = .45  // ratio of the heights of neighbours
	sharedHeight  = .5   // of the lower neighbour
	tallMark      = 1.8  // of the median height of a line: where one is higher, the line ends
	widestGap     = 1.1  // of the height of the higher neighbour
	leastMembers  = 3    // of a line
	hugeLetter    = .1   // of the picture's longer side: two of them are a line
	widestLetter  = 3.5  // times its height
	mostInk       = .96  // of its box: a full box is a tile
	leastInk      = .06  //
	mostMarks     = 6000 // of one mask; a screentone has more, and letters do not
)

// letterLike leaves out marks that are no letters by their size and fill.
func letterLike(marks []mark, w, h int) []mark {
	tallest := int(largestLetter * float64(max(w, h)))
	out := marks[:0]
	for _, m := range marks {
		if m.height() < leastLetter && m.width() < leastLetter || m.height() > tallest || m.width() > tallest*2 {
			continue
		}
		if s := m.share(); s < leastInk || m.area < 6 {
			continue
		}
		out = append(out, m)
	}
	return out
}

// turned exchanges rows and columns, so that columns of letters chain as rows do.
func (m mark) turned() mark {
	m.x0, m.y0, m.x1, m.y1 = m.y0, m.x0, m.y1, m.x1
	m.across, m.down = m.down, m.across
	m.atX, m.atY = m.atY, m.atX
	return m
}

// chain links each mark to its neighbour on the right, and gives the chains. Two
// marks are enough for one when they are as high as huge.
func chain(marks []mark, huge int) [][]mark {
	sortMarks(marks)
	marks = stacked(marks)
	sortMarks(marks)
	rows := rowsOf(marks)
	next := make([]int32, len(marks))
	taken := make([]bool, len(marks))
	for i := range marks {
		next[i] = -1
		if j := rows.neighbour(marks, i, taken); j >= 0 {
			next[i], taken[j] = int32(j), true
		}
	}
	var chains [][]mark
	for i := range marks {
		if taken[i] || next[i] < 0 {
			continue
		}
		var c []mark
		for j := int32(i); j >= 0; j = next[j] {
			c = append(c, marks[j])
		}
		for _, c := range evenly(c) {
			if len(c) >= leastMembers || len(c) == 2 && min(c[0].height(), c[1].height()) >= huge {
				chains = append(chains, c)
			}
		}
	}
	return chains
}

// evenly cuts a chain where a mark is much higher than most: from neighbour to
// neighbour heights may grow until a line holds half the picture.
func evenly(chain []mark) [][]mark {
	if len(chain) < leastMembers {
		return [][]mark{chain}
	}
	heights := make([]int, len(chain))
	for i := range chain {
		heights[i] = chain[i].height()
	}
	slices.Sort(heights)
	most := tallMark * float64(heights[len(heights)/2])
	if float64(heights[len(heights)-1]) <= most {
		return [][]mark{chain}
	}
	var parts [][]mark
	from := 0
	for i := range chain {
		if float64(chain[i].height()) > most {
			parts = append(parts, chain[from:i])
			from = i + 1
		}
	}
	return append(parts, chain[from:])
}

func sortMarks(marks []mark) {
	slices.SortFunc(marks, func(a, b mark) int {
		return cmp.Or(a.x0-b.x0, a.y0-b.y0, a.x1-b.x1, a.y1-b.y1, a.area-b.area)
	})
}

// markRows lists, for each strip of 16 pixels, the marks whose middle is in it, in
// their order.
type markRows struct {
	strips [][]int32
}

const strip = 16

func rowsOf(marks []mark) markRows {
	lowest := 0
	for i := range marks {
		lowest = max(lowest, marks[i].y1)
	}
	counts := make([]int32, lowest/strip+1)
	for i := range marks {
		counts[marks[i].strip()]++
	}
	r := markRows{make([][]int32, len(counts))}
	all := make([]int32, len(marks))
	for s, n := range counts {
		r.strips[s], all = all[:0:n], all[n:]
	}
	for i := range marks {
		s := marks[i].strip()
		r.strips[s] = append(r.strips[s], int32(i))
	}
	return r
}

// strip is that of the mark's middle.
func (m *mark) strip() int { return (m.y0 + m.y1) / 2 / strip }

// neighbour is the nearest mark to the right of i that could go on its line.
func (r markRows) neighbour(marks []mark, i int, taken []bool) int {
	m := &marks[i]
	h := m.height()
	if h < leastLetter || m.width() > int(widestLetter*float64(h)) {
		return -1
	}
	reach := int(widestGap*float64(h)/likeHeight) + 1
	best, bestGap := -1, math.MaxInt
	for s := max(0, (m.y0-h)/strip); s <= min(len(r.strips)-1, (m.y1+h)/strip); s++ {
		list := r.strips[s]
		for at := firstFrom(marks, list, m.x0+1); at < len(list); at++ {
			j := list[at]
			o := &marks[j]
			if o.x0 > m.x1+reach || o.x0-m.x1 > bestGap {
				break
			}
			if taken[j] || !follows(m, o) {
				continue
			}
			if gap := o.x0 - m.x1; gap < bestGap {
				best, bestGap = int(j), gap
			}
		}
	}
	return best
}

// firstFrom is the place in a strip of the first mark that begins at x or later.
func firstFrom(marks []mark, list []int32, x int) int {
	low, high := 0, len(list)
	for low < high {
		if middle := (low + high) / 2; marks[list[middle]].x0 < x {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// follows says whether o could be the letter after m.
func follows(m, o *mark) bool {
	h, g := m.height(), o.height()
	low, high := min(h, g), max(h, g)
	if g < leastLetter || o.width() > int(widestLetter*float64(g)) || float64(low) < likeHeight*float64(high) {
		return false
	}
	if shared := min(m.y1, o.y1) - max(m.y0, o.y0); float64(shared) < sharedHeight*float64(low) {
		return false
	}
	gap := o.x0 - m.x1
	if -gap*2 > min(m.width(), o.width()) { // it lies within, not beside
		return false
	}
	return float64(gap) <= widestGap*float64(high)
}
