package stats

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/internal/table"
)

const (
	thumbnailSide    = 160
	thumbnailQuality = 68
	thumbnailBytes   = 10 << 20 // of all together, so that a page stays below 15 MB
	thumbnailTime    = 30 * time.Second
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
	err = pool.Ordered(ctx, 0, table.All(x.byNeed()), func(_ context.Context, i int) []byte {
		return thumbnail(root, x.all[i].path)
	}, func(i int, file []byte) error {
		if len(file) <= room {
			small[i] = file
			room -= len(file)
		}
		return nil
	})
	return small, err
}

// byNeed is the examples in the order in which they are given room: those of
// several places first.
func (x *examples) byNeed() []int {
	uses := make([]int, len(x.all))
	for key, list := range x.keys {
		for _, i := range list {
			uses[i]++
			if key == "found" || key == "kept" {
				uses[i] += len(x.keys)
			}
		}
	}
	order := make([]int, len(x.all))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return uses[b] - uses[a] })
	return order
}

func thumbnail(root *os.Root, path string) (small []byte) {
	file, err := root.ReadFile(filepath.FromSlash(path))
	if err != nil {
		return nil
	}
	var made []byte
	err = pool.Contain(thumbnailTime, func() {
		img, err := decode.Full(file, decode.Options{})
		if err != nil {
			return
		}
		made, err = decode.JPEG(img, thumbnailSide, thumbnailQuality)
		if err != nil {
			made = nil
		}
	})
	if err != nil {
		return nil // it crashed or did not end; made may still be written to
	}
	return made
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
