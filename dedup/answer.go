package dedup

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// What is remembered of a pair is coded so that every bit of an answer comes
// back, and what it depends on beside the two pictures is part of the question.

// aboutWays are the ways in which a pair is laid: at most tries of them, each of
// two views and a position. The bits that differ follow from these.
func aboutWays(ways []candidate) (about uint64) {
	for _, w := range ways {
		about = about<<9 | uint64(w.viewA&7)<<6 | uint64(w.viewB&7)<<3 | uint64(w.position)
	}
	return about | uint64(len(ways))<<60
}

// aboutCrops are the ways that features voted for.
func aboutCrops(ways []cropWay) uint64 {
	var text []byte
	for _, w := range ways {
		text = appendBool(text, w.mirrored)
		text = appendFloats(text, w.s, w.dx, w.dy)
	}
	return shortSum(text)
}

// aboutPlace is the place of a crop.
func aboutPlace(part box, mirrored bool) uint64 {
	return shortSum(appendBool(appendFloats(nil, part.x0, part.y0, part.x1, part.y1), mirrored))
}

func shortSum(text []byte) uint64 {
	sum := sha256.Sum256(text)
	return binary.LittleEndian.Uint64(sum[:])
}

func appendFloats(text []byte, values ...float64) []byte {
	for _, v := range values {
		text = binary.LittleEndian.AppendUint64(text, math.Float64bits(v))
	}
	return text
}

func appendBool(text []byte, b bool) []byte {
	if b {
		return append(text, 1)
	}
	return append(text, 0)
}

// reader takes an answer apart. A wrong length panics, for frames are hashed.
type reader []byte

func (r *reader) byte() (b byte) {
	b, *r = (*r)[0], (*r)[1:]
	return b
}

func (r *reader) bool() bool { return r.byte() != 0 }

func (r *reader) float() float64 {
	v := math.Float64frombits(binary.LittleEndian.Uint64(*r))
	*r = (*r)[8:]
	return v
}

func (r *reader) text() string {
	n := binary.LittleEndian.Uint16(*r)
	s := string((*r)[2 : 2+n])
	*r = (*r)[2+n:]
	return s
}

// encode is empty for pictures that are not the same. Of the comparison only
// the position is kept, which grouping asks for.
func (j judgement) encode() []byte {
	if j.class == "" {
		return nil
	}
	out := appendBool([]byte{byte(slices.Index(dataset.Classes, j.class)), byte(j.best.position)}, j.redrawn)
	out = appendFloats(out, j.distance)
	for _, text := range []string{j.transform, j.reverse} {
		out = append(binary.LittleEndian.AppendUint16(out, uint16(len(text))), text...)
	}
	return out
}

func decodeJudgement(answer []byte) (j judgement) {
	if len(answer) == 0 {
		return judgement{distance: math.Inf(1)}
	}
	r := reader(answer)
	j.class = dataset.Classes[r.byte()]
	j.best.position, j.redrawn = position(r.byte()), r.bool()
	j.distance = r.float()
	j.transform, j.reverse = r.text(), r.text()
	return j
}

// cropFound is the answer about a crop: which of the ways held, and whether A is
// the wider one, where that was asked.
type cropFound struct {
	cropping
	way     int
	wideIsA bool
	ok      bool
}

func (c cropFound) encode() []byte {
	if !c.ok {
		return nil
	}
	out := []byte{byte(c.way)}
	for _, b := range []bool{c.wideIsA, c.mirrored, c.grey, c.whole} {
		out = appendBool(out, b)
	}
	return appendFloats(out, c.distance, c.part.x0, c.part.y0, c.part.x1, c.part.y1)
}

func decodeCrop(answer []byte) (c cropFound) {
	if len(answer) == 0 {
		return c
	}
	r := reader(answer)
	c.ok, c.way = true, int(r.byte())
	c.wideIsA, c.mirrored, c.grey, c.whole = r.bool(), r.bool(), r.bool(), r.bool()
	c.distance = r.float()
	c.part = box{r.float(), r.float(), r.float(), r.float()}
	return c
}
