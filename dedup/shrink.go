package dedup

import (
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
)

// grid is a plane of numbers: w×h, row by row.
type grid struct {
	w, h int
	v    []float32
}

func newGrid(w, h int) grid { return grid{w, h, make([]float32, w*h)} }

func (g grid) row(y int) []float32 { return g.v[y*g.w : (y+1)*g.w] }

// box is a part of a plane, in its pixels: x0 ≤ x < x1, y0 ≤ y < y1.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) w() float64 { return b.x1 - b.x0 }
func (b box) h() float64 { return b.y1 - b.y0 }

func (b box) scaled(sx, sy float64) box { return box{b.x0 * sx, b.y0 * sy, b.x1 * sx, b.y1 * sy} }

func wholeOf(p dataset.Plane) box { return box{0, 0, float64(p.W), float64(p.H)} }

// span is the run of pixels that one cell covers, and how much of the first
// and of the last; the pixels between count whole.
type span struct {
	from, to    int // inclusive
	first, last float32
	norm        float32 // one over the sum of the weights
}

func spans(from, to float64, cells, limit int) []span {
	step := (to - from) / float64(cells)
	out := make([]span, cells)
	for i := range out {
		a := from + step*float64(i)
		b := a + step
		s := span{from: min(int(a), limit-1), to: min(int(b), limit-1)}
		if float64(s.to) == b && s.to > s.from {
			s.to--
		}
		if s.from == s.to {
			s.first, s.last = 1, 0
			s.norm = 1
		} else {
			s.first = float32(float64(s.from+1) - a)
			s.last = float32(b - float64(s.to))
			s.norm = 1 / (s.first + s.last + float32(s.to-s.from-1))
		}
		out[i] = s
	}
	return out
}

// shrink averages the part b of p over w×h cells of equal size. A cell that is
// smaller than a pixel takes the pixel that it begins in.
func shrink(p dataset.Plane, b box, w, h int) grid {
	out := newGrid(w, h)
	out.shrink(p, b)
	return out
}

// shrink makes g, which may have any content, of the part b of p.
func (g grid) shrink(p dataset.Plane, b box) {
	w, h := g.w, g.h
	if x, y := int(b.x0), int(b.y0); b == (box{float64(x), float64(y), float64(x + w), float64(y + h)}) {
		for i := range h {
			to := g.row(i)
			for j, v := range p.Row(y + i)[x : x+w] {
				to[j] = bytesAsFloats[v]
			}
		}
		return
	}
	columns := spans(b.x0, b.x1, w, p.W)
	left, right := columns[0].from, columns[w-1].to+1
	sums := make([]float32, p.W)
	for y, rows := range spans(b.y0, b.y1, h, p.H) {
		rows.sum(p, left, sums[left:right])
		to := g.row(y)[:len(columns)]
		for x := range columns {
			c := &columns[x]
			sum := sums[c.from] * c.first
			if c.to == c.from+1 { // as most where little is shrunk
				to[x] = (sum + sums[c.to]*c.last) * c.norm * rows.norm
				continue
			}
			for i := c.from + 1; i < c.to; i++ {
				sum += sums[i]
			}
			if c.to > c.from {
				sum += sums[c.to] * c.last
			}
			to[x] = sum * c.norm * rows.norm
		}
	}
}

// sum fills acc with the weighted sums of columns, from x on.
func (s span) sum(p dataset.Plane, x int, acc []float32) {
	line := func(y int) []byte { return p.Pix[y*p.W+x:][:len(acc)] }
	first := line(s.from)
	if s.to == s.from {
		for x, v := range first {
			acc[x] = s.first * bytesAsFloats[v]
		}
		return
	}
	last := line(s.to)
	if s.to == s.from+1 {
		for x, v := range first {
			acc[x] = s.first*bytesAsFloats[v] + s.last*bytesAsFloats[last[x]]
		}
		return
	}
	for x, v := range first {
		acc[x] = s.first * bytesAsFloats[v]
	}
	y := s.from + 1
	for ; y+2 < s.to; y += 3 {
		a, b, c := line(y), line(y+1), line(y+2)
		for x := range acc {
			acc[x] = acc[x] + bytesAsFloats[a[x]] + bytesAsFloats[b[x]] + bytesAsFloats[c[x]]
		}
	}
	for ; y < s.to; y++ {
		for x, v := range line(y) {
			acc[x] += bytesAsFloats[v]
		}
	}
	for x, v := range last {
		acc[x] += s.last * bytesAsFloats[v]
	}
}

// bytesAsFloats is quicker than to convert.
var bytesAsFloats = func() (table [256]float32) {
	for v := range table {
		table[v] = float32(v)
	}
	return table
}()

// shrunkInto is the whole of p averaged over the cells of out and rounded.
func shrunkInto(out, p dataset.Plane) dataset.Plane {
	if out.W > p.W || out.H > p.H {
		return shrink(p, wholeOf(p), out.W, out.H).plane()
	}
	decode.Shrink(out.Pix, out.W, out.H, p, 0, 0, p.W, p.H)
	return out
}

// plane rounds g to bytes.
func (g grid) plane() dataset.Plane {
	p := dataset.Plane{W: g.w, H: g.h, Pix: make([]byte, len(g.v))}
	for i, v := range g.v {
		p.Pix[i] = byte(min(max(v+.5, 0), 255))
	}
	return p
}
