// Package ledger is the SQLite file of a workspace that holds what cost money
// or a person's time: every attempt to get a caption, every answer as it came,
// every caption, and what they cost. It is the only home of the SQL driver.
//
// It is append-only: no row is ever changed or deleted. An attempt is written,
// and is on the disk, before its request is sent; its answer is another row,
// written when it came. So a process may be killed at any instant: an attempt
// without an answer was in flight at that instant, and nothing else is unknown.
//
// One process writes at a time (see package lock); any number may read.
package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver, in pure Go
)

// Ledger is an open ledger. It is safe for concurrent use.
type Ledger struct {
	path   string
	writer *sql.DB // one connection, used by the goroutine of commits alone
	reader *sql.DB
	orders chan order
	done   chan struct{} // closed when the goroutine of commits has ended
}

// Open opens the ledger at path and makes it if it is not there.
func Open(path string) (*Ledger, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("open the ledger: %w", err)
	}
	writer, err := sql.Open("sqlite", address(absolute, ""))
	if err != nil {
		return nil, fmt.Errorf("open the ledger %s: %w", path, err)
	}
	writer.SetMaxOpenConns(1)
	if err := migrate(writer); err != nil {
		return nil, errors.Join(fmt.Errorf("open the ledger %s: %w", path, err), writer.Close())
	}
	reader, err := sql.Open("sqlite", address(absolute, "&_pragma=query_only(1)"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the ledger %s: %w", path, err), writer.Close())
	}
	reader.SetMaxOpenConns(4)
	l := &Ledger{path: path, writer: writer, reader: reader, orders: make(chan order), done: make(chan struct{})}
	go l.commit() // Close waits for it
	return l, nil
}

// Exists says whether there is a ledger at path.
func Exists(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// address is the driver's name for a file. FULL makes a commit wait until it is
// on the disk, so that a power cut loses no paid answer either.
func address(path, more string) string {
	u := url.URL{Scheme: "file", Path: path,
		RawQuery: "_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate" + more}
	return u.String()
}

// Close ends the ledger's work. Nothing may be asked of it afterwards.
func (l *Ledger) Close() error {
	close(l.orders)
	<-l.done
	return errors.Join(l.reader.Close(), l.writer.Close())
}

// order is work for the goroutine of commits.
type order struct {
	write func(*sql.Tx) error
	done  chan error
}

// most is how many orders one commit may carry.
const most = 256

// commit carries out orders until there are no more. Those that wait while a
// commit reaches the disk share the next one, so that many requests at a time
// cost few waits. When one fails, all of its commit do: the caller stops.
func (l *Ledger) commit() {
	defer close(l.done)
	for first := range l.orders {
		batch := []order{first}
	gather:
		for len(batch) < most {
			select {
			case o, ok := <-l.orders:
				if !ok {
					break gather
				}
				batch = append(batch, o)
			default:
				break gather
			}
		}
		err := l.transact(batch)
		for _, o := range batch {
			o.done <- err
		}
	}
}

func (l *Ledger) transact(batch []order) error {
	tx, err := l.writer.Begin()
	if err != nil {
		return fmt.Errorf("write to the ledger %s: %w", l.path, explained(err))
	}
	for _, o := range batch {
		if err := o.write(tx); err != nil {
			return errors.Join(fmt.Errorf("write to the ledger %s: %w", l.path, explained(err)), tx.Rollback())
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("write to the ledger %s: %w", l.path, explained(err))
	}
	return nil
}

// write waits until what it was given is on the disk. It does not give up when
// a context ends: an answer that came is kept.
func (l *Ledger) write(f func(*sql.Tx) error) error {
	o := order{write: f, done: make(chan error, 1)}
	l.orders <- o
	return <-o.done
}

// errStopped says that the caller has read enough.
var errStopped = errors.New("stopped")

// query runs a statement that reads and calls scan for each row.
func (l *Ledger) query(ctx context.Context, statement string, scan func(*sql.Rows) error, arguments ...any) (err error) {
	rows, err := l.reader.QueryContext(ctx, statement, arguments...)
	if err != nil {
		return fmt.Errorf("read the ledger %s: %w", l.path, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			if errors.Is(err, errStopped) {
				return err
			}
			return fmt.Errorf("read the ledger %s: %w", l.path, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the ledger %s: %w", l.path, err)
	}
	return nil
}
