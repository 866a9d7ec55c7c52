package retag

import (
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/tags"
)

// post is the tags of one id while they are changed.
type post struct {
	id     string
	lists  [5][]string // by category, in the order of tags.CategoryNames
	rating string
	path   string
	site   string

	changes []dataset.TagChange
	touched map[int]int // how many changes each rule made
}

// Who changed a tag.
const (
	byMerge       = "merge"
	byAlias       = "alias"
	byImplication = "implication"
	byRule        = "rule"
)

func (p *post) has(category int, tag string) bool { return slices.Contains(p.lists[category], tag) }

// add appends a tag unless it is there, and says whether it did.
func (p *post) add(category int, tag, from, by string) bool {
	if tag == "" || p.has(category, tag) {
		return false
	}
	p.lists[category] = append(p.lists[category], tag)
	p.changes = append(p.changes, dataset.TagChange{Tag: tag, Change: "added", From: from, By: by})
	return true
}

// removeAt takes tag i of a category away.
func (p *post) removeAt(category, i int, from, by string) {
	p.changes = append(p.changes, dataset.TagChange{Tag: p.lists[category][i], Change: "removed", From: from, By: by})
	p.lists[category] = slices.Delete(p.lists[category], i, i+1)
}

// renameAt gives tag i of a category another name. If that name is there
// already, the two become one.
func (p *post) renameAt(category, i int, to, by string) {
	p.changes = append(p.changes, dataset.TagChange{Tag: to, Change: "renamed", From: p.lists[category][i], By: by})
	if p.has(category, to) {
		p.lists[category] = slices.Delete(p.lists[category], i, i+1)
		return
	}
	p.lists[category][i] = to
}

func (p *post) categories() tags.Categories {
	return tags.Categories{General: p.lists[0], Character: p.lists[1], Copyright: p.lists[2], Artist: p.lists[3], Meta: p.lists[4], Rating: p.rating}
}

func (p *post) row() dataset.Tagged {
	return dataset.Tagged{ID: p.id, General: p.lists[0], Character: p.lists[1], Copyright: p.lists[2], Artist: p.lists[3], Meta: p.lists[4],
		Rating: p.rating, Changes: p.changes}
}
