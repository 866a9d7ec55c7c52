package filter

import (
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/registry"
)

var measures = registry.New[*dataset.Measure]("measure")

// register declares a measure: its column, its name in rules, its row in the
// documentation and its conformance test follow.
func register(m *dataset.Measure) *dataset.Measure { return measures.Add(m.Name, m) }

// Measures lists every measure by alphabet.
func Measures() []dataset.Measure {
	var all []dataset.Measure
	for _, m := range measures.All() {
		all = append(all, *m)
	}
	return all
}
