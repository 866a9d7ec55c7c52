package decode

import (
	"image"

	"github.com/winnow-data/winnow/dataset"
)

// turnedSize is the size of a picture of w×h after its EXIF orientation.
func turnedSize(w, h, orientation int) (int, int) {
	if orientation >= 5 {
		return h, w
	}
	return w, h
}

// source says where the upper left sample of the upright picture lies in the
// stored one of w×h, and how far a step right and a step down go, in samples.
func source(w, h, orientation int) (start, right, down int) {
	switch orientation {
	case 2: // mirrored
		return w - 1, -1, w
	case 3: // half a turn
		return w*h - 1, -1, -w
	case 4: // upside down and mirrored
		return w * (h - 1), 1, -w
	case 5: // along the falling diagonal
		return 0, w, 1
	case 6: // a quarter turn right makes it upright
		return w * (h - 1), -w, 1
	case 7: // along the rising diagonal
		return w*h - 1, -w, -1
	case 8: // a quarter turn left makes it upright
		return w - 1, w, -1
	}
	return 0, 1, w
}

// What an orientation becomes when the picture is turned further: a quarter
// turn left, left and right swapped, top and bottom swapped.
var (
	thenLeft   = [9]int{0, 8, 5, 6, 7, 4, 1, 2, 3}
	thenMirror = [9]int{0, 2, 1, 4, 3, 6, 5, 8, 7}
	thenFlip   = [9]int{0, 4, 3, 2, 1, 8, 7, 6, 5}
)

// upright turns a plane by an EXIF orientation.
func upright(p dataset.Plane, orientation int) dataset.Plane {
	if orientation <= 1 {
		return p
	}
	w, h := turnedSize(p.W, p.H, orientation)
	out := dataset.Plane{W: w, H: h, Pix: make([]byte, w*h)}
	start, right, down := source(p.W, p.H, orientation)
	for y := range h {
		at := start + y*down
		for x := range out.Row(y) {
			out.Pix[y*w+x] = p.Pix[at]
			at += right
		}
	}
	return out
}

// uprightImage turns an image of four bytes a pixel by an EXIF orientation.
func uprightImage(pix []byte, w, h, orientation int) ([]byte, int, int) {
	if orientation <= 1 {
		return pix, w, h
	}
	dw, dh := turnedSize(w, h, orientation)
	out := make([]byte, len(pix))
	start, right, down := source(w, h, orientation)
	for y := range dh {
		at := start + y*down
		for x := range dw {
			copy(out[(y*dw+x)*4:(y*dw+x)*4+4], pix[at*4:at*4+4])
			at += right
		}
	}
	return out, dw, dh
}

func rectangle(w, h int) image.Rectangle { return image.Rect(0, 0, w, h) }
