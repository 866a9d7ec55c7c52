package labelled

import (
	"image"
	"image/draw"
)

const (
	seenStep  = 16  // of 255 by which letters must change a pixel for one to see it
	seenShare = .05 // of a piece of a line that must be such pixels: letters fill more
)

// remember gives what is to be called when letters have been laid into a room: it
// keeps those pixels of them that one sees.
func (w *writer) remember(room image.Rectangle) func() {
	if w.laid == nil {
		w.laid = image.NewRGBA(w.img.Rect)
	}
	before := image.NewRGBA(room)
	draw.Draw(before, room, w.img, room.Min, draw.Src)
	return func() {
		for y := room.Min.Y; y < room.Max.Y; y++ {
			for x := room.Min.X; x < room.Max.X; x++ {
				was, is := before.RGBAAt(x, y), w.img.RGBAAt(x, y)
				if max(apart(was.R, is.R), apart(was.G, is.G), apart(was.B, is.B)) >= seenStep {
					is.A = 255
					w.laid.SetRGBA(x, y, is)
				}
			}
		}
	}
}

func apart(a, b byte) int { return max(int(a)-int(b), int(b)-int(a)) }

// readable cuts from the ends of all lines what cannot be seen, for it was
// painted over or is of the colour of its ground, and leaves out what cannot be
// seen at all.
func (w *writer) readable() {
	kept := w.boxes[:0]
	for _, b := range w.boxes {
		if b = w.seenOf(b); !b.Empty() {
			kept = append(kept, b)
		}
	}
	w.boxes = kept
}

// seenOf is a box from its first to its last piece, each as long as the box is
// thick, in which letters are seen.
func (w *writer) seenOf(b image.Rectangle) (seen image.Rectangle) {
	step := max(1, min(b.Dx(), b.Dy()))
	for at := 0; at < max(b.Dx(), b.Dy()); at += step {
		piece := image.Rect(b.Min.X+at, b.Min.Y, b.Min.X+at+step, b.Max.Y)
		if b.Dy() > b.Dx() {
			piece = image.Rect(b.Min.X, b.Min.Y+at, b.Max.X, b.Min.Y+at+step)
		}
		piece = piece.Intersect(b)
		n := 0
		for y := piece.Min.Y; y < piece.Max.Y; y++ {
			for x := piece.Min.X; x < piece.Max.X; x++ {
				l := w.laid.RGBAAt(x, y)
				is := w.img.RGBAAt(x, y)
				if l.A != 0 && l.R == is.R && l.G == is.G && l.B == is.B {
					n++
				}
			}
		}
		if float64(n) >= seenShare*float64(piece.Dx()*piece.Dy()) {
			seen = seen.Union(piece)
		}
	}
	return seen
}
