package decode

import (
	"slices"
	"sync"

	"github.com/winnow-data/winnow/dataset"
)

// Memory of planes that were recycled, of small ones (which chroma has) and others.
var smallPlanes, largePlanes sync.Pool

const smallPlane = chromaSide * chromaSide

func planesOf(n int) *sync.Pool {
	if n <= smallPlane {
		return &smallPlanes
	}
	return &largePlanes
}

// newPlane has any content.
func newPlane(w, h int) dataset.Plane {
	n := w * h
	if kept, ok := planesOf(n).Get().(*[]byte); ok && cap(*kept) >= n {
		return dataset.Plane{W: w, H: h, Pix: (*kept)[:n]}
	}
	return dataset.Plane{W: w, H: h, Pix: make([]byte, n)}
}

// Recycle makes the memory of a frame's planes that of the next ones. Nothing may
// look at the frame any more.
func Recycle(f *dataset.Frame) {
	given := make([]*byte, 0, 8) // planes may be the same
	for _, g := range []*dataset.Ground{&f.White, &f.Black} {
		for _, p := range []dataset.Plane{g.Luma, g.Y, g.Cb, g.Cr} {
			if len(p.Pix) == 0 || slices.Contains(given, &p.Pix[0]) {
				continue
			}
			given = append(given, &p.Pix[0])
			pix := p.Pix[:cap(p.Pix)]
			planesOf(len(pix)).Put(&pix)
		}
		*g = dataset.Ground{}
	}
}
