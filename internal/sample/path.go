package sample

import "math"

// point is a place in the units of the current transform.
type point struct{ x, y float64 }

// transform maps the units of a drawing to pixels. Every product is rounded
// before it is added, so that no machine fuses the two.
type transform struct{ xx, xy, yx, yy, dx, dy float64 }

func (t transform) apply(p point) point {
	return point{
		float64(t.xx*p.x) + float64(t.xy*p.y) + t.dx,
		float64(t.yx*p.x) + float64(t.yy*p.y) + t.dy,
	}
}

// then is the transform that applies inner first and t afterwards.
func (t transform) then(inner transform) transform {
	o := t.apply(point{inner.dx, inner.dy})
	return transform{
		xx: float64(t.xx*inner.xx) + float64(t.xy*inner.yx),
		xy: float64(t.xx*inner.xy) + float64(t.xy*inner.yy),
		yx: float64(t.yx*inner.xx) + float64(t.yy*inner.yx),
		yy: float64(t.yx*inner.xy) + float64(t.yy*inner.yy),
		dx: o.x, dy: o.y,
	}
}

func scaled(s, dx, dy float64) transform { return transform{xx: s, yy: s, dx: dx, dy: dy} }

// tilted turns by a small angle, given as its tangent.
func tilted(tangent float64) transform {
	c := 1 / math.Sqrt(1+float64(tangent*tangent))
	s := float64(tangent * c)
	return transform{xx: c, xy: -s, yx: s, yy: c}
}

// path is a set of closed contours, already flattened to corners.
type path struct{ contours [][]point }

func at(x, y float64) *path { return new(path).move(x, y) }

func (p *path) move(x, y float64) *path {
	p.contours = append(p.contours, []point{{x, y}})
	return p
}

func (p *path) end() point {
	c := p.contours[len(p.contours)-1]
	return c[len(c)-1]
}

func (p *path) line(x, y float64) *path {
	last := len(p.contours) - 1
	p.contours[last] = append(p.contours[last], point{x, y})
	return p
}

// curve is a cubic Bézier from the end of the path.
func (p *path) curve(x1, y1, x2, y2, x3, y3 float64) *path {
	p.bezier(p.end(), point{x1, y1}, point{x2, y2}, point{x3, y3}, 4)
	return p
}

// bend is a curve with one control point.
func (p *path) bend(x1, y1, x2, y2 float64) *path {
	a := p.end()
	third := func(from, to float64) float64 { return from + float64((to-from)*2/3) }
	return p.curve(third(a.x, x1), third(a.y, y1), third(x2, x1), third(y2, y1), x2, y2)
}

// bezier halves the curve depth times. Halving is exact on every machine.
func (p *path) bezier(a, b, c, d point, depth int) {
	if depth == 0 {
		p.line(d.x, d.y)
		return
	}
	ab, bc, cd := middle(a, b), middle(b, c), middle(c, d)
	abc, bcd := middle(ab, bc), middle(bc, cd)
	m := middle(abc, bcd)
	p.bezier(a, ab, abc, m, depth-1)
	p.bezier(m, bcd, cd, d, depth-1)
}

func middle(a, b point) point { return point{(a.x + b.x) / 2, (a.y + b.y) / 2} }

// ellipse has its centre at x, y.
func ellipse(x, y, rx, ry float64) *path {
	const k = 0.5522847498 // the control points of a quarter circle
	kx, ky := rx*k, ry*k
	return at(x, y-ry).
		curve(x+kx, y-ry, x+rx, y-ky, x+rx, y).
		curve(x+rx, y+ky, x+kx, y+ry, x, y+ry).
		curve(x-kx, y+ry, x-rx, y+ky, x-rx, y).
		curve(x-rx, y-ky, x-kx, y-ry, x, y-ry)
}

func box(x0, y0, x1, y1 float64) *path {
	return at(x0, y0).line(x1, y0).line(x1, y1).line(x0, y1)
}

// mirrored is the path with x negated.
func (p *path) mirrored() *path {
	m := new(path)
	for _, c := range p.contours {
		turned := make([]point, len(c))
		for i, q := range c {
			turned[len(c)-1-i] = point{-q.x, q.y}
		}
		m.contours = append(m.contours, turned)
	}
	return m
}

// moved is the path shifted.
func (p *path) moved(dx, dy float64) *path { return p.through(transform{xx: 1, yy: 1, dx: dx, dy: dy}) }

func (p *path) through(t transform) *path {
	m := &path{contours: make([][]point, len(p.contours))}
	for i, c := range p.contours {
		m.contours[i] = make([]point, len(c))
		for j, q := range c {
			m.contours[i][j] = t.apply(q)
		}
	}
	return m
}

func (p *path) add(q *path) *path {
	p.contours = append(p.contours, q.contours...)
	return p
}

// stroke is the outline of the path as an area of that width with round
// joints; closed joins the end of each contour to its start.
func (p *path) stroke(width float64, closed bool) *path {
	area, half := new(path), width/2
	for _, c := range p.contours {
		for i, a := range c {
			area.contours = append(area.contours, disc(a, half))
			j := i + 1
			if j == len(c) {
				if !closed {
					break
				}
				j = 0
			}
			b := c[j]
			dx, dy := b.x-a.x, b.y-a.y
			length := math.Sqrt(float64(dx*dx) + float64(dy*dy))
			if length == 0 {
				continue
			}
			nx, ny := -dy/length*half, dx/length*half
			// The order of corners makes every piece turn the same way as the discs.
			area.contours = append(area.contours, []point{{a.x + nx, a.y + ny}, {a.x - nx, a.y - ny}, {b.x - nx, b.y - ny}, {b.x + nx, b.y + ny}})
		}
	}
	return area
}

// disc is a twelve-sided circle.
func disc(c point, r float64) []point {
	const a, b = 0.8660254, 0.5
	corners := [12]point{{0, -1}, {b, -a}, {a, -b}, {1, 0}, {a, b}, {b, a}, {0, 1}, {-b, a}, {-a, b}, {-1, 0}, {-a, -b}, {-b, -a}}
	round := make([]point, 12)
	for i, q := range corners {
		round[i] = point{c.x + float64(q.x*r), c.y + float64(q.y*r)}
	}
	return round
}
