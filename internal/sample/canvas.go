package sample

import (
	"image"
	"math"
	"slices"
)

// canvas is a picture being painted. Areas are antialiased by exact cover along
// x and four lines per pixel along y, in whole numbers.
type canvas struct {
	img  *image.RGBA
	w, h float64
	view transform

	cover []int32 // of the row at hand, 0 to full
	left  int     // first and last pixel of the row that may be covered
	right int
	mask  []int32 // of the clip in the same row
	lines [][]crossing
	clips [][]crossing
}

const (
	unit     = 256 // steps of a pixel along x and y
	sublines = 4   // lines of a pixel along y
	full     = unit * sublines
)

type crossing struct {
	x    int
	turn int
}

func newCanvas(size image.Point, ground colour) *canvas {
	c := &canvas{
		img:   image.NewRGBA(image.Rectangle{Max: size}),
		w:     float64(size.X),
		h:     float64(size.Y),
		view:  scaled(1, 0, 0),
		cover: make([]int32, size.X+2),
		mask:  make([]int32, size.X+2),
	}
	for i := 0; i < len(c.img.Pix); i += 4 {
		c.img.Pix[i], c.img.Pix[i+1], c.img.Pix[i+2], c.img.Pix[i+3] = ground.r, ground.g, ground.b, 255
	}
	return c
}

// within paints with another transform and then returns to the present one.
func (c *canvas) within(t transform, paint func()) {
	before := c.view
	c.view = before.then(t)
	paint()
	c.view = before
}

// steps rounds at an odd place, so that a difference in the last bit of a
// coordinate between two machines never reaches a pixel.
func steps(v float64) int { return int(math.Floor(v*unit + 0.377)) }

// crossings lists, for each line of the picture, where the contours cross it.
func (c *canvas) crossings(lines [][]crossing, p *path) (out [][]crossing, top, bottom int) {
	count := c.img.Rect.Max.Y * sublines
	if len(lines) < count {
		lines = make([][]crossing, count)
	}
	top, bottom = count, 0
	const step = unit / sublines
	for _, contour := range p.contours {
		for i, a := range contour {
			b := contour[(i+1)%len(contour)]
			a, b = c.view.apply(a), c.view.apply(b)
			x0, y0, x1, y1, turn := steps(a.x), steps(a.y), steps(b.x), steps(b.y), 1
			if y0 > y1 {
				x0, y0, x1, y1, turn = x1, y1, x0, y0, -1
			}
			// Line n lies at y = n·step + step/2.
			first := max(0, floorDiv(y0+step/2-1, step))
			last := min(count-1, floorDiv(y1-step/2-1, step))
			for n := first; n <= last; n++ {
				y := n*step + step/2
				lines[n] = append(lines[n], crossing{x0 + int(int64(y-y0)*int64(x1-x0)/int64(y1-y0)), turn})
			}
			if first <= last {
				top, bottom = min(top, first), max(bottom, last+1)
			}
		}
	}
	return lines, top, bottom
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// spans adds the cover of one line to row.
func (c *canvas) spans(row []int32, line []crossing) {
	slices.SortFunc(line, func(a, b crossing) int { return a.x - b.x })
	turns := 0
	limit := c.img.Rect.Max.X * unit
	for i := 0; i+1 < len(line); i++ {
		turns += line[i].turn
		if turns == 0 {
			continue
		}
		from, to := min(max(line[i].x, 0), limit), min(max(line[i+1].x, 0), limit)
		if from >= to {
			continue
		}
		p, q := from/unit, to/unit
		c.left, c.right = min(c.left, p), max(c.right, q)
		if p == q {
			row[p] += int32(to - from)
			continue
		}
		row[p] += int32((p+1)*unit - from)
		for x := p + 1; x < q; x++ {
			row[x] += unit
		}
		row[q] += int32(to - q*unit)
	}
}

// fill paints the inside of p, where contours that turn the same way unite.
func (c *canvas) fill(p *path, ink paint) { c.fillIn(nil, p, ink) }

// fillIn paints the part of p that lies in clip.
func (c *canvas) fillIn(clip, p *path, ink paint) {
	var top, bottom int
	c.lines, top, bottom = c.crossings(c.lines, p)
	if clip != nil {
		c.clips, _, _ = c.crossings(c.clips, clip)
	}
	for y := top / sublines; y*sublines < bottom; y++ {
		c.left, c.right = len(c.cover), -1
		for n := y * sublines; n < (y+1)*sublines; n++ {
			c.spans(c.cover, c.lines[n])
			if clip != nil {
				c.spans(c.mask, c.clips[n])
			}
		}
		c.blend(y, clip != nil, ink)
		if c.left <= c.right {
			clear(c.cover[c.left : c.right+1])
			clear(c.mask[c.left : c.right+1])
		}
	}
	for n := range c.lines {
		c.lines[n] = c.lines[n][:0]
	}
	for n := range c.clips {
		c.clips[n] = c.clips[n][:0]
	}
}

func (c *canvas) blend(y int, clipped bool, ink paint) {
	row := c.img.Pix[y*c.img.Stride:]
	for x := c.left; x <= min(c.right, c.img.Rect.Max.X-1); x++ {
		k := c.cover[x]
		if k == 0 {
			continue
		}
		k = min(k, full)
		if clipped {
			k = k * min(c.mask[x], full) / full
		}
		to := ink(x, y)
		k = k * int32(to.a) / 255
		if k == full {
			row[x*4], row[x*4+1], row[x*4+2] = to.r, to.g, to.b
			continue
		}
		for i, v := range [3]uint8{to.r, to.g, to.b} {
			from := int32(row[x*4+i])
			row[x*4+i] = uint8((from*(full-k) + int32(v)*k + full/2) / full)
		}
	}
}

// shape fills p and draws its outline in a darker shade of the fill.
func (c *canvas) shape(p *path, fill colour, width float64) {
	c.fill(p, flat(fill))
	c.outline(p, fill.line(), width)
}

func (c *canvas) outline(p *path, ink colour, width float64) {
	c.fill(p.stroke(width, true), flat(ink))
}

// draw strokes an open line.
func (c *canvas) draw(p *path, ink colour, width float64) {
	c.fill(p.stroke(width, false), flat(ink))
}
