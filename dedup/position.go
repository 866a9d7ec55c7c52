package dedup

// position is one of the eight ways to lay a picture: transposed if bit 2 is
// set, then mirrored left to right if bit 0 is, then upside down if bit 1 is.
type position uint8

const positions = 8

func (p position) mirrored() bool   { return p&1 != 0 }
func (p position) upsideDown() bool { return p&2 != 0 }
func (p position) transposed() bool { return p&4 != 0 }

// turns says that the picture can be brought into the position by turning
// alone; all others need a mirror.
func (p position) turns() bool {
	return p == 0 || p == 3 || p == 5 || p == 6
}

// String names the position as the way that leads to it.
func (p position) String() string {
	return [positions]string{
		"as it is", "mirrored left to right", "mirrored top to bottom", "turned by 180°",
		"mirrored at the diagonal", "turned by 90° clockwise", "turned by 90° anticlockwise", "mirrored at the other diagonal",
	}[p]
}

// inverse is the position that leads back.
func (p position) inverse() position {
	if p == 5 || p == 6 {
		return p ^ 3
	}
	return p
}

// grid lays g in the position.
func (p position) grid(g grid) grid {
	if p == 0 {
		return g
	}
	out := newGrid(g.w, g.h)
	if p.transposed() {
		out = newGrid(g.h, g.w)
	}
	for y := range out.h {
		row := out.row(y)
		for x := range row {
			fx, fy := x, y
			if p.mirrored() {
				fx = out.w - 1 - x
			}
			if p.upsideDown() {
				fy = out.h - 1 - y
			}
			if p.transposed() {
				fx, fy = fy, fx
			}
			row[x] = g.v[fy*g.w+fx]
		}
	}
	return out
}
