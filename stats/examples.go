package stats

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// How many pictures stand behind a part of the report.
const (
	examplesKept    = 8 // of a value
	examplesDropped = 4 // of the same value
	examplesReason  = 12
	examplesCell    = 6
	examplesGlance  = 24
)

// example is an image that stands for others.
type example struct {
	id    string
	path  string // relative to the source
	state string // kept, or why it was not
}

// examples are the images behind every part of the report: the same ones in
// many places, so that each thumbnail is stored once.
type examples struct {
	all    []example
	number map[int]int      // place in all, by place in the set
	keys   map[string][]int // first places in the set, then in all
}

// choose picks the examples by lots drawn from the ids.
func (r *Report) choose() (*examples, error) {
	s := r.set
	x := &examples{number: map[int]int{}, keys: map[string][]int{}}
	shown := r.shownValues()
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
			s.takeValues(x, i, kept, shown)
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

// shownValues says which values of a property have a bar.
func (r *Report) shownValues() []map[string]bool {
	shown := make([]map[string]bool, len(r.last().Distributions))
	for at := range shown {
		shown[at] = map[string]bool{}
		for _, v := range r.last().Distributions[at].Shares {
			shown[at][v.Value] = true
		}
	}
	return shown
}

func (s *set) takeValues(x *examples, i int, kept bool, shown []map[string]bool) {
	state, most := "/kept", examplesKept
	if !kept {
		state, most = "/not", examplesDropped
	}
	for at, p := range Properties() {
		if p.Names == nil {
			value := s.value(at, i)
			if shown[at][value] {
				x.take(i, p.Name+"/"+value+state, most)
			}
			continue
		}
		for _, tag := range s.arena[s.from[i]:s.to[i]] {
			word := s.vocabulary.all[tag]
			if word.category == p.category() && shown[at][word.text] {
				x.take(i, p.Name+"/"+word.text+state, most)
			}
		}
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
		a, b := r.set.value(c.at[0], i), r.set.value(c.at[1], i)
		x.take(i, c.A+"×"+c.B+"/"+a+"×"+b, examplesCell)
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
			x.all = append(x.all, example{id: hex.EncodeToString(s.ids[i][:]), path: path, state: s.state(i)})
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
