package filter

import (
	"math/bits"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// hueRun is n pixels of one colour after another, on white. What counts colours
// goes over runs: in drawings there are far fewer of them than pixels.
type hueRun struct {
	y, cb, cr byte
	n         int32
}

// hues is what the colours of a picture say.
type hues struct {
	chromaticity *chromaticity
	palette      *palette
}

type huesKey struct{}

func huesOf(f *dataset.Frame) *hues {
	return f.Memo(huesKey{}, func() any {
		runs := hueRuns.Get().(*[]hueRun)
		defer hueRuns.Put(runs)
		*runs = runsOfHue(*runs, f.White)
		return &hues{measureChromaticity(*runs, f.White), measurePalette(*runs)}
	}).(*hues)
}

// hueRuns keeps memory from picture to picture.
var hueRuns = sync.Pool{New: func() any { return new([]hueRun) }}

func runsOfHue(runs []hueRun, g dataset.Ground) []hueRun {
	y := g.Y.Pix
	runs = grown(runs, len(y))
	cb, cr := g.Cb.Pix[:len(y)], g.Cr.Pix[:len(y)]
	ends := make([]uint64, (len(y)+63)/64)
	lanes.Ends(ends, y, cb, cr)
	n, start := 0, 0
	for i, left := range ends {
		for ; left != 0; left &= left - 1 {
			last := i*64 + bits.TrailingZeros64(left)
			runs[n] = hueRun{y: y[last], cb: cb[last], cr: cr[last], n: int32(last + 1 - start)}
			n, start = n+1, last+1
		}
	}
	return runs[:n]
}
