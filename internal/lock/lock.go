// Package lock keeps two runs from writing to one workspace at a time.
package lock

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

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
	l := flock.New(path(ws))
	taken, err := l.TryLock()
	if err == nil && !taken {
		time.Sleep(glance) // it may only be Taken that looks
		taken, err = l.TryLock()
	}
	if err != nil {
		return nil, fmt.Errorf("lock the workspace: %w", err)
	}
	if !taken {
		return nil, fmt.Errorf("another winnow is at work on the workspace %s: wait for it, or name another workspace with -w", ws.Dir)
	}
	if err := sweep(ws.Dir); err != nil {
		return nil, errors.Join(err, l.Unlock())
	}
	if err := writable(ws.Dir); err != nil {
		return nil, errors.Join(err, l.Unlock())
	}
	return l.Unlock, nil
}

// glance is longer than Taken holds the lock.
const glance = 50 * time.Millisecond

// Taken says whether another process holds the lock of the workspace now.
func Taken(ws dataset.Workspace) (bool, error) {
	if _, err := os.Stat(path(ws)); err != nil {
		return false, nil // nobody ever took it
	}
	l := flock.New(path(ws), flock.SetFlag(os.O_RDONLY))
	free, err := l.TryRLock()
	if err != nil {
		return false, fmt.Errorf("look at the lock of the workspace: %w", err)
	}
	return !free, l.Close()
}

// writable is an error where no table could be put: a lock that is there can be
// taken on a file system that is read-only, and what follows would do its work
// before it found out.
func writable(dir string) error {
	probe, err := os.CreateTemp(dir, ".lock.*.part") // swept, if it is left
	if err != nil {
		return fmt.Errorf("write to the workspace: %w", err)
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// sweep removes what runs that were killed left of files which they had not
// finished. Nobody else can be writing them while the lock is held.
func sweep(dir string) error {
	for _, pattern := range []string{".*.part", ".thumbs-*"} {
		left, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			return err
		}
		for _, path := range left {
			if err := os.Remove(path); err != nil {
				return fmt.Errorf("remove what a killed run left: %w", err)
			}
		}
	}
	return nil
}

func path(ws dataset.Workspace) string { return filepath.Join(ws.Dir, "lock") }

// Discard removes a workspace that holds nothing but the lock, which must have
// been released. A workspace with anything else in it stays as it is.
func Discard(ws dataset.Workspace) {
	if held, err := os.ReadDir(ws.Dir); err != nil || len(held) != 1 || held[0].Name() != filepath.Base(path(ws)) {
		return
	}
	if os.Remove(path(ws)) == nil {
		os.Remove(ws.Dir)
	}
}
