// Package decode turns the bytes of an image file into a dataset.Frame: it
// tells the format by content, refuses what would not fit, decodes the first
// frame, turns it upright, brings colours to sRGB, shrinks it to the planes
// that all measures share, and says whether all of the picture is there. It
// is the only home of image codecs.
package decode

import (
	"context"
	"fmt"
	"image"
	"path"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
)

// DefaultMaxPixels is the pixel budget of an image unless Options say another.
const DefaultMaxPixels = 256_000_000

// Options are how images are decoded. The zero value works.
type Options struct {
	MaxPixels int64 `json:"max_pixels" yaml:"max_pixels"` // of the canvas; larger images are refused by their header. 0 = 256,000,000
}

func (o Options) maxPixels() int64 {
	if o.MaxPixels <= 0 {
		return DefaultMaxPixels
	}
	return o.MaxPixels
}

// Text is a piece of text in an image file, such as a tEXt chunk of a PNG or
// an EXIF comment.
type Text struct {
	Key   string // as in the file, such as "parameters"; EXIF's are ImageDescription, Software, UserComment
	Value string // in UTF-8
}

// Picture is what decoding learnt of a file. Its fields are those of
// dataset.Image, and Frame is nil unless Status is ok or damaged.
type Picture struct {
	Format        string
	Mode          string
	Width, Height int // after orientation; 0 when the header could not be read
	Frames        int
	Orientation   int // EXIF's, 1 to 8; 0 when the header could not be read
	Bits          int
	Status        dataset.Status
	Error         string // why, in one line, when Status is not ok
	Warnings      []string
	Texts         []Text // in the order of the file
	Frame         *dataset.Frame
}

// Fill puts what is known into the row of the image.
func (p *Picture) Fill(img *dataset.Image) {
	img.Format = p.Format
	img.Width = int32(p.Width)
	img.Height = int32(p.Height)
	img.Frames = int32(p.Frames)
	img.Orientation = int32(p.Orientation)
	img.Bits = int32(p.Bits)
	img.Mode = p.Mode
	img.Status = p.Status
	img.Error = p.Error
	img.Warnings = p.Warnings
}

// Decode decodes a file. The name serves only to say when its extension lies.
// It never panics and never fails: what is wrong is in Status and Error. It is
// safe for concurrent use. It gives up between its steps when ctx is done,
// with Status unreadable; a codec that loops is for the caller to abandon.
func Decode(ctx context.Context, name string, data []byte, o Options) (p Picture) {
	defer func() {
		if crash := recover(); crash != nil {
			p.Frame = nil
			p.refuse("the decoder crashed: %v", crash)
		}
	}()
	f := sniff(data)
	if f == nil {
		p.reject(name, data)
		return p
	}
	p.Format = f.name
	s := f.survey(data)
	p.describe(s)
	p.Warnings = warnings(s, f.misnamed(name))
	if reason := s.refusal(o); reason != "" {
		p.refuse("%s", reason)
		return p
	}
	if err := ctx.Err(); err != nil {
		p.refuse("decoding was interrupted: %v", err)
		return p
	}
	img, err := picture(f, data, s, shrinkFor(s))
	if img == nil {
		p.refuse("decode %s: %v", f.name, firstOf(s.lost, err))
		return p
	}
	if err != nil {
		s.lose("%v", err)
	}
	if s.lost == "" && f.verify != nil && ctx.Err() == nil {
		f.verify(data, s)
	}
	p.Frame = frame(img, s)
	s.giveBack()
	p.describe(s)
	p.Warnings = warnings(s, f.misnamed(name))
	p.Frame.Format, p.Frame.Bytes = f.name, int64(len(data))
	p.Status = dataset.StatusOK
	if s.lost != "" {
		p.Status, p.Error = dataset.StatusDamaged, oneLine(s.lost)
	}
	return p
}

// picture decodes with the format's codec, whose panics become errors.
func picture(f *format, data []byte, s *survey, shrink int) (img image.Image, err error) {
	defer func() {
		if crash := recover(); crash != nil {
			img, err = nil, fmt.Errorf("the decoder crashed: %v", crash)
		}
	}()
	return f.pixels(data, s, shrink)
}

// shrinkFor is 2 for pictures so large that half of their pixels still fill
// the planes.
func shrinkFor(s *survey) int {
	if s.canShrink && max(s.width, s.height) >= 1024 {
		return 2
	}
	return 1
}

// describe takes over what the container says.
func (p *Picture) describe(s *survey) {
	p.Mode = s.mode
	p.Frames, p.Bits, p.Orientation = s.frames, s.bits, s.orientation
	p.Width, p.Height = turnedSize(s.width, s.height, s.orientation)
	p.Warnings = s.warnings
	p.Texts = s.texts
}

func warnings(s *survey, misnamed string) []string {
	if misnamed == "" {
		return s.warnings
	}
	return append(slices.Clip(s.warnings), misnamed)
}

// refusal is why an image is not decoded at all, from its header, or "".
func (s *survey) refusal(o Options) string {
	switch {
	case s.fatal != "":
		return s.fatal
	case s.width <= 0 || s.height <= 0:
		return fmt.Sprintf("the picture is empty: %d×%d pixels", s.width, s.height)
	case int64(s.width) > o.maxPixels()/int64(s.height):
		return fmt.Sprintf("%d×%d pixels are more than the limit of %d; raise max_pixels to decode it", s.width, s.height, o.maxPixels())
	}
	return ""
}

// refuse marks the picture as unreadable.
func (p *Picture) refuse(format string, args ...any) {
	p.Status = dataset.StatusUnreadable
	p.Error = oneLine(fmt.Sprintf(format, args...))
}

// reject judges a file that is of no known format.
func (p *Picture) reject(name string, data []byte) {
	switch {
	case len(data) == 0:
		p.refuse("the file is empty")
	case zeroTail(data) == len(data):
		p.refuse("nothing but %d zero bytes", len(data))
	default:
		p.Status = dataset.StatusNotImage
		p.Error = stranger(data)
		if ext := strings.ToLower(path.Ext(name)); slices.Contains(Extensions(), ext) {
			p.Error = "named " + ext + ", but it is " + p.Error
		}
		p.Error = oneLine(p.Error)
	}
}

func firstOf(lost string, err error) string {
	if lost != "" {
		return lost
	}
	if err == nil {
		return "no picture"
	}
	return err.Error()
}

// oneLine keeps a reason to a line of sensible length.
func oneLine(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "?")), " ")
	if len(s) > 240 {
		s = strings.ToValidUTF8(s[:237], "") + "…"
	}
	return s
}
