package stats

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
)

func pageOf(t testing.TB, r *Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.HTML(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestPageStandsAlone(t *testing.T) {
	t.Parallel()
	r, err := Run(t.Context(), drawn(t), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	text := pageOf(t, &r)
	if again := pageOf(t, &r); again != text {
		t.Error("the same report gave two different pages")
	}
	for _, outside := range regexp.MustCompile(`(?i)(src|href)\s*=\s*"?(https?:|//|file:)|@import|url\(`).FindAllString(text, -1) {
		t.Errorf("the page asks for something outside: %s", outside)
	}
	if !strings.Contains(text, `"jpeg":"/9j/`) {
		t.Error("the page has no thumbnails")
	}
	if !regexp.MustCompile(`as of <time datetime="\d{4}-\d\d-\d\d">`).MatchString(text) {
		t.Error("the page has no date")
	}
	if strings.Contains(text, "ZgotmplZ") {
		t.Error("the template refused a value")
	}
	keep(t, "report.html", []byte(text))
}
