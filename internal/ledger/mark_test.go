package ledger

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMarksStandUntilTheyAreUndone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.sqlite")
	l := open(t, path)
	at := time.Unix(1e9, 0).UTC()
	want := []Mark{
		{ID: 1, Kind: MarkNotSame, A: imageID(1), B: imageID(2), Made: at},
		{ID: 2, Kind: MarkKeep, A: imageID(3), Made: at},
	}
	for _, m := range want {
		if id, err := l.AddMark(m); err != nil || id != m.ID {
			t.Fatalf("mark %d got the number %d: %v", m.ID, id, err)
		}
	}
	if err := l.UndoMark(1, at); err != nil {
		t.Fatal(err)
	}
	if err := l.UndoMark(1, at); err == nil {
		t.Error("a mark was undone twice")
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open(t, path)
	defer l.Close()
	got, err := l.Marks(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want[1:], got); d != "" {
		t.Errorf("marks that stand (-want +got):\n%s", d)
	}
	if _, err := l.AddMark(Mark{Kind: MarkKeep, A: "short"}); err == nil {
		t.Error("a mark of no image was taken")
	}
}
