package filter

import "testing"

// stairs are n marks of 10×10 pixels, each so much lower than the last.
func stairs(n, step int) (marks []mark) {
	for i := range n {
		marks = append(marks, mark{x0: 12 * i, y0: step * i, x1: 12*i + 10, y1: step*i + 10, area: 60})
	}
	return marks
}

func boxOf(marks []mark) mark {
	box := marks[0]
	for i := range marks[1:] {
		box.join(&marks[i+1])
	}
	return box
}

func TestATiltedLineCoversItsLettersOnly(t *testing.T) {
	tests := []struct {
		name string
		step int
		most float64 // of the box
	}{
		{"straight", 0, 1},
		{"tilted", 6, .35},
		{"steep", 12, .25},
	}
	for _, tt := range tests {
		for _, vertical := range []bool{false, true} {
			marks := stairs(10, tt.step)
			line := textLine{box: boxOf(marks), vertical: vertical}
			box := line.box.width() * line.box.height()
			line.cells, _ = cellsOf(marks, vertical, box)
			if vertical {
				line.box = line.box.turned()
			}
			got := float64(line.area()) / float64(box)
			if got > tt.most || got < .05 {
				t.Errorf("%s, vertical %v: %.2f of the box, want %.2f at most", tt.name, vertical, got, tt.most)
			}
			for _, c := range line.covers() {
				if c.x0 < line.box.x0 || c.x1 > line.box.x1 || c.y0 < line.box.y0 || c.y1 > line.box.y1 {
					t.Errorf("%s, vertical %v: cell %v is outside of the line %v", tt.name, vertical, c, line.box)
				}
			}
		}
	}
}

func TestPiecesOfALineAreBridged(t *testing.T) {
	at := func(x0, y0, x1, y1 int) mark { return mark{x0: x0, y0: y0, x1: x1, y1: y1} }
	tests := []struct {
		name string
		a, b mark
		want bool
	}{
		{"one line", at(0, 0, 100, 20), at(150, 2, 260, 21), true},
		{"far apart", at(0, 0, 100, 20), at(200, 0, 300, 20), false},
		{"one below the other", at(0, 0, 100, 20), at(150, 12, 260, 32), false},
		{"of other sizes", at(0, 0, 100, 20), at(150, 0, 260, 34), false},
		{"a short one says nothing", at(0, 0, 100, 20), at(150, 0, 190, 20), false},
		{"the wrong way round", at(150, 0, 260, 20), at(0, 0, 100, 20), false},
	}
	for _, tt := range tests {
		gap, ok := between(tt.a, tt.b, false)
		down, alsoDown := between(tt.a.turned(), tt.b.turned(), true)
		if ok != tt.want || alsoDown != tt.want {
			t.Errorf("%s: along %v, down %v, want %v", tt.name, ok, alsoDown, tt.want)
		}
		if ok && (gap != cell{100, 2, 150, 20} || down != cell{2, 100, 20, 150}) {
			t.Errorf("%s: %v along, %v down", tt.name, gap, down)
		}
	}
}
