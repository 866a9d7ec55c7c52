package decode

import "image"

const (
	repeatLines  = 48 // rows and columns that are looked at
	repeatPlaces = 12 // places across, and down, where colours change, that tell a grid
)

// repeated is how many times a picture has each of its pixels across and down:
// more than 1 in one that was enlarged without smoothing, and in pixel art.
func repeated(img image.Image) int {
	switch m := img.(type) {
	case *image.NRGBA:
		return repeatedIn(m.Pix, m.Stride, 4, m.Rect)
	case *image.RGBA:
		return repeatedIn(m.Pix, m.Stride, 4, m.Rect)
	case *image.Gray:
		return repeatedIn(m.Pix, m.Stride, 1, m.Rect)
	case *image.Paletted:
		return repeatedIn(m.Pix, m.Stride, 1, m.Rect)
	}
	return 1
}

func repeatedIn(pix []byte, stride, size int, r image.Rectangle) int {
	across := repeatOf(pix, size, stride, size, r.Dx(), r.Dy())
	if across == 1 {
		return 1
	}
	return commonDivisor(across, repeatOf(pix, stride, size, size, r.Dy(), r.Dx()))
}

// repeatOf is the largest number that divides all places where colours change
// along some of the lines, of which there are so many, of n pixels each.
func repeatOf(pix []byte, step, next, size, n, lines int) int {
	divisor, places := 0, 0
	seen := make([]bool, n)
	for i := range min(repeatLines, lines) {
		at := i * lines / min(repeatLines, lines) * next
		for k := 1; k < n; k++ {
			was := at
			at += step
			if string(pix[was:was+size]) == string(pix[at:at+size]) {
				continue
			}
			if divisor = commonDivisor(divisor, k); divisor == 1 {
				return 1
			}
			if !seen[k] {
				seen[k] = true
				places++
			}
		}
	}
	if places < repeatPlaces {
		return 1
	}
	return divisor
}

// commonDivisor is the largest; that of 0 and n is n.
func commonDivisor(a, b int) int {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}
