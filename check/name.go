package check

import (
	"strings"
	"unicode"

	"github.com/winnow-data/winnow/tags"
)

// named is one name of the tags, as its words.
type named struct {
	tag   string
	words []string // lower case
	work  bool     // a copyright
}

// nameList is all names that the tags of an image allow.
type nameList struct {
	names   []named
	allowed map[string]bool // words of names, lower case
	general []string        // other tags, whose words are no foreign names either
	seen    map[string][2]int
}

// worksAlso are other names of well-known series.
var worksAlso = map[string][]string{"kantai_collection": {"kancolle"}, "idolmaster": {"idolm@ster", "imas"}, "fate_(series)": {"fate"}, "neon_genesis_evangelion": {"evangelion"}, "kimetsu_no_yaiba": {"demon slayer"}, "boku_no_hero_academia": {"my hero academia"}, "shingeki_no_kyojin": {"attack on titan"}, "bishoujo_senshi_sailor_moon": {"sailor moon"}, "sousou_no_frieren": {"frieren"}, "honkai:_star_rail": {"star rail"}, "re:zero_kara_hajimeru_isekai_seikatsu": {"re:zero"}, "mahou_shoujo_madoka_magica": {"madoka magica"}, "girls_und_panzer": {"garupan"}, "vocaloid": {"vocaloid"}, "touhou": {"touhou project"}, "blue_archive": {"blue archive"}}

func namesOf(c tags.Categories) *nameList {
	l := &nameList{allowed: map[string]bool{}, seen: map[string][2]int{}}
	for _, tag := range c.Character {
		l.add(tag, false)
	}
	for _, tag := range c.Copyright {
		l.add(tag, true)
	}
	for _, tag := range c.Artist {
		l.allow(tag)
	}
	l.general = c.General
	return l
}

// nameWords are the words of a name, each in one romanisation.
func nameWords(name string) []string {
	words := plainWords(name)
	for i, w := range words {
		words[i] = romanised(w)
	}
	return words
}

// romanised spells a name as those do who mark no long vowels: souryuu, soryu
// and sohryu are the same.
func romanised(name string) string {
	if !strings.ContainsAny(name, "ou") {
		return name
	}
	b := make([]byte, 0, len(name))
	for i := 0; i < len(name); i++ {
		c := name[i]
		if n := len(b); n > 0 && (b[n-1] == 'o' && (c == 'u' || c == 'o' && i+1 < len(name) || c == 'h' && (i+1 == len(name) || !isVowel(name[i+1]))) || b[n-1] == 'u' && c == 'u') {
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

func plainWords(name string) []string {
	return strings.FieldsFunc(unaccented.Replace(strings.ToLower(name)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-'
	})
}

func (l *nameList) allow(tag string) {
	for _, w := range nameWords(tag) {
		l.allowed[w] = true
	}
}

func (l *nameList) add(tag string, work bool) {
	l.allow(tag)
	name, _ := tags.Unqualified(tag)
	l.names = append(l.names, named{tag, nameWords(name), work})
	for _, also := range worksAlso[tag] {
		l.names = append(l.names, named{tag, nameWords(also), work})
		l.allow(also)
	}
}

// mark finds the names in the text, so that "Violet" is not a colour, and
// remembers where each was first found.
func (l *nameList) mark(text []token) {
	if len(l.names) == 0 {
		return
	}
	for i := range text {
		t := &text[i]
		if !t.capital || !l.allowed[t.name] {
			if !t.capital || !l.hyphened(t.word) {
				continue
			}
		}
		for k := range l.names {
			n := &l.names[k]
			if length := n.match(text, i); length > 0 {
				for j := i; j < i+length; j++ {
					text[j].named = true
				}
				if _, ok := l.seen[n.tag]; !ok {
					l.seen[n.tag] = [2]int{i, i + length}
				}
			}
		}
	}
}

func (l *nameList) hyphened(word string) bool {
	first, _, ok := strings.Cut(word, "-")
	return ok && l.allowed[romanised(first)]
}

// match is how many tokens from i on tell the name: whole, in either order, or
// one of its words alone, with a capital letter. A common word that opens a
// sentence is a name only if a name would stand there.
func (n *named) match(text []token, i int) int {
	words := n.words
	if len(words) == 0 {
		return 0
	}
	whole := func(at func(k int) string) int {
		for k := range words {
			if i+k >= len(text) || text[i+k].name != at(k) || k > 0 && text[i+k].mark == '.' {
				return 0
			}
		}
		return len(words)
	}
	if k := whole(func(k int) string { return words[k] }); k > 1 {
		return k
	}
	if k := whole(func(k int) string { return words[len(words)-1-k] }); k > 1 {
		return k
	}
	for _, w := range words {
		if len(w) < 2 || w == "of" || w == "the" || w == "no" || text[i].name != w {
			continue
		}
		if n.work && len(words) > 1 && len(words[0]) < 4 {
			return 0
		}
		if text[i].mark == '.' && !nameStands(text, i) {
			return 0
		}
		return 1
	}
	return 0
}

// nameStands says that a capitalised word opening a sentence is a name rather
// than a common word: a verb, a comma, a possessive or another name follows,
// or it is no word that the lexicons know.
func nameStands(text []token, i int) bool {
	t := &text[i]
	noun := t.thing
	if !noun && !t.beginsState && t.kind == 0 {
		return true
	}
	if t.possessive || i+1 >= len(text) {
		return true
	}
	n := &text[i+1]
	return n.mark == ',' || n.kind&(verb|copula) != 0 && n.kind&adjective == 0 || n.word == "and" && i+2 < len(text) && text[i+2].capital || n.capital || n.word == "with" || n.word == "from" && i+2 < len(text) && text[i+2].capital || n.word == "in" && t.kind&colourWord == 0
}

// plainCapitals are capitalised words that name nobody.
var plainCapitals = wordSet(`old west wild eiffel tower taj mahal colosseum stonehenge sphinx fuji mount middle ages italy france spain germany england scotland ireland wales japan china india egypt greece rome russia america africa europe asia brazil mexico turkey portugal holland norway sweden denmark finland poland austria switzerland canada australia hi hello hey oh ah wow yes ok bravo hurrah hooray congratulations hush ssh look behold i i'm i've english japanese chinese korean western european american british french german italian spanish russian indian egyptian greek roman arabic victorian edwardian gothic gothic-style lolita asian east eastern christmas halloween easter valentine valentine's day new year year's xmas
santa monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december mary jane janes t t-shirt v v-neck a-line x y-shaped tv dj vr cg 3d 2d ok uv led god earth moon sun mars ufo cd dvd pc usb sf polaroid ferris bengal persian siamese shiba inu
renaissance baroque art nouveau deco impressionist medieval celtic norse scandinavian nordic oriental jack jack-o'-lantern panama oxford wellington wellingtons bermuda hawaiian scottish irish mexican turkish dutch swiss alpine african prussian baltic bavarian parisian venetian viennese mediterranean caribbean balinese thai vietnamese
bible koran torah tudor georgian regency bauhaus gibson stetson fedora chelsea doberman labrador dalmatian alsatian german shepherd rottweiler chihuahua beagle collie newfoundland retriever maine coon husky corgi pomeranian akita samoyed burmese angora tudor-style anime manga chibi kawaii shinto buddhist christian catholic orthodox latin cyrillic hangul kanji hiragana katakana peter pan mandarin windsor argyle aran kimono yukata obi
cheshire sakura torii halloween-themed christmas-themed japanese-style chinese-style european-style western-style victorian-style
jupiter saturn venus mercury neptune uranus pluto milky orion lego danish swedish polish austrian hungarian arabian aztec mayan incan viking polynesian south arctic antarctic rococo bohemian harajuku grecian hellenic spartan byzantine
ottoman napoleonic elizabethan jacobean meiji taisho heian wi-fi mohawk cupid heaven hell buddha tarot zodiac australian slavic himalayan rubik rubik's hindu islamic jewish zen biblical homeric satanic martian lunar`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// foreign is a proper name in the caption that no tag allows.
type foreign struct{ from, to int }

// foreignNames finds capitalised words that are no names of the tags.
func (l *nameList) foreignNames(text []token) []foreign {
	capitals, words := 0, 0
	title := titles(text)
	for i := range text {
		if text[i].quoted {
			continue
		}
		words++
		if text[i].capital {
			capitals++
		}
	}
	if words == 0 || capitals*2 > words && words > 4 {
		return nil // a title in capitals
	}
	var list []foreign
	for i := 0; i < len(text); i++ {
		if title[text[i].sent] || !l.isForeign(text, i) {
			continue
		}
		to := i + 1
		for to < len(text) && text[to].mark == 0 && text[to].capital && !text[to].quoted && !text[to].named && !text[to].plainCapital && !l.allowed[text[to].name] {
			to++
		}
		list = append(list, foreign{i, to})
		i = to - 1
	}
	return list
}

// titles are the sentences, several, of which all words but small ones have
// capitals.
func titles(text []token) map[int32]bool {
	var title map[int32]bool
	for i := 0; i < len(text); {
		k, small := i, false
		for k < len(text) && text[k].sent == text[i].sent {
			small = small || !text[k].capital && (text[k].kind&(preposition|conjunction|determiner) == 0)
			k++
		}
		if !small && k-i > 1 && k < len(text) {
			if title == nil {
				title = map[int32]bool{}
			}
			title[text[i].sent] = true
		}
		i = k
	}
	return title
}

func (l *nameList) isForeign(text []token, i int) bool {
	t := &text[i]
	if !t.capital || t.quoted || t.named || t.plainCapital || t.label || t.word == "tags" || t.word == "tag" || t.heading {
		return false
	}
	if isPerson(t) && (i+1 == len(text) || text[i+1].mark != 0 || !text[i+1].capital) {
		return false // "Mum, Dad and their little girl"
	}
	if t.shout || len(t.word) < 2 || t.word[0] >= '0' && t.word[0] <= '9' {
		return false
	}
	if t.kind&(determiner|pronoun|preposition|copula|conjunction) != 0 || isNumber(t.word) {
		return false
	}
	opens := t.mark == '.' || i > 0 && text[i-1].heading
	if opens && !opensWithName(text, i) {
		return false
	}
	return !l.allowed[t.name] && !l.parts(t.word) && !l.inTags(t.word)
}

func isNumber(word string) bool {
	_, ok := tags.NumberWord(word)
	return ok
}

// inTags says that some general tag has the word.
func (l *nameList) inTags(word string) bool {
	for _, tag := range l.general {
		if strings.Contains(tag, word) {
			return true
		}
	}
	return false
}

// parts says that a compound is made of allowed or plain words: "Miku-like".
func (l *nameList) parts(word string) bool {
	first, rest, ok := strings.Cut(word, "-")
	return ok && (l.allowed[romanised(first)] || plainCapitals[first] || plainCapitals[rest])
}

// describes says that a word ends as adjectives do and names do not.
func describes(word string) bool {
	switch word {
	case "best", "worst", "finest", "latest", "greatest", "favourite", "favorite", "another":
		return true
	}
	for _, ending := range [...]string{"less", "ful", "ous", "able", "ible", "ish", "ward", "wards"} {
		if len(word) > len(ending)+3 && strings.HasSuffix(word, ending) {
			return true
		}
	}
	return false
}

// opensWithName judges the first word of a sentence, which has a capital
// anyway: it is a name if no lexicon knows it and what follows is said of a
// person, or another capital follows.
func opensWithName(text []token, i int) bool {
	t := &text[i]
	if i+2 < len(text) && text[i+1].word == "from" && text[i+1].mark == 0 && text[i+2].capital && !text[i+2].plainCapital && !isPerson(t) && t.kind&^colourWord == 0 {
		return true
	}
	if t.kind != 0 || isPerson(t) || len(t.word) < 3 || describes(t.word) {
		return false
	}
	if t.thing || adverbial[t.word] {
		return false
	}
	if t.beginsState {
		return false
	}
	if strings.Contains(t.word, "-") || i+1 >= len(text) {
		return false
	}
	n := &text[i+1]
	if n.named && strings.HasSuffix(t.word, "ed") {
		return false // "Redheaded Kagami"
	}
	if n.capital && n.mark == 0 && !n.plainCapital {
		return true
	}
	if t.possessive && n.mark == 0 {
		return knownName(text, i)
	}
	if n.mark == ',' && whereabouts[t.word] {
		return false
	}
	if n.mark == ',' && i+2 < len(text) {
		return n.kind&determiner != 0 && personAhead(text, i+1)
	}
	switch n.word {
	case "wears", "smiles", "gazes", "poses", "winks", "grins", "blushes", "kneels", "smirks", "frowns", "waves", "laughs", "pouts", "sits", "holds", "glares", "sleeps", "dances", "sings", "raises", "lifts", "adjusts", "looks", "stares", "stands", "walks", "leans", "glances", "clutches", "wields", "grips", "cries", "weeps", "jumps", "eats", "drinks", "reads", "writes", "hugs", "points", "bows", "crouches", "blows", "leaps", "carries", "yawns", "nods", "turns", "strikes":
		return n.mark == 0 && !commonPlural(t.word)
	}
	return knownName(text, i)
}

// adverbial are words that open a sentence before its verb: "here sits a king".
var adverbial = wordSet("here there somewhere everywhere nowhere anywhere below above behind thus hence upright aloft enter exit once soon never past almost nearly rarely seldom always perhaps maybe hardly scarcely half only even such neither either nobody everybody somebody anybody everyone someone anyone nothing everything something")

// whereabouts open sentences before a comma and somebody.
var whereabouts = wordSet("opposite nearby alongside elsewhere meanwhile overhead upstairs downstairs inside outside aloft backstage onstage offstage ashore aboard underneath centre center midway closer farther further foremost overall moreover however lastly finally next then together again still today tonight")

// knownName says that the word stands elsewhere with a capital, inside a sentence.
func knownName(text []token, i int) bool {
	for j := range text {
		if j != i && text[j].word == text[i].word && text[j].capital && text[j].mark != '.' {
			return true
		}
	}
	return false
}

func personAhead(text []token, i int) bool {
	for j := i; j < len(text) && j < i+6; j++ {
		if isPerson(&text[j]) {
			return true
		}
		if j > i && text[j].mark != 0 {
			return false
		}
	}
	return false
}

func commonPlural(word string) bool {
	return strings.HasSuffix(word, "ing") || word == "everything" || word == "nothing" || word == "everyone" || word == "someone"
}
