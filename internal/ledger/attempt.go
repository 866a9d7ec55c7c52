package ledger

import (
	"bytes"
	"compress/flate"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"sync"
	"time"
)

// Outcomes of an attempt.
const (
	Answered    = "answered"    // with a caption that was taken
	Rejected    = "rejected"    // with something that was not taken: Reason says why
	Failed      = "failed"      // without an answer: Reason says why
	Interrupted = "interrupted" // the process ended while it was in flight: whether it was paid is not known
)

// Attempt is a request that is about to be sent.
type Attempt struct {
	ID         int64     `json:"id"`
	Generation int64     `json:"generation"`
	Image      string    `json:"image"` // id
	TagsSHA    string    `json:"tags_sha"`
	Step       string    `json:"step"`
	Endpoint   string    `json:"endpoint"`
	Batch      string    `json:"batch,omitempty"`
	Reserved   float64   `json:"reserved"` // US dollars
	Sent       time.Time `json:"sent"`
}

// Answer is how an attempt ended.
type Answer struct {
	Attempt   int64     `json:"attempt"`
	Outcome   string    `json:"outcome"`
	Reason    string    `json:"reason,omitempty"`
	Status    int       `json:"status,omitempty"`
	Model     string    `json:"model,omitempty"`
	Finish    string    `json:"finish,omitempty"`
	TokensIn  int64     `json:"tokens_in"`
	TokensOut int64     `json:"tokens_out"`
	Cost      float64   `json:"cost"`
	RequestID string    `json:"request_id,omitempty"`
	Raw       []byte    `json:"raw,omitempty"` // as it came; kept compressed
	Closed    time.Time `json:"closed"`
}

// Failure says that an image was given up.
type Failure struct {
	Generation int64     `json:"generation"`
	Image      string    `json:"image"`
	TagsSHA    string    `json:"tags_sha"`
	Reason     string    `json:"reason"`
	Story      string    `json:"story"`
	Created    time.Time `json:"created"`
}

// Begin writes an attempt and gives its ID. When it returns, the attempt is on
// the disk, and its request may be sent.
func (l *Ledger) Begin(a Attempt) (id int64, err error) {
	err = l.write(func(tx *sql.Tx) error {
		id, err = insertAttempt(tx, a)
		return err
	})
	return id, err
}

// BeginAll writes many attempts in one transaction and gives their IDs.
func (l *Ledger) BeginAll(attempts []Attempt) (ids []int64, err error) {
	err = l.write(func(tx *sql.Tx) error {
		ids = ids[:0]
		for _, a := range attempts {
			id, err := insertAttempt(tx, a)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

func insertAttempt(tx *sql.Tx, a Attempt) (int64, error) {
	image, err := key(a.Image)
	if err != nil {
		return 0, err
	}
	added, err := tx.Exec("INSERT INTO attempts (generation, image, tags_sha, step, endpoint, batch, reserved, sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		a.Generation, image, a.TagsSHA, a.Step, a.Endpoint, a.Batch, a.Reserved, a.Sent.UnixMicro())
	if err != nil {
		return 0, err
	}
	return added.LastInsertId()
}

// End writes how an attempt ended and, in the same transaction, the captions
// that it gave and, unless it is nil, that its image was given up.
func (l *Ledger) End(a Answer, captions []Caption, f *Failure) error {
	raw, err := deflate(a.Raw) // here, where many do it at once
	if err != nil {
		return err
	}
	return l.write(func(tx *sql.Tx) error {
		if err := insertAnswer(tx, a, raw); err != nil {
			return err
		}
		if err := insertCaptions(tx, captions); err != nil {
			return err
		}
		if f != nil {
			return insertFailure(tx, *f)
		}
		return nil
	})
}

func insertAnswer(tx *sql.Tx, a Answer, raw []byte) error {
	_, err := tx.Exec(`INSERT INTO answers (attempt, outcome, reason, status, model, finish, tokens_in, tokens_out, cost, request_id, raw, closed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, a.Attempt, a.Outcome, a.Reason, a.Status, a.Model, a.Finish, a.TokensIn, a.TokensOut,
		a.Cost, a.RequestID, raw, a.Closed.UnixMicro())
	return err
}

// GiveUp writes that an image was given up without a further attempt.
func (l *Ledger) GiveUp(f Failure) error {
	return l.write(func(tx *sql.Tx) error { return insertFailure(tx, f) })
}

func insertFailure(tx *sql.Tx, f Failure) error {
	image, err := key(f.Image)
	if err != nil {
		return err
	}
	_, err = tx.Exec("INSERT INTO failures (generation, image, tags_sha, reason, story, created) VALUES (?, ?, ?, ?, ?, ?)",
		f.Generation, image, f.TagsSHA, f.Reason, f.Story, f.Created.UnixMicro())
	return err
}

// Interrupt closes every attempt that a process left in flight when it ended,
// except those that a batch still carries, and says how many there were. Call
// it while no other process writes. What such an attempt may have cost at most
// counts as spent.
func (l *Ledger) Interrupt(now time.Time) (n int64, err error) {
	err = l.write(func(tx *sql.Tx) error {
		done, err := tx.Exec(`INSERT INTO answers (attempt, outcome, reason, status, model, finish, tokens_in, tokens_out, cost, request_id, raw, closed)
			SELECT a.id, ?, 'winnow ended while it was in flight', 0, '', '', 0, 0, a.reserved, '', NULL, ?
			FROM attempts a LEFT JOIN answers b ON b.attempt = a.id WHERE b.attempt IS NULL AND a.batch = ''`, Interrupted, now.UnixMicro())
		if err != nil {
			return err
		}
		n, err = done.RowsAffected()
		return err
	})
	return n, err
}

// Attempted is an attempt with its answer, if it has one.
type Attempted struct {
	Attempt
	Answer *Answer `json:"answer,omitempty"`
}

// Attempts gives every attempt in the order in which they were written. Raw
// answers are read, and inflated, only when raw is true.
func (l *Ledger) Attempts(ctx context.Context, raw bool, each func(Attempted) error) error {
	body := "NULL"
	if raw {
		body = "b.raw"
	}
	return l.query(ctx, `SELECT a.id, a.generation, a.image, a.tags_sha, a.step, a.endpoint, a.batch, a.reserved, a.sent,
		b.outcome, b.reason, b.status, b.model, b.finish, b.tokens_in, b.tokens_out, b.cost, b.request_id, `+body+`, b.closed
		FROM attempts a LEFT JOIN answers b ON b.attempt = a.id ORDER BY a.id`, func(rows *sql.Rows) error {
		var a Attempted
		var image, deflated []byte
		var sent int64
		var outcome, reason, model, finish, request sql.NullString
		var status, in, out, closed sql.NullInt64
		var cost sql.NullFloat64
		if err := rows.Scan(&a.ID, &a.Generation, &image, &a.TagsSHA, &a.Step, &a.Endpoint, &a.Batch, &a.Reserved, &sent,
			&outcome, &reason, &status, &model, &finish, &in, &out, &cost, &request, &deflated, &closed); err != nil {
			return err
		}
		a.Image, a.Sent = hex.EncodeToString(image), time.UnixMicro(sent).UTC()
		if outcome.Valid {
			body, err := inflate(deflated)
			if err != nil {
				return err
			}
			a.Answer = &Answer{Attempt: a.ID, Outcome: outcome.String, Reason: reason.String, Status: int(status.Int64), Model: model.String,
				Finish: finish.String, TokensIn: in.Int64, TokensOut: out.Int64, Cost: cost.Float64, RequestID: request.String, Raw: body,
				Closed: time.UnixMicro(closed.Int64).UTC()}
		}
		return each(a)
	})
}

// Spent is what the attempts of a generation have cost, with those that were
// interrupted, or are still open, at what they may have cost at most. All
// generations count when generation is 0.
func (l *Ledger) Spent(ctx context.Context, generation int64) (dollars float64, err error) {
	err = l.query(ctx, `SELECT IFNULL(SUM(IFNULL(b.cost, a.reserved)), 0) FROM attempts a LEFT JOIN answers b ON b.attempt = a.id
		WHERE ? = 0 OR a.generation = ?`, func(rows *sql.Rows) error { return rows.Scan(&dollars) }, generation, generation)
	return dollars, err
}

// key is the form of an id in the ledger.
func key(id string) ([]byte, error) {
	bytes, err := hex.DecodeString(id)
	if err != nil || len(bytes) != 32 {
		return nil, fmt.Errorf("%q is not the id of an image", id)
	}
	return bytes, nil
}

// deflaters are kept for the next answer: each is a megabyte of tables.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		panic("ledger: the level of compression is one that there is: " + err.Error())
	}
	return w
}}

func deflate(text []byte) ([]byte, error) {
	if len(text) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&b)
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func inflate(deflated []byte) ([]byte, error) {
	if len(deflated) == 0 {
		return nil, nil
	}
	text, err := io.ReadAll(flate.NewReader(bytes.NewReader(deflated)))
	if err != nil {
		return nil, fmt.Errorf("an answer is damaged: %w", err)
	}
	return text, nil
}
