package labelled

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
)

// pencil draws lines on a picture.
type pencil struct {
	img   *image.RGBA
	thick int
}

func (p pencil) line(x0, y0, x1, y1 float64, c color.RGBA) {
	n := int(max(math.Abs(x1-x0), math.Abs(y1-y0))) + 1
	for i := range n {
		t := float64(i) / float64(n)
		p.dot(x0+(x1-x0)*t, y0+(y1-y0)*t, c)
	}
}

func (p pencil) dot(x, y float64, c color.RGBA) {
	draw.Draw(p.img, image.Rect(int(x), int(y), int(x)+p.thick, int(y)+p.thick).Intersect(p.img.Rect), image.NewUniform(c), image.Point{}, draw.Src)
}

// polygon is the outline of one with so many corners; every second one is drawn
// in by a share of the radius, which makes stars.
func (p pencil) polygon(cx, cy, r float64, corners int, in, turn float64, c color.RGBA) {
	at := func(i int) (x, y float64) {
		d := r
		if i%2 == 1 {
			d *= 1 - in
		}
		a := turn + 2*math.Pi*float64(i)/float64(corners)
		return cx + d*math.Cos(a), cy + d*math.Sin(a)
	}
	for i := range corners {
		x0, y0 := at(i)
		x1, y1 := at((i + 1) % corners)
		p.line(x0, y0, x1, y1, c)
	}
}

// curl is a part of a spiral.
func (p pencil) curl(cx, cy, r, turns, from float64, c color.RGBA) {
	n := int(turns*2*math.Pi*r) + 8
	for i := range n {
		t := float64(i) / float64(n)
		a := from + turns*2*math.Pi*t
		p.dot(cx+r*t*math.Cos(a), cy+r*t*math.Sin(a), c)
	}
}

// ornament fills a picture with more that stands in rows or about, and is no
// text: nets of hexagons, zigzags, stars, curls, rulers, weave, parts of a page,
// windows of a program, arcs strewn and many-cornered things in rows.
func ornament(img *image.RGBA, kind int, dice *rand.Rand) {
	w, h := float64(img.Rect.Dx()), float64(img.Rect.Dy())
	ink, other := tone(dice), tone(dice)
	p := pencil{img, 1 + dice.IntN(4)}
	size := 8 + 30*dice.Float64()
	rows := func(across, down float64, each func(i, row int, x, y float64)) {
		for row, y := 0, 0.; y < h+down; row, y = row+1, y+down {
			for i, x := 0, float64(row%2)*across/2; x < w+across; i, x = i+1, x+across {
				each(i, row, x, y)
			}
		}
	}
	switch kind {
	case 12: // hexagons
		rows(size*1.8, size*1.55, func(_, _ int, x, y float64) { p.polygon(x, y, size, 6, 0, math.Pi/6, ink) })
	case 13: // zigzags
		rows(size, size*(1.2+dice.Float64()), func(i, _ int, x, y float64) {
			p.line(x, y+size/2*float64(i%2), x+size, y+size/2*float64((i+1)%2), ink)
		})
	case 14: // stars, in rows or strewn
		strewn := dice.IntN(2) == 0
		rows(size*2.4, size*2.4, func(_, _ int, x, y float64) {
			if strewn {
				x, y = dice.Float64()*w, dice.Float64()*h
			}
			p.polygon(x, y, size*(.5+.5*dice.Float64()), 10, .55, dice.Float64(), []color.RGBA{ink, other}[dice.IntN(2)])
		})
	case 15: // curls
		rows(size*2.2, size*2.2, func(_, _ int, x, y float64) {
			p.curl(x+size*dice.Float64()/2, y+size*dice.Float64()/2, size, .5+1.5*dice.Float64(), 6*dice.Float64(), ink)
		})
	case 16: // rulers
		for y := size; y < h; y += size * (2 + 2*dice.Float64()) {
			for i, x := 0, 0.; x < w; i, x = i+1, x+4+size/4 {
				p.line(x, y, x, y-size*[]float64{1, .4, .4, .4, .4, .7, .4, .4, .4, .4}[i%10], ink)
			}
		}
	case 17: // weave
		rows(size*2, size, func(_, _ int, x, y float64) {
			box := image.Rect(int(x), int(y), int(x+size*1.4), int(y+size*.7)).Intersect(img.Rect)
			draw.Draw(img, box, image.NewUniform([]color.RGBA{ink, other}[dice.IntN(2)]), image.Point{}, draw.Src)
		})
	case 18, 19: // parts of a page, windows of a program
		for range 1 + dice.IntN(4) {
			furnish(img, dice)
		}
	case 20: // arcs
		for range int(w * h / size / size / 2) {
			r, from := size*(.3+.7*dice.Float64()), 6*dice.Float64()
			x, y := dice.Float64()*w, dice.Float64()*h
			for a := from; a < from+1+2*dice.Float64(); a += 1 / r {
				p.dot(x+r*math.Cos(a), y+r*math.Sin(a), []color.RGBA{ink, other}[int(r)%2])
			}
		}
	default: // things of three to eight corners in rows, filled up or not
		corners := 3 + dice.IntN(6)
		rows(size*(1.1+dice.Float64()), size*(1.1+dice.Float64()), func(i, _ int, x, y float64) {
			for r := size / 2; r > 1; r -= float64(p.thick) {
				p.polygon(x, y, r, corners, 0, float64(i), []color.RGBA{ink, other}[i%2])
				if dice.IntN(3) == 0 {
					break
				}
			}
		})
	}
}

// furnish lays on a picture what pages have beside letters: frames and gutters,
// plain boxes in rows, balloons with nothing in them, bars and rules.
func furnish(img *image.RGBA, dice *rand.Rand) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	fill := func(r image.Rectangle, c color.Color) {
		draw.Draw(img, r.Intersect(img.Rect), image.NewUniform(c), image.Point{}, draw.Over)
	}
	veil := color.NRGBA{byte(dice.IntN(256)), byte(dice.IntN(256)), byte(dice.IntN(256)), byte(90 + dice.IntN(166))}
	ink := []color.RGBA{white, black, tone(dice)}[dice.IntN(3)]
	switch dice.IntN(6) {
	case 0: // gutters
		wide := 2 + dice.IntN(10)
		for range 1 + dice.IntN(3) {
			if dice.IntN(2) == 0 {
				y := dice.IntN(h)
				fill(image.Rect(0, y, w, y+wide), ink)
			} else {
				x := dice.IntN(w)
				fill(image.Rect(x, 0, x+wide, h), ink)
			}
		}
	case 1: // balloons
		for range 1 + dice.IntN(4) {
			x, y, rx, ry := dice.IntN(w), dice.IntN(h), w/20+dice.IntN(w/5+1), h/20+dice.IntN(h/6+1)
			ellipse(img, image.Rect(x-rx, y-ry, x+rx, y+ry).Intersect(img.Rect), ink, black)
		}
	case 2: // boxes in a row or a column, with a frame or without
		a, b := w/20+dice.IntN(w/6+1), h/20+dice.IntN(h/6+1)
		x, y, down := dice.IntN(w), dice.IntN(h), dice.IntN(2) == 0
		gap, framed := 2+dice.IntN(20), dice.IntN(2) == 0
		for range 2 + dice.IntN(6) {
			r := image.Rect(x, y, x+a, y+b)
			fill(r, ink)
			if framed && r.Dx() > 6 && r.Dy() > 6 {
				fill(r.Inset(2), veil)
			}
			if down {
				y += b + gap
			} else {
				x += a + gap
			}
		}
	case 3: // a panel
		x, y := dice.IntN(w*2/3+1), dice.IntN(h*2/3+1)
		fill(image.Rect(x, y, x+w/6+dice.IntN(w/2+1), y+h/8+dice.IntN(h/2+1)), veil)
	case 4: // rules and bars
		for range 2 + dice.IntN(8) {
			x, y := dice.IntN(w), dice.IntN(h)
			fill(image.Rect(x, y, x+w/10+dice.IntN(w/2+1), y+1+dice.IntN(8)), ink)
		}
	default: // a frame
		inset, wide := 2+dice.IntN(20), 2+dice.IntN(6)
		out := img.Rect.Inset(inset)
		fill(image.Rect(out.Min.X, out.Min.Y, out.Max.X, out.Min.Y+wide), ink)
		fill(image.Rect(out.Min.X, out.Max.Y-wide, out.Max.X, out.Max.Y), ink)
		fill(image.Rect(out.Min.X, out.Min.Y, out.Min.X+wide, out.Max.Y), ink)
		fill(image.Rect(out.Max.X-wide, out.Min.Y, out.Max.X, out.Max.Y), ink)
	}
}
