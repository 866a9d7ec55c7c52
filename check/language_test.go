package check

import (
	"slices"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/tags"
)

// said is a caption and what is wrong with it, in lists of words.
type said struct {
	what, tags, caption             string
	contradicted, invented, process string
}

// hold compares the faults that are found with those that are there.
func hold(t *testing.T, all []said) {
	t.Helper()
	for _, s := range all {
		r := judgeLine(s.tags, s.caption)
		for _, list := range []struct {
			name string
			got  []string
			want string
		}{{"contradicted", against(r), s.contradicted}, {"invented", r.Invented, s.invented}, {"process", r.Process, s.process}} {
			want := strings.Fields(list.want)
			slices.Sort(list.got)
			slices.Sort(want)
			if !slices.Equal(list.got, want) {
				t.Errorf("%s: %s %v, want %v: %s", s.what, list.name, list.got, want, s.caption)
			}
		}
	}
}

func TestOneFaultOfDeliveryIsOneKind(t *testing.T) {
	hold(t, []said{
		{"fields with names in bold", "1girl solo elf brown_cloak forest", "## Description\n\n**Subject:** An elf girl.\n\n**Clothing:** A brown cloak.\n\n**Setting:** A forest.", "", "", "markdown"},
		{"points are a list", "1girl solo elf brown_cloak forest", "- an elf girl\n- a brown cloak\n- a forest", "", "", "list_form"},
		{"an answer that tells of the tags", "1girl solo white_kimono kimono", "Here is a caption written from the provided tags, as instructed: a girl in a white kimono stands by a wall.", "", "", "prompt_leak"},
		{"a pronoun after a heading is no name", "1girl solo sword holding_sword", "Pose: She holds a sword.", "", "", ""},
	})
}

func TestAColourStaysInItsListItem(t *testing.T) {
	hold(t, []said{
		{"the colour of the dress is not the hair's", "2girls multiple_girls pink_dress black_dress dress pink_hair purple_hair long_hair",
			"Two girls face one another. The first has pink hair and a pink dress. The second is her opposite: black dress, long purple hair.", "", "", ""},
	})
}

func TestWhoIsWho(t *testing.T) {
	hold(t, []said{
		{"only a keepsake tells of a mother", "1girl solo scarf pendant", "The lone traveller, a girl, pauses. Her mother's pendant hangs at her throat, and the scarf her grandmother knitted keeps her warm.", "", "", ""},
		{"a mother who is there", "1girl solo", "A girl waits. Her mother sits beside her.", "solo", "", ""},
		{"an apposition is nobody else", "1boy 1girl carrying", "A boy carries a girl on his back. The girl, his little sister, is asleep.", "", "", ""},
		{"her dad is the father", "1boy 1girl child holding_hands", "A father holds his daughter's hand. The little girl skips beside her dad.", "", "", ""},
		{"somebody's mistress is there already", "2girls multiple_girls maid", "A young lady sits at a table. Behind her stands her maid, who bows to her mistress. Neither of the two women speaks.", "", "", ""},
		{"who smiles at the boy is not the boy", "1boy 1girl nurse bed", "A nurse smiles down at the boy in the bed. Somebody has drawn the blinds.", "", "", ""},
		{"two without articles", "2girls multiple_girls sitting", "Grandmother and little granddaughter sit side by side.", "", "", ""},
		{"one more is one too many", "1boy 1girl couch", "Brother and sister sit on the couch, their grandmother between them.", "1girl", "", ""},
		{"animals are friends", "no_humans cat dog", "A cat and a dog doze: two friends in a heap.", "", "", ""},
		{"the caption says that nobody is there", "no_humans desk quill", "The desk of a scholar with a quill; no figure appears.", "", "", ""},
	})
}

func TestWhatANegationReaches(t *testing.T) {
	hold(t, []said{
		{"what is not needed is there", "1girl solo piano sheet_music", "She plays the piano and does not need the sheet music.", "", "", ""},
		{"what is not taken off is on", "1girl solo apron", "A woman hasn't bothered to take off her apron.", "", "", ""},
		{"what is not worn is not there", "1girl solo apron", "A woman doesn't wear the apron.", "apron", "", ""},
		{"what is not looked at is there", "1boy 1girl moon lantern", "A boy and a girl look at nothing else: not the moon, not the lantern.", "", "", ""},
		{"a clause within the subject ends", "1other solo graveyard walking", "A figure whose face cannot be made out walks alone through a graveyard.", "", "", ""},
		{"a denial of what is tagged", "1girl solo hat", "A girl without a hat.", "hat", "", ""},
	})
}

func TestWhatFallsWithATag(t *testing.T) {
	hold(t, []said{
		{"who stands does not lie on his back", "1boy solo male_focus lying on_back grass", "A young man stands on the grass.", "lying on_back", "", ""},
		{"one boy left is not several", "2boys multiple_boys bus", "On the bus sit a boy and a girl.", "2boys multiple_boys", "", ""},
		{"no boy left", "1boy solo male_focus gym", "A girl in the gym.", "1boy male_focus", "", ""},
	})
}

func TestColoursOfSeveralThings(t *testing.T) {
	const dressed = "1girl solo black_boots black_gloves black_choker red_coat"
	all := []said{
		{"a list of nouns and one colour", dressed, "Boots, gloves and choker all black, coat blood-red: a woman leans against a wall.", "", "", ""},
		{"one colour, and it is wrong", "1girl solo white_boots white_gloves white_hat red_coat", "Her boots, gloves and hat are black, and her coat is red.", "white_boots white_gloves white_hat", "", ""},
		{"all in one colour", "1girl solo purple_hair purple_dress", "A girl all in violet: hair, dress.", "", "", ""},
	}
	hold(t, all)
	for _, s := range all {
		if missing := judgeLine(s.tags, s.caption).Missing; s.contradicted == "" && len(missing) > 0 {
			t.Errorf("%s: %v are called missing: %s", s.what, missing, s.caption)
		}
	}
}

func TestWordsWithAnotherSense(t *testing.T) {
	hold(t, []said{
		{"colours of a picture", "1girl solo dress", "A girl in a dress, in a vibrant palette.", "", "", ""},
		{"orange and turquoise are colours", "1girl solo scarf", "A girl in a scarf, its orange and turquoise bright.", "", "", ""},
		{"hair sticks to a brow", "1boy solo black_hair sweat", "A boy whose black hair sticks to his brow with sweat.", "", "", ""},
		{"braids that swing", "1girl solo twin_braids", "A girl with twin braids that swing out beside her face.", "", "", ""},
		{"a swing is one", "1girl solo twin_braids", "A girl with twin braids sits on a swing.", "", "swing", ""},
		{"a bowl with what is tagged", "1girl solo goldfish", "A girl, her bowl already holding two goldfish.", "", "", ""},
		{"a rose in the hair", "1girl solo brown_hair", "A girl with long brown hair, a large red rose pinned above her ear.", "", "rose hair_flower", ""},
		{"snow in the air", "1girl solo coat", "A girl in a coat sits on a bench as snow falls on her.", "", "snowing", ""},
		{"snow on the ground", "1girl solo coat", "A girl in a coat stands in the snow.", "", "snow", ""},
		{"outside what is tagged", "3boys multiple_boys convenience_store night", "Three boys loiter outside a convenience store at night.", "", "", ""},
		{"a part that would be tagged", "1girl solo demon_girl demon_horns", "A demon girl with horns, leathery wings spread wide behind her.", "", "wings", ""},
	})
}

func TestNamesInAnyRomanisation(t *testing.T) {
	for tag, caption := range map[string]string{
		"souryuu_asuka_langley": "Asuka Langley Soryu stands with her hands on her hips.",
		"saitou_hajime":         "Hajime Saito draws his sword.",
		"nagato_yuki":           "Nagato Yuuki reads a book.",
		"souma_kyou":            "The boy is Kyo Sohma.",
		"saber_(fate)":          "Saber holds her sword.",
	} {
		r := Check(tags.Categories{Character: []string{tag}}, caption, "stop", Options{})
		if len(r.Missing) > 0 || len(r.Process) > 0 {
			t.Errorf("%s: missing %v, process %v: %s", tag, r.Missing, r.Process, caption)
		}
	}
	r := Check(tags.Categories{Character: []string{"nagato_yuki"}}, "Asahina Mikuru reads a book.", "stop", Options{})
	if !slices.Equal(r.Process, []string{"foreign_name"}) {
		t.Errorf("another's name is %v, want foreign_name", r.Process)
	}
}

func TestThoseOfAGroupThatWasCounted(t *testing.T) {
	hold(t, []said{
		{"her friend is one of the two", "2girls multiple_girls bench", "Two schoolgirls sit on a bench. The one on the left has long hair; her friend has short hair. The two of them smile.", "", "", ""},
		{"a redhead is one of the two", "2girls multiple_girls kitchen", "Two women stand in a kitchen. On the left, a woman with black hair waits. Next to her a short-haired redhead sings.", "", "", ""},
		{"three, each of another kind", "1girl 2boys multiple_boys campfire", "Three adventurers rest by a campfire. On the left sits an elf woman. Across from her a dwarf waits. Between the two sits a young man.", "", "", ""},
		{"their mother is one more", "2girls multiple_girls bed", "Two girls sit on a bed. Their mother looks in.", "2girls", "", ""},
		{"a third where there are two", "2girls multiple_girls bench", "Three girls sit on a bench.", "2girls", "", ""},
		{"two of one gender", "1boy 1girl bench", "Two men sit on a bench.", "1boy 1girl", "", ""},
		{"a crowd that nobody tagged", "1boy 1girl train", "A boy and a girl sit in a train. A crowd of commuters stands around them.", "", "crowd", ""},
		{"who owns the desk is not there", "no_humans desk night", "A scholar's desk at night.", "", "", ""},
	})
}

func TestWhatIsSaidOfBoth(t *testing.T) {
	hold(t, []said{
		{"both of them have black hair", "2girls multiple_girls black_hair blonde_hair", "Two women stand there. Both of them have long black hair.", "blonde_hair", "", ""},
		{"both have hair of two colours", "2girls multiple_girls black_hair blonde_hair", "Two women stand there. They have black and blonde hair.", "", "", ""},
		{"somebody who watches them is one more", "2boys multiple_boys boxing", "Two men box. A referee in glasses watches them.", "2boys", "", ""},
		{"the skirt of a dress", "1girl solo dress red_dress", "A girl in a red dress dances, her skirt swirling.", "", "", ""},
		{"a style is of no magazine", "1girl solo alien", "An alien woman in the style of a pulp magazine cover.", "", "", ""},
		{"his assistant is no prompt", "2boys multiple_boys kitchen", "Two chefs share a kitchen. One is the assistant.", "", "", ""},
	})
}

func TestWhatTagsExclude(t *testing.T) {
	hold(t, []said{
		{"another pattern", "1girl solo striped_scarf", "A girl in a long polka-dot scarf.", "striped_scarf", "", ""},
		{"the same pattern by another name", "1girl solo plaid_scarf", "A girl in a tartan scarf.", "", "", ""},
		{"face to face, not back to back", "2girls multiple_girls back-to-back", "Two girls stand face to face.", "back-to-back", "", ""},
		{"both eyes are open", "1girl solo one_eye_closed", "A girl, both eyes wide open.", "one_eye_closed", "", ""},
		{"half asleep is not asleep", "1girl solo half-closed_eyes", "Half asleep, lids drooping, a girl yawns.", "", "", ""},
		{"no sleeves", "1girl solo long_sleeves white_shirt", "A girl in a sleeveless white shirt.", "long_sleeves", "", ""},
		{"ears of another animal", "1girl solo animal_ears rabbit_ears rabbit_girl", "A cat-eared girl sits on a stool.", "rabbit_ears rabbit_girl", "", ""},
		{"a pair where there are three", "3girls multiple_girls idol stage", "A pair of girl idols sing on the stage.", "3girls", "", ""},
		{"no bigger than", "1other solo astronaut star_(sky)", "An astronaut floats, the Earth no bigger than a ball and stars on every side.", "", "", ""},
		{"man or woman", "1other solo ambiguous_gender mask", "Man or woman, there is no telling: a lone figure in a mask stands there.", "", "", ""},
		{"a pool of light", "1girl solo stage spotlight", "She stands in the spotlight's single pool on the stage.", "", "", ""},
		{"her temple", "1girl solo sweatdrop", "A girl with a sweatdrop on her temple.", "", "", ""},
		{"an eye's iris", "no_humans cat heterochromia blue_eyes yellow_eyes", "One iris blue and its partner yellow, a cat stares at the camera.", "", "", ""},
		{"they crowd together", "5girls multiple_girls couch", "Five girls crowd together on a couch.", "", "", ""},
	})
}

func TestPlacesThatNothingSetsTheSceneIn(t *testing.T) {
	hold(t, []said{
		{"a place that is hammered", "1girl solo street rain", "Rain hammers the library. The girl hugs herself.", "street", "", ""},
		{"the quiet of a place", "1girl solo library book", "A girl reads a book in the quiet of a beach.", "library", "", ""},
		{"a place seen from another", "1girl solo balcony", "A girl leans out, and the forest rustles beyond.", "", "", ""},
		{"a place that belongs to a thing", "1girl solo beach umbrella", "A girl sits under the library umbrella.", "", "", ""},
		{"the guardian of a place", "1girl solo street", "A girl, the guardian of the forest, waits.", "", "", ""},
		{"both places are told", "1girl solo street city", "The library is shut, and a girl waits in the street.", "", "", ""},
	})
}
