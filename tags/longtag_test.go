package tags

import (
	"strings"
	"testing"
)

// A tag of megabytes, as a broken sidecar has, is judged without asking for each
// of its endings: this would not end otherwise.
func TestTagsOfMegabytesAreUnknown(t *testing.T) {
	for _, tag := range []string{strings.Repeat("x", 8<<20), strings.Repeat("a_", 4<<20) + "dress"} {
		if GroupOf(tag) != GroupObject || Known(tag) {
			t.Errorf("a tag of %d bytes is in group %s, known: %v", len(tag), GroupOf(tag), Known(tag))
		}
	}
}
