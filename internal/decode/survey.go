package decode

import "fmt"

// survey is what the container of a file tells before any pixel is decoded.
type survey struct {
	width, height int // of the canvas as stored, before orientation
	frames        int
	orientation   int // EXIF's, 1 to 8; 1 where the decoder has turned it already
	bits          int // per sample, as stored
	mode          string
	texts         []Text
	icc           []byte
	quant         *[64]uint16 // JPEG only
	bytesPerPixel int64       // that decoding needs at its peak; 0 = 8
	canShrink     bool        // pixels can decode at half the size

	warnings []string
	lost     string // the first reason to call the picture damaged
	fatal    string // why nothing can be decoded

	borrowed *[]byte // memory of the pixels, see giveBack

	plan any // what the format's survey leaves for its verify and pixels
}

func newSurvey() *survey { return &survey{frames: 1, orientation: 1, bits: 8} }

func (s *survey) warn(format string, args ...any) {
	if len(s.warnings) < 8 {
		s.warnings = append(s.warnings, fmt.Sprintf(format, args...))
	}
}

// lose notes that some of the picture is gone. The first reason stays.
func (s *survey) lose(format string, args ...any) {
	if s.lost == "" {
		s.lost = fmt.Sprintf(format, args...)
	}
}

// fail notes that nothing can be decoded, and returns s. The first reason stays.
func (s *survey) fail(format string, args ...any) *survey {
	if s.fatal == "" {
		s.fatal = fmt.Sprintf(format, args...)
	}
	return s
}

// textLimit is how many texts of a picture are kept.
const textLimit = 64

func (s *survey) text(key, value string) {
	if value != "" && len(s.texts) < textLimit {
		s.texts = append(s.texts, Text{key, value})
	}
}

// trailing notes bytes after the end of the image.
func (s *survey) trailing(n int) {
	if n > 0 {
		s.warn("%d bytes follow the end of the image", n)
	}
}

// withAlpha is the mode of a picture that has an alpha channel besides. One
// colour or palette entry that is transparent makes no channel.
func withAlpha(mode string) string {
	switch mode {
	case "grey":
		return "grey+alpha"
	case "rgb":
		return "rgba"
	}
	return mode
}

// outgrows says whether a frame is so much larger than its canvas that the
// pixel budget, which the canvas passed, means nothing for it.
func outgrows(w, h int, s *survey) bool {
	return int64(w)*int64(h) > 4*int64(s.width)*int64(s.height)+1<<20
}

// zeroTail is how many zero bytes end data.
func zeroTail(data []byte) int {
	n := len(data)
	for n > 0 && data[n-1] == 0 {
		n--
	}
	return len(data) - n
}

// suspiciousZeros is how many zero bytes at the end of compressed data mean
// that a download was cut and padded: entropy coders hardly ever write so many.
const suspiciousZeros = 64
