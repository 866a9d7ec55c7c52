// Package caption gives every surviving image a caption, and keeps each answer
// that was ever paid for. A backend says how: offline from tags or from the
// text that came with the image, by a model behind a server, by a program, or
// from a file of another tool. Captions, attempts and costs go to the ledger;
// the table of captions is made from it.
//
// A generation is a backend with its model, prompt and parameters. A second run
// asks only for what its generation lacks; another prompt or other tags make
// new captions and leave the old ones where they are.
package caption

import (
	"context"
	"time"

	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/tags"
)

// Subject is what is known of an image that is to get a caption.
type Subject struct {
	ID            string
	Path          string // relative to the source
	Width, Height int
	Modified      time.Time
	Tags          tags.Categories // the effective ones
	Text          string          // a caption that came with the image
	AltText       string
	Regions       []Region       // the largest first, when the prompt speaks of them
	Current       ledger.Caption // the caption that others are made from; its text is empty without one
	Faults        []string       // of the current caption, a sentence each, when it is to be repaired
}

// Backend is a way of getting captions. Write is set, or Ask, or Fetch; Ask and
// Fetch both are when a server is asked in a way of its own.
type Backend struct {
	Name string
	Doc  string // one sentence
	Kind string // of the captions: see dataset; empty when they have that of the captions they are made from
	// Write prepares a function that makes the caption of a subject here and
	// now, the same one each time; an empty text is no caption. The function
	// is called concurrently.
	Write func(o Options) (func(*Subject) string, error)
	// Lacking says, for Write, of what images have no text and what to do.
	Lacking string
	// Ask is set for models behind a server, which are paid for each answer.
	Ask *Asking
	// Fetch brings captions in its own way.
	Fetch func(context.Context, *fetching) error
}

// backends is the set of all of them.
var backends = registry.New[*Backend]("backend")

func register(b *Backend) *Backend { return backends.Add(b.Name, b) }

// Backends lists all backends by name.
func Backends() []*Backend { return backends.All() }
