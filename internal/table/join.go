package table

import (
	"cmp"
	"fmt"
	"iter"
)

// Cursor walks a table that is sorted by id, alongside another walk in the same order.
type Cursor[T any] struct {
	next func() (T, error, bool)
	stop func()
	id   func(*T) string
	row  T
	err  error
	more bool
}

// NewCursor starts a walk over rows; id gives the key of a row. Call Close at the end.
func NewCursor[T any](rows iter.Seq2[T, error], id func(*T) string) *Cursor[T] {
	c := &Cursor[T]{id: id}
	c.next, c.stop = iter.Pull2(rows)
	c.advance()
	return c
}

func (c *Cursor[T]) advance() {
	before, had := "", c.more
	if had {
		before = c.id(&c.row)
	}
	c.row, c.err, c.more = c.next()
	if c.err != nil {
		c.more = false
		return
	}
	if c.more && had && cmp.Compare(c.id(&c.row), before) <= 0 {
		c.more, c.err = false, fmt.Errorf("a table is not sorted: %q comes after %q", c.id(&c.row), before)
	}
}

// Seek moves to id and returns its row, or false when the table has none. Ids
// must be asked for in ascending order.
func (c *Cursor[T]) Seek(id string) (row T, ok bool, err error) {
	for c.more && c.id(&c.row) < id {
		c.advance()
	}
	if c.err != nil {
		return row, false, c.err
	}
	if !c.more || c.id(&c.row) != id {
		return row, false, nil
	}
	return c.row, true, nil
}

// Close ends the walk.
func (c *Cursor[T]) Close() { c.stop() }
