package check

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon/idioms.list
var idiomsFile string

// idioms are phrases whose nouns name nothing that is there, by their first
// lemma.
var idioms = sync.OnceValue(func() map[string][][]string {
	table := map[string][][]string{}
	for line := range strings.Lines(idiomsFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		words := lemmas(line)
		table[words[0]] = append(table[words[0]], words)
	}
	return table
})

// figurative marks the nouns of idioms: the cake of "a piece of cake".
func figurative(text []token) {
	for i := range text {
		for _, words := range text[i].idioms {
			if !saysIdiom(text, i, words) {
				continue
			}
			for j := i; j < i+len(words); j++ {
				if text[j].thing {
					text[j].compared = true
				}
			}
		}
	}
}

func saysIdiom(text []token, i int, words []string) bool {
	if i+len(words) > len(text) {
		return false
	}
	for k, w := range words {
		t := &text[i+k]
		if t.quoted || k > 0 && t.mark != 0 || t.lemma != w && !alikeDeterminers(w, t.word) {
			return false
		}
	}
	return true
}
