package decode

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/bmp"
)

var _ = register(&format{
	name:       "bmp",
	extensions: []string{".bmp", ".dib"},
	matches:    func(head []byte) bool { return len(head) >= 26 && string(head[:2]) == "BM" && bmpHeader(head) },
	survey:     surveyBMP,
	pixels:     decodeBMP,
})

// bmpHeader tells a bitmap from a text that begins with BM.
func bmpHeader(head []byte) bool {
	n := binary.LittleEndian.Uint32(head[14:])
	return n == 12 || n >= 40 && n <= 124
}

// bmpPlan is how long the file must be to hold all rows; 0 = unknown.
type bmpPlan struct{ length int64 }

func surveyBMP(data []byte) *survey {
	s := newSurvey()
	p := &bmpPlan{}
	s.plan = p
	if len(data) < 54 {
		return s.fail("the file ends within the header")
	}
	if binary.LittleEndian.Uint32(data[14:]) == 12 {
		return s.fail("bitmaps of OS/2 are not supported")
	}
	width, height := int32(binary.LittleEndian.Uint32(data[18:])), int32(binary.LittleEndian.Uint32(data[22:]))
	if height < 0 {
		height = -height // rows from top to bottom
	}
	s.width, s.height = int(width), int(height)
	perPixel := int(binary.LittleEndian.Uint16(data[28:]))
	compression := binary.LittleEndian.Uint32(data[30:])
	s.mode, s.bits = "rgb", 8
	switch perPixel {
	case 1, 2, 4, 8:
		s.mode, s.bits = "palette", perPixel
	case 32:
		s.mode = "rgba"
	}
	if width <= 0 || height <= 0 {
		return s
	}
	if compression == 0 || compression == 3 {
		stride := (int64(width)*int64(perPixel) + 31) / 32 * 4
		p.length = int64(binary.LittleEndian.Uint32(data[10:])) + stride*int64(height)
	}
	if missing := p.length - int64(len(data)); missing > 0 {
		s.lose("%d of %d bytes are missing at the end", missing, p.length)
	}
	s.bytesPerPixel = 8
	return s
}

func decodeBMP(data []byte, s *survey, _ int) (image.Image, error) {
	p := s.plan.(*bmpPlan)
	start := int64(binary.LittleEndian.Uint32(data[10:]))
	if s.lost != "" && int64(len(data)) > start {
		data = append(bytes.Clone(data), make([]byte, p.length-int64(len(data)))...)
	}
	return bmp.Decode(bytes.NewReader(data))
}
