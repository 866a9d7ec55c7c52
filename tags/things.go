package tags

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon/things.list
var thingsFile string

// things are the nouns of captions that are no tags, by the place of a tag of
// their kind.
var things = sync.OnceValue(func() map[string]place {
	l := theLexicon()
	kinds := map[string]place{"object": l.exact["cup"], "place": l.exact["street"], "animal": l.exact["dog"]}
	words := map[string]place{}
	var at place
	for line := range strings.Lines(thingsFile) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if kind, rest, ok := strings.Cut(line, ":"); ok {
			at, line = kinds[kind], rest
		}
		for _, word := range strings.Fields(line) {
			words[word] = at
			words[Plural(word)] = at
		}
	}
	return words
})

// NounGroup is the group of what a noun of captions names, in either number: the
// object of "counter", the place of "tavern". Ok is false for a word that is none.
func NounGroup(word string) (group Group, ok bool) {
	at, ok := nounPlace(word)
	return at.group, ok
}

// nounPlace is the place of a noun of captions, in either number: a thing's,
// or else that of the tag.
func nounPlace(word string) (place, bool) {
	if at, ok := things()[word]; ok {
		return at, true
	}
	l := theLexicon()
	if at, ok := l.exact[word]; ok {
		return at, true
	}
	for _, one := range singulars(word) {
		if at, ok := l.exact[one]; ok {
			return at, true
		}
	}
	return place{}, false
}
