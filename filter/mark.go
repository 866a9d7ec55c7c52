package filter

import (
	"bytes"
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// mark is a connected patch of ink, perhaps a letter or a part of one.
type mark struct {
	x0, y0, x1, y1 int // box, exclusive at x1 and y1
	area           int // pixels of ink
	across, down   int // runs along rows and along columns
	luma, squares  int // sums over the ink
	runs           int // along rows of the plane, however the mark is turned
	steps          int // sum of the luma steps at both ends of these runs
	lengths        int // sum of the squares of their lengths
	atX, atY       int // sums of twice the places of the ink
	links          int // touches of runs in neighbouring rows
	pieces         int // patches that were joined
}

func (m *mark) width() int  { return m.x1 - m.x0 }
func (m *mark) height() int { return m.y1 - m.y0 }

// stroke is the width of the pen in pixels: the shorter mean run.
func (m *mark) stroke() float64 {
	return float64(m.area) / float64(max(m.across, m.down, 1))
}

// share of the box that is ink.
func (m *mark) share() float64 { return float64(m.area) / float64(m.width()*m.height()) }

// mean is the luma of the ink, and spread its standard deviation.
func (m *mark) tone() (mean, spread float64) {
	mean = float64(m.luma) / float64(m.area)
	return mean, math.Sqrt(max(0, float64(m.squares)/float64(m.area)-mean*mean))
}

func (m *mark) join(o *mark) {
	m.x0, m.y0 = min(m.x0, o.x0), min(m.y0, o.y0)
	m.x1, m.y1 = max(m.x1, o.x1), max(m.y1, o.y1)
	m.area, m.across, m.down = m.area+o.area, m.across+o.across, m.down+o.down
	m.luma, m.squares = m.luma+o.luma, m.squares+o.squares
	m.runs, m.steps, m.lengths = m.runs+o.runs, m.steps+o.steps, m.lengths+o.lengths
	m.atX, m.atY, m.links, m.pieces = m.atX+o.atX, m.atY+o.atY, m.links+o.links, m.pieces+o.pieces
}

// leaning is how far the ink's middle is from that of the box, as a share of it.
func (m *mark) leaning() (along, down float64) {
	n := float64(2 * m.area)
	along = (float64(m.atX)/n - float64(m.x0+m.x1)/2) / float64(m.width())
	down = (float64(m.atY)/n - float64(m.y0+m.y1)/2) / float64(m.height())
	return along, down
}

// holes is how many there are in the ink, by Euler: o has one, B two.
func (m *mark) holes() int { return max(0, m.links-m.runs+m.pieces) }

// edge is the mean luma step at the ends of runs: letters are cut sharply.
func (m *mark) edge() float64 { return float64(m.steps) / float64(2*max(1, m.runs)) }

// uneven is how much the runs differ in length, 1 for all alike.
func (m *mark) uneven() float64 {
	return math.Sqrt(float64(m.lengths)*float64(m.runs)) / float64(max(1, m.area))
}

// run is a stretch of ink in one row, and the mark it belongs to.
type run struct {
	x0, x1 int32
	mark   int32
}

// tracer finds the connected patches of a mask, run by run.
type tracer struct {
	parent   []int32
	marks    []mark
	row, old []run
}

// trace lists the marks of one polarity, connected along edges and corners.
// They are valid until the next call.
func (t *tracer) trace(p dataset.Plane, mask []byte, polarity byte) []mark {
	t.parent, t.marks, t.row, t.old = t.parent[:0], t.marks[:0], t.row[:0], t.old[:0]
	for y := range p.H {
		t.old, t.row = t.row, t.old[:0]
		t.scan(p.Row(y), mask[y*p.W:(y+1)*p.W], polarity, y)
	}
	for i := len(t.marks) - 1; i >= 0; i-- {
		if root := t.find(int32(i)); root != int32(i) {
			t.marks[root].join(&t.marks[i])
			t.marks[root].pieces = 1 // they met in the end
		}
	}
	out := t.marks[:0]
	for i := range t.marks {
		if t.parent[i] == int32(i) {
			out = append(out, t.marks[i])
		}
	}
	return out
}

func (t *tracer) scan(luma, mask []byte, polarity byte, y int) {
	old := 0
	for x := 0; x < len(mask); x++ {
		if mask[x] != polarity {
			skip := bytes.IndexByte(mask[x:], polarity)
			if skip < 0 {
				return
			}
			x += skip
		}
		start := x
		sum, squares := 0, 0
		for x < len(mask) && mask[x] == polarity {
			v := int(luma[x])
			sum, squares = sum+v, squares+v*v
			x++
		}
		for old < len(t.old) && int(t.old[old].x1) < start {
			old++
		}
		m := int32(-1)
		covered, links := 0, 0
		for i := old; i < len(t.old) && int(t.old[i].x0) <= x; i++ {
			o := &t.old[i]
			covered += max(0, min(x, int(o.x1))-max(start, int(o.x0)))
			m = t.unite(m, t.find(o.mark))
			links++
		}
		steps := apart(int(luma[start]), int(luma[max(0, start-2)])) + apart(int(luma[x-1]), int(luma[min(len(luma)-1, x+1)]))
		if m < 0 {
			m = int32(len(t.marks))
			t.parent = append(t.parent, m)
			t.marks = append(t.marks, mark{x0: start, y0: y, x1: x, pieces: 1})
		}
		n := x - start
		k := &t.marks[m]
		k.x0, k.x1, k.y1 = min(k.x0, start), max(k.x1, x), y+1
		k.area, k.across, k.down = k.area+n, k.across+1, k.down+n-covered
		k.luma, k.squares = k.luma+sum, k.squares+squares
		k.runs, k.steps, k.lengths = k.runs+1, k.steps+steps, k.lengths+n*n
		k.atX, k.atY, k.links = k.atX+n*(start+x), k.atY+n*(2*y+1), k.links+links
		t.row = append(t.row, run{int32(start), int32(x), m})
	}
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
