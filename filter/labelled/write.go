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
	font  typeface
	face  font.Face
	size  float64
	kind  script
	turn  float64           // radians, counter-clockwise, that lines are turned about their beginning
	boxes []image.Rectangle // of the ink of each line
	laid  *image.RGBA       // the letters as they were laid, where they changed the picture so that one sees it
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
	stroke        int // pixels of the outline, 0 for none
	shade         color.RGBA
	drop          int     // pixels that the shadow, in shade, falls to the right and below, 0 for none
	opacity       float64 // 0–1
}

// line writes text with its baseline's left end at (x, y).
func (w *writer) line(text string, x, y int, s style) {
	bounds, _ := font.BoundString(w.face, text)
	room := image.Rect(bounds.Min.X.Floor(), bounds.Min.Y.Floor(), bounds.Max.X.Ceil(), bounds.Max.Y.Ceil()).Add(image.Pt(x, y)).Inset(-2)
	mask := image.NewAlpha(room)
	d := font.Drawer{Dst: mask, Src: image.Opaque, Face: w.face, Dot: fixed.P(x, y)}
	d.DrawString(text)
	if w.turn != 0 {
		mask = turned(mask, image.Pt(x, y), w.turn)
	}
	w.set(mask, s)
}

// turned is a mask turned about a point.
func turned(mask *image.Alpha, about image.Point, by float64) *image.Alpha {
	sin, cos := math.Sincos(by)
	room := image.Rectangle{}
	for _, x := range []int{mask.Rect.Min.X, mask.Rect.Max.X} {
		for _, y := range []int{mask.Rect.Min.Y, mask.Rect.Max.Y} {
			dx, dy := float64(x-about.X), float64(y-about.Y)
			at := image.Pt(about.X+int(dx*cos+dy*sin), about.Y+int(dy*cos-dx*sin))
			room = room.Union(image.Rectangle{at, at.Add(image.Pt(1, 1))}.Inset(-2))
		}
	}
	out := image.NewAlpha(room)
	for y := room.Min.Y; y < room.Max.Y; y++ {
		for x := room.Min.X; x < room.Max.X; x++ {
			dx, dy := float64(x-about.X), float64(y-about.Y)
			fx, fy := float64(about.X)+dx*cos-dy*sin, float64(about.Y)+dy*cos+dx*sin
			x0, y0 := math.Floor(fx), math.Floor(fy)
			u, v := fx-x0, fy-y0
			at := func(i, j int) float64 { return float64(mask.AlphaAt(int(x0)+i, int(y0)+j).A) }
			out.SetAlpha(x, y, color.Alpha{A: byte(at(0, 0)*(1-u)*(1-v) + at(1, 0)*u*(1-v) + at(0, 1)*(1-u)*v + at(1, 1)*u*v)})
		}
	}
	return out
}

// column writes text downwards, each letter in a square cell.
func (w *writer) column(text string, x, y int, s style) {
	cell := int(w.size)
	mask := image.NewAlpha(image.Rect(x-cell, y-cell, x+2*cell, y+int(w.size*1.05*float64(len([]rune(text))+1))))
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
	box := inkOf(mask).Intersect(w.img.Rect)
	if box.Empty() {
		return
	}
	defer w.remember(mask.Rect.Inset(-s.stroke - s.drop).Intersect(w.img.Rect))()
	if s.drop > 0 {
		draw.DrawMask(w.img, mask.Rect.Add(image.Pt(s.drop, s.drop)), image.NewUniform(s.shade), image.Point{}, mask, mask.Rect.Min, draw.Over)
	}
	if s.stroke > 0 {
		wide := image.NewAlpha(mask.Rect.Inset(-s.stroke))
		for dy := -s.stroke; dy <= s.stroke; dy++ {
			for dx := -s.stroke; dx <= s.stroke; dx++ {
				if dx*dx+dy*dy <= s.stroke*s.stroke+1 {
					draw.DrawMask(wide, mask.Rect.Add(image.Pt(dx, dy)), image.Opaque, image.Point{}, mask, mask.Rect.Min, draw.Over)
				}
			}
		}
		draw.DrawMask(w.img, wide.Rect, image.NewUniform(s.outline), image.Point{}, wide, wide.Rect.Min, draw.Over)
		box = box.Inset(-s.stroke).Intersect(w.img.Rect)
	}
	if s.opacity < 1 {
		for i, v := range mask.Pix {
			mask.Pix[i] = byte(float64(v) * s.opacity)
		}
	}
	draw.DrawMask(w.img, mask.Rect, image.NewUniform(s.fill), image.Point{}, mask, mask.Rect.Min, draw.Over)
	if math.Abs(w.turn) < .1 {
		w.boxes = append(w.boxes, box)
		return
	}
	// The box of a turned line is mostly picture: it is covered letter by letter.
	step := max(1, int(w.size))
	for x := mask.Rect.Min.X; x < mask.Rect.Max.X; x += step {
		part := mask.SubImage(image.Rect(x, mask.Rect.Min.Y, x+step, mask.Rect.Max.Y)).(*image.Alpha)
		ink := inkOf(part)
		if ink.Empty() {
			continue // an outline around nothing would be a box at the origin
		}
		if b := ink.Inset(-s.stroke).Intersect(w.img.Rect); !b.Empty() {
			w.boxes = append(w.boxes, b)
		}
	}
}

func inkOf(mask *image.Alpha) image.Rectangle {
	box := image.Rectangle{}
	for y := mask.Rect.Min.Y; y < mask.Rect.Max.Y; y++ {
		for x := mask.Rect.Min.X; x < mask.Rect.Max.X; x++ {
			if mask.AlphaAt(x, y).A > 64 {
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
