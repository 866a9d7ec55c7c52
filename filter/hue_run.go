package filter

import (
	"encoding/binary"
	"sync"

	"github.com/winnow-data/winnow/dataset"
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
		return &hues{measureChromaticity(*runs), measurePalette(*runs)}
	}).(*hues)
}

// hueRuns keeps memory from picture to picture.
var hueRuns = sync.Pool{New: func() any { return new([]hueRun) }}

func runsOfHue(runs []hueRun, g dataset.Ground) []hueRun {
	y := g.Y.Pix
	runs = grown(runs, len(y))[:0]
	cb, cr := g.Cb.Pix[:len(y)], g.Cr.Pix[:len(y)]
	for i := 0; i < len(y); {
		u := hueRun{y: y[i], cb: cb[i], cr: cr[i], n: 1}
		for i++; i+8 <= len(y) && alike(y[i-1:], y[i:]) && alike(cb[i-1:], cb[i:]) && alike(cr[i-1:], cr[i:]); i += 8 {
			u.n += 8
		}
		for ; i < len(y) && y[i] == u.y && cb[i] == u.cb && cr[i] == u.cr; i++ {
			u.n++
		}
		runs = append(runs, u)
	}
	return runs
}

// alike says whether the first eight bytes of both are equal.
func alike(a, b []byte) bool { return binary.LittleEndian.Uint64(a) == binary.LittleEndian.Uint64(b) }
