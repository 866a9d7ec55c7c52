package decode

import (
	"image"
	"image/color"
	"testing"
)

func TestRepeatedPixelsAreCounted(t *testing.T) {
	small := image.NewNRGBA(image.Rect(0, 0, 30, 24))
	for i := range small.Pix {
		small.Pix[i] = byte(i*i*31>>3 | 1)
	}
	enlarged := func(across, down int) image.Image {
		big := image.NewNRGBA(image.Rect(0, 0, 30*across, 24*down))
		for y := range 24 * down {
			for x := range 30 * across {
				big.SetNRGBA(x, y, small.NRGBAAt(x/across, y/down))
			}
		}
		return big
	}
	bar := image.NewGray(image.Rect(0, 0, 64, 64))
	for y := range 64 {
		for x := 20; x < 40; x++ {
			bar.SetGray(x, y, color.Gray{200})
		}
	}
	for _, c := range []struct {
		name string
		img  image.Image
		want int
	}{
		{"a picture", small, 1},
		{"each pixel three times", enlarged(3, 3), 3},
		{"six times across, four down", enlarged(6, 4), 2},
		{"stretched across only", enlarged(2, 1), 1},
		{"a bar, which says nothing", bar, 1},
		{"blank", image.NewGray(image.Rect(0, 0, 9, 9)), 1},
		{"a pixel", image.NewGray(image.Rect(0, 0, 1, 1)), 1},
	} {
		if got := repeated(c.img); got != c.want {
			t.Errorf("%s: each pixel %d times, want %d", c.name, got, c.want)
		}
	}
}
