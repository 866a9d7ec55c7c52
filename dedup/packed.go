package dedup

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// Features are remembered packed, after the width of their grid. Every bit
// comes back as it was.
const (
	featuresHead = 2
	featureSize  = 3*4 + 8 + 2
)

func (d described) pack() []byte {
	out := binary.LittleEndian.AppendUint16(make([]byte, 0, featuresHead+featureSize*len(d.features)), uint16(d.width))
	for _, f := range d.features {
		for _, v := range [3]float32{f.x, f.y, f.sigma} {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
		}
		out = append(binary.LittleEndian.AppendUint64(out, f.signs), f.weak[0], f.weak[1])
	}
	return out
}

// unpackFeatures takes what pack made.
func unpackFeatures(packed []byte) described {
	d := described{width: int(binary.LittleEndian.Uint16(packed))}
	d.features = make([]feature, featureCount(packed))
	for i := range d.features {
		d.features[i] = unpackFeature(packedFeature(packed, i))
	}
	return d
}

func unpackFeature(packed []byte) feature {
	float := func(at int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(packed[at:])) }
	return feature{x: float(0), y: float(4), sigma: float(8), signs: binary.LittleEndian.Uint64(packed[12:]), weak: [2]uint8{packed[20], packed[21]}}
}

func featureCount(packed []byte) int { return max(len(packed)-featuresHead, 0) / featureSize }

// packedFeature begins with feature i.
func packedFeature(packed []byte, i int) []byte { return packed[featuresHead+i*featureSize:] }

// signsOf is the signs of feature i.
func signsOf(packed []byte, i int) uint64 {
	return binary.LittleEndian.Uint64(packedFeature(packed, i)[12:])
}

// sightingsOf is how many keys a feature is sighted under.
const sightingsOf = 5

// sightedKeys are those of feature i: as its keys method gives them, and the
// first of it mirrored.
func sightedKeys(packed []byte, i int) (k, ka, kb, kab, mirrored uint32) {
	at := packedFeature(packed, i)
	signs := binary.LittleEndian.Uint64(at[12:])
	a, b := uint32(1)<<at[20], uint32(1)<<at[21]
	k = uint32(signs)
	return k, k ^ a, k ^ b, k ^ a ^ b, uint32(signs ^ mirrorSigns)
}

// signsNear says that the signs of two features, one of them mirrored or not, are
// those of one place.
func signsNear(a, b uint64, mirrored bool) bool {
	if mirrored {
		a ^= mirrorSigns
	}
	return bits.OnesCount64(a^b) <= signsApart
}
