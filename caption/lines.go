package caption

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/winnow-data/winnow/tags"
)

// Line is what is known of an image that is not in a workspace.
type Line struct {
	ID      LineID          `json:"id"`
	Tags    tags.Categories `json:"tags"`
	Text    string          `json:"text"`
	AltText string          `json:"alt_text"`
}

// LineID is the id of a line: a text, or a number as boorus have them.
type LineID string

// UnmarshalJSON reads either.
func (id *LineID) UnmarshalJSON(text []byte) error {
	var s string
	if json.Unmarshal(text, &s) == nil {
		*id = LineID(s)
		return nil
	}
	var n json.Number
	if json.Unmarshal(text, &n) != nil {
		return errors.New(`its "id" should be a text or a number`)
	}
	*id = LineID(n)
	return nil
}

// Reason is why a line got no caption.
func (l Line) Reason(backend string) string {
	switch {
	case backend == BackendNone:
		return "the backend none writes no captions"
	case backend == "source":
		return "no text or alt_text came with it"
	case l.Tags.Empty():
		return "it has no tags"
	}
	return "no tag says what is to be seen"
}

// Writer is an offline backend for images that are not in a workspace. What it
// gives may be called concurrently.
func Writer(o Options) (func(Line) string, error) {
	o = o.withDefaults()
	b, err := backends.Get(o.Backend)
	if err != nil {
		return nil, err
	}
	if b.Write == nil {
		return nil, fmt.Errorf("backend %s wants pictures, and JSON lines have none: use an offline backend, such as compose", b.Name)
	}
	write, err := b.Write(o)
	if err != nil {
		return nil, err
	}
	return func(l Line) string {
		return write(&Subject{ID: string(l.ID), Tags: l.Tags, Text: l.Text, AltText: l.AltText})
	}, nil
}
