package scan

import (
	"fmt"
	"unicode/utf8"

	"github.com/winnow-data/winnow/dataset"
)

// No post of a booru comes near these: the most tagged ones have some 500 tags
// of at most 170 characters. What goes beyond is a broken or hostile sidecar,
// and would cost every later stage time and memory that grow with its square.
const (
	maxTags  = 2000    // of an image, all categories together
	maxTag   = 1 << 10 // bytes of a tag
	maxField = 1 << 16 // bytes of a text, prompt or other field
)

// bound cuts metadata to the limits and says what it cut.
func bound(m *dataset.Metadata) []string {
	var warnings []string
	room, found, long := maxTags, 0, 0
	for _, list := range []*[]string{&m.TagsCharacter, &m.TagsCopyright, &m.TagsArtist, &m.TagsGeneral, &m.TagsMeta} {
		found += len(*list)
		var kept []string
		for _, tag := range *list {
			if len(tag) > maxTag {
				long++
			} else if len(kept) < room {
				kept = append(kept, tag)
			}
		}
		room -= len(kept)
		*list = kept
	}
	if long > 0 {
		warnings = append(warnings, fmt.Sprintf("%d tags are left out, which are longer than %d bytes", long, maxTag))
	}
	if found-long > maxTags {
		warnings = append(warnings, fmt.Sprintf("only the first %d of %d tags are read", maxTags, found-long))
	}
	for _, field := range []struct {
		name string
		text *string
	}{
		{"site", &m.Site}, {"post id", &m.PostID}, {"source url", &m.SourceURL}, {"rating", &m.Rating}, {"text", &m.Text},
		{"alt text", &m.AltText}, {"prompt", &m.Prompt}, {"negative prompt", &m.NegativePrompt}, {"generator", &m.Generator},
	} {
		if n := len(*field.text); n > maxField {
			*field.text = cut(*field.text, maxField)
			warnings = append(warnings, fmt.Sprintf("only the first %d of the %d bytes of its %s are read", len(*field.text), n, field.name))
		}
	}
	return warnings
}

// cut is the start of the text, of at most that many bytes and whole characters.
func cut(text string, most int) string {
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
