package filter

import (
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// inked is a plane and its mask, in which # is dark ink.
func inked(rows ...string) (dataset.Plane, []uint64) {
	p := dataset.Plane{W: len(rows[0]), H: len(rows)}
	mask := make([]uint64, len(rows))
	for y, row := range rows {
		for x, c := range row {
			p.Pix = append(p.Pix, map[rune]byte{'#': 0, '.': 255}[c])
			if c == '#' {
				mask[y] |= 1 << x
			}
		}
	}
	return p, mask
}

func TestMarksKnowTheirHolesAndWhereTheyLean(t *testing.T) {
	tests := []struct {
		name        string
		rows        string
		holes       int
		along, down float64
	}{
		{"a bar", "### ### ###", 0, 0, 0},
		{"o", "##### #...# #...# #####", 1, 0, 0},
		{"B", "#### #..# #### #..# ####", 2, 0, 0},
		{"u, whose arms meet last", "#...# #...# #####", 0, 0, .111},
		{"L", "#... #... ####", 0, -.125, .167},
	}
	for _, tt := range tests {
		p, mask := inked(strings.Fields(tt.rows)...)
		var tr tracer
		var marks []mark
		for i, o := range tr.trace(p, mask, func(*patch) bool { return true }) {
			tr.wanted[i] = true
			marks = append(marks, o.mark())
		}
		tr.look(p)
		for i := range marks {
			marks[i].holds(&tr.inside[i])
		}
		if len(marks) != 1 {
			t.Errorf("%s: %d marks, want one", tt.name, len(marks))
			continue
		}
		along, down := marks[0].leaning()
		if got := marks[0].holes(); got != tt.holes || apartBy(along, tt.along) > .02 || apartBy(down, tt.down) > .02 {
			t.Errorf("%s: %d holes, leans by %.3f and %.3f, want %d, %v and %v", tt.name, got, along, down, tt.holes, tt.along, tt.down)
		}
		turned := marks[0].turned()
		if a, d := turned.leaning(); a != down || d != along {
			t.Errorf("%s turned leans by %.3f and %.3f, want %.3f and %.3f", tt.name, a, d, down, along)
		}
	}
}

func apartBy(a, b float64) float64 { return max(a-b, b-a) }
