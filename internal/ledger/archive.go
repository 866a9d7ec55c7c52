package ledger

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// entry is a line of an archive: exactly one member is set. Numbers within an
// archive are those of the ledger that it was written from.
type entry struct {
	Generation *Generation  `json:"generation,omitempty"`
	Run        *int64       `json:"run,omitempty"` // the generation that it chose
	Attempt    *Attempted   `json:"attempt,omitempty"`
	Caption    *Caption     `json:"caption,omitempty"`
	Failure    *Failure     `json:"failure,omitempty"`
	Batch      *BatchRecord `json:"batch,omitempty"`
}

// Export writes all that the ledger holds as JSON lines, in order, so that
// Import makes the same ledger of them. It says how many lines it wrote.
func (l *Ledger) Export(ctx context.Context, w io.Writer) (lines int64, err error) {
	out := bufio.NewWriterSize(w, 1<<16)
	encode := json.NewEncoder(out)
	encode.SetEscapeHTML(false)
	put := func(e entry) error {
		lines++
		return encode.Encode(e)
	}
	generations, err := l.Generations(ctx)
	if err != nil {
		return 0, err
	}
	for i := range generations {
		if err := put(entry{Generation: &generations[i]}); err != nil {
			return lines, err
		}
	}
	steps := []func() error{
		func() error {
			return l.query(ctx, "SELECT generation FROM runs ORDER BY id", func(rows *sql.Rows) error {
				var g int64
				if err := rows.Scan(&g); err != nil {
					return err
				}
				return put(entry{Run: &g})
			})
		},
		func() error { return l.Attempts(ctx, true, func(a Attempted) error { return put(entry{Attempt: &a}) }) },
		func() error {
			return l.query(ctx, "SELECT "+captionColumns+" FROM captions ORDER BY id", func(rows *sql.Rows) error {
				c, err := scanCaption(rows)
				if err != nil {
					return err
				}
				return put(entry{Caption: &c})
			})
		},
		func() error {
			return l.query(ctx, "SELECT "+failureColumns+" FROM failures ORDER BY id", func(rows *sql.Rows) error {
				f, err := scanFailure(rows)
				if err != nil {
					return err
				}
				return put(entry{Failure: &f})
			})
		},
		func() error {
			records, err := l.Batches(ctx)
			if err != nil {
				return err
			}
			for i := range records {
				if err := put(entry{Batch: &records[i]}); err != nil {
					return err
				}
			}
			return nil
		},
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return lines, err
		}
	}
	return lines, out.Flush()
}

const failureColumns = "generation, image, tags_sha, reason, story, created"

func scanFailure(rows *sql.Rows) (f Failure, err error) {
	var image []byte
	var created int64
	err = rows.Scan(&f.Generation, &image, &f.TagsSHA, &f.Reason, &f.Story, &created)
	f.Image, f.Created = hex.EncodeToString(image), time.UnixMicro(created).UTC()
	return f, err
}

// Imported is what an import added.
type Imported struct {
	Lines    int64 `json:"lines"`
	Captions int64 `json:"captions"` // added
	Attempts int64 `json:"attempts"` // added
	Had      int64 `json:"had"`      // attempts, captions and failures that were there already
}

// Import adds an archive to the ledger in one transaction: all of it, or, when
// a line is bad, nothing. What the ledger has already is not added twice.
func (l *Ledger) Import(r io.Reader) (Imported, error) {
	var done Imported
	err := l.write(func(tx *sql.Tx) error {
		done = Imported{}
		in := &importer{tx: tx, done: &done, generations: map[int64]int64{}, attempts: map[int64]int64{}, captions: map[int64]int64{}}
		d := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
		d.DisallowUnknownFields()
		for {
			var e entry
			err := d.Decode(&e)
			if errors.Is(err, io.EOF) {
				return nil
			}
			done.Lines++
			if err == nil {
				err = in.add(e)
			}
			if err != nil {
				return fmt.Errorf("line %d of the archive: %w", done.Lines, err)
			}
		}
	})
	return done, err
}

// importer maps the numbers of an archive to those of the ledger.
type importer struct {
	tx                              *sql.Tx
	done                            *Imported
	generations, attempts, captions map[int64]int64
}

func (in *importer) add(e entry) error {
	switch {
	case e.Generation != nil:
		return in.generation(*e.Generation)
	case e.Run != nil:
		return in.run(*e.Run)
	case e.Attempt != nil:
		return in.attempt(*e.Attempt)
	case e.Caption != nil:
		return in.caption(*e.Caption)
	case e.Failure != nil:
		return in.failure(*e.Failure)
	case e.Batch != nil:
		g, err := in.known(e.Batch.Generation)
		if err != nil {
			return err
		}
		e.Batch.Generation = g
		return insertBatch(in.tx, *e.Batch)
	}
	return errors.New("it is no entry of a ledger")
}

func (in *importer) generation(g Generation) error {
	var id int64
	err := in.tx.QueryRow("SELECT id FROM generations WHERE sha = ?", g.SHA).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		var added sql.Result
		added, err = in.tx.Exec("INSERT INTO generations (sha, kind, backend, model, prompt_sha, request) VALUES (?, ?, ?, ?, ?, ?)",
			g.SHA, g.Kind, g.Backend, g.Model, g.PromptSHA, string(g.Request))
		if err == nil {
			id, err = added.LastInsertId()
		}
	}
	in.generations[g.ID] = id
	return err
}

func (in *importer) known(archived int64) (int64, error) {
	g, ok := in.generations[archived]
	if !ok {
		return 0, fmt.Errorf("it speaks of generation %d, which no line before it describes", archived)
	}
	return g, nil
}

func (in *importer) run(archived int64) error {
	g, err := in.known(archived)
	if err != nil {
		return err
	}
	_, err = in.tx.Exec("INSERT INTO runs (generation) VALUES (?)", g)
	return err
}

func (in *importer) attempt(a Attempted) error {
	g, err := in.known(a.Generation)
	if err != nil {
		return err
	}
	image, err := key(a.Image)
	if err != nil {
		return err
	}
	archived := a.ID
	var id int64
	err = in.tx.QueryRow("SELECT id FROM attempts WHERE image = ? AND generation = ? AND step = ? AND sent = ?", image, g, a.Step, a.Sent.UnixMicro()).Scan(&id)
	if err == nil {
		in.attempts[archived] = id
		in.done.Had++
		return in.lateAnswer(id, a.Answer)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	a.Generation = g
	if id, err = insertAttempt(in.tx, a.Attempt); err != nil {
		return err
	}
	in.attempts[archived] = id
	in.done.Attempts++
	if a.Answer == nil {
		return nil
	}
	a.Answer.Attempt = id
	return in.answer(*a.Answer)
}

// lateAnswer adds the answer of an attempt that was known without one.
func (in *importer) lateAnswer(attempt int64, a *Answer) error {
	var answered int
	if err := in.tx.QueryRow("SELECT COUNT(*) FROM answers WHERE attempt = ?", attempt).Scan(&answered); err != nil || answered > 0 || a == nil {
		return err
	}
	a.Attempt = attempt
	return in.answer(*a)
}

func (in *importer) answer(a Answer) error {
	raw, err := deflate(a.Raw)
	if err != nil {
		return err
	}
	return insertAnswer(in.tx, a, raw)
}

func (in *importer) caption(c Caption) error {
	g, err := in.known(c.Generation)
	if err != nil {
		return err
	}
	image, err := key(c.Image)
	if err != nil {
		return err
	}
	archived := c.ID
	var id int64
	err = in.tx.QueryRow("SELECT id FROM captions WHERE image = ? AND generation = ? AND kind = ? AND text = ? AND tags_sha = ? AND created = ?",
		image, g, c.Kind, c.Text, c.TagsSHA, c.Created.UnixMicro()).Scan(&id)
	if err == nil {
		in.captions[archived] = id
		in.done.Had++
		return nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	c.Generation, c.Attempt, c.Parent = g, in.attempts[c.Attempt], in.captions[c.Parent]
	if err := insertCaptions(in.tx, []Caption{c}); err != nil {
		return err
	}
	in.done.Captions++
	if err := in.tx.QueryRow("SELECT last_insert_rowid()").Scan(&id); err != nil {
		return err
	}
	in.captions[archived] = id
	return nil
}

func (in *importer) failure(f Failure) error {
	g, err := in.known(f.Generation)
	if err != nil {
		return err
	}
	image, err := key(f.Image)
	if err != nil {
		return err
	}
	var n int64
	if err := in.tx.QueryRow("SELECT COUNT(*) FROM failures WHERE image = ? AND generation = ? AND created = ?", image, g, f.Created.UnixMicro()).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		in.done.Had++
		return nil
	}
	f.Generation = g
	return insertFailure(in.tx, f)
}
