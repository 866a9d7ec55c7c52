package decode

import (
	"image"
	"image/color"
	"math/rand/v2"
	"testing"
)

func TestYCbCrBecomesTheColoursOfTheStandardLibrary(t *testing.T) {
	dice := rand.New(rand.NewPCG(5, 6))
	for _, ratio := range []image.YCbCrSubsampleRatio{image.YCbCrSubsampleRatio420, image.YCbCrSubsampleRatio444} {
		whole := image.NewYCbCr(image.Rect(0, 0, 257, 65), ratio)
		for _, plane := range [][]byte{whole.Y, whole.Cb, whole.Cr} {
			for i := range plane {
				plane[i] = byte(dice.Uint32())
			}
		}
		for _, rect := range []image.Rectangle{whole.Rect, image.Rect(1, 1, 100, 65), image.Rect(2, 3, 17, 4)} {
			m := whole.SubImage(rect).(*image.YCbCr)
			row := make([]byte, 4*rect.Dx())
			for y := rect.Min.Y; y < rect.Max.Y; y++ {
				yccRow(row, m, y)
				for x := range rect.Dx() {
					want := color.RGBAModel.Convert(m.YCbCrAt(rect.Min.X+x, y)).(color.RGBA)
					if got := (color.RGBA{row[4*x], row[4*x+1], row[4*x+2], row[4*x+3]}); got != want {
						t.Fatalf("%v of %v at %d, %d: %v, want %v", ratio, rect, x, y, got, want)
					}
				}
			}
		}
	}
}
