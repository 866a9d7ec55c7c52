//go:build unix

package dedup

import (
	"syscall"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func TestAPipeInPlaceOfTheMemoryIsNotWaitedFor(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	if err := syscall.Mkfifo(memoryPath(ws), 0o600); err != nil {
		t.Fatal(err)
	}
	if n, err := Remembered(ws); n != 0 || err != nil {
		t.Errorf("%d pictures are remembered (%v), want none", n, err)
	}
}
