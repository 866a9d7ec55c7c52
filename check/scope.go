package check

import (
	"fmt"
	"slices"
	"strings"
)

// negations open a scope in which things are denied.
var negations = map[string]bool{"no": true, "not": true, "without": true, "never": true, "lacks": true, "lacking": true, "lack": true, "isn't": true, "aren't": true, "wasn't": true, "doesn't": true, "don't": true, "didn't": true, "couldn't": true, "wouldn't": true, "won't": true, "hasn't": true, "haven't": true, "hadn't": true, "shouldn't": true,
	"neither": true, "nor": true, "devoid": true, "minus": true, "sans": true, "instead": true, "rather": true, "absence": true, "unlike": true, "hardly": true, "none": true, "cannot": true, "can't": true, "free": true, "rid": true, "bereft": true, "missing": true, "bare": true, "empty": true, "emptied": true, "drained": true, "stripped": true, "lieu": true, "place": true}

// scopes marks the tokens that are denied, compared or depicted.
func scopes(text []token) {
	participles(text)
	figurative(text)
	for i := range text {
		if text[i].scoping && !text[i].quoted {
			openScope(text, i)
		}
	}
	deniedAfter(text)
	leftBehind(text)
	depictedOn(text)
	worked(text)
	borne(text)
	figures(text)
}

// openScope marks what the word at i reaches, if it reaches any.
func openScope(text []token, i int) {
	t := &text[i]
	if t.kind&negation != 0 && !t.named && opensDenial(text, i) {
		if t.word == "without" && t.denied {
			affirm(text, i) // "never goes out without her hat"
		} else {
			deny(text, i)
			keep(text, i)
		}
	}
	if t.opens != nil {
		t.opens(text, i)
	}
	if t.depicts && !photographs(text, i) && !(t.sent == 0 && pictures[t.lemma] && text[0].kind&preposition == 0 && (i < 5 || opensCaption(text, i))) {
		depict(text, i+1, 7)
		depictList(text, i)
		depictAll(text, i)
	}
	if t.depictive && likenessOf(text, i) {
		depict(text, i+1, 2)
	}
}

// openers are what words other than negations and depictions do to the words
// around them, by the word.
var openers = byWord(map[string]func(text []token, i int){
	"like resembling resembles resemble reminiscent similar evoking evokes akin recalls recalling imitating mimicking": func(text []token, i int) {
		switch {
		case i > 1 && text[i-2].word == "what" && text[i-1].stem == "look":
			hedge(text, i+1, 6) // "what looks like a cat"
		case comparison(text, i):
			compare(text, i+1, 8)
		}
	},
	"as": func(text []token, i int) {
		if i+1 < len(text) && (text[i+1].word == "if" || text[i+1].word == "though") {
			compare(text, i+2, 10)
		} else if i > 1 && text[i-2].word == "as" && text[i-1].mark == 0 || i > 0 && text[i-1].kind&colourWord != 0 && text[i].mark == 0 && !clauseFollows(text, i) {
			compare(text, i+1, 5)
		} else if asItDoes(text, i) {
			compare(text, i+1, 6)
		} else if likeA(text, i) {
			compare(text, i+1, 4)
		} else if i+1 < len(text) && text[i+1].mark == 0 && (text[i+1].word == "other" || text[i+1].word == "others" || text[i+1].word == "most" || text[i+1].word == "only") && text[i-min(i, 1)].word != "same" {
			compare(text, i+1, 8)
		} else if i > 0 && (text[i-1].word == "dressed" || text[i-1].word == "disguised" || text[i-1].word == "known" || servesAs[text[i-1].word]) {
			depict(text, i+1, 4)
		}
	},
	"way": func(text []token, i int) {
		if i > 0 && i+2 < len(text) && text[i-1].word == "the" && text[i+1].mark == 0 && (text[i+1].word == "a" || text[i+1].word == "an" || text[i+1].word == "other" || text[i+1].word == "some" || text[i+1].word == "most" || text[i+1].word == "you") {
			compare(text, i+1, 8) // "the way a cat sits"
		}
	},
	"from": func(text []token, i int) {
		if i+3 < len(text) && text[i+1].mark == 0 && text[i+2].word == "to" && text[i+1].thing && text[i+3].thing && text[i+1].kind == 0 && text[i+3].mark == 0 {
			text[i+1].depicted, text[i+3].depicted = true, true // "from sandals to crown"
		}
	},
	"than": func(text []token, i int) {
		if i+1 < len(text) && text[i+1].whose && text[i+1].mark == 0 {
			return // "not much shorter than her tail": she has one
		}
		compare(text, i+1, 5)
	},
	"of": func(text []token, i int) {
		if i > 1 && text[i].mark == 0 && text[i-1].colour && text[i-1].kind&colourWord != 0 && text[i-1].mark == 0 && text[i-2].word == "the" && i+1 < len(text) && text[i+1].kind == 0 && text[i+1].thing && grows[text[i+1].things.alone[0].class] {
			compareThings(text, i+1, 4) // "the red of persimmons"
		}
	},
	"colour color shade": func(text []token, i int) {
		if i+1 < len(text) && text[i+1].word == "of" && i > 0 && (text[i-1].word == "the" || text[i-1].word == "same") && !(i > 1 && text[i].word == "shade" && text[i-2].kind&preposition != 0) {
			compareThings(text, i+2, 4)
		}
	},
	"style manner spirit vein tradition": func(text []token, i int) {
		if ofThe(text, i) {
			compare(text, i+2, 7)
		}
	},
	"form shape likeness guise": func(text []token, i int) {
		if ofThe(text, i) {
			depict(text, i+2, 5)
		}
	},
	"imaginary invisible unseen absent": func(text []token, i int) { compare(text, i+1, 2) },
	"imagine imagining imagines dreaming dreams thinking thinks awaiting remembering": func(text []token, i int) {
		compare(text, i+1, 6)
	},
	"maybe perhaps possibly": func(text []token, i int) {
		if i+1 < len(text) && text[i+1].kind&(determiner|preposition) != 0 {
			hedge(text, i+1, 4)
		} else if i+1 < len(text) && (strings.HasSuffix(text[i+1].word, "ed") || text[i+1].word == "lost" || text[i+1].word == "left" || text[i+1].word == "made") {
			hedge(text, i+1, 5)
		}
	},
	"may might could": func(text []token, i int) {
		if i+1 < len(text) && (text[i+1].word == "be" || text[i+1].word == "also") {
			hedge(text, i+2, 4)
		}
		if i+1 < len(text) && supposes[text[i+1].word] {
			compare(text, i+2, 6)
		}
		if i+1 < len(text) && text[i+1].word == "have" && text[i+1].mark == 0 && text[i].word != "may" {
			compareClause(text, i+2) // "she could have stayed in the shade"
		}
		if i+2 < len(text) && text[i].mark == 0 && text[i+1].mark == 0 && able(&text[i+1]) && text[i+2].mark == 0 && text[i+2].article && text[i+2].word != "the" {
			compare(text, i+2, 6) // "his moustache could sweep a floor", "it may become a sock, or a snake"
		}
		if text[i].word == "could" {
			subjectOf(text, i)
		}
	},
	"a an": saidToBe,
	"must": func(text []token, i int) {
		if i+1 < len(text) && text[i+1].word == "be" || i+1 < len(text) && text[i+1].word == "have" {
			subjectOf(text, i) // "somewhere a radio must be playing"
			if i > 0 && text[i-1].word == "there" && text[i+1].word == "be" {
				hedge(text, i+2, 4)
			}
		}
	},
	"swears claims insists believes pretends wonders": func(text []token, i int) {
		if i+2 < len(text) && text[i+1].mark == 0 && (text[i+1].word == "it" || text[i+1].word == "that" || text[i+1].word == "there") {
			compare(text, i+2, 4) // "one swears it is stew"
		}
	},
	"whoever whatever whomever": func(text []token, i int) { compareClause(text, i+1) },
	"wherever": func(text []token, i int) {
		if i+2 >= len(text) || text[i+1].mark != 0 || text[i+2].word != "is" && text[i+2].word != "are" && text[i+2].word != "was" && text[i+2].word != "were" {
			return
		}
		text[i+1].compared = true
		for j := i - 1; j >= 0 && text[i].mark == ',' && j > i-4; j-- { // "the teacher, wherever he is"
			text[j].compared = true
			if text[j].mark != 0 {
				break
			}
		}
	},
	"seems seem seemed appears appear": func(text []token, i int) {
		if i+4 < len(text) && text[i+1].word == "to" && text[i+2].word == "have" && text[i+3].word == "been" {
			supposeAll(text, i+4) // "seems to have been cut out with scissors"
		}
	},
	"supposed meant expected": func(text []token, i int) {
		if i > 0 && i+1 < len(text) && text[i-1].kind&copula != 0 && text[i+1].word == "to" && text[i+1].mark == 0 {
			supposeAll(text, i+2) // "knights are supposed to meet something: a damsel, a dragon"
		}
	},
	"before after until till": func(text []token, i int) {
		for j := i + 2; j < len(text) && j < i+6 && text[j].mark == 0; j++ {
			if w := text[j].word; (w == "do" || w == "does" || w == "did" || w == "can" || w == "will") && (j+1 == len(text) || text[j+1].mark != 0) {
				compare(text, i+1, j-i) // "before the fishermen do"
			}
		}
	},
	"forms traces describes becomes": func(text []token, i int) {
		if i+2 < len(text) && text[i+1].mark == 0 && text[i+1].article && text[i+1].word != "the" {
			compareThings(text, i+2, 4) // "the bow forms a crescent moon"
		}
	},
	"if": func(text []token, i int) {
		if i+2 >= len(text) || text[i+1].mark != 0 || i > 0 && (text[i-1].word == "as" || text[i-1].word == "even" || text[i-1].word == "only") {
			return
		}
		if n := &text[i+1]; n.word == "there" || n.word == "any" || n.kind&(pronoun|determiner) != 0 {
			compareClause(text, i+1) // "if there is someone at the wheel"
		}
		if text[i].mark == ',' && text[i+1].word == "there" || text[i+1].word == "any" {
			for j := i - 1; j >= 0 && j > i-4; j-- { // "frogs, if there are any"
				text[j].compared = true
				if text[j].mark != 0 {
					break
				}
			}
		}
	},
	"according": func(text []token, i int) {
		if i+1 < len(text) && text[i+1].word == "to" {
			supposeAll(text, i+2) // "according to the newspaper the circus has lost an elephant"
		}
	},
	"bubble": func(text []token, i int) {
		if i > 0 && text[i-1].word == "thought" && text[i].mark == 0 && i+1 < len(text) && text[i+1].sent == text[i].sent {
			supposeAll(text, i+1) // "in a thought bubble floats a slice of cake"
		}
	},
	"into": func(text []token, i int) {
		for j := i - 1; j >= 0 && j > i-6 && text[j+1].mark == 0; j-- {
			if becoming[text[j].word] {
				compareThings(text, i+1, 4) // "turns princes into frogs"
				return
			}
		}
	},
	"hears hear heard hearing": func(text []token, i int) {
		heard(text, i+1)
	},
	"listens listening listen listened": func(text []token, i int) {
		if i+1 < len(text) && text[i+1].word == "to" {
			heard(text, i+2)
		}
	},
	"which where": func(text []token, i int) {
		for j := i - 1; j > 0 && j > i-3; j-- {
			if stories[text[j].word] {
				supposeAll(text, i+1) // "a film in which a monster has just appeared"
			}
		}
	},
	"about": func(text []token, i int) {
		if i > 0 && i+1 < len(text) && text[i].mark == 0 && text[i+1].mark == 0 && text[i+1].article && text[i+1].word != "the" {
			for j := i - 1; j >= 0 && j > i-5; j-- {
				if stories[text[j].word] || tells[text[j].word] {
					compare(text, i+1, 5) // "she tells a friend about a boy she met"
					return
				}
			}
		}
	},
	"some": func(text []token, i int) {
		for j := i + 1; j < len(text) && j < i+4 && text[j].mark == 0; j++ {
			if t := &text[j]; t.kind&^(adjective|colourWord) != 0 || t.word != t.lemma {
				return
			}
			if text[j].thing && countable(&text[j]) && (j+1 == len(text) || text[j+1].mark != 0 || text[j+1].kind != 0) {
				text[j].compared = true // "she is far away on some pirate's ship"
				return
			}
		}
	},
	"fit enough able strong brave": func(text []token, i int) {
		if i+3 < len(text) && text[i+1].word == "to" && text[i+1].mark == 0 && able(&text[i+2]) && text[i+2].mark == 0 && text[i+3].article && text[i+3].word != "the" && text[i+3].mark == 0 {
			compare(text, i+3, 4) // "she looks fit to fight a bear"
		}
	},
	"more": func(text []token, i int) {
		if i+2 < len(text) && text[i+1].thing && text[i+1].mark == 0 && text[i+2].word == "than" && text[i+2].mark == 0 {
			text[i+1].compared = true // "more imp than monster"
		}
	},
	"since": func(text []token, i int) {
		for j := i + 1; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
			if text[j].word == "was" || text[j].word == "were" || text[j].word == "crowed" {
				compareClause(text, i+1) // "since the pyramids were new"
				return
			}
		}
	},
	"paints sketches sculpts doodles": func(text []token, i int) {
		if i+1 < len(text) && text[i].mark == 0 && text[i+1].mark == 0 && (text[i+1].article || text[i+1].kind&determiner == 0 && text[i+1].lemma != text[i+1].word) {
			depict(text, i+1, 5)
		}
	},
	"did didn't": func(text []token, i int) {
		if i+1 < len(text) && text[i+1].mark == 0 && (text[i].word == "didn't" || text[i+1].word == "not") {
			subjectOf(text, i) // "a mouse did not take it"
		}
	},
	"tomorrow yesterday": func(text []token, i int) { compareClause(text, i+1) },
	"somewhere elsewhere": func(text []token, i int) {
		for j := i + 1; j < len(text) && j < i+6; j++ {
			if w := text[j].word; w == "background" || w == "foreground" || w == "behind" || w == "near" || w == "between" {
				return
			}
		}
		if text[i].mark != 0 {
			compareClause(text, i+1) // "somewhere down there is a man who does not know"
		}
	},
	"has have had": func(text []token, i int) {
		j := i + 1
		for j < len(text) && text[j].kind == adverb && text[j].mark == 0 {
			j++
		}
		if j+1 >= len(text) || text[j].mark != 0 || !experienced[text[j].word] {
			return
		}
		for k := j + 1; k < len(text) && k < j+4 && text[k].mark == 0; k++ {
			if text[k].whose || text[k].word == "the" {
				return
			}
		}
		compare(text, j+1, 6) // "she has danced with eleven dukes"
	},
	"will shall": func(text []token, i int) {
		if i+1 < len(text) && text[i].mark == 0 && text[i+1].mark == 0 && yetToBe[text[i+1].word] {
			compare(text, i+2, 5)
			if i > 0 && text[i-1].word == "there" {
				supposeAll(text, i+2) // "there will be boots, crates, cats"
			}
		}
	},
	"needs need wants want lacks craves": func(text []token, i int) {
		if i > 0 && i+1 < len(text) && text[i].mark == 0 && text[i+1].mark == 0 && text[i+1].article && text[i+1].word != "the" && text[i].kind&negation == 0 {
			compare(text, i+1, 4) // "all she needs is", "the dog wants a walk"
		}
	},
	"smell scent sound taste noise echo memory thought dream promise idea talk tale legend rumour rumor story worthy thoughts memories whiff stink reek aroma": func(text []token, i int) {
		if i+2 < len(text) && text[i+1].word == "of" && text[i+1].mark == 0 && text[i+2].mark == 0 && !text[i+2].whose && text[i+2].word != "the" {
			compareThings(text, i+2, 4) // "the smell of bread"
		}
	},
	"you one": func(text []token, i int) {
		if i+1 < len(text) && text[i+1].mark == 0 && (text[i+1].word == "could" || text[i+1].word == "might" || text[i+1].word == "would") {
			compareClause(text, i+2) // "a bow you could set your watch by"
		}
	},
	"sort kind type": func(text []token, i int) {
		if i > 0 && text[i-1].word == "the" && i+1 < len(text) && text[i].mark == 0 && (text[i+1].word == "that" || text[i+1].word == "which" || text[i+1].word == "who" || text[i+1].word == "of" && i+3 < len(text) && (text[i+3].word == "that" || text[i+3].word == "you")) {
			compareClause(text, i+2) // "the sort that hangs in a church"
		}
	},
	"size width height length thickness weight breadth": func(text []token, i int) {
		if i > 0 && text[i-1].word == "the" && i+1 < len(text) && text[i+1].word == "of" && text[i].mark == 0 && i+2 < len(text) && text[i+2].article && text[i+2].word != "the" {
			compareThings(text, i+2, 4)
		}
	},
	"much": func(text []token, i int) {
		if i > 0 && text[i-1].word == "so" && i+2 < len(text) && text[i+1].word == "as" && text[i+1].mark == 0 && !(i > 1 && notSoMuchAs(text, i-2)) {
			compare(text, i+2, 4) // "not cooking so much as lion taming"
		}
	},
	"nobody": func(text []token, i int) {
		if i+2 < len(text) && text[i+1].mark == 0 && text[i+2].mark == 0 && text[i+1].word != text[i+1].lemma && !text[i+2].whose && text[i+2].word != "the" && text[i+2].kind&(preposition|copula) == 0 && text[i+1].kind&copula == 0 {
			compareThings(text, i+2, 3) // "nobody likes needles"
		}
	},
	"would": func(text []token, i int) {
		compare(text, i+1, 5)
		subjectOf(text, i)
	},
	"blue red green yellow white black grey pink gold brown purple orange": func(text []token, i int) {
		if i > 0 && i+3 < len(text) && text[i].mark == 0 && text[i+1].word == "of" && text[i+1].mark == 0 && text[i+2].mark == 0 && (text[i-1].word == "the" || i > 1 && text[i-2].word == "the" && text[i-1].kind&^adjective == 0) && text[i+2].kind&^adjective == 0 && !text[i+2].thing && !text[i+2].beginsState && text[i+2].lemma == text[i+2].word {
			compare(text, i+2, 5) // "the exact brown of strong tea"
			return
		}
		if i > 0 && text[i-1].word == "the" && i+2 < len(text) && text[i+1].word == "of" && (text[i+2].word == "a" || text[i+2].word == "an" || text[i+2].word == "ripe" || text[i+2].kind&^colourWord == 0 && text[i+2].lemma == text[i+2].word && text[i+2].thing) {
			compare(text, i+2, 7)
		}
	},
	"for": func(text []token, i int) {
		if i > 0 && text[i].mark == 0 && awaits[text[i-1].word] && !arrives(text, i) {
			compare(text, i+1, 5)
		}
		if i > 0 && text[i].mark == 0 && containers[text[i-1].lemma] {
			compare(text, i+1, 4) // "a bag for her books"
		} else if purpose(text, i) {
			wanted(text, i+1)
		}
	},
	"once formerly": func(text []token, i int) {
		if i > 0 && text[i-1].word == "for" {
			return // "bareheaded for once, her hat held"
		}
		if i+1 >= len(text) || text[i+1].mark != 0 {
			wasOnce(text, i)
			return
		}
		if i > 1 && text[i].mark == 0 && text[i-1].thing && text[i-1].mark == 0 && text[i-2].article {
			text[i-1].compared = true // "where a knife once laid her open"
		}
		compare(text, i+1, 4)
	},
})

// byWord is a table of rules by each of the words that stand together as a key.
func byWord[T any](rules map[string]T) map[string]T {
	table := map[string]T{}
	for words, rule := range rules {
		for _, word := range strings.Fields(words) {
			if _, twice := table[word]; twice {
				panic(fmt.Sprintf("check: %q has two rules", word))
			}
			table[word] = rule
		}
	}
	return table
}

// ofThe says that the word at i stands in "the … of" or "a … of".
func ofThe(text []token, i int) bool {
	return i > 0 && (text[i-1].word == "the" || text[i-1].word == "a") && i+1 < len(text) && text[i+1].word == "of"
}

// servesAs are words before "as" and what something only stands in for.
var servesAs = wordSet("worked carved shaped wrought cast styled moulded molded painted drawn serves serving serve service acts acting act doubles doubling functions functioning used works working duty passes poses posing double function")

// experienced are participles of what somebody has lived through and need not be
// seen.
var experienced = wordSet("danced beaten met seen known loved fought killed outlived buried read heard told sold sailed served taught dreamt dreamed outrun outwitted survived married refused forgotten wanted hated missed raised crossed visited paid owed robbed")

// supposeAll compares the things and people of the rest of a sentence.
func supposeAll(text []token, from int) {
	for j := from; j < len(text) && text[j].sent == text[from].sent && text[j].mark != ';'; j++ {
		text[j].compared = text[j].compared || !text[j].whose && (text[j].thing || isPerson(&text[j]))
	}
}

// stories are what tells of things that are not there, and tells are verbs of it.
var stories, tells = wordSet("story stories movie film book novel song play game dream legend tale show comic series television"), wordSet("tells tell told telling talks talk talking thinks think thinking dreams sings reads wonders asks")

// heard compares what is only heard: "listens to a train".
func heard(text []token, from int) {
	if from+1 < len(text) && text[from].mark == 0 && text[from].article && text[from].word != "the" {
		compare(text, from, 4)
	}
}

// countable says that "some" before the one thing means that nobody knows which.
func countable(t *token) bool {
	return t.things.any(func(t *thing) bool {
		switch t.class {
		case "animal", "vehicle", "weapon", "headwear", "instrument", "weatherthing":
			return true
		}
		return false
	})
}

// becoming are verbs of what is made something else.
var becoming = wordSet("pat pats shape shapes shaped fold folds folded carve carves carved mould moulds twist twists twisted knit knits turn turns turned turning transform transforms transformed transforming change changes changed changing")

// able says that the word can be the plain form of a verb of doing.
func able(t *token) bool {
	if t.word != t.lemma || t.kind&(copula|adverb|preposition|determiner|pronoun|conjunction|colourWord|negation) != 0 {
		return false
	}
	switch t.word {
	case "see", "hear", "have", "make", "spot", "discern", "catch":
		return false
	}
	return true
}

// yetToBe are verbs after "will" of what is not there yet.
var yetToBe = wordSet("be need have want come bring find get buy become take")

// hides are what somebody fails to do with a thing that shows.
var hides = wordSet("hide hides hiding conceal suppress contain stifle resist disguise stop mask restrain miss mistake overlook")

// participles makes adjectives of the participles that stand between a
// determiner and a noun: "his smiling bride", "a raised hand".
func participles(text []token) {
	for i := 1; i+1 < len(text); i++ {
		t := &text[i]
		if !t.participle || t.kind&verb == 0 || t.kind&adjective != 0 || t.mark != 0 || text[i+1].mark != 0 {
			continue
		}
		prev, next := &text[i-1], &text[i+1]
		if prev.kind&determiner == 0 && !(i > 1 && prev.mark == 0 && prev.kind&(adjective|colourWord|adverb) != 0 && text[i-2].kind&determiner != 0) || prev.word == "that" || prev.word == "all" || prev.word == "both" {
			continue
		}
		if next.kind&(determiner|preposition|pronoun|conjunction|copula|adverb) == 0 {
			t.kind |= adjective
		}
	}
}

// opensDenial tells negations from words that only look like them.
func opensDenial(text []token, i int) bool {
	next := ""
	if i+1 < len(text) {
		next = text[i+1].word
	}
	prev := ""
	if i > 0 {
		prev = text[i-1].word
	}
	switch text[i].word {
	case "not", "hardly", "cannot", "can't", "couldn't", "never", "doesn't", "don't", "didn't", "hasn't", "haven't", "hadn't", "won't", "fails":
		for j := i + 1; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
			if hides[text[j].word] {
				return false // "can hardly hide her smile"
			}
			if spares[text[j].word] && text[j].kind&determiner == 0 && definiteAfter(text, j) {
				return false // "does not notice the cat", "hasn't taken off her apron"
			}
		}
	}
	switch text[i].word {
	case "not":
		if (next == "a" || next == "one") && i+2 < len(text) && (text[i+2].word == "hair" || text[i+2].word == "strand" || text[i+2].word == "single") {
			return false
		}
		if next == "a" && i+2 < len(text) && text[i+2].word == "soul" {
			return false
		}
		if next == "so" && notSoMuchAs(text, i) {
			return true
		}
		for k := i + 1; k < len(text) && k < i+5 && text[k].mark == 0; k++ {
			if text[k].word == "than" || text[k].word == "so" && k+2 < len(text) && text[k+1].word == "much" && text[k+2].word == "as" {
				return false // "not much shorter than her tail"
			}
		}
		if text[i].mark != 0 && (next == "the" || possessives[next] || next == "at" && definiteAfter(text, i+1)) && gazes(text, i) {
			return false // "they look at nothing else, not the moon"
		}
		return next != "only" && next != "just" && next != "merely" && next != "to" && next != "unlike"
	case "no":
		if particle(text, i) {
			return false // "an otoko no ko"
		}
		if strings.HasSuffix(next, "er") && i+2 < len(text) && text[i+2].word == "than" {
			return false // "no bigger than"
		}
		return next != "longer" && next != "doubt" && next != "less" && next != "matter"
	case "can't", "cannot":
		return next != "stop" && next != "help" && next != "wait"
	case "isn't", "wasn't":
		return next != "a" || i+2 >= len(text) || text[i+2].word != "hair" && text[i+2].word != "strand"
	case "instead":
		return next == "of"
	case "rather":
		return next == "than"
	case "free":
		return next == "of" || next == "from"
	case "rid", "bereft", "absence", "lack", "bare", "empty", "lieu", "emptied", "drained", "stripped":
		return next == "of"
	case "place":
		return next == "of" && prev == "in"
	case "missing":
		return i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&determiner != 0 // "missing a shoe", not "one tooth missing"
	case "unlike":
		return true
	}
	return true
}

// particle says that the "no" at i stands between two Japanese words.
func particle(text []token, i int) bool {
	if i == 0 || i+1 >= len(text) || text[i].mark != 0 || text[i+1].mark != 0 {
		return false
	}
	for _, t := range []*token{&text[i-1], &text[i+1]} {
		if t.kind != 0 || t.thing || t.isPerson || !romaji(t.word) {
			return false
		}
	}
	return true
}

// romaji says that a word can be written in kana: that it is made of syllables
// that end in a vowel or n.
func romaji(word string) bool {
	for word != "" {
		k := strings.IndexAny(word, "aeiou")
		if k < 0 || !onsets[word[:k]] {
			return false
		}
		word = word[k+1:]
		if len(word) > 0 && word[0] == 'n' && (len(word) == 1 || !strings.ContainsRune("aeiouy", rune(word[1]))) {
			word = word[1:]
		}
	}
	return true
}

// onsets are what syllables of Japanese begin with.
var onsets = func() map[string]bool {
	set := wordSet("k g s z t d n h b p m y r w f j sh ch ts ky gy sy ny hy by py my ry kk ss tt pp ssh tch tts")
	set[""] = true
	return set
}()

// notSoMuchAs reads "not so much as a brolly" at i, and "without so much as one".
func notSoMuchAs(text []token, i int) bool {
	return i+4 < len(text) && (text[i].word == "not" || text[i].word == "without") && text[i+1].word == "so" && text[i+2].word == "much" && text[i+3].word == "as" && (text[i+4].article || text[i+4].word == "one") && text[i+4].mark == 0
}

// spares are what somebody fails to do with a thing that is there all the same.
var spares = wordSet("need needs want notice notices noticed see sees seen bother bothered take taken remove removed shed lose lost drop dropped lower lowered let mind heed touch touches touched disturb disturbs disturbed wake wakes scare frighten fear trust know leave left reach reaches reached finish finished spill spilled open opened use")

// definiteAfter says that what follows the verb at i is known: "the", "her".
func definiteAfter(text []token, i int) bool {
	for j := i + 1; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
		switch t := &text[j]; {
		case t.word == "the" || t.whose:
			return true
		case t.article || t.word == "any" || t.kind&(conjunction|negation) != 0:
			return false
		}
	}
	return false
}

// gazes says that the sentence at i is about where somebody looks.
func gazes(text []token, i int) bool {
	for j := i - 1; j >= 0 && text[j].sent == text[i].sent; j-- {
		switch text[j].stem {
		case "look", "gaze", "star", "stare", "glance", "watch", "attention", "notice":
			return true
		}
		if text[j].lemma == "eye" {
			return true
		}
	}
	return false
}

// ofWho says that the negation at i is in a clause about somebody, after whom
// the sentence goes on: "a figure whose face cannot be seen walks".
func ofWho(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-6 && text[j+1].mark == 0; j-- {
		switch text[j].word {
		case "who", "whose", "which", "that":
			return true
		}
	}
	return false
}

// deny marks what a negation at i reaches: to the end of its phrase, over
// "or", "nor" and a comma that continues a list begun so.
func deny(text []token, i int) {
	limit := min(len(text), i+10)
	if w := text[i].word; w == "instead" || w == "rather" || w == "unlike" || w == "lieu" || w == "place" {
		limit = min(len(text), i+7)
	}
	either := false
	who := ofWho(text, i)
	for j := i + 1; j < limit; j++ {
		t := &text[j]
		if who && j > i+2 && t.kind&verb != 0 && t.kind&adjective == 0 && strings.HasSuffix(t.word, "s") && text[j-1].kind&(determiner|colourWord|conjunction) == 0 {
			return
		}
		if t.sent != text[i].sent || t.mark == ';' || t.mark == '.' {
			return
		}
		if t.mark == ',' && !continuesDenial(text, j) {
			return
		}
		if j > i+1 && t.word == "this" && j+1 < len(text) && text[j+1].beginsState {
			return // "has no far side this morning"
		}
		switch t.word {
		case "but", "while", "yet", "although", "though", "whereas", "only", "except", "who", "which", "that", "because", "so", "beneath", "underneath":
			return
		case "anywhere":
			return
		case "or", "nor":
			either = true
		case "with", "besides", "beyond", "apart", "other":
			if t.word == "other" {
				break
			}
			return
		case "in", "on", "at", "behind", "under", "over", "near", "beside", "from":
			if j > i+2 && j+1 < len(text) && text[j+1].word == "the" && text[i].word != "without" && text[i].word != "never" && (text[i+1].article || text[i+1].word == "any" || text[i].word == "no") {
				return // "there isn't a cloud in the blue sky"
			}
			if text[i].word == "without" || text[i].word == "no" || text[i].word == "not" && i+1 < len(text) && (text[i+1].article || text[i+1].word == "another" || text[i+1].word == "one") {
				if j > i+1 {
					return // "not another soul on the beach"
				}
			}
		case "and":
			if j+1 >= len(text) || !either && endsDenial(&text[j+1]) {
				return
			}
		case "is", "are", "was", "were", "has", "have", "stands", "sits", "she", "he":
			if text[i].word == "no" && (t.word == "is" || t.word == "are") {
				return
			}
			if j > i+1 && t.kind&(copula|pronoun) != 0 {
				return
			}
		}
		t.denied = true
	}
}

// possess are verbs of which the object is denied with them: "does not wear
// the hat".
var possess = wordSet("have has had having wear wears wearing wore worn hold holds holding held carry carries carrying own owns show shows showing shown contain contains include includes feature features bear bears sport sports don use uses using be is are was were been being need get")

// keep marks what is known, as the object of a verb that is denied: "she has
// not unwound her scarf" tells of a scarf.
func keep(text []token, i int) {
	switch text[i].word {
	case "not", "never", "hardly", "cannot", "can't", "couldn't", "doesn't", "don't", "didn't", "hasn't", "haven't", "hadn't", "won't", "wouldn't", "isn't", "aren't", "wasn't":
	default:
		return
	}
	acts := false
	for j := i + 1; j < len(text) && j < i+6 && text[j].denied && (j == i+1 || text[j].mark == 0); j++ {
		t := &text[j]
		switch {
		case possess[t.word]:
			return
		case acts && (t.word == "the" || t.whose):
			for k := j; k < len(text) && k < j+6 && text[k].denied && (k == j || text[k].mark == 0); k++ {
				text[k].kept = true
			}
			return
		case acts && t.article:
		case t.article || t.word == "any" || t.kind&(determiner|conjunction) != 0:
			return
		case t.kind&preposition == 0 && t.kind&adverb == 0:
			acts = true
		}
	}
}

// affirm takes back a denial from i to the end of its phrase.
func affirm(text []token, i int) {
	for j := i; j < len(text) && j < i+6 && (j == i || text[j].mark == 0); j++ {
		text[j].denied = false
	}
}

// endsDenial says that what follows "and" begins something new.
func endsDenial(t *token) bool {
	return t.kind&(verb|pronoun|determiner|copula|preposition|adverb|colourWord) != 0
}

// continuesDenial says that a comma at j goes on listing what is denied: "no
// hat, gloves or shoes".
func continuesDenial(text []token, j int) bool {
	for k := j; k < len(text) && k < j+5; k++ {
		if k > j && text[k].mark != 0 && text[k].mark != ',' {
			return false
		}
		if text[k].word == "or" || text[k].word == "nor" {
			return true
		}
		if text[k].kind&(verb|copula|pronoun|preposition|determiner) != 0 && text[k].word != "no" {
			return false
		}
	}
	return false
}

// deniedAfter handles denials that follow: "a hat is nowhere to be seen".
func deniedAfter(text []token) {
	for i := range text {
		if !text[i].tellsGone {
			continue
		}
		w := text[i].word
		gone := w == "gone" && i > 0 && text[i-1].kind&copula != 0 || w == "absent" || w == "nowhere" && nowhere(text, i) || w == "missing" && i > 0 && text[i-1].kind&copula != 0 ||
			(w == "off" || w == "removed" || w == "aside" || w == "gone") && takenOff(text, i) ||
			i > 0 && text[i-1].word == "not" && (w == "present" || w == "visible" || w == "seen" || w == "shown" || w == "there" || w == "worn" || w == "included")
		if !gone {
			continue
		}
		worn := w == "off" || w == "removed" || w == "aside"
		for j := i - 1; j >= 0 && j > i-8 && text[j].sent == text[i].sent; j-- {
			if text[j].word == "who" || text[j].word == "whoever" || text[j].word == "what" || text[j].word == "somebody" || text[j].word == "someone" {
				text[j].denied = true
				break // "to whoever is not there"
			}
			text[j].denied = true
			if text[j].mark != 0 || worn && text[j].kind&determiner != 0 {
				break
			}
		}
	}
}

// tellGone are the words by which deniedAfter knows a denial.
var tellGone = wordSet("gone absent nowhere missing off removed aside present visible seen shown there worn included")

// partings are the words by which leftBehind knows what somebody is without.
var partings = wordSet("left forgotten forgot lost")

// leftBehind denies what somebody has left at home or forgotten.
func leftBehind(text []token) {
	for i := 1; i+2 < len(text); i++ {
		if !text[i].parting {
			continue
		}
		switch text[i].word {
		case "left", "forgotten", "forgot":
		case "lost":
			if text[i-1].word != "has" && text[i-1].word != "have" && text[i-1].word != "having" {
				continue
			}
		default:
			continue
		}
		if text[i+1].mark != 0 || !text[i+1].whose {
			continue
		}
		for j := i + 2; j < len(text) && j < i+6 && text[j].mark == 0; j++ {
			gone := text[i].word != "left" && j == i+2 && !losesSelf[text[j].lemma] || text[j].word == "behind" || text[j].word == "at" && j+1 < len(text) && text[j+1].word == "home"
			if !gone {
				continue
			}
			k := i + 2
			for ; k < max(j, i+3); k++ {
				text[k].denied = true
			}
			if text[i].word == "lost" && k+2 < len(text) && text[k].word == "and" && text[k+1].whose && text[k].mark == 0 {
				text[k+2].denied = true
			}
			break
		}
	}
}

// losesSelf are what somebody loses in words only.
var losesSelf = wordSet("way balance footing temper mind patience nerve heart grip colour color thought voice face place self head")

// nowhere says that "nowhere" at i denies: "is nowhere to be seen", "her bag
// nowhere in evidence", not "a wind from nowhere".
func nowhere(text []token, i int) bool {
	if i > 0 && (text[i-1].word == "from" || text[i-1].word == "into" || text[i-1].word == "to") {
		return false
	}
	return i+1 == len(text) || text[i+1].mark != 0 || text[i+1].word == "to" || text[i+1].word == "in" || text[i+1].word == "near"
}

// takenOff says that what is worn was taken off: "her helmet off", "his hat
// removed".
func takenOff(text []token, i int) bool {
	if i == 0 || text[i].mark != 0 || i+1 < len(text) && text[i+1].mark == 0 {
		return false
	}
	things := &text[i-1].things
	return slices.ContainsFunc(things.alone, isWorn) && !slices.ContainsFunc(things.long, func(c wording[*thing]) bool { return slices.ContainsFunc(c.of, isWorn) })
}

func isWorn(t *thing) bool {
	switch t.class {
	case "headwear", "eyewear", "footwear", "mask", "garment", "handwear", "legwear":
		return true
	}
	return false
}

// comparison tells "like a doll" from "she would like".
func comparison(text []token, i int) bool {
	if text[i].word != "like" {
		return true
	}
	if i == 0 {
		return true
	}
	switch text[i-1].word {
	case "would", "she'd", "animals", "things", "objects", "items", "accessories", "details":
		return false
	}
	return true
}

// supposes are what one might do with what is not there.
var supposes = wordSet("expect think suppose imagine assume guess take mistake wish want")

// subjectOf marks the indefinite subject of "a cat would envy her": there is
// no cat.
func subjectOf(text []token, i int) {
	for j := i - 1; j >= 0 && j > i-4 && text[j+1].mark == 0; j-- {
		switch text[j].word {
		case "a", "an", "any", "no":
			for k := j + 1; k < i; k++ {
				text[k].compared = true
			}
			return
		}
	}
}

// hedge marks what is only said to be possible.
func hedge(text []token, from, n int) {
	for j := from; j < len(text) && j < from+n; j++ {
		if j > from && text[j].mark != 0 || text[j].sent != text[from-1].sent || j > from && text[j].kind&(conjunction|verb) != 0 {
			return
		}
		text[j].hedged = true
	}
}

// compareClause compares what is told up to the end of the clause at from.
func compareClause(text []token, from int) {
	for j := from; j < len(text) && text[j].sent == text[from].sent && text[j].mark != ';' && text[j].mark != ','; j++ {
		text[j].compared = true
	}
}

func compare(text []token, from, n int) {
	for j := from; j < len(text) && j < from+n; j++ {
		if j > from && text[j].mark != 0 && !(text[j].mark == ',' && (text[j].word == "or" || j > from+1 && describesOn(text, j))) || text[j].sent != text[from-1].sent {
			return
		}
		if text[j].word == "in" && j+1 < len(text) && text[j+1].kind&determiner != 0 && text[j+1].word != "a" && text[j+1].word != "the" {
			return
		}
		if text[j].kind&preposition != 0 && j > from+1 && text[from].word == "the" && theirOwn(text, j) {
			present(text, from, j) // "as white as the roses in the bouquet she carries"
			return
		}
		if (text[j].word == "beneath" || text[j].word == "under" || text[j].word == "below") && j > from && j+1 < len(text) && text[j+1].whose {
			return // "as black as ink beneath her veil"
		}
		switch text[j].word {
		case "with", "while", "and", "but", "who", "wearing", "holding", "as":
			if j > from {
				return
			}
		case "on", "beside", "behind", "above", "below", "beneath", "near":
			if j > from+1 && text[from].word == "the" {
				present(text, from, j) // "as black as the crow on the tombstone"
				return
			}
		}
		text[j].compared = true
	}
}

// describesOn says that the comma before the word at i stands between words that
// describe one noun: "some huge, badly tuned instrument".
func describesOn(text []token, i int) bool {
	a, b := &text[i-1], &text[i]
	return (a.kind&adjective != 0 || a.kind == 0 && !a.thing) && a.lemma == a.word && text[i-2].kind&determiner != 0 && b.kind&(adjective|adverb) != 0 && b.kind&(verb|conjunction|preposition) == 0 &&
		i+1 < len(text) && text[i+1].mark == 0
}

// theirOwn says that what the preposition at i leads to is had by somebody:
// "in the bouquet she carries".
func theirOwn(text []token, i int) bool {
	if i+3 >= len(text) || text[i+1].kind&determiner == 0 {
		return false
	}
	for j := i + 3; j+1 < len(text) && j < i+5 && text[j].mark == 0; j++ {
		switch text[j].word {
		case "she", "he", "they":
			switch text[j+1].lemma {
			case "carry", "hold", "wear", "clutch", "grip", "bear", "carried", "held":
				return true
			}
		}
	}
	return false
}

// present takes back that the words are compared.
func present(text []token, from, to int) {
	for j := from; j < to; j++ {
		text[j].compared = false
	}
}

// compareThings leaves colours: "the colour of ripe wheat".
func compareThings(text []token, from, n int) {
	for j := from; j < len(text) && j < from+n; j++ {
		if j > from && text[j].mark != 0 {
			return
		}
		if text[j].kind&(verb|copula|preposition|conjunction) != 0 {
			return
		}
		if text[j].kind&colourWord == 0 {
			text[j].compared = true
		}
	}
}

// depictions are words after which things are pictures of things.
var depictions = map[string]bool{"print": true, "printed": true, "embroidered": true, "patterned": true, "poster": true, "photo": true, "photograph": true, "picture": true, "painting": true, "statue": true, "figurine": true, "sticker": true,
	"mural": true, "logo": true, "emblem": true, "decorated": true, "drawing": true, "portrait": true, "illustrated": true, "emblazoned": true, "motif": true, "image": true, "sculpture": true, "engraved": true, "etched": true, "inlaid": true, "shaped": true, "depicting": true, "icon": true, "badge": true, "tapestry": true, "doodle": true, "reflection": true, "dressed-up": true, "balloon": true, "statuette": true, "carving": true, "tattoo": true}

// pictures are depictions that captions call the picture itself.
var pictures = wordSet("print poster photo photograph picture painting drawing portrait image")

// clauseFollows says that a clause follows the word at i, with a verb of its
// own: "go red as the sun sets".
func clauseFollows(text []token, i int) bool {
	for j := i + 2; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
		if text[j].kind&(verb|copula) != 0 && text[j].kind&adjective == 0 {
			return true
		}
	}
	return false
}

// awaits are verbs after which "for" tells of what is not there.
var awaits = wordSet("look looks looking looked scan scans scanning wait waits waiting waited long longs longing search searches searching searched pray prays praying yearn yearns yearning mourn mourns mourning wish wishes wishing ask asks asking weep weeps weeping hunt hunts hunting hungry thirsty homesick")

// arrives says that what is waited for at i is there: "waits for the locomotive
// pulling in".
func arrives(text []token, i int) bool {
	for j := i + 2; j+1 < len(text) && j < i+7 && text[j].mark == 0; j++ {
		if strings.HasSuffix(text[j].word, "ing") && !text[j].thing && text[j+1].mark == 0 && (text[j+1].word == "in" || text[j+1].word == "up" || text[j+1].word == "into") {
			return true
		}
	}
	return false
}

// wasOnce compares what a sentence in the past tells of that ends in "once" at
// i: "there were two keepers once".
func wasOnce(text []token, i int) {
	for j := i - 1; j >= 0 && text[j].sent == text[i].sent; j-- {
		if w := text[j].word; w == "was" || w == "were" || w == "had" || w == "stood" || w == "lived" || w == "hung" {
			for k := j + 1; k < i; k++ {
				text[k].compared = text[k].compared || text[k].thing || isPerson(&text[k])
			}
			return
		}
	}
}

// purpose says that what follows "for" at i after a noun need not be there: "a
// place for herons and fishermen".
func purpose(text []token, i int) bool {
	if i < 2 || text[i].mark != 0 || i+1 >= len(text) || text[i+1].mark != 0 {
		return false
	}
	prev, next := &text[i-1], &text[i+1]
	if prev.kind&^negation != 0 || prev.word == "except" || prev.word == "save" || prev.word == "apart" || prev.word == "famous" || !(text[i-2].kind&(determiner|adjective) != 0 || text[i-2].colour) {
		return false
	}
	return next.article && next.word != "the" || next.kind == 0 && next.word != next.lemma
}

// wanted compares the things and people of a list that begins at from.
func wanted(text []token, from int) {
	for j := from; j < len(text) && j < from+6 && (j == from || text[j].mark == 0); j++ {
		t := &text[j]
		if t.kind&(preposition|verb|copula|pronoun) != 0 && t.kind&adjective == 0 || t.kind&determiner != 0 && !t.article {
			return
		}
		t.compared = t.compared || t.thing || isPerson(t) && t.lemma != "audience"
	}
}

// containers are for things that need not be in them.
var containers = wordSet("bag box basket case holder shelf stand rack bowl jar bed food house cage money ticket recipe plan search hunt sign advert advertisement shop stall")

// likeA says that "as" at i compares: "light as a feather", not "poses as a
// nurse".
func likeA(text []token, i int) bool {
	if i == 0 || text[i].mark != 0 || i+1 >= len(text) {
		return false
	}
	prev := &text[i-1]
	if similes[prev.word] && text[i+1].thing && text[i+1].mark == 0 && text[i+1].kind == 0 {
		return true // "thick as rope"
	}
	if text[i+1].word != "a" && text[i+1].word != "an" {
		return false
	}
	if prev.word == "flat" {
		return true
	}
	if i > 2 && prev.mark == 0 && text[i-2].mark == 0 && text[i-2].word == "and" && text[i-3].kind&^adjective == 0 && prev.kind&^(adjective|verb) == 0 && !prev.thing && !isPerson(prev) && !text[i-3].thing && !isPerson(&text[i-3]) {
		return true // "pale and unblinking as a gull"
	}
	if prev.kind&^adjective != 0 || i > 1 && text[i-2].kind&(determiner|preposition) != 0 || isPerson(prev) || prev.thing {
		return false
	}
	return !strings.HasSuffix(prev.word, "s") && !strings.HasSuffix(prev.word, "ed") && !strings.HasSuffix(prev.word, "ing")
}

// similes are what things are as much as something else is.
var similes = wordSet("thick thin hard soft strong light heavy dark pale bright black white red dry clear sharp smooth rough quick slow still silent quiet cold hot warm deep tough stiff straight tall big bold brave proud dead sly fierce delicate fine")

// grows are classes of things that colours are named for.
var grows = wordSet("plant food ornament lesser")

// asItDoes reads "it sits on the tower as a hawk settles on a post".
func asItDoes(text []token, i int) bool {
	if i == 0 || text[i].mark != 0 || i+3 >= len(text) || !text[i+1].article || text[i+1].word == "the" {
		return false
	}
	for j := i + 2; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
		switch text[j].word {
		case "would", "might", "does", "do", "did":
			return true // "as a jeweller would"
		}
	}
	for j := i + 3; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
		if t := &text[j]; t.word != t.lemma && t.kind&^verb == 0 && !t.possessive && strings.HasSuffix(t.word, "s") && (j+1 == len(text) || text[j+1].mark != 0 || text[j+1].kind&(preposition|determiner|adverb) != 0) {
			return saidBefore(text, i, j) || text[j-1].things.any(func(t *thing) bool { return t.class == "animal" || t.class == "plant" })
		}
	}
	return false
}

// saidBefore says that the verb at j was said before i: "hanging from a crane as a
// coat hangs from a hook".
func saidBefore(text []token, i, j int) bool {
	for k := i - 1; k >= 0 && text[k].sent == text[i].sent; k-- {
		if text[k].stem == text[j].stem {
			return true
		}
	}
	return false
}

// saidToBe compares what a part of somebody is called without a verb: "his
// breath a small white flag".
func saidToBe(text []token, i int) {
	if i < 2 || text[i].mark != 0 || i+1 >= len(text) || !text[i].article || text[i].word == "the" {
		return
	}
	n := &text[i-1]
	k := i - 2
	for k > 0 && k > i-5 && text[k].kind&(adjective|colourWord) != 0 && !text[k].whose && text[k+1].mark == 0 {
		k--
	}
	if n.mark != 0 || n.kind != 0 || n.lemma != n.word || !text[k].whose || text[k+1].mark != 0 || isPerson(n) || n.possessive {
		return
	}
	hair := n.thing && n.things.alone[0].class == "hairpart"
	if hair {
		for j := i + 1; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
			if text[j].things.any(func(t *thing) bool { return t.class == "hairstyle" || t.class == "hairpart" }) {
				return // "her hair a messy bun"
			}
		}
	}
	if n.thing && !hair && n.things.alone[0].class != "bodypart" || k > 0 && text[k].mark == 0 && text[k-1].kind&preposition != 0 {
		return // but "in her hand a sword"
	}
	compareThings(text, i+1, 4)
}

// depictList reads on over the commas of "patterned with cranes, butterflies
// and roses".
func depictList(text []token, i int) {
	if i+1 >= len(text) || text[i+1].word != "with" {
		return
	}
	for j := i + 2; j < len(text) && j < i+14; j++ {
		t := &text[j]
		if t.mark == ';' || t.mark == '.' || t.kind&(verb|copula|pronoun|preposition) != 0 && t.kind&adjective == 0 {
			return
		}
		if t.mark == ',' && t.kind&determiner != 0 && t.word != "a" && t.word != "an" && t.word != "the" {
			return
		}
		t.depicted = true
	}
}

// depictive are words that make the next noun a likeness.
var depictive = map[string]bool{"plush": true, "stuffed": true, "toy": true, "ceramic": true, "wooden": true, "origami": true, "inflatable": true, "cartoon": true, "embroidered": true, "knitted": true, "porcelain": true, "stone": true, "paper": true, "carved": true, "printed": true, "fake": true, "crocheted": true, "papier-mâché": true, "tin": true, "clockwork": true, "chocolate": true, "marzipan": true, "sugar": true, "icing": true, "gingerbread": true, "felt": true, "cuddly": true, "appliquéd": true, "pixelated": true, "rubber": true}

// substances are depictive words of what things are made of as well.
var substances = wordSet("marzipan sugar icing ceramic wooden knitted porcelain stone paper tin chocolate felt rubber crocheted carved clockwork")

// likenessOf says that the depictive word at i makes a likeness of what follows: a
// wooden horse, not a wooden boat; a chocolate rabbit, not a chocolate cake.
func likenessOf(text []token, i int) bool {
	if !substances[text[i].word] {
		return true
	}
	for j := i + 1; j < len(text) && j < i+3 && text[j].mark == 0; j++ {
		if isPerson(&text[j]) {
			return true
		}
		if text[j].things.any(func(t *thing) bool {
			switch t.class {
			case "animal", "plant", "heavenly", "lesser", "feature":
				return true
			case "vehicle":
				return text[i].word == "paper" || text[i].word == "tin" || text[i].word == "clockwork"
			}
			return false
		}) {
			return true
		}
	}
	return false
}

// photographs says that the word at i is a verb: "photographs a swan".
func photographs(text []token, i int) bool {
	return text[i].lemma == "photograph" && i > 0 && i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&determiner != 0 && text[i-1].kind&(determiner|adjective|preposition) == 0
}

// depictAll reads on over a list of what a photograph or the like is of: "a photo
// of her family: father, mother and a spaniel".
func depictAll(text []token, i int) {
	if i+2 >= len(text) || text[i+1].word != "of" || text[i+1].mark != 0 {
		return
	}
	for j := i + 2; j < len(text) && text[j].sent == text[i].sent && text[j].mark != ';'; j++ {
		if text[j].mark == ',' && !plainItem(text, j) {
			return
		}
		if t := &text[j]; t.kind&(verb|copula|pronoun|preposition) != 0 && t.kind&adjective == 0 && t.word != "of" {
			return
		}
		text[j].depicted = true
	}
}

// plainItem says that a list goes on at i with a bare noun, and names nobody with
// an article: "hounds, horses, fox and all".
func plainItem(text []token, i int) bool {
	for j := i; j < len(text) && (j == i || text[j].mark == 0) && text[j].sent == text[i].sent; j++ {
		if t := &text[j]; t.kind&(verb|copula|pronoun|preposition) != 0 && t.kind&adjective == 0 {
			return false
		}
	}
	return true
}

func depict(text []token, from, n int) {
	for j := from; j < len(text) && j < from+n; j++ {
		if text[j].mark != 0 || text[j].word == "while" || text[j].word == "but" || j > from+1 && (text[j].kind&(verb|copula) != 0 || text[j].word == "and") {
			return
		}
		text[j].depicted = true
	}
}

// bearers are what pictures are printed on.
var bearers = map[string]bool{"canvas": true, "easel": true, "shirt": true, "t-shirt": true, "tee": true, "sweater": true, "jumper": true, "hoodie": true, "mug": true, "apron": true, "banner": true, "sign": true, "poster": true, "cover": true, "tattoo": true, "mural": true, "tapestry": true, "sweatshirt": true, "pajamas": true, "pyjamas": true, "jacket": true, "cup": true, "screen": true, "label": true, "badge": true, "wallpaper": true, "plaster": true, "top": true, "socks": true, "cap": true, "flag": true, "phone": true}

// applied are ways to put a likeness on something.
var applied = map[string]bool{"embroidered": true, "printed": true, "sewn": true, "stitched": true, "painted": true, "emblazoned": true, "drawn": true, "knitted": true, "engraved": true, "carved": true, "tattooed": true}

// depictBefore marks the phrase that ends before i: "dragons are embroidered on".
func depictBefore(text []token, i int) {
	for k := i - 1; k >= 0 && k > i-6; k-- {
		text[k].depicted = true
		if text[k].mark != 0 || text[k].word == "has" || text[k].word == "with" {
			return
		}
	}
}

// ontos are words for where a likeness is put.
var ontos = wordSet("on across onto")

// depictedOn finds "a cat on the front of her shirt".
func depictedOn(text []token) {
	for i := range text {
		if !text[i].onto {
			continue
		}
		if i > 0 && applied[text[i-1].word] {
			depictBefore(text, i-1)
			continue
		}
		if i+1 < len(text) && (text[i+1].word == "it" || text[i+1].word == "them") {
			onIt(text, i)
			continue
		}
		for j := i + 1; j < len(text) && j < i+7 && text[j].mark == 0; j++ {
			if text[j].kind&preposition != 0 && text[j].word != "of" {
				break
			}
			if !bearers[text[j].word] || text[j].word == "top" && (j == i+1 || j+1 < len(text) && text[j+1].word == "of") {
				continue // but "on top of the cupboard"
			}
			if (text[j].word == "easel" || text[j].word == "canvas" || text[j].word == "screen") && j+1 < len(text) && text[j+1].mark == 0 && text[j+1].article && (i == 0 || text[i].mark != 0) {
				depict(text, j+1, 5) // "on the easel a horse takes shape"
			}
			for k := i - 1; k >= 0 && k > i-4; k-- {
				text[k].depicted = true
				if text[k].mark != 0 {
					break
				}
			}
			break
		}
	}
}

// workedIn are what pictures are worked in: "in red thread".
var workedIn = wordSet("ink thread embroidery sequins chalk crayon paint pencil mosaic relief silhouette neon glitter rhinestones beads frost icing")

// worked marks what is done in thread or ink: "roses climb her skirt in red
// thread".
func worked(text []token) {
	for i := 1; i < len(text); i++ {
		if !text[i].medium {
			continue
		}
		j := i - 1
		for j > 0 && j > i-4 && text[j].kind&(adjective|colourWord) != 0 && text[j].mark == 0 {
			j--
		}
		if text[j].word != "in" || text[j].mark != 0 {
			continue
		}
		for k := j - 1; k >= 0 && text[k].sent == text[i].sent; k-- {
			text[k].depicted = true
			if text[k].mark != 0 {
				break
			}
		}
	}
}

// cloths are what patterns are on; shows what is said of them.
var cloths, shows = wordSet("kimono yukata silk fabric hem hems sleeve sleeves robe robes wallpaper curtains vase fan umbrella parasol furisode haori cloth brocade"), wordSet("shows bears features displays sports carries depicts has")

// bearing are the words, besides shows, by which borne knows a pattern.
var bearing = wordSet("across over along up from")

// borne marks patterns: "cranes fly across the silk of her kimono", "her shirt
// shows a skull", and what hangs from a necklace.
func borne(text []token) {
	for i := 1; i < len(text); i++ {
		t := &text[i]
		if !t.bearing {
			continue
		}
		switch {
		case t.shows && t.mark == 0 && bearer(text, i):
			depict(text, i+1, 9)
		case t.word == "across" || t.word == "over" || t.word == "along" || t.word == "up":
			if i+2 < len(text) && t.mark == 0 && text[i+1].kind&determiner != 0 && text[i-1].kind&(preposition) == 0 {
				for k := i + 2; k < len(text) && k < i+5 && text[k].mark == 0; k++ {
					if cloths[text[k].word] {
						depictBefore(text, i)
						break
					}
				}
			}
		case t.word == "from" && t.mark == 0 && (text[i-1].word == "hangs" || text[i-1].word == "dangles" || text[i-1].word == "hang" || text[i-1].word == "dangle" || text[i-1].word == "hanging" || text[i-1].word == "dangling"):
			for k := i + 1; k < len(text) && k < i+5 && text[k].mark == 0; k++ {
				switch text[k].lemma {
				case "necklace", "bracelet", "ear", "earring", "chain", "choker", "charm", "earlobe":
					depictBefore(text, i-1)
				}
			}
		}
	}
}

// bearer says that what the verb at i tells of bears pictures: "the tattoo on her
// arm shows".
func bearer(text []token, i int) bool {
	if bearers[text[i-1].word] {
		return true
	}
	for j := i - 1; j > 0 && j > i-5 && text[j+1].mark == 0; j-- {
		if t := &text[j]; t.word == "on" || t.word == "in" || t.word == "above" || t.word == "behind" {
			switch text[j-1].lemma {
			case "tattoo", "mural", "tapestry", "badge", "patch", "sign", "banner", "logo", "emblem":
				return true
			case "poster", "photo", "photograph", "painting", "screen", "print":
				return j > 2 || text[i].sent > 0
			}
			return false
		}
	}
	return false
}

// onIt marks what stands between something that bears pictures and "on it" at
// i: "a mug with a cat on it".
func onIt(text []token, i int) {
	for k := i - 1; k > 0 && k > i-6 && text[k+1].mark == 0; k-- {
		if text[k].word != "with" {
			continue
		}
		if !bearers[text[k-1].word] && text[k-1].word != "paper" {
			return
		}
		for j := k + 1; j < i; j++ {
			text[j].depicted = true
		}
		return
	}
}
