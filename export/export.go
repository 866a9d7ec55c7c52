// Package export writes the survivors of a workspace for training: each image
// once, with its caption, tags and provenance, in one of several formats, as
// shards of equal size, with a card that says how the set was made and a
// manifest of hashes. It reads the pictures again from the source and checks
// that they still are what was scanned. It never deletes or replaces a file
// that it did not write.
package export

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/internal/table"
)

// Stage is the name in the manifest and in summaries.
const Stage = "export"

// inputs are the tables that decide what is exported.
var inputs = slices.DeleteFunc(slices.Clone(dataset.Tables), func(name string) bool { return name == dataset.TableExported })

// Summary is what an export did: Found = Kept + all Dropped + Failed, in
// files. Failed are those that the scan could not read, and those that could
// not be read again. Counts has shards, bytes, reencoded, captioned and repeated
// images, and how many were lost since the scan.
type Summary struct {
	dataset.Summary
	Format  string     `json:"format"`
	Balance []Balanced `json:"balance,omitempty"`
}

// Run exports the survivors to o.Out.
func Run(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (Summary, error) {
	o = o.withDefaults()
	if err := o.check(); err != nil {
		return Summary{}, err
	}
	if err := table.Require(ws, dataset.TableImages, dataset.TableMeasures); err != nil {
		return Summary{}, err
	}
	source, err := table.SourceOf(ws)
	if err != nil {
		return Summary{}, err
	}
	if _, err := os.Stat(source); err != nil {
		return Summary{}, fmt.Errorf("read the source again: %w: put it back where it was scanned, or scan it where it is now", err)
	}
	if err := placeFor(ws, source, o.Out); err != nil {
		return Summary{}, fmt.Errorf("export: %w", err)
	}
	plan, err := table.Plan(ws, Stage, recorded{Options: o, Layout: layout}, o.Seed, inputs...)
	if err != nil {
		return Summary{}, err
	}
	if s, ok := upToDate(o.Out, plan); ok {
		return s, clearStaging(o.Out)
	}
	e := &export{ws: ws, options: o, source: source, progress: progress, mixed: map[string]int64{}, lacking: map[string]int64{}, fell: map[string]int64{}}
	if e.format, err = formats.Get(o.Format); err != nil {
		return Summary{}, err
	}
	return e.run(ctx, plan)
}

// placeFor is an error if an export cannot go to out: it would be in the source,
// or among the tables of a workspace. A workspace inside of out is none of its files.
func placeFor(ws dataset.Workspace, source, out string) error {
	if err := cmp.Or(place.OwnFolder(out), place.OutsideOf(source, out)); err != nil {
		return err
	}
	inside, err := place.Within(ws.Dir, out)
	if err != nil {
		return err
	}
	if inside {
		return fmt.Errorf("%s is inside the workspace %s, which holds tables only: name a folder elsewhere", out, ws.Dir)
	}
	if table.Has(dataset.Workspace{Dir: out}, dataset.TableImages) {
		return fmt.Errorf("%s is a workspace, which holds tables only: name a folder elsewhere", out)
	}
	return nil
}

// layout rises when the same options come to give other bytes, so that what an
// older winnow exported does not count as up to date.
const layout = 6

// recorded is what the manifest has as options.
type recorded struct {
	Options
	Layout int `json:"layout"`
}

// upToDate is the summary of an export that was made as plan says, whole.
func upToDate(dir string, plan dataset.Footer) (Summary, bool) {
	m, err := readManifest(dir)
	if err != nil || !m.Complete || !sameMaking(m.Made, plan) || !m.whole(dir) || m.Summary.Counts[countLost] > 0 {
		return Summary{}, false
	}
	m.Summary.UpToDate = true
	m.Summary.Files = m.named(dir)
	return m.Summary, true
}

func sameMaking(a, b dataset.Footer) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

// export is one run.
type export struct {
	ws       dataset.Workspace
	options  Options
	source   string
	format   *Format
	progress dataset.Progress
	chosen   selection
	job      job
	summary  Summary
	card     card
	done     int64
	bare     int64            // exported without a caption, tags or a text
	mixed    map[string]int64 // captions by the kind that was drawn
	lacking  map[string]int64 // images that had nothing of it
	fell     map[string]int64 // images without a caption by what stands in for it
	failures []error
	exported []dataset.Exported
}

func (e *export) run(ctx context.Context, plan dataset.Footer) (Summary, error) {
	if err := e.knownMeasures(); err != nil {
		return Summary{}, err
	}
	var err error
	if e.chosen, err = choose(ctx, e.ws, e.options, e.progress); err != nil {
		return Summary{}, err
	}
	pictures, err := openPictures(e.source, e.options, e.format)
	if err != nil {
		return Summary{}, err
	}
	out, err := openOutput(e.options.Out)
	if err != nil {
		return Summary{}, errors.Join(err, pictures.close())
	}
	err = e.write(ctx, out, pictures)
	if err == nil {
		err = e.finish(out, plan)
	}
	if err = errors.Join(err, pictures.close()); err != nil {
		return Summary{}, errors.Join(err, out.abandon())
	}
	return e.summary, nil
}

func (e *export) knownMeasures() error {
	names, err := table.MeasureNames(e.ws.Table(dataset.TableMeasures))
	if err != nil {
		return err
	}
	for _, name := range e.options.Measures {
		if !slices.Contains(names, name) {
			return fmt.Errorf("export: %w", registry.Unknown("measure", name, names))
		}
	}
	return nil
}

// write gives every chosen image to the format, split by split.
func (e *export) write(ctx context.Context, out *output, pictures *pictures) error {
	e.start()
	all := shards(e.chosen.images, e.options, e.format.Sharded)
	for _, split := range e.job.splits {
		of := slices.DeleteFunc(slices.Clone(all), func(s shard) bool { return s.split != split })
		if err := e.split(ctx, out, pictures, of); err != nil {
			return err
		}
	}
	if e.format.Finish == nil {
		return nil
	}
	return e.format.Finish(out, e.job)
}

// start sets the summary up and tells the format what is to come.
func (e *export) start() {
	e.summary = Summary{Format: e.format.Name, Balance: e.chosen.balance}
	e.summary.Stage = Stage
	e.summary.Dropped = e.chosen.dropped
	e.summary.Counts = map[string]int64{}
	e.job = job{options: e.options}
	for _, c := range e.chosen.images {
		e.job.repeats = append(e.job.repeats, c.repeats)
		e.job.splits = append(e.job.splits, c.split)
		if f := e.pictureFormat(c); f != "" {
			e.job.formats = append(e.job.formats, f)
		}
	}
	for _, list := range []*[]string{&e.job.splits, &e.job.formats} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	if len(e.job.splits) == 0 {
		e.job.splits = []string{splitTrain}
	}
	slices.Sort(e.job.repeats)
	e.job.repeats = slices.Compact(e.job.repeats)
}

// pictureFormat is the format of an image that is exported as it is.
func (e *export) pictureFormat(c chosen) string {
	if _, ok := extensions[c.format]; ok {
		return c.format
	}
	return ""
}

// split writes the shards of one split, in order of ids.
func (e *export) split(ctx context.Context, out *output, pictures *pictures, shards []shard) error {
	var images []chosen
	for _, s := range shards {
		images = append(images, s.images...)
	}
	w := &sharded{export: e, out: out, shards: shards}
	if err := w.next(); err != nil {
		return err
	}
	read := func(ctx context.Context, g gathered) ready {
		if e.format.Captions && g.sample.Caption.Text == "" {
			return ready{sample: g.sample, dropped: droppedCaption}
		}
		return pictures.read(ctx, g)
	}
	if err := pool.Ordered(ctx, e.options.Workers, gather(e.ws, images, e.options), read, w.emit); err != nil {
		return err
	}
	return w.end()
}

// sharded hands samples to the writer of one shard after the other.
type sharded struct {
	*export
	out    *output
	shards []shard // that are not finished, the open one first
	writer writer
	seen   int // images of the open shard
}

// next opens the first shard that is left.
func (w *sharded) next() (err error) {
	w.seen = 0
	w.summary.Counts["shards"]++
	w.writer, err = w.format.Open(w.out, w.job, w.shards[0])
	return err
}

func (w *sharded) emit(_ gathered, r ready) error {
	for w.seen == len(w.shards[0].images) && len(w.shards) > 1 {
		if err := w.writer.close(); err != nil {
			return err
		}
		w.shards = w.shards[1:]
		if err := w.next(); err != nil {
			return err
		}
	}
	w.seen++
	before := w.summary.Kept
	if err := w.count(&r, w.writer.write); err != nil || w.summary.Kept == before {
		return err
	}
	w.exported = append(w.exported, dataset.Exported{ID: r.sample.ID, Split: r.sample.Split, Repeats: int32(r.sample.Repeats), Shard: w.shards[0].name})
	return nil
}

// end closes the open shard, and those after it, which are empty.
func (w *sharded) end() error {
	for {
		if err := w.writer.close(); err != nil {
			return err
		}
		if w.shards = w.shards[1:]; len(w.shards) == 0 {
			return nil
		}
		if err := w.next(); err != nil {
			return err
		}
	}
}

// count writes a sample, or counts why it is not written.
func (e *export) count(r *ready, write func(*Sample) error) error {
	e.done++
	s, counts := &r.sample, e.summary.Counts
	e.progress.Report(Stage, e.done, int64(len(e.chosen.images)), e.summary.Failed)
	switch {
	case r.dropped != "":
		e.summary.Dropped[r.dropped]++
		return nil
	case r.err != nil:
		e.summary.Failed++
		counts[countLost]++
		e.failures = append(e.failures, r.err)
		return nil
	}
	if err := write(s); err != nil {
		return err
	}
	e.summary.Kept++
	counts["picture_bytes"] += int64(len(s.Image))
	if s.Reencoded {
		counts["reencoded"]++
	}
	e.countMix(s)
	if s.Caption.Text == "" && !s.CaptionDropped {
		counts[countBare]++
	}
	switch {
	case s.CaptionDropped:
	case s.Caption.Text != "":
		counts["captioned"]++
	case s.Captions[dataset.KindSource].Text != "":
		counts[countOwnText]++
	case s.Tags.Empty():
		e.bare++
	}
	if s.Repeats > 1 {
		counts["repeated"]++
	}
	e.card.count(s)
	return nil
}

// mostFailures are named in a summary; the rest are counted.
const mostFailures = 5

// finish counts the files, writes the card, and puts everything in its place.
func (e *export) finish(out *output, plan dataset.Footer) error {
	files, err := countFiles(e.ws)
	if err != nil {
		return err
	}
	e.summary.Found = files.readable + files.unreadable
	dropped := e.summary.Dropped
	// Of one picture in several files, the unreadable ones have failed, and of
	// the others all but the first are duplicates.
	e.summary.Failed += files.unreadable + dropped[droppedUnreadable] - (e.chosen.ids - files.pictures)
	delete(dropped, droppedUnreadable)
	dropped[droppedDuplicate] += files.readable - files.pictures
	for reason, n := range e.summary.Dropped {
		if n == 0 {
			delete(e.summary.Dropped, reason)
		}
	}
	e.notes()
	if err := e.addsUp(); err != nil {
		return err
	}
	if err := e.writeCard(out); err != nil {
		return err
	}
	m := Manifest{Made: plan, Summary: e.summary, Files: out.files}
	if err := out.commit(m); err != nil {
		return err
	}
	e.summary.Files = m.named(out.dir)
	slices.SortFunc(e.exported, func(a, b dataset.Exported) int { return strings.Compare(a.ID, b.ID) })
	return table.Write(e.ws.Table(dataset.TableExported), plan, table.All(e.exported))
}

// fileCounts is how many files there are behind the ids.
type fileCounts struct {
	readable   int64
	unreadable int64
	pictures   int64 // ids with a readable file
}

func countFiles(ws dataset.Workspace) (n fileCounts, err error) {
	seen := map[string]bool{}
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"id", "status"}) {
		if err != nil {
			return n, err
		}
		if status := row[1]; status != dataset.StatusOK && status != dataset.StatusDamaged {
			n.unreadable++
			continue
		}
		n.readable++
		if id := row[0].(string); !seen[id] {
			seen[id] = true
			n.pictures++
		}
	}
	return n, nil
}

func (e *export) addsUp() error {
	sum := e.summary.Kept + e.summary.Failed
	for _, n := range e.summary.Dropped {
		sum += n
	}
	if sum != e.summary.Found {
		return fmt.Errorf("the counts do not add up: found %d, but kept, dropped and failed are %d", e.summary.Found, sum)
	}
	return nil
}

// havingOf is the noun and verb of "n of all images have".
func havingOf(n, all int64) string {
	return digits.Form(all, "image", "images") + " " + digits.Form(n, "has", "have")
}

// emptily says how images without a caption are written.
func (e *export) emptily() string {
	if e.format.Captions {
		return ""
	}
	return " and " + digits.Form(e.summary.Counts[countBare], "is", "are") + " exported with an empty one"
}

// notes say in sentences what the numbers do not.
func (e *export) notes() {
	note := func(format string, args ...any) {
		e.summary.Notes = append(e.summary.Notes, fmt.Sprintf(format, args...))
	}
	for _, b := range e.chosen.balance {
		e.summary.Notes = append(e.summary.Notes, b.sentences()...)
	}
	if e.summary.Kept == 0 {
		note("nothing is left to export: see what was dropped, and the condition")
	}
	if n := e.chosen.undecided; n > 0 {
		note("%d %s left out: say what to do about %s by known(x) or x ?? 0", n,
			digits.Form(n, "image lacks a number that the condition needs, and was", "images lack a number that the condition needs, and were"), digits.Form(n, "it", "them"))
	}
	if !table.Has(e.ws, dataset.TableVerdicts) {
		note("no verdicts yet: only damaged images and known duplicates were left out (`winnow filter` judges the rest)")
	}
	e.mixNotes(note)
	e.fallbackNotes(note)
	if n := e.summary.Kept - e.summary.Counts["captioned"] - e.summary.Counts[countDropout]; n > 0 && n == e.bare {
		note("%d of %d %s no caption%s, and no tags or texts were found to make one of: `winnow caption --backend openai`, gemini, command or import can caption them",
			n, e.summary.Kept, havingOf(n, e.summary.Kept), e.emptily())
	} else if n > 0 {
		note("%d of %d %s no caption%s: --fallback composed,source,tags gives them one here; `winnow caption`, also with --backend source or openai, before", n, e.summary.Kept, havingOf(n, e.summary.Kept), e.emptily())
		if own := e.summary.Counts[countOwnText]; own > 0 {
			note("%d of these came with a text: --captions composed,source, or caption_kinds in the recipe, takes it where nothing was composed", own)
		}
	}
	if n := e.summary.Failed - e.summary.Counts[countLost]; n > 0 {
		note("%d %s scanned: `winnow show images --where 'status in [\"unreadable\", \"not-image\"]' --columns path,error` names %s", n,
			digits.Form(n, "file could not be read when it was", "files could not be read when they were"), digits.Form(n, "it", "them"))
	}
	for _, err := range e.failures[:min(len(e.failures), mostFailures)] {
		note("not exported: %v", err)
	}
	if more := len(e.failures) - mostFailures; more > 0 {
		note("and %d more; `winnow scan` again takes in what has changed", more)
	}
}
