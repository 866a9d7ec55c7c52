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

func wavesOf(p dataset.Plane, x0, y0 int) *waves {
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
			rows[y][x], rows[y+1][x] = (a+b)/2, (a-b)/2i
		}
	}
	w := &waves{}
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
	return w
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
	first := w.take(nil)
	if first.power == 0 {
		return false
	}
	second := w.take(&first)
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
	w.around((int(down)+waveTile)%waveTile, int(along), func(v float64) { power += v })
	return power
}

// take finds the strongest wave of a grid's frequencies, across the one given
// if there is one. The window spreads a wave over its neighbours, which count too.
func (w *waves) take(other *wave) (best wave) {
	most := 0.
	for y := range waveTile {
		for x := range waveTile/2 + 1 {
			v := w.power[y][x]
			if v <= most {
				continue
			}
			along, down := float64(x), float64((y+waveTile/2)%waveTile-waveTile/2)
			r := math.Hypot(along, down)
			if r < slowestWave || r > fastestWave {
				continue
			}
			if other != nil && !across(wave{along: along, down: down}, *other) || !w.peaks(y, x) {
				continue
			}
			most, best = v, wave{along: along, down: down}
		}
	}
	if most == 0 {
		return wave{}
	}
	best.power = w.at(best.along, best.down)
	return best
}

// across says whether two waves are two directions, and not the skirts of one.
// A wave is the same backwards.
func across(a, b wave) bool {
	if math.Abs(a.along*b.down-a.down*b.along) < wavesCross*math.Hypot(a.along, a.down)*math.Hypot(b.along, b.down) {
		return false
	}
	return min(math.Hypot(a.along-b.along, a.down-b.down), math.Hypot(a.along+b.along, a.down+b.down)) >= wavesApart
}

// peaks says whether nothing beside a wave is stronger.
func (w *waves) peaks(y, x int) bool {
	most := 0.
	w.around(y, x, func(v float64) { most = max(most, v) })
	return w.power[y][x] >= most
}

// around hands out the power of a wave and of those beside it.
func (w *waves) around(y, x int, each func(power float64)) {
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			row, column := y+dy, x+dx
			if column < 0 || column > waveTile/2 { // it comes back on the other side
				row, column = -row, magnitude(column)-2*max(0, column-waveTile/2)
			}
			each(w.power[(row+2*waveTile)%waveTile][column])
		}
	}
}
