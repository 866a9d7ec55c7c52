package view

import (
	"bytes"
	"encoding/hex"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
)

// imageIndex is the images table by id, in a few columns, in memory: 32 bytes
// an id and 4 to 9 a value or element of a list. Of several files with the same bytes it has the
// first.
type imageIndex struct {
	ids   [][32]byte // ascending
	rows  []int32    // of the vectors, for each id
	names []string
	kinds []expression.Kind
	data  []vector
	words words
}

// vector holds one column.
type vector struct {
	numbers []float64 // exact for the integers of a file
	null    []bool
	texts   []uint32   // into words
	lists   [][]uint32 // into words
}

// words gives each distinct string a number, for tags and sites repeat.
type words struct {
	number map[string]uint32
	text   []string
}

func (w *words) add(s string) uint32 {
	n, ok := w.number[s]
	if !ok {
		n = uint32(len(w.text))
		w.number[s] = n
		w.text = append(w.text, s)
	}
	return n
}

func indexImages(ws dataset.Workspace, wanted []string, columns map[string]column) (*imageIndex, error) {
	x := &imageIndex{words: words{number: map[string]uint32{}}}
	stored := []string{"id"}
	for _, name := range wanted {
		if name == "id" {
			continue
		}
		x.names = append(x.names, name)
		x.kinds = append(x.kinds, columns[name].kind)
		stored = append(stored, columns[name].stored)
	}
	x.data = make([]vector, len(x.names))
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), stored) {
		if err != nil {
			return nil, err
		}
		x.add(row)
	}
	x.sort()
	return x, nil
}

func (x *imageIndex) add(row []any) {
	id, _ := row[0].(string)
	var key [32]byte
	if n, err := hex.Decode(key[:], []byte(id)); err != nil || n != len(key) {
		return // the file could not be read: it has no id
	}
	x.rows = append(x.rows, int32(len(x.ids)))
	x.ids = append(x.ids, key)
	for i := range x.names {
		v, value := &x.data[i], row[i+1]
		switch x.kinds[i] {
		case expression.Integer:
			n, ok := value.(int)
			v.numbers, v.null = append(v.numbers, float64(n)), append(v.null, !ok)
		case expression.Text:
			s, _ := value.(string)
			v.texts = append(v.texts, x.words.add(s))
		case expression.List:
			list, _ := value.([]string)
			var numbers []uint32
			for _, s := range list {
				numbers = append(numbers, x.words.add(s))
			}
			v.lists = append(v.lists, slices.Clip(numbers))
		default:
			panic("view: no column of images is a " + string(x.kinds[i]))
		}
	}
}

// sort orders the ids and drops all but the first file of each.
func (x *imageIndex) sort() {
	ids := x.ids
	slices.SortFunc(x.rows, func(a, b int32) int {
		if c := bytes.Compare(ids[a][:], ids[b][:]); c != 0 {
			return c
		}
		return int(a - b)
	})
	x.rows = slices.CompactFunc(x.rows, func(a, b int32) bool { return ids[a] == ids[b] })
	sorted := make([][32]byte, len(x.rows))
	for i, r := range x.rows {
		sorted[i] = ids[r]
	}
	x.ids = sorted
}

// list is nil for a list without elements.
func (x *imageIndex) list(numbers []uint32) []string {
	var list []string
	for _, n := range numbers {
		list = append(list, x.words.text[n])
	}
	return list
}

func (x *imageIndex) id(i int) string { return hex.EncodeToString(x.ids[i][:]) }

func (x *imageIndex) fill(i int, values map[string]any) {
	row := x.rows[i]
	for c, name := range x.names {
		v := &x.data[c]
		switch x.kinds[c] {
		case expression.Integer:
			if !v.null[row] {
				values[name] = int(v.numbers[row])
			}
		case expression.Text:
			values[name] = x.words.text[v.texts[row]]
		case expression.List:
			values[name] = x.list(v.lists[row])
		}
	}
	values["id"] = x.id(i)
}
