// Package thumbnail makes small pictures of images of a source, for pages that
// show examples.
package thumbnail

import (
	"context"
	"os"
	"sync/atomic"
	"time"

	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/internal/table"
)

const (
	side    = 160
	quality = 68
	timeout = 30 * time.Second
	longest = 512 << 20 // bytes of a file at most
	memory  = 512 << 20 // bytes that decoding may use at once
)

// Make gives a JPEG of at most 160 pixels of each path in the source, nil where
// there is none: the file is gone or cannot be shown, or those before it have
// taken the room, which is in bytes. A source that is not there is no error.
func Make(ctx context.Context, source string, paths []string, room int) ([][]byte, error) {
	small := make([][]byte, len(paths))
	if source == "" {
		return small, nil
	}
	// The source is opened as a root, so that no path of a table leads out of it.
	root, err := os.OpenRoot(source)
	if err != nil {
		return small, nil // moved or unmounted: the page says so
	}
	defer root.Close()
	budget := pool.NewBudget(memory)
	var full atomic.Bool // what comes after the first that has no room is not shown, and need not be made
	at := 0
	err = pool.Ordered(ctx, 0, table.All(paths), func(ctx context.Context, path string) []byte {
		if full.Load() {
			return nil
		}
		return one(ctx, root, path, budget)
	}, func(_ string, file []byte) error {
		if len(file) > room {
			full.Store(true)
		}
		if !full.Load() {
			small[at] = file
			room -= len(file)
		}
		at++
		return nil
	})
	return small, err
}

// one is nil where no thumbnail can be made.
func one(ctx context.Context, root *os.Root, path string, budget *pool.Budget) []byte {
	file, err := place.ReadFile(root, path, longest)
	if err != nil {
		return nil
	}
	made := make(chan []byte, 1)
	err = budget.Spend(ctx, decode.EstimatedBytes(file, decode.Options{}), func() {
		// What crashes or does not end leaves nothing in the channel.
		_ = pool.Contain(timeout, func() {
			if small, _, _, err := decode.SmallJPEG(file, decode.Options{}, side, quality); err == nil {
				made <- small
			}
		})
	})
	if err != nil {
		return nil // the run is being stopped
	}
	select {
	case small := <-made:
		return small
	default:
		return nil
	}
}
