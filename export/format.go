package export

import (
	"bytes"
	"encoding/json"

	"github.com/winnow-data/winnow/internal/registry"
)

// Format is a way to write samples for training. It is declared once, in a
// file of its own.
type Format struct {
	Name string
	Doc  string // one sentence: who reads it
	Load string // a line or two of Python that open it

	Sharded  bool // one file a shard, else one for each split
	Pictures bool // it cannot do without them
	Captions bool // samples without a caption are left out
	Turned   bool // its readers show pictures as EXIF's orientation says

	// Knows are the formats of pictures that its readers take; nil where they
	// take all that common ones do.
	Knows []string

	// DataFiles is the pattern of the files that datasets.load_dataset opens,
	// with %s for the split; empty when it cannot.
	DataFiles string
	// Features are lines of YAML that tell the types of what DataFiles have; nil
	// where the files tell them.
	Features func(Options) []string
	// Open starts a shard. It is called for one shard after the other.
	Open func(*output, job, shard) (writer, error)
	// Finish writes what belongs to the whole; nil is nothing.
	Finish func(*output, job) error
}

// writer writes the samples of one shard.
type writer interface {
	write(s *Sample) error
	close() error
}

// job is what formats may know of the whole export.
type job struct {
	options Options
	formats []string // of the pictures, sorted; what is encoded anew is not among them
	repeats []int    // the numbers of repeats that occur, ascending
	splits  []string
}

var formats = registry.New[*Format]("format")

// Formats lists every format by name.
func Formats() []*Format { return formats.All() }

func register(f *Format) *Format { return formats.Add(f.Name, f) }

// line is a value as one line of JSON, as people read it: without escapes for
// HTML.
func line(v any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(v)
	return b.Bytes(), err
}
