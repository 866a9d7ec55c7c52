package export

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFoldersOfTheFormerExportGoWithTheirFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(paths ...string) {
		t.Helper()
		out, err := openOutput(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if err := out.put(path, []byte("x")); err != nil {
				t.Fatal(err)
			}
		}
		m := Manifest{}
		m.Made.Stage = Stage
		if err := out.commit(m); err != nil {
			t.Fatal(err)
		}
	}
	write("train/images/ab/1.png", "train/metadata.jsonl")
	write("data/train.parquet")
	if _, err := os.Stat(filepath.Join(dir, "train")); !os.IsNotExist(err) {
		t.Errorf("train/ of the former export is still there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "train.parquet")); err != nil {
		t.Error(err)
	}
}
