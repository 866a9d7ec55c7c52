package dedup

import (
	"fmt"
	"path/filepath"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
	joined "github.com/winnow-data/winnow/internal/view"
)

// standing is how firmly a picture stays, whatever its quality. One that is not
// free is never dropped, and what is the same goes to the one that stands firmest.
type standing uint8

const (
	free        standing = iota
	protected            // by Options.Protect
	chosen               // a person said "keep this"
	ofReference          // it is of a set that ours is compared with, and no picture of ours
)

func (s standing) String() string {
	return [...]string{"it is free to go", "it is protected", "a person chose to keep it", "it is in the reference"}[s]
}

// protect marks the pictures of which the condition is true.
func (r *run) protect() error {
	if r.options.Protect == "" {
		return nil
	}
	v, err := joined.OpenScanned(r.ws)
	if err != nil {
		return err
	}
	condition, err := v.Compile(r.options.Protect)
	if err != nil {
		return fmt.Errorf("dedup: protect: %w", err)
	}
	for row, err := range v.Rows(condition.Columns()) {
		if err != nil {
			return err
		}
		outcome, err := condition.Eval(row.Value)
		if err != nil {
			return fmt.Errorf("dedup: protect, on %s: %w", row.ID, err)
		}
		if i, ok := r.find(row.ID); ok && outcome == expression.True {
			r.pictures[i].standing = max(r.pictures[i].standing, protected)
		}
	}
	return nil
}

// addReferences appends the pictures of the reference sets to ours.
func (r *run) addReferences() error {
	for _, dir := range r.options.Reference {
		ws := dataset.Workspace{Dir: dir}
		if err := table.Require(ws, dataset.TableImages, dataset.TableMeasures); err != nil {
			return fmt.Errorf("read the reference %s: %w", dir, err)
		}
		other := &run{ws: ws, memory: r.memory, upToDate: r.upToDate}
		if err := other.loadOwn(); err != nil {
			return fmt.Errorf("read the reference %s: %w", dir, err)
		}
		name := filepath.Base(dir)
		if source, err := table.SourceOf(ws); err == nil {
			name = filepath.Base(source)
		}
		for _, p := range other.pictures {
			p.standing, p.path = ofReference, name+"/"+p.path
			r.pictures = append(r.pictures, p)
		}
	}
	return nil
}

// referenceContents are the contents of the reference sets, which the result
// depends on.
func referenceContents(o Options) (contents []string, err error) {
	for _, dir := range o.Reference {
		for _, name := range []string{dataset.TableImages, dataset.TableMeasures} {
			footer, err := table.ReadFooter(dataset.Workspace{Dir: dir}.Table(name))
			if err != nil {
				return nil, fmt.Errorf("read the reference %s: %w", dir, err)
			}
			contents = append(contents, footer.Content)
		}
	}
	return contents, nil
}

// bothOfReference says that a pair is of two pictures that are not ours.
func (g *grouper) bothOfReference(a, b int32) bool {
	return g.pictures[a].standing == ofReference && g.pictures[b].standing == ofReference
}

// clash says that both of a pair stay though they are the same, because neither
// is free to go.
func (r *run) clash(p *dataset.Pair) (a, b int, clash bool) {
	a, ours := r.find(p.A)
	b, too := r.find(p.B)
	return a, b, ours && too && r.options.drops(p.Class) && r.pictures[a].standing != free && r.pictures[b].standing != free
}

// clashesSaid is how many conflicts a summary spells out.
const clashesSaid = 5

// sayStanding adds to a summary what standing and marks did.
func (r *run) sayStanding(s *dataset.Summary, groups []dataset.Group, pairs []dataset.Pair) {
	reference := map[string]bool{}
	for i := range r.pictures[r.own:] {
		reference[r.pictures[r.own+i].id] = true
	}
	stays := map[string]int64{"reference_pictures": int64(len(r.pictures) - r.own), "marks": r.marks, "marks_idle": r.idleMarks}
	matched := map[int]bool{} // protected pictures that the reference has
	for i := range r.pictures[:r.own] {
		if p := &r.pictures[i]; p.standing != free {
			stays["protected"]++
			matched[i] = reference[p.id]
		}
	}
	for i := range groups {
		if g := &groups[i]; !g.Survivor && reference[g.Group] {
			stays["in_reference"]++
		}
	}
	for i := range pairs {
		p := &pairs[i]
		a, b, clash := r.clash(p)
		if clash {
			if stays["protected_conflicts"]++; stays["protected_conflicts"] <= clashesSaid {
				s.Notes = append(s.Notes, fmt.Sprintf("both stay though one is %s of the other: %s (%s) and %s (%s)", article(p.Class),
					r.pictures[a].path, r.pictures[a].standing, r.pictures[b].path, r.pictures[b].standing))
			}
		}
		for id, other := range map[string]string{p.A: p.B, p.B: p.A} {
			if i, ours := r.find(id); ours && reference[other] && r.pictures[i].standing != free && r.options.drops(p.Class) {
				matched[i] = true
			}
		}
	}
	for _, in := range matched {
		if in {
			stays["protected_in_reference"]++
		}
	}
	if more := stays["protected_conflicts"] - clashesSaid; more > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("and %d more pairs of which both stay: the table of pairs has them", more))
	}
	for name, n := range stays {
		if n > 0 {
			s.Counts[name] = n
		}
	}
}
