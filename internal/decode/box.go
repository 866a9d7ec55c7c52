package decode

import (
	"encoding/binary"
	"fmt"
)

// box is one box of an ISO base media file: AVIF, HEIC, JPEG XL.
type box struct {
	kind string
	body []byte
	cut  bool // the file ends within it
	end  int  // offset in the data that it was read from
}

// boxes reads the boxes that data holds, one after the other. It says how many
// bytes at the end are no box.
func boxes(data []byte) (all []box, rest int) {
	for at := 0; at+8 <= len(data); {
		size, head := uint64(binary.BigEndian.Uint32(data[at:])), uint64(8)
		b := box{kind: string(data[at+4 : at+8])}
		switch {
		case size == 0: // to the end of the file
			size = uint64(len(data) - at)
		case size == 1 && at+16 <= len(data):
			size, head = binary.BigEndian.Uint64(data[at+8:]), 16
		}
		if size < head || !printable(b.kind) {
			return all, len(data) - at
		}
		end := uint64(at) + size
		if size > uint64(len(data)-at) {
			b.cut, end = true, uint64(len(data))
		}
		b.body, b.end = data[uint64(at)+head:end], int(end)
		all = append(all, b)
		at = int(end)
		rest = len(data) - at
	}
	if len(all) == 0 {
		return nil, len(data)
	}
	return all, rest
}

func printable(kind string) bool {
	for _, c := range []byte(kind) {
		if c < 0x20 || c > 0x7e {
			return false
		}
	}
	return true
}

func child(data []byte, kind string) []byte {
	all, _ := boxes(data)
	for _, b := range all {
		if b.kind == kind {
			return b.body
		}
	}
	return nil
}

// brand is the major brand of a file that begins with an ftyp box, with the
// compatible ones behind it, or "".
func brands(head []byte) (major string, compatible []string) {
	if len(head) < 16 || string(head[4:8]) != "ftyp" {
		return "", nil
	}
	n := min(int(binary.BigEndian.Uint32(head)), len(head))
	for at := 16; at+4 <= n; at += 4 {
		compatible = append(compatible, string(head[at:at+4]))
	}
	return string(head[8:12]), compatible
}

// heif is what the meta box of an AVIF or HEIC file says.
type heif struct {
	primary    uint32
	properties []box
	of         map[uint32][]int // item to its properties, counted from 0
	extents    []extent
	alpha      bool
	kinds      map[uint32]string // item types
}

type extent struct {
	item           uint32
	offset, length uint64
	inside         bool // in the idat box instead of the file
}

// surveyHEIF reads an AVIF or HEIC file's boxes.
func surveyHEIF(data []byte) *survey {
	s := newSurvey()
	s.mode = "rgb"
	s.bytesPerPixel = 16
	all, rest := boxes(data)
	s.trailing(rest)
	h := &heif{of: map[uint32][]int{}, kinds: map[uint32]string{}}
	s.plan = h
	var meta []byte
	var idat int
	for _, b := range all {
		if b.cut {
			s.lose("the file ends within the box %q", b.kind)
		}
		switch b.kind {
		case "meta":
			meta = b.body
		case "moov":
			s.frames = max(s.frames, movieFrames(b.body))
		}
	}
	if len(meta) < 4 {
		if s.frames > 1 {
			return s.fail("a sequence without a still picture is not supported")
		}
		return s.fail("%s", firstOf(s.lost, fmt.Errorf("the box that describes the picture is missing")))
	}
	items, _ := boxes(meta[4:])
	for _, b := range items {
		switch b.kind {
		case "pitm":
			h.readPrimary(b.body)
		case "iinf":
			h.readItems(b.body)
		case "iloc":
			h.readLocations(b.body)
		case "idat":
			idat = len(b.body)
		case "iprp":
			h.properties, _ = boxes(child(b.body, "ipco"))
			h.readAssociations(b.body)
		}
	}
	h.describe(s)
	h.checkExtents(s, data, idat)
	h.readEXIF(s, data)
	return s
}

// movieFrames counts the samples of the first track of a sequence.
func movieFrames(moov []byte) int {
	stsz := child(child(child(child(child(moov, "trak"), "mdia"), "minf"), "stbl"), "stsz")
	if len(stsz) < 12 {
		return 1
	}
	return int(min(binary.BigEndian.Uint32(stsz[8:]), 1<<20))
}

// sizedInt reads an unsigned integer of 0 to 8 bytes and moves on. Beyond the
// end it reads zeros and sets failed.
type boxReader struct {
	b      []byte
	failed bool
}

func (r *boxReader) uint(size int) (v uint64) {
	if size > len(r.b) {
		r.failed = true
		r.b = nil
		return 0
	}
	for _, c := range r.b[:size] {
		v = v<<8 | uint64(c)
	}
	r.b = r.b[size:]
	return v
}

// wide is 4 bytes in boxes of a version from the given one on, else 2.
func wide(version, from uint64) int {
	if version >= from {
		return 4
	}
	return 2
}

func (h *heif) readPrimary(body []byte) {
	r := &boxReader{b: body}
	version := r.uint(4) >> 24
	h.primary = uint32(r.uint(wide(version, 1)))
}

func (h *heif) readItems(body []byte) {
	r := &boxReader{b: body}
	version := r.uint(4) >> 24
	r.uint(wide(version, 1))
	entries, _ := boxes(r.b)
	for _, e := range entries {
		i := &boxReader{b: e.body}
		version := i.uint(4) >> 24
		if version < 2 {
			continue
		}
		id := uint32(i.uint(wide(version, 3)))
		i.uint(2)
		if len(i.b) >= 4 {
			h.kinds[id] = string(i.b[:4])
		}
	}
}

func (h *heif) readLocations(body []byte) {
	r := &boxReader{b: body}
	version := r.uint(4) >> 24
	sizes := r.uint(2)
	offset, length, base, index := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		index = 0
	}
	n := r.uint(wide(version, 2))
	for range min(n, 1<<16) {
		id := uint32(r.uint(wide(version, 2)))
		method := uint64(0)
		if version >= 1 {
			method = r.uint(2) & 15
		}
		r.uint(2) // the data reference
		start := r.uint(base)
		for range r.uint(2) {
			r.uint(index)
			e := extent{item: id, offset: start + r.uint(offset), length: r.uint(length), inside: method == 1}
			if r.failed {
				return
			}
			h.extents = append(h.extents, e)
		}
	}
}

func (h *heif) readAssociations(iprp []byte) {
	parts, _ := boxes(iprp)
	for _, b := range parts {
		if b.kind != "ipma" {
			continue
		}
		r := &boxReader{b: b.body}
		head := r.uint(4)
		for range min(r.uint(4), 1<<16) {
			id := uint32(r.uint(wide(head>>24, 1)))
			for range r.uint(1) {
				index := r.uint(1) & 0x7f
				if head&1 != 0 {
					index = index<<8 | r.uint(1)
				}
				if r.failed {
					return
				}
				if index > 0 && int(index) <= len(h.properties) {
					h.of[id] = append(h.of[id], int(index)-1)
				}
			}
		}
	}
}

// describe takes size, bits, turns and colours from the primary item's
// properties. Turns come in the order of the file: EXIF orientations are the
// eight results.
func (h *heif) describe(s *survey) {
	turn := 1
	for _, i := range h.of[h.primary] {
		p := h.properties[i]
		r := &boxReader{b: p.body}
		switch p.kind {
		case "ispe":
			r.uint(4)
			w, ht := r.uint(4), r.uint(4)
			if w > 1<<30 || ht > 1<<30 {
				s.fail("%d×%d pixels are impossible", w, ht)
				return
			}
			s.width, s.height = int(w), int(ht)
		case "pixi":
			r.uint(4)
			if n := r.uint(1); n > 0 {
				s.bits = int(r.uint(1))
			}
			if len(p.body) > 4 && p.body[4] == 1 {
				s.mode = "grey"
			}
		case "irot":
			for range r.uint(1) & 3 {
				turn = thenLeft[turn]
			}
		case "imir":
			if r.uint(1)&1 == 1 {
				turn = thenMirror[turn]
			} else {
				turn = thenFlip[turn]
			}
		case "colr":
			if len(p.body) > 4 && (string(p.body[:4]) == "prof" || string(p.body[:4]) == "rICC") {
				s.icc = p.body[4:]
			}
		}
	}
	s.orientation = turn
	for _, p := range h.properties {
		if p.kind == "auxC" && len(p.body) > 4 && isAlphaURN(string(p.body[4:])) {
			h.alpha = true
		}
	}
	if h.alpha {
		s.mode = withAlpha(s.mode)
	}
}

func isAlphaURN(urn string) bool {
	for _, known := range []string{"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1"} {
		if len(urn) >= len(known) && urn[:len(known)] == known {
			return true
		}
	}
	return false
}

// checkExtents sees that the coded pixels of every item lie inside the file.
func (h *heif) checkExtents(s *survey, data []byte, idat int) {
	for _, e := range h.extents {
		limit := uint64(len(data))
		if e.inside {
			limit = uint64(idat)
		}
		if e.offset > limit || e.length > limit-e.offset {
			s.lose("the data of item %d lies beyond the end of the file", e.item)
			return
		}
		kind := h.kinds[e.item]
		coded := kind == "av01" || kind == "hvc1"
		if coded && !e.inside && e.length > 0 && zeroTail(data[e.offset:e.offset+e.length]) >= suspiciousZeros {
			s.lose("the data of item %d ends in zero bytes", e.item)
			return
		}
	}
}

// readEXIF reads the texts of the Exif item. Its orientation is not used:
// irot and imir say what counts.
func (h *heif) readEXIF(s *survey, data []byte) {
	for _, e := range h.extents {
		if h.kinds[e.item] != "Exif" || e.inside || e.length < 8 || e.offset+e.length > uint64(len(data)) {
			continue
		}
		block := data[e.offset : e.offset+e.length]
		skip := uint64(binary.BigEndian.Uint32(block)) + 4
		if skip > uint64(len(block)) {
			return
		}
		for _, text := range readEXIF(block[skip:]).texts {
			s.text(text.Key, text.Value)
		}
	}
}
