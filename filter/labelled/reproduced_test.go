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
