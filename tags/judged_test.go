package tags

import (
	"slices"
	"testing"
)

func TestHandCheckedTagsAreGroupedRight(t *testing.T) {
	// Where only rules were fitted, rarer tags are judged by their parts.
	least := map[string]float64{"tags": .95, "rules": .8}
	for _, set := range JudgedSets() {
		right := 0
		for _, j := range set.Tags {
			if !slices.Contains(Groups, j.Group) {
				t.Errorf("%s: there is no group %q", j.Tag, j.Group)
			}
			if got := GroupOf(j.Tag); got == j.Group {
				right++
			} else {
				t.Logf("%s is put into %s, judged %s", j.Tag, got, j.Group)
			}
		}
		if share := float64(right) / float64(len(set.Tags)); share < least[set.Fitted] {
			t.Errorf("%s: %.1f %% right, want %.0f %%", set.Name, 100*share, 100*least[set.Fitted])
		}
	}
}
