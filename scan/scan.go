// Package scan reads a source once: every image is read, decoded and measured
// in one pass, and becomes a row of the images table, and one of the measures
// table for each different file. A second scan reads only what changed, and one
// that was killed goes on where it was.
package scan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/internal/table"
)

// Stage is the name in footers and summaries.
const Stage = "scan"

// Recorded is what the footers of images and measures record as options.
type Recorded struct {
	Source   string   `json:"source"` // absolute path
	Options  Options  `json:"options"`
	Measures []string `json:"measures"`
	Print    int32    `json:"print"`
}

// versioned is the name of a measure with its version, from the second on.
func versioned(m dataset.Measure) string {
	if m.Version == 0 {
		return m.Name
	}
	return fmt.Sprintf("%s %d", m.Name, m.Version)
}

// Run scans the folder source into the workspace. Found counts files; Kept
// those that are ok or damaged, Failed those that are unreadable or no images.
func Run(ctx context.Context, ws dataset.Workspace, source string, tools Tools, o Options, progress dataset.Progress) (dataset.Summary, error) {
	if err := o.Validate(); err != nil {
		return dataset.Summary{}, err
	}
	o = o.withDefaults()
	absolute, err := filepath.Abs(source)
	if err != nil {
		return dataset.Summary{}, fmt.Errorf("find the source: %w", err)
	}
	tools.Measures = slices.SortedFunc(slices.Values(tools.Measures), func(a, b dataset.Measure) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	recorded := Recorded{Source: absolute, Options: o, Print: tools.PrintVersion}
	for _, m := range tools.Measures {
		recorded.Measures = append(recorded.Measures, versioned(m))
	}
	plan, err := table.Plan(ws, Stage, recorded, 0)
	if err != nil {
		return dataset.Summary{}, err
	}
	files, err := openFolder(absolute, Readers(), o.MaxBytes)
	if err != nil {
		return dataset.Summary{}, err
	}
	defer files.Close()
	if err := place.OutsideOf(absolute, ws.Dir); err != nil {
		return dataset.Summary{}, fmt.Errorf("the workspace %w", err)
	}
	if err := os.MkdirAll(ws.Dir, 0o755); err != nil {
		return dataset.Summary{}, fmt.Errorf("make the workspace: %w", err)
	}
	kind, err := json.Marshal(plan.Options)
	if err != nil {
		return dataset.Summary{}, err
	}
	book, err := openJournal(ws, kind)
	if err != nil {
		return dataset.Summary{}, fmt.Errorf("open the journal: %w", err)
	}
	defer pool.Headroom(headroom)()
	s := &scanner{ws: ws, root: absolute, source: files, plan: plan, tools: tools, options: o, journal: book, progress: progress, summary: newSummary()}
	if err := s.run(ctx); err != nil {
		end := book.Close
		if errors.Is(err, ErrNoImages) && book.Empty() {
			end = book.Remove
		}
		return dataset.Summary{}, errors.Join(err, end())
	}
	return s.summary, book.Remove()
}

// headroom is how many bytes are allocated between two collections at least: what
// is live is little, and each picture leaves a megabyte of garbage.
const headroom = 64 << 20

// scanner is one run.
type scanner struct {
	ws       dataset.Workspace
	root     string // the folder of the source
	source   Source
	plan     dataset.Footer
	tools    Tools
	options  Options
	journal  *journal
	progress dataset.Progress
	summary  dataset.Summary

	ids    [][32]byte // of all rows that have a frame
	fresh  int64      // rows that were read in this run or by a killed one
	reused int64      // rows taken from the former table
}

func newSummary() dataset.Summary {
	return dataset.Summary{Stage: Stage, Dropped: map[string]int64{}, Counts: map[string]int64{}}
}

// errUnmeasured says that the former tables lack measures which rows need.
var errUnmeasured = errors.New("the measures table lacks rows")

func (s *scanner) run(ctx context.Context) error {
	reuse := table.Fresh(s.ws, dataset.TableImages, s.plan) && table.Fresh(s.ws, dataset.TableMeasures, s.plan)
	err := s.pass(ctx, reuse)
	if errors.Is(err, errUnmeasured) {
		// Only tables that something else changed come here: read all again.
		s.summary, s.ids, s.fresh, s.reused = newSummary(), nil, 0, 0
		return s.pass(ctx, false)
	}
	return err
}

// pass goes over the source once and writes both tables.
func (s *scanner) pass(ctx context.Context, reuse bool) error {
	images, err := table.Create[dataset.Image](s.ws.Table(dataset.TableImages))
	if err != nil {
		return fmt.Errorf("write to the workspace: %w", err)
	}
	over, err := s.readAll(ctx, reuse, images)
	if err == nil && s.summary.Found == 0 {
		err = s.nothing(over)
	}
	if err != nil {
		return errors.Join(err, images.Abort())
	}
	s.count(over)
	unchanged, err := s.unchanged(reuse)
	if err != nil {
		return errors.Join(err, images.Abort())
	}
	if unchanged {
		s.summary.UpToDate = true
		return images.Abort()
	}
	// Measures first: when the run is killed between the two, the former
	// images still find all they need, and the journal has the rest.
	if err := s.writeMeasures(reuse); err != nil {
		return errors.Join(err, images.Abort())
	}
	s.summary.Files = []string{s.ws.Table(dataset.TableImages), s.ws.Table(dataset.TableMeasures)}
	return images.Commit(s.plan)
}

// task is an entry, with the row that a former run has for it, if any.
type task struct {
	entry Entry
	known *dataset.Image
	old   bool // known comes from the table, not from the journal
}

func (s *scanner) readAll(ctx context.Context, reuse bool, images *table.Writer[dataset.Image]) (*PassedOver, error) {
	over := &PassedOver{}
	var former *table.Cursor[dataset.Image]
	if reuse {
		former = table.NewCursor(table.Read[dataset.Image](s.ws.Table(dataset.TableImages)), func(i *dataset.Image) string { return i.Path })
		defer former.Close()
	}
	total := s.countAhead(ctx)
	mapper := NewMapper(s.tools, s.options, pool.NewBudget(s.options.Memory))
	var done, failed int64
	err := pool.Ordered(ctx, s.options.Workers, s.tasks(ctx, former, over),
		func(ctx context.Context, t task) dataset.Record {
			if t.known != nil {
				return dataset.Record{Image: *t.known}
			}
			r := mapper(ctx, s.source.Read(t.entry))
			r.Image.Stamp = t.entry.Stamp
			return r
		},
		func(t task, r dataset.Record) error {
			if err := ctx.Err(); err != nil {
				return err // records of a run that is being stopped are not kept
			}
			if err := s.take(t, r, images); err != nil {
				return err
			}
			if done++; !r.Image.Readable() {
				failed++
			}
			s.progress.Report(Stage, done, total.Load(), failed)
			return nil
		})
	return over, err
}

// tasks joins the entries with what former runs know of them.
func (s *scanner) tasks(ctx context.Context, former *table.Cursor[dataset.Image], over *PassedOver) iter.Seq2[task, error] {
	return func(yield func(task, error) bool) {
		for entry, err := range s.source.Entries(ctx, over) {
			if err != nil {
				yield(task{}, err)
				return
			}
			t := task{entry: entry}
			if former != nil {
				row, ok, err := former.Seek(entry.Path)
				if err != nil {
					yield(t, err)
					return
				}
				if ok && row.Stamp == entry.Stamp && row.ID != "" {
					t.known, t.old = &row, true
				}
			}
			if t.known == nil {
				row, err := s.journal.Image(entry.Path, entry.Stamp)
				if err != nil {
					yield(t, err)
					return
				}
				t.known = row
			}
			if !yield(t, nil) {
				return
			}
		}
	}
}

// take keeps one record: in the journal when it is new, and in the table.
func (s *scanner) take(t task, r dataset.Record, images *table.Writer[dataset.Image]) error {
	if t.known == nil {
		if err := s.journal.Add(r); err != nil {
			return fmt.Errorf("write the journal: %w", err)
		}
	}
	if t.old {
		s.reused++
	} else {
		s.fresh++
	}
	img := &r.Image
	s.summary.Found++
	if img.Readable() {
		s.summary.Kept++
	} else {
		s.summary.Failed++
	}
	if img.Status != dataset.StatusOK {
		s.summary.Counts[img.Status]++
	}
	if img.Readable() {
		s.ids = append(s.ids, rawID(img.ID))
	}
	return images.Write(*img)
}

// countAhead counts the entries while the scan goes on, for the progress bar.
func (s *scanner) countAhead(ctx context.Context) *atomic.Int64 {
	total := new(atomic.Int64)
	if s.progress == nil {
		return total
	}
	// Nobody waits for it: it reads names only, and ends with ctx.
	go func() {
		var n int64
		for _, err := range s.source.Entries(ctx, &PassedOver{}) {
			if err != nil {
				return
			}
			n++
		}
		total.Store(n)
	}()
	return total
}

// Unlisted is the name in a summary's counts for folders that could not be listed,
// whose images are missing.
const Unlisted = passedOver + unlisted

// passedOver is before each kind of what was, in the counts of a summary.
const passedOver = "passed over: "

// ErrNoImages is the error of a source without a single image. What was scanned
// before stays as it is: the folder may be the mount point of a disk that is away.
var ErrNoImages = errors.New("no image was found")

func (s *scanner) nothing(over *PassedOver) error {
	why := "is this the right folder?"
	if n := over.Kinds["links"]; n > 0 {
		why += fmt.Sprintf(" %s passed over, for links are not followed.", digits.Count(n, "link")+" "+digits.Form(n, "was", "were"))
	}
	before, err := table.Rows(s.ws.Table(dataset.TableImages))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if before > 0 {
		why += fmt.Sprintf(" The tables of %s that were there before stay as they are; to begin anew, remove the workspace %s.", digits.Count(before, "image"), s.ws.Dir)
	}
	return fmt.Errorf("%w in %s: %s", ErrNoImages, s.root, why)
}

func (s *scanner) count(over *PassedOver) {
	var passed int64
	for kind, n := range over.Kinds {
		s.summary.Counts[passedOver+kind] = n
		passed += n
	}
	s.summary.Counts["passed over"] = passed
	s.summary.Counts["read"] = s.fresh
	if n := over.Kinds[unlisted]; n > 0 {
		named := strings.Join(over.Unlisted, ", ")
		if n > int64(len(over.Unlisted)) {
			named += " …"
		}
		s.summary.Notes = append(s.summary.Notes, fmt.Sprintf("%s could not be listed, and what is in it is missing: check its permissions: %s", digits.Count(n, "folder"), named))
	}
}

// unchanged says whether the former table has exactly the rows of this pass.
func (s *scanner) unchanged(reuse bool) (bool, error) {
	if !reuse || s.fresh > 0 {
		return false, nil
	}
	n, err := table.Rows(s.ws.Table(dataset.TableImages))
	return n == s.reused, err
}
