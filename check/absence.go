package check

import (
	_ "embed"
	"slices"
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
func bares(l *lexeme) bool { return l.bares || l.word == "nothing" }

// baring are the words that say that a part of the body has nothing on.
var baring = wordSet("bare bared naked uncovered unadorned undecorated unclad")

// absence reads a word that says that something is not there.
func absence(text []token, i int) (mention, bool) {
	of, to := text[i].absent, i+1
	if text[i].bares {
		of = bared(text, i)
	} else if text[i].word == "nothing" {
		of, to = nothingOn(text, i)
	}
	if of == nil || text[i].denied || text[i].compared {
		return mention{}, false
	}
	return mention{things: of, from: i, to: to, head: true, absent: true, whole: true}, true
}

// bareThings are the things that a bare part of the body goes without.
var bareThings = sync.OnceValue(func() map[string][]*thing {
	table := map[string][]*thing{}
	for part, tags := range map[string]string{
		"head": "hat headwear", "crown": "hat headwear", "hair": "hair_ribbon hair_bow hair_flower hair_ornament hairband", "hand": "gloves", "finger": "gloves ring", "foot": "shoes footwear boots sandals socks thighhighs pantyhose",
		"toe": "shoes footwear boots socks pantyhose", "face": "mask veil", "ear": "earrings headphones earmuffs", "earlobe": "earrings", "lobe": "earrings", "neck": "necklace scarf choker", "throat": "necklace scarf choker",
		"leg": "thighhighs pantyhose kneehighs leggings pants", "wrist": "bracelet", "calf": "kneehighs thighhighs pantyhose boots", "shin": "kneehighs thighhighs pantyhose boots",
	} {
		table[part] = thingsNamed("absences", tags)
	}
	return table
})

// nothingThings are what a part of the body goes without besides where there is
// nothing on it.
var nothingThings = sync.OnceValue(func() map[string][]*thing {
	table := map[string][]*thing{}
	for part, tags := range map[string]string{
		"nose": "glasses eyewear", "eye": "eyepatch glasses eyewear", "face": "glasses eyewear", "shoulder": "cape cloak", "brow": "horns hairband tiara", "forehead": "horns hairband tiara", "head": "halo horns animal_ears", "back": "wings cape backpack", "waist": "belt",
	} {
		table[part] = thingsNamed("absences", tags)
	}
	return table
})

// bared reads "bare hands", "bare white hands", "her head is bare" and "hands
// bare".
func bared(text []token, i int) []*thing {
	for k := i + 1; k < len(text) && k < i+3 && text[k].mark == 0; k++ {
		if of := bareThings()[text[k].lemma]; of != nil {
			return of
		}
		if text[k].kind&(adjective|colourWord) == 0 && text[k].kind != 0 {
			break
		}
	}
	for k := i - 1; k >= 0 && k > i-4 && text[k+1].mark == 0; k-- {
		if of := bareThings()[text[k].lemma]; of != nil {
			return of
		}
		if text[k].kind&(copula|adverb) == 0 && text[k].word != "left" && text[k].word != "quite" {
			break
		}
	}
	return nil
}

// nothingOn reads "nothing on her feet", "nothing hangs from her ears" and
// "nothing covers her head", and where it ends.
func nothingOn(text []token, i int) ([]*thing, int) {
	over := false
	for k := i + 1; k < len(text) && k < i+7 && text[k].mark == 0; k++ {
		t := &text[k]
		switch t.word {
		case "but", "except", "else", "beyond", "like", "of", "if", "and", "she", "he", "to":
			return nil, 0
		case "in":
			over = k+2 < len(text) && (text[k+1].lemma == "hair" || text[k+2].lemma == "hair")
			continue
		case "on", "over", "round", "around", "about", "from", "at", "upon", "above", "across", "between":
			over = true
			continue
		}
		if coversPart[t.word] {
			over = true
			continue
		}
		if part := t.lemma; over && (bareThings()[part] != nil || nothingThings()[part] != nil) {
			return slices.Concat(bareThings()[part], nothingThings()[part]), k + 1
		}
		if t.kind&(preposition|conjunction|pronoun) != 0 {
			return nil, 0
		}
	}
	return nil, 0
}

// coversPart are verbs of what is on a part of the body.
var coversPart = wordSet("covers covering hides hiding shields shades shading adorns adorning crowns crowning decorates ties holds")
