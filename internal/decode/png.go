package decode

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"hash/adler32"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"math"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

var _ = register(&format{
	name:       "png",
	extensions: []string{".apng", ".png"},
	matches:    magic(pngSignature),
	survey:     surveyPNG,
	pixels:     decodePNG,
})

// pngPlan keeps what decoding needs of a PNG: its critical chunks whole, and
// where the compressed pixels lie.
type pngPlan struct {
	header, palette, transparency []byte // bodies
	idat                          [][]byte
	whole                         bool // the file can be decoded as it is
	ended                         bool
	animation                     int // frames that acTL promises, 0 = still
	controls                      int // fcTL chunks seen
	inflations                    int // texts and profiles that were inflated
}

type pngChunk struct {
	kind string
	body []byte
	ok   bool // the checksum agrees
	next int
}

// readPNGChunk reads the chunk at a position. Of a cut chunk it gives what is
// there, with next = -1.
func readPNGChunk(data []byte, at int) pngChunk {
	if at+8 > len(data) {
		return pngChunk{next: -1}
	}
	n := binary.BigEndian.Uint32(data[at:])
	c := pngChunk{kind: string(data[at+4 : at+8]), next: -1}
	if uint64(at)+12+uint64(n) > uint64(len(data)) {
		c.body = data[at+8 : min(uint64(len(data)), uint64(at)+8+uint64(n))]
		return c
	}
	end := at + 8 + int(n)
	c.body = data[at+8 : end]
	c.ok = crc32.ChecksumIEEE(data[at+4:end]) == binary.BigEndian.Uint32(data[end:])
	c.next = end + 4
	return c
}

func surveyPNG(data []byte) *survey {
	s := newSurvey()
	p := &pngPlan{whole: true}
	s.plan = p
	at := len(pngSignature)
	for !p.ended {
		c := readPNGChunk(data, at)
		if c.next < 0 {
			p.cut(s, c, len(data)-at)
			break
		}
		p.chunk(s, c)
		if s.fatal != "" {
			return s
		}
		at = c.next
	}
	if p.ended {
		s.trailing(len(data) - at)
	}
	if p.header == nil || len(p.idat) == 0 {
		return s.fail("%s", firstOf(s.lost, errors.New("there is no pixel data")))
	}
	if p.animation > 0 {
		s.frames = p.animation
		if p.controls < p.animation && s.lost == "" {
			s.lose("%d of %d frames of the animation are there", p.controls, p.animation)
		}
	}
	return s
}

// cut notes that the file ends within a chunk.
func (p *pngPlan) cut(s *survey, c pngChunk, left int) {
	p.whole = false
	switch {
	case c.kind == "IDAT":
		p.idat = append(p.idat, c.body)
		s.lose("the file ends within the pixel data")
	case left == 0:
		s.lose("the end marker (IEND) is missing")
	default:
		s.lose("the file ends within the chunk %q", c.kind)
	}
}

func (p *pngPlan) chunk(s *survey, c pngChunk) {
	if p.header == nil && c.kind != "IHDR" {
		s.fail("the header chunk is missing: %q comes first", c.kind)
		return
	}
	critical := c.kind[0]&0x20 == 0
	if !c.ok {
		p.whole = false
		switch {
		case c.kind == "IEND":
			s.warn("bad checksum of the end marker")
		case critical || c.kind == "tRNS" || c.kind == "fdAT":
			s.lose("bad checksum of the chunk %q", c.kind)
		default:
			s.warn("bad checksum of the chunk %q", c.kind)
			return
		}
	}
	switch c.kind {
	case "IHDR":
		p.readHeader(s, c.body)
	case "PLTE":
		p.palette = c.body
	case "tRNS":
		p.transparency = c.body
	case "IDAT":
		p.idat = append(p.idat, c.body)
	case "IEND":
		p.ended = true
	case "acTL":
		if len(c.body) >= 8 {
			p.animation = int(min(binary.BigEndian.Uint32(c.body), 1<<20))
		}
	case "fcTL":
		p.controls++
	case "iCCP":
		if p.mayInflate() {
			s.icc = pngProfile(c.body)
		}
	case "eXIf":
		s.exif(c.body)
	case "tEXt":
		p.readText(c, s)
	case "zTXt", "iTXt":
		if p.mayInflate() {
			p.readText(c, s)
		}
	}
}

// mayInflate counts what is inflated: a file of a few megabytes may hold
// thousands of texts that each grow to the limit.
func (p *pngPlan) mayInflate() bool {
	p.inflations++
	return p.inflations <= inflationLimit
}

func (p *pngPlan) readText(c pngChunk, s *survey) {
	if key, value, ok := pngText(c.kind, c.body); ok {
		s.text(key, value)
	}
}

func (p *pngPlan) readHeader(s *survey, body []byte) {
	if len(body) != 13 {
		s.fail("the header chunk has %d bytes instead of 13", len(body))
		return
	}
	p.header = body
	w, h := binary.BigEndian.Uint32(body), binary.BigEndian.Uint32(body[4:])
	if w > 1<<31-1 || h > 1<<31-1 {
		s.fail("%d×%d pixels are impossible", w, h)
		return
	}
	s.width, s.height, s.bits = int(w), int(h), int(body[8])
	modes := map[byte]string{0: "grey", 2: "rgb", 3: "palette", 4: "grey+alpha", 6: "rgba"}
	mode, known := modes[body[9]]
	if !known {
		s.fail("colour type %d is unknown", body[9])
	}
	s.mode = mode
	s.bytesPerPixel = 6
	if s.bits == 16 {
		s.bytesPerPixel = 32 // where it is damaged
	}
}

// limit of a text or profile after decompression, in bytes.
const inflateLimit = 4 << 20

// limit of the texts and profiles of a picture that are inflated, which is as
// many as are kept.
const inflationLimit = textLimit

func inflated(b []byte) ([]byte, bool) {
	r, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, false
	}
	out, err := io.ReadAll(io.LimitReader(r, inflateLimit))
	return out, err == nil
}

// pngText reads the key and the text of a tEXt, zTXt or iTXt chunk.
func pngText(kind string, body []byte) (key, value string, ok bool) {
	name, rest, ok := bytes.Cut(body, []byte{0})
	if !ok {
		return "", "", false
	}
	key = latin1(name)
	switch kind {
	case "tEXt":
		return key, utf8OrLatin1(rest), true
	case "zTXt":
		if len(rest) == 0 {
			return "", "", false
		}
		text, ok := inflated(rest[1:])
		return key, utf8OrLatin1(text), ok
	}
	if len(rest) < 2 {
		return "", "", false
	}
	compressed := rest[0] != 0
	_, rest, _ = bytes.Cut(rest[2:], []byte{0}) // the language
	_, rest, ok = bytes.Cut(rest, []byte{0})    // the translated key
	if ok && compressed {
		rest, ok = inflated(rest)
	}
	return key, utf8OrLatin1(rest), ok
}

func pngProfile(body []byte) []byte {
	_, rest, ok := bytes.Cut(body, []byte{0})
	if !ok || len(rest) == 0 {
		return nil
	}
	profile, ok := inflated(rest[1:])
	if !ok {
		return nil
	}
	return profile
}

func decodePNG(data []byte, s *survey, _ int) (image.Image, error) {
	p := s.plan.(*pngPlan)
	if s.lost == "" {
		if img, ok := p.plain(s); ok {
			return img, nil
		}
	}
	if !p.whole && s.lost == "" {
		data = p.file(p.idat)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err == nil {
		return img, nil
	}
	saved, second := p.salvage(s)
	if second != nil {
		return nil, err
	}
	return saved, err
}

// file is a PNG of nothing but the critical chunks and the transparency.
func (p *pngPlan) file(idat [][]byte) []byte {
	out := bytes.NewBufferString(pngSignature)
	write := func(kind string, body []byte) {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(body)))
		out.Write(n[:])
		start := out.Len()
		out.WriteString(kind)
		out.Write(body)
		binary.BigEndian.PutUint32(n[:], crc32.ChecksumIEEE(out.Bytes()[start:]))
		out.Write(n[:])
	}
	write("IHDR", p.header)
	if p.palette != nil {
		write("PLTE", p.palette)
	}
	if p.transparency != nil {
		write("tRNS", p.transparency)
	}
	for _, part := range idat {
		write("IDAT", part)
	}
	write("IEND", nil)
	return out.Bytes()
}

// salvage decodes as much of the pixels as can be inflated; the rest is zero.
// It is an error when not even one row is there.
func (p *pngPlan) salvage(s *survey) (image.Image, error) {
	passes := p.passes(s)
	total := 0
	for _, pass := range passes {
		total += pass.rows * pass.length
	}
	raw := make([]byte, total)
	stream := bytes.Join(p.idat, nil)
	if len(stream) < 2 {
		return nil, errors.New("no pixel data")
	}
	// A cut or broken stream ends in an error; what came before it counts.
	n, _ := io.ReadFull(flate.NewReader(bytes.NewReader(stream[2:])), raw)
	if len(passes) == 0 || n < passes[0].length {
		return nil, errors.New("not one row of pixels is there")
	}
	at := 0
	for _, pass := range passes {
		for range pass.rows {
			if raw[at] > 4 {
				raw[at] = 0
			}
			at += pass.length
		}
	}
	file := p.file(nil)
	end := len(file) - len("....IEND....")
	return png.Decode(io.MultiReader(bytes.NewReader(file[:end]), &storedPixels{rest: raw, sum: adler32.Checksum(raw)}, bytes.NewReader(file[end:])))
}

// storedPixels reads as the IDAT chunks of pixel data that is not compressed,
// each made when it is asked for: a copy of a large picture is hundreds of
// megabytes.
type storedPixels struct {
	rest  []byte
	sum   uint32 // Adler-32 of all
	chunk []byte // what is left of the one that is being read
	begun bool
	done  bool
}

func (s *storedPixels) Read(to []byte) (int, error) {
	if len(s.chunk) == 0 {
		if s.done {
			return 0, io.EOF
		}
		s.next()
	}
	n := copy(to, s.chunk)
	s.chunk = s.chunk[n:]
	return n, nil
}

// next makes a chunk of one stored block.
func (s *storedPixels) next() {
	block := s.rest[:min(len(s.rest), math.MaxUint16)]
	s.rest = s.rest[len(block):]
	s.done = len(s.rest) == 0
	out := append(make([]byte, 4, len(block)+32), "IDAT"...)
	if !s.begun {
		out, s.begun = append(out, 0x78, 0x01), true
	}
	final := byte(0)
	if s.done {
		final = 1
	}
	out = binary.LittleEndian.AppendUint16(append(out, final), uint16(len(block)))
	out = append(binary.LittleEndian.AppendUint16(out, ^uint16(len(block))), block...)
	if s.done {
		out = binary.BigEndian.AppendUint32(out, s.sum)
	}
	binary.BigEndian.PutUint32(out, uint32(len(out)-8))
	s.chunk = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

type pngPass struct{ rows, length int } // length of a row with its filter byte

// passes are the pictures that the pixel data holds: one, or seven when it is
// interlaced, empty ones left out.
func (p *pngPlan) passes(s *survey) []pngPass {
	channels := map[byte]int{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[p.header[9]]
	length := func(w int) int { return 1 + (w*channels*s.bits+7)/8 }
	if p.header[12] == 0 {
		return []pngPass{{s.height, length(s.width)}}
	}
	var all []pngPass
	for _, a := range []struct{ x, y, dx, dy int }{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		w, h := (s.width-a.x+a.dx-1)/a.dx, (s.height-a.y+a.dy-1)/a.dy
		if w > 0 && h > 0 {
			all = append(all, pngPass{h, length(w)})
		}
	}
	return all
}
