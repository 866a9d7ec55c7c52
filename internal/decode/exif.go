package decode

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// exifTags are the fields of an EXIF block that matter here.
type exifTags struct {
	orientation int // 1 to 8, or 0 when the block has none
	texts       []Text
}

const (
	tagImageDescription = 0x010e
	tagOrientation      = 0x0112
	tagSoftware         = 0x0131
	tagExifDirectory    = 0x8769
	tagUserComment      = 0x9286
)

// readEXIF reads a block in TIFF form, with or without "Exif\0\0" before it.
// What cannot be read is left out: a broken EXIF block breaks no picture.
func readEXIF(block []byte) exifTags {
	block = bytes.TrimPrefix(block, []byte("Exif\x00\x00"))
	var t exifTags
	order := byteOrder(block)
	if order == nil {
		return t
	}
	t.directory(block, order, order.Uint32(block[4:]), 0)
	return t
}

// byteOrder is that of a TIFF block, or nil if it is none.
func byteOrder(block []byte) binary.ByteOrder {
	switch {
	case len(block) < 8:
		return nil
	case string(block[:4]) == "II*\x00":
		return binary.LittleEndian
	case string(block[:4]) == "MM\x00*":
		return binary.BigEndian
	}
	return nil
}

func (t *exifTags) directory(block []byte, order binary.ByteOrder, at uint32, depth int) {
	if depth > 1 || uint64(at)+2 > uint64(len(block)) {
		return
	}
	n := int(order.Uint16(block[at:]))
	entries := block[at+2:]
	for i := 0; i < n && (i+1)*12 <= len(entries); i++ {
		t.entry(block, order, entries[i*12:i*12+12], depth)
	}
}

func (t *exifTags) entry(block []byte, order binary.ByteOrder, e []byte, depth int) {
	value := exifValue(block, order, e)
	switch order.Uint16(e) {
	case tagOrientation:
		if o := int(order.Uint16(e[8:])); o >= 1 && o <= 8 && t.orientation == 0 {
			t.orientation = o
		}
	case tagExifDirectory:
		t.directory(block, order, order.Uint32(e[8:]), depth+1)
	case tagImageDescription:
		t.text("ImageDescription", plainText(value))
	case tagSoftware:
		t.text("Software", plainText(value))
	case tagUserComment:
		t.text("UserComment", userComment(value, order))
	}
}

func (t *exifTags) text(key, value string) {
	if value != "" {
		t.texts = append(t.texts, Text{key, value})
	}
}

// exifValue is the bytes of an entry of ASCII, BYTE or UNDEFINED type.
func exifValue(block []byte, order binary.ByteOrder, e []byte) []byte {
	kind, n := order.Uint16(e[2:]), uint64(order.Uint32(e[4:]))
	if kind != 1 && kind != 2 && kind != 7 {
		return nil
	}
	if n <= 4 {
		return e[8 : 8+n]
	}
	at := uint64(order.Uint32(e[8:]))
	if at+n > uint64(len(block)) {
		return nil
	}
	return block[at : at+n]
}

func plainText(b []byte) string {
	return strings.TrimSpace(utf8OrLatin1(bytes.TrimRight(b, "\x00")))
}

// utf8OrLatin1 reads bytes as UTF-8, or as Latin-1 where they are not.
func utf8OrLatin1(b []byte) string {
	if s := string(b); strings.ToValidUTF8(s, "") == s {
		return s
	}
	return latin1(b)
}

func latin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}

// userComment reads EXIF's comment, which begins with the name of its
// character set in eight bytes. "UNICODE" is UTF-16, by the block's byte
// order or, as some writers have it, always big-endian.
func userComment(b []byte, order binary.ByteOrder) string {
	if len(b) < 8 {
		return ""
	}
	set, body := string(b[:8]), b[8:]
	if set != "UNICODE\x00" {
		return plainText(body)
	}
	return strings.TrimSpace(strings.TrimRight(UTF16(body, order), "\x00"))
}

// UTF16 is text in UTF-16 as its mark says, or else in the likelier byte order.
func UTF16(b []byte, order binary.ByteOrder) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		order, b = binary.BigEndian, b[2:]
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		order, b = binary.LittleEndian, b[2:]
	default:
		order = likelierOrder(b, order)
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// likelierOrder is the byte order that makes more of the first characters
// Latin, or the given one.
func likelierOrder(b []byte, order binary.ByteOrder) binary.ByteOrder {
	big, little := 0, 0
	for i := 0; i+2 <= min(len(b), 256); i += 2 {
		if b[i] == 0 {
			big++
		}
		if b[i+1] == 0 {
			little++
		}
	}
	switch {
	case big > little:
		return binary.BigEndian
	case little > big:
		return binary.LittleEndian
	}
	return order
}

// exif takes over the orientation and the texts of an EXIF block.
func (s *survey) exif(block []byte) {
	t := readEXIF(block)
	if t.orientation != 0 {
		s.orientation = t.orientation
	}
	for _, text := range t.texts {
		s.text(text.Key, text.Value)
	}
}
