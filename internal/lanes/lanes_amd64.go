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
func standoutsAVX2(out, row *byte, ul, ur, ll, lr *uint32, n, count, offset int)

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

func standouts(out, row []byte, ul, ur, ll, lr []uint32, count, offset int) int {
	n := len(out) &^ 7
	if !wide || n == 0 {
		return 0
	}
	standoutsAVX2(&out[0], &row[0], &ul[0], &ur[0], &ll[0], &lr[0], n, count, offset)
	return n
}

//go:noescape
func kernelAVX2(to *float32, lines *[]float32, weights *float32, middle, n int)

//go:noescape
func peaksAVX2(marks *byte, rows *[9][]float32, n int, least float32)

func kernel(to []float32, lines [][]float32, weights []float32) int {
	n := len(to) &^ 7
	if !wide || n == 0 {
		return 0
	}
	kernelAVX2(&to[0], &lines[0], &weights[0], len(lines)/2, n)
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
func subtractAVX2(to, a, b *float32, n int)

func subtract(to, a, b []float32) int {
	n := len(to) &^ 7
	if !wide || n == 0 {
		return 0
	}
	subtractAVX2(&to[0], &a[0], &b[0], n)
	return n
}
