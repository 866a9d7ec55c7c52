package tags

import (
	"slices"
	"testing"
)

func TestTheHandCheckedSampleIsGroupedRight(t *testing.T) {
	sample := JudgedSample()
	if len(sample) != 300 {
		t.Fatalf("the sample has %d tags, want 300", len(sample))
	}
	right := 0
	for _, j := range sample {
		if !slices.Contains(Groups, j.Group) {
			t.Errorf("%s: there is no group %q", j.Tag, j.Group)
		}
		if got := GroupOf(j.Tag); got == j.Group {
			right++
		} else {
			t.Logf("%s is put into %s, judged %s", j.Tag, got, j.Group)
		}
	}
	if share := float64(right) / float64(len(sample)); share < .95 {
		t.Errorf("%.1f %% right, want 95 %%", 100*share)
	}
}
