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
