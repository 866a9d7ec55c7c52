package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
)

// Generation is a way of making captions: two captions of one generation
// differ only by their images and tags.
type Generation struct {
	ID        int64           `json:"id"`
	SHA       string          `json:"sha"` // of all that follows
	Kind      string          `json:"kind"`
	Backend   string          `json:"backend"`
	Model     string          `json:"model"`
	PromptSHA string          `json:"prompt_sha"`
	Request   json.RawMessage `json:"request"`
}

// Generation finds the generation with that SHA, or adds it, and gives its ID.
func (l *Ledger) Generation(g Generation) (id int64, err error) {
	if g.Request == nil {
		g.Request = json.RawMessage("{}")
	}
	err = l.write(func(tx *sql.Tx) error {
		err := tx.QueryRow("SELECT id FROM generations WHERE sha = ?", g.SHA).Scan(&id)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		added, err := tx.Exec("INSERT INTO generations (sha, kind, backend, model, prompt_sha, request) VALUES (?, ?, ?, ?, ?, ?)",
			g.SHA, g.Kind, g.Backend, g.Model, g.PromptSHA, string(g.Request))
		if err != nil {
			return err
		}
		id, err = added.LastInsertId()
		return err
	})
	return id, err
}

// Choose records that a run uses the generation, whose captions are preferred
// to older ones of their kind from now on. Choosing the last one again adds nothing.
func (l *Ledger) Choose(generation int64) error {
	return l.write(func(tx *sql.Tx) error {
		var last int64
		err := tx.QueryRow("SELECT generation FROM runs ORDER BY id DESC LIMIT 1").Scan(&last)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if last == generation {
			return nil
		}
		_, err = tx.Exec("INSERT INTO runs (generation) VALUES (?)", generation)
		return err
	})
}

// Generations lists all generations in the order in which they were first used.
func (l *Ledger) Generations(ctx context.Context) ([]Generation, error) {
	var all []Generation
	err := l.query(ctx, "SELECT id, sha, kind, backend, model, prompt_sha, request FROM generations ORDER BY id", func(rows *sql.Rows) error {
		var g Generation
		var request string
		err := rows.Scan(&g.ID, &g.SHA, &g.Kind, &g.Backend, &g.Model, &g.PromptSHA, &request)
		g.Request = json.RawMessage(request)
		all = append(all, g)
		return err
	})
	return all, err
}

// Preference is, for each generation, the number of the last run that chose it.
func (l *Ledger) Preference(ctx context.Context) (map[int64]int64, error) {
	last := map[int64]int64{}
	err := l.query(ctx, "SELECT generation, MAX(id) FROM runs GROUP BY generation", func(rows *sql.Rows) error {
		var generation, run int64
		err := rows.Scan(&generation, &run)
		last[generation] = run
		return err
	})
	return last, err
}

// Revision changes whenever the captions that the ledger gives may have
// changed: what a table made from the ledger records as its input.
func (l *Ledger) Revision(ctx context.Context) (string, error) {
	var revision string
	err := l.query(ctx, `SELECT printf('captions %d, runs %d', (SELECT IFNULL(MAX(id), 0) FROM captions), (SELECT IFNULL(MAX(id), 0) FROM runs))`,
		func(rows *sql.Rows) error { return rows.Scan(&revision) })
	return revision, err
}
