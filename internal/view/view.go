// Package view joins the tables of a workspace into one row for each id, with
// the columns that rules and --where speak of. Only the columns asked for are
// read; the images table, which is sorted by path, is held in memory in those
// columns, and everything else streams.
package view

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// column says where a name comes from.
type column struct {
	kind   expression.Kind
	table  string
	stored string // its name in the table
	doc    string
}

// fixed are the columns that every workspace has or may come to have. A column
// whose table has not been made is null, empty or false on every row.
var fixed = map[string]column{
	"id":              {expression.Text, dataset.TableImages, "id", "hexadecimal SHA-256 of the file"},
	"path":            {expression.Text, dataset.TableImages, "path", "of the first file with these bytes"},
	"bytes":           {expression.Integer, dataset.TableImages, "bytes", "length of the file"},
	"format":          {expression.Text, dataset.TableImages, "format", "jpeg, png, gif, webp, avif, jxl, heic, tiff, bmp"},
	"width":           {expression.Integer, dataset.TableImages, "width", "pixels, after orientation"},
	"height":          {expression.Integer, dataset.TableImages, "height", "pixels, after orientation"},
	"frames":          {expression.Integer, dataset.TableImages, "frames", "of an animation"},
	"orientation":     {expression.Integer, dataset.TableImages, "orientation", "EXIF value 1 to 8"},
	"bits":            {expression.Integer, dataset.TableImages, "bits", "per sample, as stored"},
	"mode":            {expression.Text, dataset.TableImages, "mode", "grey, rgb, rgba, palette, cmyk, as stored"},
	"status":          {expression.Text, dataset.TableImages, "status", "ok, damaged, unreadable, not-image"},
	"error":           {expression.Text, dataset.TableImages, "error", "why the status is not ok"},
	"warnings":        {expression.List, dataset.TableImages, "warnings", "harmless oddities of the file"},
	"site":            {expression.Text, dataset.TableImages, "site", "where it was posted"},
	"post_id":         {expression.Text, dataset.TableImages, "post_id", "its post there"},
	"source_url":      {expression.Text, dataset.TableImages, "source_url", "where the post says it is from"},
	"rating":          {expression.Text, dataset.TableImages, "rating", "general, sensitive, questionable, explicit"},
	"score":           {expression.Integer, dataset.TableImages, "score", "of the post"},
	"text":            {expression.Text, dataset.TableImages, "text", "caption that came with it"},
	"alt_text":        {expression.Text, dataset.TableImages, "alt_text", "alt text that came with it"},
	"prompt":          {expression.Text, dataset.TableImages, "prompt", "that it was generated from"},
	"negative_prompt": {expression.Text, dataset.TableImages, "negative_prompt", "that it was generated against"},
	"generator":       {expression.Text, dataset.TableImages, "generator", "program that generated it"},
	"metadata":        {expression.Text, dataset.TableImages, "metadata", "readers that knew it, and sidecars"},
	"tags_general":    {expression.List, dataset.TableTags, "general", "tags, by category"},
	"tags_character":  {expression.List, dataset.TableTags, "character", "tags, by category"},
	"tags_copyright":  {expression.List, dataset.TableTags, "copyright", "tags, by category"},
	"tags_artist":     {expression.List, dataset.TableTags, "artist", "tags, by category"},
	"tags_meta":       {expression.List, dataset.TableTags, "meta", "tags, by category"},
	"hash_trust":      {expression.Number, dataset.TableMeasures, "hash_trust", "0 to 1: how much structure the hashes rest on"},
	"group":           {expression.Text, dataset.TableGroups, "group", "id of the survivor of its group"},
	"survivor":        {expression.Truth, dataset.TableGroups, "survivor", "it is the one of its group that stays"},
	"class":           {expression.Text, dataset.TableGroups, "class", "how it differs from the survivor"},
	"family":          {expression.Text, dataset.TableGroups, "family", "id of the first of its variants"},
	"verdict":         {expression.Text, dataset.TableVerdicts, "verdict", "keep or drop"},
	"stage":           {expression.Text, dataset.TableVerdicts, "stage", "that dropped it"},
	"rules":           {expression.List, dataset.TableVerdicts, "reasons.rule", "that dropped it"},
	"notes":           {expression.List, dataset.TableVerdicts, "notes.rule", "rules that only report"},
	"oddness":         {expression.Number, dataset.TableVerdicts, "oddness", "how far from what is usual in the set, 0 usual"},
	"odd_by":          {expression.Text, dataset.TableVerdicts, "odd_by", "measure by which it is odd the most"},
	"caption":         {expression.Text, dataset.TableCaptions, "text", "current caption"},
	"caption_kind":    {expression.Text, dataset.TableCaptions, "kind", "composed, vlm, fused, short, human, source"},
	"caption_backend": {expression.Text, dataset.TableCaptions, "backend", "that wrote it"},
	"caption_score":   {expression.Number, dataset.TableCaptions, "score", "0 to 1, by the checks"},
	"checks":          {expression.List, dataset.TableCaptions, "checks.rule", "faults that the checks found"},
}

// tagColumns are those of which "tags" is the union.
var tagColumns = []string{"tags_general", "tags_character", "tags_copyright", "tags_artist", "tags_meta"}

// View knows the columns of one workspace.
type View struct {
	ws      dataset.Workspace
	columns map[string]column
	has     map[string]bool // tables that have been made
}

// Open looks which tables the workspace has. It must have been scanned.
func Open(ws dataset.Workspace) (*View, error) {
	if err := table.Require(ws, dataset.TableImages, dataset.TableMeasures); err != nil {
		return nil, err
	}
	v := &View{ws: ws, columns: maps.Clone(fixed), has: map[string]bool{}}
	for _, name := range dataset.Tables {
		v.has[name] = table.Has(ws, name)
	}
	if err := v.forgetAbsent(dataset.TableVerdicts); err != nil {
		return nil, err
	}
	names, err := table.MeasureNames(ws.Table(dataset.TableMeasures))
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		v.columns[name] = column{kind: expression.Number, table: dataset.TableMeasures, stored: name}
	}
	if !v.has[dataset.TableTags] {
		// As found, until the effective tags have been made.
		for _, name := range tagColumns {
			v.columns[name] = column{kind: expression.List, table: dataset.TableImages, stored: name}
		}
	}
	return v, nil
}

// forgetAbsent makes the columns that a table of an earlier program does not
// have ones that are null on every row.
func (v *View) forgetAbsent(name string) error {
	if !v.has[name] {
		return nil
	}
	stored, err := table.Columns(v.ws.Table(name))
	if err != nil {
		return err
	}
	for column, c := range v.columns {
		if top, _, _ := strings.Cut(c.stored, "."); c.table == name && !slices.Contains(stored, top) {
			v.columns[column] = tableless(c)
		}
	}
	return nil
}

// tableless is a column that is stored nowhere.
func tableless(c column) column {
	c.table = ""
	return c
}

// OpenScanned is Open with the columns that scan alone fills, and the tags as
// found, for what must not depend on the stages after it.
func OpenScanned(ws dataset.Workspace) (*View, error) {
	v, err := Open(ws)
	if err != nil {
		return nil, err
	}
	for _, name := range tagColumns {
		v.columns[name] = column{kind: expression.List, table: dataset.TableImages, stored: name}
	}
	maps.DeleteFunc(v.columns, func(_ string, c column) bool {
		return c.table != dataset.TableImages && c.table != dataset.TableMeasures
	})
	maps.DeleteFunc(v.has, func(name string, _ bool) bool { return name != dataset.TableImages && name != dataset.TableMeasures })
	return v, nil
}

// Columns are all names that an expression may use.
func (v *View) Columns() expression.Columns { return kindsOf(v.columns) }

// ColumnsWith are the names that an expression may use in a workspace with
// those measures, which need not have been made yet.
func ColumnsWith(measures []dataset.Measure) expression.Columns {
	columns := kindsOf(fixed)
	for _, m := range measures {
		columns[m.Name] = expression.Number
	}
	return columns
}

func kindsOf(named map[string]column) expression.Columns {
	columns := expression.Columns{"tags": expression.List}
	for name, c := range named {
		columns[name] = c.kind
	}
	for name := range described {
		columns[name] = expression.Text
	}
	for name := range coloured {
		columns[name] = expression.Text
	}
	return columns
}

// CompileText checks an expression that gives a text against the columns.
func (v *View) CompileText(text string) (*expression.Expression, error) {
	return expression.CompileText(text, v.Columns())
}

// Compile checks a condition against the columns.
func (v *View) Compile(text string) (*expression.Expression, error) {
	return expression.Compile(text, v.Columns())
}

// Row is what is known of one id. It is valid until the next one.
type Row struct {
	ID     string
	values map[string]any
	kinds  map[string]expression.Kind
}

// Value is a column that was asked for: a string, int, float64, bool or
// []string; nil is a number that is absent.
func (r *Row) Value(column string) any {
	if v := r.values[column]; v != nil {
		return v
	}
	switch r.kinds[column] {
	case expression.Text:
		return ""
	case expression.List:
		return []string(nil)
	case expression.Truth:
		return false
	default:
		return nil
	}
}

// Text is a column of kind Text.
func (r *Row) Text(column string) string { s, _ := r.Value(column).(string); return s }

// List is a column of kind List, which must not be changed.
func (r *Row) List(column string) []string { l, _ := r.Value(column).([]string); return l }

// Rows gives the row of each id in order, with those columns.
func (v *View) Rows(columns []string) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		if err := v.rows(columns, yield); err != nil {
			yield(nil, err)
		}
	}
}

func (v *View) rows(columns []string, yield func(*Row, error) bool) error {
	stored, kinds, err := v.plan(columns)
	if err != nil {
		return err
	}
	index, err := indexImages(v.ws, stored[dataset.TableImages], v.columns)
	if err != nil {
		return err
	}
	var joins []*join
	defer func() {
		for _, j := range joins {
			j.cursor.Close()
		}
	}()
	for _, name := range dataset.Tables[1:] {
		if wanted := stored[name]; len(wanted) > 0 && v.has[name] {
			joins = append(joins, newJoin(v.ws, name, wanted, v.columns))
		}
	}
	row := &Row{kinds: kinds, values: map[string]any{}}
	for i := range index.ids {
		clear(row.values)
		row.ID = index.id(i)
		index.fill(i, row.values)
		for _, j := range joins {
			if err := j.fill(row.ID, row.values); err != nil {
				return err
			}
		}
		derive(row, columns)
		if !yield(row, nil) {
			return nil
		}
	}
	return nil
}

// plan sorts the wanted columns, and those that they are derived from, by table.
func (v *View) plan(columns []string) (map[string][]string, map[string]expression.Kind, error) {
	known := v.Columns()
	stored, kinds := map[string][]string{}, map[string]expression.Kind{}
	for _, name := range withSources(columns) {
		if _, ok := known[name]; !ok && !slices.Contains(columns, name) {
			continue // a measure that this workspace does not have
		}
		kind, ok := known[name]
		if !ok {
			return nil, nil, fmt.Errorf("unknown column %q", name)
		}
		if _, seen := kinds[name]; seen {
			continue
		}
		kinds[name] = kind
		if c, ok := v.columns[name]; ok {
			stored[c.table] = append(stored[c.table], name)
		}
	}
	return stored, kinds, nil
}

// join streams one table along the ids.
type join struct {
	names  []string // of the view, in the order of the values
	cursor *table.Cursor[[]any]
}

func newJoin(ws dataset.Workspace, name string, wanted []string, columns map[string]column) *join {
	stored := []string{"id"}
	for _, w := range wanted {
		stored = append(stored, columns[w].stored)
	}
	rows := table.ReadColumns(ws.Table(name), stored)
	if name == dataset.TableCaptions {
		rows = currentCaptions(table.ReadColumns(ws.Table(name), append(stored, "current")))
	}
	return &join{names: wanted, cursor: table.NewCursor(rows, func(r *[]any) string { return (*r)[0].(string) })}
}

func (j *join) fill(id string, values map[string]any) error {
	row, ok, err := j.cursor.Seek(id)
	if err != nil || !ok {
		return err
	}
	for i, name := range j.names {
		values[name] = row[i+1]
	}
	return nil
}

// currentCaptions leaves the first current caption of each id, without the
// last column, which says whether it is current.
func currentCaptions(rows iter.Seq2[[]any, error]) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		last := ""
		for row, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			n := len(row) - 1
			if id := row[0].(string); row[n] != true || id == last {
				continue
			} else {
				last = id
			}
			if !yield(row[:n], nil) {
				return
			}
		}
	}
}

// withSources adds the columns that derived ones are made from.
func withSources(columns []string) []string {
	all := slices.Clone(columns)
	for _, name := range columns {
		if name == "tags" {
			all = append(all, tagColumns...)
		}
		if _, ok := described[name]; ok {
			all = append(append(all, tagColumns...), describedFrom...)
		}
		if _, ok := coloured[name]; ok {
			all = append(all, colourSources(name)...)
		}
	}
	return all
}

// derive fills the columns that are made from others.
func derive(row *Row, columns []string) {
	var description *tags.Description
	for _, name := range columns {
		if name == "tags" {
			var all []string
			for _, c := range tagColumns {
				all = append(all, row.List(c)...)
			}
			row.values["tags"] = all
		}
		if said, ok := described[name]; ok {
			if description == nil {
				d := describe(row)
				description = &d
			}
			row.values[name] = said(description)
		}
		if tells, ok := coloured[name]; ok {
			row.values[name] = tells(row)
		}
	}
}
