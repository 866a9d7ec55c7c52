package filter

import (
	"math"
	"slices"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// lettering is the text found in a picture.
type lettering struct {
	plane  dataset.Plane
	lines  []textLine // of all masks, also those that are not believed
	cover  []byte     // of each pixel of the plane, how surely it is in a line of letters, 0–255
	area   int        // sum of cover
	chroma []dataset.Plane
}

type letteringKey struct{}

func letteringOf(f *dataset.Frame) *lettering {
	return f.Memo(letteringKey{}, func() any {
		g := &f.White
		if t := tonesOf(f); t.white.std < t.black.std {
			g = &f.Black // white letters without a ground
		}
		return findLettering(g.Luma, g.Y, g.Cb, g.Cr)
	}).(*lettering)
}

// believed is how likely a line must be letters to count.
const believed = .5

// surely is how likely one that covers a fifth of the picture must be.
const surely = .8

func findLettering(p, half dataset.Plane, chroma ...dataset.Plane) *lettering {
	l := &lettering{plane: p, chroma: chroma}
	if p.W < 16 || p.H < 16 {
		return l
	}
	spare := spareLines.Get().(*[]textLine)
	l.lines = (*spare)[:0]
	l.search(p, inkWindows, 1, 1)
	if half.W < p.W {
		// Letters too large for the windows are looked for in the smaller plane.
		l.search(half, inkWindows[1:], float64(p.W)/float64(half.W), float64(p.H)/float64(half.H))
	}
	l.levels(half, float64(p.W)/float64(half.W), float64(p.H)/float64(half.H))
	from := len(l.lines)
	for _, c := range chroma {
		// Letters may differ in nothing but colour from what they are on.
		if !neutral(c) {
			l.search(c, chromaWindows, float64(p.W)/float64(c.W), float64(p.H)/float64(c.H))
		}
	}
	for i := range l.lines[from:] {
		line := &l.lines[from+i]
		line.chroma, line.features[36] = true, 1
	}
	*spare, l.lines = l.lines, slices.Clone(l.lines)
	clear(*spare) // they would keep planes alive
	spareLines.Put(spare)
	lookNearby(l.lines)
	l.judge()
	return l
}

// spareLines keeps memory from picture to picture: how many lines there are is not
// known before they are found.
var spareLines = sync.Pool{New: func() any { return new([]textLine) }}

// search reads all masks of a plane, whose pixels are sx by sy of l.plane's.
func (l *lettering) search(p dataset.Plane, windows []inkWindow, sx, sy float64) {
	k := inks.Get().(*ink)
	defer inks.Put(k)
	k.look(p, windows)
	like := letterLike(p)
	for i := range k.masks {
		for _, marks := range [2][]uint64{k.masks[i].dark, k.masks[i].light} {
			k.found.clear()
			k.chainUp(p, k.trace.trace(p, marks, like), 0)
			lines := l.read(p, k)
			for i := range lines {
				lines[i].scale(sx, sy, l.plane)
			}
		}
	}
}

// chainUp chains patches along rows and along columns: those of a mask or of a
// level, which are numbered from first on.
func (k *ink) chainUp(p dataset.Plane, patches []patch, first int) {
	if len(patches) < 2 || len(patches) > mostMarks {
		return
	}
	k.down = grown(k.down, len(patches))
	for i := range patches {
		k.down[i] = patches[i].turned()
	}
	huge := int32(hugeLetter * float64(max(p.W, p.H)))
	k.chains.chain(patches, huge, func(c []patch) { k.found.add(c, false, k.chains.after, first, k.trace.wanted) })
	k.chains.chain(k.down, huge, func(c []patch) { k.found.add(c, true, k.chains.after, first, k.trace.wanted) })
}

// read makes lines of the chains that were found, and gives them.
func (l *lettering) read(p dataset.Plane, k *ink) []textLine {
	from := len(l.lines)
	if len(k.found.chains) > 0 {
		k.trace.look(p)
		k.found.each(k.trace.inside, func(marks []mark, vertical bool) {
			l.lines = append(l.lines, newTextLine(p, marks, vertical))
		})
	}
	return l.lines[from:]
}

func newTextLine(p dataset.Plane, marks []mark, vertical bool) textLine {
	line := textLine{vertical: vertical, features: look(marks), box: marks[0]}
	for i := range marks[1:] {
		line.box.join(&marks[i+1])
	}
	if vertical {
		line.box = line.box.turned()
	}
	line.cells, line.features[42] = cellsOf(marks, vertical, line.box.width()*line.box.height())
	line.of, line.own = p, line.box.cell()
	line.ink, line.ground = lookAround(p, &line.box, vertical, &line.features)
	return line
}

// scale puts a line of a smaller plane into the larger one.
func (t *textLine) scale(sx, sy float64, to dataset.Plane) {
	if sx == 1 && sy == 1 {
		return
	}
	b := t.box.cell().scaled(sx, sy, to)
	t.box.x0, t.box.y0, t.box.x1, t.box.y1 = b.x0, b.y0, b.x1, b.y1
	for i := range t.cells {
		t.cells[i] = t.cells[i].scaled(sx, sy, to)
	}
	t.features[12] += math.Log(sx)
}

// evidence is how likely a line must be letters to be believed: a large claim
// needs stronger evidence, for one wrong line must not condemn a picture.
func (l *lettering) evidence(line *textLine) float64 {
	share := float64(line.area()) / float64(len(l.plane.Pix))
	return believed + (surely-believed)*ramp(share, .06, .2)
}

// unsure is how far the odds of a line may be from its evidence for it to count in
// part: a sum of what is likely is nearer to what is there than a count of what is
// more likely than not.
const unsure = .3

// certainty is how much the pixels of a line count as text, 0–255: half of that
// where its odds are just the evidence.
func (l *lettering) certainty(line *textLine) byte {
	e := l.evidence(line)
	return byte(sure * ramp(line.letters, e-unsure, e+unsure))
}

const (
	sure     = 255
	likelier = 128 // than not
)

// noCover is that of a picture without lines that count, as most are. It is never
// written to.
var noCover [512 * 512]byte

// judge decides which lines are letters, and covers them.
func (l *lettering) judge() {
	if n := len(l.plane.Pix); n <= len(noCover) {
		l.cover = noCover[:n:n]
	} else {
		l.cover = make([]byte, n)
	}
	l.weigh()
	var counting, on []int
	for i := range l.lines {
		line := &l.lines[i]
		if line.certainty = l.certainty(line); line.certainty > 0 {
			counting = append(counting, i)
		}
		if line.certainty >= likelier {
			on = append(on, i)
		}
	}
	if len(counting) == 0 {
		return
	}
	l.cover = make([]byte, len(l.plane.Pix))
	across := crossing(l.listed(), counting, on)
	for _, i := range counting {
		line := &l.lines[i]
		if across[i] {
			line.certainty = 0
		}
		l.paint(line)
	}
	l.bridge()
	l.area = sumOf(l.cover)
}

// sumOf adds up a cover.
func sumOf(cover []byte) (n int) {
	for len(cover) > 0 {
		part := cover[:min(len(cover), 4096)]
		sum, _ := lanes.Moments(part)
		n, cover = n+sum, cover[len(part):]
	}
	return n
}

// weigh finds how likely each line is letters, by itself and then by what is
// around it.
func (l *lettering) weigh() {
	odds := make([]float64, len(l.lines))
	ask(firstLook, func(i int, v float64) { odds[i], l.lines[i].letters = v, v }, func(b *ballot) {
		for i := range l.lines {
			b.add(i, l.lines[i].vertical, l.lines[i].features[:])
		}
	})
	ask(secondLook, func(i int, v float64) { l.lines[i].letters = v }, func(b *ballot) {
		for i, c := range TextContext(l.listed(), odds) {
			if c != nil {
				line := &l.lines[i]
				around := lookCloser(line, l.chroma)
				b.add(i, line.vertical, line.features[:], c, around[:])
			}
		}
	})
}

// listed are the lines as others see them.
func (l *lettering) listed() []TextLine {
	w, h := float64(l.plane.W), float64(l.plane.H)
	out := make([]TextLine, len(l.lines))
	for i := range l.lines {
		t := &l.lines[i]
		out[i] = TextLine{
			X0: float64(t.box.x0) / w, Y0: float64(t.box.y0) / h, X1: float64(t.box.x1) / w, Y1: float64(t.box.y1) / h,
			Vertical: t.vertical, Odds: t.letters, Features: t.features[:],
		}
	}
	return out
}

func (l *lettering) paint(line *textLine) {
	for _, c := range line.covers() {
		l.fill(c, line.certainty)
	}
}

func (l *lettering) fill(c cell, certainty byte) {
	for y := c.y0; y < c.y1; y++ {
		row := l.cover[y*l.plane.W+c.x0 : y*l.plane.W+c.x1]
		for x := range row {
			row[x] = max(row[x], certainty)
		}
	}
}

// share of the picture that text covers, 0–1, NaN for pictures too small to have any.
func (l *lettering) share() float64 {
	if l.cover == nil {
		return math.NaN()
	}
	return float64(l.area) / float64(sure*len(l.cover))
}
