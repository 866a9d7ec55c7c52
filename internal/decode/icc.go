package decode

import (
	"encoding/binary"
	"math"
	"sync"

	"github.com/winnow-data/winnow/internal/lanes"
)

// profile is an ICC profile of the simple kind: three tone curves and a
// matrix, or one curve for grey. (ICC.1:2022, "TRC" and "XYZ" tags.)
type profile struct {
	matrix [3][3]float64 // device to XYZ under D50
	curves [3]func(float64) float64
	grey   bool
}

// colours is how a picture's colours become sRGB, on a premultiplied sheet;
// nil when they are sRGB already, as far as eyes can tell, or when the profile
// is of a kind that is not converted, which is a warning.
func colours(s *survey) func(*sheet) {
	if len(s.icc) == 0 {
		return nil
	}
	p, readable := readProfile(s.icc)
	if !readable {
		s.warn("its colour profile is not converted to sRGB")
		return nil
	}
	if p == nil || p.isSRGB() {
		return nil
	}
	return p.convert
}

// readProfile gives nil for a profile that does not fit the picture's kind and
// so says nothing, and false for one that is of another kind.
func readProfile(icc []byte) (*profile, bool) {
	if len(icc) < 132 || string(icc[36:40]) != "acsp" {
		return nil, true // not a profile at all
	}
	tags := profileTags(icc)
	switch string(icc[16:20]) {
	case "GRAY":
		curve, ok := readCurve(tags["kTRC"])
		if !ok {
			return nil, false
		}
		return &profile{grey: true, curves: [3]func(float64) float64{curve, curve, curve}}, true
	case "RGB ":
	default:
		return nil, false
	}
	p := &profile{}
	for i, channel := range []string{"r", "g", "b"} {
		xyz := tags[channel+"XYZ"]
		curve, ok := readCurve(tags[channel+"TRC"])
		if len(xyz) < 20 || !ok || tags["A2B0"] != nil {
			return nil, false
		}
		p.curves[i] = curve
		for row := range 3 {
			p.matrix[row][i] = fixed16(xyz[8+4*row:])
		}
	}
	return p, true
}

func fixed16(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }

func profileTags(icc []byte) map[string][]byte {
	tags := map[string][]byte{}
	n := binary.BigEndian.Uint32(icc[128:])
	for i := range min(uint64(n), 100) {
		at := 132 + 12*i
		if at+12 > uint64(len(icc)) {
			break
		}
		start, size := uint64(binary.BigEndian.Uint32(icc[at+4:])), uint64(binary.BigEndian.Uint32(icc[at+8:]))
		if start+size <= uint64(len(icc)) {
			tags[string(icc[at:at+4])] = icc[start : start+size]
		}
	}
	return tags
}

// readCurve reads a tone curve, from device values to light, both 0 to 1.
func readCurve(tag []byte) (func(float64) float64, bool) {
	if len(tag) < 12 {
		return nil, false
	}
	switch string(tag[:4]) {
	case "curv":
		return sampledCurve(tag[8:])
	case "para":
		return parametricCurve(int(binary.BigEndian.Uint16(tag[8:])), tag[12:])
	}
	return nil, false
}

func sampledCurve(b []byte) (func(float64) float64, bool) {
	n := int(binary.BigEndian.Uint32(b))
	b = b[4:]
	switch {
	case n < 0 || n > len(b)/2:
		return nil, false
	case n == 0:
		return func(v float64) float64 { return v }, true
	case n == 1:
		gamma := float64(binary.BigEndian.Uint16(b)) / 256
		return func(v float64) float64 { return math.Pow(v, gamma) }, true
	}
	sample := func(i int) float64 { return float64(binary.BigEndian.Uint16(b[2*min(i, n-1):])) / 65535 }
	return func(v float64) float64 {
		at := v * float64(n-1)
		i := int(at)
		return sample(i) + (sample(i+1)-sample(i))*(at-float64(i))
	}, true
}

func parametricCurve(kind int, b []byte) (func(float64) float64, bool) {
	counts := []int{1, 3, 4, 5, 7}
	if kind >= len(counts) || len(b) < 4*counts[kind] {
		return nil, false
	}
	var p [7]float64 // g a b c d e f
	for i := range counts[kind] {
		p[i] = fixed16(b[4*i:])
	}
	g, a, bb, c, d, e, f := p[0], p[1], p[2], p[3], p[4], p[5], p[6]
	switch kind {
	case 0:
		a, d = 1, math.Inf(-1)
	case 1, 2:
		if a == 0 {
			return nil, false
		}
		e, f, c, d = c, c, 0, -bb/a
	}
	return func(v float64) float64 {
		if v >= d {
			return math.Pow(max(a*v+bb, 0), g) + e
		}
		return c*v + f
	}, true
}

// fromXYZ is XYZ under D50 to linear sRGB (Bradford adapted).
var fromXYZ = [3][3]float64{
	{3.1338561, -1.6168667, -0.4906146},
	{-0.9787684, 1.9161415, 0.0334540},
	{0.0719453, -0.2289914, 1.4052427},
}

// encodeSRGB maps light in 4096 steps to sRGB bytes.
var encodeSRGB = sync.OnceValue(func() *[4097]byte {
	var table [4097]byte
	for i := range table {
		v := float64(i) / 4096
		if v <= 0.0031308 {
			v *= 12.92
		} else {
			v = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
		table[i] = byte(v*255 + .5)
	}
	return &table
})

// toSRGB is the matrix from the profile's linear channels to linear sRGB.
func (p *profile) toSRGB() (m [3][3]float64) {
	for i := range 3 {
		for j := range 3 {
			for k := range 3 {
				m[i][j] += fromXYZ[i][k] * p.matrix[k][j]
			}
		}
	}
	return m
}

// isSRGB says whether converting would change no colour by more than two
// steps of 255.
func (p *profile) isSRGB() bool {
	sheet := &sheet{w: 125, h: 1, pix: make([]byte, 0, 500)}
	for i := range 125 {
		sheet.pix = append(sheet.pix, byte(i%5*63), byte(i/5%5*63), byte(i/25*63), 255)
		if p.grey {
			copy(sheet.pix[i*4:], []byte{byte(i * 2), byte(i * 2), byte(i * 2)})
		}
	}
	before := append([]byte(nil), sheet.pix...)
	p.convert(sheet)
	for i, v := range sheet.pix {
		if d := int(v) - int(before[i]); d > 2 || d < -2 {
			return false
		}
	}
	return true
}

// convert brings a premultiplied sheet to sRGB. Colours outside sRGB are cut
// off at its border.
func (p *profile) convert(s *sheet) {
	var light [3][256]float64
	for c := range light {
		for v := range light[c] {
			light[c][v] = p.curves[c](float64(v) / 255)
		}
	}
	encode := encodeSRGB()
	out := func(v float64) byte { return encode[int(min(max(v, 0), 1)*4096+.5)] }
	m := p.toSRGB()
	for i := 0; i+4 <= len(s.pix); i += 4 {
		q := s.pix[i : i+4 : i+4]
		a := q[3]
		if a == 0 {
			continue
		}
		if a != 255 {
			straighten(q)
		}
		r, g, b := light[0][q[0]], light[1][q[1]], light[2][q[2]]
		if p.grey {
			v := out(r)
			q[0], q[1], q[2] = v, v, v
		} else {
			q[0] = out(m[0][0]*r + m[0][1]*g + m[0][2]*b)
			q[1] = out(m[1][0]*r + m[1][1]*g + m[1][2]*b)
			q[2] = out(m[2][0]*r + m[2][1]*g + m[2][2]*b)
		}
		if a != 255 {
			lanes.Premultiply(q, q)
		}
	}
}

// convertStraight converts colours that are not premultiplied, also those
// that nobody sees.
func convertStraight(pix []byte, convert func(*sheet)) {
	alpha := make([]byte, len(pix)/4)
	for i := range alpha {
		alpha[i], pix[i*4+3] = pix[i*4+3], 255
	}
	convert(&sheet{w: len(alpha), h: 1, pix: pix})
	for i := range alpha {
		pix[i*4+3] = alpha[i]
	}
}
