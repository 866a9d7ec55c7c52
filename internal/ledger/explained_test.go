package ledger

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A ledger is called damaged only where it is: who believes it moves it away.
func TestErrorsOfTheDatabaseSayWhatToDo(t *testing.T) {
	noLedger := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(noLedger, []byte(strings.Repeat("no database\n", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(noLedger); err == nil || !strings.Contains(err.Error(), "it is not a ledger, or damaged") {
		t.Errorf("a text gives %v", err)
	}
	if _, err := Open(t.TempDir()); err == nil || !strings.Contains(err.Error(), "cannot be written to") || strings.Contains(err.Error(), "damaged") {
		t.Errorf("a folder gives %v", err)
	}

	path := filepath.Join(t.TempDir(), "full")
	db, err := sql.Open("sqlite", address(path, "&_pragma=max_page_count(2)"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if err := migrate(db); err == nil || !strings.Contains(err.Error(), "the disk is full") || strings.Contains(err.Error(), "damaged") {
		t.Errorf("a database that may not grow gives %v", err)
	}
}
