package decode

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"

	"github.com/winnow-data/winnow/internal/sample"
)

// meanStep is the mean difference of two pictures of one size, over all channels.
func meanStep(t *testing.T, a, b image.Image) float64 {
	t.Helper()
	if a.Bounds().Size() != b.Bounds().Size() {
		t.Fatalf("one is of %v, the other of %v", a.Bounds().Size(), b.Bounds().Size())
	}
	sum, size := 0.0, a.Bounds().Size()
	for y := range size.Y {
		for x := range size.X {
			p := color.RGBAModel.Convert(a.At(a.Bounds().Min.X+x, a.Bounds().Min.Y+y)).(color.RGBA)
			q := color.RGBAModel.Convert(b.At(b.Bounds().Min.X+x, b.Bounds().Min.Y+y)).(color.RGBA)
			for _, d := range []int{int(p.R) - int(q.R), int(p.G) - int(q.G), int(p.B) - int(q.B)} {
				sum += float64(max(d, -d))
			}
		}
	}
	return sum / float64(3*size.X*size.Y)
}

// TestSmallJPEGShowsWhatTheWholePictureShows compares it with the long way: the
// whole picture upright and flat, shrunk, and encoded.
func TestSmallJPEGShowsWhatTheWholePictureShows(t *testing.T) {
	drawn := sample.Draw(sample.Truth{Place: "field", Seed: 3}, image.Pt(304, 424))
	var opaque, through, grey, coded bytes.Buffer
	holes := image.NewNRGBA(drawn.Bounds())
	mono := image.NewGray(drawn.Bounds())
	for y := range 424 {
		for x := range 304 {
			c := color.NRGBAModel.Convert(drawn.At(x, y)).(color.NRGBA)
			mono.Set(x, y, c)
			c.A = uint8(255 - x/2)
			holes.SetNRGBA(x, y, c)
		}
	}
	for file, err := range map[*bytes.Buffer]error{&opaque: png.Encode(&opaque, drawn), &through: png.Encode(&through, holes), &grey: png.Encode(&grey, mono), &coded: jpeg.Encode(&coded, drawn, &jpeg.Options{Quality: 95})} {
		if err != nil || file.Len() == 0 {
			t.Fatal(err)
		}
	}
	files := map[string][]byte{"opaque PNG": opaque.Bytes(), "PNG with alpha": through.Bytes(), "grey PNG": grey.Bytes(), "JPEG": coded.Bytes()}
	for o := 2; o <= 8; o++ {
		files["turned JPEG "+string(rune('0'+o))] = oriented(coded.Bytes(), o)
	}
	for name, file := range files {
		for _, side := range []int{1000, 212, 101} {
			whole, err := Full(file, Options{})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			long, err := JPEG(whole, side, 90)
			if err != nil {
				t.Fatal(err)
			}
			short, w, h, err := SmallJPEG(file, Options{}, side, 90)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			want, errWant := jpeg.Decode(bytes.NewReader(long))
			got, errGot := jpeg.Decode(bytes.NewReader(short))
			if errWant != nil || errGot != nil {
				t.Fatal(errWant, errGot)
			}
			if size := got.Bounds().Size(); size != image.Pt(w, h) || size != want.Bounds().Size() {
				t.Errorf("%s at %d is of %v, says %d×%d, and should be of %v", name, side, size, w, h, want.Bounds().Size())
				continue
			}
			if d := meanStep(t, want, got); d > 6 {
				t.Errorf("%s at %d differs by %.2f of 255 from the long way", name, side, d)
			}
		}
	}
}

// oriented puts an EXIF orientation into a JPEG.
func oriented(file []byte, orientation int) []byte {
	exif := []byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	exif[2+2+6+8+2+8+1] = byte(orientation)
	return append(append(append([]byte{}, file[:2]...), exif...), file[2:]...)
}

func TestSmallJPEGRefusesWhatFullRefuses(t *testing.T) {
	for name, file := range map[string][]byte{"nothing": {}, "a text": []byte("hello, world"), "a cut header": []byte("\x89PNG\r\n\x1a\n\x00\x00")} {
		_, wantErr := Full(file, Options{})
		if _, _, _, err := SmallJPEG(file, Options{}, 100, 90); err == nil || wantErr == nil || err.Error() != wantErr.Error() {
			t.Errorf("%s: error %v, want %v", name, err, wantErr)
		}
	}
}

// BenchmarkSmallJPEG prepares pictures as they are sent to a server, and the
// long way for comparison.
func BenchmarkSmallJPEG(b *testing.B) {
	drawn := sample.Draw(sample.Truth{Place: "field", Seed: 3}, image.Pt(1536, 2048))
	var asPNG, asJPEG bytes.Buffer
	if err := png.Encode(&asPNG, drawn); err != nil {
		b.Fatal(err)
	}
	if err := jpeg.Encode(&asJPEG, drawn, &jpeg.Options{Quality: 92}); err != nil {
		b.Fatal(err)
	}
	for name, file := range map[string][]byte{"png": asPNG.Bytes(), "jpeg": asJPEG.Bytes()} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, _, _, err := SmallJPEG(file, Options{}, 1024, 90); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+"/long", func(b *testing.B) {
			for b.Loop() {
				img, err := Full(file, Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := JPEG(img, 1024, 90); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
