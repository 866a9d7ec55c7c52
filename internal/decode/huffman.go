package decode

import "encoding/binary"

// quickBits is how many bits of a Huffman code one look-up decides.
const quickBits = 10

// huffman is a table of JPEG's codes. It decodes no values: the walk only
// needs to know how far each code carries it.
type huffman struct {
	quick   [1 << quickBits]uint16 // length<<8 | symbol, 0 for longer codes
	largest [18]int32              // largest code of a length, left aligned to 16 bits and one more; for lengths over quickBits
	offset  [17]int32              // index of the symbols of a length, less its first code
	symbols []byte
}

// newHuffman reads the table of a DHT segment: sixteen counts and the symbols.
// It gives nil for counts that make no prefix code.
func newHuffman(counts, symbols []byte) *huffman {
	h := &huffman{symbols: symbols}
	code, index := int32(0), int32(0)
	for length := 1; length <= 16; length++ {
		n := int32(counts[length-1])
		h.offset[length] = index - code
		for i := range n {
			if length <= quickBits {
				entry := uint16(length)<<8 | uint16(symbols[index+i])
				first := (code + i) << (quickBits - length)
				if first >= 1<<quickBits {
					return nil
				}
				for fill := range int32(1) << (quickBits - length) {
					h.quick[first+fill] = entry
				}
			}
		}
		code += n
		index += n
		if code > 1<<length {
			return nil
		}
		h.largest[length] = code << (16 - length)
		code <<= 1
	}
	return h
}

// hasFF says whether one of eight bytes is 0xff: its complement is zero then.
func hasFF(v uint64) bool {
	return (^v-0x0101010101010101)&v&0x8080808080808080 != 0
}

// codeBits reads the entropy coded bytes of a scan. Behind a marker or the end
// of the file it reads zeros, and counts them.
type codeBits struct {
	data   []byte
	at     int    // of the next byte to be read
	acc    uint64 // bits read ahead, the next one uppermost
	have   int    // bits in acc
	padded int    // zero bits that were made up
}

func (b *codeBits) fill() {
	if b.at+8 <= len(b.data) {
		if v := binary.BigEndian.Uint64(b.data[b.at:]); !hasFF(v) {
			// Bits of a byte that does not fit whole are set again later, to the same.
			b.acc |= v >> b.have
			n := (64 - b.have) / 8
			b.at += n
			b.have += n * 8
			return
		}
	}
	for b.have <= 56 {
		v := byte(0)
		switch {
		case b.at >= len(b.data):
			b.padded += 8
		case b.data[b.at] != 0xff:
			v = b.data[b.at]
			b.at++
		case b.at+1 < len(b.data) && b.data[b.at+1] == 0:
			v = 0xff
			b.at += 2
		default: // a marker, which stays
			b.padded += 8
		}
		b.acc |= uint64(v) << (56 - b.have)
		b.have += 8
	}
}

func (b *codeBits) skip(n int) {
	b.acc <<= n
	b.have -= n
}

// ranOut says whether more bits were used than there are.
func (b *codeBits) ranOut() bool { return b.padded > b.have }

// align drops the bits read ahead, and says how many whole bytes of code they
// and what follows up to the next marker are.
func (b *codeBits) align() (unread int) {
	unread = max(0, b.have-b.padded) / 8
	for b.at < len(b.data) {
		if b.data[b.at] != 0xff {
			unread++
			b.at++
			continue
		}
		if b.at+1 >= len(b.data) || b.data[b.at+1] != 0 && b.data[b.at+1] != 0xff {
			break
		}
		if b.data[b.at+1] == 0 {
			unread++
			b.at++
		}
		b.at++
	}
	b.acc, b.have, b.padded = 0, 0, 0
	return unread
}

// symbol decodes a code, or gives -1 if there is none such. At least 16 bits
// must have been filled in.
func (b *codeBits) symbol(h *huffman) int {
	if e := h.quick[b.acc>>(64-quickBits)]; e != 0 {
		b.skip(int(e >> 8))
		return int(e & 0xff)
	}
	top := int32(b.acc >> 48)
	for length := quickBits + 1; length <= 16; length++ {
		if top < h.largest[length] {
			index := top>>(16-length) + h.offset[length]
			if index < 0 || int(index) >= len(h.symbols) {
				return -1
			}
			b.skip(length)
			return int(h.symbols[index])
		}
	}
	return -1
}

// value reads a signed number of n bits in JPEG's form.
func (b *codeBits) value(n int) int32 {
	if n == 0 {
		return 0
	}
	v := int32(b.acc >> (64 - n))
	b.skip(n)
	if v < 1<<(n-1) {
		v += 1 - 1<<n
	}
	return v
}
