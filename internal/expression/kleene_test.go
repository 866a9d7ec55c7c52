package expression

import (
	"strings"
	"testing"
)

func TestWhatOtherPartsDecideIsDecided(t *testing.T) {
	columns := Columns{"a": Number, "b": Number, "gone": Number, "lost": Number, "tags": List}
	row := map[string]any{"a": 1.0, "b": 5.0, "gone": nil, "lost": nil, "tags": []string{"cat's \"tail\"\n"}}
	for text, want := range map[string]Outcome{
		"gone < 3":                                      Unknown,
		"gone < 3 || a < 3":                             True,
		"a < 3 or gone < 3":                             True,
		"gone < 3 || a > 3":                             Unknown,
		"gone < 3 && a > 3":                             False,
		"gone < 3 && a < 3":                             Unknown,
		"not (gone < 3) || b > 4":                       True,
		"!(gone < 3 && a > 3)":                          True,
		"!(gone < 3 || a > 3)":                          Unknown,
		"(gone < 3 || lost > 2) && a > 3":               False,
		"(gone ?? 0) < 3 && b > 4":                      True,
		"known(gone) && gone > 3":                       False,
		"!known(gone) || gone > 3":                      True,
		"known(gone) || lost > 2":                       Unknown,
		"gone + a < 3 || b == 5":                        True,
		"(gone < 3 ? true : false) || a<0":              Unknown,
		`any(tags, # startsWith "cat's") || gone > 1`:   True,
		`gone > 1 || "cat's \"tail\"\n" in tags`:        True,
		"let x = a + 1; x > 1 || gone > 3":              Unknown,
		"gone > 1 || (let x = a + 1; x > 1)":            True,
		"all(tags, len(#) > 2) && gone > 1 && a > 3":    False,
		"a in 1..3 || gone > 1":                         True,
		"gone > 1 || tags[0] matches \"^cat's .tail.\"": True,
	} {
		e, err := Compile(text, columns)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for _, e := range []*Expression{e, e.Clone()} {
			if got, err := e.Eval(func(c string) any { return row[c] }); err != nil || got != want {
				t.Errorf("%s is %d (%v), want %d", text, got, err, want)
			}
		}
	}
}

func TestMistakesThatOtherLanguagesTeachAreExplained(t *testing.T) {
	columns := Columns{"width": Integer, "tags": List}
	for text, want := range map[string]string{
		"width = 3":           "equal is written ==",
		"width == null":       "asked for by known: !known(width)",
		"count(tags) > 5":     "the length of a list is len(tags)",
		"width == 3 && widht": "the nearest known names are width",
	} {
		e, err := Compile(text, columns)
		if err == nil {
			_, err = e.Eval(func(string) any { return []string{"a"} })
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want it to say %q", text, err, want)
		}
	}
}
