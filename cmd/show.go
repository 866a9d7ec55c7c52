package cmd

import (
	"encoding/json"
	"fmt"
	"iter"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
)

var _ = add(func(a *app) *cobra.Command {
	var where string
	var columns []string
	var limit int
	c := &cobra.Command{
		Use:   "show [TABLE]",
		Short: "Print rows of a table, or the images that a condition is true of",
		Long: `Show prints rows of a table: images, measures, pairs, groups, tags, verdicts,
captions, exported. Without a table it prints one row for each different image, from all
tables together. --where chooses among them: by any column of the one table that
is named, or of all together.` + "\n" + exitHelp,
		Example: `  winnow show verdicts --limit 5
  winnow show --where 'text_area > 0.1 && "comic" in tags'
  winnow show --where 'verdict == "keep"' --columns path,people,caption --json
  winnow show images --where 'status != "ok"' --columns path,error`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			ws, err := a.existing()
			if err != nil {
				return err
			}
			for i := range columns {
				columns[i] = strings.TrimSpace(columns[i])
			}
			if where = strings.TrimSpace(where); len(args) == 1 {
				return a.showTable(ws, args[0], where, columns, limit)
			}
			return a.showView(ws, where, columns, limit)
		},
		ValidArgs: dataset.Tables,
	}
	c.Flags().StringVar(&where, "where", "", "condition over the columns, such as 'chroma < 6'")
	c.Flags().StringSliceVar(&columns, "columns", nil, "columns to print (default those of the condition)")
	c.Flags().IntVarP(&limit, "limit", "n", 20, "rows to print at most; 0 = all")
	return c
})

// showView prints the images that a condition is true of.
func (a *app) showView(ws dataset.Workspace, where string, columns []string, limit int) error {
	v, err := view.Open(ws)
	if err != nil {
		return err
	}
	if where == "" {
		where = "true"
	}
	e, err := v.Compile(where)
	if err != nil {
		return err
	}
	if len(columns) == 0 {
		columns = append([]string{"path"}, e.Columns()...)
		if where == "true" {
			columns = []string{"path", "width", "height", "status", "verdict", "rules"}
		}
		columns = slices.Compact(columns)
	}
	known := v.Columns()
	for _, c := range columns {
		if _, ok := known[c]; !ok {
			return registry.Unknown("column", c, sortedColumns(known))
		}
	}
	out := &printed{columns: columns}
	for row, err := range v.Rows(append(slices.Clone(columns), e.Columns()...)) {
		if err != nil {
			return err
		}
		outcome, err := e.Eval(row.Value)
		if err != nil {
			return err
		}
		if outcome != expression.True {
			continue
		}
		if out.matched++; limit == 0 || len(out.rows) < limit {
			values := make([]any, len(columns))
			for i, c := range columns {
				values[i] = row.Value(c)
			}
			out.rows = append(out.rows, values)
		}
	}
	return a.print(out)
}

func sortedColumns(known expression.Columns) []string {
	var names []string
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// shownColumns are what `show TABLE` prints of wide tables as text.
var shownColumns = map[string][]string{
	dataset.TableImages:   {"path", "format", "width", "height", "mode", "status", "error", "rating"},
	dataset.TableGroups:   {"id", "group", "survivor", "class", "transform", "distance", "why"},
	dataset.TableTags:     {"id", "general", "character", "copyright", "rating"},
	dataset.TableCaptions: {"id", "kind", "backend", "current", "score", "text"},
}

func (a *app) showTable(ws dataset.Workspace, name, where string, columns []string, limit int) error {
	if !slices.Contains(dataset.Tables, name) {
		return registry.Unknown("table", name, dataset.Tables)
	}
	if err := table.Require(ws, name); err != nil {
		return err
	}
	choose, err := choosing(ws, name, where)
	if err != nil {
		return err
	}
	if len(columns) == 0 && where != "" && !a.json {
		columns = choose.shown(name)
	}
	out := &printed{columns: columns}
	for row, err := range tableRows(ws, name) {
		if err != nil {
			return err
		}
		enough := limit > 0 && len(out.rows) >= limit
		if enough && where == "" {
			out.matched++
			continue
		}
		// Every row has the keys of its JSON form, which are the columns' names.
		fields, order, err := asFields(row)
		if err != nil {
			return err
		}
		if chosen, err := choose.holds(fields); err != nil {
			return err
		} else if !chosen {
			continue
		}
		if out.matched++; enough {
			continue
		}
		if out.columns == nil {
			out.columns = order
			if wanted := shownColumns[name]; wanted != nil && !a.json {
				out.columns = wanted
			}
		}
		values := make([]any, len(out.columns))
		for i, c := range out.columns {
			v, ok := fields[c]
			if !ok && !slices.Contains(allColumns(ws, name), c) {
				return registry.Unknown("column", c, allColumns(ws, name))
			}
			values[i] = v
		}
		out.rows = append(out.rows, values)
	}
	if out.columns == nil { // no row
		if out.columns = shownColumns[name]; out.columns == nil {
			out.columns = allColumns(ws, name)
		}
	}
	return a.print(out)
}

func allColumns(ws dataset.Workspace, name string) []string {
	columns, err := table.Columns(ws.Table(name))
	if err != nil {
		return nil // the table could be read a moment ago; the error is then its own
	}
	return columns
}

// rowsOf is a table whose rows are of one type: what reads them, and the kinds of
// those columns that a condition can speak of.
type rowsOf struct {
	read  func(path string) iter.Seq2[any, error]
	kinds expression.Columns
}

// tablesOf are the tables but that of measures, which has a column for each measure.
var tablesOf = map[string]rowsOf{
	dataset.TableImages:   typed[dataset.Image](),
	dataset.TablePairs:    typed[dataset.Pair](),
	dataset.TableGroups:   typed[dataset.Group](),
	dataset.TableTags:     typed[dataset.Tagged](),
	dataset.TableVerdicts: typed[dataset.Verdict](),
	dataset.TableCaptions: typed[dataset.Caption](),
	dataset.TableExported: typed[dataset.Exported](),
}

func typed[T any]() rowsOf {
	return rowsOf{func(path string) iter.Seq2[any, error] {
		return func(yield func(any, error) bool) {
			for row, err := range table.Read[T](path) {
				if !yield(row, err) {
					return
				}
			}
		}
	}, kindsOfType(reflect.TypeFor[T]())}
}

// tableRows gives the rows of any table.
func tableRows(ws dataset.Workspace, name string) iter.Seq2[any, error] {
	if name == dataset.TableMeasures {
		return measureRows(ws.Table(name))
	}
	return tablesOf[name].read(ws.Table(name))
}

func measureRows(path string) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		names, err := table.MeasureNames(path)
		if err != nil {
			yield(nil, err)
			return
		}
		for m, err := range table.ReadMeasures(path, names, false) {
			row := measureRow{{"id", m.ID}}
			for i, name := range names {
				var v any
				if err == nil && !math.IsNaN(m.Values[i]) {
					v = m.Values[i]
				}
				row = append(row, field{name, v})
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

type field struct {
	name  string
	value any
}

type measureRow []field

// asFields is a row by column, with the columns in order.
func asFields(row any) (map[string]any, []string, error) {
	fields := map[string]any{}
	var order []string
	if m, ok := row.(measureRow); ok {
		for _, f := range m {
			fields[f.name] = f.value
			order = append(order, f.name)
		}
		return fields, order, nil
	}
	text, err := json.Marshal(row)
	if err != nil {
		return nil, nil, err
	}
	if err := json.Unmarshal(text, &fields); err != nil {
		return nil, nil, err
	}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	if _, err := decoder.Token(); err != nil {
		return nil, nil, err
	}
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, nil, err
		}
		order = append(order, key.(string))
		var skip json.RawMessage
		if err := decoder.Decode(&skip); err != nil {
			return nil, nil, err
		}
	}
	return fields, order, nil
}

// printed is a table as it is printed.
type printed struct {
	columns []string
	rows    [][]any
	matched int
}

func (a *app) print(p *printed) error {
	if a.json {
		rows := make([]map[string]any, len(p.rows))
		for i, values := range p.rows {
			rows[i] = map[string]any{}
			for c, name := range p.columns {
				rows[i][name] = values[c]
			}
		}
		return a.answer(map[string]any{"rows": rows, "matched": p.matched}, nil)
	}
	cells := [][]string{p.columns}
	for _, values := range p.rows {
		row := make([]string, len(values))
		for i, v := range values {
			row[i] = a.wholeCell(v)
		}
		cells = append(cells, row)
	}
	a.printCells(cells)
	if len(p.rows) < p.matched {
		fmt.Fprintf(a.out, "%s of %s; --limit 0 prints all\n", digits.Commas(int64(len(p.rows))), digits.Count(int64(p.matched), "row"))
	} else {
		fmt.Fprintf(a.out, "%s\n", digits.Count(int64(p.matched), "row"))
	}
	return nil
}

// cellWidth keeps a row readable; --json has everything.
const cellWidth = 48

func cell(v any) string { return shortened(cellText(v), cellWidth) }

// wholeCell is a cell as it is read: cut to fit a terminal, whole for a program.
func (a *app) wholeCell(v any) string {
	if terminal(a.out) != nil {
		return cell(v)
	}
	return cellText(v)
}

func cellText(v any) string {
	var text string
	switch v := v.(type) {
	case nil:
		return "-"
	case string:
		text = v
	case float64:
		text = strconv.FormatFloat(v, 'g', 4, 64)
		if v == math.Trunc(v) && math.Abs(v) < 1e15 {
			text = strconv.FormatFloat(v, 'f', -1, 64)
		}
	case []string:
		text = strings.Join(v, " ")
	case []any:
		parts := make([]string, len(v))
		for i, one := range v {
			parts[i] = cellText(one)
		}
		text = strings.Join(parts, " ")
	case map[string]any:
		if text = nameOf(v); text == "" {
			text = fmt.Sprint(v)
		}
	default:
		text = fmt.Sprint(v)
	}
	return strings.Join(strings.Fields(text), " ")
}

// shortened is a text of so many letters at most.
func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// widthsOf are the widths of columns.
func widthsOf(cells [][]string) []int {
	widths := make([]int, len(cells[0]))
	for _, row := range cells {
		for i, c := range row {
			widths[i] = max(widths[i], len([]rune(c)))
		}
	}
	return widths
}

// printCells writes aligned columns; the first row is the heading.
func (a *app) printCells(cells [][]string) {
	widths := widthsOf(cells)
	for _, row := range cells {
		var b strings.Builder
		for i, c := range row {
			b.WriteString(c)
			b.WriteString(strings.Repeat(" ", widths[i]-len([]rune(c))+2))
		}
		fmt.Fprintln(a.out, strings.TrimRight(b.String(), " "))
	}
}
