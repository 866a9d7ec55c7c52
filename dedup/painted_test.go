package dedup

import (
	"image"
	"image/color"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func TestAColouredPlaceThatIsDarkerThanItsGreyIsNoGreyCopy(t *testing.T) {
	// Blocks of grey on black, and over a fifth of the picture either a blue pane, as
	// bright as what was there, or one that changes that too.
	page := func(paint func(v uint8) color.NRGBA) *image.NRGBA {
		img := image.NewNRGBA(image.Rect(0, 0, 160, 160))
		for y := range 160 {
			for x := range 160 {
				v := uint8(0)
				if (x/12+y/20)%2 == 0 {
					v = uint8(120 + 10*(y/20))
				}
				c := color.NRGBA{v, v, v, 255}
				if x >= 40 && x < 120 && y >= 40 && y < 100 {
					c = paint(v)
				}
				img.SetNRGBA(x, y, c)
			}
		}
		return img
	}
	grey := page(func(v uint8) color.NRGBA { return color.NRGBA{v, v, v, 255} })
	tinted := page(func(v uint8) color.NRGBA {
		b := min(int(v)+80, 255) // as bright: what blue gains is taken from green
		g := max(int(v)-(b-int(v))*114/587, 0)
		return color.NRGBA{v, uint8(g), uint8(b), 255}
	})
	painted := page(func(v uint8) color.NRGBA {
		return color.NRGBA{uint8(int(v) * 8 / 10), uint8(40 + int(v)*7/10), uint8(60 + int(v)*6/10), 255}
	})
	if got := judged(t, grey, painted); got.class != dataset.ClassVariant {
		t.Errorf("with a place painted over it is %q, want a variant", got.class)
	}
	if got := judged(t, tinted, grey); got.class != dataset.ClassGrey {
		t.Errorf("without the colour of that place it is %q, want grey", got.class)
	}
}
