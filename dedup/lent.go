package dedup

import (
	"sync"

	"github.com/winnow-data/winnow/dataset"
)

// lent is memory for planes that live as long as one fingerprint is made.
type lent struct{ all, left []byte }

// most fingerprints need no more: two planes of luma and two of chroma.
const lentBytes = 4 * thumbSide * thumbSide

var lenders = sync.Pool{New: func() any { return &lent{all: make([]byte, lentBytes)} }}

func borrow() *lent {
	l := lenders.Get().(*lent)
	l.left = l.all
	return l
}

// giveBack ends the life of the planes.
func (l *lent) giveBack() { lenders.Put(l) }

// plane has any content.
func (l *lent) plane(w, h int) dataset.Plane {
	n := w * h
	if n > len(l.left) {
		return dataset.Plane{W: w, H: h, Pix: make([]byte, n)}
	}
	pix := l.left[:n:n]
	l.left = l.left[n:]
	return dataset.Plane{W: w, H: h, Pix: pix}
}
