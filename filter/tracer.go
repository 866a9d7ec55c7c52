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
	parent  []int32 // of each patch, as in a forest of disjoint sets; in the end its place among those kept, or -1
	patches []patch
	wanted  []bool  // those kept whose letters are asked for
	inside  []inner // of those
	runs    []run
	ink     []uint64 // of one row, a bit for each pixel
}

// trace lists the patches, connected along edges and corners, that are worth it;
// row gives the ink of one row as bits. They are valid until the next call.
func (t *tracer) trace(p dataset.Plane, row func(to []uint64, y int), worth func(m *patch) bool) []patch {
	t.parent, t.patches, t.runs = t.parent[:0], t.patches[:0], t.runs[:0]
	t.ink = grown(t.ink, (p.W+63)/64)
	above := 0 // where the runs of the row above begin
	for y := range p.H {
		from := len(t.runs)
		row(t.ink, y)
		t.scan(t.runs[above:from], int32(y))
		above = from
	}
	t.settle()
	kept := t.patches[:0]
	for i, root := range t.parent {
		switch {
		case root != int32(i):
			t.parent[i] = t.parent[root] // which is before it
		case worth(&t.patches[i]):
			t.parent[i] = int32(len(kept))
			kept = append(kept, t.patches[i])
		default:
			t.parent[i] = -1
		}
	}
	t.wanted = grown(t.wanted, len(kept))
	clear(t.wanted)
	return kept
}

// settle gives all patches of a mark to the oldest of them.
func (t *tracer) settle() {
	for i, older := range t.parent {
		t.parent[i] = t.parent[older]
	}
	for i := len(t.patches) - 1; i >= 0; i-- {
		if root := t.parent[i]; root != int32(i) {
			t.patches[root].join(&t.patches[i])
		}
	}
}

// look gathers what is inside of the patches that are wanted: only of those, for
// most of the ink is in others.
func (t *tracer) look(p dataset.Plane) {
	t.inside = grown(t.inside, len(t.wanted))
	clear(t.inside)
	for i, at := range t.parent {
		if at >= 0 && !t.wanted[at] {
			t.parent[i] = -1
		}
	}
	var luma []byte
	at := int32(-1) // of luma
	for i := range t.runs {
		r := &t.runs[i]
		kept := t.parent[r.mark]
		if kept < 0 {
			continue
		}
		if r.y != at {
			at, luma = r.y, p.Row(int(r.y))
		}
		start, end := int(r.x0), int(r.x1)
		ink := luma[start:end]
		sum, squares := uint32(0), uint32(0) // of a row
		for _, b := range ink {
			v := uint32(b)
			sum, squares = sum+v, squares+v*v
		}
		n := end - start
		m := &t.inside[kept]
		m.luma, m.squares = m.luma+int(sum), m.squares+int(squares)
		left, right := int(luma[max(0, start-2)]), int(luma[min(len(luma)-1, end+1)])
		m.steps += apart(int(ink[0]), left) + apart(int(ink[len(ink)-1]), right)
		m.sides += apart(left, right)
		m.beyond += left + right
		m.lengths += n * n
		m.atX, m.atY = m.atX+n*(start+end), m.atY+n*(2*int(r.y)+1)
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
func (t *tracer) add(above []run, from, to int, y int32) []run {
	start, end := int32(from), int32(to)
	for len(above) > 0 && above[0].x1 < start {
		above = above[1:]
	}
	at := int32(-1)
	covered, links := int32(0), int32(0)
	for i := range above {
		o := &above[i]
		if o.x0 > end {
			break
		}
		covered += max(0, min(end, o.x1)-max(start, o.x0))
		at = t.unite(at, t.find(o.mark))
		links++
	}
	n := end - start
	if at < 0 {
		at = int32(len(t.patches))
		t.parent = append(t.parent, at)
		t.patches = append(t.patches, patch{x0: start, y0: y, x1: end, y1: y + 1, area: n, runs: 1, down: n})
	} else {
		p := &t.patches[at]
		p.x0, p.x1, p.y1 = min(p.x0, start), max(p.x1, end), y+1
		p.area, p.runs, p.down, p.links = p.area+n, p.runs+1, p.down+n-covered, p.links+links
	}
	t.runs = append(t.runs, run{start, end, y, at})
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
