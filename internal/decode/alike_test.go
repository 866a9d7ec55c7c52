package decode

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// TestFilesOfOnePictureAreAlike decodes pictures that dependencies keep in
// several formats: lossy WebP (video range), CMYK (inverted as Adobe does, and
// YCCK), 16 bits, progressive, tiles.
func TestFilesOfOnePictureAreAlike(t *testing.T) {
	const images, jpegs = "golang.org/x/image", "github.com/gen2brain/jpegn"
	for _, group := range []struct {
		module, reference string
		files             [][2]string // module, pattern
		limit             float64
	}{
		{images, "testdata/blue-purple-pink.png", [][2]string{{images, "testdata/blue-purple-pink.l*"}}, 3},
		{images, "testdata/blue-purple-pink-large.png", [][2]string{{images, "testdata/blue-purple-pink-large.*.webp"}}, 2},
		{images, "testdata/video-001.png", [][2]string{
			{images, "testdata/video-001.lossy.webp"}, {images, "testdata/video-001.bmp"}, {images, "testdata/video-001-16bit.tiff"},
			{images, "testdata/video-001-tile-64x64.tiff"}, {images, "testdata/video-001-strip-64.tiff"}}, 3},
		{images, "testdata/yellow_rose.png", [][2]string{{images, "testdata/yellow_rose.lo*.webp"}}, 3},
		{jpegs, "testdata/test.444.jpg", [][2]string{
			{jpegs, "testdata/test.4[124][0124]*.jpg"}, {jpegs, "testdata/test.cmyk.jpg"}, {jpegs, "testdata/test.ycck.jpg"}, {jpegs, "testdata/test.rgb*.jpg"},
			{"github.com/gen2brain/heic", "testdata/test8.heic"}, {"github.com/gen2brain/avif", "testdata/test*[08].avif"},
			{"github.com/gen2brain/jpegxl", "testdata/test8.jxl"}}, 4},
	} {
		reference := moduleFiles(t, group.module, group.reference)[0]
		want := decoded(t, reference.name, reference.data).Frame
		compared := 0
		for _, source := range group.files {
			for _, f := range moduleFiles(t, source[0], source[1]) {
				got := decoded(t, f.name, f.data).Frame
				if got.Width != want.Width || got.Height != want.Height {
					continue // another cut of the picture
				}
				compared++
				for name, d := range map[string]float64{
					"luma over white": apart(want.White.Luma, got.White.Luma), "luma over black": apart(want.Black.Luma, got.Black.Luma),
					"Cb": apart(want.White.Cb, got.White.Cb), "Cr": apart(want.White.Cr, got.White.Cr),
				} {
					if d > group.limit && want.Opaque == got.Opaque {
						t.Errorf("%s and %s: %s is %.2f apart, want at most %.0f", reference.name, f.name, name, d, group.limit)
					}
				}
			}
		}
		if compared < 2 {
			t.Errorf("%s: %d files of its size, want several", reference.name, compared)
		}
	}
}

// animatedWebP makes an animation whose frames are still files without a
// canvas of their own, each at an even offset.
func animatedWebP(w, h int, at int, stills ...[]byte) []byte {
	le24 := func(v int) []byte { return []byte{byte(v), byte(v >> 8), byte(v >> 16)} }
	riff := func(kind string, body []byte) []byte {
		out := binary.LittleEndian.AppendUint32([]byte(kind), uint32(len(body)))
		out = append(out, body...)
		return append(out, make([]byte, len(body)%2)...)
	}
	body := []byte("WEBP")
	body = append(body, riff("VP8X", append(append([]byte{0x12, 0, 0, 0}, le24(w-1)...), le24(h-1)...))...)
	body = append(body, riff("ANIM", make([]byte, 6))...)
	for _, still := range stills {
		s := surveyWebP(still)
		frame := append(le24(at/2), le24(at/2)...)
		frame = append(append(frame, le24(s.width-1)...), le24(s.height-1)...)
		frame = append(frame, 100, 0, 0, 0)
		body = append(body, riff("ANMF", append(frame, still[12:]...))...)
	}
	return riff("RIFF", body)
}

func TestAnimatedWebPShowsItsFirstFrameOnItsCanvas(t *testing.T) {
	still := moduleFiles(t, "golang.org/x/image", "testdata/yellow_rose.lossy.webp")[0].data
	alone := decoded(t, "still.webp", still).Frame.White.Luma
	file := animatedWebP(440, 341, 40, still, still, still)
	p := decoded(t, "animated.webp", file)
	if p.Status != dataset.StatusOK || p.Frames != 3 || p.Width != 440 || p.Height != 341 {
		t.Fatalf("%s (%s), %d frames, %d×%d; want ok, 3 frames, 440×341", p.Status, p.Error, p.Frames, p.Width, p.Height)
	}
	luma := p.Frame.White.Luma
	if luma.Row(10)[10] != 255 || p.Frame.Black.Luma.Row(10)[10] != 0 {
		t.Errorf("beside the frame: %d over white and %d over black, want 255 and 0", luma.Row(10)[10], p.Frame.Black.Luma.Row(10)[10])
	}
	inside := newPlane(alone.W, alone.H)
	for y := range inside.H {
		copy(inside.Row(y), luma.Row(y + 40)[40:])
	}
	if d := apart(alone, inside); d > 1 {
		t.Errorf("the frame is %.2f apart from the still picture", d)
	}
	lost := Decode(t.Context(), "animated.webp", file[:len(file)-len(still)/2], Options{})
	if lost.Status != dataset.StatusDamaged {
		t.Errorf("with half of the last frame lost: %s, want damaged", lost.Status)
	}
}

func TestGIFFramesLieOnTheirCanvas(t *testing.T) {
	// A canvas of 3×1 with a frame of 1×1, entry 1 (white), at its right end.
	file := []byte("GIF89a\x03\x00\x01\x00\x80\x00\x00\x10\x20\x30\xff\xff\xff\x2c\x02\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x4c\x01\x00\x3b")
	f := decoded(t, "canvas.gif", file).Frame
	if want := []byte{0, 0, 255}; !bytes.Equal(f.Black.Luma.Pix, want) {
		t.Errorf("over black %v, want %v", f.Black.Luma.Pix, want)
	}
	if want := []byte{255, 255, 255}; !bytes.Equal(f.White.Luma.Pix, want) {
		t.Errorf("over white %v, want %v", f.White.Luma.Pix, want)
	}
}
