package expression

import (
	"strings"
	"testing"
)

var columns = Columns{"text_area": Number, "chroma": Number, "width": Integer, "rating": Text, "tags_general": List, "survivor": Truth}

func TestEval(t *testing.T) {
	row := map[string]any{"text_area": .2, "chroma": nil, "width": 640, "rating": "general", "tags_general": []string{"1girl", "comic"}, "survivor": true}
	for _, tt := range []struct {
		name, text string
		want       Outcome
	}{
		{"a number above its threshold", "text_area > 0.15", True},
		{"a tag that is there", `text_area > 0.15 && !("comic" in tags_general)`, False},
		{"a number that was not measured", "chroma < 5", Unknown},
		{"its opposite is unknown too", "!(chroma < 5)", Unknown},
		{"a default for what was not measured", "(chroma ?? 0) < 5", True},
		{"asking whether it was measured", "known(chroma)", False},
		{"asking before using", "known(chroma) && chroma < 5", False},
		{"a name of one's own", "let wide = width > 600; wide", True},
		{"a quotient", "width / 4 == 160 && text_area / 2 < 0.11", True},
		{"what is divided by nothing is no number", "width / (width - 640) > 1", Unknown},
		{"whatever it is compared with", "!(text_area / 0 > 1)", Unknown},
		{"another part may decide", "width / 0 > 1 || survivor", True},
		{"integers and texts", `width >= 512 && rating == "general" && survivor`, True},
	} {
		e, err := Compile(tt.text, columns)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got, err := e.Eval(func(c string) any { return row[c] })
		if err != nil || got != tt.want {
			t.Errorf("%s: %s is %v (%v), want %v", tt.name, tt.text, got, err, tt.want)
		}
	}
}

func TestMistakesArePointedAt(t *testing.T) {
	for text, want := range map[string]string{
		"txt_area > 0.15":  "text_area",
		"text_area >":      "^",
		"text_area > 'a'":  "^",
		"text_area + 1":    `"text_area + 1" is no condition: it must be true or false, such as`,
		"":                 "empty",
		`rating in width`:  "^",
		"known(nonesuch)":  "nonesuch",
		"tags_general > 3": "^",
	} {
		_, err := Compile(text, columns)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Compile(%q) = %v, want an error that has %q", text, err, want)
		}
	}
}

func TestColumnsAreThoseUsed(t *testing.T) {
	e, err := Compile(`known(chroma) && (chroma > 3 || any(tags_general, {# == rating}))`, columns)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(e.Columns(), " "), "chroma rating tags_general"; got != want {
		t.Errorf("Columns() = %q, want %q", got, want)
	}
}

func FuzzCompile(f *testing.F) {
	for _, s := range []string{"text_area > 0.15", "((", "a ?? b", "'\\x", "1..2", "known()", "all(tags_general, {#})"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		e, err := Compile(text, columns)
		if err != nil {
			return
		}
		_, _ = e.Eval(func(string) any { return nil })
	})
}

func BenchmarkEval(b *testing.B) {
	e, err := Compile("text_area > 0.15 && chroma > 5", columns)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.Eval(func(string) any { return .5 }); err != nil {
			b.Fatal(err)
		}
	}
}

func TestAnExpressionMayGiveAText(t *testing.T) {
	columns := Columns{"year": Number, "site": Text}
	e, err := CompileText(`year < 2010 ? 'old' : site`, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		row  map[string]any
		want string
	}{
		{map[string]any{"year": 2001.0, "site": "a"}, "old"}, {map[string]any{"year": 2020.0, "site": "a"}, "a"}, {map[string]any{"year": nil, "site": "a"}, ""},
	} {
		if got, err := e.EvalText(func(name string) any { return tt.row[name] }); got != tt.want || err != nil {
			t.Errorf("%v gives %q, want %q (%v)", tt.row, got, tt.want, err)
		}
	}
	for _, text := range []string{"year", "year > 3", "nobody", ""} {
		if _, err := CompileText(text, columns); err == nil {
			t.Errorf("%q is taken for a text", text)
		}
	}
}
