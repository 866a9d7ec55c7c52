package decode

import (
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
)

var _ = register(&format{
	name:       "gif",
	extensions: []string{".gif"},
	matches:    magic("GIF87a", "GIF89a"),
	survey:     surveyGIF,
	verify:     verifyGIF,
	pixels:     decodeGIF,
})

// gifFrame is one picture of a GIF.
type gifFrame struct {
	x, y, w, h  int
	interlaced  bool
	palette     []byte // three bytes a colour
	transparent int    // entry, or -1
	codeSize    int
	blocks      [][]byte // of LZW codes
	complete    bool     // its blocks end as they should
}

type gifPlan struct{ frames []gifFrame }

// first is the first frame that shows anything, or nil.
func (p *gifPlan) first() *gifFrame {
	for i := range p.frames {
		if p.frames[i].w > 0 && p.frames[i].h > 0 {
			return &p.frames[i]
		}
	}
	return nil
}

// gifReader walks the blocks of a GIF.
type gifReader struct {
	data []byte
	at   int
	cut  bool // something asked for bytes beyond the end
}

func (r *gifReader) take(n int) []byte {
	if n > len(r.data)-r.at {
		r.cut = true
		r.at = len(r.data)
		return nil
	}
	b := r.data[r.at : r.at+n]
	r.at += n
	return b
}

// blocks reads sub-blocks up to their terminator. Of a cut one it gives what
// is there.
func (r *gifReader) blocks() (all [][]byte, complete bool) {
	for {
		size := r.take(1)
		if size == nil {
			return all, false
		}
		n := int(size[0])
		if n == 0 {
			return all, true
		}
		if left := len(r.data) - r.at; n > left {
			all = append(all, r.take(left))
			r.cut = true
			return all, false
		}
		all = append(all, r.take(n))
	}
}

func surveyGIF(data []byte) *survey {
	s := newSurvey()
	p := &gifPlan{}
	s.plan = p
	s.mode = "palette"
	s.bytesPerPixel = 6
	r := &gifReader{data: data, at: 6}
	screen := r.take(7)
	if screen == nil {
		return s.fail("the file ends within the header")
	}
	s.width, s.height = int(binary.LittleEndian.Uint16(screen)), int(binary.LittleEndian.Uint16(screen[2:]))
	var global []byte
	if screen[4]&0x80 != 0 {
		global = r.take(3 << (screen[4]&7 + 1))
	}
	p.walk(s, r, global)
	first := p.first()
	if first == nil {
		return s.fail("%s", firstOf(s.lost, errors.New("there is no frame")))
	}
	s.frames = len(p.frames)
	s.bits = bitsFor(len(first.palette) / 3)
	if s.width == 0 || s.height == 0 {
		s.width, s.height = first.x+first.w, first.y+first.h
		s.warn("the canvas has no size; taken from the first frame")
	}
	return s
}

func (f *gifFrame) covers(s *survey) bool {
	return f.x == 0 && f.y == 0 && f.w >= s.width && f.h >= s.height
}

func bitsFor(colours int) int {
	bits := 1
	for 1<<bits < colours {
		bits++
	}
	return bits
}

// walk reads the blocks to the trailer.
func (p *gifPlan) walk(s *survey, r *gifReader, global []byte) {
	transparent := -1
	zeros := 0
	for !r.cut {
		kind := r.take(1)
		if kind == nil {
			s.lose("the end marker is missing")
			return
		}
		switch kind[0] {
		case 0x3b:
			s.trailing(len(r.data) - r.at)
			return
		case 0x21:
			transparent = p.extension(r, transparent)
		case 0x2c:
			f := readGIFFrame(r, global, transparent)
			transparent = -1
			if f.codeSize == 0 && r.cut {
				break
			}
			p.frames = append(p.frames, f)
		case 0:
			zeros++
			if zeros == 1 {
				s.warn("stray zero bytes between blocks")
			}
		default:
			s.lose("unknown block 0x%02x after frame %d", kind[0], len(p.frames))
			return
		}
	}
	s.lose("the file ends within frame %d", max(len(p.frames), 1))
}

// extension reads an extension block; of a graphic control it keeps the
// transparent entry for the next frame.
func (p *gifPlan) extension(r *gifReader, transparent int) int {
	label := r.take(1)
	body, _ := r.blocks()
	if label == nil || label[0] != 0xf9 || len(body) == 0 || len(body[0]) < 4 {
		return transparent
	}
	if body[0][0]&1 == 0 {
		return -1
	}
	return int(body[0][3])
}

func readGIFFrame(r *gifReader, global []byte, transparent int) gifFrame {
	f := gifFrame{palette: global, transparent: transparent}
	head := r.take(9)
	if head == nil {
		return f
	}
	f.x, f.y = int(binary.LittleEndian.Uint16(head)), int(binary.LittleEndian.Uint16(head[2:]))
	f.w, f.h = int(binary.LittleEndian.Uint16(head[4:])), int(binary.LittleEndian.Uint16(head[6:]))
	f.interlaced = head[8]&0x40 != 0
	if head[8]&0x80 != 0 {
		f.palette = r.take(3 << (head[8]&7 + 1))
	}
	if size := r.take(1); size != nil {
		f.codeSize = int(size[0])
	}
	f.blocks, f.complete = r.blocks()
	return f
}

// verifyGIF counts what the codes of every frame deliver.
func verifyGIF(_ []byte, s *survey) {
	frames := s.plan.(*gifPlan).frames
	for i := range frames {
		f := &frames[i]
		if f.w == 0 || f.h == 0 {
			continue
		}
		if reason := f.fault(); reason != "" {
			s.lose("frame %d of %d: %s", i+1, len(frames), reason)
			return
		}
	}
}

// fault is what is wrong with the codes of a frame, or "".
func (f *gifFrame) fault() string {
	for _, b := range f.blocks {
		if longestZeroRun(b) >= suspiciousZeros {
			return "a run of zero bytes where its data should be"
		}
	}
	n, err := unpackGIF(f.codeSize, f.blocks, nil, f.w*f.h)
	if err != nil {
		return err.Error()
	}
	if n < f.w*f.h {
		return shortOf(n, f.w*f.h)
	}
	return ""
}

func longestZeroRun(b []byte) int {
	longest, run := 0, 0
	for _, c := range b {
		if c != 0 {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}

// decodeGIF lays the first frame on the canvas, as browsers do: what it does
// not cover is transparent.
func decodeGIF(_ []byte, s *survey, _ int) (image.Image, error) {
	f := s.plan.(*gifPlan).first()
	if outgrows(f.w, f.h, s) {
		return nil, fmt.Errorf("the first frame of %d×%d is far larger than its canvas", f.w, f.h)
	}
	pix := make([]byte, f.w*f.h)
	n, err := unpackGIF(f.codeSize, f.blocks, pix, len(pix))
	if n == 0 {
		if err == nil {
			err = errors.New("the first frame holds no pixels")
		}
		return nil, err
	}
	if f.interlaced {
		pix = deinterlaced(pix, f.w, f.h)
	}
	m := &image.Paletted{Pix: pix, Stride: f.w, Rect: rectangle(f.w, f.h), Palette: f.colours()}
	if f.covers(s) {
		m.Rect = rectangle(s.width, s.height)
		return m, err
	}
	return f.onCanvas(m, s.width, s.height), err
}

// colours is the palette of a frame, filled up with black, for some files use
// entries that they do not define.
func (f *gifFrame) colours() color.Palette {
	all := make(color.Palette, 256)
	for i := range all {
		all[i] = color.RGBA{A: 255}
		if (i+1)*3 <= len(f.palette) {
			all[i] = color.RGBA{f.palette[i*3], f.palette[i*3+1], f.palette[i*3+2], 255}
		}
	}
	if f.transparent >= 0 {
		all[f.transparent] = color.RGBA{}
	}
	return all
}

func (f *gifFrame) onCanvas(m *image.Paletted, w, h int) image.Image {
	canvas := image.NewRGBA(rectangle(w, h))
	row := premultipliedRows(m)
	for y := range min(f.h, h-f.y) {
		if f.x < w {
			copy(canvas.Pix[canvas.PixOffset(f.x, f.y+y):canvas.PixOffset(0, f.y+y)+w*4], row(y))
		}
	}
	return canvas
}

// deinterlaced puts rows that come in four passes into their places.
func deinterlaced(pix []byte, w, h int) []byte {
	out := make([]byte, len(pix))
	from := 0
	for _, pass := range [4][2]int{{0, 8}, {4, 8}, {2, 4}, {1, 2}} {
		for y := pass[0]; y < h; y += pass[1] {
			copy(out[y*w:(y+1)*w], pix[from*w:(from+1)*w])
			from++
		}
	}
	return out
}
