package recipe

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatCannotBeARecipeIsRefusedBeforeItIsParsed(t *testing.T) {
	sections := []string{"filter"}
	for name, tt := range map[string]struct{ text, want string }{
		"too long":           {"# " + strings.Repeat("x", mostBytes), "bytes"},
		"brackets":           {"filter: " + strings.Repeat("[", 100_000), "line 1: it is nested"},
		"braces":             {"\nfilter: " + strings.Repeat("{a: ", 50_000), "line 2: it is nested"},
		"brackets and lines": {"filter:\n" + strings.Repeat(" [\n", 50_000), "nested"},
		"dashes":             {"filter:\n" + strings.Repeat("- ", 100_000), "nested"},
		"not UTF-8":          {"filter:\n  top: \"\xff\"\n", "UTF-8"},
		"binary":             {"PAR1\x00", "UTF-8"},
	} {
		path := filepath.Join(t.TempDir(), "winnow.yaml")
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(path, sections); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, tt.want)
		}
	}
}

func TestAByteOrderMarkIsPassedOver(t *testing.T) {
	var o struct {
		Rule string `yaml:"rule"`
	}
	r, err := Parse("winnow.yaml", []byte("\ufefffilter:\n  # -----------------------------------\n  rule: 'path matches \"[a\" --- {'\n"), []string{"filter"})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Section("filter", &o); err != nil || !strings.HasPrefix(o.Rule, "path matches") {
		t.Errorf("the section became %+v (%v)", o, err)
	}
}
