package check

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/tags"
)

//go:embed lexicon/opposites.list
var oppositesFile string

// opposition is a set of tags of which one person, or one picture, shows one.
type opposition struct {
	person bool // of one person: nothing is told of several
	sides  []side
}

// side is one alternative of an opposition.
type side struct {
	tags []string
	keys []term
	are  []int // numbers, among all that some opposition has, of those that speak against others
}

// oppositionTable is all of them, and the tags that they have.
type oppositionTable struct {
	sets []opposition
	tags []string         // by their numbers
	of   map[string][]int // the sets that have a tag
}

var oppositions = sync.OnceValue(func() *oppositionTable {
	table := &oppositionTable{of: map[string][]int{}}
	numbers := map[string]int{}
	person := false
	for line := range entriesOf(oppositesFile) {
		if line[0] == '[' {
			person = line == "[person]"
			continue
		}
		_, list := cutRule("opposites.list", line)
		set := opposition{person: person}
		for _, names := range strings.Split(list, "|") {
			var s side
			for _, tag := range strings.Fields(names) {
				tag, mute := strings.CutPrefix(tag, "!")
				s.tags = append(s.tags, tag)
				n, known := numbers[tag]
				if !known {
					n = len(table.tags)
					numbers[tag], table.tags = n, append(table.tags, tag)
				}
				if !mute {
					s.are = append(s.are, n)
				}
				if of := table.of[tag]; len(of) == 0 || of[len(of)-1] != len(table.sets) {
					table.of[tag] = append(of, len(table.sets))
				}
			}
			s.keys = termsOf(s.tags)
			set.sides = append(set.sides, s)
		}
		table.sets = append(table.sets, set)
	}
	return table
})

// witnesses are the plans of the tags of all oppositions, by their numbers.
var witnesses = sync.OnceValue(func() []*plan {
	var list []*plan
	for _, tag := range oppositions().tags {
		list = append(list, planOf(tag))
	}
	return list
})

// opposed holds what the caption states of one side of an opposition against the
// tags of another.
func (j *judge) opposed() {
	if j.lifted {
		return
	}
	one := j.crew.one() || j.alike()
	table := oppositions()
	for k, p := range j.plans {
		if len(p.opposed) == 0 || j.covered[j.slots[k]].Tag != "" {
			continue
		}
		for _, n := range p.opposed {
			set := &table.sets[n]
			if set.person && !one {
				continue
			}
			if from, to, ok := j.otherSide(set, p); ok {
				j.contradictAll(p.tag, faultOf(p.group), from, to)
				if p.tag == "indoors" {
					j.roomsToo(from, to)
				}
				break
			}
		}
	}
}

// roomsToo contradicts what is indoors with it: nobody in the open air is in a
// bedroom.
func (j *judge) roomsToo(from, to int) {
	for _, v := range j.values {
		if v.place && v.inner && !j.stated(v) {
			if tag := j.tagOf(v); tag != "" {
				j.contradictToo(tag, "place", from, to)
			}
		}
	}
}

// otherSide finds what states a tag of another side of the set, where the image
// has tags of one side alone and the caption states none of these.
func (j *judge) otherSide(set *opposition, p *plan) (from, to int, ok bool) {
	own := -1
	for n := range set.sides {
		s := &set.sides[n]
		mine := slices.Contains(s.tags, p.tag)
		for _, key := range s.keys {
			at := j.tagged.of(key)
			if len(at) == 0 {
				continue
			}
			if !mine || j.covered[at[0]].Tag != "" {
				return 0, 0, false
			}
		}
		if mine {
			own = n
		}
	}
	for n := range set.sides {
		if n == own {
			continue
		}
		for _, b := range set.sides[n].are {
			if from, to, ok = j.witnessed(witnesses()[b], set.person); ok {
				return from, to, true
			}
		}
	}
	return 0, 0, false
}

// witnessed says where the caption states a tag that the image has not, in words
// that would not be said otherwise.
func (j *judge) witnessed(p *plan, person bool) (from, to int, ok bool) {
	c := j.coverGistIf(p, func(g *gist, from int) bool { return len(g.groups) > 1 || j.actsSo(from) })
	if c == nil && len(p.values) == 0 && !p.hasLength {
		c = j.coverForms(p)
	}
	if c == nil && p.group != tags.GroupPlace {
		c = j.coverSpecial(p)
	}
	if c == nil && len(p.content) > 1 {
		c = j.coverParts(p)
	}
	if c == nil || c.End == 0 {
		return 0, 0, false
	}
	from, to = j.wordAt(c.Start), j.wordAt(c.End-1)+1
	for i := from; i < to; i++ {
		if t := &j.text[i]; t.asked || t.hedged || t.quoted || t.depicted || t.mark == ';' && i > from {
			return 0, 0, false
		}
	}
	if person && !j.crew.none && (j.aboutBeast(from, to) || p.group == tags.GroupPose && !humanSubject(j.text, from)) {
		return 0, 0, false
	}
	if p.group == tags.GroupPlace && (j.bothSides() || throughWindow(j.text, from)) {
		return 0, 0, false
	}
	return from, to, true
}

// actsSo says that the word at i is a verb of what somebody does.
func (j *judge) actsSo(i int) bool {
	t := &j.text[i]
	if t.word == t.lemma || i == 0 || t.thing || !humanSubject(j.text, i) {
		return false
	}
	prev := &j.text[i-1]
	return t.mark != 0 || prev.kind&(determiner|preposition|colourWord) == 0 && !prev.article && !prev.whose
}

// aboutBeast says that the words from a to b are told of an animal: that one is
// named before them, in their sentence, and nobody after it.
func (j *judge) aboutBeast(a, b int) bool {
	for i := b - 1; i >= 0 && j.text[i].sent == j.text[a].sent; i-- {
		t := &j.text[i]
		if isPerson(t) || t.named || t.kind&pronoun != 0 {
			return false
		}
		if isBeast(j.text, i) {
			return true
		}
	}
	return false
}
