package table

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func TestATableUnderTheNameOfAnotherIsRefused(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	groups := []dataset.Group{{ID: "1", Group: "1", Survivor: true}}
	if err := Write(ws.Table(dataset.TableGroups), dataset.Footer{Stage: "dedup"}, All(groups)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(ws.Table(dataset.TableGroups))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadAll[dataset.Group](ws.Table(dataset.TableGroups)); err != nil {
		t.Fatal(err)
	}
	for name, command := range madeBy {
		if name == dataset.TableGroups {
			continue
		}
		if err := os.WriteFile(ws.Table(name), text, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadFooter(ws.Table(name)); err == nil || !strings.Contains(err.Error(), "not the table of "+name) || !strings.Contains(err.Error(), command) {
			t.Errorf("%s: error %v, want that it is another table and `%s`", name, err, command)
		}
	}
}

func TestDamagedRowsSayWhatToDo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "groups.parquet")
	var groups []dataset.Group
	for i := range 2000 {
		groups = append(groups, dataset.Group{ID: strings.Repeat("x", i%7) + string(rune('a'+i%26)), Survivor: true, Why: strings.Repeat("y", i%11)})
	}
	if err := Write(path, dataset.Footer{Stage: "dedup"}, All(groups)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 40; i < 140; i++ {
		text[i] ^= 0xff
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadAll[dataset.Group](path); err == nil || !strings.Contains(err.Error(), "delete it") {
		t.Errorf("error %v, want that it can be deleted", err)
	}
}
