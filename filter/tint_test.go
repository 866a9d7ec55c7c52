package filter

import (
	"image"
	"image/color"
	"image/draw"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// onWhite is a frame of 100×100 of white with rectangles of colours.
func onWhite(t *testing.T, colours map[image.Rectangle]color.RGBA) *dataset.Frame {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 100, 100))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	for r, c := range colours {
		draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	return frameOf(t, img)
}

func TestOneHueIsToldFromFlatColours(t *testing.T) {
	light, middle, dark := image.Rect(0, 0, 100, 30), image.Rect(0, 30, 100, 60), image.Rect(0, 60, 100, 90)
	tests := []struct {
		name    string
		colours map[image.Rectangle]color.RGBA
		tinted  bool
	}{
		{"sepia", map[image.Rectangle]color.RGBA{light: {200, 180, 150, 255}, middle: {150, 120, 80, 255}, dark: {80, 55, 20, 255}}, true},
		{"a flag, each colour of its own luma", map[image.Rectangle]color.RGBA{light: {250, 210, 30, 255}, middle: {10, 130, 60, 255}, dark: {150, 10, 20, 255}}, false},
		{"a small drawing in shades of one hue", map[image.Rectangle]color.RGBA{image.Rect(10, 10, 30, 20): {40, 60, 130, 255}, image.Rect(10, 20, 30, 30): {120, 140, 190, 255}}, true},
	}
	for _, tt := range tests {
		f := onWhite(t, tt.colours)
		c := chroma(f)
		if got := c > 5.5 && tint(f)*c <= max(6, .5*c); got != tt.tinted {
			t.Errorf("%s: chroma %.1f, tint %.3f, tinted %v", tt.name, c, tint(f), got)
		}
	}
}
