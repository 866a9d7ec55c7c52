package labelled

import (
	"os"
	"strings"
	"testing"
)

func TestTheCalibrationPageIsOfThisCode(t *testing.T) {
	page, err := os.ReadFile("../../docs/calibration.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := Reproduced(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(string(page), want) {
		t.Errorf("docs/calibration.md is stale: write it anew with `winnow bench filter FOLDER… --markdown`; it should end in\n%s", want)
	}
}
