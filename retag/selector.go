package retag

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/tags"
)

// Categories of tags, in the order of the table's columns.
var categories = []string{"general", "character", "copyright", "artist", "meta"}

func groupNames() []string {
	names := make([]string, len(tags.Groups))
	for i, g := range tags.Groups {
		names[i] = string(g)
	}
	return names
}

func capNames() []string {
	names := append(slices.Clone(categories), groupNames()...)
	slices.Sort(names)
	return slices.Compact(names)
}

// selector chooses tags: all conditions that are set must hold.
type selector struct {
	category string
	group    string
	pattern  string // with * ? or [
	name     string
}

// parseSelector reads "tag", "wild*", "group:hair", "category:meta" and
// "character:miku*".
func parseSelector(text string) (selector, error) {
	var s selector
	rest := text
	if prefix, after, ok := strings.Cut(text, ":"); ok && after != "" {
		switch {
		case prefix == "group":
			if !slices.Contains(groupNames(), after) {
				return s, registry.Unknown("group", after, groupNames())
			}
			s.group = after
			return s, nil
		case prefix == "category":
			if !slices.Contains(categories, after) {
				return s, registry.Unknown("category", after, categories)
			}
			s.category = after
			return s, nil
		case slices.Contains(categories, prefix):
			s.category, rest = prefix, after
		}
	}
	if strings.ContainsAny(rest, "*?[") && !tags.IsKaomoji(rest) {
		if _, err := path.Match(rest, ""); err != nil {
			return s, fmt.Errorf("read the wildcard %q: %w", rest, err)
		}
		s.pattern = tags.Normal(rest)
		return s, nil
	}
	if s.name = tags.Normal(rest); s.name == "" {
		return s, fmt.Errorf("%q names no tag", text)
	}
	return s, nil
}

// matches says whether the selector chooses a tag of a category. Tags hold no
// "/" that matters: path.Match treats it as any other letter but for "*", so
// it is taken out of the way.
func (s selector) matches(category, tag string) bool {
	if s.category != "" && s.category != category {
		return false
	}
	if s.group != "" && string(groupIn(category, tag)) != s.group {
		return false
	}
	if s.name != "" && s.name != tag {
		return false
	}
	if s.pattern == "" {
		return true
	}
	ok, err := path.Match(strings.ReplaceAll(s.pattern, "/", "\x00"), strings.ReplaceAll(tag, "/", "\x00"))
	return err == nil && ok
}

// groupIn is the group of a tag of a category.
func groupIn(category, tag string) tags.Group {
	switch category {
	case "character":
		return tags.GroupCharacter
	case "copyright":
		return tags.GroupCopyright
	case "artist", "meta":
		return tags.GroupMeta
	}
	return tags.GroupOf(tag)
}
