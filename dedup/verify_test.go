package dedup

import (
	"image"
	"image/color"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func TestAFewPixelsOfAnIconThatIsElseEqualAreAVariant(t *testing.T) {
	icon, edited := blots(7, 60, 60), blots(7, 60, 60)
	for y := 28; y < 32; y++ {
		for x := 27; x < 33; x++ {
			c := icon.NRGBAAt(x, y)
			edited.SetNRGBA(x, y, color.NRGBA{255 - c.R, 255 - c.G, 255 - c.B, 255})
		}
	}
	if got := judged(t, icon, edited); got.class != dataset.ClassVariant {
		t.Errorf("it is %q, want a variant; luma %.2f, colour %.2f, spot %.2f", got.class, got.best.Luma, got.best.Chroma, got.best.Spot)
	}
	if got := judged(t, icon, icon); got.class != dataset.ClassCopy {
		t.Errorf("the icon and itself are %q, want a copy", got.class)
	}
}

func TestWhatSurfacesHaveInCommonIsNoDifference(t *testing.T) {
	a, residual := newGrid(32, 32), newGrid(32, 32)
	for i := range a.v {
		a.v[i] = float32(40 + 60*(i%32/8))
		residual.v[i] = []float32{5, -4, 0, 3}[i%32/8]
	}
	residual.v[500] = 40 // an edit stays
	got := residual.withoutShifts(a, noTone)
	for i, v := range got.v {
		if i == 500 && v < 30 || i != 500 && (v > 1 || v < -1) {
			t.Fatalf("cell %d is left with %.1f", i, v)
		}
	}
	for i := range residual.v {
		residual.v[i] = 30 // more than reducing colours does
	}
	if got := residual.withoutShifts(a, noTone); got.v[0] != 30-shiftMost {
		t.Errorf("a shift of 30 levels is left with %.1f, want all but %d of it", got.v[0], shiftMost)
	}
}

func TestTheRimIsLeftOut(t *testing.T) {
	g := newGrid(20, 16)
	for i := range g.v {
		g.v[i] = 1
	}
	g.clearRim(2)
	sum := float32(0)
	for _, v := range g.v {
		sum += v
	}
	if sum != 16*12 || g.v[2*20+2] != 1 {
		t.Errorf("%v cells are left, want the inner 16×12", sum)
	}
}

func TestOnePlaceOfASmallPictureStandsAlone(t *testing.T) {
	// alone is how far the place stands out where the rest differs by so many levels.
	alone := func(side int, rest float32) float64 {
		a, residual := newGrid(side, side), newGrid(side, side)
		for i := range a.v {
			a.v[i] = float32(100 + 60*(i%2))
			residual.v[i] = rest
		}
		for y := side / 2; y < side/2+8; y++ {
			for x := side / 2; x < side/2+8; x++ {
				residual.v[y*side+x] = 40
			}
		}
		return spotsOf(residual, a, a, lumaFloor).alone()
	}
	if v := alone(48, 2); v <= 1 {
		t.Errorf("a redrawn place stands out %.2f times the limit", v)
	}
	if v := alone(48, 8); v > 1 {
		t.Errorf("where all differs the place stands out %.2f times the limit", v)
	}
	if v := alone(256, 2); v != 0 {
		t.Errorf("in a large picture, which may have a mark, it stands out %.2f times the limit", v)
	}
}

// greyAndTouched is an image in grey, and the same with a place shifted by so much
// red, green and blue.
func greyAndTouched(of *image.NRGBA, place image.Rectangle, shift [3]int) (grey, touched *image.NRGBA) {
	grey = cutOut(of, of.Rect)
	for i := 0; i < len(grey.Pix); i += 4 {
		grey.Pix[i+1], grey.Pix[i+2] = grey.Pix[i], grey.Pix[i]
	}
	touched = cutOut(grey, grey.Rect)
	for y := place.Min.Y; y < place.Max.Y; y++ {
		for x := place.Min.X; x < place.Max.X; x++ {
			at := touched.Pix[touched.PixOffset(x, y):]
			for c, by := range shift {
				at[c] = uint8(min(max(int(at[c])+by, 0), 255))
			}
			at[3] = 255
		}
	}
	return grey, touched
}

func TestColourInOnePlaceIsAVariantInWhateverToneAndSize(t *testing.T) {
	grey, edited := greyAndTouched(blots(7, 60, 60), image.Rect(22, 22, 38, 38), [3]int{16, 0, -14})
	small := halved(edited)
	for i, v := range small.Pix {
		if i%4 != 3 {
			small.Pix[i] = uint8(max(int(v)-12, 0))
		}
	}
	got := judged(t, grey, small)
	if got.class != dataset.ClassVariant {
		t.Errorf("it is %q, want a variant; luma %.2f, colour %.2f, spot %.2f", got.class, got.best.Luma, got.best.Chroma, got.best.Spot)
	}
}

func TestColourInOnePlaceOfAGreyPictureIsAVariant(t *testing.T) {
	grey, edited := greyAndTouched(blots(7, 60, 60), image.Rect(24, 24, 36, 36), [3]int{25, 0, -25})
	if got := judged(t, grey, edited); got.class != dataset.ClassVariant {
		t.Errorf("it is %q, want a variant; luma %.2f, colour %.2f, spot %.2f", got.class, got.best.Luma, got.best.Chroma, got.best.Spot)
	}
}

// framedPage is a page with blocks of ink on it and a thin frame of that colour.
func framedPage(frame color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, 240, 160))
	fill := func(r image.Rectangle, c color.NRGBA) {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			for x := r.Min.X; x < r.Max.X; x++ {
				img.SetNRGBA(x, y, c)
			}
		}
	}
	fill(img.Rect, color.NRGBA{244, 242, 238, 255})
	for i := range 6 {
		fill(image.Rect(30+30*i, 20, 46+30*i, 36+4*(i%3)), color.NRGBA{20, 50, 110, 255})
	}
	box := image.Rect(30, 70, 210, 120)
	fill(box, frame)
	fill(box.Inset(2), color.NRGBA{244, 242, 238, 255})
	return img
}

func TestAThinFrameOfAnotherHueIsAVariant(t *testing.T) {
	blue, red := framedPage(color.NRGBA{40, 70, 150, 255}), framedPage(color.NRGBA{170, 40, 40, 255})
	if got := judged(t, blue, red); got.class != dataset.ClassVariant {
		t.Errorf("it is %q, want a variant; luma %.2f, colour %.2f, spot %.2f", got.class, got.best.Luma, got.best.Chroma, got.best.Spot)
	}
	if got := judged(t, blue, halved(blue)); got.class != dataset.ClassCopy {
		t.Errorf("the page at half the size is %q, want a copy; luma %.2f, colour %.2f, spot %.2f", got.class, got.best.Luma, got.best.Chroma, got.best.Spot)
	}
}

func TestSurfacesOfOnePlaceThatAreDarkerStandOut(t *testing.T) {
	// of is how far a place stands out in which surfaces are off by so much, or lines by
	// as much to either side.
	of := func(surface, lines float32) float64 {
		residual := newGrid(256, 192)
		for i := range residual.v {
			residual.v[i] = 2 * float32(1-2*(i%2))
		}
		for y := 80; y < 120; y++ {
			for x := 100; x < 150; x++ {
				residual.v[y*256+x] = surface + lines*float32(1-2*(x%2))
			}
		}
		return surfaces(residual)
	}
	if v := of(-14, 0); v <= 1 {
		t.Errorf("darker surfaces stand out %.2f times the limit", v)
	}
	if v := of(0, 40); v > .1 {
		t.Errorf("lines that lie beside one another stand out %.2f times the limit", v)
	}
	if v := of(-4, 0); v > 1 {
		t.Errorf("surfaces that are a little darker stand out %.2f times the limit", v)
	}
}

func TestWhatLiesWellFromOneSideIsTheSameFromBoth(t *testing.T) {
	for _, seed := range []uint64{14, 22, 46, 202} {
		whole := blots(seed, 90, 70)
		few := halved(reduced(whole, 5+int(seed%4)))
		one, other := judged(t, whole, few), judged(t, few, whole)
		if one.class != dataset.ClassCopy || other.class != dataset.ClassCopy {
			t.Errorf("drawing %d in few colours is %q from one side and %q from the other, want a copy", seed, one.class, other.class)
		}
	}
}

func TestWhatIsAllButSymmetricIsFoundMirrored(t *testing.T) {
	for seed := range uint64(2) {
		img := blots(seed, 90, 70)
		for y := range 70 {
			for x := range 45 {
				img.SetNRGBA(89-x, y, img.NRGBAAt(x, y))
			}
		}
		for y := 28; y < 40; y++ {
			for x := 20; x < 34; x++ {
				c := img.NRGBAAt(x, y)
				img.SetNRGBA(x, y, color.NRGBA{255 - c.R, 255 - c.G, 255 - c.B, 255})
			}
		}
		if got := judged(t, img, halved(reduced(mirrored(img), 12))); got.class != dataset.ClassFlip {
			t.Errorf("drawing %d in few colours, mirrored, is %q at a distance of %.2f, want a flip", seed, got.class, got.distance)
		}
	}
}
