package check

import (
	"bytes"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"sort"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/internal/prose"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// Stage is the name of this stage.
const Stage = "check"

// Recipe is the section of winnow.yaml with every option and its default.
//
//go:embed recipe.yaml
var Recipe string

// Version names these checks with these options. The caption stage records it,
// so that it judges again when either changes.
func (o Options) Version() string {
	text, err := json.Marshal(o)
	if err != nil {
		panic(fmt.Sprintf("check: options do not marshal: %v", err)) // strings and bools do
	}
	sum := sha256.Sum256(text)
	return Version + "-" + hex.EncodeToString(sum[:4])
}

// Run judges every caption of the workspace and writes score and checks into
// the captions table, whose rows otherwise stay as they are. The caption stage
// judges by the same Options.Judge when it writes that table, so that nothing
// is lost when it runs again; its footer is kept, but for the version of the
// checks.
func Run(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (dataset.Summary, error) {
	s := dataset.Summary{Stage: Stage, Dropped: map[string]int64{}, Counts: map[string]int64{}}
	if err := checkOptions(o); err != nil {
		return s, err
	}
	if err := table.Require(ws, dataset.TableImages, dataset.TableCaptions); err != nil {
		return s, err
	}
	path := ws.Table(dataset.TableCaptions)
	footer, err := table.ReadFooter(path)
	if err != nil {
		return s, err
	}
	fresh, err := judged(&footer, o)
	if err != nil {
		return s, err
	}
	total, err := table.Rows(path)
	if err != nil {
		return s, err
	}
	tally := newTally()
	if fresh {
		for row, err := range table.Read[dataset.Caption](path) {
			if err != nil {
				return s, err
			}
			tally.add(row)
		}
		s.UpToDate = true
		return s, tally.into(ws, &s)
	}
	err = table.Write(path, footer, judgedRows(ctx, ws, o, func(row dataset.Caption) {
		tally.add(row)
		progress.Report(Stage, tally.n, total, 0)
	}))
	if err != nil {
		return s, err
	}
	s.Files = []string{path}
	return s, tally.into(ws, &s)
}

func checkOptions(o Options) error {
	for _, kind := range o.Skip {
		if !slices.Contains(Kinds, kind) {
			return unknownKind(kind)
		}
	}
	return nil
}

// judged says whether the table was judged by these checks, and records them
// in the footer otherwise.
func judged(footer *dataset.Footer, o Options) (bool, error) {
	options := map[string]json.RawMessage{}
	if err := json.Unmarshal(footer.Options, &options); err != nil {
		return false, fmt.Errorf("read how the captions were made: %w", err)
	}
	var had string
	if text, ok := options["checks"]; ok {
		if err := json.Unmarshal(text, &had); err != nil {
			return false, fmt.Errorf("read which checks the captions had: %w", err)
		}
	}
	if had == o.Version() {
		return true, nil
	}
	footer.Options = withChecks(footer.Options, had, o.Version())
	return false, nil
}

// withChecks sets the member "checks" of the options that a table records, and
// leaves every other byte, so that the caption stage finds its own words again.
func withChecks(options json.RawMessage, had, version string) json.RawMessage {
	before, after := fmt.Sprintf(`"checks":%q`, had), fmt.Sprintf(`"checks":%q`, version)
	return bytes.Replace(options, []byte(before), []byte(after), 1)
}

// block is some captions of the table with the tags of their images: what one
// processor judges at a time.
type block struct {
	rows []dataset.Caption
	tags []tags.Categories
}

const blockRows = 128

// blocks are the captions of the workspace.
func blocks(ws dataset.Workspace) iter.Seq2[*block, error] {
	return func(yield func(*block, error) bool) {
		of, end, err := tagsByID(ws)
		if err != nil {
			yield(nil, err)
			return
		}
		defer end()
		b := &block{}
		for row, err := range table.Read[dataset.Caption](ws.Table(dataset.TableCaptions)) {
			if err != nil {
				yield(nil, err)
				return
			}
			c, err := of(row.ID)
			if err != nil {
				yield(nil, err)
				return
			}
			b.rows, b.tags = append(b.rows, row), append(b.tags, c)
			if len(b.rows) == blockRows {
				if !yield(b, nil) {
					return
				}
				b = &block{}
			}
		}
		if len(b.rows) > 0 {
			yield(b, nil)
		}
	}
}

func (b *block) judge(o Options) {
	for i := range b.rows {
		row := &b.rows[i]
		score, findings := o.Judge(b.tags[i], row.Text, row.Finish)
		row.Score, row.Checks = &score, findings
	}
}

// errEnough ends the judging when nobody wants more rows.
var errEnough = errors.New("no more rows are wanted")

// judgedRows are the captions with their judgement, in the order of the table,
// judged on all cores.
func judgedRows(ctx context.Context, ws dataset.Workspace, o Options, heard func(dataset.Caption)) iter.Seq2[dataset.Caption, error] {
	return func(yield func(dataset.Caption, error) bool) {
		err := pool.Ordered(ctx, 0, blocks(ws), func(_ context.Context, b *block) *block {
			b.judge(o)
			return b
		}, func(b, _ *block) error {
			for _, row := range b.rows {
				heard(row)
				if !yield(row, nil) {
					return errEnough
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(dataset.Caption{}, err)
		}
	}
}

// tagsByID looks up the effective tags of an id, or those that it was found
// with where the tags table was not made. Ids are asked for in ascending order.
func tagsByID(ws dataset.Workspace) (of func(id string) (tags.Categories, error), end func(), err error) {
	if table.Has(ws, dataset.TableTags) {
		rows := table.NewCursor(table.Read[dataset.Tagged](ws.Table(dataset.TableTags)), func(t *dataset.Tagged) string { return t.ID })
		last, lastTags := "", tags.Categories{}
		return func(id string) (tags.Categories, error) {
			if id == last {
				return lastTags, nil
			}
			t, _, err := rows.Seek(id)
			last, lastTags = id, tags.Categories{General: t.General, Character: t.Character, Copyright: t.Copyright, Artist: t.Artist, Meta: t.Meta, Rating: t.Rating}
			return lastTags, err
		}, rows.Close, nil
	}
	found := map[string]tags.Categories{}
	for img, err := range table.Read[dataset.Image](ws.Table(dataset.TableImages)) {
		if err != nil {
			return nil, nil, err
		}
		if _, ok := found[img.ID]; !ok {
			found[img.ID] = tags.Categories{General: img.TagsGeneral, Character: img.TagsCharacter, Copyright: img.TagsCopyright, Artist: img.TagsArtist, Meta: img.TagsMeta, Rating: img.Rating}
		}
	}
	return func(id string) (tags.Categories, error) { return found[id], nil }, func() {}, nil
}

// tally counts what the captions of a set have.
type tally struct {
	n      int64
	bare   int64 // captions of images without tags
	counts map[string]int64
	scores []float64
	worst  []worst
	prose  prose.Sentenced // of what was not composed: composed captions share sentences by their nature
}

type worst struct {
	id, kind string
	score    float64
	why      string
}

func newTally() *tally { return &tally{counts: map[string]int64{}} }

func (t *tally) add(row dataset.Caption) {
	t.n++
	if row.Kind != dataset.KindComposed {
		t.prose.Add(row.Text)
	}
	if row.Score == nil {
		return
	}
	t.scores = append(t.scores, *row.Score)
	seen := map[string]bool{}
	why := ""
	for _, f := range row.Checks {
		if f.Rule == "untagged" {
			t.bare++
		}
		if f.Severity == "info" && f.Rule != "missing" {
			continue
		}
		if !seen[f.Rule] {
			seen[f.Rule] = true
			t.counts[f.Rule]++
		}
		if why == "" && f.Severity != "info" {
			why = f.Rule
			if f.Tag != "" {
				why += " " + f.Tag
			}
		}
	}
	if *row.Score < 0.75 {
		t.keepWorst(worst{row.ID, row.Kind, *row.Score, why})
	}
}

// worstKept is how many of the worst captions a summary names.
const worstKept = 5

func (t *tally) keepWorst(w worst) {
	at := sort.Search(len(t.worst), func(i int) bool {
		return t.worst[i].score > w.score || t.worst[i].score == w.score && t.worst[i].id > w.id
	})
	t.worst = slices.Insert(t.worst, at, w)
	t.worst = t.worst[:min(len(t.worst), worstKept)]
}

// into writes the tally into the summary: every caption is found and kept, the
// counts tell how many captions have each kind of finding.
func (t *tally) into(ws dataset.Workspace, s *dataset.Summary) error {
	s.Found, s.Kept = t.n, t.n
	for name, n := range t.counts {
		s.Counts[name] = n
	}
	if len(t.scores) == 0 {
		return nil
	}
	if t.bare > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d of %d captions have no tags to judge against: only process failures were judged", t.bare, t.n))
	}
	slices.Sort(t.scores)
	at := func(q float64) float64 {
		return t.scores[int(math.Min(float64(len(t.scores)-1), q*float64(len(t.scores))))]
	}
	s.Notes = append(s.Notes, fmt.Sprintf("score of captions: lowest %.2f, 5th percentile %.2f, median %.2f, highest %.2f", t.scores[0], at(0.05), at(0.5), t.scores[len(t.scores)-1]))
	if note := t.repeated(); note != "" {
		s.Notes = append(s.Notes, note)
	}
	paths, err := t.paths(ws)
	if err != nil {
		return err
	}
	for _, w := range t.worst {
		s.Notes = append(s.Notes, fmt.Sprintf("worst: %.2f %s (%s) %s", w.score, paths[w.id], w.kind, w.why))
	}
	return nil
}

// manyCaptions and manyShare are how many captions, and which share of all, one
// sentence stands in when it is worth telling.
const manyCaptions, manyShare = 10, .05

// repeated tells of a sentence that many captions have, as models repeat
// themselves; it says nothing of one picture, or the same of too many.
func (t *tally) repeated() string {
	most, captions := t.prose.Most()
	if most.Share*float64(captions) < manyCaptions || most.Share < manyShare {
		return ""
	}
	return fmt.Sprintf("one sentence stands in %.1f %% of the %d captions that were not composed: “%s”", 100*most.Share, captions, most.Text)
}

// paths are where the pictures of the worst captions are, the first of each.
// An id that the images table has lost stands for itself.
func (t *tally) paths(ws dataset.Workspace) (map[string]string, error) {
	paths := make(map[string]string, len(t.worst))
	for _, w := range t.worst {
		paths[w.id] = ""
	}
	if len(paths) == 0 {
		return paths, nil
	}
	for img, err := range table.Read[dataset.Image](ws.Table(dataset.TableImages)) {
		if err != nil {
			return nil, err
		}
		if path, ok := paths[img.ID]; ok && (path == "" || img.Path < path) {
			paths[img.ID] = img.Path
		}
	}
	for id, path := range paths {
		if path == "" {
			paths[id] = id
		}
	}
	return paths, nil
}
