package sample

// faceShape has its widest place at the temples and a small chin.
func faceShape() *path {
	return at(-.43, -.08).curve(-.43, -.72, .43, -.72, .43, -.08).curve(.43, .2, .33, .36, .12, .48).bend(0, .53, -.12, .48).curve(-.33, .36, -.43, .2, -.43, -.08)
}

func (f *figure) head() {
	face := faceShape()
	f.both(at(.41, -.02).curve(.5, -.06, .52, .12, .41, .17), f.skin())
	f.part(face, f.skin())
	f.fillIn(face, at(-.5, -.3).bend(0, .12, .5, -.3).line(.5, -.7).line(-.5, -.7), flat(f.skin().shade().alpha(150)))
	f.features(face)
	f.frontHair()
	if f.Glasses {
		f.glasses()
	}
}

func (f *figure) features(face *path) {
	blush := rgb(0xf08a8a).alpha(90)
	if !f.bare {
		f.fillIn(face, ellipse(-.27, .24, .09, .05), flat(blush))
		f.fillIn(face, ellipse(.27, .24, .09, .05), flat(blush))
	}
	f.eye(-.2, f.Expression == "closed_eyes")
	f.eye(.2, f.Expression == "closed_eyes" || f.Expression == "wink")
	f.brows()
	f.draw(at(-.01, .2).line(.015, .225), f.edge(f.skin()), .018)
	f.mouth()
}

func (f *figure) eye(x float64, shut bool) {
	lash := ink
	if f.bare {
		lash = rgb(0x404040)
	}
	side := 1.0
	if x < 0 {
		side = -1
	}
	if shut {
		f.draw(at(x-.11, .1).bend(x, .2, x+.11, .1), lash, .035)
		return
	}
	iris := f.tone(eyeColours[f.EyeColour])
	ball := at(x-.12, .06).curve(x-.1, -.1, x+.1, -.1, x+.12, .06).curve(x+.1, .22, x-.1, .22, x-.12, .06)
	f.fill(ball, flat(white))
	look := 0.0
	if f.LookingAway {
		look = .03
	}
	round := ellipse(x+look, .055, .078, .115)
	f.fillIn(ball, round, flat(iris.mix(ink, 90)))
	f.fillIn(ball, ellipse(x+look, .095, .062, .085), flat(iris))
	f.fillIn(ball, ellipse(x+look, .125, .045, .04), flat(iris.light()))
	f.fillIn(ball, ellipse(x+look, .05, .034, .052), flat(iris.mix(black, 190)))
	f.fill(ellipse(x-.03+look, .005, .027, .034), flat(white))
	f.fill(ellipse(x+.035+look, .11, .014, .016), flat(white))
	f.draw(at(x-.13*side, .02).curve(x-.1*side, -.1, x+.08*side, -.1, x+.13*side, .03), lash, .038)
	f.draw(at(x+.13*side, .03).line(x+.155*side, .0), lash, .025)
	f.draw(at(x-.06, .168).bend(x, .18, x+.06, .168), lash.mix(f.skin(), 90), .014)
	if f.Gender == "girl" {
		f.draw(at(x+.12*side, .0).line(x+.165*side, -.04), lash, .02)
	}
}

func (f *figure) brows() {
	c := f.edge(f.hair())
	rise := 0.0
	if f.Expression == "frown" {
		rise = .05
	}
	width := .022
	if f.Gender == "boy" {
		width = .036
	}
	f.draw(at(-.3, -.15-rise/2).bend(-.2, -.21+rise/2, -.09, -.17+rise), c, width)
	f.draw(at(.3, -.15-rise/2).bend(.2, -.21+rise/2, .09, -.17+rise), c, width)
}

func (f *figure) mouth() {
	lip := f.edge(rgb(0xc05a5a))
	switch f.Expression {
	case "open_mouth", "closed_eyes":
		m := at(-.1, .3).bend(0, .325, .1, .3).curve(.09, .43, -.09, .43, -.1, .3)
		f.part(m, f.tone(rgb(0x9a3a44)))
		f.fillIn(m, ellipse(0, .41, .06, .04), flat(f.tone(rgb(0xf09090))))
	case "frown":
		f.draw(at(-.07, .36).bend(0, .31, .07, .36), lip, .022)
	case "expressionless":
		f.draw(at(-.05, .335).line(.05, .335), lip, .022)
	default:
		f.draw(at(-.1, .31).bend(0, .385, .1, .31), lip, .022)
	}
}

func (f *figure) glasses() {
	c := rgb(0x4a3a42)
	for _, x := range []float64{-.2, .2} {
		rim := at(x-.16, -.06).bend(x, -.1, x+.16, -.06).curve(x+.17, .22, x-.17, .22, x-.16, -.06)
		f.fill(rim, flat(rgb(0xd8ecff).alpha(60)))
		f.outline(rim, c, .026)
	}
	f.draw(at(-.04, .02).bend(0, -.01, .04, .02), c, .024)
}

// backHair is what hangs behind the body.
func (f *figure) backHair() {
	c := f.hair().shade()
	low := map[string]float64{"short": .42, "medium": .8, "long": 1.7, "very_long": 2.75}[f.HairLength]
	switch f.HairStyle {
	case "twintails":
		tail := at(.46, -.32).curve(.9, -.4, 1.02, .3, .86, low*.7).curve(.82, low*.85, .74, low*.95, .62, low).curve(.68, low*.6, .6, .3, .44, -.1)
		f.both(tail, f.hair())
		f.fillIn(tail, at(.7, -.1).curve(.86, .3, .84, low*.6, .66, low).line(.6, low*.9).curve(.72, low*.5, .7, .2, .55, -.1), flat(c))
		f.fillIn(tail.mirrored(), at(-.7, -.1).curve(-.86, .3, -.84, low*.6, -.66, low).line(-.6, low*.9).curve(-.72, low*.5, -.7, .2, -.55, -.1), flat(c))
		low = .5
	case "ponytail":
		f.part(at(.1, -.5).curve(.8, -.75, 1.0, 0, .84, low*.75).curve(.8, low*.9, .74, low, .62, low*1.02).curve(.66, low*.6, .6, .1, .3, -.2), f.hair())
		low = .5
	case "bun":
		f.part(ellipse(0, -.72, .27, .24), f.hair())
		f.draw(at(-.14, -.78).bend(0, -.6, .16, -.74), f.edge(f.hair()), f.line)
		low = .5
	}
	wide := .54 + low*.06
	back := at(0, -.66).curve(-.5, -.68, -.64, -.2, -wide, low*.5).curve(-wide-.02, low*.8, -wide+.02, low*.95, -wide+.04, low).
		bend(-wide*.6, low+.08, -wide*.45, low-.06).bend(-.1, low+.12, 0, low-.03).bend(.1, low+.12, wide*.45, low-.06).bend(wide*.6, low+.08, wide-.04, low).
		curve(wide-.02, low*.95, wide+.02, low*.8, wide, low*.5).curve(.64, -.2, .5, -.68, 0, -.66)
	f.part(back, c)
	for i := -2; i <= 2; i++ {
		x := float64(i) * wide / 3
		f.draw(at(x*.6, .1).bend(x, low*.5, x*1.1, low-.1), f.edge(c).alpha(120), f.line*.8)
	}
}

// frontHair is the cap with its fringe, and the locks before the ears.
func (f *figure) frontHair() {
	c := f.hair()
	if f.HairLength != "short" {
		low := .62
		if f.HairLength == "medium" {
			low = .5
		}
		lock := at(-.47, -.2).curve(-.56, .1, -.52, .3, -.45, low).curve(-.38, .35, -.36, .1, -.36, -.15)
		f.both(lock, c)
	}
	cap := at(-.5, .12).curve(-.62, -.42, -.4, -.7, 0, -.7).curve(.4, -.7, .62, -.42, .5, .12)
	switch f.fringe() {
	case 0: // swept to one side
		cap.bend(.46, -.02, .4, -.14).bend(.38, -.02, .3, .06).bend(.3, -.06, .24, -.16).bend(.18, -.02, .06, .03).bend(.08, -.08, .03, -.18).
			bend(-.08, -.06, -.2, .0).bend(-.14, -.12, -.16, -.22).bend(-.3, -.1, -.38, .04).bend(-.38, -.08, -.4, -.14).bend(-.46, -.02, -.5, .12)
	case 1: // straight
		cap.bend(.46, -.02, .41, -.12).line(.37, -.0).line(.31, -.1).line(.25, -.01).line(.16, -.1).line(.1, .0).line(.02, -.1).line(-.05, .0).line(-.13, -.1).line(-.2, -.0).line(-.27, -.1).line(-.34, -.0).line(-.41, -.12).bend(-.46, -.02, -.5, .12)
	default: // parted in the middle
		cap.bend(.47, .06, .42, -.02).bend(.38, -.2, .16, -.3).bend(.06, -.34, .0, -.42).bend(-.06, -.34, -.16, -.3).bend(-.38, -.2, -.42, -.02).bend(-.47, .06, -.5, .12)
	}
	f.part(cap, c)
	shine := at(-.36, -.34).bend(0, -.52, .36, -.34).line(.33, -.26).line(.24, -.36).line(.14, -.3).line(.04, -.41).line(-.08, -.31).line(-.18, -.38).line(-.3, -.25)
	f.fillIn(cap, shine, flat(f.tone(c.light()).alpha(210)))
	f.draw(at(.02, -.62).bend(-.02, -.45, .03, -.2), f.edge(c).alpha(110), f.line*.8)
	if f.Gender == "boy" || f.HairLength == "short" {
		f.part(at(-.1, -.68).line(-.18, -.82).line(.0, -.72).line(.06, -.86).line(.12, -.68), c)
	}
}

func (f *figure) fringe() int { return int((f.d.state >> 7) % 3) }

func (f *figure) headwear() {
	c := f.tone(clothColours[f.HeadColour])
	switch f.Headwear {
	case "hat":
		f.part(at(-.42, -.5).curve(-.42, -.98, .42, -.98, .42, -.5), c)
		f.part(at(-.41, -.58).bend(0, -.46, .41, -.58).line(.42, -.46).bend(0, -.34, -.42, -.46), c.shade())
		f.part(at(-.78, -.34).curve(-.6, -.52, -.3, -.46, 0, -.46).curve(.3, -.46, .6, -.52, .78, -.34).bend(.3, -.3, 0, -.3).bend(-.3, -.3, -.78, -.34), c)
	case "beret":
		f.part(at(-.5, -.44).curve(-.72, -.72, -.2, -.98, .16, -.9).curve(.56, -.84, .66, -.5, .46, -.42).bend(0, -.58, -.5, -.44), c)
		f.draw(at(-.02, -.88).line(0, -.98), f.edge(c), .04)
	case "cat_ears":
		ear := at(.14, -.6).curve(.2, -.8, .34, -.96, .42, -1.0).curve(.5, -.8, .5, -.6, .46, -.4)
		f.both(ear, f.hair())
		inner := at(.24, -.62).line(.39, -.88).line(.42, -.52)
		f.both(inner, f.tone(rgb(0xf3b0b8)))
	case "halo":
		ring := ellipse(0, -.92, .4, .1)
		f.outline(ring, rgb(0xc9962a), .085)
		f.outline(ring, rgb(0xffe27a), .05)
	case "ribbon":
		f.bow(-.36, -.5, .2, c)
	case "flower":
		f.part(f.blossom(.38, -.34, .26), c)
		f.part(ellipse(.38, -.34, .06, .06), f.tone(rgb(0xf3cf4a)))
	case "headphones":
		f.draw(at(-.52, -.02).curve(-.6, -.95, .6, -.95, .52, -.02), f.edge(c), .1)
		f.draw(at(-.52, -.02).curve(-.6, -.95, .6, -.95, .52, -.02), c, .06)
		f.both(ellipse(.53, .03, .1, .17), c)
	}
}
