package tags

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Categories is the tags of one image by the category that its booru gave
// them, all in normal form.
type Categories struct {
	General   []string `json:"general"`
	Character []string `json:"character"`
	Copyright []string `json:"copyright"`
	Artist    []string `json:"artist"`
	Meta      []string `json:"meta"`
	Rating    string   `json:"rating"`
}

// All is every tag: character, copyright, artist, general and then meta tags.
func (c Categories) All() []string {
	all := make([]string, 0, len(c.General)+len(c.Character)+len(c.Copyright)+len(c.Artist)+len(c.Meta))
	for _, list := range [][]string{c.Character, c.Copyright, c.Artist, c.General, c.Meta} {
		all = append(all, list...)
	}
	return all
}

// Empty says that there is no tag at all.
func (c Categories) Empty() bool {
	return len(c.General)+len(c.Character)+len(c.Copyright)+len(c.Artist)+len(c.Meta) == 0
}

// categoryPrefixes are those with which flat lists name a category.
var categoryPrefixes = map[string]func(*Categories) *[]string{
	"general":   func(c *Categories) *[]string { return &c.General },
	"character": func(c *Categories) *[]string { return &c.Character },
	"char":      func(c *Categories) *[]string { return &c.Character },
	"copyright": func(c *Categories) *[]string { return &c.Copyright },
	"copy":      func(c *Categories) *[]string { return &c.Copyright },
	"series":    func(c *Categories) *[]string { return &c.Copyright },
	"artist":    func(c *Categories) *[]string { return &c.Artist },
	"meta":      func(c *Categories) *[]string { return &c.Meta },
}

// Sorted puts a flat list of tags into categories: by a prefix such as
// "character:" where there is one, "rating:" into Rating, names of the characters
// and works that are drawn most into Character and Copyright, as is a name with a
// series for its qualifier, and all the rest into General. Tags become normal; each
// is kept once.
func Sorted(list []string) Categories {
	var c Categories
	seen := map[string]bool{}
	for _, tag := range list {
		tag = Normal(tag)
		into := &c.General
		if prefix, rest, ok := strings.Cut(tag, ":"); ok && rest != "" {
			if prefix == "rating" {
				c.Rating = rest
				continue
			}
			if of, known := categoryPrefixes[prefix]; known {
				tag, into = Normal(rest), of(&c)
			}
		}
		if tag == "" || seen[tag] {
			continue
		}
		seen[tag] = true
		if into == &c.General {
			into = c.byName(tag)
		}
		*into = append(*into, tag)
	}
	return c
}

// byName is the category of a tag of which only the name is known.
func (c *Categories) byName(tag string) *[]string {
	switch at := placeOf(tag); {
	case at.titled && at.group == GroupCharacter:
		return &c.Character
	case at.titled:
		return &c.Copyright
	}
	return &c.General
}

// UnmarshalJSON accepts the object of categories, whose members may be lists
// or strings, one flat list, or one string of tags.
func (c *Categories) UnmarshalJSON(text []byte) error {
	text = bytes.TrimSpace(text)
	*c = Categories{}
	if len(text) == 0 || bytes.Equal(text, []byte("null")) {
		return nil
	}
	if text[0] != '{' {
		list, err := listOf(text)
		*c = Sorted(list)
		return err
	}
	var object map[string]json.RawMessage
	if err := json.Unmarshal(text, &object); err != nil {
		return fmt.Errorf("read tags: %w", err)
	}
	for name, into := range map[string]*[]string{"general": &c.General, "character": &c.Character, "copyright": &c.Copyright, "artist": &c.Artist, "meta": &c.Meta} {
		list, err := listOf(object[name])
		if err != nil {
			return fmt.Errorf("read tags of category %s: %w", name, err)
		}
		*into = normalList(list)
	}
	if rating := object["rating"]; len(rating) > 0 && rating[0] == '"' {
		return json.Unmarshal(rating, &c.Rating)
	}
	return nil
}

// listOf reads a list of strings, or one string that holds several tags.
func listOf(text json.RawMessage) ([]string, error) {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || bytes.Equal(text, []byte("null")) {
		return nil, nil
	}
	if text[0] == '"' {
		var line string
		if err := json.Unmarshal(text, &line); err != nil {
			return nil, err
		}
		return Parse(line), nil
	}
	var list []string
	if json.Unmarshal(text, &list) != nil {
		const most = 40
		return nil, fmt.Errorf("tags are a list of strings or one string, not %.*s", most, text)
	}
	return list, nil
}

// normalList is the normal forms, each once, in a list of its own.
func normalList(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	out := make([]string, 0, len(list))
	var had traces
	var seen map[string]bool // only for long lists: short ones are compared one by one
	if len(list) > 100 {
		seen = make(map[string]bool, len(list))
	}
	for _, tag := range list {
		tag = Normal(tag)
		if tag == "" || seen[tag] || seen == nil && had.add(tag) && slices.Contains(out, tag) {
			continue
		}
		if seen != nil {
			seen[tag] = true
		}
		out = append(out, tag)
	}
	return out
}
