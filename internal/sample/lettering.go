package sample

import (
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a font whose glyphs are painted as paths, so that letters are as
// reproducible as everything else.
type face struct {
	font *sfnt.Font
	buf  sfnt.Buffer
	mu   sync.Mutex
}

var (
	bold    = sync.OnceValue(func() *face { return parsed(gobold.TTF) })
	regular = sync.OnceValue(func() *face { return parsed(goregular.TTF) })
)

func parsed(ttf []byte) *face {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // the fonts are part of the program
	}
	return &face{font: f}
}

// em is the size at which glyphs are loaded; paths are scaled from there.
const em = 1024

// words is the outline of a line of text with its left end at 0, 0 and an em
// of 1, and its width.
func (f *face) words(text string) (*path, float64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	p, x := new(path), 0.0
	for _, r := range text {
		index, err := f.font.GlyphIndex(&f.buf, r)
		if err != nil {
			panic(err)
		}
		segments, err := f.font.LoadGlyph(&f.buf, index, fixed.I(em), nil)
		if err != nil {
			panic(err)
		}
		place := func(q fixed.Point26_6) (float64, float64) {
			return x + float64(q.X)/(64*em), float64(q.Y) / (64 * em)
		}
		for _, s := range segments {
			x1, y1 := place(s.Args[0])
			x2, y2 := place(s.Args[1])
			x3, y3 := place(s.Args[2])
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				p.move(x1, y1)
			case sfnt.SegmentOpLineTo:
				p.line(x1, y1)
			case sfnt.SegmentOpQuadTo:
				p.bend(x1, y1, x2, y2)
			case sfnt.SegmentOpCubeTo:
				p.curve(x1, y1, x2, y2, x3, y3)
			}
		}
		advance, err := f.font.GlyphAdvance(&f.buf, index, fixed.I(em), font.HintingNone)
		if err != nil {
			panic(err)
		}
		x += float64(advance) / (64 * em)
	}
	return p, x
}

// write puts a line of text with its baseline at y. align is 0 for left of x,
// .5 for centred on it, 1 for right.
func (c *canvas) write(f *face, text string, x, y, size, align float64, shade colour) float64 {
	p, width := f.words(text)
	c.within(scaled(size, x-float64(width*size)*align, y), func() { c.fill(p, flat(shade)) })
	return width * size
}

// fitted is the largest size up to limit at which text is no wider than room.
func fitted(f *face, text string, room, limit float64) float64 {
	_, width := f.words(text)
	return min(limit, room/width)
}

var nouns = strings.Fields("lantern harvest river moonlight garden winter station summer paper kitchen mountain festival market island library thunder teapot violin bakery comet harbour meadow clock window feather")
var joins = strings.Fields("the of and with under beyond after near a in from our every one")
var verbs = strings.Fields("opens waits sings returns begins shines wanders rests blooms arrives")

// sentence is n words that mean nothing in particular.
func sentence(d *dice, n int) string {
	words := make([]string, n)
	for i := range words {
		from := nouns
		switch i % 3 {
		case 0:
			from = joins
		case 2:
			from = verbs
		}
		words[i] = pick(d, from...)
	}
	text := strings.Join(words, " ")
	return strings.ToUpper(text[:1]) + text[1:]
}

// poster is a page of text with little else.
func (c *canvas) poster(t Truth) {
	d := roll(t.Seed, "poster")
	type scheme struct{ ground, title, body colour }
	s := pick(d, scheme{rgb(0xfdf8ec), rgb(0xb03030), rgb(0x33333a)}, scheme{rgb(0x20283c), rgb(0xffd860), rgb(0xe8ecf4)},
		scheme{white, black, rgb(0x303030)}, scheme{rgb(0xf6c8d0), rgb(0x702848), rgb(0x503040)}, scheme{rgb(0xcfe6f0), rgb(0x205080), rgb(0x20384a)})
	c.fill(box(0, 0, c.w, c.h), flat(s.ground))
	margin := c.w * .07
	room := c.w - 2*margin
	c.outline(box(margin/2, margin/2, c.w-margin/2, c.h-margin/2), s.title, max(1, c.w*.006))
	y := margin
	for _, line := range []string{strings.ToUpper(pick(d, nouns...) + " " + pick(d, nouns...)), strings.ToUpper(pick(d, nouns...))} {
		size := fitted(bold(), line, room, c.h*.13)
		y += size
		c.write(bold(), line, c.w/2, y, size, .5, s.title)
	}
	if d.chance(40) {
		y += c.h * .14
		c.fill(ellipse(c.w/2, y-c.h*.05, c.h*.06, c.h*.06), flat(s.title.mix(s.ground, 90)))
		c.fill((&figure{}).blossom(c.w/2, y-c.h*.05, c.h*.045), flat(s.ground))
	}
	size := c.h * d.between(.024, .036)
	y += size * 2.4
	for y < c.h-margin*1.3 {
		if d.chance(14) {
			y += size * .7
			c.write(bold(), sentence(d, 2), margin, y, size*1.2, 0, s.title)
			y += size * 1.6
			continue
		}
		for line := sentence(d, 3); ; line += " " + strings.ToLower(sentence(d, 2)) {
			if _, w := regular().words(line); w*size > room*d.between(.7, .85) {
				c.write(regular(), line, margin, y, fitted(regular(), line, room, size), 0, s.body)
				break
			}
		}
		y += size * 1.45
	}
}

// title writes t.Text over the foot of the picture, with an outline.
func (c *canvas) title(t Truth) {
	d := roll(t.Seed, "title")
	size := fitted(bold(), t.Text, c.w*.9, c.h*.09)
	p, width := bold().words(t.Text)
	edge := pick(d, rgb(0x30304a), rgb(0x903040), rgb(0x205060))
	c.within(scaled(size, (c.w-float64(width*size))/2, c.h*.93), func() {
		c.fill(p.stroke(.14, true), flat(edge))
		c.fill(p, flat(white))
	})
}

// comic is a page of panels, each with a figure and a bubble.
func (c *canvas) comic(t Truth) {
	d := roll(t.Seed, "comic")
	gap := c.w * .025
	rows := 2 + d.below(2)
	tall := (c.h - gap*float64(rows+1)) / float64(rows)
	hero := Truth{Seed: t.Seed, Place: "white"}.settled().People[0]
	for r := range rows {
		columns := 1 + d.below(2)
		y, split := gap+float64(r)*(tall+gap), d.between(.4, .6)
		edges := []float64{gap, c.w - gap}
		if columns == 2 {
			edges = []float64{gap, c.w*split - gap/2, c.w*split + gap/2, c.w - gap}
		}
		for k := 0; k < len(edges); k += 2 {
			c.panel(t, d, hero, edges[k], y, edges[k+1], y+tall)
		}
	}
}

func (c *canvas) panel(t Truth, d *dice, hero Person, x0, y0, x1, y1 float64) {
	inner := newCanvas(rounded(x1-x0, y1-y0), white)
	scene := Truth{Seed: d.next(), Place: pick(d, "white", "city", "room", "sky"), Time: "day", Framing: pick(d, Portrait, UpperBody)}
	hero.Expression = pick(d, "smile", "open_mouth", "frown", "expressionless")
	scene.People = []Person{hero}
	scene = scene.settled()
	inner.background(scene)
	inner.figures(scene)
	inner.bubble(d)
	c.paste(inner, int(x0), int(y0))
	c.outline(box(x0, y0, x1, y1), black, max(1.5, c.w*.005))
}

func (c *canvas) bubble(d *dice) {
	x, y, rx, ry := c.w*pick(d, .25, .75), c.h*.24, c.w*.23, c.h*.2
	tail := at(x-rx*.1, y+ry*.6).line(c.w*.5, c.h*.55).line(x+rx*.3, y+ry*.6)
	round := ellipse(x, y, rx, ry)
	width := max(1.2, c.w*.008)
	c.outline(tail, black, width)
	c.outline(round, black, width)
	c.fill(tail, flat(white))
	c.fill(round, flat(white))
	lines := 3
	size := ry * 1.3 / float64(lines)
	for i := range lines {
		text := sentence(d, 2)
		if i > 0 {
			text = strings.ToLower(text)
		}
		c.write(bold(), text, x, y+size*(float64(i)-.65), fitted(bold(), text, rx*1.6, size*.8), .5, black)
	}
}
