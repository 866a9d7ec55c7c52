package sample

// figure paints a person in units of a head's height, from the middle of the
// face: the chin is at .5, the shoulders at .85, the waist at 1.6, the feet at 4.2.
type figure struct {
	*canvas
	Person
	d    *dice
	line float64 // width of outlines
	bare bool    // lines only
}

func (f *figure) skin() colour  { return f.tone(skin[f.Skin]) }
func (f *figure) hair() colour  { return f.tone(hairColours[f.HairColour]) }
func (f *figure) cloth() colour { return f.tone(clothColours[f.Colour]) }
func (f *figure) lower() colour { return f.tone(clothColours[f.Lower]) }

// tone is c, or paper where only lines are drawn.
func (f *figure) tone(c colour) colour {
	if f.bare {
		return white
	}
	return c
}

func (f *figure) part(p *path, c colour) {
	f.fill(p, flat(c))
	f.fill(p.stroke(f.line, true), flat(f.edge(c)))
}

func (f *figure) edge(c colour) colour {
	if f.bare {
		return rgb(0x505050)
	}
	return c.line()
}

// both paints a path and its mirror image.
func (f *figure) both(p *path, c colour) {
	f.part(p, c)
	f.part(p.mirrored(), c)
}

func (f *figure) paint() {
	if f.Pose == "holding" && f.Held == "umbrella" {
		f.umbrella()
	}
	f.backHair()
	f.legs()
	f.body()
	f.arms()
	f.head()
	f.headwear()
}

func (f *figure) legs() {
	s := f.skin()
	shoe := f.tone(pick(f.d, rgb(0x5a3c2e), rgb(0x35343d), rgb(0xb83a3a), rgb(0xf0ede8)))
	leg := at(.06, 2.1).curve(.06, 2.8, .09, 3.3, .1, 4.05).line(.3, 4.05).curve(.34, 3.4, .42, 2.8, .42, 2.1)
	if f.trousered() {
		leg = at(.02, 2.05).line(.08, 4.0).line(.36, 4.0).curve(.4, 3.2, .46, 2.6, .44, 2.0)
		f.both(leg, f.lower())
	} else {
		f.both(leg, s)
		sock := at(.08, 3.2).line(.1, 4.05).line(.3, 4.05).line(.36, 3.2)
		f.both(sock, f.tone(pick(f.d, white, black.mix(white, 60), f.lower().shade())))
	}
	f.both(at(.07, 4.0).line(.3, 4.0).curve(.42, 4.08, .44, 4.2, .36, 4.24).line(.1, 4.24).curve(.04, 4.2, .04, 4.1, .07, 4.0), shoe)
	f.hips()
}

// hips are what hangs from the waist.
func (f *figure) hips() {
	switch {
	case f.Garment == "dress":
		skirt := at(-.33, 1.5).curve(-.5, 2.0, -.7, 2.5, -.82, 2.85).bend(-.4, 3.0, 0, 2.95).bend(.4, 3.0, .82, 2.85).curve(.7, 2.5, .5, 2.0, .33, 1.5)
		f.part(skirt, f.cloth())
		f.folds(skirt, f.cloth(), 1.75, 2.95)
		hem := at(-.79, 2.72).bend(-.4, 2.86, 0, 2.81).bend(.4, 2.86, .79, 2.72).line(.82, 2.85).bend(.4, 3.0, 0, 2.95).bend(-.4, 3.0, -.82, 2.85)
		f.part(hem, f.tone(white))
	case f.Garment == "kimono":
		robe := at(-.38, 1.5).curve(-.5, 2.2, -.5, 3.0, -.48, 3.95).line(.48, 3.95).curve(.5, 3.0, .5, 2.2, .38, 1.5)
		f.part(robe, f.cloth())
		f.fillIn(robe, at(.05, 1.5).line(.2, 4).line(.34, 4).line(.12, 1.5), flat(f.cloth().shade()))
		for range 9 {
			f.fillIn(robe, f.blossom(f.d.between(-.45, .45), f.d.between(1.9, 3.9), .1), flat(f.cloth().light()))
		}
	case f.skirted():
		skirt := at(-.35, 1.6).line(-.66, 2.45).bend(-.3, 2.58, 0, 2.55).bend(.3, 2.58, .66, 2.45).line(.35, 1.6)
		f.part(skirt, f.lower())
		f.folds(skirt, f.lower(), 1.7, 2.6)
	default:
		f.part(at(-.38, 1.5).line(-.46, 2.15).line(0, 2.25).line(.46, 2.15).line(.38, 1.5), f.lower())
	}
}

// folds are the pleats of a skirt.
func (f *figure) folds(skirt *path, c colour, top, bottom float64) {
	for i := -2; i <= 2; i++ {
		x := float64(i)
		fold := at(x*.11, top).line(x*.27, bottom).line(x*.27+.09, bottom)
		f.fillIn(skirt, fold, flat(c.shade()))
	}
}

func (f *figure) blossom(x, y, r float64) *path {
	p := new(path)
	for _, q := range [5]point{{0, -1}, {.95, -.31}, {.59, .81}, {-.59, .81}, {-.95, -.31}} {
		p.add(ellipse(x+float64(q.x*r)/2, y+float64(q.y*r)/2, r/2, r/2))
	}
	return p
}

// torso is the trunk from the neck to the waist.
func torso() *path {
	return at(-.16, .68).curve(-.3, .76, -.5, .76, -.52, .95).curve(-.44, 1.2, -.36, 1.4, -.38, 1.72).
		bend(0, 1.8, .38, 1.72).curve(.36, 1.4, .44, 1.2, .52, .95).curve(.5, .76, .3, .76, .16, .68)
}

func (f *figure) body() {
	neck := at(-.13, .35).line(-.14, .74).bend(0, .9, .14, .74).line(.13, .35)
	trunk := torso()
	c := f.cloth()
	if f.Garment == "sailor" || f.Garment == "jacket" {
		c = f.tone(clothColours["white"])
	}
	f.part(trunk, c)
	f.fillIn(trunk, at(-.55, 1.0).curve(-.4, 1.2, -.3, 1.4, -.3, 1.8).line(-.6, 1.8), flat(c.shade()))
	f.part(neck, f.skin())
	f.fillIn(neck, ellipse(0, .5, .3, .16), flat(f.skin().shade()))
	f.collar(trunk)
	switch f.Neckwear {
	case "scarf":
		n := f.tone(clothColours[f.NeckColour])
		f.part(at(.1, .75).line(.16, 1.5).line(.36, 1.5).line(.3, .75), n)
		f.part(at(-.36, .62).bend(0, .8, .36, .62).curve(.44, .72, .4, .9, .3, .92).bend(0, 1.05, -.3, .92).curve(-.4, .9, -.44, .72, -.36, .62), n)
	case "necktie":
		n := f.tone(clothColours[f.NeckColour])
		f.part(at(-.06, .82).line(.06, .82).line(.1, 1.42).line(0, 1.54).line(-.1, 1.42), n)
		f.part(at(-.08, .76).line(.08, .76).line(.05, .88).line(-.05, .88), n)
	}
}

// collar is what tells garments apart at the neck.
func (f *figure) collar(trunk *path) {
	c := f.cloth()
	switch f.Garment {
	case "dress":
		f.part(at(0, .82).curve(-.1, .94, -.3, .98, -.34, .84).bend(-.3, .76, -.15, .7).line(0, .82), f.tone(white))
		f.part(at(0, .82).curve(.1, .94, .3, .98, .34, .84).bend(.3, .76, .15, .7).line(0, .82), f.tone(white))
		f.part(at(-.38, 1.52).bend(0, 1.6, .38, 1.52).line(.385, 1.66).bend(0, 1.74, -.385, 1.66), c.shade())
		f.bow(0, .88, .12, f.tone(clothColours[f.NeckColour]))
	case "sailor":
		flap := at(-.16, .68).line(0, 1.12).line(.16, .68).curve(.3, .72, .46, .76, .5, .86).line(.36, 1.12).line(0, 1.16).line(-.36, 1.12).line(-.5, .86).curve(-.46, .76, -.3, .72, -.16, .68)
		f.part(flap, c)
		f.draw(at(-.42, .9).line(-.32, 1.05).line(-.05, 1.1), f.tone(white), .025)
		f.draw(at(.42, .9).line(.32, 1.05).line(.05, 1.1), f.tone(white), .025)
		f.bow(0, 1.14, .17, f.tone(clothColours[f.NeckColour]))
	case "hoodie":
		f.part(at(-.2, .66).curve(-.46, .64, -.48, .86, -.2, .96).bend(0, 1.02, .2, .96).curve(.48, .86, .46, .64, .2, .66).bend(0, .98, -.2, .66), c.shade())
		f.draw(at(-.1, .96).line(-.12, 1.25), f.tone(white).mix(black, 30), .035)
		f.draw(at(.1, .96).line(.12, 1.22), f.tone(white).mix(black, 30), .035)
		f.part(at(-.26, 1.42).line(-.2, 1.66).line(.2, 1.66).line(.26, 1.42).bend(0, 1.36, -.26, 1.42), c)
	case "kimono":
		f.part(at(-.2, .66).line(.12, 1.3).line(.26, 1.2).line(-.02, .7), f.tone(white))
		f.part(at(.2, .66).line(-.14, 1.34).line(-.3, 1.2).line(.02, .7), f.tone(white))
		f.part(at(-.4, 1.3).bend(0, 1.36, .4, 1.3).line(.4, 1.68).bend(0, 1.74, -.4, 1.68), f.tone(clothColours[f.NeckColour]))
		f.draw(at(-.39, 1.5).bend(0, 1.56, .39, 1.5), f.tone(white), .04)
	case "jacket":
		side := at(-.16, .68).curve(-.3, .76, -.5, .76, -.52, .95).curve(-.44, 1.2, -.36, 1.4, -.42, 1.85).line(-.16, 1.88).line(-.12, 1.1)
		f.both(side, c)
		f.both(at(-.14, .7).line(-.3, .84).line(-.24, .96).line(-.3, 1.0).line(-.12, 1.25), c.shade())
	default:
		f.both(at(-.02, .8).line(-.15, .68).line(-.24, .8).line(-.12, .96), f.tone(white).mix(c, 120))
		f.draw(at(0, .84).line(0, 1.75), f.edge(c), f.line)
		for i := range 3 {
			f.fill(ellipse(.05, 1.02+float64(float64(i)*.22), .022, .022), flat(f.edge(c)))
		}
	}
}

func (f *figure) bow(x, y, r float64, c colour) {
	wing := at(0, 0).curve(-r*.6, -r*.9, -r*1.3, -r*.8, -r*1.25, 0).curve(-r*1.3, r*.8, -r*.6, r*.8, 0, 0)
	tail := at(0, 0).line(-r*.7, r*1.7).line(-r*.2, r*1.5)
	for _, p := range []*path{tail, tail.mirrored(), wing, wing.mirrored(), ellipse(0, 0, r*.26, r*.28)} {
		f.part(p.moved(x, y), c)
	}
}

// limb is an arm or a sleeve: a thick line with its outline beneath.
func (f *figure) limb(p *path, width float64, c colour) {
	f.fill(p.stroke(width+2*f.line, false), flat(f.edge(c)))
	f.fill(p.stroke(width, false), flat(c))
}

// elbows and hands of the right side; the left is its mirror image.
var arms = map[string][2]point{
	"down":  {{.64, 1.4}, {.6, 1.92}},
	"hip":   {{.86, 1.28}, {.44, 1.62}},
	"wave":  {{.9, 1.12}, {.98, .42}},
	"up":    {{.84, .5}, {.6, -.3}},
	"front": {{.62, 1.42}, {.22, 1.3}},
}

func (f *figure) arms() {
	right, left := "down", "down"
	switch f.Pose {
	case "hand_on_own_hip":
		right = "hip"
	case "waving":
		right = "wave"
	case "arms_up":
		right, left = "up", "up"
	case "holding":
		right = map[string]string{"book": "front", "cup": "front", "flower": "front", "umbrella": "front", "balloon": "wave"}[f.Held]
		if f.Held == "book" {
			left = "front"
		}
	}
	f.arm(arms[left], -1)
	if f.Pose == "holding" && f.Held != "umbrella" {
		f.held(arms[right][1])
	}
	f.arm(arms[right], 1)
}

func (f *figure) arm(joints [2]point, side float64) {
	elbow, hand := joints[0], joints[1]
	elbow.x, hand.x = elbow.x*side, hand.x*side
	shoulder := point{.44 * side, .92}
	whole := at(shoulder.x, shoulder.y).bend(elbow.x, elbow.y, hand.x, hand.y)
	half := at(shoulder.x, shoulder.y).line(middle(shoulder, elbow).x, middle(shoulder, elbow).y)
	c, width := f.cloth(), .22
	f.part(ellipse(hand.x, hand.y, .085, .09), f.skin())
	switch f.Garment {
	case "dress", "shirt", "sailor":
		if f.Garment == "sailor" {
			c = f.tone(clothColours["white"])
		}
		f.limb(whole, .15, f.skin())
		f.fill(ellipse(hand.x, hand.y, .08, .085), flat(f.skin()))
		f.limb(half, width+.04, c)
	case "kimono":
		f.limb(whole, width, c)
		wrist := middle(elbow, hand)
		f.part(at(wrist.x-.1, wrist.y-.12).line(hand.x, hand.y-.08).curve(hand.x+.16*side, hand.y+.3, hand.x, hand.y+.62, wrist.x-.05*side, wrist.y+.6).line(wrist.x-.1, wrist.y), c)
	default:
		f.limb(whole, width, c)
		f.part(ellipse(hand.x, hand.y, .085, .09), f.skin())
	}
}

// held is the thing in the right hand.
func (f *figure) held(hand point) {
	x, y := hand.x, hand.y
	switch f.Held {
	case "book":
		f.part(box(-.4, y-.3, .4, y+.22), f.tone(clothColours[f.NeckColour]))
		f.part(box(-.34, y-.34, -.01, y+.16), f.tone(white))
		f.part(box(.01, y-.34, .34, y+.16), f.tone(white))
	case "cup":
		f.part(at(x-.16, y-.24).line(x-.12, y+.1).line(x+.12, y+.1).line(x+.16, y-.24), f.tone(white))
		f.part(ellipse(x, y-.24, .16, .045), f.tone(rgb(0x8a5a3c)))
	case "flower":
		f.draw(at(x, y+.2).bend(x+.03, y-.1, x, y-.42), f.tone(rgb(0x4c8a4c)), .04)
		f.part(f.blossom(x, y-.5, .2), f.tone(clothColours[f.HeadColour]))
		f.part(ellipse(x, y-.5, .06, .06), f.tone(rgb(0xf3cf4a)))
	case "balloon":
		f.draw(at(x, y).bend(x+.1, y-.3, x+.05, y-.62), f.edge(white), f.line)
		f.part(ellipse(x+.05, y-.92, .26, .31), f.tone(clothColours[f.HeadColour]))
		f.fill(ellipse(x-.03, y-1.02, .06, .09), flat(white.alpha(150)))
	}
}

func (f *figure) umbrella() {
	f.draw(at(.28, 1.35).line(.5, -1.1), f.edge(rgb(0x886644)), .05)
	c := f.tone(clothColours[f.HeadColour])
	dome := at(-.95, -.35).curve(-.75, -1.15, 1.4, -1.5, 1.75, -.15).bend(1.4, -.35, 1.2, -.2).bend(.85, -.42, .5, -.26).bend(.1, -.5, -.25, -.32).bend(-.6, -.5, -.95, -.35)
	f.part(dome, c)
	f.draw(at(.5, -1.1).bend(.1, -.8, -.25, -.32), f.edge(c), f.line)
	f.draw(at(.5, -1.1).bend(1.0, -.8, 1.2, -.2), f.edge(c), f.line)
}
