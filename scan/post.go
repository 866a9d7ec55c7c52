package scan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/tags"
)

// post is a JSON object as boorus and downloaders write them. Its getters take
// what they find: numbers written as strings, lists written as words, null.
type post map[string]any

// parsePost is false for JSON that is not an object. Some tools write a list
// with the one post in it.
func parsePost(data []byte) (post, bool, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, false, fmt.Errorf("not JSON: %w at byte %d", err, syntax.Offset)
		}
		return nil, false, fmt.Errorf("not JSON: %w", err)
	}
	if list, ok := value.([]any); ok && len(list) == 1 {
		value = list[0]
	}
	object, ok := value.(map[string]any)
	return object, ok, nil
}

func (p post) has(keys ...string) bool {
	for _, key := range keys {
		if _, ok := p[key]; !ok {
			return false
		}
	}
	return true
}

// text is the first of the keys that holds text or a number.
func (p post) text(keys ...string) string {
	for _, key := range keys {
		switch v := p[key].(type) {
		case string:
			if s := strings.TrimSpace(v); s != "" {
				return s
			}
		case json.Number:
			return v.String()
		}
	}
	return ""
}

func (p post) integer(keys ...string) *int64 {
	for _, key := range keys {
		if n, err := strconv.ParseInt(p.text(key), 10, 64); err == nil {
			return &n
		}
	}
	return nil
}

func (p post) object(key string) post {
	o, _ := p[key].(map[string]any)
	return o
}

// timeForms are how posts write their date.
var timeForms = []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999 MST", "2006-01-02 15:04:05", "2006-01-02T15:04:05", time.RubyDate, "2006-01-02"}

func (p post) time(keys ...string) *time.Time {
	for _, key := range keys {
		text := p.text(key)
		for _, form := range timeForms {
			if t, err := time.Parse(form, text); err == nil {
				t = t.UTC().Truncate(time.Microsecond)
				return &t
			}
		}
		if seconds, err := strconv.ParseInt(text, 10, 64); err == nil && seconds > 1e8 {
			t := time.Unix(seconds, 0).UTC()
			return &t
		}
	}
	return nil
}

// tags is the first of the keys that holds tags: a list, or words in a string.
func (p post) tags(keys ...string) []string {
	for _, key := range keys {
		var found []string
		switch v := p[key].(type) {
		case string:
			found = strings.Fields(v)
		case []any:
			for _, one := range v {
				switch t := one.(type) {
				case string:
					found = append(found, t)
				case map[string]any:
					found = append(found, post(t).text("name", "tag"))
				}
			}
		}
		if len(found) > 0 {
			return normalTags(found)
		}
	}
	return nil
}

// normalTags puts tags in normal form, without empty ones and doubles, in
// their order.
func normalTags(found []string) []string {
	seen := map[string]bool{}
	var all []string
	for _, t := range found {
		if n := tags.Normal(t); n != "" && !seen[n] {
			seen[n] = true
			all = append(all, n)
		}
	}
	return all
}

// ratings are the letters and words of boorus. Before 2022 Danbooru's "s" was
// "safe", which the reader of the old dumps handles itself.
var ratings = map[string]string{
	"g": "general", "s": "sensitive", "q": "questionable", "e": "explicit",
	"general": "general", "sensitive": "sensitive", "questionable": "questionable", "explicit": "explicit", "safe": "general",
}

func rating(text string) string {
	text = strings.TrimPrefix(strings.ToLower(text), "rating:")
	if known, ok := ratings[text]; ok {
		return known
	}
	return text
}

// siteOf is the name of the booru in a URL: "danbooru" of
// https://cdn.donmai.us/…, else the second-level domain.
func siteOf(urls ...string) string {
	for _, text := range urls {
		u, err := url.Parse(text)
		if err != nil || u.Hostname() == "" {
			continue
		}
		host := strings.ToLower(u.Hostname())
		if strings.HasSuffix(host, "donmai.us") {
			return "danbooru"
		}
		parts := strings.Split(host, ".")
		return parts[max(0, len(parts)-2)]
	}
	return ""
}

// sortInto puts tags of which no category is told where their names say that they
// belong, if there are no general ones yet, and says whether they told anything.
func sortInto(m *dataset.Metadata, list []string) bool {
	if len(m.TagsGeneral) > 0 {
		return false
	}
	c := tags.Sorted(list)
	told := [][]string{m.TagsCharacter, m.TagsCopyright, m.TagsArtist, m.TagsMeta}
	for _, into := range []struct {
		to   *[]string
		some []string
	}{{&m.TagsGeneral, c.General}, {&m.TagsCharacter, c.Character}, {&m.TagsCopyright, c.Copyright}, {&m.TagsArtist, c.Artist}, {&m.TagsMeta, c.Meta}} {
		for _, tag := range into.some {
			if !slices.ContainsFunc(told, func(list []string) bool { return slices.Contains(list, tag) }) {
				*into.to = append(*into.to, tag)
			}
		}
	}
	if m.Rating == "" {
		m.Rating = rating(c.Rating)
	}
	return m.Rating != "" || !c.Empty()
}
