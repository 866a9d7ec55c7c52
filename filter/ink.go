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
	sums   []uint32 // rows of an integral image, the newest, which mostHalf more numbers on each side make longer
	masks  []mask   // of each window
	trace  tracer
	level  level
	down   []patch // turned, to be chained along columns
	found  found
	chains chainer
}

// inkWindow is a half width in pixels, and the steps of 255 that ink differs by.
type inkWindow struct{ half, offset int }

// mask has a bit for each pixel of a plane where there are dark marks, or light ones.
type mask struct {
	dark, light []uint64
	widths      []uint32 // of the windows of a row
}

// mostHalf is the greatest half width, and sumRows are the rows of sums that a
// window may need at once, no fewer.
const (
	mostHalf = 20
	sumRows  = 64
)

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

// look fills the masks of a plane.
func (k *ink) look(p dataset.Plane, windows []inkWindow) {
	k.masks = grown(k.masks, len(windows))
	for i, w := range windows {
		k.masks[i].begin(p, w)
	}
	stride := mostHalf + 1 + p.W + mostHalf
	k.sums = grown(k.sums, sumRows*stride)
	sums := func(y int) []uint32 { return k.sums[y%sumRows*stride:][:stride] }
	clear(sums(0))
	for below := 1; below <= p.H; below++ {
		above, to := sums(below-1), sums(below)
		clear(to[:mostHalf+1])
		end := mostHalf + 1 + p.W
		lanes.Accumulate(to[mostHalf+1:end], above[mostHalf+1:end], p.Row(below-1))
		for i := range to[end:] {
			to[end+i] = to[end-1]
		}
		for i, w := range windows {
			// The rows whose windows end here: at the bottom, all that are left.
			last := below - 1 - w.half
			if below == p.H {
				last = p.H - 1
			}
			for y := max(0, below-1-w.half); y <= last; y++ {
				top := max(0, y-w.half)
				k.masks[i].row(p, w, y, below-top, sums(top), to)
			}
		}
	}
}

// begin makes room for the marks of a plane.
func (m *mask) begin(p dataset.Plane, w inkWindow) {
	n := wordsOf(p.W) * p.H
	m.dark, m.light, m.widths = grown(m.dark, n), grown(m.light, n), grown(m.widths, p.W)
	for x := range m.widths {
		m.widths[x] = uint32(min(p.W, x+w.half+1) - max(0, x-w.half))
	}
}

// row fills in a row, whose windows are so many rows high, from the sums above
// and below them.
func (m *mask) row(p dataset.Plane, w inkWindow, y, rows int, upper, lower []uint32) {
	words, left, right := wordsOf(p.W), mostHalf-w.half, mostHalf+w.half+1
	dark, light := m.dark[y*words:(y+1)*words], m.light[y*words:(y+1)*words]
	lanes.Standouts(dark, light, p.Row(y), upper[left:], upper[right:], lower[left:], lower[right:], m.widths, rows, w.offset)
}

// wordsOf is how many words have a bit for each pixel of a row.
func wordsOf(width int) int { return (width + 63) / 64 }
