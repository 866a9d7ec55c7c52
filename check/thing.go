package check

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/tags"
)

// thing is something visible that captions name.
type thing struct {
	tag    string
	class  string
	recall float64  // P(tagged | visible), 0-1
	up     []*thing // what it is besides, transitively
	family int      // of its rivals, from 1; 0 is none
	number uint16   // its place among all things
	key    term     // the tag
}

// is says that t is other, or a kind of it.
func (t *thing) is(other *thing) bool {
	return t == other || slices.Contains(t.up, other)
}

// wording is a run of lemmas that names something, or several things.
type wording[T any] struct {
	words []string
	next  uint32 // hash of the second word, if there is one
	of    []T
}

// wordings finds the longest run of lemmas at a place, by its first lemma.
type wordings[T any] map[string][]wording[T]

func (w wordings[T]) add(words []string, of T) {
	if len(words) == 0 {
		return
	}
	list := w[words[0]]
	at := 0
	for at < len(list) && len(list[at].words) >= len(words) {
		if slices.Equal(list[at].words, words) {
			list[at].of = append(list[at].of, of)
			return
		}
		at++
	}
	c := wording[T]{words: words, of: []T{of}}
	if len(words) > 1 {
		c.next = hashOf(words[1])
	}
	w[words[0]] = slices.Insert(list, at, c)
}

// longest is all that the longest run at i names, and its length, of the
// wordings that begin with its lemma.
func longest[T any](of *runsOf[T], text []token, i int) ([]T, int) {
	if i+1 < len(text) && text[i+1].within && text[i+1].mark == 0 {
		next := text[i+1].hashes.lemma
		for k := range of.long {
			if c := &of.long[k]; c.next == next && runs(text, i, c.words) {
				return c.of, len(c.words)
			}
		}
	}
	return of.alone, min(len(of.alone), 1)
}

// thingsAt are the things that the longest run at i names, and its length.
func thingsAt(text []token, i int) ([]*thing, int) {
	if !text[i].beginsThing {
		return nil, 0
	}
	return longest(&text[i].things, text, i)
}

// runs says whether the words stand at i, in one clause.
func runs(text []token, i int, words []string) bool {
	if i+len(words) > len(text) {
		return false
	}
	for k, w := range words[1:] { // the first has been looked up
		t := &text[i+1+k]
		if t.mark != 0 || t.lemma != w {
			return false
		}
	}
	return true
}

//go:embed lexicon/things.list
var thingsFile string

type thingLexicon struct {
	byTag map[string]*thing
	words wordings[*thing]
	own   map[string]string // wordings that are tags of their own, and these
}

var theThings = sync.OnceValue(loadThings)

func loadThings() *thingLexicon {
	l := &thingLexicon{byTag: map[string]*thing{}, words: wordings[*thing]{}, own: map[string]string{}}
	ups := map[*thing]string{}
	class, recall := "", 0.0
	for line := range entriesOf(thingsFile) {
		if line[0] == '[' {
			name, share, _ := strings.Cut(strings.Trim(line, "[]"), " ")
			r, err := strconv.ParseFloat(share, 64)
			if err != nil {
				panic(fmt.Sprintf("check: things.list: %q: %v", line, err))
			}
			class, recall = name, r
			continue
		}
		head, others, _ := strings.Cut(line, ":")
		tag, up, _ := strings.Cut(head, "<")
		tag = strings.TrimSpace(tag)
		if l.byTag[tag] != nil {
			panic(fmt.Sprintf("check: things.list: %s stands there twice", tag))
		}
		t := &thing{tag: tag, class: class, recall: recall, number: uint16(len(l.byTag)), key: termOf(tag)}
		l.byTag[tag] = t
		if up != "" {
			ups[t] = strings.TrimSpace(up)
		}
		l.words.add(lemmas(tags.Words(tag)), t)
		if strings.Contains(tag, "_") && !strings.Contains(tag, "(") {
			l.words.add([]string{lemmaOf(strings.ReplaceAll(tag, "_", "-"))}, t)
			if strings.Count(tag, "_") == 2 {
				l.words.add(lemmas(strings.ReplaceAll(strings.Replace(tag, "_", "-", 1), "_", " ")), t)
			}
		}
		for _, other := range strings.Split(others, ",") {
			other, own := strings.CutPrefix(strings.TrimSpace(other), "*")
			words := lemmas(other)
			l.words.add(words, t)
			if own {
				l.own[strings.Join(words, " ")] = strings.ReplaceAll(other, " ", "_")
			}
		}
	}
	l.plush()
	for t, up := range ups {
		for _, name := range strings.Fields(up) {
			if l.byTag[name] == nil {
				panic(fmt.Sprintf("check: things.list: %s is a kind of %s, which is not there", t.tag, name))
			}
		}
	}
	for t := range ups {
		for name := ups[t]; name != ""; {
			over := l.byTag[name]
			t.up = append(t.up, over)
			name = ups[over]
		}
	}
	for i, family := range rivals {
		for _, tag := range family {
			for _, t := range l.byTag {
				if t.is(l.byTag[tag]) {
					t.family = i + 1
				}
			}
		}
	}
	return l
}

// plush makes toys of the animals that are stuffed.
func (l *thingLexicon) plush() {
	toy := l.byTag["stuffed_toy"]
	for _, t := range l.byTag {
		if t.class != "animal" {
			continue
		}
		name := lemmas(tags.Words(t.tag))
		for _, stuff := range []string{"stuffed", "plush", "toy"} {
			l.words.add(append([]string{stuff}, name...), toy)
		}
		for _, stuff := range []string{"plush", "plushie"} {
			l.words.add(append(slices.Clone(name), stuff), toy)
		}
	}
}

// nameOf is the tag with which a mention of t is reported: that of its own
// words where they are a tag, such as coyote among the words for jackal.
func (m *mention) nameOf(text []token, t *thing) string {
	words := ""
	for i := m.from; i < m.to; i++ {
		if i > m.from {
			words += " "
		}
		words += text[i].lemma
	}
	if name, ok := theThings().own[words]; ok {
		return name
	}
	return t.tag
}

// isThing says that the lemma alone names a thing.
func isThing(lemma string) bool {
	return len(runsFrom(theThings().words, lemma).alone) > 0
}

// thingsOf are the things that the words of a tag name, the last first.
func thingsOf(tag string) []*thing {
	if t := theThings().byTag[tag]; t != nil {
		return []*thing{t}
	}
	name, _ := tags.Unqualified(tag)
	if t := theThings().byTag[name]; t != nil {
		return []*thing{t}
	}
	words := lemmas(strings.ReplaceAll(name, "_", " "))
	var list []*thing
	for i := 0; i < len(words); i++ {
		long := 0
		for _, c := range theThings().words[words[i]] {
			if len(c.words) < long {
				break
			}
			if i+len(c.words) <= len(words) && slices.Equal(words[i:i+len(c.words)], c.words) {
				long = len(c.words)
				list = append(list, c.of...)
			}
		}
		if long > 1 {
			i += long - 1
		}
	}
	slices.Reverse(list)
	return list
}
