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
	var tr tracer
	v.trace(&tr, p, 0, 1<<('x'/levelSteps), func(*patch) bool { return true })
	var got []string
	from := 0
	for _, end := range tr.rows {
		row := []byte(strings.Repeat(".", wide))
		for _, r := range tr.runs[from:end] {
			for x := r.x0; x < r.x1; x++ {
				row[x] = 'x'
			}
		}
		got = append(got, string(row))
		from = end
	}
	bar := "...xxxxx" + strings.Repeat(".", wide-8)
	late := strings.Repeat(".", 62) + "xxxx...."
	if want := []string{bar, bar, late, late}; !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestPatchesOfTwoLevelsTouchAndStayTwo(t *testing.T) {
	// A checkerboard of boxes of 10 pixels, whose levels are 2 and 5 of the first grading
	// and 3 and 6 of the second, on which one box is of a level that is not asked for.
	p := dataset.Plane{W: 130, H: 30, Pix: make([]byte, 130*30)}
	for i := range p.Pix {
		x, y := i%p.W/10, i/p.W/10
		p.Pix[i] = []byte{40, 88}[(x+y)%2]
		if x == 0 && y == 1 {
			p.Pix[i] = 200
		}
	}
	for below, levels := range map[int][2]int32{0: {2, 5}, halfLevel: {3, 6}} {
		var v level
		var tr tracer
		v.trace(&tr, p, below, 1<<levels[0]|1<<levels[1], func(*patch) bool { return true })
		if len(tr.kept) != 2 || tr.ends[levels[0]] != 1 || tr.ends[levels[1]] != 2 {
			t.Fatalf("from %d on: %d patches, want one of each level, joined at the corners", -below, len(tr.kept))
		}
		if dark, light := tr.kept[0].area, tr.kept[1].area; dark != 2000 || light != 1800 {
			t.Errorf("from %d on: %d and %d pixels, want 2000 and 1800", -below, dark, light)
		}
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
		var got []int // the lowest tones
		for i, levels := range gradings(tt.p) {
			for at := range levelCount {
				if levels>>at&1 != 0 {
					got = append(got, levelSteps*at-i*halfLevel)
				}
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
