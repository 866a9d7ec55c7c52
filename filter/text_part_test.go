package filter

import (
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// written is a grey picture of 200×200, with paper where it is said and certain
// lines of dark letters, each a box half of which is ink.
func written(vertical bool, paper [][4]int, lines ...[4]int) *lettering {
	p := dataset.Plane{W: 200, H: 200, Pix: make([]byte, 200*200)}
	for i := range p.Pix {
		p.Pix[i] = 150
	}
	fill := func(b [4]int, luma func(x int, was byte) byte) {
		for y := b[1]; y < b[3]; y++ {
			for x := b[0]; x < b[2]; x++ {
				p.Row(y)[x] = luma(x, p.Row(y)[x])
			}
		}
	}
	for _, b := range paper {
		fill(b, func(int, byte) byte { return 250 })
	}
	l := &lettering{plane: p, cover: make([]byte, len(p.Pix))}
	for _, b := range lines {
		fill(b, func(x int, was byte) byte {
			if x/2%2 == 0 {
				return 10
			}
			return was
		})
		area := (b[2] - b[0]) * (b[3] - b[1]) / 2
		l.lines = append(l.lines, textLine{box: mark{x0: b[0], y0: b[1], x1: b[2], y1: b[3], area: area, luma: 10 * area, squares: 100 * area}, vertical: vertical, certainty: sure})
	}
	return l
}

func TestTextByItsPlace(t *testing.T) {
	whole := [][4]int{{0, 0, 200, 200}}
	tests := []struct {
		name                            string
		l                               *lettering
		title, subtitle, corner, bubble float64
	}{
		{"nothing", written(false, nil), 0, 0, 0, 0},
		{"a title", written(false, nil, [4]int{20, 10, 180, 30}), .08, 0, 0, 0},
		{"two lines of a subtitle", written(false, nil, [4]int{20, 150, 180, 160}, [4]int{20, 170, 180, 180}), 0, .08, 0, 0},
		{"a signature", written(false, nil, [4]int{150, 185, 190, 195}), 0, 0, .01, 0},
		{"a wide address in a corner", written(false, nil, [4]int{110, 185, 190, 195}), 0, .02, .02, 0},
		{"a column in the middle is of no place", written(true, nil, [4]int{90, 50, 110, 150}), 0, 0, 0, 0},
		{"a balloon", written(false, [][4]int{{40, 60, 160, 120}}, [4]int{60, 70, 140, 80}, [4]int{60, 90, 140, 100}), 0, 0, 0, .04},
		{"an upright balloon", written(true, [][4]int{{40, 60, 80, 140}}, [4]int{50, 70, 60, 130}), 0, 0, 0, .015},
		{"a white page", written(false, whole, [4]int{60, 70, 140, 80}, [4]int{60, 90, 140, 100}), 0, 0, 0, 0},
		{"letters on grey", written(false, nil, [4]int{60, 70, 140, 80}), 0, 0, 0, 0},
	}
	for _, tt := range tests {
		for _, m := range []struct {
			name      string
			got, want float64
		}{{"title", tt.l.title(), tt.title}, {"subtitle", tt.l.subtitle(), tt.subtitle}, {"corner", tt.l.corner(), tt.corner}, {"bubble", tt.l.bubble(), tt.bubble}} {
			if apartBy(m.got, m.want) > 1e-9 {
				t.Errorf("%s: %s %.4f, want %.4f", tt.name, m.name, m.got, m.want)
			}
		}
	}
}
