package tags

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed lexicon/exclusive.list
var exclusiveFile string

// Exclusive is a set of tags of which one person, or one picture, shows one.
type Exclusive struct {
	Name    string
	Person  bool // it holds for each person, so that several people lift it
	Members [][]string
	Lifted  map[string]bool // tags beside which the set says nothing
}

var exclusives = sync.OnceValue(func() []Exclusive {
	var sets []Exclusive
	for line := range strings.Lines(exclusiveFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		field := strings.Split(line, "|")
		if len(field) != 4 {
			panic(fmt.Sprintf("tags: exclusive.list: %q has %d fields, want 4", line, len(field)))
		}
		set := Exclusive{Name: strings.TrimSpace(field[0]), Person: strings.TrimSpace(field[1]) == "person", Lifted: map[string]bool{}}
		for _, member := range strings.Fields(field[2]) {
			set.Members = append(set.Members, members(member)...)
		}
		for _, tag := range strings.Fields(field[3]) {
			set.Lifted[tag] = true
		}
		sets = append(sets, set)
	}
	return sets
})

// members are the alternatives that one word of the file stands for. Tags
// joined by "/" go together.
func members(word string) [][]string {
	thing, each := strings.CutPrefix(word, "colour_")
	if !each {
		return [][]string{strings.Split(word, "/")}
	}
	var list [][]string
	for _, name := range Colours() {
		switch name {
		case "multicolored", "two-tone", "rainbow", "light_blue", "dark_blue", "light_green", "dark_green", "light_brown", "dark_brown", "light_purple":
			continue
		case "blue", "green", "brown", "purple":
			list = append(list, []string{name + "_" + thing, "light_" + name + "_" + thing, "dark_" + name + "_" + thing})
			continue
		}
		list = append(list, []string{name + "_" + thing})
	}
	return list
}

// Exclusives lists every set of the lexicon.
func Exclusives() []Exclusive { return exclusives() }

type seat struct{ set, member int }

var exclusiveIndex = sync.OnceValue(func() map[string][]seat {
	index := map[string][]seat{}
	for i, set := range exclusives() {
		for j, member := range set.Members {
			for _, tag := range member {
				index[tag] = append(index[tag], seat{i, j})
			}
		}
	}
	return index
})

// Excludes says whether one person, or one picture, cannot be both, as far as
// the lexicon knows: two members of an exclusive set, or the same garment in
// two colours. Implication is considered: very_long_hair excludes short_hair.
func Excludes(a, b string) bool {
	_, _, ok := excludedBy(a, b)
	return ok
}

// ExclusiveSet is the name of the set by which a and b exclude each other.
func ExclusiveSet(a, b string) (name string, ok bool) {
	name, _, ok = excludedBy(a, b)
	return name, ok
}

func excludedBy(a, b string) (name string, person, ok bool) {
	if a == b {
		return "", false, false
	}
	index := exclusiveIndex()
	for _, x := range index[a] {
		for _, y := range index[b] {
			if x.set == y.set && x.member != y.member {
				set := exclusives()[x.set]
				return set.Name, set.Person, true
			}
		}
	}
	ca, ta, oka := Coloured(a)
	cb, tb, okb := Coloured(b)
	if oka && okb && ta == tb && ca != cb && GroupOf(a) == GroupAttire && !nearColours(ca, cb) {
		return "colour of " + Words(ta), true, true
	}
	return "", false, false
}

// nearColours are those that people use for one and the same shade, and
// shades of one another.
func nearColours(a, b string) bool {
	if strings.HasSuffix(a, "_"+b) || strings.HasSuffix(b, "_"+a) || a == "multicolored" || b == "multicolored" || a == "two-tone" || b == "two-tone" || a == "rainbow" || b == "rainbow" {
		return true
	}
	near := [][2]string{{"grey", "silver"}, {"yellow", "gold"}, {"blonde", "yellow"}, {"beige", "brown"}, {"blonde", "gold"}}
	return slices.Contains(near, [2]string{a, b}) || slices.Contains(near, [2]string{b, a})
}

// Rivals lists the tags that exclude tag, in the order of the lexicon. The
// garments of other colours are among them.
func Rivals(tag string) []string {
	var list []string
	for _, at := range exclusiveIndex()[tag] {
		for j, member := range exclusives()[at.set].Members {
			if j != at.member {
				list = append(list, member...)
			}
		}
	}
	if c, thing, ok := Coloured(tag); ok && GroupOf(tag) == GroupAttire {
		for _, other := range Colours() {
			if other != c && !nearColours(c, other) {
				list = append(list, other+"_"+thing)
			}
		}
	}
	return unique(list)
}

// Conflict is tags of one image that exclude each other.
type Conflict struct {
	Set  string   `json:"set"`
	Tags []string `json:"tags"`
	Why  string   `json:"why"`
}

// Conflicts lists the exclusive sets that the general tags of one image
// violate. Sets that hold for one person are asked only when the tags say that
// there is one, and no set is asked beside a tag that lifts it.
func Conflicts(general []string) []Conflict {
	has := make(map[string]bool, len(general))
	for _, tag := range general {
		has[tag] = true
	}
	one := peopleOfTags(Categories{General: general}).people == PeopleSolo
	var found []Conflict
	for i := range exclusives() {
		set := &exclusives()[i]
		if set.Person && !one || set.lifted(has) {
			continue
		}
		if there := set.there(has); len(there) > 1 {
			found = append(found, Conflict{Set: set.Name, Tags: there, Why: fmt.Sprintf("one %s shows one of them", scopeWord(set.Person))})
		}
	}
	if one {
		found = append(found, colourConflicts(general, has)...)
	}
	return found
}

func scopeWord(person bool) string {
	if person {
		return "person"
	}
	return "picture"
}

func (e *Exclusive) lifted(has map[string]bool) bool {
	for tag := range e.Lifted {
		if has[tag] {
			return true
		}
	}
	return false
}

// there lists one tag for each member that is there.
func (e *Exclusive) there(has map[string]bool) []string {
	var there []string
	for _, member := range e.Members {
		for _, tag := range member {
			if has[tag] {
				there = append(there, tag)
				break
			}
		}
	}
	return there
}

// colourConflicts finds garments that are given more than two colours: boorus
// tag both colours of what has two, so that two are no conflict there.
func colourConflicts(general []string, has map[string]bool) []Conflict {
	of := map[string][]string{}
	var order []string
	for _, tag := range general {
		c, thing, ok := Coloured(tag)
		if !ok || GroupOf(tag) != GroupAttire || has["multicolored_"+thing] || has["two-tone_"+thing] || has["multicolored_clothes"] || has["two-tone_clothes"] || c == "multicolored" || c == "two-tone" {
			continue
		}
		if of[thing] == nil {
			order = append(order, thing)
		}
		of[thing] = append(of[thing], tag)
	}
	var found []Conflict
	for _, thing := range order {
		if len(of[thing]) > 2 {
			found = append(found, Conflict{Set: "colour of " + Words(thing), Tags: of[thing], Why: "one person wears it in one colour"})
		}
	}
	return found
}
