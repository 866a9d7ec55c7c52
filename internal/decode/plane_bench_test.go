package decode

import (
	"image"
	"image/draw"
	"testing"
)

// BenchmarkPlanes shrinks a decoded picture to the planes of a Frame.
func BenchmarkPlanes(b *testing.B) {
	whole := image.Rect(0, 0, 1200, 900)
	grey, opaque, through := image.NewGray(whole), image.NewRGBA(whole), image.NewNRGBA(whole)
	for i := range grey.Pix {
		grey.Pix[i] = byte(i*i>>9 ^ i>>4)
	}
	draw.Draw(opaque, whole, grey, image.Point{}, draw.Src)
	copy(through.Pix, opaque.Pix)
	for i := 3; i < len(through.Pix); i += 4 {
		through.Pix[i] = byte(i >> 11)
	}
	ycc := image.NewYCbCr(whole, image.YCbCrSubsampleRatio420)
	copy(ycc.Y, grey.Pix)
	copy(ycc.Cb, grey.Pix)
	copy(ycc.Cr, grey.Pix)
	s := &survey{width: 1200, height: 900, orientation: 1}
	for _, m := range []struct {
		name string
		img  image.Image
	}{{"grey", grey}, {"ycbcr", ycc}, {"rgb", opaque}, {"rgba", through}} {
		b.Run(m.name, func(b *testing.B) {
			for b.Loop() {
				frame(m.img, s)
			}
		})
	}
}
