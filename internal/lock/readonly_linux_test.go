package lock

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// A workspace whose lock can be taken and which cannot be written to is refused
// before any work.
func TestFolderThatCannotBeWrittenTo(t *testing.T) {
	dir, err := os.MkdirTemp("", "lock") // not below a folder of the user alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	ws := dataset.Workspace{Dir: dir}
	release, err := Take(ws)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(release(), os.Chmod(path(ws), 0o666), os.Chmod(dir, 0o555)); err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() == 0 { // whom no permission stops
		runtime.LockOSThread() // never unlocked: the thread ends with the test
		if err := syscall.Setfsuid(65534); err != nil {
			t.Fatal(err)
		}
		defer syscall.Setfsuid(0)
	}
	if _, err := Take(ws); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "write to the workspace") {
		t.Errorf("the lock of a folder that cannot be written to gives %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("it has %v (%v), want the lock alone", left, err)
	}
}
