package dedup

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"image"
	"math"

	"github.com/corona10/goimagehash"

	"github.com/winnow-data/winnow/dataset"
)

// PrintVersion is the version of the algorithms behind Print. It rises with
// every change that makes old and new fingerprints differ.
const PrintVersion = 1

// A fingerprint's Hashes are pixelBytes of a digest of the planes (equal for
// equal pixels), followed by hashes of hashBytes each: the whole picture over
// white, trimmed of its margins, and the same over black where it lets its
// background through. A view that repeats an earlier one is left out.
const (
	pixelBytes = 16
	hashBytes  = 32
)

// thumbSide is the long side of a thumbnail without its margins, in pixels.
const thumbSide = 256

// Print makes the fingerprint of a frame, which it does not change. It is safe
// for concurrent use. A frame without pixels has a fingerprint of trust 0.
func Print(f *dataset.Frame) dataset.Fingerprint {
	print := dataset.Fingerprint{Version: PrintVersion}
	if len(f.White.Luma.Pix) == 0 || len(f.White.Y.Pix) == 0 {
		return print
	}
	t := &thumb{width: f.Width, height: f.Height, opaque: f.Opaque, quality: jpegQuality(f)}
	print.Hashes = pixelDigest(f)
	seen := map[hash]bool{}
	view := func(p dataset.Plane, b box) {
		h, trust := hashOf(p, b)
		print.Trust = max(print.Trust, trust)
		if !seen[h] {
			seen[h] = true
			for _, word := range h {
				print.Hashes = binary.LittleEndian.AppendUint64(print.Hashes, word)
			}
		}
	}
	luma := f.White.Luma
	t.whiteBox = trim(luma)
	t.blackBox = t.whiteBox
	view(luma, wholeOf(luma))
	view(luma, t.whiteBox)
	if !f.Opaque {
		black := f.Black.Luma
		t.blackBox = trim(black)
		view(black, wholeOf(black))
		view(black, t.blackBox)
	}
	print.PHash = pHash(luma)
	t.detail = realDetail(luma)
	t.take(f)
	print.Thumb = t.pack()
	return print
}

// take shrinks the planes of f into t.
func (t *thumb) take(f *dataset.Frame) {
	luma := f.White.Luma
	side := max(t.whiteBox.w(), t.whiteBox.h())
	if !t.opaque {
		side = max(side, t.blackBox.w(), t.blackBox.h())
	}
	scale := min(1, thumbSide/side)
	w, h := scaledSide(luma.W, scale), scaledSide(luma.H, scale)
	t.white = shrink(luma, wholeOf(luma), w, h).plane()
	t.black = t.white
	if !t.opaque {
		t.black = shrink(f.Black.Luma, wholeOf(f.Black.Luma), w, h).plane()
	}
	cb := f.White.Cb
	cw, ch := min((w+3)/4, cb.W), min((h+3)/4, cb.H)
	t.cb = shrink(cb, wholeOf(cb), cw, ch).plane()
	t.cr = shrink(f.White.Cr, wholeOf(cb), cw, ch).plane()
	sx, sy := float64(w)/float64(luma.W), float64(h)/float64(luma.H)
	t.whiteBox, t.blackBox = t.whiteBox.scaled(sx, sy), t.blackBox.scaled(sx, sy)
}

func scaledSide(n int, scale float64) int { return max(1, int(math.Round(float64(n)*scale))) }

// pixelDigest is equal for two frames whose planes are equal in every pixel.
func pixelDigest(f *dataset.Frame) []byte {
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %d %t\n", f.Width, f.Height, f.Opaque)
	grounds := []*dataset.Ground{&f.White, &f.Black}
	if f.Opaque {
		grounds = grounds[:1]
	}
	for _, g := range grounds {
		for _, p := range []dataset.Plane{g.Luma, g.Y, g.Cb, g.Cr} {
			sum.Write(p.Pix)
		}
	}
	return sum.Sum(nil)[:pixelBytes]
}

// pHash is goimagehash's 64-bit perception hash, from a plane that was shrunk
// to the size that it would shrink to itself. Blank pictures have 0.
func pHash(luma dataset.Plane) uint64 {
	small := shrink(luma, wholeOf(luma), hashSide, hashSide).plane()
	h, err := goimagehash.PerceptionHash(&image.Gray{Pix: small.Pix, Stride: hashSide, Rect: image.Rect(0, 0, hashSide, hashSide)})
	if err != nil {
		return 0 // only a nil image is an error
	}
	return h.GetHash()
}

// hashesOf takes the hashes of a fingerprint apart.
func hashesOf(print *dataset.Fingerprint) (pixels [pixelBytes]byte, views []hash, err error) {
	b := print.Hashes
	if len(b) < pixelBytes || (len(b)-pixelBytes)%hashBytes != 0 {
		return pixels, nil, fmt.Errorf("hashes of %d bytes are damaged", len(b))
	}
	copy(pixels[:], b)
	for b = b[pixelBytes:]; len(b) > 0; b = b[hashBytes:] {
		var h hash
		for i := range h {
			h[i] = binary.LittleEndian.Uint64(b[8*i:])
		}
		views = append(views, h)
	}
	return pixels, views, nil
}
