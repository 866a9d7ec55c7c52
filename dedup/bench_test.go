package dedup

import "testing"

// BenchmarkHash says what one view costs, and the perception hash.
func BenchmarkHash(b *testing.B) {
	luma := frameOf(blots(4, 512, 384)).White.Luma
	b.Run("view", func(b *testing.B) {
		for b.Loop() {
			hashOf(luma, wholeOf(luma))
		}
	})
	b.Run("phash", func(b *testing.B) {
		c := cellsOf(luma, wholeOf(luma))
		for b.Loop() {
			pHash(&c)
		}
	})
}

// BenchmarkDigest says what it costs to tell equal planes.
func BenchmarkDigest(b *testing.B) {
	f := frameOf(blots(4, 512, 384))
	for b.Loop() {
		pixelDigest(f)
	}
}

// BenchmarkThumb says what a thumbnail costs to make, to pack and to unpack.
func BenchmarkThumb(b *testing.B) {
	f := frameOf(blots(4, 512, 384))
	made := func() *thumb {
		t := &thumb{width: f.Width, height: f.Height, opaque: f.Opaque}
		t.whiteBox, t.blackBox = wholeOf(f.White.Luma), wholeOf(f.Black.Luma)
		t.take(f)
		return t
	}
	b.Run("take", func(b *testing.B) {
		for b.Loop() {
			made()
		}
	})
	b.Run("pack", func(b *testing.B) {
		t := made()
		for b.Loop() {
			t.pack()
		}
	})
	b.Run("unpack", func(b *testing.B) {
		packed := made().pack()
		for b.Loop() {
			if _, err := unpack(packed); err != nil {
				b.Fatal(err)
			}
		}
	})
}
