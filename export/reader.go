package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/internal/view"
	"github.com/winnow-data/winnow/tags"
)

// targetReader reads the value of a target from a row.
type targetReader struct {
	by        string
	column    string // empty when by is a condition or another expression
	condition *expression.Expression
	text      *expression.Expression // that gives the value itself
	all       bool                   // every value of a list counts, not only the first
	closed    []string               // all values that there can be; nil when any text can be one
	seen      map[string]bool        // in any image, also in one that is not exported
}

// closedValues are those of the columns that can have no others.
var closedValues = map[string][]string{
	"people": {tags.PeopleNone, tags.PeopleSolo, tags.PeopleMulti, unknownValue},
	"gender": {tags.GenderFemale, tags.GenderMale, tags.GenderMixed, tags.GenderOther, unknownValue},
	"framing": {tags.FramingPortrait, tags.FramingUpperBody, tags.FramingCowboy, tags.FramingFullBody, tags.FramingFar,
		tags.FramingNone, unknownValue},
}

func targetReaders(v *view.View, targets []Target) ([]targetReader, error) {
	known := v.Columns()
	readers := make([]targetReader, len(targets))
	for i, t := range targets {
		r := targetReader{by: t.By, seen: map[string]bool{}, all: t.Cap > 0}
		kind, ok := known[t.By]
		switch {
		case ok && kind == expression.Truth:
			r.column, r.closed = t.By, []string{"yes", "no"}
		case ok:
			r.column, r.closed = t.By, closedValues[t.By]
		default:
			condition, err := v.Compile(t.By)
			if err == nil {
				r.condition, r.closed = condition, []string{"yes", "no", unknownValue}
				break
			}
			var noText error
			if r.text, noText = v.CompileText(t.By); noText != nil {
				return nil, fmt.Errorf("balance by %s: %w", t.By, err)
			}
		}
		readers[i] = r
	}
	return readers, nil
}

func (r *targetReader) columns() []string {
	switch {
	case r.condition != nil:
		return r.condition.Columns()
	case r.text != nil:
		return r.text.Columns()
	}
	return []string{r.column}
}

// readValues is what an image counts as for each target.
func readValues(readers []targetReader, row *view.Row) ([]string, error) {
	values := make([]string, len(readers))
	for i := range readers {
		value, err := readers[i].value(row)
		if err != nil {
			return nil, err
		}
		values[i] = value
		readers[i].seen[value] = true
	}
	return values, nil
}

// listSeparator stands between the values of a list; no tag has it.
const listSeparator = "\x1f"

// value is what an image counts as: a text, a number without its fraction, yes
// or no, or unknown. Of a list it is the first, or all when there is a cap.
func (r *targetReader) value(row *view.Row) (string, error) {
	if r.condition != nil {
		outcome, err := r.condition.Eval(row.Value)
		if err != nil {
			return "", fmt.Errorf("balance by %s: image %s: %w", r.by, row.ID, err)
		}
		return map[expression.Outcome]string{expression.True: "yes", expression.False: "no", expression.Unknown: unknownValue}[outcome], nil
	}
	if r.text != nil {
		text, err := r.text.EvalText(row.Value)
		if err != nil {
			return "", fmt.Errorf("balance by %s: image %s: %w", r.by, row.ID, err)
		}
		return cmp.Or(text, unknownValue), nil
	}
	switch v := row.Value(r.column).(type) {
	case string:
		return cmp.Or(v, unknownValue), nil
	case []string:
		switch {
		case len(v) == 0:
			return unknownValue, nil
		case r.all:
			return strings.Join(v, listSeparator), nil
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

// mostNearest is how many values an error names in place of one that is not there.
const mostNearest = 8

// knows is an error if the target asks for a value that no image can have, or,
// where any text can be one, that none of the whole set has: all others would
// be left out for a slip of the pen.
func (r *targetReader) knows(t Target) error {
	for _, value := range slices.Sorted(maps.Keys(t.Shares)) {
		if r.seen[value] || slices.Contains(r.closed, value) {
			continue
		}
		known := r.closed
		if known == nil {
			known = registry.Nearest(value, slices.Collect(maps.Keys(r.seen)))
			known = known[:min(mostNearest, len(known))]
		}
		return registry.Unknown("value", value, known)
	}
	return nil
}
