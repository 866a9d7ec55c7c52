package check

import (
	"slices"
	"testing"
)

func TestWhatIsStatedIsNotCalledMissing(t *testing.T) {
	for _, tt := range []struct{ tags, caption, tag string }{
		{"1girl solo white_collar", "A girl with a white collar.", "white_collar"},
		{"1girl solo blue_collar", "A girl in a shirt with a blue collar.", "blue_collar"},
	} {
		if r := judgeLine(tt.tags, tt.caption); slices.Contains(r.Missing, tt.tag) || slices.Contains(against(r), tt.tag) {
			t.Errorf("%q states %s, and yet: %+v", tt.caption, tt.tag, r)
		}
	}
}
