package labelled

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
)

func tone(dice *rand.Rand) color.RGBA {
	return color.RGBA{byte(dice.IntN(256)), byte(dice.IntN(256)), byte(dice.IntN(256)), 255}
}

// pattern fills a picture with things in rows that are no letters.
func pattern(img *image.RGBA, kind int, dice *rand.Rand) {
	ground, ink := tone(dice), tone(dice)
	draw.Draw(img, img.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	a, b := 8+dice.IntN(30), 8+dice.IntN(30)
	fill := func(r image.Rectangle, c color.RGBA) { draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src) }
	for y := 0; y < h; y += b {
		shift := y / b % 2 * a / 2
		for x := -a; x < w; x += a {
			c := ink
			c.R += byte(dice.IntN(40))
			cell := image.Rect(x+shift, y, x+shift+a, y+b)
			switch kind {
			case 0: // bricks
				fill(cell.Inset(1), c)
			case 1: // stripes
				fill(image.Rect(cell.Min.X, y, cell.Min.X+a/2, y+b), ink)
			case 2: // dots
				disc(img, cell.Min.X+a/2, y+b/2, min(a, b)/3, min(a, b)/3, 0, c)
			case 3: // leaves
				for range 2 {
					disc(img, cell.Min.X+dice.IntN(a), y+dice.IntN(b), 2+a/3, 1+b/6, dice.Float64()*math.Pi, c)
				}
			case 4: // windows
				fill(image.Rect(x+a/4, y+b/4, x+a*3/4, y+b*3/4), c)
				fill(image.Rect(x+a/2, y+b/4, x+a/2+1, y+b*3/4), ground)
			case 5: // checks
				if (x/a+y/b)%2 == 0 {
					fill(image.Rect(x, y, x+a, y+b), ink)
				}
			case 6: // hatching
				n := a / 3
				for i := range n {
					at := cell.Min.X + 3*i + dice.IntN(2)
					fill(image.Rect(at, y+dice.IntN(3), at+1, y+b-dice.IntN(1+b/3)), ink)
				}
			default: // beads and blobs of uneven size
				r := 2 + dice.IntN(max(2, min(a, b)/2))
				disc(img, cell.Min.X+a/2, y+b/2, r, 2+dice.IntN(r), dice.Float64()*math.Pi, c)
			}
		}
	}
}

// disc fills a turned ellipse.
func disc(img *image.RGBA, cx, cy, rx, ry int, turn float64, c color.RGBA) {
	sin, cos := math.Sincos(turn)
	r := max(rx, ry)
	for y := -r; y <= r; y++ {
		for x := -r; x <= r; x++ {
			u, v := (float64(x)*cos+float64(y)*sin)/float64(rx), (float64(y)*cos-float64(x)*sin)/float64(ry)
			if u*u+v*v <= 1 && image.Pt(cx+x, cy+y).In(img.Rect) {
				img.SetRGBA(cx+x, cy+y, c)
			}
		}
	}
}
