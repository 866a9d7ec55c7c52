package dedup

import (
	"errors"
	"fmt"
	"sync"

	"github.com/klauspost/compress/huff0"
)

// Residuals are packed by Huffman codes alone: prediction has found what
// repeats, so that looking for matches costs time and gains nothing. A block
// begins with three bytes: its kind in two bits, and the length of what follows.

const (
	blockStored = iota
	blockHuffman
	blockRepeated // one byte, all over
)

// mostBlock is how many bytes a block holds before it is packed.
const mostBlock = 128 << 10

var huffmans = sync.Pool{New: func() any { return &huff0.Scratch{Reuse: huff0.ReusePolicyNone} }}

// appendPacked appends b in blocks.
func appendPacked(dst, b []byte) []byte {
	s := huffmans.Get().(*huff0.Scratch)
	defer huffmans.Put(s)
	for len(b) > 0 {
		n := min(len(b), mostBlock)
		dst = appendBlock(dst, b[:n], s)
		b = b[n:]
	}
	return dst
}

func appendBlock(dst, b []byte, s *huff0.Scratch) []byte {
	packed, _, err := huff0.Compress4X(b, s)
	switch {
	case err == nil && len(packed) < len(b):
		return append(append24(dst, blockHuffman|len(packed)<<2), packed...)
	case errors.Is(err, huff0.ErrUseRLE):
		return append(append24(dst, blockRepeated|1<<2), b[0])
	}
	return append(append24(dst, blockStored|len(b)<<2), b...)
}

func append24(b []byte, v int) []byte { return append(b, byte(v), byte(v>>8), byte(v>>16)) }

// unpacked appends the next n bytes that were packed to dst, and gives what
// follows them.
func unpacked(dst []byte, n int, packed []byte) (out, rest []byte, err error) {
	s := huffmans.Get().(*huff0.Scratch)
	defer huffmans.Put(s)
	for n > 0 {
		size := min(n, mostBlock)
		if dst, packed, err = unpackBlock(dst, size, packed, s); err != nil {
			return dst, nil, err
		}
		n -= size
	}
	return dst, packed, nil
}

var errBlock = errors.New("a block of a thumbnail is damaged")

func unpackBlock(dst []byte, size int, packed []byte, s *huff0.Scratch) (out, rest []byte, err error) {
	if len(packed) < 3 {
		return dst, nil, errBlock
	}
	head := int(packed[0]) | int(packed[1])<<8 | int(packed[2])<<16
	packed = packed[3:]
	if head>>2 > len(packed) {
		return dst, nil, errBlock
	}
	b, rest := packed[:head>>2], packed[head>>2:]
	switch kind := head & 3; {
	case kind == blockStored && len(b) == size:
		return append(dst, b...), rest, nil
	case kind == blockRepeated && len(b) == 1:
		for range size {
			dst = append(dst, b[0])
		}
		return dst, rest, nil
	case kind == blockHuffman:
		if s, b, err = huff0.ReadTable(b, s); err != nil {
			return dst, nil, fmt.Errorf("%w: %v", errBlock, err)
		}
		out, err := s.Decoder().Decompress4X(make([]byte, 0, size), b)
		if err != nil || len(out) != size {
			return dst, nil, fmt.Errorf("%w: %v", errBlock, err)
		}
		return append(dst, out...), rest, nil
	}
	return dst, nil, errBlock
}
