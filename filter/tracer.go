package filter

import (
	"math/bits"
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// run is a stretch of ink of one level in one row, and the mark it belongs to.
type run struct{ x0, x1, level, mark int32 }

// tracer finds the connected patches of a mask, run by run.
type tracer struct {
	patches []patch
	parent  []int32 // of each patch, as in a forest of disjoint sets; in the end its place among those kept, or -1
	level   []int32 // of each patch
	kept    []patch // those that are worth it, by level
	ends    []int   // of each level, among those kept
	wanted  []bool  // those kept whose letters are asked for
	inside  []inner // of those
	runs    []run
	rows    []int // where the runs of each row end
}

// trace lists the patches, connected along edges and corners, of a mask that has a
// bit for each pixel, if they are worth it. They are valid until the next call.
func (t *tracer) trace(p dataset.Plane, mask []uint64, worth func(m *patch) bool) []patch {
	t.begin()
	words := wordsOf(p.W)
	for y := range p.H {
		row := mask[y*words : (y+1)*words]
		runs := t.room(p)
		before := uint64(0)
		n, stops := 0, 0
		for i, v := range row {
			next := uint64(0)
			if i+1 < len(row) {
				next = row[i+1]
			}
			n = addStarts(runs, n, v&^(v<<1|before>>63), i)
			stops = addStops(runs, stops, v&^(v>>1|next<<63), i)
			before = v
		}
		t.join(len(t.runs)+n, int32(y))
	}
	t.settle()
	t.keep(1, worth)
	return t.kept
}

// begin forgets what was traced before.
func (t *tracer) begin() {
	t.parent, t.level, t.patches, t.runs, t.rows = t.parent[:0], t.level[:0], t.patches[:0], t.runs[:0], t.rows[:0]
}

// room is where the runs of the next row go, of which there are none yet.
func (t *tracer) room(p dataset.Plane) []run {
	n, most := len(t.runs), 32*wordsOf(p.W)
	t.runs = slices.Grow(t.runs, most)
	return t.runs[n : n+most]
}

// addStarts adds runs to a list of n that start at the bits of a row's word.
func addStarts(runs []run, n int, word uint64, i int) int {
	for word != 0 {
		runs[n] = run{x0: int32(64*i + bits.TrailingZeros64(word))}
		n++
		word &= word - 1
	}
	return n
}

// addStops says of the runs from the n-th on that their last pixels are those bits.
func addStops(runs []run, n int, word uint64, i int) int {
	for word != 0 {
		runs[n].x1 = int32(64*i + bits.TrailingZeros64(word) + 1)
		n++
		word &= word - 1
	}
	return n
}

// join takes in the runs of a row, which are those up to end: each is of the mark
// of those of its level that it touches in the row above, or of a new one.
func (t *tracer) join(end int, y int32) {
	var first, from int // of the row above, and of this one
	switch n := len(t.rows); {
	case n > 1:
		first, from = t.rows[n-2], t.rows[n-1]
	case n > 0:
		from = t.rows[0]
	}
	t.runs, t.rows = t.runs[:end], append(t.rows, end)
	above, runs := t.runs[first:from], t.runs[from:]
	for i := range runs {
		r := &runs[i]
		for len(above) > 0 && above[0].x1 < r.x0 {
			above = above[1:]
		}
		at, covered, links := int32(-1), int32(0), int32(0)
		for j := range above {
			o := &above[j]
			if o.x0 > r.x1 {
				break
			}
			if o.level != r.level {
				continue
			}
			covered += max(0, min(r.x1, o.x1)-max(r.x0, o.x0))
			links++
			if at < 0 {
				at = o.mark
			} else if at != o.mark {
				t.unite(at, o.mark)
			}
		}
		n := r.x1 - r.x0
		if at < 0 {
			at = int32(len(t.patches))
			t.parent, t.level = append(t.parent, at), append(t.level, r.level)
			t.patches = append(t.patches, patch{x0: r.x0, y0: y, x1: r.x1, y1: y + 1, area: n, runs: 1, down: n})
		} else {
			p := &t.patches[at]
			p.x0, p.x1, p.y1 = min(p.x0, r.x0), max(p.x1, r.x1), y+1
			p.area, p.runs, p.down, p.links = p.area+n, p.runs+1, p.down+n-covered, p.links+links
		}
		r.mark = at
	}
}

func (t *tracer) find(m int32) int32 {
	for t.parent[m] != m {
		t.parent[m] = t.parent[t.parent[m]]
		m = t.parent[m]
	}
	return m
}

// unite gives the older of two roots the trees of both.
func (t *tracer) unite(a, b int32) {
	a, b = t.find(a), t.find(b)
	t.parent[max(a, b)] = min(a, b)
}

// settle gives all patches of a mark to the oldest of them.
func (t *tracer) settle() {
	for i, older := range t.parent {
		if older == int32(i) {
			continue
		}
		root := t.parent[older] // which is before it
		t.parent[i] = root
		t.patches[root].join(&t.patches[i])
	}
}

// keep lists the patches that are worth it by their levels, of which there are so many.
func (t *tracer) keep(levels int, worth func(m *patch) bool) {
	t.ends = grown(t.ends, levels)
	clear(t.ends)
	all := 0
	for i, root := range t.parent {
		if root != int32(i) {
			continue
		}
		if worth(&t.patches[i]) {
			t.ends[t.level[i]]++
			all++
		} else {
			t.parent[i] = -1
		}
	}
	from := 0
	for i, n := range t.ends {
		t.ends[i], from = from, from+n
	}
	t.kept, t.wanted = grown(t.kept, all), grown(t.wanted, all)
	clear(t.wanted)
	for i, root := range t.parent {
		switch {
		case root < 0:
		case root != int32(i):
			t.parent[i] = t.parent[root] // which is before it
		default:
			at := t.ends[t.level[i]]
			t.ends[t.level[i]]++
			t.kept[at], t.parent[i] = t.patches[i], int32(at)
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
	from := 0
	for y, end := range t.rows {
		luma := p.Row(y)
		for i := range t.runs[from:end] {
			r := &t.runs[from+i]
			if kept := t.parent[r.mark]; kept >= 0 {
				t.inside[kept].add(luma, int(r.x0), int(r.x1), y)
			}
		}
		from = end
	}
}
