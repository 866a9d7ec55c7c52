package dedup

import "github.com/winnow-data/winnow/dataset"

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

// plane lays p in the position.
func (q position) plane(p dataset.Plane) dataset.Plane {
	if q == 0 {
		return p
	}
	out := dataset.Plane{W: p.W, H: p.H, Pix: make([]byte, len(p.Pix))}
	if q.transposed() {
		out.W, out.H = p.H, p.W
	}
	for y := range out.H {
		row := out.Row(y)
		fy := y
		if q.upsideDown() {
			fy = out.H - 1 - y
		}
		at, step := fy*p.W, 1
		if q.transposed() {
			at, step = fy, p.W
		}
		if q.mirrored() {
			at, step = at+step*(out.W-1), -step
		}
		for x := range row {
			row[x] = p.Pix[at+x*step]
		}
	}
	return out
}

// box is where part b of a plane of w×h comes to lie.
func (q position) box(b box, w, h float64) box {
	if q.transposed() {
		b = box{b.y0, b.x0, b.y1, b.x1}
		w, h = h, w
	}
	if q.mirrored() {
		b.x0, b.x1 = w-b.x1, w-b.x0
	}
	if q.upsideDown() {
		b.y0, b.y1 = h-b.y1, h-b.y0
	}
	return b
}
