package compose

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/winnow-data/winnow/tags"
)

//go:embed phrases.list
var phrasesFile string

// phrase is how one tag is said, and in which part of the caption.
type phrase struct{ slot, words string }

var phrases = sync.OnceValue(func() map[string]phrase {
	table := map[string]phrase{}
	for line := range strings.Lines(phrasesFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		tag, rest, ok := strings.Cut(line, " = ")
		slot, words, both := strings.Cut(rest, " | ")
		if !ok || !both {
			panic(fmt.Sprintf("compose: phrases.list: %q wants 'tag = slot | words'", line))
		}
		if _, twice := table[tag]; twice {
			panic(fmt.Sprintf("compose: phrases.list: %s has two phrases", tag))
		}
		table[tag] = phrase{slot, words}
	}
	return table
})

// mass are nouns that take no article.
var mass = wordSet("gold silver bronze flour sugar salt honey cream syrup ketchup mustard butter jam oil lotion soap foam slime wax ash soot pollen sake whiskey vodka pantyhose chalk charcoal lettuce corn broccoli asparagus sushi ramen udon soba curry tempura cutlery seafood pasta spaghetti popcorn cereal whipped_cream alcohol paper music breath space cum precum machinery antennae tabi geta pasties casual blood_on_clothes architecture lactation food foreshortening hair water snow rain fire smoke blood food tea coffee wine beer milk grass sand fog mist ice steam lightning light sunlight moonlight armor jewelry makeup lipstick eyeshadow underwear lingerie swimwear legwear footwear headwear eyewear neckwear clothing latex denim lace skin cleavage facial_hair fur text bread rice chocolate candy cheese meat fruit nature scenery bamboo electricity magic money dirt mud dust sweat saliva lineart art fluff nail_polish polish stubble cloud_cover backlighting underboob sideboob graffiti seaweed coral moss ivy luggage furniture bedding confetti headgear sportswear ink paint glass feathers trim print gore death weather debris rubble foliage")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// plainly are words of tags that English says otherwise.
var plainly = map[string]string{"thighhighs": "thigh-high stockings", "kneehighs": "knee-high socks", "uchiwa": "uchiwa fan"}

// bareEndings are endings of tags that take no article.
var bareEndings = []string{"ing", "wear", "hair", "clothes", "skin", "ess"}

// plural guesses that a noun is one.
func plural(last string) bool {
	switch last {
	case "dress", "glass", "cross", "grass", "moss", "cactus", "lotus", "octopus", "hibiscus", "bus", "chess", "iris", "canvas", "atlas", "mistress", "mattress", "crocus", "headdress", "sundress", "fortress", "waitress", "actress", "princess", "goddess", "campus", "walrus", "platypus", "compass", "sunglass", "trellis", "penis", "anus", "clitoris", "christmas", "lens", "gas", "virus", "citrus", "hippopotamus":
		return false
	case "people", "children", "men", "women", "feet", "teeth", "mice", "geese", "pants", "antennae":
		return true
	}
	return len(last) > 2 && strings.HasSuffix(last, "s") && !strings.HasSuffix(last, "ss") || last == "children"
}

// noun is a tag as a noun phrase: with an article where it needs one.
func noun(tag string) string {
	words := tags.Words(tag)
	for jargon, plain := range plainly {
		if rest, ok := strings.CutSuffix(words, jargon); ok {
			words = rest + plain
		}
	}
	last := lastWord(words)
	first, _, _ := strings.Cut(words, " ")
	if head := headOf(words); head != words {
		last = lastWord(head)
	}
	if last == "glass" && words != last && first != "stained" && first != "broken" && first != "shattered" {
		return withArticle(words) // that one drinks or looks through
	}
	switch {
	case plural(last), mass[last], mass[tag], first == "no", first == "single", first == "own":
		if first == "single" {
			return "a " + words
		}
		return words
	}
	for _, ending := range bareEndings {
		if strings.HasSuffix(last, ending) && len(last) > len(ending)+1 && !countable[last] && !strings.HasSuffix(last, "chair") {
			if ending == "ess" && len(words) > 0 {
				break
			}
			return words
		}
	}
	return withArticle(words)
}

// countable are nouns that end as what has no article does.
var countable = wordSet("dress ring string earring wing painting building swing railing ceiling awning sling crossing carving drawing")

// behind are words that may stand behind the noun of a tag: "legs apart", "cum
// on body", "hair slicked back".
var behind = wordSet("on in under to from around behind over past between with at through across apart aside together down up out slicked spread rolled tucked squeezed visible hidden")

// headOf is a phrase up to its noun.
func headOf(words string) string {
	list := strings.Fields(words)
	for i, w := range list {
		if i > 0 && behind[w] {
			return strings.Join(list[:i], " ")
		}
	}
	return words
}

// article is "an" before a vowel that sounds like one; words that begin with a
// determiner have none.
func article(words string) string {
	w := strings.ToLower(words)
	if w == "" {
		return "a"
	}
	if spelled(w) {
		if strings.ContainsRune("aefhilmnorsx8", rune(w[0])) {
			return "an"
		}
		return "a"
	}
	if first, _, _ := strings.Cut(w, " "); first == "one" {
		return "a"
	}
	for _, sound := range asYou {
		if strings.HasPrefix(w, sound) {
			return "a"
		}
	}
	if strings.ContainsRune("aeiou", rune(w[0])) || strings.HasPrefix(w, "8") || strings.HasPrefix(w, "11") || strings.HasPrefix(w, "18") {
		return "an"
	}
	for _, silent := range []string{"hour", "heir", "honor", "honour", "honest", "x-ray"} {
		if strings.HasPrefix(w, silent) {
			return "an"
		}
	}
	return "a"
}

// asYou are beginnings with a vowel that sound like "you" or "one"; Japanese
// words in u do not: an uchiwa fan.
var asYou = strings.Fields("unico unicy unifo union uniq unis unit univ use usu utensi utili utop uter uran ureth urin uvul ukule ubiq eu ewe one- onesie once ouija ufo u- uv-")

// spelled says that the first word is said letter by letter: S-shaped, MP3, MRI.
func spelled(words string) bool {
	first, _, _ := strings.Cut(words, " ")
	first, _, hyphen := strings.Cut(first, "-")
	if said, ok := proper[first]; ok && said == strings.ToUpper(first) {
		return true
	}
	if len(first) == 1 {
		return (hyphen || !strings.Contains("aio", first)) && first[0] >= 'a' && first[0] <= 'z'
	}
	return first[0] >= 'a' && first[0] <= 'z' && len(first) <= 4 && !strings.HasSuffix(first, ".") && (strings.ContainsAny(first, "0123456789") || !strings.ContainsAny(first, "aeiouy"))
}

// withArticle is words with "a" or "an", unless they have a determiner.
func withArticle(words string) string {
	switch first, _, _ := strings.Cut(words, " "); first {
	case "the", "a", "an", "another", "another's", "her", "his", "their", "its", "one", "two", "three", "four", "several", "some", "no":
		return words
	}
	return article(words) + " " + words
}

// list joins phrases as English does.
func list(of []string) string {
	switch len(of) {
	case 0:
		return ""
	case 1:
		return of[0]
	case 2:
		if strings.Contains(of[0], " and ") {
			return of[0] + ", and " + of[1]
		}
		return of[0] + " and " + of[1]
	}
	return strings.Join(of[:len(of)-1], ", ") + ", and " + of[len(of)-1]
}

// gerund says that a tag begins with what somebody does.
func gerund(tag string) bool {
	first, rest, _ := strings.Cut(tag, "_")
	if group, known := tags.NounGroup(lastPart(rest)); known && group == tags.GroupAttire && tags.GroupOf(tag) == tags.GroupAttire && !handling[first] {
		return false // racing suit, boxing gloves
	}
	switch first {
	case "string", "ring", "spring", "wing", "king", "earring", "lightning", "building", "painting", "clothing", "swing", "floating", "flying", "wedding", "evening", "morning", "stocking", "ceiling", "falling", "glowing", "missing", "sleeping_bag":
		return first == tag && (tag == "floating" || tag == "flying" || tag == "falling")
	}
	return len(first) > 5 && strings.HasSuffix(first, "ing") || first == "lying" || first == "eating" || first == "tying" || first == "using"
}

// handling are acts that are done with clothes.
var handling = wordSet("adjusting removing pulling lifting tying untying taking wearing opening biting unbuttoning buttoning unzipping zipping tugging putting holding covering smelling sniffing washing drying folding sharing changing lacing ripping tearing stretching clutching grabbing undoing hanging fixing")

// proper are words that English writes with a capital although tags do not.
var proper = func() map[string]string {
	list := map[string]string{"id": "ID", "ufo": "UFO", "mri": "MRI", "cd": "CD", "dvd": "DVD", "tv": "TV", "usb": "USB", "vr": "VR", "qr": "QR", "atm": "ATM"}
	for _, w := range strings.Fields("japanese chinese english korean asian european american british french german russian indian roman greek egyptian arabian victorian santa christmas halloween valentine's easter tanabata buddhist christian shinto") {
		list[w] = capital(w)
	}
	return list
}()

// capitals gives proper words of a sentence their capitals.
func capitals(sentence string) string {
	words := strings.Split(sentence, " ")
	for i, w := range words {
		bare := strings.TrimRight(w, ".,")
		if letter, rest, ok := strings.Cut(bare, "-"); ok && len(letter) == 1 && (rest == "shaped" || rest == "turn") {
			words[i] = strings.ToUpper(letter) + w[1:] // an S-shaped tail
		}
		if capital, ok := proper[bare]; ok {
			words[i] = capital + w[len(bare):]
		}
		if i > 0 && (bare == "day" && strings.HasPrefix(words[i-1], "Valentine's") || bare == "year" && words[i-1] == "new") {
			words[i] = capital(w)
		}
		if bare == "year" && i > 0 && words[i-1] == "new" {
			words[i-1] = "New"
		}
	}
	return strings.Join(words, " ")
}

// lastWord is the noun of a phrase without a preposition.
func lastWord(words string) string { return words[strings.LastIndexByte(words, ' ')+1:] }

// cutArticle is a phrase without the article that it begins with.
func cutArticle(words string) (rest string, had bool) {
	if rest, had = strings.CutPrefix(words, "an "); had {
		return rest, true
	}
	return strings.CutPrefix(words, "a ")
}

// capital is words with a capital, whatever they are written in.
func capital(words string) string {
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 || first == utf8.RuneError {
		return words
	}
	return string(unicode.ToUpper(first)) + words[size:]
}
