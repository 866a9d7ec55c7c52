package check

import (
	"slices"
	"testing"
)

func TestNamesAndIdiomsRaiseNoAlarm(t *testing.T) {
	for _, tt := range []struct{ tags, caption string }{
		{"1girl solo abs dark_skin", "Her dark skin gleams."},
		{"1girl solo muscular pale_skin", "Her pale skin glows."},
		{"1girl solo carrying", "A girl in a princess carry."},
		{"1boy 1girl cowgirl_position", "A boy and a girl in the cowgirl position."},
		{"1girl solo female_pov", "A girl seen from a female pov."},
		{"1girl solo smile", "A girl from a male POV."},
		{"1girl solo demon_slayer_uniform", "A girl in a Demon Slayer uniform."},
		{"1girl solo sailor_senshi_uniform", "A girl in a Sailor Senshi uniform."},
		{"1girl solo chaps", "A girl in chaps."},
		{"1girl solo cowboy_hat chaps boots", "A girl in a cowboy hat, leather chaps and boots."},
		{"2girls antlers", "Two girls, with antlers between them."},
		{"1girl solo reindeer_antlers", "A girl with antlers on her head."},
		{"1girl solo fake_antlers", "A girl with antlers on her head."},
		{"1boy solo otoko_no_ko smile", "An otoko no ko smiles."},
		{"1girl solo pink_cardigan", "A girl in a pink cardigan. Pink cardigan girls win again."},
		{"1girl solo glasses", "Glasses girls are the best."},
		{"1girl solo outdoors meadow", "A girl in a meadow outdoors, like a print in the nursery."},
		{"1girl solo outdoors", "A girl outdoors; she might have stepped from a print in the nursery."},
		{"1boy solo sitting armchair", "A man sunk into his armchair."},
		{"1boy solo sitting armchair", "A man has sunk into his armchair."},
	} {
		if r := judgeLine(tt.tags, tt.caption); len(r.Contradicted)+len(r.Invented) > 0 {
			t.Errorf("%q of %s: contradicted %v, invented %v", tt.caption, tt.tags, r.Contradicted, r.Invented)
		}
	}
}

func TestPeopleBesideNamesOfPosesAreCounted(t *testing.T) {
	for _, tt := range []struct{ tags, caption, against string }{
		{"1girl solo", "A girl and a cowgirl.", "solo"},
		{"1girl solo", "Two chaps sit beside a girl.", "solo"},
		{"1girl solo smile", "There is no smile on her face.", "smile"},
		{"1girl solo", "Two girls in pink cardigans win.", "1girl"},
		{"1boy solo standing", "A man sinks into his armchair.", "standing"},
		{"1girl solo muscular", "Her arms are thin and weak.", "muscular"},
	} {
		if r := judgeLine(tt.tags, tt.caption); !slices.Contains(against(r), tt.against) {
			t.Errorf("%q speaks against %s, and yet: %v", tt.caption, tt.against, r.Contradicted)
		}
	}
}
