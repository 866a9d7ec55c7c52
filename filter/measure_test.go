package filter

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/sample"
)

// frameOf is a picture as scan would see it.
func frameOf(t testing.TB, img image.Image) *dataset.Frame {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	p := decode.Decode(context.Background(), "test.png", b.Bytes(), decode.Options{})
	if p.Frame == nil {
		t.Fatalf("decode: %s", p.Error)
	}
	return p.Frame
}

func drawing(subject, colouring string, seed uint64) *image.RGBA {
	t := sample.Truth{Seed: seed, Subject: subject, Colouring: colouring}
	return sample.Draw(t, sample.Size(t, 600))
}

// TestConformance holds every measure to its declared range on pictures of all
// kinds, on degenerate ones, and to giving the same number again.
func TestConformance(t *testing.T) {
	frames := map[string]func() *dataset.Frame{
		"nothing": func() *dataset.Frame { return &dataset.Frame{} },
	}
	for _, size := range []image.Point{{1, 1}, {3, 2}, {7, 900}, {33, 33}} {
		frames[fmt.Sprint("flat ", size)] = func() *dataset.Frame {
			return frameOf(t, image.NewNRGBA(image.Rectangle{Max: size}))
		}
	}
	for _, subject := range []string{sample.Figures, sample.Landscape, sample.Poster, sample.Comic, sample.Blank} {
		for _, colouring := range []string{sample.Coloured, sample.Greyscale, sample.LineArt} {
			frames[subject+" "+colouring] = func() *dataset.Frame { return frameOf(t, drawing(subject, colouring, 3)) }
		}
	}
	for name, frame := range frames {
		f, again := frame(), frame()
		for _, m := range Measures() {
			v, w := m.Func(f), m.Func(again)
			if v != w && !(math.IsNaN(v) && math.IsNaN(w)) {
				t.Errorf("%s of %s is %v and then %v", m.Name, name, v, w)
			}
			if v < m.Low || v > m.High || math.IsInf(v, 0) {
				t.Errorf("%s of %s is %v, outside of %v to %v", m.Name, name, v, m.Low, m.High)
			}
		}
	}
}

func TestEveryMeasureIsDescribed(t *testing.T) {
	for _, m := range Measures() {
		if len(m.Doc) < 20 || m.High <= m.Low {
			t.Errorf("%s: doc %q, range %v to %v", m.Name, m.Doc, m.Low, m.High)
		}
	}
}

func BenchmarkMeasures(b *testing.B) {
	img := drawing(sample.Figures, sample.Coloured, 5)
	for _, m := range Measures() {
		b.Run(m.Name, func(b *testing.B) {
			f := frameOf(b, img)
			for b.Loop() {
				frame := *f
				m.Func(&frame)
			}
		})
	}
}

// value measures a picture.
func value(t *testing.T, name string, img image.Image) float64 {
	t.Helper()
	m, err := measures.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	return m.Func(frameOf(t, img))
}

func TestMeasuresTellWhatTheyAreFor(t *testing.T) {
	art := drawing(sample.Figures, sample.Coloured, 7)
	tests := []struct {
		name, measure string
		img           image.Image
		low, high     float64
	}{
		{"colour has chroma", "chroma", art, 30, 181},
		{"grey has none", "chroma", sample.Greyed(art), 0, 1},
		{"sepia is one hue", "tint", drawing(sample.Figures, sample.Sepia, 7), 0, .5},
		{"colour is many", "tint", art, .55, 2},
		{"a drawing is sharp", "blur", art, 0, .7},
		{"out of focus is not", "blur", sample.Blurred(art, 8), .86, 1},
		{"a border is seen", "border", sample.Bordered(art, 60, 0, 0, 0), .2, .8},
		{"a poster is covered by text", "text_area", drawing(sample.Poster, sample.Coloured, 7), .08, 1},
		{"figures are not", "text_area", art, 0, .05},
		{"no border, nothing missing", "missing_area", art, 0, 0},
	}
	for _, tt := range tests {
		if got := value(t, tt.measure, tt.img); got < tt.low || got > tt.high {
			t.Errorf("%s: %s is %.3f, want %v to %v", tt.name, tt.measure, got, tt.low, tt.high)
		}
	}
}

func TestGreyBelowWhereTheFileGaveOutIsMissing(t *testing.T) {
	art := drawing(sample.Figures, sample.Coloured, 7)
	b := art.Bounds()
	for y := b.Max.Y * 3 / 4; y < b.Max.Y; y++ {
		for x := range b.Max.X {
			art.Set(x, y, color.RGBA{128, 128, 128, 255})
		}
	}
	if got := value(t, "missing_area", art); math.Abs(got-.25) > .02 {
		t.Errorf("missing_area is %.3f, want 0.25", got)
	}
}

func TestRepeatedPixelsAreSeen(t *testing.T) {
	small := drawing(sample.Figures, sample.Coloured, 7)
	small = sample.Resized(small, image.Pt(80, 100))
	large := image.NewRGBA(image.Rect(0, 0, 320, 400))
	for y := range 400 {
		for x := range 320 {
			large.Set(x, y, small.At(x/4, y/4))
		}
	}
	if got := value(t, "upscaled", large); got != 4 {
		t.Errorf("upscaled is %v, want 4", got)
	}
	if got := value(t, "upscaled", drawing(sample.Figures, sample.Coloured, 7)); !math.IsNaN(got) && got != 1 {
		t.Errorf("upscaled of a drawing is %v, want 1 or none", got)
	}
}

func TestJPEGQualityIsReadFromItsTable(t *testing.T) {
	for _, q := range []int{30, 75, 92} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, drawing(sample.Still, sample.Coloured, 1), &jpeg.Options{Quality: q}); err != nil {
			t.Fatal(err)
		}
		f := decode.Decode(context.Background(), "a.jpg", b.Bytes(), decode.Options{}).Frame
		if got := jpegQuality(f); got != float64(q) {
			t.Errorf("jpeg_quality is %v, want %d", got, q)
		}
	}
}
