package lanes

import "golang.org/x/sys/cpu"

// wide says that the processor has the instructions of lanes_amd64.s. Each of
// the functions below gives how many elements it did, from the first on.
var wide = cpu.X86.HasAVX2

//go:noescape
func premultiplyAVX2(dst, src *byte, n int)

//go:noescape
func lumasAVX2(white, black, pixels *byte, n int)

//go:noescape
func chromaAVX2(cb, cr, pixels *byte, n int)

//go:noescape
func binomialAVX2(to, a, b, c, d, e *byte, n int)

//go:noescape
func stepsAVX2(steps *uint16, row, below *byte, n int)

//go:noescape
func weighAVX2(sums, row *byte, n, weight int)

//go:noescape
func addWeighedAVX2(sums, row *byte, n, weight int)

//go:noescape
func blocksAVX2(sums, counts *[8]uint16, row *byte, n, most int)

//go:noescape
func roundAVX2(dst, src *byte, n, add, factor int)

//go:noescape
func residualsAVX2(codes, pixels, left, up, corner *byte, n int)

//go:noescape
func standoutsAVX2(dark, light *uint64, row *byte, ul, ur, ll, lr, widths *uint32, rows, offset, n int)

// premultiplied gives bytes, not pixels.
func premultiplied(dst, src []byte) int {
	n := len(src) &^ 31
	if !wide || n == 0 {
		return 0
	}
	premultiplyAVX2(&dst[:n][0], &src[0], n)
	return n
}

func lumas(white, black, pixels []byte) int {
	n := len(black) &^ 7
	if !wide || n == 0 {
		return 0
	}
	lumasAVX2(&white[0], &black[0], &pixels[:4*n][0], n)
	return n
}

func chroma(cb, cr, pixels []byte) int {
	n := len(cb) &^ 7
	if !wide || n == 0 {
		return 0
	}
	chromaAVX2(&cb[0], &cr[0], &pixels[:4*n][0], n)
	return n
}

func binomial(to, a, b, c, d, e []byte) int {
	n := len(to) &^ 15
	if !wide || n == 0 {
		return 0
	}
	binomialAVX2(&to[0], &a[0], &b[0], &c[0], &d[0], &e[0], n)
	return n
}

func steps16(steps []uint16, row, below []byte) int {
	n := len(steps) &^ 15
	if !wide || n == 0 {
		return 0
	}
	stepsAVX2(&steps[0], &row[0], &below[0], n)
	return n
}

func weigh(sums, row []byte, weight uint16, add bool) int {
	n := len(row) &^ 15
	if !wide || n == 0 {
		return 0
	}
	if add {
		addWeighedAVX2(&sums[0], &row[0], n, int(weight))
	} else {
		weighAVX2(&sums[0], &row[0], n, int(weight))
	}
	return n
}

// mostBlocked is what a row may have so that its sums stay below 2¹⁶.
const mostBlocked = 2048

func blocks(sums, counts *[8]int, row []byte, most byte) int {
	n := (len(row) - 1) &^ 7
	if !wide || n <= 0 || n > mostBlocked {
		return 0
	}
	var s, c [8]uint16
	blocksAVX2(&s, &c, &row[0], n, int(most))
	for i := range s {
		sums[(i+1)&7] += int(s[i])
		counts[(i+1)&7] += int(c[i])
	}
	return n
}

// round divides by multiplying with 2¹⁶/step, rounded up: dividends of 9 bits
// are too small for the difference to show, unless step is 1, whose factor
// has 17 bits.
func round(dst, src []byte, step int) int {
	n := len(src) &^ 15
	if !wide || n == 0 || step < 2 {
		return 0
	}
	roundAVX2(&dst[0], &src[0], n, step/2, (1<<16+step-1)/step)
	return n
}

func residuals(codes, pixels, left, up, corner []byte) int {
	n := len(codes) &^ 15
	if !wide || n == 0 {
		return 0
	}
	residualsAVX2(&codes[0], &pixels[0], &left[0], &up[0], &corner[0], n)
	return n
}

func standouts(dark, light []uint64, row []byte, ul, ur, ll, lr, widths []uint32, rows, offset int) int {
	n := len(row) &^ 7
	if !wide || n == 0 {
		return 0
	}
	standoutsAVX2(&dark[0], &light[0], &row[0], &ul[0], &ur[0], &ll[0], &lr[0], &widths[0], rows, offset, n)
	return n
}

//go:noescape
func kernelAVX2(to, from, weights *float32, stride, middle, n int)

//go:noescape
func peaksAVX2(marks *byte, rows *[9][]float32, n int, least float32)

func kernel(to, from []float32, stride int, weights []float32) int {
	n := len(to) &^ 7
	if !wide || n == 0 {
		return 0
	}
	kernelAVX2(&to[0], &from[0], &weights[0], 4*stride, len(weights)-1, n)
	return n
}

func peaks(marks []byte, rows *[9][]float32, n int, least float32) int {
	n &^= 7
	if !wide || n == 0 || least <= 0 {
		return 0
	}
	peaksAVX2(&marks[:n/8][0], rows, n, least)
	return n
}

//go:noescape
func frequenciesAVX2(out *[8][8]float32, samples *[16][16]float32, cosines, crossed *[8][8]float32, lines *[16][8]float32)

// crossed are the cosines by the place of the sample, of odd and even frequencies
// in turns.
var crossed = func() (out [8][8]float32) {
	for i := range out {
		for k := range out[i] {
			out[i][k] = cosines[k^1][i]
		}
	}
	return out
}()

func frequencies(out *[8][8]float32, samples *[16][16]float32) bool {
	if wide {
		var lines [16][8]float32
		frequenciesAVX2(out, samples, &cosines, &crossed, &lines)
	}
	return wide
}

//go:noescape
func subtractAVX2(to, a, b *float32, n int)

func subtract(to, a, b []float32) int {
	n := len(to) &^ 7
	if !wide || n == 0 {
		return 0
	}
	subtractAVX2(&to[0], &a[0], &b[0], n)
	return n
}

//go:noescape
func withinAVX2(bits *uint64, row *byte, n, low, span int)

//go:noescape
func unevenAVX2(bits *uint64, row, below *byte, n, step int)

//go:noescape
func endsAVX2(bits *uint64, a, b, c *byte, n int)

//go:noescape
func bendsAVX2(to *uint16, above, row, below *byte, n int)

//go:noescape
func accumulateAVX2(sums, above *uint32, row *byte, n int)

//go:noescape
func momentsAVX2(sums *[2]uint64, row *byte, n int)

// within also does what is left of a row, within a word of its own.
func within(bits []uint64, row []byte, low, span byte) int {
	if !wide {
		return 0
	}
	n := len(row) &^ 63
	if n > 0 {
		withinAVX2(&bits[0], &row[0], n, int(low), int(span))
	}
	if left := len(row) - n; left > 0 {
		var last [64]byte
		copy(last[:], row[n:])
		withinAVX2(&bits[n/64], &last[0], 64, int(low), int(span))
		bits[n/64] &= 1<<left - 1
	}
	return len(row)
}

// uneven also does what is left of a row, within a word of its own.
func uneven(bits []uint64, row, below []byte, step byte) int {
	if !wide {
		return 0
	}
	n := len(below) &^ 63
	if n > 0 {
		unevenAVX2(&bits[0], &row[0], &below[0], n, int(step))
	}
	if left := len(below) - n; left > 0 {
		var last [65]byte
		var under [64]byte
		copy(last[:], row[n:])
		copy(under[:], below[n:])
		unevenAVX2(&bits[n/64], &last[0], &under[0], 64, int(step))
		bits[n/64] &= 1<<left - 1
	}
	return len(below)
}

//go:noescape
func gradedAVX2(right, below *uint64, row, next *byte, n, add int)

// graded also does what is left of a row, within a word of its own, and the last
// pixel that has a right neighbour is the one before it.
func graded(right, below []uint64, row, next []byte, add byte) int {
	if !wide || len(row) == 0 {
		return 0
	}
	n := (len(row) - 1) &^ 63
	if n > 0 {
		gradedAVX2(&right[0], &below[0], &row[0], &next[0], n, int(add)/2)
	}
	var last [65]byte
	var under [64]byte
	copy(last[:], row[n:])
	copy(under[:], next[n:])
	gradedAVX2(&right[n/64], &below[n/64], &last[0], &under[0], 64, int(add)/2)
	all := ^uint64(0) >> (64 - (len(row) - n))
	right[n/64] &= all >> 1
	below[n/64] &= all
	return len(row)
}

func ends(bits []uint64, a, b, c []byte) int {
	n := (len(a) - 1) &^ 63
	if !wide || n <= 0 {
		return 0
	}
	endsAVX2(&bits[0], &a[0], &b[0], &c[0], n)
	return n
}

func bends(to []uint16, above, row, below []byte) int {
	n := len(to) &^ 15
	if !wide || n == 0 {
		return 0
	}
	bendsAVX2(&to[0], &above[0], &row[0], &below[0], n)
	return n
}

func accumulate(sums, above []uint32, row []byte) int {
	n := len(row) &^ 7
	if !wide || n == 0 {
		return 0
	}
	accumulateAVX2(&sums[0], &above[0], &row[0], n)
	return n
}

// mostSquares is how many squares of bytes are summed up in 32 bits: eight sums
// are, two squares at a time.
const mostSquares = 1 << 16

func moments(row []byte) (n, sum, squares int) {
	n = min(len(row), mostSquares) &^ 15
	if !wide || n == 0 {
		return 0, 0, 0
	}
	var sums [2]uint64
	momentsAVX2(&sums, &row[0], n)
	return n, int(sums[0]), int(sums[1])
}

//go:noescape
func boxMomentsAVX2(sums *[2]uint64, pixels *byte, stride, blocks, last, height int)

// boxMoments does the upper rows of a box whose last 16 pixels, in part beside it,
// there are.
func boxMoments(pixels []byte, stride, width, height int) (rows, sum, squares int) {
	blocks := (width - 1) / 16
	if room := len(pixels) - 16*(blocks+1); !wide || stride <= 0 || room < 0 {
		return 0, 0, 0
	} else {
		height = min(height, room/stride+1, mostSquares/16/(blocks+1))
	}
	if height <= 0 {
		return 0, 0, 0
	}
	var sums [2]uint64
	boxMomentsAVX2(&sums, &pixels[0], stride, blocks, width-16*blocks, height)
	return height, int(sums[0]), int(sums[1])
}

//go:noescape
func averageAVX2(out, sums *byte, first *int32, weights *int16, taps, n int)

//go:noescape
func averagePixelsAVX2(out, sums *byte, first *int32, weights *int16, taps, n int)

func average(out, sums []byte, first []int32, weights []int16, taps int) int {
	n := len(out) &^ 3
	if !wide || n == 0 {
		return 0
	}
	averageAVX2(&out[0], &sums[0], &first[0], &weights[0], taps, n)
	return n
}

func averagePixels(out, sums []byte, first []int32, weights []int16, taps int) int {
	if !wide || len(first) == 0 {
		return 0
	}
	averagePixelsAVX2(&out[0], &sums[0], &first[0], &weights[0], taps, len(first))
	return len(first)
}

//go:noescape
func paeth3AVX2(row, above *byte, n int)

//go:noescape
func paeth4AVX2(row, above *byte, n int)

// paeth gives bytes. Of pixels of three bytes it leaves the last one, for it reads
// four.
func paeth(row, above []byte, bpp int) int {
	switch n := len(row) / max(1, bpp); {
	case wide && bpp == 4 && n > 0:
		paeth4AVX2(&row[0], &above[0], n)
		return 4 * n
	case wide && bpp == 3 && n > 1:
		paeth3AVX2(&row[0], &above[0], n-1)
		return 3 * (n - 1)
	}
	return 0
}

//go:noescape
func dotAVX2(sum *uint64, a, b *byte, n int)

func dot(a, b []byte) (n, sum int) {
	n = min(len(a), mostSquares) &^ 15
	if !wide || n == 0 {
		return 0, 0
	}
	var all uint64
	dotAVX2(&all, &a[0], &b[0], n)
	return n, int(all)
}

//go:noescape
func adlerAVX2(sums *[3][8]uint32, p *byte, n int)

func adler(a, b uint32, p []byte) (n int, a2, b2 uint32) {
	if !wide {
		return 0, a, b
	}
	for n+32 <= len(p) {
		size := min(len(p)-n, 4096) &^ 31
		var sums [3][8]uint32
		adlerAVX2(&sums, &p[n], size)
		var bytes, weighed, before uint64
		for i := range 8 {
			bytes, weighed, before = bytes+uint64(sums[0][i]), weighed+uint64(sums[1][i]), before+uint64(sums[2][i])
		}
		b = uint32((uint64(b) + uint64(size)*uint64(a) + weighed + 32*before) % adlerModulus)
		a = uint32((uint64(a) + bytes) % adlerModulus)
		n += size
	}
	return n, a, b
}

//go:noescape
func halveAVX2(squares *[8]uint32, to, up, down *byte, n int)

// mostHalved keeps sums of squares, of which each has two for sixteen, in 32 bits.
const mostHalved = 16 * 1024

func halve(to, up, down []byte) (n, squares int) {
	n = min(len(to), mostHalved) &^ 15
	if !wide || n == 0 {
		return 0, 0
	}
	var sums [8]uint32
	halveAVX2(&sums, &to[0], &up[:2*n][0], &down[:2*n][0], n)
	for _, s := range sums {
		squares += int(s)
	}
	return n, squares
}

//go:noescape
func treesAVX2(sums *[8]float64, features *[128][8]float32, trees *Tree, n int)

func sumTrees(sums *[8]float64, features *[128][8]float32, trees []Tree) bool {
	if !wide || len(trees) == 0 {
		return false
	}
	treesAVX2(sums, features, &trees[0], len(trees))
	return true
}

//go:noescape
func atLeastAVX2(bits *uint64, steps *uint16, n, least int)

func atLeast(bits []uint64, steps []uint16, least uint16) int {
	n := len(steps) &^ 31
	if !wide || n == 0 {
		return 0
	}
	atLeastAVX2(&bits[0], &steps[0], n, int(least))
	return n
}
