package decode

import (
	"bytes"
	"image"
	"slices"

	"github.com/gen2brain/heic"
)

var _ = register(&format{
	name:       "heic",
	extensions: []string{".heic", ".heif", ".hif"},
	matches: func(head []byte) bool {
		major, compatible := brands(head)
		if slices.Contains([]string{"heic", "heix", "heim", "heis", "hevc", "hevx"}, major) {
			return true
		}
		return (major == "mif1" || major == "msf1") && !slices.Contains(compatible, "avif")
	},
	survey: surveyHEIC,
	pixels: decodeHEIC,
})

// surveyHEIC is as AVIF's, except that the decoder turns the picture itself.
func surveyHEIC(data []byte) *survey {
	s := surveyHEIF(data)
	s.width, s.height = turnedSize(s.width, s.height, s.orientation)
	s.orientation = 1
	return s
}

func decodeHEIC(data []byte, s *survey, _ int) (image.Image, error) {
	if string(data[8:12]) != "heic" {
		// The decoder turns away files of the general brand "mif1" unseen.
		data = bytes.Clone(data)
		copy(data[8:], "heic")
	}
	img, err := heic.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if b := img.Bounds(); b.Dx() != s.width || b.Dy() != s.height {
		s.width, s.height = b.Dx(), b.Dy()
	}
	return img, nil
}
