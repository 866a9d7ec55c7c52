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
		case t.word == "see" || t.word == "sees":
			unseenBySomebody(text, i)
		}
	}
}

// figuring are the words by which figures begin.
var figuring = wordSet("a an one outside beyond off of see sees")

// frames are what is outside the picture is outside of.
var frames = wordSet("frame picture page shot view sight scene image canvas panel edge camera screen photo photograph")

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
	for ; n < len(text) && n < from+4 && text[n].mark == 0 && text[n].kind&^(adjective|colourWord) == 0; n++ {
		if found, long = thingsAt(text, n); long > 0 {
			break
		}
	}
	if long == 0 || found[0].class != "animal" && found[0].tag != "doll" && found[0].tag != "puppet" {
		return
	}
	if from == i+1 && (!wholeBefore(text, i) || !nothingTold(text, n+long)) {
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
