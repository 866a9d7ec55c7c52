//go:build !race

// What is measured here takes long under the race detector, and
// TestTheSameOptionsGiveTheSameDocument runs the same code.

package labelled

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
)

// onceOnOwnDrawings is measured once for all tests that ask it.
var onceOnOwnDrawings = sync.OnceValues(func() (*Report, error) { return onOwnDrawings(context.Background()) })

func TestTheCalibrationPageIsOfThisCode(t *testing.T) {
	page, err := os.ReadFile("../../docs/calibration.md")
	if err != nil {
		t.Fatal(err)
	}
	r, err := onceOnOwnDrawings()
	if err != nil {
		t.Fatal(err)
	}
	if want := r.reproduced(); !strings.HasSuffix(string(page), want) {
		t.Errorf("docs/calibration.md is stale: write it anew with `winnow bench filter FOLDER… --markdown`; it should end in\n%s", want)
	}
}

func TestMeasureOnDrawnPictures(t *testing.T) {
	first, err := onceOnOwnDrawings()
	if err != nil {
		t.Fatal(err)
	}
	if first.Text.AUC < .85 || first.Text.Alarms > .1 {
		t.Errorf("text: AUC %.3f, alarms %.3f; want 0.85 and more, 0.1 and less", first.Text.AUC, first.Text.Alarms)
	}
	for _, r := range first.Rules {
		switch r.Rule {
		case "greyscale", "dark", "blank":
			if r.Precision < .98 || r.Recall < .98 {
				t.Errorf("%s: precision %.3f, recall %.3f, want 0.98 of both", r.Rule, r.Precision, r.Recall)
			}
		}
	}
}
