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

// Source is where images come from. Nothing of it is ever written.
type Source interface {
	// Entries gives every image in ascending order of path. What is passed
	// over is counted in skipped, by kind.
	Entries(ctx context.Context, skipped map[string]int64) iter.Seq2[Entry, error]
	// Read reads an entry and its sidecars. An entry that cannot be read is
	// a File with an Error. It is safe for concurrent use.
	Read(entry Entry) dataset.File
	// Close frees the source.
	Close() error
}
