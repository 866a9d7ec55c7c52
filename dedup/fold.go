package dedup

import "math/bits"

// folded is a hash whose bits are sorted by whether their frequencies are odd
// across and down: word 0 has those that are even in both, 1 those odd across, 2
// those odd down, 3 those odd in both, each as a square of 8×8. A mirror turns
// the signs of whole words, so that the distances in four positions follow from
// the signs that differ in each word.
type folded struct{ sign, sure matrix }

func (h *hash) fold() folded { return folded{h.sign.fold(), h.sure.fold()} }

func (m matrix) fold() (out matrix) {
	for i, w := range m { // four rows
		for odd := range 2 {
			half := everySecond(w >> odd) // of the rows, 8 bits in each 16
			out[odd] |= (half&0xff | half>>32&0xff<<8) << (16 * i)
			out[2+odd] |= (half>>16&0xff | half>>48&0xff<<8) << (16 * i)
		}
	}
	return out
}

// everySecond moves the even bits of each 16 to the lower 8.
func everySecond(w uint64) uint64 {
	w &= 0x5555555555555555
	w = (w | w>>1) & 0x3333333333333333
	w = (w | w>>2) & 0x0f0f0f0f0f0f0f0f
	return (w | w>>4) & 0x00ff00ff00ff00ff
}

// transpose is the hash of the transposed view.
func (f folded) transpose() folded {
	return folded{transposedAll(f.sign), transposedAll(f.sure)}
}

func transposedAll(w matrix) matrix {
	return matrix{transposed8(w[0]), transposed8(w[2]), transposed8(w[1]), transposed8(w[3])}
}

// in is the hash of the picture in that position.
func (f folded) in(p position) folded {
	if p.transposed() {
		f = f.transpose()
	}
	if p.mirrored() {
		f.sign[1], f.sign[3] = ^f.sign[1], ^f.sign[3]
	}
	if p.upsideDown() {
		f.sign[2], f.sign[3] = ^f.sign[2], ^f.sign[3]
	}
	return f
}

// distance is that of the hashes: it does not care how their bits are sorted.
func (f *folded) distance(g *folded) (differ, of int) { return (*hash)(f).distance((*hash)(g)) }

// word is what the forest sorts by.
func (f *folded) word() uint64 { return f.sign[0] & f.sure[0] &^ 1 }

// transposed8 transposes a square of 8×8 bits.
func transposed8(w uint64) uint64 {
	t := (w ^ w>>7) & 0x00aa00aa00aa00aa
	w ^= t ^ t<<7
	t = (w ^ w>>14) & 0x0000cccc0000cccc
	w ^= t ^ t<<14
	t = (w ^ w>>28) & 0x00000000f0f0f0f0
	return w ^ t ^ t<<28
}

// near says whether the hashes are near in one of the four positions that do
// not transpose.
func (a *folded) near(b *folded, most *[257]int) bool {
	s0, s1, s2, s3 := a.sure[0]&b.sure[0], a.sure[1]&b.sure[1], a.sure[2]&b.sure[2], a.sure[3]&b.sure[3]
	n1, n2, n3 := bits.OnesCount64(s1), bits.OnesCount64(s2), bits.OnesCount64(s3)
	limit := most[bits.OnesCount64(s0)+n1+n2+n3] - bits.OnesCount64(s0&(a.sign[0]^b.sign[0]))
	if limit < 0 {
		return false
	}
	d1, d2, d3 := bits.OnesCount64(s1&(a.sign[1]^b.sign[1])), bits.OnesCount64(s2&(a.sign[2]^b.sign[2])), bits.OnesCount64(s3&(a.sign[3]^b.sign[3]))
	return min(d1+d2+d3, n1-d1+d2+n3-d3, d1+n2-d2+n3-d3, n1-d1+n2-d2+d3) <= limit
}
