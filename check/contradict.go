package check

import (
	"slices"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/tags"
)

// Contradicted is a tag against which the caption speaks.
type Contradicted struct {
	Tag   string `json:"tag"`
	Span  string `json:"span"`  // the words of the caption
	Type  string `json:"type"`  // hair colour, count, place …
	Start int    `json:"start"` // bytes of the caption
	End   int    `json:"end"`
}

// judge holds one caption against the tags of its image. Its memory is used
// again for the next, so nothing of it may be kept in a result.
type judge struct {
	reading
	general    []string
	meta       []string
	tagged     index // general and meta tags, by their numbers
	plans      []*plan
	slots      []int32   // for each plan, the number of its tag
	folded     []bool    // by number of the tag: another says it, too
	values     []*value  // that the tags state
	about      []uint64  // a bit for the number of each thing of which a tag may tell
	covered    []Covered // by number of the tag, without a tag where it is not covered
	crew       crew
	result     *Result
	characters []string
	replaced   []int     // mentions that stand for what a tag has
	foreign    []foreign // names that no tag allows
	extra      int       // token of somebody who should not be there, or 0
	recall     []Recall  // by the place of the group in tags.Groups
	runs       counter
	sentences  []sentence
	ignore     []string
	lifted     bool // several views or panels: states of a person prove nothing
}

// has says that the image has that general or meta tag.
func (j *judge) has(tag string) bool { return len(j.tagged.at(tag)) > 0 }

// evidence is how the caption states a tag of the image, or nil.
func (j *judge) evidence(tag string) *Covered { return j.evidenceAt(j.tagged.at(tag)) }

func (j *judge) evidenceOf(p *plan) *Covered { return j.evidenceAt(j.tagged.of(p.key)) }

func (j *judge) evidenceAt(at []int32) *Covered {
	if len(at) == 0 || j.covered[at[0]].Tag == "" {
		return nil
	}
	return &j.covered[at[0]]
}

// state notes how the caption states a tag of the image.
func (j *judge) state(c Covered) { j.covered[j.tagged.at(c.Tag)[0]] = c }

func (j *judge) contradict(tag, kind string, from, to int) {
	for _, c := range j.result.Contradicted {
		if c.Tag == tag {
			return
		}
	}
	start, end := j.text[from].start, j.text[to-1].end
	j.result.Contradicted = append(j.result.Contradicted, Contradicted{Tag: tag, Span: j.caption[start:end], Type: kind, Start: start, End: end})
}

// contradictToo contradicts a tag if the image has it and the caption does not
// state it.
func (j *judge) contradictToo(tag, kind string, from, to int) {
	if j.has(tag) && j.evidence(tag) == nil {
		j.contradict(tag, kind, from, to)
	}
}

// contradictions looks for everything that the tags exclude.
func (j *judge) contradictions() {
	j.colours()
	j.hairLength()
	j.dressed()
	j.states()
	j.denials()
	j.people()
	j.hairstyles()
	j.held()
	j.bared()
	j.families()
	j.breed()
	j.patterns()
	j.countered()
	j.opposed()
	j.coloursOfGrey()
}

// patternWords are how captions name the patterns that begin tags.
var patternWords = map[string]string{"striped": "striped", "stripy": "striped", "stripey": "striped", "pinstriped": "striped", "plaid": "plaid", "tartan": "plaid", "checked": "plaid", "checkered": "checkered", "chequered": "checkered", "polka-dot": "polka_dot", "polka-dotted": "polka_dot", "spotted": "polka_dot", "dotted": "polka_dot", "floral": "floral_print", "flowered": "floral_print", "argyle": "argyle", "plain": "plain", "unpatterned": "plain"}

// coloursOfGrey holds two colours, and more, against a picture that has none.
func (j *judge) coloursOfGrey() {
	if !j.has("monochrome") && !j.has("greyscale") || j.anyOf([]string{"spot_color", "partially_colored", "limited_palette", "colorful"}) || j.evidence("monochrome") != nil || j.evidence("greyscale") != nil {
		return
	}
	said, first := hues(0), -1
	for i := range j.text {
		t := &j.text[i]
		if !t.colour || t.kind&colourWord == 0 || !t.there() || t.depicted || t.hue.says&coloured() == 0 || t.hue.says&said != 0 {
			continue
		}
		if tagged := slices.ContainsFunc(j.plans, func(p *plan) bool { return p.hue&t.hue.allows != 0 }); tagged {
			continue
		}
		said |= t.hue.says
		if first < 0 {
			first = i
			continue
		}
		for _, tag := range [...]string{"monochrome", "greyscale"} {
			j.contradictToo(tag, "style", first, i+1)
		}
		return
	}
}

// coloured are the hues that no picture in greys has.
var coloured = sync.OnceValue(func() hues { return hueSet("red orange yellow green blue purple pink aqua") })

// tagPatterns are the patterns that begin tags.
var tagPatterns = [...]string{"striped", "plaid", "polka_dot", "checkered", "argyle", "fur", "leather", "denim", "lace", "silk", "wooden", "metal", "stone"}

// squares are patterns that nobody tells apart.
var squares = wordSet("plaid checkered")

// patterns holds the pattern of a garment against the tag that gives it one:
// a polka-dot scarf against striped_scarf.
func (j *judge) patterns() {
	if !j.crew.one() || j.lifted {
		return
	}
	for _, p := range j.plans {
		if p.pattern == "" || j.evidenceOf(p) != nil {
			continue
		}
		for k := range j.mentions {
			m := &j.mentions[k]
			if !m.head || !m.there || m.depicted || !m.isOne(p.patterned) {
				continue
			}
			for i := m.from - 1; i >= 0 && i > m.from-4 && j.text[i+1].mark == 0; i-- {
				if j.text[i].kind&(determiner|preposition|verb|conjunction) != 0 && j.text[i].kind&adjective == 0 {
					break
				}
				said := patternWords[j.text[i].word]
				if cloth[p.pattern] {
					said = ""
				}
				if said != "" && said != "plain" && said != p.pattern && !(squares[said] && squares[p.pattern]) && !j.has(said+"_"+p.patterned[0].tag) {
					j.contradict(p.tag, "pattern", i, m.to)
				}
			}
			if i := ofOtherCloth(j.text, m, p.pattern); i >= 0 && cloth[p.pattern] {
				j.contradict(p.tag, "material", min(i, m.from), max(i+1, m.to))
			} else if i := unpatterned(j.text, m); i >= 0 && !cloth[p.pattern] {
				j.contradict(p.tag, "pattern", min(i, m.from), max(i+1, m.to))
			}
		}
	}
}

// cloth are materials that begin tags and that captions tell.
var cloth = wordSet("fur leather denim lace silk wool cotton velvet satin linen latex wooden metal stone")

// ofOtherCloth is the token that gives the mention another material, or -1: "a
// cloak of plain blue wool" against fur_cloak.
func ofOtherCloth(text []token, m *mention, of string) int {
	for i := m.from - 1; i >= 0 && i > m.from-3 && text[i+1].mark == 0; i-- {
		if cloth[text[i].word] {
			if text[i].word == of {
				return -1
			}
			return i
		}
	}
	if m.to < len(text) && text[m.to].word == "of" && text[m.to].mark == 0 {
		for i := m.to + 1; i < len(text) && i < m.to+5 && text[i].mark == 0; i++ {
			if cloth[text[i].word] && text[i].word != of {
				return i
			}
		}
	}
	return -1
}

// unpatterned is the token that says that the mention has no pattern, or -1: "a
// plain scarf", "her scarf is a plain grey".
func unpatterned(text []token, m *mention) int {
	for i := m.from - 1; i >= 0 && i > m.from-4 && text[i+1].mark == 0 && text[i].kind&(preposition|verb|conjunction) == 0; i-- {
		if patternWords[text[i].word] == "plain" {
			return i
		}
	}
	for i := m.to; i < len(text) && i < m.to+4 && text[i].mark == 0 && (i > m.to || text[i].kind&copula != 0); i++ {
		if patternWords[text[i].word] == "plain" {
			return i
		}
	}
	return -1
}

// covers are the things that somebody has on where a tag says that nothing is
// worn.
var covers = map[string][]string{
	"barefoot": {"footwear", "socks"}, "no_shoes": {"footwear"}, "shirtless": upper, "topless": upper, "topless_male": upper, "bare_chest": upper,
	"bottomless": {"pants", "skirt", "shorts"}, "no_pants": {"pants"}, "nude": {"dress", "shirt", "pants", "skirt", "sweater", "coat", "swimsuit"}, "completely_nude": {"dress", "shirt", "pants", "skirt", "sweater", "coat", "swimsuit"},
	"bare_shoulders": {"sweater", "hoodie", "cardigan", "turtleneck"}, "no_headwear": {"headwear"}, "no_hat": {"hat"}, "no_eyewear": {"eyewear"}, "bald": {"ponytail", "twintails", "braid", "hair_bun", "bob_cut"},
}

var upper = []string{"shirt", "sweater", "hoodie", "cardigan"}

// bared holds what is worn against tags that say that nothing is: shoes
// against barefoot, a shirt against shirtless.
func (j *judge) bared() {
	if !j.crew.one() || j.lifted {
		return
	}
	for _, p := range j.plans {
		if p.bares == nil || j.evidenceOf(p) != nil {
			continue
		}
		for k := range j.mentions {
			m := &j.mentions[k]
			if !m.head || !m.there || j.supported(m) || j.inHand(m) || !slices.ContainsFunc(p.bares, func(tag string) bool { return m.things[0].is(theThings().byTag[tag]) }) {
				continue
			}
			kind := "clothing"
			if m.things[0].class == "footwear" {
				kind = "footwear"
			}
			j.contradict(p.tag, kind, m.from, m.to)
			j.replaced = append(j.replaced, k)
		}
	}
}

// coloured lists the plans of tags that give the mention's thing a colour, and
// whether they are exactly about it.
func (j *judge) coloured(m *mention) []*plan {
	var list []*plan
	for _, p := range j.plans {
		if p.hue != 0 && (m.isOne(p.bases) || m.things[0].class == "animal" && (p.base == "fur" || p.base == "feathers" || p.base == "scales") && j.crew.none) {
			list = append(list, p)
		}
	}
	return list
}

// manyHues lift the exclusion of other colours of hair and of eyes.
var manyHues = map[string][]string{
	"hair": {"multicolored_hair", "two-tone_hair", "gradient_hair", "streaked_hair", "colored_inner_hair", "split-color_hair", "colored_tips", "rainbow_hair", "dyed_bangs", "alternate_hair_color", "multiple_views"},
	"eyes": {"heterochromia", "multicolored_eyes", "two-tone_eyes", "gradient_eyes", "ringed_eyes", "multiple_views"},
}

func (j *judge) anyOf(list []string) bool {
	for _, tag := range list {
		if j.has(tag) {
			return true
		}
	}
	return false
}

// colours holds every bound colour against the tags of that thing.
func (j *judge) colours() {
	for k := range j.mentions {
		m := &j.mentions[k]
		if !m.coloured || !m.there || m.shared || m.depicted || m.partly {
			continue
		}
		if !m.head && m.things[0].class != "hairpart" {
			continue
		}
		if !m.head && m.things[0].class == "hairpart" && m.to < len(j.text) {
			continue
		}
		of := j.coloured(m)
		if j.allWrong(m, of) {
			continue
		}
		if odd := j.oddOne(m, of); odd != nil {
			from, to := m.phrase()
			j.contradict(odd.tag, strings.TrimSuffix(m.things[0].tag, "s")+" colour", from, to)
			continue
		}
		j.allAlike(m, of)
		if len(of) == 0 || fits(of, m.hue) {
			continue
		}
		part := m.things[0].tag
		if m.things[0].class == "hairpart" || m.things[0].class == "hairstyle" {
			part = "hair"
		}
		if j.anyOf(manyHues[part]) || j.partial(k) {
			continue
		}
		if m.hue.says == anyHue || m.compared(j.text) {
			continue
		}
		j.contradictColour(of, m, part)
	}
}

// allWrong contradicts all of as many tags as a list has colours, where none
// of these has a tag: "the kimono are red and yellow" against a blue and a
// green one.
func (j *judge) allWrong(m *mention, of []*plan) bool {
	if j.crew.one() || len(of) < 2 || m.shared || m.things[0].class == "hairpart" {
		return false
	}
	n := 0
	for i := m.hueFrom; i < m.hueTo; i++ {
		if !j.text[i].colour {
			continue
		}
		if n++; fits(of, j.text[i].hue) {
			return false
		}
	}
	if n != len(of) {
		return false
	}
	from, to := m.phrase()
	for _, p := range of {
		j.contradict(p.tag, "garment colour", from, to)
	}
	return true
}

// allAlike contradicts the other colours of hair where everybody is said to
// have one: "both of them have black hair" against a black and a blonde one.
func (j *judge) allAlike(m *mention, of []*plan) {
	if len(of) < 2 || len(of) != j.crew.total() || m.hue.says == anyHue || !fits(of, m.hue) {
		return
	}
	if m.things[0].tag != "hair" && m.things[0].tag != "eyes" {
		if j.text[m.to-1].word == j.text[m.to-1].lemma || !j.alike() || m.shared || len(m.things) > 1 {
			return // but "two girls in red dresses"
		}
	} else if !j.ofAll(m.from, m.hueFrom) && !(j.alike() && j.text[m.from].hyphen > 0) {
		return // but "two dark-haired girls"
	}
	if n := m.hueTo - m.hueFrom; n > 1 && slices.ContainsFunc(j.text[m.hueFrom:m.hueTo], func(t token) bool { return t.word == "and" || t.word == "or" }) {
		return
	}
	from, to := m.phrase()
	for _, p := range of {
		if p.hue&m.hue.allows == 0 && j.evidenceOf(p) == nil {
			kind := m.things[0].tag + " colour"
			if p.group == tags.GroupAttire {
				kind = "garment colour"
			}
			j.contradict(p.tag, kind, from, to)
		}
	}
}

// oddOne is the one tag that a list of as many colours leaves out, where a
// colour of the list has no tag: green in "black, brown and green hair" against
// pink_hair.
func (j *judge) oddOne(m *mention, of []*plan) *plan {
	if len(of) < 2 || len(of) != j.crew.total() || j.crew.open || m.things[0].tag != "hair" && m.things[0].tag != "eyes" {
		return nil
	}
	var shades []shade
	for i := m.hueFrom; i < m.hueTo; i++ {
		if j.text[i].colour {
			shades = append(shades, j.text[i].hue)
		}
	}
	if len(shades) != len(of) {
		return nil
	}
	strange := 0
	for _, s := range shades {
		if !fits(of, s) {
			strange++
		}
	}
	var odd *plan
	for _, p := range of {
		if slices.ContainsFunc(shades, func(s shade) bool { return s.allows&p.hue != 0 }) {
			continue
		}
		if odd != nil {
			return nil
		}
		odd = p
	}
	if strange != 1 {
		return nil
	}
	return odd
}

// phrase are the tokens of a coloured mention and its colours, on whichever
// side of the noun they stand.
func (m *mention) phrase() (from, to int) { return min(m.hueFrom, m.from), max(m.hueTo, m.to) }

func (m *mention) compared(text []token) bool {
	for i := m.hueFrom; i < m.hueTo; i++ {
		if text[i].compared && !m.likened && text[i].kind&colourWord != 0 || text[i].gone() != text[m.to-1].gone() {
			return true
		}
	}
	return false
}

// fits says that a tag has a colour that the words mean or do not exclude.
func fits(of []*plan, s shade) bool {
	for _, p := range of {
		if p.accepts(s) || p.hueName == "multicolored" || p.hueName == "two-tone" || p.hueName == "rainbow" {
			return true
		}
	}
	return false
}

// partial says that the colour is of tips, streaks or the like rather than of
// all the hair.
func (j *judge) partial(k int) bool {
	m := &j.mentions[k]
	from := m.from
	for from > 0 && from > m.from-4 && j.text[from].mark == 0 {
		from--
	}
	for i := from; i < m.to; i++ {
		switch j.text[i].lemma {
		case "tip", "streak", "streaked", "highlight", "tipped", "underside", "root", "end", "inner", "half":
			return true
		}
	}
	for i := m.to; i < len(j.text) && i < m.to+2 && j.text[i].mark == 0; i++ {
		switch j.text[i].lemma {
		case "tip", "streak", "highlight", "end", "root":
			return true
		}
	}
	return false
}

// contradictColour chooses the tag that the words speak against. With several
// people it must be the only one left without its words.
func (j *judge) contradictColour(of []*plan, m *mention, part string) {
	kind := "garment colour"
	switch part {
	case "hair", "eyes", "skin":
		kind = strings.TrimSuffix(part, "s") + " colour"
		if part == "eyes" {
			kind = "eye colour"
		}
	case "background":
		kind = "background colour"
	}
	var open []*plan
	for _, p := range of {
		if j.evidenceOf(p) == nil {
			open = append(open, p)
		}
	}
	if !j.crew.one() && part != "background" && !j.ofAll(m.from, m.hueFrom) {
		people := j.crew.total()
		if len(open) == len(of) && len(of) == people && part != "hair" && part != "eyes" && !m.shared && j.text[m.to-1].word != j.text[m.to-1].lemma && j.alike() {
			from, to := m.phrase()
			for _, p := range open {
				j.contradict(p.tag, kind, from, to) // "two girls in green dresses"
			}
			return
		}
		if len(open) != 1 || j.crew.open || people == 0 || (part == "hair" || part == "eyes") && len(of) < people {
			if !(len(open) == 1 && (kind == "garment colour") && len(of) >= 1 && j.onlyWearer(m)) {
				return
			}
		}
	}
	if len(open) == 0 {
		if len(of) > 1 || part != "hair" && part != "eyes" {
			return
		}
		open = of
	}
	best := open[0]
	for _, p := range open {
		for _, t := range m.things {
			if slices.Contains(p.bases, t) {
				best = p
			}
		}
	}
	from, to := m.phrase()
	j.contradict(best.tag, kind, from, to)
}

// ofAll says that the words before are about everybody: "both have".
func (j *judge) ofAll(at ...int) bool {
	from := slices.Min(at)
	for i := from - 1; i >= 0 && i > from-6 && j.text[i+1].mark != '.' && j.text[i+1].mark != ';'; i-- {
		switch j.text[i].word {
		case "both", "all", "each", "identical", "matching", "everyone", "everybody", "they're", "they":
			return true
		}
	}
	return false
}

// alike says that the caption speaks of all as one: "three girls", and never
// of one or another of them.
func (j *judge) alike() bool {
	if len(j.cast.people) != 1 || j.crew.open || j.cast.people[0].n != j.crew.total() {
		return false
	}
	for i := range j.text {
		if i > 0 && (j.text[i].word == "other" && j.text[i-1].word == "each" || j.text[i].word == "another" && j.text[i-1].word == "one") || i+1 < len(j.text) && j.text[i].word == "one" && j.text[i+1].word == "another" {
			continue // "at each other"
		}
		switch j.text[i].word {
		case "one", "other", "another", "first", "second", "third", "left", "right", "latter", "former", "while", "who", "whose":
			return false
		}
	}
	return true
}

// onlyWearer says that the caption speaks of that garment once.
func (j *judge) onlyWearer(m *mention) bool {
	n := 0
	for k := range j.mentions {
		if j.mentions[k].isOne(m.things) {
			n++
		}
	}
	return n == 1
}

// dressed holds "a woman in green" against the one colour of her clothes.
func (j *judge) dressed() {
	if !j.crew.one() || j.lifted {
		return
	}
	var only *plan
	for _, p := range j.plans {
		if p.hue == 0 || p.group != tags.GroupAttire {
			continue
		}
		if only != nil {
			return
		}
		only = p
	}
	if only == nil || j.evidenceOf(only) != nil || len(only.bases) == 0 || only.bases[0].class != "garment" {
		return
	}
	for i := 1; i+1 < len(j.text); i++ {
		t := &j.text[i]
		if t.word != "in" || t.mark != 0 || !isPerson(&j.text[i-1]) && j.text[i-1].word != "dressed" && j.text[i-1].word != "clad" {
			continue
		}
		n := &j.text[i+1]
		if n.colour && n.mark == 0 && n.there() && n.hue.allows&only.hue == 0 && (i+2 == len(j.text) || j.text[i+2].mark != 0 || j.text[i+2].kind&(verb|preposition|copula|conjunction) != 0) {
			j.contradict(only.tag, "garment colour", i+1, i+2)
			return
		}
	}
}

// lengthTags are the lengths of hair in tags, from short to long.
var lengthTags = map[string]int{"bald": 0, "very_short_hair": 1, "short_hair": 1, "medium_hair": 2, "long_hair": 3, "very_long_hair": 4, "absurdly_long_hair": 5}

// saidLength is the place among lengthTags of a length that captions say, or 0.
func saidLength(length string) int {
	switch length {
	case "short":
		return 1
	case "medium":
		return 2
	case "long":
		return 3
	case "very long":
		return 4
	}
	return 0
}

// hairLength holds the length of hair in the caption against the tags.
func (j *judge) hairLength() {
	tag, at := "", -1
	for _, p := range j.plans {
		if n := p.length; p.hasLength && n > at {
			if at >= 0 && n-at > 2 {
				return // several people, or both lengths
			}
			tag, at = p.tag, n
		}
	}
	if at < 0 || !j.crew.one() || j.lifted || j.has("short_hair_with_long_locks") {
		return
	}
	for k := range j.mentions {
		m := &j.mentions[k]
		hair := m.things[0].tag == "hair" || m.things[0].class == "hairpart" && m.things[0].tag == "hair"
		short := (m.things[0].tag == "bob_cut" || m.things[0].tag == "pixie_cut") && m.head && !j.has(m.things[0].tag)
		if m.length == "" && !short || !m.there || !m.head && m.to < len(j.text) || !hair && !short {
			continue
		}
		said := saidLength(m.length)
		if short && m.length == "" {
			if at <= 2 {
				continue
			}
			said = 1
		}
		gap := said - at
		if gap >= 2 || gap <= -2 {
			if said >= 3 && at >= 3 {
				continue
			}
			if short {
				j.replaced = append(j.replaced, k)
			}
			j.contradictAll(tag, "hair length", max(0, m.from-1), m.to)
			return
		}
	}
}

// states holds poses, times, places and the like against the tags.
func (j *judge) states() {
	for k := range j.claims {
		c := &j.claims[k]
		if c.denied || c.beast && !j.crew.none || j.text[c.from].asked {
			continue
		}
		if c.value.of.person && (j.lifted || !j.crew.one() && !j.ofAll(c.from) && !j.alike() && !j.twoAct(c)) {
			continue
		}
		if c.value.place {
			j.placeAgainst(c)
			continue
		}
		j.stateAgainst(c)
	}
}

// twoAct says that the two who are there do it together: "a maid and a butler
// sit".
func (j *judge) twoAct(c *claim) bool {
	if j.crew.total() != 2 || j.crew.open || len(j.cast.people) != 2 || c.from == 0 || j.text[c.from].mark != 0 {
		return false
	}
	a, b := &j.cast.people[0], &j.cast.people[1]
	t := &j.text[c.from]
	if a.n != 1 || b.n != 1 || b.at != c.from-1 || t.word != t.lemma || t.kind&verb == 0 || j.text[a.at].sent != j.text[b.at].sent {
		return false
	}
	for i := a.at + 1; i < b.at; i++ {
		if j.text[i].word == "and" && j.text[i].mark == 0 {
			return i-a.at < 6 && b.at-i < 5
		}
		if j.text[i].kind&verb != 0 && j.text[i].kind&adjective == 0 {
			return false
		}
	}
	return false
}

// stateAgainst contradicts the tag whose value the claim excludes, unless a
// tag agrees with the claim or the caption states that tag, too.
func (j *judge) stateAgainst(c *claim) {
	d := c.value.of
	var all []*value
	for _, v := range j.values {
		if v.of != d {
			continue
		}
		if !v.excludes(c.value) {
			return
		}
		all = append(all, v)
	}
	if d.name == "inout" && len(all) == 0 {
		if v := j.sideAgainst(c); v != nil {
			all = append(all, v)
		}
	}
	for _, v := range all {
		j.stateAgainstOne(c, v)
	}
}

// falls are tags that say more of the same, and fall with it.
var falls = map[string][]string{"lying": {"on_back", "on_stomach", "on_side"}, "monochrome": {"greyscale"}, "greyscale": {"monochrome"}, "day": {"sunlight"}, "night": {"night_sky", "starry_sky"}, "very_long_hair": {"long_hair"}, "absurdly_long_hair": {"very_long_hair", "long_hair"}}

// contradictAll contradicts a tag and those that fall with it.
func (j *judge) contradictAll(tag, kind string, from, to int) {
	j.contradict(tag, kind, from, to)
	for _, also := range falls[tag] {
		j.contradictToo(also, kind, from, to)
	}
	if tag == "open_mouth" {
		for _, face := range [...]string{":d", ":o"} {
			if j.has(face) {
				j.contradict(face, kind, from, to)
			}
		}
	}
	for _, also := range [...]string{"dark-skinned_female", "dark-skinned_male"} {
		if tag == "dark_skin" {
			j.contradictToo(also, kind, from, to)
		}
	}
}

func (j *judge) stateAgainstOne(c *claim, against *value) {
	d := c.value.of
	if j.softened(c, against) {
		return
	}
	tag := j.tagOf(against)
	if tag == "" || j.stated(against) && (d.name != "inout" || against.place) {
		return
	}
	if d.name == "inout" && (j.bothSides() || throughWindow(j.text, c.from)) {
		return
	}
	j.contradictAll(tag, d.fault, c.from, c.to)
}

// sideAgainst is the tagged place that is on the other side of the door.
func (j *judge) sideAgainst(c *claim) *value {
	for _, v := range j.values {
		if v.place && v.inner == (c.value.name == "outdoors") {
			return v
		}
	}
	return nil
}

// bothSides says that the tags tell of indoors and outdoors at once, as
// pictures with a window do.
func (j *judge) bothSides() bool {
	in, out := j.has("indoors"), j.has("outdoors")
	for _, v := range j.values {
		if v.place && v.inner {
			in = true
		}
		if v.place && !v.inner {
			out = true
		}
	}
	return in && out
}

// stated says that the caption also states that value.
func (j *judge) stated(v *value) bool {
	for k := range j.claims {
		if c := &j.claims[k]; c.value == v && !c.denied && (!c.beast || j.crew.none) {
			return true
		}
	}
	return false
}

// softened are pairs that pictures show at once, by how they are tagged.
func (j *judge) softened(c *claim, against *value) bool {
	switch c.value.of.name {
	case "framing":
		return c.value.name == "face" && against.name == "upper" || j.has("multiple_views") || j.lifted
	case "season":
		return against.name == "winter" && !j.has("winter") && c.value.name != "summer"
	case "weather":
		return against.name == "sunny" && c.value.name == "snow" || c.value.name == "sunny" && against.name == "snow" && !j.has("snowing")
	case "hour":
		return against.name == "night" && !j.has("night") && !j.has("night_sky") && !j.has("starry_sky") || against.name == "day" && !j.has("day") && c.value.name != "night" || j.lifted
	case "lids":
		return against.name == "open" && !j.has("wide-eyed") && c.value.name != "closed"
	case "mood":
		return against.name == "frown" && c.value.name == "surprised" || j.crew.many && !j.ofAll(c.from) && !j.alike()
	case "palette":
		return c.value.name == "vivid" && !j.has("monochrome") && !j.has("greyscale")
	case "posture":
		return against.name == "standing" && (c.value.name == "flying" || c.value.name == "floating") && j.has("wings")
	case "gaze":
		return against.name == "viewer" && c.value.name != "away" && !j.has("looking_at_viewer")
	}
	return j.has("multiple_views") && c.value.of.person
}

// tagOf is the tag of the image that states the value.
func (j *judge) tagOf(v *value) string {
	if len(v.tags) > 0 && j.has(v.tags[0]) {
		return v.tags[0]
	}
	for _, p := range j.plans {
		if slices.Contains(p.values, v) {
			return p.tag
		}
	}
	return ""
}

// placeAgainst holds a place where the scene is set against the tagged places.
func (j *judge) placeAgainst(c *claim) {
	if j.lifted || !c.main && !j.loosely(c) {
		return
	}
	var other *value
	for _, v := range j.values {
		if !v.place {
			continue
		}
		if v == c.value || kindred(v, c.value) {
			return
		}
		if j.stated(v) || !c.main && j.evidence(j.tagOf(v)) != nil {
			return
		}
		other = v
	}
	if other == nil && !c.main {
		return
	}
	if other != nil {
		j.contradict(j.tagOf(other), "place", c.from, c.to)
		if c.main && other.inner && !c.value.inner && !throughWindow(j.text, c.from) {
			j.contradictToo("indoors", "place", c.from, c.to)
		}
		return
	}
	side, opposite := "outdoors", "indoors"
	if c.value.inner {
		side, opposite = opposite, side
	}
	if j.has(opposite) && !j.has(side) && !throughWindow(j.text, c.from) {
		j.contradict(opposite, "place", c.from, c.to)
		return
	}
	if j.has("simple_background") && !j.has(side) || j.has("white_background") && !j.has(side) {
		tag := "simple_background"
		if !j.has(tag) {
			tag = "white_background"
		}
		if j.evidence(tag) == nil {
			j.contradict(tag, "place", c.from, c.to)
		}
	}
}

// vistas are places that are seen from others.
var vistas = wordSet("castle city mountain bridge river waterfall ocean cliff island volcano ruins windmill lighthouse field street space village harbor shrine church canyon glacier lagoon space zoo farm castle stadium treehouse farm balcony courtyard garden stage market train_station")

// loosely says that the picture may well be set in the place of the claim,
// although no preposition says so: "rain hammers the library", "the shelves of
// a library".
func (j *judge) loosely(c *claim) bool {
	if vistas[c.value.name] || c.from == 0 || j.text[c.to-1].word != j.text[c.to-1].lemma || j.text[c.to-1].possessive || !j.text[c.from].there() || j.text[c.from].depicted {
		return false
	}
	if c.to < len(j.text) && j.text[c.to].mark == 0 {
		if n := &j.text[c.to]; n.kind == 0 && !actsAsVerb(j.text, c.to) || n.kind&(colourWord|adjective) != 0 {
			return false // "a library umbrella"
		}
	}
	determined := false
	for i := c.from - 1; i >= 0 && i > c.from-7 && j.text[i].sent == j.text[c.from].sent; i-- {
		t := &j.text[i]
		if j.text[i+1].mark == ';' {
			break
		}
		if leads := j.text[i+1].mark == 0 && (i == c.from-1 || c.from-i <= 3 && j.text[i+1].kind&^(adjective|colourWord) == 0); leads && (t.word == "the" || t.article) {
			determined = true
		}
		switch t.lemma {
		case "window", "poster", "painting", "picture", "photo", "photograph", "distance", "view", "overlooking", "toward", "towards", "beyond", "from", "outside", "near", "by", "to", "past", "memory", "dream", "smell", "scent", "sound", "map", "door", "gate", "entrance", "sign", "name", "story", "song", "behind", "across", "above", "over", "like", "for", "god", "goddess", "king", "queen", "spirit", "guardian", "witch", "owner", "keeper", "onto", "into":
			return false
		}
		if isPerson(t) {
			return false
		}
	}
	return determined
}

func throughWindow(text []token, i int) bool {
	for k := max(0, i-8); k < len(text) && k < i+8; k++ {
		if text[k].lemma == "window" || text[k].lemma == "poster" {
			return true
		}
	}
	return false
}

// kin are places that are part of one another.
var kin = [][]string{{"city", "street", "rooftop", "train_station", "bridge", "market", "park", "balcony"}, {"park", "garden", "field", "forest", "bridge", "river"}, {"beach", "ocean", "poolside", "harbor", "underwater", "cliff", "mountain"}, {"forest", "river", "waterfall", "mountain", "shrine", "cave", "field", "swamp", "ruins", "campsite"},
	{"shrine", "market", "stairs", "village", "garden", "street"}, {"village", "farm", "field", "windmill", "street", "castle", "mountain"}, {"mountain", "field", "snowfield", "cliff", "river", "desert"}, {"school_rooftop", "rooftop"}, {"castle", "garden", "balcony", "throne_room"}, {"ruins", "desert", "castle", "battlefield"}, {"bar_(place)", "cafe", "stage", "shop", "kitchen"}, {"bedroom", "living_room", "bathroom", "attic", "balcony"}, {"classroom", "hallway", "library", "gym", "laboratory"}, {"space", "cockpit"}, {"museum", "hallway", "library"}, {"church", "hallway"}, {"workshop", "laboratory", "library", "living_room"}, {"greenhouse", "garden"}, {"cafe", "street"}, {"shop", "street"}, {"river", "bridge"}, {"ocean", "underwater"}, {"amusement_park", "market"}, {"poolside", "garden"}, {"battlefield", "ruins"}, {"theater", "stage"}}

// near are places, the first of each line beside or within any of the others:
// there are kitchens in cabins and cabins in forests, and no kitchens in forests.
var near = [][]string{
	{"palace", "castle", "throne_room", "ballroom", "hallway", "garden"}, {"hotel", "lobby", "hotel_room", "bedroom", "bar_(place)", "cafe", "living_room"}, {"lobby", "hospital", "office", "theater"}, {"monastery", "church", "library", "courtyard"}, {"observatory", "rooftop", "laboratory"}, {"ice_rink", "stadium", "river", "park"},
	{"kindergarten", "classroom", "park"}, {"storage_room", "kitchen", "basement", "classroom", "factory"}, {"tunnel", "cave", "dungeon", "street", "train_station"}, {"subway_station", "train_station", "train_interior", "city"}, {"bunker", "battlefield", "basement"}, {"barracks", "bedroom"}, {"crypt", "graveyard", "church", "dungeon", "basement"}, {"arena", "stadium", "battlefield", "ruins"},
	{"space_station", "cockpit", "spaceship_interior", "space", "laboratory"}, {"cabin", "forest", "bedroom", "living_room", "kitchen", "mountain"}, {"backyard", "garden", "park", "poolside", "field", "village"}, {"savannah", "field", "desert"}, {"hedge_maze", "garden", "park"}, {"bamboo_garden", "garden", "shrine"}, {"junkyard", "city", "ruins"}, {"highway", "street", "city", "bridge", "desert"}, {"rice_paddy", "field", "village", "farm", "countryside"}, {"countryside", "field", "village", "farm", "street"}, {"countryside", "train_station"}, {"island", "beach", "ocean"}, {"canyon", "desert", "river", "mountain", "cliff"}, {"courtyard", "garden", "castle", "shrine", "village", "city", "park"}, {"onsen", "mountain", "bathroom", "forest"}, {"orchard", "farm", "garden", "field"}, {"parking_lot", "city", "street", "shop"}, {"gas_station", "street", "highway", "desert"}, {"music_room", "classroom", "stage"}, {"dining_room", "kitchen", "living_room", "castle", "cafe"}, {"nursery", "bedroom", "hospital"}, {"harbor", "city", "ocean", "river", "village"}, {"farm", "garden", "countryside"}, {"lighthouse", "cliff", "beach", "ocean"}, {"volcano", "mountain"}, {"aquarium_(place)", "museum"}, {"zoo", "park"}, {"casino", "bar_(place)"}, {"hangar", "factory", "garage", "airport"}, {"garage", "workshop", "factory"},
	{"on_boat", "river", "ocean", "harbor", "beach", "lagoon", "island", "canyon", "cave", "glacier", "city", "village", "swamp", "park", "bridge", "waterfall", "castle", "cliff", "mountain", "forest", "market", "rice_paddy", "lighthouse", "underwater"}}

func kindred(a, b *value) bool {
	for _, group := range kin {
		if slices.Contains(group, a.name) && slices.Contains(group, b.name) {
			return true
		}
	}
	for _, group := range near {
		if group[0] == a.name && slices.Contains(group, b.name) || group[0] == b.name && slices.Contains(group, a.name) {
			return true
		}
	}
	return false
}

// denials are tags whose thing the caption says is not there: "without a hat".
func (j *judge) denials() {
	for k := range j.claims {
		c := &j.claims[k]
		if !c.denied || c.beast || c.value.of.person && !j.crew.one() {
			continue
		}
		tag := j.tagOf(c.value)
		if tag != "" && !j.stated(c.value) && j.evidence(tag) == nil && (!c.value.place || c.main) {
			j.contradict(tag, "negation", c.from, c.to)
		}
	}
	for k := range j.mentions {
		m := &j.mentions[k]
		if !m.absent && !j.text[m.to-1].gone() || !m.head || m.absent && j.coveredPhrase(m) || m.depicted || m.things[0].class == "other" || m.things[0].class == "bodypart" || m.things[0].class == "hairpart" {
			continue
		}
		if j.ratherThanAt(m) || j.qualified(m) || m.absent && bares(j.text[m.from].lexeme) && !j.crew.one() && !j.alike() && !j.ofAll(m.from) {
			continue
		}
		for _, p := range j.plans {
			held := strings.HasPrefix(p.tag, "holding_") && len(p.things) > 0
			if p.object == nil && p.hue == 0 && !held || j.evidenceOf(p) != nil || m.coloured && m.hue.allows&p.hue == 0 && !(p.hue == 0 && m.things[0].class == "hairstyle") {
				continue
			}
			named := p.object
			if held {
				named = p.things[0]
			}
			if named == nil && len(p.bases) > 0 && p.bases[0].class != "other" {
				named = p.bases[0]
			}
			if named == nil || !slices.ContainsFunc(m.things, func(t *thing) bool { return named.is(t) }) {
				continue
			}
			if isWorn(named) && (held || j.takenOffTag(named)) {
				continue // it is not on, and nothing else was said
			}
			if p.hue != 0 && j.there(m.things) {
				continue
			}
			j.contradict(p.tag, "negation", max(0, m.from-1), m.to)
			for _, q := range j.plans {
				if q != p && (slices.Contains(q.implies, p.tag) || strings.HasSuffix(q.tag, "_"+p.tag) && q.hue == 0) && j.evidenceOf(q) == nil {
					j.contradict(q.tag, "negation", max(0, m.from-1), m.to) // no beard is no long_beard
				}
			}
		}
	}
	for _, p := range j.plans {
		if i, ok := j.deniedAt[p.tag]; ok && j.evidenceOf(p) == nil && p.object == nil && p.hue == 0 && p.group != tags.GroupCount && j.crew.one() && len(p.values) == 0 {
			j.contradict(p.tag, "negation", i, i+1)
		}
	}
}

// ratherThanAt says that only what somebody does with the thing is denied: "looks at
// him rather than down at the board".
func (j *judge) ratherThanAt(m *mention) bool {
	towards := false
	for i := m.from - 1; i > 0 && i > m.from-7 && j.text[i+1].mark == 0; i-- {
		if j.text[i].word == "than" {
			return towards && j.text[i-1].word == "rather"
		}
		towards = towards || j.text[i].kind&preposition != 0
	}
	return false
}

// takenOffTag says that a tag tells that the thing is there without being worn.
func (j *judge) takenOffTag(t *thing) bool {
	switch t.class {
	case "headwear":
		return j.anyOf([]string{"unworn_headwear", "holding_headwear", "holding_hat", "hat_removed", "headwear_removed", "holding_helmet", "unworn_helmet", "helmet_removed"})
	case "footwear":
		return j.anyOf([]string{"unworn_shoes", "unworn_boots", "unworn_sandals", "unworn_footwear", "holding_shoes", "holding_footwear", "shoes_removed", "footwear_removed", "unworn_slippers"})
	case "eyewear", "mask":
		return j.anyOf([]string{"unworn_eyewear", "holding_eyewear", "eyewear_removed", "unworn_mask", "holding_mask", "mask_removed"})
	}
	return false
}

// there says that some mention of one of the things is there after all.
func (j *judge) there(of []*thing) bool {
	for k := range j.mentions {
		if j.mentions[k].there && j.mentions[k].isOne(of) {
			return true
		}
	}
	return false
}

// qualified says that more is denied than the thing: "no other flowers", "no
// longer", "not a sword but".
func (j *judge) qualified(m *mention) bool {
	for i := max(0, m.from-3); i < m.from; i++ {
		switch j.text[i].word {
		case "other", "visible", "additional", "more", "real", "extra", "instead", "rather", "unlike", "any", "single", "matching", "unnecessary", "heavy", "big", "bright":
			return j.text[i].word != "any" && j.text[i].word != "visible" && j.text[i].word != "instead" && j.text[i].word != "rather"
		}
	}
	return j.there(m.things)
}

// hairstyles of which a head has one.
var hairstyles = []string{"braid", "ponytail", "twintails", "hair_bun", "double_bun", "twin_braids", "bob_cut", "side_ponytail", "high_ponytail"}

// hairstyles holds the style of the hair against the tags.
func (j *judge) hairstyles() {
	if !j.crew.one() || j.lifted {
		return
	}
	var tagged []*plan
	for _, p := range j.plans {
		if p.object != nil && p.object.class == "hairstyle" {
			tagged = append(tagged, p)
		}
	}
	if len(tagged) == 0 {
		return
	}
	for k := range j.mentions {
		m := &j.mentions[k]
		if !m.head || !m.there || m.things[0].class != "hairstyle" || !slices.Contains(hairstyles, m.things[0].tag) {
			continue
		}
		var rival *plan
		agrees := false
		for _, p := range tagged {
			if m.isOne([]*thing{p.object}) || j.evidenceOf(p) != nil {
				agrees = true
			}
			if slices.Contains(hairstyles, p.tag) || slices.Contains(hairstyles, tags.Head(p.tag)) {
				rival = p
			}
		}
		if !agrees && rival != nil {
			j.contradict(rival.tag, "hair style", m.from, m.to)
			j.replaced = append(j.replaced, k)
		}
	}
}
