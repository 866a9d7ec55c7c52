package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/view"
)

// Target is a distribution that the exported set is to have.
type Target struct {
	By         string             `json:"by" yaml:"by"`                   // a column, or a condition, whose values are counted
	Shares     map[string]float64 `json:"shares" yaml:"shares"`           // wanted share of each value; empty = the same for every value
	Cap        int                `json:"cap" yaml:"cap"`                 // at most so many images of one value; 0 = no cap
	MaxRepeats int                `json:"max_repeats" yaml:"max_repeats"` // times that a rare image may be repeated; 0 or 1 = never
}

// unknownValue is the value of an image that has none.
const unknownValue = "unknown"

// Balanced says what a target cost.
type Balanced struct {
	By     string          `json:"by"`
	Values []BalancedValue `json:"values"` // the most frequent first
	Notes  []string        `json:"notes,omitempty"`
}

// BalancedValue is a value before and after.
type BalancedValue struct {
	Value  string  `json:"value"`
	Before int     `json:"before"` // images
	After  int     `json:"after"`  // images
	Seen   int     `json:"seen"`   // times in one pass: images, repeated ones more than once
	Share  float64 `json:"share"`  // of what is seen in one pass
	Wanted float64 `json:"wanted"` // 0 when no share was asked for
}

// targetReader reads the value of a target from a row.
type targetReader struct {
	by        string
	column    string // empty when by is a condition
	condition *expression.Expression
}

func targetReaders(v *view.View, targets []Target) ([]targetReader, error) {
	known := v.Columns()
	readers := make([]targetReader, len(targets))
	for i, t := range targets {
		readers[i].by = t.By
		if _, ok := known[t.By]; ok {
			readers[i].column = t.By
			continue
		}
		condition, err := v.Compile(t.By)
		if err != nil {
			return nil, fmt.Errorf("balance by %s: %w", t.By, err)
		}
		readers[i].condition = condition
	}
	return readers, nil
}

func (r targetReader) columns() []string {
	if r.condition != nil {
		return r.condition.Columns()
	}
	return []string{r.column}
}

// value is what an image counts as: a text, a number without its fraction, the
// first of a list, yes or no, or unknown.
func (r targetReader) value(row *view.Row) (string, error) {
	if r.condition != nil {
		outcome, err := r.condition.Eval(row.Value)
		if err != nil {
			return "", fmt.Errorf("balance by %s: image %s: %w", r.by, row.ID, err)
		}
		return map[expression.Outcome]string{expression.True: "yes", expression.False: "no", expression.Unknown: unknownValue}[outcome], nil
	}
	switch v := row.Value(r.column).(type) {
	case string:
		return cmp.Or(v, unknownValue), nil
	case []string:
		if len(v) == 0 {
			return unknownValue, nil
		}
		return v[0], nil
	case int:
		return strconv.Itoa(v), nil
	case float64:
		return strconv.Itoa(int(v)), nil
	case bool:
		if v {
			return "yes", nil
		}
		return "no", nil
	}
	return unknownValue, nil
}

// balanceBy leaves images out, or repeats them, one target after the other.
func (s *selection) balanceBy(targets []Target, seed int64) {
	for i, t := range targets {
		before := len(s.images)
		s.balance = append(s.balance, s.meet(i, t, seed))
		s.dropped[droppedBalance] += int64(before - len(s.images))
	}
}

// meet brings the images to one target.
func (s *selection) meet(at int, t Target, seed int64) Balanced {
	members := map[string][]int{}
	for i, c := range s.images {
		members[c.values[at]] = append(members[c.values[at]], i)
	}
	quota, notes := quotas(t, members)
	b := Balanced{By: t.By, Notes: notes}
	var kept []int
	seen := 0
	for _, value := range byFrequency(members) {
		q := quota[value]
		take := s.draw(members[value], min(q.seen, len(members[value])), fmt.Sprint("balance ", at), seed)
		for n, i := range take {
			// The first of the lot take what does not divide evenly.
			s.images[i].repeats = max(1, (q.seen+len(take)-1-n)/max(len(take), 1))
		}
		kept = append(kept, take...)
		seen += q.seen
		b.Values = append(b.Values, BalancedValue{Value: value, Before: len(members[value]), After: len(take), Seen: q.seen, Wanted: q.share})
	}
	for i := range b.Values {
		if seen > 0 {
			b.Values[i].Share = float64(b.Values[i].Seen) / float64(seen)
		}
	}
	slices.Sort(kept)
	images := make([]chosen, len(kept))
	for i, k := range kept {
		images[i] = s.images[k]
	}
	s.images = images
	return b
}

// draw takes n of the members by lot.
func (s *selection) draw(members []int, n int, purpose string, seed int64) []int {
	lots := make([]uint64, len(s.images))
	for _, i := range members {
		lots[i] = lot(seed, purpose, s.images[i].id)
	}
	order := slices.Clone(members)
	slices.SortFunc(order, func(a, b int) int { return compareLots(lots, a, b) })
	return order[:n]
}

func byFrequency(members map[string][]int) []string {
	return slices.SortedFunc(maps.Keys(members), func(a, b string) int {
		return cmp.Or(len(members[b])-len(members[a]), strings.Compare(a, b))
	})
}

// quota is how often a value is to be seen in one pass.
type quota struct {
	seen  int
	share float64
}

// quotas finds the largest set in which every value has its share. A cap holds
// for each value on its own.
func quotas(t Target, members map[string][]int) (map[string]quota, []string) {
	var notes []string
	repeats := max(t.MaxRepeats, 1)
	result := map[string]quota{}
	if t.Cap > 0 && len(t.Shares) == 0 {
		for value, m := range members {
			result[value] = quota{seen: min(t.Cap, len(m))}
		}
		return result, nil
	}
	shares := t.Shares
	if len(shares) == 0 {
		shares = map[string]float64{}
		for value := range members {
			if value != unknownValue {
				shares[value] = 1
			}
		}
		if n := len(members[unknownValue]); n > 0 {
			notes = append(notes, fmt.Sprintf("%d images whose %s is unknown were left out: their share cannot be told", n, t.By))
		}
	}
	sum := 0.0
	for _, value := range slices.Sorted(maps.Keys(shares)) {
		if len(members[value]) == 0 && shares[value] > 0 {
			notes = append(notes, fmt.Sprintf("no image has %s %s: its share was divided among the others", t.By, value))
			continue
		}
		sum += shares[value]
	}
	total, scarce := -1.0, ""
	for _, value := range slices.Sorted(maps.Keys(shares)) {
		if len(members[value]) == 0 || shares[value] <= 0 {
			continue
		}
		room := len(members[value]) * repeats
		if t.Cap > 0 {
			room = min(room, t.Cap)
		}
		if most := float64(room) * sum / shares[value]; total < 0 || most < total {
			total, scarce = most, value
		}
	}
	if scarce == "" {
		return result, append(notes, fmt.Sprintf("no image has any of the wanted values of %s", t.By))
	}
	for value := range members {
		if shares[value] > 0 {
			share := shares[value] / sum
			result[value] = quota{seen: int(total*share + 1e-6), share: share}
		}
	}
	notes = append(notes, fmt.Sprintf("the set is as large as its scarcest value allows: %d images have %s %s", len(members[scarce]), t.By, scarce))
	return result, notes
}

// sentences tell what the target cost.
func (b Balanced) sentences() []string {
	before, after, seen := 0, 0, 0
	for _, v := range b.Values {
		before, after, seen = before+v.Before, after+v.After, seen+v.Seen
	}
	text := fmt.Sprintf("balanced by %s: %d of %d images stay", b.By, after, before)
	if seen > after {
		text += fmt.Sprintf(", seen %d times in one pass", seen)
	}
	return append([]string{text}, b.Notes...)
}
