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
	sums   []uint32    // integral image, of rows that mostHalf more numbers on each side make longer
	widths []uint32    // of the windows of a row
	mask   [2][]uint64 // of dark marks and of light ones, a bit for each pixel
	trace  tracer
	level  level
	down   []patch // turned, to be chained along columns
	found  found
	chains chainer
}

// inkWindow is a half width in pixels, and the steps of 255 that ink differs by.
type inkWindow struct{ half, offset int }

// mostHalf is the greatest half width.
const mostHalf = 20

// inkWindows are one for small letters and one for large ones.
var inkWindows = []inkWindow{{7, 18}, {mostHalf, 26}}

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
	stride := k.stride(p.W)
	k.plane = p
	k.sums = grown(k.sums, stride*(p.H+1))
	clear(k.sums[:stride])
	for y := range p.H {
		row := p.Row(y)
		above, to := k.sums[y*stride:][:stride], k.sums[(y+1)*stride:][:stride]
		clear(to[:mostHalf+1])
		end := mostHalf + 1 + p.W
		lanes.Accumulate(to[mostHalf+1:end], above[mostHalf+1:end], row)
		for i := range to[end:] {
			to[end+i] = to[end-1]
		}
	}
}

// stride is how many sums a row has.
func (k *ink) stride(width int) int { return mostHalf + 1 + width + mostHalf }

// marks fills the masks.
func (k *ink) marks(w inkWindow) {
	p, words := k.plane, wordsOf(k.plane.W)
	k.widths = grown(k.widths, p.W)
	for x := range k.widths {
		k.widths[x] = uint32(min(p.W, x+w.half+1) - max(0, x-w.half))
	}
	for i := range k.mask {
		k.mask[i] = grown(k.mask[i], words*p.H)
	}
	stride, left, right := k.stride(p.W), mostHalf-w.half, mostHalf+w.half+1
	for y := range p.H {
		top, bottom := max(0, y-w.half), min(p.H, y+w.half+1)
		upper, lower := k.sums[top*stride:(top+1)*stride], k.sums[bottom*stride:(bottom+1)*stride]
		dark, light := k.mask[0][y*words:(y+1)*words], k.mask[1][y*words:(y+1)*words]
		lanes.Standouts(dark, light, p.Row(y), upper[left:], upper[right:], lower[left:], lower[right:], k.widths, bottom-top, w.offset)
	}
}

// wordsOf is how many words have a bit for each pixel of a row.
func wordsOf(width int) int { return (width + 63) / 64 }
