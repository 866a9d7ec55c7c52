package check

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon/absences.list
var absencesFile string

// absences are words that deny things by themselves: clean-shaven, unarmed.
var absences = sync.OnceValue(func() map[string][]*thing {
	table := map[string][]*thing{}
	for words, list := range rulesOf("absences.list", absencesFile) {
		of := thingsNamed("absences.list", list)
		for _, word := range strings.Split(words, ",") {
			table[strings.TrimSpace(word)] = of
		}
	}
	return table
})

// absentThings are what the word says to be absent: of "hatless" it is the hat.
func absentThings(word string) []*thing {
	if of := absences()[word]; of != nil {
		return of
	}
	base, ok := strings.CutSuffix(word, "less")
	if !ok || !isThing(base) {
		return nil
	}
	things := runsFrom(theThings().words, base).alone
	return things[len(things)-1:]
}

// bares says that the word may deny what a part of the body has on.
func bares(l *lexeme) bool { return l.lemma == "bare" || l.word == "uncovered" }

// absence reads a word that says that something is not there.
func absence(text []token, i int) (mention, bool) {
	of := text[i].absent
	if bares(text[i].lexeme) {
		of = bared(text, i)
	}
	if of == nil || text[i].denied || text[i].compared {
		return mention{}, false
	}
	return mention{things: of, from: i, to: i + 1, head: true, absent: true, whole: true}, true
}

// bareParts are the things that a bare part of the body goes without.
var bareParts = map[string][]string{"head": {"hat", "headwear"}, "hand": {"gloves"}, "foot": {"shoes", "footwear", "boots", "sandals", "socks"}, "face": {"mask"}}

// bared reads "bare hands" and "her head is bare".
func bared(text []token, i int) []*thing {
	var tags []string
	if i+1 < len(text) && text[i+1].mark == 0 {
		tags = bareParts[text[i+1].lemma]
	}
	if tags == nil && i > 1 && text[i].mark == 0 && text[i-1].kind&copula != 0 && text[i-1].mark == 0 {
		tags = bareParts[text[i-2].lemma]
	}
	var of []*thing
	for _, tag := range tags {
		of = append(of, theThings().byTag[tag])
	}
	return of
}
