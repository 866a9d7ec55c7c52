package dedup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/table"
)

// marks are what people said about duplicates of this workspace.
type marks struct {
	all    []ledger.Mark
	digest string // of what they say, empty when there are none
}

// readMarks reads the marks that stand.
func readMarks(ctx context.Context, ws dataset.Workspace) (m marks, err error) {
	if !ledger.Exists(ws.Ledger()) {
		return m, nil
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		return m, err
	}
	m.all, err = book.Marks(ctx)
	if err = errors.Join(err, book.Close()); err != nil || len(m.all) == 0 {
		return m, err
	}
	sum := sha256.New()
	for _, mark := range m.all {
		fmt.Fprintln(sum, mark.Kind, mark.A, mark.B)
	}
	m.digest = hex.EncodeToString(sum.Sum(nil)[:8])
	return m, nil
}

// MarksChanged says that people have marked something, or taken a mark back,
// since the groups were made.
func MarksChanged(ctx context.Context, ws dataset.Workspace) (bool, error) {
	footer, err := table.ReadFooter(ws.Table(dataset.TableGroups))
	if err != nil {
		return false, err
	}
	var had struct {
		Marks string `json:"marks"`
	}
	if err := json.Unmarshal(footer.Options, &had); err != nil {
		return false, fmt.Errorf("read how the groups were made: %w", err)
	}
	now, err := readMarks(ctx, ws)
	return now.digest != had.Marks, err
}

// take notes what the marks say of our pictures, and how many speak of pictures
// that are not here.
func (r *run) take(m marks) {
	r.apart = map[int32][]int32{}
	for _, mark := range m.all {
		a, ok := r.find(mark.A)
		b, both := 0, true
		if mark.Kind == ledger.MarkNotSame {
			b, both = r.find(mark.B)
		}
		switch {
		case !ok || !both:
			r.idleMarks++
			continue
		case mark.Kind == ledger.MarkKeep:
			r.pictures[a].standing = max(r.pictures[a].standing, chosen)
		case mark.Kind == ledger.MarkNotSame:
			r.apart[int32(a)] = append(r.apart[int32(a)], int32(b))
			r.apart[int32(b)] = append(r.apart[int32(b)], int32(a))
		}
		r.marks++
	}
}

// mayJoin says that nobody said of picture i that it is not the same as
// survivor s or as one that went to it.
func (g *grouper) mayJoin(verdicts []verdict, i, s int32) bool {
	for _, other := range g.apart[i] {
		if other == s || verdicts[other].survivor == s {
			return false
		}
	}
	return true
}
