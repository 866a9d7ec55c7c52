package decode

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"

	"golang.org/x/image/vp8l"
	"golang.org/x/image/webp"
)

var _ = register(&format{
	name:       "webp",
	extensions: []string{".webp"},
	matches: func(head []byte) bool {
		return len(head) >= 16 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP"
	},
	survey: surveyWebP,
	verify: verifyWebP,
	pixels: decodeWebP,
})

// webpFrame is one picture: the coded pixels, and where they lie.
type webpFrame struct {
	x, y, w, h int
	kind       string // "VP8 " or "VP8L"
	code       []byte
	alpha      []byte // body of ALPH, nil if there is none
	cut        bool   // the file ends within it
	unread     int    // bytes of code that decoding left over
}

type webpPlan struct {
	frames   []webpFrame
	animated bool
}

// riffChunk reads a chunk of a RIFF file. Of a cut chunk it gives what is
// there, with cut set. Chunks are padded to even lengths.
func riffChunk(data []byte, at int) (kind string, body []byte, next int, cut bool) {
	if at+8 > len(data) {
		return "", nil, len(data), true
	}
	kind = string(data[at : at+4])
	n := uint64(binary.LittleEndian.Uint32(data[at+4:]))
	end := uint64(at) + 8 + n
	if end > uint64(len(data)) {
		return kind, data[at+8:], len(data), true
	}
	return kind, data[at+8 : end], min(int(end+n&1), len(data)), false
}

func surveyWebP(data []byte) *survey {
	s := newSurvey()
	p := &webpPlan{}
	s.plan = p
	s.mode = "rgb"
	s.bytesPerPixel = 8
	promised := uint64(binary.LittleEndian.Uint32(data[4:])) + 8
	body := data
	switch have := uint64(len(data)); {
	case promised > have+1:
		s.lose("%d of %d bytes are missing at the end", promised-have, promised)
	case promised+1 < have:
		s.trailing(int(have - promised))
		body = data[:promised]
	}
	p.chunks(s, body, 12)
	if len(p.frames) == 0 {
		return s.fail("%s", firstOf(s.lost, errors.New("there is no picture in it")))
	}
	first := &p.frames[0]
	if s.width == 0 {
		s.width, s.height = first.w, first.h
	}
	s.frames = len(p.frames)
	if !p.animated && (first.w != s.width || first.h != s.height) {
		s.warn("the canvas is %d×%d, the picture %d×%d", s.width, s.height, first.w, first.h)
		s.width, s.height = first.w, first.h
	}
	return s
}

func (p *webpPlan) chunks(s *survey, body []byte, at int) {
	var alpha []byte
	for at < len(body) {
		kind, chunk, next, cut := riffChunk(body, at)
		if cut {
			s.lose("the file ends within the chunk %q", kind)
		}
		at = next
		switch kind {
		case "VP8X":
			p.canvas(s, chunk)
		case "ALPH":
			alpha = chunk
			s.mode = "rgba"
		case "VP8 ", "VP8L":
			if f, ok := newWebPFrame(s, kind, chunk); ok {
				f.alpha, f.cut = alpha, cut
				p.frames = append(p.frames, f)
			}
		case "ANMF":
			p.animated = true
			p.animationFrame(s, chunk, cut)
		case "EXIF":
			s.exif(chunk)
		case "ICCP":
			s.icc = chunk
		}
	}
}

func (p *webpPlan) canvas(s *survey, chunk []byte) {
	if len(chunk) < 10 {
		s.lose("the canvas header is too short")
		return
	}
	if chunk[0]&0x10 != 0 {
		s.mode = "rgba"
	}
	s.width, s.height = 1+uint24(chunk[4:]), 1+uint24(chunk[7:])
}

func uint24(b []byte) int { return int(b[0]) | int(b[1])<<8 | int(b[2])<<16 }

// animationFrame reads the chunks within an ANMF chunk.
func (p *webpPlan) animationFrame(s *survey, chunk []byte, cut bool) {
	if len(chunk) < 16 {
		s.lose("frame %d of the animation is cut", len(p.frames)+1)
		return
	}
	x, y := 2*uint24(chunk), 2*uint24(chunk[3:])
	w, h := 1+uint24(chunk[6:]), 1+uint24(chunk[9:])
	var alpha []byte
	for at := 16; at < len(chunk); {
		kind, body, next, inner := riffChunk(chunk, at)
		at = next
		switch kind {
		case "ALPH":
			alpha = body
		case "VP8 ", "VP8L":
			f, ok := newWebPFrame(s, kind, body)
			if !ok {
				return
			}
			if f.w != w || f.h != h {
				s.lose("frame %d of the animation is %d×%d instead of %d×%d", len(p.frames)+1, f.w, f.h, w, h)
			}
			f.x, f.y, f.alpha, f.cut = x, y, alpha, inner || cut
			p.frames = append(p.frames, f)
			return
		}
	}
	s.lose("frame %d of the animation holds no picture", len(p.frames)+1)
}

// newWebPFrame reads the header of coded pixels.
func newWebPFrame(s *survey, kind string, code []byte) (webpFrame, bool) {
	f := webpFrame{kind: kind, code: code}
	switch {
	case kind == "VP8L" && len(code) >= 5 && code[0] == 0x2f:
		v := binary.LittleEndian.Uint32(code[1:])
		f.w, f.h = int(v&0x3fff)+1, int(v>>14&0x3fff)+1
		if v>>28&1 != 0 {
			s.mode = "rgba"
		}
	case kind == "VP8 " && len(code) >= 10 && code[0]&1 == 0 && string(code[3:6]) == "\x9d\x01\x2a":
		f.w = int(binary.LittleEndian.Uint16(code[6:]) & 0x3fff)
		f.h = int(binary.LittleEndian.Uint16(code[8:]) & 0x3fff)
	default:
		s.lose("the header of the chunk %q is broken", kind)
		return f, false
	}
	if f.w == 0 || f.h == 0 {
		s.lose("a frame is empty")
		return f, false
	}
	return f, true
}

// decodeWebP decodes the first frame, brings video range to full range, and
// lays it on its canvas, which is transparent where the frame does not reach.
func decodeWebP(_ []byte, s *survey, _ int) (image.Image, error) {
	f := &s.plan.(*webpPlan).frames[0]
	if outgrows(f.w, f.h, s) {
		return nil, fmt.Errorf("the first frame of %d×%d is far larger than its canvas", f.w, f.h)
	}
	img, err := f.decode()
	if err != nil {
		reason := err
		// Zeros in place of what is lost make the decoder show the rest.
		if img, err = webp.Decode(bytes.NewReader(f.padded().file())); err != nil {
			return nil, reason
		}
		err = reason
	}
	stretch(img)
	if f.x == 0 && f.y == 0 && f.w == s.width && f.h == s.height {
		return img, err
	}
	return onCanvas(img, f.x, f.y, s.width, s.height), err
}

// decode decodes the frame alone. A lossless one is read byte by byte, so that
// what is left over is known.
func (f *webpFrame) decode() (image.Image, error) {
	if f.kind != "VP8L" {
		return webp.Decode(bytes.NewReader(f.file()))
	}
	r := bytes.NewReader(f.code)
	img, err := vp8l.Decode(r)
	f.unread = r.Len()
	return img, err
}

// padded is the frame with zeros behind its code.
func (f *webpFrame) padded() *webpFrame {
	longer := *f
	longer.code = append(bytes.Clone(f.code), make([]byte, f.w*f.h/2+1024)...)
	return &longer
}

// file is a still WebP of one frame.
func (f *webpFrame) file() []byte {
	out := bytes.NewBufferString("RIFF\x00\x00\x00\x00WEBP")
	write := func(kind string, body []byte) {
		out.WriteString(kind)
		var n [4]byte
		binary.LittleEndian.PutUint32(n[:], uint32(len(body)))
		out.Write(n[:])
		out.Write(body)
		if len(body)%2 != 0 {
			out.WriteByte(0)
		}
	}
	if f.kind == "VP8 " && f.alpha != nil {
		w, h := f.w-1, f.h-1
		write("VP8X", []byte{0x10, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
		write("ALPH", f.alpha)
	}
	write(f.kind, f.code)
	file := out.Bytes()
	binary.LittleEndian.PutUint32(file[4:], uint32(len(file)-8))
	return file
}

func onCanvas(img image.Image, x, y, w, h int) *image.RGBA {
	canvas := image.NewRGBA(rectangle(w, h))
	if x >= w {
		return canvas
	}
	row := premultipliedRows(img)
	for i := range min(img.Bounds().Dy(), h-y) {
		start := canvas.PixOffset(x, y+i)
		copy(canvas.Pix[start:canvas.PixOffset(0, y+i)+w*4], row(i))
	}
	return canvas
}

// lumaRange and chromaRange bring video range (luma 16 to 235, chroma 16 to
// 240), which WebP stores and its decoder hands out, to JPEG's full range.
var lumaRange, chromaRange = rangeTable(16, 219, 0), rangeTable(128, 224, 128)

func rangeTable(from, span, to int) (table [256]byte) {
	for v := range table {
		d := (v - from) * 255 * 2
		if d < 0 {
			d -= span
		} else {
			d += span
		}
		table[v] = byte(min(max(to+d/(2*span), 0), 255))
	}
	return table
}

func stretch(img image.Image) {
	var m *image.YCbCr
	switch v := img.(type) {
	case *image.YCbCr:
		m = v
	case *image.NYCbCrA:
		m = &v.YCbCr
	default:
		return
	}
	for i, v := range m.Y {
		m.Y[i] = lumaRange[v]
	}
	for i, v := range m.Cb {
		m.Cb[i] = chromaRange[v]
	}
	for i, v := range m.Cr {
		m.Cr[i] = chromaRange[v]
	}
}

// verifyWebP looks at the code of every frame.
func verifyWebP(_ []byte, s *survey) {
	frames := s.plan.(*webpPlan).frames
	for i := range frames {
		if frames[i].unread > 4 {
			s.lose("%d bytes are left over when all of frame %d of %d is decoded", frames[i].unread, i+1, len(frames))
			return
		}
		if frames[i].cut || zeroTail(frames[i].code) >= suspiciousZeros {
			s.lose("the data of frame %d of %d ends in nothing but zero bytes", i+1, len(frames))
			return
		}
	}
}
