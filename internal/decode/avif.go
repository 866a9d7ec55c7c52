package decode

import (
	"bytes"
	"errors"
	"image"
	"slices"

	"github.com/gen2brain/avif"
)

var _ = register(&format{
	name:       "avif",
	extensions: []string{".avif", ".avifs"},
	matches: func(head []byte) bool {
		major, compatible := brands(head)
		return major == "avif" || major == "avis" || major == "mif1" && slices.Contains(compatible, "avif")
	},
	survey: surveyHEIF,
	pixels: decodeAVIF,
})

// decodeAVIF leaves turning to us: the decoder ignores irot and imir.
func decodeAVIF(data []byte, s *survey, _ int) (image.Image, error) {
	img, err := avif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if b := img.Bounds(); b.Dx() != s.width || b.Dy() != s.height {
		s.width, s.height = b.Dx(), b.Dy()
	}
	// When the first frame cannot be decoded, the decoder hands out untouched
	// memory and no error.
	if untouched(img) {
		return nil, errors.New("its data cannot be decoded")
	}
	return img, nil
}

// untouched says whether every byte of the picture is zero: also its alpha.
func untouched(img image.Image) bool {
	var pix []byte
	switch m := img.(type) {
	case *image.RGBA:
		pix = m.Pix
	case *image.RGBA64:
		pix = m.Pix
	}
	return zeroTail(pix) == len(pix)
}
