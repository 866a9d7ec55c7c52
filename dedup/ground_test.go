package dedup

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// soft is blots with a round hole of soft edges.
func soft(seed uint64) *image.NRGBA {
	img := blots(seed, 220, 160)
	for y := range 160 {
		for x := range 220 {
			d := (x-70)*(x-70) + (y-80)*(y-80)
			img.Pix[img.PixOffset(x, y)+3] = uint8(min(max(d/16-60, 0), 255))
		}
	}
	return img
}

func judged(t *testing.T, a, b image.Image) judgement {
	t.Helper()
	var thumbs [2]*thumb
	var views [2][]viewHash
	for i, img := range []image.Image{a, b} {
		print := Print(frameOf(img))
		var err error
		if thumbs[i], err = unpack(print.Thumb); err != nil {
			t.Fatal(err)
		}
		if _, views[i], err = hashesOf(&print); err != nil {
			t.Fatal(err)
		}
	}
	ways := allWays(views[0], views[1])
	return judge(thumbs[0], thumbs[1], ways[:min(tries, len(ways))])
}

func TestACopyIsKnownOnAnyGround(t *testing.T) {
	for _, ground := range []color.NRGBA{{255, 255, 255, 255}, {0, 0, 0, 255}, {70, 130, 180, 255}, {200, 40, 60, 255}} {
		flat := image.NewNRGBA(image.Rect(0, 0, 220, 160))
		draw.Draw(flat, flat.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
		draw.Draw(flat, flat.Rect, soft(3), image.Point{}, draw.Over)
		if j := judged(t, soft(3), flat); j.class != dataset.ClassCopy {
			t.Errorf("on %v it is %q: luma %.2f, colour %.2f, spot %.2f", ground, j.class, j.best.Luma, j.best.Chroma, j.best.Spot)
		}
		if j := judged(t, flat, soft(4)); j.class != "" {
			t.Errorf("another picture on %v is %q", ground, j.class)
		}
	}
}
