package caption

import (
	"context"

	"github.com/winnow-data/winnow/internal/ledger"
)

// choosing knows which of an image's captions is preferred.
type choosing struct {
	runs    map[int64]int64 // of each generation, the last run that chose it
	repairs map[int64]bool  // generations of repairs
}

func newChoosing(ctx context.Context, book *ledger.Ledger) (*choosing, error) {
	generations, err := book.Generations(ctx)
	if err != nil {
		return nil, err
	}
	c := &choosing{repairs: map[int64]bool{}}
	for _, g := range generations {
		c.repairs[g.ID] = g.Backend == BackendRepair
	}
	c.runs, err = book.Preference(ctx)
	return c, err
}

// best is an image's caption of a kind: the newest of the generation that was
// chosen last and, when that was repaired, what the last repair made of it.
func (c *choosing) best(captions []ledger.Caption, kind string) (best ledger.Caption, ok bool) {
	for _, x := range captions {
		if x.Kind == kind && !c.repairs[x.Generation] && (!ok || c.before(x, best)) {
			best, ok = x, true
		}
	}
	for repaired := ok; repaired; {
		repaired = false
		of := best.ID
		for _, x := range captions {
			if x.Parent == of && x.Kind == kind && c.repairs[x.Generation] && x.ID > best.ID {
				best, repaired = x, true
			}
		}
	}
	return best, ok
}

func (c *choosing) before(a, b ledger.Caption) bool {
	if ra, rb := c.runs[a.Generation], c.runs[b.Generation]; ra != rb {
		return ra > rb
	}
	return a.ID > b.ID
}

// current is the caption that one of the given kind is made from: the best of
// the first kind, in order of preference, that is not it.
func (c *choosing) current(captions []ledger.Caption, kind string, prefer []string) ledger.Caption {
	for _, k := range prefer {
		if k == kind {
			continue
		}
		if best, ok := c.best(captions, k); ok {
			return best
		}
	}
	return ledger.Caption{}
}
