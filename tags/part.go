package tags

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed lexicon/parts.list
var partsFile string

//go:embed lexicon/kinds.list
var kindsFile string

// bearer is a thing that may have a part: one of a name, or any of a section.
type bearer struct {
	name    int32 // 0 for a section
	own     bool  // called so itself, and no kind of it
	section string
}

// has says that the draft is such a thing.
func (b bearer) has(d *draft) bool {
	if b.own {
		return d.at.id == b.name
	}
	if b.name != 0 {
		return d.is(b.name)
	}
	return d.at.sectionName == b.section
}

// hasAny says that the draft is any of the things.
func hasAny(tier []bearer, d *draft) bool {
	for _, b := range tier {
		if b.has(d) {
			return true
		}
	}
	return false
}

// partBearers are what may have the parts of parts.list, the likeliest first.
var partBearers = sync.OnceValue(func() map[string][][]bearer {
	table := map[string][][]bearer{}
	eachRule("parts.list", partsFile, " = ", func(part, list string) {
		for _, tier := range strings.Split(list, "|") {
			var bearers []bearer
			for _, word := range strings.Fields(tier) {
				if section, ok := strings.CutPrefix(word, "@"); ok {
					bearers = append(bearers, bearer{section: strings.ReplaceAll(section, "-", " ")})
				} else {
					name, own := strings.CutPrefix(word, "=")
					bearers = append(bearers, bearer{name: headNumber(name), own: own})
				}
			}
			table[part] = append(table[part], bearers)
		}
	})
	return table
})

// moreKinds are the names of kinds.list.
var moreKinds = sync.OnceValue(func() map[string][]string {
	table := map[string][]string{}
	eachRule("kinds.list", kindsFile, " > ", func(name, kinds string) { table[name] = strings.Fields(kinds) })
	return table
})
