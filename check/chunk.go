package check

import (
	"strings"
	"sync"
)

// mention is a noun of the caption that names something visible, with what
// the chunker bound to it.
type mention struct {
	things   []*thing // the readings of the noun
	from, to int      // tokens, the noun itself
	head     bool     // the noun is what the phrase is about: not the cat of "cat ears"
	there    bool     // claimed to be in the picture
	maybe    bool     // said to be there, surely or not
	depicted bool     // printed, plush, carved
	hue      shade    // of the colours bound to it
	coloured bool
	hueFrom  int // tokens of the colours, from the first to after the last
	hueTo    int
	shared   bool   // the colour may belong to the noun before only: "white shirt and socks"
	partly   bool   // of a streak, a tip or the like
	length   string // short, medium, long or very long, of hair
	likened  bool   // its colour is that of something: "as dark as a raven's wing"
	whole    bool   // nothing of its phrase can be outside the word
	of       bool   // "of" follows: a halo of light
	absent   bool   // its word says that it is not there: "hatless"
	several  bool   // one of several, each in its own colour
}

// chunks finds every mention of a thing and binds colours to it. They are
// appended to list, which is empty.
func chunks(text []token, list []mention) []mention {
	for i := 0; i < len(text); {
		t := &text[i]
		if t.quoted || t.named {
			i++
			continue
		}
		found, n := thingsAt(text, i)
		if n == 0 || n == 1 && notANoun(text, i) {
			if t.allusive {
				if m, ok := compound(text, list, i); ok {
					list = append(list, m)
				}
			}
			i++
			continue
		}
		if n == 2 && t.lemma == "hair" && hairActs(text, i) {
			found, n = hairOnly(), 1
		}
		if n == 2 && text[i+1].word == "stands" && t.thing && i+2 < len(text) && text[i+2].mark == 0 && text[i+2].kind&preposition != 0 {
			found, n = t.things.alone, 1 // "one microphone stands like a heron"
		}
		m := mention{things: found, from: i, to: i + n}
		list = append(list, m)
		i += n
	}
	for k := range list {
		bind(text, list, k)
	}
	for k := 1; k < len(list); k++ {
		if madeAs(text, list, k) {
			list[k].depicted = true
		}
	}
	ofBeasts(text, list)
	soIs(text, list)
	together(text, list)
	allIn(text, list)
	return shareOut(text, list)
}

// hairOnly is what words for hair name.
var hairOnly = sync.OnceValue(func() []*thing { return []*thing{theThings().byTag["hair"]} })

// ofBeasts reads "the long ears and tail of a rabbit" as rabbit ears and a
// rabbit tail.
func ofBeasts(text []token, list []mention) {
	for k := 1; k < len(list); k++ {
		beast := &list[k]
		if beast.things == nil || beast.things[0].class != "animal" || beast.from < 3 || !text[beast.from-1].article || text[beast.from-2].word != "of" || text[beast.from].mark != 0 || text[beast.from-1].mark != 0 {
			continue
		}
		end := beast.from - 2
		for n := k - 1; n >= 0 && list[n].to == end && list[n].things != nil; n-- {
			part := theThings().byTag[beast.things[0].tag+"_"+list[n].things[0].tag]
			if part == nil {
				break
			}
			list[n].things, list[n].of, beast.head = []*thing{part}, false, false
			for end = list[n].from - 1; end > 0 && text[end+1].mark == 0 && text[end].kind == 0 && !text[end].thing; end-- {
			}
			if text[end].word != "and" {
				break
			}
		}
	}
}

// together gives every noun of "boots, gloves and choker are all black" the
// colour that is said of them together.
func together(text []token, list []mention) {
	for k := 1; k < len(list); k++ {
		m := &list[k]
		if m.things == nil || !m.head || m.to >= len(text) || text[m.to].mark != 0 || m.hueFrom < m.to && m.coloured && !m.shared {
			continue
		}
		j, all, is := m.to, false, false
		for j < len(text) && text[j].mark == 0 && (text[j].kind&copula != 0 || text[j].word == "all" || text[j].word == "both" || text[j].word == "each") {
			all = all || text[j].kind&copula == 0
			is = is || text[j].kind&copula != 0
			j++
		}
		if !all && !is || j >= len(text) || text[j].mark != 0 || !text[j].colour || !colourEnds(text, j) {
			continue
		}
		first, and := k, false
		for first > 0 {
			link, ok := inList(text, &list[first-1], &list[first])
			if !ok || and && link {
				break
			}
			and = and || link
			first--
		}
		if !and || first == k || predicateBefore(text, list[first].from) {
			continue
		}
		for n := first; n <= k; n++ {
			b := &list[n]
			if b.coloured && b.hueTo <= b.from && !b.shared {
				continue
			}
			b.hue, b.coloured, b.shared, b.hueFrom, b.hueTo = text[j].hue, true, false, j, j+1
		}
	}
}

// allIn gives the nouns of "all in violet: hair, eyes, dress" the colour.
func allIn(text []token, list []mention) {
	for k := range list {
		m := &list[k]
		j := m.from - 1
		if m.things == nil || m.coloured || j < 1 || text[m.from].mark != ',' || !text[j].colour || text[j-1].word != "all" && (j < 2 || text[j-1].word != "in" || text[j-2].word != "all") {
			continue
		}
		for n := k; n < len(list) && !list[n].coloured; n++ {
			if n > k {
				if _, ok := inList(text, &list[n-1], &list[n]); !ok {
					break
				}
			}
			b := &list[n]
			b.hue, b.coloured, b.hueFrom, b.hueTo = text[j].hue, true, j, j+1
		}
	}
}

// inList says that mention b goes on a list after a, and whether by "and".
func inList(text []token, a, b *mention) (and, ok bool) {
	if a.things == nil || a.to > b.from || b.from-a.to > 2 || a.absent || b.absent {
		return false, false
	}
	for j := a.to; j < b.from; j++ {
		switch {
		case text[j].word == "and":
			and = true
		case text[j].kind&determiner == 0:
			return false, false
		}
	}
	if a.to == b.from {
		return and, text[b.from].mark == ','
	}
	return and, and || text[a.to].mark == ','
}

// soIs gives the bow of "her skirt is blue; so is the bow" the colour of the
// skirt.
func soIs(text []token, list []mention) {
	for k := 1; k < len(list); k++ {
		m := &list[k]
		if m.coloured || m.from < 3 || m.things == nil {
			continue
		}
		j := m.from - 1
		for j > 1 && text[j].kind&determiner != 0 && text[j+1].mark == 0 {
			j--
		}
		if j < 1 || text[j].word != "is" && text[j].word != "are" || text[j-1].word != "so" && text[j-1].word != "as" || text[j-1].mark == 0 {
			continue
		}
		for i := k - 1; i >= 0; i-- {
			if b := &list[i]; b.coloured && b.there && text[m.from].sent-text[b.from].sent <= 1 {
				m.hue, m.coloured, m.hueFrom, m.hueTo = b.hue, true, j-1, j
				break
			}
		}
	}
}

// madeAs says that mention k is only what an ornament or the like is made as:
// "her brooch is a golden butterfly", "a necklace with a moon and a key".
func madeAs(text []token, list []mention, k int) bool {
	m := &list[k]
	if m.things == nil || m.depicted {
		return false
	}
	switch m.things[0].class {
	case "animal", "plant", "heavenly", "held", "weapon", "backdrop":
	default:
		return false
	}
	before := &list[k-1]
	if before.things == nil || text[before.from].sent != text[m.from].sent {
		return false
	}
	if before.depicted && before.things[0].class != "backdrop" && before.from < m.from && madeOn(text, before.to, m.from) {
		return true
	}
	switch before.things[0].class {
	case "ornament", "accessory", "neckwear", "headwear", "footwear", "mask":
	default:
		return false
	}
	jewel := before.things[0].class == "ornament" || before.things[0].class == "accessory" || before.things[0].class == "neckwear"
	linked := false
	for j := before.to; j < m.from; j++ {
		t := &text[j]
		switch {
		case t.mark != 0:
			return false
		case t.kind&copula != 0 || t.word == "with" && jewel:
			linked = true
		case t.kind&(verb|preposition|conjunction|pronoun) != 0 && t.kind&adjective == 0:
			return false
		}
	}
	return linked
}

// madeOn says that a list goes on from a to b: ", a key", "and a rose".
func madeOn(text []token, a, b int) bool {
	if b-a > 3 {
		return false
	}
	if b+1 < len(text) && text[b+1].mark == 0 && text[b+1].participle && !text[b+1].thing && text[b+1].kind&adjective == 0 {
		return false // "clutching a stuffed rabbit, a puppy tugging at her hem"
	}
	for j := a; j < b; j++ {
		if text[j].kind&(verb|copula|preposition|pronoun) != 0 && text[j].kind&(adjective|determiner) == 0 || text[j].word == "while" || text[j].word == "but" {
			return false
		}
	}
	return true
}

// hairActs says that the word after the hair at i is what somebody with that
// hair does: "the one with black hair bows".
func hairActs(text []token, i int) bool {
	n := &text[i+1]
	if n.lemma != n.word && i+2 < len(text) && text[i+2].mark == 0 && (text[i+2].word == "to" || text[i+2].word == "up" || text[i+2].word == "out") {
		return true // "hair sticks to his brow"
	}
	if n.lemma == n.word || !n.alsoVerb {
		return false
	}
	for j := i - 1; j > 0 && j > i-5 && text[j+1].mark == 0; j-- {
		if text[j].word == "with" {
			return text[j-1].word == "one" || isPerson(&text[j-1])
		}
	}
	return false
}

// theirs and apart are words for one of several, who may have a colour to
// themselves.
var theirs, apart = wordSet("hers his theirs"), wordSet("hers his theirs one other another first second third former latter left right younger elder older taller shorter smaller bigger youngest eldest")

// shareOut reads "eyes, one red and one blue" and "dresses: the first is red,
// the second white": each of several things in a colour of its own.
func shareOut(text []token, list []mention) []mention {
	said := len(list)
	for i := range text {
		switch {
		case !text[i].apart && !text[i].isPerson && !text[i].possessive:
			continue
		case theirs[text[i].word]:
			if i+1 >= len(text) || text[i+1].mark != 0 || !text[i+1].colour || !closes(text, i+1) {
				continue
			}
		case text[i].apart:
		default:
			if text[i].possessive && i+2 < len(text) && text[i+1].mark == 0 && (text[i+1].word == "is" || text[i+1].word == "are") {
				break // "Mio's is black"
			}
			if !isPerson(&text[i]) || i+1 >= len(text) || text[i+1].mark != 0 || !text[i+1].colour || !closes(text, i+1) {
				continue // but "and the girl black"
			}
		}
		j := i + 1
		ofEyes := false
		for j < len(text) && j < i+6 && text[j].mark == 0 && !text[j].colour && (text[j].length != "" || text[j].word == "and" && j > i+1 && text[j-1].length != "" || text[j].kind&(copula|determiner|adverb) != 0 || text[j].word == "in" || text[j].word == "of" || text[j].word == "as" || text[j].word == "with" || text[j].word == "eye" || text[j].word == "wears" || text[j].word == "has") {
			ofEyes = ofEyes || text[j].word == "eye"
			j++
		}
		if j >= len(text) || text[j].mark != 0 || !text[j].colour || text[j].thing || !colourEnds(text, j) && j+1 < len(text) && text[j+1].kind&(verb|copula) == 0 {
			continue
		}
		for k := said - 1; k >= 0; k-- {
			m := &list[k]
			if text[i].possessive && text[i+1].word == "is" && m.things[0].tag == "eyes" {
				continue // "his is red" is his hair
			}
			if ofEyes != (m.things[0].tag == "eyes") && ofEyes || m.from >= i && !ofEyes || text[i].sent-text[m.from].sent > 1 || text[m.to-1].word == text[m.to-1].lemma && !(m.things[0].tag == "eyes" && m.from > 0 && text[m.from-1].word == "one") && m.things[0].tag != "hair" && !invariant[text[m.to-1].word] && !eachOf(text, m.from) {
				continue
			}
			if !m.there || m.things[0].class == "other" || m.things[0].class == "backdrop" || m.things[0].class == "bodypart" && m.things[0].tag != "eyes" {
				continue
			}
			list = append(list, mention{things: m.things, from: j, to: j + 1, head: true, there: text[j].there(), maybe: text[j].stated(), hue: text[j].hue, coloured: true, hueFrom: j, hueTo: j + 1, several: true})
			break
		}
	}
	return list
}

// invariant are garments whose plural is their singular.
var invariant = wordSet("yukata kimono hakama hanfu hanbok sari cheongsam qipao haori")

// alludes says that compound may find a mention at the word.
func (l *lexeme) alludes() bool {
	return l.hyphen > 0 || l.absent != nil || bares(l) || l.lemma == "patch" || l.word == "one" || l.word == "ones" || hairWords[l.lemma]
}

// compound reads "silver-haired", "blue-eyed" and "cat-eared", and other words
// that speak of a thing without being its noun.
func compound(text []token, list []mention, i int) (mention, bool) {
	if at := int(text[i].hyphen); at > 0 {
		if m, ok := described(text, i, at); ok {
			return m, true
		}
		if m, ok := eared(text, i, at); ok {
			return m, true
		}
	}
	if m, ok := absence(text, i); ok {
		return m, true
	}
	if m, ok := eyePatch(text, i); ok {
		return m, true
	}
	if m, ok := another(text, list, i); ok {
		return m, true
	}
	return hairAlone(text, i)
}

// eyePatch reads "a patch tied over his left eye".
func eyePatch(text []token, i int) (mention, bool) {
	if text[i].lemma != "patch" {
		return mention{}, false
	}
	for j := i - 1; j > 0 && j > i-6 && text[j+1].mark == 0; j-- {
		if (text[j].word == "beneath" || text[j].word == "behind" || text[j].word == "under") && eyeBefore(text, j) {
			return mention{things: []*thing{theThings().byTag["eyepatch"]}, from: i, to: i + 1}, true
		}
	}
	over := false
	for j := i + 1; j < len(text) && j < i+6 && text[j].mark == 0; j++ {
		over = over || text[j].word == "over" || text[j].word == "across" || text[j].word == "covers" || text[j].word == "hides" || text[j].word == "covering"
		if over && text[j].lemma == "eye" {
			return mention{things: []*thing{theThings().byTag["eyepatch"]}, from: i, to: i + 1}, true
		}
	}
	return mention{}, false
}

// eyeBefore says that an eye is told of right before i: "one eye hidden beneath".
func eyeBefore(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-4 && text[j+1].mark == 0; j-- {
		if text[j].lemma == "eye" {
			return true
		}
	}
	return false
}

// eachOf says that the noun at i is everybody's: "each in a frilly dress".
func eachOf(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-6 && text[j+1].mark == 0; j-- {
		if text[j].word == "each" || text[j].word == "every" || text[j].word == "both" {
			return true
		}
	}
	return false
}

// describedBy are the endings of words that describe somebody by a thing, and
// the things.
var describedBy = map[string]string{"haired": "hair", "headed": "hair", "tressed": "hair", "locked": "hair", "maned": "hair", "eyed": "eyes", "skinned": "skin", "winged": "wings", "horned": "horns", "tailed": "tail", "furred": "fur", "scaled": "scales", "feathered": "feathers", "skirted": "skirt", "robed": "robe", "cloaked": "cloak", "gloved": "gloves"}

// described reads "silver-haired" and "black-winged". Words of a thing other
// than hair, eyes and skin count only with a colour.
func described(text []token, i, hyphen int) (mention, bool) {
	ending := text[i].word[hyphen+1:]
	tag := describedBy[ending]
	if tag == "" {
		return mention{}, false
	}
	m := mention{things: []*thing{theThings().byTag[tag]}, from: i, to: i + 1, head: true, there: text[i].there(), maybe: text[i].stated(), length: lengthWord(text[i].word[:hyphen])}
	s, ok := shadeOf(text[i].word[:hyphen])
	if !ok && (tag == "hair" || tag == "eyes" || tag == "fur") {
		s, ok = likenessOfWord(lexemeOf(text[i].word[:hyphen])) // "flame-haired"
	}
	if ok {
		m.hue, m.coloured, m.hueFrom, m.hueTo = s, true, i, i+1
		for j := i - 1; j >= 0 && (text[j].kind&colourWord != 0 && text[j+1].mark == 0 || suspended(text, j)); j-- {
			m.hue.says |= text[j].hue.says
			m.hue.allows |= text[j].hue.allows
		}
	}
	body := ending == "haired" || ending == "eyed" || ending == "skinned"
	return m, m.coloured || body || m.length != "" && tag == "hair"
}

// suspended says that the word at j shares the ending of a later one: the red
// of "red-, blue- and green-haired".
func suspended(text []token, j int) bool {
	if text[j].word == "and" {
		return j > 0 && text[j-1].colour && text[j].start > text[j-1].end+1
	}
	return text[j].colour && j+1 < len(text) && text[j+1].start > text[j].end+1
}

// eared reads "cat-eared" and "pointy-eared".
func eared(text []token, i, hyphen int) (mention, bool) {
	part, ok := strings.CutSuffix(text[i].word[hyphen+1:], "ed")
	if !ok || part != "ear" && part != "tail" && part != "wing" && part != "horn" {
		return mention{}, false
	}
	base := text[i].word[:hyphen]
	if base == "pointed" {
		base = "pointy"
	}
	t := theThings().byTag[base+"_"+part]
	if t == nil {
		t = theThings().byTag[base+"_"+part+"s"]
	}
	if t == nil {
		return mention{}, false
	}
	return mention{things: []*thing{t}, from: i, to: i + 1, head: true, there: text[i].there(), maybe: text[i].stated(), whole: true}, true
}

// another reads "a black one": the thing named before, in another colour.
func another(text []token, list []mention, i int) (mention, bool) {
	if w := text[i].word; w != "one" && w != "ones" || i == 0 || text[i-1].kind&colourWord == 0 || text[i].mark != 0 {
		return mention{}, false
	}
	for k := len(list) - 1; k >= 0; k-- {
		m := &list[k]
		if m.things[0].class == "other" || m.things[0].class == "bodypart" && m.things[0].tag != "eyes" || m.things[0].class == "hairpart" {
			continue
		}
		return mention{things: m.things, from: i, to: i + 1}, true
	}
	return mention{}, false
}

// hairWords are colours of hair that need no noun.
var hairWords = wordSet("redhead red-head redheaded red-headed blonde blond brunette ginger auburn")

// hairAlone reads words for hair that need no noun: "a blonde", "the brunette
// girl", "a redhead".
func hairAlone(text []token, i int) (mention, bool) {
	lemma := text[i].lemma
	if !hairWords[lemma] {
		return mention{}, false
	}
	s := colourTable()[lemma]
	switch lemma {
	case "redhead", "red-head", "redheaded", "red-headed":
		s = shade{hueSet("red orange"), hueSet("red orange brown pink")}
	case "ginger", "auburn":
		if i+1 >= len(text) || text[i+1].mark != 0 || !isPerson(&text[i+1]) {
			return mention{}, false
		}
	}
	m := mention{things: hairOnly(), from: i, to: i + 1, head: true, there: text[i].there(), maybe: text[i].stated(), hue: s, coloured: true, hueFrom: i, hueTo: i + 1}
	if i+1 < len(text) && text[i+1].mark == 0 {
		if isPerson(&text[i+1]) || text[i+1].named || text[i+1].kind&(preposition|verb|copula|conjunction|pronoun) != 0 {
			return m, true
		}
		return m, text[i].possessive || personSoon(text, i)
	}
	return m, true
}

// personSoon says that the phrase goes on to a word for a person: "a blonde
// village girl".
func personSoon(text []token, i int) bool {
	for j := i + 1; j < len(text) && j < i+4 && text[j].mark == 0; j++ {
		if isPerson(&text[j]) {
			return true
		}
		if text[j].kind&(preposition|verb|copula|conjunction) != 0 {
			return false
		}
	}
	return false
}

// verbs that are spelt like things, unless an article or adjective comes first.
var alsoVerbs = wordSet(`bear ring tie watch duck ram crown suit fan map key lock top bow belt mask cap fish swallow hammer drum book train ship shield staff cross trim detail
	border pose face back hand arm light shadow pattern head curl ball snake horse crane bat bug whip cape coat robe plate fly dress cloud bloom blossom
	torch present drink shade tip streak lace pin brush bandage leaf fence rope chain balloon snack sweep fringe highlight braid bun bunch bunches shop
	field scroll heels print pet meal star gift bridge stone rock sand water mirror window desk bench tower building step hide flower bubble spear knife
	bottle cup fork camera stair path swing phone club saw paddle anchor whisk skate rocket towel hoe rake shovel comb coil boot card bell sponge sail ski
	crow toast milk ice vault pilot butter needle nail drone file bubbles bowl cage clip dock fiddle flag hound jam lance monkey mop pan pool purse quiver
	rat seal slime squirrel tail tank thread trumpet veil whistle wolf worm wrinkle claw fin ghost house hood pig parrot skirt spade stew garland harness
	shackle scar leash letter cart tattoo bus blade juice dish cuff collar button buckle pocket pillow blanket carpet candy salute spiral crest gem ladder dart
	badger hawk ferret hog slug carp clam steer chair curtain cushion gate sink screen monitor stream brook mist puddle arch feather fire flame dust smoke table
	lash scale shoulder nose finger ruffle zip garter pepper skewer ham clog wedge flare vest gown mantle cloak bob plait hat
	bag bone cane hose jar ladle nest pencil pen rattle scythe shear shell spoon yarn wrench flute pipe box log branch plant mushroom palm hedge
	skateboard snowboard sled canoe kayak ferry raft taxi bomb catapult flail harpoon torpedo barrel tent buckle bridle cannon mirror magnet fountain sparkle saw`)

// notANoun says that a word at i that could name a thing does something else.
func notANoun(text []token, i int) bool {
	t := &text[i]
	prev, next := beyond, beyond
	if i > 0 {
		prev = &text[i-1]
	}
	if i+1 < len(text) {
		next = &text[i+1]
	}
	if next.mark == 0 && next.word == "the" && hasColourOf(text, i) {
		return false // "a long gown the colour of cherries"
	}
	if surelyVerb(text, i) || t.word != t.lemma && t.alsoVerb && t.mark == 0 && prev.mark == 0 && (prev.word == "that" || prev.word == "which" || prev.word == "who") {
		return true // "the mecha that towers behind him"
	}
	if t.word != t.lemma && (prev.word == "and" && i > 1 && huesAlone(&text[i-2]) || next.word == "and" && i+2 < len(text) && huesAlone(&text[i+2])) && colourTable()[t.lemma].says != 0 {
		return true // "greens and violets"
	}
	if t.word == t.lemma && next.mark == 0 && next.kind&colourWord != 0 && t.kind&colourWord == 0 && !next.thing && t.likeHue.says != 0 {
		return true // "blood red"
	}
	if (prev.word == "one" || prev.word == "other" || prev.word == "she" || prev.word == "he" || prev.word == "another") && t.mark == 0 && t.word != t.lemma && strings.HasSuffix(t.word, "s") && next.mark == 0 && (next.word == "at" || next.word == "away" || next.word == "on" || next.word == "out" || next.word == "down" || next.word == "into") {
		return true // "one hammers at the drums"
	}
	switch t.word {
	case "top":
		return prev.word == "on" || prev.word == "at" || prev.word == "the" || prev.word == "its" || next.word == "of"
	case "blade", "blades":
		if prev.word == "shoulder" || prev.word == "skate" || prev.word == "rotor" || prev.word == "propeller" || next.word == "of" && next.mark == 0 {
			return true
		}
	case "wave", "waves":
		return next.word == "of" && next.mark == 0 || t.word == "waves" && t.mark == 0 && next.mark == 0 && greeting[next.word] && prev.thing && !prev.possessive && prev.kind&colourWord == 0
	case "shades", "bed", "sea", "bunch", "bunches":
		return next.word == "of" && next.mark == 0 || t.word == "shades" && prev.word != "wearing" && prev.word != "dark" && prev.word != "wears"
	case "back":
		return prev.kind&determiner == 0
	case "suit":
		for k := i + 1; k < len(text) && k < i+5 && next.word == "of" && text[k].mark == 0; k++ {
			if text[k].lemma == "armour" || text[k].lemma == "armor" || text[k].lemma == "mail" {
				return true
			}
		}
		return prev.kind&(pronoun) != 0 || next.mark == 0 && next.kind&(determiner|pronoun) != 0
	case "fly", "fair", "kid", "goat":
		return t.word != "goat"
	case "spirits":
		return prev.word != "of"
	case "flies":
		if prev.mark == 0 && t.mark == 0 && prev.kind&^colourWord == 0 && prev.word == prev.lemma && !prev.possessive && prev.word != "fruit" && prev.word != "house" {
			return true
		}
	case "mouse":
		return next.word == "pointer"
	case "crowns":
		return prev.thing && prev.word == prev.lemma && prev.kind == 0 && t.mark == 0 && next.mark == 0 // "a halo crowns her hair"
	case "crown":
		return next.word == "of" && i+2 < len(text) && (text[i+2].kind&determiner != 0 || text[i+2].word == "braids")
	case "tee", "pipe", "pipes":
		return prev.kind&(determiner|adjective|colourWord) == 0
	case "tie", "ties", "bow", "bows":
		return prev.kind&pronoun != 0 || next.mark == 0 && (next.kind&(determiner|pronoun) != 0 || t.word == "ties" && (next.word == "in" || next.word == "at" || next.word == "up" || next.word == "back"))
	case "dress":
		return prev.word == "traditional" || prev.word == "national" || prev.word == "formal" || prev.word == "fancy" || prev.word == "period"
	case "palette":
		switch prev.word {
		case "artist's", "painter's", "paint", "wooden", "a", "his", "her", "and":
			return next.word == "of" && next.mark == 0
		}
		return true // of the picture
	case "watch", "watches":
		if t.word == "watches" && t.mark == 0 && (prev.word == "and" || prev.word == "who") && (next.mark != 0 || next.kind&(preposition|adverb|pronoun|determiner) != 0) && i > 1 && text[i-2].kind&(determiner|adjective|colourWord) == 0 {
			return true // "leans on the counter and watches with a grin"
		}
		if next.word == "over" && next.mark == 0 || prev.mark == 0 && keepsWatch[prev.word] || prev.word == "on" || next.mark == 0 && (next.word == "from" || next.word == "as") && t.mark == 0 && (prev.thing || isPerson(prev)) && !prev.possessive {
			return true
		}
	case "pool":
		if prev.word != "swimming" && lit(text, i) {
			return true // "in the spotlight's single pool"
		}
	case "ruin":
		if prev.kind&(determiner|adjective|colourWord) == 0 {
			return true
		}
	case "iris":
		return prev.word == "one" || prev.word == "each" || prev.word == "other" || prev.whose || next.mark == 0 && next.colour
	case "helm":
		return prev.word == "the" && i > 1 && (text[i-2].word == "at" || text[i-2].word == "takes" || text[i-2].word == "behind")
	case "plaster":
		return next.mark == 0 && next.kind&(preposition|verb|copula) == 0 || prev.kind&(determiner|adjective|colourWord) == 0
	case "flat", "crisp", "sweet", "fry", "chip", "bill", "remote", "convertible", "spec", "jean":
		return t.word == t.lemma
	case "stole", "ram":
		return next.mark == 0 && next.kind&determiner != 0 || prev.kind&pronoun != 0
	case "palm", "palms", "calf", "calves", "temple", "temples":
		return bodyPlace(text, i)
	case "mole", "moles":
		return next.mark == 0 && next.kind&preposition != 0 && next.word != "of" || prev.word == "beauty"
	case "bust":
		return next.word != "of" && prev.word != "marble" && prev.word != "stone" && prev.word != "bronze" && prev.word != "plaster"
	case "fans":
		return prev.kind&colourWord == 0 && prev.word != "two" && prev.word != "paper" && prev.word != "folding" && prev.word != "holding"
	case "letters":
		return next.mark == 0 && next.kind&(verb|preposition) != 0 && next.word != "from" && next.word != "in" || prev.word == "large" || prev.word == "big" || prev.word == "bold" || prev.word == "block"
	case "trunk", "trunks":
		return next.word == "of" || prev.word == "tree" || prev.possessive || prev.kind&(determiner|adjective) == 0
	case "cloak", "mantle", "cape", "shawl", "scarf", "cloth":
		if next.word == "of" && next.mark == 0 && i+2 < len(text) {
			return weathers[text[i+2].lemma]
		}
	case "camera", "lens":
		if prev.word == "the" && (i < 2 || !held[text[i-2].word]) && t.word != "lens" {
			return true // the viewer's
		}
		if prev.word == "the" && i > 1 {
			switch text[i-2].word {
			case "at", "into", "to", "toward", "towards", "for", "from", "off":
				return true // the viewer's
			}
		}
	case "lighter":
		return next.mark == 0 && (next.kind&colourWord != 0 || next.word == "than")
	case "globe":
		if next.mark == 0 && next.word == "of" {
			return true // "the blue globe of the Earth"
		}
	case "fork":
		if next.mark == 0 && (next.word == "of" || next.word == "in") {
			return true
		}
	case "tails":
		return prev.word == "in" || prev.word == "and" && i > 1 && text[i-2].word == "tie"
	case "keys":
		if i > 1 && text[i-2].word == "in" && prev.mark == 0 && t.mark == 0 && prev.word != "his" && prev.word != "her" {
			return true // "they sing in five keys"
		}
	case "fan", "rope", "thread", "threads", "key", "apple":
		if next.mark == 0 && (next.word == "of" || t.word == "key" && next.word == "to") {
			return true
		}
	case "needle", "needles":
		return next.word == "of" && next.mark == 0 || prev.word == "pine" || prev.word == "fir" || pinesBefore(text, i)
	case "butterfly", "owl", "sheep":
		return prev.word == "social" || prev.word == "night" || prev.word == "counting"
	case "pencil":
		return prev.word == "in"
	case "plates":
		if prev.possessive || prev.word == "armour" || prev.word == "armor" || prev.word == "metal" || prev.word == "its" {
			return true
		}
	case "anchor":
		return prev.word == "at"
	case "fishes":
		return prev.kind&(determiner|adjective|colourWord) == 0
	case "scarred", "tattooed":
		if prev.thing && prev.mark == 0 && t.mark == 0 && prev.things.alone[0].class != "bodypart" {
			return true // "its plates scarred by battle"
		}
	case "shell", "shells":
		if prev.word == "its" || prev.possessive || hatched(text, i) {
			return true // of an egg, a nut or a tortoise
		}
	case "bone":
		if next.mark == 0 && (next.word == "dry" || next.word == "china" || next.word == "tired" || next.word == "idle") {
			return true
		}
	case "sake":
		return prev.whose || prev.possessive || prev.word == "the" && i > 1 && text[i-2].word == "for"
	case "heels":
		if prev.whose && next.mark == 0 && next.kind&^(verb|preposition) == 0 && next.word != "click" && next.word != "clack" {
			return true // "her heels dug in"
		}
		return i > 1 && text[i-2].word == "at"
	case "train", "trains":
		switch prev.word {
		case "long", "trailing", "sweeping", "dress's", "gown's", "lace", "silk", "cathedral":
			return true
		}
		return prev.whose || t.word == "train" && next.word == "of" && next.mark == 0 || prev.word == "whose" && gowned(text, i)
	case "glass", "glasses":
		return t.word == "glass" && prev.word != "a" && next.word != "of" && prev.word != "wine"
	case "spring", "piercing":
		return true
	case "plate":
		return prev.kind&determiner == 0 && (i < 2 || text[i-2].kind&determiner == 0)
	case "swing":
		return prev.word == "full"
	case "ball":
		switch prev.word {
		case "masked", "masquerade", "costume", "royal", "grand", "winter", "midnight":
			return true
		}
		if next.word == "of" && next.mark == 0 {
			return true
		}
	case "plane", "planes":
		return prev.kind&(determiner|colourWord|adjective) == 0 && (i < 2 || prev.kind != 0 || text[i-2].kind&(determiner|colourWord|adjective) == 0)
	case "club", "clubs":
		if next.mark == 0 && (next.lemma == "room" || next.lemma == "member" || next.lemma == "activity" || next.lemma == "president" || next.lemma == "house") || prev.word == "the" && i > 1 && text[i-2].kind&preposition != 0 {
			return true
		}
		return prev.mark == 0 && prev.kind == 0 && !prev.possessive && !clubbed[prev.word] // "the light music club"
	case "pyramid", "pyramids":
		return next.mark == 0 && next.word == "of" || prev.kind&preposition != 0 || prev.kind&^adjective == 0 && i > 1 && text[i-2].kind&preposition != 0
	case "skull":
		return prev.whose // of somebody alive
	case "braces":
		return next.mark == 0 && (next.word == "for" || next.word == "against" || next.word == "himself" || next.word == "herself" || next.kind&determiner != 0)
	case "bass", "pumps":
		return prev.kind&(determiner|colourWord|adjective) == 0
	case "present":
		return next.word == "and" && i+2 < len(text) && text[i+2].word == "correct" || prev.kind&determiner == 0 || prev.kind&copula != 0 || next.kind&determiner != 0
	}
	if t.kind&colourWord != 0 {
		return colourNotThing(text, i)
	}
	if prev.kind&pronoun != 0 && prev.mark == 0 && t.mark == 0 && prev.word != "one" && prev.word != "other" {
		return true
	}
	if t.alsoVerb && actsAsVerb(text, i) || takesObject(text, i) || moves(text, i) {
		return true
	}
	if t.kind&verb == 0 || prev.kind&(determiner|colourWord|adjective) != 0 {
		return false
	}
	if opensPhrase(text, i) {
		return false
	}
	// "drill curls spill": another verb follows.
	return prev.kind != 0 || isPerson(prev) || t.mark != 0 || next.kind&(verb|copula) == 0
}

// pinesBefore says that the sentence tells of pines before i, whose needles are
// meant.
func pinesBefore(text []token, i int) bool {
	for j := i - 1; j >= 0 && text[j].sent == text[i].sent; j-- {
		switch text[j].lemma {
		case "pine", "fir", "spruce", "larch", "cedar", "cactus":
			return true
		}
	}
	return false
}

// hatched says that the sentence or the one before tells of what has a shell.
func hatched(text []token, i int) bool {
	for j := i - 1; j >= 0 && text[i].sent-text[j].sent < 2; j-- {
		switch text[j].lemma {
		case "egg", "nut", "walnut", "tortoise", "turtle", "snail", "crab", "pistachio":
			return true
		}
	}
	return false
}

// clubbed are words before a club that strikes.
var clubbed = wordSet("wooden spiked heavy huge massive stone iron great giant crude nailed studded metal golf war knobbly thick")

// held are words for having something in the hand.
var held = wordSet("holds holding raises raising lifts lifting lowers lowering with carries carrying adjusts adjusting grips clutches")

// colourNotThing says that a word for a colour and a thing is the colour at i:
// it stands before a noun, or without a determiner.
func colourNotThing(text []token, i int) bool {
	t := &text[i]
	if t.word != t.lemma {
		return false
	}
	if modifies(text, i) || amongColours(text, i) {
		return true
	}
	if i == 0 || t.mark != 0 {
		return t.mark != 0
	}
	prev := &text[i-1]
	if prev.word == "of" && i > 1 {
		if text[i-2].things.any(func(t *thing) bool { return t.class == "held" || t.class == "food" }) {
			return false // "a bottle of champagne"
		}
	}
	if prev.kind&determiner != 0 {
		return false
	}
	return !(i > 1 && prev.mark == 0 && prev.kind&^(adjective|colourWord) == 0 && (text[i-2].kind&determiner != 0 || opensPhrase(text, i)))
}

// huesAlone says that the word is colours in the plural: greens.
func huesAlone(t *token) bool {
	s, ok := colourTable()[t.lemma]
	return ok && s.says != 0 && t.word != t.lemma && !t.thing
}

// amongColours says that "and" joins the word at i with another colour: "its
// orange and turquoise".
func amongColours(text []token, i int) bool {
	return i+2 < len(text) && text[i+1].word == "and" && text[i+2].mark == 0 && text[i+2].colour && !text[i+2].thing ||
		i > 1 && text[i-1].word == "and" && text[i].mark == 0 && text[i-2].colour && !text[i-2].thing && colourEnds(text, i)
}

// surelyVerb says that only a verb can stand at i, whatever else the word
// means: "ready to drum the table", "stands and bows to us", "the girl,
// smiling, waves at us", "her gaze needles the man".
func surelyVerb(text []token, i int) bool {
	t := &text[i]
	if i == 0 || i+1 >= len(text) || t.possessive {
		return false
	}
	prev, next := &text[i-1], &text[i+1]
	if t.word == t.lemma && t.mark == 0 && prev.mark == 0 && (prev.word == "that" || prev.word == "which" || prev.word == "who") && i > 1 && text[i-2].word != text[i-2].lemma && next.mark == 0 && next.kind&(preposition|adverb) != 0 {
		return true // "braids that swing out"
	}
	object := next.mark == 0 && next.kind&(determiner|pronoun) != 0
	if t.word != t.lemma && t.alsoVerb && t.mark == 0 && next.mark == 0 && next.kind&preposition != 0 && next.word != "of" && next.word != "with" && pouring[prev.word] && !wornOut[t.lemma] {
		return true // "rain hammers on the umbrella"
	}
	if t.word != t.lemma && t.alsoVerb && t.mark == 0 && next.mark == 0 && next.kind&preposition != 0 && next.word != "of" && ofOne(text, i) {
		return true // "a downpour hammers on the roof"
	}
	if t.word == "drums" && t.mark == 0 && next.mark == 0 && (next.word == "on" || next.word == "against" || object) && prev.kind&(determiner|adjective|colourWord) == 0 {
		return true // "rain drums on the roof"
	}
	if t.word == t.lemma {
		return prev.word == "to" && t.mark == 0 && object && i > 1 && text[i-2].word != "next" && text[i-2].word != "close" && text[i-2].word != "due"
	}
	after := next.mark == 0 && next.kind&(preposition|adverb|determiner) != 0 && next.word != "of" && next.word != "with"
	switch {
	case prev.word == "and" && i > 1 && t.mark == 0 && after && t.alsoVerb && prev.mark == 0 && !pluralNoun(&text[i-2]) && verbBefore(text, i-2):
		return true // "light streams in behind her and pools on the floor"
	case prev.word == "and" && i > 1 && t.mark == 0 && after:
		before := &text[i-2]
		return prev.mark == ',' && !before.thing || prev.mark == 0 && before.kind&verb != 0 && before.kind&(adjective|preposition) == 0 && before.word != before.lemma && strings.HasSuffix(before.word, "s")
	case t.mark == ',' && t.alsoVerb && next.mark == 0 && dodging[next.word] && aside(text, i):
		return true // "the girl, in a red scarf and mittens, ducks behind a wall"
	case t.mark == ',' && t.moving && next.mark == 0 && next.kind&preposition != 0 && next.word != "of" && next.word != "with" && aside(text, i):
		return true // "her hair, black as tar, whips in the wind"
	case t.mark == ',' && after && t.alsoVerb && prev.word == prev.lemma && farther[next.word]:
		return true // "her cat, black as the pot, watches from the shelf"
	case t.mark == ',' && after:
		return prev.kind&verb != 0 && prev.kind&adjective == 0 && strings.HasSuffix(prev.word, "ing") && prev.mark == ',' && next.word != "in" && next.word != "on"
	}
	return takesObject(text, i)
}

// pouring are what falls, blows and shines; wornOut are what is worn in it.
var pouring, wornOut = wordSet("rain snow wind light sunlight moonlight sun water hail sleet smoke steam sweat blood thunder fog mist surf"), wordSet("boot hat cap coat cape bow suit glove vest shoe veil flower bell")

// ofOne says that "a" and a noun lead to the plural at i, which can then be no
// noun.
func ofOne(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-5 && text[j+1].mark == 0; j-- {
		t := &text[j]
		if t.word == "a" || t.word == "an" {
			return j < i-1 && text[i-1].kind == 0 && text[j+1].word != "few" && text[j+1].word != "dozen" && text[j+1].word != "hundred" && text[j+1].word != "couple"
		}
		if t.kind&^(adjective|colourWord) != 0 || t.word != t.lemma || t.possessive {
			return false
		}
	}
	return false
}

// pluralNoun says that the word is a noun in the plural, with which a list may
// begin.
func pluralNoun(t *token) bool { return t.word != t.lemma && t.kind&^(adjective|colourWord) == 0 }

// verbBefore says that a verb in -s has been said in the clause up to i, of
// which no object is listed.
func verbBefore(text []token, i int) bool {
	if text[i].kind&(pronoun|adverb|preposition) == 0 && !(i > 0 && text[i-1].kind&(determiner|preposition) != 0) {
		return false
	}
	object := false
	for j := i; j >= 0 && j > i-9 && text[j].sent == text[i].sent; j-- {
		t := &text[j]
		if j < i && text[j+1].mark != 0 {
			return false
		}
		object = object || t.kind&(preposition|adverb) != 0
		if t.kind&verb != 0 && t.kind&(adjective|preposition) == 0 && t.word != t.lemma && strings.HasSuffix(t.word, "s") || t.kind == 0 && j > 0 && t.word != t.lemma && text[j-1].word == text[j-1].lemma && (!t.thing || t.alsoVerb) {
			return object
		}
	}
	return false
}

// greeting are words after "waves" of somebody: "a girl with twintails waves
// from a balcony".
var greeting = wordSet("from at to back goodbye hello down up cheerfully happily shyly")

// keepsWatch are words before "watch" that name no timepiece.
var keepsWatch = wordSet("night keep keeps keeping kept stand stands standing stood maintain maintains maintaining")

// dodging are words after verbs of moving and acting, which do not follow the
// last noun of a list.
var dodging = wordSet("behind under beneath past out down away back over through into across hard for low around round against")

// aside says that a phrase between commas, which a preposition, a participle
// or an adjective opens, ends before i: ", in a scarf and mittens, ducks".
func aside(text []token, i int) bool {
	for j := i - 1; j > 0 && text[j].sent == text[i].sent && text[j].mark != ';'; j-- {
		if text[j].mark == ',' {
			t := &text[j]
			return t.kind&(preposition|adjective) != 0 || t.word == "one" || t.word == "each" || t.word == "both" || t.kind&colourWord != 0 && text[j+1].word == "as" || t.kind == 0 && !t.thing && t.word == t.lemma && j == i-1 || t.kind&verb != 0 && strings.HasSuffix(t.word, "ing")
		}
	}
	return false
}

// gowned says that the text has told of a garment with a train before i.
func gowned(text []token, i int) bool {
	for j := range i {
		switch text[j].lemma {
		case "dress", "gown", "bride", "robe", "veil", "kimono", "cape", "cloak", "skirt":
			return true
		}
	}
	return false
}

// opensPhrase says that a determiner and describing words lead to i: "a single
// long braid".
func opensPhrase(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-5 && text[j+1].mark == 0; j-- {
		t := &text[j]
		if t.kind&determiner != 0 {
			return j < i-1
		}
		if t.kind&^(adjective|colourWord) != 0 || isPerson(t) || t.thing || t.named || t.word != t.lemma {
			return false
		}
	}
	return false
}

// farther are prepositions of where somebody looks or goes.
var farther = wordSet("from at over across through down up past toward towards into along")

// weathers are what a landscape is said to be cloaked in.
var weathers = wordSet("snow darkness mist night shadow leaf ivy light star fog moss silence cloud ice frost smoke dust")

// bodyPlace says that a word that also names a part of the body does so at i:
// "her palm", "mid-calf", "the palm of her hand".
func bodyPlace(text []token, i int) bool {
	if i+1 < len(text) && text[i+1].mark == 0 && (text[i+1].word == "of" || text[i+1].lemma == "tree" || text[i+1].lemma == "frond") {
		return text[i+1].word == "of"
	}
	for j := i - 1; j >= 0 && j > i-4 && text[j+1].mark == 0; j-- {
		if i+1 < len(text) && text[i+1].mark == 0 && palmsDo[text[i+1].word] {
			return true
		}
		switch text[j].word {
		case "her", "his", "their", "one", "both", "open", "outstretched", "upturned", "mid", "bare", "each":
			return true
		}
		if text[j].kind&(verb|preposition|copula) != 0 {
			return false
		}
	}
	return false
}

// palmsDo are words after the palm of a hand.
var palmsDo = wordSet("flat up upward upwards out outward pressed resting raised open down")

// takesObject says that a word in -s has an object right after it, as no noun
// has: "peppers the stew".
func takesObject(text []token, i int) bool {
	t := &text[i]
	if t.word == t.lemma || t.possessive || i == 0 || i+2 >= len(text) || text[i+1].mark != 0 {
		return false
	}
	switch text[i+1].word {
	case "a", "an", "the", "her", "his", "their", "its":
	default:
		return false
	}
	switch text[i+2].lemma {
	case "colour", "color", "size", "shade", "same", "kind", "length":
		return false
	}
	prev := &text[i-1]
	return t.mark == ',' || prev.kind&(determiner|adjective|colourWord|preposition|verb|copula) == 0 && !prev.possessive
}

// moving are verbs, spelt like things, of how things move and lie.
var moving = wordSet("bob snake pool tower thread fan ring claw tail rocket worm veil crown bloom fork quiver wave wrinkle whip stream ripple trail")

// moves says that the word at i is what the thing before it does: "the road
// snakes upward", "her lips quiver".
func moves(text []token, i int) bool {
	t := &text[i]
	if i == 0 || t.mark != 0 || !t.moving || text[i-1].possessive || !text[i-1].thing {
		return false
	}
	prev := &text[i-1]
	if t.word == t.lemma {
		return prev.word != prev.lemma && (i+1 == len(text) || text[i+1].mark != 0 || text[i+1].kind&(adverb|preposition|determiner|conjunction) != 0)
	}
	return prev.word == prev.lemma && i+1 < len(text) && text[i+1].mark == 0 && (text[i+1].kind&(preposition|adverb) != 0 || strings.HasSuffix(text[i+1].word, "ward"))
}

// actsAsVerb says that a word that is both is a verb at i: in -s after what
// can act, plain after "to", a modal verb or several people.
func actsAsVerb(text []token, i int) bool {
	t := &text[i]
	j := i - 1
	for j >= 0 && text[j].kind == adverb && text[j+1].mark == 0 {
		j--
	}
	if j < 0 {
		return false
	}
	prev := &text[j]
	after := i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&(determiner|pronoun) != 0
	if t.word == t.lemma && t.mark == ',' && i+1 < len(text) && text[i+1].mark == 0 && (text[i+1].article || text[i+1].whose || text[i+1].word == "it") && aside(text, i) {
		return true // "two girls, one in red and the other in blue, bat a ball"
	}
	if text[j+1].mark != 0 {
		return t.word != t.lemma && text[j+1].mark == ',' && after
	}
	if t.word == t.lemma {
		return prev.word == "to" || prev.word == "and" && after || prev.kind&verb != 0 && (prev.word == "can" || prev.word == "could" || prev.word == "will" || prev.word == "would" || prev.word == "does" || prev.word == "do") ||
			prev.word == "they" || prev.word == "who" && after || manyAct(prev, text, i) || after && prev.kind&^verb == 0 && !prev.colour && !prev.possessive || isPerson(prev) && prev.lemma != prev.word && !prev.possessive
	}
	if prev.possessive || prev.kind&(determiner|preposition) != 0 && prev.kind&pronoun == 0 {
		return false
	}
	if prev.word == "and" && prev.mark == ',' && i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&(preposition|determiner) != 0 {
		return true // "howls, and hammers on her guitar"
	}
	if isPerson(prev) && j > 0 && text[j].mark == 0 && text[j-1].colour && j > 1 && text[j-1].mark == 0 && text[j-2].kind&verb != 0 {
		return false // "they wear black maid dresses"
	}
	if i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind == adverb && strings.HasSuffix(text[i+1].word, "ly") && prev.kind == 0 && (prev.word == prev.lemma || prev.lemma == "foot") {
		return true // "his suitcase rocks gently"
	}
	return after || particleAfter(text, i) && (prev.kind&(colourWord|adjective|conjunction) == 0 || prev.thing) || actor(text, j)
}

// manyAct says that several things before the word at i do what it says: "sparks
// fountain where the torch meets steel".
func manyAct(prev *token, text []token, i int) bool {
	if i+1 >= len(text) || text[i+1].mark != 0 || text[i+1].kind&(preposition|adverb) == 0 && text[i+1].word != "where" || text[i+1].word == "of" || text[i+1].word == "with" {
		return false
	}
	return prev.word != prev.lemma && prev.kind == 0 && !prev.possessive && !prev.colour && !pluralOnly[prev.word] && strings.HasSuffix(prev.word, "s")
}

// pluralOnly are words in -s that stand before nouns.
var pluralOnly = wordSet("sports arms goods savings sales clothes ladies mens womens girls boys kids horses tears")

// particleAfter says that a particle of verbs follows: "fans out".
func particleAfter(text []token, i int) bool {
	if i+1 >= len(text) || text[i+1].mark != 0 {
		return false
	}
	switch text[i+1].word {
	case "out", "off", "away", "back":
		return true
	}
	return false
}

// actor says that the word at i can do something: a person, an animal, hair.
func actor(text []token, i int) bool {
	t := &text[i]
	if isPerson(t) || t.named || t.kind&pronoun != 0 && t.word != "one" && t.word != "other" || t.capital && t.mark != '.' {
		return true
	}
	if t.kind == 0 && !t.thing && t.lemma == t.word && (strings.HasSuffix(t.word, "er") || strings.HasSuffix(t.word, "ist") || strings.HasSuffix(t.word, "or") || strings.HasSuffix(t.word, "man")) {
		return true
	}
	found, n := thingsAt(text, i)
	return n > 0 && (found[0].class == "animal" && t.lemma == t.word || found[0].tag == "hair" || found[0].class == "hairstyle")
}

// modifies says that a noun follows the word at i in its phrase.
func modifies(text []token, i int) bool {
	if i+1 >= len(text) || text[i+1].mark != 0 {
		return false
	}
	n := &text[i+1]
	if i > 0 && (text[i-1].word == "a" || text[i-1].word == "an") && n.kind == 0 && n.word != n.lemma && i+2 < len(text) && text[i+2].kind&preposition != 0 {
		return false // "a rainbow arches over"
	}
	if n.kind&^verb == 0 && strings.HasSuffix(n.word, "ed") && i+2 < len(text) && text[i+2].mark == 0 && text[i+2].kind&preposition != 0 {
		return false // "a rose pinned above her ear"
	}
	return n.kind&(preposition|conjunction|copula|pronoun|determiner) == 0 && (n.kind&verb == 0 || n.kind&adjective != 0)
}

// likenesses are nouns after which a thing is only a motif or a part: "cat
// print", "fish-shaped", "dragon statue".
var likenesses = wordSet(`print shape shaped motif pattern patterned design theme themed style styled keychain charm statue figurine emblem logo sticker ornament accessory
	accessories costume onesie pose cafe café house poster plush plushie toy doll mask hood cage tattoo head paw paws collar whiskers nose horn scale
	scales skin fur feather spirit god goddess hunter tamer rider keeper lover symbol icon balloon slippers pajamas pyjamas kigurumi bowl bed food leash
	egg pin clip stand shop store garden field orchard stall machine sign suit statuette hairpin earrings hairclip stripe silhouette outline cushion box
	jar case holder stain stains girl boy woman man maid sketch drawing skirt stub art illustration juice leather handle stew soup shirt catcher seller
	show fair town village knight queen king prince princess shrine child year dance festival wallpaper curtain brooch necklace pendant chef cook vendor
	dealer maker player teacher truck cart shell tooth fin bone bones skull nest trainer whisperer tattoos statues figurines prints motifs emblems earring
	hairband headband hoodie beanie hat backpack purse mug stickers factory farm pen barn stable path trail track tracks call song lily slipper lily slipper`)

// bind fills in what belongs to mention k.
func bind(text []token, list []mention, k int) {
	m := &list[k]
	if m.things == nil {
		return
	}
	done := m.coloured || m.length != "" || m.whole
	if m.absent {
		return
	}
	last := &text[m.to-1]
	m.there, m.maybe = last.there(), last.stated()
	if last.possessive && m.things[0].class != "hairpart" && m.things[0].class != "bodypart" && (m.to >= len(text) || text[m.to].mark != 0) {
		m.there = false // "hair like a doll's"
	}
	if last.possessive && m.to < len(text) && text[m.to].word == "worth" {
		m.there = false // "two scarves' worth of breath"
	}
	m.depicted = last.depicted
	m.head = !compoundModifier(text, list, k) || m.to == m.from+1 && strings.HasSuffix(last.word, "ed") && (m.things[0].class == "feature" || m.things[0].class == "eyewear")
	if m.to < len(text) && text[m.to].word == "of" && text[m.to].mark == 0 {
		m.of = true
	}
	if done {
		m.head = true
		return
	}
	leftColours(text, list, k)
	if !m.coloured && m.from > 2 && text[m.from-1].kind&determiner != 0 && text[m.from-2].word == "of" && text[m.from-1].mark == 0 {
		// "the red of her eyes"
		if s, ok := colourTable()[text[m.from-3].word]; ok {
			m.addHue(s, m.from-3, m.from-2)
		}
	}
	if !m.coloured && m.from > 1 && text[m.from-1].word == "of" && text[m.from-1].mark == 0 && text[m.from].mark == 0 && (m.things[0].tag == "eyes" || m.things[0].tag == "hair" || m.things[0].tag == "skin") {
		// "red of eye"
		if s, ok := colourTable()[text[m.from-2].word]; ok {
			m.addHue(s, m.from-2, m.from-1)
		}
	}
	if !m.coloured && m.from > 2 && text[m.from].mark == 0 && text[m.from-1].kind&determiner != 0 && colourFirst(text, m.from-3) {
		// "blue are her eyes"
		m.addHue(text[m.from-3].hue, m.from-3, m.from-2)
	}
	if !m.coloured {
		if rightColours(text, m); !m.coloured {
			predicate(text, m)
		}
		if !m.coloured {
			likeColours(text, m)
		}
	} else if own := *m; m.shared {
		own.coloured, own.shared, own.hue = false, false, shade{}
		if rightColours(text, &own); own.coloured {
			*m = own
		}
	}
	if m.things[0].class == "hairpart" || m.things[0].class == "hairstyle" {
		if m.length == "" {
			m.length = cutAfter(text, m.to)
		}
		m.partly = partOnly(text, m)
		if m.length == "" {
			m.length = reach(text, m.to)
		}
	}
}

// compoundModifier says that another noun follows in the same phrase.
func compoundModifier(text []token, list []mention, k int) bool {
	m := &list[k]
	if text[m.to-1].possessive {
		return false
	}
	if m.to >= len(text) || text[m.to].mark != 0 {
		return false
	}
	if k+1 < len(list) && list[k+1].from == m.to && list[k+1].things != nil {
		next := text[m.to].word
		return next != "perched" && next != "top"
	}
	n := &text[m.to]
	if m.things[0].class != "hairpart" && isPlace(n) {
		return true // "an alien cave"
	}
	if n.word != n.lemma && text[m.to-1].word == text[m.to-1].lemma && m.to+1 < len(text) && text[m.to+1].mark == 0 && text[m.to+1].kind&(preposition|determiner|adverb) != 0 {
		return false // "a lion heads for the trees"
	}
	return n.kind&verb == 0 && n.likeness
}

// isPlace says that the word can only name a place: cave.
func isPlace(t *token) bool {
	return t.place && t.kind == 0 && t.lemma == t.word
}

// leftColours reads the modifiers before the noun, from right to left.
func leftColours(text []token, list []mention, k int) {
	m := &list[k]
	crossed := false
	dark := -1
	for j := m.from - 1; j >= 0 && j >= m.from-9; j-- {
		t := &text[j]
		if after := text[j+1].mark; after != 0 && !(after == ',' && adjectival(t) && (adjectival(&text[j+1]) || lastOfMany(text, j+1))) {
			break
		}
		if text[j+1].mark == ',' && k > 0 && list[k-1].to == j+1 && list[k-1].head {
			break // "a black dress, long purple hair"
		}
		if text[j+1].mark == ',' && m.coloured && t.colour && !coloursAnd(text, j+1, m.from) {
			break // "half pink, half black, white ribbons"
		}
		if t.quoted || t.named || t.possessive && t.kind&colourWord == 0 {
			break
		}
		if t.colour {
			if t.word == "dark" {
				dark = j
				continue
			}
			m.addHue(t.hue, j, j+1)
			continue
		}
		if l := t.length; l != "" && m.length == "" {
			if l == "long" && stretched(text, j) {
				l = "very long"
			}
			m.length = l
			continue
		}
		if t.word == "and" || t.word == "or" || t.word == "to" && m.coloured {
			if !adjectivalOrColour(&text[j+1]) || j == 0 || !adjectivalOrColour(&text[j-1]) || text[j-1].thing && !text[j-1].colour {
				if j+1 == m.from {
					m.share(text, list, k)
				}
				break
			}
			continue
		}
		if t.kind&(determiner|preposition|copula|conjunction|pronoun) != 0 || t.kind&verb != 0 && t.kind&adjective == 0 {
			break
		}
		if k > 0 && list[k-1].to == j+1 && !crossed {
			// A noun right before: "hair ribbon", whose colours are of the whole.
			crossed = true
			if list[k-1].head && text[j].possessive {
				break
			}
			continue
		}
	}
	if dark >= 0 && !m.coloured {
		m.addHue(text[dark].hue, dark, dark+1)
	}
}

// coloursAnd says that "and" stands between i and end: the colours before it
// are a list.
func coloursAnd(text []token, i, end int) bool {
	for j := i; j < end; j++ {
		if text[j].word == "and" {
			return true
		}
	}
	return false
}

// lastOfMany says that the word at i is the "and" of "brown, red, and black hair".
func lastOfMany(text []token, i int) bool {
	return text[i].word == "and" && i > 1 && i+1 < len(text) && text[i-1].mark == ',' &&
		adjectivalOrColour(&text[i-1]) && adjectivalOrColour(&text[i-2]) && adjectivalOrColour(&text[i+1])
}

func adjectivalOrColour(t *token) bool {
	return t.kind&(colourWord|adjective) != 0 || t.length != "" || t.colour
}

// adjectival guesses that a word describes.
func adjectival(t *token) bool {
	if adjectivalOrColour(t) {
		return true
	}
	if t.kind&(determiner|preposition|copula|conjunction|pronoun|verb) != 0 || isPerson(t) {
		return false
	}
	return !t.thing
}

// share gives a noun without modifiers those of the noun before "and": the
// socks of "white shirt and socks" may be white.
func (m *mention) share(text []token, list []mention, k int) {
	if k == 0 || list[k-1].to != m.from-1 || !list[k-1].coloured {
		return
	}
	before := &list[k-1]
	m.hue, m.coloured, m.shared = before.hue, true, true
	m.hueFrom, m.hueTo = before.hueFrom, before.hueTo
}

func (m *mention) addHue(s shade, from, to int) {
	if !m.coloured {
		m.hue, m.coloured, m.hueFrom, m.hueTo = s, true, from, to
		return
	}
	m.hue.says |= s.says
	m.hue.allows |= s.allows
	m.hueFrom = min(m.hueFrom, from)
	m.hueTo = max(m.hueTo, to)
}

// rightColours reads what is said of the noun after it: "hair is blonde",
// "hair of deep crimson", "a dress in white", "hair dyed pink".
func rightColours(text []token, m *mention) {
	j := m.to
	body := m.things[0].class == "hairpart" || m.things[0].tag == "eyes" || m.things[0].class == "feature" || m.things[0].tag == "skin" || m.things[0].tag == "fur" || m.things[0].tag == "feathers"
	link, vague := "", 0
	if last := &text[m.to-1]; last.possessive && j < len(text) && text[j].colour && colourEnds(text, j) {
		link = "is" // "one eye's red"
	}
	if apposed(text, m) || withinSubject(text, m) {
		return
	}
	for ; j < len(text) && j < m.to+9; j++ {
		t := &text[j]
		if t.mark == ';' || t.mark == '.' || t.quoted {
			return
		}
		if t.mark == ',' && link == "" && t.kind&determiner != 0 && body {
			link = "of"
			continue
		}
		if link == "" && j == m.to && body && (t.word == "a" || t.word == "an") && t.mark == 0 && !within(text, m) {
			link = "of" // "his eyes a cold sapphire"
			continue
		}
		if t.mark == ',' && link == "" && t.kind&(copula|preposition) == 0 && t.word != "which" && t.word != "that" && t.word != "also" && !t.colour && t.word != "a" && t.word != "an" && t.word != "the" {
			return
		}
		if t.colour && t.word != "dark" {
			if link == "" && j > m.to && text[j-1].word == "the" && j+1 < len(text) && text[j+1].word == "of" && t.mark == 0 {
				m.addHue(t.hue, j, j+1) // "a kimono the red of lacquer"
				return
			}
			if link == "" && t.mark != ',' && !(j == m.to && body) && !(j-m.to < 2 && closes(text, j)) {
				return
			}
			if !colourEnds(text, j) && link != "shade" || link == "" && colourFirst(text, j) {
				return
			}
			if t.gone() != text[m.to-1].gone() {
				continue
			}
			m.addHue(t.hue, j, j+1)
			m.likened = m.likened || link == "shade"
			for n := halfMore(text, j+1); n > 0; n = halfMore(text, j+1) {
				m.addHue(text[n].hue, n, n+1)
				j = n
			}
			for (link == "is" || link == "of") && coloursListed(text, j+1) {
				j++
				m.addHue(text[j].hue, j, j+1)
			}
			for j+1 < len(text) && text[j+1].mark == 0 {
				n := &text[j+1]
				if n.word == "and" || n.word == "or" {
					if j+2 < len(text) && text[j+2].colour && colourEnds(text, j+2) {
						j++
						continue
					}
					return
				}
				if !n.colour {
					return
				}
				j++
				m.addHue(n.hue, j, j+1)
			}
			return
		}
		if l := t.length; l != "" && (link == "is" || link == "") && m.length == "" && (body || m.things[0].class == "hairstyle") {
			if l == "long" && stretched(text, j) {
				l = "very long"
			}
			m.length = l
			continue
		}
		if s := t.likeHue; s.says != 0 {
			if j+1 < len(text) && text[j+1].mark == 0 && text[j+1].colour {
				continue // "blood red"
			}
			if link == "shade" || link == "is" && body && closes(text, j) {
				m.addHue(s, j, j+1)
				return
			}
		}
		if link == "shade" {
			if s := likenessHue[t.lemma]; s.says != 0 {
				m.addHue(s, j, j+1)
				m.likened = true
				return
			}
		}
		switch t.word {
		case "is", "are", "was", "were", "being":
			link = "is"
		case "of", "in":
			if link == "" || link == "is" || link == "verb" {
				link = "of"
				continue
			}
			if link == "shade" {
				continue
			}
			return
		case "straw", "wheat", "corn", "honey", "butter", "snow", "milk", "coal", "ink", "night", "soot", "fire", "flame", "blood", "sky", "sea", "ocean", "grass", "ash", "ashes", "rust":
			if link == "shade" {
				m.addHue(t.likeHue, j, j+1)
			}
			return
		case "tangerines", "carrots", "lemons", "cherries", "plums", "chestnuts", "apricots", "peaches", "roses", "rubies", "emeralds", "sapphires":
			if s, ok := shadeOf(singularHue[t.word]); ok && link == "shade" {
				m.addHue(s, j, j+1)
			}
			return
		case "burning", "blazing", "smouldering", "smoldering", "flashing", "blaze", "flash", "shimmering", "glittering", "glinting", "gleamed", "burned", "burnt":
			if !body {
				return
			}
			link = "is" // "eyes burning an electric blue"
		case "dyed", "coloured", "colored", "tinted", "painted", "gleams", "gleam", "glows", "glow", "shines", "shine", "shimmers", "burn", "burns", "looks", "glowing", "shining", "gleaming":
			link = "is"
		case "shade", "shades", "tone", "tones", "hue", "hues", "colour", "color":
			link = "shade"
		case "as":
			switch {
			case j+1 < len(text) && text[j+1].colour && text[j+1].word != "dark":
				link = "is"
			case j+1 < len(text) && (text[j+1].word == "dark" || text[j+1].word == "pale" || text[j+1].word == "bright" || text[j+1].word == "fair"):
				j++ // "as dark as night"
				m.likened = true
				if body && link == "" {
					link = "is" // "hair as dark as a crow's wing"
				}
			case body && link != "":
				link = "shade"
			}
		case "like":
			if !body {
				return
			}
			link = "shade" // "hair like fire"
		case "gone", "turned", "grown", "going", "turning", "went", "became", "has", "have", "had", "been":
			if t.word == "has" || t.word == "have" || t.word == "had" || t.word == "been" {
				if link == "" && hasColourOf(text, j) {
					continue
				}
				if j+1 < len(text) && (text[j+1].word == "gone" || text[j+1].word == "turned" || text[j+1].word == "grown" || text[j+1].word == "been" || text[j+1].word == "dyed") {
					continue
				}
				if link == "" {
					return
				}
				continue
			}
			link = "is"
		case "dark":
			if link == "is" && body && colourEnds(text, j) {
				m.addHue(t.hue, j, j+1)
				return
			}
		case "which", "that", "not", "but", "and", "a", "an", "the", "deep", "soft", "pale", "light", "bright", "rich", "warm", "cool", "vivid", "both", "also", "striking", "lovely", "pastel", "long", "short", "mid", "somewhere", "between", "almost", "vibrant", "brilliant", "beautiful", "lustrous", "muted", "faded", "solid", "pure", "above", "overhead":
			if t.word == "and" && link == "" && sharedPredicate(text, j) && !predicateBefore(text, m.from) {
				for text[j].kind&copula == 0 {
					j++
				}
				link = "is"
				continue
			}
			if t.word == "and" && link == "" && !(j+1 < len(text) && (text[j+1].colour || text[j+1].kind&copula != 0)) {
				return
			}
			if t.word == "that" && link == "of" {
				return
			}
		default:
			if link == "of" && t.kind == 0 && strings.HasSuffix(t.word, "est") {
				continue // "of deepest blue"
			}
			if t.word == "half" && (body || m.things[0].class == "hairstyle") {
				link = "is" // "twintails half pink, half black"
				continue
			}
			if t.kind&adverb != 0 || link == "shade" && t.kind == 0 {
				continue
			}
			if (body && link != "" || link == "is") && t.kind == 0 && vague < 2 && !strings.HasSuffix(t.word, "ed") && !t.thing {
				vague++
				continue
			}
			if body && link == "" && (t.kind&verb != 0 && t.kind&preposition == 0) {
				return
			}
			return
		}
	}
}

// within says that the mention is where something is: "in her hair a rose".
func within(text []token, m *mention) bool {
	i := m.from - 1
	for i >= 0 && text[i+1].mark == 0 && text[i].kind&(determiner|adjective|colourWord) != 0 {
		i--
	}
	return i >= 0 && text[i+1].mark == 0 && text[i].kind&preposition != 0 && text[i].word != "with" && text[i].word != "of"
}

// apposed reads "a bow, large and purple, is pinned": adjectives between
// commas that end in a colour.
func apposed(text []token, m *mention) bool {
	if hueBehind(text, m) {
		return true
	}
	if m.to >= len(text) || text[m.to].mark != ',' {
		return false
	}
	for j := m.to; j+1 < len(text) && j < m.to+5; j++ {
		t := &text[j]
		if j > m.to && t.mark != 0 || t.word != "and" && t.kind&^(adjective|colourWord|adverb) != 0 || t.kind == 0 && t.thing && !t.colour {
			return false
		}
		if t.colour && text[j+1].mark == ',' && (j > m.to || text[j+1].kind&(copula|verb|preposition) != 0) {
			m.addHue(t.hue, j, j+1)
			return true
		}
	}
	return false
}

// hueBehind reads "a ribbon at her collar, bottle green, tied": the colour of a
// noun between commas behind where it is.
func hueBehind(text []token, m *mention) bool {
	if m.to+3 >= len(text) || text[m.to].mark != 0 || text[m.to].word != "at" && text[m.to].word != "in" && text[m.to].word != "on" && text[m.to].word != "around" && text[m.to].word != "round" || !text[m.to+1].whose {
		return false
	}
	j := m.to + 3
	if text[m.to+2].mark != 0 || text[j].mark != ',' || !text[j].colour && (likenessHue[text[j].word].says == 0 || j+1 >= len(text) || !text[j+1].colour) {
		return false
	}
	for j+1 < len(text) && text[j+1].mark == 0 && text[j+1].colour {
		j++
	}
	if !text[j].colour || j+1 < len(text) && text[j+1].mark == 0 {
		return false
	}
	m.addHue(text[j].hue, j, j+1)
	return true
}

// colourFirst says that a sentence begins with the colour at i of what comes after
// its verb: "blue are her eyes".
func colourFirst(text []token, i int) bool {
	return i+2 < len(text) && text[i].colour && (text[i+1].word == "is" || text[i+1].word == "are") && text[i+1].mark == 0 &&
		text[i+2].mark == 0 && text[i+2].kind&determiner != 0 && (i == 0 || text[i].mark != 0 || text[i-1].kind&conjunction != 0)
}

// withinSubject says that a mention ends the subject of a sentence without
// being what it is about: the hair of "the ribbon in her hair is red".
func withinSubject(text []token, m *mention) bool {
	if m.to >= len(text) || text[m.to].mark != 0 || text[m.to].kind&copula == 0 {
		return false
	}
	i := m.from - 1 // the determiner of the mention
	if i < 3 || text[i].kind&determiner == 0 || text[m.from].mark != 0 || text[i].mark != 0 || text[i-1].mark != 0 || text[i-1].kind&preposition == 0 || !text[i-2].thing {
		return false
	}
	for i -= 2; i > 0 && text[i].mark == 0 && text[i].kind&(preposition|verb|copula|conjunction) == 0; i-- {
		if text[i-1].kind&determiner != 0 {
			return i == 1 || text[i-1].mark != 0 || text[i-2].kind&conjunction != 0
		}
	}
	return false
}

// predicate reads the colour of a subject over the phrase after it: "the scarf
// around her neck is green", "the dress that she is wearing is yellow".
func predicate(text []token, m *mention) {
	if m.from == 0 || text[m.from-1].kind&determiner == 0 && text[m.from-1].word != "one" || m.from > 1 && text[m.from-1].word != "one" && text[m.from-1].mark == 0 && text[m.from-2].word != "and" && text[m.from-2].word != "while" && text[m.from-2].word != "but" {
		return
	}
	relative, verbs := false, 0
	for j := m.to; j+1 < len(text) && j < m.to+9 && text[j].mark == 0; j++ {
		t := &text[j]
		if j == m.to {
			relative = t.word == "that" || t.word == "which" || t.kind&pronoun != 0
			if !relative && t.kind&preposition == 0 {
				return
			}
			continue
		}
		if t.word == "is" || t.word == "are" {
			k := j + 1
			for k < len(text) && text[k].kind == adverb && text[k].mark == 0 {
				k++
			}
			if relative && verbs == 0 && k < len(text) && text[k].mark == 0 && strings.HasSuffix(text[k].word, "ing") {
				continue // "the dress that she is wearing"
			}
			if k < len(text) && text[k].mark == 0 && text[k].colour && text[k].word != "dark" && colourEnds(text, k) {
				m.addHue(text[k].hue, k, k+1)
			}
			return
		}
		if t.kind&(copula|conjunction) != 0 || t.word == "that" || t.word == "which" || t.word == "who" {
			return
		}
		if t.kind&verb != 0 && t.word != "has" && t.word != "have" {
			if verbs++; verbs > 1 || !relative && t.word != "wears" && t.word != "wearing" {
				return
			}
		}
	}
}

// halfMore is the token of the colour of "and half pink" at i, or 0.
func halfMore(text []token, i int) int {
	j := i
	for j < len(text) && j < i+3 && (text[j].word == "and" || text[j].word == "the" || text[j].word == "other") {
		j++
	}
	if j+1 < len(text) && text[j].word == "half" && text[j+1].mark == 0 && text[j+1].colour {
		return j + 1
	}
	return 0
}

// cutAfter is the length that is said right after the hair: "black hair
// cropped short", "her blonde hair is long".
func cutAfter(text []token, i int) string {
	for j := i; j < len(text) && j < i+4; j++ {
		t := &text[j]
		if t.mark != 0 && (t.mark != ',' || j > i) || t.denied {
			return ""
		}
		if l := t.length; l != "" {
			if j+1 < len(text) && text[j+1].mark == 0 && text[j+1].kind == 0 && text[j+1].thing {
				return "" // of what follows
			}
			if l == "long" && stretched(text, j) {
				l = "very long"
			}
			return l
		}
		switch t.lemma {
		case "cut", "worn", "kept", "trimmed", "clipped":
		default:
			if t.kind&(copula|adverb) == 0 {
				return ""
			}
		}
	}
	return ""
}

// coloursListed says that the word at i is a colour of a list that ends in
// "and" and a colour: the brown of "is black, brown and red".
func coloursListed(text []token, i int) bool {
	for j := i; j+1 < len(text) && text[j].mark == ',' && text[j].colour; j++ {
		if n := &text[j+1]; n.word == "and" {
			return j+2 < len(text) && text[j+2].colour && colourEnds(text, j+2)
		}
	}
	return false
}

// sharedPredicate reads "her wings and dress are white" from "and" on.
func sharedPredicate(text []token, i int) bool {
	for j := i + 1; j+1 < len(text) && j < i+4 && text[j].mark == 0; j++ {
		if text[j].kind&copula != 0 {
			return j > i+1 && text[j+1].colour
		}
		if text[j].kind&(determiner|pronoun) == 0 && !text[j].thing {
			return false
		}
	}
	return false
}

// hasColourOf says that "the colour of" follows the word at j.
func hasColourOf(text []token, j int) bool {
	for k := j + 1; k+1 < len(text) && k < j+4 && text[k].mark == 0; k++ {
		switch text[k].lemma {
		case "colour", "color", "shade", "hue":
			return text[k+1].word == "of"
		}
	}
	return false
}

// predicateBefore says that the clause has its verb before the mention at i, so
// that another clause begins with the noun after "and": "her hair is tied in
// twintails and her eyes are purple".
func predicateBefore(text []token, i int) bool {
	for j := i - 1; j >= 0 && (text[j+1].mark == 0 || text[j+1].mark == ','); j-- {
		if text[j].kind&(copula|verb) != 0 && text[j].kind&(adjective|preposition) == 0 {
			return true
		}
	}
	return false
}

// likenessHue are the colours of things that hair and eyes are said to have
// the colour of.
var likenessHue = map[string]shade{
	"straw": colourTable()["blonde"], "wheat": colourTable()["blonde"], "corn": colourTable()["blonde"], "honey": colourTable()["honey"], "butter": colourTable()["blonde"],
	"snow": colourTable()["white"], "milk": colourTable()["white"], "coal": colourTable()["black"], "ink": colourTable()["black"], "night": colourTable()["raven"], "soot": colourTable()["black"],
	"fire": colourTable()["red"], "flame": colourTable()["red"], "blood": colourTable()["red"], "sky": colourTable()["blue"], "sea": colourTable()["blue"], "ocean": colourTable()["blue"],
	"marmalade": colourTable()["orange"], "pumpkin": colourTable()["orange"], "tangerine": colourTable()["orange"], "carrot": colourTable()["ginger"], "copper": colourTable()["copper"], "flax": colourTable()["blonde"], "barley": colourTable()["blonde"], "sunlight": colourTable()["golden"], "moonlight": colourTable()["silver"], "moon": colourTable()["silver"], "frost": colourTable()["white"], "cotton": colourTable()["white"], "bone": colourTable()["white"], "paper": colourTable()["white"], "chalk": colourTable()["white"], "cloud": colourTable()["white"], "tar": colourTable()["black"], "pitch": colourTable()["black"], "charcoal": colourTable()["black"], "coffee": colourTable()["brown"], "chocolate": colourTable()["brown"], "cocoa": colourTable()["brown"], "earth": colourTable()["brown"], "bark": colourTable()["brown"], "caramel": colourTable()["caramel"], "toffee": colourTable()["caramel"], "treacle": colourTable()["brown"], "tea": colourTable()["brown"], "whisky": colourTable()["amber"], "wine": colourTable()["red"], "rubies": colourTable()["red"], "embers": colourTable()["red"], "strawberry": colourTable()["red"], "tomato": colourTable()["red"], "bubblegum": colourTable()["pink"], "candyfloss": colourTable()["pink"], "seawater": colourTable()["aqua"], "lagoon": colourTable()["aqua"], "lime": colourTable()["lime"], "olive": colourTable()["olive"], "jade": colourTable()["green"], "grapes": colourTable()["purple"], "aubergine": colourTable()["purple"], "lavender": colourTable()["lavender"], "bluebells": colourTable()["blue"], "cornflowers": colourTable()["blue"], "lemon": colourTable()["yellow"], "sunflowers": colourTable()["yellow"], "butterscotch": colourTable()["caramel"], "slate": colourTable()["grey"], "smoke": colourTable()["grey"], "storm": colourTable()["grey"], "steel": colourTable()["grey"],
	"jet": colourTable()["black"], "midnight": colourTable()["navy"], "cherry": colourTable()["red"], "ice": colourTable()["sky-blue"], "moss": colourTable()["green"], "forest": colourTable()["green"], "brick": colourTable()["maroon"], "apple": colourTable()["green"], "leaf": colourTable()["green"],
	"bottle": colourTable()["green"], "hunter": colourTable()["green"], "racing": colourTable()["green"], "pea": colourTable()["green"], "pistachio": colourTable()["green"], "emerald": colourTable()["green"], "duck-egg": colourTable()["light-blue"], "cornflower": colourTable()["blue"], "powder": colourTable()["light-blue"], "mustard": colourTable()["yellow"], "canary": colourTable()["yellow"], "pillarbox": colourTable()["red"], "oxblood": colourTable()["maroon"], "peacock": colourTable()["blue"], "petrol": colourTable()["blue"], "sage": colourTable()["green"],
	"crow": colourTable()["black"], "raven": colourTable()["black"], "obsidian": colourTable()["black"], "ebony": colourTable()["black"], "swan": colourTable()["white"], "dove": colourTable()["white"], "lily": colourTable()["white"], "ivory": colourTable()["white"], "alabaster": colourTable()["white"], "boot": colourTable()["black"], "peat": colourTable()["brown"], "mahogany": colourTable()["brown"], "beetroot": colourTable()["red"], "brass": colourTable()["golden"], "buttercup": colourTable()["yellow"],
	"grass": colourTable()["green"], "ash": colourTable()["grey"], "ashes": colourTable()["grey"], "rust": colourTable()["rust"],
}

// singularHue are plurals of things that are colours in the singular.
var singularHue = map[string]string{"tangerines": "tangerine", "carrots": "carrot", "lemons": "lemon", "cherries": "cherry", "plums": "plum", "chestnuts": "chestnut", "apricots": "apricot", "peaches": "peach", "roses": "rose", "rubies": "ruby", "emeralds": "emerald", "sapphires": "sapphire"}

// closes says that punctuation, or the end, follows the colour at j.
func closes(text []token, j int) bool {
	return j+1 >= len(text) || text[j+1].mark != 0
}

// colourEnds says that no noun follows the colour at j, which it would belong to.
func colourEnds(text []token, j int) bool {
	if j+1 >= len(text) || text[j+1].mark != 0 {
		return true
	}
	n := &text[j+1]
	if n.colour {
		return colourEnds(text, j+1)
	}
	if n.material {
		return true
	}
	if n.word == "and" || n.word == "or" {
		return true
	}
	switch n.lemma {
	case "hue", "tone", "shade", "colour", "color", "gaze":
		return true
	}
	if n.kind&^adjective == 0 && n.thing {
		return false
	}
	return n.kind != 0 || n.word != n.lemma && j > 0 && text[j-1].word == "of" // "eyes of blue shine"
}

// materials are what things are made of, by which they are told: "gloves of
// white lace".
var materials = wordSet("leather silk lace wool cotton velvet satin denim fur linen fabric cloth tulle chiffon suede felt latex tweed brocade organza gauze plush metal steel wood plastic rubber nylon")

// partOnly says that the colour is of a part: "pink tips", "blonde with blue
// streaks", "fading to".
func partOnly(text []token, m *mention) bool {
	for j := m.to; j < len(text) && j < m.to+9 && text[j].sent == text[m.to-1].sent; j++ {
		switch text[j].lemma {
		case "fade", "fading", "shifting", "shift", "gradient", "ombre", "ombré", "transitioning", "transition", "turning", "blending", "blend", "melting", "streaked", "tipped", "highlighted", "dipped", "shades", "shading", "bleeding":
			return true
		}
		if text[j].mark != 0 && j > m.to {
			break
		}
	}
	return false
}

// reach is the length of hair that falls to a part of the body, by the words
// from i on: "hair down to her waist".
func reach(text []token, i int) string {
	to := false
	for j := i; j < len(text) && j < i+12 && text[j].sent == text[max(i-1, 0)].sent && text[j].mark != ';'; j++ {
		switch text[j].lemma {
		case "to", "past", "below", "reach", "reaching", "brush", "brushing", "beyond":
			to = true
		case "waist", "hip", "thigh", "chest", "elbow":
			if to {
				return "long"
			}
		case "knee", "ankle", "foot", "floor", "ground", "calf", "toe", "heel":
			if to {
				return "very long"
			}
		case "shoulder":
			if to {
				return "medium"
			}
		case "chin", "jaw", "ear", "nape":
			if to {
				return "short"
			}
		}
		if text[j].mark == ',' && j > i && text[j].kind&(determiner|pronoun|conjunction) != 0 || text[j].kind&conjunction != 0 {
			return ""
		}
	}
	return ""
}

// stretched says that a word before the one at i makes it very much so.
func stretched(text []token, i int) bool {
	if i == 0 {
		return false
	}
	switch text[i-1].word {
	case "very", "extremely", "absurdly", "incredibly", "impossibly", "exceptionally", "remarkably", "extraordinarily", "ridiculously", "super", "unusually":
		return true
	}
	return false
}

// lengthWord is the length of hair that a word says.
func lengthWord(word string) string {
	switch word {
	case "short", "shorn", "shaven", "buzzed", "buzz-cut", "cropped", "close-cropped", "chin-length", "jaw-length", "ear-length", "pixie-cut", "bobbed":
		return "short"
	case "medium", "medium-length", "shoulder-length", "mid-length", "neck-length":
		return "medium"
	case "long", "flowing", "waist-length", "hip-length", "chest-length", "mid-back-length":
		return "long"
	case "floor-length", "ankle-length", "knee-length", "absurdly-long", "calf-length":
		return "very long"
	}
	return ""
}
