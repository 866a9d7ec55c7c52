package lock

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

func TestOneAtATime(t *testing.T) {
	ws := dataset.Workspace{Dir: filepath.Join(t.TempDir(), "ws")}
	release, err := Take(ws)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Take(ws); err == nil || !strings.Contains(err.Error(), "another winnow") {
		t.Errorf("a second lock gives %v", err)
	}
	if taken, err := Taken(ws); !taken || err != nil {
		t.Errorf("while it is locked, taken is %v (%v)", taken, err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if taken, err := Taken(ws); taken || err != nil {
		t.Errorf("after the release it is taken: %v (%v)", taken, err)
	}
	again, err := Take(ws)
	if err != nil {
		t.Fatalf("after the release: %v", err)
	}
	if err := again(); err != nil {
		t.Fatal(err)
	}
	Discard(ws)
	if _, err := os.Stat(ws.Dir); !os.IsNotExist(err) {
		t.Error("a workspace of nothing but the lock was not discarded")
	}
}

func TestLeftoversOfKilledRunsAreSwept(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	for _, name := range []string{".images.parquet.1.part", ".thumbs-2", "images.parquet", ".hidden"} {
		if err := os.WriteFile(filepath.Join(ws.Dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	release, err := Take(ws)
	if err != nil {
		t.Fatal(err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	left, err := os.ReadDir(ws.Dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, l := range left {
		names = append(names, l.Name())
	}
	if got, want := strings.Join(names, " "), ".hidden images.parquet lock"; got != want {
		t.Errorf("after a lock the workspace has %s, want %s", got, want)
	}
}
