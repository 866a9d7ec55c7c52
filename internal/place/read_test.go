package place

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOnlyRegularFilesOfABoundedSizeAreRead(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.png"), []byte("picture"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "b.png"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(os.Args[0], filepath.Join(dir, "c.png")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if got, err := ReadFile(root, "a.png", 7); err != nil || string(got) != "picture" {
		t.Errorf("a file within the limit: %q, %v", got, err)
	}
	for path, want := range map[string]string{
		"b.png": "no regular file", "c.png": "escapes", "none.png": "no such file",
	} {
		if _, err := ReadFile(root, path, 1<<20); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one that says %q", path, err, want)
		}
	}
	if _, err := ReadFile(root, "a.png", 6); err == nil || !strings.Contains(err.Error(), "limit") {
		t.Errorf("a file beyond the limit: error %v", err)
	}
}
