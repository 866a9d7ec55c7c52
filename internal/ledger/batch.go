package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"
)

// BatchRecord is something that happened to a batch.
type BatchRecord struct {
	Name       string          `json:"name"` // ours
	Generation int64           `json:"generation"`
	Event      string          `json:"event"`
	Detail     json.RawMessage `json:"detail"`
	At         time.Time       `json:"at"`
}

// Note writes what happened to a batch.
func (l *Ledger) Note(r BatchRecord) error {
	return l.write(func(tx *sql.Tx) error { return insertBatch(tx, r) })
}

func insertBatch(tx *sql.Tx, r BatchRecord) error {
	if r.Detail == nil {
		r.Detail = json.RawMessage("{}")
	}
	_, err := tx.Exec("INSERT INTO batches (name, generation, event, detail, at) VALUES (?, ?, ?, ?, ?)", r.Name, r.Generation, r.Event, string(r.Detail), r.At.UnixMicro())
	return err
}

// Batches gives all that happened to batches, in order.
func (l *Ledger) Batches(ctx context.Context) ([]BatchRecord, error) {
	var all []BatchRecord
	err := l.query(ctx, "SELECT name, generation, event, detail, at FROM batches ORDER BY id", func(rows *sql.Rows) error {
		var r BatchRecord
		var detail string
		var at int64
		err := rows.Scan(&r.Name, &r.Generation, &r.Event, &detail, &at)
		r.Detail, r.At = json.RawMessage(detail), time.UnixMicro(at).UTC()
		all = append(all, r)
		return err
	})
	return all, err
}

// Carried are the open attempts of a batch: the number of each by its image.
func (l *Ledger) Carried(ctx context.Context, batch string) (map[string]Attempt, error) {
	open := map[string]Attempt{}
	err := l.Attempts(ctx, false, func(a Attempted) error {
		if a.Batch == batch && a.Answer == nil {
			open[a.Image] = a.Attempt
		}
		return nil
	})
	return open, err
}
