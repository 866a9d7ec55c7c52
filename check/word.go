package check

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// kind is what a word does in a phrase, as a set of bits.
type kind uint16

const (
	determiner kind = 1 << iota
	pronoun
	preposition
	conjunction
	copula
	verb
	adjective
	adverb
	colourWord
	negation
)

//go:embed lexicon/words.list
var wordsFile string

var kindNames = map[string]kind{"determiner": determiner, "pronoun": pronoun, "preposition": preposition, "conjunction": conjunction,
	"be": copula, "verb": verb, "adjective": adjective, "adverb": adverb}

type wordEntry struct {
	kind   kind
	tongue tongue
}

// tongue is the language of small words, by which texts are told apart.
type tongue byte

const (
	englishWord tongue = 1 + iota
	otherWord
)

// theWords holds every word whose kind is listed.
var theWords = sync.OnceValue(func() map[string]wordEntry {
	words := map[string]wordEntry{}
	add := func(word string, k kind) { words[word] = wordEntry{kind: words[word].kind | k} }
	for line := range entriesOf(wordsFile) {
		head, list, ok := strings.Cut(line, "] ")
		k, known := kindNames[strings.TrimPrefix(head, "[")]
		if !ok || !known {
			panic(fmt.Sprintf("check: words.list: %q opens no kind", line))
		}
		for _, word := range strings.Fields(list) {
			add(word, k)
		}
	}
	for word := range colourTable() {
		add(word, colourWord)
	}
	for word := range negations {
		add(word, negation)
	}
	for word := range others {
		words[word] = wordEntry{words[word].kind, otherWord}
	}
	for word := range english {
		words[word] = wordEntry{words[word].kind, englishWord}
	}
	return words
})

// kindOf guesses the kind of a word that is not listed, by its ending.
func kindOf(word string) kind {
	n := len(word)
	switch {
	case n > 4 && word[n-2:] == "ly":
		return adverb
	case n > 5 && word[n-3:] == "ing":
		return verb
	}
	return 0
}

// irregular are words whose lemma no ending gives, and words in -s that have none.
var irregular = map[string]string{
	"women": "woman", "men": "man", "children": "child", "feet": "foot", "teeth": "tooth", "mice": "mouse", "leaves": "leaf", "wolves": "wolf", "knives": "knife", "scarves": "scarf",
	"geese": "goose", "elves": "elf", "halves": "half", "people": "person", "calves": "calf", "loaves": "loaf", "shelves": "shelf", "eyelashes": "eyelash",
	"glasses": "glasses", "sunglasses": "sunglasses", "eyeglasses": "eyeglasses", "goggles": "goggles", "spectacles": "spectacles", "clothes": "clothes", "shades": "shades", "his": "his", "this": "this", "its": "its",
	"was": "was", "has": "has", "does": "does", "is": "is", "as": "as", "us": "us", "always": "always", "yes": "yes", "chess": "chess", "perhaps": "perhaps", "besides": "besides", "towards": "towards",
	"indoors": "indoors", "outdoors": "outdoors", "upwards": "upwards", "downwards": "downwards", "overhead": "overhead", "canvas": "canvas", "various": "various", "numerous": "numerous",
	"pants": "pants", "shorts": "shorts", "tights": "tights", "christmas": "christmas", "braces": "braces", "heels": "heels", "pumps": "pumps", "locks": "locks", "bangs": "bangs",
	"moustaches": "moustache", "horses": "horse", "roses": "rose", "blouses": "blouse", "houses": "house", "noses": "nose", "vases": "vase", "poses": "pose", "tresses": "tress", "axes": "axe",
	"movies": "movie", "hoodies": "hoodie", "beanies": "beanie", "selfies": "selfie", "fairies": "fairy", "shoes": "shoe", "canoes": "canoe", "toes": "toe", "hostesses": "hostess",
	"cacti": "cactus", "cactuses": "cactus", "octopi": "octopus", "fungi": "fungus", "oxen": "ox", "dice": "dice", "lice": "louse", "dwarves": "dwarf", "hooves": "hoof", "thieves": "thief", "wives": "wife", "lives": "life", "selves": "self", "sheaves": "sheaf", "bikinis": "bikini", "skis": "ski", "kiwis": "kiwi", "taxis": "taxi", "khakis": "khakis", "tanukis": "tanuki", "emus": "emu", "menus": "menu", "cuckoos": "cuckoo", "zombies": "zombie", "cookies": "cookie", "brownies": "brownie", "geishas": "geisha", "pixies": "pixie", "ties": "tie", "pies": "pie", "magpies": "magpie", "collies": "collie", "puppies": "puppy", "dominoes": "domino", "potatoes": "potato", "tomatoes": "tomato", "mangoes": "mango", "torches": "torch", "heroes": "hero", "echoes": "echo", "buffaloes": "buffalo",
	"sweets": "sweets", "drums": "drums", "trainers": "trainers", "rays": "ray", "gown": "gown", "overalls": "overalls", "dungarees": "dungarees",
}

// lemmaOf is the singular of a noun, and what is left of a verb in -s. It need
// not be a word: both sides of every comparison are made by it.
func lemmaOf(word string) string {
	n := len(word)
	if n < 4 || word[n-1] != 's' {
		if n < 9 {
			if l, ok := irregular[word]; ok {
				return l
			}
		}
		return word
	}
	if l, ok := irregular[word]; ok {
		return l
	}
	switch word[n-2] {
	case 's', 'u', 'i', '\'':
		return word
	case 'e':
		if n > 4 && word[n-3] == 'i' {
			return word[:n-3] + "y"
		}
		if strings.HasSuffix(word, "ches") || strings.HasSuffix(word, "shes") || strings.HasSuffix(word, "xes") || strings.HasSuffix(word, "sses") || strings.HasSuffix(word, "zzes") {
			return word[:n-2]
		}
	}
	return word[:n-1]
}

// lemmas cuts a phrase of a lexicon into lemmas, as a caption is cut.
func lemmas(phrase string) []string {
	words := strings.Fields(phrase)
	for i, w := range words {
		w = strings.TrimSuffix(w, ",")
		if base, ok := strings.CutSuffix(w, "'s"); ok && base != "it" {
			w = base
		}
		words[i] = lemmaOf(w)
	}
	return words
}
