package dedup

// What coding leaves of a picture is small where little is drawn, and grows with the
// steps from cell to cell where more is. How small, and how fast it grows, the pair
// says itself: by most of what is flat in it and most of what is drawn. A place, the
// rim apart, in which much more differs than that explains was edited, however small
// it is.

const (
	editedSide   = 16   // windows along the long side
	editedRim    = 12   // one part in so many, along the border, is left to marks and borders
	editedLimit  = 26.0 // grey levels that a window is off in the mean,
	editedExcess = 2.0  // and times as much as it may be
	flatMost     = 6    // grey levels from cell to cell where nothing is drawn
	flatLeast    = 1.0  // grey levels that a flat cell may be off in any pair,
	drawnLeast   = .02  // and share of the step between neighbours that a drawn one may
	fewCells     = 16   // tell nothing
)

// edited is how far the worst window stands out of what the pair explains, over the
// limit; 0 where none is off by much.
func edited(residual, a, b grid) (worst float64) {
	side := max(3, max(residual.w, residual.h)/editedSide)
	rim, step := max(residual.w, residual.h)/editedRim, max(side/2, 1)
	var steps grid
	var flat, drawn float32
	for y := rim; y+side <= residual.h-rim; y += step {
		for x := rim; x+side <= residual.w-rim; x += step {
			var off float32
			for j := y; j < y+side; j++ {
				for _, e := range residual.row(j)[x : x+side] {
					off += max(e, -e)
				}
			}
			cells := float32(side * side)
			if off <= editedLimit*cells {
				continue
			}
			if steps.v == nil {
				steps = a.steps().most(b.steps())
				flat, drawn = usual(residual, steps)
			}
			expected := float32(0)
			for j := y; j < y+side; j++ {
				for _, s := range steps.row(j)[x : x+side] {
					expected += flat + drawn*s
				}
			}
			worst = max(worst, float64(min(off/(editedLimit*cells), off/(editedExcess*expected))))
		}
	}
	return worst
}

// usual is the grey levels that all but an eighth of the flat cells are off, and the share
// of its step that all but a quarter of the drawn ones are.
func usual(residual, steps grid) (flat, drawn float32) {
	const parts = 64 // of a grey level, and of a step
	var ofFlat, ofDrawn [8 * parts]int
	var flats, drawns int
	last := len(ofFlat) - 1
	for i, e := range residual.v {
		e = max(e, -e)
		if s := steps.v[i]; s < flatMost {
			ofFlat[min(int(e*parts), last)]++
			flats++
		} else {
			ofDrawn[min(int(e/s*parts), last)]++
			drawns++
		}
	}
	under := func(histogram *[8 * parts]int, most int) float32 {
		i := 0
		for ; i < last && most >= histogram[i]; i++ {
			most -= histogram[i]
		}
		return float32(i) / parts
	}
	flat, drawn = flatLeast, drawnLeast
	if flats > fewCells {
		flat = max(flat, under(&ofFlat, flats*7/8))
	}
	if drawns > fewCells {
		drawn = max(drawn, under(&ofDrawn, drawns*3/4))
	}
	return flat, drawn
}

// steps is how far the neighbours of each cell are apart.
func (g grid) steps() grid {
	out := newGrid(g.w, g.h)
	for y := range g.h {
		up, row, down := g.row(max(y-1, 0)), g.row(y), g.row(min(y+1, g.h-1))
		for x, to := 0, out.row(y); x < g.w; x++ {
			l, r := row[max(x-1, 0)], row[min(x+1, g.w-1)]
			to[x] = max(l, r, up[x], down[x], row[x]) - min(l, r, up[x], down[x], row[x])
		}
	}
	return out
}

// most is the larger of each two cells; it changes g.
func (g grid) most(o grid) grid {
	for i, v := range o.v {
		g.v[i] = max(g.v[i], v)
	}
	return g
}
