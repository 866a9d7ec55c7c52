// Package lock keeps two runs from writing to one workspace at a time.
package lock

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"github.com/winnow-data/winnow/dataset"
)

// Take locks the workspace, which it makes if it is not there, until release
// is called or the process ends, however it ends. It is an error at once if
// another process has it.
func Take(ws dataset.Workspace) (release func() error, err error) {
	if err := os.MkdirAll(ws.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the workspace: %w", err)
	}
	l := flock.New(filepath.Join(ws.Dir, "lock"))
	taken, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the workspace: %w", err)
	}
	if !taken {
		return nil, fmt.Errorf("another winnow is at work on the workspace %s: wait for it, or name another workspace with -w", ws.Dir)
	}
	return l.Unlock, nil
}
