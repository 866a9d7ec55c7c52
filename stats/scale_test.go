package stats

import (
	"image"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/raced"
)

// TestPageOf100000ImagesStaysBelow15MB gives the page the pictures that take
// most room as thumbnails: noise, which no codec makes small.
func TestPageOf100000ImagesStaysBelow15MB(t *testing.T) {
	t.Parallel()
	ws := dataset.Workspace{Dir: t.TempDir()}
	n := 100_000
	if raced.On {
		n = 4_000
	}
	if err := Invent(ws, n, Skewed, 7); err != nil {
		t.Fatal(err)
	}
	r, err := Run(t.Context(), ws, Options{Top: 60}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := r.choose()
	if err != nil {
		t.Fatal(err)
	}
	r.Source = t.TempDir()
	noise := filepath.Join(r.Source, "noise.jpg")
	write(t, noise, noisy(t))
	for _, e := range x.all {
		if err := os.Link(noise, filepath.Join(r.Source, e.path)); err != nil {
			t.Fatal(err)
		}
	}
	text := pageOf(t, &r)
	if len(text) >= 15_000_000 || len(text) < 8_000_000 {
		t.Errorf("the page has %.1f MB, want most of 15 MB and no more", float64(len(text))/1e6)
	}
	small, err := x.thumbnails(t.Context(), r.Source)
	if err != nil {
		t.Fatal(err)
	}
	for key, list := range x.keys {
		if small[list[0]] == nil && !strings.HasPrefix(key, "dropped/") {
			t.Errorf("the first picture of %s is not shown", key)
		}
	}
}

func noisy(t *testing.T) []byte {
	t.Helper()
	lots := rand.New(rand.NewPCG(1, 2))
	img := image.NewRGBA(image.Rect(0, 0, 200, 200))
	for i := range img.Pix {
		img.Pix[i] = byte(lots.Uint32())
	}
	file, err := decode.JPEG(img, 0, 90)
	if err != nil {
		t.Fatal(err)
	}
	return file
}
