package check

import "strings"

// figures marks what somebody is only called and what is told not to be seen: ", a
// penguin at his own wedding", "a crowd we never see".
func figures(text []token) {
	for i := 1; i < len(text); i++ {
		t := &text[i]
		switch {
		case !t.figures:
		case t.word == "a" || t.word == "an":
			if t.mark == ',' {
				calledSo(text, i, i+1)
			}
		case t.word == "one":
			if t.mark == ',' && i+1 < len(text) && text[i+1].word == "more" {
				calledSo(text, i, i+2)
			}
		case t.word == "outside" || t.word == "beyond" || t.word == "off" || t.word == "of":
			if t.mark == 0 && outOfPicture(text, i) {
				unseenBefore(text, i-1)
			}
		case t.word == "or":
			if t.mark == ',' && i+1 < len(text) && text[i+1].article && likeBefore(text, i) {
				calledSo(text, i+1, i+2) // "like a doll in her dress, or a cat about to pounce"
			}
		case t.word == "two" || t.word == "three":
			if t.mark == ',' {
				calledSo(text, i, i+1)
			}
		case t.word == "is" || t.word == "are":
			if t.mark == 0 {
				bodyIs(text, i)
			}
		case t.word == "all":
			if i > 1 && t.mark == 0 && text[i-1].word == "and" && text[i-2].thing && (i+1 == len(text) || text[i+1].mark != 0) {
				text[i-2].compared = true // "fog swallows the bank, boats and all"
			}
		case t.word == "see" || t.word == "sees":
			unseenBySomebody(text, i)
		}
	}
}

// figuring are the words by which figures begin.
var figuring = wordSet("or a an one two three outside beyond off of see sees is are all")

// frames are what is outside the picture is outside of.
var frames = wordSet("frame picture page shot view sight scene image canvas panel edge camera screen photo photograph")

// likeBefore says that the sentence compares before i.
func likeBefore(text []token, i int) bool {
	for j := i - 1; j >= 0 && text[j].sent == text[i].sent; j-- {
		if text[j].compared {
			return true
		}
	}
	return false
}

// outOfPicture says that at i "outside the picture", "off the page", "out of
// frame" and the like stand.
func outOfPicture(text []token, i int) bool {
	if text[i].word == "of" && text[i-1].word != "out" {
		return false
	}
	for j := i + 1; j < len(text) && j < i+4 && text[j].mark == 0; j++ {
		if frames[text[j].word] {
			return j+1 >= len(text) || text[j+1].mark != 0 || text[j+1].kind != 0
		}
		if text[j].kind&determiner == 0 {
			return false
		}
	}
	return false
}

// unseenBefore compares the noun to which a phrase that begins after i belongs:
// "an opponent who is outside the picture".
func unseenBefore(text []token, i int) {
	for ; i > 0 && text[i+1].mark != '.'; i-- {
		t := &text[i]
		switch {
		case t.word == "out" || t.word == "just" || t.word == "somewhere" || t.word == "who" || t.word == "that" || t.word == "which" || t.kind&copula != 0 && t.kind&verb == 0 || t.kind == adverb:
			continue
		case t.thing && !t.things.any(func(t *thing) bool { return t.class == "bodypart" || t.class == "hairpart" }) || isPerson(t):
			if t.kind&verb == 0 || t.kind&adjective != 0 {
				nounPhrase(text, i)
			}
		}
		return
	}
}

// bodyIs compares what a part of somebody is said to be: "his face is a map of
// rivers".
func bodyIs(text []token, i int) {
	n := &text[i-1]
	if i+1 >= len(text) || text[i+1].mark != 0 || !text[i+1].article || text[i+1].word == "the" || !n.thing || n.kind != 0 {
		return
	}
	hair := n.things.alone[0].class == "hairpart"
	if !hair && n.things.alone[0].class != "bodypart" {
		return
	}
	for j := i - 2; j >= 0 && j > i-6 && text[j+1].mark == 0; j-- {
		if text[j].kind&preposition != 0 {
			return // "on her face is a mask"
		}
	}
	for j := i + 2; hair && j < len(text) && j < i+6 && text[j].mark == 0; j++ {
		if text[j].things.any(func(t *thing) bool { return t.class == "hairstyle" || t.class == "hairpart" }) {
			return
		}
	}
	compareThings(text, i+2, 4)
}

// nounPhrase compares the noun at i and what leads to it, where something
// unknown is told of.
func nounPhrase(text []token, i int) {
	text[i].compared = true
	for j := i - 1; j >= 0 && j > i-4 && text[j+1].mark == 0 && text[j].kind&^(adjective|colourWord) == 0; j-- {
		text[j].compared = text[j].compared || text[j].thing || isPerson(&text[j])
	}
}

// unseenBySomebody reads "a crowd we never see", "ships that you cannot see".
func unseenBySomebody(text []token, i int) {
	if text[i].mark != 0 || i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&(preposition|adverb|conjunction|copula) == 0 {
		return
	}
	j, not := i-1, false
	for j > 1 && j > i-4 && text[j+1].mark == 0 && (text[j].kind&negation != 0 || text[j].word == "never" || text[j].word == "do" || text[j].word == "can" || text[j].word == "quite") {
		not = not || text[j].kind&negation != 0
		j--
	}
	switch text[j].word {
	case "we", "you", "one", "us":
	case "nobody":
		not = true
	default:
		return
	}
	if !not || text[j].mark != 0 || j == 0 {
		return
	}
	j--
	if text[j].word == "that" || text[j].word == "which" || text[j].word == "whom" {
		j--
	}
	if j >= 0 && (text[j].thing || isPerson(&text[j])) {
		nounPhrase(text, j)
	}
}

// calledSo compares the animal or the doll that somebody is called between
// commas, after a sentence that is whole: "she jumps for joy, a spring lamb in
// girl's clothing". What is told to be somewhere about somebody is there: ", a
// raven perched on her wrist".
func calledSo(text []token, i, from int) {
	n := from
	var found []*thing
	long := 0
	for ; n < len(text) && n < from+4 && text[n].mark == 0 && (text[n].kind&^(adjective|colourWord) == 0 || text[n].kind&adjective != 0 || text[n].word == "of" && (text[n-1].word == "pair" || text[n-1].word == "couple")); n++ {
		if roles[text[n].lemma] && from == i+1 && (n+1 == len(text) || text[n+1].mark == '.') && wholeBefore(text, i) {
			text[n].compared = true // "a tree on a hill stands there, a sentinel"
			return
		}
		if found, long = thingsAt(text, n); long > 0 {
			break
		}
	}
	if long == 0 {
		return
	}
	switch found[0].class {
	case "animal":
	case "weatherthing", "heavenly":
		if n+long < len(text) && text[n+long].word != "of" {
			return
		}
	default:
		if found[0].tag != "doll" && found[0].tag != "puppet" {
			return
		}
	}
	if text[i-1].word != "or" && from == i+1 && (!wholeBefore(text, i) || !nothingTold(text, n+long)) {
		return
	}
	for k := n; k < n+long; k++ {
		text[k].compared = true
	}
}

// wholeBefore says that a clause with a verb ends before i, and no list does.
func wholeBefore(text []token, i int) bool {
	for j := i - 1; j >= 0 && text[j].sent == text[i].sent; j-- {
		t := &text[j]
		if t.word == "there" {
			return false
		}
		if t.kind&(verb|copula) != 0 && t.kind&(adjective|preposition) == 0 || j > 0 && t.mark == 0 && (text[j-1].word == "she" || text[j-1].word == "he") || t.kind == 0 && t.word != t.lemma && t.mark == 0 && j > 0 && text[j-1].word == text[j-1].lemma && !t.thing {
			return true
		}
		if t.mark != 0 {
			return false
		}
	}
	return false
}

// nothingTold says that what follows at i does not tell where something is or
// what it does.
func nothingTold(text []token, i int) bool {
	if i >= len(text) || text[i].mark == '.' || text[i].mark == ';' {
		return true
	}
	if text[i].mark != 0 {
		return false
	}
	t := &text[i]
	switch t.word {
	case "of", "among", "amongst":
		return true
	case "before", "after", "between", "under":
		return i+1 < len(text) && text[i+1].mark == 0 && text[i+1].kind&(determiner|pronoun) == 0 && text[i+1].word != text[i+1].lemma
	case "with", "in", "at", "by", "without", "for", "on":
	default:
		return false
	}
	if i+1 >= len(text) || text[i+1].mark != 0 {
		return false
	}
	if n := &text[i+1]; n.whose && i+2 < len(text) && text[i+2].word == "own" || n.possessive || t.word != "on" && n.word == "heart" {
		return true
	}
	for j := i + 1; j < len(text) && text[j].mark == 0; j++ {
		w := &text[j]
		if w.whose || w.word == "the" || w.kind&pronoun != 0 || strings.HasSuffix(w.word, "ing") || w.kind&preposition != 0 || w.thing && t.word != "with" && t.word != "without" {
			return false
		}
	}
	return true
}
