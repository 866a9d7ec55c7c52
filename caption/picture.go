package caption

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"

	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/decode"
)

// prepare makes of an image file what is sent: decoded, oriented, on white,
// side pixels on the long side at most, as JPEG.
func prepare(file []byte, side, quality int, detail string) (*chat.Picture, error) {
	return prepareParts(file, nil, side, quality, detail)
}

// prepareParts is prepare with parts of the picture after it.
func prepareParts(file []byte, regions []Region, side, quality int, detail string) (*chat.Picture, error) {
	if len(regions) == 0 {
		data, w, h, err := decode.SmallJPEG(file, decode.Options{}, side, quality)
		if err != nil {
			return nil, err
		}
		return &chat.Picture{MIME: "image/jpeg", Data: data, Width: w, Height: h, Detail: detail}, nil
	}
	img, err := decode.Full(file, decode.Options{})
	if err != nil {
		return nil, err
	}
	p, err := encode(img, side, quality, detail)
	if err != nil {
		return nil, err
	}
	p.Parts, err = cut(img, regions, side, quality, detail)
	return p, err
}

// encode flattens, shrinks and encodes a picture; it never enlarges.
func encode(img image.Image, side, quality int, detail string) (*chat.Picture, error) {
	data, err := decode.JPEG(img, side, quality)
	if err != nil {
		return nil, err
	}
	size, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read back the picture to be sent: %w", err)
	}
	return &chat.Picture{MIME: "image/jpeg", Data: data, Width: size.Width, Height: size.Height, Detail: detail}, nil
}
