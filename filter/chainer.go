package filter

import (
	"cmp"
	"math"
)

// chainer makes chains of marks, and keeps its memory from picture to picture.
type chainer struct {
	rows    markRows
	spare   []patch
	starts  []int32
	parent  []int32
	next    []int32
	taken   []bool
	heights []int32
	after   []int32 // of each patch, the next of those that were joined in one, or -1
}

// chain links each mark to its neighbour on the right, and hands out the chains,
// which are valid until each returns. Two marks are enough for one when they are
// as high as huge.
func (c *chainer) chain(marks []patch, huge int32, each func(chain []patch)) {
	c.after = grown(c.after, len(marks))
	for i := range marks {
		marks[i].first, marks[i].last, c.after[i] = int32(i), int32(i), -1
	}
	c.sort(marks)
	if all := c.stacked(marks); len(all) < len(marks) {
		marks = all
		c.sort(marks)
		c.rows.of(marks)
	}
	c.next, c.taken = grown(c.next, len(marks)), grown(c.taken, len(marks))
	clear(c.taken)
	c.rows.rewind()
	for i := range marks {
		c.next[i] = -1
		if j := c.rows.neighbour(marks, i, c.taken); j >= 0 {
			c.next[i], c.taken[j] = int32(j), true
		}
	}
	long := func(part []patch) {
		if len(part) >= leastMembers || len(part) == 2 && min(part[0].height(), part[1].height()) >= huge {
			each(part)
		}
	}
	for i := range marks {
		if c.taken[i] || c.next[i] < 0 {
			continue
		}
		line := c.spare[:0]
		for j := int32(i); j >= 0; j = c.next[j] {
			line = append(line, marks[j])
		}
		c.spare = line
		c.heights = evenly(line, c.heights, long)
	}
}

// sort orders marks by their box: by columns, each of which has few.
func (c *chainer) sort(marks []patch) {
	last := int32(0)
	for i := range marks {
		last = max(last, marks[i].x0)
	}
	c.starts = grown(c.starts, int(last)+2)
	clear(c.starts)
	for i := range marks {
		c.starts[marks[i].x0+1]++
	}
	for x := range last {
		c.starts[x+1] += c.starts[x]
	}
	c.spare = grown(c.spare, len(marks))
	for i := range marks {
		at := &c.starts[marks[i].x0]
		c.spare[*at] = marks[i]
		*at++
	}
	copy(marks, c.spare)
	for i := 1; i < len(marks); i++ {
		for j := i; j > 0 && compareMarks(&marks[j-1], &marks[j]) > 0; j-- {
			marks[j-1], marks[j] = marks[j], marks[j-1]
		}
	}
}

func compareMarks(a, b *patch) int32 {
	return cmp.Or(a.x0-b.x0, a.y0-b.y0, a.x1-b.x1, a.y1-b.y1, a.area-b.area)
}

// markRows lists, for each strip of 16 pixels, the marks whose middle is in it, in
// their order.
type markRows struct {
	ends   []int32 // of each strip
	passed []int32 // of each strip, where those begin that are not to the left of what was asked for
	marks  []rowMark
}

// rowMark is a mark's number, and where it begins.
type rowMark struct{ x0, i int32 }

const strip = 16

// of lists marks that are in their order.
func (r *markRows) of(marks []patch) {
	lowest := int32(0)
	for i := range marks {
		lowest = max(lowest, marks[i].y1)
	}
	r.ends, r.marks = grown(r.ends, int(lowest)/strip+1), grown(r.marks, len(marks))
	clear(r.ends)
	for i := range marks {
		r.ends[marks[i].strip()]++
	}
	sum := int32(0)
	for s, n := range r.ends {
		r.ends[s], sum = sum, sum+n
	}
	for i := range marks {
		at := &r.ends[marks[i].strip()]
		r.marks[*at] = rowMark{marks[i].x0, int32(i)}
		*at++
	}
	r.rewind()
}

// rewind lets from ask for what is on the left again.
func (r *markRows) rewind() {
	r.passed = grown(r.passed, len(r.ends))
	from := int32(0)
	for s, end := range r.ends {
		r.passed[s], from = from, end
	}
}

// from are the marks of a strip that begin at x or to the right of it, which is
// not to the left of what was asked for before.
func (r *markRows) from(s int, x int32) []rowMark {
	at, end := r.passed[s], r.ends[s]
	for at < end && r.marks[at].x0 < x {
		at++
	}
	r.passed[s] = at
	return r.marks[at:end]
}

// last is the last strip that marks above y may have their middle in.
func (r *markRows) last(y int32) int { return min(len(r.ends)-1, int(y)/strip) }

// strip is that of the mark's middle.
func (p *patch) strip() int { return int(p.y0+p.y1) / 2 / strip }

// neighbour is the nearest mark to the right of i that could go on its line.
func (r *markRows) neighbour(marks []patch, i int, taken []bool) int {
	m := &marks[i]
	h := m.height()
	if h < leastLetter || m.width() > int32(widestLetter*float64(h)) {
		return -1
	}
	reach := int32(widestGap*float64(h)/likeHeight) + 1
	best, bestGap := -1, int32(math.MaxInt32)
	for s, last := int(max(0, m.y0-h)/strip), r.last(m.y1+h); s <= last; s++ {
		for _, at := range r.from(s, m.x0+1) {
			gap := at.x0 - m.x1
			if gap > reach || gap > bestGap {
				break
			}
			if gap == bestGap || taken[at.i] || !follows(m, &marks[at.i]) {
				continue
			}
			best, bestGap = int(at.i), gap
		}
	}
	return best
}
