package dedup

import (
	"bytes"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// frameOf makes the planes that scan would, for a picture of at most 512 pixels.
func frameOf(img image.Image) *dataset.Frame {
	b := img.Bounds()
	f := &dataset.Frame{Width: b.Dx(), Height: b.Dy(), Opaque: true, Frames: 1, Format: "png", Mode: "rgb"}
	planes := func() dataset.Plane {
		return dataset.Plane{W: f.Width, H: f.Height, Pix: make([]byte, f.Width*f.Height)}
	}
	ground := func(background int) dataset.Ground {
		y, cb, cr := planes(), planes(), planes()
		for i := range y.Pix {
			c := color.NRGBAModel.Convert(img.At(b.Min.X+i%f.Width, b.Min.Y+i/f.Width)).(color.NRGBA)
			if c.A < 255 {
				f.Opaque = false
			}
			lay := func(v uint8) uint8 { return uint8((int(v)*int(c.A) + background*(255-int(c.A)) + 127) / 255) }
			y.Pix[i], cb.Pix[i], cr.Pix[i] = color.RGBToYCbCr(lay(c.R), lay(c.G), lay(c.B))
		}
		g := dataset.Ground{Luma: y, Y: y, Cb: cb, Cr: cr}
		if long := max(f.Width, f.Height); long > 256 {
			w, h := f.Width*256/long, f.Height*256/long
			g.Y, g.Cb, g.Cr = shrink(y, wholeOf(y), w, h).plane(), shrink(cb, wholeOf(cb), w, h).plane(), shrink(cr, wholeOf(cr), w, h).plane()
		}
		return g
	}
	f.White, f.Black = ground(255), ground(0)
	return f
}

// blots is a picture of coloured ellipses on a background of its own.
func blots(seed uint64, w, h int) *image.NRGBA {
	dice := rand.New(rand.NewPCG(seed, 1))
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	colour := func() color.NRGBA {
		return color.NRGBA{uint8(dice.IntN(256)), uint8(dice.IntN(256)), uint8(dice.IntN(256)), 255}
	}
	ground := colour()
	for i := range w * h {
		img.SetNRGBA(i%w, i/w, ground)
	}
	for range 14 {
		cx, cy := dice.Float64()*float64(w), dice.Float64()*float64(h)
		rx, ry := (.05+.2*dice.Float64())*float64(w), (.05+.2*dice.Float64())*float64(h)
		c := colour()
		for i := range w * h {
			dx, dy := (float64(i%w)-cx)/rx, (float64(i/w)-cy)/ry
			if dx*dx+dy*dy < 1 {
				img.SetNRGBA(i%w, i/w, c)
			}
		}
	}
	return img
}

func TestEveryPositionFollowsFromOneHash(t *testing.T) {
	luma := frameOf(blots(1, 200, 140)).White.Luma
	h, trust := hashOf(luma, wholeOf(luma))
	if trust < .5 {
		t.Errorf("trust %.2f of a picture full of detail, want at least .5", trust)
	}
	for p := range position(positions) {
		laid := p.plane(luma)
		got, _ := hashOf(laid, wholeOf(laid))
		derived := h.in(p)
		if differ, of := got.distance(&derived); differ > 0 || of < 100 {
			t.Errorf("of %d sure signs of the hash %s, %d differ from those computed for that position, want none of at least 100", of, p, differ)
		}
		if back := p.inverse().plane(laid); !bytes.Equal(back.Pix, luma.Pix) {
			t.Errorf("the inverse of %s does not lead back", p)
		}
	}
}

func TestBlankPicturesHaveNoTrust(t *testing.T) {
	blank := image.NewGray(image.Rect(0, 0, 100, 100))
	if print := Print(frameOf(blank)); print.Trust != 0 {
		t.Errorf("trust %.2f, want 0", print.Trust)
	}
	if print := Print(&dataset.Frame{}); print.Trust != 0 || print.Version != PrintVersion {
		t.Errorf("a frame without pixels has %+v", print)
	}
}

func TestThumbnailsComeBackWithinTheirStep(t *testing.T) {
	img := blots(2, 300, 200)
	for i := 3; i < len(img.Pix); i += 40 {
		img.Pix[i] = 90
	}
	f := frameOf(img)
	want := &thumb{width: 300, height: 200, whiteBox: wholeOf(f.White.Luma), blackBox: wholeOf(f.White.Luma)}
	want.take(f, new(lent))
	white, black := append([]byte{}, want.white.Pix...), append([]byte{}, want.black.Pix...)
	got, err := unpack(want.pack())
	if err != nil {
		t.Fatal(err)
	}
	if got.width != 300 || got.height != 200 || got.opaque || got.white.W != 256 {
		t.Errorf("thumbnail came back as %d×%d, opaque %t, luma %d wide", got.width, got.height, got.opaque, got.white.W)
	}
	for i := range white {
		if d := int(got.white.Pix[i]) - int(white[i]); d > 6 || d < -6 {
			t.Fatalf("luma over white is off by %d at %d", d, i)
		}
		if d := int(got.black.Pix[i]) - int(black[i]); d > 10 || d < -10 {
			t.Fatalf("luma over black is off by %d at %d", d, i)
		}
	}
	if _, err := unpack(want.pack()[:60]); err == nil {
		t.Error("a thumbnail that was cut short gave no error")
	}
}

func TestMarginsAreTrimmed(t *testing.T) {
	inner := frameOf(blots(3, 160, 120)).White.Luma
	page := dataset.Plane{W: 240, H: 200, Pix: make([]byte, 240*200)}
	for i := range page.Pix {
		page.Pix[i] = 250
		if y := i / 240; y < 20 || y >= 180 {
			page.Pix[i] = 3
		}
	}
	for y := range inner.H {
		copy(page.Row(y + 40)[40:], inner.Row(y))
	}
	want := trim(inner)
	want = box{want.x0 + 40, want.y0 + 40, want.x1 + 40, want.y1 + 40}
	got := trim(page)
	for _, off := range []float64{got.x0 - want.x0, got.y0 - want.y0, got.x1 - want.x1, got.y1 - want.y1} {
		if math.Abs(off) > 3*trimBleed {
			t.Errorf("trim found %v in a letterboxed page, want %v give or take what bleeds", got, want)
		}
	}
}

func BenchmarkPrint(b *testing.B) {
	f := frameOf(blots(4, 512, 384))
	b.ReportAllocs()
	bytes := 0
	for b.Loop() {
		bytes = len(Print(f).Thumb)
	}
	b.ReportMetric(float64(bytes), "bytes/thumb")
}

func TestABorderAroundAFaintPictureIsTakenOff(t *testing.T) {
	page := dataset.Plane{W: 160, H: 120, Pix: make([]byte, 160*120)}
	for i := range page.Pix {
		page.Pix[i] = 250
		if x, y := i%160, i/160; x < 9 || y < 12 || x >= 151 || y >= 108 {
			page.Pix[i] = 60
		}
		if x, y := i%160, i/160; x > 70 && x < 90 && y == 60 {
			page.Pix[i] = 120 // all that is drawn
		}
	}
	got := unframe(page)
	for _, off := range []float64{got.x0 - 9, got.y0 - 12, 151 - got.x1, 108 - got.y1} {
		if off < 0 || off > trimBleed {
			t.Errorf("unframe found %v in a page from 9 to 151 across and 12 to 108 down, want that less what bleeds", got)
		}
	}
	for i := range page.Pix {
		page.Pix[i] = byte(i * 37 % 251)
	}
	if got := unframe(page); got != wholeOf(page) {
		t.Errorf("a picture without a border was cut to %v", got)
	}
}

func TestAnEnlargementThatRepeatsItsPixelsLosesToItsOriginal(t *testing.T) {
	img := blots(5, 120, 90)
	big := image.NewNRGBA(image.Rect(0, 0, 360, 270))
	for y := range 270 {
		for x := range 360 {
			big.SetNRGBA(x, y, img.NRGBAAt(x/3, y/3))
		}
	}
	var of [2]picture
	for i, f := range []*dataset.Frame{frameOf(img), frameOf(big)} {
		f.Repeat = []int{1, 3}[i]
		p, err := head(Print(f).Thumb)
		if err != nil {
			t.Fatal(err)
		}
		of[i] = p
	}
	if compareRank(&of[0], &of[1]) >= 0 {
		t.Errorf("the enlargement leads: size classes %d and %d", of[0].sizeClass(), of[1].sizeClass())
	}
	if say := whyBetter(&of[0], &of[1], false); !strings.Contains(say, "is an enlargement") {
		t.Errorf("why it is better: %q", say)
	}
}

// hashOf hashes the part b of a luma plane.
func hashOf(p dataset.Plane, b box) (hash, float64) {
	c := cellsOf(p, b)
	return c.hash()
}
