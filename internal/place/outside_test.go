package place

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOutsideOf(t *testing.T) {
	top := t.TempDir()
	source := filepath.Join(top, "source")
	if err := os.MkdirAll(filepath.Join(source, "deep"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(source, filepath.Join(top, "link")); err != nil {
		t.Fatal(err)
	}
	for dir, inside := range map[string]bool{
		"source":          true,
		"source/new/out":  true,
		"link/out":        true,
		"source/deep/../": true,
		"sourceress":      false,
		"out":             false,
		"source/../out":   false,
		".":               false,
	} {
		err := OutsideOf(source, filepath.Join(top, dir))
		if got := err != nil; got != inside {
			t.Errorf("OutsideOf(source, %s) = %v, want inside = %v", dir, err, inside)
		}
		if err != nil && !strings.Contains(err.Error(), "never written to") {
			t.Errorf("the error %q does not say why", err)
		}
	}
	t.Chdir(top)
	if err := OutsideOf("source", "source/out"); err == nil {
		t.Error("relative paths: a folder inside the source was not seen")
	}
	if err := OutsideOf("source", "out"); err != nil {
		t.Errorf("relative paths: %v", err)
	}
}

func TestTheRootIsNoFolderOfItsOwn(t *testing.T) {
	dir := t.TempDir()
	if err := OwnFolder(filepath.Join(dir, "new")); err != nil {
		t.Error(err)
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink("/", link); err != nil {
		t.Fatal(err)
	}
	for _, root := range []string{"/", link} {
		if OwnFolder(root) == nil {
			t.Errorf("%s would be written to", root)
		}
	}
}
