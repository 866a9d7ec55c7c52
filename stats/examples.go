package stats

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// How many pictures stand behind a part of the report.
const (
	examplesKept    = 12 // of a value
	examplesDropped = 4  // of the same value
	examplesReason  = 12
	examplesCell    = 6
	examplesGlance  = 24
)

// example is an image that stands for others.
type example struct {
	id     string
	path   string // relative to the source
	state  string // kept, or why it was not
	number string // by which it was dropped, such as "text_area 0.31"
}

// examples are the images behind every part of the report: the same ones in
// many places, so that each thumbnail is stored once.
type examples struct {
	all    []example
	number map[int]int       // place in all, by place in the set
	keys   map[string][]int  // first places in the set, then in all
	cells  map[[3]uint16]int // examples of a crossing and its two codes so far
}

// choose picks the examples by lots drawn from the ids.
func (r *Report) choose() (*examples, error) {
	s := r.set
	x := &examples{number: map[int]int{}, keys: map[string][]int{}, cells: map[[3]uint16]int{}}
	values := r.places()
	for _, i := range s.byLot() {
		if s.level[i] == levelFailed {
			x.take(i, "dropped/"+s.reasons.text[s.reason[i]], examplesReason)
			continue
		}
		exact := s.reason[i] != 0 && s.reasons.text[s.reason[i]] == dataset.ClassExact
		kept := s.level[i] >= levelKept
		if !exact {
			x.take(i, "found", examplesGlance)
		}
		if kept {
			x.take(i, "kept", examplesGlance)
		} else {
			x.take(i, "dropped/"+s.reasons.text[s.reason[i]], examplesReason)
		}
		if !exact {
			s.takeValues(x, i, kept, values)
			r.takeCells(x, i, kept)
		}
	}
	return x, s.name(x, r.ws)
}

// byLot is every image in an order that only the ids decide.
func (s *set) byLot() []int {
	lots := make([]uint64, len(s.ids))
	order := make([]int, len(s.ids))
	for i, id := range s.ids {
		order[i] = i
		x := binary.LittleEndian.Uint64(id[8:]) + 0x9e3779b97f4a7c15
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		lots[i] = x ^ x>>31
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(lots[a], lots[b]), a-b) })
	return order
}

func (x *examples) take(i int, key string, most int) {
	if len(x.keys[key]) < most {
		x.keys[key] = append(x.keys[key], i)
	}
}

// places are where the examples of one value are collected. A value without
// a bar has none.
type places struct {
	codes [][]*place              // by property and code
	tags  []*place                // by tag, of a property with names
	bare  [len(categories)]*place // of an image without tags of a category
}

type place struct {
	key       string
	kept, not int // examples so far
}

func (r *Report) places() *places {
	s := r.set
	p := &places{codes: make([][]*place, len(s.codes)), tags: make([]*place, len(s.vocabulary.all))}
	for at, d := range r.last().Distributions {
		key := d.Property.Name + "/"
		if !d.Property.Names {
			p.codes[at] = make([]*place, len(s.texts[at].text)+1)
			p.codes[at][0] = &place{key: key + Unknown}
		}
		for _, v := range d.Shares {
			if !d.Property.Names {
				if n, ok := s.texts[at].number[v.Value]; ok {
					p.codes[at][n+1] = &place{key: key + v.Value}
				}
				continue
			}
			category := slices.Index(categories[:], d.Property.category())
			p.bare[category] = &place{key: key + Unknown}
			if n, ok := s.vocabulary.number[category][v.Value]; ok {
				p.tags[n] = &place{key: key + v.Value}
			}
		}
	}
	return p
}

func (s *set) takeValues(x *examples, i int, kept bool, p *places) {
	for at, codes := range s.codes[:len(p.codes)] {
		if at < len(p.codes) && p.codes[at] != nil {
			p.codes[at][codes[i]].take(x, i, kept)
		}
	}
	bare := p.bare
	for _, tag := range s.arena.list(s.spans[i]) {
		p.tags[tag].take(x, i, kept)
		bare[s.vocabulary.all[tag].category] = nil
	}
	for _, b := range bare {
		b.take(x, i, kept)
	}
}

func (p *place) take(x *examples, i int, kept bool) {
	switch {
	case p == nil:
	case kept && p.kept < examplesKept:
		p.kept++
		x.take(i, p.key+"/kept", examplesKept)
	case !kept && p.not < examplesDropped:
		p.not++
		x.take(i, p.key+"/not", examplesDropped)
	}
}

// value is the answer of one image.
func (s *set) value(property, i int) string {
	code := s.codes[property][i]
	if code == 0 {
		return Unknown
	}
	return s.texts[property].text[code-1]
}

func (r *Report) takeCells(x *examples, i int, kept bool) {
	if !kept {
		return
	}
	for at := range r.Intersections {
		c := &r.Intersections[at]
		a, b := r.set.codes[c.at[0]][i], r.set.codes[c.at[1]][i]
		full := [3]uint16{uint16(at), a, b}
		if x.cells[full] == examplesCell {
			continue
		}
		x.cells[full]++
		x.take(i, c.A+"×"+c.B+"/"+r.set.value(c.at[0], i)+"×"+r.set.value(c.at[1], i), examplesCell)
	}
}

// name numbers the chosen images, and finds their paths.
func (s *set) name(x *examples, ws dataset.Workspace) error {
	rows := map[int32]int{}
	for _, list := range x.keys {
		for _, i := range list {
			rows[s.row[i]] = i
		}
	}
	row := int32(0)
	for values, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"path"}) {
		if err != nil {
			return err
		}
		if i, ok := rows[row]; ok {
			x.number[i] = len(x.all)
			path, _ := values[0].(string)
			x.all = append(x.all, example{id: hex.EncodeToString(s.ids[i][:]), path: path, state: s.state(i), number: s.numberOf(i)})
		}
		row++
	}
	for _, list := range x.keys {
		for at, i := range list {
			list[at] = x.number[i]
		}
	}
	return nil
}

// numberOf is the number by which an image was dropped.
func (s *set) numberOf(i int) string {
	if math.IsNaN(float64(s.values[i])) {
		return ""
	}
	return fmt.Sprintf("%s %.3g", s.measures.text[s.spoken[i]], s.values[i])
}

// state is kept, or why an image was not.
func (s *set) state(i int) string {
	why := s.reasons.text[s.reason[i]]
	switch s.level[i] {
	case levelDuplicate:
		return "duplicate: " + why
	case levelFiltered:
		return "filtered: " + why
	case levelFailed:
		return "failed: " + why
	}
	return "kept"
}
