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

func standouts(out, row []byte, ul, ur, ll, lr []uint32, count, offset int) int {
	n := len(out) &^ 7
	if !wide || n == 0 {
		return 0
	}
	standoutsAVX2(&out[0], &row[0], &ul[0], &ur[0], &ll[0], &lr[0], n, count, offset)
	return n
}
