package ledger

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// explained says of an error of the database what to do. Only a file that is no
// database is called one that may be moved away: what is in any other is paid for.
func explained(err error) error {
	var of *sqlite.Error
	if !errors.As(err, &of) {
		return err
	}
	advice := ""
	switch of.Code() & 0xff { // the rest tells more closely which
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		advice = "it is not a ledger, or damaged: put a copy of it back, or move it away to begin a new one, in which what it held is missing"
	case sqlite3.SQLITE_FULL:
		advice = "the disk is full: free some space and run the same command again; what the ledger holds is kept"
	case sqlite3.SQLITE_IOERR:
		advice = "its disk is full, away or failing: free some space or bring it back, and run the same command again; leave the ledger where it is"
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		advice = "it cannot be written to: change the permissions of it and its folder"
	default:
		return err
	}
	return fmt.Errorf("%s: %w", advice, err)
}
