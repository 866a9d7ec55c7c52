package tags

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/registry"
)

// CategoryNames are the categories of tags, in the order of the tables' columns.
var CategoryNames = []string{"general", "character", "copyright", "artist", "meta"}

// GroupNames are the names of the groups, in reading order.
func GroupNames() []string {
	names := make([]string, len(Groups))
	for i, g := range Groups {
		names[i] = string(g)
	}
	return names
}

// Selector chooses tags: every condition that is set must hold.
type Selector struct {
	Category string
	Group    string
	Name     string // one tag
	pattern  string // with * ? or [
}

// ParseSelector reads "tag", "wild*", "group:hair", "category:meta" and
// "character:miku*".
func ParseSelector(text string) (Selector, error) {
	var s Selector
	rest := text
	if prefix, after, ok := strings.Cut(text, ":"); ok && after != "" {
		switch {
		case prefix == "group":
			if !slices.Contains(GroupNames(), after) {
				return s, registry.Unknown("group", after, GroupNames())
			}
			s.Group = after
			return s, nil
		case prefix == "category":
			if !slices.Contains(CategoryNames, after) {
				return s, registry.Unknown("category", after, CategoryNames)
			}
			s.Category = after
			return s, nil
		case slices.Contains(CategoryNames, prefix):
			s.Category, rest = prefix, after
		}
	}
	if strings.Contains(rest, "*") || strings.ContainsAny(rest, "?[") && !IsKaomoji(rest) {
		if _, err := path.Match(rest, ""); err != nil {
			return s, fmt.Errorf("read the wildcard %q: %w", rest, err)
		}
		s.pattern = spaced(strings.ToLower(rest))
		return s, nil
	}
	if s.Name = Normal(rest); s.Name == "" {
		return s, fmt.Errorf("%q names no tag", text)
	}
	return s, nil
}

// Matches says whether the selector chooses a tag of a category.
func (s Selector) Matches(category, tag string) bool {
	if s.Category != "" && s.Category != category {
		return false
	}
	if s.Group != "" && string(GroupIn(category, tag)) != s.Group {
		return false
	}
	if s.Name != "" && s.Name != tag {
		return false
	}
	if s.pattern == "" {
		return true
	}
	// path.Match stops at slashes, which mean nothing in tags.
	ok, err := path.Match(strings.ReplaceAll(s.pattern, "/", "\x00"), strings.ReplaceAll(tag, "/", "\x00"))
	return err == nil && ok
}

// Any says whether the selector chooses any tag of c.
func (s Selector) Any(c Categories) bool {
	for i, list := range [][]string{c.General, c.Character, c.Copyright, c.Artist, c.Meta} {
		for _, tag := range list {
			if s.Matches(CategoryNames[i], tag) {
				return true
			}
		}
	}
	return false
}

// GroupIn is the group of a tag of a category.
func GroupIn(category, tag string) Group {
	switch category {
	case "character":
		return GroupCharacter
	case "copyright":
		return GroupCopyright
	case "artist", "meta":
		return GroupMeta
	}
	return GroupOf(tag)
}
