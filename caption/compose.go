package caption

import (
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/tags"
)

var _ = register(&Backend{
	Name: "compose",
	Doc:  "English composed from the tags, offline",
	Kind: dataset.KindComposed,
	Write: func(Options) (func(*Subject) string, error) {
		return func(s *Subject) string { return composed(s.Tags) }, nil
	},
})

// composed lists what the tags say, in reading order, as one sentence.
func composed(c tags.Categories) string {
	var words []string
	for _, tag := range tags.Order(tags.Categories{General: c.General, Character: c.Character, Copyright: c.Copyright}) {
		if tags.GroupOf(tag) != tags.GroupMeta {
			words = append(words, tags.Words(tag))
		}
	}
	if len(words) == 0 {
		return ""
	}
	return "An illustration of " + strings.Join(words, ", ") + "."
}
