package filter

import (
	"bytes"
	"context"
	"fmt"
	"image"
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
