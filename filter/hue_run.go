package filter

import (
	"encoding/binary"

	"github.com/winnow-data/winnow/dataset"
)

// hueRun is n pixels of one colour after another, on white. What counts colours
// goes over runs: in drawings there are far fewer of them than pixels.
type hueRun struct {
	y, cb, cr byte
	n         int32
}

type hueRunKey struct{}

func hueRunsOf(f *dataset.Frame) []hueRun {
	return f.Memo(hueRunKey{}, func() any { return runsOfHue(f.White) }).([]hueRun)
}

func runsOfHue(g dataset.Ground) []hueRun {
	y := g.Y.Pix
	runs := make([]hueRun, 0, len(y))
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
