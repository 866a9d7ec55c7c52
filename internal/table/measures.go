package table

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"
	"slices"

	"github.com/parquet-go/parquet-go"

	"github.com/winnow-data/winnow/dataset"
)

// Columns of the measures table beside the measures themselves.
const (
	columnID      = "id"
	columnVersion = "hash_version"
	columnPHash   = "phash"
	columnTrust   = "hash_trust"
	columnHashes  = "hashes"
	columnThumb   = "thumb"
)

// Columns of a fingerprint: all, and without the thumbnail.
var (
	printColumns = []string{columnVersion, columnPHash, columnTrust, columnHashes, columnThumb}
	hashColumns  = []string{columnVersion, columnPHash, columnTrust, columnHashes}
)

// measuresPerGroup is smaller than rowsPerGroup, for thumbnails are large.
const measuresPerGroup = 4096

// measuresSchema has one column for each name, and those of the fingerprint
// that are asked for. Its columns are in alphabetical order.
func measuresSchema(names, prints []string) *parquet.Schema {
	group := parquet.Group{columnID: parquet.String()}
	for _, name := range names {
		group[name] = parquet.Optional(parquet.Leaf(parquet.DoubleType))
	}
	types := map[string]parquet.Type{columnVersion: parquet.Int32Type, columnPHash: parquet.FixedLenByteArrayType(8),
		columnTrust: parquet.DoubleType, columnHashes: parquet.ByteArrayType, columnThumb: parquet.ByteArrayType}
	for _, name := range prints {
		group[name] = parquet.Leaf(types[name])
	}
	return parquet.NewSchema("measures", group)
}

// MeasuresWriter writes the measures table, whose columns are known at run time.
type MeasuresWriter struct {
	sink    *sink
	rows    *parquet.GenericWriter[any]
	names   []string
	at      map[string]int // leaf column by name
	pending int
}

// CreateMeasures starts a measures table at path with a column for each of names.
func CreateMeasures(path string, names []string) (*MeasuresWriter, error) {
	for _, name := range names {
		if name == columnID || slices.Contains(printColumns, name) {
			return nil, fmt.Errorf("measure %q has the name of another column", name)
		}
	}
	s, err := newSink(path)
	if err != nil {
		return nil, err
	}
	schema := measuresSchema(names, printColumns)
	return &MeasuresWriter{
		sink:  s,
		rows:  parquet.NewGenericWriter[any](s, append(settings(), schema)...),
		names: slices.Clone(names),
		at:    leaves(schema),
	}, nil
}

func leaves(schema *parquet.Schema) map[string]int {
	at := map[string]int{}
	for i, path := range schema.Columns() {
		at[path[0]] = i
	}
	return at
}

// Write appends rows in order of their ids. Values are those of the names that
// the table was created with.
func (w *MeasuresWriter) Write(rows ...dataset.Measured) error {
	for i := range rows {
		row, err := w.encode(&rows[i])
		if err != nil {
			return err
		}
		if _, err := w.rows.WriteRows([]parquet.Row{row}); err != nil {
			return fmt.Errorf("write %s: %w", w.sink.path, err)
		}
		if w.pending++; w.pending == measuresPerGroup {
			w.pending = 0
			if err := w.rows.Flush(); err != nil {
				return fmt.Errorf("write %s: %w", w.sink.path, err)
			}
		}
	}
	return nil
}

func (w *MeasuresWriter) encode(m *dataset.Measured) (parquet.Row, error) {
	if len(m.Values) != len(w.names) {
		return nil, fmt.Errorf("write %s: %d values for %d measures", w.sink.path, len(m.Values), len(w.names))
	}
	row := make(parquet.Row, len(w.at))
	set := func(name string, v parquet.Value, definition int) {
		at := w.at[name]
		row[at] = v.Level(0, definition, at)
	}
	set(columnID, parquet.ByteArrayValue([]byte(m.ID)), 0)
	for i, name := range w.names {
		if math.IsNaN(m.Values[i]) {
			set(name, parquet.NullValue(), 0)
		} else {
			set(name, parquet.DoubleValue(m.Values[i]), 1)
		}
	}
	set(columnVersion, parquet.Int32Value(m.Print.Version), 0)
	set(columnPHash, parquet.FixedLenByteArrayValue(binary.BigEndian.AppendUint64(nil, m.Print.PHash)), 0)
	set(columnTrust, parquet.DoubleValue(m.Print.Trust), 0)
	set(columnHashes, parquet.ByteArrayValue(m.Print.Hashes), 0)
	set(columnThumb, parquet.ByteArrayValue(m.Print.Thumb), 0)
	return row, nil
}

// Commit puts the table in its place; see Writer.Commit.
func (w *MeasuresWriter) Commit(footer dataset.Footer) error {
	if err := w.rows.Flush(); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", w.sink.path, err), w.Abort())
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
func (w *MeasuresWriter) Abort() error { return w.sink.abort() }

// MeasureNames lists the measures that the table at path holds, by alphabet.
func MeasureNames(path string) ([]string, error) {
	columns, err := Columns(path)
	if err != nil {
		return nil, err
	}
	names := slices.DeleteFunc(columns, func(c string) bool {
		return c == columnID || slices.Contains(printColumns, c)
	})
	slices.Sort(names)
	return names, nil
}

// ReadMeasures gives the rows of the measures table at path in order of ids,
// with the values of names (NaN where the table has no such column) and, when
// prints is true, the fingerprints. Only the columns asked for are read.
func ReadMeasures(path string, names []string, prints bool) iter.Seq2[dataset.Measured, error] {
	var columns []string
	if prints {
		columns = printColumns
	}
	return readPrints(path, names, columns)
}

// ReadHashes is ReadMeasures with the fingerprints but for their thumbnails,
// which are most of the table.
func ReadHashes(path string) iter.Seq2[dataset.Measured, error] {
	return readPrints(path, nil, hashColumns)
}

func readPrints(path string, names, prints []string) iter.Seq2[dataset.Measured, error] {
	return func(yield func(dataset.Measured, error) bool) {
		if err := readMeasures(path, names, prints, yield); err != nil {
			yield(dataset.Measured{}, err)
		}
	}
}

func readMeasures(path string, names, prints []string, yield func(dataset.Measured, error) bool) error {
	have, err := MeasureNames(path)
	if err != nil {
		return err
	}
	file, f, err := open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	stored := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return !slices.Contains(have, n) })
	schema := measuresSchema(stored, prints)
	at := leaves(schema)
	valueAt := make([]int, len(names))
	for i, name := range names {
		valueAt[i] = -1
		if slices.Contains(stored, name) {
			valueAt[i] = at[name]
		}
	}
	r := parquet.NewReader(f, schema)
	defer r.Close()
	rows := make([]parquet.Row, 128)
	for {
		n, err := r.ReadRows(rows)
		for _, row := range rows[:n] {
			if !yield(decodeMeasured(row, at, valueAt), nil) {
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged(path, err)
		}
	}
}

func decodeMeasured(row parquet.Row, at map[string]int, valueAt []int) dataset.Measured {
	m := dataset.Measured{ID: string(row[at[columnID]].ByteArray()), Values: make([]float64, len(valueAt))}
	for i, c := range valueAt {
		m.Values[i] = math.NaN()
		if c >= 0 && !row[c].IsNull() {
			m.Values[i] = row[c].Double()
		}
	}
	if c, ok := at[columnHashes]; ok {
		m.Print = dataset.Fingerprint{
			Version: row[at[columnVersion]].Int32(),
			PHash:   binary.BigEndian.Uint64(row[at[columnPHash]].ByteArray()),
			Trust:   row[at[columnTrust]].Double(),
			Hashes:  slices.Clone(row[c].ByteArray()),
		}
	}
	if c, ok := at[columnThumb]; ok {
		m.Print.Thumb = slices.Clone(row[c].ByteArray())
	}
	return m
}

// Thumbs reads the thumbnails of single rows of a measures table. It is for one
// goroutine.
type Thumbs struct {
	path   string
	file   *os.File
	rows   parquet.Rows
	at     map[string]int
	next   int64
	buffer []parquet.Row
}

// OpenThumbs opens the measures table at path.
func OpenThumbs(path string) (*Thumbs, error) {
	file, f, err := open(path)
	if err != nil {
		return nil, err
	}
	schema := measuresSchema(nil, []string{columnThumb})
	return &Thumbs{path: path, file: file, rows: parquet.NewReader(f, schema), at: leaves(schema), buffer: make([]parquet.Row, 1)}, nil
}

// Row is the thumbnail of the row of that number.
func (t *Thumbs) Row(n int64) ([]byte, error) {
	if n != t.next {
		if err := t.rows.SeekToRow(n); err != nil {
			return nil, damaged(t.path, err)
		}
	}
	if got, err := t.rows.ReadRows(t.buffer); got < 1 {
		return nil, damaged(t.path, cmp.Or(err, io.ErrUnexpectedEOF))
	}
	t.next = n + 1
	return decodeMeasured(t.buffer[0], t.at, nil).Print.Thumb, nil
}

// Close ends the reading.
func (t *Thumbs) Close() error { return errors.Join(t.rows.Close(), t.file.Close()) }
