package dataset

import (
	"context"
	"time"
)

// File is one image as a source hands it out: plain data, so that a pool on
// this machine and a pipeline on a cluster can carry it.
type File struct {
	Path     string // relative to the source, "/" separated
	Modified time.Time
	Size     int64 // of the file, also when Data could not be read
	Data     []byte
	Error    string    // why Data could not be read, else empty
	Sidecars []Sidecar // files beside it that may speak about it
}

// Sidecar is a file beside an image, such as 123.json for 123.jpg.
type Sidecar struct {
	Path  string // relative to the source
	Data  []byte
	Error string // why Data could not be read, else empty
}

// Record is all that is learnt of one file by reading and decoding it once.
type Record struct {
	Image    Image
	Measured *Measured // nil when there is no frame to measure
}

// Mapper makes the record of a file. It must be safe for concurrent use, and
// must give the same record for the same file, whatever ran before.
type Mapper func(ctx context.Context, file File) Record

// Progress hears how far a stage is. Total is 0 while it is unknown. It is
// called by one goroutine at a time; a nil Progress is silence, see Report.
type Progress func(stage string, done, total, failed int64)

// Report calls p unless it is nil.
func (p Progress) Report(stage string, done, total, failed int64) {
	if p != nil {
		p(stage, done, total, failed)
	}
}
