package tags

import (
	_ "embed"
	"strings"
	"sync"
)

// Names of characters and works, people who are called by their names, and
// people who are only counted.

//go:embed lexicon/named.list
var namedFile string

// namedTags are the tags of named.list: GroupCharacter and GroupCopyright of
// whole tags, and "_(fate)" of a character's qualifier.
var namedTags = sync.OnceValue(func() map[string]Group {
	table := map[string]Group{}
	eachRule("named.list", namedFile, ": ", func(kind, list string) {
		for _, tag := range strings.Fields(list) {
			switch kind {
			case "characters":
				table[tag] = GroupCharacter
			case "works":
				table[tag] = GroupCopyright
			case "of":
				table["_("+tag+")"] = GroupCharacter
			}
		}
	})
	return table
})

// nameGroup is GroupCharacter or GroupCopyright of a tag that is the name of a
// character or a work, as it says itself, and empty of any other. What the lexicon
// lists with its qualifier, vision_(genshin_impact), is what the lexicon says.
func (l *lexicon) nameGroup(tag string, listed bool) Group {
	if g := namedTags()[tag]; g != "" || listed {
		return g
	}
	i := strings.LastIndex(tag, "_(")
	if i <= 0 || namedTags()[tag[i:]] == "" {
		return ""
	}
	// "gem_uniform_(houseki_no_kuni)" is a uniform, "saber_(fate)" is somebody.
	if name := tag[:i]; strings.Contains(name, "_") && !strings.HasSuffix(name, ")") {
		if at, ok := l.byEnding(name); ok && (at.group == GroupAttire || at.group == GroupObject || at.group == GroupPlace) {
			return ""
		}
	}
	return GroupCharacter
}

//go:embed lexicon/names.list
var namesFile string

// givenNames are the names of names.list, in lower case.
var givenNames = sync.OnceValue(func() map[string]Person {
	table := map[string]Person{}
	eachRule("names.list", namesFile, ": ", func(gender, list string) {
		if gender == "neutral" {
			gender = ""
		}
		for _, name := range strings.Fields(list) {
			table[strings.ToLower(name)] = Person{Gender: gender, Number: 1}
		}
	})
	return table
})

// named says that the word at i is a name, and takes note of whose.
func (s *story) named(text []token, i int) bool {
	t := &text[i]
	if !t.capital {
		return false
	}
	p, ok := givenNames()[t.word]
	if !ok && s.namedAlong(text, i) {
		s.introduce(mention{word: t.word, at: i, person: Person{Number: 1}, det: indefinite, n: 1})
		return true
	}
	if !ok || partOfAName(text, i) {
		return ok
	}
	m := mention{word: t.word, at: i, person: p, det: indefinite, n: 1}
	if last := len(s.mentions) - 1; last >= 0 && s.sameAs(text, m) {
		s.name(last, m)
		return true
	}
	if denied(text, i) || ofAnArtist(text, i) || notAPerson(text, i) || dressedAs(text, i) {
		return true
	}
	for k := range s.mentions {
		if s.mentions[k].word == t.word {
			return true
		}
	}
	s.introduce(m)
	return true
}

// namedAlong says that the word at i is no known name, but is told together with
// one: the Len of "Rin and Len" and of "Len and Rin".
func (s *story) namedAlong(text []token, i int) bool {
	w := text[i].word
	if _, known := nounPlace(w); known && (i == 0 || text[i-1].end) || text[i].possessive || determiners[w] != bare || breakers[w] || prepositionWords[w] || PronounGender(w) != "" || w == "i" || isGerund(w) {
		return false
	}
	if _, person := PersonWord(w); person {
		return false
	}
	if _, number := NumberWord(w); number {
		return false
	}
	if last := len(s.mentions) - 1; last >= 0 && !text[i-1].end && text[s.mentions[last].at].capital && givenNames()[s.mentions[last].word].Number == 1 {
		return s.mentions[last].at == i-2 && text[i-1].word == "and" || s.mentions[last].at == i-1 && text[i-1].comma && i+2 < len(text) && text[i+1].word == "and" && text[i+2].capital
	}
	if i+2 >= len(text) || text[i].end || text[i+1].word != "and" || !text[i+2].capital {
		return false
	}
	_, name := givenNames()[text[i+2].word]
	return name && (i == 0 || text[i-1].end)
}

// sameAs says that the name m is that of whom the word before it speaks of: "a
// girl named Emma", "Princess Zelda", "her friend, Anna".
func (s *story) sameAs(text []token, m mention) bool {
	last := &s.mentions[len(s.mentions)-1]
	if last.n != 1 || last.person.Gender != "" && m.person.Gender != "" && last.person.Gender != m.person.Gender {
		return false
	}
	for j := last.at; j < m.at; j++ {
		if text[j].end {
			return false
		}
		switch text[j].word {
		case "named", "called", "is":
			return true
		}
	}
	return last.at == m.at-1 && (!text[last.at].comma || last.det == possessive || last.det == definite)
}

// partOfAName says that the name at i goes on from the one before, or is that of
// a place or a thing: "Emma Lucas", "Victor Hugo Street".
func partOfAName(text []token, i int) bool {
	if i > 0 && text[i-1].capital && !text[i-1].comma && !text[i-1].end && !text[i-1].possessive {
		if _, name := givenNames()[text[i-1].word]; name {
			return true
		}
		switch text[i-1].word {
		case "st", "saint", "san", "santa", "union", "mount", "lake", "port", "fort":
			return true
		}
	}
	if i+1 < len(text) && text[i+1].capital && !text[i].comma && !text[i].end {
		at, known := nounPlace(text[i+1].word)
		return known && (at.group == GroupPlace || at.group == GroupObject)
	}
	return false
}

// ofAnArtist says that the name is of whoever made the picture or gets it.
func ofAnArtist(text []token, i int) bool {
	return followsAny(text, i, "by", "for", "to", "via", "from", "like", "than", "dear")
}

// dressedAs says that the name tells whom somebody is dressed as.
func dressedAs(text []token, i int) bool {
	return followsAny(text, i, "as", "cosplaying", "impersonating") || followsAny(text, i, "of") && i > 1 && followsAny(text, i-1, "cosplay", "version", "style", "portrayal") ||
		i+1 < len(text) && text[i+1].word == "cosplay" && !text[i].comma && !text[i].end
}

// someOfThem reads "three of them", "both of us" and "all of them" at i: how
// many, 0 where that is open.
func someOfThem(text []token, i int) (int, bool) {
	if i+2 >= len(text) || text[i].end || text[i].comma || text[i+1].word != "of" || text[i+2].word != "them" && text[i+2].word != "us" {
		return 0, false
	}
	switch w := text[i].word; w {
	case "both":
		return 2, true
	case "all", "some", "most", "many", "several", "few", "dozens", "hundreds":
		return 0, true
	default:
		n, ok := NumberWord(w)
		return n, ok && n > 0
	}
}

// ofPeople are what is said of people by comparison: "a younger one".
var ofPeople = wordSet("younger older elder taller shorter smaller bigger little blonde dark-haired younger-looking red-haired")

// likeTheLast reads "an older man and a younger one" at "one", and "a blonde in a red dress".
func (s *story) likeTheLast(text []token, i int) bool {
	if text[i].word == "one" && i > 1 && ofPeople[text[i-1].word] && determiners[text[i-2].word] == indefinite && len(s.mentions) > 0 {
		last := s.mentions[len(s.mentions)-1]
		s.introduce(mention{word: last.word, at: i, person: Person{Gender: last.person.Gender, Number: 1}, n: 1})
		return true
	}
	if w := text[i].word; w != "blonde" && w != "blond" || i == 0 || i+1 >= len(text) || text[i].comma || text[i].end {
		return false
	}
	next := text[i+1].word
	if determiners[text[i-1].word] != indefinite && determiners[text[i-1].word] != definite || !prepositionWords[next] && !breakers[next] || next == "and" || next == "of" {
		return false
	}
	p := Person{Number: 1}
	if text[i].word == "blonde" {
		p.Gender = GenderFemale
	}
	s.meet(text, mentionAt(text, i, p))
	return true
}

// speaker reads "me" and "I" where they stand for one of those who are shown: "a
// selfie of me", "my sister and I".
func (s *story) speaker(text []token, i int) bool {
	switch w := text[i].word; {
	case w == "me" || w == "myself":
		if i > 0 && !followsAny(text, i, "and") && (!followsAny(text, i, "of") || !followsAny(text, i-1, "selfie", "selfies", "photo", "picture", "drawing", "sketch", "portrait", "shot")) {
			return false
		}
	case w == "i" && followsAny(text, i, "and") && len(s.mentions) > 0 && s.mentions[len(s.mentions)-1].at == i-2:
	default:
		return false
	}
	for _, had := range s.mentions {
		if had.word == "me" || had.word == "myself" || had.word == "i" {
			return true
		}
	}
	s.introduce(mention{word: text[i].word, at: i, person: Person{Number: 1}, n: 1})
	return true
}
