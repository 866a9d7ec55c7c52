package check

import (
	"slices"
	"testing"

	"github.com/winnow-data/winnow/tags"
)

func TestAShortCaptionThatNamesSomethingIsNotEmpty(t *testing.T) {
	cat := tags.Categories{General: []string{"cat"}}
	for caption, empty := range map[string]bool{
		"A cat.": false, "cat": false, "Red apple": false, "Girl": false, "A bird.": false,
		"": true, "...": true, "None": true, "none.": true, "N/A": true, "caption": true, "ok": true, "42": true, "Sure!": true,
	} {
		for _, of := range []tags.Categories{cat, {}} {
			if got := slices.Contains(Check(of, caption, "", Options{}).Process, "empty"); got != empty {
				t.Errorf("%q of %v: empty is %v, want %v", caption, of.General, got, empty)
			}
		}
	}
}
