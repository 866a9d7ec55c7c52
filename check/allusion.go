package check

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed lexicon/allusions.list
var allusionsFile string

// allusion is a thing of which a sentence tells without its noun.
type allusion struct {
	gist
	of *thing
}

// allusive are tags of which allusions tell that are no things.
var allusive = map[string]float64{"crowd": 0.6, "rain": 0.55, "snowing": 0.55}

// allusions are those of each stem in their rarest group.
var allusions = sync.OnceValue(func() map[string][]*allusion {
	var all []*allusion
	for tag, list := range rulesOf("allusions.list", allusionsFile) {
		of := theThings().byTag[tag]
		if recall := allusive[tag]; recall > 0 {
			of = &thing{tag: tag, recall: recall, class: "weather"}
			if tag == "crowd" {
				of.class = "person"
			}
		}
		if of == nil {
			base, _, _ := strings.Cut(tag, "_")
			kind := theThings().byTag[base]
			if kind == nil {
				panic(fmt.Sprintf("check: allusions.list: no thing is called %q", tag))
			}
			of = &thing{tag: tag, class: kind.class, recall: kind.recall, up: []*thing{kind}, number: kind.number}
		}
		for _, text := range strings.Split(list, "|") {
			all = append(all, &allusion{readGist(text), of})
		}
	}
	groups := map[string]int{} // that a stem is in
	for _, a := range all {
		for _, group := range a.groups {
			for _, w := range group {
				groups[w.word]++
			}
		}
	}
	table := map[string][]*allusion{}
	for _, a := range all {
		for _, w := range a.rarest(groups) {
			table[w.word] = append(table[w.word], a)
		}
	}
	return table
})

// rarest is the group of a gist whose words are in the fewest groups, so that few
// words of a text have to be asked.
func (g *gist) rarest(groups map[string]int) []gistWord {
	rarest, least := 0, 0
	for k, group := range g.groups {
		n := 0
		for _, w := range group {
			n += groups[w.word]
		}
		if k == 0 || n < least {
			rarest, least = k, n
		}
	}
	return g.groups[rarest]
}

// alluded lists things that a sentence tells of in other words and no tag tells of.
func (j *judge) alluded() {
	for i := range j.text {
		for _, a := range j.text[i].allusions {
			if j.lacks(a.needs) || j.toldOfIt(a.of) {
				continue
			}
			if slices.ContainsFunc(j.result.claims, func(c Invented) bool { t := theThings().byTag[c.Tag]; return t != nil && t.is(a.of) }) {
				continue // a straw_hat is a hat
			}
			if from, to, ok := j.alludedAt(&a.gist, i); ok && !(a.of.class == "animal" && j.partTold(from, to)) {
				j.inside(from, to)
				j.kindOf(a.of)
				j.invent(a.of.tag, a.of.class, a.of.recall, from, to)
			}
		}
	}
}

// alludedAt finds a gist in the sentence of the word at i, where nothing of it
// states a tag.
func (j *judge) alludedAt(g *gist, i int) (from, to int, ok bool) {
	for w := range g.groups[0] {
		for _, k := range j.placesOf(&g.groups[0][w]) {
			t := &j.text[k]
			if t.sent != j.text[i].sent || !t.there() || t.depicted || t.asked {
				continue
			}
			if from, to, ok = j.gistAround(g, int(k)); ok && !j.stateOfTag(from, to) {
				return from, to, true
			}
		}
	}
	return 0, 0, false
}

// partTold says that between a and b a part of an animal is named of which a tag
// tells, so that it tells of no animal: the antlers on a girl's head.
func (j *judge) partTold(a, b int) bool {
	return slices.ContainsFunc(j.mentions, func(m mention) bool {
		return a <= m.from && m.to <= b && animalParts[m.things[0].tag] && j.supported(&m)
	})
}

// inside forgets what was claimed by a noun from a to b alone: the roses of an armful
// of roses.
func (j *judge) inside(a, b int) {
	from, to := j.text[a].start, j.text[b-1].end
	j.result.claims = slices.DeleteFunc(j.result.claims, func(c Invented) bool { return from <= c.Start && c.End <= to && c.Class != "person" })
}

// kindOf forgets claims of what t is a kind of: the bird of a long-necked one that
// is a swan.
func (j *judge) kindOf(t *thing) {
	j.result.claims = slices.DeleteFunc(j.result.claims, func(c Invented) bool { u := theThings().byTag[c.Tag]; return u != nil && u != t && t.is(u) })
}

// toldOfIt says that a tag tells of the thing, or of one that it is a kind of or
// that comes with another.
func (j *judge) toldOfIt(t *thing) bool {
	if j.has(t.tag) {
		return true
	}
	switch t.class {
	case "weather":
		return j.weatherTold(t.tag)
	case "person":
		return !j.crew.known && !j.crew.none || j.crew.open || j.crew.total() > 3 || j.performs()
	}
	if t.class == "animal" && slices.ContainsFunc(j.general, func(tag string) bool { return strings.HasPrefix(tag, t.tag+"_") }) {
		return true // dog_ears
	}
	if !j.mayTell(t) {
		return false
	}
	for _, p := range j.plans {
		if p.supports(t) || p.partOf(t) {
			return true
		}
	}
	return false
}

// stateOfTag says that some of the words from a to b state a tag, so that they
// tell of nothing else.
func (j *judge) stateOfTag(a, b int) bool {
	from, to := j.text[a].start, j.text[b-1].end
	for k := range j.covered {
		if c := &j.covered[k]; c.End > c.Start && c.Start <= from && to <= c.End {
			return true
		}
	}
	return false
}
