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
		"scan:\n  limits: 3":               "limits",
		"scan:\n  limit: many":             "limit: many",
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
