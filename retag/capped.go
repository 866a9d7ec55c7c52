package retag

import (
	"slices"

	"github.com/winnow-data/winnow/tags"
)

// capNames are the categories and groups that may be capped, by alphabet.
func capNames() []string {
	names := append(slices.Clone(tags.CategoryNames), tags.GroupNames()...)
	slices.Sort(names)
	return slices.Compact(names)
}

// cap removes the tags that come last in reading order.
func (m *maker) cap(p *post) {
	for _, name := range capNames() {
		most := m.options.Caps[name]
		if most <= 0 {
			continue
		}
		seen := 0
		for _, tag := range tags.Order(p.categories()) {
			for c := range p.lists {
				i := slices.Index(p.lists[c], tag)
				if i < 0 || tags.CategoryNames[c] != name && string(tags.GroupIn(tags.CategoryNames[c], tag)) != name {
					continue
				}
				if seen++; seen > most {
					p.removeAt(c, i, "cap", byRule)
				}
				break
			}
		}
	}
}
