package sample

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Options of a demonstration folder.
type Options struct {
	Count int    `json:"count" yaml:"count"` // image files, broken ones among them; 0 is 120
	Seed  uint64 `json:"seed" yaml:"seed"`   // another seed draws other pictures
	Side  int    `json:"side" yaml:"side"`   // longest side of a picture in pixels, 0 is 900
	Truth string `json:"truth" yaml:"truth"` // CSV file to write what each file shows to, outside the folder; empty for none
}

// Summary is what was written.
type Summary struct {
	Dir      string         `json:"dir"`
	Images   int            `json:"images"`   // files named like images, broken ones among them
	Sidecars int            `json:"sidecars"` // files beside them that speak about them
	Bytes    int64          `json:"bytes"`
	Kinds    map[string]int `json:"kinds"` // images by kind
}

// Write draws a folder such as a scrape leaves it: nested, with posts' JSON in
// several forms, duplicates, variants, and what should not be trained on. It
// refuses a folder that has something in it.
func Write(dir string, o Options) (Summary, error) {
	if o.Count == 0 {
		o.Count = 120
	}
	if o.Side == 0 {
		o.Side = 900
	}
	if o.Count < 1 || o.Side < 64 {
		return Summary{}, fmt.Errorf("draw a sample of %d images of at most %d pixels: it takes at least 1 image and 64 pixels", o.Count, o.Side)
	}
	if inside, err := filepath.Rel(dir, o.Truth); o.Truth != "" && err == nil && filepath.IsLocal(inside) {
		return Summary{}, fmt.Errorf("write the truth to %s: it lies in the folder of the sample, where it would be scanned: name a place outside", o.Truth)
	}
	if err := emptyFolder(dir); err != nil {
		return Summary{}, err
	}
	f := &folder{dir: dir, Options: o, summary: Summary{Dir: dir, Kinds: map[string]int{}}}
	entries := plan(o.Count, o.Seed)
	for i, e := range entries {
		if e.of < 0 {
			if err := f.add(i, e); err != nil {
				return Summary{}, err
			}
		}
	}
	for i, e := range entries {
		if e.of >= 0 {
			if err := f.add(i, e); err != nil {
				return Summary{}, err
			}
		}
	}
	if o.Truth == "" {
		return f.summary, nil
	}
	return f.summary, f.writeTruth()
}

func emptyFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("draw a sample: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("draw a sample: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("draw a sample into %s: the folder is not empty: name a new one", dir)
	}
	return nil
}

// folder is being written.
type folder struct {
	dir string
	Options
	summary Summary
	names   map[int]string // path by entry
	rows    [][]string
}

func (f *folder) add(i int, e entry) error {
	t := e.truth(f.Seed)
	d := roll(f.Seed, fmt.Sprint("file ", i))
	file, ext, size, err := f.draw(e, t, d)
	if err != nil {
		return err
	}
	p := newPost(i, t, size, file, ext)
	if e.of >= 0 && e.kind != KindExact && d.chance(50) {
		p.tags.General = p.tags.General[:max(1, len(p.tags.General)/2)] // reposts are tagged carelessly
	}
	name, sidecars := f.place(e, &p, d)
	if err := f.write(name, p.file); err != nil {
		return err
	}
	f.summary.Images++
	f.summary.Kinds[e.kind]++
	for _, s := range sidecars {
		if err := f.write(s.name, s.data); err != nil {
			return err
		}
		f.summary.Sidecars++
	}
	f.note(i, e, t, name, p)
	return nil
}

func (f *folder) write(name string, data []byte) error {
	path := filepath.Join(f.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("draw a sample: %w", err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		return fmt.Errorf("draw a sample: %w", err)
	}
	f.summary.Bytes += int64(len(data))
	return nil
}

// draw makes the file of an entry.
func (f *folder) draw(e entry, t Truth, d *dice) (file []byte, ext string, size image.Point, err error) {
	if e.kind == KindExact {
		path := filepath.Join(f.dir, filepath.FromSlash(f.names[e.of]))
		file, err = os.ReadFile(path)
		return file, filepath.Ext(path), Size(t, f.Side), err
	}
	if e.kind == KindPixels {
		return f.repacked(e, d)
	}
	size = f.size(e, t)
	img := altered(Draw(t, size), e.kind, d)
	if e.kind == KindPlaceholder {
		img = placeholder(size)
	}
	format, quality := f.format(e, d)
	grey := t.Colouring == Greyscale || e.kind == KindGreyed
	file, ext, err = encoded(img, grey, format, quality)
	if err != nil {
		return nil, "", size, fmt.Errorf("draw a sample: %w", err)
	}
	return spoiled(file, e.kind), ext, img.Rect.Size(), nil
}

// repacked is the original as a PNG of the very same pixels.
func (f *folder) repacked(e entry, d *dice) (file []byte, ext string, size image.Point, err error) {
	stored, err := os.ReadFile(filepath.Join(f.dir, filepath.FromSlash(f.names[e.of])))
	if err != nil {
		return nil, "", size, fmt.Errorf("draw a sample: %w", err)
	}
	img, _, err := image.Decode(bytes.NewReader(stored))
	if err != nil {
		return nil, "", size, fmt.Errorf("draw a sample: %w", err)
	}
	var b bytes.Buffer
	err = (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, img)
	return withText(b.Bytes(), [2]string{"Comment", pick(d, "saved again", "optimised")}), ".png", img.Bounds().Size(), err
}

func (f *folder) size(e entry, t Truth) image.Point {
	switch e.kind {
	case KindTiny:
		return image.Pt(40, 40)
	case KindStrip:
		return image.Pt(f.Side, f.Side/9)
	case KindPlaceholder:
		return image.Pt(f.Side/2, f.Side/2)
	}
	return Size(t, f.Side)
}

// format is mostly JPEG and PNG.
func (f *folder) format(e entry, d *dice) (string, int) {
	quality := 82 + d.below(14)
	switch e.kind {
	case KindTruncated, KindZeroTail, KindReencoded:
		return "jpeg", 60 + d.below(20)
	}
	if e.kind != KindPicture {
		return pick(d, "jpeg", "png"), quality
	}
	return pictureFormat(f.Seed, e.number), quality
}

// altered is what a kind of copy does to its original.
func altered(img *image.RGBA, kind string, d *dice) *image.RGBA {
	size := img.Rect.Size()
	switch kind {
	case KindResized:
		percent := 45 + d.below(30)
		return Resized(img, image.Pt(size.X*percent/100, size.Y*percent/100))
	case KindMirrored:
		return Mirrored(img)
	case KindRotated:
		return TurnedLeft(img)
	case KindCropped:
		x, y := size.X*(3+d.below(8))/100, size.Y*(3+d.below(8))/100
		return Cropped(img, image.Rect(x, y, size.X-size.X*d.below(6)/100, size.Y-size.Y*d.below(6)/100))
	case KindBordered:
		v := pick(d, uint8(255), 0, 128)
		return Bordered(img, max(4, size.X*(3+d.below(5))/100), v, v, v)
	case KindGreyed:
		return Greyed(img)
	case KindBlurred:
		return Blurred(img, max(4, size.X/60))
	}
	return img
}

// placeholder is what a site shows where an image was.
func placeholder(size image.Point) *image.RGBA {
	c := newCanvas(size, rgb(0xd8d8d8))
	for i, line := range []string{"IMAGE", "NOT AVAILABLE"} {
		c.write(bold(), line, c.w/2, c.h*(.48+.12*float64(i)), fitted(bold(), line, c.w*.7, c.h*.1), .5, rgb(0x8a8a8a))
	}
	return c.img
}

// spoiled is what a bad download leaves of a file.
func spoiled(file []byte, kind string) []byte {
	switch kind {
	case KindTruncated:
		return file[:len(file)*45/100]
	case KindZeroTail:
		clear(file[len(file)/2:])
	case KindHTML:
		return []byte("<!DOCTYPE html>\n<html><head><title>404 Not Found</title></head>\n<body><h1>Not Found</h1><p>The image was removed.</p></body></html>\n")
	case KindEmpty:
		return nil
	}
	return file
}

type sidecar struct {
	name string
	data []byte
}

// place gives the file its name, and the files beside it that a scraper of
// that kind writes.
func (f *folder) place(e entry, p *post, d *dice) (string, []sidecar) {
	home := weighted(d, []weight{{"danbooru", 54}, {"gallery-dl", 16}, {"tags", 8}, {"captioned", 6}, {"generated", 6}, {"loose", 10}})
	switch e.kind {
	case KindHTML, KindEmpty, KindPlaceholder, KindBlank:
		home = pick(d, "danbooru", "loose")
	case KindExact, KindPixels:
		home = pick(d, "danbooru", "gallery-dl", "tags", "loose")
	}
	if home == "generated" && (p.ext != ".png" || len(p.tags.General) < 2) {
		home = "danbooru"
	}
	artist := "unknown"
	if len(p.tags.Artist) > 0 {
		artist = p.tags.Artist[0]
	}
	switch home {
	case "danbooru":
		stem := fmt.Sprintf("danbooru/%03d/%d", p.id%10, p.id)
		return stem + p.ext, []sidecar{{stem + ".json", p.danbooru()}}
	case "gallery-dl":
		name := fmt.Sprintf("gallery-dl/danbooru/%s/danbooru_%d_%s%s", artist, p.id, p.md5(), p.ext)
		return name, []sidecar{{name + ".json", p.galleryDL()}}
	case "tags":
		stem := fmt.Sprintf("training/%s/%d", cmp.Or(p.truth.Subject, Figures), p.id)
		return stem + p.ext, []sidecar{{stem + ".txt", p.tagLine()}}
	case "captioned":
		stem := fmt.Sprintf("captioned/%d", p.id)
		return stem + p.ext, []sidecar{{stem + ".caption", []byte(p.truth.Prose() + "\n")}}
	case "generated":
		if d.chance(60) {
			p.file = withText(p.file, p.webUI())
			return fmt.Sprintf("generated/webui/00000-%d.png", p.id), nil
		}
		p.file = withText(p.file, p.novelAI()...)
		return fmt.Sprintf("generated/novelai/%s s-%d.png", strings.ReplaceAll(p.tags.General[0], "_", " "), p.id), nil
	}
	return fmt.Sprintf("downloads/%s%s", pick(d, fmt.Sprintf("IMG_%d (%d)", p.id, 1+d.below(3)), fmt.Sprintf("夏の絵 %d", p.id), fmt.Sprintf("%s_%d", artist, p.id)), p.ext), nil
}

// note remembers a row of the truth.
func (f *folder) note(i int, e entry, t Truth, name string, p post) {
	if f.names == nil {
		f.names = map[int]string{}
	}
	f.names[i] = name
	t = t.settled()
	girls, boys := 0, 0
	for _, person := range t.People {
		if person.Gender == "girl" {
			girls++
		} else {
			boys++
		}
	}
	framing := ""
	if t.Subject == Figures {
		framing = t.Framing
	}
	f.rows = append(f.rows, []string{name, e.kind, f.names[e.of], t.Subject, strconv.Itoa(girls), strconv.Itoa(boys), framing, t.Colouring,
		strconv.Itoa(p.size.X), strconv.Itoa(p.size.Y), strings.Join(t.Tags().General, " ")})
}

func (f *folder) writeTruth() error {
	file, err := os.Create(f.Truth)
	if err != nil {
		return fmt.Errorf("write the truth: %w", err)
	}
	w := csv.NewWriter(file)
	header := []string{"path", "kind", "original", "subject", "girls", "boys", "framing", "colouring", "width", "height", "tags"}
	return errors.Join(w.WriteAll(append([][]string{header}, f.rows...)), file.Close())
}
