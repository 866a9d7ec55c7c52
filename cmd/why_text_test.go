package cmd

import (
	"strings"
	"testing"
)

func TestTextIsPutIntoWords(t *testing.T) {
	tests := []struct {
		name     string
		measures map[string]float64
		want     string
	}{
		{"none", map[string]float64{"text_area": 0, "text_only": 0}, ""},
		{"not measured", nil, ""},
		{"a poster", map[string]float64{"text_area": .4, "text_lines": 12, "text_only": .875, "text_down": 0, "text_title": .05},
			"40 % of the picture, in 12 lines; 87.5 % of what is drawn is text, 12.5 % is left without it; of the picture are titles 5 %"},
		{"a signature", map[string]float64{"text_area": .004, "text_lines": 1, "text_only": .01, "text_corner": .004},
			"0.4 % of the picture, in one line; 1 % of what is drawn is text, 99 % is left without it; of the picture are corners 0.4 %"},
		{"a comic", map[string]float64{"text_area": .12, "text_lines": 9, "text_only": .2, "text_down": .9, "text_bubble": .11},
			"12 % of the picture, in 9 lines, 90 % of it written downwards; 20 % of what is drawn is text, 80 % is left without it; of the picture are balloons 11 %"},
	}
	for _, tt := range tests {
		measures := map[string]standing{"chroma": {}}
		for name, v := range tt.measures {
			measures[name] = standing{Value: &v}
		}
		if got := strings.Join(textSaid(measures), "; "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}
