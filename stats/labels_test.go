package stats

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
)

// label is what a person said of a real picture, and tags that say the same.
type label struct {
	file, people, gender string
	tags                 []string
}

// labelled reads the labels of the portraits and stories of the corpora that
// WINNOW_CORPORA names.
func labelled(t *testing.T) []label {
	t.Helper()
	dir := os.Getenv("WINNOW_CORPORA")
	if dir == "" {
		t.Skip("WINNOW_CORPORA names no folder of labelled pictures")
	}
	var labels []label
	for _, row := range rowsOf(t, filepath.Join(dir, "portraits.csv")) {
		l := label{file: row[0], people: "solo", gender: row[1]}
		l.tags = map[string][]string{"male": {"1boy", "solo", "portrait"}, "female": {"1girl", "solo", "portrait"}}[row[1]]
		if l.tags == nil {
			t.Fatalf("the gender of %s is %q", row[0], row[1])
		}
		labels = append(labels, l)
	}
	people := map[string]label{
		"0": {people: "none", gender: "none", tags: []string{"no_humans", "scenery"}}, "1": {people: "solo", tags: []string{"solo"}},
		"2": {people: "multi", tags: []string{"multiple_others"}}, "3": {people: "multi", tags: []string{"multiple_others"}}, "multi": {people: "multi", tags: []string{"multiple_others"}},
	}
	for _, row := range rowsOf(t, filepath.Join(dir, "stories.csv")) {
		l, ok := people[row[1]]
		if !ok {
			t.Fatalf("the people of %s are %q", row[0], row[1])
		}
		l.file = row[0]
		labels = append(labels, l)
	}
	return labels
}

// rowsOf are the rows of a CSV file without its header.
func rowsOf(t *testing.T, path string) [][]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", path, len(rows), err)
	}
	return rows[1:]
}
