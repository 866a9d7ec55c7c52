package caption

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/winnow-data/winnow/dataset"
	files "github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/table"
)

// Tools are what captioning needs of the world beyond the workspace. The zero
// value takes them from where they are.
type Tools struct {
	// Read gives the bytes of an image by its path within the source.
	Read func(ctx context.Context, path string) ([]byte, error)
	// Getenv reads the environment, for addresses and keys.
	Getenv func(string) string
	// Confirm is asked before money is spent; nil is yes.
	Confirm func(Forecast) (bool, error)
	// Now is the clock.
	Now func() time.Time

	planning bool // nothing is sent, so that no key is needed
}

func (t Tools) withDefaults(ws dataset.Workspace) Tools {
	if t.Read == nil {
		open := sync.OnceValues(func() (*os.Root, error) { return openSource(ws) })
		t.Read = func(_ context.Context, path string) ([]byte, error) {
			root, err := open()
			if err != nil {
				return nil, err
			}
			return readBelow(root, path)
		}
	}
	if t.Getenv == nil {
		t.Getenv = os.Getenv
	}
	if t.Now == nil {
		t.Now = time.Now
	}
	return t
}

func (t Tools) now() time.Time            { return t.Now() }
func (t Tools) getenv(name string) string { return t.Getenv(name) }

// openSource opens the folder that the workspace was scanned from. It stays
// open until nothing refers to it.
func openSource(ws dataset.Workspace) (*os.Root, error) {
	source, err := table.SourceOf(ws)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(source)
	if err != nil {
		return nil, fmt.Errorf("read the source again: %w: put it back where it was scanned, or scan it where it is now", err)
	}
	return root, nil
}

// readBelow reads a file below the source, and none outside of it.
func readBelow(root *os.Root, path string) ([]byte, error) {
	return files.ReadFile(root, path, files.MostBytes)
}
