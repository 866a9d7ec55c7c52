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

// levels looks for lines of patches of one tone, in a plane whose pixels are sx
// by sy of l.plane's.
func (l *lettering) levels(p dataset.Plane, sx, sy float64) {
	k := inks.Get().(*ink)
	defer inks.Put(k)
	like := letterLike(p)
	large := func(m *patch) bool {
		return max(m.width(), m.height()) >= levelHeight && m.stroke() >= levelStroke && like(m)
	}
	k.steps = grown(k.steps, p.H)
	for _, low := range gradings(p, k.steps) {
		k.level.of(p, low, k.steps)
		patches := k.trace.trace(p, k.level.opened, large)
		if len(patches) < 2 || len(patches) > mostMarks {
			continue
		}
		from := len(l.lines)
		l.read(p, k, patches)
		for i := from; i < len(l.lines); i++ {
			line := &l.lines[i]
			line.features[36] = 2
			line.scale(sx, sy, l.plane)
		}
	}
}

// halfLevel is how far the two gradings are apart.
const halfLevel = levelSteps / 2

// gradings are the lowest tones of levels that have room for letters, without
// those that have the same pixels as one before. It fills in which half levels
// each row has, a bit for each.
func gradings(p dataset.Plane, rows []uint32) (lows []int) {
	const least = leastMembers * levelHeight * levelStroke // pixels of three letters
	var tones [256 / halfLevel]int
	for y := range rows {
		var odd, even [256 / halfLevel]int32 // for neighbours are often alike, and would wait for each other
		row := p.Row(y)
		for ; len(row) >= 2; row = row[2:] {
			odd[row[0]/halfLevel]++
			even[row[1]/halfLevel]++
		}
		if len(row) > 0 {
			odd[row[0]/halfLevel]++
		}
		rows[y] = 0
		for i := range odd {
			if n := odd[i] + even[i]; n > 0 {
				tones[i] += int(n)
				rows[y] |= 1 << i
			}
		}
	}
	at := func(i int) int {
		if i < 0 || i >= len(tones) {
			return 0
		}
		return tones[i]
	}
	for i := 0; i < len(tones); i += 2 {
		if at(i)+at(i+1) >= least {
			lows = append(lows, i*halfLevel)
		}
	}
	for i := -1; i < len(tones); i += 2 {
		same := at(i) == 0 && at(i+2) == 0 || at(i+1) == 0 && at(i-1) == 0
		if at(i)+at(i+1) >= least && !same {
			lows = append(lows, i*halfLevel)
		}
	}
	return lows
}

// level is the pixels of a plane that are within some tones and in a square of
// two by two of such: what is thinner is the edge of something else.
type level struct {
	words  int      // of a row
	square []uint64 // a bit where such a square has its upper left
}

// of takes in the level from a tone on, given which half levels the rows have.
func (v *level) of(p dataset.Plane, low int, rows []uint32) {
	v.words = (p.W + 63) / 64
	v.square = grown(v.square, v.words*p.H)
	has := uint32(uint64(3) << (low/halfLevel + 1) >> 1)
	least, most := byte(max(0, low)), byte(min(255, low+levelSteps-1))
	above := v.square[:0]
	for y := range p.H {
		row := v.square[y*v.words : (y+1)*v.words]
		if rows[y]&has == 0 {
			clear(row)
			clear(above)
			above = row
			continue
		}
		lanes.Within(row, p.Row(y), least, most)
		for i := range row {
			next := uint64(0)
			if i+1 < len(row) {
				next = row[i+1]
			}
			row[i] &= row[i]>>1 | next<<63
		}
		for i := range above {
			above[i] &= row[i]
		}
		above = row
	}
	clear(above)
}

// opened gives a row of the pixels.
func (v *level) opened(to []uint64, y int) {
	row := v.square[y*v.words : (y+1)*v.words]
	above := row
	if y > 0 {
		above = v.square[(y-1)*v.words : y*v.words]
	}
	last := uint64(0)
	for i := range row {
		both := row[i] | above[i]
		to[i] = both | both<<1 | last>>63
		last = both
	}
}
