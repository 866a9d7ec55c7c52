package decode

import (
	"bytes"
	"context"
	"image"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// fuzzPixels keeps fuzzing quick: larger pictures are refused.
const fuzzPixels = 1 << 16

// walk fuzzes a format: whatever the bytes, its survey and its verification
// come to an end without a panic, and Decode keeps its promises.
func walk(f *testing.F, name string) {
	for _, file := range seeds(f) {
		if Sniff(file.data) != name {
			continue
		}
		f.Add(file.data)
		f.Add(file.data[:len(file.data)/2])
		flipped := bytes.Clone(file.data)
		flipped[len(flipped)/2] ^= 0xff
		f.Add(flipped)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		kind := sniff(data)
		if kind == nil {
			return
		}
		s := kind.survey(data)
		if s.refusal(Options{MaxPixels: fuzzPixels}) == "" && kind.verify != nil {
			kind.verify(data, s)
		}
		p := Decode(context.Background(), "fuzz", data, Options{MaxPixels: fuzzPixels})
		readable := p.Status == dataset.StatusOK || p.Status == dataset.StatusDamaged
		if readable != (p.Frame != nil) {
			t.Errorf("status %s, but frame is %v", p.Status, p.Frame != nil)
		}
		if (p.Status == dataset.StatusOK) != (p.Error == "") {
			t.Errorf("status %s with the reason %q", p.Status, p.Error)
		}
		if p.Frame != nil && (p.Width < 1 || p.Height < 1 || len(p.Frame.White.Luma.Pix) == 0) {
			t.Errorf("a frame of %d×%d with %d samples", p.Width, p.Height, len(p.Frame.White.Luma.Pix))
		}
	})
}

var seedFiles []soundFile // made once: some encoders are slow

func seeds(f *testing.F) []soundFile {
	if seedFiles != nil {
		return seedFiles
	}
	files := encoded(f, drawing(5, 48))
	files = append(files, moduleFiles(f, "golang.org/x/image", "testdata/yellow_rose*.webp")...)
	files = append(files, moduleFiles(f, "golang.org/x/image", "testdata/video-001*.tiff")...)
	seedFiles = append(files, moduleFiles(f, "golang.org/x/image", "testdata/bmp_*.bmp")...)
	return seedFiles
}

func FuzzJPEG(f *testing.F) { walk(f, "jpeg") }
func FuzzPNG(f *testing.F)  { walk(f, "png") }
func FuzzGIF(f *testing.F)  { walk(f, "gif") }
func FuzzWebP(f *testing.F) { walk(f, "webp") }
func FuzzBMP(f *testing.F)  { walk(f, "bmp") }
func FuzzTIFF(f *testing.F) { walk(f, "tiff") }

// FuzzBoxes walks the boxes of AVIF, HEIC and JPEG XL. Their decoders run in a
// sandbox of their own and are too slow to be fuzzed here.
func FuzzBoxes(f *testing.F) {
	for _, file := range seeds(f) {
		switch Sniff(file.data) {
		case "avif", "jxl":
			f.Add(file.data)
			f.Add(file.data[:len(file.data)/3])
		}
	}
	for _, file := range moduleFiles(f, "github.com/gen2brain/heic", "testdata/test8.heic") {
		f.Add(file.data[:min(len(file.data), 2000)])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, survey := range []func([]byte) *survey{surveyHEIF, surveyHEIC, surveyJXL} {
			if s := survey(data); s.fatal == "" && (s.width < 0 || s.height < 0 || s.orientation < 1 || s.orientation > 8) {
				t.Errorf("%d×%d, orientation %d", s.width, s.height, s.orientation)
			}
		}
	})
}

func FuzzEXIF(f *testing.F) {
	f.Add([]byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x69\x87\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00")) // points to itself
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := readEXIF(data).orientation; o < 0 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}

func FuzzProfile(f *testing.F) {
	f.Add(make([]byte, 200))
	f.Fuzz(func(t *testing.T, data []byte) {
		s := newSurvey()
		s.icc = data
		if convert := colours(s); convert != nil {
			convert(shrunk(image.NewRGBA(rectangle(2, 2)), 2, 2))
		}
	})
}

// FuzzLZW sees that counting pixels and decoding them agree.
func FuzzLZW(f *testing.F) {
	f.Add(2, []byte{0x84, 0x8f, 0xa9, 0xcb, 0xed, 0x0f, 0x63, 0x2b})
	f.Fuzz(func(t *testing.T, codeSize int, data []byte) {
		pix := make([]byte, 1000)
		n, err := unpackGIF(codeSize, [][]byte{data}, pix, len(pix))
		counted, again := unpackGIF(codeSize, [][]byte{data}, nil, len(pix))
		if n != counted || (err == nil) != (again == nil) {
			t.Errorf("decoding gives %d (%v), counting %d (%v)", n, err, counted, again)
		}
	})
}
