package check

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/internal/memo"
	"github.com/winnow-data/winnow/tags"
)

// plan is all that is worth knowing of a tag before a caption is read. Plans
// are made once for each tag and shared. What every caption is asked comes
// first, and the hashes lie one after another: a set has more tags than the
// caches of a processor hold.
type plan struct {
	tag    string
	key    term     // the tag
	about  []uint16 // numbers of the things of which it may tell
	folds  []uint32 // hashes of folded
	leaked term     // the tag with its underscores, as captions may have it
	hue    hues     // its colour, 0 if it has none
	place  int32    // of the group in tags.Groups
	unsaid bool     // some counter speaks against it although its words are there
	silent bool     // not to be demanded of a caption
	role   bool     // its first word is somebody whose garb it is: nurse_cap
	values []*value
	object *thing   // the thing that it is, if it is one
	things []*thing // named by its words, the head first
	firsts []uint32 // hashes of the words with which forms begin
	stems  needs    // without which content is not there
	hints  []uint32 // for each gist the length of its needs, and these
	doubts []uint32 // the same for each counter

	group     tags.Group
	forms     []form
	special   // what states it besides its forms
	gists     []gist
	counters  []opposed // what speaks against it
	opposed   []int     // oppositions that have the tag
	letGo     []gist    // of holding_sword: what sentences say of a sword that is not held
	content   []term    // stems that together state it, in any order
	alike     [][]term  // for each of content, other stems for it
	named     []*thing  // for each of content, the thing that it names, or nil
	hueName   string
	parts     []*thing // what comes with it
	sort      *thing   // the kind that its qualifier names: the planet of earth_(planet)
	base      string   // what has the colour
	bases     []*thing // things that base names
	implies   []string
	implied   []term   // the same
	folded    []term   // tags that need not be stated beside this one
	bares     []string // things that somebody has on where this tag says that nothing is worn
	pattern   string   // of striped_scarf: striped
	patterned []*thing // what has the pattern: the scarf
	last      term     // the last word's lemma
	lastWord  string
}

// needs are hashes of stems in groups, each of which a 0 ends: a text must have
// one of each group.
type needs []uint32

// add adds a group, unless something else than a stem will do for it.
func (n *needs) add(stems ...term) {
	for _, s := range stems {
		*n = append(*n, s.hash)
	}
	*n = append(*n, 0)
}

type form struct {
	words []string
	kind  tags.FormKind
}

var plans memo.Cache[*plan]

func planOf(tag string) *plan { return plans.Get(tag, newPlan) }

// silentTags are not visible, or said by others, beside those that are known by
// their form.
var silentTags = map[string]bool{"original": true, "hetero": true, "science_fiction": true, "fantasy": true, "western": true, "horror_(theme)": true, "track_and_field": true, "virtual_youtuber": true, "solo_focus": true,
	"scenery": true, "yuri": true, "yaoi": true, "landscape": true, "animal_focus": true, "breasts": true, "holding": true, "commentary": true, "cosplay": true, "crossover": true, "male_focus": true, "female_focus": true, "other_focus": true, "animification": true, "meme": true, "parody": true, "sexually_suggestive": true, "anime_coloring": true, "game_screenshot": true, "nail": true, "lips": true, "nose": true, "fingernails": true, "sleeves": true, "artist_name": true, "signature": true, "watermark": true, "dated": true, "character_name": true, "copyright_name": true, "twitter_username": true, "web_address": true, "contemporary": true, "aged_down": true, "aged_up": true, "personification": true, "adapted_costume": true, "multiple_persona": true, "english_text": true, "artist_logo": true, "pixiv_id": true, "ambiguous_gender": true, "gender_request": true}

var stopWords = map[string]bool{"a": true, "an": true, "the": true, "of": true, "in": true, "on": true, "at": true, "own": true, "to": true, "with": true, "and": true, "over": true, "under": true, "by": true, "from": true, "for": true, "another": true, "between": true, "around": true, "as": true, "off": true, "behind": true, "past": true}

func newPlan(tag string) *plan {
	p := &plan{tag: tag, group: tags.GroupOf(tag), implies: tags.Implies(tag)}
	p.silent = p.group == tags.GroupMeta || silentTags[tag] || tags.Wordless(tag) || tags.Unseen(tag) || strings.HasSuffix(tag, "_request") || strings.HasSuffix(tag, "_commentary") || strings.HasSuffix(tag, "_focus")
	for _, f := range tags.Forms(tag) {
		p.addForm(lemmas(f.Text), f.Kind)
	}
	if len(p.forms) == 0 && !tags.IsKaomoji(tag) {
		p.addForm(lemmas(tags.Words(tag)), tags.FormExact)
	}
	if strings.Contains(tag, "_own_") {
		for _, whose := range []string{"her", "his", "their", "the", "a"} {
			p.addForm(lemmas(strings.ReplaceAll(strings.ReplaceAll(tag, "_own_", "_"+whose+"_"), "_", " ")), tags.FormInflected)
		}
	}
	for _, more := range moreForms()[tag] {
		p.addForm(more, tags.FormAlias)
	}
	p.inflect()
	p.countAnimals()
	p.things = thingsOf(tag)
	if t, ok := theThings().byTag[tag]; ok {
		p.object = t
	} else if len(p.things) == 1 && wholly(p.things[0], tag) {
		p.object = p.things[0]
	}
	if hue, base, ok := tags.Coloured(tag); ok {
		p.hueName, p.base, p.hue = hue, base, hueIndex()[hue]
		if b := theThings().byTag[base]; b != nil {
			p.bases = []*thing{b}
		} else {
			p.bases = lastThings(base)
		}
	}
	if _, qualifier := tags.Unqualified(tag); qualifier != "" {
		p.sort = theThings().byTag[qualifier]
	}
	p.key, p.implied = termOf(tag), termsOf(p.implies)
	p.folded = p.implied
	if p.base != "" {
		p.folded = append(p.folded[:len(p.folded):len(p.folded)], termOf(p.base))
	}
	if rest, ok := strings.CutPrefix(tag, "holding_"); ok && rest != "" {
		p.folded = append(p.folded[:len(p.folded):len(p.folded)], termOf(rest))
	}
	if strings.Contains(tag, "_") {
		p.leaked = termOf(lemmaOf(tag))
	}
	p.special = specialOf(tag)
	p.bares = covers[tag]
	for _, name := range tagPatterns {
		if rest, ok := strings.CutPrefix(tag, name+"_"); ok && theThings().byTag[rest] != nil {
			p.pattern, p.patterned = name, []*thing{theThings().byTag[rest]}
		}
	}
	p.gists, p.counters, p.opposed = theGists()[tag], counters()[tag], oppositions().of[tag]
	if rest, ok := strings.CutPrefix(tag, "holding_"); ok && rest != "" {
		p.letGo = letGoOf(lemmas(tags.Words(tags.Head(rest)))[0])
	}
	p.values = theStates().byTag[tag]
	p.parts = partsOf()[tag]
	p.decompose()
	p.silent = p.silent || tags.IsKaomoji(tag) && len(p.forms) == 0
	p.place = int32(slices.Index(tags.Groups, p.group))
	p.lastWord = tag[strings.LastIndexByte(tag, '_')+1:]
	p.last = termOf(lemmaOf(p.lastWord))
	p.listThings()
	p.listHashes()
	return p
}

// listHashes gathers the hashes by which a text is asked at a glance.
func (p *plan) listHashes() {
	for _, f := range p.forms {
		p.firsts = append(p.firsts, hashOf(f.words[0]))
	}
	for k, stem := range p.content {
		if stem.word != "clothes" && p.named[k] == nil {
			p.stems.add(append([]term{stem}, p.alike[k]...)...)
		}
	}
	for _, g := range p.gists {
		p.hints = append(append(p.hints, uint32(len(g.needs))), g.needs...)
	}
	for i := range p.counters {
		needs := p.counters[i].needs
		p.unsaid = p.unsaid || p.counters[i].unsays
		p.doubts = append(append(p.doubts, uint32(len(needs))), needs...)
	}
	for _, tag := range p.folded {
		p.folds = append(p.folds, tag.hash)
	}
	all := slices.Concat(p.folds, p.firsts, p.stems, p.hints, p.doubts)
	for _, list := range []*[]uint32{&p.folds, &p.firsts, (*[]uint32)(&p.stems), &p.hints, &p.doubts} {
		n := len(*list)
		*list, all = all[:n:n], all[n:]
	}
}

// listThings lists every thing that supports or partOf may answer for, or that
// such a thing is a kind of.
func (p *plan) listThings() {
	list := append(slices.Clone(p.things), p.parts...)
	if p.sort != nil {
		list = append(list, p.sort)
	}
	for _, tag := range p.implies {
		if t := theThings().byTag[tag]; t != nil {
			list = append(list, t)
		}
	}
	for _, t := range list {
		p.about = append(p.about, t.number)
		for _, up := range t.up {
			p.about = append(p.about, up.number)
		}
	}
	slices.Sort(p.about)
	p.about = slices.Compact(p.about)
}

//go:embed lexicon/forms.list
var formsFile string

var moreForms = sync.OnceValue(func() map[string][][]string {
	table := map[string][][]string{}
	for tag, list := range rulesOf("forms.list", formsFile) {
		for _, f := range strings.Split(list, "|") {
			table[tag] = append(table[tag], lemmas(f))
		}
	}
	return table
})

// numerals are the words for 2 to 6.
var numerals = [...]string{"two", "three", "four", "five", "six"}

// countAnimals reads tags such as 2cats: "two cats", "a pair of cats".
func (p *plan) countAnimals() {
	if len(p.tag) < 4 || p.tag[0] < '1' || p.tag[0] > '6' {
		return
	}
	kind := lemmaOf(p.tag[1:])
	if t := theThings().byTag[kind]; t == nil || t.class != "animal" {
		return
	}
	if p.tag[0] == '1' {
		p.addForm([]string{kind}, tags.FormAlias)
		return
	}
	p.addForm([]string{numerals[p.tag[0]-'2'], kind}, tags.FormAlias)
	if p.tag[0] == '2' {
		p.addForm([]string{"pair", "of", kind}, tags.FormAlias)
		p.addForm([]string{"both", kind}, tags.FormAlias)
	}
}

// inflect adds the other forms of a verb with which the tag begins: "sings"
// for singing, "plays guitar".
func (p *plan) inflect() {
	words := strings.Split(p.tag, "_")
	family, ok := gerundFamily(words[0])
	if !ok || words[0] == "holding" || p.group != tags.GroupPose && p.group != tags.GroupFace {
		return
	}
	for _, verb := range family {
		if verb == "with" || verb == "hand" {
			continue
		}
		p.addForm(append([]string{verb}, lemmas(strings.Join(words[1:], " "))...), tags.FormInflected)
	}
}

// wholly says that all the words of the tag are a wording of the thing.
func wholly(t *thing, tag string) bool {
	words := lemmas(tags.Words(tag))
	for _, c := range theThings().words[words[0]] {
		if slices.Contains(c.of, t) && slices.Equal(c.words, words) {
			return true
		}
	}
	return false
}

// lastThings are the things that the last words of a name mean.
func lastThings(name string) []*thing {
	words := lemmas(strings.ReplaceAll(name, "_", " "))
	var list []*thing
	for _, t := range thingsOf(name) {
		for _, c := range theThings().words[firstWord(t, words)] {
			if slices.Contains(c.of, t) && len(c.words) <= len(words) && slices.Equal(words[len(words)-len(c.words):], c.words) {
				list = append(list, t)
			}
		}
	}
	return list
}

// firstWord is the word of words at which some wording of t begins.
func firstWord(t *thing, words []string) string {
	for i, w := range words {
		for _, c := range theThings().words[w] {
			if slices.Contains(c.of, t) && len(words)-i == len(c.words) {
				return w
			}
		}
	}
	return ""
}

func (p *plan) addForm(words []string, kind tags.FormKind) {
	if len(words) == 0 {
		return
	}
	for _, f := range p.forms {
		if slices.Equal(f.words, words) {
			return
		}
	}
	p.forms = append(p.forms, form{words, kind})
}

// decompose finds the words that state the tag wherever they stand in a sentence.
func (p *plan) decompose() {
	if tags.IsKaomoji(p.tag) {
		return
	}
	name, _ := tags.Unqualified(p.tag)
	words := strings.Split(name, "_")
	for _, w := range words {
		if stopWords[w] || w == "" {
			continue
		}
		stem := stemOf(lemmaOf(w))
		p.content = append(p.content, termOf(stem))
		var also []string
		put := func(other string) {
			if other != stem && !slices.Contains(also, other) {
				also = append(also, other)
			}
		}
		for _, s := range tags.Synonyms(w) {
			if !strings.Contains(s, " ") {
				put(stemOf(lemmaOf(s)))
			}
		}
		many, _ := gerundFamily(w)
		for _, s := range many {
			put(stemOf(s))
		}
		for _, s := range kinOf()[stem] {
			put(s)
		}
		p.alike = append(p.alike, termsOf(also))
		var t *thing
		if len(words) > 1 {
			t = theThings().byTag[w]
		}
		p.named = append(p.named, t)
	}
	p.role = len(p.content) > 1 && p.group == tags.GroupAttire && isPersonWord(words[0])
	if len(p.content) == 1 && (p.group == tags.GroupCount || p.object != nil && p.object.class == "animal") {
		p.content, p.alike, p.named = nil, nil, nil
	}
}

// gerundFamily are the forms of a regular verb: holding, hold, holds, held.
func gerundFamily(word string) ([]string, bool) {
	stem, ok := strings.CutSuffix(word, "ing")
	if !ok || len(stem) < 3 {
		if word == "clenched" || word == "raised" {
			return []string{strings.TrimSuffix(word, "d"), strings.TrimSuffix(word, "ed") + "ing"}, true
		}
		return nil, false
	}
	list := []string{stem, stem + "e", lemmaOf(stem + "s")}
	if n := len(stem); n > 2 && stem[n-1] == stem[n-2] {
		list = append(list, stem[:n-1])
	}
	if agent := stem + "er"; isPersonWord(agent) {
		list = append(list, agent)
	}
	switch word {
	case "holding":
		list = append(list, "held", "carry", "carrying", "clutch", "clutching", "grip", "gripping", "grasp", "grasping", "wield", "wielding", "hand", "brandish", "raise", "lift", "offer", "cradle", "cradling", "hug", "hugging", "with")
	case "sitting":
		list = append(list, "sit", "seated", "perch", "perched")
	case "lying":
		list = append(list, "lie", "lay")
	case "looking":
		list = append(list, "gaze", "gazing", "glance", "glancing", "stare", "staring")
	case "riding":
		list = append(list, "ride", "rides")
	case "eating":
		list = append(list, "eat")
	}
	return list, true
}
