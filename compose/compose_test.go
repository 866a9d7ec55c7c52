package compose_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/compose"
	"github.com/winnow-data/winnow/tags"
)

// pools are alternatives of which a random image takes one; "-" is none.
var pools = []string{
	"long_hair short_hair very_long_hair medium_hair -",
	"blonde_hair brown_hair black_hair blue_hair pink_hair grey_hair white_hair purple_hair red_hair green_hair light_brown_hair aqua_hair orange_hair multicolored_hair",
	"ponytail twintails braid twin_braids bob_cut hair_bun crown_braid side_ponytail - - messy_hair wavy_hair drill_hair hime_cut",
	"blunt_bangs hair_between_eyes ahoge sidelocks hair_over_one_eye - - parted_bangs",
	"blue_eyes red_eyes brown_eyes green_eyes purple_eyes yellow_eyes pink_eyes aqua_eyes heterochromia",
	"smile frown expressionless light_smile :d grin crying angry pout - blush",
	"blush - - fang sweatdrop tears freckles mole_under_eye",
	"open_mouth closed_mouth parted_lips - -",
	"halo horns cat_ears fox_ears animal_ears pointy_ears - - - wings rabbit_ears tail",
	"white_dress blue_dress black_dress sundress red_kimono school_uniform serafuku white_shirt sweater hoodie pink_cardigan maid armor bikini china_dress yukata",
	"black_skirt pleated_skirt blue_skirt shorts pants miniskirt - - plaid_skirt",
	"white_thighhighs black_pantyhose socks kneehighs - - striped_thighhighs",
	"black_footwear brown_footwear boots loafers sandals barefoot - - high_heels sneakers",
	"white_headwear straw_hat witch_hat beret black_headwear - - hairband hair_ornament crown",
	"red_ribbon blue_ribbon hair_ribbon red_bow hair_bow neck_ribbon - - black_choker necklace scarf red_necktie earrings",
	"white_gloves black_gloves elbow_gloves detached_sleeves long_sleeves short_sleeves wide_sleeves - -",
	"frills lace_trim striped_clothes polka_dot floral_print apron belt cape jacket open_jacket - -",
	"sitting standing lying kneeling walking running on_back squatting - wariza seiza flying",
	"looking_at_viewer looking_back looking_away looking_to_the_side looking_down - closed_eyes one_eye_closed",
	"holding_sword holding_umbrella holding_book holding_flower holding_phone holding_cup - - holding_bouquet holding_staff",
	"crossed_arms hand_on_own_hip arms_up arm_up hands_in_pockets v head_tilt leaning_forward - - own_hands_together outstretched_arms hand_in_own_hair",
	"cat dog bird butterfly stuffed_animal sunflower cherry_blossoms rose petals - - - book bag teacup cake sword",
	"outdoors indoors classroom forest beach city bedroom library street - garden kitchen",
	"day night sunset - - evening starry_sky",
	"blue_sky cloud tree grass flower_field window rain snow - - moon mountain water bed chair",
	"white_background simple_background gradient_background - - - -",
	"upper_body full_body cowboy_shot portrait from_above from_below from_behind - -",
	"monochrome sketch chibi lineart - - - - comic traditional_media blurry_background depth_of_field",
}

// image draws tags that can be true at once.
func image(r *rand.Rand) tags.Categories {
	var c tags.Categories
	switch r.IntN(8) {
	case 0:
		c.General = append(c.General, "1boy", "solo")
	case 1:
		c.General = append(c.General, "2girls", "multiple_girls")
	case 2:
		c.General = append(c.General, "1girl", "1boy")
	default:
		c.General = append(c.General, "1girl", "solo")
	}
	for _, pool := range pools {
		list := strings.Fields(pool)
		tag := list[r.IntN(len(list))]
		if tag == "-" || clashes(c.General, tag) {
			continue
		}
		c.General = append(c.General, tag)
	}
	if r.IntN(3) == 0 {
		names := []string{"hatsune_miku", "amber_(genshin_impact)", "hakurei_reimu", "violet_evergarden", "rin"}
		c.Character = []string{names[r.IntN(len(names))]}
		c.Copyright = []string{[]string{"vocaloid", "touhou", "genshin_impact"}[r.IntN(3)]}
	}
	return c
}

// clashes says that the tag cannot be true beside the others.
func clashes(general []string, tag string) bool {
	places := map[string]int{"classroom": 1, "forest": 2, "beach": 2, "city": 2, "bedroom": 1, "library": 1, "street": 2, "garden": 2, "kitchen": 1, "outdoors": 2, "indoors": 1, "flower_field": 2, "blue_sky": 3, "night": 4, "starry_sky": 4, "sunset": 5, "evening": 5, "day": 3, "moon": 4, "rain": 6, "snow": 7,
		"white_background": 9, "simple_background": 9, "gradient_background": 9, "mountain": 2, "bed": 1, "tree": 2, "grass": 2, "water": 2, "cloud": 2}
	for _, other := range general {
		if tags.Excludes(other, tag) {
			return true
		}
		a, b := places[other], places[tag]
		if a == 9 && b != 0 || b == 9 && a != 0 || a == 1 && b == 2 || a == 2 && b == 1 || a == 1 && b > 2 || b == 1 && a > 2 || a >= 3 && b >= 3 && a != b || tag == "forest" && a == 2 && other != "outdoors" || a == 2 && b == 2 && other != "outdoors" {
			return true
		}
	}
	has := func(tag string) bool { return strings.Contains(" "+strings.Join(general, " ")+" ", " "+tag+" ") }
	switch tag {
	case "closed_eyes", "one_eye_closed", "looking_back":
		return has("from_behind") && tag == "looking_back"
	case "monochrome", "comic":
		return true
	case "closed_mouth":
		return has(":d") || has("grin") || has("crying")
	case "parted_lips", "open_mouth":
		return has(":d") || has("pout") || has("grin")
	case "barefoot":
		return has("socks") || has("kneehighs") || has("black_pantyhose")
	}
	return false
}

func TestCaptionsPassTheirOwnChecks(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for _, form := range []string{compose.FormLong} {
		covered, faults := 0.0, 0
		const n = 3000
		for i := range n {
			c := image(r)
			text := compose.Caption(c, fmt.Sprint(i), compose.Options{Form: form})
			got := check.Check(c, text, "stop", check.Options{})
			covered += got.Coverage
			if len(got.Contradicted)+len(got.Invented)+len(got.Process) > 0 || got.Coverage < 0.9 {
				faults++
				if faults <= 12 {
					t.Logf("%v %v\n%s\n  contradicted %+v invented %v process %v missing %v", c.Character, c.General, text, got.Contradicted, got.Invented, got.Process, got.Missing)
				}
			}
		}
		if mean := covered / n; mean < 0.98 {
			t.Errorf("form %s: coverage is %.4f, want at least 0.98", form, mean)
		}
		if faults > n/200 {
			t.Errorf("form %s: %d of %d captions fail a check, want at most one in 200", form, faults, n)
		}
	}
}

func TestCaptionsAreTheSameForTheSameID(t *testing.T) {
	c := tags.Sorted(strings.Fields("1girl solo grey_hair red_eyes sundress outdoors"))
	a, b := compose.Caption(c, "a", compose.Options{}), compose.Caption(c, "a", compose.Options{})
	if a != b {
		t.Errorf("two captions of one id: %q and %q", a, b)
	}
	openings := map[string]bool{}
	for i := range 50 {
		text := compose.Caption(c, fmt.Sprint(i), compose.Options{})
		openings[strings.Join(strings.Fields(text)[:3], " ")] = true
	}
	if len(openings) < 4 {
		t.Errorf("50 ids gave %d openings: %v", len(openings), openings)
	}
}

func TestCaptionsFitTheirLimit(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for i := range 500 {
		c := image(r)
		for _, form := range compose.Forms {
			text := compose.Caption(c, fmt.Sprint(i), compose.Options{Form: form, MaxTokens: 75})
			if n := compose.Tokens(text); n > 75 || text == "" {
				t.Fatalf("%s caption of %d tokens: %q", form, n, text)
			}
		}
	}
}

func TestTagsThatShowNothingGiveNoCaption(t *testing.T) {
	for name, c := range map[string]tags.Categories{
		"no tags":     {},
		"meta only":   {Meta: []string{"highres", "commentary_request"}},
		"rating only": {Rating: "general"},
	} {
		if got := compose.Caption(c, "x", compose.Options{}); got != "" {
			t.Errorf("%s: %q, want no caption: that no tag tells of people is no sign that there are none", name, got)
		}
	}
	if got := compose.Caption(tags.Categories{General: []string{"no_humans"}}, "x", compose.Options{}); got != "This is a picture without people." {
		t.Errorf("no_humans: %q", got)
	}
}

// TestWhatIsNoNounIsSaidOtherwise are tags whose words look like a noun with
// its adjective, and are not.
func TestWhatIsNoNounIsSaidOtherwise(t *testing.T) {
	for tag, want := range map[string]string{
		"petite": "is petite", "smug": "a smug expression", "pantyhose": " pantyhose", "legs_apart": " legs apart", "sleeves_rolled_up": " sleeves rolled up",
		"coat_on_shoulders": "a coat on her shoulders", "food_on_face": " food on her face", "race_queen": "the outfit of a race queen", "no_headwear": "no headwear",
		"japanese_clothes": "Japanese clothes", "id_card": "An ID card", "foreshortening": "has foreshortening", "chinese_zodiac": "a Chinese zodiac theme",
		"looking_at_another": "looking at another", "shouting": "is shouting", "mustache": "a mustache", "censored": "is censored", "christmas": "at Christmas",
	} {
		text := compose.Caption(tags.Sorted([]string{"1girl", "solo", tag}), tag, compose.Options{})
		if !strings.Contains(text, want) || strings.Contains(text, "a"+want) {
			t.Errorf("%s: %q, want it to say %q", tag, text, want)
		}
	}
	two := compose.Caption(tags.Sorted([]string{"1girl", "solo", "pink_background", "two-tone_background"}), "x", compose.Options{})
	if !strings.Contains(two, "a pink and two-tone background") {
		t.Errorf("two backgrounds: %q", two)
	}
	all := compose.Caption(tags.Sorted([]string{"1girl", "solo", "censored", "mosaic_censoring", "comic"}), "x", compose.Options{})
	if !strings.Contains(all, "a comic and censored, with mosaic censoring.") && !strings.Contains(all, "censored and a comic, with mosaic censoring.") {
		t.Errorf("three ways of drawing: %q", all)
	}
}

// TestOnlyWordsAreSpoken are the words of collections of prompts, triggers and
// names of styles, which no sentence says, and unknown tags that are words.
func TestOnlyWordsAreSpoken(t *testing.T) {
	for _, tag := range []string{"zxqv", "mystyle_v2", "sks", "ohwx", "my_triggerword", "masterpiece", "best_quality", "newest", "absurdres", "score_9", "score_8_up",
		"source_anime", "rating_safe", "very_aesthetic", "highly_detailed", "8k", "amazing_quality", "2023", "aoi_(lantern_street)", "haru_(blorb_hut)_(summer)"} {
		for _, form := range []string{compose.FormLong, compose.FormMedium, compose.FormShort} {
			text := compose.Caption(tags.Sorted([]string{"1girl", "solo", "smile", tag}), "x", compose.Options{Form: form})
			if want := compose.Caption(tags.Sorted([]string{"1girl", "solo", "smile"}), "x", compose.Options{Form: form}); text != want {
				t.Errorf("%s changes the %s caption to %q", tag, form, text)
			}
		}
		if line := compose.Caption(tags.Sorted([]string{"1girl", tag}), "x", compose.Options{Form: compose.FormTags}); !strings.Contains(line, tags.Words(tag)) {
			t.Errorf("%s is not in the line of tags: %q", tag, line)
		}
	}
	text := compose.Caption(tags.Sorted([]string{"1girl", "solo", "smile", "blorb_hut"}), "x", compose.Options{})
	if !strings.HasSuffix(text, " It also has to do with blorb hut.") {
		t.Errorf("an unknown tag of words: %q", text)
	}
	for tag, want := range map[string]string{"convenience_store": "in a convenience store", "beach": "on a beach"} {
		if text := compose.Caption(tags.Sorted([]string{"1girl", "solo", tag}), "x", compose.Options{}); !strings.Contains(text, want) {
			t.Errorf("%s: %q, want %q", tag, text, want)
		}
	}
}

// TestTagsOfOneThingAreSaidTogether are posts of which two tags or more are one
// thing, or one says more of it.
func TestTagsOfOneThingAreSaidTogether(t *testing.T) {
	for _, tt := range []struct{ tags, want, not string }{
		{"1girl solo kimono red_kimono floral_print obi", "a red kimono with a floral print", "print on the clothes"},
		{"1girl solo sundress white_dress hat white_headwear", "a white hat and a white sundress", "headwear"},
		{"1girl solo sleeveless_shirt grey_shirt detached_sleeves black_sleeves", "a grey sleeveless shirt and black detached sleeves", "shirt with"},
		{"1boy solo glasses kimono purple_kimono long_sleeves wide_sleeves", "glasses and a purple kimono with long, wide sleeves", "sleeves and"},
		{"1girl solo kimono red_kimono floral_print long_sleeves wide_sleeves", "a red kimono with long, wide sleeves and a floral print", "sleeves, and"},
		{"1girl 1boy kimono hoodie long_sleeves wide_sleeves", "a hoodie, long sleeves, and wide sleeves", "with long"},
		{"1girl solo hair_bow red_bow", "a red hair bow", "hair hair"},
		{"1boy solo boots black_footwear", "black boots", "footwear"},
		{"1girl solo folding_fan holding_fan holding", "holding a folding fan", "A folding fan"},
		{"1girl solo blue_eyes glowing_eyes glowing", "glowing blue eyes", "blue eyes, glowing"},
		{"1girl solo goggles goggles_on_head", "goggles on her head", "goggles, goggles"},
		{"1girl solo bandaid bandaid_on_face bandaid_on_cheek", "a bandaid on her cheek", "on her face"},
		{"1boy solo motorcycle motor_vehicle ground_vehicle", "A motorcycle", "vehicle"},
		{"1girl solo stairs stone_stairs", "on stone stairs", "on stairs"},
		{"1girl solo seiza sitting", "sitting in the seiza position", "sitting and"},
		{"1girl solo river water outdoors", "River", "in water"},
		{"1girl 1boy fox_girl fox_ears", "a fox girl and a boy", "one of them"},
		{"2girls multiple_girls fox_girl", "two girls, one of them a fox girl", ""},
		{"2girls multiple_girls siblings sisters", "They are sisters", "siblings"},
		{"1girl solo tired", "a tired expression", ""},
		{"1girl solo skirt skirt_lift", "her skirt lifted", ""},
		{"1girl solo armchair lettuce wine_glass", "lettuce, a wine glass, and an armchair", ""},
		{"black_cat cat whiskers sitting indoors", "A black cat with whiskers is sitting indoors", "figure"},
	} {
		for _, id := range []string{"a", "b", "c", "d"} {
			text := compose.Caption(tags.Sorted(strings.Fields(tt.tags)), id, compose.Options{})
			if !strings.Contains(strings.ToLower(text), strings.ToLower(tt.want)) || tt.not != "" && strings.Contains(text, tt.not) {
				t.Errorf("%s: %q, want it to say %q and not %q", tt.tags, text, tt.want, tt.not)
			}
		}
	}
}

// TestWhatOneOfSeveralHasIsNotSaidOfAll are tags that cannot be true of everybody
// beside the others, or tell of one.
func TestWhatOneOfSeveralHasIsNotSaidOfAll(t *testing.T) {
	for list, apart := range map[string]bool{
		"1girl 1boy closed_eyes looking_at_viewer smile":      true,
		"3girls multiple_girls closed_eyes looking_at_viewer": true,
		"2girls multiple_girls closed_eyes smile":             false,
		"1girl solo closed_eyes smile":                        false,
	} {
		for i := range 12 {
			form := compose.Forms[i%3]
			text := compose.Caption(tags.Sorted(strings.Fields(list)), fmt.Sprint(i), compose.Options{Form: form})
			if !strings.Contains(strings.ToLower(text), "closed eyes") || strings.Contains(text, ", one of them with closed eyes") != apart {
				t.Errorf("%s, %s: %q, want one of them to have closed eyes: %t", form, list, text, apart)
			}
		}
	}
	for list, want := range map[string]string{
		"1girl 1boy hand_on_own_hip":                        "One of them has a hand on the hip.",
		"1girl 1boy hand_on_own_hip standing":               "They are standing, one of them with a hand on the hip.",
		"1girl 1boy hand_on_own_knee hand_on_own_hip smile": "and one has a hand on the ",
		"1girl solo hand_on_own_hip":                        "She has a hand on her hip.",
		"2girls multiple_girls hands_on_own_hips":           "They have their hands on their hips.",
	} {
		c := tags.Sorted(strings.Fields(list))
		text := compose.Caption(c, "x", compose.Options{})
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q, want %q", list, text, want)
		}
		if got := check.Check(c, text, "stop", check.Options{}); len(got.Missing)+len(got.Contradicted) > 0 {
			t.Errorf("%s: %q misses %v and contradicts %v", list, text, got.Missing, got.Contradicted)
		}
	}
}

func TestPeopleAreCalledByWhatTheyAre(t *testing.T) {
	for list, want := range map[string]string{
		"1boy solo knight armor":                        "male knight",
		"1girl solo astronaut spacesuit":                "female astronaut",
		"1girl solo princess dress":                     "princess",
		"1boy solo princess dress":                      "princess boy",
		"1girl solo elf archer bow_(weapon)":            "female elf archer",
		"1girl solo magical_girl wand":                  "magical girl",
		"1boy solo old old_man beard":                   "old man",
		"1girl solo child pajamas":                      "young girl",
		"1girl solo demon_girl horns demon_tail":        "horns and a demon tail",
		"2girls multiple_girls knight armor black_hair": "one of them a knight",
		"1boy 1girl old_man hat":                        "one of them an old man",
	} {
		text := compose.Caption(tags.Sorted(strings.Fields(list)), "x", compose.Options{})
		if first, _, _ := strings.Cut(text, "."); !strings.Contains(strings.ToLower(first), want) {
			t.Errorf("%s: %q, want its first sentence to say %q", list, text, want)
		}
	}
}

func TestActsAreSaidWithWhatTheyAreDoneWith(t *testing.T) {
	for list, want := range map[string][2]string{
		"1girl solo piano grand_piano instrument playing_instrument": {"playing a grand piano.", "can be seen"},
		"1girl solo hugging_object stuffed_toy teddy_bear pillow":    {"hugging a teddy bear.", "object"},
		"1girl solo bed on_bed sitting":                              {"sitting on a bed", "A bed"},
		"1girl solo drawing_bow bow_(weapon) holding_bow_(weapon)":   {"drawing a bow.", "holding"},
		"1girl solo riding_bicycle bicycle":                          {"riding a bicycle", "riding bicycle"},
		"no_humans dragon breathing_fire fire":                       {"breathing fire", "Fire"},
		"1girl solo snow snowing":                                    {"in falling snow", "in the snow"},
		"2girls multiple_girls electric_guitar bass_guitar":          {"lectric guitar and a bass guitar", "electric bass"},
		"1girl solo t-shirt print_shirt cat_print":                   {"a t-shirt with cat print", "print shirt"},
		"1girl solo summer_festival":                                 {"at a summer festival", "in a"},
		"no_humans food food_focus cake":                             {"a cake", "focus"},
		"2girls matching_outfits":                                    {"wearing matching outfits", "are matching"},
		"no_humans mecha robot holding_weapon rifle weapon flying":   {"mecha is flying and holding a rifle", "robot"},
		"no_humans house chimney mountain scenery":                   {"a house", "in a"},
		"1girl solo train_interior":                                  {"inside a train", "interior"},
		"1girl solo in_box":                                          {"in a box", "in box"},
		"1girl solo smile freckles":                                  {"has freckles", "and freckles"},
		"1boy solo horseback_riding riding horse":                    {"riding a horse.", "A horse"},
		"1girl solo flour_on_face":                                   {"flour on her face", "a flour"},
		"2girls multiple_girls goggles_on_head sitting":              {"goggles on the head", "on head"},
		"1girl solo covering_mouth standing":                         {"covering her mouth", "covering mouth"},
		"1boy solo touching_chin":                                    {"touching his chin", "touching chin"},
		"1girl solo feeding dog park":                                {"feeding a dog", "can be seen"},
		"1girl solo licking ice_cream":                               {"licking ice cream", "can be seen"},
		"1girl solo licking lollipop":                                {"licking a lollipop", "can be seen"},
		"1boy 1girl carrying":                                        {"one of them carrying the other", "are carrying"},
		"2girls multiple_girls feeding food":                         {"one of them feeding the other", "are feeding"},
		"1boy solo backpack cane walking":                            {"walking, with a backpack and a cane", "nearby"},
		"1girl solo steam_locomotive":                                {" steam locomotive", "has to do"},
		"1girl solo bird_on_shoulder slope":                          {"has a bird on her shoulder", "in a slope"},
		"1other solo bird_on_shoulder tombstone":                     {"has a bird on their shoulder", "in a tombstone"},
		"1boy solo pushing bicycle":                                  {"pushing a bicycle", "can be seen"},
		"1girl solo slippers animal_slippers rabbit_slippers":        {"rabbit slippers", "animal"},
		"1girl 1boy blood":                                           {"lood can be seen", "between them"},
		"1girl solo x_hair_ornament":                                 {"an X-shaped hair ornament", "an x "},
		"1girl 1boy bride black_hair":                                {"one of them a bride", "dressed"},
		"1girl solo beret hat deerstalker":                           {"a deerstalker", "a hat"},
	} {
		text := compose.Caption(tags.Sorted(strings.Fields(list)), "x", compose.Options{})
		if !strings.Contains(text, want[0]) || strings.Contains(text, want[1]) {
			t.Errorf("%s: %q, want %q and not %q", list, text, want[0], want[1])
		}
	}
}

func TestShorterFormsAreShorter(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 17))
	var words [3]int
	for i := range 500 {
		c := image(r)
		for k, form := range []string{compose.FormLong, compose.FormMedium, compose.FormShort} {
			text := compose.Caption(c, fmt.Sprint(i), compose.Options{Form: form})
			words[k] += len(strings.Fields(text))
			if n := strings.Count(text, ". ") + 1; form == compose.FormShort && n > 2 {
				t.Fatalf("a short caption of %d sentences: %q", n, text)
			}
			if got := check.Check(c, text, "stop", check.Options{}); len(got.Process) > 0 {
				t.Errorf("%s caption has %v: %q", form, got.Process, text)
			}
		}
	}
	if words[1]*20 > words[0]*19 || words[2]*10 > words[1]*7 {
		t.Errorf("long, medium and short captions have %v words together: want medium at least 5 %% below long, and short 30 %% below medium", words)
	}
}

func TestNamesHaveTheirCapitals(t *testing.T) {
	for tag, want := range map[string]string{
		"yu-gi-oh!": "Yu-Gi-Oh!", "rx-78-2": "RX-78-2", "shingeki_no_kyojin": "Shingeki no Kyojin", "jashin-chan": "Jashin-chan",
		"fate/stay_night": "Fate/Stay Night", "re:zero": "Re:Zero", "2b_(nier:automata)": "2B", "初音ミク": "初音ミク", "éclair": "Éclair", "the_legend_of_zelda": "The Legend of Zelda",
	} {
		text := compose.Caption(tags.Categories{General: []string{"1girl"}, Character: []string{tag}}, "x", compose.Options{})
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q, want %q", tag, text, want)
		}
	}
}

// TestTagsThatAreNoNounPhrases are tags that say where, when, as whom or in what
// style, and those of somebody who is not there.
func TestTagsThatAreNoNounPhrases(t *testing.T) {
	for list, want := range map[string][2]string{
		"1girl solo artoria_pendragon_(cosplay)":                        {"dressed as Artoria Pendragon", "wears"},
		"1girl solo character:hatsune_miku_(cosplay)":                   {"dressed as Hatsune Miku", "Miku,"},
		"2girls hatsune_miku_(cosplay)":                                 {"one of them dressed as Hatsune Miku", "wear"},
		"1girl solo nier_(style)":                                       {"in the style of Nier", "with"},
		"1girl solo official_style":                                     {"in an official style", "has"},
		"1girl solo style_parody":                                       {"is a style parody", "has"},
		"1girl solo dress alternate_costume official_alternate_costume": {"dress", "costume"},
		"1girl solo sexually_suggestive":                                {"is sexually suggestive", "a sexually"},
		"1girl solo on_grass lying":                                     {"lying on grass", "has"},
		"no_humans cat on_grass":                                        {"a cat is on grass", "a grass"},
		"1girl solo between_toes":                                       {"something between her toes", "a between"},
		"1girl solo under_table against_tree":                           {"under a table and against a tree", "an under"},
		"1girl 1boy after_sex":                                          {"after sex", "an after"},
		"1girl solo in_the_rain the_moon":                               {"in the rain", "a the"},
		"1girl siblings smile":                                          {"a smile", "siblings"},
		"1boy couple":                                                   {"a boy", "couple"},
		"1girl solo muscular_male":                                      {"she is muscular", "male"},
		"1girl 1boy muscular_male":                                      {"one of them a muscular male", "is muscular"},
		"1boy solo cow_girl cow_horns":                                  {"a cow-like boy", "girl"},
		"1girl solo bear_boy":                                           {"a bear-like girl", "boy"},
		"1girl solo cat_girl fox_girl":                                  {"a cat and fox girl", "cat fox"},
		"2girls cat_girl dog_girl":                                      {"among them a cat girl and a dog girl", "one of"},
		"1girl solo panty_pull bikini_aside":                            {"her panties pulled aside", "a panty"},
		"1girl solo copyright:k-on!":                                    {"from k-on!", "!."},
		"1boy solo full_armor shoulder_armor":                           {"full armor and shoulder armor", "full shoulder"},
		"1girl solo nun habit rosary":                                   {"a rosary and the habit of a nun", "a habit"},
		"1girl solo slime slime_girl":                                   {"a slime girl", "slime slime"},
		"1girl solo perched":                                            {"she is perched", "a perched"},
		"1girl solo ice_skating":                                        {"she is ice skating", "has"},
		"1girl solo painting_(action) beret":                            {"she is painting", "a painting"},
		"1girl solo watercolor_(medium)":                                {"is in watercolor", "with"},
		"1girl solo playing_piano piano":                                {"she is playing piano", "A piano"},
		"1girl solo hair_bun long_hair":                                 {"long hair in a bun", "hair bun"},
		"1girl solo x_hair_ornament":                                    {"an X-shaped hair ornament", "a x"},
		"no_humans copyright:gundam beam_saber shield":                  {"it is a picture from gundam", "of  from"},
		"no_humans sword armor":                                         {"a sword and armor", "with armor"},
		"1girl solo hair_bow frilled_bow red_bow":                       {"a red frilled hair bow", "hair frilled"},
		"1girl solo beer":                                               {"beer is to be seen", "can"},
		"1girl solo 4koma":                                              {"a 4koma strip", "seen"},
		"1girl solo wa_maid":                                            {"the outfit of a wa maid", "wears a wa"},
		"1girl solo hogwarts_school_uniform school_uniform":             {"a hogwarts school uniform", "school school"},
		"1girl solo kitauji_high_school_uniform serafuku":               {"a kitauji high school sailor uniform", "school school"},
		"1girl solo hair_ribbon neck_ribbon red_ribbon":                 {"a hair ribbon, a neck ribbon, and a red ribbon", "hair neck"},
		"1girl solo wedding_dress china_dress white_dress":              {"a white wedding dress and a china dress", "wedding china"},
		"1girl solo racing_suit":                                        {"wears a racing suit", "is racing"},
		"1girl solo military_uniform school_uniform black_thighhighs":   {"a military uniform, a school uniform", "military school"},
	} {
		text := compose.Caption(tags.Sorted(strings.Fields(list)), "x", compose.Options{})
		if !strings.Contains(strings.ToLower(text), strings.ToLower(want[0])) || strings.Contains(text, want[1]) {
			t.Errorf("%s: %q, want %q and not %q", list, text, want[0], want[1])
		}
	}
}

func TestArticlesFollowTheSound(t *testing.T) {
	for tag, want := range map[string]string{
		"urethra": "a urethra", "utaite_uniform": "an utaite uniform", "unicycle": "a unicycle", "umbrella": "an umbrella", "hourglass": "an hourglass",
		"one-piece_swimsuit": "a one-piece", "ufo": "a UFO", "ushanka": "an ushanka", "ukulele": "a ukulele", "x-shaped_scar": "an X-shaped", "s-shaped_tail": "an S-shaped", "uniform": "a uniform", "undershirt": "an undershirt",
	} {
		text := strings.ToLower(compose.Caption(tags.Sorted([]string{"1girl", "solo", tag}), "x", compose.Options{}))
		if !strings.Contains(text, strings.ToLower(want)) {
			t.Errorf("%s: %q, want %q", tag, text, want)
		}
	}
}
