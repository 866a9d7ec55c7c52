package export

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/digits"
)

// Target is a distribution that the exported set is to have. Targets with
// shares are met together; caps are applied before them.
type Target struct {
	By         string             `json:"by" yaml:"by"`                   // a column, or a condition (its values are yes, no and unknown)
	Shares     map[string]float64 `json:"shares" yaml:"shares"`           // wanted share of values; what they leave of 1 is for all others. Empty = the same for every known value
	Tolerance  float64            `json:"tolerance" yaml:"tolerance"`     // a share of .5 with a tolerance of .1 may be .45 to .55; 0 = exact
	Cap        int                `json:"cap" yaml:"cap"`                 // in place of shares: at most so many images of one value
	MaxRepeats int                `json:"max_repeats" yaml:"max_repeats"` // times that a rare image may be seen in one pass; 0 or 1 = once
}

const (
	unknownValue = "unknown" // value of an image that has none
	otherValue   = "(others)"
)

// Balanced says what a target cost.
type Balanced struct {
	By     string          `json:"by"`
	Before int             `json:"before"` // images
	After  int             `json:"after"`
	Seen   int             `json:"seen"`   // times in one pass
	Values []BalancedValue `json:"values"` // the most frequent first; of a capped list an image has several
	Notes  []string        `json:"notes,omitempty"`
}

// BalancedValue is a value before and after.
type BalancedValue struct {
	Value       string  `json:"value"`
	Before      int     `json:"before"`       // images
	ShareBefore float64 `json:"share_before"` // of all images
	After       int     `json:"after"`        // images
	Seen        int     `json:"seen"`         // times in one pass: images, repeated ones more than once
	Share       float64 `json:"share"`        // of what is seen in one pass
	Wanted      float64 `json:"wanted"`       // 0 when no share was asked for
}

func (t Target) check() error {
	sum := 0.0
	for _, value := range slices.Sorted(maps.Keys(t.Shares)) {
		share := t.Shares[value]
		if !(share >= 0 && share <= math.MaxFloat64) { // NaN is neither
			return fmt.Errorf("balance by %s: the share of %s is %v: want a number that is not negative, such as 0.5", t.By, value, share)
		}
		sum += share
	}
	switch {
	case t.By == "":
		return fmt.Errorf("balance: a target without `by`: name a column or a condition")
	case len(t.Shares) > 0 && sum == 0:
		return fmt.Errorf("balance by %s: all shares are 0", t.By)
	case t.Cap > 0 && len(t.Shares) > 0:
		return fmt.Errorf("balance by %s: either shares or a cap: make two targets of it", t.By)
	case t.Cap < 0 || t.MaxRepeats < 0 || !(t.Tolerance >= 0 && t.Tolerance < 1):
		return fmt.Errorf("balance by %s: cap %d, max_repeats %d and tolerance %v: none is negative, and tolerance is below 1", t.By, t.Cap, t.MaxRepeats, t.Tolerance)
	}
	return nil
}

// balanceBy leaves images out, or repeats them, until the targets hold.
func (s *selection) balanceBy(targets []Target, seed int64) {
	if len(targets) == 0 {
		return
	}
	before := s.images
	for at, t := range targets {
		if t.Cap > 0 {
			s.cap(at, t.Cap, seed)
		}
	}
	notes := s.share(targets, seed)
	s.dropped[droppedBalance] += int64(len(before) - len(s.images))
	for at, t := range targets {
		s.balance = append(s.balance, compare(at, t, before, s.images, notes[at]))
	}
}

// cap leaves out what is over the cap of any of an image's values. Who comes
// first is drawn by lot. Images without a value have no cap.
func (s *selection) cap(at, most int, seed int64) {
	all := make([]int, len(s.images))
	for i := range all {
		all[i] = i
	}
	taken := map[string]int{}
	var kept []int
	for _, i := range s.draw(all, len(all), fmt.Sprint("cap ", at), seed) {
		values := s.images[i].each(at)
		if slices.ContainsFunc(values, func(v string) bool { return v != unknownValue && taken[v] == most }) {
			continue
		}
		for _, v := range values {
			taken[v]++
		}
		kept = append(kept, i)
	}
	s.keep(kept)
}

// each are the values of an image under a target.
func (c *chosen) each(at int) []string { return strings.Split(c.values[at], listSeparator) }

// members are the places of the images of each key, in ascending order.
func (s *selection) members(key func(chosen) string) map[string][]int {
	members := map[string][]int{}
	for i, c := range s.images {
		members[key(c)] = append(members[key(c)], i)
	}
	return members
}

// keep leaves the images at those places.
func (s *selection) keep(places []int) {
	slices.Sort(places)
	images := make([]chosen, len(places))
	for i, at := range places {
		images[i] = s.images[at]
	}
	s.images = images
}

// draw takes n of the members by lot.
func (s *selection) draw(members []int, n int, purpose string, seed int64) []int {
	type ticket struct {
		lot uint64
		at  int
	}
	tickets := make([]ticket, len(members))
	for i, at := range members {
		tickets[i] = ticket{lot(seed, purpose, s.images[at].id), at}
	}
	slices.SortFunc(tickets, func(a, b ticket) int { return cmp.Or(cmp.Compare(a.lot, b.lot), a.at-b.at) })
	drawn := make([]int, n)
	for i := range drawn {
		drawn[i] = tickets[i].at
	}
	return drawn
}

// share meets the targets with shares together, and says for each what stood
// in the way.
func (s *selection) share(targets []Target, seed int64) [][]string {
	notes := make([][]string, len(targets))
	var wanted []goal
	repeats := 1
	for at, t := range targets {
		if t.Cap == 0 {
			g, said := newGoal(at, t, s.images)
			notes[at] = said
			g.order = len(wanted)
			wanted = append(wanted, g)
			repeats = max(repeats, t.MaxRepeats)
		}
	}
	if len(wanted) == 0 || len(s.images) == 0 {
		return notes
	}
	members := s.members(func(c chosen) string { return cellKey(wanted, c) })
	cells := newCells(wanted, members, repeats)
	solved := cells.solve()
	for _, g := range solved.unmet {
		notes[g.at] = append(notes[g.at], fmt.Sprintf("the shares of %s cannot hold together with those of %s: no images have all the values that they ask for, so they were left aside", g.by, solved.with))
	}
	if solved.scarce != "" {
		notes[wanted[0].at] = append(notes[wanted[0].at], "the set is as large as its scarcest part allows: "+solved.scarce)
	}
	for _, g := range wanted {
		if text := rarest(targets[g.at], g, len(s.images), solved.seen); text != "" {
			notes[g.at] = append(notes[g.at], text)
		}
	}
	var kept []int
	for i, key := range cells.keys {
		kept = append(kept, s.see(members[key], solved.seen[i], fmt.Sprint("balance ", key), seed)...)
	}
	s.keep(kept)
	return notes
}

// rarest advises to name the values when an even share for a very rare one
// costs more than half of the images.
func rarest(t Target, g goal, images int, seen []int) string {
	total := 0
	for _, n := range seen {
		total += n
	}
	if len(t.Shares) > 0 || total*2 > images {
		return ""
	}
	var common []string
	for _, value := range g.values {
		if g.counts[value]*20 >= images {
			common = append(common, value+":1")
		}
	}
	if len(common) < 2 || len(common) == len(g.values) {
		return ""
	}
	return fmt.Sprintf("an even share for a rare value costs most images; to balance the frequent ones only: --balance '%s=%s'", t.By, strings.Join(common, ","))
}

// see has images of the members seen n times in all, by lot: each once, before
// one is seen again.
func (s *selection) see(members []int, n int, purpose string, seed int64) []int {
	take := s.draw(members, min(n, len(members)), purpose, seed)
	for i, at := range take {
		// The first of the lot take what does not divide evenly.
		s.images[at].repeats = (n + len(take) - 1 - i) / len(take)
	}
	return take
}

// compare makes the table of a target.
func compare(at int, t Target, before, after []chosen, notes []string) Balanced {
	counts := map[string]*BalancedValue{}
	seen := 0
	value := func(name string) *BalancedValue {
		v := counts[name]
		if v == nil {
			v = &BalancedValue{Value: name, Wanted: t.wanted(name)}
			counts[name] = v
		}
		return v
	}
	for _, c := range before {
		for _, name := range c.each(at) {
			value(name).Before++
		}
	}
	for _, c := range after {
		for _, name := range c.each(at) {
			value(name).After++
			value(name).Seen += c.repeats
		}
		seen += c.repeats
	}
	b := Balanced{By: t.By, Before: len(before), After: len(after), Seen: seen, Notes: notes}
	known := 0
	for name, v := range counts {
		v.ShareBefore = float64(v.Before) / float64(len(before))
		if seen > 0 {
			v.Share = float64(v.Seen) / float64(seen)
		}
		if name != unknownValue {
			known++
		}
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		v := *counts[name]
		if t.Cap == 0 && len(t.Shares) == 0 && name != unknownValue {
			v.Wanted = 1 / float64(known)
		}
		b.Values = append(b.Values, v)
	}
	slices.SortStableFunc(b.Values, func(x, y BalancedValue) int { return y.Before - x.Before })
	return b
}

// wanted is the share of a value that was asked for by name.
func (t Target) wanted(value string) float64 {
	sum := 0.0
	for _, name := range slices.Sorted(maps.Keys(t.Shares)) {
		sum += t.Shares[name]
	}
	return t.Shares[value] / max(sum, 1)
}

// sentences tell what the target cost.
func (b Balanced) sentences() []string {
	text := fmt.Sprintf("balanced by %s: %s of %s %s", b.By, digits.Commas(int64(b.After)), digits.Count(int64(b.Before), "image"), digits.Form(int64(b.After), "stays", "stay"))
	if b.Seen > b.After {
		text += fmt.Sprintf(", seen %s in one pass", digits.Count(int64(b.Seen), "time"))
	}
	return append([]string{text}, b.Notes...)
}

// cellKey names the values of an image under all goals.
func cellKey(goals []goal, c chosen) string {
	parts := make([]string, len(goals))
	for i, g := range goals {
		parts[i] = g.value(c)
	}
	return strings.Join(parts, "\x00")
}
