package retag

import (
	"slices"

	"github.com/winnow-data/winnow/tags"
)

// A trait is a tag of hair, eyes or body that nearly every solo picture of a
// character has, when there are enough of them to tell.
const (
	traitSupport = 10
	traitShare   = 0.8
)

// traitsOf lists the traits of each character, by alphabet.
func traitsOf(src *source) map[string][]string {
	total := map[string]int{}
	with := map[string]map[string]int{}
	for _, f := range src.ids {
		if len(f.lists[1]) != 1 {
			continue
		}
		name := f.lists[1][0]
		total[name]++
		if with[name] == nil {
			with[name] = map[string]int{}
		}
		for _, tag := range f.lists[0] {
			if isTrait(tag) {
				with[name][tag]++
			}
		}
	}
	traits := map[string][]string{}
	for name, n := range total {
		if n < traitSupport {
			continue
		}
		for tag, k := range with[name] {
			if float64(k) >= traitShare*float64(n) {
				traits[name] = append(traits[name], tag)
			}
		}
		slices.Sort(traits[name])
	}
	return traits
}

func isTrait(tag string) bool {
	switch tags.GroupOf(tag) {
	case tags.GroupHair, tags.GroupEyes, tags.GroupBody:
		return true
	}
	return false
}

// dropTraits removes what the character implies, from pictures of one character.
func (m *maker) dropTraits(p *post) {
	if len(m.traits) == 0 || len(p.lists[1]) != 1 {
		return
	}
	name := p.lists[1][0]
	for i := 0; i < len(p.lists[0]); i++ {
		if _, ok := slices.BinarySearch(m.traits[name], p.lists[0][i]); ok {
			p.removeAt(0, i, name, byRule)
			i--
		}
	}
}
