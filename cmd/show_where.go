package cmd

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
)

// choice is a condition over the columns of one table; nil holds of every row.
type choice struct {
	condition *expression.Expression
	kinds     expression.Columns
}

// choosing reads a condition over the columns of a table; the empty one is none.
func choosing(ws dataset.Workspace, name, where string) (*choice, error) {
	if where == "" {
		return nil, nil
	}
	kinds, err := kindsOfTable(ws, name)
	if err != nil {
		return nil, err
	}
	condition, err := expression.Compile(where, kinds)
	if err != nil {
		return nil, fmt.Errorf("%w; a condition over %s speaks of %s, one without a table of all tables together", err, name, strings.Join(sortedColumns(kinds), ", "))
	}
	return &choice{condition, kinds}, nil
}

// shown are the columns that are printed of a table: those that are always
// shown, or that name a row, and those of the condition.
func (c *choice) shown(name string) []string {
	columns := slices.Clone(shownColumns[name])
	if _, ok := c.kinds["id"]; columns == nil && ok {
		columns = []string{"id"}
	} else if columns == nil {
		columns = []string{"a", "b"}
	}
	for _, name := range c.condition.Columns() {
		if !slices.Contains(columns, name) {
			columns = append(columns, name)
		}
	}
	return columns
}

// holds says whether a row, by its columns in JSON, is chosen. What it lacks is
// unknown, and a condition that rests on it does not hold.
func (c *choice) holds(fields map[string]any) (bool, error) {
	if c == nil {
		return true, nil
	}
	outcome, err := c.condition.Eval(func(column string) any { return valueOf(fields[column], c.kinds[column]) })
	return outcome == expression.True, err
}

// valueOf is a value read from JSON as conditions take it.
func valueOf(v any, kind expression.Kind) any {
	switch kind {
	case expression.Text:
		text, _ := v.(string)
		return text
	case expression.Truth:
		truth, _ := v.(bool)
		return truth
	case expression.List:
		some, _ := v.([]any)
		list := make([]string, len(some))
		for i := range some {
			list[i] = nameOf(some[i])
		}
		return list
	case expression.Integer:
		if n, ok := v.(float64); ok {
			return int(n)
		}
		return nil
	}
	return v
}

// nameOf is a text, or what a record of a list is called by: its rule or tag.
func nameOf(v any) string {
	record, _ := v.(map[string]any)
	for _, key := range []string{"rule", "tag"} {
		if s, ok := record[key].(string); ok {
			return s
		}
	}
	text, _ := v.(string)
	return text
}

// kindsOfTable are the columns of a table that a condition can speak of: texts,
// numbers, truths, lists of texts, and lists of what has a name.
func kindsOfTable(ws dataset.Workspace, name string) (expression.Columns, error) {
	if name != dataset.TableMeasures {
		return tablesOf[name].kinds, nil
	}
	names, err := table.MeasureNames(ws.Table(name))
	kinds := expression.Columns{"id": expression.Text}
	for _, measure := range names {
		kinds[measure] = expression.Number
	}
	return kinds, err
}

// kindsOfType are those of the columns of rows of a type.
func kindsOfType(row reflect.Type) expression.Columns {
	kinds := expression.Columns{}
	for _, f := range reflect.VisibleFields(row) {
		column, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if kind, ok := kindOf(f.Type); ok && column != "" && column != "-" {
			kinds[column] = kind
		}
	}
	return kinds
}

func kindOf(t reflect.Type) (expression.Kind, bool) {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t.Kind() == reflect.String:
		return expression.Text, true
	case t.Kind() == reflect.Bool:
		return expression.Truth, true
	case slices.Contains([]reflect.Kind{reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32}, t.Kind()):
		return expression.Integer, true
	case t.Kind() == reflect.Float64 || t.Kind() == reflect.Float32:
		return expression.Number, true
	case t.Kind() == reflect.Slice && (t.Elem().Kind() == reflect.String || t.Elem().Kind() == reflect.Struct):
		return expression.List, true
	}
	return "", false
}
