package filter

import (
	"math/bits"

	"github.com/winnow-data/winnow/dataset"
)

// run is a stretch of ink in one row, and the mark it belongs to.
type run struct {
	x0, x1, y int32
	mark      int32
}

// tracer finds the connected patches of a mask, run by run.
type tracer struct {
	parent []int32 // of each mark, as in a forest of disjoint sets; in the end its place among those kept, or -1
	marks  []mark
	runs   []run
	ink    []uint64 // of one row, a bit for each pixel
}

// trace lists the marks, connected along edges and corners, that are worth it, all
// but their tone; row gives the ink of one row as bits. They are valid until the
// next call.
func (t *tracer) trace(p dataset.Plane, row func(to []uint64, y int), worth func(m *mark) bool) []mark {
	t.parent, t.marks, t.runs = t.parent[:0], t.marks[:0], t.runs[:0]
	t.ink = grown(t.ink, (p.W+63)/64)
	above := 0 // where the runs of the row above begin
	for y := range p.H {
		from := len(t.runs)
		row(t.ink, y)
		t.scan(t.runs[above:from], int32(y))
		above = from
	}
	t.settle()
	kept := t.marks[:0]
	for i, root := range t.parent {
		switch {
		case root != int32(i):
			t.parent[i] = t.parent[root] // which is before it
		case worth(&t.marks[i]):
			t.parent[i] = int32(len(kept))
			kept = append(kept, t.marks[i])
		default:
			t.parent[i] = -1
		}
	}
	t.marks = kept
	return kept
}

// settle gives all patches of a mark to the oldest of them.
func (t *tracer) settle() {
	for i, older := range t.parent {
		t.parent[i] = t.parent[older]
	}
	for i := len(t.marks) - 1; i >= 0; i-- {
		if root := t.parent[i]; root != int32(i) {
			t.marks[root].join(&t.marks[i])
			t.marks[root].pieces = 1 // they met in the end
		}
	}
}

// tone fills in what the luma of the marks says: only of those that were kept,
// for most of the ink is in others.
func (t *tracer) tone(p dataset.Plane) {
	for _, r := range t.runs {
		at := t.parent[r.mark]
		if at < 0 {
			continue
		}
		luma := p.Row(int(r.y))
		start, end := int(r.x0), int(r.x1)
		sum, squares := 0, 0
		for _, b := range luma[start:end] {
			v := int(b)
			sum, squares = sum+v, squares+v*v
		}
		m := &t.marks[at]
		m.luma, m.squares = m.luma+sum, m.squares+squares
		left, right := int(luma[max(0, start-2)]), int(luma[min(len(luma)-1, end+1)])
		m.steps += apart(int(luma[start]), left) + apart(int(luma[end-1]), right)
		m.sides += apart(left, right)
		m.beyond += left + right
	}
}

// scan takes in the runs of a row, given those of the row above.
func (t *tracer) scan(above []run, y int32) {
	word, left := 0, t.ink[0]
	for {
		for left == 0 {
			if word++; word == len(t.ink) {
				return
			}
			left = t.ink[word]
		}
		start := word*64 + bits.TrailingZeros64(left)
		left |= left - 1
		for left == ^uint64(0) {
			if word++; word == len(t.ink) {
				t.add(above, start, word*64, y)
				return
			}
			left = t.ink[word]
		}
		end := word*64 + bits.TrailingZeros64(^left)
		left &= left + 1
		above = t.add(above, start, end, y)
	}
}

// add takes in one run, and gives the runs above that the next one may touch.
func (t *tracer) add(above []run, start, end int, y int32) []run {
	for len(above) > 0 && int(above[0].x1) < start {
		above = above[1:]
	}
	at := int32(-1)
	covered, links := 0, 0
	for i := range above {
		o := &above[i]
		if int(o.x0) > end {
			break
		}
		covered += max(0, min(end, int(o.x1))-max(start, int(o.x0)))
		at = t.unite(at, t.find(o.mark))
		links++
	}
	if at < 0 {
		at = int32(len(t.marks))
		t.parent = append(t.parent, at)
		t.marks = append(t.marks, mark{x0: start, y0: int(y), x1: end, pieces: 1})
	}
	n := end - start
	m := &t.marks[at]
	m.x0, m.x1, m.y1 = min(m.x0, start), max(m.x1, end), int(y)+1
	m.area, m.across, m.down = m.area+n, m.across+1, m.down+n-covered
	m.runs, m.lengths, m.links = m.runs+1, m.lengths+n*n, m.links+links
	m.atX, m.atY = m.atX+n*(start+end), m.atY+n*(2*int(y)+1)
	t.runs = append(t.runs, run{int32(start), int32(end), y, at})
	return above
}

func (t *tracer) find(m int32) int32 {
	for t.parent[m] != m {
		t.parent[m] = t.parent[t.parent[m]]
		m = t.parent[m]
	}
	return m
}

// unite gives the older of two roots both trees; a is -1 for none.
func (t *tracer) unite(a, b int32) int32 {
	if a < 0 || a == b {
		return b
	}
	a, b = min(a, b), max(a, b)
	t.parent[b] = a
	return a
}
