package sample

// background paints the place and time of day behind the figures.
func (c *canvas) background(t Truth) {
	d := roll(t.Seed, "background")
	all := box(0, 0, c.w, c.h)
	if t.Colouring == LineArt {
		return
	}
	switch t.Place {
	case "white":
		return
	case "plain":
		base := pick(d, rgb(0xf7d9dc), rgb(0xd9e8f5), rgb(0xe6dff2), rgb(0xfaf0cf), rgb(0xd9efe0), rgb(0xe4e4e8))
		c.fill(all, falling(base, base.mix(white, pick(d, 0, 120, 200)), 0, c.h))
	case "pattern":
		c.dots(d)
	case "room":
		c.room(t, d)
	default:
		c.outdoors(t, d)
	}
}

func (c *canvas) dots(d *dice) {
	base := pick(d, rgb(0xf4c7d0), rgb(0xbfd8ee), rgb(0xf6e3a6), rgb(0xc9e6cf), rgb(0xd6c8ea))
	c.fill(box(0, 0, c.w, c.h), flat(base))
	step := c.w / float64(6+d.below(5))
	row := 0
	for y := 0.0; y < c.h+step; y += step * .86 {
		for x := 0.0; x < c.w+step; x += step {
			c.fill(ellipse(x+float64(row%2)*step/2, y, step*.2, step*.2), flat(base.mix(white, 150)))
		}
		row++
	}
}

type sky struct{ high, low, land, far colour }

var skies = map[string]sky{
	"day":    {rgb(0x6fb4ee), rgb(0xe2f3fb), rgb(0x7dbb6a), rgb(0x9cc7d8)},
	"sunset": {rgb(0x5a5a9e), rgb(0xf9b27a), rgb(0x7c6a5a), rgb(0xb06a78)},
	"night":  {rgb(0x141a3c), rgb(0x3c4a80), rgb(0x27403c), rgb(0x263056)},
}

func (c *canvas) outdoors(t Truth, d *dice) {
	s := skies[t.Time]
	horizon := c.h * d.between(.55, .72)
	if t.Place == "sky" {
		horizon = c.h * 1.2
	}
	c.fill(box(0, 0, c.w, c.h), falling(s.high, s.low, 0, horizon))
	c.heaven(t, d, horizon)
	switch t.Place {
	case "sea":
		c.sea(s, d, horizon)
	case "field":
		c.hills(s, d, horizon)
		c.meadow(s, d, horizon)
	case "forest":
		c.hills(s, d, horizon)
		c.trees(s, d, horizon)
	case "city":
		c.city(t, s, d, horizon)
	}
}

func (c *canvas) heaven(t Truth, d *dice, horizon float64) {
	small := min(c.w, c.h)
	x, y := c.w*d.between(.12, .88), min(horizon, c.h)*d.between(.1, .35)
	switch t.Time {
	case "night":
		for range 60 {
			r := small * d.between(.0012, .004)
			c.fill(ellipse(c.w*d.between(0, 1), min(horizon, c.h)*d.between(0, .9), r, r), flat(rgb(0xfff6d8).alpha(uint8(120+d.below(130)))))
		}
		c.fill(ellipse(x, y, small*.22, small*.22), glow(rgb(0xfff4c8).alpha(120), x, y, small*.22))
		c.fill(ellipse(x, y, small*.075, small*.075), flat(rgb(0xfff1c2)))
		c.fill(ellipse(x-small*.02, y-small*.01, small*.016, small*.016), flat(rgb(0xeadca8)))
	case "sunset":
		y = min(horizon, c.h) * .86
		c.fill(ellipse(x, y, small*.4, small*.4), glow(rgb(0xfff0b0).alpha(200), x, y, small*.4))
		c.fill(ellipse(x, y, small*.1, small*.1), flat(rgb(0xfff3c4)))
		c.clouds(d, horizon, rgb(0xf7c1a0))
	default:
		c.fill(ellipse(x, y, small*.25, small*.25), glow(rgb(0xfffbe0).alpha(220), x, y, small*.25))
		c.clouds(d, horizon, white)
	}
}

func (c *canvas) clouds(d *dice, horizon float64, shade colour) {
	small := min(c.w, c.h)
	for range 3 + d.below(3) {
		x, y, r := c.w*d.between(0, 1), min(horizon, c.h)*d.between(.12, .75), small*d.between(.04, .08)
		puff := new(path)
		for i := range 5 {
			k := float64(i) - 2
			puff.add(ellipse(x+float64(k*r)*1.1, y-d.between(0, .5)*r, r*d.between(.7, 1.15), r*d.between(.6, .9)))
		}
		puff.add(ellipse(x, y+r*.25, r*3.1, r*.5))
		c.fill(puff, flat(shade.alpha(225)))
	}
}

func (c *canvas) hills(s sky, d *dice, horizon float64) {
	for i := range 2 {
		lift := c.h * (.1 - float64(i)*.05)
		p := at(0, c.h).line(0, horizon-lift*d.between(.4, 1))
		p.curve(c.w*.25, horizon-lift*d.between(.8, 2), c.w*.4, horizon-lift*d.between(0, 1), c.w*.55, horizon-lift*d.between(.2, 1))
		p.curve(c.w*.7, horizon-lift*d.between(1, 2.2), c.w*.85, horizon-lift, c.w, horizon-lift*d.between(.3, 1)).line(c.w, c.h)
		c.fill(p, flat(s.far.mix(s.land, i*110)))
	}
}

func (c *canvas) meadow(s sky, d *dice, horizon float64) {
	c.fill(box(0, horizon, c.w, c.h), falling(s.land, s.land.mix(rgb(0x305030), 90), horizon, c.h))
	petals := pick(d, rgb(0xf3cf4a), rgb(0xf3a3b8), rgb(0xe85a5a), white)
	for i := range 70 {
		deep := float64(i) / 70
		y := horizon + (c.h-horizon)*deep
		r := c.h * (.004 + deep*.016)
		x := c.w * d.between(0, 1)
		c.fill(box(x-r*.15, y, x+r*.15, y+r*2.2), flat(s.land.mix(black, 90)))
		c.fill((&figure{}).blossom(x, y, r*1.4), flat(petals.mix(s.low, d.below(90))))
		c.fill(ellipse(x, y, r*.4, r*.4), flat(petals.mix(rgb(0x7a5020), 128)))
	}
}

func (c *canvas) trees(s sky, d *dice, horizon float64) {
	c.fill(box(0, horizon, c.w, c.h), falling(s.land, s.land.mix(black, 70), horizon, c.h))
	for i := range 13 {
		deep := float64(i) / 13
		x, foot := c.w*d.between(-.05, 1.05), horizon+(c.h-horizon)*deep*.7
		tall := c.h * (.22 + deep*.22)
		c.fill(box(x-tall*.035, foot-tall*.4, x+tall*.035, foot), flat(rgb(0x6a4a38).mix(s.high, 70)))
		leaf := s.land.mix(rgb(0x2f6a40), 110+d.below(80))
		if d.chance(50) {
			for k := range 3 {
				up, wide := foot-tall*(.2+float64(k)*.24), tall*(.24-float64(k)*.055)
				c.shape(at(x-wide, up).line(x, up-tall*.36).line(x+wide, up), leaf, max(1, tall*.006))
			}
			continue
		}
		crown := ellipse(x, foot-tall*.6, tall*.24, tall*.26).add(ellipse(x-tall*.16, foot-tall*.5, tall*.15, tall*.14)).add(ellipse(x+tall*.16, foot-tall*.52, tall*.16, tall*.15))
		c.fill(crown.stroke(max(1, tall*.012), true), flat(leaf.line()))
		c.fill(crown, flat(leaf))
		c.fill(ellipse(x-tall*.06, foot-tall*.68, tall*.12, tall*.1), flat(leaf.light().alpha(90)))
	}
}

func (c *canvas) sea(s sky, d *dice, horizon float64) {
	water := s.high.mix(rgb(0x2f8ab0), 130)
	c.fill(box(0, horizon, c.w, c.h), falling(water, water.mix(s.low, 90), horizon, c.h))
	for range 40 {
		deep := d.between(0, 1)
		y, x, long := horizon+(c.h-horizon)*deep, c.w*d.between(0, 1), c.w*(.03+deep*.1)
		c.fill(ellipse(x, y, long, max(.6, c.h*.0012*(1+deep*2))), flat(s.low.alpha(130)))
	}
	shore := c.h * d.between(.86, .93)
	sand := rgb(0xf0dcae).mix(s.high, 60)
	p := at(0, c.h).line(0, shore).curve(c.w*.3, shore-c.h*.04, c.w*.6, shore+c.h*.05, c.w, shore-c.h*.02).line(c.w, c.h)
	c.fill(p.stroke(c.h*.012, true), flat(white.alpha(190)))
	c.fill(p, flat(sand))
}

func (c *canvas) city(t Truth, s sky, d *dice, horizon float64) {
	for layer := range 2 {
		tone := s.far.mix(rgb(0x555a70), 80+layer*90)
		for x := -c.w * .02; x < c.w; {
			wide, tall := c.w*d.between(.07, .14), c.h*d.between(.12, .34)*(1-float64(layer)*.25)
			top := horizon + c.h*.06*float64(layer) - tall
			c.fill(box(x, top, x+wide, c.h), flat(tone.mix(white, d.below(40))))
			lit := rgb(0xfff0b8)
			if t.Time == "day" {
				lit = tone.mix(white, 120)
			}
			pane := wide / 5
			for wy := top + pane; wy < horizon+c.h*.1; wy += pane * 1.7 {
				for k := range 3 {
					if d.chance(55) {
						wx := x + pane*(.6+float64(k)*1.4)
						c.fill(box(wx, wy, wx+pane*.8, wy+pane), flat(lit.alpha(210)))
					}
				}
			}
			x += wide + c.w*d.between(0, .02)
		}
	}
	road := rgb(0x8d8f9a).mix(s.high, 90)
	c.fill(box(0, horizon+c.h*.12, c.w, c.h), flat(road))
	c.fill(box(0, horizon+c.h*.12, c.w, horizon+c.h*.14), flat(road.mix(white, 100)))
	middle := horizon + c.h*.2
	for x := c.w * d.between(-.1, 0); x < c.w; x += c.w * .16 {
		c.fill(at(x+c.h*.01, middle).line(x+c.w*.08+c.h*.01, middle).line(x+c.w*.08, middle+c.h*.012).line(x, middle+c.h*.012), flat(white.alpha(200)))
	}
}

func (c *canvas) room(t Truth, d *dice) {
	wall := pick(d, rgb(0xf2e3cf), rgb(0xdfe9ee), rgb(0xf0d9d9), rgb(0xe3e6d4))
	if t.Time == "night" {
		wall = wall.mix(rgb(0x2a2a50), 110)
	}
	floor := c.h * .78
	c.fill(box(0, 0, c.w, c.h), falling(wall, wall.shade(), 0, c.h))
	c.fill(box(0, floor, c.w, c.h), flat(rgb(0xb98a5e).mix(wall, 60)))
	for i := range 7 {
		x := c.w * float64(i) / 6
		c.fill(at(x, floor).line(c.w/2+(x-c.w/2)*1.8, c.h).line(c.w/2+(x-c.w/2)*1.8+2, c.h).line(x+1, floor), flat(rgb(0x8a6040).alpha(120)))
	}
	c.fill(box(0, floor-c.h*.02, c.w, floor), flat(wall.mix(white, 120)))
	c.window(t, d)
	c.shelf(d, floor)
}

func (c *canvas) window(t Truth, d *dice) {
	s := skies[t.Time]
	x0, y0, x1, y1 := c.w*.06, c.h*.08, c.w*.42, c.h*.5
	frame := rgb(0xfaf6ee)
	c.fill(box(x0, y0, x1, y1), falling(s.high, s.low, y0, y1))
	if t.Time == "night" {
		c.fill(ellipse(x0+(x1-x0)*.7, y0+(y1-y0)*.3, c.w*.03, c.w*.03), flat(rgb(0xfff1c2)))
	}
	edge := c.w * .012
	c.outline(box(x0, y0, x1, y1), frame, edge*1.6)
	c.fill(box((x0+x1)/2-edge/2, y0, (x0+x1)/2+edge/2, y1), flat(frame))
	c.fill(box(x0, (y0+y1)/2-edge/2, x1, (y0+y1)/2+edge/2), flat(frame))
	curtain := pick(d, rgb(0xe8a0a8), rgb(0x9ec0e0), rgb(0xb8d0a0)).alpha(235)
	side := at(x0-c.w*.04, y0-c.h*.02).line(x0+c.w*.06, y0-c.h*.02).curve(x0+c.w*.08, y0+(y1-y0)*.4, x0, y0+(y1-y0)*.7, x0+c.w*.02, y1+c.h*.05).line(x0-c.w*.05, y1+c.h*.05)
	c.fill(side, flat(curtain))
	c.fill(side.mirrored().moved(x0+x1, 0), flat(curtain))
}

func (c *canvas) shelf(d *dice, floor float64) {
	x0, x1, y0 := c.w*.66, c.w*.96, c.h*.2
	wood := rgb(0x9a6a44)
	c.shape(box(x0, y0, x1, floor), wood, c.w*.004)
	rows := 4
	for i := range rows {
		top := y0 + (floor-y0)*(float64(i)+.08)/float64(rows)
		low := y0 + (floor-y0)*(float64(i)+.94)/float64(rows)
		c.fill(box(x0+c.w*.01, top, x1-c.w*.01, low), flat(wood.mix(black, 110)))
		for x := x0 + c.w*.014; x < x1-c.w*.035; {
			wide := c.w * d.between(.012, .026)
			book := pick(d, rgb(0xb8463c), rgb(0x3c6ab8), rgb(0x4c8a5a), rgb(0xd8b24a), rgb(0x7a5aa0), rgb(0xe6dfd0))
			c.fill(box(x, low-(low-top)*d.between(.6, .92), x+wide, low), flat(book))
			x += wide + c.w*.002
		}
	}
}

// still is a cup and fruit on a table.
func (c *canvas) still(t Truth) {
	d := roll(t.Seed, "still")
	wall := pick(d, rgb(0xe9ddc8), rgb(0xcfdde0), rgb(0xe8cfd0))
	c.fill(box(0, 0, c.w, c.h), falling(wall, wall.mix(white, 90), 0, c.h*.6))
	c.fill(box(0, c.h*.6, c.w, c.h), falling(rgb(0xb07f52), rgb(0x8a5f3c), c.h*.6, c.h))
	s := min(c.w, c.h)
	for i := range 3 {
		x, y, r := c.w*(.5+float64(i)*.15), c.h*.66, s*d.between(.08, .11)
		fruit := pick(d, rgb(0xd8463c), rgb(0xf0a030), rgb(0x8ab848), rgb(0xf0d050))
		c.fill(ellipse(x, y+r*.9, r*1.1, r*.25), flat(black.alpha(60)))
		c.shape(ellipse(x, y, r, r*.95), fruit, s*.005)
		c.fill(ellipse(x-r*.35, y-r*.35, r*.25, r*.2), flat(white.alpha(120)))
		c.draw(at(x, y-r*.9).bend(x+r*.1, y-r*1.1, x+r*.2, y-r*1.25), rgb(0x5a4030), s*.01)
	}
	x, y, r := c.w*.28, c.h*.6, s*.14
	china := pick(d, white, rgb(0x9cc0d8), rgb(0xe8b8a8))
	c.fill(ellipse(x, y+r*1.05, r*1.2, r*.22), flat(black.alpha(60)))
	c.fill(ellipse(x+r*.95, y, r*.35, r*.4).stroke(s*.022, true), flat(china.line()))
	c.shape(at(x-r, y-r*.8).curve(x-r*.95, y+r*.6, x-r*.6, y+r, x, y+r).curve(x+r*.6, y+r, x+r*.95, y+r*.6, x+r, y-r*.8), china, s*.005)
	c.shape(ellipse(x, y-r*.8, r, r*.22), rgb(0x7a4a30), s*.005)
	for k := range 2 {
		sx := x + (float64(k)-.5)*r*.6
		c.draw(at(sx, y-r*1.2).curve(sx-r*.3, y-r*1.6, sx+r*.3, y-r*1.9, sx, y-r*2.3), white.alpha(150), s*.012)
	}
}
