package labelled

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// writer sets lines of letters on a picture and remembers where they are.
type writer struct {
	img   *image.RGBA
	dice  *rand.Rand
	face  font.Face
	size  float64
	kind  script
	boxes []image.Rectangle // of the ink of each line
}

// words is a line of about n letters.
func (w *writer) words(n int) string {
	var b strings.Builder
	left := 2 + w.dice.IntN(8)
	for range n {
		if w.kind.spaced && left == 0 {
			b.WriteByte(' ')
			left = 2 + w.dice.IntN(8)
		}
		b.WriteRune(w.kind.letters[w.dice.IntN(len(w.kind.letters))])
		left--
	}
	return b.String()
}

// style is how letters look.
type style struct {
	fill, outline color.RGBA
	stroke        int     // pixels of the outline, 0 for none
	opacity       float64 // 0–1
}

// line writes text with its baseline's left end at (x, y).
func (w *writer) line(text string, x, y int, s style) {
	mask := image.NewAlpha(w.img.Rect)
	d := font.Drawer{Dst: mask, Src: image.Opaque, Face: w.face, Dot: fixed.P(x, y)}
	d.DrawString(text)
	w.set(mask, s)
}

// column writes text downwards, each letter in a square cell.
func (w *writer) column(text string, x, y int, s style) {
	mask := image.NewAlpha(w.img.Rect)
	for _, c := range text {
		advance, ok := w.face.GlyphAdvance(c)
		if !ok {
			continue
		}
		d := font.Drawer{Dst: mask, Src: image.Opaque, Face: w.face, Dot: fixed.P(x+int(w.size/2)-advance.Round()/2, y+int(w.size*.88))}
		d.DrawString(string(c))
		y += int(w.size * 1.05)
	}
	w.set(mask, s)
}

// set lays the letters of a mask on the picture.
func (w *writer) set(mask *image.Alpha, s style) {
	box := inkOf(mask)
	if box.Empty() {
		return
	}
	if s.stroke > 0 {
		wide := image.NewAlpha(mask.Rect)
		for dy := -s.stroke; dy <= s.stroke; dy++ {
			for dx := -s.stroke; dx <= s.stroke; dx++ {
				if dx*dx+dy*dy <= s.stroke*s.stroke+1 {
					draw.DrawMask(wide, wide.Rect, image.Opaque, image.Point{}, mask, image.Pt(-dx, -dy), draw.Over)
				}
			}
		}
		draw.DrawMask(w.img, w.img.Rect, image.NewUniform(s.outline), image.Point{}, wide, image.Point{}, draw.Over)
		box = box.Inset(-s.stroke).Intersect(w.img.Rect)
	}
	if s.opacity < 1 {
		for i, v := range mask.Pix {
			mask.Pix[i] = byte(float64(v) * s.opacity)
		}
	}
	draw.DrawMask(w.img, w.img.Rect, image.NewUniform(s.fill), image.Point{}, mask, image.Point{}, draw.Over)
	w.boxes = append(w.boxes, box)
}

func inkOf(mask *image.Alpha) image.Rectangle {
	box := image.Rectangle{}
	for y := range mask.Rect.Dy() {
		row := mask.Pix[y*mask.Stride : y*mask.Stride+mask.Rect.Dx()]
		for x, v := range row {
			if v > 64 {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// area is the share of the picture in the boxes.
func (w *writer) area() float64 {
	return covered(w.boxes, w.img.Rect)
}

func covered(boxes []image.Rectangle, whole image.Rectangle) float64 {
	in := make([]bool, whole.Dx()*whole.Dy())
	n := 0
	for _, b := range boxes {
		b = b.Intersect(whole)
		for y := b.Min.Y; y < b.Max.Y; y++ {
			for x := b.Min.X; x < b.Max.X; x++ {
				if i := y*whole.Dx() + x; !in[i] {
					in[i] = true
					n++
				}
			}
		}
	}
	return float64(n) / float64(len(in))
}

// ellipse fills an ellipse with a colour and an ink line around it.
func ellipse(img *image.RGBA, b image.Rectangle, fill, line color.RGBA) {
	cx, cy := float64(b.Min.X+b.Max.X)/2, float64(b.Min.Y+b.Max.Y)/2
	rx, ry := float64(b.Dx())/2, float64(b.Dy())/2
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r := math.Hypot((float64(x)-cx)/rx, (float64(y)-cy)/ry)
			switch {
			case r > 1:
			case r > 1-2/min(rx, ry):
				img.SetRGBA(x, y, line)
			default:
				img.SetRGBA(x, y, fill)
			}
		}
	}
}
