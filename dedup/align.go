package dedup

import "math"

// affine says which cell of picture A a cell (x, y) of picture B shows:
// (sx·x + tx, sy·y + ty). Pictures are upright by then.
type affine struct{ sx, tx, sy, ty float64 }

// scaled is m for grids that are k times as fine.
func (m affine) scaled(k float64) affine {
	// Cell centres lie at whole numbers, half a cell from the grid's corner.
	shift := func(s, t float64) float64 { return k*(t+.5-.5*s) + .5*s - .5 }
	return affine{m.sx, shift(m.sx, m.tx), m.sy, shift(m.sy, m.ty)}
}

// unitBox is a view as a whole.
var unitBox = box{0, 0, 1, 1}

// between is m, which maps a grid whose part b shows a view to one whose part a
// shows another, for grids in which these parts are toA and toB.
func (m affine) between(a, b, toA, toB box) affine {
	axis := func(s, t, a0, aw, b0, bw, toA0, toAW, toB0, toBW float64) (float64, float64) {
		shift := (s*(b0-.5) + t + .5 - a0) / aw
		to := s * bw / aw * toAW / toBW
		return to, shift*toAW - to*(toB0-.5) - .5 + toA0
	}
	sx, tx := axis(m.sx, m.tx, a.x0, a.w(), b.x0, b.w(), toA.x0, toA.w(), toB.x0, toB.w())
	sy, ty := axis(m.sy, m.ty, a.y0, a.h(), b.y0, b.h(), toA.y0, toA.h(), toB.y0, toB.h())
	return affine{sx, tx, sy, ty}
}

// boxToBox maps the cells of part b onto part a.
func boxToBox(a, b box) affine {
	sx, sy := a.w()/b.w(), a.h()/b.h()
	return affine{sx, a.x0 + sx*(.5-b.x0) - .5, sy, a.y0 + sy*(.5-b.y0) - .5}
}

// area is the part of a grid whose cells are compared.
type area struct{ x0, y0, x1, y1 int }

func areaOf(b box, g grid) area {
	return area{max(int(math.Round(b.x0)), 0), max(int(math.Round(b.y0)), 0), min(int(math.Round(b.x1)), g.w), min(int(math.Round(b.y1)), g.h)}
}

func (r area) w() int { return r.x1 - r.x0 }
func (r area) h() int { return r.y1 - r.y0 }

// refine improves m by Gauss and Newton's method, together with a gain and an
// offset, so that a, seen through m, comes nearest to b in r. Cells that cannot
// be made alike count little. It looks at every stride-th cell.
func refine(a, b grid, r area, m affine, rounds, stride int) affine {
	gain, offset := 1.0, 0.0
	spread := 30.0
	for range rounds {
		var normal [6][7]float64
		sumAbs, n := 0.0, 0.0
		for y := r.y0; y < r.y1; y += stride {
			ay := m.sy*float64(y) + m.ty
			if ay < 0 || ay > float64(a.h-1) {
				continue
			}
			for x := r.x0; x < r.x1; x += stride {
				ax := m.sx*float64(x) + m.tx
				if ax < 0 || ax > float64(a.w-1) {
					continue
				}
				v, dx, dy := a.slopes(ax, ay)
				e := float64(b.v[y*b.w+x]) - (gain*v + offset)
				sumAbs += math.Abs(e)
				n++
				weight := 1 / (1 + e*e/(spread*spread))
				gx, gy := gain*dx, gain*dy
				j := [7]float64{gx * float64(x), gx, gy * float64(y), gy, v, 1, e}
				for i := range 6 {
					wj := weight * j[i]
					for k := i; k < 7; k++ {
						normal[i][k] += wj * j[k]
					}
				}
			}
		}
		if n < 32 {
			return m
		}
		step, ok := solve(&normal)
		if !ok {
			return m
		}
		m.sx += step[0]
		m.tx += step[1]
		m.sy += step[2]
		m.ty += step[3]
		gain += step[4]
		offset += step[5]
		spread = max(4, 2.5*sumAbs/n)
	}
	return m
}

// slopes is the value between cells, and its slope in both directions.
func (g grid) slopes(x, y float64) (v, dx, dy float64) {
	x0, y0 := min(int(x), g.w-2), min(int(y), g.h-2)
	x0, y0 = max(x0, 0), max(y0, 0)
	fx, fy := x-float64(x0), y-float64(y0)
	at := y0*g.w + x0
	right, down := 0, 0
	if g.w > 1 {
		right = 1
	}
	if g.h > 1 {
		down = g.w
	}
	a, b := float64(g.v[at]), float64(g.v[at+right])
	c, d := float64(g.v[at+down]), float64(g.v[at+down+right])
	top, bottom := a+(b-a)*fx, c+(d-c)*fx
	return top + (bottom-top)*fy, (b-a)*(1-fy) + (d-c)*fy, bottom - top
}

// solve gives x for the symmetric system whose upper half and right side n
// holds. The diagonal is raised a little: a picture of stripes leaves some
// directions open, and those stay as they are.
func solve(n *[6][7]float64) (x [6]float64, ok bool) {
	for i := range 6 {
		for k := range i {
			n[i][k] = n[k][i]
		}
		n[i][i] = n[i][i]*(1+1e-4) + 1e-6
	}
	for i := range 6 {
		pivot := i
		for k := i + 1; k < 6; k++ {
			if math.Abs(n[k][i]) > math.Abs(n[pivot][i]) {
				pivot = k
			}
		}
		n[i], n[pivot] = n[pivot], n[i]
		if math.Abs(n[i][i]) < 1e-12 {
			return x, false
		}
		for k := i + 1; k < 6; k++ {
			f := n[k][i] / n[i][i]
			for c := i; c < 7; c++ {
				n[k][c] -= f * n[i][c]
			}
		}
	}
	for i := 5; i >= 0; i-- {
		sum := n[i][6]
		for c := i + 1; c < 6; c++ {
			sum -= n[i][c] * x[c]
		}
		x[i] = sum / n[i][i]
		if math.IsNaN(x[i]) || math.IsInf(x[i], 0) {
			return x, false
		}
	}
	return x, true
}

// through lays a under part r of b's grid, as m says. Cells outside a repeat
// its border; inside says how much of r lies within a, 0 to 1.
func through(a grid, m affine, r area) (out grid, inside float64) {
	out = newGrid(r.w(), r.h())
	columns := 0
	for x := r.x0; x < r.x1; x++ {
		if ax := m.sx*float64(x) + m.tx; ax > -.75 && ax < float64(a.w)-.25 {
			columns++
		}
	}
	rows := 0
	for y := r.y0; y < r.y1; y++ {
		ay := m.sy*float64(y) + m.ty
		if ay > -.75 && ay < float64(a.h)-.25 {
			rows++
		}
		row := out.row(y - r.y0)
		for x := range row {
			row[x] = a.at(float32(m.sx*float64(x+r.x0)+m.tx), float32(ay))
		}
	}
	return out, float64(columns*rows) / float64(max(r.w()*r.h(), 1))
}

// cut is the part r of g.
func (g grid) cut(r area) grid {
	out := newGrid(r.w(), r.h())
	for y := range out.h {
		copy(out.row(y), g.row(y + r.y0)[r.x0:r.x1])
	}
	return out
}
