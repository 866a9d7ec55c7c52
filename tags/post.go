package tags

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// Post is what a JSON line says of an image.
type Post struct {
	Tags    Categories `json:"tags"`
	Caption string     `json:"caption"`
}

// ReadPost reads a JSON line {"id":…,"tags":…,"caption":…}; see Categories for
// the forms of tags. Plain lines, nearly all, take a path that copies the text
// once; any other is left to encoding/json.
func ReadPost(line []byte) (Post, error) {
	if len(line) == 0 || line[0] != '{' {
		return Post{}, ErrNoObject
	}
	p := plain{text: string(line)}
	if post, ok := p.post(nil); ok {
		return post, nil
	}
	var post Post
	return post, json.Unmarshal(line, &post)
}

// ErrNoObject is of a line that does not begin as JSON objects do.
var ErrNoObject = errors.New(`want one JSON object, such as {"id":"1","tags":["1girl","solo"]}`)

// Captioned is a Post whose caption is to be judged.
type Captioned struct {
	ID json.RawMessage `json:"id"`
	Post
	Finish string `json:"finish"` // why the model that wrote the caption stopped
}

// ReadCaptioned is ReadPost for lines that also say "id", any JSON, and "finish".
func ReadCaptioned(line []byte) (Captioned, error) {
	var c Captioned
	p := plain{text: string(line)}
	post, ok := p.post(func(key string) (known, ok bool) {
		switch {
		case key == "id" && c.ID == nil:
			p.blank()
			from := p.at
			ok := p.skip()
			c.ID = json.RawMessage(p.text[from:p.at])
			return true, ok
		case key == "finish":
			c.Finish, ok = p.string()
			return true, ok
		}
		return strings.EqualFold(key, "id") || strings.EqualFold(key, "finish"), false
	})
	if ok {
		c.Post = post
		return c, nil
	}
	c = Captioned{}
	return c, json.Unmarshal(line, &c)
}

// plain reads JSON that has no escapes, no numbers but integers, and the
// members that it knows in the spelling that it knows, once each. Whatever
// else it meets it gives up.
type plain struct {
	text string
	at   int
}

// post reads a Post. Members that it does not know are offered to other, which
// says whether it knows one, and whether it could be read.
func (p *plain) post(other func(key string) (known, ok bool)) (post Post, ok bool) {
	if !utf8.ValidString(p.text) {
		return post, false
	}
	seen := false
	ok = p.object(func(key string) bool {
		switch {
		case key == "tags":
			twice := seen
			seen = true
			return !twice && p.tags(&post.Tags)
		case key == "caption":
			text, ok := p.string()
			post.Caption = text
			return ok
		case strings.EqualFold(key, "tags") || strings.EqualFold(key, "caption"):
			return false
		}
		if other != nil {
			if known, ok := other(key); known {
				return ok
			}
		}
		return p.skip()
	})
	p.blank()
	return post, ok && p.at == len(p.text)
}

func (p *plain) tags(c *Categories) bool {
	*c = Categories{}
	switch p.peek() {
	case '[':
		list, ok := p.strings()
		*c = Sorted(list)
		return ok
	case '"':
		line, ok := p.string()
		*c = Sorted(Parse(line))
		return ok
	case '{':
		return p.object(func(key string) bool { return p.category(c, key) })
	}
	return false
}

func (p *plain) category(c *Categories, key string) bool {
	var into *[]string
	switch key {
	case "general":
		into = &c.General
	case "character":
		into = &c.Character
	case "copyright":
		into = &c.Copyright
	case "artist":
		into = &c.Artist
	case "meta":
		into = &c.Meta
	case "rating":
		if p.peek() == '"' {
			text, ok := p.string()
			c.Rating = text
			return ok
		}
		return p.skip()
	default:
		return p.skip()
	}
	if p.peek() == '"' {
		line, ok := p.string()
		*into = normalList(Parse(line))
		return ok
	}
	list, ok := p.strings()
	*into = normalList(list)
	return ok
}

func (p *plain) blank() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\t' || p.text[p.at] == '\n' || p.text[p.at] == '\r') {
		p.at++
	}
}

// peek is the next character that is not blank, 0 at the end.
func (p *plain) peek() byte {
	p.blank()
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

func (p *plain) take(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.at++
	return true
}

func (p *plain) object(member func(key string) bool) bool {
	if !p.take('{') {
		return false
	}
	if p.take('}') {
		return true
	}
	for {
		key, ok := p.string()
		if !ok || !p.take(':') || !member(key) {
			return false
		}
		if p.take('}') {
			return true
		}
		if !p.take(',') {
			return false
		}
	}
}

func (p *plain) string() (string, bool) {
	if !p.take('"') {
		return "", false
	}
	from := p.at
	for ; p.at < len(p.text); p.at++ {
		switch c := p.text[p.at]; {
		case c == '"':
			p.at++
			return p.text[from : p.at-1], true
		case c == '\\' || c < ' ':
			return "", false
		}
	}
	return "", false
}

func (p *plain) strings() ([]string, bool) {
	if !p.take('[') {
		return nil, false
	}
	if p.take(']') {
		return nil, true
	}
	list := make([]string, 0, 32)
	for {
		text, ok := p.string()
		if !ok {
			return nil, false
		}
		list = append(list, text)
		if p.take(']') {
			return list, true
		}
		if !p.take(',') {
			return nil, false
		}
	}
}

// skip passes over a value of no interest.
func (p *plain) skip() bool {
	switch c := p.peek(); {
	case c == '"':
		_, ok := p.string()
		return ok
	case c == '{':
		return p.object(func(string) bool { return p.skip() })
	case c == '[':
		return p.list()
	case '1' <= c && c <= '9':
		for p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '9' {
			p.at++
		}
		return true
	}
	for _, word := range []string{"null", "true", "false"} {
		if strings.HasPrefix(p.text[p.at:], word) {
			p.at += len(word)
			return true
		}
	}
	return false
}

func (p *plain) list() bool {
	p.take('[')
	if p.take(']') {
		return true
	}
	for {
		if !p.skip() {
			return false
		}
		if p.take(']') {
			return true
		}
		if !p.take(',') {
			return false
		}
	}
}
