package check

import (
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

// converses are people whom one has for what one is to them: the mistress of
// somebody's maid, the partner of somebody's partner.
var converses = wordSet("assistant colleague comrade teammate maid servant butler attendant mistress master partner companion friend opponent rival foe lover sweetheart charge patient wife husband twin")

// isPerson says that a word names a person.
func isPerson(t *token) bool {
	if !t.isPerson {
		return false
	}
	_, ok := personOf(t)
	return ok
}

func isPersonWord(word string) bool {
	_, ok := tags.PersonWord(word)
	return ok
}

// personOf is tags.PersonWord without the words that captions use otherwise.
func personOf(t *token) (tags.Person, bool) {
	if !t.isPerson || t.quoted || t.named || len(t.word) < 3 {
		return tags.Person{}, false
	}
	switch t.word {
	case "band", "platform", "fan", "fans", "anchor", "anchors":
		return tags.Person{}, false
	case "model", "goth", "punk", "guard", "lead", "team", "figures", "pair", "god", "lord", "members":
		if t.word != "pair" && t.word != "figures" {
			return tags.Person{}, false
		}
	}
	return t.person, t.word != "twin" || t.mark != 0
}

// noPersons end like words for persons.
var noPersons = wordSet("snowman snowmen ramen omen specimen abdomen stamen regimen german roman ottoman talisman caiman cowboy playboy gameboy human shaman")

// personByEnding reads swordswomen, clergyman and flower-girl.
func personByEnding(word string) (tags.Person, bool) {
	if len(word) < 6 || noPersons[word] {
		return tags.Person{}, false
	}
	for _, e := range [...]struct {
		ending, gender string
		many           bool
	}{{"woman", tags.GenderFemale, false}, {"women", tags.GenderFemale, true}, {"girl", tags.GenderFemale, false}, {"girls", tags.GenderFemale, true}, {"boy", tags.GenderMale, false}, {"boys", tags.GenderMale, true}, {"sman", tags.GenderMale, false}, {"smen", tags.GenderMale, true}} {
		if strings.HasSuffix(word, e.ending) {
			return tags.Person{Gender: e.gender, Plural: e.many, Number: map[bool]int{false: 1}[e.many]}, true
		}
	}
	return tags.Person{}, false
}

// newcomer is a person, or several, that the caption introduces.
type newcomer struct {
	at       int
	gender   string
	n        int  // 0 is several, open
	told     bool // the number was told: "two girls", "a pair of boys"
	another  bool // besides those who were there: "another girl"
	definite bool // "the two girls": may be some of those who are there
	article  bool // "a girl"
	group    bool // a crowd, a group, many
	child    bool
	owned    bool // "her maid": may be somebody who is there
	more     bool // "another girl", in so many words
	theirs   bool // "their mother"
	share    bool // of those who were counted: "three of them are girls"
}

// cast is everyone that a caption speaks of.
type cast struct {
	people   []newcomer
	female   int // token of the first word that says so, or -1
	male     int
	alone    int  // token of "alone" and the like, or -1
	plural   bool // words such as "they", "both", "each other"
	likeness bool // somebody is only depicted or compared to
	nobody   int  // token of "nobody" and the like, or -1
	empty    bool // "no figure": the caption says that somebody is not there
	animal   bool // an animal is there, which a pronoun may mean
	infant   int  // token of the first word for a baby, or -1
	more     bool // "two more" are there besides
}

// castOf reads who is in the caption. People are appended to those given, of
// whom there are none.
func castOf(text []token, list []mention, people []newcomer) cast {
	c := cast{people: people, female: -1, male: -1, alone: -1, nobody: -1, infant: -1}
	for k := range list {
		if list[k].head && list[k].things[0].class == "animal" {
			c.animal = true
		}
	}
	for i := range text {
		t := &text[i]
		if !t.isPerson && !t.signs && t.count == 0 && !t.tagLabel {
			continue
		}
		if t.quoted || t.named || i > 0 && t.mark == 0 && alsoDone[t.word] && (text[i-1].word == "to" || text[i-1].word == "they" || text[i-1].word == "who" || text[i-1].word == "we" || text[i-1].word == "and" && i > 2 && text[i-2].kind&verb != 0) || t.word == "mascot" && i+1 < len(text) && text[i+1].word == "of" {
			continue
		}
		if t.word == "reader" && i > 0 && text[i-1].word == "screen" || interjection(text, i) || t.word == "chaps" && !counted(text, i) {
			continue
		}
		if t.asked && (len(c.people) > 0 || c.female >= 0 || c.male >= 0) {
			continue // "is she a girl, or a forest?"
		}
		if i > 0 && t.mark == 0 && text[i-1].word == "late" || t.possessive && i > 0 && text[i-1].whose && (i+1 == len(text) || text[i+1].mark != 0) {
			continue // "her late husband", "the coat was her grandfather's"
		}
		if madeIt(text, i) || told(text, i) || forKin(text, i) || t.word == "human" && i > 0 && t.mark == 0 && text[i-1].kind&adverb != 0 {
			continue
		}
		if t.tagLabel && t.heading && i > 0 {
			break // a tail of tags tells of nobody else
		}
		if t.signs {
			c.sign(text, i)
		}
		if n := int(t.count); n > 0 && t.there() {
			c.plural = c.plural || n > 1
			c.people = append(c.people, newcomer{at: i, n: n, told: true})
			continue
		}
		p, ok := personOf(t)
		if t.word == "crowd" && i > 0 && crowdActs(text, i) {
			continue
		}
		if !ok && (hairPerson(text, i) || sitter(text, i)) {
			p, ok = tags.Person{Number: 1}, true
		}
		if !ok {
			continue
		}
		if departed(text, i) {
			c.empty = true
			continue
		}
		if t.gone() || i > 0 && t.mark == 0 && text[i-1].word == "zero" {
			if i > 0 && (text[i-1].word == "no" || text[i-1].word == "zero") && !hasOther(text, i) {
				c.empty = true
				if c.nobody < 0 && p.Plural && (anybody[t.word] || c.female < 0 && c.male < 0) { // not "she sits there, no courtiers"
					c.nobody = i
				}
			}
			continue
		}
		if i > 0 && (text[i-1].word == "unseen" || text[i-1].word == "invisible" || text[i-1].word == "imaginary" || text[i-1].word == "absent") {
			continue
		}
		if t.hedged {
			c.plural = true
			continue
		}
		if t.compared || t.depicted || likenessBefore(text, i) {
			c.likeness = true
			continue
		}
		if t.lemma == "figure" && i > 0 && t.mark == 0 && (text[i-1].whose || i > 1 && text[i-1].kind&^(adjective|colourWord) == 0 && text[i-1].mark == 0 && text[i-2].whose) {
			continue // "her gown hugs her figure"
		}
		if p.Plural && i > 0 && i+1 < len(text) && t.mark == 0 && text[i-1].word == "for" && text[i+1].word == "who" {
			continue // "for people who like it"
		}
		if attributive(text, list, i) || praise(text, i) || kinOnly(text, i) || keepsake(text, list, i) || anyones(text, list, i) || likened(text, i) {
			continue
		}
		if p.Plural && i > 0 && t.mark == 0 && len(c.people) > 0 && c.people[len(c.people)-1].at == i-1 && text[i-1].word == text[i-1].lemma && !text[i-1].possessive {
			c.people = c.people[:len(c.people)-1] // "a pair of girl idols"
		}
		if k := len(c.people) - 1; k >= 0 && i > 1 && text[i-1].word == "or" && t.mark == 0 && text[i-1].mark == 0 && c.people[k].at == i-2 && c.people[k].n == 1 && !p.Plural {
			c.people = c.people[:k] // "man or woman": nobody knows
			continue
		}
		if i > 0 && text[i-1].word == "its" && t.mark == 0 || c.animal && animalFriend(text, list, i) {
			continue // the partner of a thing, the companion that is an animal
		}
		if infants[t.lemma] && c.infant < 0 {
			c.infant = i
		}
		c.note(p.Gender, i)
		c.meet(text, i, p)
	}
	return c
}

// anybody are words for people of whatever kind.
var anybody = wordSet("people persons humans figures characters beings souls girls boys women men")

// counted says that a number, an article or the like leads to the noun at i: "two
// old chaps" are men, "leather chaps" are worn.
func counted(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-4 && text[j+1].mark == 0; j-- {
		if _, number := tags.NumberWord(text[j].word); number || text[j].kind&determiner != 0 && !text[j].whose || text[j].word == "of" {
			return true
		}
		if text[j].kind&^(adjective|colourWord) != 0 {
			return false
		}
	}
	return false
}

// interjection says that the word at i only calls somebody: "Dude."
func interjection(text []token, i int) bool {
	switch text[i].word {
	case "dude", "bro", "man", "guys", "folks", "boy", "sis":
		return text[i].mark == '.' && i+1 < len(text) && text[i+1].mark != 0 && text[i+1].mark != ';'
	}
	return false
}

// alsoDone are words for people that are verbs after "to": "to judge by the
// shadows".
var alsoDone = wordSet("judge nurse guard host captain pilot doctor lead scout model fool butcher coach baby man people crew star cook guide partner spy rebel escort")

// madeIt says that the person at i made the picture or what is in it, and need
// not be there: "the artist has left them out", "somebody left the curtains open".
func madeIt(text []token, i int) bool {
	if i+1 >= len(text) || text[i+1].mark != 0 {
		return false
	}
	next := text[i+1].word
	switch text[i].word {
	case "painter", "poet", "sculptor":
		return i > 0 && text[i-1].word == "the" && (next == "says" || next == "tells" || next == "reminds" || next == "lets")
	case "artist", "illustrator", "photographer", "draughtsman":
		return i > 0 && text[i-1].word == "the" && text[i].mark == 0 && (next == "has" || next == "uses" || next == "had" || next == "chose" || next == "gives" || text[i+1].possessive)
	case "someone", "somebody":
		if i > 0 && text[i].mark == 0 && (text[i-1].word == "that" || text[i-1].word == "which" || text[i-1].thing && text[i-1].kind == 0 && !text[i-1].possessive) && text[i+1].kind&(copula|preposition|conjunction) == 0 {
			return true // "a garden that somebody loves", "a doll someone wound up"
		}
		return next == "left" || next == "forgot" || next == "has" || next == "had" || next == "once" || next == "put" || next == "set" || strings.HasSuffix(next, "ed")
	}
	return false
}

// told says that the kin at i is told of in the past, and need not be there: "her
// grandmother told her so".
func told(text []token, i int) bool {
	if i == 0 || !text[i-1].whose || text[i].mark != 0 || i+1 >= len(text) || text[i+1].mark != 0 || !forebears[text[i].word] {
		return false
	}
	switch w := text[i+1].word; w {
	case "would", "must", "might", "could", "told", "swept", "gave", "made", "said", "had", "was", "taught", "left", "knew", "wore", "wrote", "died", "built", "bought", "sang", "kept", "did":
		return true
	default:
		return text[i+1].kind == 0 && strings.HasSuffix(w, "ed")
	}
}

// forKin says that something is only for the kin at i, from them or about them:
// "lays a flower for her grandfather".
func forKin(text []token, i int) bool {
	if i < 2 || !text[i-1].whose || text[i].mark != 0 || text[i-1].mark != 0 || !forebears[text[i].word] || text[i].possessive {
		return false
	}
	switch text[i-2].word {
	case "for", "from", "about":
		return true
	}
	return false
}

var forebears = wordSet("sister brother sisters brothers son daughter cousin niece nephew uncle boyfriend girlfriend fiancé lover sweetheart mother father grandmother grandfather mum mom dad parents grandparents aunt ancestors forefathers husband wife teacher master")

// crowdActs says that "crowd" at i is a verb: "they crowd together", "pines
// crowd in".
func crowdActs(text []token, i int) bool {
	prev := &text[i-1]
	if text[i].mark == 0 && prev.kind == 0 && prev.word != prev.lemma {
		return true
	}
	if i+1 >= len(text) || text[i+1].mark != 0 || prev.kind&(determiner|adjective) != 0 {
		return false
	}
	switch text[i+1].word {
	case "together", "round", "around", "onto", "into":
		return true
	}
	return false
}

// departed says that those at i are not there any more: "the people have all
// gone".
func departed(text []token, i int) bool {
	had := false
	from := i + 1
	if from < len(text) && text[from].word == "who" && text[from].mark == 0 {
		for j := from + 1; j+1 < len(text) && j < i+6 && text[j].mark == 0; j++ {
			if text[j].word == "has" && (text[j+1].word == "left" || text[j+1].word == "gone") {
				return true // "the girl who sleeps here has left"
			}
		}
	}
	for j := from; j < len(text) && j < i+6 && text[j].mark == 0; j++ {
		switch text[j].word {
		case "has", "have", "had", "is", "are":
			had = true
		case "lost", "hidden", "invisible", "unseen":
			return had && unseenOnes[text[i].lemma] && i > 0 && text[i-1].word == "the" // "the driver is lost behind the glare"
		case "long", "since", "all", "already", "just", "now", "only", "recently":
		case "gone", "left", "departed", "fled", "vanished", "disappeared":
			if !had {
				return false
			}
			if j+1 >= len(text) || text[j+1].mark != 0 {
				return true
			}
			return text[j].word != "left" && (text[j+1].word == "home" || text[j+1].word == "away" || text[j+1].word == "inside")
		default:
			return false
		}
	}
	return false
}

// unseenOnes are people who may be there without being seen.
var unseenOnes = wordSet("driver pilot rider owner photographer operator passenger viewer conductor engineer captain caster")

// kinOnly says that the person at i only tells whose kin somebody is: "the
// daughter of a king".
func kinOnly(text []token, i int) bool {
	for j := i - 1; j > 0 && j > i-4 && text[j+1].mark == 0; j-- {
		if text[j].word != "of" {
			continue
		}
		switch text[j-1].lemma {
		case "daughter", "son", "wife", "widow", "heir", "heiress", "descendant", "offspring", "bride", "servant", "granddaughter", "grandson", "apprentice", "disciple", "ghost", "spirit", "memory", "memories", "god", "goddess", "queen", "king", "princess", "prince", "protector", "slayer":
			return true
		}
		return false
	}
	return false
}

// likened says that a thing is said to be the person at i: "its shadow is the
// only other guest".
func likened(text []token, i int) bool {
	j := i - 1
	for j > 0 && j > i-6 && text[j+1].mark == 0 && text[j].kind&copula == 0 && (text[j].kind&(determiner|adjective|pronoun|adverb) != 0 || text[j].kind == 0 && !text[j].thing) {
		j--
	}
	if j < 1 || text[j].kind&copula == 0 || text[j].mark != 0 || text[j+1].mark != 0 {
		return false
	}
	s := &text[j-1]
	if s.word == "it" && (s.mark != 0 || j > 1 && text[j-2].kind&conjunction != 0) {
		return text[j+1].word == "the" || text[j+1].word == "its" // "it is the only worker", not "it is a girl"
	}
	if !s.thing || s.kind != 0 || s.capital || isPerson(s) {
		return false
	}
	switch s.things.alone[0].class {
	case "animal", "vehicle", "bodypart", "mask", "held":
		return false // "the figure on the card is a queen"
	}
	return j == 1 || text[j-1].mark != 0 || text[j-2].kind&determiner != 0
}

// animalFriend says that the companion at i is the animal that was told of
// before: "a girl swims beside a turtle … her companion".
func animalFriend(text []token, list []mention, i int) bool {
	switch text[i].lemma {
	case "mascot", "familiar":
		if i == 0 || !text[i-1].whose {
			return false
		}
	case "companion", "playmate", "sidekick":
	case "friend", "pal", "buddy":
		if i == 0 || text[i-1].word != "furry" && text[i-1].word != "feathered" && text[i-1].word != "four-legged" && text[i-1].word != "scaly" && text[i-1].word != "animal" && text[i-1].word != "canine" && text[i-1].word != "feline" && text[i-1].word != "winged" {
			return false
		}
	default:
		return false
	}
	for k := range list {
		m := &list[k]
		if m.from > i {
			break
		}
		if m.head && m.there && !m.depicted && m.things[0].class == "animal" && text[i].sent-text[m.from].sent < 4 {
			return true
		}
	}
	return false
}

// anyones says that what is somebody's at i tells of nobody in particular: "a
// patient's mind".
func anyones(text []token, list []mention, i int) bool {
	if !text[i].possessive || i == 0 || !text[i-1].article || text[i-1].word == "the" || i+1 >= len(text) || text[i+1].mark != 0 || text[i+1].kind&(determiner|preposition|copula|conjunction|pronoun|colourWord) != 0 || text[i+1].thing {
		return false
	}
	for k := range list {
		if m := &list[k]; m.from > i && m.from < i+4 && text[m.from].sent == text[i].sent {
			return false
		}
	}
	return true
}

// keepsake says that the person at i is told of by a thing alone that somebody
// else has: "her mother's pendant", "the scarf her grandmother knitted".
func keepsake(text []token, list []mention, i int) bool {
	j := i - 1
	for j > 0 && text[j+1].mark == 0 && text[j].kind&^(adjective|colourWord) == 0 && j > i-3 && !text[j].whose {
		j--
	}
	if j < 0 || !text[j].whose || text[j+1].mark != 0 || text[j].word == "the" {
		return false
	}
	if text[i].possessive {
		for k := range list {
			if m := &list[k]; m.from > i && m.from < i+4 && text[m.from].mark == 0 {
				switch m.things[0].class {
				case "bodypart", "hairpart", "hairstyle", "feature", "backdrop":
					return false
				}
				return true
			}
		}
		return false
	}
	// A clause about the thing right before it, in the past.
	return j > 0 && text[j].mark == 0 && text[j-1].thing && text[j-1].kind == 0 && i+1 < len(text) && text[i+1].mark == 0 &&
		(text[i+1].word == "had" || text[i+1].word == "gave" || text[i+1].word == "made" || text[i+1].kind&^verb == 0 && strings.HasSuffix(text[i+1].word, "ed"))
}

// praise finds "Good boy!", which is said to an animal as well, and what is said of
// a whole kind of people: "pink cardigan girls win again".
func praise(text []token, i int) bool {
	return cheered(text, i) || i > 0 && text[i-1].word == "good" && text[i-1].mark == '.' && (i+1 == len(text) || text[i+1].mark == '.')
}

// cheered says that the plural at i, which begins its sentence with something that
// they have on, is a kind of people that wins, rules or is the best.
func cheered(text []token, i int) bool {
	if i == 0 || i+1 >= len(text) || text[i].mark != 0 || text[i+1].mark != 0 || text[i].word == text[i].lemma || !text[i-1].thing {
		return false
	}
	for j := i - 1; text[j].mark != '.' && j > 0; j-- {
		if text[j].mark != 0 || text[j].kind&^(adjective|colourWord) != 0 {
			return false
		}
		if text[j].sent != text[j-1].sent {
			break
		}
	}
	switch text[i+1].word {
	case "win", "rule", "rock", "forever", "supremacy", "unite":
		return true
	case "are":
		return i+2 < len(text) && text[i+2].mark == 0 && (text[i+2].word == "best" || text[i+2].word == "superior" || text[i+2].word == "life" || text[i+2].word == "the" && i+3 < len(text) && text[i+3].word == "best")
	}
	return false
}

// infants are words for people whom tags tell apart from the others.
var infants = wordSet("baby infant newborn")

// sitter says that the model at i is somebody: "an artist and her model".
func sitter(text []token, i int) bool {
	if text[i].word != "model" || i == 0 || text[i].mark != 0 {
		return false
	}
	prev := &text[i-1]
	return prev.whose || prev.word == "nude" || prev.word == "fashion" || prev.word == "artist's" || prev.word == "the" && i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&copula != 0
}

// hairPerson says that a word for hair stands for somebody: "a blonde in red",
// "the redhead laughs".
func hairPerson(text []token, i int) bool {
	switch text[i].word {
	case "blonde", "blond", "brunette", "redhead":
	default:
		return false
	}
	if i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&(verb|preposition|copula|conjunction|pronoun) == 0 && !strings.HasSuffix(text[i+1].word, "s") {
		return false
	}
	if i+1 < len(text) && text[i+1].mark == 0 && text[i+1].thing && text[i+1].kind&(preposition|copula) == 0 && !actsAsVerb(text, i+1) {
		return false
	}
	for j := i + 1; j > i && j < len(text) && j < i+4; j++ {
		if t := &text[j]; j == i+1 && t.mark != ',' || j > i+1 && t.mark != 0 || t.kind&(determiner|pronoun|preposition|copula|conjunction) != 0 {
			break
		} else if isPerson(t) {
			return false // "a blond, curly-haired angel"
		}
	}
	for j := i - 1; j >= 0 && j > i-4; j-- {
		if text[j+1].mark != 0 || text[j].kind&(copula|pronoun|preposition) != 0 || text[j].kind&verb != 0 && !strings.HasSuffix(text[j].word, "ing") {
			return false
		}
		if text[j].word == "a" || text[j].word == "an" || text[j].word == "the" {
			return j == 0 || text[j-1].kind&copula == 0 && !hairBefore(text, j)
		}
	}
	return false
}

// hairBefore says that the sentence speaks of hair shortly before i.
func hairBefore(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-6 && text[j].sent == text[i].sent; j-- {
		if text[j].lemma == "hair" {
			return true
		}
	}
	return false
}

// compoundCount reads "four-man", "three-piece" and "two-person".
func compoundCount(word string) int16 {
	number, of, ok := strings.Cut(word, "-")
	if !ok {
		return 0
	}
	switch of {
	case "man", "person", "piece", "member", "strong", "girl", "boy", "woman", "player":
		if n, ok := tags.NumberWord(number); ok && n > 1 {
			return int16(n) // at most a thousand
		}
	}
	return 0
}

func hasOther(text []token, i int) bool {
	return i > 0 && text[i-1].word == "other" || i > 1 && text[i-2].word == "other"
}

func (c *cast) note(gender string, i int) {
	if gender == tags.GenderFemale && c.female < 0 {
		c.female = i
	}
	if gender == tags.GenderMale && c.male < 0 {
		c.male = i
	}
}

// signs are the words that sign reads besides pronouns, and hair that stands
// for somebody.
var signs = wordSet("they them both theirs themselves together others companions alone solitary lone solo other one own two three four more nobody unpopulated uninhabited another second third fourth blonde blond brunette redhead")

// sign reads words that are no nouns for people and yet tell of them.
func (c *cast) sign(text []token, i int) {
	t := &text[i]
	switch t.word {
	case "they", "them", "both", "theirs", "themselves", "together", "others", "companions":
		c.plural = c.plural || t.word != "them"
	case "alone", "solitary", "lone", "solo":
		if c.alone < 0 && t.there() && !(t.word == "alone" && i > 0 && text[i-1].word == "let") {
			c.alone = i
		}
	case "two", "three", "four", "more":
		if i > 0 && t.mark == 0 && t.there() && (text[i-1].word == "the" && t.word != "more" || t.word == "more" && text[i-1].signs && text[i-1].word != "one") && (i+1 == len(text) || text[i+1].mark != 0 || text[i+1].kind&(preposition|verb|copula) != 0 && text[i+1].word != "of" && text[i+1].kind&adjective == 0) {
			c.plural = true // "the two behind her", "two more stand"
			c.more = c.more || t.word == "more"
		}
	case "herself", "himself", "own":
		if c.alone < 0 && t.there() && byOneself(text, i) {
			c.alone = i
		}
	case "other":
		if i > 0 && (text[i-1].word == "each" || text[i-1].word == "the") {
			c.plural = true
		}
	case "one":
		c.empty = c.empty || i > 0 && text[i-1].word == "no" && t.mark == 0 && i+1 < len(text) && (text[i+1].kind&copula != 0 || text[i+1].word == "else")
	case "nobody", "unpopulated", "uninhabited":
		if t.word == "nobody" && t.mark == ',' && i+1 < len(text) && text[i+1].mark == '.' && (c.female >= 0 || c.male >= 0) {
			break // "no courtiers, nobody"
		}
		if c.nobody < 0 && (t.word != "nobody" || i+1 >= len(text) || text[i+1].mark != 0 || text[i+1].kind&(copula|preposition) != 0 || text[i+1].word == "else") {
			c.nobody = i
		}
	case "another", "second", "third", "fourth":
		if i > 0 && text[i-1].word == "one" || i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&(verb|copula) != 0 || i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind == 0 && text[i+1].lemma != text[i+1].word {
			c.plural = true
		}
	}
	if g := t.pronoun; g != "" && !t.compared {
		c.note(g, i)
	}
}

// byOneself says that the word at i ends "by herself", "all on his own".
func byOneself(text []token, i int) bool {
	if i < 2 || text[i].mark != 0 || text[i-1].mark != 0 && text[i].word == "own" {
		return false
	}
	if text[i].word != "own" {
		return text[i-1].word == "by"
	}
	if text[i-2].word != "on" || !text[i-1].whose {
		return false
	}
	return i+1 == len(text) || text[i+1].mark != 0 || text[i+1].kind&(preposition|conjunction) != 0
}

// likenessBefore finds "a statue of a man" and "a poster of an idol", except
// where the caption itself opens so: "an illustration of a girl".
func likenessBefore(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-6 && text[j].sent == text[i].sent; j-- {
		if text[j+1].mark != 0 {
			return false
		}
		if text[j].word != "of" || j == 0 {
			continue
		}
		return depictions[text[j-1].word] && (j > 5 && !opensCaption(text, j-1) || hadBy(text, j-1))
	}
	return false
}

// opensCaption says that the caption begins with the picture at i: "This is a vibrant
// anime-style drawing".
func opensCaption(text []token, i int) bool {
	for j := i - 1; j >= 0; j-- {
		if t := &text[j]; j < i && text[j+1].mark != 0 && text[j+1].mark != ',' || t.kind&(verb|preposition) != 0 && t.kind&(copula|adjective) == 0 || isPerson(t) {
			return false
		}
	}
	return true
}

// hadBy says that somebody has the picture at i or looks at it: "she holds a photo".
func hadBy(text []token, i int) bool {
	for j := i - 1; j > 0 && text[j].sent == text[i].sent; j-- {
		if t := &text[j]; t.kind&verb != 0 && t.kind&(copula|adjective) == 0 && (grasps[t.word] || awaiting[t.word] || t.word == "looks" || t.word == "smiles" || t.word == "stares" || t.word == "kisses" || t.word == "shows" && text[j-1].kind&pronoun != 0) {
			return true
		}
	}
	return false
}

// attributive says that the word describes the noun after it: "maid outfit",
// "school girl uniform", or is the owner of a thing worn: "a witch's hat".
func attributive(text []token, list []mention, i int) bool {
	t := &text[i]
	if i+1 >= len(text) || text[i+1].mark != 0 {
		return i > 1 && text[i-1].word == "as" || dressedAs(text, i)
	}
	n := &text[i+1]
	if t.lemma == t.word && namesPose[n.word] || inTitle(text, i) {
		return true
	}
	if n.kind&verb != 0 && n.kind&adjective == 0 && !t.possessive {
		return i > 0 && text[i-1].word == "as" || dressedAs(text, i)
	}
	if t.possessive {
		for k := range list {
			if list[k].from <= i && list[k].to > i+1 {
				return true
			}
			if list[k].from == i+1 {
				c := list[k].things[0].class
				return ofASort(text, i) && c != "bodypart" && c != "hairpart" && c != "hairstyle" && c != "feature"
			}
		}
		return false
	}
	switch n.lemma {
	case "outfit", "costume", "uniform", "dress", "headdress", "hat", "cap", "attire", "clothes", "style", "themed", "inspired", "cosplay", "robe", "suit", "band", "club", "school", "crab", "bee", "room", "house", "portrait", "card", "doll", "statue", "figurine", "gown", "habit", "cafe", "café", "ears", "collar", "shirt", "armour", "armor", "bed", "group", "wear", "pose", "apron", "headband", "swimsuit", "kimono", "shoe", "fashion", "form", "shape", "guise", "disguise", "size", "race", "presence", "life", "nature", "pride", "stance", "age", "staff", "set", "shot", "boot", "mask":
		return true
	}
	if t.lemma == t.word && isPlace(n) {
		return true // "an alien cave"
	}
	for k := range list {
		if list[k].from <= i && list[k].to > i+1 && list[k].head {
			return true
		}
		if list[k].from == i+1 && !asVerb(text, i+1) && list[k].things[0].class != "hairpart" && t.lemma == t.word {
			return true
		}
	}
	return i > 0 && text[i-1].word == "as" || dressedAs(text, i)
}

// namesPose are the last words of names of poses and views that begin with
// somebody: "princess carry", "cowgirl position", "female POV".
var namesPose = wordSet("carry position pov viewpoint")

// inTitle says that the word at i is one of several with capitals after which a
// garment is called: "a Demon Slayer uniform".
func inTitle(text []token, i int) bool {
	j := i
	for j < len(text) && text[j].capital && (j == i || text[j].mark == 0) {
		j++
	}
	return j > i+1 && j < len(text) && text[j].mark == 0 && !text[j-1].possessive && titled[text[j].lemma]
}

// titled are clothes that are called after those who wear them.
var titled = wordSet("uniform outfit costume attire cosplay robe dress suit")

// ofASort says that the possessive at i tells of what sort the thing after it
// is: "a plague doctor's mask", "a bulky astronaut's spacesuit".
func ofASort(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-4 && text[j+1].mark == 0; j-- {
		if text[j].word == "a" || text[j].word == "an" {
			return true
		}
		if text[j].kind&^(adjective|colourWord) != 0 {
			return false
		}
	}
	return false
}

// asVerb says that the word at i, though it could be a noun, is a verb: it
// ends in -s and something follows that verbs take.
func asVerb(text []token, i int) bool {
	t := &text[i]
	if t.lemma == t.word {
		return false
	}
	return i+1 < len(text) && (text[i+1].kind&(determiner|pronoun|preposition|adverb) != 0) || t.alsoVerb
}

// dressedAs finds "dressed as a nurse", "like a princess" is a comparison already.
func dressedAs(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-4; j-- {
		if text[j].word == "as" && j > 0 && (text[j-1].word == "dressed" || text[j-1].word == "disguised" || text[j-1].word == "cosplaying" || text[j-1].word == "known") {
			return true
		}
	}
	return false
}

// meet decides whether the word introduces somebody, and how many.
func (c *cast) meet(text []token, i int, p tags.Person) {
	if k := len(c.people); k > 0 && c.people[k-1].at == i-1 && !p.Plural && text[i].mark == 0 && !text[i-1].possessive {
		c.name(newcomer{at: i, gender: p.Gender, n: c.people[k-1].n})
		return // "a female knight"
	}
	n := newcomer{at: i, gender: p.Gender, n: p.Number}
	if !p.Plural {
		n.n = 1
	}
	switch text[i].lemma {
	case "child", "toddler", "kid", "youngster":
		n.child = true
	}
	w := text[i].word
	article, possessive, reference := false, false, false
	group := ""
	if k := shareBefore(text, i); k > 0 && len(c.people) > 0 && c.people[0].n > 1 {
		n.n, n.told, n.share = k, k > 1, true
		c.plural = true
		c.people = append(c.people, n)
		return
	}
scan:
	for j := i - 1; j >= 0 && j > i-7; j-- {
		t := &text[j]
		if text[j+1].mark != 0 && text[j+1].mark != ',' || text[j+1].mark == ',' && !adjectival(t) {
			break
		}
		if k, ok := tags.NumberWord(t.word); ok && k > 0 {
			if p.Plural && k > 1 && p.Number == 0 {
				n.n, n.told = k, true
			}
			if k == 1 && !p.Plural {
				if c.oneOf(text, j, p) {
					c.name(n)
					return // "two girls, one black-haired and one a brunette"
				}
				article = true
			}
			continue
		}
		switch t.word {
		case "of":
			group = setBefore(text, j)
			if group == "" {
				if j > 0 && (text[j-1].word == "one" || text[j-1].word == "each" || text[j-1].word == "both" || text[j-1].word == "all" || text[j-1].word == "some" || text[j-1].word == "most") {
					reference = true
				}
			}
			break scan
		case "a", "an":
			article = true
		case "another", "second", "third", "additional", "fourth":
			n.another = true
			n.more = n.more || t.word == "another" || t.word == "additional"
		case "other":
			n.another = p.Plural || !reference
			if j > 0 && (text[j-1].word == "the" || text[j-1].word == "each") {
				reference, n.another = true, false
				c.plural = true
			}
		case "the", "this", "these", "those", "that":
			reference = true
			break scan
		case "her", "his", "their":
			possessive = true
			n.theirs = t.word == "their"
			break scan
		case "several", "many", "multiple", "numerous", "few", "some", "various", "dozen", "dozens", "hundreds":
			n.told = n.n == 0
		case "twin":
			if p.Plural && n.n == 0 {
				n.n, n.told = 2, true
			}
		case "both", "each", "all", "every", "either":
			reference = true
			c.plural = true
		default:
			if t.kind&(verb|preposition|copula|conjunction|pronoun) != 0 && t.kind&adjective == 0 {
				break scan
			}
			if isPerson(t) && j < i-1 {
				break scan
			}
		}
	}
	if p.Plural {
		c.plural = c.plural || w != "people" && w != "folk" && w != "public" && w != "members" && w != "family"
	}
	switch group {
	case "":
	default:
		if k := setSizes[group]; k > 0 {
			n.n, n.told = k, true
		} else if !n.told || n.n < 2 { // not "a group of three girls"
			n.n, n.told, n.group = 0, true, true
		}
	}
	n.group = n.group || throngs[w]
	if p.Number > 1 && p.Plural {
		if setSizes[w] > 0 {
			if i+1 < len(text) && text[i+1].word == "of" {
				return // counted by what follows, or a pair of shoes
			}
		}
		n.told = true
	}
	if w == "crowd" || w == "audience" || w == "group" {
		if i+1 < len(text) && text[i+1].word == "of" {
			return
		}
	}
	n.definite, n.article, n.owned = reference, article, possessive && (converses[text[i].lemma] || slices.ContainsFunc(c.people, func(p newcomer) bool { return p.owned }))
	if len(c.people) > 0 && article && !p.Plural && !calledBesides(text, i) && (thereIs(text, i) || besideThem(text, i) || n.child && !c.people[len(c.people)-1].child && onOther(text, i)) {
		n.another = true
	}
	if reference && !n.told && !n.another && len(c.people) > 0 && !c.newGender(n) && !c.other(text, n) && !c.toldOtherwise(text, n) && !c.beyond(text, n) {
		c.name(n)
		return
	}
	if !p.Plural && !article && !reference && !n.another && !possessive && len(c.people) > 0 && group == "" && !c.joined(text, i) && !c.listed(text, i) && !(text[i].mark == 0 && text[i-1].word == "and" && c.newGender(n)) {
		c.name(n)
		return
	}
	if !p.Plural && article && c.corrects(text, n) {
		return // "the butler is a woman"
	}
	if !p.Plural && !n.another && !possessive && !(len(c.people) > 0 && (c.joined(text, i) || !article && c.listed(text, i) || c.toldOtherwise(text, n) || reference && c.beyond(text, n))) && c.same(text, n) {
		c.name(n)
		return
	}
	if !p.Plural && possessive {
		if i+1 < len(text) && text[i+1].word == "'s" || c.relative(text, n) {
			return
		}
		n.another = true
	}
	c.people = append(c.people, n)
}

// oneOf says that "one" at j tells of one of those who were counted right
// before it.
func (c *cast) oneOf(text []token, j int, p tags.Person) bool {
	k := len(c.people) - 1
	if k < 0 || c.people[k].n < 2 || text[c.people[k].at].sent != text[j].sent || p.Gender != "" && c.people[k].gender != "" && p.Gender != c.people[k].gender {
		return false
	}
	for i := c.people[k].at + 1; i < j; i++ {
		if text[i].word == "one" {
			return true
		}
	}
	return text[j].mark != 0
}

// relative says that "her dad" or ", his little sister," at n is somebody whom
// the caption has introduced.
func (c *cast) relative(text []token, n newcomer) bool {
	if n.gender == "" || n.n != 1 {
		return false
	}
	open := n.at - 1
	for open > 0 && !text[open].whose {
		open--
	}
	if k := len(c.people) - 1; k >= 0 && text[open].mark == ',' && open > 0 && c.people[k].gender == n.gender && c.people[k].n == 1 && text[c.people[k].at].sent == text[n.at].sent &&
		n.at+1 < len(text) && text[n.at+1].mark == ',' && (isPerson(&text[open-1]) || text[open-1].named) {
		return true // "the girl, his little sister, is asleep"
	}
	known := 0
	for _, p := range c.people {
		if p.gender == n.gender && p.n == 1 {
			known++
		}
	}
	if text[open].pronoun == n.gender || text[open].pronoun == "" {
		known-- // whose relative it is
	}
	return known > 0 && len(c.people) > 1
}

// shareBefore is how many of those who were counted the person at i tells the
// gender of: "three of them are girls and only one is a boy".
func shareBefore(text []token, i int) int {
	j := i - 1
	for j > 0 && text[j+1].mark == 0 && (text[j].kind&(determiner|adjective) != 0) && text[j].kind&copula == 0 {
		j--
	}
	if j < 1 || text[j+1].mark != 0 || text[j].mark != 0 || text[j].word != "is" && text[j].word != "are" {
		return 0
	}
	j--
	if text[j].word == "them" && j > 1 && text[j-1].word == "of" && text[j-1].mark == 0 {
		j -= 2
	}
	k, _ := tags.NumberWord(text[j].word)
	return k
}

// other says that "the boy" at n is somebody else than the one person of no
// told gender who does something to him: "a nurse smiles at the boy".
func (c *cast) other(text []token, n newcomer) bool {
	last := c.people[len(c.people)-1]
	if len(c.people) != 1 || last.gender != "" || last.n != 1 || n.n != 1 || n.gender == "" || text[last.at].sent != text[n.at].sent {
		return false
	}
	for j := n.at; j > last.at+1; j-- {
		if text[j].mark != 0 {
			return false
		}
		if t := &text[j-1]; t.kind&preposition != 0 && t.word != "as" && t.word != "of" {
			return true
		}
	}
	return false
}

// toldOtherwise says that a pronoun of the other gender was said of the one person
// of no told gender: "a knight lays down his sword. The princess".
func (c *cast) toldOtherwise(text []token, n newcomer) bool {
	last := c.people[len(c.people)-1]
	if len(c.people) != 1 || last.gender != "" || last.n != 1 || n.n != 1 || n.gender == "" {
		return false
	}
	for i := last.at + 1; i < n.at; i++ {
		if g := text[i].pronoun; g != "" {
			return g != n.gender
		}
	}
	return false
}

// beyond says that the person at n is told to be where somebody else is: "and
// behind her, in black, the maid".
func (c *cast) beyond(text []token, n newcomer) bool {
	last := c.people[len(c.people)-1]
	if text[last.at].sent != text[n.at].sent {
		return false
	}
	open := n.at
	for open > 0 && text[open].mark == 0 && text[open].kind&determiner == 0 {
		open--
	}
	return text[open].mark == ',' && facing(text, last.at, open)
}

// corrects gives the person before "is a woman" that gender, whatever the
// first word would mean.
func (c *cast) corrects(text []token, n newcomer) bool {
	k := len(c.people) - 1
	if k < 0 || n.gender == "" {
		return false
	}
	last := &c.people[k]
	j := n.at - 1
	for j > 0 && text[j].mark == 0 && text[j].kind&(copula|verb|preposition) == 0 {
		j--
	}
	if last.gender == "" || last.gender == n.gender || last.n != 1 || text[j].kind&copula == 0 || j != last.at+1 || text[j].mark != 0 {
		return false
	}
	if c.male == last.at {
		c.male = -1
	}
	if c.female == last.at {
		c.female = -1
	}
	last.gender = n.gender
	return true
}

// joined says that the word at i follows a person and "and": "brother and
// sister".
func (c *cast) joined(text []token, i int) bool {
	j := i - 1
	for j > 0 && j > i-4 && text[j].mark == 0 && text[j+1].mark == 0 && text[j].word != "and" && (text[j].kind&^adjective == 0 && !text[j].thing || text[j].colour) {
		j--
	}
	return j > 0 && text[i].mark == 0 && text[j].mark == 0 && text[j].word == "and" && c.people[len(c.people)-1].at == j-1
}

// listed says that the bare noun at i begins another entry of a list of people:
// "vampire girl, red eyes; werewolf girl, yellow eyes".
func (c *cast) listed(text []token, i int) bool {
	last := &c.people[len(c.people)-1]
	if last.article || last.n != 1 || last.gender != text[i].person.Gender || text[last.at].sent != text[i].sent {
		return false
	}
	j := i
	for j > 0 && text[j].mark == 0 && text[j-1].kind&^(adjective|colourWord) == 0 && j > i-4 {
		j--
	}
	return text[j].mark == ';'
}

// newGender says that nobody whom the caption has introduced can be meant by
// a word of that gender.
func (c *cast) newGender(n newcomer) bool {
	if n.gender == "" || n.n != 1 {
		return false
	}
	for _, p := range c.people {
		if p.gender == "" || p.gender == n.gender {
			return false
		}
	}
	return true
}

// setSizes are how many people a set has.
var setSizes = map[string]int{"pair": 2, "couple": 2, "duo": 2, "twosome": 2, "trio": 3, "threesome": 3, "quartet": 4, "foursome": 4, "quintet": 5}

// setBefore is the word for a set before "of": pair, couple, trio, group, crowd.
func setBefore(text []token, of int) string {
	if of == 0 {
		return ""
	}
	w := text[of-1].word
	if setSizes[w] > 0 {
		return w
	}
	switch w {
	case "group", "crowd", "team", "gang", "band", "dozens", "hundreds", "groups", "crowds", "line", "row", "lots", "plenty", "number", "gathering", "throng":
		return "group"
	}
	return ""
}

// name gives a person without a gender the one that a later word tells.
func (c *cast) name(n newcomer) {
	for k := len(c.people) - 1; k >= 0; k-- {
		if c.people[k].gender == "" && n.gender != "" && c.people[k].n == n.n {
			c.people[k].gender = n.gender
			return
		}
	}
}

// same says that an indefinite noun tells of somebody known: after a comma or
// "is", in another sentence that starts over, or a role beside a person.
func (c *cast) same(text []token, n newcomer) bool {
	if len(c.people) == 0 {
		return false
	}
	before := &c.people[len(c.people)-1]
	if n.child && !before.child && text[n.at].sent != text[before.at].sent && before.gender != "" && onOther(text, n.at) {
		return false
	}
	fits := before.n == 1 && (before.gender == n.gender || before.gender == "" || n.gender == "")
	if !fits {
		return false
	}
	open := n.at
	for open > 0 && text[open].mark == 0 && n.at-open < 6 && text[open].kind&determiner == 0 {
		open--
	}
	if open == 0 {
		return true
	}
	if text[open].mark == ',' && text[open].kind&determiner != 0 {
		return !standsApart(text, n.at) && !facing(text, before.at, open)
	}
	prev := &text[open-1]
	if prev.kind&copula != 0 && prev.word != "there's" && !(open > 1 && text[open-2].word == "there") || prev.word == "as" || prev.word == "of" {
		return true
	}
	// Another sentence that opens like the first.
	return text[n.at].sent != text[before.at].sent && !onlooker(text, n.at) && (prev.word == "shows" || prev.word == "depicts" || prev.word == "features" || text[open].mark == '.' || prev.word == "portrays")
}

// calledBesides says that the person at i is what somebody who was named right before is
// called besides: "the angel, a girl in white, stands behind her".
func calledBesides(text []token, i int) bool {
	j := i
	for j > 0 && j > i-5 && text[j].mark == 0 && !text[j].article {
		j--
	}
	if j == 0 || !text[j].article || text[j].mark != ',' || !isPerson(&text[j-1]) && !text[j-1].named {
		return false
	}
	for k := i + 1; k < len(text) && text[k].sent == text[i].sent; k++ {
		if text[k].mark == ',' {
			return text[k].kind&(verb|copula) != 0 || text[k].kind == 0 && text[k].word != text[k].lemma
		}
	}
	return false
}

// facing says that between somebody at a and the phrase at b stands where
// somebody else is: "across from him, sitting just as still, a younger fellow".
func facing(text []token, a, b int) bool {
	for j := max(a+1, b-10); j+1 < b; j++ {
		switch text[j+1].word {
		case "him", "her", "them":
			if text[j].kind&preposition != 0 && text[j].word != "with" && text[j].word != "on" && text[j].word != "in" && text[j].word != "of" && text[j+2].mark != 0 {
				return true
			}
		}
	}
	return false
}

// thereIs says that "there is a" opens the phrase of the person at i.
func thereIs(text []token, i int) bool {
	for j := i - 1; j > 0 && j > i-6 && text[j+1].mark == 0; j-- {
		if text[j].kind&copula != 0 {
			return text[j].word == "there's" || text[j-1].word == "there"
		}
	}
	return false
}

// besideThem says that the person at i is beside somebody who was spoken of:
// "a girl in red sits next to her".
func besideThem(text []token, i int) bool {
	for j := i + 2; j < len(text) && j < i+12 && text[j].sent == text[i].sent && text[j].mark != ';'; j++ {
		switch text[j].word {
		case "her", "him", "them":
		default:
			continue
		}
		if j+1 < len(text) && text[j+1].mark == 0 && text[j+1].kind&(conjunction|preposition|copula|adverb|verb) == 0 {
			continue
		}
		switch text[j-1].word {
		case "beside", "behind", "with", "near", "opposite", "by", "after", "alongside":
			return true
		case "to", "of":
			return text[j-2].word == "next" || text[j-2].word == "close" || text[j-2].word == "front" || text[j-2].word == "back"
		}
	}
	return false
}

// onOther says that what the person at i does is done to somebody else: "pulls
// at her sleeve".
func onOther(text []token, i int) bool {
	if i+1 >= len(text) || text[i+1].mark != 0 || text[i+1].word == text[i+1].lemma {
		return false
	}
	for j := i + 2; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
		switch text[j].word {
		case "her", "his", "him":
			return true
		}
	}
	return false
}

// standsApart says that a verb or place of its own follows: ", a boy standing".
func standsApart(text []token, i int) bool {
	if i+1 >= len(text) || text[i+1].mark != 0 {
		return false
	}
	n := &text[i+1]
	return n.kind&verb != 0 && n.word != "wearing" && n.word != "dressed" && n.word != "with" || n.word == "beside" || n.word == "behind" || n.word == "next"
}

// crew is what the tags say of people.
type crew struct {
	girls, boys, others    int
	openGirls, openBoys    bool
	solo, none, open, many bool
	known                  bool   // there is a count tag
	girlTag, boyTag        string // the count tags, or empty
	soloTag, noneTag       string
	free                   bool // gender is not to be judged
	crossed                bool // a boy in women's clothes
}

func (c *crew) total() int { return c.girls + c.boys + c.others }

// one says that the tags speak of one person, or of nothing that speaks against it.
func (c *crew) one() bool {
	if c.known {
		return !c.open && c.total() == 1
	}
	return !c.many
}

func crewOf(of tags.Categories) crew {
	var c crew
	for _, tag := range of.General {
		switch tag {
		case "solo":
			c.solo, c.soloTag = true, tag
		case "no_humans":
			c.none, c.noneTag = true, tag
		case "multiple_girls", "multiple_boys", "multiple_others", "crowd", "everyone", "people", "group", "duo", "trio", "couple", "siblings", "sisters", "brothers", "twins", "family", "multiple_views", "lineup", "background_people", "yuri", "yaoi", "hetero":
			c.many = c.many || tag != "multiple_views"
			if tag == "crowd" || tag == "everyone" || tag == "people" || tag == "group" || tag == "background_people" || tag == "multiple_others" {
				c.open = true
			}
			if tag == "multiple_girls" {
				c.openGirls = c.girls == 0
			}
			if tag == "multiple_boys" {
				c.openBoys = c.boys == 0
			}
		case "otoko_no_ko", "androgynous", "crossdressing", "genderswap", "genderswap_(mtf)", "genderswap_(ftm)", "ambiguous_gender", "reverse_trap", "trap", "gender_request", "futanari":
			c.free = true
			c.crossed = c.crossed || tag == "otoko_no_ko" || tag == "crossdressing" || tag == "trap"
		case "solo_focus", "silhouette", "faceless_male", "out_of_frame":
			c.open = c.open || tag != "silhouette"
		}
		c.count(tag)
	}
	if c.openGirls && c.girls > 0 {
		c.openGirls = false
	}
	if c.openBoys && c.boys > 0 {
		c.openBoys = false
	}
	c.open = c.open || c.openGirls || c.openBoys
	return c
}

// count reads a tag such as 2girls or 6+boys.
func (c *crew) count(tag string) {
	n := 0
	rest := tag
	for len(rest) > 0 && '0' <= rest[0] && rest[0] <= '9' {
		n = n*10 + int(rest[0]-'0')
		rest = rest[1:]
	}
	if n == 0 || n > 99 {
		return
	}
	open := strings.HasPrefix(rest, "+")
	rest = strings.TrimPrefix(rest, "+")
	switch rest {
	case "girl", "girls":
		c.girls, c.girlTag, c.openGirls = n, tag, open
	case "boy", "boys":
		c.boys, c.boyTag, c.openBoys = n, tag, open
	case "other", "others":
		c.others = n
		c.free = true
	default:
		return
	}
	c.known = true
	c.open = c.open || open
	c.many = c.many || n > 1 || c.total() > 1
}
