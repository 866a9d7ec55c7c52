package check

import (
	_ "embed"
	"sync"
)

//go:embed lexicon/idioms.list
var idiomsFile string

// idiom is a phrase whose nouns name nothing that is there.
type idiom struct {
	words []term // lemmas
	at    int    // the longest of the words, by which it is found
}

// idioms are those of each longest word. Words that stand for one another are
// none.
var idioms = sync.OnceValue(func() map[string][]idiom {
	table := map[string][]idiom{}
	for line := range entriesOf(idiomsFile) {
		p := idiom{words: termsOf(lemmas(line))}
		for k, w := range p.words {
			if len(w.word) > len(p.words[p.at].word) && !articles[w.word] && !possessives[w.word] {
				p.at = k
			}
		}
		table[p.words[p.at].word] = append(table[p.words[p.at].word], p)
	}
	return table
})

// figurative marks the nouns of idioms: the cake of "a piece of cake".
func figurative(text []token) {
	for i := range text {
		if !text[i].idiomatic {
			continue
		}
		for k := range text[i].idioms {
			p := &text[i].idioms[k]
			from := i - p.at
			if from < 0 || !saysIdiom(text, from, p.words) {
				continue
			}
			for j := from; j < from+len(p.words); j++ {
				if text[j].thing {
					text[j].compared = true
				}
			}
		}
	}
}

func saysIdiom(text []token, i int, words []term) bool {
	if i+len(words) > len(text) {
		return false
	}
	for k := range words {
		t, w := &text[i+k], &words[k]
		if t.quoted || k > 0 && t.mark != 0 || !(t.hashes.lemma == w.hash && t.lemma == w.word) && !(k > 0 && alikeDeterminers(w.word, t)) {
			return false
		}
	}
	return true
}
