package labelled

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// layout is one way in which drawings carry text.
type layout struct {
	name  string
	write func(w *writer)
}

var (
	white = color.RGBA{255, 255, 255, 255}
	black = color.RGBA{0, 0, 0, 255}
)

var layouts = []layout{
	{"poster", poster},
	{"page", page},
	{"bubbles", bubbles},
	{"meme", meme},
	{"subtitle", subtitle},
	{"signature", signature},
	{"watermark", watermark},
	{"columns", columns},
	{"upright bubbles", uprightBubbles},
	{"dialogue", dialogue},
	{"caption", captionBar},
	{"sounds", sounds},
	{"logo", logo},
	{"stamped", stamped},
}

// contrasting is a style that can be read where it is written.
func (w *writer) contrasting(at image.Rectangle) style {
	s := style{fill: white, outline: black, opacity: 1}
	if w.ground(at) > 128 {
		s.fill, s.outline = black, white
	}
	switch w.dice.IntN(3) {
	case 0:
		s.stroke = max(1, int(w.size/14))
	case 1:
		s.stroke = max(1, int(w.size/10))
		s.fill = color.RGBA{byte(255 - 40*w.dice.IntN(6)), byte(255 - 40*w.dice.IntN(3)), byte(255 * w.dice.IntN(2)), 255}
		s.outline = black
	}
	return s
}

// coloured is such a style, or now and then one in any colours, with a shadow or without.
func (w *writer) coloured(at image.Rectangle) style {
	s := w.contrasting(at)
	ground := w.ground(at)
	switch w.dice.IntN(6) {
	case 0:
		s = style{fill: w.apartFrom(ground), opacity: 1}
	case 1:
		s = style{fill: w.apartFrom(ground), shade: w.apartFrom(ground), opacity: 1}
		s.drop = max(1, int(w.size*(.03+.07*w.dice.Float64())))
	case 2:
		s = style{fill: w.apartFrom(ground), opacity: 1}
		s.outline = w.apartFrom(luma(float64(s.fill.R), float64(s.fill.G), float64(s.fill.B)))
		s.stroke = max(1, int(w.size*(.03+.07*w.dice.Float64())))
	}
	return s
}

// apartFrom is any colour that can be told from a ground of that luma.
func (w *writer) apartFrom(ground float64) color.RGBA {
	for {
		c := color.RGBA{byte(w.dice.IntN(256)), byte(w.dice.IntN(256)), byte(w.dice.IntN(256)), 255}
		if y := luma(float64(c.R), float64(c.G), float64(c.B)); math.Abs(y-ground) >= 60 {
			return c
		}
	}
}

// ground is the mean luma of what is written on.
func (w *writer) ground(at image.Rectangle) float64 {
	sum, n := 0, 0
	for y := at.Min.Y; y < at.Max.Y; y += 3 {
		for x := at.Min.X; x < at.Max.X; x += 3 {
			if c := w.img.RGBAAt(x, y); c.A > 0 {
				sum += (299*int(c.R) + 587*int(c.G) + 114*int(c.B)) / 1000
				n++
			}
		}
	}
	return float64(sum / max(1, n))
}

// block writes lines into a box as long as they fit.
func (w *writer) block(box image.Rectangle, lines int, leading float64, s style) {
	step := int(w.size * leading)
	perLetter := w.size * .55
	if !w.kind.spaced {
		perLetter = w.size
	}
	n := max(2, int(float64(box.Dx())/perLetter))
	for i := range lines {
		y := box.Min.Y + int(w.size*.85) + i*step
		if y > box.Max.Y {
			return
		}
		w.line(w.words(max(2, n-w.dice.IntN(max(1, n/3)))), box.Min.X, y, s)
	}
}

func (w *writer) resize(t typeface, size float64) (err error) {
	w.size = size
	w.face, err = t.face(size)
	return err
}

func poster(w *writer) {
	b := w.img.Rect
	box := image.Rect(b.Dx()/12, b.Dy()/12+w.dice.IntN(b.Dy()/3), b.Dx()*11/12, b.Dy())
	w.block(box, 1+w.dice.IntN(5), 1.15, w.coloured(box))
}

func page(w *writer) {
	b := w.img.Rect
	panel := w.dice.IntN(2) == 0
	if panel {
		light := color.RGBA{byte(230 + w.dice.IntN(26)), byte(230 + w.dice.IntN(26)), byte(220 + w.dice.IntN(36)), 255}
		area := image.Rect(b.Dx()/20, b.Dy()/3, b.Dx()*19/20, b.Dy()*19/20)
		draw.Draw(w.img, area, image.NewUniform(light), image.Point{}, draw.Src)
	}
	box := image.Rect(b.Dx()/15, b.Dy()/3+b.Dy()/30, b.Dx()*14/15, b.Dy()*9/10)
	s := w.coloured(box)
	if panel {
		s = style{fill: black, opacity: 1}
	}
	w.block(box, 30, 1.3, s)
}

func bubbles(w *writer) {
	b := w.img.Rect
	for range 1 + w.dice.IntN(5) {
		lines := 1 + w.dice.IntN(4)
		wide, high := int(w.size*float64(4+w.dice.IntN(6))), int(w.size*float64(lines)*1.25)
		if wide*3/2 >= b.Dx() || high*2 >= b.Dy() {
			continue
		}
		x, y := w.dice.IntN(b.Dx()-wide*3/2), w.dice.IntN(b.Dy()-high*2)
		ellipse(w.img, image.Rect(x, y, x+wide*3/2, y+high*2), white, black)
		w.block(image.Rect(x+wide/4, y+high/2, x+wide*5/4, y+high*3/2), lines, 1.2, style{fill: black, opacity: 1})
	}
}

func meme(w *writer) {
	b := w.img.Rect
	s := style{fill: white, outline: black, stroke: max(1, int(w.size/12)), opacity: 1}
	w.block(image.Rect(b.Dx()/20, b.Dy()/30, b.Dx()*19/20, b.Dy()/3), 1+w.dice.IntN(2), 1.1, s)
	w.block(image.Rect(b.Dx()/20, b.Dy()-int(w.size*1.4), b.Dx()*19/20, b.Dy()), 1, 1.1, s)
}

func subtitle(w *writer) {
	b := w.img.Rect
	s := style{fill: white, outline: black, stroke: max(1, int(w.size/14)), opacity: 1}
	w.block(image.Rect(b.Dx()/8, b.Dy()-int(w.size*2.6), b.Dx()*7/8, b.Dy()), 2, 1.2, s)
}

func signature(w *writer) {
	b := w.img.Rect
	x, y := w.dice.IntN(b.Dx()*2/3), b.Dy()-8-w.dice.IntN(max(1, b.Dy()/8))
	w.line(w.words(4+w.dice.IntN(10)), x, y, w.coloured(image.Rect(x, y-20, x+60, y)))
}

func watermark(w *writer) {
	b := w.img.Rect
	for y := int(w.size); y < b.Dy(); y += int(w.size * (3 + 3*w.dice.Float64())) {
		x := w.dice.IntN(b.Dx() / 2)
		s := w.contrasting(image.Rect(x, y-int(w.size), b.Dx(), y))
		s.stroke, s.opacity = 0, .4+.4*w.dice.Float64()
		if s.fill != white {
			s.fill = black
		}
		w.line(w.words(8+w.dice.IntN(8)), x, y, s)
	}
}

func columns(w *writer) {
	b := w.img.Rect
	box := image.Rect(b.Dx()/2, b.Dy()/10, b.Dx()*9/10, b.Dy()*9/10)
	s := w.coloured(box)
	n := max(2, int(float64(box.Dy())/w.size/1.05))
	x := box.Max.X - int(w.size)
	for range 1 + w.dice.IntN(7) {
		if x < 4 {
			break
		}
		w.column(w.words(max(2, n-w.dice.IntN(n))), x, box.Min.Y, s)
		x -= int(w.size * 1.5)
	}
}

// uprightBubbles hold a few columns each, as in Japanese comics.
func uprightBubbles(w *writer) {
	b := w.img.Rect
	for range 1 + w.dice.IntN(5) {
		rows, across := 3+w.dice.IntN(6), 1+w.dice.IntN(4)
		high, wide := int(w.size*1.05*float64(rows)), int(w.size*1.3*float64(across))
		if wide*2 >= b.Dx() || high*3/2 >= b.Dy() {
			continue
		}
		x, y := wide/2+w.dice.IntN(b.Dx()-wide*2), high/4+w.dice.IntN(b.Dy()-high*3/2)
		ellipse(w.img, image.Rect(x-wide/2, y-high/4, x+wide*3/2, y+high*5/4).Intersect(b), white, black)
		for i := range across {
			w.column(w.words(max(2, rows-w.dice.IntN(3))), x+i*int(w.size*1.3), y, style{fill: black, opacity: 1})
		}
	}
}

// dialogue is the box below a scene of a visual novel, with a name above the words.
func dialogue(w *writer) {
	b := w.img.Rect
	top := b.Dy() * (66 + w.dice.IntN(14)) / 100
	box := image.Rect(b.Dx()/40, top, b.Dx()*39/40, b.Dy()*98/100)
	veil := color.NRGBA{byte(w.dice.IntN(70)), byte(w.dice.IntN(70)), byte(20 + w.dice.IntN(80)), byte(140 + w.dice.IntN(100))}
	draw.Draw(w.img, box, image.NewUniform(veil), image.Point{}, draw.Over)
	x, y := box.Min.X+b.Dx()/40, top+int(w.size*1.1)
	w.line(w.words(3+w.dice.IntN(5)), x, y, style{fill: color.RGBA{255, 220, 120, 255}, opacity: 1})
	w.block(image.Rect(x, y+int(w.size*.3), box.Max.X-b.Dx()/40, box.Max.Y), 1+w.dice.IntN(4), 1.3, style{fill: white, opacity: 1})
}

// captionBar is a plain bar above or below the picture with what it is said to show.
func captionBar(w *writer) {
	b := w.img.Rect
	lines := 1 + w.dice.IntN(4)
	high := min(b.Dy()/2, int(w.size*1.25*float64(lines)+w.size*.6))
	top := 0
	if w.dice.IntN(2) == 0 {
		top = b.Dy() - high
	}
	paper, ink := white, black
	if w.dice.IntN(3) == 0 {
		paper, ink = black, white
	}
	draw.Draw(w.img, image.Rect(0, top, b.Dx(), top+high), image.NewUniform(paper), image.Point{}, draw.Src)
	w.block(image.Rect(b.Dx()/25, top+int(w.size*.3), b.Dx()*24/25, top+high), lines, 1.25, style{fill: ink, opacity: 1})
}

// sounds are a few large letters, turned.
func sounds(w *writer) {
	b := w.img.Rect
	for range 1 + w.dice.IntN(3) {
		x, y := b.Dx()/20+w.dice.IntN(b.Dx()/2), b.Dy()/4+w.dice.IntN(b.Dy()*2/3)
		s := w.coloured(image.Rect(x, y-int(w.size), min(b.Dx(), x+int(3*w.size)), y).Intersect(b))
		w.turn = (w.dice.Float64() - .5) * .9
		w.line(w.words(2+w.dice.IntN(5)), x, y, s)
	}
	w.turn = 0
}

// logo is one large word.
func logo(w *writer) {
	b := w.img.Rect
	x, y := b.Dx()/15+w.dice.IntN(b.Dx()/6), b.Dy()/4+w.dice.IntN(b.Dy()*2/3)
	w.line(w.words(2+w.dice.IntN(8)), x, y, w.coloured(image.Rect(x, y-int(w.size), b.Dx(), y).Intersect(b)))
}

// stamped is one watermark over and over, turned.
func stamped(w *writer) {
	b := w.img.Rect
	text := w.words(5 + w.dice.IntN(9))
	s := w.contrasting(b)
	s.stroke, s.opacity = 0, .25+.45*w.dice.Float64()
	if s.fill != white {
		s.fill = black
	}
	w.turn = []float64{0, .26, .52, -.44, .35}[w.dice.IntN(5)]
	across, down := int(w.size*(.6*float64(len([]rune(text)))+1+3*w.dice.Float64())), int(w.size*(2.5+3*w.dice.Float64()))
	for i, y := 0, int(w.size); y < b.Dy()+b.Dx()/2; i, y = i+1, y+down {
		for x := -(i % 2) * across / 2; x < b.Dx(); x += across {
			w.line(text, x, y, s)
		}
	}
	w.turn = 0
}
