package tags

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNormalFollowsTheRulesOfBoorus(t *testing.T) {
	for in, want := range map[string]string{
		"Long Hair":                "long_hair",
		"  long__hair ":            "long_hair",
		`ganyu_\(genshin_impact\)`: "ganyu_(genshin_impact)",
		"^_^":                      "^_^",
		">_<":                      ">_<",
		"|_|":                      "|_|",
		"||_||":                    "||_||",
		"o_o":                      "o_o",
		"X_X":                      "x_x",
		":D":                       ":d",
		"&gt;_&lt;":                ">_<",
		"tom &amp; jerry":          "tom_&_jerry",
		"\ufeffsolo\u200b":         "solo",
		"\t\n":                     "",
		"":                         "",
		"___":                      "___",
		"日本語 タグ":                   "日本語_タグ",
		"🎉":                        "🎉",
		strings.Repeat("a", 170):   strings.Repeat("a", 170),
		`"quoted"`:                 `"quoted"`,
		"re:zero":                  "re:zero",
		"NO HUMANS":                "no_humans",
		"k-on!":                    "k-on!",
		"_leading":                 "leading",
		"hatsune miku  (append)":   "hatsune_miku_(append)",
		"(o)_(o)":                  "(o)_(o)",
		"<|>_<|>":                  "<|>_<|>",
		"=_=":                      "=_=",
		"+_-":                      "+_-",
		"u_u":                      "u_u",
		"A_\u1680A":                "a_a",
	} {
		if got := Normal(in); got != want {
			t.Errorf("Normal(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNormalIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "tag")
		once := Normal(s)
		if again := Normal(once); again != once {
			t.Fatalf("Normal(%q) = %q, and of that %q", s, once, again)
		}
	})
}

func TestParseTellsCommasFromSpaces(t *testing.T) {
	for line, want := range map[string][]string{
		"1girl solo long_hair":                       {"1girl", "solo", "long_hair"},
		"1girl, solo, long hair":                     {"1girl", "solo", "long_hair"},
		"1girl, long hair, 1girl":                    {"1girl", "long_hair"},
		"(masterpiece:1.2), ((smile)), [hat], {bow}": {"masterpiece", "smile", "hat", "bow"},
		"1.3::red eyes::, <lora:style:0.8>, cat":     {"red_eyes", "cat"},
		`ganyu \(genshin impact\), solo`:             {"ganyu_(genshin_impact)", "solo"},
		":d, ^_^, >_<":                               {":d", "^_^", ">_<"},
		"long hair\nblue eyes":                       {"long_hair", "blue_eyes"},
		"":                                           nil,
		" , ,, ":                                     nil,
		"saber_(fate), sword":                        {"saber_(fate)", "sword"},
	} {
		if d := cmp.Diff(want, Parse(line)); d != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", line, d)
		}
	}
}

func TestWordsDropQualifiersAndKeepKaomoji(t *testing.T) {
	for tag, want := range map[string]string{"ganyu_(twilight)_(genshin_impact)": "ganyu", "long_hair": "long hair", "^_^": "^_^", "star_(symbol)": "star", ":)": ":)"} {
		if got := Words(tag); got != want {
			t.Errorf("Words(%q) = %q, want %q", tag, got, want)
		}
	}
	if name, q := Unqualified("a_(b)_(c)"); name != "a" || q != "c" {
		t.Errorf("Unqualified gives %q and %q, want a and c", name, q)
	}
}

func TestCategoriesAreReadInEveryForm(t *testing.T) {
	for text, want := range map[string]Categories{
		`{"general":["Long Hair"],"character":["a"],"rating":"g"}`: {General: []string{"long_hair"}, Character: []string{"a"}, Rating: "g"},
		`{"general":"1girl solo","artist":null}`:                   {General: []string{"1girl", "solo"}},
		`["1girl","character:miku","rating:safe","1girl"]`:         {General: []string{"1girl"}, Character: []string{"miku"}, Rating: "safe"},
		`"1girl, long hair"`:                                       {General: []string{"1girl", "long_hair"}},
		`null`:                                                     {},
	} {
		var got Categories
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
	var c Categories
	if err := json.Unmarshal([]byte(`{"general":[1]}`), &c); err == nil {
		t.Error("a number among tags was read without an error")
	}
}

func TestNothingIsInTheLexiconTwice(t *testing.T) {
	if twice := theLexicon().twice; len(twice) > 0 {
		t.Errorf("these are: %v", twice)
	}
}

func TestGroupsByEveryKindOfRule(t *testing.T) {
	for tag, want := range map[string]Group{
		"1girl": GroupCount, "10girls": GroupCount, "6+boys": GroupCount, "no_humans": GroupCount,
		"red_hair": GroupHair, "hair_between_eyes": GroupHair, "low_twintails": GroupHair,
		"hair_ribbon": GroupAttire, "star_hair_ornament": GroupAttire, "frilled_white_dress": GroupAttire, "panties_under_pantyhose": GroupAttire, "unworn_hat": GroupAttire,
		"heterochromia": GroupEyes, "star-shaped_pupils": GroupEyes, "^_^": GroupFace, "evil_smile": GroupFace,
		"cat_ears": GroupBody, "dragon_tail": GroupBody, "mole_on_thigh": GroupBody,
		"holding_sword": GroupObject, "holding_hands": GroupPose, "hand_on_own_hip": GroupPose, "hand_fan": GroupObject, "adjusting_hat": GroupPose,
		"from_above": GroupComposition, "ass_focus": GroupComposition, "blue_sky": GroupPlace, "bare_tree": GroupPlace, "sunset": GroupTime, "2023": GroupTime,
		"greyscale": GroupStyle, "1990s_(style)": GroupStyle, "twitter_username": GroupMeta, "watercolor_(medium)": GroupStyle, "card_(medium)": GroupMeta,
		"ganyu_(genshin_impact)": GroupCharacter, "kirby_(cosplay)": GroupAttire, "cropped_jacket": GroupAttire, "cropped_legs": GroupComposition,
		"wet_hair": GroupHair, "striped_background": GroupPlace, "zxqv_flurbs": GroupObject,
	} {
		if got := GroupOf(tag); got != want {
			t.Errorf("GroupOf(%s) = %s, want %s", tag, got, want)
		}
	}
}

func TestImplicationsReachThrough(t *testing.T) {
	for tag, want := range map[string][]string{
		"very_long_hair":      {"long_hair"},
		"absurdly_long_hair":  {"very_long_hair", "long_hair"},
		"frilled_white_dress": {"white_dress", "dress"},
		"holding_sword":       {"holding_weapon", "sword", "holding", "weapon"},
		"brown_eyes":          nil,
		"orange_(fruit)":      {"fruit", "food"},
	} {
		if d := cmp.Diff(want, Implies(tag)); d != "" {
			t.Errorf("Implies(%s) (-want +got):\n%s", tag, d)
		}
	}
}

func TestNoTagImpliesItself(t *testing.T) {
	for tag := range implications() {
		if slices.Contains(Implies(tag), tag) {
			t.Errorf("%s implies itself", tag)
		}
	}
}

func TestNoTagImpliesWhatItExcludes(t *testing.T) {
	for tag := range implications() {
		for _, less := range Implies(tag) {
			if Excludes(tag, less) {
				t.Errorf("%s implies %s and excludes it", tag, less)
			}
		}
	}
}

func TestExclusion(t *testing.T) {
	for _, pair := range [][2]string{{"red_hair", "blue_hair"}, {"long_hair", "short_hair"}, {"very_long_hair", "medium_hair"}, {"white_dress", "blue_dress"}, {"indoors", "outdoors"}, {"1girl", "2girls"}, {"solo", "2boys"}, {"no_humans", "1girl"}, {"day", "night"}, {"sitting", "standing"}} {
		if !Excludes(pair[0], pair[1]) || !Excludes(pair[1], pair[0]) {
			t.Errorf("%s and %s do not exclude each other", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"red_hair", "blue_eyes"}, {"long_hair", "very_long_hair"}, {"white_dress", "blue_hat"}, {"red_hair", "red_hair"}, {"blue_hair", "light_blue_hair"}, {"1girl", "1boy"}} {
		if Excludes(pair[0], pair[1]) {
			t.Errorf("%s and %s exclude each other", pair[0], pair[1])
		}
	}
}

func TestConflictsKnowTheirExceptions(t *testing.T) {
	for _, tt := range []struct {
		list string
		want []string
	}{
		{"1girl solo red_hair blue_hair", []string{"hair colour"}},
		{"1girl solo red_hair blue_hair multicolored_hair", nil},
		{"2girls red_hair blue_hair", nil},
		{"1girl solo blue_eyes red_eyes heterochromia", nil},
		{"1girl solo indoors outdoors", []string{"place"}},
		{"2girls solo", []string{"number"}},
		{"1girl solo portrait full_body", []string{"framing"}},
		{"1girl solo portrait full_body multiple_views", nil},
		{"1girl solo white_dress blue_dress red_dress", []string{"colour of dress"}},
		{"1girl solo white_dress blue_dress", nil},
	} {
		var got []string
		for _, c := range Conflicts(strings.Fields(tt.list)) {
			got = append(got, c.Set)
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.list, d)
		}
	}
}

func TestOrderKeepsEveryTagAndNeverReturnsToAGroup(t *testing.T) {
	vocabulary := []string{"1girl", "solo", "2boys", "red_hair", "long_hair", "blue_eyes", "smile", "^_^", "cat_ears", "white_dress", "frilled_dress", "hat", "black_gloves", "holding_sword", "sword", "sitting", "from_above", "outdoors", "night", "sketch", "signature", "unheard_of", "zettai_ryouiki", "shoes"}
	rapid.Check(t, func(t *rapid.T) {
		c := Categories{
			General:   rapid.SliceOfDistinct(rapid.SampledFrom(vocabulary), func(s string) string { return s }).Draw(t, "general"),
			Character: rapid.SliceOfN(rapid.SampledFrom([]string{"miku", "rin"}), 0, 2).Draw(t, "character"),
		}
		ordered := Order(c)
		want := map[string]bool{}
		for _, tag := range c.All() {
			want[tag] = true
		}
		got := map[string]bool{}
		for _, tag := range ordered {
			got[tag] = true
		}
		if len(ordered) != len(got) || !cmp.Equal(want, got) {
			t.Fatalf("Order(%v) = %v: not each tag once", c, ordered)
		}
		groups := Grouped(c)
		var seen []Group
		for _, tag := range ordered {
			if g := groups[tag]; len(seen) == 0 || seen[len(seen)-1] != g {
				if slices.Contains(seen, g) {
					t.Fatalf("Order(%v) = %v comes back to %s", c, ordered, g)
				}
				seen = append(seen, g)
			}
		}
	})
}

func TestOrderReadsWell(t *testing.T) {
	c := Categories{Character: []string{"hatsune_miku"}, Copyright: []string{"vocaloid"}, General: strings.Fields("outdoors frilled_dress holding_umbrella smile very_long_hair solo black_gloves aqua_hair white_dress 1girl standing blue_eyes hair_ribbon full_body twintails day")}
	want := "1girl solo hatsune_miku vocaloid aqua_hair very_long_hair twintails blue_eyes smile hair_ribbon frilled_dress white_dress black_gloves holding_umbrella standing full_body outdoors day"
	if d := cmp.Diff(want, strings.Join(Order(c), " ")); d != "" {
		t.Error(d)
	}
}

func TestFormsOfColours(t *testing.T) {
	texts := func(tag string) (list []string) {
		for _, f := range Forms(tag) {
			list = append(list, f.Text)
		}
		return list
	}
	for tag, want := range map[string][]string{
		"red_hair":          {"red hair", "red-haired", "crimson hair", "auburn hair"},
		"grey_hair":         {"grey hair", "gray hair", "silver hair"},
		"blue_pants":        {"blue pants", "blue trousers", "navy trousers"},
		"looking_at_viewer": {"looking at the viewer"},
		"cat_ears":          {"cat ears", "feline ears"},
		"armor":             {"armor", "armour"},
	} {
		got := texts(tag)
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("Forms(%s) lacks %q: %v", tag, w, got)
			}
		}
	}
	if got := Forms("white_dress")[0]; got != (Form{"white dress", FormExact}) {
		t.Errorf("the first form of white_dress is %v", got)
	}
}

func TestAwkwardTagsAreReadAndGrouped(t *testing.T) {
	for line, want := range map[string]string{
		"1girl, long hair; red_eyes、smile": "1girl|long_hair|red_eyes|smile",
		"1girl; solo; smile":               "1girl|solo|smile",
		"1girl ;d steins;gate solo":        "1girl|;d|steins;gate|solo",
		"1girl, ;d, steins;gate":           "1girl|;d|steins;gate",
		"a\tb\r\nc":                        "a_b|c",
	} {
		if got := strings.Join(Parse(line), "|"); got != want {
			t.Errorf("Parse(%q) is %s, want %s", line, got, want)
		}
	}
	for tag, want := range map[string]Group{"🎉🎉": GroupObject, "♪": GroupObject, ";d": GroupFace, ";)": GroupFace, "^_^": GroupFace, `"quoted"`: GroupObject, strings.Repeat("a", 170): GroupObject} {
		if got := GroupOf(tag); got != want {
			t.Errorf("%s is %s, want %s", tag, got, want)
		}
	}
}

func TestListsWithoutCategoriesAreSortedByNames(t *testing.T) {
	got := Sorted(Parse("1girl, hatsune miku, vocaloid, saber (fate), ganyu (twilight blossom) (genshin impact), gem uniform (houseki no kuni), vision (genshin impact), creeper, another, artist:kuro, magical girl"))
	want := Categories{
		General:   []string{"1girl", "gem_uniform_(houseki_no_kuni)", "vision_(genshin_impact)", "creeper", "another", "magical_girl"},
		Character: []string{"hatsune_miku", "saber_(fate)", "ganyu_(twilight_blossom)_(genshin_impact)"},
		Copyright: []string{"vocaloid"},
		Artist:    []string{"kuro"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
