package decode

import (
	"bytes"
	"errors"
	"image"

	"github.com/gen2brain/jpegxl"
)

const jxlContainer = "\x00\x00\x00\x0cJXL \r\n\x87\n"

var _ = register(&format{
	name:       "jxl",
	extensions: []string{".jxl"},
	matches:    magic("\xff\x0a", jxlContainer),
	survey:     surveyJXL,
	pixels:     decodeJXL,
})

// surveyJXL reads the boxes, if there are any, and the size from the head of
// the code stream.
func surveyJXL(data []byte) *survey {
	s := newSurvey()
	s.mode = "rgb"
	s.bytesPerPixel = 24
	stream := data
	if bytes.HasPrefix(data, []byte(jxlContainer)) {
		stream = jxlStream(s, data)
	}
	if len(stream) < 2 || stream[0] != 0xff || stream[1] != 0x0a {
		return s.fail("%s", firstOf(s.lost, errors.New("there is no code stream in it")))
	}
	jxlSize(s, &bitReader{data: stream[2:]})
	return s
}

// jxlStream joins the parts of the code stream that lie in boxes.
func jxlStream(s *survey, data []byte) []byte {
	var stream []byte
	all, rest := boxes(data)
	s.trailing(rest)
	for _, b := range all {
		if b.cut {
			s.lose("the file ends within the box %q", b.kind)
		}
		switch {
		case b.kind == "jxlc":
			stream = append(stream, b.body...)
		case b.kind == "jxlp" && len(b.body) > 4:
			stream = append(stream, b.body[4:]...)
		case b.kind == "Exif" && len(b.body) > 4:
			for _, text := range readEXIF(b.body[4:]).texts {
				s.text(text.Key, text.Value)
			}
		}
	}
	return stream
}

// bitReader reads bits from the least significant up; beyond the end, zeros.
type bitReader struct {
	data []byte
	at   int
}

func (r *bitReader) bits(n int) (v int) {
	for i := range n {
		if r.at>>3 < len(r.data) && r.data[r.at>>3]>>(r.at&7)&1 != 0 {
			v |= 1 << i
		}
		r.at++
	}
	return v
}

// jxlSize reads the size header and what follows it: the orientation, the
// bits, and whether there are frames. (ISO 18181-1, SizeHeader and
// ImageMetadata.)
func jxlSize(s *survey, r *bitReader) {
	small := r.bits(1) == 1
	side := func() int {
		if small {
			return (r.bits(5) + 1) * 8
		}
		return r.bits([4]int{9, 13, 18, 30}[r.bits(2)]) + 1
	}
	s.height = side()
	if ratio := [8][2]int{{}, {1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}}[r.bits(3)]; ratio[0] != 0 {
		s.width = s.height * ratio[0] / ratio[1]
	} else {
		s.width = side()
	}
	if r.bits(1) == 1 {
		return // all defaults: upright, 8 bits
	}
	if r.bits(1) == 1 {
		// The decoder turns the picture itself.
		if r.bits(3)+1 >= 5 {
			s.width, s.height = s.height, s.width
		}
	}
}

func decodeJXL(data []byte, s *survey, _ int) (image.Image, error) {
	img, err := jpegxl.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if b := img.Bounds(); b.Dx() != s.width || b.Dy() != s.height {
		s.width, s.height = b.Dx(), b.Dy()
	}
	switch m := img.(type) {
	case *image.NRGBA64:
		s.bits = 16
		if !m.Opaque() {
			s.mode = "rgba"
		}
	case *image.NRGBA:
		if !m.Opaque() {
			s.mode = "rgba"
		}
	}
	return img, nil
}
