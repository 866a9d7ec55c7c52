package check

import (
	_ "embed"
	"slices"
	"sync"
)

//go:embed lexicon/parts.list
var partsFile string

// partsOf are the things that come with what a tag says: the veil of a bride,
// the hood of a cloak.
var partsOf = sync.OnceValue(func() map[string][]*thing {
	table := map[string][]*thing{}
	for tag, list := range rulesOf("parts.list", partsFile) {
		table[tag] = append(table[tag], thingsNamed("parts.list", list)...)
	}
	return table
})

// partOf says that the thing comes with what the tag says.
func (p *plan) partOf(t *thing) bool {
	for _, part := range p.parts {
		if part == t || part.is(t) {
			return true
		}
	}
	return false
}

// itemised says that the tags tell of one part of the creature, so that the
// part of which they do not tell is not there: the wings of a demon_girl with
// demon_horns.
func (j *judge) itemised(p *plan, t *thing) bool {
	return t.class == "feature" && slices.ContainsFunc(j.plans, func(q *plan) bool {
		return q != p && q.object != nil && q.object.class == "feature" && !q.object.is(t) && !t.is(q.object) && slices.Contains(p.parts, q.object)
	})
}
