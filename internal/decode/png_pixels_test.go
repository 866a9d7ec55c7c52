package decode

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand"
	"slices"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// plainPictures are one picture of each form that plain decodes, of odd sizes
// and with noise and slopes, so that every filter is used.
func plainPictures() map[string]image.Image {
	r := rand.New(rand.NewSource(3))
	all := map[string]image.Image{}
	for _, w := range []int{1, 2, 7, 64, 131} {
		box := image.Rect(0, 0, w, w/2+1)
		grey, rgb, alpha := image.NewGray(box), image.NewRGBA(box), image.NewNRGBA(box)
		palette := image.NewPaletted(box, color.Palette{color.RGBA{1, 2, 3, 255}, color.NRGBA{200, 100, 50, 128}, color.RGBA{9, 9, 9, 255}})
		for y := range box.Dy() {
			for x := range w {
				noise := uint8(0)
				if x > w/2 {
					noise = uint8(r.Intn(256))
				}
				grey.SetGray(x, y, color.Gray{uint8(x*3+y) + noise})
				rgb.SetRGBA(x, y, color.RGBA{uint8(x*2) + noise, uint8(y * 5), uint8(x + y), 255})
				alpha.SetNRGBA(x, y, color.NRGBA{uint8(x*2) + noise, uint8(y * 5), uint8(x + y), uint8(x*7) ^ noise})
				palette.SetColorIndex(x, y, uint8(r.Intn(3)))
			}
		}
		for name, img := range map[string]image.Image{"grey": grey, "rgb": rgb, "rgba": alpha, "palette": palette} {
			all[name+" "+string(rune('0'+w%10))] = img
		}
	}
	return all
}

func TestPlainEqualsTheStandardLibrary(t *testing.T) {
	for name, img := range plainPictures() {
		for _, level := range []png.CompressionLevel{png.BestCompression, png.NoCompression, png.BestSpeed} {
			var b bytes.Buffer
			if err := (&png.Encoder{CompressionLevel: level}).Encode(&b, img); err != nil {
				t.Fatal(err)
			}
			want, err := png.Decode(bytes.NewReader(b.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			s := surveyPNG(b.Bytes())
			got, ok := s.plan.(*pngPlan).plain(s)
			if !ok && s.bits == 8 {
				t.Errorf("%s is not taken as plain", name)
			}
			if ok && !bytes.Equal(samples(got), samples(want)) {
				t.Errorf("%s differs from what image/png gives", name)
			}
		}
	}
}

// samples are the colour model and all pixels of a picture.
func samples(img image.Image) []byte {
	out := fmt.Appendln(nil, img.Bounds())
	if p, ok := img.(*image.Paletted); ok {
		out = fmt.Appendln(out, p.Palette)
	}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			out = fmt.Appendf(out, "%T %v\n", img.At(x, y), img.At(x, y))
		}
	}
	return out
}

func TestFramesOutliveTheRowsTheyCameFrom(t *testing.T) {
	var files [2][]byte
	for i, name := range []string{"rgba 1", "rgb 1"} {
		var b bytes.Buffer
		if err := png.Encode(&b, plainPictures()[name]); err != nil {
			t.Fatal(err)
		}
		files[i] = b.Bytes()
	}
	first := decoded(t, "a.png", files[0]).Frame
	want := samplesOf(first)
	for range 4 {
		decoded(t, "b.png", files[1])
		if got := samplesOf(decoded(t, "a.png", files[0]).Frame); !bytes.Equal(got, want) {
			t.Fatal("a picture decodes otherwise after another one")
		}
	}
	if !bytes.Equal(samplesOf(first), want) {
		t.Error("a frame changed when other pictures were decoded")
	}
}

func samplesOf(f *dataset.Frame) []byte {
	return slices.Concat(f.White.Luma.Pix, f.White.Y.Pix, f.White.Cb.Pix, f.White.Cr.Pix, f.Black.Luma.Pix)
}

func TestEveryFilter(t *testing.T) {
	r := rand.New(rand.NewSource(4))
	for bpp := 1; bpp <= 4; bpp++ {
		for filter := range byte(5) {
			length := 1 + 9*bpp
			raw := make([]byte, 3*length)
			for i := range raw {
				raw[i] = byte(r.Intn(256))
			}
			want := make([][]byte, 3)
			above := make([]byte, length-1)
			for y := range want {
				raw[y*length] = filter
				row := bytes.Clone(raw[y*length+1 : (y+1)*length])
				for i := range row {
					left, corner := 0, 0
					if i >= bpp {
						left, corner = int(row[i-bpp]), int(above[i-bpp])
					}
					up := int(above[i])
					row[i] += [5]byte{0, byte(left), byte(up), byte((left + up) / 2), byte(paethBySpec(left, up, corner))}[filter]
				}
				want[y], above = row, row
			}
			if !unfilter(raw, length, bpp) {
				t.Fatal("a known filter is refused")
			}
			for y := range want {
				if !bytes.Equal(raw[y*length+1:(y+1)*length], want[y]) {
					t.Errorf("filter %d with %d bytes a pixel is undone wrongly in row %d", filter, bpp, y)
				}
			}
		}
	}
}

// paethBySpec is the definition of the specification, word for word.
func paethBySpec(a, b, c int) int {
	abs := func(x int) int { return max(x, -x) }
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	if pa <= pb && pa <= pc {
		return a
	}
	if pb <= pc {
		return b
	}
	return c
}

func BenchmarkPNG(b *testing.B) {
	img := image.NewRGBA(image.Rect(0, 0, 500, 500))
	for i := range img.Pix {
		img.Pix[i] = byte(i/4%251) ^ byte(i/2000)
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	var file bytes.Buffer
	if err := png.Encode(&file, img); err != nil {
		b.Fatal(err)
	}
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			s := surveyPNG(file.Bytes())
			if _, ok := s.plan.(*pngPlan).plain(s); !ok {
				b.Fatal("not plain")
			}
		}
	})
	b.Run("standard", func(b *testing.B) {
		for b.Loop() {
			if _, err := png.Decode(bytes.NewReader(file.Bytes())); err != nil {
				b.Fatal(err)
			}
		}
	})
}
