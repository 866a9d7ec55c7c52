package labelled

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestTheTreesAreAsTheyWereWritten holds filter/lettertrees.go against the sum in
// its head: it is written by a fit of many minutes, which a test cannot repeat.
func TestTheTreesAreAsTheyWereWritten(t *testing.T) {
	source, err := os.ReadFile("../lettertrees.go")
	if err != nil {
		t.Fatal(err)
	}
	head, body, ok := strings.Cut(string(source), "\n\nvar ")
	if !ok {
		t.Fatal("filter/lettertrees.go has no trees")
	}
	if want := fmt.Sprintf("%x", sha256.Sum256([]byte("\nvar "+body))); !strings.HasSuffix(head, "SHA-256 "+want+".") {
		t.Errorf("filter/lettertrees.go was changed by hand, or its head was: write it anew with `winnow bench filter --fit`; what follows the head has the SHA-256 %s", want)
	}
}
