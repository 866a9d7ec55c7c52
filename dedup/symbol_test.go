package dedup

import (
	"image"
	"image/color"
	"testing"
)

func TestALetterIsNoCropOfWhatHasThatLetter(t *testing.T) {
	ink := func(img *image.NRGBA, r image.Rectangle, c color.NRGBA) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.SetNRGBA(x, y, c)
			}
		}
	}
	// letter is an A of bars that are so thick, from a corner on.
	letter := func(img *image.NRGBA, x, y, k int, c color.NRGBA) {
		for _, r := range []image.Rectangle{image.Rect(1, 0, 4, 1), image.Rect(0, 1, 1, 7), image.Rect(4, 1, 5, 7), image.Rect(1, 3, 4, 4)} {
			ink(img, image.Rect(x+k*r.Min.X, y+k*r.Min.Y, x+k*r.Max.X, y+k*r.Max.Y), c)
		}
	}
	black := color.NRGBA{0, 0, 0, 255}
	page := func(side int, paper uint8) *image.NRGBA {
		img := image.NewNRGBA(image.Rect(0, 0, side, side))
		ink(img, img.Rect, color.NRGBA{paper, paper, paper, 255})
		return img
	}
	key := page(128, 210)
	for _, at := range []image.Point{{0, 0}, {116, 0}, {0, 116}, {116, 116}} {
		ink(key, image.Rectangle{at, at.Add(image.Pt(12, 12))}, color.NRGBA{255, 255, 255, 255})
	}
	ink(key, image.Rect(14, 8, 114, 108), color.NRGBA{240, 240, 242, 255})
	letter(key, 28, 24, 6, color.NRGBA{40, 40, 45, 255})
	ink(key, image.Rect(70, 60, 95, 65), color.NRGBA{40, 40, 45, 255})
	ink(key, image.Rect(70, 65, 75, 95), color.NRGBA{40, 40, 45, 255})
	large := page(160, 255)
	letter(large, 35, 20, 17, black)
	a, b := thumbOf(t, key), thumbOf(t, large)
	if c, _, ok := findCrop(a, b, a.described().pack(), b.described().pack(), func(cropping, bool) bool { return true }); ok {
		t.Errorf("a page with a large letter is %s of a key that has the letter", c)
	}
	whole := box{0, 0, 160, 160}
	if grey := shrink(thumbOf(t, blots(3, 160, 160)).white, whole, 64, 64); grey.isSymbol(box{20, 20, 140, 140}, whole) {
		t.Error("a drawing of many tones is a symbol")
	}
	ofInk := shrink(b.white, box{35, 20, 120, 139}, 64, 90)
	if !ofInk.isSymbol(box{35, 20, 120, 139}, whole) || ofInk.isSymbol(box{0, 20, 120, 139}, whole) {
		t.Error("a letter is a symbol if, and only if, its paper goes on around it")
	}
}
