package compose

import (
	"hash/fnv"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/tags"
)

// Forms that a caption can take.
const (
	FormLong   = "long"   // everything, in several sentences
	FormMedium = "medium" // what matters most, in as many
	FormShort  = "short"  // one sentence or two
	FormTags   = "tags"   // a line of tags in reading order
)

// Forms lists them, the longest first.
var Forms = []string{FormLong, FormMedium, FormShort, FormTags}

// Options say what is written. The zero value is a long caption of any length.
type Options struct {
	Form      string `json:"form" yaml:"form"`             // one of Forms; empty = long
	MaxTokens int    `json:"max_tokens" yaml:"max_tokens"` // of CLIP, estimated; 0 = no limit
}

// Check is an error for a form that is not known.
func (o Options) Check() error {
	if o.Form != "" && !slices.Contains(Forms, o.Form) {
		return registry.Unknown("form of caption", o.Form, Forms)
	}
	return nil
}

// Caption is English for the tags, the same for the same tags, id and options.
// It is empty when the tags say nothing that can be seen.
func Caption(c tags.Categories, id string, o Options) string {
	if o.Form == FormTags {
		return tagLine(c, o)
	}
	s := sort(c, id)
	sentences := s.sentences(o.Form)
	if o.MaxTokens > 0 {
		sentences = s.within(o)
	}
	return strings.Join(sentences, " ")
}

// Tokens estimates how many tokens CLIP makes of a text: words and marks, long
// words in several pieces. It errs on the side of more.
func Tokens(text string) int {
	n := 0
	for _, w := range strings.Fields(text) {
		letters := strings.TrimRight(w, ".,;:!?")
		n += 1 + len(w) - len(letters)
		if len(letters) > 9 {
			n++
		}
		n += 2 * strings.Count(letters, "-")
		n += 2 * strings.Count(letters, "'")
	}
	return n
}

// tagLine is the tags in reading order, as many as the limit allows.
func tagLine(c tags.Categories, o Options) string {
	line := ""
	for _, tag := range tags.Order(tags.Categories{General: c.General, Character: c.Character, Copyright: c.Copyright}) {
		next := line
		if next != "" {
			next += ", "
		}
		next += tags.Words(tag)
		if o.MaxTokens > 0 && Tokens(next) > o.MaxTokens {
			break
		}
		line = next
	}
	return line
}

// dice choose among ways to say the same, by the id alone.
type dice uint64

func diceOf(id string) dice {
	h := fnv.New64a()
	h.Write([]byte(id))
	return dice(h.Sum64())
}

func (d *dice) pick(of ...string) string {
	*d = *d*6364136223846793005 + 1442695040888963407
	return of[int(uint64(*d)>>33)%len(of)]
}

// within drops the least telling sentences and phrases until the text fits.
func (s *scene) within(o Options) []string {
	for _, form := range []string{o.Form, FormMedium, FormShort} {
		if list := s.sentences(form); Tokens(strings.Join(list, " ")) <= o.MaxTokens {
			return list
		}
	}
	for range 200 {
		list := s.sentences(FormShort)
		if Tokens(strings.Join(list, " ")) <= o.MaxTokens || !s.drop() {
			return list
		}
	}
	return s.sentences(FormShort)
}

// drop takes away the last of the least telling list that is not empty.
func (s *scene) drop() bool {
	for _, l := range []*[]string{&s.style, &s.backdrop, &s.things, &s.view, &s.light, &s.ones, &s.with, &s.worn, &s.is, &s.doing, &s.looks, &s.place, &s.face, &s.hairAt} {
		if n := len(*l); n > 0 {
			*l = (*l)[:n-1]
			return true
		}
	}
	return false
}
