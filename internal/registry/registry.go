// Package registry holds sets of named, declared values: measures, caption
// backends, export formats, metadata readers. A member is declared once, in a
// file of its own, and everything else (flags, help, docs, tests) asks the set.
package registry

import (
	"fmt"
	"slices"
	"strings"
)

// Set is a collection of T by name. Members are added while packages
// initialise, and read afterwards; reading is safe for concurrent use.
type Set[T any] struct {
	kind   string // what a member is called in errors, such as "measure"
	byName map[string]T
	names  []string
}

// New is an empty set of what kind names, in the singular.
func New[T any](kind string) *Set[T] {
	return &Set[T]{kind: kind, byName: map[string]T{}}
}

// Add declares a member and returns it. A second one of the same name is a
// mistake in the source, and panics.
func (s *Set[T]) Add(name string, member T) T {
	if _, taken := s.byName[name]; taken {
		panic(fmt.Sprintf("registry: %s %q is declared twice", s.kind, name))
	}
	s.byName[name] = member
	at, _ := slices.BinarySearch(s.names, name)
	s.names = slices.Insert(s.names, at, name)
	return member
}

// Names lists the members in alphabetical order.
func (s *Set[T]) Names() []string { return slices.Clone(s.names) }

// All lists the members in alphabetical order of their names.
func (s *Set[T]) All() []T {
	all := make([]T, len(s.names))
	for i, name := range s.names {
		all[i] = s.byName[name]
	}
	return all
}

// Get is the member of that name, or an error that lists the known names, the
// nearest first.
func (s *Set[T]) Get(name string) (T, error) {
	if m, ok := s.byName[name]; ok {
		return m, nil
	}
	var zero T
	return zero, Unknown(s.kind, name, s.names)
}

// Unknown is the error for a name that is not among the known ones, which it
// lists: those that it may be a slip of, the nearest first, then the others by
// alphabet.
func Unknown(kind, name string, known []string) error {
	if len(known) == 0 {
		return fmt.Errorf("unknown %s %q: there is none", kind, name)
	}
	return fmt.Errorf("unknown %s %q: the known ones are %s", kind, name, strings.Join(listed(name, known), ", "))
}

func listed(name string, known []string) []string {
	sorted := Nearest(name, known)
	slips := 0
	for slips < len(sorted) && editDistance(name, sorted[slips]) <= (len(name)+1)/2 {
		slips++
	}
	slices.Sort(sorted[slips:])
	return sorted
}

// Nearest orders names by their edit distance from name, equal ones by
// alphabet.
func Nearest(name string, names []string) []string {
	sorted := slices.Clone(names)
	slices.SortFunc(sorted, func(a, b string) int {
		if d := editDistance(name, a) - editDistance(name, b); d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	return sorted
}

// editDistance is Levenshtein's over bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			swap := diagonal
			if a[i] != b[j] {
				swap++
			}
			diagonal = row[j+1]
			row[j+1] = min(swap, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
