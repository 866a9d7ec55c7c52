package table

import (
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
)

// ExportKind is what a column of an exported file holds.
type ExportKind int

const (
	ExportText    ExportKind = iota // string
	ExportInteger                   // int, stored as int32 or int64 by its Wide
	ExportNumber                    // float64
	ExportTruth                     // bool
	ExportTime                      // time.Time, stored in microseconds
	ExportTexts                     // []string
	ExportImage                     // ExportedImage
)

// ExportColumn is a column of an exported file. Every column may hold null:
// readers of the field refuse the image column otherwise, without a word.
type ExportColumn struct {
	Name string
	Kind ExportKind
	Wide bool // of an integer: 64 bits
}

// ExportedImage is a picture within a file: its bytes and the name that they
// would have as a file.
type ExportedImage struct {
	Bytes []byte
	Name  string
}

// groupBytes and groupRows bound a row group, which readers load at once.
const (
	groupBytes = 64 << 20
	groupRows  = 1000
)

// ExportWriter writes a Parquet file for other programs, with columns in the
// order given.
type ExportWriter struct {
	rows    *parquet.GenericWriter[any]
	columns []ExportColumn
	row     parquet.Row
	pending int
	bytes   int
}

// The fields of image columns: bytes before path, as readers want them.
type exportedImage struct {
	Bytes []byte `parquet:"bytes,optional,uncompressed"`
	Path  string `parquet:"path,optional"`
}

// NewExport starts a file. Metadata is stored with it, by key; pictures are
// stored as they are, for they are compressed already.
func NewExport(w io.Writer, columns []ExportColumn, metadata map[string]string) (*ExportWriter, error) {
	schema, err := exportSchema(columns)
	if err != nil {
		return nil, err
	}
	options := append(settings(), schema)
	for _, c := range columns {
		if c.Kind == ExportImage {
			options = append(options, parquet.SkipPageBounds(c.Name, "bytes"), parquet.SkipPageStatistics(c.Name, "bytes"))
		}
	}
	rows := parquet.NewGenericWriter[any](w, options...)
	for key, value := range metadata {
		rows.SetKeyValueMetadata(key, value)
	}
	return &ExportWriter{rows: rows, columns: columns}, nil
}

// exportSchema makes a struct type at run time, because only structs keep the
// order of their fields.
func exportSchema(columns []ExportColumn) (schema *parquet.Schema, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("make the columns of the export: %v", p)
		}
	}()
	fields := make([]reflect.StructField, len(columns))
	for i, c := range columns {
		if strings.ContainsAny(c.Name, ",\"` ") || c.Name == "" {
			return nil, fmt.Errorf("make the columns of the export: %q cannot be the name of one", c.Name)
		}
		model, tag := any(""), c.Name+",optional"
		element := ""
		switch c.Kind {
		case ExportInteger:
			model = int32(0)
			if c.Wide {
				model = int64(0)
			}
		case ExportNumber:
			model = float64(0)
		case ExportTruth:
			model = false
		case ExportTime:
			model, tag = time.Time{}, tag+",timestamp(microsecond)"
		case ExportTexts:
			model, tag, element = []string(nil), c.Name+",list,optional", ` parquet-element:",optional"`
		case ExportImage:
			model = (*exportedImage)(nil)
		}
		fields[i] = reflect.StructField{Name: fmt.Sprintf("Column%d", i), Type: reflect.TypeOf(model), Tag: reflect.StructTag(`parquet:"` + tag + `"` + element)}
	}
	return parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()), nil
}

// Write appends a row: a value for each column of the type that its kind
// names, or nil for null.
func (w *ExportWriter) Write(values ...any) error {
	if len(values) != len(w.columns) {
		return fmt.Errorf("write a row of the export: %d values for %d columns", len(values), len(w.columns))
	}
	w.row = w.row[:0]
	leaf := 0
	for i, c := range w.columns {
		next, err := w.put(c, values[i], leaf)
		if err != nil {
			return err
		}
		leaf = next
	}
	if _, err := w.rows.WriteRows([]parquet.Row{w.row}); err != nil {
		return fmt.Errorf("write a row of the export: %w", err)
	}
	w.pending++
	if w.pending < groupRows && w.bytes < groupBytes {
		return nil
	}
	w.pending, w.bytes = 0, 0
	if err := w.rows.Flush(); err != nil {
		return fmt.Errorf("write rows of the export: %w", err)
	}
	return nil
}

// put appends the value of a column, whose first leaf is given, and returns
// the first leaf of the next column.
func (w *ExportWriter) put(c ExportColumn, value any, leaf int) (int, error) {
	add := func(v parquet.Value, repetition, definition, leaf int) {
		w.row = append(w.row, v.Level(repetition, definition, leaf))
	}
	switch v := value.(type) {
	case nil:
		add(parquet.NullValue(), 0, 0, leaf)
		if c.Kind == ExportImage {
			add(parquet.NullValue(), 0, 0, leaf+1)
			return leaf + 2, nil
		}
	case ExportedImage:
		if c.Kind != ExportImage {
			return 0, wrongKind(c, value)
		}
		add(parquet.ByteArrayValue(v.Bytes), 0, 2, leaf)
		add(parquet.ByteArrayValue([]byte(v.Name)), 0, 2, leaf+1)
		w.bytes += len(v.Bytes)
		return leaf + 2, nil
	case []string:
		if c.Kind != ExportTexts {
			return 0, wrongKind(c, value)
		}
		// Levels: 1 the list is there, 2 it has an element, 3 which is not null.
		if len(v) == 0 {
			add(parquet.NullValue(), 0, 1, leaf)
		}
		for i, text := range v {
			add(parquet.ByteArrayValue([]byte(text)), min(i, 1), 3, leaf)
		}
	default:
		plain, ok := exported(c, value)
		if !ok {
			return 0, wrongKind(c, value)
		}
		add(plain, 0, 1, leaf)
	}
	return leaf + 1, nil
}

func wrongKind(c ExportColumn, value any) error {
	return fmt.Errorf("write a row of the export: column %s cannot hold a %T", c.Name, value)
}

func exported(c ExportColumn, value any) (parquet.Value, bool) {
	switch v := value.(type) {
	case string:
		return parquet.ByteArrayValue([]byte(v)), c.Kind == ExportText
	case int:
		if c.Wide {
			return parquet.Int64Value(int64(v)), c.Kind == ExportInteger
		}
		return parquet.Int32Value(int32(v)), c.Kind == ExportInteger && int(int32(v)) == v
	case float64:
		return parquet.DoubleValue(v), c.Kind == ExportNumber
	case bool:
		return parquet.BooleanValue(v), c.Kind == ExportTruth
	case time.Time:
		return parquet.Int64Value(v.UnixMicro()), c.Kind == ExportTime
	}
	return parquet.Value{}, false
}

// Close ends the file. It does not close what the file is written to.
func (w *ExportWriter) Close() error {
	if err := w.rows.Close(); err != nil {
		return fmt.Errorf("end a file of the export: %w", err)
	}
	return nil
}
