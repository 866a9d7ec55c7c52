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
	if kind >= 12 {
		ornament(img, kind, dice)
		return
	}
	if kind >= 8 {
		strokes(img, kind, dice)
		return
	}
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

// stroke is part of a motif: from one place to another, in units of its size.
type stroke struct{ x0, y0, x1, y1 float64 }

// motif is a few strokes by chance, as letters are, and ornaments.
func motif(dice *rand.Rand) (all []stroke) {
	for range 1 + dice.IntN(4) {
		all = append(all, stroke{dice.Float64(), dice.Float64(), dice.Float64(), dice.Float64()})
	}
	return all
}

// strokes fills a picture with lines that are no letters: one motif in rows,
// the same strewn about, strands of hair, and lines across one another.
func strokes(img *image.RGBA, kind int, dice *rand.Rand) {
	w, h := float64(img.Rect.Dx()), float64(img.Rect.Dy())
	ink, other := tone(dice), tone(dice)
	thick := 1 + dice.IntN(3)
	line := func(x0, y0, x1, y1 float64, c color.RGBA) {
		n := int(max(math.Abs(x1-x0), math.Abs(y1-y0))) + 1
		for i := range n {
			t := float64(i) / float64(n)
			x, y := int(x0+(x1-x0)*t), int(y0+(y1-y0)*t)
			draw.Draw(img, image.Rect(x, y, x+thick, y+thick).Intersect(img.Rect), image.NewUniform(c), image.Point{}, draw.Src)
		}
	}
	size := 8 + 24*dice.Float64()
	shapes := [][]stroke{motif(dice), motif(dice), motif(dice)}[:1+dice.IntN(3)]
	set := func(x, y, size float64, which int) {
		for _, s := range shapes[which%len(shapes)] {
			line(x+s.x0*size, y+s.y0*size, x+s.x1*size, y+s.y1*size, ink)
		}
	}
	switch kind {
	case 8: // one motif, or three in turn, in rows
		across, down := size*(1.05+dice.Float64()), size*(1.1+dice.Float64())
		for row, y := 0, 0.; y < h; row, y = row+1, y+down {
			for i, x := 0, float64(row%2)*across/2; x < w; i, x = i+1, x+across {
				set(x, y, size, i)
			}
		}
	case 9: // strewn
		for i := range int(w * h / size / size / 3) {
			set(dice.Float64()*w, dice.Float64()*h, size*(.4+1.2*dice.Float64()), i)
		}
	case 10: // strands
		for range 3 + dice.IntN(5) {
			x, y, turn := dice.Float64()*w, dice.Float64()*h, dice.Float64()*2*math.Pi
			for k := range 12 + dice.IntN(20) {
				px, py, a := x+float64(k)*(2+float64(thick)), y, turn
				for range 12 {
					a += .25 * (dice.Float64() - .4)
					nx, ny := px+size*math.Cos(a), py+size*math.Sin(a)
					line(px, py, nx, ny, []color.RGBA{ink, other}[k%2])
					px, py = nx, ny
				}
			}
		}
	default: // lines across one another
		for range int(w * h / size / 150) {
			x, y, a := dice.Float64()*w, dice.Float64()*h, math.Pi*float64(dice.IntN(4))/4+.2*dice.Float64()
			long := size * (1 + 2*dice.Float64())
			line(x, y, x+long*math.Cos(a), y+long*math.Sin(a), ink)
		}
	}
}
