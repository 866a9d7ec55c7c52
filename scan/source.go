package scan

import (
	"context"
	"iter"
	"time"

	"github.com/winnow-data/winnow/dataset"
)

// Entry is a file that a source offers, before it is read.
type Entry struct {
	Path     string // relative to the source, "/" separated
	Size     int64
	Modified time.Time
	Sidecars []string // paths of files that may speak about it, in the readers' order
	Stamp    string   // changes when the file or a sidecar may have changed
}

// PassedOver is what of a source is no image.
type PassedOver struct {
	Kinds    map[string]int64 // how many of each: links, hidden, unreadable folders …
	Unlisted []string         // a few folders that could not be listed
}

// unlisted is the kind of folders that could not be listed.
const unlisted = "unreadable folders"

// mostUnlisted are named; the rest are counted.
const mostUnlisted = 3

func (o *PassedOver) note(kind string) {
	if o.Kinds == nil {
		o.Kinds = map[string]int64{}
	}
	o.Kinds[kind]++
}

// Source is where images come from. Nothing of it is ever written.
type Source interface {
	// Entries gives every image in ascending order of path. What is passed
	// over is noted.
	Entries(ctx context.Context, over *PassedOver) iter.Seq2[Entry, error]
	// Read reads an entry and its sidecars. An entry that cannot be read is
	// a File with an Error. It is safe for concurrent use.
	Read(entry Entry) dataset.File
	// Close frees the source.
	Close() error
}
