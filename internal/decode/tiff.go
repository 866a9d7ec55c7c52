package decode

import (
	"bytes"
	"encoding/binary"
	"image"

	"golang.org/x/image/tiff"
)

var _ = register(&format{
	name:       "tiff",
	extensions: []string{".tif", ".tiff"},
	matches:    magic("II*\x00", "MM\x00*"),
	survey:     surveyTIFF,
	pixels:     decodeTIFF,
})

// Fields of a TIFF directory.
const (
	tiffWidth           = 256
	tiffHeight          = 257
	tiffBits            = 258
	tiffCompression     = 259
	tiffPhotometric     = 262
	tiffStripOffsets    = 273
	tiffSamples         = 277
	tiffStripByteCounts = 279
	tiffTileOffsets     = 324
	tiffTileByteCounts  = 325
	tiffExtraSamples    = 338
	tiffICC             = 34675
)

// tiffDirectory is one page: its fields by number, as unsigned integers.
type tiffDirectory struct {
	fields map[uint16][]uint32
	icc    []byte
	next   uint32
	cut    bool // part of it lies beyond the end of the file
}

func (d *tiffDirectory) one(field uint16, otherwise uint32) uint32 {
	if v := d.fields[field]; len(v) > 0 {
		return v[0]
	}
	return otherwise
}

func surveyTIFF(data []byte) *survey {
	s := newSurvey()
	order := byteOrder(data)
	if order == nil {
		return s.fail("the file ends within the header")
	}
	first, ok := readTIFFDirectory(data, order, order.Uint32(data[4:]))
	if !ok {
		return s.fail("the directory lies beyond the end of the file")
	}
	w, h := first.one(tiffWidth, 0), first.one(tiffHeight, 0)
	if w > 1<<30 || h > 1<<30 {
		return s.fail("%d×%d pixels are impossible", w, h)
	}
	s.width, s.height = int(w), int(h)
	s.bits = int(first.one(tiffBits, 1))
	s.mode = first.mode()
	s.bytesPerPixel = 10
	s.icc = first.icc
	s.exif(data)
	if first.cut {
		s.lose("the file ends within its directory")
	}
	s.checkStrips(data, first, 1)
	s.frames = s.countPages(data, order, first.next)
	return s
}

func (d *tiffDirectory) mode() string {
	extra := len(d.fields[tiffExtraSamples]) > 0
	mode := "rgb"
	switch d.one(tiffPhotometric, 0) {
	case 0, 1:
		mode = "grey"
	case 3:
		mode = "palette"
	case 5:
		return "cmyk"
	}
	if extra {
		return withAlpha(mode)
	}
	return mode
}

// tiffSizes are the bytes of a value of each type.
var tiffSizes = [13]uint64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}

// readTIFFDirectory reads the integer fields of a directory.
func readTIFFDirectory(data []byte, order binary.ByteOrder, at uint32) (*tiffDirectory, bool) {
	if uint64(at)+2 > uint64(len(data)) || at == 0 {
		return nil, false
	}
	n := uint64(order.Uint16(data[at:]))
	end := uint64(at) + 2 + n*12
	if end > uint64(len(data)) {
		return nil, false
	}
	d := &tiffDirectory{fields: map[uint16][]uint32{}}
	for e := data[at+2 : end]; len(e) > 0; e = e[12:] {
		d.field(data, order, e[:12])
	}
	if end+4 > uint64(len(data)) {
		d.cut = true
		return d, true
	}
	d.next = order.Uint32(data[end:])
	return d, true
}

func (d *tiffDirectory) field(data []byte, order binary.ByteOrder, e []byte) {
	field, kind, n := order.Uint16(e), order.Uint16(e[2:]), uint64(order.Uint32(e[4:]))
	if kind == 0 || int(kind) >= len(tiffSizes) {
		return
	}
	size := tiffSizes[kind]
	value := e[8:12]
	if n*size > 4 {
		at := uint64(order.Uint32(value))
		if at+n*size > uint64(len(data)) {
			d.cut = true
			return
		}
		value = data[at : at+n*size]
	}
	if kind != 1 && kind != 3 && kind != 4 && kind != 7 {
		return // not a whole number without a sign
	}
	if field == tiffICC {
		d.icc = value[:n*size]
		return
	}
	numbers := make([]uint32, n)
	for i := range numbers {
		switch size {
		case 1:
			numbers[i] = uint32(value[i])
		case 2:
			numbers[i] = uint32(order.Uint16(value[2*i:]))
		default:
			numbers[i] = order.Uint32(value[4*i:])
		}
	}
	d.fields[field] = numbers
}

// checkStrips sees that every strip or tile of a page lies inside the file.
func (s *survey) checkStrips(data []byte, d *tiffDirectory, page int) {
	offsets, counts := d.fields[tiffStripOffsets], d.fields[tiffStripByteCounts]
	if len(offsets) == 0 {
		offsets, counts = d.fields[tiffTileOffsets], d.fields[tiffTileByteCounts]
	}
	if len(offsets) == 0 || len(counts) < len(offsets) {
		s.lose("page %d does not say where its pixels are", page)
		return
	}
	compressed := d.one(tiffCompression, 1) != 1
	for i, offset := range offsets {
		end := uint64(offset) + uint64(counts[i])
		if end > uint64(len(data)) {
			s.lose("part %d of %d of page %d lies beyond the end of the file", i+1, len(offsets), page)
			return
		}
		if compressed && zeroTail(data[offset:end]) >= suspiciousZeros {
			s.lose("part %d of %d of page %d ends in zero bytes", i+1, len(offsets), page)
			return
		}
	}
}

// countPages walks the other pages. A chain that loops ends.
func (s *survey) countPages(data []byte, order binary.ByteOrder, next uint32) int {
	pages, seen := 1, map[uint32]bool{}
	for next != 0 && !seen[next] && pages < 10000 {
		seen[next] = true
		d, ok := readTIFFDirectory(data, order, next)
		if !ok {
			s.lose("page %d lies beyond the end of the file", pages+1)
			return pages
		}
		pages++
		s.checkStrips(data, d, pages)
		next = d.next
	}
	return pages
}

func decodeTIFF(data []byte, s *survey, _ int) (image.Image, error) {
	return tiff.Decode(bytes.NewReader(data))
}
