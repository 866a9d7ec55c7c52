package dedup

import (
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// annexK is the luma table of the JPEG standard's annex K in zigzag order, which
// the quality settings of most encoders scale.
var annexK = [64]int{
	16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40,
	26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
	56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87,
	95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
}

// jpegQuality is the quality setting, 1 to 100, whose table comes nearest to
// that of the frame, by the scale of the IJG's encoder; 0 for other formats.
func jpegQuality(f *dataset.Frame) int {
	if f.Quant == nil {
		return 0
	}
	sum, base := 0, 0
	for i, q := range f.Quant {
		sum += int(q)
		base += annexK[i]
	}
	scale := 100 * float64(sum) / float64(base)
	quality := (200 - scale) / 2
	if scale > 100 {
		quality = 5000 / scale
	}
	return min(max(int(quality+.5), 1), 100)
}

// realDetail is the share of a plane's resolution that carries detail: 1, .5
// for a picture enlarged to twice its size or more, .25 for four times. An
// enlarged picture has next to none of the finest diagonal detail, however much
// it has of the next coarser one.
func realDetail(p dataset.Plane) float64 {
	finest, next, third := diagonals(p)
	switch {
	case finest*enlarged >= next:
		return 1
	case next*enlarged >= third:
		return .5
	}
	return .25
}

// enlarged is how many times as much diagonal detail of the next coarser size
// there is, in square, in a picture enlarged to twice its size: 7 to 15 on
// drawings, portraits and screenshots, which have 1 to 3 as they are.
const enlarged = 6.5

// diagonals is the mean square of the diagonal differences of pixels, of 2×2
// blocks, and of 4×4 blocks.
func diagonals(p dataset.Plane) (of1, of2, of4 float64) {
	memory := borrow()
	defer memory.giveBack()
	half := func(p dataset.Plane) (q dataset.Plane, energy float64) {
		q = memory.plane(p.W/2, p.H/2)
		sum := 0
		for y := range q.H {
			sum += lanes.Halve(q.Row(y), p.Row(2*y), p.Row(2*y+1))
		}
		return q, float64(sum) / float64(max(len(q.Pix), 1))
	}
	p, of1 = half(p)
	p, of2 = half(p)
	_, of4 = half(p)
	return of1, of2, of4
}

// at is the value between cells, by bilinear interpolation; cell centres are at
// whole numbers, and outside the border cells repeat.
func (g grid) at(x, y float32) float32 {
	x = min(max(x, 0), float32(g.w-1))
	y = min(max(y, 0), float32(g.h-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, g.w-1), min(y0+1, g.h-1)
	fx, fy := x-float32(x0), y-float32(y0)
	top := g.v[y0*g.w+x0]*(1-fx) + g.v[y0*g.w+x1]*fx
	bottom := g.v[y1*g.w+x0]*(1-fx) + g.v[y1*g.w+x1]*fx
	return top*(1-fy) + bottom*fy
}
