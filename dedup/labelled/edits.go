package labelled

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"

	"github.com/winnow-data/winnow/internal/decode"
)

func fill(img *image.NRGBA, r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			img.SetNRGBA(x, y, c)
		}
	}
}

func copied(img *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	copy(out.Pix, img.Pix)
	return out
}

// letters are pixel shapes of 5×7, drawn for this test set.
var letters = [...][7]uint8{
	{0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001},
	{0b11110, 0b10001, 0b11110, 0b10001, 0b10001, 0b10001, 0b11110},
	{0b01111, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b01111},
	{0b11110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b11110},
	{0b11111, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000, 0b11111},
	{0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001, 0b10001},
	{0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100},
	{0b10001, 0b10010, 0b11100, 0b10010, 0b10010, 0b10001, 0b10001},
	{0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111},
	{0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001},
	{0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110},
	{0b11111, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100},
	{0b10001, 0b10001, 0b10001, 0b01010, 0b01010, 0b00100, 0b00100},
	{0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b10000, 0b11111},
}

// letter draws one letter whose pixels are squares of that side.
func letter(img *image.NRGBA, which, x, y, side int, c color.NRGBA) {
	for row, bits := range letters[which%len(letters)] {
		for column := range 5 {
			if bits>>(4-column)&1 == 0 {
				continue
			}
			blend(img, image.Rect(x+column*side, y+row*side, x+(column+1)*side, y+(row+1)*side), c)
		}
	}
}

// blend lays a colour, by its alpha, over what is there.
func blend(img *image.NRGBA, r image.Rectangle, c color.NRGBA) {
	r = r.Intersect(img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			old := img.NRGBAAt(x, y)
			mix := func(a, b uint8) uint8 { return uint8((int(a)*(255-int(c.A)) + int(b)*int(c.A)) / 255) }
			img.SetNRGBA(x, y, color.NRGBA{mix(old.R, c.R), mix(old.G, c.G), mix(old.B, c.B), max(old.A, c.A)})
		}
	}
}

func line(img *image.NRGBA, n, x, y, side int, c color.NRGBA, dice *rand.Rand) {
	for i := range n {
		letter(img, dice.IntN(len(letters)), x+i*6*side, y, side, c)
	}
}

// marked has a site's name on it, faint: in the corner, or across the picture.
func marked(img *image.NRGBA, across bool) *image.NRGBA {
	if img == nil {
		return nil
	}
	out := onGround(img, 255)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	fixed := rand.New(rand.NewPCG(7, 7))
	if !across {
		side := max(1, w/260)
		line(out, 9, w-9*6*side-w/60, h-8*side-h/60, side, color.NRGBA{255, 255, 255, 170}, fixed)
		return out
	}
	side := max(1, w/70)
	for i := range 3 {
		line(out, 8, w/12, h*(2*i+1)/6, side, color.NRGBA{128, 128, 128, 50}, fixed)
	}
	return out
}

// spotIn is a place inside the picture where something is to be seen.
func spotIn(img *image.NRGBA, share float64, dice *rand.Rand) image.Rectangle {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	side := int(share * math.Sqrt(float64(w*h)))
	best, most := image.Rectangle{}, -1.0
	for range 12 {
		x, y := w/6+dice.IntN(max(1, w*2/3-side)), h/6+dice.IntN(max(1, h*2/3-side))
		r := image.Rect(x, y, x+side, y+side).Intersect(img.Rect)
		if v := variety(img, r); v > most {
			best, most = r, v
		}
	}
	return best
}

func variety(img *image.NRGBA, r image.Rectangle) float64 {
	var n, sum, squares float64
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := img.NRGBAAt(x, y)
			v := float64(int(c.R)+int(c.G)+int(c.B)) * float64(c.A) / 765
			n++
			sum += v
			squares += v * v
		}
	}
	if n == 0 {
		return 0
	}
	return squares/n - sum*sum/(n*n)
}

// inEllipse calls do for each pixel of the ellipse in r.
func inEllipse(r image.Rectangle, do func(x, y int)) {
	cx, cy := float64(r.Min.X+r.Max.X)/2, float64(r.Min.Y+r.Max.Y)/2
	rx, ry := float64(r.Dx())/2, float64(r.Dy())/2
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			dx, dy := (float64(x)+.5-cx)/rx, (float64(y)+.5-cy)/ry
			if dx*dx+dy*dy <= 1 {
				do(x, y)
			}
		}
	}
}

// recoloured has the channels of one place exchanged and shifted.
func recoloured(img *image.NRGBA, dice *rand.Rand) *image.NRGBA {
	out := onGround(img, 255)
	inEllipse(spotIn(img, .28, dice), func(x, y int) {
		c := out.NRGBAAt(x, y)
		out.SetNRGBA(x, y, color.NRGBA{uint8(int(c.B) * 8 / 10), uint8(40 + int(c.R)*7/10), uint8(60 + int(c.G)*6/10), 255})
	})
	return out
}

// redrawn has one place replaced by another of the same picture, upside down:
// as an expression is, with the same colours in other shapes.
func redrawn(img *image.NRGBA, dice *rand.Rand) *image.NRGBA {
	out := copied(img)
	r := spotIn(img, .2, dice)
	inEllipse(r, func(x, y int) {
		out.SetNRGBA(x, y, img.NRGBAAt(r.Min.X+r.Max.X-1-x, r.Min.Y+r.Max.Y-1-y))
	})
	return out
}

// expressed has two eyes and a mouth drawn anew where the picture is busiest:
// each smoothed over with the colour around it, and a few strokes laid on.
func expressed(img *image.NRGBA, dice *rand.Rand) *image.NRGBA {
	out := onGround(img, 255)
	face := spotIn(img, .3, dice)
	w, h := face.Dx(), face.Dy()
	at := func(x, y, w, h int) image.Rectangle { return image.Rect(x, y, x+w, y+h).Add(face.Min) }
	for _, r := range []image.Rectangle{at(w/8, h/5, w/4, h/5), at(w*5/8, h/5, w/4, h/5), at(w/3, h*2/3, w/3, h/5)} {
		c := meanAround(out, r)
		inEllipse(r, func(x, y int) { out.SetNRGBA(x, y, c) })
		ink := color.NRGBA{c.R / 3, c.G / 4, c.B / 4, 255}
		if int(c.R)+int(c.G)+int(c.B) < 240 {
			ink = color.NRGBA{255 - c.R, 255 - c.G, 255 - c.B, 255}
		}
		stroke := max(1, r.Dy()/5)
		bend := (dice.IntN(2)*2 - 1) * r.Dy() / 4
		for x := r.Min.X; x < r.Max.X; x++ {
			t := 2*float64(x-r.Min.X)/float64(r.Dx()) - 1
			y := (r.Min.Y+r.Max.Y)/2 + int(float64(bend)*t*t)
			fill(out, image.Rect(x, y, x+1, y+stroke), ink)
		}
	}
	return out
}

// meanAround is the mean colour of the rim of r.
func meanAround(img *image.NRGBA, r image.Rectangle) color.NRGBA {
	var sum [3]int
	n := 0
	rim := r.Inset(-2).Intersect(img.Rect)
	for y := rim.Min.Y; y < rim.Max.Y; y++ {
		for x := rim.Min.X; x < rim.Max.X; x++ {
			if (image.Point{x, y}).In(r) {
				continue
			}
			c := img.NRGBAAt(x, y)
			sum[0], sum[1], sum[2] = sum[0]+int(c.R), sum[1]+int(c.G), sum[2]+int(c.B)
			n++
		}
	}
	n = max(n, 1)
	return color.NRGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 255}
}

// bubbled has a speech bubble.
func bubbled(img *image.NRGBA, dice *rand.Rand) *image.NRGBA {
	out := onGround(img, 255)
	r := spotIn(img, .3, dice)
	inEllipse(r, func(x, y int) { out.SetNRGBA(x, y, color.NRGBA{20, 20, 20, 255}) })
	inside := r.Inset(max(1, r.Dx()/40))
	inEllipse(inside, func(x, y int) { out.SetNRGBA(x, y, color.NRGBA{255, 255, 255, 255}) })
	side := max(1, r.Dx()/60)
	for i := range 3 {
		line(out, 6, r.Min.X+r.Dx()/5, r.Min.Y+r.Dy()/3+i*9*side, side, color.NRGBA{10, 10, 10, 255}, dice)
	}
	return out
}

// lettered has lines of text in a box, other ones each time.
func lettered(img *image.NRGBA, dice *rand.Rand) *image.NRGBA {
	out := copied(img)
	r := spotIn(img, .3, dice)
	side := max(1, r.Dx()/70)
	for i := range 4 {
		line(out, 10, r.Min.X, r.Min.Y+i*10*side, side, color.NRGBA{200, 30, 30, 255}, dice)
	}
	return out
}

// pasted has the middle of another picture in place of its own; nil where it
// has no backdrop that could be shared.
func pasted(img, other *image.NRGBA, share float64) *image.NRGBA {
	if !img.Opaque() {
		return nil // there is no backdrop
	}
	out := copied(img)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	r := image.Rect(int(float64(w)*(1-share)/2), int(float64(h)*(1-share)/2), int(float64(w)*(1+share)/2), int(float64(h)*(1+share)/2))
	fitted := decode.Resize(onGround(other, 255), r.Dx(), r.Dy())
	inEllipse(r, func(x, y int) { out.SetNRGBA(x, y, fitted.NRGBAAt(x-r.Min.X, y-r.Min.Y)) })
	return out
}

// joined has another picture in its right half.
func joined(img, other *image.NRGBA) *image.NRGBA {
	out := copied(img)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	fitted := decode.Resize(onGround(other, 255), w, h)
	for y := range h {
		copy(out.Pix[out.PixOffset(w/2, y):out.PixOffset(w-1, y)+4], fitted.Pix[fitted.PixOffset(w/2, y):])
	}
	return out
}

// keyCap is a key with a letter: all are alike but for the letter.
func keyCap(dice *rand.Rand) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 128, 128))
	inEllipse(image.Rect(-20, -20, 148, 148), func(x, y int) {
		if (image.Point{x, y}).In(img.Rect) {
			img.SetNRGBA(x, y, color.NRGBA{210, 210, 215, 255})
		}
	})
	fill(img, image.Rect(14, 8, 114, 108), color.NRGBA{240, 240, 242, 255})
	first := dice.IntN(len(letters))
	letter(img, first, 28, 24, 6, color.NRGBA{40, 40, 45, 255})
	letter(img, dice.IntN(len(letters)), 70, 60, 5, color.NRGBA{40, 40, 45, 255})
	return img
}

// glyph is a large letter on white, with a stroke by chance so that no two are alike.
func glyph(dice *rand.Rand) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 160, 160))
	fill(img, img.Rect, color.NRGBA{255, 255, 255, 255})
	letter(img, dice.IntN(len(letters)), 35, 20, 17, color.NRGBA{0, 0, 0, 255})
	x, y := 10+dice.IntN(120), 10+dice.IntN(120)
	fill(img, image.Rect(x, y, x+17, y+30), color.NRGBA{0, 0, 0, 255})
	return img
}

// window is a program's window: the same frame and buttons, other words.
func window(dice *rand.Rand) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 360, 260))
	fill(img, img.Rect, color.NRGBA{236, 236, 238, 255})
	fill(img, image.Rect(0, 0, 360, 26), color.NRGBA{60, 90, 150, 255})
	for i := range 7 {
		line(img, 5+dice.IntN(14), 20, 44+i*24, 2, color.NRGBA{20, 20, 20, 255}, dice)
	}
	for i := range 2 {
		fill(img, image.Rect(180+i*86, 222, 258+i*86, 248), color.NRGBA{200, 204, 212, 255})
		line(img, 4, 192+i*86, 229, 2, color.NRGBA{20, 20, 20, 255}, dice)
	}
	return img
}

// visible is the picture unless less than a two-hundredth of it differs from
// the original in more than a shade: an edit that nobody sees makes no variant.
func visible(img, edited *image.NRGBA) *image.NRGBA {
	before, after := onGround(img, 255), onGround(edited, 255)
	n := 0
	for i := 0; i < len(before.Pix); i += 4 {
		most := 0
		for c := range 3 {
			d := int(before.Pix[i+c]) - int(after.Pix[i+c])
			most = max(most, d, -d)
		}
		if most > 40 {
			n++
		}
	}
	if n < len(before.Pix)/800 {
		return nil
	}
	return edited
}
