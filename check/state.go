package check

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/tags"
)

// dimension is something of which one person, or one picture, shows one value.
type dimension struct {
	name   string
	person bool
	fault  string // the type of a contradiction
	values []*value
}

// value is one of a dimension's.
type value struct {
	name  string
	of    *dimension
	goes  map[string]bool // values that do not exclude it
	tags  []string
	place bool
	inner bool // a place indoors
}

//go:embed lexicon/states.list
var statesFile string

//go:embed lexicon/places.list
var placesFile string

type stateLexicon struct {
	byTag  map[string][]*value
	words  wordings[*value]
	inside [2]*value // outdoors and indoors
}

var theStates = sync.OnceValue(loadStates)

func loadStates() *stateLexicon {
	l := &stateLexicon{byTag: map[string][]*value{}, words: wordings[*value]{}}
	var d *dimension
	for line := range entriesOf(statesFile) {
		if line[0] == '[' {
			f := strings.SplitN(strings.Trim(line, "[]"), " ", 3)
			d = &dimension{name: f[0], person: f[1] == "person", fault: f[2]}
			continue
		}
		f := strings.Split(line, "|")
		name, list, ok := strings.Cut(f[0], "=")
		if !ok || len(f) != 3 {
			panic(fmt.Sprintf("check: states.list: %q wants 'value = tags | words | values'", line))
		}
		v := &value{name: strings.TrimSpace(name), of: d, goes: map[string]bool{}}
		if list = strings.TrimSpace(list); list != "-" {
			v.tags = strings.Fields(list)
		}
		for _, other := range strings.Fields(f[2]) {
			v.goes[other] = true
		}
		l.put(v, f[1])
	}
	l.inside = [2]*value{l.byTag["outdoors"][0], l.byTag["indoors"][0]}
	l.places()
	return l
}

func (l *stateLexicon) put(v *value, forms string) {
	v.of.values = append(v.of.values, v)
	seen := map[string]bool{}
	add := func(form string) {
		words := lemmas(form)
		if key := strings.Join(words, " "); key != "" && !seen[key] {
			seen[key] = true
			l.words.add(words, v)
		}
	}
	for _, tag := range v.tags {
		l.byTag[tag] = append(l.byTag[tag], v)
	}
	for _, form := range strings.Split(forms, ",") {
		add(strings.TrimSpace(form))
	}
}

// places makes a dimension of the places.
func (l *stateLexicon) places() {
	d := &dimension{name: "place", fault: "place"}
	for line := range entriesOf(placesFile) {
		head, others, _ := strings.Cut(line, ":")
		names, side, _ := strings.Cut(strings.TrimSpace(head), " ")
		v := &value{of: d, place: true, inner: strings.TrimSpace(side) == "in", goes: map[string]bool{}, tags: strings.Split(names, "/")}
		v.name = v.tags[0]
		forms := others
		for _, tag := range v.tags {
			forms += ", " + tags.Words(tag)
		}
		l.put(v, forms)
	}
}

// excludes says that both values cannot be at once.
func (v *value) excludes(w *value) bool {
	return v != w && v.of == w.of && !v.goes[w.name] && !w.goes[v.name]
}

// claim is a value that the caption states.
type claim struct {
	value    *value
	from, to int
	denied   bool
	beast    bool // said of an animal
	main     bool // of a place: the scene is set there: "in a forest"
}

// states appends every value that the caption speaks of to list.
func states(text []token, list []claim) []claim {
	for i := 0; i < len(text); {
		t := &text[i]
		if !t.beginsState || t.quoted || t.named {
			i++
			continue
		}
		found, n := longest(&t.states, text, i)
		if n == 0 {
			i++
			continue
		}
		last := &text[i+n-1]
		for _, v := range found {
			if last.compared || last.depicted && v.place || t.named {
				continue
			}
			beast := false
			if n == 1 && !stateWord(text, i, v) {
				if beast = v.of.person && beastSubject(text, i); !beast {
					continue
				}
			}
			if v.of.name == "lids" && n > 1 && ofOneEye(text, i) {
				continue // "one of her eyes squeezed shut"
			}
			if v.place && t.kind&preposition != 0 && i+n < len(text) && text[i+n].mark == 0 && text[i+n].kind == 0 {
				continue // "in the sea wind"
			}
			c := claim{value: v, from: i, to: i + n, denied: last.denied && t.denied, beast: beast}
			c.main = !v.place || setsScene(text, i, i+n)
			list = append(list, c)
		}
		i += n
	}
	return list
}

// ofOneEye says that what is told at i of eyes is told of one of them.
func ofOneEye(text []token, i int) bool {
	for j := i; j < len(text) && j < i+3; j++ {
		if text[j].word == "eye" {
			return true // "his shut eye"
		}
	}
	for j := i - 1; j >= 0 && j > i-4 && text[j+1].mark == 0; j-- {
		if text[j].word == "one" {
			return true
		}
	}
	return false
}

// stateWord guards single words that often mean something else.
func stateWord(text []token, i int, v *value) bool {
	t := &text[i]
	next, prev := "", ""
	if i+1 < len(text) && text[i+1].mark == 0 {
		next = text[i+1].lemma
	}
	if i > 0 && t.mark == 0 {
		prev = text[i-1].word
	}
	switch v.of.name {
	case "inout":
		if t.word == "outside" && i > 1 && t.mark == 0 {
			return !streamsBy(text, i)
		}
		if t.word == "outside" && t.mark == '.' && i+1 < len(text) && (text[i+1].mark == 0 || text[i+1].mark == ',') {
			for j := i + 1; j < len(text) && j < i+5 && (j == i+1 || text[j].mark == 0); j++ {
				if isPerson(&text[j]) || text[j].named || text[j].kind&pronoun != 0 && text[j].word != "it" {
					return true
				}
			}
			return false // "outside it goes on raining"
		}
		if t.word == "outside" && i+1 < len(text) && text[i+1].kind&determiner != 0 && text[i+1].mark == 0 {
			return false // "outside the bedroom it is day"
		}
	case "posture":
		if t.word == t.lemma && t.kind&verb != 0 && t.mark == 0 && i > 0 && (t.word == "stand" || t.word == "walk" || t.word == "run" || t.word == "sit" || t.word == "dance") && (articles[prev] || !isPerson(&text[i-1]) && (text[i-1].shout || text[i-1].lemma == prev && text[i-1].kind == 0 && opensPhrase(text, i))) {
			return false // "an IV stand"
		}
		if t.kind&verb == 0 && (prev == "every" || prev == "each" || prev == "long" || possessives[prev] || articles[prev]) && (t.lemma == "stride" || t.lemma == "step" || t.lemma == "walk" || t.lemma == "run" || t.lemma == "gait") {
			return false // "with every stride"
		}
		return t.word == "astride" || humanSubject(text, i)
	case "hour":
		if next == "sky" && t.word != "noon" && t.word != "sunset" && t.word != "dawn" && t.word != "sunrise" && t.word != "dusk" || next == "gown" || next == "dress" || next == "cap" || next == "blue" || next == "lamp" || next == "stand" || t.word == "night" && next == "light" || next == "glory" || next == "primrose" || next == "robe" {
			return false
		}
		if t.word == "day" || t.word == "morning" && (next == "coat" || next == "glory") {
			return false
		}
		return !(t.word == "sunset" && (next == "hue" || next == "gradient" || next == "orange")) && prev != "good"
	case "season":
		if t.word == "fall" || t.word == "falls" || t.word == "spring" {
			return false
		}
		return next != "dress" && next != "uniform" && next != "coat" && next != "hat" && next != "clothe" && next != "kimono" && next != "yukata" && next != "jacket" && next != "outfit" && next != "colour" && next != "color" && next != "tone"
	case "weather":
		if next == "of" {
			return false // "a snowstorm of chalk"
		}
		if t.word == "rains" || t.word == "snows" {
			return i > 0 && text[i-1].word == "it" // "confetti rains down"
		}
		if i > 0 && t.mark == 0 && text[i-1].kind == 0 && (text[i-1].word != text[i-1].lemma || t.word == "raining" || t.word == "snowing") && !text[i-1].possessive {
			return false // "petals rain down"
		}
		return next != "boot" && next != "season" && next != "coat" && next != "globe" && next != "man" && next != "white" && next != "bunny" && next != "leopard" && next != "fox" && next != "owl" && !(t.word == "sunny" && (next == "yellow" || next == "smile"))
	case "texture":
		return hairNear(text, i)
	case "mood":
		switch t.word {
		case "crying", "cries":
			return humanSubject(text, i)
		}
	case "place":
		return placeWord(text, i, next, prev)
	case "lids":
		if prev == "half" {
			return false // "half asleep"
		}
		return t.word != "sleeping" && t.word != "sleeps" && t.word != "asleep" || humanSubject(text, i)
	case "mouth":
		return humanSubject(text, i)
	}
	return true
}

// humanSubject says that the verb at i is not said of an animal or a thing
// right before it: "a cat sits", "lanterns floating".
func humanSubject(text []token, i int) bool {
	if text[i].mark == ',' && i > 0 && text[i-1].kind&determiner == 0 && !adjectivalOrColour(&text[i]) {
		return true
	}
	if inverted(text, i) {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		t := &text[j]
		if text[j+1].mark != 0 && text[j+1].mark != ',' {
			return true
		}
		if isPerson(t) || t.kind&pronoun != 0 || t.named {
			return true
		}
		if j == i-1 && text[i].mark == 0 && t.kind == 0 && !t.capital && !t.thing {
			return worn(text, j)
		}
		if things, n := thingsAt(text, j); n > 0 && j+n <= i {
			if notANoun(text, j) && n == 1 {
				continue
			}
			switch things[0].class {
			case "animal", "plant", "backdrop", "held", "vehicle", "other", "hairpart", "hairstyle", "food", "weapon", "accessory", "heavenly", "weatherthing", "salient", "lesser", "instrument":
				return worn(text, j)
			case "bodypart", "feature":
				if j == i-1 && opensClause(text, j) {
					return false
				}
			}
		}
		if t.kind&(conjunction) != 0 || text[j].mark == '.' {
			return !(t.word == "and" && j == i-1 && text[i].word != text[i].lemma && thingActs(text, j))
		}
	}
	return true
}

// thingActs says that a thing is the subject of the clause before i: "a scarf is
// knotted round her throat".
func thingActs(text []token, i int) bool {
	from := i
	for from > 0 && text[from].mark == 0 && text[from].kind&conjunction == 0 || from == i {
		from--
		if from < 0 {
			return false
		}
	}
	acts := -1
	for j := from; j < i; j++ {
		t := &text[j]
		if isPerson(t) || t.named || t.kind&pronoun != 0 {
			return false
		}
		if t.kind&(preposition|verb|copula) != 0 && t.kind&adjective == 0 {
			break
		}
		acts = j
	}
	if acts < 0 || !text[acts].thing {
		return false
	}
	switch text[acts].things.alone[0].class {
	case "hairpart", "hairstyle", "other":
		return false
	}
	return true
}

// opensClause says that a clause begins with the phrase of the noun at j: ", an
// old scar", ", tongue".
func opensClause(text []token, j int) bool {
	for j > 0 && text[j].mark == 0 && text[j-1].kind&^(determiner|adjective|colourWord) == 0 && (text[j-1].kind != 0 || text[j-1].lemma == text[j-1].word && !text[j-1].thing && !isPerson(&text[j-1])) {
		j--
	}
	return text[j].mark == ',' || text[j].mark == ';'
}

// streamsBy says that "outside" at i tells where something passes, seen from
// within: "stars streak past outside".
func streamsBy(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-6 && text[j+1].mark == 0; j-- {
		if isPerson(&text[j]) || text[j].kind&pronoun != 0 || text[j].named {
			return false
		}
		if text[j].thing || text[j].lemma == "night" || text[j].lemma == "world" || text[j].lemma == "rain" {
			return true
		}
	}
	return false
}

// hairNear says that the word at i describes hair.
func hairNear(text []token, i int) bool {
	for j := i + 1; j < len(text) && j < i+4 && text[j].mark == 0; j++ {
		if text[j].lemma == "hair" || text[j].lemma == "locks" || text[j].lemma == "tress" {
			return true
		}
		if text[j].kind&colourWord == 0 && text[j].length == "" {
			break
		}
	}
	return i > 1 && text[i].mark == 0 && text[i-1].kind&copula != 0 && text[i-2].lemma == "hair"
}

// beastSubject says that the verb at i is said of the animal before it.
func beastSubject(text []token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-7 && text[j+1].mark == 0; j-- {
		if isBeast(text, j) {
			return true
		}
		if isPerson(&text[j]) {
			return false
		}
	}
	if i+2 < len(text) && text[i].word != text[i].lemma && text[i+1].mark == 0 && text[i+1].article { // "in the clover stands a rabbit"
		for j := i + 2; j < len(text) && j < i+5 && text[j].mark == 0; j++ {
			if isBeast(text, j) {
				return true
			}
		}
	}
	return false
}

// isBeast says that an animal, or a machine like one, is named at i.
func isBeast(text []token, i int) bool {
	things, n := thingsAt(text, i)
	return n > 0 && (things[0].class == "animal" || things[0].tag == "robot" || things[0].tag == "mecha") && !text[i].depicted && text[i].there()
}

// inverted says that the subject follows, and is no person: "on her shoulder
// perches an owl".
func inverted(text []token, i int) bool {
	if i+2 >= len(text) || text[i+1].mark != 0 || text[i+1].kind&determiner == 0 {
		return false
	}
	for j := i + 2; j < len(text) && j < i+6 && text[j].mark == 0; j++ {
		if isPerson(&text[j]) {
			return false
		}
		if text[j].kind&(preposition|verb|copula|conjunction) != 0 {
			break
		}
	}
	return true
}

// worn says that the noun at j is part of a person before it, who is the
// subject: "a girl with red hair standing", "in a white dress sitting".
func worn(text []token, j int) bool {
	for k := j - 1; k >= 0 && k > j-9 && text[k].sent == text[j].sent; k-- {
		if text[k].word == "of" && k > 0 && text[k-1].thing && text[k-1].kind == 0 {
			k-- // "a cup of tea stands"
			continue
		}
		switch text[k].word {
		case "and":
			if text[k+1].article && isBeast(text, j) {
				return false // "and a ginger cat sleeps"
			}
			return true
		case "with", "in", "wearing", "holding", "of", "carrying", "by":
			return true
		}
		if text[k].kind&(verb|copula|pronoun) != 0 || text[k+1].mark != 0 && text[k+1].mark != ',' {
			return false
		}
	}
	return false
}

// setsScene says that the place is where the picture is: "in a forest", "at
// the beach", "a classroom scene", not "a view of a city through the window".
func setsScene(text []token, from, to int) bool {
	if text[from].kind&preposition != 0 {
		return true // "in the sea"
	}
	for j := from - 1; j >= 0 && j > from-7; j-- {
		t := &text[j]
		if text[j+1].mark != 0 && text[j+1].mark != ',' {
			break
		}
		switch t.word {
		case "in", "at", "inside", "within", "across", "amid", "amidst", "through", "along", "on", "into", "around", "down":
			if j > 1 && hungs[text[j-1].word] && text[j-2].word == "the" && text[j].mark == 0 {
				return false // "the print in the nursery"
			}
			return j == 0 || text[j-1].word != "looks" && text[j-1].word != "printed" && !(t.word == "through" && windowAfter(text, j))
		case "is":
			return j > 0 && (text[j-1].word == "setting" || text[j-1].word == "location" || text[j-1].word == "scene" || text[j-1].word == "background" || text[j-1].word == "backdrop")
		case "of":
			if j > 1 && text[j].mark == 0 && midst[text[j-1].word] {
				continue // "in the middle of a wide meadow"
			}
			return false
		case "window", "poster", "painting", "distance", "view", "overlooking", "toward", "towards", "beyond", "from", "outside", "near", "by":
			return false
		}
	}
	if from == 0 || text[from].mark == '.' {
		return true
	}
	if to < len(text) {
		switch text[to].word {
		case "scene", "setting", "backdrop", "interior", "background":
			return true
		}
	}
	return false
}

// hungs are pictures that are somewhere themselves.
var hungs = wordSet("print poster postcard copy canvas mural")

// midst are words for a part of a place: who is there is in the place.
var midst = wordSet("middle midst heart centre center depths corner")

// lit says that the words before i are of light.
func lit(text []token, i int) bool {
	for j := i - 1; j >= 0 && j > i-6 && text[j].sent == text[i].sent; j-- {
		switch text[j].lemma {
		case "light", "spotlight", "lamplight", "moonlight", "sunlight", "lamp", "lantern", "candlelight", "streetlight":
			return true
		}
	}
	return false
}

func windowAfter(text []token, j int) bool {
	for k := j; k < len(text) && k < j+4; k++ {
		if text[k].lemma == "window" {
			return true
		}
	}
	return false
}

// placeWord guards words for places that often mean something else.
func placeWord(text []token, i int, next, prev string) bool {
	t := &text[i]
	switch t.lemma {
	case "temple":
		return !bodyPlace(text, i)
	case "bank":
		return t.word == "bank" && i > 1 && text[i-1].kind&determiner != 0 && (text[i-2].word == "in" || text[i-2].word == "inside")
	case "beach":
		return next != "ball" && next != "towel" && next != "umbrella" && next != "hat" && next != "bag"
	case "street", "school":
		return next != "lamp" && next != "light" && next != "clothes" && next != "wear"
	case "office", "shop", "store":
		return next != "lady" && next != "chair" && next != "worker" && next != "keeper"
	case "kitchen":
		return next != "knife" && next != "apron"
	case "lift":
		return t.word == "lift" && i > 0 && text[i-1].kind&determiner != 0
	case "stage":
		return next != "outfit" && next != "costume" && next != "light"
	case "hospital":
		return next != "gown"
	case "pool":
		if prev != "swimming" && lit(text, i) {
			return false // "in the spotlight's single pool"
		}
		return next != "of"
	case "roof":
		return next != "of" || i > 1 && text[i-2].word == "on"
	case "bath", "road", "lane", "space", "camp", "bridge", "coast", "field", "ocean", "mountain", "bar", "cell", "lounge", "lab":
		switch t.lemma {
		case "space":
			return prev == "outer" || prev == "in" || prev == "deep"
		case "bridge":
			return prev != "the" || next != "of"
		}
		return next != "of" && next != "coat" && next != "bun" || t.lemma == "field"
	case "forest":
		return next != "green"
	case "desert":
		return next != "rose"
	case "library":
		return next != "book"
	case "village", "castle", "farm", "cave":
		return next != "girl"
	}
	return true
}
