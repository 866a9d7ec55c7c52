package filter

import (
	"slices"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func TestALevelHasNothingThinnerThanTwoPixels(t *testing.T) {
	const wide = 70 // beyond a word
	p := dataset.Plane{W: wide, H: 4, Pix: []byte(strings.Repeat(".", 4*wide))}
	paint := func(y, from, to int) {
		for x := from; x < to; x++ {
			p.Pix[y*wide+x] = 'x'
		}
	}
	paint(0, 3, 8) // a bar on a stroke of one pixel
	paint(1, 3, 8)
	paint(2, 4, 5)
	paint(1, 20, 30) // a line of one pixel
	paint(2, 62, 66) // across two words
	paint(3, 62, 70)
	var v level
	rows := make([]uint32, p.H)
	gradings(p, rows)
	v.of(p, 'x'/levelSteps*levelSteps, rows)
	var got []string
	for y := range p.H {
		bits := make([]uint64, 2)
		v.opened(bits, y)
		row := []byte(strings.Repeat(".", wide))
		for x := range row {
			if bits[x/64]>>(x%64)&1 != 0 {
				row[x] = 'x'
			}
		}
		got = append(got, string(row))
	}
	bar := "...xxxxx" + strings.Repeat(".", wide-8)
	late := strings.Repeat(".", 62) + "xxxx...."
	if want := []string{bar, bar, late, late}; !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestALevelOfTheSamePixelsIsLookedAtOnce(t *testing.T) {
	flat := func(tones ...byte) dataset.Plane {
		return dataset.Plane{W: 100, H: len(tones), Pix: []byte(strings.Join(func() (rows []string) {
			for _, v := range tones {
				rows = append(rows, strings.Repeat(string([]byte{v}), 100))
			}
			return rows
		}(), ""))}
	}
	tests := []struct {
		name string
		p    dataset.Plane
		want []int
	}{
		{"two tones that are far apart", flat(0, 200), []int{0, 192}},
		{"two tones of one level, and of neighbouring ones of the other grading", flat(16, 31), []int{16, 8, 24}},
		{"two tones of neighbouring levels, and of one of the other grading", flat(15, 16), []int{0, 16, 8}},
		{"the darkest and the lightest", flat(0, 255), []int{0, 240}},
	}
	for _, tt := range tests {
		if got := gradings(tt.p, make([]uint32, tt.p.H)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
