// Package table reads and writes the Parquet tables of a workspace, and is the
// only home of the Parquet library. A table appears whole or not at all: it is
// written beside its place and renamed into it. Its footer says how it was
// made, so that a stage can tell whether it must run again.
package table

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"crypto/sha256"
	"encoding/hex"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"

	"github.com/winnow-data/winnow/dataset"
)

// footerKey is the Parquet metadata key of a dataset.Footer.
const footerKey = "winnow"

// rowsPerGroup bounds the rows that a writer holds in memory. It is a constant
// so that the same rows give the same bytes.
const rowsPerGroup = 16384

// Writer writes one table of rows of type T. Finish it with Commit or Abort.
type Writer[T any] struct {
	sink    *sink
	rows    *parquet.GenericWriter[T]
	pending int
}

// Create starts a table at path, beside which it writes until Commit.
func Create[T any](path string) (*Writer[T], error) {
	s, err := newSink(path)
	if err != nil {
		return nil, err
	}
	return &Writer[T]{sink: s, rows: parquet.NewGenericWriter[T](s, settings()...)}, nil
}

// settings are those of every table. Writes are not buffered, so that after a
// flush the sink has seen, and hashed, all rows.
func settings() []parquet.WriterOption {
	return []parquet.WriterOption{
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedDefault}),
		parquet.CreatedBy("winnow", "1", ""),
		parquet.WriteBufferSize(0),
	}
}

// Write appends rows, which must come in the order of the table.
func (w *Writer[T]) Write(rows ...T) error {
	for len(rows) > 0 {
		n := min(len(rows), rowsPerGroup-w.pending)
		if _, err := w.rows.Write(rows[:n]); err != nil {
			return fmt.Errorf("write %s: %w", w.sink.path, err)
		}
		rows = rows[n:]
		if w.pending += n; w.pending == rowsPerGroup {
			if err := w.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Writer[T]) flush() error {
	w.pending = 0
	if err := w.rows.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", w.sink.path, err)
	}
	return nil
}

// Commit puts the table in its place, with footer, whose Content and Version
// it sets. After an error nothing has changed.
func (w *Writer[T]) Commit(footer dataset.Footer) error {
	if err := w.flush(); err != nil {
		return errors.Join(err, w.Abort())
	}
	text, err := w.sink.footer(footer)
	if err != nil {
		return errors.Join(err, w.Abort())
	}
	w.rows.SetKeyValueMetadata(footerKey, text)
	if err := w.rows.Close(); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", w.sink.path, err), w.Abort())
	}
	return w.sink.commit()
}

// Abort gives the table up and leaves what was there before.
func (w *Writer[T]) Abort() error { return w.sink.abort() }

// Write puts all rows into a table at path.
func Write[T any](path string, footer dataset.Footer, rows iter.Seq2[T, error]) (err error) {
	w, err := Create[T](path)
	if err != nil {
		return err
	}
	for row, err := range rows {
		if err == nil {
			err = w.Write(row)
		}
		if err != nil {
			return errors.Join(err, w.Abort())
		}
	}
	return w.Commit(footer)
}

// All is the rows of a slice, in the form that Write takes.
func All[T any](rows []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Read gives the rows of the table at path in order. T may have fewer columns
// than the table; only those are read. The error comes with a zero row and
// ends the sequence.
func Read[T any](path string) iter.Seq2[T, error] { return read[T](path, open) }

// ReadForeign is Read for a Parquet file that another program may have written.
// Columns of T that it lacks are zero.
func ReadForeign[T any](path string) iter.Seq2[T, error] { return read[T](path, openForeign) }

func read[T any](path string, open func(string) (*os.File, *parquet.File, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		file, f, err := open(path)
		if err != nil {
			yield(none, err)
			return
		}
		defer file.Close()
		r := parquet.NewGenericReader[T](f)
		defer r.Close()
		for {
			// A fresh buffer for each batch: the reader fills lists in
			// place, and rows that were handed out must stay as they are.
			buffer := make([]T, 256)
			n, err := r.Read(buffer)
			for _, row := range buffer[:n] {
				if !yield(row, nil) {
					return
				}
			}
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(none, damaged(path, err))
				return
			}
		}
	}
}

// ReadAll is all rows of the table at path.
func ReadAll[T any](path string) ([]T, error) {
	var rows []T
	for row, err := range Read[T](path) {
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// ErrVersion is in the chain of the error for a table of another version.
var ErrVersion = errors.New("table version")

// ErrMissing is in the chain of the error for a table that has not been made.
var ErrMissing = fs.ErrNotExist

// ReadFooter is how the table at path was made. A table of another version of
// winnow is an error that says so.
func ReadFooter(path string) (dataset.Footer, error) {
	file, f, err := open(path)
	if err != nil {
		return dataset.Footer{}, err
	}
	defer file.Close()
	return footerOf(path, f)
}

// Rows is the number of rows of the table at path.
func Rows(path string) (int64, error) {
	file, f, err := open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	return f.NumRows(), nil
}

// Columns is the names of the top-level columns of the table at path, as stored.
func Columns(path string) ([]string, error) {
	file, f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var names []string
	for _, field := range f.Schema().Fields() {
		names = append(names, field.Name())
	}
	return names, nil
}

func open(path string) (*os.File, *parquet.File, error) {
	file, f, err := openForeign(path)
	if err != nil {
		return nil, nil, err
	}
	if _, err := footerOf(path, f); err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return file, f, nil
}

func openForeign(path string) (*os.File, *parquet.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	f, err := openParquet(file)
	if err != nil {
		err = fmt.Errorf("read %s: not a Parquet table, or cut short (%w): delete it and run the stage that makes it", path, err)
		return nil, nil, errors.Join(err, file.Close())
	}
	return file, f, nil
}

// openParquet contains the panics that damaged footers provoke in the library.
func openParquet(file *os.File) (f *parquet.File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("damaged: %v", p)
		}
	}()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	return parquet.OpenFile(file, info.Size())
}

func footerOf(path string, f *parquet.File) (dataset.Footer, error) {
	var footer dataset.Footer
	text, ok := f.Lookup(footerKey)
	if !ok {
		return footer, fmt.Errorf("read %s: it is not a table of winnow", path)
	}
	if err := json.Unmarshal([]byte(text), &footer); err != nil {
		return footer, fmt.Errorf("read %s: its footer: %w", path, err)
	}
	if footer.Version != dataset.Version {
		return footer, fmt.Errorf("read %s: it is of %w %d, and this winnow speaks version %d: use another workspace (-w), or the winnow that made it",
			path, ErrVersion, footer.Version, dataset.Version)
	}
	return footer, rightTable(path, f)
}

// tellingColumn is a column that no other table of a workspace has.
var tellingColumn = map[string]string{
	dataset.TableImages:   "path",
	dataset.TableMeasures: columnThumb,
	dataset.TablePairs:    "a",
	dataset.TableGroups:   "survivor",
	dataset.TableTags:     "general",
	dataset.TableVerdicts: "verdict",
	dataset.TableCaptions: "current",
	dataset.TableExported: "split",
}

// rightTable is an error if the file of one table holds another one, whose
// columns would be read as empty.
func rightTable(path string, f *parquet.File) error {
	name := strings.TrimSuffix(filepath.Base(path), ".parquet")
	column, ok := tellingColumn[name]
	if !ok {
		return nil
	}
	for _, field := range f.Schema().Fields() {
		if field.Name() == column {
			return nil
		}
	}
	return fmt.Errorf("read %s: it is not the table of %s, but another one: delete it and run `%s`", path, name, madeBy[name])
}

// damaged is the error for a table whose rows cannot be read.
func damaged(path string, err error) error {
	return fmt.Errorf("read %s: it is damaged (%w): delete it and run the stage that makes it", path, err)
}

// sink is a file that is written aside, hashed on the way, and renamed.
type sink struct {
	path string
	file *os.File
	hash hash.Hash
}

func newSink(path string) (*sink, error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return nil, err
	}
	return &sink{path: path, file: file, hash: sha256.New()}, nil
}

func (s *sink) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	s.hash.Write(p[:n])
	return n, err
}

// footer completes f with the hash of all that was written so far.
func (s *sink) footer(f dataset.Footer) (string, error) {
	f.Version = dataset.Version
	f.Content = hex.EncodeToString(s.hash.Sum(nil)[:16])
	if f.Options == nil {
		f.Options = json.RawMessage("{}")
	}
	if f.Inputs == nil {
		f.Inputs = map[string]string{}
	}
	text, err := json.Marshal(f)
	if err != nil {
		return "", fmt.Errorf("write %s: its footer: %w", s.path, err)
	}
	return string(text), nil
}

func (s *sink) commit() error {
	err := s.file.Sync()
	if err == nil {
		err = s.file.Chmod(0o644)
	}
	err = errors.Join(err, s.file.Close())
	if err == nil {
		err = os.Rename(s.file.Name(), s.path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", s.path, err), os.Remove(s.file.Name()))
	}
	return nil
}

func (s *sink) abort() error {
	err := s.file.Close()
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return errors.Join(err, os.Remove(s.file.Name()))
}
