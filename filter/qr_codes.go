package filter

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

var _ = register(&dataset.Measure{
	Name:    "qr_codes",
	Version: 1,
	Doc:     "number of QR codes: three squares within frames, dark on light, in the corners of a square, upright or turned a little; of modules from 2 pixels at 512 on",
	Low:     0, High: math.Inf(1),
	Func: qrCodes,
})

// finder is one of the three squares by which a code is found: a dark frame of
// one module, a light one, and a dark square of three.
type finder struct {
	x, y, module float64
	seen         int // rows it was found in
}

const (
	qrDark   = 128 // luma below which a module is dark
	qrLeast  = 1.6 // pixels of a module
	qrUneven = .6  // of a module, by which a frame may be off
	qrMost   = 64  // of finders; where there are more they are a pattern
)

func qrCodes(f *dataset.Frame) float64 {
	p := f.White.Luma
	if p.W < 21*2 || p.H < 21*2 {
		return 0
	}
	found := findersOf(p)
	n := 0
	if len(found) > qrMost {
		return 0
	}
	for i := 0; i < len(found); i++ {
		if j, k, ok := cornersWith(found, i); ok {
			n++
			for _, used := range []int{max(j, k), min(j, k)} {
				found = slices.Delete(found, used, used+1)
				if used < i {
					i--
				}
			}
		}
	}
	return float64(n)
}

// findersOf looks for dark, light, dark, light, dark as 1:1:3:1:1 along every
// second row, and asks the column through the middle.
func findersOf(p dataset.Plane) (found []finder) {
	words := make([]uint64, (p.W+63)/64)
	for y := 0; y < p.H; y += 2 {
		lanes.Within(words, p.Row(y), 0, qrDark-1)
		var runs [5]int // the last ones; runs[4] is the one that ends now
		start, dark := 0, words[0]&1 != 0
		for start < p.W {
			x := endOfRun(words, start, dark, p.W)
			copy(runs[:], runs[1:])
			runs[4], start, dark = x-start, x, !dark
			if dark {
				continue // it was light
			}
			if module, ok := finderRuns(runs); ok {
				middle := float64(x-runs[4]-runs[3]) - float64(runs[2])/2
				if at, across, ok := finderColumn(p, int(middle), y, module); ok {
					found = seenAgain(found, finder{middle, at, (module + across) / 2, 1})
				}
			}
		}
	}
	found = slices.DeleteFunc(found, func(f finder) bool { return float64(2*f.seen) < f.module }) // of the three modules' rows
	slices.SortFunc(found, func(a, b finder) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x)) })
	return found
}

// endOfRun is the first place from x on, of n, whose bit is not as set says.
func endOfRun(words []uint64, x int, set bool, n int) int {
	flip := uint64(0)
	if set {
		flip = ^flip
	}
	for i := x / 64; i < len(words); i, x = i+1, i*64+64 {
		if v := (words[i] ^ flip) >> (x % 64); v != 0 {
			return min(n, x+bits.TrailingZeros64(v))
		}
	}
	return n
}

// finderRuns says whether runs are as 1:1:3:1:1, and how wide one is.
func finderRuns(runs [5]int) (module float64, ok bool) {
	sum := runs[0] + runs[1] + runs[2] + runs[3] + runs[4]
	module = float64(sum) / 7
	if module < qrLeast || runs[2] <= runs[0] || runs[2] <= runs[4] {
		return module, false
	}
	for i, n := range runs {
		want, off := module, qrUneven*module
		if i == 2 {
			want, off = 3*module, 1.5*qrUneven*module
		}
		if math.Abs(float64(n)-want) > off {
			return module, false
		}
	}
	return module, true
}

// finderColumn asks the column x for the same around y, and gives its middle.
func finderColumn(p dataset.Plane, x, y int, module float64) (middle, across float64, ok bool) {
	dark := func(y int) bool { return p.Pix[y*p.W+x] < qrDark }
	if !dark(y) {
		return 0, 0, false
	}
	var runs [5]int
	top, bottom := y, y
	for top > 0 && dark(top-1) {
		top--
	}
	for bottom < p.H-1 && dark(bottom+1) {
		bottom++
	}
	runs[2] = bottom - top + 1
	middle = float64(top+bottom) / 2
	for k, step := range [2]int{-1, 1} {
		at := [2]int{top, bottom}[k] + step
		for i, want := range [2]bool{false, true} {
			for at >= 0 && at < p.H && dark(at) == want {
				runs[2+step*(i+1)]++
				at += step
			}
		}
	}
	across, ok = finderRuns(runs)
	return middle, across, ok && math.Abs(across-module) <= .4*module
}

// seenAgain adds a finder, or makes one that was seen in a row above surer.
func seenAgain(found []finder, f finder) []finder {
	for i := range found {
		o := &found[i]
		if math.Hypot(o.x-f.x, o.y-f.y) < 1.5*o.module && math.Abs(o.module-f.module) < .4*o.module {
			o.seen++
			return found
		}
	}
	return append(found, f)
}

// cornersWith finds two that make three corners of a square with finder i, which
// is the one between them.
func cornersWith(found []finder, i int) (j, k int, ok bool) {
	a := found[i]
	for j := range found {
		for k := range found {
			b, c := found[j], found[k]
			if j == i || k == i || j >= k || !likeModules(a, b) || !likeModules(a, c) {
				continue
			}
			ux, uy, vx, vy := b.x-a.x, b.y-a.y, c.x-a.x, c.y-a.y
			u, v := math.Hypot(ux, uy), math.Hypot(vx, vy)
			// The smallest code has 14 modules between two middles, the largest 170.
			if min(u, v) < 12*a.module || max(u, v) > 180*a.module || math.Abs(u-v) > .15*max(u, v) {
				continue
			}
			if math.Abs(ux*vx+uy*vy) < .15*u*v {
				return j, k, true
			}
		}
	}
	return 0, 0, false
}

func likeModules(a, b finder) bool { return math.Abs(a.module-b.module) <= .3*max(a.module, b.module) }
