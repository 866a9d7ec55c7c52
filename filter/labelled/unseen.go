package labelled

import (
	"image"
	"image/color"
	"image/draw"
	"math"
)

// unseenLayouts carry text in ways that nothing is fitted on: what the measures
// reach on them tells how they will do on pictures that nobody here has seen.
var unseenLayouts = []layout{
	{"chat", chat},
	{"novel", novel},
	{"credits", credits},
	{"labels", labels},
	{"cover", cover},
	{"hollow", hollow},
	{"arc", arc},
	{"wobbly", wobbly},
	{"ribbon", ribbon},
	{"panels", panels},
	{"menu", menu},
	{"neon", neon},
	{"colours", coloursOnArt},
	{"address", address},
}

// unseenSizes of letters by layout, of the picture's longer side.
var unseenSizes = map[string][2]float64{
	"chat": {.025, .045}, "novel": {.018, .035}, "credits": {.025, .05}, "labels": {.022, .04}, "cover": {.09, .2},
	"hollow": {.07, .16}, "arc": {.05, .12}, "wobbly": {.03, .08}, "ribbon": {.04, .09}, "panels": {.018, .03},
	"menu": {.022, .04}, "neon": {.07, .16}, "colours": {.05, .12}, "address": {.02, .035},
}

func (w *writer) tone(low, high int) color.RGBA {
	at := func() byte { return byte(low + w.dice.IntN(high-low)) }
	return color.RGBA{at(), at(), at(), 255}
}

func (w *writer) fill(r image.Rectangle, c color.Color) {
	draw.Draw(w.img, r.Intersect(w.img.Rect), image.NewUniform(c), image.Point{}, draw.Over)
}

// fitting is a line that is about so wide.
func (w *writer) fitting(width int) string {
	perLetter := w.size * .55
	if !w.kind.spaced {
		perLetter = w.size
	}
	return w.words(max(2, int(float64(width)/perLetter)))
}

// one makes a single line of the letters written since.
func (w *writer) one(from int) {
	if len(w.boxes) <= from {
		return
	}
	all := image.Rectangle{}
	for _, b := range w.boxes[from:] {
		all = all.Union(b)
	}
	w.boxes = append(w.boxes[:from], all)
}

// chat is a column of messages, left and right in turn.
func chat(w *writer) {
	b := w.img.Rect
	if w.dice.IntN(2) == 0 {
		w.fill(b, w.tone(200, 250))
	}
	mine, yours := w.tone(150, 240), w.tone(225, 256)
	for y := b.Dy() / 30; y < b.Dy()*9/10; {
		lines := 1 + w.dice.IntN(3)
		wide, high := b.Dx()*(35+w.dice.IntN(35))/100, int(w.size*1.3*float64(lines)+w.size*.8)
		x, paper := b.Dx()/30, yours
		if w.dice.IntN(2) == 0 {
			x, paper = b.Dx()-wide-b.Dx()/30, mine
		}
		w.fill(image.Rect(x, y, x+wide, y+high), paper)
		for i := range lines {
			w.line(w.fitting(wide*(50+w.dice.IntN(35))/100), x+int(w.size*.5), y+int(w.size*(1.2+1.3*float64(i))), style{fill: black, opacity: 1})
		}
		y += high + int(w.size*(.5+2*w.dice.Float64()))
	}
}

// novel is a page of a book, with or without a picture above.
func novel(w *writer) {
	b := w.img.Rect
	top := b.Dy() * w.dice.IntN(55) / 100
	paper := w.tone(215, 256)
	w.fill(image.Rect(0, top, b.Dx(), b.Dy()), paper)
	left, right := b.Dx()/12, b.Dx()*11/12
	ink := style{fill: w.tone(0, 60), opacity: 1}
	for y := top + int(w.size*2); y < b.Dy()*19/20; y += int(w.size * 1.45) {
		if w.dice.IntN(6) == 0 {
			w.line(w.fitting((right-left)*(20+w.dice.IntN(60))/100), left, y, ink)
			y += int(w.size * .7)
			continue
		}
		w.line(w.fitting(right-left), left, y, ink)
	}
}

// credits are centred lines of uneven length on a darkened picture.
func credits(w *writer) {
	b := w.img.Rect
	w.fill(b, color.NRGBA{0, 0, 0, byte(90 + w.dice.IntN(140))})
	for y := int(w.size * 2); y < b.Dy()-int(w.size); y += int(w.size * (1.2 + 1.5*w.dice.Float64())) {
		wide := b.Dx() * (15 + w.dice.IntN(55)) / 100
		w.line(w.fitting(wide), (b.Dx()-wide)/2, y, style{fill: w.tone(200, 256), opacity: 1})
	}
}

// labels are short words beside the things that they name.
func labels(w *writer) {
	b := w.img.Rect
	ink := w.tone(0, 90)
	for range 4 + w.dice.IntN(14) {
		x, y := w.dice.IntN(b.Dx()*4/5), int(w.size)+w.dice.IntN(max(1, b.Dy()-2*int(w.size)))
		text := w.words(2 + w.dice.IntN(7))
		wide := int(w.size * .8 * float64(len([]rune(text))))
		if !w.kind.spaced {
			wide = int(w.size * 1.1 * float64(len([]rune(text))))
		}
		w.fill(image.Rect(x, y-int(w.size), x+wide, y+int(w.size*.35)), color.RGBA{250, 250, 245, 255})
		w.fill(image.Rect(x+wide, y, x+wide+b.Dx()/12, y+1), ink)
		w.line(text, x+int(w.size*.2), y, style{fill: ink, opacity: 1})
	}
}

// cover is a title with a shadow, and smaller lines at the foot.
func cover(w *writer) {
	b := w.img.Rect
	x, y := b.Dx()/20, int(w.size*1.1)+w.dice.IntN(b.Dy()/6)
	shift := max(2, int(w.size/12))
	bright, dark := w.tone(160, 256), w.tone(0, 70)
	for range 1 + w.dice.IntN(2) {
		text := w.fitting(b.Dx() * (50 + w.dice.IntN(40)) / 100)
		from := len(w.boxes)
		w.line(text, x+shift, y+shift, style{fill: dark, opacity: .8})
		w.line(text, x, y, style{fill: bright, opacity: 1})
		w.one(from)
		y += int(w.size * 1.15)
	}
	small := *w
	small.boxes = nil
	if small.resize(w.font, max(leastSize, w.size/4)) == nil {
		for i := range w.dice.IntN(4) {
			small.line(small.fitting(b.Dx()*(30+w.dice.IntN(40))/100), x, b.Dy()-int(small.size*(1+1.4*float64(i))), style{fill: bright, outline: dark, stroke: 1, opacity: 1})
		}
		w.boxes = append(w.boxes, small.boxes...)
	}
}

// hollow letters are an outline only.
func hollow(w *writer) {
	b := w.img.Rect
	y := int(w.size) + w.dice.IntN(b.Dy()/2)
	for range 1 + w.dice.IntN(3) {
		box := image.Rect(b.Dx()/15, y-int(w.size), b.Dx()*14/15, y).Intersect(b)
		s := w.contrasting(box)
		under := w.img.RGBAAt(min(b.Dx()-1, b.Dx()/2), min(b.Dy()-1, max(0, y-int(w.size/2))))
		w.line(w.fitting(box.Dx()*8/10), box.Min.X, y, style{fill: under, outline: s.fill, stroke: max(1, int(w.size/20)), opacity: 1})
		y += int(w.size * 1.4)
	}
}

// arc is a title along a bow.
func arc(w *writer) {
	b := w.img.Rect
	text := []rune(w.fitting(b.Dx() * 7 / 10))
	radius := float64(b.Dx()) * (.5 + .6*w.dice.Float64())
	cx, cy := float64(b.Dx())/2, float64(b.Dy())*(.15+.3*w.dice.Float64())+radius
	step := w.size * .68 / radius
	if !w.kind.spaced {
		step = w.size * 1.05 / radius
	}
	s := w.contrasting(image.Rect(b.Dx()/6, int(cy-radius-w.size), b.Dx()*5/6, int(cy-radius)).Intersect(b))
	for i, r := range text {
		a := (float64(i) - float64(len(text))/2) * step
		w.turn = -a
		w.line(string(r), int(cx+radius*math.Sin(a)), int(cy-radius*math.Cos(a)), s)
	}
	w.turn = 0
}

// wobbly letters dance about their line, as if by hand.
func wobbly(w *writer) {
	b := w.img.Rect
	if w.dice.IntN(2) == 0 {
		w.fill(image.Rect(b.Dx()/15, b.Dy()/15, b.Dx()*14/15, b.Dy()*(40+w.dice.IntN(50))/100), w.tone(215, 256))
	}
	y := b.Dy()/15 + int(w.size*1.3)
	s := w.contrasting(image.Rect(b.Dx()/10, b.Dy()/10, b.Dx()*9/10, b.Dy()/3))
	for range 1 + w.dice.IntN(6) {
		x, from := b.Dx()/10, len(w.boxes)
		for _, r := range w.fitting(b.Dx() * (40 + w.dice.IntN(35)) / 100) {
			w.turn = (w.dice.Float64() - .5) * .4
			w.line(string(r), x, y+int(w.size*.16*(w.dice.Float64()-.5)), s)
			x += int(w.size * .2)
			if advance, ok := w.face.GlyphAdvance(r); ok {
				x += advance.Round() - int(w.size*.12)
			}
		}
		w.turn = 0
		w.one(from)
		if y += int(w.size * 1.5); y > b.Dy() {
			return
		}
	}
}

// ribbon is a band across a corner, or the whole picture, with words on it.
func ribbon(w *writer) {
	b := w.img.Rect
	w.turn = (w.dice.Float64() - .5) * 1.2
	ink, paper := w.tone(0, 80), w.tone(180, 256)
	if w.dice.IntN(2) == 0 {
		ink, paper = paper, ink
	}
	cx, cy := float64(b.Dx())/2, float64(b.Dy())*(.2+.6*w.dice.Float64())
	sin, cos := math.Sincos(w.turn)
	for y := range b.Dy() {
		for x := range b.Dx() {
			if d := (float64(x)-cx)*sin + (float64(y)-cy)*cos; math.Abs(d) < w.size*.8 {
				w.img.SetRGBA(x, y, paper)
			}
		}
	}
	wide := float64(b.Dx()) * .7
	x, y := cx-wide/2*cos+w.size*.3*sin, cy+wide/2*sin+w.size*.3*cos
	w.line(w.fitting(int(wide)), int(x), int(y), style{fill: ink, opacity: 1})
	w.turn = 0
}

// panels are a page of a comic: framed parts of the picture, tones, and small
// letters in balloons.
func panels(w *writer) {
	b := w.img.Rect
	rows, across := 2+w.dice.IntN(2), 1+w.dice.IntN(2)
	for i := 1; i < rows; i++ {
		w.fill(image.Rect(0, b.Dy()*i/rows-5, b.Dx(), b.Dy()*i/rows+5), white)
	}
	if across > 1 {
		w.fill(image.Rect(b.Dx()/2-4, 0, b.Dx()/2+4, b.Dy()), white)
	}
	for range rows * across {
		x, y := w.dice.IntN(b.Dx()*2/3), w.dice.IntN(b.Dy()*3/4)
		lines, wide := 2+w.dice.IntN(4), b.Dx()*(12+w.dice.IntN(16))/100
		high := int(w.size * 1.25 * float64(lines))
		ellipse(w.img, image.Rect(x, y, x+wide*17/10, y+high*19/10), white, black)
		for i := range lines {
			w.line(w.fitting(wide*(60+w.dice.IntN(40))/100), x+wide*4/10, y+high*4/10+int(w.size*(.9+1.25*float64(i))), style{fill: black, opacity: 1})
		}
	}
}

// menu is a window of a game: a list of words with bars beside them.
func menu(w *writer) {
	b := w.img.Rect
	wide := b.Dx() * (25 + w.dice.IntN(65)) / 100
	x := w.dice.IntN(max(1, b.Dx()-wide))
	paper, ink := w.tone(10, 90), w.tone(190, 256)
	if w.dice.IntN(2) == 0 {
		paper, ink = w.tone(200, 256), w.tone(0, 70)
	}
	w.fill(image.Rect(x, b.Dy()/12, x+wide, b.Dy()*11/12), paper)
	for y := b.Dy()/12 + int(w.size*1.6); y < b.Dy()*11/12-int(w.size/2); y += int(w.size * (1.7 + .4*w.dice.Float64())) {
		w.line(w.words(3+w.dice.IntN(9)), x+int(w.size*.8), y, style{fill: ink, opacity: 1})
		if w.dice.IntN(2) == 0 && wide > int(w.size*14) {
			w.fill(image.Rect(x+wide*6/10, y-int(w.size*.6), x+wide*(65+w.dice.IntN(30))/100, y), w.tone(80, 200))
		}
	}
}

// neon letters glow.
func neon(w *writer) {
	b := w.img.Rect
	w.fill(b, color.NRGBA{10, 5, 30, byte(150 + w.dice.IntN(80))})
	hue := [][3]int{{255, 90, 190}, {90, 220, 255}, {255, 210, 90}, {120, 255, 140}}[w.dice.IntN(4)]
	y := int(w.size*1.2) + w.dice.IntN(b.Dy()/2)
	for range 1 + w.dice.IntN(2) {
		text := w.fitting(b.Dx() * (40 + w.dice.IntN(45)) / 100)
		from := len(w.boxes)
		glow := color.RGBA{byte(hue[0] / 3), byte(hue[1] / 3), byte(hue[2] / 3), 255}
		w.line(text, b.Dx()/12, y, style{fill: glow, outline: glow, stroke: max(2, int(w.size/12)), opacity: 1})
		w.line(text, b.Dx()/12, y, style{fill: color.RGBA{byte(hue[0]), byte(hue[1]), byte(hue[2]), 255}, opacity: 1})
		w.one(from)
		y += int(w.size * 1.5)
	}
}

// coloursOnArt are words in one colour straight on the picture.
func coloursOnArt(w *writer) {
	b := w.img.Rect
	y := int(w.size*1.2) + w.dice.IntN(b.Dy()/3)
	for range 1 + w.dice.IntN(4) {
		at := image.Rect(b.Dx()/15, y-int(w.size), b.Dx()*4/5, y).Intersect(b)
		s := style{fill: w.tone(0, 110), opacity: 1}
		if w.contrasting(at).fill == white {
			s.fill = w.tone(170, 256)
		}
		w.line(w.fitting(b.Dx()*(35+w.dice.IntN(50))/100), at.Min.X, y, s)
		if y += int(w.size * 1.35); y > b.Dy() {
			return
		}
	}
}

// address is one small line in a corner.
func address(w *writer) {
	b := w.img.Rect
	x, y := b.Dx()/40+w.dice.IntN(b.Dx()/2), b.Dy()-b.Dy()/60
	if w.dice.IntN(3) == 0 {
		y = int(w.size * 1.2)
	}
	w.line(w.words(6+w.dice.IntN(12)), x, y, w.contrasting(image.Rect(x, y-int(w.size), b.Dx(), y).Intersect(b)))
}
