package check

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/tags"
)

func judgeLine(general, caption string) Result {
	return Check(tags.Sorted(strings.Fields(general)), caption, "stop", Options{})
}

func against(r Result) []string {
	list := []string{}
	for _, c := range r.Contradicted {
		list = append(list, c.Tag)
	}
	return list
}

func TestTheFailuresThatStartedThis(t *testing.T) {
	for _, tt := range []struct {
		name, tags, caption            string
		missing, contradicted, process []string
	}{
		{"another hair colour, and a disclaimer at the end", "1girl solo grey_hair very_long_hair crown_braid sundress white_headwear sunflower blue_ribbon red_eyes",
			"A girl with long flowing blonde hair and red eyes, wearing a sundress and a white hat with a blue ribbon, beside a sunflower. The image does not contain any discernible text or additional objects.",
			[]string{"very_long_hair", "crown_braid"}, []string{"grey_hair"}, []string{"boilerplate"}},
		{"Japanese where English was wanted", "1boy solo poster blue_headwear", "帽子をかぶった少年のポスターです。", nil, []string{}, []string{"wrong_language"}},
		{"another hat and a name that nobody tagged", "1boy solo blue_headwear glasses", "A boy in glasses and a red hat, Kudo Shinichi by name.", []string{}, []string{"blue_headwear"}, []string{"foreign_name"}},
		{"nothing", "1girl", "", nil, []string{}, []string{"empty"}},
		{"the word NONE", "1girl", "NONE", nil, []string{}, []string{"empty"}},
		{"leaked tags and a tail of them", "1girl solo blue_sky looking_at_viewer", "A girl looking_at_viewer under a blue_sky. Additional tags: shiny, solo, outdoors", nil, []string{}, []string{"underscore_leak", "additional_tags_tail"}},
		{"a halo that is never mentioned", "1girl solo halo silver_hair smile", "A silver-haired girl smiles.", []string{"halo"}, []string{}, []string{}},
		{"a halo that a person added", "1girl solo halo silver_hair smile", "A silver-haired girl with a halo smiles.", []string{}, []string{}, []string{}},
	} {
		r := judgeLine(tt.tags, tt.caption)
		if d := cmp.Diff(tt.contradicted, against(r)); d != "" {
			t.Errorf("%s: contradicted (-want +got):\n%s", tt.name, d)
		}
		if d := cmp.Diff(tt.process, r.Process); d != "" {
			t.Errorf("%s: process (-want +got):\n%s", tt.name, d)
		}
		if tt.missing != nil && !cmp.Equal(tt.missing, r.Missing) {
			t.Errorf("%s: missing %v, want %v", tt.name, r.Missing, tt.missing)
		}
	}
}

func TestWithoutTagsOnlyTheDeliveryIsJudged(t *testing.T) {
	caption := "A girl with red hair walks her dog beside Sakura Kinomoto on a beach, holding a sword. Additional tags: shiny, solo"
	r := Check(tags.Categories{Meta: []string{"highres"}, Rating: "g"}, caption, "stop", Options{})
	if !r.Untagged || len(r.Invented)+len(r.Contradicted)+len(r.Missing) > 0 || len(r.claims) > 0 {
		t.Errorf("no tags, and yet: %+v", r)
	}
	if want := []string{"additional_tags_tail"}; !slices.Equal(r.Process, want) {
		t.Errorf("process failures %v, want %v", r.Process, want)
	}
	if f := Findings(r)[0]; f.Rule != "untagged" || f.Severity != "info" {
		t.Errorf("the first finding is %+v, want one that says that there are no tags", f)
	}
	r = Check(tags.Categories{Character: []string{"kinomoto_sakura"}}, "Sakura Kinomoto walks her dog on a beach.", "stop", Options{})
	if r.Untagged || len(r.Invented) > 0 || len(r.Covered) != 1 {
		t.Errorf("only a name is tagged, and yet: %+v", r)
	}
}

func TestSpansAreBytesOfTheCaption(t *testing.T) {
	caption := "“Bonjour”, dit-elle — a girl with naïve blonde hair."
	r := judgeLine("1girl solo grey_hair", caption)
	if len(r.Contradicted) != 1 {
		t.Fatalf("contradicted %v, want one", r.Contradicted)
	}
	c := r.Contradicted[0]
	if got := caption[c.Start:c.End]; got != c.Span || !strings.Contains(got, "blonde hair") {
		t.Errorf("bytes %d to %d are %q, and the span is %q", c.Start, c.End, got, c.Span)
	}
}

func TestColoursAfterTheirNounAreCited(t *testing.T) {
	for _, tt := range []struct{ tags, caption, contradicted, span string }{
		{"2girls multiple_girls black_hair pink_hair", "Two women whose hair is black and green.", "pink_hair", "hair is black and green"},
		{"2girls multiple_girls black_hair blonde_hair", "Two women. Both of them have hair that is black.", "blonde_hair", "hair that is black"},
	} {
		r := judgeLine(tt.tags, tt.caption)
		if len(r.Contradicted) != 1 || r.Contradicted[0].Tag != tt.contradicted || r.Contradicted[0].Span != tt.span {
			t.Errorf("%s: contradicted %+v, want %s by %q", tt.caption, r.Contradicted, tt.contradicted, tt.span)
		}
	}
}

func TestNothingPanics(t *testing.T) {
	for _, caption := range []string{"", " ", "\x00", "\xff\xfe", "-", "'", "’s", "a", "not", "without", "no no no no", "one", "a black one", "of", "hair", "'''", "\"", strings.Repeat("a_b ", 50), "hair is", "is", "very long", "and", "the colour of"} {
		for _, general := range []string{"", "1girl", "grey_hair holding_ :d ^_^ _ no_ 1 99girls", "very_long_hair"} {
			judgeLine(general, caption)
		}
	}
}

func FuzzCheck(f *testing.F) {
	cases, err := Development()
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range cases[:40] {
		f.Add(strings.Join(c.Tags.General, " "), c.Caption)
	}
	f.Fuzz(func(t *testing.T, general, caption string) {
		r := judgeLine(general, caption)
		if r.Score < 0 || r.Score > 1 {
			t.Errorf("score %v is outside 0 to 1", r.Score)
		}
		for _, c := range r.Contradicted {
			if c.Start < 0 || c.End > len(caption) || c.Start >= c.End {
				t.Errorf("span %d-%d is outside the caption", c.Start, c.End)
			}
		}
	})
}

func TestRepairsAreNeverWorse(t *testing.T) {
	for _, tt := range []struct{ name, tags, caption, want string }{
		{"underscores become spaces", "1girl solo blue_sky", "A girl under a blue_sky.", "A girl under a blue sky."},
		{"a tail is cut", "1girl solo smile", "A girl smiles. Additional tags: shiny, solo", "A girl smiles."},
		{"boilerplate is cut", "1girl solo smile", "A girl smiles. The image does not contain any discernible text.", "A girl smiles."},
		{"a colour is put right", "1girl solo grey_hair", "A girl with blonde hair.", "A girl with grey hair."},
		{"an unfinished sentence is cut", "1girl solo smile", "A girl smiles. She is wearing a", "A girl smiles."},
		{"a number is put right", "2girls multiple_girls long_hair", "Three girls with long hair.", "Two girls with long hair."},
		{"a number in digits is put right", "3boys multiple_boys short_hair", "Here are 2 boys with short hair.", "Here are 3 boys with short hair."},
		{"a number word for a group is put right", "2girls multiple_girls long_hair", "A trio of girls with long hair.", "A pair of girls with long hair."},
		{"of two numbers the wrong one is put right", "1girl 2boys multiple_boys smile", "A girl and three boys smile.", "A girl and two boys smile."},
		{"one of several is no number to put right", "1girl solo long_hair", "Two girls with long hair.", "Two girls with long hair."},
		{"what is right stays", "1girl solo smile", "A girl smiles.", "A girl smiles."},
	} {
		c := tags.Sorted(strings.Fields(tt.tags))
		got, edits := Repair(c, tt.caption, "stop", Options{})
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
		if (got != tt.caption) != (len(edits) > 0) {
			t.Errorf("%s: %d edits are told", tt.name, len(edits))
		}
	}
}

func TestAnArtistWhoIsDemandedIsNamed(t *testing.T) {
	c := tags.Categories{General: []string{"1girl", "smile"}, Artist: []string{"some_painter_(artist)", "another"}}
	if got, edits := Repair(c, "A girl smiles", "stop", Options{Artist: true}); got != "A girl smiles. Art by some painter and another." || len(edits) != 1 || edits[0].Rule != "artist" {
		t.Errorf("%q, %+v", got, edits)
	}
	for _, caption := range []string{"A girl smiles. Art by some painter and another.", ""} {
		if got, edits := Repair(c, caption, "stop", Options{Artist: true}); got != caption || len(edits) > 0 {
			t.Errorf("%q becomes %q", caption, got)
		}
	}
	if got, _ := Repair(c, "A girl smiles.", "stop", Options{}); got != "A girl smiles." {
		t.Errorf("not demanded, and named: %q", got)
	}
}

func TestSwapsAreFound(t *testing.T) {
	cases, err := Development()
	if err != nil {
		t.Fatal(err)
	}
	good := slices.DeleteFunc(cases, func(c Case) bool { return !c.Want.Good() })
	report := SelfTest(good, Options{})
	if len(report) < 6 {
		t.Fatalf("%d types of swaps could be made, want at least 6", len(report))
	}
	made, found := 0, 0
	for _, r := range report {
		made += r.Made
		found += r.Found
	}
	if share(found, made) < 0.85 {
		t.Errorf("%d of %d swaps were found, want 85 %%: %+v", found, made, report)
	}
}

// BenchmarkCheck judges captions of about 100 words against 30 tags: one again
// and again, and many that share nothing but their language.
func BenchmarkCheck(b *testing.B) {
	one := Case{Tags: tags.Sorted(strings.Fields("1girl solo very_long_hair grey_hair crown_braid red_eyes sundress white_dress white_headwear straw_hat blue_ribbon hat_ribbon sunflower holding_flower smile blush looking_at_viewer standing outdoors day blue_sky cloud flower_field field cowboy_shot short_sleeves collarbone bare_arms frills bracelet")),
		Caption: "A young woman with very long grey hair arranged in a crown braid stands outdoors in a field of sunflowers on a bright day. Her red eyes look directly at the viewer, and a faint blush colours her cheeks as she smiles. She wears a white sundress with short sleeves and delicate frills, a wide straw hat tied with a blue ribbon, and a slim bracelet on her wrist. In one hand she holds a single sunflower. Behind her the blue sky is dotted with soft clouds, and the picture is framed from the thighs up, with warm light falling on her bare arms and collarbone."}
	for _, set := range []struct {
		name  string
		cases []Case
	}{{"one", []Case{one}}, {"many", longCases(b)}} {
		b.Run(set.name, func(b *testing.B) {
			check := func(c *Case) { Check(c.Tags, c.Caption, "stop", Options{}) }
			for k := range set.cases {
				check(&set.cases[k]) // what is worked out once for each tag and word
			}
			b.ReportAllocs()
			before, i, words := cpuTime(b), 0, 0
			for b.Loop() {
				check(&set.cases[i%len(set.cases)])
				i++
			}
			taken := float64((cpuTime(b) - before).Microseconds()) / float64(i)
			for _, c := range set.cases {
				words += len(strings.Fields(c.Caption))
			}
			b.ReportMetric(taken, "cpu-µs/caption")
			b.ReportMetric(float64(words)/float64(len(set.cases)), "words/caption")
			b.ReportMetric(taken*100*float64(len(set.cases))/float64(words), "cpu-µs/100-words")
		})
	}
}

// cpuTime is what this process has used of the processors, whatever else runs
// on the machine.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// longCases joins good captions of the development set, and their tags, to
// some 100 words and 30 tags each.
func longCases(b *testing.B) []Case {
	b.Helper()
	cases, err := Development()
	if err != nil {
		b.Fatal(err)
	}
	var list []Case
	var c Case
	for _, next := range cases {
		if !next.Want.Good() {
			continue
		}
		c.Caption += " " + next.Caption
		for _, tag := range next.Tags.General {
			if len(c.Tags.General) < 30 && !slices.Contains(c.Tags.General, tag) {
				c.Tags.General = append(c.Tags.General, tag)
			}
		}
		if len(strings.Fields(c.Caption)) >= 90 && len(c.Tags.General) >= 28 {
			list, c = append(list, c), Case{}
		}
	}
	return list
}

func TestListsOfColoursShareTheirNoun(t *testing.T) {
	for _, caption := range []string{"Three girls with brown, red and black hair.", "Three girls with brown, red, and black hair.", "Three girls, with long, brown, red, and black hair among them."} {
		got := Check(tags.Sorted(strings.Fields("3girls multiple_girls brown_hair red_hair black_hair")), caption, "stop", Options{})
		if len(got.Missing)+len(got.Contradicted)+len(got.Invented) > 0 {
			t.Errorf("%s: missing %v, contradicted %v, invented %v", caption, got.Missing, got.Contradicted, got.Invented)
		}
	}
	got := Check(tags.Sorted(strings.Fields("2girls multiple_girls red_dress black_footwear brown_hair")), "Two girls with brown hair, one in red, and black boots.", "stop", Options{})
	if len(got.Contradicted) > 0 {
		t.Errorf("a colour of another noun: contradicted %v", got.Contradicted)
	}
}
