package tags

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// told is who a phrase says is there: how many (0 is open, -1 nobody) and of which gender.
type told struct {
	phrase string
	n      int
	gender string
}

// sentences counts the captions that are described as they were made.
type sentences struct{ right, all int }

func (s *sentences) check(t *testing.T, caption string, want told) {
	t.Helper()
	d := Describe(Categories{}, caption)
	people, count := PeopleMulti, strconv.Itoa(want.n)
	switch {
	case want.n < 0:
		people, count, want.gender = PeopleNone, "0", GenderUnknown
	case want.n == 0:
		count = "-"
	case want.n == 1:
		people = PeopleSolo
	}
	got := "-"
	if d.Count != nil {
		got = strconv.Itoa(*d.Count)
	}
	s.all++
	if d.People == people && got == count && d.Gender == want.gender {
		s.right++
	} else {
		t.Logf("%q: %s %s %s, want %s %s %s", caption, d.People, got, d.Gender, people, count, want.gender)
	}
}

// enough fails where fewer than 98 of 100 are right.
func (s *sentences) enough(t *testing.T) {
	t.Helper()
	if s.right*100 < s.all*98 {
		t.Errorf("%d of %d captions are described right, want 98 of 100", s.right, s.all)
	}
}

// of lists words for one person of one gender.
func of(gender, words string) []told {
	var list []told
	for _, w := range strings.Fields(words) {
		list = append(list, told{w, 1, gender})
	}
	return list
}

func somePersons() []told {
	list := of(GenderFemale, "woman girl mother queen nun waitress princess witch")
	list = append(list, of(GenderMale, "man boy father king monk groom fisherman wizard")...)
	return append(list, of(GenderUnknown, "person child nurse knight pirate astronaut cyclist librarian pilot elf baker plumber lawyer bartender juggler surfer goalkeeper photographer burglar lieutenant violinist surgeon trucker potter shepherd necromancer hermit")...)
}

func withArticle(w string) string {
	if strings.ContainsRune("aeiou", rune(w[0])) {
		return "an " + w
	}
	return "a " + w
}

func bothGenders(a, b string) string {
	switch {
	case a == b:
		return a
	case a == GenderUnknown || b == GenderUnknown:
		return GenderUnknown
	}
	return GenderMixed
}

func TestWhatSomebodyDoesAddsNobody(t *testing.T) {
	var s sentences
	for _, does := range []string{"holds an umbrella", "stands in front of a statue of a general", "walks past a poster of a singer", "carries a porcelain doll", "looks at a painting of two women", "plays with a toy soldier", "reads a letter from her mother",
		"cooks dinner", "in a nurse uniform", "wearing a sailor hat", "next to a motorcycle", "plays chess against a robot", "bows", "holding a photo of a dog", "crosses an empty street", "dressed as a pirate", "guards the gate", "nurses a beer", "hosts a show",
		"models a dress", "fans the flames", "rocks on a chair", "sails a small boat", "wearing a boyfriend's shirt", "thinking of her mother", "with a baby face", "reading a book about a king", "and a robot", "with two dogs", "beside a statue of a man", "wears stockings with twin bows"} {
		s.check(t, "A woman "+does+".", told{"", 1, GenderFemale})
		s.check(t, "An old man "+does+".", told{"", 1, GenderMale})
		s.check(t, "The drawing shows one girl who "+does+".", told{"", 1, GenderFemale})
	}
	s.enough(t)
}

func TestPeopleAreCountedByTheirGrammar(t *testing.T) {
	var s sentences
	all := somePersons()
	for k, a := range all {
		one, many := withArticle(a.phrase), manyOf(a.phrase)
		if a.phrase == "child" {
			many = "children"
		}
		s.check(t, "The "+a.phrase+" leans against a wall.", told{"", 1, a.gender})
		s.check(t, "An illustration of "+one+" with long hair, under a street lamp.", told{"", 1, a.gender})
		for _, n := range []string{"Two", "Three smiling", "7"} {
			number, _ := NumberWord(strings.ToLower(strings.Fields(n)[0]))
			s.check(t, n+" "+many+" sit on the grass.", told{"", number, a.gender})
		}
		s.check(t, "Several "+many+" walk along the road.", told{"", 0, a.gender})
		s.check(t, "A group of five "+many+" in the rain.", told{"", 5, a.gender})
		s.check(t, "A pair of "+many+" at a table.", told{"", 2, a.gender})
		s.check(t, "A crowd of "+many+" in the square.", told{"", 0, a.gender})
		b := all[(k*13+5)%len(all)]
		if a.phrase == b.phrase {
			continue
		}
		both := told{"", 2, bothGenders(a.gender, b.gender)}
		other := withArticle(b.phrase)
		for _, form := range []string{"%s and %s share an umbrella.", "%s beside %s.", "%s hugs %s on the stairs.", "%s talks to %s in a cafe.", "%s watched by %s."} {
			s.check(t, fmt.Sprintf(form, one, other), both)
		}
		s.check(t, "The "+a.phrase+" and the "+b.phrase+" shake hands.", both)
	}
	s.enough(t)
}

func TestFamiliesSetsNamesAndPronounsAreCounted(t *testing.T) {
	var s sentences
	for _, who := range []told{{"a mother and her two sons", 3, GenderMixed}, {"a mother and her daughters", 0, GenderFemale}, {"a woman with her baby", 2, GenderUnknown}, {"a grandmother with three grandchildren", 4, GenderUnknown}, {"two sisters and their brother", 3, GenderMixed},
		{"a family of four", 4, GenderUnknown}, {"a couple with a baby", 3, GenderUnknown}, {"two couples", 4, GenderUnknown}, {"twin girls", 2, GenderFemale}, {"a string quartet", 4, GenderUnknown}, {"a rock band", 0, GenderUnknown}, {"an all-girl band", 0, GenderFemale},
		{"a boy, his sister and their mother", 3, GenderMixed}, {"three girls and two boys", 5, GenderMixed}, {"a man, a woman and a child", 3, GenderMixed}, {"dozens of people", 0, GenderUnknown}, {"three of them", 3, GenderUnknown}, {"both of them", 2, GenderUnknown},
		{"an older man and a younger one", 2, GenderMale}, {"men and women", 0, GenderMixed}, {"the silhouettes of two people", 2, GenderUnknown}, {"she", 1, GenderFemale}, {"they", 0, GenderUnknown}, {"he and his friends", 0, GenderUnknown}, {"two samurai", 2, GenderUnknown}, {"over a hundred people", 0, GenderUnknown},
		{"Emma", 1, GenderFemale}, {"Lucas and Anna", 2, GenderMixed}, {"a girl named Emma", 1, GenderFemale}, {"her friend Anna", 1, GenderFemale}, {"Alex and Sam", 2, GenderUnknown}, {"Emma and her brother", 2, GenderMixed}, {"Mr. Brian", 1, GenderMale}, {"Rin and Len", 2, GenderUnknown}, {"Len and Rin", 2, GenderUnknown}, {"Hatsune Miku and Megurine Luka", 2, GenderFemale}, {"Emma, Bob and Tom", 3, GenderMixed},
		{"a watchmaker", 1, GenderUnknown}, {"two clockmakers", 2, GenderUnknown}, {"an ornithologist", 1, GenderUnknown}, {"an old king reimagined as a young woman", 1, GenderFemale}, {"a girl turned into a boy", 1, GenderMale}, {"2boys, twins,", 2, GenderMale}, {"a hand feeding a squirrel", 1, GenderUnknown},
		{"a blonde", 1, GenderFemale}, {"a redhead", 1, GenderUnknown}, {"a male nurse", 1, GenderMale}, {"a girl detective", 1, GenderFemale}, {"a robot maid", 1, GenderFemale}, {"my sister and I", 2, GenderUnknown}, {"a dog and its owner", 1, GenderUnknown}, {"a man in a wheelchair pushed by a nurse", 2, GenderUnknown}} {
		for _, where := range []string{" on a bench in the park", " under a tree", " in front of a house"} {
			s.check(t, who.phrase+where, who)
		}
	}
	s.enough(t)
}

func TestTheSubjectOfAPictureIsSomebodyWithABody(t *testing.T) {
	for caption, want := range map[string]string{
		"The subject has a shaved head and holds a lamp; they are seen from behind.": PeopleSolo,
		"The subject wears a red coat.":                                              PeopleSolo,
		"The subject has four legs and a tail, a dog.":                               PeopleNone,
		"The subject of the picture is a teapot.":                                    PeopleNone,
		"Two girls cross a bridge.":                                                  PeopleMulti,
		"Quick pencil study from last night.":                                        PeopleUnknown,
		"A pencil on a desk.":                                                        PeopleNone,
		"A study lined with bookshelves.":                                            PeopleNone,
	} {
		if d := Describe(Categories{}, caption); d.People != want {
			t.Errorf("%q: %s, want %s", caption, d.People, want)
		}
	}
}

func TestLikenessesOwnersAndEmptyPlacesShowNobody(t *testing.T) {
	var s sentences
	for _, caption := range []string{"an empty street at night", "nobody in the room", "a room without people", "not a soul on the platform", "a bronze statue of two soldiers", "a row of mannequins in a shop window", "a poster of a singer on a brick wall", "a toy soldier on a shelf", "a child's drawing on the fridge",
		"a man's hat on a chair", "a baby carriage in the hall", "a witch's hat on a hook", "a pirate ship at sea", "a gingerbread man on a plate", "a chess king and queen on a board", "the queen of hearts", "a tattoo of a mermaid", "a mother cat and her kittens", "a family of ducks on a pond", "a couple of chairs on a terrace",
		"a gang of crows", "a nurse shark in the sea", "a maid cafe sign", "a dog dressed as a sailor", "the house of a painter", "an action figure of a soldier", "a keychain of a girl", "a stamp with the face of a king", "a coin with a queen's head", "a man on a television screen", "a poster with a girl on it",
		"a phone screen showing a boy's face", "wanted poster of a pirate nailed to a door", "neither a man nor a woman is in the picture", "an old photograph of three soldiers lies in a drawer", "a photo of a bride lies in an album", "the subject is a vase with flowers", "an abandoned village, its people long gone", "a two-man tent on a meadow"} {
		s.check(t, caption, told{"", -1, ""})
	}
	s.enough(t)
}

func TestCaptionsTellTheFraming(t *testing.T) {
	right, all := 0, 0
	for framing, forms := range map[string][]string{
		FramingFullBody:  {"a full-body view of %s", "%s shown from head to toe", "%s is shown in full, from hat to boots"},
		FramingUpperBody: {"%s from the waist up", "half-length portrait of %s", "%s, cropped just below the chest", "%s visible down to the waist", "bust of %s in three-quarter view"},
		FramingCowboy:    {"%s from the knees up", "%s; the picture ends at the thighs", "%s shown down to the knees", "a three-quarter length portrait of %s"},
		FramingPortrait:  {"a close-up of %s", "the face of %s fills the frame", "only the face of %s is shown", "a passport photo of %s"},
		FramingFar:       {"%s seen from far away", "%s as a tiny figure on the horizon", "%s, small in the frame", "%s far off on the hill"},
		FramingUnknown: {"%s beside a full-length mirror", "%s with a portrait of a cat", "%s paints a portrait", "%s with a bust of an emperor", "%s in front of distant mountains", "%s with long hair down to the waist", "%s up to the waist in water",
			"%s wearing thigh boots", "%s takes a shot of whiskey", "%s seen from behind"},
	} {
		for _, form := range forms {
			for _, who := range []string{"a girl", "an old man"} {
				all++
				if got := Describe(Categories{}, fmt.Sprintf(form, who)).Framing; got == framing {
					right++
				} else {
					t.Logf("%q: %s, want %s", fmt.Sprintf(form, who), got, framing)
				}
			}
		}
	}
	if right*100 < all*98 {
		t.Errorf("%d of %d captions tell the framing, want 98 of 100", right, all)
	}
}
