package decode

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// A tolerant decoder paints grey over what is lost and says nothing. The walk
// follows every code of every scan, so that it knows whether the scans hold
// all blocks of the picture, and nothing else.

// jpegWalk is the state of the walk from marker to marker.
type jpegWalk struct {
	s          *survey
	data       []byte
	plan       *jpegPlan
	dc, ac     [4]*huffman
	quant      [4][64]uint16
	restart    int
	channels   []walkChannel
	acrossMCUs int
	downMCUs   int
	scans      int
}

// walkChannel is one component of the picture.
type walkChannel struct {
	jpegComponent
	across, down int // blocks of the picture
	stride       int // blocks in a row with those that only fill up MCUs
	rows         int
	nonzero      []uint64 // progressive: a bit for each coefficient that is not zero
	level        [64]int8 // bits of each coefficient that are still to come; -1 = none has come
	dcAt         int32
	longest      [64]uint8 // of the values of each coefficient, in bits: more cannot be
}

// scanPart is what a scan says about one component.
type scanPart struct {
	*walkChannel
	dc, ac *huffman
}

// verifyJPEG walks the file from its first marker.
func verifyJPEG(data []byte, s *survey) {
	w := &jpegWalk{s: s, data: data, plan: s.plan.(*jpegPlan)}
	w.layOut()
	at := 2
	for s.lost == "" {
		mark, body, next := jpegSegment(data, at)
		switch {
		case next < 0 && w.scans == 0:
			s.lose("the file ends before the first scan")
		case next < 0:
			s.lose("the end marker is missing")
		case mark == markEOI:
			s.trailing(len(data) - next)
			w.checkComplete()
			return
		case mark == markDHT:
			w.readTables(body)
		case mark == markDQT:
			w.readSteps(body)
		case mark == markDRI && len(body) >= 2:
			w.restart = int(binary.BigEndian.Uint16(body))
		case mark == markSOS:
			next = w.scan(body, next)
		}
		at = next
	}
}

// layOut counts the blocks of each component.
func (w *jpegWalk) layOut() {
	hMax, vMax := 1, 1
	for _, c := range w.plan.components {
		hMax, vMax = max(hMax, c.h), max(vMax, c.v)
	}
	up := func(n, d int) int { return (n + d - 1) / d }
	w.acrossMCUs, w.downMCUs = up(w.s.width, 8*hMax), up(w.s.height, 8*vMax)
	for _, c := range w.plan.components {
		ch := walkChannel{jpegComponent: c}
		ch.across, ch.down = up(up(w.s.width*c.h, hMax), 8), up(up(w.s.height*c.v, vMax), 8)
		ch.stride, ch.rows = w.acrossMCUs*c.h, w.downMCUs*c.v
		for i := range ch.level {
			ch.level[i] = -1
		}
		if w.plan.progressive {
			ch.nonzero = make([]uint64, ch.stride*ch.rows)
		}
		w.channels = append(w.channels, ch)
	}
}

func (w *jpegWalk) readTables(body []byte) {
	for len(body) >= 17 {
		class, id := body[0]>>4, body[0]&15
		n := 0
		for _, c := range body[1:17] {
			n += int(c)
		}
		if class > 1 || id > 3 || n > 256 || len(body) < 17+n {
			w.s.lose("a Huffman table is broken")
			return
		}
		h := newHuffman(body[1:17], body[17:17+n])
		if h == nil {
			w.s.lose("a Huffman table is no prefix code")
			return
		}
		if class == 0 {
			w.dc[id] = h
		} else {
			w.ac[id] = h
		}
		body = body[17+n:]
	}
}

// readSteps keeps the quantisation tables.
func (w *jpegWalk) readSteps(body []byte) {
	for len(body) > 0 {
		id, size := body[0]&3, 64
		wide := body[0]>>4 != 0
		if wide {
			size = 128
		}
		if len(body) < 1+size {
			w.s.lose("a quantisation table is cut")
			return
		}
		for i := range w.quant[id] {
			if wide {
				w.quant[id][i] = binary.BigEndian.Uint16(body[1+2*i:])
			} else {
				w.quant[id][i] = uint16(body[1+i])
			}
		}
		body = body[1+size:]
	}
}

// scan walks one scan and gives the position behind it.
func (w *jpegWalk) scan(body []byte, at int) int {
	w.scans++
	parts, params, reason := w.scanHeader(body)
	b := &codeBits{data: w.data, at: at}
	if reason != "" {
		w.s.lose("scan %d: %s", w.scans, reason)
		return at
	}
	for _, p := range parts {
		if p.dc == nil || p.ac == nil && !w.plan.progressive {
			// Motion JPEG leaves the standard tables out; there is nothing to walk by.
			b.align()
			return b.at
		}
	}
	b.fill()
	if reason := w.blocks(b, parts, params); reason != "" {
		w.s.lose("scan %d: %s", w.scans, reason)
		return b.at
	}
	return w.endOfScan(b)
}

// endOfScan sees that no code is left over.
func (w *jpegWalk) endOfScan(b *codeBits) int {
	unread := b.align()
	for w.restart > 0 && b.at+1 < len(b.data) && b.data[b.at+1] >= markRST0 && b.data[b.at+1] <= markRST7 {
		b.at += 2
		unread += b.align()
	}
	// One byte more than the codes take is how some encoders round up.
	if unread > 1 {
		w.s.lose("scan %d: %d bytes are left over when all blocks are read", w.scans, unread)
	}
	return b.at
}

// scanParams are the bounds of a progressive scan: coefficients from first to
// last, at the bit low, with bits above it already there when high is not 0.
type scanParams struct{ first, last, high, low int }

func (w *jpegWalk) scanHeader(body []byte) (parts []scanPart, p scanParams, reason string) {
	if len(body) < 1 || len(body) < 4+2*int(body[0]) || body[0] == 0 || body[0] > 4 {
		return nil, p, "its header is broken"
	}
	n := int(body[0])
	tail := body[1+2*n:]
	p = scanParams{int(tail[0]), int(tail[1]), int(tail[2] >> 4), int(tail[2] & 15)}
	if w.plan.progressive && (p.first > p.last || p.last > 63 || p.low > 13 || p.first > 0 && n > 1) {
		return nil, p, "its header is broken"
	}
	for i := range n {
		id, tables := body[1+2*i], body[2+2*i]
		ch := w.channel(id)
		if ch == nil {
			return nil, p, fmt.Sprintf("it is of component %d, which there is not", id)
		}
		part := scanPart{walkChannel: ch, dc: w.dc[tables>>4&3], ac: w.ac[tables&3]}
		if w.plan.progressive && (p.first > 0 || p.high > 0) {
			part.dc = &huffman{} // not used
		}
		if w.plan.progressive && p.first > 0 && part.ac == nil {
			return nil, p, "its Huffman table is missing"
		}
		ch.bound(&w.quant[ch.tables&3], p.low, w.plan.progressive)
		parts = append(parts, part)
		ch.note(w.plan.progressive, p)
	}
	return parts, p, ""
}

func (w *jpegWalk) channel(id byte) *walkChannel {
	for i := range w.channels {
		if w.channels[i].id == id {
			return &w.channels[i]
		}
	}
	return nil
}

// bound works out how long the values of a scan can be. Samples lie within 128
// of the middle, so that a coefficient, its step multiplied in, lies within
// 1024 for DC and 928 for the others; half as much again is no rounding, but
// codes that went astray.
func (c *walkChannel) bound(steps *[64]uint16, low int, progressive bool) {
	if !progressive {
		low = 0
	}
	const most = 1024 * 3 / 2
	for k, step := range steps {
		c.longest[k] = 1
		for c.longest[k] < 15 && int64(step)<<low<<c.longest[k] <= most {
			c.longest[k]++
		}
	}
}

// note keeps which bits of which coefficients a scan brings.
func (c *walkChannel) note(progressive bool, p scanParams) {
	if !progressive {
		p = scanParams{last: 63}
	}
	for i := p.first; i <= p.last; i++ {
		c.level[i] = int8(p.low)
	}
}

// blocks walks the blocks of a scan, restart markers between them.
func (w *jpegWalk) blocks(b *codeBits, parts []scanPart, p scanParams) string {
	walk := w.walkBlock(p)
	across, down := w.acrossMCUs, w.downMCUs
	alone := len(parts) == 1
	if alone {
		across, down = parts[0].across, parts[0].down
	}
	for i := range parts {
		parts[i].dcAt = 0
	}
	run, left, expected := 0, w.restart, byte(0)
	for y := range down {
		for x := range across {
			if w.restart > 0 && left == 0 {
				if reason := restartAt(b, expected); reason != "" {
					return fmt.Sprintf("%s after %d of %d units", reason, y*across+x, across*down)
				}
				for i := range parts {
					parts[i].dcAt = 0
				}
				run, left, expected = 0, w.restart, (expected+1)&7
			}
			left--
			reason := ""
			if alone {
				reason = walk(b, &parts[0], y*parts[0].stride+x, &run)
			} else {
				reason = walkUnit(b, parts, x, y, &run, walk)
			}
			if b.ranOut() {
				reason = "its data ends"
			}
			if reason != "" {
				return fmt.Sprintf("%s after %d of %d units", reason, y*across+x, across*down)
			}
		}
	}
	return ""
}

type blockWalk func(b *codeBits, part *scanPart, block int, run *int) string

// walkUnit walks an MCU of several components.
func walkUnit(b *codeBits, parts []scanPart, x, y int, run *int, walk blockWalk) string {
	for i := range parts {
		part := &parts[i]
		for v := range part.v {
			for h := range part.h {
				if reason := walk(b, part, (y*part.v+v)*part.stride+x*part.h+h, run); reason != "" {
					return reason
				}
			}
		}
	}
	return ""
}

func restartAt(b *codeBits, expected byte) string {
	if unread := b.align(); unread > 1 {
		return fmt.Sprintf("%d bytes too many before a restart marker", unread)
	}
	if b.at+1 >= len(b.data) || b.data[b.at+1] != markRST0+expected {
		return "a restart marker is missing"
	}
	b.at += 2
	b.fill()
	return ""
}

const (
	badCode  = "its data holds a code that cannot be"
	badRun   = "its data runs beyond a block"
	badValue = "its detail leaves the possible range"
	badLevel = "its brightness leaves the possible range"
)

func (w *jpegWalk) walkBlock(p scanParams) blockWalk {
	switch {
	case !w.plan.progressive:
		return w.sequentialBlock
	case p.first == 0 && p.high == 0:
		return func(b *codeBits, part *scanPart, _ int, _ *int) string { return w.dcBlock(b, part, p.low) }
	case p.first == 0:
		return func(b *codeBits, _ *scanPart, _ int, _ *int) string {
			b.fill()
			b.skip(1)
			return ""
		}
	case p.high == 0:
		return p.firstBlock
	}
	return p.refinedBlock
}

// dcBlock walks a DC code, which is the difference from the block before.
func (w *jpegWalk) dcBlock(b *codeBits, part *scanPart, low int) string {
	b.fill()
	size := b.symbol(part.dc)
	if size < 0 || size > 15 {
		return badCode
	}
	part.dcAt += b.value(size)
	step := int64(w.quant[part.tables&3][0])
	if level := int64(part.dcAt) << low * step; level > 1536+step || level < -1536-step {
		return badLevel
	}
	return ""
}

func (w *jpegWalk) sequentialBlock(b *codeBits, part *scanPart, _ int, _ *int) string {
	if reason := w.dcBlock(b, part, 0); reason != "" {
		return reason
	}
	// The bits stay in registers for the length of the block.
	acc, have, table := b.acc, b.have, part.ac
	for k := 1; k < 64; {
		if have < 32 {
			b.acc, b.have = acc, have
			b.fill()
			acc, have = b.acc, b.have
		}
		e := table.quick[acc>>(64-quickBits)]
		if e == 0 {
			b.acc, b.have = acc, have
			code := b.symbol(table)
			if code < 0 {
				return badCode
			}
			acc, have = b.acc, b.have
			e = uint16(code) // of no more bits
		}
		size := int(e & 15)
		used := int(e>>8) + size
		acc <<= used & 63
		have -= used
		k += int(e >> 4 & 15)
		if size == 0 {
			if e&0xff != 0xf0 {
				break
			}
			k++
			continue
		}
		if k > 63 {
			return badRun
		}
		if size > int(part.longest[k]) {
			return badValue
		}
		k++
	}
	b.acc, b.have = acc, have
	return ""
}

// firstBlock walks the first bits of a band of coefficients.
func (p scanParams) firstBlock(b *codeBits, part *scanPart, block int, run *int) string {
	if *run > 0 {
		*run--
		return ""
	}
	for k := p.first; k <= p.last; k++ {
		b.fill()
		code := b.symbol(part.ac)
		if code < 0 {
			return badCode
		}
		zeros, size := code>>4, code&15
		if size == 0 && zeros < 15 {
			*run = 1<<zeros - 1
			if zeros > 0 {
				*run += int(b.acc >> (64 - zeros))
				b.skip(zeros)
			}
			return ""
		}
		k += zeros
		if k > 63 || size > 0 && k > p.last {
			return badRun
		}
		if size > int(part.longest[k]) {
			return badValue
		}
		if size > 0 {
			part.nonzero[block] |= 1 << k
			b.skip(size)
		}
	}
	return ""
}

// refinedBlock walks one more bit of a band of coefficients: codes place new
// coefficients among those that are still zero, and one bit follows for each
// that is passed and is not.
func (p scanParams) refinedBlock(b *codeBits, part *scanPart, block int, run *int) string {
	mask := part.nonzero[block]
	band := uint64(1)<<p.last<<1 - 1
	k := p.first
	for *run == 0 && k <= p.last {
		b.fill()
		code := b.symbol(part.ac)
		if code < 0 {
			return badCode
		}
		zeros, size := code>>4, code&15
		if size > 1 {
			return badCode
		}
		if size == 0 && zeros < 15 {
			*run = 1 << zeros
			if zeros > 0 {
				*run += int(b.acc >> (64 - zeros))
				b.skip(zeros)
			}
			break
		}
		if size == 1 {
			b.skip(1) // its sign
		}
		for ; k <= p.last; k++ {
			if mask>>k&1 != 0 {
				b.fill()
				b.skip(1)
				continue
			}
			if zeros == 0 {
				break
			}
			zeros--
		}
		if size == 1 {
			if k > p.last {
				return badRun
			}
			part.nonzero[block] |= 1 << k
		}
		k++
	}
	if *run > 0 {
		*run--
		if k <= p.last {
			rest := bits.OnesCount64(mask & band >> k)
			for rest > 0 {
				b.fill()
				n := min(rest, 32)
				b.skip(n)
				rest -= n
			}
		}
	}
	return ""
}

// checkComplete sees that the scans together brought the whole picture: a
// progressive file that was cut between two scans and closed lacks the last
// bits.
func (w *jpegWalk) checkComplete() {
	for i := range w.channels {
		c := &w.channels[i]
		if c.level[0] < 0 {
			w.s.lose("no scan brings component %d of %d", i+1, len(w.channels))
			return
		}
		for k, level := range c.level {
			if level > 0 || level < 0 && i == 0 {
				w.s.lose("the last scans are missing: coefficient %d of component %d lacks detail", k, i+1)
				return
			}
		}
	}
}
