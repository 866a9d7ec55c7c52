package check

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon/likenesses.list
var likenessesFile string

// likenessColours are the shades of what things are likened to, by lemma.
var likenessColours = sync.OnceValue(func() map[string]shade {
	table := map[string]shade{}
	for colour, nouns := range rulesOf("likenesses.list", likenessesFile) {
		s, ok := colourTable()[strings.TrimSpace(colour)]
		if !ok {
			panic("check: likenesses.list: no colour is called " + colour)
		}
		for _, noun := range strings.Fields(nouns) {
			table[lemmaOf(noun)] = s
		}
	}
	return table
})

// likenessOfWord is the colour of what the word names.
func likenessOfWord(l *lexeme) (shade, bool) {
	if s, ok := likenessColours()[l.lemma]; ok {
		return s, true
	}
	if s := likenessHue[l.lemma]; s.says != 0 {
		return s, true
	}
	return l.hue, l.colour
}

// paleHue is what "as pale as" anything leaves open.
var paleHue = sync.OnceValue(func() shade {
	return shade{hueSet("white"), hueSet("white grey silver beige blonde yellow pink light_blue light_green light_purple light_brown gold")}
})

// likeColours reads colours that are told of the noun before by what has them: "as
// pale as fresh cream", "dark as a coal cellar", "the warm tone of chestnuts".
func likeColours(text []token, m *mention) {
	switch m.things[0].class {
	case "hairpart", "hairstyle", "garment", "basic", "legwear", "footwear", "headwear", "neckwear", "handwear", "animal", "feature", "vehicle", "lesser":
	default:
		if m.things[0].tag != "eyes" {
			return
		}
	}
	if !m.head || within(text, m) {
		return
	}
	for j := m.to; j < len(text) && j < m.to+7 && text[j].sent == text[m.to-1].sent; j++ {
		t := &text[j]
		if t.mark == ';' || t.quoted {
			return
		}
		if j+2 < len(text) && text[j+1].word == "as" && text[j+1].mark == 0 {
			if s, to, ok := asMuchAs(text, j); ok {
				m.liken(s, j, to)
				return
			}
		}
		if m.things[0].tag == "eyes" && eyesAre[t.lemma] && !t.gone() && j+1 < len(text) && (text[j+1].word == "of" || t.word == "like") {
			to := j + 2
			if t.word == "like" {
				to = j + 1
			}
			if s, to, ok := likenessAt(text, to); ok && (t.word != "like" || !glowing[text[to-1].lemma]) {
				m.liken(s, j, to)
			}
			return
		}
		if m.things[0].tag == "eyes" && shining[t.lemma] && j+1 < len(text) && text[j+1].word == "like" {
			continue
		}
		if t.thing && j > m.to && t.kind == 0 && !tones[t.lemma] {
			return
		}
		if tones[t.lemma] && j > m.to && j+2 < len(text) && text[j+1].word == "of" && text[j+1].mark == 0 {
			if s, to, ok := likenessAt(text, j+2); ok {
				m.liken(s, j, to)
			}
			return
		}
		if t.kind&(copula|adverb|determiner|adjective|colourWord) == 0 && t.word != "that" && t.word != "which" && t.word != "has" && t.word != "have" && t.word != "with" && t.word != "as" && t.kind != 0 {
			return
		}
	}
}

// liken gives the mention the colour that the words from a to b tell by likeness.
func (m *mention) liken(s shade, a, b int) {
	m.addHue(s, a, b)
	m.likened = true
}

// eyesAre are what eyes are said to be of something that has their colour, or like it.
var eyesAre = wordSet("like pool chip shard disc orb bead drop splinter pebble coin")

// shining are verbs of what eyes do like something that has their colour, and glowing
// what they do it like whatever colour they have.
var shining, glowing = wordSet("glitter gleam shine sparkle glint"), wordSet("fire flame ember coal star ice moon moonlight sun sunlight sunshine candle lamp lantern frost steel mirror glass knife ghost cloud sea ocean water sky night")

// tones are nouns for colours of which nothing else is told.
var tones = wordSet("colour color shade tone hue sheen tint gloss")

// asMuchAs is the colour of "dark as a coal cellar", whose adjective is at i.
func asMuchAs(text []token, i int) (s shade, to int, ok bool) {
	open := shade{}
	switch w := text[i].word; {
	case w == "dark":
		open = colourTable()["dark"]
	case w == "pale":
		open = paleHue()
	case w == "bright", w == "glossy", w == "rich", w == "deep":
	case text[i].colour:
		open = text[i].hue
	default:
		return shade{}, 0, false
	}
	s, to, ok = likenessAt(text, i+2)
	if text[i].colour && text[i].word != "dark" || !ok && open.says != 0 {
		return open, i + 2, true
	}
	return s, to, ok
}

// likenessAt is the colour of the noun phrase at i.
func likenessAt(text []token, i int) (shade, int, bool) {
	for k := i; k < len(text) && k < i+5 && (k == i || text[k].mark == 0); k++ {
		t := &text[k]
		if t.kind&(preposition|copula|conjunction|pronoun) != 0 {
			break
		}
		if t.kind&determiner != 0 {
			continue
		}
		if s, ok := likenessOfWord(t.lexeme); ok {
			if k+1 < len(text) && text[k+1].mark == 0 && text[k+1].kind == 0 {
				if more, ok := likenessOfWord(text[k+1].lexeme); ok && text[k+1].lemma != "water" {
					return more, k + 2, true // "milk chocolate"
				}
			}
			return s, k + 1, true
		}
	}
	return shade{}, 0, false
}
