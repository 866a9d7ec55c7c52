package check

import (
	"slices"
	"sync"

	"github.com/winnow-data/winnow/tags"
)

// Version of the checks: it rises when a caption may be judged otherwise, so
// that stored judgements are made again.
const Version = "13"

// Options say what is judged.
type Options struct {
	Artist bool     `json:"artist" yaml:"artist"` // demand that captions name the artist
	Ignore []string `json:"ignore" yaml:"ignore"` // tags that captions need not state
	Skip   []string `json:"skip" yaml:"skip"`     // kinds of process failures that are fine here, such as list_form
}

// Recall is how many of the demanded tags of a group the caption states.
type Recall struct {
	Covered int `json:"covered"`
	Of      int `json:"of"`
}

// Result is what there is to say of one caption. Lists are sorted as found in
// the tags or the caption, and never nil.
type Result struct {
	Missing      []string               `json:"missing"`      // demanded tags that the caption neither states nor contradicts
	Contradicted []Contradicted         `json:"contradicted"` // tags that it speaks against
	Invented     []string               `json:"invented"`     // visible things that no tag supports
	Process      []string               `json:"process"`      // kinds of process failures
	Score        float64                `json:"score"`        // 0-1
	Covered      []Covered              `json:"covered"`
	Recall       map[tags.Group]*Recall `json:"recall"`
	Coverage     float64                `json:"coverage"` // weighted share of the demanded tags, 1 if there is none
	Untagged     bool                   `json:"untagged"` // there are no tags to judge against: only process failures are told

	claims  []Invented
	process []failure
}

// judges holds the memory of judges that are done.
var judges = sync.Pool{New: func() any { return new(judge) }}

// Check judges a caption of an image with those tags. Finish is why the model
// stopped, as it said, or empty. It is pure and safe for concurrent use.
func Check(c tags.Categories, caption, finish string, o Options) Result {
	j := judges.Get().(*judge)
	defer judges.Put(j)
	r := Result{Missing: []string{}, Contradicted: []Contradicted{}, Invented: []string{}, Process: []string{}, Covered: make([]Covered, 0, len(c.General)+len(c.Character)+len(c.Copyright))}
	r.Untagged = len(c.General)+len(c.Character)+len(c.Copyright) == 0
	j.result = &r
	names := namesOf(c)
	j.read(caption, names)
	j.take(c)
	j.coverage(c, names, o)
	j.process(names, caption, finish, o)
	if !r.unusable() && !r.Untagged {
		if !slices.Contains(r.Process, "wrong_language") {
			j.contradictions()
			j.foreign = names.foreignNames(j.text)
			if len(c.General) > 0 { // names alone do not tell what is to be seen
				j.inventions()
			}
		}
		j.strangers(names)
		j.settle()
	}
	r.Recall = recalls(j.recall)
	j.score()
	j.result = nil
	return r
}

// take readies the judge for the tags of an image.
func (j *judge) take(c tags.Categories) {
	j.general, j.meta, j.crew = c.General, c.Meta, crewOf(c)
	j.plans, j.characters, j.replaced, j.foreign, j.extra = j.plans[:0], j.characters[:0], j.replaced[:0], nil, 0
	j.tagged.begin(len(c.General) + len(c.Meta))
	for _, tag := range c.General {
		j.plans = append(j.plans, planOf(tag))
	}
	for i, p := range j.plans {
		j.tagged.add(p.tag, p.key.hash, i)
	}
	for i, tag := range c.Meta {
		j.tagged.add(tag, hashOf(tag), len(c.General)+i)
	}
	j.tagged.end()
	j.recall = emptied(j.recall, len(tags.Groups))
	j.covered = emptied(j.covered, len(c.General)+len(c.Meta))
	j.folded = emptied(j.folded, len(c.General)+len(c.Meta))
	j.slots, j.values = j.slots[:0], j.values[:0]
	j.about = emptied(j.about, (len(theThings().byTag)+63)/64)
	for _, p := range j.plans {
		for _, n := range p.about {
			j.about[n/64] |= 1 << (n % 64)
		}
		j.slots = append(j.slots, j.tagged.of(p.key)[0])
		for k, hash := range p.folds {
			if j.tagged.lacks(hash) {
				continue
			}
			if at := j.tagged.of(p.folded[k]); len(at) > 0 {
				j.folded[at[0]] = true
			}
		}
		for _, v := range p.values {
			if !slices.Contains(j.values, v) {
				j.values = append(j.values, v)
			}
		}
	}
	j.lifted = j.has("multiple_views") || j.has("comic") || j.has("4koma") || j.has("expressions") || j.has("reference_sheet") || j.has("character_sheet")
}

// recalls are those of the groups of which anything is demanded.
func recalls(of []Recall) map[tags.Group]*Recall {
	all := slices.Clone(of) // what the result keeps
	n := 0
	for g := range all {
		n += min(all[g].Of, 1)
	}
	m := make(map[tags.Group]*Recall, n)
	for g := range all {
		if all[g].Of > 0 {
			m[tags.Groups[g]] = &all[g]
		}
	}
	return m
}

// emptied is a list of n zero values, in the memory of list where it is enough.
func emptied[T any](list []T, n int) []T {
	list = slices.Grow(list[:0], n)[:n]
	clear(list)
	return list
}

// coverage finds the tags that are stated.
func (j *judge) coverage(c tags.Categories, names *nameList, o Options) {
	r := j.result
	j.ignore = o.Ignore
	for _, tag := range c.Character {
		if !slices.Contains(j.characters, tag) {
			j.characters = append(j.characters, tag)
		}
		j.coverName(tag, tags.GroupCharacter, names)
	}
	for _, tag := range c.Copyright {
		if tag != "original" {
			j.coverName(tag, tags.GroupCopyright, names)
		}
	}
	if o.Artist {
		for _, tag := range c.Artist {
			j.coverName(tag, tags.GroupMeta, names)
		}
	}
	for k, p := range j.plans {
		if c := j.cover(p); c != nil {
			j.covered[j.slots[k]] = *c
		}
	}
	j.coverPeople()
	j.coverImplied()
	for k, p := range j.plans {
		c := &j.covered[j.slots[k]]
		if c.Tag != "" {
			r.Covered = append(r.Covered, *c)
		}
		if j.tallied(k) {
			j.tally(p.tag, int(p.place), c.Tag != "")
		}
	}
}

// tallied says that the tag of the k-th plan is demanded of this caption.
func (j *judge) tallied(k int) bool {
	p := j.plans[k]
	return !j.folded[j.slots[k]] && j.demanded(p) && !slices.Contains(j.ignore, p.tag)
}

// tally counts a demanded tag in its group, which is a place in tags.Groups.
func (j *judge) tally(tag string, group int, covered bool) {
	of := &j.recall[group]
	of.Of++
	if covered {
		of.Covered++
		return
	}
	j.result.Missing = append(j.result.Missing, tag)
}

func (j *judge) coverName(tag string, group tags.Group, names *nameList) {
	at, ok := names.seen[tag]
	if !ok {
		at, ok = j.plainName(tag)
	}
	if ok {
		j.result.Covered = append(j.result.Covered, *j.reading.covered(tag, EvidenceExact, at[0], at[1]))
	}
	j.tally(tag, slices.Index(tags.Groups, group), ok)
}

// plainName finds a name that is written without capitals.
func (j *judge) plainName(tag string) ([2]int, bool) {
	name, _ := tags.Unqualified(tag)
	words := nameWords(name)
	if len(words) == 0 || len(words) == 1 && isThing(plainWords(name)[0]) {
		return [2]int{}, false
	}
	for i := range j.text {
		for _, order := range [][]string{words, reversed(words)} {
			k := 0
			for k < len(order) && i+k < len(j.text) && j.text[i+k].name == order[k] {
				k++
			}
			if k == len(order) {
				return [2]int{i, i + k}, true
			}
		}
	}
	return [2]int{}, false
}

func reversed(words []string) []string {
	r := slices.Clone(words)
	slices.Reverse(r)
	return r
}

// demanded says that a good caption states the tag, unless another tag says it
// already: it is visible.
func (j *judge) demanded(p *plan) bool {
	if p.silent {
		return false
	}
	if j.crew.known && (p.tag == "couple" || p.tag == "group" || p.tag == "duo" || p.tag == "trio") {
		return false
	}
	if p.tag == "solo" && j.crew.known || p.tag == "multiple_girls" && j.crew.girls > 1 || p.tag == "multiple_boys" && j.crew.boys > 1 {
		return false
	}
	return true
}

// coverImplied gives a tag the evidence of another that implies it.
func (j *judge) coverImplied() {
	for k, p := range j.plans {
		c := &j.covered[j.slots[k]]
		if c.Tag == "" {
			continue
		}
		for _, tag := range p.implied {
			if at := j.tagged.of(tag); len(at) > 0 && j.covered[at[0]].Tag == "" {
				j.covered[at[0]] = Covered{Tag: tag.word, Evidence: EvidenceImplied, Start: c.Start, End: c.End}
			}
		}
	}
}

// coverPeople decides the tags of how many people there are.
func (j *judge) coverPeople() {
	c := &j.crew
	females, males, neutral, open := 0, 0, 0, false
	first := -1
	for _, n := range j.cast.people {
		if first < 0 {
			first = n.at
		}
		k := n.n
		if k == 0 {
			k, open = 2, true
		}
		switch n.gender {
		case "female":
			females += k
		case "male":
			males += k
		default:
			neutral += k
		}
	}
	tell := func(tag string, at int, ok bool) {
		if tag == "" {
			return
		}
		if !ok || at < 0 {
			if c.known && len(j.at(tag)) == 0 {
				j.covered[j.tagged.at(tag)[0]] = Covered{}
			}
			return
		}
		j.state(*j.reading.covered(tag, EvidenceAlias, at, at+1))
	}
	if first < 0 {
		first = max(j.cast.female, j.cast.male)
	}
	named := len(j.result.Covered)
	plenty := open || j.cast.plural || females+males+neutral > 1 || named > 1
	girl, boy := j.cast.female, j.cast.male
	if first < 0 && named > 0 {
		for i := range j.text {
			if j.text[i].named {
				first = i
				break
			}
		}
	}
	tell(c.girlTag, at(girl, first), (girl >= 0 || neutral > 1 || neutral == 1 && (c.total() == 1 || c.girls == 1 && males >= c.boys) || named > 0 && first >= 0) && (c.girls == 1 || plenty))
	tell(c.boyTag, at(boy, first), (boy >= 0 || neutral > 1 || neutral == 1 && (c.total() == 1 || c.boys == 1 && females >= c.girls) || named > 0 && first >= 0) && (c.boys == 1 || plenty))
	if c.crossed && c.boys == 1 && j.evidence(c.boyTag) == nil {
		if said := j.evidence("otoko_no_ko"); said != nil {
			j.state(Covered{Tag: c.boyTag, Evidence: EvidenceImplied, Start: said.Start, End: said.End})
		}
	}
	if j.has("solo") {
		if females+males+neutral <= 1 && !open {
			if first >= 0 || j.cast.alone >= 0 || named > 0 {
				j.state(Covered{Tag: "solo", Evidence: EvidenceImplied})
			}
		}
	}
	for _, tag := range []string{"multiple_girls", "multiple_boys"} {
		switch {
		case !j.has(tag):
		case plenty:
			j.state(Covered{Tag: tag, Evidence: EvidenceImplied})
		case c.known && c.total() > 1:
			j.covered[j.tagged.at(tag)[0]] = Covered{} // one girl is not several
		}
	}
	if c.none && j.evidence("no_humans") == nil && len(j.cast.people) == 0 && (j.cast.animal || j.cast.female < 0 && j.cast.male < 0) {
		j.state(Covered{Tag: "no_humans", Evidence: EvidenceImplied})
	}
}

func at(i, otherwise int) int {
	if i >= 0 {
		return i
	}
	return otherwise
}

// strangers turns names that no tag allows into failures, and into a
// contradiction where they stand for the character of the tags.
func (j *judge) strangers(names *nameList) {
	list := j.foreign
	if len(list) == 0 {
		return
	}
	j.fail("foreign_name", list[0].from, list[0].to)
	j.otherWork(names)
	if len(list) != 1 && !j.crew.one() || len(j.characters) > 1 && len(j.characters) != j.crew.total() || len(j.characters) == 1 && !j.crew.one() {
		return
	}
	lost := 0
	for _, tag := range j.characters {
		if slices.Contains(j.result.Missing, tag) {
			lost++
		}
	}
	if lost != 1 {
		return
	}
	for _, tag := range j.characters {
		if _, seen := names.seen[tag]; !seen && slices.Contains(j.result.Missing, tag) && j.personName(list[0]) {
			j.contradict(tag, "character", list[0].from, list[0].to)
		}
	}
}

// otherWork holds "from" and a name against the one series of the tags.
func (j *judge) otherWork(names *nameList) {
	work := ""
	for i := range names.names {
		if n := &names.names[i]; n.work {
			if _, seen := names.seen[n.tag]; seen || work != "" && work != n.tag {
				return
			}
			work = n.tag
		}
	}
	if work == "" || !slices.Contains(j.result.Missing, work) {
		return
	}
	for _, f := range j.foreign {
		if f.from > 0 && j.text[f.from].mark == 0 && (j.text[f.from-1].word == "from" || j.text[f.from-1].word == "series") {
			j.contradict(work, "series", f.from, f.to)
			return
		}
	}
}

// personName says that the name is somebody's, by what stands around it.
func (j *judge) personName(f foreign) bool {
	if j.text[f.to-1].possessive {
		return false // "Kudo Shinichi's classmate"
	}
	if f.from > 0 {
		switch j.text[f.from-1].word {
		case "in", "at", "from", "near", "by", "of":
			return false
		}
	}
	return true
}

// settle takes contradicted tags out of the missing ones, and lists what is
// invented.
func (j *judge) settle() {
	r := j.result
	for _, c := range r.Contradicted {
		r.Missing = slices.DeleteFunc(r.Missing, func(tag string) bool {
			return tag == c.Tag || c.Type == "kind" && planOf(tag).base == c.Tag
		})
	}
	slices.SortStableFunc(r.claims, func(a, b Invented) int { return a.Start - b.Start })
	for _, c := range r.claims {
		if c.Weight >= listed {
			r.Invented = append(r.Invented, c.Tag)
		}
	}
	slices.SortStableFunc(r.Contradicted, func(a, b Contradicted) int { return a.Start - b.Start })
}
