package sample

import "image"

// Draw paints the picture that t describes, of that size in pixels.
func Draw(t Truth, size image.Point) *image.RGBA {
	t = t.settled()
	c := newCanvas(size, white)
	switch t.Subject {
	case Landscape:
		c.background(t)
	case Still:
		c.still(t)
	case Poster:
		c.poster(t)
	case Comic:
		c.comic(t)
	case Blank:
		c.fill(box(0, 0, c.w, c.h), flat(pick(roll(t.Seed, "blank"), white, rgb(0xfdfdfd), black, rgb(0x808080), rgb(0xf4f0e6))))
	default:
		c.background(t)
		c.figures(t)
	}
	if t.Text != "" {
		c.title(t)
	}
	c.develop(t)
	return c.img
}

// develop takes the colour out, or the light, as t says.
func (c *canvas) develop(t Truth) {
	if t.Colouring == Coloured && !t.Dark {
		return
	}
	pix := c.img.Pix
	for i := 0; i < len(pix); i += 4 {
		p := colour{pix[i], pix[i+1], pix[i+2], 255}
		switch t.Colouring {
		case Greyscale, LineArt:
			g := p.grey()
			p = colour{g, g, g, 255}
		case Sepia:
			g := int(p.grey())
			p = colour{uint8(min(255, g*235/255+20)), uint8(g*220/255 + 10), uint8(g * 180 / 255), 255}
		}
		if t.Dark {
			p = colour{p.r / 14, p.g / 14, p.b / 12, 255}
		}
		pix[i], pix[i+1], pix[i+2] = p.r, p.g, p.b
	}
}

// extents are the top and bottom of what a framing shows, in heads below the
// middle of the face.
var extents = map[string][2]float64{
	Portrait: {-.98, 1.0}, UpperBody: {-1.02, 1.75}, Cowboy: {-1.05, 2.85}, FullBody: {-1.15, 4.45},
}

// figures places the people beside each other.
func (c *canvas) figures(t Truth) {
	d := roll(t.Seed, "place")
	n := float64(len(t.People))
	reach := extents[t.Framing]
	scale := min(c.h/(reach[1]-reach[0]), c.w/float64(n*1.55))
	if len(t.People) == 1 {
		scale = c.h / (reach[1] - reach[0])
	}
	spacing := c.w / (n + float64(n*.12) + .3)
	spacing = min(spacing, scale*1.75)
	for i, p := range t.People {
		x := c.w/2 + float64((float64(i)-(n-1)/2)*spacing) + d.between(-.06, .06)*scale
		y := c.h - float64(reach[1]*scale) + d.between(-.05, .05)*scale
		if p.Gender == "boy" && len(t.People) > 1 {
			y -= scale * .12
		}
		lean := tilted(d.between(-.05, .05))
		c.within(scaled(scale, x, y).then(lean), func() {
			f := figure{canvas: c, Person: p, d: roll(t.Seed, "figure"+string(rune('a'+i))), line: max(.022, 1.3/scale), bare: t.Colouring == LineArt}
			f.paint()
		})
	}
}
