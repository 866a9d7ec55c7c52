package dedup

import (
	"math"
	"strings"
	"testing"
)

func TestOptionsThatMakeNoSenseAreRefusedByName(t *testing.T) {
	for name, o := range map[string]Options{
		"max_variants": {MaxVariants: -1}, "min_trust": {MinTrust: math.NaN()}, "min_trust is 2": {MinTrust: 2}, "min_trust is -0.1": {MinTrust: -.1},
		"min_trust is +Inf": {MinTrust: math.Inf(1)}, "radius": {Radius: -3}, "radius is 99": {Radius: 99}, "workers": {Workers: -2},
		`unknown class "mirror"`: {Policy: map[string]string{"mirror": PolicyDrop}},
	} {
		err := o.Validate()
		if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "\n") {
			t.Errorf("options that are wrong in %s: %v", name, err)
		}
	}
	if err := (Options{}).Validate(); err != nil {
		t.Errorf("the defaults: %v", err)
	}
}
