package labelled

import (
	"os"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/filter"
)

// TestEveryRuleCarriesItsCalibration holds the recipe against docs/calibration.md.
func TestEveryRuleCarriesItsCalibration(t *testing.T) {
	page, err := os.ReadFile("../../docs/calibration.md")
	if err != nil {
		t.Fatal(err)
	}
	measured, err := Calibrations(string(page))
	if err != nil {
		t.Fatal(err)
	}
	if len(measured) < 10 {
		t.Fatalf("docs/calibration.md has %d rules, want 10 and more", len(measured))
	}
	for _, r := range filter.Defaults() {
		want, ok := measured[r.Name]
		switch {
		case ok && r.Calibration != want:
			t.Errorf("filter/recipe.yaml says of %s\n%q, docs/calibration.md\n%q", r.Name, r.Calibration, want)
		case !ok && !strings.HasPrefix(r.Calibration, "not measured: "):
			t.Errorf("rule %s is not in docs/calibration.md, and its calibration %q does not begin with \"not measured: \" and why", r.Name, r.Calibration)
		}
	}
}

func TestCalibrationsNeedADay(t *testing.T) {
	if _, err := Calibrations("# How right\n\n## Rules\n"); err == nil || !strings.Contains(err.Error(), "when it was measured") {
		t.Errorf("error %v, want one that says what is missing", err)
	}
}
