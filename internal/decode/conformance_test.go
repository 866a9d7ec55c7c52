package decode

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/winnow-data/winnow/dataset"
)

func decoded(t testing.TB, name string, data []byte) Picture {
	t.Helper()
	p := Decode(context.Background(), name, data, Options{})
	if p.Frame == nil {
		t.Fatalf("%s: %s: %s", name, p.Status, p.Error)
	}
	return p
}

// apart is the mean difference of two planes, or infinity if their sizes differ.
func apart(a, b dataset.Plane) float64 {
	if a.W != b.W || a.H != b.H {
		return math.Inf(1)
	}
	sum := 0
	for i := range a.Pix {
		sum += max(int(a.Pix[i])-int(b.Pix[i]), int(b.Pix[i])-int(a.Pix[i]))
	}
	return float64(sum) / float64(len(a.Pix))
}

// wholePlanes compares pixels at once: one by one a million of them take seconds.
var wholePlanes = cmp.Comparer(func(a, b dataset.Plane) bool { return a.W == b.W && a.H == b.H && bytes.Equal(a.Pix, b.Pix) })

func TestEveryFormatGivesThePlanesOfThePicture(t *testing.T) {
	img := drawing(1, 1231) // JPEGs are decoded at half the size
	var exact bytes.Buffer
	if err := png.Encode(&exact, img); err != nil {
		t.Fatal(err)
	}
	want := decoded(t, "reference.png", exact.Bytes()).Frame.White
	for _, f := range encoded(t, img) {
		limit := 1.5
		if strings.Contains(f.name, "palette") || strings.Contains(f.name, "gif") {
			limit = 14 // a palette of 256 fixed colours is coarse
		}
		got := decoded(t, f.name, f.data).Frame.White
		for _, plane := range []struct {
			name      string
			want, got dataset.Plane
		}{{"luma", want.Luma, got.Luma}, {"Y", want.Y, got.Y}, {"Cb", want.Cb, got.Cb}, {"Cr", want.Cr, got.Cr}} {
			if d := apart(plane.want, plane.got); d > limit {
				t.Errorf("%s: %s is %.2f apart on average, want at most %.1f", f.name, plane.name, d, limit)
			}
		}
	}
}

// areaAverage is the definition of the planes, by slow real numbers.
func areaAverage(value func(x, y int) float64, w, h, dw, dh int) []byte {
	out := make([]byte, 0, dw*dh)
	cover := func(i, n, m, x int) float64 {
		low, high := float64(i)*float64(n)/float64(m), float64(i+1)*float64(n)/float64(m)
		return max(0, min(float64(x+1), high)-max(float64(x), low))
	}
	for dy := range dh {
		for dx := range dw {
			sum, weight := 0.0, 0.0
			for y := dy * h / dh; y <= min((dy+1)*h/dh, h-1); y++ {
				for x := dx * w / dw; x <= min((dx+1)*w/dw, w-1); x++ {
					c := cover(dx, w, dw, x) * cover(dy, h, dh, y)
					sum, weight = sum+c*value(x, y), weight+c
				}
			}
			out = append(out, byte(sum/weight+.5))
		}
	}
	return out
}

func TestPlanesAreAreaAverages(t *testing.T) {
	for _, size := range []image.Point{{700, 531}, {513, 40}, {1500, 7}, {97, 2048}} {
		m := image.NewGray(image.Rectangle{Max: size})
		for i := range m.Pix {
			m.Pix[i] = byte(i*i>>4 ^ i)
		}
		g := greyGround(m, size.X, size.Y)
		want := areaAverage(func(x, y int) float64 { return float64(m.GrayAt(x, y).Y) }, size.X, size.Y, g.Luma.W, g.Luma.H)
		for i := range want {
			if d := int(want[i]) - int(g.Luma.Pix[i]); d < -2 || d > 2 {
				t.Errorf("%v: sample %d is %d, want %d", size, i, g.Luma.Pix[i], want[i])
				break
			}
		}
	}
}

func TestAlphaLetsBothBackgroundsThrough(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 4, 1))
	m.SetNRGBA(0, 0, color.NRGBA{R: 255, A: 255})
	m.SetNRGBA(1, 0, color.NRGBA{R: 255, A: 0}) // a hidden colour
	m.SetNRGBA(2, 0, color.NRGBA{R: 255, G: 255, B: 255, A: 128})
	m.SetNRGBA(3, 0, color.NRGBA{A: 255})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	f := decoded(t, "alpha.png", b.Bytes()).Frame
	if f.Opaque {
		t.Error("the picture is called opaque")
	}
	if d := cmp.Diff([]byte{76, 255, 255, 0}, f.White.Luma.Pix); d != "" {
		t.Errorf("over white (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]byte{76, 0, 128, 0}, f.Black.Luma.Pix); d != "" {
		t.Errorf("over black (-want +got):\n%s", d)
	}
}

// withEXIF is a JPEG with an EXIF block that says how it is turned.
func withEXIF(file []byte, orientation byte) []byte {
	block := []byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	block[29] = orientation
	return append(append([]byte{0xff, 0xd8}, block...), file[2:]...)
}

func TestEveryEXIFOrientationIsApplied(t *testing.T) {
	img := drawing(2, 1200)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	file := b.Bytes()
	plain := decoded(t, "plain.jpg", file).Frame
	for o := 1; o <= 8; o++ {
		p := decoded(t, "turned.jpg", withEXIF(file, byte(o)))
		w, h := turnedSize(img.Rect.Dx(), img.Rect.Dy(), o)
		if p.Orientation != o || p.Width != w || p.Height != h {
			t.Errorf("orientation %d: got %d, %d×%d; want %d×%d", o, p.Orientation, p.Width, p.Height, w, h)
		}
		if d := cmp.Diff(turned(plain.White, o), p.Frame.White, wholePlanes); d != "" {
			t.Errorf("orientation %d: the planes are not turned (-want +got):\n%.300s", o, d)
		}
		full, err := Full(withEXIF(file, byte(o)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if size := full.Bounds().Size(); size != image.Pt(w, h) {
			t.Errorf("orientation %d: Full gives %v, want %d×%d", o, size, w, h)
		}
	}
}

// chunk is a PNG chunk with its checksum.
func chunk(kind, body string) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	out = append(out, kind+body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(kind+body)))
}

func smallPNG(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, drawing(3, 64)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inserted puts chunks behind the header of a PNG.
func inserted(file []byte, chunks ...[]byte) []byte {
	out := bytes.Clone(file[:33])
	for _, c := range chunks {
		out = append(out, c...)
	}
	return append(out, file[33:]...)
}

func TestTextsAreRead(t *testing.T) {
	file := inserted(smallPNG(t),
		chunk("tEXt", "parameters\x00a girl, best quality\nNegative prompt: bad\nSteps: 20"),
		chunk("tEXt", "Title\x00caf\xe9"),
		chunk("iTXt", "Comment\x00\x00\x00\x00\x00{\"prompt\":\"猫\"}"))
	want := []Text{
		{"parameters", "a girl, best quality\nNegative prompt: bad\nSteps: 20"},
		{"Title", "café"},
		{"Comment", `{"prompt":"猫"}`},
	}
	if d := cmp.Diff(want, decoded(t, "text.png", file).Texts); d != "" {
		t.Errorf("texts (-want +got):\n%s", d)
	}
}

// A few megabytes of file must not become gigabytes of text.
func TestTextsBeyondThoseThatAreKeptAreNotInflated(t *testing.T) {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write([]byte("a girl")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	chunks := make([][]byte, textLimit+1)
	for i := range chunks {
		chunks[i] = chunk("zTXt", "parameters\x00\x00"+b.String())
	}
	chunks[0] = chunk("zTXt", "parameters\x00\x00none, but it takes its time")
	file := inserted(smallPNG(t), chunks...)
	if got := len(decoded(t, "text.png", file).Texts); got != textLimit-1 {
		t.Errorf("of %d texts, the first of which cannot be read, %d are inflated, want %d", len(chunks), got, textLimit-1)
	}
}

func TestStoredPixelsAreWhatTheyWere(t *testing.T) {
	for _, n := range []int{1, math.MaxUint16, math.MaxUint16 + 1, 200_000} {
		raw := bytes.Repeat([]byte("pixels"), n/6+1)[:n]
		file, err := io.ReadAll(&storedPixels{rest: raw, sum: adler32.Checksum(raw)})
		if err != nil {
			t.Fatal(err)
		}
		var stream []byte
		for len(file) > 0 {
			end := 8 + binary.BigEndian.Uint32(file)
			if want := chunk("IDAT", string(file[8:end])); !bytes.Equal(file[:end+4], want) {
				t.Fatalf("%d bytes: a chunk of %d bytes is none", n, end)
			}
			stream, file = append(stream, file[8:end]...), file[end+4:]
		}
		z, err := zlib.NewReader(bytes.NewReader(stream))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(z); err != nil || !bytes.Equal(got, raw) {
			t.Errorf("%d bytes come back as %d: %v", n, len(got), err)
		}
	}
}

func TestHarmlessOdditiesAreWarnings(t *testing.T) {
	file := smallPNG(t)
	badText := chunk("tEXt", "Title\x00x")
	badText[len(badText)-1] ^= 1
	for _, tt := range []struct{ name, file, warning string }{
		{"picture.jpg", string(file), "named .jpg, but it is png"},
		{"picture.png", string(file) + "and more", "8 bytes follow the end"},
		{"picture.png", string(inserted(file, badText)), `bad checksum of the chunk "tEXt"`},
	} {
		p := decoded(t, tt.name, []byte(tt.file))
		if p.Status != dataset.StatusOK {
			t.Errorf("%s: status %s (%s), want ok", tt.warning, p.Status, p.Error)
		}
		if !strings.Contains(fmt.Sprint(p.Warnings), tt.warning) {
			t.Errorf("warnings %q, want %q", p.Warnings, tt.warning)
		}
	}
}

func TestTooLargePicturesAreRefusedByTheirHeader(t *testing.T) {
	bomb := append([]byte(pngSignature), chunk("IHDR", "\x00\x00\xff\xff\x00\x00\xff\xff\x08\x06\x00\x00\x00")...)
	bomb = append(append(bomb, chunk("IDAT", "x\x9c\x03\x00")...), chunk("IEND", "")...)
	gif := []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00\x2c\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x01\x44\x00\x3b")
	for name, data := range map[string][]byte{"bomb.png": bomb, "bomb.gif": gif} {
		allocated := testing.AllocsPerRun(1, func() {
			p := Decode(context.Background(), name, data, Options{})
			if p.Status != dataset.StatusUnreadable || !strings.Contains(p.Error, "max_pixels") {
				t.Errorf("%s: %s: %s, want it refused by max_pixels", name, p.Status, p.Error)
			}
		})
		if allocated > 200 {
			t.Errorf("%s: %.0f allocations before it was refused", name, allocated)
		}
		if n := EstimatedBytes(data, Options{}); n != 0 {
			t.Errorf("%s: EstimatedBytes is %d, want 0", name, n)
		}
	}
	p := Decode(context.Background(), "small.png", smallPNG(t), Options{MaxPixels: 100})
	if p.Status != dataset.StatusUnreadable || p.Width == 0 {
		t.Errorf("with a budget of 100 pixels: %s, width %d; want unreadable with its width", p.Status, p.Width)
	}
}

func TestFilesThatAreNoImages(t *testing.T) {
	for kind, want := range map[string]dataset.Status{
		"html": dataset.StatusNotImage, "text": dataset.StatusNotImage, "random": dataset.StatusNotImage,
		"empty": dataset.StatusUnreadable, "zeros": dataset.StatusUnreadable,
	} {
		p := Decode(context.Background(), "picture.jpg", strangers()[kind], Options{})
		if p.Status != want || p.Error == "" || p.Frame != nil {
			t.Errorf("%s: %s (%q), want %s with a reason", kind, p.Status, p.Error, want)
		}
	}
}

func TestAPanickingCodecIsContained(t *testing.T) {
	broken := &format{name: "broken", pixels: func([]byte, *survey, int) (image.Image, error) { panic("index out of range") }}
	img, err := picture(broken, nil, newSurvey(), 1)
	if img != nil || err == nil || !strings.Contains(err.Error(), "index out of range") {
		t.Errorf("got %v, %v; want an error that tells the panic", img, err)
	}
}

func TestThumbnailsFitTheirSide(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 400, 100)) // wholly transparent
	file, err := JPEG(img, 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	small, err := Full(file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if size := small.Bounds().Size(); size != image.Pt(100, 25) {
		t.Errorf("size %v, want 100×25", size)
	}
	if r, _, _, _ := small.At(50, 12).RGBA(); r>>8 < 250 {
		t.Errorf("transparent pixels come out as %d, want white", r>>8)
	}
}

func TestSamePictureSameBytesWhateverRanBefore(t *testing.T) {
	files := encoded(t, drawing(4, 300))
	first := map[string]Picture{}
	for _, f := range files {
		first[f.name] = decoded(t, f.name, f.data)
	}
	for i := len(files) - 1; i >= 0; i-- {
		f := files[i]
		if d := cmp.Diff(first[f.name], decoded(t, f.name, f.data), cmpopts.IgnoreUnexported(dataset.Frame{}), wholePlanes); d != "" {
			t.Errorf("%s decodes differently the second time:\n%.300s", f.name, d)
		}
	}
}
