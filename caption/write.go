package caption

import (
	"context"
	"runtime"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
)

// chunk is how many images an offline backend writes in one transaction.
const chunk = 4096

// writing is an offline backend at work.
type writing struct {
	kind       string
	generation int64
	write      func(*Subject) string
	book       *ledger.Ledger
}

// counted is what a backend did, by image.
type counted struct {
	found    int64 // images that were chosen
	had      int64 // of them, those that had the caption already
	written  int64
	replaced int64 // written anew though their tags had not changed
	without  int64 // for which there is no caption
	bare     int64 // of those without, the ones that have neither tags nor a text
	failed   map[string]int64
	dropped  int64 // left because of a limit
}

// all writes the captions of all subjects that lack them or would have another
// one, since tags, and the composer itself, may have changed.
func (w *writing) all(ctx context.Context, r *roll, limit int64, progress dataset.Progress) (counted, error) {
	var c counted
	var batch []*Subject
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.some(ctx, batch, &c); err != nil {
			return err
		}
		batch = batch[:0]
		progress.Report(Stage, c.found, 0, 0)
		return nil
	}
	for s, err := range r.survivors() {
		if err != nil {
			return c, err
		}
		if c.found++; limit > 0 && c.found > limit {
			c.dropped++
			continue
		}
		if batch = append(batch, s); len(batch) == chunk {
			if err := flush(); err != nil {
				return c, err
			}
		}
	}
	return c, flush()
}

func (w *writing) some(ctx context.Context, batch []*Subject, c *counted) error {
	if len(batch) == 0 {
		return nil
	}
	held, err := w.book.Between(ctx, batch[0].ID, batch[len(batch)-1].ID)
	if err != nil {
		return err
	}
	texts := w.texts(batch)
	var captions []ledger.Caption
	for i, s := range batch {
		sha := tagsSHA(s.Tags)
		if texts[i] == "" {
			c.without++
			if s.Tags.Empty() && strings.TrimSpace(s.Text+s.AltText) == "" {
				c.bare++
			}
			continue
		}
		if last := lastOf(held[s.ID].Captions, w.generation); last != nil && last.Text == texts[i] && last.TagsSHA == sha {
			c.had++
			continue
		}
		if last := lastOf(held[s.ID].Captions, w.generation); last != nil && last.TagsSHA == sha {
			c.replaced++
		}
		c.written++
		// The time is the image's, so that the same images give the same bytes.
		captions = append(captions, ledger.Caption{Generation: w.generation, Image: s.ID, Kind: w.kind, Text: texts[i],
			Language: languageOf(texts[i]), TagsSHA: sha, Finish: "stop", Created: s.Modified})
	}
	return w.book.Add(captions)
}

// texts writes the captions of a batch on all cores.
func (w *writing) texts(batch []*Subject) []string {
	texts := make([]string, len(batch))
	inParallel(len(batch), func(i int) { texts[i] = w.write(batch[i]) })
	return texts
}

// inParallel calls f for each number below n, on all cores, and waits.
func inParallel(n int, f func(i int)) {
	workers := runtime.GOMAXPROCS(0)
	var running sync.WaitGroup
	for k := range workers {
		running.Go(func() {
			for i := k; i < n; i += workers {
				f(i)
			}
		})
	}
	running.Wait()
}

// lastOf is the newest caption of a generation.
func lastOf(captions []ledger.Caption, generation int64) *ledger.Caption {
	for i := len(captions) - 1; i >= 0; i-- {
		if captions[i].Generation == generation {
			return &captions[i]
		}
	}
	return nil
}
