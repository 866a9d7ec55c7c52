package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"iter"
	"slices"
	"time"
)

// Caption is a caption with where it is from.
type Caption struct {
	ID         int64     `json:"id"`
	Generation int64     `json:"generation"`
	Image      string    `json:"image"`
	Attempt    int64     `json:"attempt,omitempty"` // 0 when it was made offline
	Parent     int64     `json:"parent,omitempty"`  // the caption that it was made from, or 0
	Kind       string    `json:"kind"`
	Text       string    `json:"text"`
	Language   string    `json:"language,omitempty"`
	TagsSHA    string    `json:"tags_sha,omitempty"`
	Finish     string    `json:"finish,omitempty"`
	TokensIn   int64     `json:"tokens_in"`
	TokensOut  int64     `json:"tokens_out"`
	Cost       float64   `json:"cost"`
	Created    time.Time `json:"created"`
}

// Add writes captions in one transaction.
func (l *Ledger) Add(captions []Caption) error {
	if len(captions) == 0 {
		return nil
	}
	return l.write(func(tx *sql.Tx) error { return insertCaptions(tx, captions) })
}

func insertCaptions(tx *sql.Tx, captions []Caption) error {
	if len(captions) == 0 {
		return nil
	}
	insert, err := tx.Prepare(`INSERT INTO captions (generation, image, attempt, parent, kind, text, language, tags_sha, finish, tokens_in, tokens_out, cost, created)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	for _, c := range captions {
		image, err := key(c.Image)
		if err != nil {
			return err
		}
		if _, err := insert.Exec(c.Generation, image, absent(c.Attempt), absent(c.Parent), c.Kind, c.Text, c.Language, c.TagsSHA, c.Finish,
			c.TokensIn, c.TokensOut, c.Cost, c.Created.UnixMicro()); err != nil {
			return err
		}
	}
	return insert.Close()
}

// absent is NULL for 0, which is no row's number.
func absent(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

const captionColumns = "id, generation, image, IFNULL(attempt, 0), IFNULL(parent, 0), kind, text, language, tags_sha, finish, tokens_in, tokens_out, cost, created"

func scanCaption(rows *sql.Rows) (c Caption, err error) {
	var image []byte
	var created int64
	err = rows.Scan(&c.ID, &c.Generation, &image, &c.Attempt, &c.Parent, &c.Kind, &c.Text, &c.Language, &c.TagsSHA, &c.Finish,
		&c.TokensIn, &c.TokensOut, &c.Cost, &created)
	c.Image, c.Created = hex.EncodeToString(image), time.UnixMicro(created).UTC()
	return c, err
}

// Captions gives the captions of each image, images in order of their ids.
// Those of one image come the oldest first.
func (l *Ledger) Captions(ctx context.Context) iter.Seq2[[]Caption, error] {
	return func(yield func([]Caption, error) bool) {
		if err := l.captions(ctx, yield); err != nil && !errors.Is(err, errStopped) {
			yield(nil, err)
		}
	}
}

func (l *Ledger) captions(ctx context.Context, yield func([]Caption, error) bool) error {
	var of []Caption
	hand := func() error {
		if len(of) == 0 {
			return nil
		}
		slices.SortFunc(of, func(a, b Caption) int { return cmp.Compare(a.ID, b.ID) })
		if !yield(of, nil) {
			return errStopped
		}
		of = nil
		return nil
	}
	err := l.query(ctx, "SELECT "+captionColumns+" FROM captions INDEXED BY captions_image ORDER BY image", func(rows *sql.Rows) error {
		c, err := scanCaption(rows)
		if err != nil {
			return err
		}
		if len(of) > 0 && of[0].Image != c.Image {
			if err := hand(); err != nil {
				return err
			}
		}
		of = append(of, c)
		return nil
	})
	if err != nil {
		return err
	}
	return hand()
}

// Held is what the ledger knows of one image.
type Held struct {
	Captions []Caption // the oldest first
	Failures []Failure // the oldest first
}

// Between is what the ledger knows of the images whose ids are from first to
// last, both included.
func (l *Ledger) Between(ctx context.Context, first, last string) (map[string]Held, error) {
	low, err := key(first)
	if err != nil {
		return nil, err
	}
	high, err := key(last)
	if err != nil {
		return nil, err
	}
	held := map[string]Held{}
	err = l.query(ctx, "SELECT "+captionColumns+" FROM captions INDEXED BY captions_image WHERE image BETWEEN ? AND ? ORDER BY id", func(rows *sql.Rows) error {
		c, err := scanCaption(rows)
		h := held[c.Image]
		h.Captions = append(h.Captions, c)
		held[c.Image] = h
		return err
	}, low, high)
	if err != nil {
		return nil, err
	}
	err = l.query(ctx, "SELECT "+failureColumns+" FROM failures INDEXED BY failures_image WHERE image BETWEEN ? AND ? ORDER BY id", func(rows *sql.Rows) error {
		f, err := scanFailure(rows)
		h := held[f.Image]
		h.Failures = append(h.Failures, f)
		held[f.Image] = h
		return err
	}, low, high)
	return held, err
}
