// Package retag makes the effective tags of every id: those that were found,
// merged from duplicates, under the names that aliases give, and changed by
// the rules of the recipe and by edits. Sources are never rewritten, and every
// difference is kept with its origin, so that taking a rule away undoes it.
package retag

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// recorded is what the footer of the table keeps.
type recorded struct {
	Options
	AliasesSHA string `json:"aliases_sha,omitempty"`
	Edits      []Rule `json:"edits,omitempty"`
}

// Run writes the tags table: one row for each id of the images table.
func Run(ctx context.Context, ws dataset.Workspace, o Options, progress dataset.Progress) (dataset.Summary, error) {
	summary := dataset.Summary{Stage: "tags", Dropped: map[string]int64{}, Counts: map[string]int64{}}
	m, err := newMaker(ws, o)
	if err != nil {
		return summary, err
	}
	plan, err := table.Plan(ws, "tags", recorded{o, m.aliases.sha, m.edits}, 0, dataset.TableImages, dataset.TableGroups)
	if err != nil {
		return summary, err
	}
	if table.Fresh(ws, dataset.TableTags, plan) {
		return m.unchanged(ws, summary)
	}
	src, err := readSource(ctx, ws)
	if err != nil {
		return summary, err
	}
	if err := m.learn(ws, src); err != nil {
		return summary, err
	}
	w, err := table.Create[dataset.Tagged](ws.Table(dataset.TableTags))
	if err != nil {
		return summary, err
	}
	count := newCounter(len(m.programs))
	for i, f := range src.ids {
		if i%1024 == 0 {
			progress.Report("tags", int64(i), int64(len(src.ids)), 0)
			if ctx.Err() != nil {
				return summary, giveUp(w, ctx.Err())
			}
		}
		p, err := m.make(f)
		if err != nil {
			return summary, giveUp(w, err)
		}
		row := p.row()
		if !f.notImage {
			count.see(&row, p.touched)
		}
		if err := w.Write(row); err != nil {
			return summary, giveUp(w, err)
		}
	}
	progress.Report("tags", int64(len(src.ids)), int64(len(src.ids)), 0)
	if err := w.Commit(plan); err != nil {
		return summary, err
	}
	summary.Found, summary.Kept = src.files, src.files
	count.put(&summary, m)
	summary.Files = []string{ws.Table(dataset.TableTags)}
	return summary, nil
}

func giveUp(w *table.Writer[dataset.Tagged], err error) error {
	if other := w.Abort(); other != nil {
		return fmt.Errorf("%w; and %w", err, other)
	}
	return err
}

// maker holds what the tags of every id are made with.
type maker struct {
	options   Options
	aliases   aliases
	edits     []Rule
	programs  []program // of the recipe's rules and then of the edits
	blacklist []tags.Selector
	source    *source
	merged    map[string]*merged
	traits    map[string][]string // tags that a character's pictures nearly always have
}

func newMaker(ws dataset.Workspace, o Options) (*maker, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	if err := table.Require(ws, dataset.TableImages); err != nil {
		return nil, err
	}
	m := &maker{options: o}
	var err error
	if m.aliases, err = readAliases(o.Aliases); err != nil {
		return nil, err
	}
	if m.edits, err = Edits(ws); err != nil {
		return nil, err
	}
	if m.programs, err = compileRules(append(slices.Clone(o.Rules), m.edits...)); err != nil {
		return nil, err
	}
	for _, text := range o.Blacklist {
		s, err := tags.ParseSelector(text)
		if err != nil {
			return nil, fmt.Errorf("tags: blacklist: %w", err)
		}
		m.blacklist = append(m.blacklist, s)
	}
	return m, nil
}

// learn reads the groups, and what the characters of the set have in common.
func (m *maker) learn(ws dataset.Workspace, src *source) (err error) {
	m.source = src
	m.merged = map[string]*merged{}
	if !m.options.Apart {
		if m.merged, err = readMerged(ws); err != nil {
			return err
		}
	}
	if m.options.Traits == policyDrop {
		m.traits = traitsOf(src)
	}
	return nil
}

// make is the effective tags of one id.
func (m *maker) make(f *found) (*post, error) {
	p := f.post()
	m.source.merge(p, m.merged[f.id])
	m.alias(p)
	for i := range m.programs {
		before := len(p.changes)
		if err := m.programs[i].apply(p); err != nil {
			return nil, fmt.Errorf("tags: rule %d (%s) on %s: %w", i+1, m.programs[i].rule, f.path, err)
		}
		if n := len(p.changes) - before; n > 0 {
			p.touch(i, n)
		}
	}
	m.blacken(p)
	m.dropTraits(p)
	m.imply(p)
	m.cap(p)
	return p, nil
}

func (p *post) touch(rule, changes int) {
	if p.touched == nil {
		p.touched = map[int]int{}
	}
	p.touched[rule] = changes
}

func (m *maker) alias(p *post) {
	if len(m.aliases.to) == 0 {
		return
	}
	for c := range p.lists {
		for i := 0; i < len(p.lists[c]); i++ {
			to, ok := m.aliases.to[p.lists[c][i]]
			if !ok {
				continue
			}
			n := len(p.lists[c])
			p.renameAt(c, i, to, byAlias)
			i -= n - len(p.lists[c])
		}
	}
}

func (m *maker) blacken(p *post) {
	if len(m.blacklist) == 0 {
		return
	}
	for c := range p.lists {
		for i := 0; i < len(p.lists[c]); i++ {
			if slices.ContainsFunc(m.blacklist, func(s tags.Selector) bool { return s.Matches(tags.CategoryNames[c], p.lists[c][i]) }) {
				p.removeAt(c, i, "blacklist", byRule)
				i--
			}
		}
	}
}

func (m *maker) imply(p *post) {
	switch m.options.Implications {
	case policyAdd:
		for _, tag := range slices.Clone(p.lists[0]) {
			for _, more := range tags.Implies(tag) {
				p.add(0, more, tag, byImplication)
			}
		}
	case policyDrop:
		by := map[string]string{}
		for _, tag := range p.lists[0] {
			for _, less := range tags.Implies(tag) {
				if by[less] == "" {
					by[less] = tag
				}
			}
		}
		for i := 0; i < len(p.lists[0]); i++ {
			// Tags that imply each other would both go: the first stays.
			tag := p.lists[0][i]
			if from := by[tag]; from != "" && slices.Contains(p.lists[0], from) {
				p.removeAt(0, i, from, byImplication)
				i--
			}
		}
	}
}

// counter adds up what changed.
type counter struct {
	ids, changed, untagged int64
	contradicting          int64 // merged from duplicates, and with tags that exclude each other
	by                     map[string]int64
	rules                  []int64
}

func newCounter(rules int) *counter {
	return &counter{by: map[string]int64{}, rules: make([]int64, rules)}
}

func (c *counter) see(row *dataset.Tagged, touched map[int]int) {
	c.ids++
	if len(row.Changes) > 0 {
		c.changed++
	}
	if slices.ContainsFunc(row.Changes, func(c dataset.TagChange) bool { return c.By == "merge" }) && len(tags.Conflicts(row.General)) > 0 {
		c.contradicting++
	}
	if len(row.General)+len(row.Character)+len(row.Copyright)+len(row.Artist)+len(row.Meta) == 0 {
		c.untagged++
	}
	for _, change := range row.Changes {
		c.by[change.By+" "+change.Change]++
	}
	for i := range touched {
		c.rules[i]++
	}
}

func (c *counter) put(s *dataset.Summary, m *maker) {
	s.Counts["different images"] = c.ids
	s.Counts["images with changed tags"] = c.changed
	s.Counts["images without tags"] = c.untagged
	if n := c.contradicting; n > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%s tags from duplicates that exclude others of its own: `winnow tags conflicts` lists what contradicts", digits.Form(n, "1 image has", digits.Commas(n)+" images have")))
	}
	for name, n := range c.by {
		s.Counts["tags "+name] = n
	}
	for i, n := range c.rules {
		if n == 0 {
			s.Notes = append(s.Notes, fmt.Sprintf("rule %d (%s) changed nothing", i+1, m.programs[i].rule))
		}
	}
	if n := len(m.aliases.cycles); n > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d aliases lead back to themselves and were left alone, such as %s", n, strings.Join(m.aliases.cycles[:min(3, n)], ", ")))
	}
}

// unchanged gives the numbers of a table that is as it would be made again.
func (m *maker) unchanged(ws dataset.Workspace, s dataset.Summary) (dataset.Summary, error) {
	s.UpToDate = true
	files, none, err := imagesOf(ws)
	if err != nil {
		return s, err
	}
	s.Found, s.Kept = files, files
	count := newCounter(0)
	for row, err := range table.Read[dataset.Tagged](ws.Table(dataset.TableTags)) {
		if err != nil {
			return s, err
		}
		if !none[row.ID] {
			count.see(&row, nil)
		}
	}
	count.put(&s, m)
	return s, nil
}
