package expression

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestThresholds(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string // each threshold, the condition with it at 7, and with it taken as true
	}{
		{"one number", "text_area > 0.15", []string{"text_area > 0.15: text_area > 7: true"}},
		{"the number on the left", "6 >= chroma", []string{"chroma <= 6: 7 >= chroma: true"}},
		{"a negative number", "chroma < -2.5 && survivor", []string{"chroma < -2.5: chroma < 7 && survivor: true && survivor"}},
		{"two, and letters before them", `rating == "é" || width < 200 || chroma >= 5`, []string{
			`width < 200: rating == "é" || width < 7 || chroma >= 5: rating == "é" || true || chroma >= 5`,
			`chroma >= 5: rating == "é" || width < 200 || chroma >= 7: rating == "é" || width < 200 || true`}},
		{"none that is a plain number", "text_area * 2 > chroma && len(tags_general) > 3", nil},
		{"a name of one's own", "let wide = width; wide > 600", nil},
	} {
		e, err := Compile(tt.text, columns)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, th := range e.Thresholds() {
			got = append(got, fmt.Sprintf("%s %s %v: %s: %s", th.Column, th.Operator, th.Value, e.Moved(th, 7), e.Decided(th, true)))
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestThresholdHolds(t *testing.T) {
	for operator, want := range map[string][3]bool{"<": {true, false, false}, "<=": {true, true, false}, ">": {false, false, true}, ">=": {false, true, true}} {
		th := Threshold{Operator: operator}
		if got := [3]bool{th.Holds(1, 2), th.Holds(2, 2), th.Holds(3, 2)}; got != want {
			t.Errorf("1, 2 and 3 %s 2 are %v, want %v", operator, got, want)
		}
	}
}
