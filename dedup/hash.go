package dedup

import (
	"math"
	"math/bits"

	"github.com/winnow-data/winnow/dataset"
)

const (
	hashSide  = 64 // the view is shrunk to a square of this side
	hashFreqs = 16 // and the lowest 16×16 frequencies of its DCT are kept
)

// hash is the signs of the lowest 16×16 DCT coefficients of a view: bit v·16+u
// says that the coefficient of v half waves down and u across is positive. The
// bit of the mean is 0. Mirroring a picture negates the coefficients of odd
// order, and transposing it transposes them, so that the hashes of all eight
// positions follow from one.
type hash [4]uint64

func (a hash) distance(b hash) int {
	return bits.OnesCount64(a[0]^b[0]) + bits.OnesCount64(a[1]^b[1]) + bits.OnesCount64(a[2]^b[2]) + bits.OnesCount64(a[3]^b[3])
}

const (
	oddColumns = 0xaaaaaaaaaaaaaaaa // u odd, in each row of 16
	oddRows    = 0xffff0000ffff0000 // v odd
)

// in is the hash of the picture in that position.
func (a hash) in(p position) hash {
	if p.transposed() {
		a = a.transpose()
	}
	var flips uint64
	if p.mirrored() {
		flips ^= oddColumns
	}
	if p.upsideDown() {
		flips ^= oddRows
	}
	for i := range a {
		a[i] ^= flips
	}
	return a
}

func (a hash) transpose() (t hash) {
	for v := range hashFreqs {
		row := a[v/4] >> (v % 4 * 16) & 0xffff
		for row != 0 {
			u := bits.TrailingZeros64(row)
			row &= row - 1
			t[u/4] |= 1 << (u%4*16 + v)
		}
	}
	return t
}

// cosines holds the orthonormal DCT-II of hashSide points, its lowest frequencies.
var cosines = func() (c [hashFreqs][hashSide]float32) {
	for u := range c {
		norm := math.Sqrt(2.0 / hashSide)
		if u == 0 {
			norm = math.Sqrt(1.0 / hashSide)
		}
		for x := range c[u] {
			c[u][x] = float32(norm * math.Cos(math.Pi*float64(u)*(float64(x)+.5)/hashSide))
		}
	}
	return c
}()

// sure is the size from which the sign of a coefficient survives re-encoding:
// noise of one grey level in each cell of the view gives coefficients of 1.
const sure = 4

// hashOf hashes the part b of a luma plane. Trust, 0 to 1, is the share of
// coefficients whose sign is sure: 0 for a blank picture.
func hashOf(p dataset.Plane, b box) (h hash, trust float64) {
	view := shrink(p, b, hashSide, hashSide)
	var across [hashSide][hashFreqs]float32
	for y := range hashSide {
		row := view.row(y)
		for u := range hashFreqs {
			sum := float32(0)
			for x, c := range cosines[u] {
				sum += c * row[x]
			}
			across[y][u] = sum
		}
	}
	certain := 0
	for v := range hashFreqs {
		var sums [hashFreqs]float32
		for y, c := range cosines[v] {
			for u, a := range across[y] {
				sums[u] += c * a
			}
		}
		for u, s := range sums {
			if u+v == 0 {
				continue
			}
			if s > 0 {
				h[v/4] |= 1 << (v%4*16 + u)
			}
			if s > sure || s < -sure {
				certain++
			}
		}
	}
	return h, float64(certain) / (hashFreqs*hashFreqs - 1)
}
