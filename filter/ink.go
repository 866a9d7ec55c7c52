package filter

import (
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// ink finds the marks of a plane that stand out from what is around them, which
// is where letters are looked for: a pixel is ink when it is darker, or for the
// other polarity lighter, than the mean of its window by an offset.
type ink struct {
	plane  dataset.Plane
	sums   []uint32 // integral image, (W+1)×(H+1)
	mask   []byte   // of marks
	trace  tracer
	level  level
	steps  []uint32 // that the rows have, for levels
	down   []patch  // turned, to be chained along columns
	found  found
	chains chainer
}

// inkWindow is a half width in pixels, and the steps of 255 that ink differs by.
type inkWindow struct{ half, offset int }

// inkWindows are one for small letters and one for large ones.
var inkWindows = []inkWindow{{7, 18}, {20, 26}}

// chromaWindows are for letters that only their colour tells from what is around them.
var chromaWindows = []inkWindow{{14, chromaOffset}}

const chromaOffset = 12

// neutral says whether a plane of chroma is so nearly grey that nothing can stand out.
func neutral(p dataset.Plane) bool {
	const most = chromaOffset / 2
	bits := make([]uint64, (p.W+63)/64)
	for y := range p.H {
		lanes.Within(bits, p.Row(y), 128-most, 128+most)
		for i, v := range bits {
			if all := ^uint64(0) >> max(0, 64*(i+1)-p.W); v != all {
				return false
			}
		}
	}
	return true
}

// inks keeps memory from picture to picture.
var inks = sync.Pool{New: func() any { return new(ink) }}

// over makes k find the marks of p.
func (k *ink) over(p dataset.Plane) {
	stride := p.W + 1
	k.plane = p
	k.sums, k.mask = grown(k.sums, stride*(p.H+1)), grown(k.mask, p.W*p.H)
	clear(k.sums[:stride])
	for y := range p.H {
		row := p.Row(y)
		above, to := k.sums[y*stride+1:][:len(row)], k.sums[(y+1)*stride+1:][:len(row)]
		k.sums[(y+1)*stride] = 0
		lanes.Accumulate(to, above, row)
	}
}

// marks fills the mask with 1 where there is dark ink, 2 where there is light.
func (k *ink) marks(w inkWindow) {
	p, mask := k.plane, k.mask
	stride := p.W + 1
	for y := range p.H {
		top, bottom := max(0, y-w.half), min(p.H, y+w.half+1)
		upper, lower := k.sums[top*stride:(top+1)*stride], k.sums[bottom*stride:(bottom+1)*stride]
		row, out := p.Row(y), mask[y*p.W:(y+1)*p.W]
		rows := bottom - top
		from, to := min(w.half, p.W), max(p.W-w.half, min(w.half, p.W)) // whole windows, but for what is beside them
		for _, side := range [2][2]int{{0, from}, {to, p.W}} {
			for x := side[0]; x < side[1]; x++ {
				left, right := max(0, x-w.half), min(p.W, x+w.half+1)
				n := rows * (right - left)
				sum := int(lower[right] - lower[left] - upper[right] + upper[left])
				out[x] = polarityOf(int(row[x])*n-sum, w.offset*n)
			}
		}
		if from == to {
			continue
		}
		wide := 2*w.half + 1
		lanes.Standouts(out[from:to], row[from:to], upper, upper[wide:], lower, lower[wide:], rows*wide, w.offset)
	}
}

// polarityOf is 1 for d below −offset, 2 for d above offset, else 0.
func polarityOf(d, offset int) byte {
	return byte(uint(d+offset)>>63 | uint(offset-d)>>63<<1)
}

// inkOf gives rows of the pixels of one polarity, a bit for each.
func inkOf(mask []byte, width int, polarity byte) func(to []uint64, y int) {
	return func(to []uint64, y int) { lanes.Within(to, mask[y*width:(y+1)*width], polarity, polarity) }
}
