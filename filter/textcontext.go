package filter

import "math"

// worthContext is how likely letters must be at the first look for a second one:
// what is less likely than that stays so, and is no company.
const worthContext = .02

// TextContext tells of each line what the others are like, given the odds of all
// at the first look: whether it is found again, whether others stand beside it or
// run across it, and how much else is letters. It is nil for unlikely lines.
func TextContext(lines []TextLine, odds []float64) [][]float64 {
	out := make([][]float64, len(lines))
	var likely []guest
	all, letters := 0., 0.
	for i := range lines {
		area := lines[i].room().area()
		all, letters = all+area, letters+area*odds[i]
		if odds[i] >= worthContext {
			likely = append(likely, guestOf(&lines[i], i, odds[i]))
		}
	}
	told := make([]float64, 0, contextFeatures*len(likely))
	for i := range likely {
		a := &likely[i]
		c := company{beside: -9, again: -9, across: -9}
		for j := range likely {
			if i != j {
				c.meet(a, &likely[j])
			}
		}
		crossed := 0.
		if c.crossedBy > 0 {
			crossed = a.gaps - c.gaps/c.crossedBy
		}
		told = append(told,
			a.logit, c.beside, math.Log1p(c.besides), c.again, c.across,
			min(2, c.crossedBy/a.area), crossed, math.Log1p(c.others), min(3, c.othersArea),
			math.Log1p(c.like), c.like/(c.like+c.unlike+.5), letters/all, math.Log1p(float64(len(likely))),
		)
		n := len(told)
		out[a.at] = told[n-contextFeatures : n : n]
	}
	return out
}

// contextFeatures is how many numbers TextContext tells of a line.
const contextFeatures = 13

// guest is a likely line, as others meet it.
type guest struct {
	room
	at                int // among all lines
	area, odds, logit float64
	height, ink, pen  float64 // of its letters
	gaps              float64 // between them
	vertical          bool
}

func guestOf(t *TextLine, at int, odds float64) guest {
	f := t.Features
	return guest{t.room(), at, t.room().area(), odds, logit(odds), f[12], f[34], f[20], f[9], t.Vertical}
}

// company is what a line has around it.
type company struct {
	beside, again, across                     float64 // greatest log-odds of those beside it, of the same found again, of those across it
	besides, others, othersArea, like, unlike float64 // sums of odds
	crossedBy, gaps                           float64 // area that others cross, and their gaps weighted by it
}

// meet takes in that b is around a.
func (c *company) meet(a, b *guest) {
	shared := a.shared(b.room)
	least := min(a.area, b.area)
	same := a.vertical == b.vertical
	if shared < .3*least {
		c.others += b.odds
		c.othersArea += b.odds * b.area
		if same && a.alike(b) {
			c.like, c.unlike = c.like+b.odds, c.unlike+1-b.odds
		}
	}
	if !same {
		if shared > .25*least {
			c.across = max(c.across, b.logit)
		}
		c.crossedBy += shared * b.odds
		c.gaps += shared * b.odds * b.gaps
		return
	}
	if shared > .5*max(a.area, b.area) {
		c.again = max(c.again, b.logit)
	}
	if a.beside(b.room, b.vertical) {
		c.beside = max(c.beside, b.logit)
		c.besides += b.odds
	}
}

// alike says whether two lines may be of one hand: of like height, ink and pen.
func (a *guest) alike(b *guest) bool {
	return math.Abs(a.height-b.height) < .25 && math.Abs(a.ink-b.ink) < .2 && math.Abs(a.pen-b.pen) < .06
}

func logit(p float64) float64 {
	p = min(max(p, 1e-4), 1-1e-4)
	return math.Log(p / (1 - p))
}

// room is where a line is, as shares of the picture.
type room struct{ x0, y0, x1, y1 float64 }

func (t *TextLine) room() room { return room{t.X0, t.Y0, t.X1, t.Y1} }

func (a room) area() float64 { return max(0, a.x1-a.x0) * max(0, a.y1-a.y0) }

func (a room) shared(b room) float64 {
	return room{max(a.x0, b.x0), max(a.y0, b.y0), min(a.x1, b.x1), min(a.y1, b.y1)}.area()
}

// beside says whether b is a line of like height next to a, as in a block.
func (a room) beside(b room, vertical bool) bool {
	if vertical {
		a, b = room{a.y0, a.x0, a.y1, a.x1}, room{b.y0, b.x0, b.y1, b.x1}
	}
	h, g := a.y1-a.y0, b.y1-b.y0
	if min(h, g) < .7*max(h, g) {
		return false
	}
	away := math.Abs(a.y0+a.y1-b.y0-b.y1) / 2
	return away >= .6*h && away <= 3*h && 2*(min(a.x1, b.x1)-max(a.x0, b.x0)) > min(a.x1-a.x0, b.x1-b.x0)
}

// crossing marks those lines of some that run across others whose letters stand closer: a
// block of text is found along and across, and only one way is how it is written.
func crossing(lines []TextLine, of, on []int) map[int]bool {
	out := map[int]bool{}
	for _, i := range of {
		a := lines[i].room()
		over, gaps := 0., 0.
		for _, j := range on {
			if lines[j].Vertical != lines[i].Vertical {
				shared := a.shared(lines[j].room())
				over, gaps = over+shared, gaps+shared*lines[j].Features[9]
			}
		}
		if over > 0 && over >= .4*a.area() && gaps/over < lines[i].Features[9] {
			out[i] = true
		}
	}
	return out
}
