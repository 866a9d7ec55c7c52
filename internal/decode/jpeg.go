package decode

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"slices"

	"github.com/gen2brain/jpegn"
)

var _ = register(&format{
	name:       "jpeg",
	extensions: []string{".jfif", ".jpe", ".jpeg", ".jpg"},
	matches:    magic("\xff\xd8"),
	survey:     surveyJPEG,
	verify:     verifyJPEG,
	pixels:     decodeJPEG,
})

// Markers of a JPEG file, the byte after 0xff.
const (
	markSOF0 = 0xc0 // baseline
	markSOF1 = 0xc1 // extended sequential
	markSOF2 = 0xc2 // progressive
	markDHT  = 0xc4
	markRST0 = 0xd0
	markRST7 = 0xd7
	markSOI  = 0xd8
	markEOI  = 0xd9
	markSOS  = 0xda
	markDQT  = 0xdb
	markDNL  = 0xdc
	markDRI  = 0xdd
	markAPP0 = 0xe0
	markAPP1 = 0xe1
	markAPP2 = 0xe2
	markAPPE = 0xee
)

// jpegPlan is what the header of a JPEG says about its coding.
type jpegPlan struct {
	progressive bool
	components  []jpegComponent
	adobe       bool // has Adobe's marker, without which four channels are plain CMYK
	iccParts    map[byte][]byte
}

type jpegComponent struct {
	id     byte
	h, v   int // sampling factors, 1 to 4
	tables byte
}

// surveyJPEG reads the markers up to the first scan.
func surveyJPEG(data []byte) *survey {
	s := newSurvey()
	plan := &jpegPlan{iccParts: map[byte][]byte{}}
	s.plan = plan
	s.bytesPerPixel = 6
	at, strays := 2, false
	for {
		mark, body, next := jpegSegment(data, at)
		if next < 0 {
			return s.fail("the file ends within the header, before the first scan")
		}
		if garbage := jpegGarbage(data, at); garbage > 0 && !strays {
			s.warn("%d stray bytes between markers", garbage)
			strays = true
		}
		at = next
		switch {
		case mark == markSOS:
			if s.width == 0 {
				return s.fail("a scan comes before the frame header")
			}
			s.icc = plan.profile()
			return s
		case mark == markEOI:
			return s.fail("the file ends before the first scan")
		case mark >= markSOF0 && mark <= 0xcf && mark != markDHT && mark != 0xc8 && mark != 0xcc:
			plan.frame(s, mark, body)
			if s.fatal != "" {
				return s
			}
		case mark == markDQT:
			quantTable(s, body)
		case mark == markAPP1 && bytes.HasPrefix(body, []byte("Exif\x00")):
			s.exif(body)
		case mark == markAPP2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")) && len(body) > 14:
			plan.iccParts[body[12]] = body[14:]
		case mark == markAPPE && bytes.HasPrefix(body, []byte("Adobe")):
			plan.adobe = true
		case mark == 0xfe:
			s.text("Comment", plainText(body))
		}
	}
}

// jpegSegment reads the marker at or after a position, and its body if it has
// one. Next is -1 at the end of the file.
func jpegSegment(data []byte, at int) (mark byte, body []byte, next int) {
	for at+1 < len(data) {
		if data[at] != 0xff || data[at+1] == 0 || data[at+1] == 0xff {
			at++
			continue
		}
		mark = data[at+1]
		if mark >= markRST0 && mark <= markSOI || mark == 1 {
			at += 2
			continue
		}
		if mark == markEOI {
			return mark, nil, at + 2
		}
		if at+4 > len(data) {
			return 0, nil, -1
		}
		n := int(binary.BigEndian.Uint16(data[at+2:]))
		if n < 2 || at+2+n > len(data) {
			return 0, nil, -1
		}
		return mark, data[at+4 : at+2+n], at + 2 + n
	}
	return 0, nil, -1
}

// jpegGarbage counts the bytes before the marker at or after a position, fill
// bytes apart.
func jpegGarbage(data []byte, at int) int {
	n := 0
	for at+1 < len(data) && (data[at] != 0xff || data[at+1] == 0) {
		n, at = n+1, at+1
	}
	return n
}

// frame reads a SOF segment.
func (p *jpegPlan) frame(s *survey, mark byte, body []byte) {
	if mark > markSOF2 {
		s.fail("JPEG of kind SOF%d (lossless, hierarchical or arithmetic) is not supported", mark-markSOF0)
		return
	}
	if len(body) < 6 || len(body) < 6+3*int(body[5]) {
		s.fail("the frame header is too short")
		return
	}
	if s.width != 0 {
		s.fail("there are two frame headers")
		return
	}
	s.bits = int(body[0])
	if s.bits != 8 {
		s.fail("JPEG of %d bits a sample is not supported", s.bits)
		return
	}
	s.height = int(binary.BigEndian.Uint16(body[1:]))
	s.width = int(binary.BigEndian.Uint16(body[3:]))
	p.progressive = mark == markSOF2
	if p.progressive {
		s.bytesPerPixel = 12
	}
	for c := body[6 : 6+3*int(body[5])]; len(c) > 0; c = c[3:] {
		p.components = append(p.components, jpegComponent{id: c[0], h: int(c[1] >> 4), v: int(c[1] & 15), tables: c[2]})
	}
	for _, c := range p.components {
		if c.h < 1 || c.h > 4 || c.v < 1 || c.v > 4 {
			s.fail("a sampling factor of %d×%d is impossible", c.h, c.v)
			return
		}
	}
	switch len(p.components) {
	case 1:
		s.mode = "grey"
	case 3:
		s.mode = "rgb"
	case 4:
		s.mode = "cmyk"
		s.bytesPerPixel += 4
	default:
		s.fail("a JPEG of %d channels is not supported", len(p.components))
	}
	s.canShrink = len(p.components) != 4
}

// quantTable keeps the first luma table.
func quantTable(s *survey, body []byte) {
	for len(body) > 0 {
		id, wide := body[0]&15, body[0]>>4 != 0
		body = body[1:]
		size := 64
		if wide {
			size = 128
		}
		if len(body) < size {
			return
		}
		if id == 0 && s.quant == nil {
			s.quant = new([64]uint16)
			for i := range s.quant {
				if wide {
					s.quant[i] = binary.BigEndian.Uint16(body[2*i:])
				} else {
					s.quant[i] = uint16(body[i])
				}
			}
		}
		body = body[size:]
	}
}

// profile joins the parts of an ICC profile.
func (p *jpegPlan) profile() []byte {
	numbers := make([]byte, 0, len(p.iccParts))
	for n := range p.iccParts {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	var all []byte
	for _, n := range numbers {
		all = append(all, p.iccParts[n]...)
	}
	return all
}

// decodeJPEG decodes by the fast tolerant decoder, and what it refuses, and
// four channels (whose inversion the standard library knows), by the library.
func decodeJPEG(data []byte, s *survey, shrink int) (image.Image, error) {
	plan := s.plan.(*jpegPlan)
	if len(plan.components) == 4 && plan.adobe {
		if img, err := jpeg.Decode(bytes.NewReader(data)); err == nil {
			return img, nil
		}
	}
	img, err := jpegn.Decode(bytes.NewReader(data), &jpegn.Options{ScaleDenom: shrink})
	if err == nil {
		return img, nil
	}
	img, err = jpeg.Decode(bytes.NewReader(data))
	if err == nil {
		return img, nil
	}
	// Zeros in place of what is lost make the library show the rest.
	padded := append(bytes.Clone(bytes.TrimSuffix(data, []byte{0xff, markEOI})), make([]byte, s.width*s.height/4+1024)...)
	img, second := jpeg.Decode(bytes.NewReader(append(padded, 0xff, markEOI)))
	if second != nil {
		return nil, err
	}
	return img, err
}
