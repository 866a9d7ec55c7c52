package check

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed lexicon/gists.list
var gistsFile string

//go:embed lexicon/fields.list
var fieldsFile string

// fields are words that mean much the same in a sentence, by the name of all.
var fields = sync.OnceValue(func() map[string][]string {
	table := map[string][]string{}
	for name, list := range rulesOf("fields.list", fieldsFile) {
		for _, w := range strings.Fields(list) {
			if of, ok := strings.CutPrefix(w, "%"); ok {
				table[name] = append(table[name], table[of]...)
				continue
			}
			table[name] = append(table[name], w)
		}
	}
	return table
})

// gist is what a sentence must speak of to state a tag, in whatever words: one
// word of each group, near one another.
type gist struct {
	groups [][]gistWord
	then   []bool // the group follows the one before it
	window int    // tokens from the first to the last
	needs  needs  // of the groups that only stems are in
}

// gistWord is a stem, or the class of things of which any mention will do.
type gistWord struct {
	term
	class  string
	denied bool // it must be said not to be there
}

// gistWindow is how far apart the words of a gist may stand.
const gistWindow = 8

// theGists are the gists of each tag.
var theGists = sync.OnceValue(func() map[string][]gist {
	table := map[string][]gist{}
	for names, list := range rulesOf("gists.list", gistsFile) {
		for _, text := range strings.Split(list, "|") {
			g := readGist(text)
			for _, tag := range strings.Fields(names) {
				table[tag] = append(table[tag], g)
			}
		}
	}
	return table
})

// readGist reads "hand palm & raise lift > up": groups of alternatives, joined
// by "&", or by ">" where the second follows. "@food" is any word for a thing of that class, "%hair" any of that
// field, "!" before a word asks that it be denied, and a number before a colon narrows or widens the window.
func readGist(text string) gist {
	g := gist{window: gistWindow}
	if number, rest, ok := strings.Cut(text, ":"); ok {
		n, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil {
			panic(fmt.Sprintf("check: gists.list: %q opens with no number", text))
		}
		g.window, text = n, rest
	}
	var group []gistWord
	then := false
	end := func(next bool) {
		if len(group) == 0 {
			panic(fmt.Sprintf("check: gists.list: %q has an empty group", text))
		}
		g.groups, g.then = append(g.groups, group), append(g.then, then)
		group, then = nil, next
	}
	for _, w := range strings.Fields(text) {
		switch w {
		case "&":
			end(false)
		case ">":
			end(true)
		default:
			if class, ok := strings.CutPrefix(w, "@"); ok {
				group = append(group, gistWord{class: class})
				continue
			}
			w, denied := strings.CutPrefix(w, "!")
			words := []string{w}
			if name, ok := strings.CutPrefix(w, "%"); ok {
				if words = fields()[name]; words == nil {
					panic(fmt.Sprintf("check: fields.list has no %q", name))
				}
			}
			for _, w := range words {
				group = append(group, gistWord{term: termOf(stemOf(lemmaOf(w))), denied: denied})
			}
		}
	}
	end(false)
	g.listNeeds()
	return g
}

// listNeeds lists the groups with the fewest words first: a text lacks these
// soonest.
func (g *gist) listNeeds() {
	groups := slices.Clone(g.groups)
	slices.SortStableFunc(groups, func(a, b []gistWord) int { return len(a) - len(b) })
	for _, group := range groups {
		var stems []term
		for _, w := range group {
			if w.class == "" {
				stems = append(stems, w.term)
			}
		}
		if len(stems) == len(group) {
			g.needs.add(stems...)
		}
	}
}

// coverGist finds a sentence that says the gist of the tag.
func (r *reading) coverGist(p *plan) *Covered {
	return r.coverGistIf(p, func(*gist, int) bool { return true })
}

// coverGistIf is coverGist where fits says so of the gist and where the sentence
// says it.
func (r *reading) coverGistIf(p *plan, fits func(g *gist, from int) bool) *Covered {
	hints := p.hints
	for k := range p.gists {
		n := hints[0]
		lacks := r.lacks(needs(hints[1 : 1+n]))
		if hints = hints[1+n:]; lacks {
			continue
		}
		if from, to, ok := r.gistAt(&p.gists[k]); ok && fits(&p.gists[k], from) {
			return r.covered(p.tag, EvidenceDecomposed, from, to)
		}
	}
	return nil
}

// placesOf are where a word of a gist stands; "@food" stands for every mention
// of something of that class.
func (r *reading) placesOf(w *gistWord) []int32 {
	class := w.class
	if class == "" {
		return r.stems.of(w.term)
	}
	if at, ok := r.classes[class]; ok {
		return at
	}
	var at []int32
	for k := range r.mentions {
		if m := &r.mentions[k]; m.head && m.there && !m.depicted && m.things[0].class == class {
			at = append(at, int32(m.from))
		}
	}
	if r.classes == nil {
		r.classes = map[string][]int32{}
	}
	r.classes[class] = at
	return at
}

// gistAt finds the first place where a gist is said.
func (r *reading) gistAt(g *gist) (from, to int, ok bool) {
	if r.lacks(g.needs) {
		return 0, 0, false
	}
	for w := range g.groups[0] {
		denied := g.groups[0][w].denied
		for _, i := range r.placesOf(&g.groups[0][w]) {
			if t := &r.text[i]; t.denied != denied || t.quoted || t.compared || t.named {
				continue
			}
			if from, to, ok = r.gistAround(g, int(i)); ok {
				return from, to, true
			}
		}
	}
	return 0, 0, false
}

// gistAround finds the other groups of a gist near its first at i.
func (r *reading) gistAround(g *gist, i int) (from, to int, ok bool) {
	from, to = i, i+1
	last := i
	words := [8]int{i}
	for k := 1; k < len(g.groups); k++ {
		at := -1
		for w := range g.groups[k] {
			denied := g.groups[k][w].denied
			for _, j := range r.placesOf(&g.groups[k][w]) {
				n := int(j)
				t := &r.text[n]
				if t.sent != r.text[i].sent || slices.Contains(words[:min(k, len(words))], n) || g.then[k] && n < last || max(to, n+1)-min(from, n) > g.window || t.denied != denied || t.quoted {
					continue
				}
				if at < 0 || abs(n-last) < abs(at-last) {
					at = n
				}
			}
		}
		if at < 0 {
			return 0, 0, false
		}
		from, to, last = min(from, at), max(to, at+1), at
		if k < len(words) {
			words[k] = at
		}
	}
	return from, to, true
}
