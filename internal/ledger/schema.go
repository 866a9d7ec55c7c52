package ledger

import (
	"database/sql"
	"errors"
	"fmt"
)

// migrations bring a ledger from each version to the next: the version of a
// ledger is how many of them it has been through. Add to the end only.
var migrations = []string{`
CREATE TABLE generations (
	id         INTEGER PRIMARY KEY,
	sha        TEXT NOT NULL UNIQUE, -- of all that shapes an answer, but for the image and its tags
	kind       TEXT NOT NULL,
	backend    TEXT NOT NULL,
	model      TEXT NOT NULL,
	prompt_sha TEXT NOT NULL,
	request    TEXT NOT NULL         -- JSON: the template, shots and parameters themselves
);
CREATE TABLE runs (
	id         INTEGER PRIMARY KEY,
	generation INTEGER NOT NULL REFERENCES generations
);
CREATE TABLE attempts (
	id         INTEGER PRIMARY KEY,
	generation INTEGER NOT NULL REFERENCES generations,
	image      BLOB NOT NULL,    -- 32 bytes
	tags_sha   TEXT NOT NULL,
	step       TEXT NOT NULL,    -- of the ladder
	endpoint   TEXT NOT NULL,
	batch      TEXT NOT NULL,    -- name of the batch that carries it, or empty
	reserved   REAL NOT NULL,    -- US dollars that it may cost at most
	sent       INTEGER NOT NULL  -- microseconds since 1970
);
CREATE INDEX attempts_image ON attempts (image, generation);
CREATE TABLE answers (
	attempt    INTEGER PRIMARY KEY REFERENCES attempts,
	outcome    TEXT NOT NULL,
	reason     TEXT NOT NULL,
	status     INTEGER NOT NULL, -- of HTTP
	model      TEXT NOT NULL,    -- as the server calls it
	finish     TEXT NOT NULL,
	tokens_in  INTEGER NOT NULL,
	tokens_out INTEGER NOT NULL,
	cost       REAL NOT NULL,    -- US dollars
	request_id TEXT NOT NULL,
	raw        BLOB,             -- the body as it came, deflated
	closed     INTEGER NOT NULL
);
CREATE TABLE captions (
	id         INTEGER PRIMARY KEY,
	generation INTEGER NOT NULL REFERENCES generations,
	image      BLOB NOT NULL,
	attempt    INTEGER REFERENCES attempts,
	parent     INTEGER REFERENCES captions, -- that it was made from
	kind       TEXT NOT NULL,
	text       TEXT NOT NULL,
	language   TEXT NOT NULL,
	tags_sha   TEXT NOT NULL,
	finish     TEXT NOT NULL,
	tokens_in  INTEGER NOT NULL,
	tokens_out INTEGER NOT NULL,
	cost       REAL NOT NULL,
	created    INTEGER NOT NULL
);
CREATE INDEX captions_image ON captions (image, generation);
CREATE TABLE failures (
	id         INTEGER PRIMARY KEY,
	generation INTEGER NOT NULL REFERENCES generations,
	image      BLOB NOT NULL,
	tags_sha   TEXT NOT NULL,
	reason     TEXT NOT NULL,    -- one word
	story      TEXT NOT NULL,    -- what was tried, in order
	created    INTEGER NOT NULL
);
CREATE INDEX failures_image ON failures (image, generation);
CREATE TABLE batches (
	id         INTEGER PRIMARY KEY,
	name       TEXT NOT NULL,
	generation INTEGER NOT NULL REFERENCES generations,
	event      TEXT NOT NULL,    -- made, uploaded, started, seen, ended, fetched, cancelled
	detail     TEXT NOT NULL,    -- JSON
	at         INTEGER NOT NULL
);
`, `
CREATE TABLE marks (
	id   INTEGER PRIMARY KEY,
	kind TEXT NOT NULL,    -- not-same or keep
	a    BLOB NOT NULL,    -- 32 bytes
	b    BLOB,             -- of not-same
	made INTEGER NOT NULL
);
CREATE TABLE unmarks (
	id   INTEGER PRIMARY KEY,
	mark INTEGER NOT NULL REFERENCES marks,
	made INTEGER NOT NULL
);
`}

// migrate brings the ledger to the version of this program.
func migrate(db *sql.DB) error {
	var version int
	if err := db.QueryRow("PRAGMA user_version").Scan(&version); err != nil {
		return explained(err)
	}
	if version > len(migrations) {
		return fmt.Errorf("it is of version %d, and this winnow knows %d: use the winnow that wrote it", version, len(migrations))
	}
	for ; version < len(migrations); version++ {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(migrations[version] + fmt.Sprintf("PRAGMA user_version = %d;", version+1)); err != nil {
			return errors.Join(explained(err), tx.Rollback())
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}
