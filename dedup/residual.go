package dedup

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/lanes"
)

// The planes of a thumbnail are coded by prediction: each pixel is rounded to a
// step, so that it is off by at most half of it, and predicted from its left,
// upper and upper left neighbour, rounded as well (the median predictor of
// LOCO-I). What is left is written in groups of eight pixels: a bit that says
// whether the group has anything but zeros, and then its eight residuals. Flat
// art is mostly groups without; nothing rings as it would after a JPEG.

// residuals is a number of planes, coded.
type residuals struct {
	marks  []byte // a bit for each group, the first one lowest
	marked int    // bits in marks
	groups []byte // of eight residuals, those that have anything but zeros
	next   int    // of groups, to be taken
	lines  []byte // scratch: two lines of rounded pixels
	codes  []byte // scratch: the residuals of a line

	through []byte // scratch: what a picture lets through
}

// residualsPool keeps memory from thumbnail to thumbnail.
var residualsPool = sync.Pool{New: func() any { return new(residuals) }}

func (r *residuals) reset() {
	r.marks, r.marked, r.groups = r.marks[:0], 0, r.groups[:0]
}

// groupsOf is how many groups the planes of such sizes have.
func groupsOf(w, h int) int { return (w + 7) / 8 * h }

// lineHead is the room before a line: one byte of it is the pixel left of the first.
const lineHead = 8

// twoLines gives a line and the one above it, with room for whole groups.
func (r *residuals) twoLines(w int) (above, line []byte) {
	n := lineHead + (w+7)&^7
	if cap(r.lines) < 2*n {
		r.lines = make([]byte, 2*n)
	}
	r.lines = r.lines[:2*n]
	clear(r.lines[:n])
	return r.lines[:n:n], r.lines[n:]
}

// add codes a plane, whose pixels it rounds to steps.
func (r *residuals) add(p dataset.Plane, step int) {
	above, line := r.twoLines(p.W)
	for y := range p.H {
		to := line[lineHead:]
		lanes.Round(to, p.Row(y), step)
		for x := p.W; x < len(to); x++ {
			to[x] = to[p.W-1] // so that what is beyond the edge is predicted exactly
		}
		line[lineHead-1] = above[lineHead]
		r.addLine(above, line)
		above, line = line, above
	}
}

func (r *residuals) addLine(above, line []byte) {
	n := len(line) - lineHead
	r.codes = slices.Grow(r.codes[:0], n)[:n]
	lanes.Residuals(r.codes, line[lineHead:], line[lineHead-1:], above[lineHead:], above[lineHead-1:])
	for x := 0; x < n; x += 8 {
		if r.marked&7 == 0 {
			r.marks = append(r.marks, 0)
		}
		if code := binary.LittleEndian.Uint64(r.codes[x:]); code != 0 {
			r.marks[len(r.marks)-1] |= 1 << (r.marked & 7)
			r.groups = binary.LittleEndian.AppendUint64(r.groups, code)
		}
		r.marked++
	}
}

// median is the predictor: of left, up, and left + up − corner.
func median(left, up, corner int) int {
	return max(min(left, up), min(max(left, up), left+up-corner))
}

// unpack makes ready to take planes that have so many groups together.
func (r *residuals) unpack(packed []byte, groups int) (err error) {
	r.reset()
	if r.marks, packed, err = unpacked(r.marks, (groups+7)/8, packed); err != nil {
		return err
	}
	marked := 0
	for _, b := range r.marks {
		marked += bits.OnesCount8(b)
	}
	r.groups, _, err = unpacked(r.groups, 8*marked, packed)
	r.next = 0
	return err
}

// take decodes the next plane of w×h pixels.
func (r *residuals) take(w, h, step int) dataset.Plane {
	var levels [256]byte
	for v := range levels {
		levels[v] = clampByte(v * step)
	}
	p := dataset.Plane{W: w, H: h, Pix: make([]byte, w*h)}
	above, line := r.twoLines(w)
	for y := range h {
		line[lineHead-1] = above[lineHead]
		r.takeLine(above, line)
		row := p.Row(y)
		for x, v := range line[lineHead:][:w] {
			row[x] = levels[v]
		}
		above, line = line, above
	}
	return p
}

func (r *residuals) takeLine(above, line []byte) {
	for x := lineHead; x < len(line); x += 8 {
		code := uint64(0)
		if r.marks[r.marked>>3]>>(r.marked&7)&1 != 0 {
			code = binary.LittleEndian.Uint64(r.groups[r.next:])
			r.next += 8
		}
		r.marked++
		left, corner := int(line[x-1]), int(above[x-1])
		for i, u := range above[x : x+8] {
			n := byte(code >> (8 * i))
			v := byte(median(left, int(u), corner)) + (n>>1 ^ -(n & 1))
			line[x+i] = v
			left, corner = int(v), int(u)
		}
	}
}

func clampByte(v int) byte { return byte(min(max(v, 0), 255)) }
