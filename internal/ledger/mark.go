package ledger

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"
)

// What a person may say about duplicates.
const (
	MarkNotSame = "not-same" // A and B are different pictures, whatever they look like
	MarkKeep    = "keep"     // A stays, and what is the same goes to it
)

// Mark is what a person said about one picture or two. Later runs respect it
// until it is undone.
type Mark struct {
	ID   int64     `json:"id"`
	Kind string    `json:"kind"`
	A    string    `json:"a"`
	B    string    `json:"b,omitempty"` // of not-same only; A < B
	Made time.Time `json:"made"`
}

// AddMark writes a mark and gives its number.
func (l *Ledger) AddMark(m Mark) (id int64, err error) {
	a, err := key(m.A)
	if err != nil {
		return 0, err
	}
	var b any
	if m.B != "" {
		if b, err = key(m.B); err != nil {
			return 0, err
		}
	}
	err = l.write(func(tx *sql.Tx) error {
		made, err := tx.Exec("INSERT INTO marks (kind, a, b, made) VALUES (?, ?, ?, ?)", m.Kind, a, b, m.Made.UnixMicro())
		if err != nil {
			return err
		}
		id, err = made.LastInsertId()
		return err
	})
	return id, err
}

// UndoMark takes a mark back. The row stays: that it was undone is a row of its own.
func (l *Ledger) UndoMark(id int64, at time.Time) error {
	var standing int
	err := l.reader.QueryRow("SELECT COUNT(*) FROM marks WHERE id = ? AND id NOT IN (SELECT mark FROM unmarks)", id).Scan(&standing)
	if err != nil {
		return fmt.Errorf("read the ledger %s: %w", l.path, err)
	}
	if standing == 0 {
		return fmt.Errorf("no mark that stands has the number %d: `winnow dedup mark` lists them", id)
	}
	return l.write(func(tx *sql.Tx) error {
		_, err := tx.Exec("INSERT INTO unmarks (mark, made) VALUES (?, ?)", id, at.UnixMicro())
		return err
	})
}

// Marks gives those that stand, in the order in which they were made.
func (l *Ledger) Marks(ctx context.Context) (marks []Mark, err error) {
	err = l.query(ctx, "SELECT id, kind, a, b, made FROM marks WHERE id NOT IN (SELECT mark FROM unmarks) ORDER BY id", func(rows *sql.Rows) error {
		var m Mark
		var a, b []byte
		var made int64
		if err := rows.Scan(&m.ID, &m.Kind, &a, &b, &made); err != nil {
			return err
		}
		m.A, m.B, m.Made = hex.EncodeToString(a), hex.EncodeToString(b), time.UnixMicro(made).UTC()
		marks = append(marks, m)
		return nil
	})
	return marks, err
}
