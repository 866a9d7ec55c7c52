package dedup

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// Features are remembered packed, after the size of their grid. Every bit
// comes back as it was.
const (
	featuresHead = 2 * 2
	featureSize  = 3*4 + 8 + mostFlips
)

func (d described) pack() []byte {
	out := append16(make([]byte, 0, featuresHead+featureSize*len(d.features)), d.width, d.height)
	for _, f := range d.features {
		for _, v := range [3]float32{f.x, f.y, f.sigma} {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
		out = append(binary.LittleEndian.AppendUint64(out, f.signs), f.weak[:]...)
	}
	return out
}

// unpackFeatures takes what pack made.
func unpackFeatures(packed []byte) described {
	d := described{width: read16(packed, 0), height: read16(packed, 2)}
	d.features = make([]feature, featureCount(packed))
	for i := range d.features {
		d.features[i] = unpackFeature(packedFeature(packed, i))
	}
	return d
}

func unpackFeature(packed []byte) feature {
	float := func(at int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(packed[at:])) }
	return feature{x: float(0), y: float(4), sigma: float(8), signs: binary.LittleEndian.Uint64(packed[12:]), weak: [mostFlips]uint8(packed[20:])}
}

func featureCount(packed []byte) int { return max(len(packed)-featuresHead, 0) / featureSize }

// packedFeature begins with feature i.
func packedFeature(packed []byte, i int) []byte { return packed[featuresHead+i*featureSize:] }

// signsOf is the signs of feature i.
func signsOf(packed []byte, i int) uint64 {
	return binary.LittleEndian.Uint64(packedFeature(packed, i)[12:])
}

// sightedKeys puts the keys of feature i into a buffer, and says how many are not mirrored.
func sightedKeys(packed []byte, i, flips int, buffer *[sightingsMost]uint32) int {
	at := packedFeature(packed, i)
	f := feature{signs: binary.LittleEndian.Uint64(at[12:]), weak: [mostFlips]uint8(at[20:])}
	return f.keysInto(buffer, flips)
}

// signsDiffer is how many signs of two features, one of them mirrored or not, differ.
func signsDiffer(a, b uint64, mirrored bool) int {
	if mirrored {
		a ^= mirrorSigns
	}
	return bits.OnesCount64(a ^ b)
}

// signsNear says that the signs of two features, one of them mirrored or not, are
// those of one place.
func signsNear(a, b uint64, mirrored bool) bool { return signsDiffer(a, b, mirrored) <= signsApart }

// matchesOf are all features of a that are near to one of b.
func matchesOf(a, b []byte, mirrored bool) (all []match) {
	var signs [featureMost]uint64
	n := featureCount(b)
	for j := range n {
		signs[j] = signsOf(b, j)
	}
	for i := range featureCount(a) {
		of := signsOf(a, i)
		for j, s := range signs[:n] {
			if signsNear(of, s, mirrored) {
				all = append(all, match{uint8(i), uint8(j)})
			}
		}
	}
	return all
}
