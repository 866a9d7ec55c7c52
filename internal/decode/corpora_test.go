package decode

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/raced"
)

// corpora is the folder of real images that WINNOW_CORPORA names.
func corpora(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("WINNOW_CORPORA")
	if dir == "" {
		t.Skip("WINNOW_CORPORA does not name a folder of real images")
	}
	return dir
}

// soundFolders hold nothing that is damaged.
var soundFolders = []string{"portraits", "stories", "photos", "clipart", "emoji", "skycultures", "screenshots", "visualnovel", "formats"}

func TestSoundFilesRaiseNoAlarm(t *testing.T) {
	t.Parallel()
	dir := corpora(t)
	for _, folder := range soundFolders {
		files, err := filepath.Glob(filepath.Join(dir, folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 0 {
			t.Errorf("%s: no files", folder)
		}
		for i, file := range files {
			if raced.On && i%20 != 0 {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p := Decode(context.Background(), filepath.Base(file), data, Options{})
			if p.Status != dataset.StatusOK {
				t.Errorf("%s/%s: %s: %s", folder, filepath.Base(file), p.Status, p.Error)
			}
			if len(p.Warnings) > 0 {
				t.Logf("%s/%s: %v", folder, filepath.Base(file), p.Warnings)
			}
		}
	}
}

// TestBrokenFilesAreJudgedAsByTheReference compares with what a strict decoder
// of another making says of fuzzed, cut and odd files.
func TestBrokenFilesAreJudgedAsByTheReference(t *testing.T) {
	dir := corpora(t)
	table, err := os.Open(filepath.Join(dir, "broken.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	rows, err := csv.NewReader(table).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	agreed := 0
	for _, row := range rows[1:] {
		data, err := os.ReadFile(filepath.Join(dir, row[0]))
		if err != nil {
			t.Fatal(err)
		}
		p := Decode(context.Background(), filepath.Base(row[0]), data, Options{})
		if (p.Status == dataset.StatusOK) != (row[1] == "ok") {
			t.Errorf("%s: %s (%s), the reference says %s", row[0], p.Status, p.Error, row[1])
			continue
		}
		agreed++
	}
	t.Logf("%d of %d files are judged alike", agreed, len(rows)-1)
}
