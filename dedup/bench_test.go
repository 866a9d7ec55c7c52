package dedup

import (
	"image"
	"testing"
)

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
		t.take(f, new(lent))
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

func BenchmarkFeatures(b *testing.B) {
	t, err := unpack(Print(frameOf(drawing(1))).Thumb)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		t.described()
	}
}

func BenchmarkUnpack(b *testing.B) {
	packed := Print(frameOf(drawing(1))).Thumb
	for b.Loop() {
		if _, err := unpack(packed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkJudgeCrop(b *testing.B) {
	img, other := drawing(1), drawing(2)
	wide, err := unpack(Print(frameOf(img)).Thumb)
	if err != nil {
		b.Fatal(err)
	}
	narrow, err := unpack(Print(frameOf(cutOut(img, image.Rect(30, 20, 240, 250)))).Thumb)
	if err != nil {
		b.Fatal(err)
	}
	wrong, err := unpack(Print(frameOf(other)).Thumb)
	if err != nil {
		b.Fatal(err)
	}
	ways := cropsOfTwo(wide.described().pack(), narrow.described().pack())
	for name, n := range map[string]*thumb{"right": narrow, "wrong": wrong} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				judgeCropWay(wide, n, ways[0])
			}
		})
	}
}
