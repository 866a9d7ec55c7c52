package filter

// stacked joins marks that lie closely above one another, as the parts of
// Chinese, Japanese and Korean letters do, so that each letter is one mark.
// The marks must be in the order of chain.
func stacked(marks []mark) []mark {
	rows := rowsOf(marks)
	parent := make([]int32, len(marks))
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
		for s := max(0, (m.y0-reach)/strip); s <= min(len(rows.strips)-1, (m.y1+reach)/strip); s++ {
			list := rows.strips[s]
			for at := firstFrom(marks, list, m.x0); at < len(list) && marks[list[at]].x0 < m.x1; at++ {
				j := list[at]
				a, b := find(int32(i)), find(j)
				if a == b || !ofOneLetter(&marks[a], &marks[b]) {
					continue
				}
				a, b = min(a, b), max(a, b)
				parent[b] = a
				marks[a].join(&marks[b])
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
func ofOneLetter(a, b *mark) bool {
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
