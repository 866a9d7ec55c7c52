package check

import "testing"

func TestWhatIsNotClaimedIsNotHeldAgainstTheCaption(t *testing.T) {
	for _, tt := range []struct{ tags, caption string }{
		{"1girl solo smile", "She can hardly hide her smile."},
		{"1girl solo hat", "She never goes out without her hat."},
		{"1girl solo glasses", "She couldn't see a thing without her glasses."},
		{"1girl solo blonde_hair", "You might expect dark hair, but it is blonde."},
		{"1girl solo", "A cat would envy her balance."},
		{"1girl solo", "She waits for her brother."},
		{"1girl solo", "She is the daughter of a king."},
		{"1girl solo", "She has the heart of a lion and butterflies in her stomach."},
		{"1boy solo", "A man with the build of a bear."},
		{"1girl solo shirt", "The front of her shirt shows a skull and roses."},
		{"1girl solo kimono", "Cranes fly across the silk of her kimono."},
		{"1girl solo arm_tattoo", "A dragon winds up her arm in blue ink."},
		{"1girl solo necklace", "A silver fish hangs from her necklace."},
		{"1girl solo wind", "Her hair is lifted by a wind from nowhere."},
		{"1girl solo white_hair heterochromia", "Her hair is white. One eye's red and the other blue."},
		{"1girl 1boy blonde_hair black_hair", "He, black-haired, dances with a blonde."},
		{"no_humans truck forest", "A truck in the mud; pines crowd in on either side."},
		{"no_humans dog", "A dog with its stick. Good boy!"},
		{"1girl solo butler", "The butler is a woman."},
		{"1girl solo rain indoors", "She reads; the window is shut. Outside it goes on raining."},
		{"1girl solo rain", "Rain drums on the roof above the girl."},
		{"1girl solo cat black_cat", "Her cat, black as the pot, watches from the shelf."},
		{"1girl solo astronaut spacesuit", "An astronaut has taken her gloves off. The suit is bulky."},
		{"no_humans fox", "A fox in the night. Its coat burns orange."},
		{"1girl solo white_hair", "Her hair is like a doll's, white and perfect."},
		{"1girl solo pink_skirt", "Her skirt, pink as the inside of a shell, stands out."},
		{"1girl solo red_kimono", "A girl in a kimono the red of lacquer."},
		{"2girls mother_and_daughter", "Mother and daughter, hand in hand. The mother smiles down at the child."},
	} {
		r := judgeLine(tt.tags, tt.caption)
		if len(r.Contradicted)+len(r.Invented) > 0 {
			t.Errorf("%q of %s: contradicted %v, invented %v", tt.caption, tt.tags, r.Contradicted, r.Invented)
		}
	}
}

func TestWhoIsThereBesides(t *testing.T) {
	for _, tt := range []struct{ tags, caption, contradicted, invented string }{
		{"1girl solo", "A girl reads. A man stands next to her.", "solo", "1boy"},
		{"1girl solo", "A girl reads. A woman in red sits next to her.", "solo", ""},
		{"1girl solo", "A girl reads. There is an elf behind her.", "solo", ""},
		{"no_humans dog", "A dog plays with a little boy.", "no_humans", "1boy"},
		{"1girl solo", "A girl bows. Two bridesmaids hold her train.", "solo", "multiple_girls"},
	} {
		r := judgeLine(tt.tags, tt.caption)
		if got := against(r); len(got) != 1 || got[0] != tt.contradicted {
			t.Errorf("%q: contradicted %v, want %s", tt.caption, got, tt.contradicted)
		}
		if tt.invented != "" && (len(r.Invented) != 1 || r.Invented[0] != tt.invented) || tt.invented == "" && len(r.Invented) > 0 {
			t.Errorf("%q: invented %v, want %q", tt.caption, r.Invented, tt.invented)
		}
	}
}
