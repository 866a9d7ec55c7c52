package dedup

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// How much a report shows. The tables have the rest.
const (
	reportLargest      = 100 // groups
	reportDoubtful     = 100 // and so many more
	reportMembers      = 11  // pictures of a group besides the survivor
	reportFamilies     = 40
	reportVariants     = 8 // pictures of a family
	reportPlaceholders = 40
	reportBothStay     = 24 // pairs
	reportPaths        = 5  // files of the same bytes, by name
)

// Report is the groups that dedup made, as far as a page shows them: the
// largest, and those that were decided nearest to a limit.
type Report struct {
	Summary      dataset.Summary
	Version      string // of the program, empty if it is not known
	GroupsFound  int
	Groups       []ReportGroup // the most doubtful first
	Families     []ReportFamily
	FamiliesAll  int
	Placeholders []ReportGroup
	PlacesAll    int
	BothStay     []ReportPair
	BothStayAll  int

	ws      dataset.Workspace
	source  string
	sources map[string]string // folders of ids that are of a reference
}

// ReportGroup is a survivor and what went to it.
type ReportGroup struct {
	Kept      ReportPicture
	Why       string
	Dropped   []ReportPicture // the most doubtful first, at most reportMembers
	All       int             // how many files went, those of the same bytes too
	Doubt     float64         // the largest distance, 0 to 1
	Classes   map[dataset.Class]int
	Merged    []string // tags that the survivor gains
	Conflicts []string
	Posts     []string
}

// ReportPicture is one picture of a group.
type ReportPicture struct {
	ID, Path      string
	Files         []string // further paths of the same bytes, at most reportPaths
	MoreFiles     int      // that are not among those
	Width, Height int32
	Format        string
	Bytes         int64
	Class         dataset.Class
	Transform     string
	Distance      float64
	Why           string
	Reference     bool // it is of a set that ours was compared with

	rating  string
	artists []string
	paths   int
	known   bool
}

// ReportFamily is pictures that are variants of one another; all stay.
type ReportFamily struct {
	Pictures []ReportPicture
	All      int
}

// ReportPair is two pictures that are the same and both stay.
type ReportPair struct {
	A, B ReportPicture
}

// reporter gathers a report.
type reporter struct {
	*Report
	ctx   context.Context
	files map[[32]byte]int32 // of ids of several files, how many
	stars map[string]*starSize
	gone  map[[32]byte]bool // ids that do not survive
}

// starSize is what choosing the groups to show needs of each.
type starSize struct {
	dropped int
	doubt   float64
}

// ReportOf gathers the report of a workspace whose tables are those of the run
// that gave the summary.
func ReportOf(ctx context.Context, ws dataset.Workspace, o Options, s dataset.Summary) (*Report, error) {
	r := &reporter{Report: &Report{Summary: s, ws: ws, sources: map[string]string{}}, ctx: ctx}
	if source, err := table.SourceOf(ws); err == nil {
		r.source = source
	}
	if err := r.countFiles(); err != nil {
		return nil, err
	}
	families, posts, err := r.measureStars()
	if err != nil {
		return nil, err
	}
	chosen := r.chooseGroups()
	if err := r.readGroups(chosen, largestKeys(families, reportFamilies), largestKeys(posts, reportPlaceholders)); err != nil {
		return nil, err
	}
	if err := r.readBothStay(); err != nil {
		return nil, err
	}
	if err := r.describe(o.Reference); err != nil {
		return nil, err
	}
	r.finish()
	return r.Report, nil
}

// rawID is an id in 32 bytes.
func rawID(id string) (raw [32]byte) {
	_, _ = hex.Decode(raw[:], []byte(id)) // what is no id is found nowhere
	return raw
}

// countFiles counts the files of ids that have several.
func (r *reporter) countFiles() error {
	type row struct {
		ID string `parquet:"id"`
	}
	all := map[[32]byte]int32{}
	for img, err := range table.Read[row](r.ws.Table(dataset.TableImages)) {
		if err == nil {
			err = r.ctx.Err()
		}
		if err != nil {
			return err
		}
		if img.ID != "" {
			all[rawID(img.ID)]++
		}
	}
	r.files = map[[32]byte]int32{}
	for id, n := range all {
		if n > 1 {
			r.files[id] = n
		}
	}
	return nil
}

func (r *reporter) further(id string) int { return max(int(r.files[rawID(id)])-1, 0) }

// measureStars reads the groups once: how large and how doubtful each is, how
// large each family, and how many posts each placeholder has.
func (r *reporter) measureStars() (families, posts map[string]int, err error) {
	r.stars, r.gone, families, posts = map[string]*starSize{}, map[[32]byte]bool{}, map[string]int{}, map[string]int{}
	star := func(id string) *starSize {
		if r.stars[id] == nil {
			r.stars[id] = &starSize{}
		}
		return r.stars[id]
	}
	for g, err := range table.Read[dataset.Group](r.ws.Table(dataset.TableGroups)) {
		if err == nil {
			err = r.ctx.Err()
		}
		if err != nil {
			return nil, nil, err
		}
		if more := r.further(g.ID); more > 0 {
			star(g.Group).dropped += more
		}
		if g.Survivor {
			if g.Family != "" {
				families[g.Family]++
			}
			if len(g.Posts) > 0 {
				posts[g.ID] = len(g.Posts)
			}
			continue
		}
		r.gone[rawID(g.ID)] = true
		s := star(g.Group)
		s.dropped++
		s.doubt = max(s.doubt, distanceOf(&g))
	}
	r.GroupsFound, r.FamiliesAll, r.PlacesAll = len(r.stars), len(families), len(posts)
	return families, posts, nil
}

func distanceOf(g *dataset.Group) float64 {
	if g.Distance == nil {
		return 0
	}
	return *g.Distance
}

// chooseGroups is the largest groups and the most doubtful of the others.
func (r *reporter) chooseGroups() map[string]bool {
	ids := make([]string, 0, len(r.stars))
	for id := range r.stars {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y string) int {
		return cmp.Or(cmp.Compare(r.stars[y].dropped, r.stars[x].dropped), cmp.Compare(r.stars[y].doubt, r.stars[x].doubt), cmp.Compare(x, y))
	})
	chosen := map[string]bool{}
	for _, id := range ids[:min(reportLargest, len(ids))] {
		chosen[id] = true
	}
	rest := ids[len(chosen):]
	slices.SortFunc(rest, func(x, y string) int {
		return cmp.Or(cmp.Compare(r.stars[y].doubt, r.stars[x].doubt), cmp.Compare(r.stars[y].dropped, r.stars[x].dropped), cmp.Compare(x, y))
	})
	for _, id := range rest[:min(reportDoubtful, len(rest))] {
		chosen[id] = true
	}
	return chosen
}

// largestKeys are the names of the largest numbers.
func largestKeys(of map[string]int, most int) map[string]bool {
	names := make([]string, 0, len(of))
	for name := range of {
		names = append(names, name)
	}
	slices.SortFunc(names, func(x, y string) int { return cmp.Or(cmp.Compare(of[y], of[x]), cmp.Compare(x, y)) })
	out := map[string]bool{}
	for _, name := range names[:min(most, len(names))] {
		out[name] = true
	}
	return out
}

// readGroups reads the groups again and keeps the rows that are shown.
func (r *reporter) readGroups(chosen, families, places map[string]bool) error {
	groups, family := map[string]*ReportGroup{}, map[string]*ReportFamily{}
	group := func(id string) *ReportGroup {
		if groups[id] == nil {
			groups[id] = &ReportGroup{Kept: ReportPicture{ID: id, Reference: true}, All: r.stars[id].dropped, Doubt: r.stars[id].doubt, Classes: map[dataset.Class]int{}}
		}
		return groups[id]
	}
	for g, err := range table.Read[dataset.Group](r.ws.Table(dataset.TableGroups)) {
		if err == nil {
			err = r.ctx.Err()
		}
		if err != nil {
			return err
		}
		if chosen[g.Group] {
			group(g.Group).add(&g, r.further(g.ID))
		}
		if !g.Survivor {
			continue
		}
		if families[g.Family] {
			f := family[g.Family]
			if f == nil {
				f = &ReportFamily{}
				family[g.Family] = f
			}
			if f.All++; len(f.Pictures) < reportVariants {
				f.Pictures = append(f.Pictures, ReportPicture{ID: g.ID})
			}
		}
		if places[g.ID] {
			p := ReportGroup{Kept: ReportPicture{ID: g.ID}, Why: g.Why, Posts: g.Posts}
			if s := r.stars[g.ID]; s != nil {
				p.All = s.dropped
			}
			r.Placeholders = append(r.Placeholders, p)
		}
	}
	for _, g := range groups {
		r.Groups = append(r.Groups, *g)
	}
	for _, f := range family {
		r.Families = append(r.Families, *f)
	}
	slices.SortFunc(r.Groups, func(x, y ReportGroup) int {
		return cmp.Or(cmp.Compare(y.Doubt, x.Doubt), cmp.Compare(y.All, x.All), cmp.Compare(x.Kept.ID, y.Kept.ID))
	})
	slices.SortFunc(r.Families, func(x, y ReportFamily) int {
		return cmp.Or(cmp.Compare(y.All, x.All), cmp.Compare(x.Pictures[0].ID, y.Pictures[0].ID))
	})
	slices.SortFunc(r.Placeholders, func(x, y ReportGroup) int {
		return cmp.Or(cmp.Compare(len(y.Posts), len(x.Posts)), cmp.Compare(x.Kept.ID, y.Kept.ID))
	})
	return nil
}

// add takes a row into its group, of whose dropped pictures the most doubtful
// are kept.
func (g *ReportGroup) add(row *dataset.Group, further int) {
	if further > 0 {
		g.Classes[dataset.ClassExact] += further
	}
	if row.Survivor {
		g.Kept.Reference = false
		g.Why, g.Merged, g.Posts = row.Why, row.TagsMerged, row.Posts
		return
	}
	g.Classes[row.Class]++
	p := ReportPicture{ID: row.ID, Class: row.Class, Transform: row.Transform, Distance: distanceOf(row), Why: row.Why}
	at, _ := slices.BinarySearchFunc(g.Dropped, p, func(x, y ReportPicture) int {
		return cmp.Or(cmp.Compare(y.Distance, x.Distance), cmp.Compare(x.ID, y.ID))
	})
	if at < reportMembers {
		g.Dropped = slices.Insert(g.Dropped, at, p)
		g.Dropped = g.Dropped[:min(len(g.Dropped), reportMembers)]
	}
}

// readBothStay finds the pairs that are the same and of which both survive.
func (r *reporter) readBothStay() error {
	for p, err := range table.Read[dataset.Pair](r.ws.Table(dataset.TablePairs)) {
		if err == nil {
			err = r.ctx.Err()
		}
		if err != nil {
			return err
		}
		if p.Class == dataset.ClassVariant || r.gone[rawID(p.A)] || r.gone[rawID(p.B)] {
			continue
		}
		if r.BothStayAll++; len(r.BothStay) < reportBothStay {
			r.BothStay = append(r.BothStay, ReportPair{A: ReportPicture{ID: p.A}, B: ReportPicture{ID: p.B, Class: p.Class, Transform: p.Transform, Distance: p.Distance}})
		}
	}
	return nil
}

// pictures calls f with every picture of the report, in the order in which they
// are given room.
func (r *Report) pictures(f func(*ReportPicture)) {
	for i := range r.Groups {
		f(&r.Groups[i].Kept)
		for k := range r.Groups[i].Dropped {
			f(&r.Groups[i].Dropped[k])
		}
	}
	for i := range r.BothStay {
		f(&r.BothStay[i].A)
		f(&r.BothStay[i].B)
	}
	for i := range r.Placeholders {
		f(&r.Placeholders[i].Kept)
	}
	for i := range r.Families {
		for k := range r.Families[i].Pictures {
			f(&r.Families[i].Pictures[k])
		}
	}
}

// describe finds the files of the pictures, ours first and then those of the
// references.
func (r *reporter) describe(references []string) error {
	wanted := map[string][]*ReportPicture{}
	r.pictures(func(p *ReportPicture) { wanted[p.ID] = append(wanted[p.ID], p) })
	if err := describeFrom(r.ctx, r.ws, wanted); err != nil {
		return err
	}
	for _, dir := range references {
		missing := map[string][]*ReportPicture{}
		for id, some := range wanted {
			if !some[0].known {
				missing[id] = some
			}
		}
		if len(missing) == 0 {
			return nil
		}
		ws := dataset.Workspace{Dir: dir}
		if err := describeFrom(r.ctx, ws, missing); err != nil {
			return err
		}
		source, err := table.SourceOf(ws)
		if err != nil {
			continue // it was not scanned from a folder: its pictures are named, not shown
		}
		for id, some := range missing {
			if some[0].known {
				r.sources[id] = source
			}
		}
	}
	return nil
}

func describeFrom(ctx context.Context, ws dataset.Workspace, wanted map[string][]*ReportPicture) error {
	for img, err := range table.Read[dataset.Image](ws.Table(dataset.TableImages)) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		for _, p := range wanted[img.ID] {
			p.learn(&img)
		}
	}
	return nil
}

func (p *ReportPicture) learn(img *dataset.Image) {
	if p.paths++; p.known {
		if len(p.Files) < reportPaths {
			p.Files = append(p.Files, img.Path)
		} else {
			p.MoreFiles++
		}
		return
	}
	p.known = true
	p.Path, p.Width, p.Height, p.Format, p.Bytes = img.Path, img.Width, img.Height, img.Format, img.Bytes
	p.rating, p.artists = img.Rating, img.TagsArtist
}

// finish says where the metadata of a group disagrees.
func (r *reporter) finish() {
	for i := range r.Groups {
		g := &r.Groups[i]
		for k := range g.Dropped {
			d := &g.Dropped[k]
			if d.rating != "" && g.Kept.rating != "" && d.rating != g.Kept.rating {
				g.Conflicts = append(g.Conflicts, fmt.Sprintf("rating %s, but %s of %s", g.Kept.rating, d.rating, d.Path))
			}
			if len(d.artists) > 0 && len(g.Kept.artists) > 0 && !slices.ContainsFunc(d.artists, func(a string) bool { return slices.Contains(g.Kept.artists, a) }) {
				g.Conflicts = append(g.Conflicts, fmt.Sprintf("artist %s, but %s of %s", g.Kept.artists[0], d.artists[0], d.Path))
			}
		}
	}
}

// doubtful is the distance from which a decision is called so.
const doubtful = .8

// ofLimit writes a distance as the page does.
func ofLimit(d float64) string { return fmt.Sprintf("%.2f", math.Round(100*d)/100) }
