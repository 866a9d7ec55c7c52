package table

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"github.com/winnow-data/winnow/internal/registry"
)

// ReadColumns gives some columns of the table at path, row by row, in the
// order asked for. A value is a string, int, float64, bool or time.Time, nil
// when it is null, or a []string for a list of strings. A column of a list of
// structs is named with a dot: "reasons.rule".
func ReadColumns(path string, columns []string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		if err := readColumns(path, columns, yield); err != nil {
			yield(nil, err)
		}
	}
}

func readColumns(path string, columns []string, yield func([]any, error) bool) error {
	file, f, err := open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	fields := map[string]parquet.Field{}
	var known []string
	for _, field := range f.Schema().Fields() {
		fields[field.Name()] = field
		known = append(known, field.Name())
	}
	group := parquet.Group{}
	for _, column := range columns {
		top, _, _ := strings.Cut(column, ".")
		field, ok := fields[top]
		if !ok {
			return fmt.Errorf("read %s: %w", path, registry.Unknown("column", column, known))
		}
		group[top] = field
	}
	schema := parquet.NewSchema("columns", group)
	leaves := make([]leaf, len(columns))
	for i, column := range columns {
		if leaves[i], err = leafOf(schema, column); err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
	}
	r := parquet.NewReader(f, schema)
	defer r.Close()
	rows := make([]parquet.Row, 256)
	byColumn := make([][]parquet.Value, len(schema.Columns()))
	for {
		n, err := r.ReadRows(rows)
		for _, row := range rows[:n] {
			row.Range(func(column int, values []parquet.Value) bool {
				byColumn[column] = values
				return true
			})
			out := make([]any, len(columns))
			for i, l := range leaves {
				out[i] = l.value(byColumn[l.column])
			}
			if !yield(out, nil) {
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

// leaf is a stored column that values are taken from.
type leaf struct {
	column int
	list   bool
	time   bool // microseconds since 1970
}

// leafOf finds the leaf of "name", or of "list.field" in a list of structs.
func leafOf(schema *parquet.Schema, column string) (leaf, error) {
	top, field, nested := strings.Cut(column, ".")
	for i, path := range schema.Columns() {
		if path[0] != top || nested && path[len(path)-1] != field {
			continue
		}
		found, ok := schema.Lookup(path...)
		if !ok || !found.Node.Leaf() {
			break
		}
		l := leaf{column: i, list: len(path) > 1}
		if t := found.Node.Type().LogicalType(); t != nil {
			_, l.time = t.Value.(*format.TimestampType)
		}
		return l, nil
	}
	return leaf{}, fmt.Errorf("there is no column %q that holds plain values", column)
}

func (l leaf) value(values []parquet.Value) any {
	if !l.list {
		if len(values) == 0 || values[0].IsNull() {
			return nil
		}
		return l.plain(values[0])
	}
	list := make([]string, 0, len(values))
	for _, v := range values {
		if !v.IsNull() {
			list = append(list, fmt.Sprint(l.plain(v)))
		}
	}
	return list
}

func (l leaf) plain(v parquet.Value) any {
	switch v.Kind() {
	case parquet.Boolean:
		return v.Boolean()
	case parquet.Int32:
		return int(v.Int32())
	case parquet.Int64:
		if l.time {
			return time.UnixMicro(v.Int64()).UTC()
		}
		return int(v.Int64())
	case parquet.Float:
		return float64(v.Float())
	case parquet.Double:
		return v.Double()
	default:
		return string(v.ByteArray())
	}
}
