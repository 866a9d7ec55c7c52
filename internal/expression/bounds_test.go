package expression

import (
	"strings"
	"testing"
)

func TestConditionsAreBounded(t *testing.T) {
	row := map[string]any{"rating": "general", "width": 640, "chroma": nil, "tags_general": []string{"1girl"}}
	for _, tt := range []struct {
		name, text, want string
	}{
		{"turns within turns", "let r = 0..9999; count(r, {count(r, {# > 1}) == 1}) == 2", "steps"},
		{"turns where a number is null", "let r = 0..9999; known(chroma) || count(r, {count(r, {# > 1}) == 1}) == 2", "steps"},
		{"a huge range", "any(0..1000000000, {# < 0})", "memory budget"},
		{"what grows at each turn", "reduce(0..99, #acc + #acc, rating) != ''", "uses reduce"},
		{"what repeats", "len(repeat(rating, 999999)) > 1", "uses repeat"},
		{"what doubles at each name", doubling(40), "puts texts together"},
		{"what doubles by writing lists", "let a = string([rating, rating]);" + strings.Repeat("string([", 20) + "a" + strings.Repeat(", 1])", 20) + " != ''", "puts texts together"},
		{"a text without end", strings.Repeat("(", 1e6) + "true" + strings.Repeat(")", 1e6), "2000004 bytes"},
	} {
		e, err := Compile(tt.text, columns)
		if err == nil {
			_, err = e.Eval(func(c string) any { return row[c] })
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", tt.name, err, tt.want)
			continue
		}
		if len(err.Error()) > 1000 {
			t.Errorf("%s: the error has %d bytes", tt.name, len(err.Error()))
		}
	}
}

// doubling is a condition of n names, each of twice the text of the one before.
func doubling(n int) string {
	text := "let a = rating; "
	for i := range n {
		a := strings.Repeat("a", i+1)
		text += "let a" + a + " = " + a + " + " + a + "; "
	}
	return text + strings.Repeat("a", n+1) + " != ''"
}

func TestTurnsAreCountedForEachRow(t *testing.T) {
	e, err := Compile("width + 1 > 3 && count(0..99999, {# > 1}) > 0", columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []*Expression{e, e.Clone()} {
		for range 12 {
			if got, err := e.Eval(func(string) any { return 640 }); got != True || err != nil {
				t.Fatalf("Eval = %v, %v", got, err)
			}
		}
	}
	if got := strings.Join(e.Columns(), " "); got != "width" {
		t.Errorf("Columns() = %q, want width", got)
	}
}
