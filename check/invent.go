package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

// Invented is a visible thing that the caption names and no tag supports.
type Invented struct {
	Tag    string  `json:"tag"`
	Class  string  `json:"class"`
	Weight float64 `json:"weight"` // how surely it would have been tagged, 0-1
	Start  int     `json:"start"`
	End    int     `json:"end"`
}

// listed is the weight from which an untagged thing counts as invented.
const listed = 0.5

func pronounOf(t *token) string {
	if t.quoted || t.compared {
		return ""
	}
	return t.pronoun
}

func (j *judge) invent(tag, class string, weight float64, from, to int) {
	for k := range j.result.claims {
		if had := &j.result.claims[k]; had.Tag == tag {
			had.Weight = max(had.Weight, weight)
			return
		}
	}
	j.result.claims = append(j.result.claims, Invented{Tag: tag, Class: class, Weight: weight, Start: j.text[from].start, End: j.text[to-1].end})
}

// inventions looks for things that no tag supports.
func (j *judge) inventions() {
	for k := range j.mentions {
		m := &j.mentions[k]
		t := m.surest()
		if !m.head || !m.there || m.depicted || t.recall == 0 || slices.Contains(j.replaced, k) {
			continue
		}
		if m.of && t.class != "held" && t.class != "food" && t.class != "garment" && t.class != "animal" && t.tag != "tattoo" {
			continue
		}
		if j.supported(m) || j.animalPart(t, m.from) || j.served(t) {
			continue
		}
		if j.text[m.from].asked || j.ofStranger(m) || j.ofBeast(k) || abbreviated(j.text, m) || j.ofBody(m) || j.inName(m) || j.container(k) || j.cutOff(m) {
			continue
		}
		if j.presupposed(m) || j.predicated(m) {
			continue
		}
		if t.tag == "mop" && m.coloured && !j.inHand(m) || j.ofIt(m) {
			continue // hair; what something has that was named
		}
		if t.class == "animal" && j.animalOn(m) {
			continue
		}
		if t.tag == "bat_(animal)" && j.ballGame() {
			continue // to hit a ball with
		}
		weight := t.recall
		if t.tag == "food" && m.to > m.from && j.text[m.to-1].lemma == "meal" {
			weight = 0.3 // a time of day
		}
		if !j.inHand(m) && (t.class == "food" || t.class == "held") && j.inBackground(m) {
			weight *= 0.75
		}
		if t.tag == "smoking_pipe" && j.smoked(m) {
			weight = 0.7
		}
		if (t.class == "plant" || t.class == "ornament") && j.inHand(m) {
			weight = max(weight, 0.6)
		}
		if t.class == "heavenly" && j.nightSky() {
			weight = 0.2
		}
		if j.byTheWay(m) && (t.class == "footwear" || t.class == "legwear" || t.class == "accessory" || t.class == "garment") {
			weight *= 0.8
		}
		if t.class == "accessory" && m.coloured {
			weight += 0.1
		}
		if t.tag == "fire" && j.ablaze(m) {
			weight = 0.6
		}
		j.invent(m.nameOf(j.text, t), t.class, weight, m.from, m.to)
	}
	j.alluded()
	j.inHair()
	j.scenes()
	j.weather()
	j.writing()
	if i := j.cast.infant; i >= 0 && !j.has("baby") && !j.has("child") && !j.has("infant") && !j.has("family") && len(j.cast.people) > 1 && len(j.result.Contradicted) == 0 {
		j.invent("baby", "person", 0.7, i, i+1)
	}
}

// ofIt says that the thing is of something that the sentence named before: "a sled,
// its rope trailing".
func (j *judge) ofIt(m *mention) bool {
	k := m.from - 1
	for k > 0 && k > m.from-4 && j.text[k+1].mark == 0 && j.text[k].kind&^(adjective|colourWord) == 0 && !j.text[k].whose {
		k--
	}
	if k < 0 || j.text[k].word != "its" || j.text[k+1].mark != 0 || m.things[0].class == "animal" {
		return false
	}
	return slices.ContainsFunc(j.mentions, func(o mention) bool {
		return o.to <= k && o.head && o.there && j.text[o.from].sent == j.text[k].sent
	})
}

// ablaze says that something burns: "a village in flames".
func (j *judge) ablaze(m *mention) bool {
	return j.text[m.from].word == "flames" && m.from > 0 && j.text[m.from-1].word == "in" && j.text[m.from].mark == 0
}

// smoked says that the pipe is none of water or gas: it is in the mouth, or the
// words are for what is done with it.
func (j *judge) smoked(m *mention) bool {
	if j.text[m.from].word != j.text[m.from].lemma {
		return false
	}
	for i := max(0, m.from-6); i < len(j.text) && i < m.to+7; i++ {
		switch j.text[i].stem {
		case "smok", "smoke", "puff", "mouth", "lip", "tooth", "beard", "stem":
			return true
		}
	}
	return j.inHand(m)
}

// animalOn says that a tag tells of an animal of which nobody says what it is, on
// clothes or the like: the bear of animal_hood.
func (j *judge) animalOn(m *mention) bool {
	for _, tag := range j.general {
		on, ok := strings.CutPrefix(tag, "animal_")
		if !ok {
			continue
		}
		for i := range j.text {
			if t := &j.text[i]; t.sent == j.text[m.from].sent && (t.lemma == on || on == "print" && bearers[t.word]) {
				return true
			}
		}
	}
	return false
}

// presupposed says that the words take the thing for known and do not tell that
// it is there: "far below the boats", "every carriage", "to fog your glasses".
// What is played, held or worn, or tied to somebody, is told of all the same.
func (j *judge) presupposed(m *mention) bool {
	switch m.things[0].class {
	case "heavenly", "weatherthing", "salient":
		if m.things[0].tag != "house" && m.things[0].tag != "tower" && m.things[0].tag != "castle" && m.things[0].tag != "statue" && m.things[0].tag != "aquarium" {
			return false
		}
	}
	k := m.from - 1
	for ; k >= 0 && k > m.from-6 && j.text[k+1].mark == 0; k-- {
		t := &j.text[k]
		if t.possessive {
			return false
		}
		if t.kind&determiner != 0 || t.article {
			break
		}
		if t.kind&(preposition|conjunction|copula|pronoun) != 0 || t.kind&verb != 0 && t.kind&adjective == 0 {
			return false
		}
	}
	if k < 0 || k <= m.from-6 || j.text[k+1].mark != 0 {
		return false
	}
	switch j.text[k].word {
	case "your", "every", "each", "any", "my", "no":
		return true
	case "the", "this", "that", "these", "those":
	default:
		return false
	}
	if k > 0 && j.text[k].mark == 0 && (grasps[j.text[k-1].word] || awaiting[j.text[k-1].word]) {
		return false
	}
	if m.to < len(j.text) && j.text[m.to].mark == 0 && strings.HasSuffix(j.text[m.to].word, "ing") && !j.text[m.to].thing {
		return false // "the helicopter hovering there"
	}
	if (j.text[k].mark != 0 || k > 0 && j.text[k-1].kind&(preposition|verb|copula) == 0) && m.to < len(j.text) && j.text[m.to].mark == 0 {
		w := &j.text[m.to]
		if awaiting[w.word] || m.things[0].class == "animal" && w.kind&(copula|preposition|conjunction) == 0 && w.word != w.lemma && strings.HasSuffix(w.word, "s") {
			return false // "the piano waits", "the cat yawns"
		}
		if m.things[0].class == "animal" && (w.word == "is" || w.word == "are") && j.doing(m.to+1) {
			return false // "the ravens are already wheeling"
		}
	}
	if m.to+1 < len(j.text) && j.text[m.to].mark == 0 && j.text[m.to].kind&preposition != 0 && j.text[m.to].word != "of" && j.text[m.to].word != "from" && j.text[m.to].word != "with" && j.text[m.to].word != "by" {
		for i := m.to + 1; i < len(j.text) && i < m.to+5 && j.text[i].mark == 0; i++ {
			if w := j.text[i].word; w == "her" || w == "his" || w == "their" || w == "him" || w == "them" || w == "one" {
				return false // "the armband on her sleeve"
			}
		}
	}
	return true
}

// doing says that a form in -ing follows at i, with an adverb before it or without.
func (j *judge) doing(i int) bool {
	for ; i < len(j.text) && j.text[i].mark == 0; i++ {
		if t := &j.text[i]; strings.HasSuffix(t.word, "ing") && !t.thing {
			return true
		} else if t.kind&adverb == 0 {
			return false
		}
	}
	return false
}

// awaiting are verbs of what is there.
var awaiting = wordSet("waits stands sits lies hangs leans rests sleeps gleams")

// predicated says that the thing is only what something is called: "which at
// his age is a gift".
func (j *judge) predicated(m *mention) bool {
	k := m.from - 1
	for k > 0 && k > m.from-5 && j.text[k+1].mark == 0 && j.text[k].kind&^(adjective|colourWord|adverb) == 0 && !j.text[k].thing {
		k--
	}
	if k < 2 || !j.text[k].article || j.text[k].word == "the" || j.text[k].mark != 0 {
		return false
	}
	is := &j.text[k-1]
	if is.word != "is" && is.word != "are" && is.word != "was" || is.mark != 0 {
		return false
	}
	for i := k - 2; i >= 0 && i > k-8; i-- {
		switch t := &j.text[i]; {
		case t.word == "which" || t.word == "it" || t.word == "that" || t.word == "this":
			return true
		case t.thing || isPerson(t) || t.kind&copula != 0 || j.text[i+1].mark != 0:
			return false
		}
	}
	return false
}

// grasps are verbs of what somebody has and uses.
var grasps = wordSet("plays play playing played holds hold holding wears wear wearing carries carrying wields wielding rides riding grips gripping clutches clutching strums strumming reads reading types typing hugs hugging cradles cradling brandishes brandishing")

// ballGame says that a tag tells of a game that is played with bats.
func (j *judge) ballGame() bool {
	return slices.ContainsFunc(j.general, func(tag string) bool {
		return strings.Contains(tag, "baseball") || strings.Contains(tag, "cricket") || strings.Contains(tag, "softball")
	})
}

// writing lists text that is quoted as it is to be read in the picture, where
// no tag tells of text or of something that bears it.
func (j *judge) writing() {
	at := slices.IndexFunc(j.text, func(t token) bool { return t.quoted && t.word[0] < 0x80 })
	if at < 0 || readable(j.text, at) < 0 {
		return
	}
	for _, tag := range j.general {
		for _, part := range bearText {
			if strings.Contains(tag, part) {
				return
			}
		}
	}
	for _, tag := range j.meta {
		if strings.Contains(tag, "text") {
			return
		}
	}
	j.invent("english_text", "text", 0.55, at, at+1)
}

// bearText are parts of tags of text and of what bears it.
var bearText = [...]string{"text", "sign", "speech", "bubble", "poster", "book", "letter", "paper", "card", "banner", "label", "logo", "print", "clothes_writing", "name", "screen", "comic", "chalkboard", "title", "menu", "tombstone", "graffiti"}

// readable is the token near the quotation at i that says that it is to be
// read, or -1.
func readable(text []token, i int) int {
	last := i
	for last+1 < len(text) && text[last+1].quoted {
		last++
	}
	for j := max(0, i-5); j < len(text) && j < last+6; j++ {
		if text[j].quoted {
			continue
		}
		switch text[j].word {
		case "reads", "reading", "read", "inscribed", "printed", "written", "lettering", "caption", "title", "text", "labelled", "labeled", "marked", "emblazoned", "inscription", "letters", "spell", "spells", "stencilled":
			return j
		}
	}
	return -1
}

// surest is the reading of the noun that would be tagged least surely, and of
// these the most exact one: of "handbag" the handbag, not the bag.
func (m *mention) surest() *thing {
	return slices.MinFunc(m.things, func(a, b *thing) int {
		if c := cmp.Compare(a.recall, b.recall); c != 0 || a == b {
			return c
		}
		switch {
		case a.is(b):
			return -1
		case b.is(a):
			return 1
		}
		return 0
	})
}

// byTheWay says that the thing is only where something else is: "snow swirls
// around her boots".
func (j *judge) byTheWay(m *mention) bool {
	if m.coloured || m.from < 2 || j.text[m.from].mark != 0 || j.text[m.from-1].mark != 0 {
		return false
	}
	switch j.text[m.from-1].word {
	case "her", "his", "their", "its", "the":
	default:
		return false
	}
	switch j.text[m.from-2].word {
	case "around", "round", "at", "beneath", "under", "behind", "near", "onto", "against", "about", "below", "over":
		return true
	}
	return false
}

// nightSky says that the tags tell of a sky in which a moon would not be news.
func (j *judge) nightSky() bool {
	return j.has("night") || j.has("night_sky") || j.has("starry_sky") || j.has("moonlight")
}

// weather lists rain and snow of which no tag tells.
func (j *judge) weather() {
	for _, v := range j.values {
		if v.of.name == "weather" || v.of.name == "season" {
			return
		}
	}
	for k := range j.claims {
		c := &j.claims[k]
		if c.value.of.name != "weather" || c.value.name == "sunny" || c.denied || j.text[c.to-1].kind&colourWord != 0 || j.placed(c) || j.text[c.from].depicted || j.text[c.from].hedged || j.text[c.from].asked {
			continue
		}
		for _, p := range j.plans {
			if tellsOf(p.tag, c.value.name) || c.value.name != "snow" && (strings.Contains(p.tag, "water") || p.tag == "wet") || p.tag == "ice" || p.tag == "storm" {
				return
			}
		}
		name := c.value.name
		if name == "snow" && j.snows(c) {
			name = "snowing"
		}
		j.invent(name, "weather", 0.55, c.from, c.to)
		return
	}
}

// weatherTold says that a tag tells of that weather, or of what comes with it.
func (j *judge) weatherTold(name string) bool {
	if slices.ContainsFunc(j.values, func(v *value) bool {
		return v.of.name == "weather" && v.name != "sunny" && v.name != "cloudy" || v.of.name == "season"
	}) {
		return true
	}
	for _, p := range j.plans {
		if tellsOf(p.tag, name) || name == "rain" && (strings.Contains(p.tag, "water") || strings.Contains(p.tag, "umbrella") || p.tag == "wet") || strings.HasPrefix(p.tag, "snow") || p.tag == "ice" || p.tag == "storm" || p.tag == "petals" || p.tag == "confetti" {
			return true
		}
	}
	return false
}

// tellsOf says that a word of the tag begins with the name: of rain and
// rainbow, not of train.
func tellsOf(tag, name string) bool {
	return strings.HasPrefix(tag, name) || strings.Contains(tag, "_"+name)
}

// snows says that the snow of the claim is in the air, not on the ground.
func (j *judge) snows(c *claim) bool {
	switch j.text[c.from].word {
	case "snowing", "snows", "snowfall", "snowflakes", "snowflake", "snowstorm", "blizzard", "falling":
		return true
	}
	for i := c.from; i < len(j.text) && i < c.to+3 && (i < c.to || j.text[i].mark == 0); i++ {
		switch j.text[i].word {
		case "down":
			return true
		case "falls", "falling", "coming", "drifts", "drifting", "swirls", "swirling", "fall", "drift", "flurries", "fell":
			return true
		}
	}
	return false
}

// inHair lists flowers that are worn in the hair, of which no tag tells.
func (j *judge) inHair() {
	if j.has("hair_flower") || j.has("hair_ornament") || j.has("flower_on_head") || j.has("head_wreath") {
		return
	}
	for _, tag := range j.general {
		if strings.HasSuffix(tag, "_hair_ornament") || strings.HasSuffix(tag, "_flower") {
			return
		}
	}
	flower := theThings().byTag["flower"]
	for k := range j.mentions {
		m := &j.mentions[k]
		if !m.head || !m.there || m.depicted || m.of || !m.things[0].is(flower) || j.supported(m) {
			continue
		}
		worn := false
		for i := m.to; i < len(j.text) && i < m.to+7 && j.text[i].mark == 0; i++ {
			switch j.text[i].lemma {
			case "pinned", "tucked", "worn", "woven", "braided", "plaited", "stuck", "set", "in", "above", "behind":
				worn = true
			case "hair", "ear", "braid", "bun", "temple":
				if worn {
					j.invent("hair_flower", "ornament", 0.6, m.from, i+1)
					return
				}
			}
		}
	}
}

// scenes lists a place where the caption sets the scene although no tag tells
// of any place.
func (j *judge) scenes() {
	if slices.ContainsFunc(j.result.Contradicted, func(c Contradicted) bool { return c.Type == "place" }) {
		return
	}
	for _, p := range j.plans {
		if p.group == tags.GroupPlace && p.hue == 0 && !strings.HasSuffix(p.tag, "_background") {
			return
		}
	}
	for k := range j.claims {
		c := &j.claims[k]
		if !c.value.place || !c.main && !j.spreads(c) || c.denied || c.value.name == "street" || j.placed(c) {
			continue
		}
		j.invent(c.placeTag(j.text), "place", placeWeight, c.from, c.to)
		return
	}
}

// spreads says that the place of the claim is told to lie around: "an open meadow
// rolls away to the horizon".
func (j *judge) spreads(c *claim) bool {
	if c.to >= len(j.text) || j.text[c.to].mark != 0 {
		return false
	}
	switch j.text[c.to].word {
	case "rolls", "stretches", "spreads", "extends", "sprawls", "surrounds":
		return j.text[c.from].there()
	}
	return false
}

// ofBody says that only a part or a trait of the animal is meant: "the eyes of
// a hawk", "with the grace of a cat".
func (j *judge) ofBody(m *mention) bool {
	if m.from > 0 && m.things[0].class == "garment" && j.text[m.from-1].word == "its" {
		return true // an animal's coat
	}
	if m.things[0].class == "animal" && j.text[m.to-1].possessive && m.to < len(j.text) && j.text[m.to].mark == 0 && !j.ofKnown(m) && j.text[m.to].things.any(func(t *thing) bool { return t.class == "bodypart" || t.class == "feature" }) {
		return true // "on cat's feet"
	}
	if m.things[0].class != "animal" || m.from < 3 || j.text[m.from].mark != 0 {
		return false
	}
	k := m.from - 1
	for k > 0 && j.text[k].kind&(adjective|colourWord) != 0 && j.text[k].mark == 0 {
		k--
	}
	if k > 0 && (j.text[k].word == "a" || j.text[k].word == "an") && j.text[k].mark == 0 && j.text[k-1].kind&copula != 0 {
		// "he is a bear of a man"
		if w := j.text[k-1].word; w == "she's" || w == "he's" || k > 1 && (j.text[k-2].word == "she" || j.text[k-2].word == "he") {
			return true
		}
	}
	if k < 2 || j.text[k].kind&determiner == 0 || j.text[k-1].word != "of" {
		return false
	}
	switch j.text[k-2].lemma {
	case "heart", "build", "courage", "patience", "memory", "appetite", "soul", "stealth", "precision", "reflex", "mind", "temper", "hunger", "wisdom", "voice", "roar", "growl", "stance", "instinct", "silence", "stillness", "ease", "pride", "poise", "ferocity", "cunning", "elegance", "confidence", "innocence", "gait", "manner", "face", "eye", "eyes", "year", "god", "goddess", "patron", "story", "tale", "dream", "legend", "scent", "smell", "taste", "sound", "sign", "symbol", "idea", "promise", "grace", "look", "air", "agility", "appearance", "shape", "form", "speed", "strength", "likeness", "image":
		return true
	}
	return j.text[k-2].things.any(func(t *thing) bool { return t.class == "bodypart" || t.class == "feature" })
}

// ofKnown says that the words before the mention take it for known: "the cat's
// paw".
func (j *judge) ofKnown(m *mention) bool {
	for k := m.from - 1; k >= 0 && k > m.from-4 && j.text[k+1].mark == 0; k-- {
		if t := &j.text[k]; t.kind&determiner != 0 {
			return t.word != "a" && t.word != "an"
		}
	}
	return false
}

// inName says that the word is part of a name: "Sakura Kinomoto".
func (j *judge) inName(m *mention) bool {
	return slices.ContainsFunc(j.foreign, func(f foreign) bool {
		return f.from <= m.from && m.to <= f.to || m.to == f.from && j.text[m.from].capital && j.text[f.from].mark == 0 || f.to == m.from && j.text[m.from].capital && j.text[m.from].mark == 0
	})
}

// vessels are what things are in.
var vessels = wordSet("bowl plate cup glass jar box basket bucket tray bag sack pot vase bottle saucer crate")

// fills says that the words from a to b say that what follows is in it:
// "already holding two", "piled with".
func fills(text []token, a, b int) bool {
	for i := a; i < b; i++ {
		switch text[i].word {
		case "holding", "holds", "full", "filled", "piled", "heaped", "loaded", "with", "containing", "contains":
			return text[a].mark == 0 || text[a].mark == ','
		}
	}
	return false
}

// holdsIt says that what was named right before is in the vessel: "a candle
// stuck in a bottle".
func holdsIt(text []token, what, vessel *mention) bool {
	if what.to > vessel.from || vessel.from-what.to > 5 {
		return false
	}
	for i := what.to; i < vessel.from; i++ {
		switch {
		case text[i].mark != 0:
			return false
		case text[i].word == "in" || text[i].word == "from":
			return true
		}
	}
	return false
}

// container says that what matters is in it: the bottle of "a bottle of milk".
func (j *judge) container(k int) bool {
	m := &j.mentions[k]
	if !m.of && k > 0 && vessels[m.things[0].tag] && m.things[0].tag != "vase" && holdsIt(j.text, &j.mentions[k-1], m) {
		return true
	}
	if k+1 >= len(j.mentions) {
		return false
	}
	next := &j.mentions[k+1]
	if !m.of {
		return vessels[m.things[0].tag] && next.from-m.to < 5 && fills(j.text, m.to, next.from) && j.supported(next)
	}
	return next.from-m.to < 5 && (next.things[0].class == "hairpart" || next.from-m.to < 4) && (next.things[0].class == "hairpart" || next.things[0].class == "food" || next.things[0].class == "lesser" || next.things[0].class == "plant")
}

// cutOff says that the thing is in the sentence at whose middle the text stops.
func (j *judge) cutOff(m *mention) bool {
	return slices.Contains(j.result.Process, "truncated") && j.text[m.from].sent == j.text[len(j.text)-1].sent && j.text[m.from].sent > 0 && m.to > len(j.text)-4
}

// placeWeight is how surely a place where a scene is set is tagged.
const placeWeight = 0.5

// placed says that the words are part of what states some tag.
func (j *judge) placed(c *claim) bool {
	return c.value.name == "on_boat" || j.coveredPhrase(&mention{from: c.from, to: c.to}) // no tag tells of being aboard
}

// placeTag is the tag of a place whose words are the claim's.
func (c *claim) placeTag(text []token) string {
	for _, tag := range c.value.tags {
		if text[c.to-1].lemma == lemmaOf(tag) {
			return tag
		}
	}
	return c.value.tags[0]
}

// supported says that some tag has the thing, a kind of it, or what it is a
// kind of and no more exactly.
func (j *judge) supported(m *mention) bool {
	for _, t := range m.things {
		tagged := len(j.tagged.of(t.key)) > 0
		if t.class == "animal" && !tagged && m.from > 0 && realOnes[j.text[m.from-1].word] {
			return slices.ContainsFunc(j.plans, func(p *plan) bool { return p.object != nil && (p.object.is(t) || t.is(p.object)) })
		}
		if tagged || t.tag == "dress" && j.outfit() || (t.class == "basic" || t.tag == "jersey" || t.tag == "sportswear") && j.uniform() {
			return true
		}
		if !j.mayTell(t) {
			continue
		}
		for _, p := range j.plans {
			if p.supports(t) && !j.narrowed(p, t) || p.partOf(t) && !j.itemised(p, t) {
				return true
			}
		}
	}
	return j.endsTag(m) || j.coveredPhrase(m) || j.ofThatSort(m)
}

// ofThatSort says that a tag tells of clothes of the pattern that the words give
// the garment: "striped blazers" and striped_clothes, "a kilt of tiger-print"
// and tiger_print.
func (j *judge) ofThatSort(m *mention) bool {
	if c := m.things[0].class; c != "garment" && c != "basic" && c != "neckwear" && c != "legwear" {
		return false
	}
	for _, tag := range j.general {
		sort, ok := strings.CutSuffix(tag, "_clothes")
		if !ok {
			if sort, ok = strings.CutSuffix(tag, "_print"); !ok {
				continue
			}
		}
		for i := max(0, m.from-3); i < len(j.text) && i < m.to+4; i++ {
			if (i < m.from || i >= m.to) && strings.HasPrefix(j.text[i].word, sort) {
				return true
			}
		}
	}
	return false
}

// mayTell says at a glance that some tag may speak of the thing, of a kind of
// it, or of what it is a kind of.
func (j *judge) mayTell(t *thing) bool {
	told := j.about[t.number/64] >> (t.number % 64) & 1
	for _, up := range t.up {
		told |= j.about[up.number/64] >> (up.number % 64) & 1
	}
	return told != 0
}

// endsTag says that a tag is one word that ends in the noun: the coat of
// raincoat, the suit of spacesuit.
func (j *judge) endsTag(m *mention) bool {
	noun, hash := j.text[m.to-1].lemma, j.text[m.to-1].hashes.lemma
	return len(noun) > 3 && m.things[0].class != "feature" && m.things[0].class != "animal" && slices.ContainsFunc(j.plans, func(p *plan) bool {
		return len(p.lastWord) > len(noun)+2 && strings.HasSuffix(p.lastWord, noun) || p.last.hash == hash && p.last.word == noun && p.lastWord != p.tag
	})
}

// realOnes tell a thing from its likeness: "a real rabbit".
var realOnes = wordSet("real live actual living")

// narrowed says that the tag speaks only of the kind to which the thing
// belongs, and that another tag tells which of the kind it is: a violin has no
// support in playing_instrument where flute is tagged.
func (j *judge) narrowed(p *plan, t *thing) bool {
	if t.recall < 0.7 || slices.Contains(p.implies, t.tag) {
		return false
	}
	for _, kind := range p.things {
		if kind == t || !t.is(kind) || len(kind.up) > 0 && t.class != "vehicle" && t.class != "food" && t.class != "animal" && t.class != "instrument" && t.class != "weapon" {
			return false
		}
	}
	for _, q := range j.plans {
		if q == p || q.object == nil || q.object.class != t.class {
			continue
		}
		for _, kind := range p.things {
			if q.object != kind && q.object.is(kind) && !q.object.is(t) && !t.is(q.object) {
				return true
			}
		}
	}
	return false
}

// animalParts are what animals have, which nobody tags of them.
var animalParts = map[string]bool{"tail": true, "wings": true, "horns": true, "antlers": true, "fins": true, "hooves": true, "claws": true, "beak": true, "fang": true, "gills": true, "animal_ears": true, "antennae": true, "feathers": true, "mermaid_tail": true, "tentacles": true}

// animalPart says that the thing may belong to an animal of the picture.
func (j *judge) animalPart(t *thing, at int) bool {
	if animalParts[t.tag] && at > 0 && j.text[at].mark == 0 && j.text[at-1].word == "its" {
		return true // of something else than the person
	}
	if !animalParts[t.tag] && (t.class != "feature" || !j.crew.none) {
		return false
	}
	for _, p := range j.plans {
		for _, u := range p.things {
			if u.class == "animal" && (p.object != nil || j.crew.none) {
				return true
			}
		}
	}
	for k := range j.mentions {
		if m := &j.mentions[k]; animalParts[t.tag] && m.head && m.there && !m.depicted && m.things[0].class == "animal" && j.text[m.from].sent == j.text[at].sent && !j.supported(m) {
			return true
		}
	}
	return j.has("furry") || j.has("monster") || j.has("creature") || j.has("dragon_girl") || j.has("harpy")
}

// ofStranger says that the thing is on somebody who should not be there
// either, and is no fault of its own.
func (j *judge) ofStranger(m *mention) bool {
	if j.extra == 0 || m.from < j.extra && !j.describes(m, j.extra) || j.text[m.from].sent != j.text[j.extra].sent {
		return false
	}
	switch m.things[0].class {
	case "garment", "basic", "legwear", "footwear", "headwear", "eyewear", "handwear", "neckwear", "accessory", "ornament", "hairstyle", "feature", "mask":
		return true
	}
	return false
}

// describes says that the mention is a word before the person at i, of the same
// phrase: "a bespectacled old man".
func (j *judge) describes(m *mention, i int) bool {
	for k := m.to; k < i; k++ {
		if j.text[k].mark != 0 || j.text[k].kind&^(adjective|colourWord) != 0 {
			return false
		}
	}
	return m.to <= i && j.text[i].mark == 0 && strings.HasSuffix(j.text[m.to-1].word, "ed")
}

// ofBeast says that the thing belongs to an animal, or the like, that is
// invented itself: "a skeleton with its hat in its lap". The sex or the age of
// an animal is no other animal: "an elephant cow and her calf".
func (j *judge) ofBeast(k int) bool {
	m := &j.mentions[k]
	its := m.from > 0 && j.text[m.from].mark == 0 && j.text[m.from-1].word == "its"
	for n := k - 1; n >= 0 && j.text[j.mentions[n].from].sent == j.text[m.from].sent; n-- {
		b := &j.mentions[n]
		if b.things[0].class != "animal" {
			continue
		}
		if m.things[0].class == "animal" {
			return sexes[j.text[m.from].lemma] && (b.to == m.from && j.text[m.from].mark == 0 || m.from > 0 && j.text[m.from-1].whose)
		}
		if isGarb(m.things[0]) && m.from-b.to < 5 && inIt(j.text, b.to, m.from) {
			return true // "a rabbit in a waistcoat"
		}
		return its && b.head && b.there && !j.supported(b)
	}
	return false
}

// inIt says that between an animal and a garment stands that it has it on.
func inIt(text []token, a, b int) bool {
	for k := a; k < b; k++ {
		if text[k].mark != 0 || k > a && text[k].kind&^(determiner|adjective|colourWord) != 0 {
			return false
		}
	}
	return a < b && (text[a].word == "in" || text[a].word == "wearing" || text[a].word == "with")
}

// isGarb says that the thing is worn.
func isGarb(t *thing) bool {
	switch t.class {
	case "garment", "basic", "legwear", "footwear", "headwear", "eyewear", "handwear", "neckwear", "accessory", "ornament", "mask":
		return true
	}
	return false
}

// sexes are words for one animal that tell of its sex or age.
var sexes = wordSet("cow bull calf hen cub pup doe stag buck mare stallion foal fawn ram ewe kid vixen hound drake gander chick")

// abbreviated says that the word is one of several in capitals, short for
// something: "CAT. NO. 41".
func abbreviated(text []token, m *mention) bool {
	return text[m.from].shout && m.to < len(text) && text[m.to].mark == '.' && text[m.to].shout
}

// drinks are in cups and glasses, whose tags may stand for both.
var drinks = map[string]bool{"wine": true, "beer": true, "tea": true, "coffee": true, "milk": true, "juice": true, "soda": true, "champagne": true, "sake": true, "cocktail": true}

// served says that the drink is in a cup, glass or bottle that is tagged, or
// that the plate is on a table that is.
func (j *judge) served(t *thing) bool {
	if t.tag == "plate" || t.tag == "saucer" || t.tag == "bowl" {
		return j.has("cafe") || j.has("restaurant") || j.has("table") && (j.has("cup") || j.has("food") || j.has("teapot"))
	}
	if !drinks[t.tag] {
		return false
	}
	for _, p := range j.plans {
		for _, u := range p.things {
			switch u.tag {
			case "cup", "mug", "teacup", "teapot", "wine_glass", "drinking_glass", "bottle", "drink", "thermos", "pitcher", "kettle":
				return true
			}
		}
	}
	return false
}

// outfit says that a tag names whole clothes, of which a dress may be part.
func (j *judge) outfit() bool {
	for _, p := range j.plans {
		if p.group == tags.GroupAttire && tags.SlotOf(p.tag) == "outfit" && p.tag != "armor" && p.tag != "suit" {
			return true
		}
	}
	return false
}

// uniform says that a tag names a uniform, of which shirts are part.
func (j *judge) uniform() bool {
	return slices.ContainsFunc(j.general, func(tag string) bool { return strings.HasSuffix(tag, "uniform") || tag == "serafuku" })
}

// supports says that the tag speaks of the thing.
func (p *plan) supports(t *thing) bool {
	for _, u := range p.things {
		if (u.is(t) || t.is(u)) && !(u.class == "animal" && p.motif()) {
			return true
		}
	}
	return p.sort != nil && p.sort.is(t) || slices.Contains(p.implies, t.tag)
}

// motif says that an animal that the tag names is none: of rabbit_slippers,
// cat_girl, bear_costume.
func (p *plan) motif() bool {
	at := strings.LastIndexByte(p.tag, '_')
	if at < 0 {
		return false
	}
	last := p.tag[at+1:]
	switch last {
	case "costume", "ears", "tail", "hood", "suit", "headphones", "hat", "mask":
		return true
	}
	if t := theThings().byTag[last]; t != nil {
		switch t.class {
		case "footwear", "garment", "basic", "headwear", "ornament", "accessory", "feature", "legwear", "handwear", "neckwear", "mask":
			return true
		}
	}
	return false
}

// coveredPhrase says that the words are part of a phrase that states some tag.
func (j *judge) coveredPhrase(m *mention) bool {
	start, end := j.text[m.from].start, j.text[m.to-1].end
	for k := range j.covered {
		if c := &j.covered[k]; c.Start <= start && end <= c.End && c.End > c.Start && c.Evidence != EvidenceDecomposed {
			return true
		}
	}
	return false
}

// inBackground says that the thing is part of the scenery.
func (j *judge) inBackground(m *mention) bool {
	for i := max(0, m.from-6); i < len(j.text) && i < m.to+6; i++ {
		switch j.text[i].lemma {
		case "background", "behind", "distance", "shelf", "wall", "scattered", "nearby", "distant":
			return true
		}
	}
	return false
}
