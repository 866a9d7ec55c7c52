package export

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestALinkToTheFolderStays(t *testing.T) {
	w := scan(t, 6)
	top := t.TempDir()
	real, link := filepath.Join(top, "real"), filepath.Join(top, "link")
	run(t, w, Options{Out: real, Format: "jsonl"})
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	// The former format has files at the top, which go.
	run(t, w, Options{Out: link})
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link became %v (%v)", info, err)
	}
	for name := range files(t, real) {
		if strings.HasPrefix(name, stagingName) || strings.HasSuffix(name, ".jsonl") {
			t.Errorf("%s was left", name)
		}
	}
}

func TestNothingIsWrittenThroughALinkInside(t *testing.T) {
	w := scan(t, 6)
	out, other := t.TempDir(), t.TempDir()
	if err := os.Symlink(other, filepath.Join(out, "data")); err != nil {
		t.Fatal(err)
	}
	_, err := Run(context.Background(), w.Workspace, Options{Out: out}, nil)
	if err == nil || !strings.Contains(err.Error(), "data is a link") {
		t.Errorf("error %v, want that data is a link", err)
	}
	if got := files(t, other); len(got) > 0 {
		t.Errorf("files were written where the link leads: %v", got)
	}
	if entries, err := os.ReadDir(out); err != nil || len(entries) != 1 {
		t.Errorf("the refused export left %v (%v)", entries, err)
	}
}
