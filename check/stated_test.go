package check

import (
	"slices"
	"testing"
)

func TestWhatIsStatedIsNotCalledMissing(t *testing.T) {
	for _, tt := range []struct{ tags, caption, tag string }{
		{"1girl solo white_collar", "A girl with a white collar.", "white_collar"},
		{"1girl solo blue_collar", "A girl in a shirt with a blue collar.", "blue_collar"},
		{"1girl solo black_hair", "A girl with hair as dark as a crow's wing.", "black_hair"},
		{"1girl solo brown_hair", "A girl whose hair is the colour of strong tea.", "brown_hair"},
	} {
		if r := judgeLine(tt.tags, tt.caption); slices.Contains(r.Missing, tt.tag) || slices.Contains(against(r), tt.tag) {
			t.Errorf("%q states %s, and yet: %+v", tt.caption, tt.tag, r)
		}
	}
}
