package dedup

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// leastThrough is the share of light, of 255, that a picture must let through
// somewhere for its ground to be seen.
const leastThrough = 8

// onGroundOf is the transparent picture s laid on the ground that the opaque
// one o was flattened on, as far as their views tell; nil where s lets nothing
// through. On a ground of brightness t, 0 to 1, its luma is black + t·(white −
// black), and its chroma is shifted by that of the ground as far as the ground
// is seen: t and the shifts are found by robust least squares.
func (s *sheet) onGroundOf(v view, o *sheet, vo view) *sheet {
	boxS, boxO := s.box(v), o.box(vo)
	w, h := sides(coarseSide, boxS, boxO, math.Sqrt(s.aspect(v)*o.aspect(vo)))
	white, black := shrink(s.luma[0], boxS, w, h), shrink(s.luma[1], boxS, w, h)
	through := difference(white, black)
	fit := func(from, to grid, start float64) (k float64, ok bool) {
		k = start
		spread := 40.0
		for range 5 {
			var tt, td, left, n float64
			for i, t := range through.v {
				if t < leastThrough {
					continue
				}
				d := float64(to.v[i] - from.v[i])
				e := d - k*float64(t)
				weight := 1 / (1 + e*e/(spread*spread))
				tt += weight * float64(t) * float64(t)
				td += weight * float64(t) * d
				left += min(math.Abs(e), 30)
				n++
			}
			if n < 16 {
				return 0, false
			}
			k = td / tt
			spread = max(4, 2*left/n)
		}
		return k, true
	}
	start := 1.0
	if v.onBlack() {
		start = 0
	}
	t, ok := fit(black, shrink(o.luma[0], boxO, w, h), start)
	if !ok {
		return nil
	}
	chroma := func(of, other dataset.Plane) dataset.Plane {
		scaled := func(b box, p, luma dataset.Plane) box {
			return b.scaled(float64(p.W)/float64(luma.W), float64(p.H)/float64(luma.H))
		}
		k, _ := fit(shrink(of, scaled(boxS, of, s.luma[0]), w, h), shrink(other, scaled(boxO, other, o.luma[0]), w, h), 0)
		seen := shrink(s.luma[0], wholeOf(s.luma[0]), of.W, of.H)
		under := shrink(s.luma[1], wholeOf(s.luma[1]), of.W, of.H)
		out := newGrid(of.W, of.H)
		for i := range out.v {
			out.v[i] = float32(of.Pix[i]) + float32(k)*(seen.v[i]-under.v[i])
		}
		return out.plane()
	}
	laid := &sheet{thumb: s.thumb, pos: s.pos, cb: chroma(s.cb, o.cb), cr: chroma(s.cr, o.cr)}
	luma := dataset.Plane{W: s.luma[0].W, H: s.luma[0].H, Pix: make([]byte, len(s.luma[0].Pix))}
	t = min(max(t, 0), 1)
	for i, on := range s.luma[0].Pix {
		under := float64(s.luma[1].Pix[i])
		luma.Pix[i] = byte(under + t*(float64(on)-under) + .5)
	}
	laid.luma = [2]dataset.Plane{luma, luma}
	return laid
}
