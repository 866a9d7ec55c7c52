package labelled

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"image"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/internal/table"
)

// Options of a measurement. The zero value works.
type Options struct {
	Seed    uint64        `json:"seed" yaml:"seed"`
	Limit   int           `json:"limit" yaml:"limit"` // pictures taken from the folder: 0 = all
	Side    int           `json:"side" yaml:"side"`   // larger pictures are shrunk to this long side: 0 = 640
	Half    string        `json:"half" yaml:"half"`   // a or b: half of the pictures, by their names; empty = all
	Kinds   []string      `json:"kinds" yaml:"kinds"` // only these, and what begins like them: empty = all
	Dedup   dedup.Options `json:"dedup" yaml:"dedup"`
	Workers int           `json:"-" yaml:"workers"`
}

// Check is an error for options that cannot work.
func (o Options) Check() error {
	if halves := []string{"a", "b"}; o.Half != "" && !slices.Contains(halves, o.Half) {
		return fmt.Errorf("--half: %w", registry.Unknown("half", o.Half, halves))
	}
	if o.Limit < 0 {
		return fmt.Errorf("--limit is %d: it must not be negative, and 0 takes all pictures", o.Limit)
	}
	if o.Side < 0 {
		return fmt.Errorf("--side is %d: it must not be negative, and 0 is 640", o.Side)
	}
	for _, prefix := range o.Kinds {
		if !slices.ContainsFunc(KindNames(), func(name string) bool { return strings.HasPrefix(name, prefix) }) {
			return fmt.Errorf("--kinds: %w", registry.Unknown("kind", prefix, KindNames()))
		}
	}
	return nil
}

// Rate is a share of cases.
type Rate struct {
	Hits  int     `json:"hits"`
	Of    int     `json:"of"`
	Share float64 `json:"share"` // 0–1; 0 when there are none
}

func (r *Rate) add(hit bool) {
	r.Of++
	if hit {
		r.Hits++
	}
	r.Share = float64(r.Hits) / float64(r.Of)
}

// Report is what was measured.
type Report struct {
	Pictures int `json:"pictures"`
	Files    int `json:"files"`

	Kinds     map[string]*Rate          `json:"kinds"`             // copies merged with their original
	Classes   map[string]*Rate          `json:"classes"`           // the same by class
	Confusion map[string]map[string]int `json:"confusion"`         // class expected, then given
	Precision Rate                      `json:"precision"`         // over all merged pairs whose truth is known
	Recall    Rate                      `json:"recall"`            // over all pairs of copies of one picture, crops apart
	Merged    Rate                      `json:"variants_merged"`   // variants merged with their original
	Reported  Rate                      `json:"variants_reported"` // variants listed as such
	Hard      Rate                      `json:"hard_merged"`       // hard negatives merged with anything of another truth
	Originals []string                  `json:"originals_merged"`  // pairs of different pictures of the folder: look at them, the folder may hold copies
	Wrong     []string                  `json:"wrong"`             // pairs merged wrongly, some of them
	Missed    []string                  `json:"missed"`            // files not found, some of them
	PrintTime float64                   `json:"print_seconds"`     // all fingerprints, one after the other
	RunTime   float64                   `json:"dedup_seconds"`     // the stage
	PrintSize float64                   `json:"print_bytes"`       // mean of a fingerprint
}

// file is one file of the set.
type file struct {
	base int
	kind *kind
	name string
	id   string
	row  dataset.Image
	made dataset.Measured
	took time.Duration
}

// Measure makes the set of folder, runs dedup on it in a temporary workspace, and scores it.
func Measure(ctx context.Context, folder string, o Options, progress dataset.Progress) (report *Report, err error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	bases, err := load(folder, o)
	if err != nil {
		return nil, err
	}
	files, err := derive(ctx, bases, o, progress)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "winnow-labelled-*")
	if err != nil {
		return nil, fmt.Errorf("make a workspace: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	ws := dataset.Workspace{Dir: dir}
	if err := write(ws, files); err != nil {
		return nil, err
	}
	start := time.Now()
	if _, err := dedup.Run(ctx, ws, o.Dedup, progress); err != nil {
		return nil, err
	}
	took := time.Since(start)
	report, err = score(ws, bases, files)
	if err != nil {
		return nil, err
	}
	report.RunTime = took.Seconds()
	return report, nil
}

// base is a picture of the folder.
type base struct {
	path string
	img  *image.NRGBA
}

// load reads the pictures of folder in order of their paths.
func load(folder string, o Options) ([]base, error) {
	var paths []string
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the folder of pictures: %w", err)
	}
	slices.SortFunc(paths, func(x, y string) int { return cmp.Compare(draw(x, o.Seed), draw(y, o.Seed)) })
	side := cmp.Or(o.Side, 640)
	var bases []base
	for _, path := range paths {
		if o.Limit > 0 && len(bases) == o.Limit {
			break
		}
		if half := draw(path, 1) % 2; o.Half == "a" && half != 0 || o.Half == "b" && half != 1 {
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		img, err := decode.Full(data, decode.Options{})
		if err != nil {
			continue // no picture: the folder may hold others' files
		}
		if b := straight(img, side); b != nil {
			bases = append(bases, base{path, b})
		}
	}
	if len(bases) < 2 {
		return nil, fmt.Errorf("%s holds %d pictures that can be used: at least 2 are needed, of 48 pixels or more, not blank", folder, len(bases))
	}
	slices.SortFunc(bases, func(x, y base) int { return cmp.Compare(x.path, y.path) })
	return bases, nil
}

// draw orders files by chance, the same each time for a seed.
func draw(path string, seed uint64) uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", seed, filepath.Base(path))
	return h.Sum64()
}

// straight is the picture as NRGBA, shrunk to side; nil when it is tiny or blank.
func straight(img image.Image, side int) *image.NRGBA {
	b := img.Bounds()
	if min(b.Dx(), b.Dy()) < 48 {
		return nil
	}
	w, h := b.Dx(), b.Dy()
	if long := max(w, h); long > side {
		w, h = max(w*side/long, 16), max(h*side/long, 16)
	}
	out := decode.Resize(img, w, h)
	if variety(onGround(out, 255), out.Rect) < 40 {
		return nil
	}
	return out
}

// derive makes all files and their fingerprints.
func derive(ctx context.Context, bases []base, o Options, progress dataset.Progress) ([]file, error) {
	var files []file
	each := func(yield func(int, error) bool) {
		for i := range bases {
			if !yield(i, nil) {
				return
			}
		}
	}
	work := func(ctx context.Context, i int) []file { return deriveOne(ctx, bases, i, o) }
	emit := func(i int, some []file) error {
		files = append(files, some...)
		progress.Report("draw", int64(i+1), int64(len(bases)), 0)
		return nil
	}
	if err := pool.Ordered(ctx, o.Workers, each, work, emit); err != nil {
		return nil, err
	}
	return files, nil
}

func deriveOne(ctx context.Context, bases []base, i int, o Options) []file {
	var out []file
	for k := range kinds {
		kind := &kinds[k]
		if !wanted(kind.name, o.Kinds) {
			continue
		}
		dice := rand.New(rand.NewPCG(o.Seed+uint64(k), draw(bases[i].path, uint64(k))))
		data := kind.file(source{bases[i].img, otherThan(bases, i), dice})
		if data == nil {
			continue
		}
		f := file{base: i, kind: kind, name: fmt.Sprintf("%05d %s", i, kind.name), id: dataset.IDOf(data)}
		picture := decode.Decode(ctx, f.name, data, decode.Options{})
		if picture.Frame == nil || kind.truth == truthSame && blank(picture.Frame.White.Luma) {
			continue
		}
		f.row = dataset.Image{Path: f.name, ID: f.id, Bytes: int64(len(data))}
		picture.Fill(&f.row)
		start := time.Now()
		f.made = dataset.Measured{ID: f.id, Print: dedup.Print(picture.Frame)}
		f.took = time.Since(start)
		out = append(out, f)
	}
	return out
}

// otherThan is the next picture that is not the same as picture i: a folder may
// hold a picture more than once, and what is made of it twice is no other one.
func otherThan(bases []base, i int) *image.NRGBA {
	for k := 1; k < len(bases); k++ {
		if other := bases[(i+k)%len(bases)].img; !alike(bases[i].img, other) {
			return other
		}
	}
	return bases[(i+1)%len(bases)].img
}

// alike says that two pictures look the same from afar.
func alike(a, b *image.NRGBA) bool {
	const side, shades = 16, 10
	p, q := decode.Resize(onGround(a, 255), side, side), decode.Resize(onGround(b, 255), side, side)
	sum := 0
	for i := range p.Pix {
		d := int(p.Pix[i]) - int(q.Pix[i])
		sum += max(d, -d)
	}
	return sum < shades*side*side*3
}

// blank says that there is nothing to be seen: black ink that was laid on black,
// a corner cut out of a white page. Nobody could say what that is a copy of.
func blank(p dataset.Plane) bool {
	const least = 9 // square of the grey levels
	var sum, squares float64
	for _, v := range p.Pix {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	n := float64(max(len(p.Pix), 1))
	return squares/n-sum*sum/(n*n) < least
}

func wanted(name string, only []string) bool {
	return len(only) == 0 || name == original || slices.ContainsFunc(only, func(o string) bool { return strings.HasPrefix(name, o) })
}

func write(ws dataset.Workspace, files []file) error {
	var images []dataset.Image
	var measured []dataset.Measured
	for _, f := range files {
		images = append(images, f.row)
		measured = append(measured, f.made)
	}
	slices.SortFunc(images, func(a, b dataset.Image) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(measured, func(a, b dataset.Measured) int { return cmp.Compare(a.ID, b.ID) })
	measured = slices.CompactFunc(measured, func(a, b dataset.Measured) bool { return a.ID == b.ID })
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "labelled"}, table.All(images)); err != nil {
		return err
	}
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), nil)
	if err != nil {
		return err
	}
	if err := w.Write(measured...); err != nil {
		return errors.Join(err, w.Abort())
	}
	return w.Commit(dataset.Footer{Stage: "labelled"})
}
