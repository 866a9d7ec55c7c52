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

// moved is m for a grid of A that has x more columns to the left and y more rows above.
func (m affine) moved(x, y float64) affine { return affine{m.sx, m.tx + x, m.sy, m.ty + y} }

// inverse leads from cells of A to those of B.
func (m affine) inverse() affine { return affine{1 / m.sx, -m.tx / m.sx, 1 / m.sy, -m.ty / m.sy} }

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

// stride is how far apart the cells are that tell how r is to be moved.
func (r area) stride() int {
	return max(int(math.Sqrt(float64(r.w()*r.h())/alignCells)+.5), 1)
}

const alignCells = 7000 // a map of four unknowns, a gain and an offset need no more

// refine improves m by Gauss and Newton's method, together with a gain and an
// offset, so that a, seen through m, comes nearest to b in r. Cells that cannot
// be made alike count little. It looks at every stride-th cell, and ends early
// where a round changes next to nothing.
func refine(a, b grid, r area, m affine, rounds, stride int) affine {
	return refineBy(a, b, r, m, rounds, stride, false)
}

// refineBy is refine, in which the scales across and down keep their ratio where
// together says so: a rough place leaves one of them open.
func refineBy(a, b grid, r area, m affine, rounds, stride int, together bool) affine {
	gain, offset := 1.0, 0.0
	spread := 30.0
	for range rounds {
		normal, sumAbs, n := normalOf(a, b, r, m, stride, gain, offset, 1/(spread*spread))
		if n < 32 {
			return m
		}
		ratio := m.sy / m.sx
		if together {
			tie(&normal, ratio)
		}
		step, ok := solve(&normal)
		if !ok {
			return m
		}
		if together {
			step[2] = ratio * step[0]
		}
		m.sx += step[0]
		m.tx += step[1]
		m.sy += step[2]
		m.ty += step[3]
		gain += step[4]
		offset += step[5]
		spread = max(4, 2.5*sumAbs/n)
		moved := max(math.Abs(step[1]), math.Abs(step[3]), math.Abs(step[0])*float64(r.x1)+math.Abs(step[1]), math.Abs(step[2])*float64(r.y1)+math.Abs(step[3]))
		if moved < settled && math.Abs(step[4]) < settled/10 && math.Abs(step[5]) < settled*10 {
			return m
		}
	}
	return m
}

// tie makes one unknown of the steps of sx and sy, which is ratio times the
// former: what either does to the sums counts for the first.
func tie(n *[6][7]float64, ratio float64) {
	n[0][0] += 2*ratio*n[0][2] + ratio*ratio*n[2][2]
	n[0][1] += ratio * n[1][2]
	for k := 3; k < 7; k++ {
		n[0][k] += ratio * n[2][k]
	}
	n[0][2], n[1][2], n[2] = 0, 0, [7]float64{2: 1}
}

// settled is the share of a cell that a round must move something by to be worth another.
const settled = .005

// normalOf sums up the normal equations of one round of refine: the unknowns
// are steps of sx, tx, sy, ty, the gain and the offset, in this order, and the
// last column is the right side. sumAbs is the sum of what differs, n the cells.
func normalOf(a, b grid, r area, m affine, stride int, gain, offset, tight float64) (normal [6][7]float64, sumAbs, n float64) {
	// Cells of columns from first to last are seen through m.
	first, last := r.x0, r.x1
	for first < last {
		if ax := m.sx*float64(first) + m.tx; ax >= 0 && ax <= float64(a.w-1) {
			break
		}
		first += stride
	}
	right, down := 0, 0
	if a.w > 1 {
		right = 1
	}
	if a.h > 1 {
		down = a.w
	}
	for y := r.y0; y < r.y1; y += stride {
		ay := m.sy*float64(y) + m.ty
		if ay < 0 || ay > float64(a.h-1) {
			continue
		}
		y0 := max(min(int(ay), a.h-2), 0)
		fy := ay - float64(y0)
		upper := a.v[y0*a.w : (y0+1)*a.w]
		lower := a.v[y0*a.w+down:][:a.w]
		row := b.v[y*b.w : (y+1)*b.w]
		// Sums over the row; x marks a factor of the column.
		var ggxx, ggx, ggs, gyx, gy1, hh, gvx, gv, hv, vv, gwx, gw, hw, vw, ww, gex, ge, he, ve, ee float64
		for at := first; at < last; at += stride {
			fat := float64(at)
			ax := m.sx*fat + m.tx
			if ax < 0 || ax > float64(a.w-1) {
				break
			}
			x0 := max(min(int(ax), a.w-2), 0)
			fx := ax - float64(x0)
			p, q := float64(upper[x0]), float64(upper[x0+right])
			s, t := float64(lower[x0]), float64(lower[x0+right])
			top, bottom := p+(q-p)*fx, s+(t-s)*fx
			v := top + (bottom-top)*fy
			g, h := gain*((q-p)*(1-fy)+(t-s)*fy), gain*(bottom-top)
			e := float64(row[at]) - (gain*v + offset)
			sumAbs += math.Abs(e)
			n++
			weight := 1 / (1 + e*e*tight)
			wg, wh, wv := weight*g, weight*h, weight*v
			gg, gh, gvw, gew := wg*g, wg*h, wg*v, wg*e
			ggxx += gg * fat * fat
			ggx += gg * fat
			ggs += gg
			gyx += gh * fat
			gy1 += gh
			hh += wh * h
			gvx += gvw * fat
			gv += gvw
			hv += wh * v
			vv += wv * v
			gwx += wg * fat
			gw += wg
			hw += wh
			vw += wv
			ww += weight
			gex += gew * fat
			ge += gew
			he += wh * e
			ve += wv * e
			ee += weight * e
		}
		fy2 := float64(y)
		k := &normal
		k[0][0] += ggxx
		k[0][1] += ggx
		k[0][2] += gyx * fy2
		k[0][3] += gyx
		k[0][4] += gvx
		k[0][5] += gwx
		k[0][6] += gex
		k[1][1] += ggs
		k[1][2] += gy1 * fy2
		k[1][3] += gy1
		k[1][4] += gv
		k[1][5] += gw
		k[1][6] += ge
		k[2][2] += hh * fy2 * fy2
		k[2][3] += hh * fy2
		k[2][4] += hv * fy2
		k[2][5] += hw * fy2
		k[2][6] += he * fy2
		k[3][3] += hh
		k[3][4] += hv
		k[3][5] += hw
		k[3][6] += he
		k[4][4] += vv
		k[4][5] += vw
		k[4][6] += ve
		k[5][5] += ww
		k[5][6] += ee
	}
	return normal, sumAbs, n
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

// within is the part of r of which m shows cells of a.
func (m affine) within(a grid, r area) area {
	side := func(s, t float64, limit, from, to int) (int, int) {
		first, last := math.Ceil((-.5-t)/s), math.Floor((float64(limit)-.5-t)/s)
		return max(from, int(first)), min(to, int(last)+1)
	}
	r.x0, r.x1 = side(m.sx, m.tx, a.w, r.x0, r.x1)
	r.y0, r.y1 = side(m.sy, m.ty, a.h, r.y0, r.y1)
	return r
}

// cut is the part r of g.
func (g grid) cut(r area) grid {
	out := newGrid(r.w(), r.h())
	for y := range out.h {
		copy(out.row(y), g.row(y + r.y0)[r.x0:r.x1])
	}
	return out
}
