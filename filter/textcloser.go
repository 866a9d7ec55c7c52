package filter

import (
	"math"

	"github.com/winnow-data/winnow/dataset"
)

// closerFeatures is the number of what a closer look at a line tells.
const closerFeatures = 10

// lookCloser tells what is beside a line, how much of its box is neither ink nor
// ground, and whether both keep their colour: letters lie on a plain ground that
// reaches beyond them, and a line of them is of one ink. The planes of chroma may
// be of another size.
func lookCloser(t *textLine, chroma []dataset.Plane) (f [closerFeatures]float64) {
	contrast := math.Abs(t.ink-t.ground) + 8
	b := t.own
	if t.vertical {
		b = b.turned()
	}
	thick := max(2, (b.y1-b.y0)*3/10)
	sides := [4]cell{{b.x0, b.y0 - 1 - thick, b.x1, b.y0 - 1}, {b.x0, b.y1 + 1, b.x1, b.y1 + 1 + thick}, {b.x0 - 1 - 2*thick, b.y0, b.x0 - 1, b.y1}, {b.x1 + 1, b.y0, b.x1 + 1 + 2*thick, b.y1}}
	var away, spread [4]float64
	for i, s := range sides {
		if t.vertical {
			s = s.turned()
		}
		away[i], spread[i] = besideTone(t.of, s, t.ground)
	}
	f[0] = min(away[0], away[1]) / contrast
	f[1] = max(away[0], away[1]) / contrast
	f[2] = min(spread[0], spread[1]) / contrast
	f[3] = max(spread[0], spread[1]) / contrast
	f[4] = max(away[2], away[3]) / contrast
	f[5] = max(spread[2], spread[3]) / contrast
	f[6], f[7], f[8], f[9] = colours(t, chroma)
	return f
}

// besideTone is how far the mean of what is in a box is from a ground, and how it
// spreads; nothing where there is no picture.
func besideTone(p dataset.Plane, b cell, ground float64) (away, spread float64) {
	b = cell{max(0, b.x0), max(0, b.y0), min(p.W, b.x1), min(p.H, b.y1)}
	if b.x0 >= b.x1 || b.y0 >= b.y1 {
		return 0, 0
	}
	sum, squares := b.moments(p)
	n := float64(b.area())
	mean := float64(sum) / n
	return math.Abs(mean - ground), math.Sqrt(max(0, float64(squares)/n-mean*mean))
}

// mostSamples is about how many pixels of a line are looked at for their colours:
// never more than three times as many.
const mostSamples = 512

// colours of a line: the share of its box that is neither ink nor ground, how
// the chroma of the ink spreads, that of the ground, and how far they are apart.
func colours(t *textLine, chroma []dataset.Plane) (neither, ink, ground, apart float64) {
	if t.own.area() == 0 || len(chroma) != 2 {
		return 0, 0, 0, 0
	}
	kinds := kindsOf(t.ink, t.ground)
	step := max(2, int(math.Sqrt(float64(t.own.area()/mostSamples))))
	cb, cr := chroma[0], chroma[1]
	wide, high := cb.W<<16/t.of.W, cb.H<<16/t.of.H // of a pixel there, in 65536ths
	var all [3]colourSums
	for y := t.own.y0; y < t.own.y1; y += step {
		row, blue, red := t.of.Row(y), cb.Row(y*high>>16), cr.Row(y*high>>16)
		for x := t.own.x0; x < t.own.x1; x += step {
			at := x * wide >> 16
			all[kinds.of(row[x])].add(uint64(blue[at]), uint64(red[at]))
		}
	}
	ink, ground = all[inkKind].spread()/32, all[groundKind].spread()/32
	apart = all[inkKind].apart(&all[groundKind]) / 32
	return all[neitherKind].n() / (all[0].n() + all[1].n() + all[2].n()), ink, ground, apart
}

// colourSums gathers the chroma of fewer than 4096 pixels: their number, the sum
// of their blue and that of their red, and of the squares of both.
type colourSums struct {
	plain   uint64 // in 24, 20 and 20 bits
	squares uint64 // in 32 each
}

func (s *colourSums) add(blue, red uint64) {
	s.plain += 1<<40 | blue<<20 | red
	s.squares += blue*blue<<32 | red*red
}

func (s *colourSums) n() float64 { return float64(s.plain >> 40) }

func (s *colourSums) series() (blue, red series) {
	const low = 1<<20 - 1
	return series{s.n(), float64(s.plain >> 20 & low), float64(s.squares >> 32)}, series{s.n(), float64(s.plain & low), float64(s.squares & (1<<32 - 1))}
}

// spread is the standard deviation of both planes, added.
func (s *colourSums) spread() float64 {
	blue, red := s.series()
	return blue.std() + red.std()
}

// apart is how far the means of both planes differ, added.
func (s *colourSums) apart(o *colourSums) float64 {
	blue, red := s.series()
	otherBlue, otherRed := o.series()
	return math.Abs(blue.mean()-otherBlue.mean()) + math.Abs(red.mean()-otherRed.mean())
}

// Kinds of pixels in the box of a line, from ground to ink.
const (
	groundKind = iota
	neitherKind
	inkKind
)

// kinds tells them apart by two limits, of tones or, where ink is darker than its
// ground, of tones below nothing.
type kinds struct{ sign, low, high int }

func kindsOf(ink, ground float64) kinds {
	sign := 1
	if ink < ground {
		sign, ink, ground = -1, -ink, -ground
	}
	towards := max(1, ink-ground)
	return kinds{sign, int(math.Ceil(ground + .35*towards)), int(math.Ceil(ground + .65*towards))}
}

func (k *kinds) of(tone byte) int {
	v := k.sign * int(tone)
	return inkKind - int(uint(v-k.low)>>63) - int(uint(v-k.high)>>63)
}
