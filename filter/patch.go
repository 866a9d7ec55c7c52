package filter

// patch is what is known of a mark until it stands in a line: no more than tells
// whether it may be a letter, for most are not.
type patch struct {
	x0, y0, x1, y1 int32 // box, exclusive at x1 and y1
	area, runs     int32
	down           int32 // runs along columns
	links          int32 // touches of runs in neighbouring rows
	first, last    int32 // of the patches that a chainer joined in this one
}

func (p *patch) width() int32  { return p.x1 - p.x0 }
func (p *patch) height() int32 { return p.y1 - p.y0 }

func (p *patch) join(o *patch) {
	p.x0, p.y0 = min(p.x0, o.x0), min(p.y0, o.y0)
	p.x1, p.y1 = max(p.x1, o.x1), max(p.y1, o.y1)
	p.area, p.runs, p.down, p.links = p.area+o.area, p.runs+o.runs, p.down+o.down, p.links+o.links
}

// stroke is the width of the pen in pixels: the shorter mean run.
func (p *patch) stroke() float64 {
	return float64(p.area) / float64(max(p.runs, p.down, 1))
}

// turned exchanges rows and columns, so that columns of letters chain as rows do.
func (p patch) turned() patch {
	p.x0, p.y0, p.x1, p.y1 = p.y0, p.x0, p.y1, p.x1
	p.runs, p.down = p.down, p.runs
	return p
}

// mark is the mark of a patch as it was traced, without what is inside of it.
func (p *patch) mark() mark {
	runs := int(p.runs)
	return mark{
		x0: int(p.x0), y0: int(p.y0), x1: int(p.x1), y1: int(p.y1),
		area: int(p.area), across: runs, down: int(p.down), runs: runs, links: int(p.links),
	}
}

// inner is what the runs of a patch and their luma say.
type inner struct{ luma, squares, steps, sides, beyond, lengths, atX, atY int }

// add takes in a run of a row.
func (m *inner) add(luma []byte, start, end, y int) {
	ink := luma[start:end]
	sum, squares := uint32(0), uint32(0)
	for _, b := range ink {
		v := uint32(b)
		sum, squares = sum+v, squares+v*v
	}
	n := end - start
	m.luma, m.squares = m.luma+int(sum), m.squares+int(squares)
	left, right := int(luma[max(0, start-2)]), int(luma[min(len(luma)-1, end+1)])
	m.steps += apart(int(ink[0]), left) + apart(int(ink[len(ink)-1]), right)
	m.sides += apart(left, right)
	m.beyond += left + right
	m.lengths += n * n
	m.atX, m.atY = m.atX+n*(start+end), m.atY+n*(2*y+1)
}

// holds adds a patch that the mark was joined of.
func (m *mark) holds(o *inner) {
	m.luma, m.squares = m.luma+o.luma, m.squares+o.squares
	m.steps, m.lengths = m.steps+o.steps, m.lengths+o.lengths
	m.sides, m.beyond = m.sides+o.sides, m.beyond+o.beyond
	m.atX, m.atY, m.pieces = m.atX+o.atX, m.atY+o.atY, m.pieces+1
}
