package check

import (
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

// Evidence says how a caption states a tag, the surest first.
const (
	EvidenceExact      = "exact"      // in the tag's own words
	EvidenceInflected  = "inflected"  // in another number, tense or spelling
	EvidenceAlias      = "alias"      // in other words
	EvidenceDecomposed = "decomposed" // its parts in one phrase or sentence
	EvidenceImplied    = "implied"    // by something that implies it
)

// Covered is a tag that the caption states, and where.
type Covered struct {
	Tag      string `json:"tag"`
	Evidence string `json:"evidence"`
	Start    int    `json:"start"` // bytes of the caption; both 0 where no place can be named
	End      int    `json:"end"`
}

// reading is a caption read: everything that the checks look at.
type reading struct {
	caption  string
	text     []token
	mentions []mention
	claims   []claim
	cast     cast
	found    []Covered // evidence, also of what comes to nothing
	lemmas   index
	stems    index
	classes  map[string][]int32 // places of the things of each class, as they are asked for
	deniedAt map[string]int     // tags that were found denied only, and where
}

func (r *reading) read(caption string, names *nameList) {
	r.caption = caption
	r.text = appendTokens(r.text[:0], caption)
	names.mark(r.text)
	scopes(r.text)
	r.mentions = chunks(r.text, r.mentions[:0])
	r.claims = states(r.text, r.claims[:0])
	r.cast = castOf(r.text, r.mentions, r.cast.people[:0])
	r.found = r.found[:0]
	r.index()
	r.classes, r.deniedAt = nil, nil
}

// index notes where each lemma and stem stands.
func (r *reading) index() {
	n := 0
	for i := range r.text {
		if r.text[i].hyphen > 0 {
			n += len(r.text[i].parts)
		}
	}
	r.lemmas.begin(len(r.text))
	r.stems.begin(len(r.text) + n)
	for i := range r.text {
		t := &r.text[i]
		r.lemmas.add(t.lemma, t.hashes.lemma, i)
		r.stems.add(t.stem, t.hashes.stem, i)
		if t.hyphen > 0 {
			for _, stem := range t.parts {
				r.stems.add(stem.word, stem.hash, i)
			}
		}
	}
	r.lemmas.end()
	r.stems.end()
}

// at are the places of a lemma.
func (r *reading) at(lemma string) []int32 { return r.lemmas.at(lemma) }

func (r *reading) covered(tag, evidence string, from, to int) *Covered {
	r.found = append(r.found, Covered{Tag: tag, Evidence: evidence, Start: r.text[from].start, End: r.text[to-1].end})
	return &r.found[len(r.found)-1]
}

// cover finds how the caption states the tag of p, or nil.
func (r *reading) cover(p *plan) *Covered {
	if places := r.lemmas.of(p.leaked); len(places) > 0 {
		return r.covered(p.tag, EvidenceExact, int(places[0]), int(places[0])+1)
	}
	if p.hue != 0 {
		if c := r.coverColour(p); c != nil {
			return c
		}
		if p.base == "background" {
			if c := r.coverForms(p); c != nil {
				return c
			}
		}
		if r.boundOtherwise(p) {
			return r.coverGist(p)
		}
	}
	for _, v := range p.values {
		if v.of.name == "season" && p.tag == "snowing" {
			continue // winter tells of no snow that falls
		}
		if v.of.name == "hour" && heavenly[p.tag] {
			continue // not every night has a moon
		}
		for k := range r.claims {
			if r.claims[k].value == v && !r.claims[k].denied {
				return r.covered(p.tag, EvidenceAlias, r.claims[k].from, r.claims[k].to)
			}
		}
	}
	if c := r.coverSpecial(p); c != nil {
		return c
	}
	if c := r.coverForms(p); c != nil {
		return c
	}
	if c := r.coverThing(p); c != nil {
		return c
	}
	if c := r.coverParts(p); c != nil {
		return c
	}
	return r.coverGist(p)
}

// heavenly are tags of what is seen at night, which no word for the hour states.
var heavenly = wordSet("full_moon crescent_moon moonlight starry_sky")

// coverColour finds a mention of the coloured thing in its colour.
func (r *reading) coverColour(p *plan) *Covered {
	for k := range r.mentions {
		m := &r.mentions[k]
		if !m.coloured || !m.maybe || !p.accepts(m.hue) || !m.isOne(p.bases) && !(m.things[0].class == "animal" && (p.base == "fur" || p.base == "feathers" || p.base == "scales")) {
			continue
		}
		from, to := m.phrase()
		return r.covered(p.tag, EvidenceDecomposed, from, to)
	}
	if p.base == "hair" {
		if c := r.coverBlonde(p); c != nil {
			return c
		}
		return r.coverStreaks(p)
	}
	if p.hueName == "two-tone" || p.hueName == "multicolored" {
		return r.coverMixed(p)
	}
	if p.group == tags.GroupAttire {
		return r.coverDressed(p)
	}
	return nil
}

// coverBlonde finds colours that only hair has: "blonde drills", "a brunette".
func (r *reading) coverBlonde(p *plan) *Covered {
	for _, w := range [...]string{"blonde", "blond", "brunette", "redhead"} {
		for _, i := range r.at(w) {
			s, ok := shadeOf(w)
			if w == "redhead" {
				s, ok = shadeOf("red")
			}
			if ok && s.says&p.hue != 0 && r.text[i].there() {
				return r.covered(p.tag, EvidenceAlias, int(i), int(i)+1)
			}
		}
	}
	return nil
}

// coverMixed finds a thing of several colours: "a black and white kitten".
func (r *reading) coverMixed(p *plan) *Covered {
	for k := range r.mentions {
		m := &r.mentions[k]
		if m.there && m.coloured && m.hueTo-m.hueFrom > 1 && (m.isOne(p.bases) || m.things[0].class == "animal" && p.base == "fur") {
			from, to := m.phrase()
			return r.covered(p.tag, EvidenceDecomposed, from, to)
		}
	}
	return nil
}

// coverStreaks finds the colours of "streaks of red" and "fades from blue to pink".
func (r *reading) coverStreaks(p *plan) *Covered {
	for k := range r.mentions {
		m := &r.mentions[k]
		if m.there && m.coloured && m.things[0].tag == "tips" && m.hue.says&p.hue != 0 {
			from, to := m.phrase()
			return r.covered(p.tag, EvidenceDecomposed, from, to)
		}
		if !m.there || !m.partly {
			continue
		}
		for i := m.from; i < len(r.text) && i < m.from+16 && r.text[i].sent == r.text[m.from].sent; i++ {
			if r.text[i].hue.says&p.hue != 0 && !r.text[i].denied {
				return r.covered(p.tag, EvidenceDecomposed, i, i+1)
			}
		}
	}
	return nil
}

// coverDressed finds "a woman in red" and "dressed in black".
func (r *reading) coverDressed(p *plan) *Covered {
	for _, i := range append(append(slices.Clip(r.at("in")), r.at("wear")...), r.at("wearing")...) {
		for j := int(i) + 1; j < len(r.text) && j < int(i)+4 && r.text[j].mark == 0; j++ {
			if r.text[j].hue.says&p.hue != 0 && r.text[j].there() && (colourEnds(r.text, j) || j+1 < len(r.text) && (r.text[j+1].mark != 0 || r.text[j+1].kind == 0 && r.text[j+1].lemma != r.text[j+1].word && !r.text[j+1].thing)) {
				return r.covered(p.tag, EvidenceDecomposed, j, j+1)
			}
		}
	}
	return nil
}

// isOne says that the mention is of one of the things, or of a kind of one, or
// of what one is a kind of.
func (m *mention) isOne(of []*thing) bool {
	for _, t := range m.things {
		for _, b := range of {
			if t.is(b) || b.is(t) || t.class == "hairpart" && b.class == "hairpart" || t.class == "hairstyle" && b.tag == "hair" {
				return true
			}
		}
	}
	return false
}

// boundOtherwise says that the chunker knows the tag's thing well, so that its
// words lying about in a sentence are no evidence.
func (r *reading) boundOtherwise(p *plan) bool {
	return len(p.bases) > 0
}

func (r *reading) coverForms(p *plan) *Covered {
	for f, hash := range p.firsts {
		if r.lemmas.lacks(hash) {
			continue
		}
		words := p.forms[f].words
		for _, i := range r.lemmas.of(term{words[0], hash}) {
			to, ok := r.loosely(int(i), words)
			if !ok {
				continue
			}
			first, last := &r.text[i], &r.text[to-1]
			if first.quoted || last.quoted || last.compared {
				continue
			}
			if last.gone() && !saysNo(words) {
				if _, ok := r.deniedAt[p.tag]; !ok && first.denied && p.forms[f].kind != tags.FormAlias {
					if r.deniedAt == nil {
						r.deniedAt = map[string]int{}
					}
					r.deniedAt[p.tag] = int(i)
				}
				continue
			}
			if len(words) == 1 && p.group != tags.GroupMeta && last.named {
				continue
			}
			return r.covered(p.tag, string(p.forms[f].kind), int(i), to)
		}
	}
	return nil
}

// saysNo says that the form itself is a denial, such as "without sleeves".
func saysNo(words []string) bool {
	return negations[words[0]]
}

// loosely matches words from i on, with describing words between them.
func (r *reading) loosely(i int, words []string) (to int, ok bool) {
	j := i + 1
	skipped := 0
	for _, w := range words[1:] {
		for {
			if j >= len(r.text) || r.text[j].mark == '.' || r.text[j].mark == ';' {
				return 0, false
			}
			t := &r.text[j]
			if t.lemma == w || alikeDeterminers(w, t) {
				break
			}
			if skipped >= 3 || t.mark != 0 || t.kind&(adverb|adjective|determiner|colourWord) == 0 && !(len(words) > 2 && t.kind == 0) {
				return 0, false
			}
			skipped++
			j++
		}
		j++
	}
	return j, true
}

// coverThing finds a mention of the thing, or of a kind of it.
func (r *reading) coverThing(p *plan) *Covered {
	want := p.object
	prefix := false
	if want == nil && len(p.things) == 1 && p.hue == 0 {
		if rest, ok := strings.CutPrefix(p.tag, "holding_"); ok && len(rest) > 0 {
			want, prefix = p.things[0], true
		}
	}
	if want == nil {
		return nil
	}
	for k := range r.mentions {
		m := &r.mentions[k]
		if !m.maybe || m.depicted && want.class == "animal" {
			continue
		}
		if !m.head && want.class == "animal" {
			continue
		}
		for _, t := range m.things {
			if t == want || t.is(want) || want.class == "feature" && want.is(t) {
				evidence := EvidenceAlias
				if prefix {
					evidence = EvidenceDecomposed
				}
				return r.covered(p.tag, evidence, m.from, m.to)
			}
		}
	}
	return nil
}

// window is how far apart the parts of a tag may stand.
const window = 11

// coverParts finds all the words of the tag in one sentence.
func (r *reading) coverParts(p *plan) *Covered {
	if len(p.content) == 0 || r.lacks(p.stems) || r.rivalled(p) {
		return nil
	}
	for _, i := range r.places(0, p) {
		from, to := int(i), int(i)+1
		t := &r.text[i]
		if t.gone() || t.quoted || t.compared {
			continue
		}
		whole := true
		for k := 1; k < len(p.content) && whole; k++ {
			near := -1
			for _, j := range r.places(k, p) {
				u := &r.text[j]
				if (u.sent == t.sent && abs(int(j)-int(i)) < window || k > 0 && (p.role || p.object != nil && r.backTo(int(i), int(j)))) && !u.gone() && !u.quoted {
					near = int(j)
					break
				}
			}
			whole = near >= 0
			from, to = min(from, max(near, 0)), max(to, near+1)
		}
		if whole {
			return r.covered(p.tag, EvidenceDecomposed, from, to)
		}
	}
	return nil
}

// backTo says that the noun at j is one that was spoken of at i: the basket of
// "a picnic … the basket".
func (r *reading) backTo(i, j int) bool {
	return i < j && j > 0 && r.text[j].mark == 0 && r.text[j-1].word == "the" && r.text[j].sent-r.text[i].sent <= 2
}

// lacks says at a glance that the text has no stem of some group.
func (r *reading) lacks(n needs) bool {
	have := false
	for _, hash := range n {
		switch {
		case hash != 0:
			have = have || !r.stems.lacks(hash)
		case !have:
			return true
		default:
			have = false
		}
	}
	return false
}

// rivalled says that the caption names a rival of the tag's thing, whose words
// are then no evidence: cat ears beside a fox's tail do not state fox_ears.
func (r *reading) rivalled(p *plan) bool {
	if p.object == nil || p.object.family == 0 || p.object.class != "feature" {
		return false
	}
	for k := range r.mentions {
		if m := &r.mentions[k]; m.there && m.things[0].family == p.object.family && !m.things[0].is(p.object) {
			return true
		}
	}
	return false
}

func (r *reading) places(k int, p *plan) []int32 {
	list := r.stems.of(p.content[k])
	if p.content[k].word == "clothes" {
		for i := range r.mentions {
			if m := &r.mentions[i]; m.there && m.head && (m.things[0].class == "garment" || m.things[0].class == "basic") {
				list = append(slices.Clip(list), int32(m.from))
			}
		}
	}
	if t := p.named[k]; t != nil {
		for i := range r.mentions {
			if m := &r.mentions[i]; m.maybe && m.head && m.things[0].is(t) {
				list = append(slices.Clip(list), int32(m.from))
			}
		}
	}
	for _, w := range p.alike[k] {
		if more := r.stems.of(w); len(more) > 0 {
			list = append(slices.Clip(list), more...)
		}
	}
	return list
}

// alikeDeterminers says that a form with the one reads the other, too: "in her
// hand", "in his hand"; "on a bench", "on the bench".
func alikeDeterminers(word string, t *token) bool {
	return t.whose && possessives[word] || t.article && articles[word]
}

var possessives, articles = wordSet("her his their its one's my your our"), wordSet("a an the")

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
