package recipe

import (
	"strings"
	"testing"
)

type options struct {
	Limit int      `yaml:"limit"`
	Names []string `yaml:"names"`
	Share float64  `yaml:"share"`
}

func TestSectionsFillOptions(t *testing.T) {
	r, err := Parse("winnow.yaml", []byte("# a comment\nscan:\n  limit: 3\n  names: [a, b]\nfilter:\n"), []string{"scan", "filter"})
	if err != nil {
		t.Fatal(err)
	}
	o := options{Share: .5}
	if err := r.Section("scan", &o); err != nil {
		t.Fatal(err)
	}
	if o.Limit != 3 || len(o.Names) != 2 || o.Share != .5 {
		t.Errorf("options are %+v", o)
	}
	for _, absent := range []string{"filter", "stats"} {
		if err := r.Section(absent, &o); err != nil {
			t.Errorf("an empty section gives %v", err)
		}
	}
}

func TestMistakesAreShown(t *testing.T) {
	for text, want := range map[string]string{
		"scam:\n  limit: 3":                "known ones are scan",
		"scan:\n  limits: 3":               `unknown option "limits": the known ones are limit, `,
		"scan:\n  limit: many":             `limit is "many"`,
		"scan: [":                          "scan",
		"- a\n- b":                         "no sections",
		"scan:\n  limit: 1\nscan:\n  x: 2": "scan",
	} {
		r, err := Parse("winnow.yaml", []byte(text), []string{"scan", "filter"})
		if err == nil {
			var o options
			err = r.Section("scan", &o)
		}
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "winnow.yaml") {
			t.Errorf("recipe %q gives %v, want an error that names the file and has %q", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"scan:\n  limit: 3", "a: &x [*x]", "? :", "scan: {limit: !!int x}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := Parse("winnow.yaml", text, []string{"scan"})
		if err != nil {
			return
		}
		var o options
		_ = r.Section("scan", &o)
	})
}

func TestNumbersThatAreNoneNameTheirLine(t *testing.T) {
	for text, want := range map[string]string{
		"dedup:\n  min_trust: .nan\n":                              "line 2: no option is infinite or not a number",
		"dedup:\n  gates:\n    - {a: 1, b: [2, -.inf]}\n  c: .NaN": "line 3: no option is infinite or not a number",
	} {
		if _, err := Parse("winnow.yaml", []byte(text), []string{"dedup"}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one that says %q", text, err, want)
		}
	}
}

func TestValuesOfTheWrongKindAreSaidInOneLine(t *testing.T) {
	type entry struct {
		Min *float64 `yaml:"min"`
	}
	type all struct {
		Limit int            `yaml:"limit"`
		Seed  uint64         `yaml:"seed"`
		Share float64        `yaml:"share"`
		Names []string       `yaml:"names"`
		Off   bool           `yaml:"off"`
		Where string         `yaml:"where"`
		Caps  map[string]int `yaml:"caps"`
		Gates []entry        `yaml:"gates"`
		Extra map[string]any `yaml:"extra"`
	}
	for text, want := range map[string]string{
		"limit: 0.5":                  `line 2: s limit is 0.5: it must be a whole number`,
		"limit: \"0.5\"":              `line 2: s limit is "0.5": it must be a whole number`,
		"limit: x":                    `line 2: s limit is "x": it must be a whole number`,
		"limit: true":                 `line 2: s limit is true: it must be a whole number`,
		"limit: [1]":                  `line 2: s limit is a list: it must be a whole number`,
		"limit: {a: 1}":               `line 2: s limit has keys with values: it must be a whole number`,
		"limit: 1e300":                `line 2: s limit is "1e300": it must be a whole number, and one`,
		"limit: -1.0e300":             `line 2: s limit is -1.0e300: it must be a whole number, and one`,
		"limit: 99999999999999999999": `line 2: s limit is "99999999999999999999": it must be a whole number, and one`,
		"seed: -1":                    `line 2: s seed is -1: it must be a whole number, and one`,
		"share: x":                    `line 2: s share is "x": it must be a number`,
		"share: \"nan\"":              `line 2: s share is "nan": it must be a number`,
		"names: a":                    `line 2: s names is "a": it must be a list, such as [a, b]`,
		"names: [[a]]":                `line 2: s names, entry 1, is a list: it must be a text`,
		"off: 1":                      `line 2: s off is 1: it must be true or false`,
		"where: [a]":                  `line 2: s where is a list: it must be a text`,
		"caps: 3":                     `line 2: s caps is 3: it must be keys with values`,
		"caps:\n    a: 1\n    b: {}":  `line 4: s caps b has keys with values: it must be a whole number`,
		"gates: [{min: 1}, {min: x}]": `line 2: s gates, entry 2, min is "x": it must be a number`,
		"gates:\n    - {mim: 1}":      `line 3: s gates, entry 1: unknown option "mim": the known ones are min`,
		"off: true\n  limit: &a [1]":  `line 3: s limit is a list: it must be a whole number`,
		"limti: 3":                    `line 2: s: unknown option "limti": the known ones are limit, `,
	} {
		r, err := Parse("winnow.yaml", []byte("s:\n  "+text+"\n"), []string{"s"})
		if err != nil {
			t.Errorf("%q is not parsed: %v", text, err)
			continue
		}
		var o all
		if err := r.Section("s", &o); err == nil || !strings.HasPrefix(err.Error(), "read winnow.yaml, "+want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q gives %v, want %s", text, err, want)
		}
	}
	const good = "s: {limit: 1e3, seed: 7, share: 1, names: [1, true], off: false, where: 5, caps: {a: 2.0}, gates: [{min: null}, null], extra: {a: [1, {b: .5}]}}"
	r, err := Parse("winnow.yaml", []byte(good), []string{"s"})
	if err != nil {
		t.Fatal(err)
	}
	var o all
	if err := r.Section("s", &o); err != nil || o.Limit != 1000 || o.Share != 1 || o.Names[1] != "true" || o.Where != "5" || o.Caps["a"] != 2 || len(o.Gates) != 2 {
		t.Errorf("good values became %+v (%v)", o, err)
	}
}
