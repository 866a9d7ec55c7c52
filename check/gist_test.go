package check

import (
	"slices"
	"testing"
)

func TestATagIsStatedByTheGistOfASentence(t *testing.T) {
	for _, tt := range []struct{ tag, caption string }{
		{"from_behind", "Her back is to us."},
		{"from_below", "We gaze up at her."},
		{"closed_eyes", "Her lids are lowered."},
		{"arm_up", "She lifts an arm high."},
		{"blue_sky", "The sky is clear and bright."},
		{"covering_own_mouth", "He covers his mouth."},
	} {
		if r := judgeLine("1girl "+tt.tag, tt.caption); slices.Contains(r.Missing, tt.tag) {
			t.Errorf("%s is missing from %q", tt.tag, tt.caption)
		}
	}
	for _, tt := range []struct{ tag, caption string }{
		{"from_behind", "Her back is straight. The dog looks at us."}, // two sentences
		{"closed_eyes", "Her lids are not lowered."},
		{"arm_up", "“Raise your arm!” says the sign."},
	} {
		if r := judgeLine("1girl "+tt.tag, tt.caption); !slices.Contains(r.Missing, tt.tag) && len(r.Contradicted) == 0 {
			t.Errorf("%s is found in %q", tt.tag, tt.caption)
		}
	}
}

func TestGistsAreRead(t *testing.T) {
	g := readGist(" 5: hand palm & raise > up")
	if len(g.groups) != 3 || g.window != 5 || g.then[1] || !g.then[2] || len(g.groups[0]) != 2 {
		t.Errorf("read as %+v", g)
	}
	for _, bad := range []string{"a &", "& a", "x: a"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q was taken", bad)
				}
			}()
			readGist(bad)
		}()
	}
}

func TestTagsThatAreSaidInOtherWordsStill(t *testing.T) {
	for _, s := range []struct{ tags, caption string }{
		{"no_humans lake reflection", "A cabin by a lake, repeated upside down in the water."},
		{"1girl solo underwater", "A girl floats in deep water."},
		{"1boy solo basketball jumping", "A player dunks the basketball, his shoes far above the floor."},
		{"1boy solo fat", "A stout wrestler, a man in his prime."},
		{"1boy solo horseback_riding", "A jockey crouches low on a galloping bay."},
		{"1girl solo police_car night", "A girl leans on her patrol car at night."},
		{"no_humans truck headlight", "A lorry comes at us, its headlamps big and round."},
		{"3boys multiple_boys picnic_basket", "Three men with a hamper amidships."},
		{"1girl solo tired", "A girl slumps at her desk."},
		{"1girl solo rolled-up_sleeves", "A girl with her sleeves pushed up."},
		{"no_humans train power_lines", "A train; wires run overhead."},
		{"no_humans pizza food_focus", "A pizza."},
	} {
		if r := judgeLine(s.tags, s.caption); len(r.Missing) > 0 {
			t.Errorf("missing %v: %s", r.Missing, s.caption)
		}
	}
}
