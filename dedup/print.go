package dedup

import (
	"encoding/binary"
	"fmt"
	"math"
	"math/bits"

	"github.com/winnow-data/winnow/dataset"
)

// PrintVersion is the version of the algorithms behind Print. It rises with
// every change that makes old and new fingerprints differ.
const PrintVersion = 5

// A fingerprint's Hashes are pixelBytes of a digest of the planes (equal for
// equal pixels), a byte that says which views follow (bit v for view v), and a
// hash of hashBytes for each.
const (
	pixelBytes = 16
	hashBytes  = 64
)

// thumbSide is the long side of a thumbnail without its margins, in pixels.
const thumbSide = 256

// chromaSide is the long side that the chroma of a small picture keeps.
const chromaSide = 64

// Print makes the fingerprint of a frame, which it does not change. It is safe
// for concurrent use. A frame without pixels has a fingerprint of trust 0.
func Print(f *dataset.Frame) dataset.Fingerprint {
	print := dataset.Fingerprint{Version: PrintVersion}
	if len(f.White.Luma.Pix) == 0 || len(f.White.Y.Pix) == 0 {
		return print
	}
	t := &thumb{width: f.Width, height: f.Height, opaque: f.Opaque, quality: jpegQuality(f)}
	print.Hashes = pixelDigest(f)
	luma := f.White.Luma
	t.whiteBox = trim(luma)
	t.blackBox = t.whiteBox
	if !f.Opaque {
		t.blackBox = trim(f.Black.Luma)
	}
	t.inFrame = unframe(luma)
	mask := len(print.Hashes)
	print.Hashes = append(print.Hashes, 0)
	for _, v := range viewsOf(t.opaque, t.whiteBox, t.blackBox, t.inFrame, wholeOf(luma)) {
		p, b := luma, wholeOf(luma)
		if v.onBlack() {
			p = f.Black.Luma
		}
		if v.inner() {
			b = t.boxOn(v)
		}
		cells := cellsOf(p, b)
		if v == 0 {
			print.PHash = pHash(&cells)
		}
		h, trust := cells.hash()
		print.Trust = max(print.Trust, trust)
		print.Hashes[mask] |= 1 << v
		for _, words := range [2]matrix{h.sign, h.sure} {
			for _, word := range words {
				print.Hashes = binary.LittleEndian.AppendUint64(print.Hashes, word)
			}
		}
	}
	t.detail, t.repeated = realDetail(luma), f.Repeat > 1
	if t.repeated {
		t.detail = min(t.detail, 1/float64(f.Repeat))
	}
	memory := borrow()
	defer memory.giveBack()
	t.take(f, memory)
	print.Thumb = t.pack()
	return print
}

// take shrinks the planes of f into t, which shares those that are small enough.
func (t *thumb) take(f *dataset.Frame, memory *lent) {
	atMost := func(p dataset.Plane, w, h int) dataset.Plane {
		if w == p.W && h == p.H {
			return p
		}
		return shrunkInto(memory.plane(w, h), p)
	}
	luma := f.White.Luma
	side := max(t.whiteBox.w(), t.whiteBox.h())
	if !t.opaque {
		side = max(side, t.blackBox.w(), t.blackBox.h())
	}
	scale := min(1, thumbSide/side)
	w, h := scaledSide(luma.W, scale), scaledSide(luma.H, scale)
	t.white = atMost(luma, w, h)
	t.black = t.white
	if !t.opaque {
		t.black = atMost(f.Black.Luma, w, h)
	}
	cb := f.White.Cb
	finer := max(.25, min(1, chromaSide/(scale*side)))
	cw, ch := min(scaledSide(w, finer), cb.W), min(scaledSide(h, finer), cb.H)
	t.cb, t.cr = atMost(cb, cw, ch), atMost(f.White.Cr, cw, ch)
	sx, sy := float64(w)/float64(luma.W), float64(h)/float64(luma.H)
	t.whiteBox, t.blackBox, t.inFrame = t.whiteBox.scaled(sx, sy), t.blackBox.scaled(sx, sy), t.inFrame.scaled(sx, sy)
}

func scaledSide(n int, scale float64) int { return max(1, int(math.Round(float64(n)*scale))) }

// pixelDigest is equal for two frames whose planes are equal in every pixel.
func pixelDigest(f *dataset.Frame) []byte {
	d := newDigest()
	opaque := uint64(0)
	if f.Opaque {
		opaque = 1
	}
	d.words(uint64(f.Width), uint64(f.Height), opaque)
	d.plane(f.White.Luma)
	d.plane(f.White.Cb) // chroma is the same on either ground
	d.plane(f.White.Cr)
	if !f.Opaque {
		d.plane(f.Black.Luma)
	}
	return d.sum()
}

// hashesOf takes the hashes of a fingerprint apart.
func hashesOf(print *dataset.Fingerprint) (pixels [pixelBytes]byte, views []viewHash, err error) {
	b := print.Hashes
	if len(b) == 0 {
		return pixels, nil, nil
	}
	if len(b) <= pixelBytes || len(b) != pixelBytes+1+hashBytes*bits.OnesCount8(b[pixelBytes]) {
		return pixels, nil, fmt.Errorf("hashes of %d bytes are damaged", len(b))
	}
	copy(pixels[:], b)
	at := pixelBytes + 1
	for v := range view(8) {
		if b[pixelBytes]>>v&1 == 0 {
			continue
		}
		h := viewHash{view: v}
		for i := range 4 {
			h.hash.sign[i] = binary.LittleEndian.Uint64(b[at+8*i:])
			h.hash.sure[i] = binary.LittleEndian.Uint64(b[at+32+8*i:])
		}
		views = append(views, h)
		at += hashBytes
	}
	return pixels, views, nil
}
