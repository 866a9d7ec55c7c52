package export

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
)

// Reasons for which an image is not exported, as counted in Summary.Dropped.
const (
	droppedUnreadable = "unreadable" // nothing, or not all, of it could be decoded; counted as failed in the end
	droppedDuplicate  = "duplicate"  // another file shows the same
	droppedFiltered   = "filtered"   // by a rule
	droppedReview     = "rejected"   // by a person
	droppedWhere      = "where"      // does not meet the condition
	droppedBalance    = "balance"    // left out to balance the set
	droppedLimit      = "limit"      // more than were asked for
	droppedCaption    = "no_caption" // the format needs one
)

// countLost is the name of the count of chosen images whose pictures could not
// be read again.
const countLost = "lost since the scan"

// countBare is the name of the count of images that are exported without a caption
// though none was dropped by chance.
const countBare = "without a caption"

// countOwnText is the name of the count of images that are exported without a
// caption although a text came with them.
const countOwnText = "text not taken"

// countDropout is the name of the count of images whose caption was left empty
// by chance.
const countDropout = "captions dropped"

// chosen is an image to be exported, as far as choosing needs it.
type chosen struct {
	id      string
	kin     string // id that it shares with its variants
	bytes   int64
	format  string   // as stored
	values  []string // of each target of the balance
	repeats int
	split   string
}

// selection is what is to be exported, in ascending order of ids.
type selection struct {
	images  []chosen
	ids     int64 // different images in the workspace
	dropped map[string]int64
	balance []Balanced

	undecided int64 // of those dropped by the condition: a number that it needs is absent
}

// choose decides which images are exported.
func choose(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (selection, error) {
	s, err := survivors(ctx, ws, o, progress)
	if err != nil {
		return s, err
	}
	for i := range s.images {
		s.images[i].repeats = 1
	}
	s.balanceBy(o.Balance, o.Seed)
	s.limit(o.Limit, o.Seed)
	for i := range s.images {
		s.images[i].split = splitOf(s.images[i].kin, o)
	}
	return s, nil
}

// survivors are the images that are kept and meet the condition.
func survivors(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (selection, error) {
	s := selection{dropped: map[string]int64{}}
	v, err := view.Open(ws)
	if err != nil {
		return s, err
	}
	columns := []string{"bytes", "format", "status", "verdict", "stage", "group", "survivor", "family"}
	var where *expression.Expression
	if o.Where != "" {
		if where, err = v.Compile(o.Where); err != nil {
			return s, fmt.Errorf("export: where: %w", err)
		}
		columns = append(columns, where.Columns()...)
	}
	readers, err := targetReaders(v, o.Balance)
	if err != nil {
		return s, err
	}
	for _, r := range readers {
		columns = append(columns, r.columns()...)
	}
	judged := table.Has(ws, dataset.TableVerdicts)
	for row, err := range v.Rows(unique(columns)) {
		if err == nil && s.ids%1024 == 0 {
			progress.Report(Stage, s.ids, 0, 0)
			err = ctx.Err()
		}
		if err != nil {
			return s, err
		}
		s.ids++
		values, err := readValues(readers, row)
		if err != nil {
			return s, err
		}
		if reason := fate(row, judged); reason != "" {
			s.dropped[reason]++
			continue
		}
		if where != nil {
			outcome, err := where.Eval(row.Value)
			if err != nil {
				return s, fmt.Errorf("where %s: image %s: %w", o.Where, row.ID, err)
			}
			if outcome == expression.Unknown {
				s.undecided++
			}
			if outcome != expression.True {
				s.dropped[droppedWhere]++
				continue
			}
		}
		c := chosen{id: row.ID, kin: row.Text("family"), format: row.Text("format"), values: values}
		if c.kin == "" {
			c.kin = row.ID
		}
		if n, ok := row.Value("bytes").(int); ok {
			c.bytes = int64(n)
		}
		s.images = append(s.images, c)
	}
	for i := range readers {
		if err := readers[i].knows(o.Balance[i]); err != nil {
			return s, fmt.Errorf("balance by %s: %w", o.Balance[i].By, err)
		}
	}
	return s, nil
}

func unique(columns []string) []string {
	columns = slices.Clone(columns)
	slices.Sort(columns)
	return slices.Compact(columns)
}

// fate is why an image is not exported, or empty. The verdict decides where
// there is one; before filter has run, only damage and duplicates count.
func fate(row *view.Row, judged bool) string {
	if judged && row.Text("verdict") == dataset.Keep {
		return ""
	}
	if judged && row.Text("verdict") == dataset.Drop {
		switch row.Text("stage") {
		case "scan":
			return droppedUnreadable
		case "dedup":
			return droppedDuplicate
		case "review":
			return droppedReview
		}
		return droppedFiltered
	}
	survivor, _ := row.Value("survivor").(bool)
	switch {
	case row.Text("status") != dataset.StatusOK:
		return droppedUnreadable
	case row.Text("group") != "" && !survivor:
		return droppedDuplicate
	}
	return ""
}

// lot is a number for an id that has nothing to do with anything but the seed:
// the images with the lowest are chosen.
func lot(seed int64, purpose, id string) uint64 {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %s", seed, purpose, id))
	return binary.BigEndian.Uint64(sum[:8])
}

// share is a lot as a number from 0 to below 1.
func share(lot uint64) float64 { return float64(lot>>11) / (1 << 53) }

// limit keeps n images by lot.
func (s *selection) limit(n int, seed int64) {
	if n == 0 || len(s.images) <= n {
		return
	}
	s.dropped[droppedLimit] += int64(len(s.images) - n)
	lots := make([]uint64, len(s.images))
	order := make([]int, len(s.images))
	for i, c := range s.images {
		order[i], lots[i] = i, lot(seed, "limit", c.id)
	}
	slices.SortFunc(order, func(a, b int) int { return compareLots(lots, a, b) })
	order = order[:n]
	slices.Sort(order)
	kept := make([]chosen, n)
	for i, at := range order {
		kept[i] = s.images[at]
	}
	s.images = kept
}

func compareLots(lots []uint64, a, b int) int {
	switch {
	case lots[a] < lots[b]:
		return -1
	case lots[a] > lots[b]:
		return 1
	}
	return a - b
}

// Splits of the exported set.
const (
	splitTrain      = "train"
	splitValidation = "validation"
)

// splitOf sets images apart by lot, so that one that joins the set later moves
// no other. Kin stay together.
func splitOf(kin string, o Options) string {
	if o.Validation > 0 && share(lot(o.Seed, "validation", kin)) < o.Validation {
		return splitValidation
	}
	return splitTrain
}
