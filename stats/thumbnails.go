package stats

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/thumbnail"
)

// thumbnailBytes is the room of all together: as text they are a third larger,
// and a page is to stay below 15 MB.
const thumbnailBytes = 9_500_000

// thumbnails makes a small JPEG of each example, nil where there is none: the
// file is gone, cannot be shown, or there is no room left.
func (x *examples) thumbnails(ctx context.Context, source string) ([][]byte, error) {
	order := x.byRounds()
	paths := make([]string, len(order))
	for at, i := range order {
		paths[at] = x.all[i].path
	}
	made, err := thumbnail.Make(ctx, source, paths, thumbnailBytes)
	if err != nil {
		return nil, err
	}
	small := make([][]byte, len(x.all))
	for at, i := range order {
		small[i] = made[at]
	}
	return small, nil
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
