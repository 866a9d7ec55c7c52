package filter

import (
	"math"
	"math/bits"
	"math/cmplx"

	"github.com/winnow-data/winnow/dataset"
)

// waveTile is the side of a tile whose waves are measured: what is 3 to 11
// pixels apart repeats at least thrice in it, and what fades or bends is still
// a grid within it.
const waveTile = 32

// waves is the power of a tile's waves, by waves along and down; below the
// middle down counts backwards. The mean and what is slower than a tile is left out.
type waves struct {
	power [waveTile][waveTile/2 + 1]float64 // [down][along]
	total float64
}

// hann is the window that keeps the edges of a tile from looking like waves,
// and turns are the steps of the transform.
var hann, turns = func() (h [waveTile]float64, t [waveTile]complex128) {
	for i := range waveTile {
		h[i] = .5 - .5*math.Cos(2*math.Pi*(float64(i)+.5)/waveTile)
		t[i] = cmplx.Rect(1, -2*math.Pi*float64(i)/waveTile)
	}
	return h, t
}()

// measure takes the waves of a tile. What was measured before is forgotten.
func (w *waves) measure(p dataset.Plane, x0, y0 int) {
	var mean float64
	for y := range waveTile {
		for _, v := range p.Row(y0 + y)[x0 : x0+waveTile] {
			mean += float64(v)
		}
	}
	mean /= waveTile * waveTile
	// Two rows at a time, one as the real part: the halves of what comes out that
	// are alike backwards and not tell them apart.
	var rows [waveTile][waveTile]complex128
	for y := 0; y < waveTile; y += 2 {
		both := &rows[y]
		upper, lower := p.Row(y0 + y)[x0:x0+waveTile], p.Row(y0 + y + 1)[x0:x0+waveTile]
		for x := range both {
			both[x] = complex((float64(upper[x])-mean)*hann[x]*hann[y], (float64(lower[x])-mean)*hann[x]*hann[y+1])
		}
		transform(both)
		mixed := *both
		for x := range waveTile/2 + 1 {
			a, b := mixed[x], cmplx.Conj(mixed[(waveTile-x)%waveTile])
			// (a+b)/2 and (a−b)/2i, for which the general division is slow.
			rows[y][x] = complex((real(a)+real(b))/2, (imag(a)+imag(b))/2)
			rows[y+1][x] = complex((imag(a)-imag(b))/2, (real(b)-real(a))/2)
		}
	}
	w.total = 0
	for x := range waveTile/2 + 1 {
		var column [waveTile]complex128
		for y := range waveTile {
			column[y] = rows[y][x]
		}
		transform(&column)
		for y, v := range column {
			if x <= 1 && (y <= 1 || y == waveTile-1) {
				continue
			}
			w.power[y][x] = real(v)*real(v) + imag(v)*imag(v)
			if x > 0 && x < waveTile/2 {
				w.power[y][x] *= 2 // its mirror image is left out
			}
			w.total += w.power[y][x]
		}
	}
}

// mirrored is the number of five bits backwards.
var mirrored = func() (m [waveTile]uint8) {
	for i := range m {
		m[i] = bits.Reverse8(uint8(i)) >> 3
	}
	return m
}()

// transform is Fourier's, in place, by Cooley and Tukey. The turns of its first two
// rounds are by nothing and by a quarter.
func transform(v *[waveTile]complex128) {
	var w [waveTile]complex128
	for i := 0; i < waveTile; i += 4 {
		a, b := v[mirrored[i]], v[mirrored[i+1]]
		c, d := v[mirrored[i+2]], v[mirrored[i+3]]
		a, b, c, d = a+b, a-b, c+d, c-d
		d = complex(imag(d), -real(d))
		w[i], w[i+1], w[i+2], w[i+3] = a+c, b+d, a-c, b-d
	}
	for size := 8; size <= waveTile; size *= 2 {
		half, step := size/2, waveTile/size
		for from := 0; from < waveTile; from += size {
			low, high := w[from:from+half], w[from+half:from+size]
			for k := range low {
				t := turns[k*step&(waveTile-1)]
				h := high[k]
				b := complex(real(h)*real(t)-imag(h)*imag(t), real(h)*imag(t)+imag(h)*real(t))
				a := low[k]
				low[k], high[k] = a+b, a-b
			}
		}
	}
	*v = w
}

// wave is one direction in which a tile repeats.
type wave struct {
	along, down float64 // waves in a tile
	power       float64
}

// Limits of a grid of dots: two waves across one another, with their sum and
// their difference, carry much of what varies in a tile.
const (
	slowestWave = 2.7  // waves in a tile: 11.9 pixels apart
	fastestWave = 11.5 // 2.8 pixels
	wavesCarry  = .5   // of the power in all four
	secondWave  = .2   // power of the weaker one, of the stronger
	wavesCross  = .64  // sine of the angle between them: 40°
	wavesApart  = 2.8  // waves in a tile between them, for the window makes each three wide
	wavesAlike  = 1.45 // ratio of their frequencies
)

// dots says whether a tile is a grid of dots, or of checks.
func (w *waves) dots() bool {
	first, at := w.take(nil)
	if first.power == 0 {
		return false
	}
	second, _ := w.take(at)
	a, b := math.Hypot(first.along, first.down), math.Hypot(second.along, second.down)
	if second.power < secondWave*first.power || max(a, b) > wavesAlike*min(a, b) {
		return false
	}
	carried := first.power + second.power + w.at(first.along+second.along, first.down+second.down) + w.at(first.along-second.along, first.down-second.down)
	return carried >= wavesCarry*w.total
}

// at is the power of a wave and of those beside it, 0 for one too fast to be seen.
func (w *waves) at(along, down float64) (power float64) {
	if math.Abs(along) > waveTile/2 || math.Abs(down) > waveTile/2 {
		return 0
	}
	if along < 0 {
		along, down = -along, -down
	}
	for _, v := range w.around(int(down), int(along)) {
		power += v
	}
	return power
}

// places are the waves of a grid's frequencies, in the order of the power.
var places = func() (all []place) {
	for y := range waveTile {
		for x := range waveTile/2 + 1 {
			along, down := x, (y+waveTile/2)%waveTile-waveTile/2
			r := math.Hypot(float64(along), float64(down))
			if r >= slowestWave && r <= fastestWave {
				all = append(all, place{x, y, along, down, r})
			}
		}
	}
	return all
}()

type place struct {
	x, y        int // in the power
	along, down int // waves in a tile
	fast        float64
}

// take finds the strongest wave of a grid's frequencies, across the one given
// if there is one. The window spreads a wave over its neighbours, which count too.
func (w *waves) take(other *place) (best wave, at *place) {
	most := 0.
	for i := range places {
		p := &places[i]
		v := w.power[p.y][p.x]
		if v <= most || other != nil && !across(p, other) || !w.peaks(p) {
			continue
		}
		most, at = v, p
	}
	if at == nil {
		return wave{}, nil
	}
	along, down := float64(at.along), float64(at.down)
	return wave{along, down, w.at(along, down)}, at
}

// across says whether two waves are two directions, and not the skirts of one.
// A wave is the same backwards.
func across(a, b *place) bool {
	if float64(magnitude(a.along*b.down-a.down*b.along)) < wavesCross*a.fast*b.fast {
		return false
	}
	square := func(along, down int) float64 { return float64(along*along + down*down) }
	return min(square(a.along-b.along, a.down-b.down), square(a.along+b.along, a.down+b.down)) >= wavesApart*wavesApart
}

// peaks says whether nothing beside a wave is stronger.
func (w *waves) peaks(p *place) bool {
	v := w.power[p.y][p.x]
	for _, beside := range w.around(p.down, p.along) {
		if beside > v {
			return false
		}
	}
	return true
}

// around is the power of a wave and of those beside it.
func (w *waves) around(down, along int) (power [9]float64) {
	n := 0
	for row := down - 1; row <= down+1; row++ {
		for column := along - 1; column <= along+1; column++ {
			r, c := row, column
			if c < 0 || c > waveTile/2 { // it comes back on the other side
				r, c = -r, magnitude(c)-2*max(0, c-waveTile/2)
			}
			power[n] = w.power[r&(waveTile-1)][c]
			n++
		}
	}
	return power
}
