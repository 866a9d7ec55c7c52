package tags

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// FormKind says how a surface form comes from its tag.
type FormKind string

// The kinds of form, the surest evidence first.
const (
	FormExact     FormKind = "exact"     // the tag's own words
	FormInflected FormKind = "inflected" // its words in another number or spelling, "red-haired"
	FormAlias     FormKind = "alias"     // other words for it
)

// Form is a run of lower-case words, joined by single spaces, with which a
// text states a tag. Hyphens belong to words.
type Form struct {
	Text string
	Kind FormKind
}

//go:embed lexicon/forms.list
var formsFile string

//go:embed lexicon/nouns.list
var nounsFile string

var formsTable = sync.OnceValue(func() map[string][]string { return readAlternatives("forms.list", formsFile, "|") })
var nounsTable = sync.OnceValue(func() map[string][]string { return readAlternatives("nouns.list", nounsFile, ",") })

func readAlternatives(file, text, separator string) map[string][]string {
	table := map[string][]string{}
	eachRule(file, text, " = ", func(tag, list string) {
		for _, form := range strings.Split(list, separator) {
			form = strings.TrimSpace(form)
			if form != "" && !strings.Contains(form, "…") {
				table[tag] = append(table[tag], form)
			}
		}
	})
	return table
}

// Synonyms are other nouns for the same thing, as texts use them: of "pants"
// they are "trousers" and "slacks". The noun is as in tags, with underscores.
func Synonyms(noun string) []string { return slices.Clone(nounsTable()[noun]) }

// Forms lists the words with which a text may state a tag, each once: its own
// words first, then inflections, then other words, in a fixed order. A tag in
// normal form always has at least one form, kaomoji excepted.
func Forms(tag string) []Form {
	var b formBuilder
	if !IsKaomoji(tag) {
		b.own(strings.ToLower(Words(tag)))
		b.coloured(tag)
		b.synonyms(tag)
	}
	for _, form := range formsTable()[tag] {
		b.add(form, FormAlias)
	}
	return b.forms
}

type formBuilder struct {
	forms []Form
	seen  map[string]bool
}

func (b *formBuilder) add(text string, kind FormKind) {
	if b.seen == nil {
		b.seen = map[string]bool{}
	}
	if text == "" || b.seen[text] {
		return
	}
	b.seen[text] = true
	b.forms = append(b.forms, Form{text, kind})
}

// own adds the words of the tag, in both numbers, joined and spelt in both ways.
func (b *formBuilder) own(words string) {
	b.add(words, FormExact)
	for _, form := range inflections(words) {
		b.add(form, FormInflected)
	}
}

// inflections are the other number of the last word, hyphens for spaces and
// the reverse, and British and American spelling.
func inflections(words string) []string {
	list := []string{otherNumber(words)}
	if strings.Contains(words, "-") {
		list = append(list, strings.ReplaceAll(words, "-", " "), strings.ReplaceAll(words, "-", ""))
	} else if strings.Count(words, " ") == 1 {
		list = append(list, strings.ReplaceAll(words, " ", "-"), strings.ReplaceAll(words, " ", ""))
	}
	for _, form := range append([]string{words}, list...) {
		if spelt := otherSpelling(form); spelt != form {
			list = append(list, spelt)
		}
	}
	return list
}

// spellings are word parts that British and American English write differently.
var spellings = []string{"color", "colour", "grey", "gray", "armor", "armour", "jewelry", "jewellery", "center", "centre", "pajamas", "pyjamas", "mustache", "moustache", "plow", "plough", "fiber", "fibre"}

func otherSpelling(words string) string {
	for i := 0; i < len(spellings); i += 2 {
		a, b := spellings[i], spellings[i+1]
		if strings.Contains(words, b) {
			return strings.ReplaceAll(words, b, a)
		}
		if strings.Contains(words, a) {
			return strings.ReplaceAll(words, a, b)
		}
	}
	return words
}

// Plurals that no rule gives.
var plurals = map[string]string{"girl": "girls", "woman": "women", "man": "men", "child": "children", "foot": "feet", "tooth": "teeth", "mouse": "mice", "leaf": "leaves", "wolf": "wolves", "knife": "knives", "scarf": "scarves",
	"shelf": "shelves", "fish": "fish", "sheep": "sheep", "deer": "deer", "hair": "hair", "goose": "geese", "person": "people", "elf": "elves", "half": "halves", "life": "lives", "ox": "oxen", "dwarf": "dwarves", "iris": "irises"}

// singularOf is plurals read backwards.
var singularOf = func() map[string]string {
	back := map[string]string{}
	for one, many := range plurals {
		if one != many {
			back[many] = one
		}
	}
	return back
}()

// noOtherNumber are nouns used in one number, or words that are no nouns.
var noOtherNumber = map[string]bool{"pants": true, "shorts": true, "glasses": true, "sunglasses": true, "jeans": true, "headphones": true, "panties": true, "pantyhose": true, "scissors": true, "clothes": true, "leggings": true, "overalls": true,
	"underwear": true, "footwear": true, "headwear": true, "eyewear": true, "legwear": true, "armor": true, "water": true, "hair": true, "goggles": true, "suspenders": true, "tights": true, "pajamas": true, "outdoors": true, "indoors": true, "solo": true, "jewelry": true, "food": true, "serious": true}

// otherNumber is the last word of a phrase in its other number; the phrase
// itself when it has none.
func otherNumber(words string) string {
	at := strings.LastIndexByte(words, ' ') + 1
	last := words[at:]
	if noOtherNumber[last] || strings.HasSuffix(last, "ing") && isGerund(last) || len(last) < 3 {
		return words
	}
	if one, ok := singularOf[last]; ok {
		return words[:at] + one
	}
	if many, ok := plurals[last]; ok {
		return words[:at] + many
	}
	if strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") && !strings.HasSuffix(last, "us") && !strings.HasSuffix(last, "is") {
		return words[:at] + singularOfRegular(last)
	}
	return words[:at] + Plural(last)
}

func singularOfRegular(word string) string {
	switch {
	case strings.HasSuffix(word, "ies") && len(word) > 4:
		return word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"), strings.HasSuffix(word, "xes"), strings.HasSuffix(word, "sses"):
		return word[:len(word)-2]
	}
	return word[:len(word)-1]
}

// Plural is the plural of an English noun.
func Plural(noun string) string {
	if many, ok := plurals[noun]; ok {
		return many
	}
	n := len(noun)
	switch {
	case n == 0:
		return ""
	case strings.HasSuffix(noun, "s"), strings.HasSuffix(noun, "x"), strings.HasSuffix(noun, "z"), strings.HasSuffix(noun, "ch"), strings.HasSuffix(noun, "sh"):
		return noun + "es"
	case n > 1 && noun[n-1] == 'y' && !strings.ContainsRune("aeiou", rune(noun[n-2])):
		return noun[:n-1] + "ies"
	}
	return noun + "s"
}

// coloured adds the colour in other words, and for hair and eyes the
// compounds "red-haired" and "with red eyes"'s adjective "red-eyed".
func (b *formBuilder) coloured(tag string) {
	name, thing, ok := Coloured(tag)
	if !ok {
		return
	}
	adjective := map[string]string{"hair": "haired", "eyes": "eyed", "skin": "skinned"}[thing]
	nouns := append([]string{Words(thing)}, nounsTable()[thing]...)
	for i, word := range ColourWords(name, thing) {
		kind := FormAlias
		if i == 0 {
			kind = FormInflected
		}
		if adjective != "" {
			b.add(word+"-"+adjective, kind)
		}
		for _, noun := range nouns {
			b.add(word+" "+noun, FormAlias)
			b.add(word+" "+otherNumber(noun), FormAlias)
		}
	}
}

// synonyms replaces the longest ending of the tag that has other words.
func (b *formBuilder) synonyms(tag string) {
	name, _ := Unqualified(tag)
	for i := 0; i < len(name); {
		if list, ok := nounsTable()[name[i:]]; ok {
			before := strings.ReplaceAll(name[:i], "_", " ")
			for _, noun := range list {
				b.add(before+noun, FormAlias)
				b.add(before+otherNumber(noun), FormAlias)
			}
			return
		}
		next := strings.IndexByte(name[i:], '_')
		if next < 0 {
			return
		}
		i += next + 1
	}
}
