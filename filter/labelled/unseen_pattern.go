package labelled

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
)

// unseenPatternCount is of kinds of patterns that nothing is fitted on.
const unseenPatternCount = 14

// unseenPattern fills a picture with what stands in rows in drawings: plaid,
// scales, books, keys, fences, grass, lit windows, nets, stairs, chains, tones,
// lace, hatching on a form, feathers.
func unseenPattern(img *image.RGBA, kind int, dice *rand.Rand) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	ground, ink, other := tone(dice), tone(dice), tone(dice)
	fill := func(r image.Rectangle, c color.RGBA) {
		draw.Draw(img, r.Intersect(img.Rect), image.NewUniform(c), image.Point{}, draw.Src)
	}
	stroke := func(x0, y0, x1, y1 float64, width int, c color.RGBA) {
		n := int(max(math.Abs(x1-x0), math.Abs(y1-y0))) + 1
		for i := range n {
			t := float64(i) / float64(n)
			x, y := int(x0+(x1-x0)*t), int(y0+(y1-y0)*t)
			fill(image.Rect(x, y, x+width, y+width), c)
		}
	}
	ring := func(cx, cy, r, from, to float64, width int, c color.RGBA) {
		for a := from; a < to; a += 1 / (r + 1) {
			x, y := int(cx+r*math.Cos(a)), int(cy+r*math.Sin(a))
			fill(image.Rect(x, y, x+width, y+width), c)
		}
	}
	fill(img.Rect, ground)
	a, b := 10+dice.IntN(34), 10+dice.IntN(34)
	switch kind {
	case 0: // plaid
		for x := 0; x < w; x += a {
			fill(image.Rect(x, 0, x+a/3, h), ink)
			fill(image.Rect(x+a/2, 0, x+a/2+1, h), other)
		}
		for y := 0; y < h; y += a {
			for x := range w {
				if (x+y)%2 == 0 {
					fill(image.Rect(x, y, x+1, y+a/3), other)
				}
			}
		}
	case 1: // scales, roof tiles
		for row, y := 0, 0; y < h+b; row, y = row+1, y+b/2 {
			for x := row % 2 * a / 2; x < w+a; x += a {
				ring(float64(x), float64(y), float64(a)/2, 0, math.Pi, 2, ink)
			}
		}
	case 2: // books on shelves
		for y := 0; y < h; y += 5 * b {
			for x := 0; x < w; {
				wide, high := a/3+dice.IntN(a), 3*b+dice.IntN(b)
				c := tone(dice)
				fill(image.Rect(x, y+5*b-4-high, x+wide-1, y+5*b-4), c)
				fill(image.Rect(x+wide/4, y+5*b-high+high/5, x+wide*3/4, y+5*b-high+high/5+3), other)
				x += wide
			}
			fill(image.Rect(0, y+5*b-4, w, y+5*b), ink)
		}
	case 3: // keys of a piano, and of a keyboard
		for y := 0; y < h; y += 4 * b {
			for i, x := 0, 0; x < w; i, x = i+1, x+a {
				fill(image.Rect(x+1, y, x+a-1, y+4*b-6), color.RGBA{245, 245, 240, 255})
				if m := i % 7; m != 2 && m != 6 {
					fill(image.Rect(x+a*2/3, y, x+a*4/3, y+2*b), color.RGBA{20, 20, 25, 255})
				}
			}
		}
	case 4: // fence
		for x := 0; x < w; x += a {
			high := h/3 + dice.IntN(12)
			fill(image.Rect(x, high, x+a*2/3, h), ink)
		}
		fill(image.Rect(0, h/2, w, h/2+6), other)
		fill(image.Rect(0, h*3/4, w, h*3/4+6), other)
	case 5: // grass
		for range w * h / 120 {
			x, y := dice.Float64()*float64(w), dice.Float64()*float64(h)
			stroke(x, y, x+8*dice.Float64()-4, y-6-14*dice.Float64(), 1+dice.IntN(2), []color.RGBA{ink, other}[dice.IntN(2)])
		}
	case 6: // windows at night, some lit
		for y := b; y < h; y += b {
			for x := a; x < w; x += a {
				if dice.IntN(3) > 0 {
					fill(image.Rect(x, y, x+a/2, y+b*2/3), []color.RGBA{ink, other}[dice.IntN(2)])
				}
			}
		}
	case 7: // net
		for i := -h; i < w+h; i += a {
			stroke(float64(i), 0, float64(i+h), float64(h), 1+a/16, ink)
			stroke(float64(i), 0, float64(i-h), float64(h), 1+a/16, ink)
		}
	case 8: // stairs
		for i, y := 0, h; y > 0; i, y = i+1, y-b {
			fill(image.Rect(i*a/2, y-b, w-i*a/3, y), []color.RGBA{ink, other, ground}[i%3])
			fill(image.Rect(i*a/2, y-b, w-i*a/3, y-b+2), color.RGBA{10, 10, 10, 255})
		}
	case 9: // chains
		for y := b; y < h; y += 2 * b {
			for i, x := 0, 0; x < w; i, x = i+1, x+a {
				for t := range 3 {
					r := float64(min(a, b)/2 + i%2*2 - t)
					ring(float64(x), float64(y), max(2, r), 0, 2*math.Pi, 1, ink)
				}
			}
		}
	case 10: // screentone that fades
		fill(img.Rect, white)
		pitch := 4 + dice.IntN(7)
		for row, y := 0, 0; y < h; row, y = row+1, y+pitch {
			r := max(1, pitch*(h-y)/h/2)
			for x := row % 2 * pitch / 2; x < w; x += pitch {
				disc(img, x, y, r, r, 0, black)
			}
		}
	case 11: // lace
		for y := b; y < h; y += b {
			for x := a; x < w; x += a {
				for k := range 6 {
					at := float64(k) * math.Pi / 3
					ring(float64(x)+float64(a)/4*math.Cos(at), float64(y)+float64(a)/4*math.Sin(at), float64(a)/6, 0, 2*math.Pi, 1, ink)
				}
			}
		}
	case 12: // hatching that follows a form
		for y := 0; y < h; y += 3 + a/8 {
			for x := 0; x < w; {
				long := 6 + dice.IntN(b*2)
				bend := 6 * math.Sin(float64(x)/40)
				stroke(float64(x), float64(y)+bend, float64(x+long), float64(y)+bend-3, 1, ink)
				x += long + 2 + dice.IntN(8)
			}
		}
	default: // feathers
		for row, y := 0, 0; y < h+b; row, y = row+1, y+b {
			for x := row % 2 * a / 2; x < w+a; x += a {
				disc(img, x, y, max(2, a/2), max(2, b), 0, []color.RGBA{ink, other}[dice.IntN(2)])
				stroke(float64(x), float64(y-b/2), float64(x), float64(y+b), 1, ground)
			}
		}
	}
}
