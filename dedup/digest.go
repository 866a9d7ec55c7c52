package dedup

import (
	"encoding/binary"
	"math/bits"

	"github.com/winnow-data/winnow/dataset"
)

// digest is 128 bits that tell planes apart which differ by chance: two sums of
// products of 64 bits, folded, after wyhash. It is some ten times faster than a
// cryptographic hash, and no protection against forgery, which has no purpose here.
type digest [2]uint64

// digestKeys are odd numbers without a pattern: the fractions of the square
// roots of 2, 3, 5 and 7.
var digestKeys = [4]uint64{0x6a09e667f3bcc909, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1}

func newDigest() *digest { return &digest{digestKeys[2], digestKeys[3]} }

// pair mixes in sixteen bytes.
func (d *digest) pair(a, b uint64) {
	high, low := bits.Mul64(a^digestKeys[0]^d[0], b^digestKeys[1])
	d[0] = high ^ low ^ a
	high, low = bits.Mul64(b^digestKeys[2]^d[1], a^digestKeys[3])
	d[1] = high ^ low ^ b
}

func (d *digest) words(words ...uint64) {
	for _, w := range words {
		d.pair(w, 0)
	}
}

// plane mixes in a plane and its size.
func (d *digest) plane(p dataset.Plane) {
	d.pair(uint64(p.W), uint64(p.H))
	pix := p.Pix
	for ; len(pix) >= 16; pix = pix[16:] {
		d.pair(binary.LittleEndian.Uint64(pix), binary.LittleEndian.Uint64(pix[8:]))
	}
	var last [16]byte
	copy(last[:], pix)
	d.pair(binary.LittleEndian.Uint64(last[:]), binary.LittleEndian.Uint64(last[8:]))
}

func (d *digest) sum() []byte {
	d.pair(d[1], d[0])
	d.pair(d[1], d[0])
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, d[0]), d[1])
}
