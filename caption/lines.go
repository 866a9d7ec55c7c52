package caption

import (
	"fmt"

	"github.com/winnow-data/winnow/tags"
)

// Line is what is known of an image that is not in a workspace.
type Line struct {
	ID      string          `json:"id"`
	Tags    tags.Categories `json:"tags"`
	Text    string          `json:"text"`
	AltText string          `json:"alt_text"`
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
		return write(&Subject{ID: l.ID, Tags: l.Tags, Text: l.Text, AltText: l.AltText})
	}, nil
}
