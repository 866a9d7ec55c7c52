package compose

import (
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

var numbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// counted is "a girl" or "three girls".
func counted(n int, open bool, one, many string) string {
	switch {
	case n == 1:
		return article(one) + " " + one
	case open && n >= 6:
		return "a large group of " + many
	case open:
		return "several " + many
	case n < len(numbers):
		return numbers[n] + " " + many
	}
	return "many " + many
}

// subject is who the picture shows, and whether that is one, several or nobody.
func (s *scene) subject() string {
	if s.people() == 0 {
		if s.nobody {
			return ""
		}
		if s.person() {
			return s.role("figure")
		}
		return ""
	}
	var parts []string
	if s.girls > 0 {
		parts = append(parts, counted(s.girls, s.open && s.girls > 1, s.role("girl"), "girls"))
	}
	if s.boys > 0 {
		parts = append(parts, counted(s.boys, s.open && s.boys > 1, s.role("boy"), "boys"))
	}
	if s.others > 0 {
		parts = append(parts, counted(s.others, s.open && s.others > 1, "androgynous figure", "androgynous figures"))
	}
	return list(parts)
}

// role is the noun for one person, with what kind of person it is: a cat girl,
// a furry wolf boy, an elf girl. A figure comes with its article.
func (s *scene) role(noun string) string {
	if noun == "figure" {
		return "a figure"
	}
	if s.people() != 1 {
		return s.roleAmong(noun)
	}
	var kinds []string
	whole := false
	other := map[string]string{"girl": " boy", "boy": " girl"}[noun]
	for _, r := range s.roles {
		if kind, ok := strings.CutSuffix(r, other); ok && other != "" {
			r = kind + "-like" // a boy of whom a tag says cow girl
		}
		if kind, ok := strings.CutSuffix(r, " "+noun); ok {
			whole, r = true, kind
		}
		if slices.Contains(kinds, r) {
			continue // slime, and slime girl
		}
		if r == "furry" {
			kinds = append([]string{r}, kinds...)
		} else {
			kinds = append(kinds, r)
		}
	}
	if s.aged != "" {
		noun = s.aged
	}
	if who := person(kinds, noun); who != "" {
		return who
	}
	if len(kinds) > 2 && !whole {
		kinds = kinds[:2]
	}
	if len(kinds) == 2 && animal(kinds[0]) && animal(kinds[1]) {
		return list(kinds) + " " + noun
	}
	return strings.Join(append(kinds, noun), " ")
}

// animal says that a kind of person is that of a beast: the cat of a cat girl.
func animal(kind string) bool { return tags.SlotOf(kind) == "animal" }

// person is a role that is a noun of its own: a princess, a female knight, a male
// elf samurai. It is empty where there is none, or several.
func person(kinds []string, noun string) string {
	at := -1
	for i, k := range kinds {
		if roles[k] || titles[k] == noun {
			if at >= 0 {
				return ""
			}
			at = i
		}
	}
	if at < 0 || noun != "girl" && noun != "boy" || len(kinds) > 2 {
		return ""
	}
	who := kinds[at]
	other := slices.Delete(slices.Clone(kinds), at, at+1)
	if titles[who] != noun {
		sex := map[string]string{"girl": "female", "boy": "male"}[noun]
		other = slices.Insert(other, 0, sex)
	}
	return strings.Join(append(other, who), " ")
}

// roles are nouns for people of either sex by what they do, and titles those
// that tell which.
var (
	roles  = wordSet("knight sailor astronaut firefighter mechanic jester magician pilot detective scientist artist writer musician photographer athlete gamer farmer merchant thief assassin warrior soldier samurai mage priest monk chef bartender barista secretary doctor hunter adventurer pirate viking gangster wrestler boxer swimmer dancer singer gymnast clown prisoner student teacher servant guard bodyguard alchemist archer protagonist villain hero superhero noble idol deity celebrity vtuber trainer")
	titles = map[string]string{"princess": "girl", "queen": "girl", "empress": "girl", "goddess": "girl", "heroine": "girl", "bride": "girl", "groom": "boy", "villainess": "girl", "noblewoman": "girl", "sorceress": "girl", "ballerina": "girl", "tomboy": "girl",
		"prince": "boy", "king": "boy", "emperor": "boy", "god": "boy", "nobleman": "boy", "salaryman": "boy", "butler": "boy", "cowboy": "boy", "fisherman": "boy", "sorcerer": "boy", "wizard": "boy"}
)

// roleAmong is the noun for the only girl or boy of several people: a fox girl.
func (s *scene) roleAmong(noun string) string {
	if i := s.roleOf(noun); i >= 0 {
		return s.roles[i]
	}
	return noun
}

// roleOf is the role that the only girl, or the only boy, of several people has
// for certain; −1 if there is none.
func (s *scene) roleOf(noun string) int {
	if noun == "girl" && s.girls != 1 || noun == "boy" && s.boys != 1 {
		return -1
	}
	return slices.IndexFunc(s.roles, func(r string) bool { return strings.HasSuffix(r, " "+noun) })
}

// oneOf says what some of several people are, of whom it is not told.
func (s *scene) oneOf() string {
	girl, boy := s.roleOf("girl"), s.roleOf("boy")
	var left []string
	for i, r := range s.roles {
		if i != girl && i != boy {
			left = append(left, article(r)+" "+r)
		}
	}
	if len(s.playing) > 0 {
		left = append(left, "dressed as "+list(s.playing))
	}
	switch len(left) {
	case 0:
		return ""
	case 1:
		return ", one of them " + left[0]
	}
	return ", among them " + list(left)
}

// person says that something belongs to a person though nobody was counted.
func (s *scene) person() bool {
	return len(s.names)+len(s.hair)+len(s.looks)+len(s.face)+len(s.worn)+len(s.doing)+len(s.roles)+len(s.held)+len(s.playing) > 0 || s.solo
}

// she is the subject of further sentences, and whether it is plural.
func (s *scene) she() (word string, many bool) {
	switch {
	case s.several():
		return "They", true
	case s.nobody:
		return "It", false
	case s.girls == 1:
		return "She", false
	case s.boys == 1:
		return "He", false
	}
	return "The figure", false
}

// agree is a verb in the number of its subject.
func agree(many bool, one, more string) string {
	if many {
		return more
	}
	return one
}

// several says that more than one is told of: people, or creatures by their names.
func (s *scene) several() bool { return s.people() > 1 || s.people() == 0 && len(s.names) > 1 }

// opening is who it is: names, works and the count, as the subject of the
// first sentence.
func (s *scene) opening() string {
	who := s.subject()
	name := list(s.names)
	if len(s.roles) > 0 && s.people() == 0 && who != "" {
		roles := make([]string, len(s.roles))
		for i, r := range s.roles {
			roles[i] = article(r) + " " + r
		}
		if who != "" {
			who += ", " + list(roles) + ","
		}
	}
	if name == "" && who == "" {
		return ""
	}
	if len(s.works) > 0 {
		from := " from " + list(s.works)
		if name != "" {
			name += from
		} else {
			who = strings.TrimSuffix(who, ",") + from
		}
	}
	switch {
	case name == "":
		return who
	case who == "":
		return name
	}
	if n := s.people(); n > len(s.names) && n > 1 {
		return strings.TrimSuffix(who, ",") + ", including " + name + ","
	}
	return name + ", " + strings.TrimSuffix(who, ",") + ","
}

// features are hair, eyes and what else the person looks like.
func (s *scene) features() []string {
	var parts []string
	switch {
	case len(s.hair) > 0:
		hair := strings.Join(s.hair, ", ") + " hair"
		if len(s.hair) > 1 {
			last := len(s.hair) - 1
			hair = strings.Join(s.hair[:last], ", ") + " " + s.hair[last] + " hair"
		}
		if len(s.hair) > 1 && isColour(s.hair[len(s.hair)-2]) {
			hair = joinHair(s.hair)
		}
		if len(s.hairAt) > 0 {
			hair += " in " + strings.ReplaceAll(list(s.hairAt), "hair bun", "bun")
		}
		looks := mergeEyes(s.looks)
		if i := slices.Index(looks, "hair worn up"); i >= 0 {
			hair += " worn up"
			looks = slices.Delete(looks, i, i+1)
		}
		return append([]string{hair}, looks...)
	case len(s.hairAt) > 0:
		parts = append(parts, "hair in "+strings.ReplaceAll(list(s.hairAt), "hair bun", "bun"))
	}
	return append(parts, mergeEyes(s.looks)...)
}

// mergeEyes makes one phrase of all that is said of eyes.
func mergeEyes(looks []string) []string {
	var out, eyes []string
	at := -1
	for _, l := range looks {
		if !strings.HasSuffix(l, " eyes") {
			out = append(out, l)
			continue
		}
		if at < 0 {
			at = len(out)
		}
		eyes = append(eyes, l)
	}
	if at < 0 {
		return out
	}
	return slices.Insert(out, at, merge(eyes)...)
}

// joinHair tells of several colours: "long, blue and white hair".
func joinHair(words []string) string {
	var before, colours []string
	for _, w := range words {
		if isColour(w) {
			colours = append(colours, w)
		} else {
			before = append(before, w)
		}
	}
	out := strings.Join(before, ", ")
	if len(before) == 2 && isLength(before[1]) {
		out = list(before) // of several people
	}
	if out != "" {
		out += ", "
	}
	return out + list(colours) + " hair"
}

// sentences writes the caption in a form.
func (s *scene) sentences(form string) []string {
	d := s.dice
	var out []string
	who := s.opening()
	switch {
	case who == "":
		out = s.emptyScene(&d, form)
	case form == FormShort:
		out = s.brief(&d, who)
	default:
		out = s.whole(&d, who, form)
	}
	if form != FormShort {
		out = append(out, s.made(&d)...)
	}
	if form != FormShort && form != FormMedium && len(s.unknown) > 0 && len(out) > 0 {
		out = append(out, "it also has to do with "+list(s.unknown))
	}
	for i := range out {
		out[i] = sentence(out[i])
	}
	return out
}

// whole tells everything in its turn, or of the medium form what matters most.
func (s *scene) whole(d *dice, who, form string) []string {
	first, dressed := s.first(d, who, form)
	out := []string{first}
	if !dressed {
		out = append(out, s.wearing(d, form)...)
	}
	out = append(out, s.acting(d, form)...)
	things := mergeThings(s.things)
	if form == FormMedium {
		things = firstOf(things, 3)
	}
	if len(things) > 0 {
		out = append(out, shown(things, d.pick("can be seen", "can be seen nearby", "are in the picture")))
	}
	return append(out, s.setting(d, form)...)
}

// brief is two sentences at most: who it is, in what, doing what; and how they
// look, and where.
func (s *scene) brief(d *dice, who string) []string {
	showing := d.pick("this illustration shows ", "the picture shows ", "an illustration of ", "a drawing of ", "", "")
	bare := strings.TrimSuffix(who, ",")
	switch features := firstOf(s.features(), 3); {
	case s.several() && len(features) > 0:
		bare += ", with " + s.shared(features) + s.oneOf()
	case s.several():
		bare += s.oneOf()
	case len(features) > 0:
		bare += " with " + list(features)
	}
	if worn := firstOf(s.outfit(), 3); len(worn) > 0 {
		bare += ", wearing " + list(worn)
	}
	if doing := firstOf(s.acts(), 2); len(doing) > 0 {
		bare += ", " + list(doing)
	}
	face, apart := s.faces()
	if len(face) > 0 && len(s.gaze) == 0 {
		bare += ", with " + list(firstOf(face, 2))
	}
	out := []string{showing + bare}
	where, behind := s.where(), ""
	if where == "" && s.background != "" {
		behind = article(s.background) + " " + s.background
	}
	she, many := s.she()
	switch look := list(s.gaze); {
	case look != "":
		if len(face) > 0 {
			look += " with " + list(firstOf(face, 2))
		}
		look += oneWith(apart)
		if where != "" {
			look += ", " + where
		} else if behind != "" {
			look += ", against " + behind
		}
		out = append(out, she+agree(many, " is ", " are ")+look)
	case where != "":
		out = append(out, d.pick("the scene is set ", "the scene takes place ")+where)
	case behind != "":
		out = append(out, "the picture has "+behind)
	}
	return out
}

// sentence gives words a capital and a full stop.
func sentence(words string) string {
	words = strings.TrimSpace(strings.TrimSuffix(words, ","))
	if words == "" {
		return ""
	}
	if !strings.ContainsAny(words[len(words)-1:], ".!?") { // a work may be called "K-On!"
		words += "."
	}
	return capitals(capital(words))
}

// shown is a sentence about things: "a desk and a chair can be seen".
func shown(things []string, verb string) string {
	if tinned[lastWord(things[len(things)-1])] { // "beer can be seen" tells of a can
		verb = strings.Replace(verb, "can be seen", "are to be seen", 1)
	}
	if len(things) == 1 && !plural(lastWord(things[0])) {
		verb = strings.Replace(verb, "are ", "is ", 1)
		verb = strings.Replace(verb, "appear ", "appears ", 1)
	}
	return list(things) + " " + verb
}

// tinned is what comes in cans.
var tinned = wordSet("beer paint trash garbage tin oil soda coffee tea food spray aluminum aluminium watering cola gas soup tuna")

// shared is what several have: "blue and red hair between them".
func (s *scene) shared(features []string) string {
	among := " among them"
	if s.people() == 2 || s.people() == 0 && len(s.names) == 2 {
		among = " between them"
	}
	return list(features) + among
}

// first stands alone: who it is and what they look like, and in some captions
// what they wear, which it then says.
func (s *scene) first(d *dice, who, form string) (sentence string, dressed bool) {
	features, outfit := s.features(), s.outfit()
	if form == FormMedium {
		features, outfit = firstOf(features, 4), firstOf(outfit, 4)
	}
	several := s.several()
	comma := strings.HasSuffix(who, ",")
	bare := strings.TrimSuffix(who, ",")
	showing := d.pick("this illustration shows ", "the picture shows ", "an illustration of ", "a drawing of ")
	switch way := d.pick("shows", "has", "wears"); {
	case len(features) == 0 && len(s.worn) > 0 && !several:
		return who + " wears " + list(outfit), true
	case len(features) == 0 && several:
		return showing + bare + s.oneOf(), false
	case len(features) == 0:
		return showing + bare, false
	case several:
		return showing + bare + ", with " + s.shared(features) + s.oneOf(), false
	case way == "wears" && len(s.worn) > 0 && len(features) <= 3:
		with := bare + " with " + list(features)
		if comma {
			with += ","
		}
		return with + " " + d.pick("wears", "is wearing") + " " + list(outfit), true
	case way == "has":
		return who + " has " + list(features), false
	}
	return showing + bare + " with " + list(features), false
}

// outfit is what is worn, one phrase a garment; sleeves go with the garment
// that has them, unless they may be those of several people.
func (s *scene) outfit() []string {
	var worn, sleeves []string
	apart := slices.Contains(s.worn, "detached sleeves") // which other sleeves then are
	for _, w := range s.worn {
		if strings.HasSuffix(w, " sleeves") && !apart {
			sleeves = append(sleeves, w)
			continue
		}
		worn = append(worn, w)
	}
	worn = mergeWorn(worn, func(phrase string) string { return s.thing[phrase] })
	has := make([][]string, len(worn))
	at := slices.IndexFunc(worn, func(w string) bool { return sleeved[lastWord(w)] })
	others := at >= 0 && s.several() && slices.ContainsFunc(worn[at+1:], func(w string) bool { return sleeved[lastWord(w)] })
	switch {
	case len(sleeves) == 0:
	case len(sleeves) > 1 && others:
		worn, has = append(worn, sleeves...), append(has, make([][]string, len(sleeves))...)
	case at < 0:
		worn, has = append(worn, joinSleeves(sleeves)), append(has, nil)
	default:
		has[at] = []string{joinSleeves(sleeves)}
	}
	return s.trimmed(worn, has)
}

// joinSleeves tells of the sleeves of one garment: "long, wide sleeves".
func joinSleeves(sleeves []string) string {
	var long, other, colours []string
	for _, w := range sleeves {
		switch word := strings.TrimSuffix(w, " sleeves"); {
		case sizes[word]:
			long = append(long, word)
		case isColour(word):
			colours = append(colours, word)
		default:
			other = append(other, word)
		}
	}
	var words []string
	for _, w := range append(append([]string{list(long)}, other...), list(colours)) {
		if w != "" {
			words = append(words, w)
		}
	}
	return strings.Join(words, ", ") + " sleeves"
}

// trimmed says of garments what patterns and trimmings they have, besides what
// has tells of each.
func (s *scene) trimmed(worn []string, has [][]string) []string {
	for _, t := range s.trims {
		at := slices.IndexFunc(worn, func(w string) bool { return w == t.garment || strings.HasSuffix(w, " "+t.garment) })
		if at < 0 {
			worn, has = append(worn, t.words), append(has, nil)
			continue
		}
		has[at] = append(has[at], t.words)
	}
	for i, some := range has {
		if len(some) > 0 {
			worn[i] += " with " + list(some)
		}
	}
	return worn
}

// sleeved are garments that have sleeves.
var sleeved = wordSet("dress shirt blouse sweater jacket coat kimono yukata robe uniform serafuku cardigan hoodie leotard sundress gown t-shirt haori tunic turtleneck")

// alikeWorn are garments that several people are said to wear in the plural.
var alikeWorn = wordSet("uniform serafuku kimono yukata swimsuit bikini suit dress hat leotard hoodie coat apron robe jersey")

// wearing is what is worn, unless the first sentence told it.
func (s *scene) wearing(d *dice, form string) []string {
	several := s.several()
	if len(s.worn) == 0 || len(s.features()) == 0 && !several {
		return nil
	}
	worn := s.outfit()
	if form == FormMedium {
		worn = firstOf(worn, 4)
	}
	she, _ := s.she()
	if !several {
		return []string{she + " " + d.pick("wears", "is wearing") + " " + list(worn)}
	}
	if len(worn) == 1 && alikeWorn[lastWord(worn[0])] {
		words, _ := cutArticle(worn[0])
		return []string{she + " " + d.pick("wear", "are wearing") + " " + tags.Plural(words)}
	}
	return []string{"their clothes include " + list(worn)}
}

// acts are what somebody is and does, and what they hold.
func (s *scene) acts() []string {
	acts := placedActs(s.is, s.doing)
	if len(s.playing) > 0 && !s.several() {
		acts = append([]string{"dressed as " + list(s.playing)}, acts...)
	}
	if len(s.held) > 0 {
		acts = append(acts, "holding "+list(s.held))
	}
	return acts
}

// placedActs puts a posture and where it is held together: sitting on a bed.
func placedActs(is, doing []string) []string {
	where := slices.IndexFunc(is, func(words string) bool {
		first, _, _ := strings.Cut(words, " ")
		return prepositions[first] && words != "on all fours" && !strings.HasPrefix(words, "in heat")
	})
	posture := slices.IndexFunc(doing, func(words string) bool { return postures[words] })
	if where < 0 || posture < 0 {
		return slices.Concat(is, doing)
	}
	doing = slices.Clone(doing)
	doing[posture] += " " + is[where]
	return slices.Concat(is[:where], is[where+1:], doing)
}

// postures are what one does in, on or under something.
var postures = wordSet("sitting lying standing kneeling squatting crouching sleeping walking running floating leaning crawling hiding perched dancing swimming")

// acting is pose, what is held, gaze and expression.
func (s *scene) acting(d *dice, form string) []string {
	she, many := s.she()
	be, have := agree(many, " is ", " are "), agree(many, " has ", " have ")
	var out []string
	if len(s.together) > 0 {
		out = append(out, she+be+list(s.together))
	}
	doing := s.acts()
	face, apart := s.faces()
	with, ones := s.with, s.ones
	if form == FormMedium {
		face, with, ones = firstOf(face, 2), firstOf(with, 1), firstOf(ones, 1)
	}
	if many && len(doing) > 0 && len(face) > 0 && len(s.gaze) == 0 {
		return append(out, she+be+list(doing)+", with "+list(append(append([]string(nil), with...), face...))+oneWith(ones))
	}
	switch {
	case len(doing) > 0 && len(with) > 0:
		out = append(out, she+be+list(doing)+", with "+list(with)+oneWith(ones))
	case len(doing) > 0:
		out = append(out, she+be+list(doing)+oneWith(ones))
	case len(with) > 0:
		out = append(out, she+have+list(with)+oneWith(ones))
	case len(ones) > 0:
		out = append(out, "one of them has "+strings.Join(ones, ", and one has "))
	}
	switch {
	case len(s.gaze) > 0 && len(face) > 0:
		out = append(out, d.pick("with "+list(face)+", "+lower(she)+be+list(s.gaze), she+be+list(s.gaze)+" with "+list(face))+oneWith(apart))
	case len(s.gaze) > 0:
		out = append(out, she+be+list(s.gaze)+oneWith(apart))
	case len(face) > 0:
		out = append(out, she+have+list(face))
	}
	return out
}

// faces are expressions, and apart those of one of several people: closed eyes,
// where another looks somewhere.
func (s *scene) faces() (face, apart []string) {
	const closed = "closed eyes"
	if len(s.gaze) == 0 || !s.several() || !slices.Contains(s.face, closed) {
		return s.face, nil
	}
	face = slices.DeleteFunc(slices.Clone(s.face), func(w string) bool { return w == closed })
	return face, []string{closed}
}

// oneWith is the end of a sentence about several people: what one of them has.
func oneWith(ones []string) string {
	if len(ones) == 0 {
		return ""
	}
	return ", one of them with " + strings.Join(ones, ", and one with ")
}

func lower(words string) string { return strings.ToLower(words[:1]) + words[1:] }

func firstOf(list []string, n int) []string { return list[:min(n, len(list))] }

// where is place and time as one phrase.
func (s *scene) where() string {
	return strings.Join(append(append([]string(nil), s.place...), s.light...), ", ")
}

// setting is place, time, background and view.
func (s *scene) setting(d *dice, form string) []string {
	var out []string
	if where := s.where(); where != "" {
		out = append(out, d.pick("the scene is set ", "the scene takes place ")+where)
	}
	if s.background != "" {
		out = append(out, "the picture has "+article(s.background)+" "+s.background)
	}
	backdrop := merge(s.backdrop)
	if form == FormMedium {
		backdrop = firstOf(backdrop, 2)
	}
	if len(backdrop) > 0 {
		out = append(out, shown(backdrop, d.pick("can be seen in the background", "are in the background", "appear in the background")))
	}
	if len(s.view) > 0 {
		she, many := s.she()
		out = append(out, she+agree(many, " is", " are")+" shown "+strings.Join(s.view, ", "))
	}
	return out
}

// emptyScene is a picture without people: its first thing is the subject, and
// has what else is told of it.
func (s *scene) emptyScene(d *dice, form string) []string {
	var out []string
	outfit := s.outfit()
	things := s.things
	if len(s.animals) == 0 { // nobody wears it
		things, outfit = append(slices.Clone(things), outfit...), nil
	}
	all := mergeThings(append(append(append([]string(nil), s.animals...), things...), s.backdrop...))
	if most := map[string]int{FormShort: 4, FormMedium: 7}[form]; most > 0 {
		all = firstOf(all, most)
	}
	where := s.where()
	looks := append(append(mergeEyes(s.looks), outfit...), s.with...)
	acts := s.acts()
	face := append(append([]string(nil), s.face...), s.gaze...)
	showing := d.pick("this illustration shows ", "the picture shows ", "a picture of ")
	switch {
	case len(all) == 0 && where == "" && !s.nobody:
		return nil // that nobody was tagged is no sign that there is nobody
	case len(all) == 0 && where == "":
		return []string{"this is a picture without people"}
	case len(all) == 0:
		return []string{"a scene " + where}
	case len(looks)+len(acts)+len(face) > 0:
		lead := all[0]
		if looks = append(looks, face...); len(looks) > 0 {
			lead += " with " + list(looks)
		}
		switch {
		case len(acts) > 0:
			lead += " is " + list(acts)
			if where != "" {
				lead += " " + where
			}
		case where != "":
			lead = showing + lead + ", " + where
		default:
			lead = showing + lead
		}
		out = append(out, lead)
		if rest := all[1:]; len(rest) > 0 {
			out = append(out, shown(rest, "can be seen"))
		}
	default:
		lead := showing + list(all)
		if where != "" {
			lead += ", " + where
		}
		out = append(out, lead)
	}
	if s.background != "" {
		out = append(out, "the picture has "+article(s.background)+" "+s.background)
	}
	if len(s.works) > 0 && (form != FormShort || len(out) == 1) {
		out = append(out, "it is a picture from "+list(s.works))
	}
	if len(s.view) > 0 && form != FormShort {
		out = append(out, "it is seen "+strings.Join(s.view, ", "))
	}
	return out
}

// made is how the picture is made.
func (s *scene) made(d *dice) []string {
	if len(s.style) == 0 {
		return nil
	}
	style := append([]string(nil), s.style...)
	for _, kind := range []string{"a sketch", "a comic", "a 4koma strip"} {
		i := slices.Index(style, kind)
		grey := slices.IndexFunc(style, func(w string) bool { return w == "in greyscale" || w == "monochrome" })
		if i >= 0 && grey >= 0 {
			style[i] = "a " + strings.TrimPrefix(style[grey], "in ") + strings.TrimPrefix(kind, "a")
			style = slices.Delete(style, grey, grey+1)
		}
	}
	var is, has []string
	for _, w := range style {
		if what, ok := strings.CutPrefix(w, "with "); ok {
			has = append(has, what)
		} else {
			is = append(is, w)
		}
	}
	picture := d.pick("the picture ", "the image ")
	switch {
	case len(is) == 0:
		return []string{picture + "has " + list(has)}
	case len(has) == 0:
		return []string{picture + "is " + list(is)}
	}
	return []string{picture + "is " + list(is) + ", with " + list(has)}
}
