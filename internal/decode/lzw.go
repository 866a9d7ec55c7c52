package decode

import (
	"errors"
	"fmt"
)

func shortOf(got, want int) string {
	return fmt.Sprintf("its data ends after %d of %d pixels", got, want)
}

// unpackGIF decodes GIF's LZW codes, up to want pixels, and says how many
// there are. With a nil dst it only counts, which takes a fraction of the
// time: the length of a string is that of its prefix and one.
// Codes that run out are no error; codes that cannot be are.
func unpackGIF(codeSize int, blocks [][]byte, dst []byte, want int) (n int, err error) {
	if codeSize < 1 || codeSize > 11 {
		return 0, fmt.Errorf("a code size of %d bits is impossible", codeSize)
	}
	var (
		prefix  [4096]uint16
		suffix  [4096]byte
		length  [4096]int32
		clear   = 1 << codeSize
		end     = clear + 1
		next    = end + 1 // the entry to be made
		width   = codeSize + 1
		last    = -1 // the code before, -1 after a clear
		first   byte // first pixel of its string
		bits    uint64
		have    int
		block   []byte
		remains = blocks
	)
	for i := range clear {
		suffix[i], length[i] = byte(i), 1
	}
	for n < want {
		for have < width {
			if len(block) == 0 {
				if len(remains) == 0 {
					return n, nil
				}
				block, remains = remains[0], remains[1:]
				continue
			}
			bits |= uint64(block[0]) << have
			have += 8
			block = block[1:]
		}
		code := int(bits & (1<<width - 1))
		bits >>= width
		have -= width
		switch {
		case code == clear:
			next, width, last = end+1, codeSize+1, -1
			continue
		case code == end:
			return n, nil
		case code > next || code == next && (last < 0 || next > 4095):
			return n, errImpossibleCode
		case last < 0 && code > end:
			return n, errImpossibleCode
		}
		count := 0
		if code == next {
			count = int(length[last]) + 1
		} else {
			count = int(length[code])
		}
		if dst != nil {
			first = writeString(dst, n, code, next, last, first, &prefix, &suffix, &length)
		}
		n += count
		if last >= 0 && next < 4096 {
			prefix[next], suffix[next], length[next] = uint16(last), first, length[last]+1
			next++
			if next == 1<<width && width < 12 {
				width++
			}
		}
		last = code
	}
	return want, nil
}

var errImpossibleCode = errors.New("its data holds a code that cannot be")

// writeString writes the pixels of a code at n, from the last to the first,
// and returns the first.
func writeString(dst []byte, n, code, next, last int, first byte, prefix *[4096]uint16, suffix *[4096]byte, length *[4096]int32) byte {
	at := n
	if code == next {
		// The string that is being made: the one before, and its first pixel again.
		at += int(length[last])
		if at < len(dst) {
			dst[at] = first
		}
		code = last
	} else {
		at += int(length[code])
		at--
		if at < len(dst) {
			dst[at] = suffix[code]
		}
		if length[code] == 1 {
			return suffix[code]
		}
		code = int(prefix[code])
	}
	for {
		at--
		if at < len(dst) {
			dst[at] = suffix[code]
		}
		if length[code] == 1 {
			return suffix[code]
		}
		code = int(prefix[code])
	}
}
