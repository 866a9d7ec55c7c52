package filter

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/registry"
)

// Actions of a rule.
const (
	ActionDrop = "drop" // the image is dropped
	ActionNote = "note" // the image is reported and stays
	ActionOff  = "off"  // the rule is not asked
)

var actions = []string{ActionDrop, ActionNote, ActionOff}

// Rule is a named condition over the columns of an image.
type Rule struct {
	Name        string `json:"name" yaml:"name"`
	When        string `json:"when" yaml:"when"`                                   // in the language of conditions
	Action      string `json:"action" yaml:"action"`                               // drop, note or off
	Doc         string `json:"doc,omitempty" yaml:"doc,omitempty"`                 // what it finds
	Calibration string `json:"calibration,omitempty" yaml:"calibration,omitempty"` // on what it was measured, and how it did
}

// overlaid gives the defaults with the recipe's rules over them: a rule of the
// same name replaces the keys that it has, others are added behind.
func overlaid(defaults, own []Rule) ([]Rule, error) {
	all := slices.Clone(defaults)
	seen := map[string]bool{}
	for _, r := range own {
		if r.Name == "" {
			return nil, fmt.Errorf("a filter rule has no name: its condition is %q", r.When)
		}
		if i := strings.IndexFunc(r.Name, func(c rune) bool { return c != '_' && (c < 'a' || c > 'z') && (c < '0' || c > '9') }); i >= 0 {
			return nil, fmt.Errorf("filter rule %q: a name has lower-case letters, digits and _", r.Name)
		}
		if seen[r.Name] {
			return nil, fmt.Errorf("filter rule %s is there twice", r.Name)
		}
		seen[r.Name] = true
		at := slices.IndexFunc(all, func(d Rule) bool { return d.Name == r.Name })
		if at < 0 {
			if r.When == "" {
				return nil, registry.Unknown("filter rule", r.Name, names(defaults))
			}
			if r.Action == "" {
				r.Action = ActionDrop
			}
			all = append(all, r)
			continue
		}
		all[at] = all[at].with(r)
	}
	return all, nil
}

func names(rules []Rule) []string {
	var all []string
	for _, r := range rules {
		all = append(all, r.Name)
	}
	return all
}

func (r Rule) with(o Rule) Rule {
	if o.When != "" && o.When != r.When {
		r.When, r.Calibration = o.When, "" // what was measured of the old condition is not true of this one
	}
	if o.Action != "" {
		r.Action = o.Action
	}
	if o.Doc != "" {
		r.Doc = o.Doc
	}
	if o.Calibration != "" {
		r.Calibration = o.Calibration
	}
	return r
}

// judge is a compiled rule.
type judge struct {
	Rule
	condition *expression.Expression
	speaks    string // the number that a reason gives, empty for none

	alternatives []alternative // when the condition is one of several
}

// alternative is a part of a condition that alone makes it true, and its number,
// empty for a part without one.
type alternative struct {
	condition *expression.Expression
	speaks    string
}

// decidedBy are columns that filter itself writes.
var decidedBy = []string{"verdict", "stage", "rules", "notes"}

func compile(rules []Rule, columns expression.Columns) ([]judge, error) {
	var judges []judge
	for _, r := range rules {
		if !slices.Contains(actions, r.Action) {
			return nil, fmt.Errorf("filter rule %s: %w", r.Name, registry.Unknown("action", r.Action, actions))
		}
		if r.Action == ActionOff {
			continue
		}
		e, err := expression.Compile(r.When, columns)
		if err != nil {
			return nil, fmt.Errorf("filter rule %s: %w", r.Name, err)
		}
		for _, c := range e.Columns() {
			if slices.Contains(decidedBy, c) {
				return nil, fmt.Errorf("filter rule %s speaks of %s, which is what filter decides: name the condition itself", r.Name, c)
			}
		}
		judges = append(judges, judge{Rule: r, condition: e, speaks: firstNumber(e, columns), alternatives: alternativesOf(r.When, columns)})
	}
	if len(judges) == 0 {
		return nil, errors.New("every filter rule is off")
	}
	return judges, nil
}

// alternativesOf takes a condition apart at each || and `or` outside of brackets and
// quotation marks; nil if there is none, or a part does not stand by itself.
func alternativesOf(when string, columns expression.Columns) []alternative {
	parts := partsOf(when)
	if len(parts) == 1 {
		return nil
	}
	var all []alternative
	for _, part := range parts {
		e, err := expression.Compile(part, columns)
		if err != nil {
			return nil
		}
		all = append(all, alternative{e, firstNumber(e, columns)})
	}
	return all
}

// partsOf is a condition at each || and `or`, without brackets around the whole.
func partsOf(when string) []string {
	parts := []string{""}
	depth, quote, whole, skip := 0, rune(0), true, 0
	when = strings.TrimSpace(when)
	for i, c := range when {
		if i < skip {
			continue
		}
		if depth == 0 && i > 0 || !strings.HasPrefix(when, "(") {
			whole = false
		}
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case strings.ContainsRune("\"'`", c):
			quote = c
		case strings.ContainsRune("([{", c):
			depth++
		case strings.ContainsRune(")]}", c):
			depth--
		case depth == 0 && strings.HasPrefix(when[i:], "||"):
			parts, skip = append(parts, ""), i+2
			continue
		case depth == 0 && strings.HasPrefix(when[i:], " or "):
			parts, skip = append(parts, ""), i+4
			continue
		}
		parts[len(parts)-1] += string(c)
	}
	if whole && len(when) > 2 {
		return partsOf(when[1 : len(when)-1])
	}
	return parts
}

// number is the column that makes the condition true, empty where no number does.
func (j *judge) number(value func(column string) any) string {
	for _, a := range j.alternatives {
		if outcome, err := a.condition.Eval(value); err == nil && outcome == expression.True {
			return a.speaks
		}
	}
	return j.speaks
}

// firstNumber is the column of numbers that the condition names first.
func firstNumber(e *expression.Expression, columns expression.Columns) string {
	first, at := "", len(e.Text())
	for _, c := range e.Columns() {
		if k := columns[c]; k != expression.Number && k != expression.Integer {
			continue
		}
		if i := wordIndex(e.Text(), c); i >= 0 && i < at {
			first, at = c, i
		}
	}
	return first
}

// wordIndex is where word stands by itself in text, or -1.
func wordIndex(text, word string) int {
	part := func(i int) bool {
		return i >= 0 && i < len(text) && (text[i] == '_' || text[i] >= '0' && text[i] <= '9' || text[i]|32 >= 'a' && text[i]|32 <= 'z')
	}
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		i += from
		if !part(i-1) && !part(i+len(word)) {
			return i
		}
		from = i + 1
	}
}
