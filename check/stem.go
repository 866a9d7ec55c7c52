package check

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/tags"
)

//go:embed lexicon/kin.list
var kinFile string

// kinOf are the stems of the words with which captions say a word of a tag.
var kinOf = sync.OnceValue(func() map[string][]string {
	table := map[string][]string{}
	for word, list := range rulesOf("kin.list", kinFile) {
		stem := stemOf(lemmaOf(word))
		for _, other := range strings.Fields(list) {
			table[stem] = append(table[stem], stemOf(lemmaOf(other)))
		}
	}
	return table
})

// pastForms are the forms of verbs that no ending gives.
var pastForms = map[string]string{"sat": "sit", "stood": "stand", "held": "hold", "lay": "lie", "lain": "lie", "lying": "lie", "slept": "sleep", "ran": "run", "wore": "wear", "worn": "wear", "flew": "fly", "flown": "fly", "swam": "swim",
	"sang": "sing", "sung": "sing", "rode": "ride", "ridden": "ride", "ate": "eat", "eaten": "eat", "drank": "drink", "drunk": "drink", "wept": "weep", "knelt": "kneel", "bent": "bend", "torn": "tear", "fought": "fight",
	"wrote": "write", "written": "write", "drew": "draw", "drawn": "draw", "blew": "blow", "blown": "blow", "broke": "break", "broken": "break", "fell": "fall", "fallen": "fall", "tied": "tie", "tying": "tie", "crossed": "cross", "dying": "die",
	"threw": "throw", "thrown": "throw", "caught": "catch", "taught": "teach", "brought": "bring", "shot": "shoot", "spun": "spin", "swung": "swing", "hung": "hang", "leapt": "leap", "lit": "light", "drove": "drive", "driven": "drive", "shook": "shake", "shaken": "shake", "shone": "shine", "slid": "slide", "sprang": "spring", "sprung": "spring", "struck": "strike", "swept": "sweep", "took": "take", "taken": "take", "sewn": "sew", "risen": "rise", "stuck": "stick", "woke": "wake", "crept": "creep", "clung": "cling", "dug": "dig", "fed": "feed", "fled": "flee", "frozen": "freeze", "grown": "grow", "hidden": "hide", "hid": "hide", "laid": "lay", "lent": "lend", "shrunk": "shrink", "spat": "spit", "bitten": "bite"}

// noForms end like forms of words that they have nothing to do with: skinny is no
// form of skin, nor early one of ear.
var noForms = wordSet("skinny army busy early handy")

// stemOf is what is left of a lemma without the endings that make adjectives,
// adverbs and forms of verbs of it: foggy and fog, hooded and hood, running
// and run have one stem. Words for things and persons are their own stems, and
// the result need not be a word: both sides of a comparison are made by it.
func stemOf(lemma string) string {
	if s, ok := pastForms[lemma]; ok {
		return s
	}
	if len(lemma) < 4 || noForms[lemma] || ownStem(lemma) {
		return undoubledL(lemma)
	}
	s := lemma
	if base, ok := strings.CutSuffix(s, "-like"); ok {
		return base
	}
	for range 2 {
		cut := false
		for _, ending := range [...]string{"ing", "ness", "ed", "ly", "ish", "ful", "y", "i"} {
			rest, ok := strings.CutSuffix(s, ending)
			if ok && len(rest) > 2 && strings.ContainsAny(rest, "aeiouy") {
				s, cut = undoubled(rest), true
				break
			}
		}
		if !cut || ownStem(s) {
			break
		}
	}
	if n := len(s); n > 3 && s[n-1] == 'e' {
		s = s[:n-1]
	}
	return undoubledL(s)
}

// undoubledL makes frill of frill and of frilly one stem.
func undoubledL(s string) string {
	if n := len(s); n > 3 && s[n-1] == 'l' && s[n-2] == 'l' {
		return s[:n-1]
	}
	return s
}

// ownStem says that the word names something by itself, whatever its ending.
func ownStem(word string) bool {
	if isThing(word) {
		return !strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "ed")
	}
	_, ok := tags.PersonWord(word)
	return ok
}

// undoubled takes back the consonant that an ending doubled: runn, fogg.
func undoubled(s string) string {
	n := len(s)
	if n > 2 && s[n-1] == s[n-2] && strings.IndexByte("bdgmnprt", s[n-1]) >= 0 {
		return s[:n-1]
	}
	return s
}
