package filter

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// overlap counts the images that several rules drop, by the names of the rules.
type overlap map[string]int64

// overlapShown is how many sets of rules a note names.
const overlapShown = 3

func (o overlap) add(rules []string) {
	if len(rules) > 1 {
		o[strings.Join(slices.Sorted(slices.Values(rules)), " + ")]++
	}
}

// String says why the numbers of rules add up to more than what was dropped.
func (o overlap) String() string {
	sets := slices.SortedFunc(maps.Keys(o), func(a, b string) int { return cmp.Or(cmp.Compare(o[b], o[a]), cmp.Compare(a, b)) })
	all := int64(0)
	var parts []string
	for i, set := range sets {
		all += o[set]
		if i < overlapShown {
			parts = append(parts, fmt.Sprintf("%s %d", set, o[set]))
		}
	}
	if len(sets) > overlapShown {
		parts = append(parts, "…")
	}
	return fmt.Sprintf("several rules at once drop %d of the images, which count under each: %s", all, strings.Join(parts, ", "))
}
