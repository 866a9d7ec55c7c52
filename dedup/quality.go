package dedup

import "github.com/winnow-data/winnow/dataset"

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

// realDetail is the share of a plane's resolution that carries detail, 0 to 1,
// in coarse steps: 1, .5 for a picture enlarged to about twice its size, .25
// for four times. Where a picture was enlarged its steps became ramps, whose
// second differences are small against the first: by the square of the factor.
func realDetail(p dataset.Plane) float64 {
	first, second := 0, 0
	for y := 0; y < p.H; y += 2 {
		row := p.Row(y)
		for x := 2; x < len(row); x++ {
			a, b := int(row[x-1])-int(row[x-2]), int(row[x])-int(row[x-1])
			first += b * b
			second += (b - a) * (b - a)
		}
	}
	switch {
	case second*10 >= first*2 || first == 0:
		return 1
	case second*100 >= first*5:
		return .5
	}
	return .25
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
