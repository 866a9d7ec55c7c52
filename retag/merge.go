package retag

import (
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// merged is what a survivor gains from the duplicates that lost to it.
type merged struct {
	tags   []string // as category:tag
	losers []string // ids
}

// readMerged reads who gains what, by id of the survivor. Without a table of
// groups nobody gains anything.
func readMerged(ws dataset.Workspace) (map[string]*merged, error) {
	of := map[string]*merged{}
	if !table.Has(ws, dataset.TableGroups) {
		return of, nil
	}
	at := func(id string) *merged {
		if of[id] == nil {
			of[id] = &merged{}
		}
		return of[id]
	}
	for g, err := range table.Read[dataset.Group](ws.Table(dataset.TableGroups)) {
		if err != nil {
			return nil, err
		}
		if g.Survivor {
			at(g.ID).tags = append(at(g.ID).tags, g.TagsMerged...)
		} else if g.Group != "" && g.Group != g.ID {
			at(g.Group).losers = append(at(g.Group).losers, g.ID)
		}
	}
	return of, nil
}

// merge adds the tags of duplicates, each with the first duplicate that had it.
func (s *source) merge(p *post, m *merged) {
	if m == nil {
		return
	}
	for _, text := range m.tags {
		name, tag, ok := strings.Cut(text, ":")
		category := slices.Index(tags.CategoryNames, name)
		if !ok || category < 0 {
			category, tag = 0, text
		}
		p.add(category, s.name(tag), s.holder(m.losers, category, tag), byMerge)
	}
}

func (s *source) holder(losers []string, category int, tag string) string {
	for _, id := range losers {
		if f := s.of[id]; f != nil && slices.Contains(f.lists[category], tag) {
			return id
		}
	}
	return ""
}
