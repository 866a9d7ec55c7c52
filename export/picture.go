package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io/fs"
	"os"
	"slices"

	"golang.org/x/image/draw"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/pool"
)

// extensions of formats as files are named. Those that are not here cannot be
// opened by the readers that a training set meets.
var extensions = map[string]string{"jpeg": ".jpg", "png": ".png", "gif": ".gif", "webp": ".webp", "bmp": ".bmp", "tiff": ".tif"}

// pictures reads images again from the source.
type pictures struct {
	root    *os.Root
	options Options
	turned  bool // readers of the format know EXIF's orientation
	knows   []string
}

func openPictures(source string, o Options, f *Format) (*pictures, error) {
	if o.NoImages {
		return &pictures{options: o}, nil
	}
	root, err := os.OpenRoot(source)
	if err != nil {
		return nil, fmt.Errorf("read the source again: %w", err)
	}
	return &pictures{root: root, options: o, turned: f.Turned, knows: f.Knows}, nil
}

func (p *pictures) close() error {
	if p.root == nil {
		return nil
	}
	return p.root.Close()
}

// ready is a gathered image with its picture, or why it is not exported.
type ready struct {
	sample  Sample
	dropped string // reason, when the format cannot take it
	err     error  // of reading its picture
}

// read completes a sample with its picture. It is safe for concurrent use.
func (p *pictures) read(_ context.Context, g gathered) ready {
	s := g.sample
	s.Name = s.ID + extensions[s.Format]
	if p.root == nil {
		return ready{sample: s}
	}
	file, err := p.file(&g)
	if err != nil {
		return ready{sample: s, err: err}
	}
	s.Image = file
	if !p.anew(&g.found) {
		return ready{sample: s}
	}
	if err := p.encode(&s, file); err != nil {
		return ready{sample: s, err: fmt.Errorf("encode %s anew: %w", s.Path, err)}
	}
	return ready{sample: s}
}

// file is the bytes of an image, from the first of its paths where they are
// still what they were when it was scanned.
func (p *pictures) file(g *gathered) ([]byte, error) {
	var first error
	for _, path := range append([]string{g.Path}, g.others...) {
		file, err := place.ReadFile(p.root, path, place.MostBytes)
		if err == nil && dataset.IDOf(file) == g.sample.ID {
			return file, nil
		}
		switch {
		case err == nil:
			err = fmt.Errorf("%s is not the file that was scanned: it has changed since", path)
		case errors.Is(err, fs.ErrNotExist):
			err = fmt.Errorf("%s is gone", path)
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// anew says whether a picture must be encoded again.
func (p *pictures) anew(img *found) bool {
	side := max(img.Width, img.Height)
	switch p.options.Reencode {
	case ReencodeNever:
		return false
	case ReencodeAlways:
		return true
	}
	_, readable := extensions[img.Format]
	if p.knows != nil {
		readable = slices.Contains(p.knows, img.Format)
	}
	// A damaged picture that was kept all the same stops readers in mid-set.
	return !readable || img.Status == dataset.StatusDamaged || img.Orientation > 1 && !p.turned || p.options.MaxSide > 0 && int(side) > p.options.MaxSide
}

// encode replaces the picture of a sample by an upright one: a PNG where the
// background shows through or the original lost nothing, else a JPEG.
func (p *pictures) encode(s *Sample, file []byte) error {
	var img image.Image
	var err error
	if crash := pool.Contain(0, func() { img, err = decode.Full(file, decode.Options{}) }); crash != nil {
		err = crash
	}
	if err != nil {
		return err
	}
	img = shrunk(img, p.options.MaxSide)
	var b bytes.Buffer
	opaque, ok := img.(interface{ Opaque() bool })
	if lossless := s.Format == "png" || s.Format == "gif" || s.Format == "bmp" || s.Format == "tiff"; lossless || ok && !opaque.Opaque() {
		s.Format, err = "png", png.Encode(&b, img)
	} else {
		s.Format, err = "jpeg", jpeg.Encode(&b, img, &jpeg.Options{Quality: p.options.Quality})
	}
	s.Image, s.Name, s.Reencoded = b.Bytes(), s.ID+extensions[s.Format], true
	s.Width, s.Height = img.Bounds().Dx(), img.Bounds().Dy()
	return err
}

// shrunk is the picture with a long side of at most side pixels; 0 is no limit.
func shrunk(img image.Image, side int) image.Image {
	size := img.Bounds().Size()
	long := max(size.X, size.Y)
	if side == 0 || long <= side {
		return img
	}
	to := image.Rect(0, 0, max(1, (size.X*side+long/2)/long), max(1, (size.Y*side+long/2)/long))
	small := image.NewNRGBA(to)
	draw.CatmullRom.Scale(small, to, img, img.Bounds(), draw.Src, nil)
	return small
}
