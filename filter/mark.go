package filter

import "math"

// mark is a connected patch of ink, perhaps a letter or a part of one.
type mark struct {
	x0, y0, x1, y1 int // box, exclusive at x1 and y1
	area           int // pixels of ink
	across, down   int // runs along rows and along columns
	luma, squares  int // sums over the ink
	runs           int // along rows of the plane, however the mark is turned
	steps          int // sum of the luma steps at both ends of these runs
	sides          int // sum of how far the luma beyond one end is from that beyond the other
	beyond         int // sum of the luma beyond both ends
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
	m.sides, m.beyond = m.sides+o.sides, m.beyond+o.beyond
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

// oneSided is how much the ground on one side differs from that on the other, as
// a share of the steps: letters lie on one ground, the parts of drawings are what
// parts two of them.
func (m *mark) oneSided() float64 { return float64(m.sides) / float64(m.steps+8*max(1, m.runs)) }

// ground is the mean luma beyond the ends of runs.
func (m *mark) ground() float64 { return float64(m.beyond) / float64(2*max(1, m.runs)) }

// uneven is how much the runs differ in length, 1 for all alike.
func (m *mark) uneven() float64 {
	return math.Sqrt(float64(m.lengths)*float64(m.runs)) / float64(max(1, m.area))
}
