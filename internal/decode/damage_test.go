package decode

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gen2brain/avif"
	"github.com/gen2brain/jpegn"
	"github.com/gen2brain/jpegxl"
	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/raced"
	"github.com/winnow-data/winnow/internal/sample"
)

// soundFile is a file that nothing is wrong with.
type soundFile struct {
	name string
	data []byte
}

// drawing is a picture by the generator, with a long side of so many pixels.
func drawing(number, side int) *image.RGBA {
	truth := sample.Invent(7, number)
	return sample.Draw(truth, sample.Size(truth, side))
}

func paletted(img *image.RGBA) *image.Paletted {
	p := image.NewPaletted(img.Rect, palette.Plan9)
	nearest := map[color.RGBA]uint8{}
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			c := img.RGBAAt(x, y)
			index, known := nearest[c]
			if !known {
				index = uint8(p.Palette.Index(c))
				nearest[c] = index
			}
			p.SetColorIndex(x, y, index)
		}
	}
	return p
}

// encoded is the picture as a file of each format that can be written.
func encoded(t testing.TB, img *image.RGBA) []soundFile {
	t.Helper()
	var files []soundFile
	add := func(name string, encode func(b *bytes.Buffer) error) {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatalf("encode %s: %v", name, err)
		}
		files = append(files, soundFile{name, b.Bytes()})
	}
	add("baseline.jpg", func(b *bytes.Buffer) error { return jpeg.Encode(b, img, &jpeg.Options{Quality: 88}) })
	add("progressive.jpg", func(b *bytes.Buffer) error {
		return jpegn.Encode(b, img, &jpegn.EncodeOptions{Quality: 88, Progressive: true})
	})
	add("restarts.jpg", func(b *bytes.Buffer) error {
		return jpegn.Encode(b, img, &jpegn.EncodeOptions{Quality: 80, RestartInterval: 16})
	})
	add("rgb.png", func(b *bytes.Buffer) error { return png.Encode(b, img) })
	add("palette.png", func(b *bytes.Buffer) error { return png.Encode(b, paletted(img)) })
	add("still.gif", func(b *bytes.Buffer) error { return gif.Encode(b, paletted(img), nil) })
	add("animated.gif", func(b *bytes.Buffer) error {
		p := paletted(img)
		return gif.EncodeAll(b, &gif.GIF{Image: []*image.Paletted{p, p, p}, Delay: []int{9, 9, 9}})
	})
	add("plain.bmp", func(b *bytes.Buffer) error { return bmp.Encode(b, img) })
	add("deflate.tif", func(b *bytes.Buffer) error {
		return tiff.Encode(b, img, &tiff.Options{Compression: tiff.Deflate, Predictor: true})
	})
	add("plain.avif", func(b *bytes.Buffer) error { return avif.Encode(b, img, avif.Options{Quality: 70, Speed: 10}) })
	add("plain.jxl", func(b *bytes.Buffer) error { return jpegxl.Encode(b, img, jpegxl.Options{Quality: 80, Effort: 1}) })
	return files
}

// moduleFiles are files of a dependency's own tests, for formats that nothing
// here can write.
func moduleFiles(t testing.TB, module, pattern string) []soundFile {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		t.Fatalf("find module %s: %v", module, err)
	}
	return globbed(t, filepath.Join(strings.TrimSpace(string(dir)), pattern))
}

func globbed(t testing.TB, pattern string) []soundFile {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files by %s (%v)", pattern, err)
	}
	var files []soundFile
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, soundFile{filepath.Base(path), data})
	}
	return files
}

// damaged makes every kind of damage to a file that its format can suffer and
// that leaves a trace.
func damaged(f soundFile) map[string][]byte {
	data := f.data
	kind := Sniff(data)
	seed := fnv.New64a()
	seed.Write([]byte(f.name))
	dice := rand.New(rand.NewPCG(seed.Sum64(), uint64(len(data))))
	bad := map[string][]byte{"last two bytes": data[:len(data)-2]}
	for _, percent := range []int{5, 20, 35, 50, 65, 80, 90, 95, 99} {
		bad[fmt.Sprintf("truncated at %2d %%", percent)] = data[:len(data)*percent/100]
	}
	if kind != "bmp" { // whose black rows are zeros, and whose every byte is a colour
		bad["zero tail"] = append(bytes.Clone(data[:len(data)*7/10]), make([]byte, len(data)-len(data)*7/10)...)
		flipped := bytes.Clone(data)
		at := len(data)/3 + dice.IntN(len(data)/3)
		for i := range 24 {
			flipped[min(at+i, len(flipped)-1)] ^= byte(1 + dice.IntN(255))
		}
		bad["flipped bytes"] = flipped
	}
	switch kind {
	case "png":
		at := bytes.Index(data, []byte("IDAT"))
		crc := bytes.Clone(data)
		n := int(data[at-4])<<24 | int(data[at-3])<<16 | int(data[at-2])<<8 | int(data[at-1])
		crc[at+4+n] ^= 0x5a
		bad["bad checksum"] = crc
		bad["no end marker"] = data[:len(data)-12]
	case "gif":
		bad["no end marker"] = data[:len(data)-1]
	case "jpeg":
		end := bytes.LastIndex(data, []byte("\xff\xd9"))
		bad["no end marker"] = data[:end]
		bad["half, closed"] = append(bytes.Clone(data[:end/2]), 0xff, 0xd9)
	}
	return bad
}

// strangers are files that are no images, or none that is left.
func strangers() map[string][]byte {
	noise := make([]byte, 4000)
	dice := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(dice.Uint32())
	}
	return map[string][]byte{
		"html":   []byte("<!DOCTYPE html>\n<html><title>404 Not Found</title></html>"),
		"text":   []byte("Not found"),
		"empty":  {},
		"random": noise,
		"zeros":  make([]byte, 1000),
	}
}

// tally counts what was found by format and kind of damage.
type tally map[string][2]int

func (c tally) count(key string, found bool) {
	n := c[key]
	n[1]++
	if found {
		n[0]++
	}
	c[key] = n
}

func (c tally) total() (found, all int) {
	for _, n := range c {
		found, all = found+n[0], all+n[1]
	}
	return found, all
}

func (c tally) print(t testing.TB) {
	for _, key := range slices.Sorted(maps.Keys(c)) {
		t.Logf("%-28s %4d of %4d", key, c[key][0], c[key][1])
	}
}

func (c tally) damage(t testing.TB, files []soundFile) {
	for _, f := range files {
		for kind, data := range damaged(f) {
			p := Decode(context.Background(), f.name, data, Options{})
			found := p.Status != dataset.StatusOK
			c.count(Sniff(f.data)+" "+kind, found)
			if !found {
				t.Logf("missed: %s, %s", f.name, kind)
			}
		}
	}
}

func TestDamageIsFound(t *testing.T) {
	files := append(moduleFiles(t, "golang.org/x/image", "testdata/*l*.webp"), moduleFiles(t, "github.com/gen2brain/heic", "testdata/test8.heic")...)
	for i := range 3 {
		files = append(files, encoded(t, drawing(i, 200+60*i))...)
	}
	for _, f := range files {
		if p := Decode(context.Background(), f.name, f.data, Options{}); p.Status != dataset.StatusOK {
			t.Errorf("sound %s is called %s: %s", f.name, p.Status, p.Error)
		}
	}
	c := tally{}
	c.damage(t, files)
	for kind, data := range strangers() {
		p := Decode(context.Background(), kind+".jpg", data, Options{})
		c.count("not an image: "+kind, p.Status == dataset.StatusNotImage || p.Status == dataset.StatusUnreadable)
	}
	c.print(t)
	found, all := c.total()
	t.Logf("found %d of %d, sound files %d", found, all, len(files))
	if found*100 < all*97 {
		t.Errorf("%d of %d damaged files are found, want 97 %%", found, all)
	}
}

func TestDamageOfRealImagesIsFound(t *testing.T) {
	t.Parallel()
	dir := corpora(t)
	c := tally{}
	most := 6 // files of a folder
	if raced.On {
		most = 1
	}
	for _, folder := range soundFolders {
		files := globbed(t, filepath.Join(dir, folder, "*"))
		slices.SortFunc(files, func(a, b soundFile) int { return len(a.data) - len(b.data) })
		var some []soundFile
		for i := 3; i < len(files) && len(some) < most; i += max(1, len(files)/most) {
			some = append(some, files[i])
		}
		c.damage(t, some)
	}
	c.print(t)
	found, all := c.total()
	t.Logf("found %d of %d", found, all)
	if found*100 < all*97 {
		t.Errorf("%d of %d damaged files are found, want 97 %%", found, all)
	}
}
