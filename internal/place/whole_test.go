package place

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFileIsReadWholeWithinItsLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(path, []byte("prompt"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadWhole(path, 6); err != nil || string(got) != "prompt" {
		t.Errorf("a file within the limit: %q, %v", got, err)
	}
	if _, err := ReadWhole(path, 5); err == nil || !strings.Contains(err.Error(), "more than 5 bytes") {
		t.Errorf("a file beyond the limit: error %v", err)
	}
}
