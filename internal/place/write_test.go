package place

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func say(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func TestAFileAppearsWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.html")
	if err := WriteFile(path, say("first")); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("no more")
	if err := WriteFile(path, func(w io.Writer) error { return errors.Join(say("half")(w), failed) }); !errors.Is(err, failed) {
		t.Errorf("error %v, want the writer's", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "first" {
		t.Errorf("after a failure the file has %q (%v)", got, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("a failure left %v (%v)", left, err)
	}
	for path, want := range map[string]string{"": "empty", dir: "it is a folder", filepath.Join(dir, "none", "a"): "make it first", filepath.Join(path, "a"): "not a directory"} {
		if err := WriteFile(path, say("x")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("WriteFile(%q) = %v, want an error that says %q", path, err, want)
		}
	}
}
