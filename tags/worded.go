package tags

import (
	"strings"
	"sync"
)

// Worded says that the lexicon has every word of a tag: that the tag is made of
// words, and is no name.
func Worded(tag string) bool {
	name, _ := Unqualified(tag)
	for _, w := range strings.FieldsFunc(name, isMark) {
		if !lexiconWords()[singular(w)] {
			return false
		}
	}
	return true
}

// Wordless says that nothing is known of a tag and that it does not end in a noun
// that people say, as triggers of a training and names of styles do not: sentences
// leave it out, and no caption need state it.
func Wordless(tag string) bool {
	if IsKaomoji(tag) || Known(tag) && (GroupOf(tag) != GroupPlace || Worded(tag)) {
		return false
	}
	return !Spoken(tag)
}

// Spoken says that a tag ends in a noun that people say. One with a qualifier,
// aoi_(lantern_street), is the name of somebody or something there.
func Spoken(tag string) bool {
	if _, qualifier := Unqualified(tag); qualifier != "" {
		return false
	}
	last := tag[strings.LastIndexByte(tag, '_')+1:]
	_, noun := NounGroup(last)
	return noun || Worded(last) && !strings.ContainsAny(last, "0123456789")
}

// Unseen says that a tag tells of what its picture does not show: how a character
// is drawn elsewhere, as alternate_costume does, or the year, as 2023 does.
func Unseen(tag string) bool {
	if isYear(tag) {
		return true
	}
	tag = strings.TrimPrefix(tag, "official_")
	return strings.HasPrefix(tag, "alternate_") && GroupOf(tag) != GroupStyle || tag == "alternate_color" || tag == "alternate_universe"
}

var lexiconWords = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	l := theLexicon()
	for _, keys := range []map[string]place{l.exact, l.starts, l.weak, l.ends, l.compounds} {
		for key := range keys {
			for _, w := range strings.FieldsFunc(key, isMark) {
				words[singular(w)] = true
			}
		}
	}
	return words
})

func isMark(r rune) bool { return strings.ContainsRune("_-()*~'\"", r) }

func singular(w string) string {
	if len(w) > 3 {
		return strings.TrimSuffix(w, "s")
	}
	return w
}
