package scan

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/pool"
)

// Tools are what is run on every frame, from the stages that own it.
type Tools struct {
	Measures     []dataset.Measure                        // in the order of the columns
	Print        func(*dataset.Frame) dataset.Fingerprint // for telling duplicates; shares no memory with the frame
	PrintVersion int32                                    // rises when Print would give another answer
}

// NewMapper is the Mapper that makes the record of a file: it decodes it once
// and runs every measure, the fingerprint and every metadata reader. Decoding
// shares the budget, and is contained: a panic, or more time than the limit,
// is an unreadable image.
func NewMapper(tools Tools, o Options, budget *pool.Budget) dataset.Mapper {
	o = o.withDefaults()
	readers := Readers()
	return func(ctx context.Context, file dataset.File) dataset.Record {
		img := dataset.Image{Path: file.Path, Bytes: file.Size, Modified: file.Modified, Orientation: 1, Frames: 1}
		if file.Error != "" {
			img.Status, img.Error = dataset.StatusUnreadable, file.Error
			return dataset.Record{Image: img}
		}
		img.ID = dataset.IDOf(file.Data)
		var picture decode.Picture
		var measured *dataset.Measured
		need := decode.EstimatedBytes(file.Data, decode.Options{MaxPixels: o.MaxPixels}) + int64(len(file.Data))
		err := budget.Spend(ctx, need, func() {
			picture, measured = look(ctx, tools, o, img.ID, file)
		})
		if err != nil {
			img.Status, img.Error = dataset.StatusUnreadable, err.Error() // the run is being stopped
			return dataset.Record{Image: img}
		}
		picture.Fill(&img)
		if measured == nil && img.Readable() {
			img.Status, img.Error = dataset.StatusUnreadable, "nothing of the picture could be decoded"
		}
		metadata, warnings := readMetadata(readers, file, picture.Texts)
		img.SetMetadata(metadata)
		img.Warnings = append(img.Warnings, warnings...)
		return dataset.Record{Image: img, Measured: measured}
	}
}

// look decodes and measures within the limits.
func look(ctx context.Context, tools Tools, o Options, id string, file dataset.File) (decode.Picture, *dataset.Measured) {
	// The goroutine that is left behind by an endless loop must not write to
	// what is returned here: it hands over through a channel.
	type seen struct {
		picture  decode.Picture
		measured *dataset.Measured
	}
	out := make(chan seen, 1)
	err := pool.Contain(time.Duration(o.TimeLimit*float64(time.Second)), func() {
		p := decode.Decode(ctx, file.Path, file.Data, decode.Options{MaxPixels: o.MaxPixels})
		var m *dataset.Measured
		if p.Frame != nil {
			m = measure(tools, id, p.Frame)
			decode.Recycle(p.Frame)
		}
		p.Frame = nil
		out <- seen{p, m}
	})
	if err != nil {
		return decode.Picture{Status: dataset.StatusUnreadable, Format: decode.Sniff(file.Data), Error: reason(err)}, nil
	}
	s := <-out
	return s.picture, s.measured
}

func measure(tools Tools, id string, frame *dataset.Frame) *dataset.Measured {
	m := &dataset.Measured{ID: id, Values: make([]float64, len(tools.Measures)), Print: tools.Print(frame)}
	for i := range tools.Measures {
		m.Values[i] = tools.Measures[i].Func(frame)
	}
	m.Print.Version = tools.PrintVersion
	return m
}

// reason puts what Contain says on one line.
func reason(err error) string {
	if errors.Is(err, pool.ErrStuck) {
		return fmt.Sprintf("decoding was given up: %v", err)
	}
	first, _, _ := strings.Cut(err.Error(), "\n")
	return "decoding ended in a " + first
}
