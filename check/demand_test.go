package check

import (
	"slices"
	"testing"
)

func TestWhatIsNotVisibleIsNotDemanded(t *testing.T) {
	for tag, demanded := range map[string]bool{"2023": false, "alternate_costume": false, "alternate_breast_size": false, "official_alternate_hair_length": false, "sks": false, "mystyle_v2": false, "blorb_hut": true, "1990s_(style)": true, "smile": true} {
		if got := slices.Contains(judgeLine("1girl solo "+tag, "A girl.").Missing, tag); got != demanded {
			t.Errorf("%s is demanded: %v, want %v", tag, got, demanded)
		}
	}
}
