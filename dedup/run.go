package dedup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// Stage is the name in footers and summaries.
const Stage = "dedup"

// Run compares all images of the workspace and writes pairs and groups. Found
// counts files; Dropped counts by class those of which a better one stays.
func Run(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (s dataset.Summary, err error) {
	o = o.withDefaults()
	if err := o.check(); err != nil {
		return dataset.Summary{}, err
	}
	if err := table.Require(ws, dataset.TableImages, dataset.TableMeasures); err != nil {
		return dataset.Summary{}, err
	}
	said, err := readMarks(ctx, ws)
	if err != nil {
		return dataset.Summary{}, err
	}
	references, err := referenceContents(o)
	if err != nil {
		return dataset.Summary{}, err
	}
	plan, err := table.Plan(ws, Stage, recorded{o, PrintVersion, said.digest, references}, 0, dataset.TableImages, dataset.TableMeasures)
	if err != nil {
		return dataset.Summary{}, err
	}
	r := &run{ws: ws, options: o, upToDate: table.Fresh(ws, dataset.TablePairs, plan) && table.Fresh(ws, dataset.TableGroups, plan)}
	if r.upToDate {
		return r.again(said)
	}
	if r.memory, err = openMemory(ws); err != nil {
		return dataset.Summary{}, err
	}
	done := false // what is not looked up in a run that was cut short may be needed yet
	defer func() { s, err = r.memory.conclude(s, err, done) }()
	if err := r.load(said); err != nil {
		return dataset.Summary{}, err
	}
	pairs, groups, err := r.decide(ctx, progress)
	if err != nil {
		return dataset.Summary{}, err
	}
	done = true
	// Groups last: what reads them must find pairs of the same run.
	if err := table.Write(ws.Table(dataset.TablePairs), plan, table.All(pairs)); err != nil {
		return dataset.Summary{}, err
	}
	if err := table.Write(ws.Table(dataset.TableGroups), plan, table.All(groups)); err != nil {
		return dataset.Summary{}, err
	}
	s, err = r.summarize(groups, pairs)
	if note := r.memory.say(); note != "" {
		s.Notes = append(s.Notes, note)
	}
	s.Files = []string{ws.Table(dataset.TablePairs), ws.Table(dataset.TableGroups)}
	return s, err
}

// recorded is what the footers record as options.
type recorded struct {
	Options    Options  `json:"options"`
	Print      int32    `json:"print"`
	Marks      string   `json:"marks,omitempty"`
	References []string `json:"references,omitempty"` // contents of their tables
}

// run is one run of the stage.
type run struct {
	ws       dataset.Workspace
	options  Options
	pictures []picture        // ours, sorted by id, and then those of the references
	own      int              // how many are ours
	numbers  map[string]int32 // of ours, by id
	files    []int32          // of the pictures of the files in the table of images; −1 of those that have none
	memory   *memory          // of earlier runs
	upToDate bool             // all is decided: of the prints, only who is there and whom hashes can tell apart is read

	apart     map[int32][]int32 // pictures of which a person said that they are not the same
	marks     int64             // that a person made and that speak of pictures that are here
	idleMarks int64             // of pictures that are not
}

// load reads all pictures, and who of them stays whatever is found.
func (r *run) load(said marks) error {
	if err := r.loadOwn(); err != nil {
		return err
	}
	if err := r.protect(); err != nil {
		return err
	}
	r.take(said)
	return r.addReferences()
}

// loadOwn reads the fingerprints without their thumbnails' pixels, and what choosing a survivor needs.
func (r *run) loadOwn() error {
	if err := r.loadPrints(); err != nil {
		return err
	}
	r.own = len(r.pictures)
	r.numbers = make(map[string]int32, r.own)
	for i := range r.pictures {
		r.numbers[r.pictures[i].id] = int32(i)
	}
	for img, err := range table.Read[dataset.Image](r.ws.Table(dataset.TableImages)) {
		if err != nil {
			return err
		}
		i, ok := r.find(img.ID)
		if !ok {
			r.files = append(r.files, -1)
			continue
		}
		r.files = append(r.files, int32(i))
		r.pictures[i].learn(&img)
	}
	return nil
}

// loadPrints reads the fingerprints: those of known pictures without their
// thumbnails, which are most of the table, and where nothing is to be decided
// all of them.
func (r *run) loadPrints() error {
	path := r.ws.Table(dataset.TableMeasures)
	switch {
	case r.upToDate:
		for m, err := range table.ReadHashes(path) {
			if err != nil {
				return err
			}
			r.pictures = append(r.pictures, picture{id: m.ID, trust: m.Print.Trust, created: math.MaxInt64})
		}
		return nil
	case r.memory.any():
		return r.loadUnknown(path)
	}
	for m, err := range table.ReadMeasures(path, nil, true) {
		if err == nil {
			err = r.addPicture(&m, keyOf(&m), m.Print.Thumb)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// loadUnknown reads the thumbnails of pictures alone that the memory does not know.
func (r *run) loadUnknown(path string) error {
	thumbs, err := table.OpenThumbs(path)
	if err != nil {
		return err
	}
	defer thumbs.Close() // opened to be read
	row := int64(-1)
	for m, err := range table.ReadHashes(path) {
		if err != nil {
			return err
		}
		row++
		key := keyOf(&m)
		start, known := r.memory.head(key)
		if !known {
			if start, err = thumbs.Row(row); err != nil {
				return err
			}
		}
		if err := r.addPicture(&m, key, start); err != nil {
			return err
		}
	}
	return nil
}

// addPicture adds the picture of a row whose thumbnail begins like that.
func (r *run) addPicture(m *dataset.Measured, key pictureKey, thumb []byte) error {
	p, err := pictureOf(m, thumb)
	if err != nil {
		return fmt.Errorf("read the fingerprint of %s: %w", m.ID, err)
	}
	p.number = r.memory.meet(key, thumb)
	r.pictures = append(r.pictures, p)
	return nil
}

// find is the number of the picture of ours that has that id.
func (r *run) find(id string) (int, bool) {
	i, ok := r.numbers[id]
	return int(i), ok
}

// pictureOf is what the measures table knows of a picture whose thumbnail begins like that.
func pictureOf(m *dataset.Measured, thumb []byte) (picture, error) {
	if m.Print.Version != PrintVersion {
		return picture{}, fmt.Errorf("it is of version %d, and this winnow compares version %d: run `winnow scan` again, which measures what is out of date",
			m.Print.Version, PrintVersion)
	}
	if len(m.Print.Hashes) == 0 {
		return picture{id: m.ID, created: math.MaxInt64}, nil
	}
	p, err := head(thumb)
	if err != nil {
		return p, err
	}
	p.id, p.trust, p.created = m.ID, m.Print.Trust, math.MaxInt64
	p.pixels, p.views, err = hashesOf(&m.Print)
	return p, err
}

// learn takes in what the images table says. Of several files of one id, the
// first gives the path and each may add to the metadata.
func (p *picture) learn(img *dataset.Image) {
	if p.path == "" {
		p.path = img.Path
		p.format, p.mode = img.Format, img.Mode
		p.width, p.height = img.Width, img.Height
		p.damaged = img.Status == dataset.StatusDamaged
	}
	p.metadata = max(p.metadata, metadataOf(img))
	if img.Created != nil {
		p.created = min(p.created, img.Created.Unix())
	}
}

// decide finds, verifies and groups.
func (r *run) decide(ctx context.Context, progress dataset.Progress) (pairs []dataset.Pair, groups []dataset.Group, err error) {
	var nodes []node
	for i := range r.pictures {
		p := &r.pictures[i]
		if p.trust < r.options.MinTrust {
			continue
		}
		for _, v := range p.views {
			nodes = append(nodes, node{v.hash.fold(), int32(i), v.view})
		}
	}
	candidates, err := r.candidatesOf(ctx, nodes)
	if err != nil {
		return nil, nil, err
	}
	g := &grouper{pictures: r.pictures, options: r.options, apart: r.apart, memory: r.memory, dir: r.ws.Dir}
	candidates = slices.DeleteFunc(candidates, func(c candidate) bool { return g.bothOfReference(c.a, c.b) })
	spool, err := r.openSpool(candidates)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, spool.Close()) }()
	g.fetch = spool.fetch
	out, err := g.group(ctx, candidates, progress)
	if err != nil {
		return nil, nil, err
	}
	if !r.options.NoCrops {
		if err := g.findCrops(ctx, &out, progress); err != nil {
			return nil, nil, err
		}
		out.sort()
	}
	out.mustBeStars()
	family := families(r.pictures, out.verdicts, out.links)
	capFamilies(r.pictures, out.verdicts, family, r.options.MaxVariants)
	groups, err = r.rows(out, family)
	return r.pairRows(out.links), groups, err
}

// pairRows are the links by ids. A picture of a reference may have the id of one
// of ours: then two links are one row, or none.
func (r *run) pairRows(links []link) []dataset.Pair {
	pairs := make([]dataset.Pair, 0, len(links))
	for _, l := range links {
		p := dataset.Pair{A: r.pictures[l.a].id, B: r.pictures[l.b].id, Class: l.class, Transform: l.transform, Distance: finite(l.distance)}
		if p.B < p.A {
			p.A, p.B, p.Transform = p.B, p.A, l.reverse
		}
		if p.A != p.B {
			pairs = append(pairs, p)
		}
	}
	slices.SortStableFunc(pairs, func(x, y dataset.Pair) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return slices.CompactFunc(pairs, func(x, y dataset.Pair) bool { return x.A == y.A && x.B == y.B })
}

// rows makes the groups table.
func (r *run) rows(out outcome, family map[int32]int32) ([]dataset.Group, error) {
	losers := map[int32][]int32{}
	for i, v := range out.verdicts {
		if v.survivor != int32(i) {
			losers[v.survivor] = append(losers[v.survivor], int32(i))
		}
	}
	concerned := map[string]bool{}
	for s, some := range losers {
		concerned[r.pictures[s].id] = true
		for _, i := range some {
			concerned[r.pictures[i].id] = true
		}
	}
	notes, err := r.readNotes(concerned)
	if err != nil {
		return nil, err
	}
	for i := range r.pictures[:r.own] { // those of a reference have their rows elsewhere
		if id := r.pictures[i].id; concerned[id] && notes[id] == nil {
			return nil, fmt.Errorf("the table of images has no row of %.12s…, which was measured: the two are not of one scan: `winnow scan` makes them anew", id)
		}
	}
	var rows []dataset.Group
	for i := range r.pictures[:r.own] {
		p, v := &r.pictures[i], out.verdicts[i]
		familyOf := ""
		if f, ok := family[v.survivor]; ok {
			familyOf = r.pictures[f].id
		}
		row := dataset.Group{ID: p.id, Group: r.pictures[v.survivor].id, Survivor: v.survivor == int32(i), Family: familyOf, TagsMerged: []string{}, Posts: []string{}}
		switch some := losers[int32(i)]; {
		case !row.Survivor:
			d := finite(v.distance)
			row.Class, row.Transform, row.Distance = v.class, v.transform, &d
			row.Why = fmt.Sprintf("%s of %s, which is kept: %s", article(v.class), r.pictures[v.survivor].path, whyBetter(&r.pictures[v.survivor], p, v.upright))
		case len(some) > 0:
			best := slices.MinFunc(some, func(x, y int32) int { return compareRank(&r.pictures[x], &r.pictures[y]) })
			row.Why = fmt.Sprintf("best of %d: %s", len(some)+1, whyBetter(p, &r.pictures[best], out.verdicts[best].upright))
			row.TagsMerged = notes.merged(p.id, some, r.pictures)
		case notes[p.id] != nil && notes[p.id].files > 1:
			row.Why = fmt.Sprintf("%d files of the same bytes", notes[p.id].files)
			row.TagsMerged = notes.merged(p.id, nil, r.pictures)
		case familyOf != "":
			row.Why = "a variant of other pictures"
		case p.trust < r.options.MinTrust:
			row.Why = r.whyAlone(p)
		default:
			continue
		}
		rows = append(rows, row)
	}
	return rows, r.findPlaceholders(rows)
}

// whyAlone says why a picture was not searched for by its hashes.
func (r *run) whyAlone(p *picture) string {
	if len(p.views) == 0 {
		return "not compared: it has no pixels that could be hashed"
	}
	return fmt.Sprintf("compared by its pixels only: blank or nearly flat, with structure %.2f where %.2f is needed", p.trust, r.options.MinTrust)
}

func article(class dataset.Class) string {
	return map[dataset.Class]string{
		dataset.ClassPixels: "the same pixels", dataset.ClassCopy: "a copy", dataset.ClassGrey: "the same picture but for colour", dataset.ClassFlip: "a mirror image",
		dataset.ClassRotation: "a turned copy", dataset.ClassCrop: "a crop", dataset.ClassVariant: "a variant",
	}[class]
}

// again gives the summary of what is up to date from the tables. Nothing is
// written, for the workspace may be read-only.
func (r *run) again(said marks) (dataset.Summary, error) {
	if err := r.load(said); err != nil {
		return dataset.Summary{}, err
	}
	groups, err := table.ReadAll[dataset.Group](r.ws.Table(dataset.TableGroups))
	if err != nil {
		return dataset.Summary{}, err
	}
	pairs, err := table.ReadAll[dataset.Pair](r.ws.Table(dataset.TablePairs))
	if err != nil {
		return dataset.Summary{}, err
	}
	s, err := r.summarize(groups, pairs)
	s.UpToDate = true
	return s, err
}

// summarize counts files. A second file of an id is exact; the first counts
// under the class in which its id was merged.
func (r *run) summarize(groups []dataset.Group, pairs []dataset.Pair) (dataset.Summary, error) {
	s := dataset.Summary{Stage: Stage, Dropped: map[string]int64{}, Counts: map[string]int64{"pairs": int64(len(pairs))}}
	classOf := map[string]dataset.Class{}
	survivors, families := map[string]bool{}, map[string]bool{}
	for _, g := range groups {
		if !g.Survivor {
			classOf[g.ID] = g.Class
			survivors[g.Group] = true
		}
		if len(g.Posts) > 0 {
			s.Counts["placeholders"]++
		}
		if g.Family != "" {
			families[g.Family] = true
			s.Counts["variants"]++
		}
	}
	s.Counts["groups"], s.Counts["families"] = int64(len(survivors)), int64(len(families))
	seen := make([]bool, r.own)
	for _, i := range r.files {
		s.Found++
		if i < 0 {
			s.Failed++
			continue
		}
		class := classOf[r.pictures[i].id]
		if seen[i] && r.options.drops(dataset.ClassExact) {
			class = dataset.ClassExact
		}
		seen[i] = true
		if class == "" {
			s.Kept++
		} else {
			s.Dropped[class]++
		}
	}
	for _, class := range slices.Sorted(maps.Keys(s.Dropped)) {
		if s.Dropped[class] == 0 {
			delete(s.Dropped, class)
		}
	}
	for i := range r.pictures[:r.own] {
		if r.pictures[i].trust < r.options.MinTrust {
			s.Counts["compared_by_pixels_only"]++
		}
	}
	r.sayStanding(&s, groups, pairs)
	return s, nil
}
