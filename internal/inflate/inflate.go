// Package inflate decompresses a whole zlib stream at once into a buffer whose
// length is known, as the pixel data of a PNG is. Knowing both ends lets it work
// on 64 bits at a time, without the state that a stream reader keeps: it takes
// about half of compress/zlib's time. The formats are RFC 1950 and RFC 1951.
package inflate

import (
	"encoding/binary"
	"errors"
	"hash/adler32"
	"math/bits"
)

// Errors of damaged streams.
var (
	ErrHeader   = errors.New("zlib: the header is damaged")
	ErrData     = errors.New("zlib: the data is damaged")
	ErrShort    = errors.New("zlib: the stream ends early")
	ErrLong     = errors.New("zlib: the stream holds more than is expected")
	ErrChecksum = errors.New("zlib: the checksum disagrees")
)

// Table sizes: codes up to so many bits are found in one step.
const (
	literalBits  = 11
	distanceBits = 8
	lengthBits   = 7 // of the code that code lengths are written in
	maxCode      = 15
)

// An entry of a decoding table. Its low byte is the number of bits to drop.
const (
	isLiteral = 1 << 31 // the value is a byte
	isSpecial = 1 << 15 // the value is the place of a second table, or it is the end of the block
	isEnd     = 1 << 14
)

func value(e uint32) uint32 { return e >> 16 & 0x7fff }
func extra(e uint32) uint32 { return e >> 8 & 0x1f }

// Decoder holds tables, to be used again. It is for one goroutine at a time.
type Decoder struct {
	Checksum func([]byte) uint32 // a quicker adler32.Checksum, if there is one

	literals  [1 << literalBits * 2]uint32
	distances [1 << distanceBits * 3]uint32
	lengths   [1 << lengthBits]uint32

	src  []byte
	pos  int
	hold uint64 // bits not used yet, the next one lowest
	have uint   // how many of them count
}

// Zlib decompresses the zlib stream src into dst, which it must fill exactly,
// and checks the checksum. What follows the stream in src is ignored. After an
// error n says how many bytes of dst hold what could be decompressed.
func (d *Decoder) Zlib(dst, src []byte) (n int, err error) {
	if len(src) < 2 {
		return 0, ErrShort
	}
	if src[0]&0x0f != 8 || src[0]>>4 > 7 || binary.BigEndian.Uint16(src)%31 != 0 || src[1]&0x20 != 0 {
		return 0, ErrHeader
	}
	d.src, d.pos, d.hold, d.have = src, 2, 0, 0
	if n, err = d.blocks(dst); err != nil {
		return n, err
	}
	d.pos -= int(d.have / 8)
	if d.pos+4 > len(src) {
		return n, ErrShort
	}
	if n < len(dst) {
		return n, ErrShort
	}
	checksum := adler32.Checksum
	if d.Checksum != nil {
		checksum = d.Checksum
	}
	if checksum(dst) != binary.BigEndian.Uint32(src[d.pos:]) {
		return n, ErrChecksum
	}
	return n, nil
}

func (d *Decoder) blocks(dst []byte) (n int, err error) {
	for {
		if !d.need(3) {
			return n, ErrShort
		}
		final := d.take(1) == 1
		switch d.take(2) {
		case 0:
			n, err = d.stored(dst, n)
		case 1:
			d.fixed()
			n, err = d.compressed(dst, n)
		case 2:
			if err = d.dynamic(); err == nil {
				n, err = d.compressed(dst, n)
			}
		default:
			err = ErrData
		}
		if err != nil || final {
			return n, err
		}
	}
}

// need makes sure that so many bits are held, up to 32.
func (d *Decoder) need(n uint) bool {
	for d.have < n {
		if d.pos >= len(d.src) {
			return false
		}
		d.hold |= uint64(d.src[d.pos]) << d.have
		d.pos++
		d.have += 8
	}
	return true
}

func (d *Decoder) take(n uint) uint32 {
	v := uint32(d.hold & (1<<n - 1))
	d.hold >>= n
	d.have -= n
	return v
}

func (d *Decoder) stored(dst []byte, n int) (int, error) {
	d.pos -= int(d.have / 8)
	d.hold, d.have = 0, 0
	if d.pos+4 > len(d.src) {
		return n, ErrShort
	}
	size := int(binary.LittleEndian.Uint16(d.src[d.pos:]))
	if uint16(size) != ^binary.LittleEndian.Uint16(d.src[d.pos+2:]) {
		return n, ErrData
	}
	d.pos += 4
	there := min(size, len(d.src)-d.pos)
	if there > len(dst)-n {
		return n, ErrLong
	}
	n += copy(dst[n:], d.src[d.pos:d.pos+there])
	d.pos += there
	if there < size {
		return n, ErrShort
	}
	return n, nil
}

// The values of length and distance codes (RFC 1951, 3.2.5).
var (
	lengthBase    = [31]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra   = [31]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distanceBase  [30]uint16
	distanceExtra [30]uint8
	order         = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	fixedLengths  [288]uint8
	fixedDistance [32]uint8 // the last two are codes that no stream may use
)

func init() {
	base := uint16(1)
	for i := range distanceBase {
		if i >= 4 {
			distanceExtra[i] = uint8(i/2 - 1)
		}
		distanceBase[i] = base
		base += 1 << distanceExtra[i]
	}
	for i := range fixedLengths {
		switch {
		case i < 144:
			fixedLengths[i] = 8
		case i < 256:
			fixedLengths[i] = 9
		case i < 280:
			fixedLengths[i] = 7
		default:
			fixedLengths[i] = 8
		}
	}
	for i := range fixedDistance {
		fixedDistance[i] = 5
	}
}

// literalEntry is the entry of a symbol of the literal and length code; 0 for
// the two that no stream may have.
func literalEntry(symbol int) uint32 {
	switch {
	case symbol < 256:
		return isLiteral | uint32(symbol)<<16
	case symbol == 256:
		return isSpecial | isEnd
	case symbol > 285:
		return 0
	}
	i := symbol - 257
	return uint32(lengthBase[i])<<16 | uint32(lengthExtra[i])<<8
}

func distanceEntry(symbol int) uint32 {
	if symbol >= len(distanceBase) {
		return 0
	}
	return uint32(distanceBase[symbol])<<16 | uint32(distanceExtra[symbol])<<8
}

// lengthEntry has a bit of its own, so that the entry of symbol 0 is not 0.
func lengthEntry(symbol int) uint32 { return uint32(symbol)<<16 | 1<<13 }

func (d *Decoder) fixed() {
	for _, err := range []error{
		build(d.literals[:], literalBits, fixedLengths[:], literalEntry),
		build(d.distances[:], distanceBits, fixedDistance[:], distanceEntry),
	} {
		if err != nil {
			panic("inflate: the fixed codes are wrong")
		}
	}
}

func (d *Decoder) dynamic() error {
	if !d.need(14) {
		return ErrShort
	}
	literals, distances, codes := int(d.take(5))+257, int(d.take(5))+1, int(d.take(4))+4
	if literals > 286 || distances > 30 {
		return ErrData
	}
	var lengths [286 + 30]uint8
	var first [19]uint8
	for _, symbol := range order[:codes] {
		if !d.need(3) {
			return ErrShort
		}
		first[symbol] = uint8(d.take(3))
	}
	if err := build(d.lengths[:], lengthBits, first[:], lengthEntry); err != nil {
		return err
	}
	for i := 0; i < literals+distances; {
		d.need(lengthBits + 7) // near the end there may be fewer, which are enough
		e := d.lengths[d.hold&(1<<lengthBits-1)]
		if e == 0 {
			return ErrData
		}
		if uint(e&0xff) > d.have {
			return ErrShort
		}
		d.take(uint(e & 0xff))
		symbol := value(e)
		if symbol < 16 {
			lengths[i] = uint8(symbol)
			i++
			continue
		}
		wide, least, repeated := uint(2), 3, uint8(0)
		switch symbol {
		case 16:
			if i == 0 {
				return ErrData
			}
			repeated = lengths[i-1]
		case 17:
			wide = 3
		case 18:
			wide, least = 7, 11
		}
		if wide > d.have {
			return ErrShort
		}
		times := least + int(d.take(wide))
		if i+times > literals+distances {
			return ErrData
		}
		for range times {
			lengths[i] = repeated
			i++
		}
	}
	if lengths[256] == 0 {
		return ErrData
	}
	if err := build(d.literals[:], literalBits, lengths[:literals], literalEntry); err != nil {
		return err
	}
	return build(d.distances[:], distanceBits, lengths[literals:literals+distances], distanceEntry)
}

// build makes the decoding table of a canonical Huffman code: 1<<wide entries
// by the next bits, and behind them tables for codes that are longer. A code
// that is over-full is an error, and an incomplete one too, but for a single
// code of one bit, or none at all.
func build(table []uint32, wide int, lengths []uint8, entry func(int) uint32) error {
	var count, next [maxCode + 2]int
	longest := 0
	for _, n := range lengths {
		count[n]++
		longest = max(longest, int(n))
	}
	used := len(lengths) - count[0]
	count[0] = 0
	code := 0
	for n := 1; n <= maxCode; n++ {
		code = (code + count[n-1]) << 1
		next[n] = code
		if code+count[n] > 1<<n {
			return ErrData
		}
	}
	if used > 0 && code+count[maxCode] != 1<<maxCode && (used != 1 || longest != 1) {
		return ErrData
	}
	main := 1 << wide
	clear(table[:main])
	free := main // where the next second table goes
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		e := entry(symbol)
		code := next[n]
		next[n]++
		reversed := int(bits.Reverse16(uint16(code)) >> (16 - n))
		if int(n) <= wide {
			if e != 0 {
				e |= uint32(n)
			}
			for i := reversed; i < main; i += 1 << n {
				table[i] = e
			}
			continue
		}
		head := reversed & (main - 1)
		if table[head] == 0 {
			// Codes with this beginning come in order of length, so that the
			// second table must hold the longest of all.
			size := 1 << (longest - wide)
			if free+size > len(table) {
				return ErrData
			}
			clear(table[free : free+size])
			table[head] = isSpecial | uint32(free)<<16 | uint32(longest-wide)<<8 | uint32(wide)
			free += size
		}
		at, sub := int(value(table[head])), int(extra(table[head]))
		if e != 0 {
			e |= uint32(int(n) - wide)
		}
		for i := reversed >> wide; i < 1<<sub; i += 1 << (int(n) - wide) {
			table[at+i] = e
		}
	}
	return nil
}

// margin is how much of both buffers must be left for the fast loop: what one
// round may read, and write.
const (
	marginIn  = 16
	marginOut = 258 + 8
)

// compressed decodes one block of codes.
func (d *Decoder) compressed(dst []byte, n int) (int, error) {
	src, pos, hold, have := d.src, d.pos, d.hold, d.have
	for pos+marginIn <= len(src) && n+marginOut <= len(dst) {
		hold |= binary.LittleEndian.Uint64(src[pos:]) << have
		pos += int((63 - have) >> 3)
		have |= 56
		e := d.literals[hold&(1<<literalBits-1)]
		if e&isLiteral != 0 {
			// At most 11 bits each: three fit before the next load, and leave
			// room for the code that follows.
			hold >>= e & 0xff
			have -= uint(e & 0xff)
			dst[n] = byte(e >> 16)
			n++
			e = d.literals[hold&(1<<literalBits-1)]
			if e&isLiteral != 0 {
				hold >>= e & 0xff
				have -= uint(e & 0xff)
				dst[n] = byte(e >> 16)
				n++
				e = d.literals[hold&(1<<literalBits-1)]
				if e&isLiteral != 0 {
					hold >>= e & 0xff
					have -= uint(e & 0xff)
					dst[n] = byte(e >> 16)
					n++
					continue
				}
			}
			// A length, its extra bits, a distance and its extra bits are 48 bits.
			hold |= binary.LittleEndian.Uint64(src[pos:]) << have
			pos += int((63 - have) >> 3)
			have |= 56
		}
		if e&isSpecial != 0 && e&isEnd == 0 {
			hold >>= literalBits
			have -= literalBits
			e = d.literals[value(e)+uint32(hold)&(1<<extra(e)-1)]
		}
		if e == 0 {
			return n, ErrData
		}
		hold >>= e & 0xff
		have -= uint(e & 0xff)
		if e&isLiteral != 0 {
			dst[n] = byte(e >> 16)
			n++
			continue
		}
		if e&isEnd != 0 {
			d.pos, d.hold, d.have = pos, hold&(1<<have-1), have
			return n, nil
		}
		length := int(value(e)) + int(hold&(1<<extra(e)-1))
		hold >>= extra(e)
		have -= uint(extra(e))
		e = d.distances[hold&(1<<distanceBits-1)]
		if e&isSpecial != 0 {
			hold >>= distanceBits
			have -= distanceBits
			e = d.distances[value(e)+uint32(hold)&(1<<extra(e)-1)]
		}
		if e == 0 {
			return n, ErrData
		}
		hold >>= e & 0xff
		have -= uint(e & 0xff)
		distance := int(value(e)) + int(hold&(1<<extra(e)-1))
		hold >>= extra(e)
		have -= uint(extra(e))
		if distance > n {
			return n, ErrData
		}
		n = repeat(dst, n, distance, length)
	}
	d.pos, d.hold, d.have = pos, hold&(1<<have-1), have
	return d.slowly(dst, n)
}

// repeat copies what stands distance bytes back, length bytes of it, which may
// overlap with itself.
func repeat(dst []byte, n, distance, length int) int {
	from := n - distance
	if distance >= length {
		copy(dst[n:n+length], dst[from:])
		return n + length
	}
	// Each copy doubles what is repeated.
	end := n + length
	for n < end {
		n += copy(dst[n:end], dst[from:n])
	}
	return n
}

// slowly goes on with a block near the ends of the buffers, one code at a time.
func (d *Decoder) slowly(dst []byte, n int) (int, error) {
	for {
		e, err := d.symbol(d.literals[:], literalBits)
		if err != nil {
			return n, err
		}
		if e&isLiteral != 0 {
			if n == len(dst) {
				return n, ErrLong
			}
			dst[n] = byte(e >> 16)
			n++
			continue
		}
		if e&isEnd != 0 {
			return n, nil
		}
		if !d.need(uint(extra(e))) {
			return n, ErrShort
		}
		length := int(value(e)) + int(d.take(uint(extra(e))))
		if e, err = d.symbol(d.distances[:], distanceBits); err != nil {
			return n, err
		}
		if !d.need(uint(extra(e))) {
			return n, ErrShort
		}
		distance := int(value(e)) + int(d.take(uint(extra(e))))
		if distance > n {
			return n, ErrData
		}
		if n+length > len(dst) {
			return n, ErrLong
		}
		n = repeat(dst, n, distance, length)
	}
}

// symbol reads one code, of which the stream may have just enough bits left.
func (d *Decoder) symbol(table []uint32, wide uint) (uint32, error) {
	d.need(maxCode)
	e := table[d.hold&(1<<wide-1)]
	if e&isSpecial != 0 && e&isEnd == 0 {
		if d.have < wide {
			return 0, ErrShort
		}
		e = table[value(e)+uint32(d.hold>>wide)&(1<<extra(e)-1)]
		if e == 0 {
			return 0, ErrData
		}
		if d.have < wide+uint(e&0xff) {
			return 0, ErrShort
		}
		d.take(wide + uint(e&0xff))
		return e, nil
	}
	if e == 0 {
		return 0, ErrData
	}
	if d.have < uint(e&0xff) {
		return 0, ErrShort
	}
	d.take(uint(e & 0xff))
	return e, nil
}
