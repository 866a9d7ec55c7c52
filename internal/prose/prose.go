// Package prose tells of many texts together what one alone does not show: how
// long they are, how varied, and what they repeat.
package prose

import (
	"hash/maphash"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// Sampled is how many texts the distinct n-grams are counted in: their share
	// falls with the number of texts, so it compares only among equal numbers.
	Sampled = 5000
	// OpeningWords is how much of a text's start shows that many start alike.
	OpeningWords = 3
	// SentenceWords is how long a sentence is at least that is told as repeated.
	SentenceWords = 4
)

// Texts gathers texts in bounded memory. The zero value is ready.
type Texts struct {
	n         int64
	words     lengths
	tokens    lengths
	over      int64
	grams     [3]map[uint64]struct{}
	all       [3]int64
	openings  heavy
	sentences Sentenced
}

// Told is what Texts tell.
type Told struct {
	Texts    int64      `json:"texts"`
	Words    Spread     `json:"words"`    // between spaces
	Tokens   Spread     `json:"tokens"`   // as the caller counted them
	Over     float64    `json:"over"`     // share of texts with more tokens than there is room for
	Distinct [3]float64 `json:"distinct"` // of the runs of one, two and three words, the share that are different ones (Li et al. 2016, distinct-n), in the first Sampled texts
	Opening  Repeated   `json:"opening"`  // the commonest three words at the start
	Sentence Repeated   `json:"sentence"` // the sentence that stands in most texts
}

// Spread is a distribution in three numbers.
type Spread struct {
	Low    int `json:"low"` // the 5th percentile
	Median int `json:"median"`
	High   int `json:"high"` // the 95th percentile
}

// Repeated is a text that many have, and the share of them that do: up to a
// four thousandth less than in truth where there are very many different ones.
type Repeated struct {
	Text  string  `json:"text"`
	Share float64 `json:"share"`
}

// Add takes in a text, with how many tokens it has and for how many there is
// room.
func (t *Texts) Add(text string, tokens, room int) {
	fields := strings.Fields(text)
	t.n++
	t.words.add(len(fields))
	t.tokens.add(tokens)
	if tokens > room {
		t.over++
	}
	if t.n <= Sampled {
		t.gram(text)
	}
	if len(fields) > 0 {
		t.openings.add(strings.ToLower(strings.Join(fields[:min(OpeningWords, len(fields))], " ")))
	}
	t.sentences.Add(text)
}

// Sentenced gathers the sentences of texts alone. The zero value is ready.
type Sentenced struct {
	n  int64
	of heavy
}

// Add takes in a text.
func (s *Sentenced) Add(text string) {
	s.n++
	seen := map[string]bool{}
	for _, sentence := range Sentences(text) {
		if !seen[sentence] && len(strings.Fields(sentence)) >= SentenceWords {
			seen[sentence] = true
			s.of.add(sentence)
		}
	}
}

// Most is the sentence that stands in most of so many texts.
func (s *Sentenced) Most() (r Repeated, texts int64) { return s.of.most(s.n), s.n }

var seed = maphash.MakeSeed()

func (t *Texts) gram(text string) {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' })
	for n := range t.grams {
		if t.grams[n] == nil {
			t.grams[n] = map[uint64]struct{}{}
		}
		for i := range max(0, len(words)-n) {
			t.grams[n][maphash.String(seed, strings.Join(words[i:i+n+1], " "))] = struct{}{}
			t.all[n]++
		}
	}
}

// Tell sums up. Without a text everything is zero.
func (t *Texts) Tell() Told {
	told := Told{Texts: t.n, Words: t.words.spread(), Tokens: t.tokens.spread(), Opening: t.openings.most(t.n)}
	told.Sentence, _ = t.sentences.Most()
	if t.n > 0 {
		told.Over = float64(t.over) / float64(t.n)
	}
	for n := range t.grams {
		if t.all[n] > 0 {
			told.Distinct[n] = float64(len(t.grams[n])) / float64(t.all[n])
		}
	}
	return told
}

// Sentences are the sentences of a text without the space around them. One ends
// where a stop, an exclamation or a question mark, with the quotation marks and
// brackets that close after it, is before a space or the end, and at the end of
// a line.
func Sentences(text string) (list []string) {
	put := func(s string) {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	from, ended := 0, false
	for i, r := range text {
		switch {
		case r == '\n' || ended && unicode.IsSpace(r):
			put(text[from:i])
			from, ended = i, false
		case r == '.' || r == '!' || r == '?' || r == '…':
			ended = true
		case r == '。' || r == '！' || r == '？':
			put(text[from : i+utf8.RuneLen(r)])
			from, ended = i+utf8.RuneLen(r), false
		case !strings.ContainsRune("\"'”’)]»", r):
			ended = false
		}
	}
	put(text[from:])
	return list
}

// longest is the length from which on all count as one.
const longest = 4096

// lengths counts lengths.
type lengths struct{ of [longest + 1]int64 }

func (l *lengths) add(n int) { l.of[min(n, longest)]++ }

func (l *lengths) spread() Spread {
	var up [longest + 1]int64 // how many are so long or shorter
	sum := int64(0)
	for i, n := range l.of {
		sum += n
		up[i] = sum
	}
	at := func(share float64) int {
		rank := int64(share * float64(sum-1))
		return sort.Search(longest, func(i int) bool { return up[i] > rank })
	}
	if sum == 0 {
		return Spread{}
	}
	return Spread{Low: at(.05), Median: at(.5), High: at(.95)}
}

// counters is how many different texts are counted at a time.
const counters = 1 << 12

// heavy counts the texts that occur most often (Misra and Gries 1982): none is
// counted too often, and none misses more than a share of 1/counters of all.
type heavy struct{ of map[string]int64 }

func (h *heavy) add(text string) {
	if h.of == nil {
		h.of = map[string]int64{}
	}
	if _, ok := h.of[text]; ok || len(h.of) < counters {
		h.of[strings.Clone(text)]++
		return
	}
	for text, n := range h.of {
		if n == 1 {
			delete(h.of, text)
		} else {
			h.of[text] = n - 1
		}
	}
}

// most is the commonest that more than one text has, the first in order of the
// alphabet of equals.
func (h *heavy) most(texts int64) (r Repeated) {
	best := int64(1)
	for _, text := range slices.Sorted(maps.Keys(h.of)) {
		if n := h.of[text]; n > best {
			best, r = n, Repeated{Text: text, Share: float64(n) / float64(texts)}
		}
	}
	return r
}
