package decode

import (
	"bytes"
	"fmt"
	"image"
	"path"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/registry"
)

// format is one kind of image file, told by its content.
type format struct {
	name       string   // as in dataset.Image
	extensions []string // lower case with the dot, that files of the format go by
	// matches says whether a file that begins with head is of the format.
	matches func(head []byte) bool
	// survey reads the container: everything that is known before a pixel is
	// decoded, and whether the file is all there.
	survey func(data []byte) *survey
	// verify finds damage that only walking the coded pixels shows, and adds
	// it to the survey; nil where survey or pixels find all there is.
	verify func(data []byte, s *survey)
	// pixels decodes the first frame as stored, perhaps at 1/shrink of its
	// size, where shrink is 1 or 2. When it fails it may give as much of the
	// picture as there is together with the error.
	pixels func(data []byte, s *survey, shrink int) (image.Image, error)
}

var formats = registry.New[*format]("image format")

func register(f *format) *format { return formats.Add(f.name, f) }

// Formats lists the names of the formats that can be decoded.
func Formats() []string { return formats.Names() }

// Extensions lists the file name extensions of images, lower case with the
// dot, in alphabetical order.
func Extensions() []string {
	var all []string
	for _, f := range formats.All() {
		all = append(all, f.extensions...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// sniff is the format of a file by its first bytes, or nil.
func sniff(data []byte) *format {
	head := data[:min(len(data), 512)]
	for _, f := range formats.All() {
		if f.matches(head) {
			return f
		}
	}
	return nil
}

// Sniff is the name of the format of a file by its content, or "".
func Sniff(data []byte) string {
	if f := sniff(data); f != nil {
		return f.name
	}
	return ""
}

// magic matches files that begin with one of the prefixes.
func magic(prefixes ...string) func([]byte) bool {
	return func(head []byte) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return bytes.HasPrefix(head, []byte(p)) })
	}
}

// misnamed is a warning about a file whose name promises another format, or "".
func (f *format) misnamed(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if slices.Contains(f.extensions, ext) || !slices.Contains(Extensions(), ext) {
		return ""
	}
	return fmt.Sprintf("named %s, but it is %s", ext, f.name)
}

// stranger says what a file is that is of no known image format.
func stranger(data []byte) string {
	text := strings.ToLower(string(bytes.TrimLeft(data[:min(len(data), 1024)], "\xef\xbb\xbf \t\r\n")))
	switch {
	case strings.HasPrefix(text, "<!doctype html"), strings.HasPrefix(text, "<html"), strings.HasPrefix(text, "<head"):
		return "a web page, not an image"
	case strings.HasPrefix(text, "<svg"), strings.HasPrefix(text, "<?xml") && strings.Contains(text, "<svg"):
		return "a drawing in SVG, which is not supported"
	case strings.HasPrefix(text, "<"):
		return "markup, not an image"
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		return "JSON or other text, not an image"
	case strings.HasPrefix(text, "%pdf"):
		return "a PDF, not an image"
	case strings.HasPrefix(text, "pk\x03\x04"):
		return "a ZIP archive, not an image"
	case strings.HasPrefix(text, "\x1aE\xdf\xa3"), strings.HasPrefix(text, "\x1ae\xdf\xa3"), len(text) > 8 && text[4:8] == "ftyp":
		return "a video, not an image"
	case isText(text):
		return "text, not an image"
	}
	return fmt.Sprintf("no known image format begins with % x", data[:min(len(data), 8)])
}

func isText(s string) bool {
	for _, c := range []byte(s) {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f {
			return false
		}
	}
	return true
}
