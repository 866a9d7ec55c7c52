package thumbnail

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// folder has three pictures, a file that is none, and a picture beside it.
func folder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "source")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 640, 320))); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.png", "b.png", "c.png", "../outside.png"} {
		if err := os.WriteFile(filepath.Join(dir, name), file.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "broken.png"), []byte("<html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func made(t *testing.T, source string, paths []string, room int) [][]byte {
	t.Helper()
	small, err := Make(t.Context(), source, paths, room)
	if err != nil {
		t.Fatal(err)
	}
	if len(small) != len(paths) {
		t.Fatalf("%d thumbnails of %d paths", len(small), len(paths))
	}
	return small
}

func TestThumbnailsAreSmallAndInOrder(t *testing.T) {
	small := made(t, folder(t), []string{"a.png", "broken.png", "gone.png", "../outside.png", "b.png"}, 1<<20)
	for i, want := range []bool{true, false, false, false, true} {
		if (small[i] != nil) != want {
			t.Errorf("thumbnail %d is there: %v, want %v", i, small[i] != nil, want)
		}
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(small[0]))
	if err != nil || config.Width != 160 || config.Height != 80 {
		t.Errorf("a thumbnail of %d×%d (%v), want 160×80", config.Width, config.Height, err)
	}
}

func TestThumbnailsStopWhereTheRoomDoes(t *testing.T) {
	source := folder(t)
	one := len(made(t, source, []string{"a.png"}, 1<<20)[0])
	small := made(t, source, []string{"a.png", "b.png", "c.png"}, 2*one)
	if small[0] == nil || small[1] == nil || small[2] != nil {
		t.Errorf("with room for two, those there are %v %v %v", small[0] != nil, small[1] != nil, small[2] != nil)
	}
}

func TestASourceThatIsGoneHasNoThumbnails(t *testing.T) {
	for _, source := range []string{"", filepath.Join(t.TempDir(), "gone")} {
		if small := made(t, source, []string{"a.png"}, 1<<20); small[0] != nil {
			t.Errorf("a thumbnail from %q", source)
		}
	}
}
