package dedup

import (
	"math"
	"math/bits"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
)

const (
	hashSide  = 64 // the view is shrunk to a square of this side
	hashFreqs = 16 // and the lowest 16×16 frequencies of its DCT are kept
)

// matrix is a bit for each of the lowest 16×16 DCT coefficients of a view: bit
// v·16+u is that of v half waves down and u across. The bit of the mean is 0.
type matrix [4]uint64

// hash is the signs of the coefficients (a set bit is positive), and which of
// them are so large that noise does not turn their sign. The others do not
// count: in a symmetric picture, half of all signs are noise. Mirroring a
// picture negates the coefficients of odd order, and transposing it transposes
// them, so that the hashes of all eight positions follow from one.
type hash struct{ sign, sure matrix }

// distance is how many signs differ of those that are sure in both, and how
// many are.
func (a *hash) distance(b *hash) (differ, of int) {
	s0, s1, s2, s3 := a.sure[0]&b.sure[0], a.sure[1]&b.sure[1], a.sure[2]&b.sure[2], a.sure[3]&b.sure[3]
	of = bits.OnesCount64(s0) + bits.OnesCount64(s1) + bits.OnesCount64(s2) + bits.OnesCount64(s3)
	differ = bits.OnesCount64(s0&(a.sign[0]^b.sign[0])) + bits.OnesCount64(s1&(a.sign[1]^b.sign[1])) +
		bits.OnesCount64(s2&(a.sign[2]^b.sign[2])) + bits.OnesCount64(s3&(a.sign[3]^b.sign[3]))
	return differ, of
}

// leastSure is how many signs must be sure in both views to compare them.
const leastSure = 24

// reach is, for each number of signs that are sure in both, how many may differ
// for a radius of so many in 256: in proportion, and never so many that chance
// alone (half of them, give or take) would do it once in some 300,000. It is
// −1 where too few are sure to say anything.
func reach(radius int) (most [257]int) { return reachBeyond(radius, chanceSigmas) }

// chanceSigmas below half is how far chance goes once in some 300,000.
const chanceSigmas = 4.5

// reachBeyond is reach with chance so many standard deviations below half.
func reachBeyond(radius int, sigmas float64) (most [257]int) {
	for of := range most {
		if most[of] = -1; of < leastSure {
			continue
		}
		byChance := float64(of)/2 - sigmas*math.Sqrt(float64(of))/2
		most[of] = int(math.Floor(min(float64(radius*of)/256, byChance)))
	}
	return most
}

const (
	oddColumns = 0xaaaaaaaaaaaaaaaa // u odd, in each row of 16
	oddRows    = 0xffff0000ffff0000 // v odd
)

// in is the hash of the picture in that position.
func (a hash) in(p position) hash {
	if p.transposed() {
		a = hash{a.sign.transpose(), a.sure.transpose()}
	}
	var flips uint64
	if p.mirrored() {
		flips ^= oddColumns
	}
	if p.upsideDown() {
		flips ^= oddRows
	}
	for i := range a.sign {
		a.sign[i] ^= flips
	}
	return a
}

// transpose swaps the quarters of the square off its diagonal, then those of
// each quarter, and so on.
func (a matrix) transpose() matrix {
	swap := func(x, y *uint64, by int, mask uint64) {
		t := (*x>>by ^ *y) & mask
		*y ^= t
		*x ^= t << by
	}
	swap(&a[0], &a[2], 8, 0x00ff00ff00ff00ff)
	swap(&a[1], &a[3], 8, 0x00ff00ff00ff00ff)
	swap(&a[0], &a[1], 4, 0x0f0f0f0f0f0f0f0f)
	swap(&a[2], &a[3], 4, 0x0f0f0f0f0f0f0f0f)
	for i, w := range a {
		t := (w>>2 ^ w>>32) & 0x0000000033333333
		w ^= t<<2 ^ t<<32
		t = (w>>1 ^ w>>16) & 0x0000555500005555
		a[i] = w ^ t<<1 ^ t<<16
	}
	return a
}

// cosines holds the lowest frequencies of the orthonormal DCT-II of hashSide
// points, of which the second half mirrors the first: with the same sign for
// even frequencies, with the other for odd ones.
var cosines = func() (c [hashFreqs][hashSide / 2]float32) {
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

// sureSize is the size from which the sign of a coefficient survives
// re-encoding: noise of one grey level in each cell of the view gives
// coefficients of 1.
const sureSize = 4

// cells are the mean luma of hashSide × hashSide equal parts of a view.
type cells [hashSide * hashSide]byte

// cellsOf averages the part b of a luma plane.
func cellsOf(p dataset.Plane, b box) (c cells) {
	x0, y0, w, h := int(b.x0), int(b.y0), int(b.w()), int(b.h())
	if w >= hashSide && h >= hashSide {
		decode.Shrink(c[:], hashSide, hashSide, p, x0, y0, w, h)
		return c
	}
	copy(c[:], shrink(p, b, hashSide, hashSide).plane().Pix)
	return c
}

// hash makes the hash of a view. Trust, 0 to 1, is the share of coefficients
// whose sign is sure: 0 for a blank picture.
func (c *cells) hash() (h hash, trust float64) {
	var across [hashSide][hashFreqs]float32
	for y := range hashSide {
		dctLine((*[hashSide]byte)(c[y*hashSide:]), &across[y])
	}
	// The same down: rows are folded, and summed up for all columns at once.
	const last = hashSide - 1
	for y := range hashSide / 2 {
		for u, a := range across[y] {
			b := across[last-y][u]
			across[y][u], across[last-y][u] = a+b, a-b
		}
	}
	certain := 0
	for v := range hashFreqs {
		var sums [hashFreqs]float32
		for y, c := range cosines[v] {
			row := &across[y]
			if v%2 != 0 {
				row = &across[last-y]
			}
			for u, a := range row {
				sums[u] += c * a
			}
		}
		for u, s := range sums {
			if u+v == 0 {
				continue
			}
			bit := uint64(1) << (v%4*16 + u)
			if s > 0 {
				h.sign[v/4] |= bit
			}
			if s > sureSize || s < -sureSize {
				h.sure[v/4] |= bit
				certain++
			}
		}
	}
	return h, float64(certain) / (hashFreqs*hashFreqs - 1)
}

// dctLine gives the lowest frequencies of a line.
func dctLine(line *[hashSide]byte, out *[hashFreqs]float32) {
	var even, odd [hashSide / 2]float32
	for x := range even {
		a, b := bytesAsFloats[line[x]], bytesAsFloats[line[hashSide-1-x]]
		even[x], odd[x] = a+b, a-b
	}
	for u := 0; u < hashFreqs; u += 4 { // four sums that do not wait for each other
		c0, c1, c2, c3 := &cosines[u], &cosines[u+1], &cosines[u+2], &cosines[u+3]
		var s0, s1, s2, s3 float32
		for x, e := range even {
			o := odd[x]
			s0 += c0[x] * e
			s1 += c1[x] * o
			s2 += c2[x] * e
			s3 += c3[x] * o
		}
		out[u], out[u+1], out[u+2], out[u+3] = s0, s1, s2, s3
	}
}
