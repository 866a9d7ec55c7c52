package filter

// stacked joins marks that lie closely above one another, as the parts of
// Chinese, Japanese and Korean letters do, so that each letter is one mark.
// The marks must be in their order, and are listed in rows as they were.
func (c *chainer) stacked(marks []patch) []patch {
	c.rows.of(marks)
	c.parent = grown(c.parent, len(marks))
	parent := c.parent
	for i := range parent {
		parent[i] = int32(i)
	}
	find := func(i int32) int32 {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	joined := false
	for i := range marks {
		m := &marks[i]
		reach := m.width() + m.height()
		for s := int(max(0, m.y0-reach) / strip); s <= c.rows.last(m.y1+reach); s++ { // m may grow
			// The older of two begins first, so that joining moves no beginning.
			for _, at := range c.rows.from(s, m.x0) {
				if at.x0 >= m.x1 {
					break
				}
				a, b := find(int32(i)), find(at.i)
				if a == b || !ofOneLetter(&marks[a], &marks[b]) {
					continue
				}
				a, b = min(a, b), max(a, b)
				parent[b] = a
				marks[a].join(&marks[b])
				c.after[marks[a].last] = marks[b].first
				marks[a].last = marks[b].last
				joined = true
			}
		}
	}
	if !joined {
		return marks
	}
	out := marks[:0]
	for i := range marks {
		if parent[i] == int32(i) {
			out = append(out, marks[i])
		}
	}
	return out
}

// ofOneLetter says whether two marks, one above the other, make a letter that
// is about as wide as high.
func ofOneLetter(a, b *patch) bool {
	shared := min(a.x1, b.x1) - max(a.x0, b.x0)
	if 2*shared < min(a.width(), b.width()) {
		return false
	}
	width, height := max(a.x1, b.x1)-min(a.x0, b.x0), max(a.y1, b.y1)-min(a.y0, b.y0)
	if 4*height > 5*width || 3*width > 5*height {
		return false
	}
	gap := max(a.y0, b.y0) - min(a.y1, b.y1)
	return gap <= max(1, width*3/20)
}
