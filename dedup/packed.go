package dedup

import (
	"encoding/binary"
	"math"
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
	packed = packed[featuresHead:]
	d.features = make([]feature, len(packed)/featureSize)
	for i := range d.features {
		d.features[i] = unpackFeature(packed[i*featureSize:])
	}
	return d
}

func unpackFeature(packed []byte) feature {
	float := func(at int) float32 { return math.Float32frombits(binary.LittleEndian.Uint32(packed[at:])) }
	return feature{x: float(0), y: float(4), sigma: float(8), signs: binary.LittleEndian.Uint64(packed[12:]), weak: [2]uint8{packed[20], packed[21]}}
}
