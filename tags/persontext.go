package tags

import (
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/internal/memo"
)

// Person is what a word for people says.
type Person struct {
	Gender string // female, male, or empty for words of any gender
	Plural bool
	Number int // of people that one word stands for; 0 where a plural leaves it open
}

//go:embed lexicon/persons.list
var personsFile string

var persons = sync.OnceValue(func() map[string]Person {
	words, plurals := map[string]Person{}, map[string]Person{}
	eachRule("persons.list", personsFile, ": ", func(head, list string) {
		kind := strings.Fields(head)
		p := Person{Gender: kind[0], Plural: kind[1] != "one", Number: 1}
		if p.Gender == "neutral" {
			p.Gender = ""
		}
		if p.Plural {
			p.Number = 0
		}
		if kind[1] == "set" {
			n, err := strconv.Atoi(kind[2])
			if err != nil {
				panic(fmt.Sprintf("tags: persons.list: %q: %v", head, err))
			}
			p.Number = n
		}
		for _, word := range strings.Fields(list) {
			words[word] = p
		}
	})
	for word, p := range words {
		if many := manyOf(word); !p.Plural && !noPlural[word] {
			if _, listed := words[many]; !listed {
				plurals[many] = Person{Gender: p.Gender, Plural: true}
			}
		}
	}
	maps.Copy(words, plurals)
	return words
})

// noPlural are words for one person that have no plural, or whose plural is another word.
var noPlural = wordSet("someone somebody mr mrs ms dr sir madam self pitcher miss mum")

// manyOf is the plural of a noun for a person.
func manyOf(word string) string {
	if first, ok := strings.CutSuffix(word, "man"); ok && !noMen[word] {
		return first + "men"
	}
	return Plural(word)
}

var noMen = wordSet("shaman human german roman talisman")

// sameInPlural are words for one and for many.
var sameInPlural = wordSet("samurai ninja oni kitsune tengu kunoichi miko geisha maiko gyaru viking youkai")

// PersonWord says what a lower-case word tells of people, if it names any.
// Compounds such as "fox-girl" and "beekeeper" are understood by their last part.
func PersonWord(word string) (Person, bool) {
	p, ok := persons()[word]
	if ok || len(word) < 6 {
		return p, ok
	}
	c := personCompounds.Get(word, personCompound)
	return c.Person, c.ok
}

type personOrNot struct {
	Person
	ok bool
}

var personCompounds memo.Cache[personOrNot]

// personEnds are the last parts of compounds that name people.
var personEnds = []string{"woman", "women", "man", "men", "girl", "girls", "boy", "boys", "mother", "mothers", "father", "fathers", "brother", "brothers", "sister", "sisters", "daughter", "daughters", "lady", "ladies",
	"keeper", "keepers", "maker", "makers", "smith", "smiths", "seller", "sellers", "master", "masters", "monger", "mongers", "wright", "wrights", "hunter", "hunters", "slayer", "slayers", "dancer", "dancers", "singer", "singers",
	"player", "players", "rider", "riders", "driver", "drivers", "worker", "workers", "ologist", "ologists"}

// noPersons end like words for people, and are none.
var noPersons = wordSet(`german germans roman romans norman ottoman talisman caiman pacman pac-man walkman doberman brahman specimen abdomen regimen cyclamen dolmen gameboy playboy lowboy highboy malady maladies
	coffeemaker coffee-maker pacemaker noisemaker icemaker breadmaker bestseller bestsellers best-seller spearmint man-of-war screwdriver screwdrivers cd-player grandmaster`)

func personCompound(word string) personOrNot {
	if noPersons[word] {
		return personOrNot{}
	}
	if i := strings.LastIndexByte(word, '-'); i > 0 {
		if _, counted := NumberWord(word[:i]); counted || ordinals[word[:i]] {
			return personOrNot{} // a two-man tent, a first-person view
		}
		p, ok := persons()[word[i+1:]]
		return personOrNot{p, ok}
	}
	for _, end := range personEnds {
		if first, ok := strings.CutSuffix(word, end); !ok || len(first) < 3 {
			continue
		}
		if at, known := nounPlace(word); known && at.group != GroupCharacter && at.group != GroupBody && at.group != GroupAttire {
			return personOrNot{} // a snowman
		}
		p, ok := persons()[end]
		if !ok { // a watchmaker: a maker alone may be a machine
			p = Person{Number: 1}
			if strings.HasSuffix(end, "s") {
				p = Person{Plural: true}
			}
		}
		return personOrNot{p, true}
	}
	return personOrNot{}
}

var ordinals = wordSet("first second third single multi")

// PronounGender is the gender of a personal pronoun, or empty.
func PronounGender(word string) string {
	switch word {
	case "she", "her", "hers", "herself", "she's", "she'd":
		return GenderFemale
	case "he", "him", "his", "himself", "he's", "he'd":
		return GenderMale
	}
	return ""
}

var numberWords = map[string]int{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100}

// NumberWord reads "two" or "2" up to a thousand.
func NumberWord(word string) (int, bool) {
	if n, ok := numberWords[word]; ok {
		return n, true
	}
	if word == "" || word[0] < '0' || word[0] > '9' {
		return 0, false
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 0 && n <= 1000
}

// determiner is what stands before a noun for people.
type determiner int

const (
	bare determiner = iota
	indefinite
	definite
	possessive
	number
	another
	openNumber // several, many, some
	distributive
)

var determiners = map[string]determiner{
	"a": indefinite, "an": indefinite, "the": definite, "this": definite, "that": definite, "these": definite, "those": definite, "her": possessive, "his": possessive,
	"their": possessive, "its": possessive, "my": possessive, "your": possessive, "our": possessive, "another": another, "several": openNumber, "many": openNumber, "some": openNumber,
	"multiple": openNumber, "various": openNumber, "few": openNumber, "numerous": openNumber, "dozens": openNumber, "hundreds": openNumber, "other": bare, "both": distributive, "each": distributive,
	"every": distributive, "either": distributive, "all": distributive,
}

// breakers end the search for a determiner: verbs and prepositions.
var breakers = map[string]bool{"of": true, "with": true, "in": true, "on": true, "at": true, "by": true, "from": true, "to": true, "for": true, "near": true, "beside": true, "behind": true, "under": true, "over": true,
	"is": true, "are": true, "was": true, "were": true, "has": true, "have": true, "wears": true, "wearing": true, "holds": true, "holding": true, "as": true, "like": true, "while": true, "where": true, "who": true,
	"which": true, "stands": true, "standing": true, "sits": true, "sitting": true, "looks": true, "looking": true, "featuring": true, "features": true, "depicts": true, "depicting": true, "shows": true, "showing": true,
	"between": true, "around": true, "against": true, "be": true, "being": true, "or": true, "but": true, "then": true, "than": true}

// mention is one noun for people in a caption.
type mention struct {
	word   string
	at     int
	person Person
	det    determiner
	n      int // as told; 0 is open
}

// story adds up the mentions of a caption.
type story struct {
	mentions []mention // those that introduced somebody
	total    int
	open     bool
	genders  map[string]int
	neutral  int
	by       []string
	genderBy []string
	parts    []mention // those that are of several told of before
	thing    string    // the first word for people that only says what a thing is
}

func (s *story) introduce(m mention) {
	s.mentions = append(s.mentions, m)
	s.by = append(s.by, m.word)
	if m.n == 0 {
		s.open = true
		s.total += 2
	} else {
		s.total += m.n
	}
	if m.person.Gender == "" {
		s.neutral += max(m.n, 1)
		return
	}
	s.genders[m.person.Gender] += max(m.n, 1)
	s.genderBy = append(s.genderBy, m.word)
}

// compatible is the last mention that m may refer back to, or -1.
func (s *story) compatible(m mention) int {
	for i := len(s.mentions) - 1; i >= 0; i-- {
		had := s.mentions[i].person.Gender
		if had == "" || m.person.Gender == "" || had == m.person.Gender {
			return i
		}
	}
	return -1
}

// name gives a neutral mention the gender that a later word tells.
func (s *story) name(i int, m mention) {
	had := &s.mentions[i]
	if had.person.Gender != "" || m.person.Gender == "" || had.n != 1 {
		return
	}
	had.person.Gender = m.person.Gender
	s.neutral--
	s.genders[m.person.Gender]++
	s.genderBy = append(s.genderBy, m.word)
}

// peopleOfText reads who a caption says is there. The names of characters in c
// count as people when no other word does.
func peopleOfText(text []token, c *Categories) people {
	s := story{genders: map[string]int{}}
	nobody := ""
	animal := firstAnimal(text)
	for i := range text {
		t := &text[i]
		if t.quoted || !t.tells && !t.capital {
			continue
		}
		if n, open, kind, ok := countTag(t.word); ok {
			if open {
				n = 0
			}
			s.introduce(mention{word: t.word, at: i, person: Person{Gender: kind}, n: n})
			continue
		}
		if t.word == "nobody" || t.word == "unpopulated" || t.word == "uninhabited" || t.word == "no_humans" {
			nobody = t.word
			continue
		}
		if g := PronounGender(t.word); g != "" {
			if ownPronoun(text, i) {
				s.tell(g, i)
			} else {
				s.pronoun(text, i, g, animal)
			}
			continue
		}
		if t.word == "they" && len(s.mentions) == 0 && subject(text[:i]) < 0 && animal < 0 {
			s.introduce(mention{word: t.word, at: i, person: Person{Plural: true}})
			continue
		}
		if (t.word == "anthropomorphic" || t.word == "anthro") && i+1 < len(text) && animalWords()[text[i+1].word] && !denied(text, i) && !likeness(text, i) {
			s.meet(text, mentionAt(text, i, Person{Number: 1}))
			continue
		}
		if t.word == "subject" && isSubject(text, i) {
			s.meet(text, mentionAt(text, i, Person{Number: 1}))
			continue
		}
		if n, ok := someOfThem(text, i); ok {
			if len(s.mentions) == 0 && animal < 0 {
				s.introduce(mention{word: t.word, at: i, person: Person{Plural: n != 1, Number: n}, n: n})
			}
			continue
		}
		if s.named(text, i) || s.likeTheLast(text, i) || s.speaker(text, i) {
			continue
		}
		if fullOfPeople(text, i) && len(s.mentions) == 0 && !denied(text, i) {
			s.introduce(mention{word: t.word, at: i, person: Person{Plural: true}})
			continue
		}
		p, ok := t.person, t.isPerson
		if !ok && schoolClass(text, i) {
			p, ok = Person{Plural: true}, true
		}
		if !ok {
			continue
		}
		if denied(text, i) {
			if nobody == "" {
				nobody = "no " + t.word
			}
			continue
		}
		if i+1 < len(text) && !t.comma && !t.possessive && namedSets[text[i+1].word] && (p.Gender != "" || membersNamed(text, i+1)) {
			if membersNamed(text, i+1) || likeness(text, i) {
				continue
			}
			n, _ := setOf(text, i+1)
			s.introduce(mention{word: t.word, at: i, person: Person{Gender: p.Gender, Plural: true}, n: n})
			continue
		}
		if namedSets[t.word] && i > 0 && (membersNamed(text, i) && text[i-1].word != "of" || likeness(text, i-1)) {
			continue
		}
		if i > 0 && namedSets[t.word] && len(s.mentions) > 0 && s.mentions[len(s.mentions)-1].at == i-1 {
			continue
		}
		if t.word == "members" && i >= 3 && setMembers(text, i) || s.setOfCounted(text, i) {
			continue
		}
		if n, of := setOf(text, i); of && p.Plural {
			s.introduce(mention{word: t.word, at: i, person: p, n: n})
			continue
		}
		if notAPerson(text, i) {
			if s.thing == "" && !speaksOfABody(text) && (madeOf(text, i) || likeness(text, i) || struck(text, i) || onScreen(text, i) || ofASuit(text, i) || t.possessive && ownsThing(text, i)) {
				s.thing = t.word
			}
			continue
		}
		s.meet(text, mentionAt(text, i, p))
	}
	if nobody == "" && len(s.mentions) == 0 && findPhrase(text, []string{"no", "one"}) >= 0 {
		nobody = "no one"
	}
	return s.result(text, c, nobody, animal)
}

// fullOfPeople says that the word at i tells of many people at a place: "a crowded
// subway platform", and not "a crowded shelf".
func fullOfPeople(text []token, i int) bool {
	switch text[i].word {
	case "crowded", "bustling", "packed":
	default:
		return false
	}
	for k := i + 1; k < len(text) && k <= i+3 && !text[k-1].end && !text[k-1].comma; k++ {
		if text[k].word == "with" || text[k].word == "of" {
			return false
		}
		if at, ok := nounPlace(text[k].word); ok && at.group == GroupPlace && (k+1 == len(text) || text[k].end || text[k].comma || prepositionWords[text[k+1].word] || text[k+1].word == "during") {
			return true
		}
	}
	return false
}

// isSubject says that the subject at i is a person: it has what people have, or
// does what they do.
func isSubject(text []token, i int) bool {
	if text[i].end || text[i].possessive || i+1 >= len(text) {
		return false
	}
	switch text[i+1].word {
	case "wears", "wearing", "smiles", "smiling", "holds", "gazes", "poses", "kneels", "smirks", "frowns", "grins", "winks":
		return true
	case "has", "with":
		for k := i + 2; k < len(text) && k <= i+6 && !text[k-1].end; k++ {
			if at, ok := nounPlace(text[k].word); ok && personal[at.group] && at.group != GroupPose && !looseWords[text[k].word] {
				return firstAnimal(text) < 0
			}
		}
	}
	return false
}

// namedSets make of a girl a "girl group" and of a boy a "boy band".
var namedSets = map[string]bool{"band": true, "group": true, "trio": true, "duo": true, "team": true, "squad": true, "choir": true, "gang": true}

// schoolClass says that the word at i means pupils: "the whole class", "a class of twelve".
func schoolClass(text []token, i int) bool {
	if text[i].word != "class" {
		return false
	}
	_, counted := setOf(text, i)
	return counted || followsAny(text, i, "whole", "entire")
}

// setOf reads the number of "a family of four", where no noun follows but one
// for members.
func setOf(text []token, i int) (int, bool) {
	if i+2 >= len(text) || text[i+1].word != "of" {
		return 0, false
	}
	n, ok := NumberWord(text[i+2].word)
	if !ok || i+3 >= len(text) || text[i+2].end || text[i+3].word == "members" {
		return n, ok
	}
	_, person := PersonWord(text[i+3].word)
	return n, !person
}

// membersNamed says that the set at i tells who its members are: "an idol group
// of nine girls".
func membersNamed(text []token, i int) bool {
	if i+1 >= len(text) || text[i+1].word != "of" {
		return false
	}
	for k := i + 2; k < len(text) && k <= i+4 && !text[k-1].end; k++ {
		if _, person := PersonWord(text[k].word); person && text[k].word != "members" {
			return true
		}
	}
	return false
}

// setOfCounted says that the set at i is only what those counted before belong
// to, and gives them its gender: "nine players of a women's team", "the five
// members of a girl group".
func (s *story) setOfCounted(text []token, i int) bool {
	if !namedSets[text[i].word] && text[i].word != "crew" && text[i].word != "family" || len(s.mentions) == 0 {
		return false
	}
	last := &s.mentions[len(s.mentions)-1]
	if !last.person.Plural || last.at+1 >= i || text[last.at+1].word != "of" || i-last.at > 6 {
		return false
	}
	for j := last.at + 2; j < i && last.person.Gender == ""; j++ {
		if by, ok := PersonWord(text[j].word); ok && by.Gender != "" {
			n := max(last.n, 1)
			last.person.Gender = by.Gender
			s.neutral -= n
			s.genders[by.Gender] += n
			s.genderBy = append(s.genderBy, text[j].word)
		}
	}
	return true
}

// setMembers says that the members at i were counted with their set: "a band
// of five members".
func setMembers(text []token, i int) bool {
	_, ok := NumberWord(text[i-1].word)
	return ok && text[i-2].word == "of"
}

// ownPronoun says that the pronoun at i only tells whose something is or whom
// an action comes back to: "her horse", "himself". "She", and the "her" of
// "he carries her on his back", stand for somebody.
func ownPronoun(text []token, i int) bool {
	switch text[i].word {
	case "his", "hers", "himself", "herself":
		return true
	case "her":
		if text[i].end || text[i].comma || i+1 >= len(text) {
			return false
		}
		next := text[i+1].word
		return !breakers[next] && !prepositionWords[next] && !isGerund(next)
	}
	return false
}

// tell gives the last person before at whose gender is open that of a pronoun,
// where nobody of that gender was named.
func (s *story) tell(gender string, at int) {
	if s.genders[gender] > 0 {
		return
	}
	for i := len(s.mentions) - 1; i >= 0; i-- {
		m := s.mentions[i]
		if m.n == 1 && m.person.Gender == "" && !m.person.Plural && at-m.at < 25 {
			s.name(i, mention{word: m.word, person: Person{Gender: gender}})
			return
		}
	}
}

// pronoun introduces somebody whom only "she" or "he" tells of.
func (s *story) pronoun(text []token, at int, gender string, animal int) {
	if animal >= 0 && animal < at && len(s.mentions) == 0 {
		return
	}
	m := mention{word: text[at].word, at: at, person: Person{Gender: gender, Number: 1}, n: 1}
	if i := s.compatible(m); i >= 0 {
		s.name(i, m)
		return
	}
	if len(s.mentions) > 0 && s.total > 1 {
		return
	}
	s.introduce(m)
}

// mentionAt finds the determiner of the noun at i.
func mentionAt(text []token, i int, p Person) mention {
	m := mention{word: text[i].word, at: i, person: p, n: p.Number}
	if p.Gender == "" && i > 0 && !text[i-1].possessive && !text[i-1].comma && !text[i-1].end {
		// "female warrior", "boy wizard"
		by, _ := PersonWord(text[i-1].word)
		m.person.Gender = by.Gender
	}
	for j := i - 1; j >= 0 && j >= i-7 && !text[j].end; j-- {
		w := text[j].word
		if n := birthSets[w]; n > 0 && p.Plural && m.n == 0 && j == i-1 {
			m.n = n // "twin sisters"
		}
		if n, ok := NumberWord(w); ok && n > 0 {
			m.det = number
			if j > 0 && atLeast(text, j) {
				m.det, m.n = openNumber, 0
				return m
			}
			if n > 1 && sameInPlural[m.word] {
				m.n, m.person.Plural = n, true
			}
			if p.Plural && n > 1 && m.n == 0 {
				m.n = n
				if m.word == "couples" {
					m.n *= 2
				}
			}
			continue
		}
		if w == "of" {
			m.ofSet(text, j)
			return m
		}
		d, ok := determiners[w]
		if m.n == 1 && d == indefinite && onBothSides(text, i) {
			m.n, m.person.Plural = 2, true
		}
		if (d == possessive || d == definite) && m.someOf(text, j) {
			return m
		}
		if ok && (m.det == bare || d == definite || d == possessive || d == distributive) {
			m.det = d
		}
		if m.n == 0 && p.Plural && (w == "both" || d == possessive && m.word == "parents") {
			m.n = 2
		}
		if ok && d != bare || breakers[w] {
			return m
		}
		if _, person := PersonWord(w); person && !modifier(text, j) {
			if text[j].possessive {
				m.det = possessive
			}
			return m
		}
	}
	return m
}

// atLeast says that the number at j is only the least: "over a hundred", "at least ten".
func atLeast(text []token, j int) bool {
	if text[j-1].word == "a" && j > 1 {
		j--
	}
	return followsAny(text, j, "least", "over", "than", "nearly", "almost")
}

// birthSets before a plural tell how many were born together.
var birthSets = map[string]int{"twin": 2, "triplet": 3, "quadruplet": 4, "quintuplet": 5}

// modifier says that a person word only describes the next: "child actor".
func modifier(text []token, j int) bool {
	if text[j].comma || text[j].possessive || j+1 >= len(text) {
		return false
	}
	_, next := PersonWord(text[j+1].word)
	return next
}

// onBothSides says that the noun at i stands for two: "a child on either side".
func onBothSides(text []token, i int) bool {
	for k := i + 1; k+2 < len(text) && k <= i+3 && !text[k-1].end; k++ {
		if text[k].word == "on" || text[k].word == "at" || text[k].word == "to" {
			w := text[k+1].word
			return (w == "either" || w == "each" || w == "both") && (text[k+2].word == "side" || text[k+2].word == "sides")
		}
	}
	return false
}

// someOf reads "one of her pupils" and "two of the guards": so many, and not all;
// at is the determiner. Whoever is one of "the girls" was told of before.
func (m *mention) someOf(text []token, at int) bool {
	if at < 2 || text[at-1].word != "of" || !m.person.Plural {
		return false
	}
	n, ok := NumberWord(text[at-2].word)
	if !ok || n == 0 {
		return false
	}
	m.n, m.det = n, number
	m.person.Plural = n > 1
	return true
}

// ofSet reads "a group of girls" and "one of the girls": at is the "of".
func (m *mention) ofSet(text []token, at int) {
	if at == 0 {
		return
	}
	switch w := text[at-1].word; w {
	case "pair", "couple", "duo":
		m.n, m.det = max(m.n, 2), number
	case "trio":
		m.n, m.det = max(m.n, 3), number
	case "one", "each", "both", "either", "two", "some", "all":
		m.det = distributive
	case "quartet", "quintet", "foursome", "threesome":
		set, _ := PersonWord(w)
		m.n, m.det = max(m.n, set.Number), number
	case "group", "crowd", "team", "band", "bunch", "line", "row", "dozens", "hundreds", "lot", "lots", "crew", "party":
		if m.det != number {
			m.det = openNumber
		}
	}
}

// meet decides whether a mention is somebody new.
func (s *story) meet(text []token, m mention) {
	back := s.compatible(m)
	switch {
	case m.det == distributive && back >= 0:
	case m.person.Plural && m.det == openNumber && s.counted(m):
	case m.person.Plural && m.det == bare && len(s.mentions) > 0 && s.total > 1 && isDigit(s.mentions[0].word[0]): // a list of tags: "2boys, twins"
	case s.becomes(text, m):
	case s.otherOf(text, m):
		s.parts = append(s.parts, m)
	case s.elsewhere(text, m, back):
		s.introduce(m)
	case predicate(text, m):
		if back >= 0 {
			s.name(back, m)
			if s.mentions[back].n > 1 && m.n == 1 {
				s.parts = append(s.parts, m)
			}
		} else if len(s.mentions) == 0 && subject(text[:m.at]) < 0 { // a teddy bear dressed as a sailor is none
			s.introduce(m)
		}
	case m.person.Plural && (m.det == definite || m.det == bare && !sharesDeterminer(text, m.at)) && s.total > 1:
	case m.person.Plural:
		s.introduce(m)
	case m.det == definite && back >= 0 && !m.person.Plural && s.joined(text, m):
		s.introduce(m)
	case m.det == definite && back >= 0, s.apposed(text, m):
		s.name(back, m)
	case m.det == number && back >= 0 && s.partOf(m):
		s.parts = append(s.parts, m)
	case m.det == bare && back >= 0 && !sharesDeterminer(text, m.at):
		s.name(back, m)
	case m.det == another && back >= 0 && s.partOf(m):
		s.parts = append(s.parts, m)
	default:
		s.introduce(m)
	}
}

// counted says that a tag has told how many there are of whom m speaks: "2boys,
// multiple boys".
func (s *story) counted(m mention) bool {
	for _, had := range s.mentions {
		if had.person.Gender == m.person.Gender && isDigit(had.word[0]) {
			return true
		}
	}
	return false
}

// becomes says that m is what the last person told of is shown as, and gives
// them its gender: "the old king reimagined as a young woman".
func (s *story) becomes(text []token, m mention) bool {
	if m.n != 1 || m.person.Gender == "" || len(s.mentions) == 0 {
		return false
	}
	last := &s.mentions[len(s.mentions)-1]
	if last.n != 1 || m.at-last.at > 9 {
		return false
	}
	for j := m.at - 1; j > last.at && !text[j].end; j-- {
		if w := text[j].word; w != "as" && w != "into" || !changes[text[j-1].word] {
			continue
		}
		if had := last.person.Gender; had == "" {
			s.neutral--
		} else if s.genders[had]--; s.genders[had] == 0 {
			delete(s.genders, had)
			s.genderBy = slices.DeleteFunc(s.genderBy, func(word string) bool { return word == last.word })
		}
		s.genders[m.person.Gender]++
		s.genderBy = append(s.genderBy, m.word)
		last.person.Gender = m.person.Gender
		return true
	}
	return false
}

// changes are what is done to somebody who is shown as somebody else.
var changes = wordSet("reimagined re-imagined redrawn recast redesigned reinvented reborn reincarnated genderbent gender-bent genderswapped gender-swapped turned transformed changed")

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// otherOf says that m is the other of two who were counted: "one is a man, the other a woman".
func (s *story) otherOf(text []token, m mention) bool {
	return m.n == 1 && m.at > 1 && len(s.parts) > 0 && determiners[text[m.at-1].word] == indefinite && (text[m.at-2].word == "other" || text[m.at-2].word == "second") && s.partOf(m)
}

// joined says that m is named together with whom the last mention introduced, and
// by another word: "the prince and the pauper".
func (s *story) joined(text []token, m mention) bool {
	last := s.mentions[len(s.mentions)-1]
	for _, had := range s.mentions {
		if had.word == m.word {
			return false
		}
	}
	return last.at+3 == m.at && text[last.at+1].word == "and" && !text[last.at].end && last.n == 1
}

// apposed says that m explains the neutral noun right before it: "her friend,
// a boy", "the artist, a woman with short hair". In "a nurse, a man, and a
// dog" it does not: there a list goes on.
func (s *story) apposed(text []token, m mention) bool {
	if len(s.mentions) == 0 || m.det != indefinite {
		return false
	}
	last := s.mentions[len(s.mentions)-1]
	if len(s.mentions) == 1 && (last.word == "she" || last.word == "he") && last.person.Gender == m.person.Gender && saysWho(text, last.at, m.at) {
		return true
	}
	if last.person.Gender != "" || last.n != 1 || !text[last.at].comma || m.at-last.at > 4 {
		return false
	}
	if last.det == possessive {
		return true
	}
	return m.person.Gender != "" && !listGoesOn(text, m.at)
}

// saysWho says that the noun at i tells at the end of the sentence who the "she"
// at j is: "he grins, a boy ready for the sea", and not "she waits, a girl behind her".
func saysWho(text []token, j, i int) bool {
	comma := false
	for ; j < i; j++ {
		if text[j].end || text[j].word == "and" || text[j].word == "with" || text[j].word == "while" || text[j].word == "as" {
			return false
		}
		comma = comma || text[j].comma
	}
	if !comma || text[i].end || i+1 >= len(text) {
		return comma
	}
	next := text[i+1].word
	return next == "of" || next == "in" || next == "ready" || next == "who" || next == "from" || next == "with" || next == "lost" || next == "alone"
}

// listGoesOn says that after the noun at i comes "and a …" or ", a …".
func listGoesOn(text []token, i int) bool {
	return i+1 < len(text) && !text[i].end && (text[i+1].word == "and" || text[i].comma && determiners[text[i+1].word] == indefinite)
}

// sides are where the caption puts people apart: "on the left", "on the right".
var sides = map[string]bool{"left": true, "right": true, "middle": true, "center": true, "centre": true, "foreground": true, "background": true, "front": true, "back": true}

// sideOf is the side that follows the noun at i, or empty.
func sideOf(text []token, i int) string {
	if i > 0 && sides[text[i-1].word] {
		return text[i-1].word
	}
	for k := i + 1; k < len(text) && k <= i+3 && !text[k-1].end && !text[k-1].comma; k++ {
		if sides[text[k].word] && (text[k-1].word == "the" || text[k-1].word == "in" || text[k-1].word == "on") {
			return text[k].word
		}
	}
	return ""
}

// elsewhere says that m stands on another side of the picture than whom it
// could refer back to, where these are not several of whom it is one.
func (s *story) elsewhere(text []token, m mention, back int) bool {
	if back < 0 || m.person.Plural || s.partOf(m) {
		return false
	}
	here, there := sideOf(text, m.at), sideOf(text, s.mentions[back].at)
	return here != "" && there != "" && here != there
}

// partOf says that m speaks of one of several who were counted before, as in
// "two girls … one girl holds …".
func (s *story) partOf(m mention) bool {
	for _, had := range s.mentions {
		if had.person.Plural && (had.person.Gender == "" || m.person.Gender == "" || had.person.Gender == m.person.Gender) {
			return true
		}
	}
	return false
}

// predicate says that m tells what somebody is or looks like: "is a woman",
// "dressed as a nurse", "looks like a boy".
func predicate(text []token, m mention) bool {
	for j := m.at - 1; j >= 0 && j >= m.at-7 && !text[j].end; j-- {
		switch text[j].word {
		case "is", "as", "was", "be", "being", "like", "resembling", "resembles", "she's", "he's", "named", "who's":
			return !pointsTo(text, j)
		case "with", "of", "and", "by", "in", "on", "to", "beside", "holding", "next":
			return false
		}
	}
	return false
}

// pointsTo says that the verb at j only points: "there is a girl".
func pointsTo(text []token, j int) bool {
	return j > 0 && (text[j-1].word == "there" || text[j-1].word == "here" || text[j-1].word == "background" || text[j-1].word == "foreground" || text[j-1].word == "left" || text[j-1].word == "right" || text[j-1].word == "it")
}

// sharesDeterminer says that a bare noun is joined to one before it: "a boy and girl".
func sharesDeterminer(text []token, at int) bool {
	for j := at - 1; j >= 0 && j >= at-4; j-- {
		if text[j].end {
			return false
		}
		if text[j].word == "and" || text[j].word == "with" {
			return true
		}
	}
	return at > 0 && text[at-1].comma
}

// result turns the story into an answer.
func (s *story) result(text []token, c *Categories, nobody string, animal int) people {
	zero := 0
	if len(s.mentions) == 0 {
		if names := namesIn(text, c); len(names) > 0 {
			return people{people: soloOrMulti(len(names)), count: ptr(len(names)), gender: GenderUnknown, peopleBy: names}
		}
		if nobody != "" {
			return people{people: PeopleNone, count: &zero, gender: GenderUnknown, peopleBy: []string{nobody}}
		}
		if i := ownBody(text); i >= 0 && animal < 0 {
			return people{people: PeopleSolo, count: ptr(1), gender: PronounGender(text[i].word), peopleBy: []string{text[i].word}, genderBy: []string{text[i].word}}
		}
		if i := findPhrase(text, []string{"self-portrait"}); i >= 0 && animal < 0 && nobody == "" {
			return people{people: PeopleSolo, count: ptr(1), gender: GenderUnknown, peopleBy: []string{"self-portrait"}}
		}
		if i := bodyPartShown(text); i >= 0 && (animal < 0 || handAt(text, i)) {
			return people{people: PeopleSolo, count: ptr(1), gender: GenderUnknown, peopleBy: []string{text[i].word}}
		}
		if by := cmp.Or(thingsTold(text, animal), s.thing); by != "" {
			return people{people: PeopleNone, count: &zero, gender: GenderUnknown, peopleBy: []string{by}}
		}
		return people{people: PeopleUnknown, gender: GenderUnknown}
	}
	s.partsOfAWhole()
	p := people{people: soloOrMulti(s.total), peopleBy: s.by}
	if !s.open {
		p.count = ptr(s.total)
	}
	p.gender, p.genderBy = s.gender(text)
	return p
}

// partsOfAWhole drops "two people" where a man and a woman are named after it,
// and knows their genders where all of them are told.
func (s *story) partsOfAWhole() {
	for k, m := range s.mentions {
		if m.person.Gender != "" || m.n < 2 {
			continue
		}
		named := 0
		for _, later := range s.mentions[k+1:] {
			if later.n == 0 || later.person.Gender == "" {
				named = -1
				break
			}
			named += later.n
		}
		told := named
		for _, part := range s.parts {
			if named < 0 || part.person.Gender == "" || part.n == 0 {
				told = -1
				break
			}
			told += part.n
		}
		if told == m.n {
			for _, part := range s.parts {
				s.genders[part.person.Gender] += part.n
				s.genderBy = append(s.genderBy, part.word)
			}
			s.total -= named
			s.neutral -= m.n
			return
		}
		if named == m.n {
			s.total -= m.n
			s.neutral -= m.n
			return
		}
	}
}

func (s *story) gender(text []token) (string, []string) {
	switch {
	case len(s.genders) > 1:
		return GenderMixed, s.genderBy
	case s.neutral == 0:
		return genderOf(map[string]bool{s.genderKey(): true}), s.genderBy
	case s.total > 1 || len(s.genders) == 1:
		return GenderUnknown, nil
	}
	told := map[string]bool{}
	var by []string
	for i := range text {
		if neitherGender[text[i].word] && !text[i].quoted {
			return GenderOther, []string{text[i].word}
		}
		if g := PronounGender(text[i].word); g != "" && !told[g] && !text[i].quoted {
			told[g] = true
			by = append(by, text[i].word)
		}
	}
	if len(told) != 1 {
		return GenderUnknown, nil
	}
	return genderOf(told), by
}

// neitherGender are said of people who are neither women nor men, or do not look it.
var neitherGender = wordSet("androgynous nonbinary non-binary genderless agender genderfluid gender-neutral")

func (s *story) genderKey() string {
	for _, g := range []string{GenderFemale, GenderMale, GenderOther} {
		if s.genders[g] > 0 {
			return g
		}
	}
	return ""
}

// namesIn lists the characters of c that the text names.
func namesIn(text []token, c *Categories) []string {
	var names []string
	for _, tag := range c.Character {
		words := strings.Fields(Words(tag))
		reversed := slices.Clone(words)
		slices.Reverse(reversed)
		if len(words) > 0 && (findPhrase(text, words) >= 0 || findPhrase(text, reversed) >= 0) {
			names = append(names, tag)
		}
	}
	return names
}

func soloOrMulti(n int) string {
	if n == 1 {
		return PeopleSolo
	}
	return PeopleMulti
}

func ptr(n int) *int { return &n }

// ownBody is the index of the pronoun that says whose the eyes of "his eyes glow"
// are, or -1.
func ownBody(text []token) int {
	for i := range text {
		if w := text[i].word; w != "his" && w != "her" || text[i].quoted || subject(text[:i]) >= 0 {
			continue
		}
		for k := i + 1; k < len(text) && k <= i+3 && !text[k-1].end; k++ {
			at, known := nounPlace(text[k].word)
			if known && !looseWords[text[k].word] {
				switch at.group {
				case GroupEyes, GroupHair, GroupFace, GroupBody:
					return i
				}
				break
			}
		}
	}
	return -1
}

// handAt says that the part of a body at i is a hand, which no animal has: "a
// hand feeds a squirrel".
func handAt(text []token, i int) bool {
	switch text[i].word {
	case "hand", "hands", "fingers":
		return i+1 < len(text) && text[i+1].word != "of" && !text[i].end
	}
	return false
}

// bodyPartShown is the index of the eye of "a close-up of an eye", or -1.
func bodyPartShown(text []token) int {
	for i := range text {
		switch text[i].word {
		case "hands", "hand", "feet", "legs", "arms", "fingers":
			if i == 0 || i == 1 && (determiners[text[0].word] == indefinite || determiners[text[0].word] == number || numberWords[text[0].word] > 0) {
				return i
			}
		}
		switch text[i].word {
		case "eye", "eyes", "face", "lips", "mouth", "hand", "hands", "fingers", "foot", "feet", "legs", "ear", "ears":
			if before(text, i, "close-up", "closeup") && before(text, i, "of") {
				return i
			}
		}
	}
	return -1
}
