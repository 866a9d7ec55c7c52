package tags

import (
	"strings"
	"sync"
)

// A caption that names nobody may be about animals or things, and then the
// picture shows no people; or it may leave open who is there.

// animalWords are the nouns for animals, in both numbers.
var animalWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	l := theLexicon()
	for word, at := range l.exact {
		if at.sameSection(l.exact["dog"]) && !strings.ContainsAny(word, "_(") {
			words[word], words[Plural(word)] = true, true
		}
	}
	for word, at := range things() {
		if at.sameSection(l.exact["dog"]) {
			words[word] = true
		}
	}
	return words
})

// firstAnimal is the index of the first animal named, or -1.
func firstAnimal(text []token) int {
	for i := range text {
		if text[i].animal && !text[i].quoted && !denied(text, i) {
			return i
		}
	}
	return -1
}

// looseWords are said of people and things alike: they tell of nobody.
var looseWords = map[string]bool{"giant": true, "ghost": true, "old": true, "tall": true, "short": true, "thin": true, "thick": true, "fat": true, "wet": true, "dirty": true, "mature": true, "younger": true, "older": true, "tan": true, "back": true, "hand": true,
	"standing": true, "sitting": true, "lying": true, "hanging": true, "falling": true, "floating": true, "flying": true, "running": true, "burning": true, "glowing": true, "leaning": true, "facing": true, "broken": true, "foot": true,
	"covering": true, "opening": true, "breaking": true, "playing": true, "resting": true, "jumping": true, "climbing": true, "eating": true, "drinking": true, "sleeping": true, "drawing": true, "painting": true, "face": true}

// thingsTold gives the word by which a caption without any word for people is
// about an animal or a thing; empty when something of a person is mentioned.
func thingsTold(text []token, animal int) string {
	for i := range text {
		switch w := text[i].word; {
		case w == "anthropomorphic", w == "anthro", w == "furry", w == "humanoid", w == "personified":
			return ""
		case PronounGender(w) != "" && animal < 0:
			return ""
		}
	}
	if animal >= 0 && subject(text) >= 0 {
		return text[animal].word
	}
	if i := subject(text); i >= 0 {
		return text[i].word
	}
	return sceneTold(text, animal)
}

// sceneTold gives the first word for a place or thing, if nothing in the text
// belongs to a person.
func sceneTold(text []token, animal int) string {
	scene := ""
	if animal >= 0 {
		scene = text[animal].word
	}
	for i := range text {
		w := text[i].word
		if w == "inspired" && !text[i].end { // by what is not shown
			break
		}
		at, ok := nounPlace(w)
		if text[i].capital && (i > 0 && !text[i-1].end || namesSomebody(text, i)) || w == "wearing" {
			return ""
		}
		if !ok || (pictureWords[w] || leadWords[w]) && !hangs(text, i) || looseWords[w] || ofTheMaking(text, i) {
			continue
		}
		switch at.group {
		case GroupEyes, GroupFace, GroupBody, GroupPose:
			if animal < 0 {
				return ""
			}
		case GroupHair, GroupAttire, GroupCharacter:
			return ""
		case GroupPlace, GroupObject, GroupTime:
			if scene == "" {
				scene = w
			}
		}
	}
	return scene
}

// ofTheMaking says that the word at i tells how or when the picture was made,
// and nothing that it shows: "a pencil study from last night".
func ofTheMaking(text []token, i int) bool {
	switch w := text[i].word; w {
	case "pencil", "ink", "pen", "charcoal", "crayon", "chalk", "marker", "ballpoint", "graphite", "oil", "pastel", "gouache", "acrylic", "brush":
		return i+1 < len(text) && !text[i].comma && !text[i].end && (leadWords[text[i+1].word] || pictureWords[text[i+1].word] || exercises[text[i+1].word])
	case "space":
		return i > 0 && (text[i-1].word == "negative" || text[i-1].word == "empty" || text[i-1].word == "white" || text[i-1].word == "copy")
	case "night", "evening", "morning", "afternoon", "summer", "winter", "spring", "autumn":
		return i > 0 && !text[i-1].end && (text[i-1].word == "last" || text[i-1].word == "this" || text[i-1].word == "yesterday")
	default:
		return exercises[w]
	}
}

// exercises are pictures that are made in passing.
var exercises = wordSet("study studies doodle doodles sketches wip warmup warm-up")

// namesSomebody says that a sentence begins with a word that is no noun of the
// lexicon and does something, as a name does: "Miku on a stage".
func namesSomebody(text []token, i int) bool {
	w := text[i].word
	if _, known := nounPlace(w); known || leadWords[w] || determiners[w] != bare || breakers[w] || prepositionWords[w] || i+1 >= len(text) || isGerund(w) {
		return false
	}
	if _, number := NumberWord(w); number {
		return false
	}
	next := text[i+1].word
	return breakers[next] || prepositionWords[next] || isGerund(next)
}

// hangs says that the picture named at i is a thing in the picture.
func hangs(text []token, i int) bool {
	for j := i + 1; j < len(text) && j <= i+7 && !text[j-1].end; j++ {
		switch text[j].word {
		case "stands", "sits", "lies", "rests", "leans":
			return standsOnFurniture(text, j)
		}
	}
	return i+1 < len(text) && !text[i].end && (text[i+1].word == "on" || text[i+1].word == "hangs" || text[i+1].word == "hanging")
}

// leadWords open a caption without being its subject: "a photo of …".
var leadWords = map[string]bool{"image": true, "scene": true, "view": true, "shot": true, "close-up": true, "closeup": true, "artwork": true, "screenshot": true, "rendering": true, "render": true, "watercolor": true, "panel": true, "page": true,
	"sketch": true, "illustration": true, "picture": true, "photo": true, "photograph": true, "drawing": true, "painting": true, "landscape": true}

// amounts are nouns whose "of" comes before the thing itself.
var amounts = map[string]bool{"stack": true, "bowl": true, "pair": true, "row": true, "rows": true, "cup": true, "pile": true, "group": true, "bunch": true, "collection": true, "set": true, "lot": true, "plate": true, "glass": true, "couple": true,
	"variety": true, "number": true, "slice": true, "piece": true, "series": true, "display": true, "bottle": true, "basket": true, "box": true, "line": true, "field": true, "herd": true, "flock": true, "pack": true, "selection": true, "lots": true, "jar": true}

// subject is the index of the noun that the caption is about, where that is a
// thing, a place or an animal, or else -1.
func subject(text []token) int {
	from := afterLead(text)
	_, numbered := 0, false
	if from < len(text) {
		_, numbered = NumberWord(text[from].word)
	}
	determined := from < len(text) && (determiners[text[from].word] != bare || numbered || text[from].possessive)
	noun := -1
	for i := from; i < len(text) && i < from+7; i++ {
		w := text[i].word
		if w == "of" && i > from && amounts[text[i-1].word] {
			noun = -1
			continue
		}
		if i > from && (breakers[w] || prepositionWords[w] || isGerund(w) && determiners[text[i-1].word] == bare && !strings.Contains(w, "-")) {
			break
		}
		if ofTheMaking(text, i) {
			continue
		}
		_, person := PersonWord(w) // no mention came of it: it only describes a thing
		if at, ok := nounPlace(w); ok && !looseWords[w] && !person && !text[i].possessive {
			switch at.group {
			case GroupObject, GroupPlace, GroupTime:
				if !pictureWords[w] && !leadWords[w] || hangs(text, i) {
					noun = i
				}
			case GroupAttire:
				if determined || numbered {
					noun = i
				}
			case GroupPose:
				if noun >= 0 || !isGerund(w) {
					return subjectIfNobodys(text, noun)
				}
			default:
				return -1
			}
		}
		if text[i].comma || text[i].end {
			break
		}
	}
	return subjectIfNobodys(text, noun)
}

// subjectIfNobodys is the noun, or -1 where what the text says of a body makes
// it somebody's.
func subjectIfNobodys(text []token, noun int) int {
	if noun < 0 || speaksOfABody(text) && (text[noun].comma || attireAt(text[noun].word)) {
		return -1
	}
	return noun
}

func attireAt(word string) bool {
	at, _ := nounPlace(word)
	return at.group == GroupAttire
}

// afterLead is where a caption comes to its matter.
func afterLead(text []token) int {
	for i := 0; i < len(text) && i < 8 && !text[i].end; i++ {
		if !leadWords[text[i].word] {
			continue
		}
		for k := i + 1; k < len(text) && k <= i+2; k++ {
			switch text[k].word {
			case "of", "shows", "showing", "depicts", "depicting", "features", "featuring", "is":
				return k + 1
			}
		}
	}
	return 0
}

// speaksOfABody says that hair, eyes, a face or something worn is mentioned.
func speaksOfABody(text []token) bool {
	for i := range text {
		w := text[i].word
		if w == "wearing" || w == "wears" {
			return true
		}
		if at, ok := nounPlace(w); ok && !looseWords[w] && (at.group == GroupHair || at.group == GroupEyes || at.group == GroupFace) {
			return true
		}
	}
	return false
}
