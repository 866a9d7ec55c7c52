package tags

import "testing"

func TestTagsThatNoCaptionNeedState(t *testing.T) {
	for tag, want := range map[string]struct{ wordless, unseen bool }{
		"sks": {true, false}, "mystyle_v2": {true, false},
		"2023": {false, true}, "alternate_costume": {false, true}, "official_alternate_hairstyle": {false, true}, "alternate_breast_size": {false, true},
		"aoi_(lantern_street)": {true, false}, "bow_(weapon)": {false, false}, "1990s_(style)": {false, false}, "blorb_hut": {false, false}, "quokka_mascot": {false, false}, "smile": {false, false}, ":3": {false, false}, "blonde_hair": {false, false},
	} {
		if Wordless(tag) != want.wordless || Unseen(tag) != want.unseen {
			t.Errorf("%s is wordless %v and unseen %v, want %v and %v", tag, Wordless(tag), Unseen(tag), want.wordless, want.unseen)
		}
	}
}
