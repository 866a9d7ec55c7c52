package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// balanceLine is the line of the recipe with which export would select the
// values that occur evenly.
func balanceLine(p *Property, even []Share) string {
	if p.By != "" {
		return fmt.Sprintf("export: {balance: [{by: %q, shares: {yes: 0.5, no: 0.5}}]}", p.By)
	}
	even = slices.DeleteFunc(slices.Clone(even), func(s Share) bool { return s.N == 0 })
	parts := make([]string, len(even))
	for i, s := range even {
		parts[i] = s.Value + ": " + strconv.FormatFloat(1/float64(len(even)), 'g', 3, 64)
	}
	return fmt.Sprintf("export: {balance: [{by: %s, shares: {%s}}]}", p.Name, strings.Join(parts, ", "))
}

// capLine is the line with which export would cap each value of a property at
// a share of the images. Captions cannot be chosen by how they
// start.
func capLine(p *Property, bound float64, known int64) string {
	if p.Name == "caption_opening" {
		return ""
	}
	return fmt.Sprintf("export: {balance: [{by: %s, cap: %d}]}", cmp.Or(p.By, p.Name), int64(math.Ceil(bound*float64(known))))
}

// together says how several lines of the recipe become one; empty for fewer than two.
func together(some []Finding) string {
	lines := 0
	for _, f := range some {
		if f.Recipe != "" {
			lines++
		}
	}
	if lines < 2 {
		return ""
	}
	return "A recipe has one list of these: to follow several, put their braces into it, as in export: {balance: [{by: …}, {by: …}]}."
}
