package caption

import (
	"context"
	"iter"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// recorded is what the footer of the captions table records as options.
type recorded struct {
	Prefer []string `json:"prefer"`
	None   bool     `json:"none,omitempty"`
	Ledger string   `json:"ledger"` // its revision
	Checks string   `json:"checks"` // version of the judge
}

// plan is how the table would be made now.
func plan(ctx context.Context, ws dataset.Workspace, book *ledger.Ledger, o Options) (dataset.Footer, error) {
	revision, err := book.Revision(ctx)
	if err != nil {
		return dataset.Footer{}, err
	}
	return table.Plan(ws, Stage, recorded{Prefer: o.Prefer, None: o.Backend == BackendNone, Ledger: revision, Checks: o.Check.Version()}, 0,
		dataset.TableImages, dataset.TableTags, dataset.TableVerdicts)
}

// Tabulate writes the table of captions from the ledger: of each image and
// kind the preferred caption, judged against the image's tags. It says whether
// the table had to be written.
func Tabulate(ctx context.Context, ws dataset.Workspace, book *ledger.Ledger, o Options) (written bool, err error) {
	o = o.withDefaults()
	footer, err := plan(ctx, ws, book, o)
	if err != nil {
		return false, err
	}
	if table.Fresh(ws, dataset.TableCaptions, footer) {
		return false, nil
	}
	r, err := newRoll(ws, "")
	if err != nil {
		return false, err
	}
	return true, table.Write(ws.Table(dataset.TableCaptions), footer, captionRows(ctx, r, book, o))
}

// captionRows joins the ledger with the images that are there.
func captionRows(ctx context.Context, r *roll, book *ledger.Ledger, o Options) iter.Seq2[dataset.Caption, error] {
	return func(yield func(dataset.Caption, error) bool) {
		generations, err := book.Generations(ctx)
		if err != nil {
			yield(dataset.Caption{}, err)
			return
		}
		by := map[int64]ledger.Generation{}
		for _, g := range generations {
			by[g.ID] = g
		}
		chosen, err := newChoosing(ctx, book)
		if err != nil {
			yield(dataset.Caption{}, err)
			return
		}
		held := table.NewCursor(book.Captions(ctx), func(of *[]ledger.Caption) string { return (*of)[0].Image })
		defer held.Close()
		j := &judging{check: o.Check, yield: yield}
		for row, err := range r.view.Rows(columns) {
			if err != nil {
				yield(dataset.Caption{}, err)
				return
			}
			captions, ok, err := held.Seek(row.ID)
			if err != nil {
				yield(dataset.Caption{}, err)
				return
			}
			if ok && !j.add(r.subject(row).Tags, rowsOf(chosen, captions, by, o)) {
				return
			}
		}
		if j.flush() && ctx.Err() != nil {
			yield(dataset.Caption{}, ctx.Err())
		}
	}
}

// judging collects rows, judges them on all cores, and hands them on in order.
type judging struct {
	check check.Options
	yield func(dataset.Caption, error) bool
	rows  []dataset.Caption
	tags  []tags.Categories // of each row
}

func (j *judging) add(c tags.Categories, rows []dataset.Caption) bool {
	for _, row := range rows {
		j.rows = append(j.rows, row)
		j.tags = append(j.tags, c)
	}
	return len(j.rows) < chunk || j.flush()
}

func (j *judging) flush() bool {
	inParallel(len(j.rows), func(i int) {
		row := &j.rows[i]
		score, findings := j.check.Judge(j.tags[i], row.Text, row.Finish)
		row.Score, row.Checks = &score, findings
	})
	for _, row := range j.rows {
		if !j.yield(row, nil) {
			return false
		}
	}
	j.rows, j.tags = j.rows[:0], j.tags[:0]
	return true
}

// rowsOf is the preferred caption of each kind, by kind.
func rowsOf(chosen *choosing, captions []ledger.Caption, by map[int64]ledger.Generation, o Options) []dataset.Caption {
	best := map[string]ledger.Caption{}
	for _, kind := range kinds {
		if c, ok := chosen.best(captions, kind); ok {
			best[kind] = c
		}
	}
	current := ""
	for _, kind := range o.Prefer {
		if _, ok := best[kind]; ok && o.Backend != BackendNone {
			current = kind
			break
		}
	}
	var rows []dataset.Caption
	for _, kind := range kinds {
		c, ok := best[kind]
		if !ok {
			continue
		}
		g := by[c.Generation]
		row := dataset.Caption{ID: c.Image, Kind: c.Kind, Text: c.Text, Language: c.Language, Backend: g.Backend, Model: g.Model, PromptSHA: g.PromptSHA,
			TagsSHA: c.TagsSHA, Finish: c.Finish, TokensIn: c.TokensIn, TokensOut: c.TokensOut, Cost: c.Cost, Created: c.Created,
			Current: kind == current, Checks: []dataset.CheckFinding{}}
		rows = append(rows, row)
	}
	return rows
}

// kinds are all kinds by alphabet, the order within the table.
var kinds = []string{dataset.KindComposed, dataset.KindFused, dataset.KindHuman, dataset.KindShort, dataset.KindSource, dataset.KindVLM}
