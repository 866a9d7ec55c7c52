package stats

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/winnow-data/winnow/internal/decode"
	files "github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/internal/table"
)

const (
	thumbnailSide    = 160
	thumbnailQuality = 68
	thumbnailBytes   = 9_500_000 // of all together: as text they are a third larger, and a page is to stay below 15 MB
	thumbnailTime    = 30 * time.Second
	thumbnailFile    = 512 << 20 // bytes of a file at most
	thumbnailMemory  = 512 << 20 // bytes that decoding may use at once
)

// thumbnails makes a small JPEG of each example, nil where there is none: the
// file is gone, cannot be shown, or there is no room left.
func (x *examples) thumbnails(ctx context.Context, source string) ([][]byte, error) {
	small := make([][]byte, len(x.all))
	if source == "" {
		return small, nil
	}
	// The source is opened as a root, so that no path of a table leads out of it.
	root, err := os.OpenRoot(source)
	if err != nil {
		return small, nil // moved or unmounted: the report says so
	}
	defer root.Close()
	room := thumbnailBytes
	budget := pool.NewBudget(thumbnailMemory)
	var full atomic.Bool // what comes after the first that has no room is not shown, and need not be made
	err = pool.Ordered(ctx, 0, table.All(x.byRounds()), func(ctx context.Context, i int) []byte {
		if full.Load() {
			return nil
		}
		return thumbnail(ctx, root, x.all[i].path, budget)
	}, func(i int, file []byte) error {
		if len(file) > room {
			full.Store(true)
		}
		if !full.Load() {
			small[i] = file
			room -= len(file)
		}
		return nil
	})
	return small, err
}

// byRounds is the examples in the order in which they are given room: the first
// of every bar, cell and reason, then the second of each, and so on.
func (x *examples) byRounds() []int {
	keys := slices.Sorted(maps.Keys(x.keys))
	seen := make([]bool, len(x.all))
	order := make([]int, 0, len(x.all))
	for round, more := 0, true; more; round++ {
		more = false
		for _, key := range keys {
			list := x.keys[key]
			if round >= len(list) {
				continue
			}
			more = true
			if i := list[round]; !seen[i] {
				seen[i] = true
				order = append(order, i)
			}
		}
	}
	return order
}

// thumbnail is nil where none can be made.
func thumbnail(ctx context.Context, root *os.Root, path string, budget *pool.Budget) []byte {
	file, err := files.ReadFile(root, path, thumbnailFile)
	if err != nil {
		return nil
	}
	made := make(chan []byte, 1)
	err = budget.Spend(ctx, decode.EstimatedBytes(file, decode.Options{}), func() {
		// What crashes or does not end leaves nothing in the channel.
		_ = pool.Contain(thumbnailTime, func() {
			img, err := decode.Full(file, decode.Options{})
			if err != nil {
				return
			}
			if small, err := decode.JPEG(img, thumbnailSide, thumbnailQuality); err == nil {
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

// missing says how many examples have no thumbnail.
func (x *examples) missing(small [][]byte, source string) string {
	none := 0
	for i, s := range small {
		if s == nil && !strings.HasPrefix(x.all[i].state, "failed") {
			none++
		}
	}
	if none == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d example pictures are not shown: they could not be read from %q, or there was no room left.", none, len(small), source)
}
