package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// cell is a box of one letter, up to where the next begins.
type cell struct{ x0, y0, x1, y1 int }

func (m *mark) cell() cell { return cell{m.x0, m.y0, m.x1, m.y1} }

// turned exchanges rows and columns, as that of marks does.
func (c cell) turned() cell { return cell{c.y0, c.x0, c.y1, c.x1} }

func (c cell) area() int { return (c.x1 - c.x0) * (c.y1 - c.y0) }

// moments are the sum of what is in c, and that of the squares.
func (c cell) moments(p dataset.Plane) (sum, squares int) {
	if c.y0 >= c.y1 {
		return 0, 0
	}
	return lanes.BoxMoments(p.Pix[c.y0*p.W+c.x0:], p.W, c.x1-c.x0, c.y1-c.y0)
}

func (c cell) scaled(sx, sy float64, to dataset.Plane) cell {
	return cell{
		int(float64(c.x0) * sx), int(float64(c.y0) * sy),
		min(to.W, int(math.Ceil(float64(c.x1)*sx))), min(to.H, int(math.Ceil(float64(c.y1)*sy))),
	}
}

// fullBox is the share of a line's box from which on its letters fill it: it is
// straight and runs along. Boxes of lines that are tilted or bent are mostly picture.
const fullBox = .65

// cellsOf are the boxes of the marks of a line whose own box they do not fill,
// which has box pixels, none for others, and the share that they fill.
func cellsOf(marks []mark, vertical bool, box int) (cells []cell, filled float64) {
	full := 0
	for i := range marks {
		full += cellOf(marks, i).area()
	}
	filled = float64(full) / float64(box)
	if filled >= fullBox {
		return nil, filled
	}
	cells = make([]cell, len(marks))
	for i := range marks {
		if cells[i] = cellOf(marks, i); vertical {
			cells[i] = cells[i].turned()
		}
	}
	return cells, filled
}

// cellOf is the box of a mark, and the gap after it as high as both neighbours.
func cellOf(marks []mark, i int) cell {
	c := marks[i].cell()
	if i+1 < len(marks) {
		next := &marks[i+1]
		c = cell{c.x0, min(c.y0, next.y0), max(c.x1, next.x0), max(c.y1, next.y1)}
	}
	return c
}

// covers are the boxes that a line covers.
func (t *textLine) covers() []cell {
	if t.cells != nil {
		return t.cells
	}
	return []cell{t.box.cell()}
}

func (t *textLine) area() (n int) {
	for _, c := range t.covers() {
		n += c.area()
	}
	return n
}
