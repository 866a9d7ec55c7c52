package filter

import "testing"

func TestALineEndsWhereAMarkIsMuchHigher(t *testing.T) {
	// Letters of 12 pixels, then marks each less than twice as high as the one before.
	marks := func(heights ...int32) (all []patch) {
		x := int32(10)
		for _, h := range heights {
			all = append(all, patch{x0: x, y0: 100 - h, x1: x + 8, y1: 100, area: 6 * h, runs: h, down: 8})
			x += 11
		}
		return all
	}
	tests := []struct {
		name    string
		heights []int32
		want    []int // members of the lines
	}{
		{"letters", []int32{12, 12, 9, 12, 14}, []int{5}},
		{"a head beside them", []int32{12, 12, 12, 12, 20, 36, 64}, []int{5}},
		{"one between words", []int32{12, 12, 12, 23, 12, 12, 12}, []int{3, 3}},
		{"too few on either side", []int32{12, 12, 23, 12, 12, 12}, []int{3}},
	}
	for _, tt := range tests {
		var got []int
		new(chainer).chain(marks(tt.heights...), 1000, func(c []patch) { got = append(got, len(c)) })
		if len(got) != len(tt.want) {
			t.Errorf("%s: lines of %v marks, want %v", tt.name, got, tt.want)
			continue
		}
		for i := range got {
			if got[i] != tt.want[i] {
				t.Errorf("%s: lines of %v marks, want %v", tt.name, got, tt.want)
			}
		}
	}
}
