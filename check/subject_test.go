package check

import (
	"strings"
	"testing"
)

// TestColoursOfSubjects says what the colour of a sentence belongs to.
func TestColoursOfSubjects(t *testing.T) {
	for caption, want := range map[string]string{
		"The ribbon in her hair is red.":                            "",
		"The flower behind her left ear is red.":                    "",
		"A girl under a tree; her hair is white.":                   "black_hair",
		"The dress that she is wearing is black.":                   "white_dress",
		"The dress she has thrown over a blue shirt is black.":      "white_dress",
		"The dress she wears matches the ribbon that is red.":       "",
		"Red is the ribbon in her hair, blue are her eyes.":         "",
		"Red is her dress.":                                         "white_dress",
		"The dress which falls to her knees is white, and she sits": "",
	} {
		got := against(judgeLine("1girl solo black_hair blue_eyes white_dress red_ribbon hair_ribbon", caption))
		if strings.Join(got, " ") != want {
			t.Errorf("%s contradicts %q, want %q", caption, got, want)
		}
	}
}
