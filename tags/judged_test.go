package tags

import (
	"slices"
	"testing"
)

func TestHandCheckedTagsAreGroupedRight(t *testing.T) {
	for _, set := range JudgedSets() {
		right := 0
		for _, j := range set.Tags {
			for _, group := range j.Groups {
				if !slices.Contains(Groups, group) {
					t.Errorf("%s: there is no group %q", j.Tag, group)
				}
			}
			if j.Right() {
				right++
			} else {
				t.Logf("%s is put into %s, judged %s", j.Tag, GroupOf(j.Tag), j.Groups)
			}
		}
		if share := float64(right) / float64(len(set.Tags)); share < .95 {
			t.Errorf("%s: %.1f %% right, want 95 %%", set.Name, 100*share)
		}
	}
}
