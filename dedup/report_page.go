package dedup

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/thumbnail"
)

//go:embed report.html
var reportText string

//go:embed report.css
var reportStyle string

//go:embed report.js
var reportScript string

var reportTemplate = template.Must(template.New("report").Parse(reportText))

// reportBytes is the room of all thumbnails: as text they are a third larger,
// and a page is to stay below 10 MB.
const reportBytes = 7_000_000

// mergedShown is how many of the tags that a survivor gains are spelled out, and
// conflictsShown of the conflicts.
const (
	mergedShown    = 24
	conflictsShown = 4
)

// reportPage is what the template shows.
type reportPage struct {
	CSS             template.CSS
	JS              template.JS
	Title, Totals   string
	Source, Version string
	Notes           []string
	Chips           []chip
	Shown, LeftOut  string
	Groups          []groupBlock
	BothStay        []groupBlock
	BothStayNote    string
	Families        []groupBlock
	FamiliesNote    string
	Placeholders    []groupBlock
	PlacesNote      string
}

// chip is a class that groups can be filtered by.
type chip struct {
	Class, Word, N string
}

type groupBlock struct {
	Title, Subtitle string
	Classes         string // by spaces
	Doubt           string
	Size            int
	Doubtful        bool
	Wide            bool // more pictures than half a row holds
	Kept            *reportTile
	Dropped         []reportTile
	More            string
	Merged          []mergedTag
	MergedMore      string
	Conflicts       []string
	Posts           []string
}

type mergedTag struct{ Category, Tag string }

// reportTile is one picture.
type reportTile struct {
	JPEG                      template.URL
	Path, ID, Size, Files     string
	Class, Word               string // how it differs from the one that is kept
	Transform, Distance, Bar  string
	Why                       string
	Part                      *partDrawn
	Kept, Doubtful, OfAnother bool
}

// partDrawn is the part of the whole that a crop shows, in per cent.
type partDrawn struct{ X, Y, W, H int }

// HTML writes the report as one file that needs nothing else.
func (r *Report) HTML(ctx context.Context, w io.Writer) error {
	small, err := r.thumbnails(ctx)
	if err != nil {
		return fmt.Errorf("make thumbnails for the report: %w", err)
	}
	if err := reportTemplate.Execute(w, r.page(small)); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// thumbnails makes a small picture of each, by id: those of our source first.
func (r *Report) thumbnails(ctx context.Context) (map[string][]byte, error) {
	bySource, order, seen := map[string][]string{}, []string{r.source}, map[string]bool{}
	ids := map[string][]string{}
	r.pictures(func(p *ReportPicture) {
		if !p.known || seen[p.ID] {
			return
		}
		seen[p.ID] = true
		source := r.source
		if other, ok := r.sources[p.ID]; ok {
			if source = other; bySource[source] == nil {
				order = append(order, source)
			}
		}
		bySource[source] = append(bySource[source], p.Path)
		ids[source] = append(ids[source], p.ID)
	})
	small, room := map[string][]byte{}, reportBytes
	for _, source := range order {
		made, err := thumbnail.Make(ctx, source, bySource[source], room)
		if err != nil {
			return nil, err
		}
		for i, file := range made {
			if file != nil {
				small[ids[source][i]] = file
				room -= len(file)
			}
		}
	}
	return small, nil
}

func (r *Report) page(small map[string][]byte) *reportPage {
	s := r.Summary
	dropped := int64(0)
	for _, n := range s.Dropped {
		dropped += n
	}
	p := &reportPage{CSS: template.CSS(reportStyle), JS: template.JS(reportScript), Source: cmp.Or(r.source, r.ws.Dir), Version: r.Version}
	switch {
	case dropped == 0:
		p.Title = fmt.Sprintf("%s images, and no picture twice", digits.Thin(s.Found))
	case s.Found > 0:
		p.Title = fmt.Sprintf("%.1f %% of %s images are duplicates", 100*float64(dropped)/float64(s.Found), digits.Thin(s.Found))
	}
	p.Totals = fmt.Sprintf("Found %s: %s kept, %s dropped as duplicates in %s groups, %s could not be read.",
		digits.Thin(s.Found), digits.Thin(s.Kept), digits.Thin(dropped), digits.Thin(int64(r.GroupsFound)), digits.Thin(s.Failed))
	if alone := int64(r.GroupsFound) - s.Counts["groups"]; s.Counts["groups"] > 0 && alone > 0 {
		p.Totals += fmt.Sprintf(" %s of the groups %s files of the same bytes alone, which the number of groups that `winnow dedup` prints leaves out.", digits.Thin(alone), digits.Form(alone, "has", "have"))
	}
	for _, class := range dataset.Classes {
		if n := s.Dropped[class]; n > 0 {
			p.Chips = append(p.Chips, chip{class, classWord(class), digits.Thin(n)})
		}
	}
	t := &tiler{small: small, missing: map[string]bool{}, all: map[string]bool{}}
	for i := range r.Groups {
		p.Groups = append(p.Groups, t.group(&r.Groups[i]))
	}
	if left := r.GroupsFound - len(r.Groups); left > 0 {
		p.LeftOut = fmt.Sprintf("Shown are the %d largest groups and the %d most doubtful of the others; %s are left out. The tables have all of them: `winnow show --where 'class != \"\"'`.",
			reportLargest, len(r.Groups)-reportLargest, digits.Thin(int64(left)))
	}
	for i := range r.BothStay {
		p.BothStay = append(p.BothStay, t.pair(&r.BothStay[i]))
	}
	p.BothStayNote = ofAll(len(r.BothStay), r.BothStayAll, "pairs")
	for i := range r.Families {
		p.Families = append(p.Families, t.family(&r.Families[i]))
	}
	p.FamiliesNote = ofAll(len(r.Families), r.FamiliesAll, "families, the largest first")
	for i := range r.Placeholders {
		p.Placeholders = append(p.Placeholders, t.placeholder(&r.Placeholders[i]))
	}
	p.PlacesNote = ofAll(len(r.Placeholders), r.PlacesAll, "placeholders")
	p.Notes = append(p.Notes, s.Notes...)
	if n := len(t.missing); n > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf("%d of %d pictures are not shown: they could not be read from %s, or there was no room left.", n, len(t.all), cmp.Or(r.source, "the source")))
	}
	return p
}

func ofAll(shown, all int, what string) string {
	if shown < all {
		return fmt.Sprintf("%d of %s %s.", shown, digits.Thin(int64(all)), what)
	}
	return ""
}

// tiler makes tiles, and notes of which there is no thumbnail.
type tiler struct {
	small        map[string][]byte
	missing, all map[string]bool
}

func (t *tiler) tile(p *ReportPicture) reportTile {
	out := reportTile{Path: p.Path, ID: p.ID[:min(12, len(p.ID))], Class: p.Class, Transform: p.Transform, Why: p.Why, OfAnother: p.Reference}
	t.all[p.ID] = true
	if file := t.small[p.ID]; file != nil {
		out.JPEG = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(file))
	} else {
		t.missing[p.ID] = true
	}
	if p.Path == "" {
		out.Path = "not in the tables that were read"
	}
	if p.Width > 0 {
		out.Size = fmt.Sprintf("%d×%d %s, %s", p.Width, p.Height, strings.ToUpper(p.Format), bytesText(p.Bytes))
	}
	if n := len(p.Files); n > 0 {
		out.Files = "the same bytes: " + strings.Join(p.Files, ", ")
		if p.MoreFiles > 0 {
			out.Files += fmt.Sprintf(" and %s more files", digits.Thin(int64(p.MoreFiles)))
		}
	}
	if p.Class != "" {
		out.Word = classWord(p.Class)
		out.Distance, out.Doubtful = ofLimit(p.Distance), p.Distance >= doubtful
		out.Bar = fmt.Sprintf("%.0f", 100*min(max(p.Distance, 0), 1))
		if p.Class == dataset.ClassCrop {
			out.Part = partOf(p.Transform)
		}
	}
	return out
}

// partOf reads the part of a crop from its transform, nil where it has none.
func partOf(transform string) *partDrawn {
	var x0, x1, y0, y1 int
	if _, err := fmt.Sscanf(transform, "the part from %d %% to %d %% across and %d %% to %d %% down", &x0, &x1, &y0, &y1); err != nil {
		return nil
	}
	x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, 100), min(y1, 100)
	return &partDrawn{x0, y0, max(x1-x0, 1), max(y1-y0, 1)}
}

func (t *tiler) group(g *ReportGroup) groupBlock {
	kept := t.tile(&g.Kept)
	kept.Kept, kept.Why = true, g.Why
	b := groupBlock{Title: fmt.Sprintf("%s dropped", digits.Thin(int64(g.All))), Doubt: ofLimit(g.Doubt), Size: g.All, Doubtful: g.Doubt >= doubtful, Kept: &kept, Posts: g.Posts}
	var words, counts []string
	for _, class := range dataset.Classes {
		if n := g.Classes[class]; n > 0 {
			words = append(words, class)
			counts = append(counts, fmt.Sprintf("%s × %s", digits.Thin(int64(n)), classWord(class)))
		}
	}
	b.Classes, b.Subtitle = strings.Join(words, " "), strings.Join(counts, ", ")
	shown := len(g.Kept.Files) + g.Kept.MoreFiles
	for i := range g.Dropped {
		d := t.tile(&g.Dropped[i])
		if _, why, ok := strings.Cut(d.Why, ", which is kept: "); ok {
			d.Why = "the other is kept: " + why
		}
		b.Dropped = append(b.Dropped, d)
		shown += 1 + len(g.Dropped[i].Files) + g.Dropped[i].MoreFiles
	}
	b.Wide = len(b.Dropped) > 2
	if more := g.All - shown; more > 0 {
		b.More = fmt.Sprintf("and %s more, which are nearer to it", digits.Thin(int64(more)))
	}
	for _, tag := range g.Merged[:min(mergedShown, len(g.Merged))] {
		category, name, _ := strings.Cut(tag, ":")
		b.Merged = append(b.Merged, mergedTag{category, name})
	}
	if more := len(g.Merged) - mergedShown; more > 0 {
		b.MergedMore = fmt.Sprintf("and %s more", digits.Thin(int64(more)))
	}
	b.Conflicts = g.Conflicts[:min(conflictsShown, len(g.Conflicts))]
	if more := len(g.Conflicts) - conflictsShown; more > 0 {
		b.Conflicts = append(b.Conflicts, fmt.Sprintf("and %d more", more))
	}
	return b
}

func (t *tiler) pair(p *ReportPair) groupBlock {
	a, b := t.tile(&p.A), t.tile(&p.B)
	a.Kept = true
	return groupBlock{Title: "Both stay", Subtitle: classWord(p.B.Class), Classes: p.B.Class, Doubt: ofLimit(p.B.Distance), Kept: &a, Dropped: []reportTile{b}}
}

func (t *tiler) family(f *ReportFamily) groupBlock {
	b := groupBlock{Title: fmt.Sprintf("%s variants of a drawing", digits.Thin(int64(f.All))), Classes: dataset.ClassVariant}
	for i := range f.Pictures {
		b.Dropped = append(b.Dropped, t.tile(&f.Pictures[i]))
	}
	b.Wide = len(b.Dropped) > 3
	if more := f.All - len(f.Pictures); more > 0 {
		b.More = fmt.Sprintf("and %s more", digits.Thin(int64(more)))
	}
	return b
}

func (t *tiler) placeholder(g *ReportGroup) groupBlock {
	kept := t.tile(&g.Kept)
	kept.Why = g.Why
	posts := g.Posts
	b := groupBlock{Title: fmt.Sprintf("Under %d posts", len(posts)), Kept: &kept}
	if len(posts) == postsListed {
		b.Title = fmt.Sprintf("Under %d posts or more", len(posts))
	}
	const named = 12
	b.Posts = posts[:min(named, len(posts))]
	if more := len(posts) - named; more > 0 {
		b.More = fmt.Sprintf("and %d more", more)
	}
	return b
}

// classWord is a class in a word of its own.
func classWord(class dataset.Class) string {
	return map[dataset.Class]string{
		dataset.ClassExact: "same bytes", dataset.ClassPixels: "same pixels", dataset.ClassCopy: "copy", dataset.ClassGrey: "grey", dataset.ClassFlip: "mirrored",
		dataset.ClassRotation: "turned", dataset.ClassCrop: "crop", dataset.ClassVariant: "variant",
	}[class]
}

func bytesText(n int64) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d bytes", n)
}
