package stats

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/view"
)

// column is something to cross that is no property of the report: a column of
// the tables, or a condition.
type column struct {
	name      string
	kind      expression.Kind
	condition *expression.Expression // nil for a column
	texts     []string               // by id, when the kind is no number
	numbers   []float64              // by id
}

// addColumns makes properties of the columns and conditions that crossings
// name beside the properties of the report.
func (s *set) addColumns(ctx context.Context, ws dataset.Workspace, cross []string) error {
	names := strangers(cross)
	if len(names) == 0 {
		return nil
	}
	v, err := view.Open(ws)
	if err != nil {
		return err
	}
	columns, wanted, err := columnsOf(v, names)
	if err != nil {
		return err
	}
	at := 0
	for row, err := range v.Rows(wanted) {
		if err == nil && at%reportEvery == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		// The rows of the view are in order of ids, as the set is.
		for at < len(s.ids) && hex.EncodeToString(s.ids[at][:]) < row.ID {
			at++
			for i := range columns {
				columns[i].skip()
			}
		}
		for at < len(s.ids) && hex.EncodeToString(s.ids[at][:]) == row.ID {
			at++
			for i := range columns {
				if err := columns[i].read(row); err != nil {
					return err
				}
			}
		}
	}
	for ; at < len(s.ids); at++ {
		for i := range columns {
			columns[i].skip()
		}
	}
	for i := range columns {
		s.add(&columns[i])
	}
	return nil
}

// strangers are the names in crossings that are no properties, each once.
func strangers(cross []string) []string {
	var names []string
	for _, text := range cross {
		a, b, _ := crossed(text)
		for _, name := range []string{a, b} {
			p, err := properties.Get(name)
			single := err == nil && !p.Names
			if name != "" && !single && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

func columnsOf(v *view.View, names []string) (columns []column, wanted []string, err error) {
	known := v.Columns()
	for _, name := range names {
		kind, ok := known[name]
		if ok && kind != expression.List {
			columns = append(columns, column{name: name, kind: kind})
			wanted = append(wanted, name)
			continue
		}
		if ok {
			return nil, nil, fmt.Errorf("cross %s: an image has many of them: cross a condition such as '%q in %s'", name, "smile", name)
		}
		condition, err := v.Compile(name)
		if err != nil {
			return nil, nil, fmt.Errorf("cross %s: it is neither a property of the report (%s), nor a column or a condition: %w",
				name, strings.Join(reportOrder, ", "), err)
		}
		columns = append(columns, column{name: name, kind: expression.Truth, condition: condition})
		wanted = append(wanted, condition.Columns()...)
	}
	slices.Sort(wanted)
	return columns, slices.Compact(wanted), nil
}

func (c *column) isNumber() bool { return c.kind == expression.Number || c.kind == expression.Integer }

func (c *column) skip() {
	if c.isNumber() {
		c.numbers = append(c.numbers, math.NaN())
		return
	}
	c.texts = append(c.texts, "")
}

func (c *column) read(row *view.Row) error {
	if c.condition != nil {
		outcome, err := c.condition.Eval(row.Value)
		if err != nil {
			return fmt.Errorf("image %s: %w", row.ID, err)
		}
		c.texts = append(c.texts, map[expression.Outcome]string{expression.True: "yes", expression.False: "no", expression.Unknown: ""}[outcome])
		return nil
	}
	switch v := row.Value(c.name).(type) {
	case float64:
		c.numbers = append(c.numbers, v)
	case int:
		c.numbers = append(c.numbers, float64(v))
	case string:
		c.texts = append(c.texts, v)
	case bool:
		c.texts = append(c.texts, map[bool]string{true: "yes", false: "no"}[v])
	default:
		c.skip()
	}
	return nil
}

// add makes a property of a column. Numbers are cut into quarters of the images.
func (s *set) add(c *column) {
	at := len(s.properties)
	p := &Property{Name: c.name, Title: c.name, Doc: "column " + c.name}
	s.texts = append(s.texts, newWords())
	s.codes = append(s.codes, make([]uint16, len(s.ids)))
	s.numbers = append(s.numbers, nil)
	if c.isNumber() {
		p.Edges, p.Values = quarters(c.numbers)
		for _, v := range p.Values {
			s.texts[at].add(v)
		}
	}
	s.properties = append(s.properties, p)
	for i := range s.ids {
		if c.isNumber() {
			s.codes[at][i] = s.code(at, p.bin(c.numbers[i]))
			continue
		}
		s.codes[at][i] = s.code(at, c.texts[i])
	}
}

// quarters cuts numbers at their quartiles; equal numbers stay together.
func quarters(numbers []float64) (edges []float64, labels []string) {
	var known []float64
	for _, x := range numbers {
		if !math.IsNaN(x) {
			known = append(known, x)
		}
	}
	slices.SortFunc(known, cmp.Compare[float64])
	for q := 1; q < 4 && len(known) > 0; q++ {
		edge := known[q*len(known)/4]
		if edge > known[0] && (len(edges) == 0 || edge > edges[len(edges)-1]) {
			edges = append(edges, edge)
		}
	}
	write := func(x float64) string { return strconv.FormatFloat(x, 'g', 4, 64) }
	if len(edges) == 0 {
		return nil, []string{"all alike"}
	}
	labels = append(labels, "under "+write(edges[0]))
	for i := 1; i < len(edges); i++ {
		labels = append(labels, write(edges[i-1])+" to "+write(edges[i]))
	}
	return edges, append(labels, write(edges[len(edges)-1])+" and more")
}
