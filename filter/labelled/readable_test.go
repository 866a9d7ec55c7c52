package labelled

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

func TestTheTruthIsWhatCanBeSeen(t *testing.T) {
	fonts, err := seenFonts(Options{Bare: true}).typefaces()
	if err != nil {
		t.Fatal(err)
	}
	grey := color.RGBA{120, 120, 120, 255}
	tests := []struct {
		name  string
		ink   color.RGBA
		after func(img *image.RGBA)
		want  func(before, after image.Rectangle) bool
	}{
		{"letters stay", black, func(*image.RGBA) {}, func(b, a image.Rectangle) bool { return a == b }},
		{"of the colour of the ground", color.RGBA{125, 125, 125, 255}, func(*image.RGBA) {}, func(_, a image.Rectangle) bool { return a.Empty() }},
		{"painted over", black, func(img *image.RGBA) { draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src) }, func(_, a image.Rectangle) bool { return a.Empty() }},
		{"half painted over", black, func(img *image.RGBA) {
			draw.Draw(img, image.Rect(0, 0, 150, 100), image.White, image.Point{}, draw.Src)
		}, func(b, a image.Rectangle) bool { return a.Min.X > 110 && a.Max == b.Max }},
	}
	for _, tt := range tests {
		w := &writer{img: image.NewRGBA(image.Rect(0, 0, 300, 100)), font: fonts[0]}
		draw.Draw(w.img, w.img.Rect, image.NewUniform(grey), image.Point{}, draw.Src)
		if err := w.resize(fonts[0], 30); err != nil {
			t.Fatal(err)
		}
		w.line("HHHHHHHHHHHH", 10, 60, style{fill: tt.ink, opacity: 1})
		before := w.boxes[0]
		tt.after(w.img)
		w.readable()
		after := image.Rectangle{}
		if len(w.boxes) > 0 {
			after = w.boxes[0]
		}
		if !tt.want(before, after) {
			t.Errorf("%s: %v of %v is left", tt.name, after, before)
		}
	}
}
