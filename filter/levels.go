package filter

import (
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// Large letters are even in tone, and may lie across parts of a picture that
// differ: patches of one tone find them where what stands out from its
// surroundings runs into lines of the drawing.
const (
	levelSteps  = 16  // of tone that a patch may have, in two gradings half of that apart
	levelHeight = 8   // pixels that such a letter is high
	levelStroke = 1.5 // and that its pen is wide
)

// gradings is how many gradings there are, half a level apart, and levelCount how
// many levels each has: the lowest of the second is half a one.
const (
	gradingCount = 2
	levelCount   = 256/levelSteps + 1
	halfLevel    = levelSteps / gradingCount
)

// levels looks for lines of patches of one tone, in a plane whose pixels are sx
// by sy of l.plane's.
func (l *lettering) levels(p dataset.Plane, sx, sy float64) {
	k := inks.Get().(*ink)
	defer inks.Put(k)
	like := letterLike(p)
	large := func(m *patch) bool {
		return max(m.width(), m.height()) >= levelHeight && m.stroke() >= levelStroke && like(m)
	}
	for i, levels := range gradings(p) {
		k.level.trace(&k.trace, p, i*halfLevel, levels, large)
		k.found.clear()
		from := 0
		for _, end := range k.trace.ends {
			k.chainUp(p, k.trace.kept[from:end], from)
			from = end
		}
		lines := l.read(p, k)
		for i := range lines {
			lines[i].features[36] = 2
			lines[i].scale(sx, sy, l.plane)
		}
	}
}

// gradings tells of both gradings which levels have room for letters, a bit for
// each, without those that have the same pixels as one of the first grading.
func gradings(p dataset.Plane) (levels [gradingCount]uint32) {
	const least = leastMembers * levelHeight * levelStroke // pixels of three letters
	var parts [4][256 / halfLevel]int32                    // for neighbours are often alike, and would wait for each other
	pix := p.Pix
	for ; len(pix) >= 4; pix = pix[4:] {
		parts[0][pix[0]/halfLevel]++
		parts[1][pix[1]/halfLevel]++
		parts[2][pix[2]/halfLevel]++
		parts[3][pix[3]/halfLevel]++
	}
	for _, v := range pix {
		parts[0][v/halfLevel]++
	}
	at := func(i int) int32 {
		if i < 0 || i >= len(parts[0]) {
			return 0
		}
		return parts[0][i] + parts[1][i] + parts[2][i] + parts[3][i]
	}
	for i := range levelCount {
		upper, lower := at(2*i), at(2*i-1) // halves of the second grading's
		if upper+at(2*i+1) >= least {
			levels[0] |= 1 << i
		}
		same := lower == 0 && at(2*i+1) == 0 || upper == 0 && at(2*i-2) == 0
		if lower+upper >= least && !same {
			levels[1] |= 1 << i
		}
	}
	return levels
}

// level finds the pixels of a plane that are in a square of two by two of one
// level: what is thinner is the edge of something else.
type level struct {
	rows   [2]alike // a row and the next
	square []uint64 // a bit where the upper left of such a square is
	above  []uint64 // in the row before
	opened []uint64 // the pixels of the squares
}

// alike has a bit for each pixel of a row that is of the level of the one on the
// right, or below.
type alike struct{ right, below []uint64 }

// trace lists the patches of those levels of a grading, which begins so many tones
// below 0.
func (v *level) trace(t *tracer, p dataset.Plane, below int, levels uint32, worth func(m *patch) bool) {
	words := wordsOf(p.W)
	v.square, v.above, v.opened = grown(v.square, words), grown(v.above, words), grown(v.opened, words)
	clear(v.above)
	next := &v.rows[0]
	next.of(p, 0, below)
	t.begin()
	for y := range p.H {
		row := next
		clear(v.square)
		if y+1 < p.H {
			next = &v.rows[(y+1)%2]
			next.of(p, y+1, below)
			for i := range v.square {
				v.square[i] = row.right[i] & next.right[i] & row.below[i]
			}
		}
		before := uint64(0)
		for i, s := range v.square {
			both := s | v.above[i]
			v.opened[i], before = both|both<<1|before>>63, both
		}
		v.above, v.square = v.square, v.above
		n := v.runs(t.room(p), p.Row(y), row.right, below, levels)
		t.join(len(t.runs)+n, int32(y))
	}
	t.settle()
	t.keep(levelCount, worth)
}

func (a *alike) of(p dataset.Plane, y, below int) {
	words := wordsOf(p.W)
	a.right, a.below = grown(a.right, words), grown(a.below, words)
	lanes.Graded(a.right, a.below, p.Row(y), p.Row(min(y+1, p.H-1)), byte(below))
}

// runs are those of a row's opened pixels, of which it gives the number.
func (v *level) runs(to []run, row []byte, right []uint64, below int, levels uint32) int {
	before := uint64(0)
	n, stops := 0, 0
	for i, opened := range v.opened {
		after := uint64(0)
		if i+1 < len(v.opened) {
			after = v.opened[i+1]
		}
		goesOn := opened & right[i] & (opened>>1 | after<<63)
		n = addStarts(to, n, opened&^(goesOn<<1|before), i)
		stops = addStops(to, stops, opened&^goesOn, i)
		before = goesOn >> 63
	}
	kept := 0
	for _, r := range to[:n] {
		at := (uint(row[r.x0]) + uint(below)) / levelSteps
		r.level = int32(at)
		to[kept] = r
		kept += int(levels >> at & 1)
	}
	return kept
}
