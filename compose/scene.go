package compose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

// scene is the tags of one image, sorted by the part of the caption that says them.
type scene struct {
	dice       dice
	girls      int
	boys       int
	others     int
	open       bool // more than the count tags tell
	nobody     bool
	solo       bool
	names      []string
	works      []string
	roles      []string // cat girl, elf, knight
	playing    []string // whom somebody is dressed as: Artoria Pendragon
	aged       string   // what stands for girl or boy by age: old man
	hair       []string // what goes before "hair": very long, wavy, grey
	hairAt     []string // in a ponytail
	looks      []string // other things of hair, eyes, face and body: red eyes
	face       []string // expressions
	gaze       []string // where {she} looks
	is         []string
	with       []string
	ones       []string // what one of several has: a hand on the hip
	doing      []string
	worn       []string
	thing      map[string]string // of what is worn, which of the things it is
	trims      []trim            // patterns and trimmings of a garment
	held       []string
	together   []string // what several are to each other
	animals    []string
	things     []string
	place      []string
	backdrop   []string
	background string
	light      []string
	view       []string
	style      []string
	unknown    []string // tags that nothing is known of, such as those of a user's rules
}

// trim is what a garment has: a floral print, of the kimono.
type trim struct{ garment, words string }

// unknown says that nothing tells what a tag is: the lexicon does not know it,
// or knows only that its last word is a place, which a name may end in as well.
func unknown(tag string) bool {
	return !tags.Known(tag) || tags.GroupOf(tag) == tags.GroupPlace && !tags.Worded(tag)
}

// hidden are tags that say nothing to see, or that others say.
var hidden = wordSet("original virtual_youtuber voice_actor_connection solo_focus adapted_costume multiple_persona ambiguous_gender english_text holding breasts cosplay male_focus female_focus commentary crossover sleeves artist_name signature watermark dated web_address twitter_username copyright_name character_name hetero yuri yaoi animal_focus scenery furry_male furry_female duo group trio contemporary aged_down aged_up meme parody boy girl boys girls man woman male female")

// cosplay is the end of tags of whom somebody is dressed as.
const cosplay = "_(cosplay)"

// focus is the end of tags that say what the picture is about, which it says by showing it.
const focus = "_focus"

// sort puts every tag where it is said.
func sort(c tags.Categories, id string) *scene {
	s := &scene{dice: diceOf(id), thing: map[string]string{}}
	for _, tag := range c.Character {
		if role, ok := strings.CutSuffix(tag, cosplay); ok {
			s.playing = append(s.playing, title(role))
			continue
		}
		s.names = append(s.names, title(tag))
	}
	for _, tag := range c.Copyright {
		if tag != "original" {
			s.works = append(s.works, title(tag))
		}
	}
	general := unimplied(c.General)
	placed, apart := tags.InOrderAndApart(tags.Categories{General: general})
	closer(general, placed, apart.Objects)
	for _, p := range placed {
		s.count(p.Tag)
	}
	s.nobody = s.nobody || s.people() == 0 && !s.solo && len(s.names) == 0 && onlyCreatures(general)
	things := s.wornThings(general, apart.Objects)
	trimmed := s.trim(apart.Objects)
	held, inHand := heldBy(general)
	done, folded := doneWith(general)
	for _, p := range placed {
		worn := len(s.worn)
		switch thing, holds := strings.CutPrefix(p.Tag, "holding_"); {
		case trimmed[p.Tag], inHand[p.Tag], folded[p.Tag]:
		case done[p.Tag] != "":
			s.doing = append(s.doing, done[p.Tag])
		case holds && len(held[thing]) > 0:
			s.held = append(s.held, held[thing]...)
		default:
			s.put(p.Tag, general)
		}
		for _, phrase := range s.worn[worn:] {
			s.thing[phrase] = things[p.Tag]
		}
	}
	return s
}

// wornThings numbers what is worn by the thing that it is. Whose garments are
// whose of several people is not told; that a hair ribbon is no neck ribbon is.
func (s *scene) wornThings(general []string, objects []tags.Object) map[string]string {
	if s.several() {
		alone := []string{"1girl", "solo"}
		for _, tag := range general {
			if tags.GroupOf(tag) == tags.GroupAttire {
				alone = append(alone, tag)
			}
		}
		objects = tags.Objects(tags.Categories{General: alone}).Objects
	}
	things := map[string]string{}
	for i, o := range objects {
		for _, tag := range o.Tags {
			if o.Group == tags.GroupAttire {
				things[tag] = fmt.Sprint(i)
			}
		}
	}
	return things
}

// onlyCreatures says that there are animals, and nothing that only people have.
func onlyCreatures(general []string) bool {
	return slices.ContainsFunc(general, func(tag string) bool { return tags.SlotOf(tag) == "animal" }) &&
		!slices.ContainsFunc(general, func(tag string) bool {
			group := tags.GroupOf(tag)
			return group == tags.GroupAttire || group == tags.GroupHair || group == tags.GroupCharacter || strings.HasPrefix(tag, "holding_") || tags.SlotOf(tag) == "kind"
		})
}

// trim gives patterns and trimmings to the garment that has them, where that is
// told, and says which tags those are.
func (s *scene) trim(objects []tags.Object) map[string]bool {
	done := map[string]bool{}
	for _, o := range objects {
		if o.Group != tags.GroupAttire {
			continue
		}
		garment, printed := "", ""
		var words []string
		for _, tag := range o.Tags {
			switch p := phrases()[tag]; {
			case strings.HasSuffix(p.words, " on the clothes"):
				words = append(words, strings.TrimSuffix(p.words, " on the clothes"))
				done[tag] = true
			case trimming[tags.Head(tag)] && p.words == "":
				words = append(words, noun(tag))
				done[tag] = true
			case strings.HasPrefix(tag, "print_") && slices.ContainsFunc(o.Tags, isPrint):
				printed = tag
			case tags.SlotOf(tag) != "state" && p.words == "":
				garment = tags.Words(tag)
			}
		}
		if garment != "" && printed != "" {
			done[printed] = true // a print shirt, of a t-shirt with a cat print
		} else if printed != "" {
			garment = tags.Words(printed)
		}
		if garment == "" {
			for _, tag := range o.Tags {
				delete(done, tag)
			}
			continue
		}
		for _, w := range words {
			s.trims = append(s.trims, trim{lastWord(garment), w})
		}
	}
	return done
}

// isPrint says that a tag is what is printed: cat_print.
func isPrint(tag string) bool { return strings.HasSuffix(tag, "_print") }

// ofAge are nouns for people that tags describe: a tall male.
var ofAge = wordSet("male female man woman child toddler baby infant teenager adult")

// trimming are what garments have.
var trimming = wordSet("print trim")

// heldBy finds of each thing that is held what it is called the closest, a folding
// fan and not a fan, and which tags those are.
func heldBy(general []string) (held map[string][]string, inHand map[string]bool) {
	held, inHand = map[string][]string{}, map[string]bool{}
	for _, holding := range general {
		thing, ok := strings.CutPrefix(holding, "holding_")
		if !ok {
			continue
		}
		for _, tag := range general {
			if isHeld(tag, thing) {
				held[thing] = append(held[thing], noun(tag))
				inHand[tag] = true
			}
		}
	}
	return held, inHand
}

// act is what is done with something that another tag tells.
type act struct {
	verb string
	fits func(tag string) bool
}

// acts are those of each tag.
var acts = map[string]act{
	"playing_instrument": {"playing", func(tag string) bool { return tags.SlotOf(tag) == "instrument" && tag != "instrument" }},
	"hugging_object":     {"hugging", isToy},
	"object_hug":         {"hugging", isToy},
	"carrying":           {"giving", func(tag string) bool { return tag == "piggyback" }},
	"feeding":            {"feeding", func(tag string) bool { return tags.SlotOf(tag) == "animal" }},
	"pushing":            {"pushing", func(tag string) bool { return tags.SlotOf(tag) == "vehicle" }},
	"licking":            {"licking", func(tag string) bool { return tags.SlotOf(tag) == "food" && tag != "food" }},
}

// toAnother are acts that one of two does to the other.
var toAnother = wordSet("carrying feeding")

// carried are things that somebody alone has about them, by the last word.
var carried = wordSet("backpack bag handbag satchel randoseru purse quiver scabbard sheath cane crutch crutches canteen pouch wallet pocketwatch")

func isToy(tag string) bool { return tags.SlotOf(tag) == "toy" }

// doneWith says of acts what they are done with where only one thing can be meant,
// and which tags tell of that: a piano that is played.
func doneWith(general []string) (done map[string]string, folded map[string]bool) {
	done, folded = map[string]string{}, map[string]bool{}
	for _, doing := range general {
		a, ok := acts[doing]
		if !ok {
			continue
		}
		var fit []string
		for _, tag := range general {
			if a.fits(tag) && !slices.ContainsFunc(general, func(other string) bool { return strings.HasSuffix(other, "_"+tag) }) {
				fit = append(fit, tag)
			}
		}
		if len(fit) != 1 {
			continue
		}
		done[doing] = a.verb + " " + noun(fit[0])
		for _, tag := range general {
			folded[tag] = folded[tag] || tag == fit[0] || strings.HasSuffix(fit[0], "_"+tag) // grand_piano, and piano
		}
	}
	return done, folded
}

// isHeld says that a tag is the thing that is held, by a closer name.
func isHeld(tag, thing string) bool {
	return tag != thing && tags.GroupOf(tag) == tags.GroupObject && (strings.HasSuffix(tag, "_"+thing) || slices.Contains(tags.Implies(tag), thing)) && !strings.HasPrefix(tag, "holding_")
}

// putUnknown says what captions have a noun or a verb for, and leaves the rest.
func (s *scene) putUnknown(tag string) {
	last := lastPart(tag)
	if last == tag || tags.Worded(strings.TrimSuffix(tag, "_"+last)) && !strings.Contains(tag, "(") {
		switch group, ok := tags.NounGroup(last); {
		case gerund(tag) && tags.GroupOf(tag) == tags.GroupPose:
			s.putPose(tag)
			return
		case ok && group == tags.GroupObject:
			s.things = append(s.things, noun(tag))
			return
		case ok && group == tags.GroupPlace:
			s.putPlace(tag)
			return
		}
	}
	if tags.Spoken(tag) {
		s.unknown = append(s.unknown, tags.Words(tag))
	}
}

// moods are adjectives by which an expression is called.
var moods = wordSet("tired bored confused shocked disgusted drunk flustered jealous lonely determined depressed excited crazy panicking horrified disappointed stoic unamused aroused pleased displeased crazed exhausted lovestruck hungry unhappy clueless curious motherly affectionate calm concentrated focused relaxed thoughtful melancholic gloomy cheerful joyful panicked furious irritated hopeful proud confident pensive stern solemn peaceful dazed awkward mischievous fierce gentle sleepy worried evil angry sad surprised embarrassed nervous serious annoyed happy shy scared smug")

// unimplied leaves out what another tag says already.
func unimplied(general []string) []string {
	said := map[string]bool{}
	for _, tag := range general {
		kind := tags.SlotOf(tag) == "kind"
		for _, more := range tags.Implies(tag) {
			if !kind || !limbs[lastPart(more)] { // not every demon girl has them
				said[more] = true
			}
		}
		if thing, ok := strings.CutPrefix(tag, "holding_"); ok {
			said[thing] = true
		}
		for _, where := range placed {
			if thing, at, ok := strings.Cut(tag, where); ok {
				said[thing] = true // goggles, of goggles_on_head
				said[thing+"_on_face"] = said[thing+"_on_face"] || where == "_on_" && ofFace[at]
			}
		}
		if _, thing, ok := strings.Cut(tag, "_"); ok && gerund(tag) {
			said[thing] = true // piano, of playing_piano
		}
		if where, ok := strings.CutPrefix(tag, "on_"); ok {
			said[where] = true // bed, of on_bed
		}
		for _, other := range saidWith[tag] {
			said[other] = true
		}
		if all := tags.SlotOf(tag); slotNouns[all] && all != tag && tags.GroupOf(tag) == tags.GroupObject && !strings.HasPrefix(tag, "holding_") {
			said[all] = true // food, of a cake
		}
		if thing, ok := strings.CutSuffix(tag, "_riding"); ok {
			said[thing] = true
		}
		if first, thing, ok := strings.Cut(tag, "_"); ok && tags.SlotOf(first) == "animal" {
			said["animal_"+thing] = true // slippers, of rabbit_slippers
		}
		if strings.HasPrefix(tag, "glowing_") {
			said["glowing"] = true
		}
		if tags.GroupOf(tag) == tags.GroupPlace {
			for i := range len(tag) {
				if tag[i] == '_' {
					said[tag[i+1:]] = true // stairs, of stone_stairs
				}
			}
		}
		if strings.HasSuffix(tag, "_child") || tag == "toddler" || tag == "baby" {
			said["child"] = true
		}
		if onRoads[tags.Head(tag)] {
			said["ground_vehicle"], said["motor_vehicle"] = true, true
		}
	}
	var list []string
	for _, tag := range general {
		if (!said[tag] || counts(tag)) && !hidden[tag] && !tags.Unseen(tag) && !strings.HasSuffix(tag, focus) && tags.GroupOf(tag) != tags.GroupMeta {
			list = append(list, tag)
		}
	}
	return list
}

// saidWith are tags that the words for another say as well, though it does not
// imply them.
var saidWith = map[string][]string{"snowing": {"snow"}, "breathing_fire": {"fire"}, "horseback_riding": {"horse"}, "nun": {"habit"}, "clashing_swords": {"sword"}, "drawing_bow": {"bow_(weapon)", "holding_bow_(weapon)"}}

// slotNouns are what everything in their section of the lexicon is.
var slotNouns = wordSet("food weapon instrument animal vehicle")

// limbs are what a kind of person may have, by the last word.
var limbs = wordSet("horns wings")

// closer gives colours to garments by their closest name: of a sundress and a
// white_dress that are one it makes a white_sundress, of boots and black_footwear
// black_boots. Names of the same noun, hair_bow and red_bow, are merged as they are.
func closer(general []string, placed []tags.Placed, objects []tags.Object) {
	for _, o := range objects {
		if o.Group != tags.GroupAttire || !slices.Contains(o.Tags, o.Object) {
			continue
		}
		kinds := tags.Implies(o.Object)
		for i, tag := range o.Tags {
			colour, thing, coloured := tags.Coloured(tag)
			if !coloured || lastPart(thing) == lastPart(o.Object) || !anyWear[thing] && !slices.Contains(kinds, thing) {
				continue
			}
			o.Tags[i] = colour + "_" + o.Object
			general[slices.Index(general, tag)] = o.Tags[i]
			placed[slices.IndexFunc(placed, func(p tags.Placed) bool { return p.Tag == tag })].Tag = o.Tags[i]
		}
	}
}

// anyWear are garments by where they are worn alone.
var anyWear = wordSet("headwear footwear legwear eyewear neckwear handwear")

// placed are words between a thing and where it is.
var placed = []string{"_on_", "_around_", "_over_", "_behind_", "_in_"}

// onRoads are vehicles that need not be called so.
var onRoads = wordSet("car truck bus train tram motorcycle scooter van taxi tractor ambulance")

// ofFace are places on a face.
var ofFace = wordSet("cheek cheeks nose forehead chin mouth")

// counts says that a tag is a number of people: 3girls, 6+boys.
func counts(tag string) bool {
	kind := strings.TrimLeft(tag, "0123456789")
	switch strings.TrimSuffix(strings.TrimPrefix(kind, "+"), "s") {
	case "girl", "boy", "other":
		return kind != tag
	}
	return false
}

// title is a name with capitals, as titles have them: Yu-Gi-Oh!, RX-78-2, Attack
// on Titan, Jashin-chan.
func title(tag string) string {
	words := strings.Fields(tags.Words(tag))
	for i, w := range words {
		if small[w] && i > 0 {
			continue
		}
		if strings.ContainsAny(w, "0123456789") {
			words[i] = strings.ToUpper(w)
			continue
		}
		parts := strings.SplitAfter(w, "-")
		for k, part := range parts {
			if k > 0 && honorifics[part] {
				continue
			}
			for _, mark := range []string{"/", ":"} {
				if before, after, ok := strings.Cut(part, mark); ok {
					part = before + mark + capital(after)
				}
			}
			parts[k] = capital(part)
		}
		words[i] = strings.Join(parts, "")
	}
	return strings.Join(words, " ")
}

// small are words that titles do not begin with a capital, and honorifics those
// that follow a name.
var (
	small      = wordSet("of the a an for from with by at no and in on to de la wa ga ni wo")
	honorifics = wordSet("chan san kun sama sensei senpai tan")
)

func (s *scene) count(tag string) {
	n := 0
	if counts(tag) {
		var kind string
		if _, err := fmt.Sscanf(strings.Replace(tag, "+", " ", 1), "%d%s", &n, &kind); err == nil {
			switch strings.TrimSuffix(kind, "s") {
			case "girl":
				s.girls = n
			case "boy":
				s.boys = n
			case "other":
				s.others = n
			}
			s.open = s.open || strings.Contains(tag, "+")
		}
		return
	}
	switch tag {
	case "multiple_girls":
		if s.girls == 0 {
			s.girls, s.open = 2, true
		}
	case "multiple_boys":
		if s.boys == 0 {
			s.boys, s.open = 2, true
		}
	case "solo":
		s.solo = true
	case "no_humans":
		s.nobody = true
	}
}

func (s *scene) people() int { return s.girls + s.boys + s.others }

// fit fits a phrase to the person.
func (s *scene) fit(words string) string {
	if !strings.Contains(words, "{") {
		return words
	}
	her, she := "their", "they"
	if s.nobody && !s.several() {
		her, she = "its", "it"
	}
	if s.people() == 1 && s.girls == 1 {
		her, she = "her", "she"
	} else if s.people() == 1 && s.boys == 1 {
		her, she = "his", "he"
	}
	return strings.NewReplacer("{her}", her, "{she}", she).Replace(words)
}

// put finds the part of the caption for a tag.
func (s *scene) put(tag string, general []string) {
	if counts(tag) {
		return
	}
	if tag == "water" && slices.ContainsFunc(general, func(other string) bool { return waters[tags.Head(other)] }) {
		s.backdrop = append(s.backdrop, noun(tag))
		return
	}
	if first, _, _ := strings.Cut(tag, "_"); s.nobody && !prepositions[first] && (seen[tag] || seen[lastPart(tag)]) {
		s.backdrop = append(s.backdrop, noun(tag))
		return
	}
	if words := agedNouns[tag]; words != "" && s.people() == 1 && s.aged == "" && s.ofGender(words) {
		s.aged = strings.Replace(words, "{noun}", s.noun(), 1)
		return
	}
	if p, ok := phrases()[tag]; ok {
		if s.girls+s.boys == s.people() && p.slot == "is" {
			p.words = s.withoutOther(p.words)
		}
		if p.slot == "together" && s.people() == 1 {
			return // the others are not there
		}
		if kind, is := cutArticle(p.words); is && p.slot == "is" && s.people() > 1 {
			s.roles = append(s.roles, kind) // one of them
			return
		}
		s.say(p)
		return
	}
	if tags.IsKaomoji(tag) {
		if forms := tags.Forms(tag); len(forms) > 0 {
			s.face = append(s.face, "a face of "+forms[0].Text)
		}
		return
	}
	if s.putSpecial(tag) {
		return
	}
	if done, garment := undone(tag); done != "" {
		s.with = append(s.with, s.fit("{her} "+tags.Words(garment)+" "+done))
		return
	}
	group := tags.GroupOf(tag)
	aged := group == tags.GroupBody && ofAge[lastPart(tag)]
	switch {
	case unknown(tag):
		s.putUnknown(tag)
	case strings.HasSuffix(tag, "_background"):
		if s.background == "" {
			s.background = tags.Words(tag)
		} else {
			s.background = strings.TrimSuffix(s.background, " background") + " and " + tags.Words(tag)
		}
	case strings.HasPrefix(tag, "spoken_"):
		s.things = append(s.things, noun(tag))
	case strings.HasPrefix(tag, "holding_"):
		s.held = append(s.held, noun(strings.TrimPrefix(tag, "holding_")))
	case group == tags.GroupHair:
		s.putHair(tag)
	case group == tags.GroupEyes:
		s.looks = append(s.looks, noun(tag))
	case group == tags.GroupFace && moods[tag]:
		s.face = append(s.face, noun(tag+"_expression"))
	case group == tags.GroupFace && gerund(tag) && strings.Contains(tag, "_own_"):
		s.doing = append(s.doing, s.fit(strings.ReplaceAll(tags.Words(tag), " own ", " {her} ")))
	case group == tags.GroupFace:
		s.face = append(s.face, s.own(tag))
	case group == tags.GroupBody && (strings.HasSuffix(tag, "_girl") || strings.HasSuffix(tag, "_boy") || tags.SlotOf(tag) == "kind"):
		s.roles = append(s.roles, tags.Words(tag))
	case aged && s.people() == 1:
		s.is = append(s.is, noun(tag))
	case aged || group == tags.GroupCharacter:
		s.roles = append(s.roles, tags.Words(tag))
	case group == tags.GroupBody && mass[tag] && s.several():
		s.things = append(s.things, noun(tag)) // whose it is, is not told
	case group == tags.GroupBody:
		s.looks = append(s.looks, s.own(tag))
	case group == tags.GroupAttire:
		s.putAttire(tag)
	case group == tags.GroupPose:
		s.putPose(tag)
	case group == tags.GroupObject && s.nobody && (tags.SlotOf(tag) == "animal" || machines[lastPart(tag)]):
		s.animals = append(s.animals, noun(tag))
	case group == tags.GroupObject && s.people() == 1 && (carried[lastPart(tag)] || onSomebody(tag)):
		s.with = append(s.with, s.own(tag))
	case group == tags.GroupObject:
		s.things = append(s.things, s.own(tag))
	case group == tags.GroupComposition && tags.SlotOf(tag) == "light":
		s.backdrop = append(s.backdrop, noun(tag))
	case group == tags.GroupComposition:
		s.style = append(s.style, "with "+noun(tag))
	case group == tags.GroupPlace:
		s.putPlace(tag)
	case group == tags.GroupTime:
		theme := tags.Words(tag) + " theme"
		s.style = append(s.style, "with "+article(theme)+" "+theme)
	case group == tags.GroupStyle:
		s.style = append(s.style, "with "+noun(tag))
	case group == tags.GroupCount && s.people() > 1:
		s.together = append(s.together, noun(tag))
	case group == tags.GroupCount:
		s.backdrop = append(s.backdrop, noun(tag))
	default:
		s.things = append(s.things, noun(tag))
	}
}

// putSpecial says tags that are no noun phrases by how they begin or end: where
// and when it is, of whom, in what style.
func (s *scene) putSpecial(tag string) bool {
	first, rest, _ := strings.Cut(tag, "_")
	group := tags.GroupOf(tag)
	switch {
	case strings.HasSuffix(tag, cosplay):
		s.playing = append(s.playing, title(strings.TrimSuffix(tag, cosplay)))
	case strings.HasSuffix(tag, "_(style)"):
		s.style = append(s.style, "in the style of "+title(tag))
	case group == tags.GroupStyle && (lastPart(tag) == "style" || lastPart(tag) == "artstyle"):
		name := strings.TrimSuffix(tags.Words(tag), " "+lastPart(tag))
		if !tags.Worded(strings.TrimSuffix(tag, "_"+lastPart(tag))) {
			name = title(name)
		}
		style := name + " " + lastPart(tag)
		s.style = append(s.style, "in "+withArticle(style))
	case group == tags.GroupStyle && strings.HasSuffix(tag, "_(medium)"):
		s.style = append(s.style, "in "+tags.Words(tag))
	case strings.HasSuffix(tag, "_(action)") || group == tags.GroupPose && !gerund(tag) && strings.Contains(tag, "_") && gerund(lastPart(tag)):
		s.doing = append(s.doing, tags.Words(tag))
	case group == tags.GroupPose && !strings.Contains(tag, "_") && len(tag) > 4 && strings.HasSuffix(tag, "ed"):
		s.is = append(s.is, tags.Words(tag))
	case tag == "androgynous" && s.others > 0 && s.others == s.people():
		// The figure is called so.
	case group == tags.GroupStyle && pictures[lastPart(tag)]:
		s.style = append(s.style, noun(tag))
	case group == tags.GroupStyle && tags.SlotOf(tag) == "content":
		s.style = append(s.style, tags.Words(tag))
	case rest != "" && prepositions[first] && group != tags.GroupComposition && (group != tags.GroupHair || parts[rest]):
		s.putPosition(first, rest, tag)
	case rest != "" && whens[first] && group != tags.GroupComposition:
		s.light = append(s.light, first+" "+occasion(rest))
	case rest != "" && first == "imminent":
		s.is = append(s.is, "close to "+withArticle("imminent "+tags.Words(rest)))
	case group == tags.GroupCount && s.people() == 1 && len(s.names) < 2 && tags.SlotOf(tag) == "relation":
		// The other one is not there.
	case group == tags.GroupBody && s.otherSex(tag):
		s.is = append(s.is, strings.TrimSuffix(tags.Words(tag), " "+lastPart(tag)))
	default:
		return false
	}
	return true
}

// pictures are kinds of picture by the last word of a tag of its style.
var pictures = wordSet("parody cover comic manga meme sketch study drawing painting strip poster doujinshi woodblock")

// prepositions begin tags of where somebody or something is, whens those of when.
var (
	prepositions = wordSet("on in under against between inside behind above below beside near over among atop underneath")
	whens        = wordSet("after before during")
)

// occasion is what a picture is after or before: sex, a bath.
func occasion(tag string) string {
	if tag == "sex" || tags.GroupOf(tag) == tags.GroupPose || gerund(tag) {
		return tags.Words(tag)
	}
	return noun(tag)
}

// putPosition says where somebody is, or of a part of the body what is there.
func (s *scene) putPosition(where, thing, tag string) {
	last := lastPart(thing)
	switch {
	case parts[last] && last == thing:
		at := s.fit("{her} " + last)
		if s.nobody {
			at = "the " + last
		}
		s.with = append(s.with, "something "+where+" "+at)
	case where == "between" && !plural(last):
		s.unknown = append(s.unknown, tags.Words(tag))
	case strings.HasPrefix(thing, "the_") || strings.HasPrefix(thing, "own_"):
		s.is = append(s.is, s.fit(strings.Replace(tags.Words(tag), " own ", " {her} ", 1)))
	case tags.GroupOf(tag) == tags.GroupPlace && tags.SlotOf(tag) != "position" && tags.GroupOf(thing) == tags.GroupPlace:
		s.place = append(s.place, where+" "+noun(thing))
	default:
		s.is = append(s.is, where+" "+noun(thing))
	}
}

// parts are parts of the body that something may be on, in or between.
var parts = wordSet("head face forehead chin ear cheek cheeks nose mouth lips teeth neck shoulder shoulders back chest breasts breast pecs stomach belly navel lap legs leg thighs thigh knees knee feet foot toes toe hand hands finger fingers arm arms buns ass buttocks hair eyes ears tail tongue wrist waist")

// otherSex says that a tag tells of a male, or of a female, where nobody is one.
func (s *scene) otherSex(tag string) bool {
	last := lastPart(tag)
	men, women := last == "male" || last == "man", last == "female" || last == "woman"
	return strings.Count(tag, "_") == 1 && s.people() > 0 && s.others == 0 && (men && s.boys == 0 || women && s.girls == 0)
}

// withoutOther leaves out of words the sex that nobody has.
func (s *scene) withoutOther(words string) string {
	bare, _ := cutArticle(words)
	for noun, n := range map[string]int{" male": s.boys, " female": s.girls} {
		if adjective, ok := strings.CutSuffix(bare, noun); ok && n == 0 && s.people() > 0 {
			return adjective
		}
	}
	return words
}

// agedNouns stand for the girl or boy of the picture.
var agedNouns = map[string]string{"old_man": "old man", "old_woman": "old woman", "child": "young {noun}", "toddler": "toddler {noun}"}

// noun is what the only person is called by the count.
func (s *scene) noun() string {
	if s.boys == 1 {
		return "boy"
	}
	return "girl"
}

// ofGender says that words may be those of the only person.
func (s *scene) ofGender(words string) bool {
	return s.girls == 1 && lastWord(words) != "man" || s.boys == 1 && lastWord(words) != "woman"
}

// seen are what a picture of nobody shows, and people are in, at or on.
var seen = wordSet("water grass window bridge house hut cabin cottage barn mill windmill castle palace tower temple church pagoda pier dock jetty gazebo shack village")

// waters are what water is in, which one is then not said to be in.
var waters = wordSet("ocean river lake pool sea pond stream waterfall fountain canal harbor onsen bath bathtub beach shore coast poolside")

// own is a noun phrase in which "own" has become a pronoun, and parts of the
// body have theirs.
func (s *scene) own(tag string) string {
	words := noun(tag)
	if strings.Contains(tag, "_own_") {
		return s.fit(strings.ReplaceAll(words, " own ", " {her} "))
	}
	if i := strings.LastIndexByte(words, ' '); i > 0 && ofBody[words[i+1:]] && s.people() == 1 {
		if before := words[:i]; behind[lastWord(before)] {
			return s.fit(before + " {her} " + words[i+1:])
		}
	} else if i > 0 && ofBody[words[i+1:]] && behind[lastWord(words[:i])] {
		return words[:i] + " the " + words[i+1:]
	}
	return words
}

// onSomebody says that a tag is of a thing on a part of somebody: bird_on_shoulder.
func onSomebody(tag string) bool {
	_, part, ok := strings.Cut(tag, "_on_")
	return ok && ofBody[part]
}

// lastPart is the last word of a tag.
func lastPart(tag string) string { return tag[strings.LastIndexByte(tag, '_')+1:] }

// machines are what may look and act as a creature does.
var machines = wordSet("mecha robot android suit golem droid skeleton statue")

// ofBody are words behind a preposition that are somebody's.
var ofBody = wordSet("nose forehead chin knee knees thigh thighs arm arms stomach ass tongue pussy penis nipples eye eyes nail nails tail horns ears ankle ankles wrist face head cheek mouth neck shoulder shoulders waist legs ear chest back body hands hand leg breasts breast wrists fingers elbows clothes headwear")

func (s *scene) say(p phrase) {
	words := s.fit(p.words)
	switch p.slot {
	case "role":
		s.roles = append(s.roles, words)
	case "is":
		s.is = append(s.is, words)
	case "with":
		s.putWith(p.words)
	case "doing":
		s.doing = append(s.doing, words)
	case "wear":
		s.worn = append(s.worn, words)
	case "place":
		s.place = append(s.place, words)
	case "light":
		s.light = append(s.light, words)
	case "gaze":
		if s.people() == 1 {
			words = strings.Replace(words, "each other", "another", 1)
		}
		s.gaze = append(s.gaze, words)
	case "face":
		s.face = append(s.face, words)
	case "looks":
		s.looks = append(s.looks, words)
	case "together":
		s.together = append(s.together, words)
	case "thing":
		s.things = append(s.things, words)
	case "backdrop":
		s.backdrop = append(s.backdrop, words)
	case "view":
		s.view = append(s.view, words)
	case "style":
		s.style = append(s.style, words)
	}
}

// hairLengths stand first before "hair".
var hairLengths = []string{"absurdly_long_hair", "very_long_hair", "long_hair", "medium_hair", "short_hair", "very_short_hair", "big_hair"}

func isLength(words string) bool {
	return words == "medium-length" || slices.Contains(hairLengths, strings.ReplaceAll(words, " ", "_")+"_hair")
}

func (s *scene) putHair(tag string) {
	if before, ok := strings.CutSuffix(tag, "_hair"); ok && (slices.Contains(hairLengths, tag) || !strings.Contains(before, "_") || strings.HasPrefix(before, "light_") || strings.HasPrefix(before, "dark_")) && tag != "drill_hair" && tag != "antenna_hair" {
		word := strings.ReplaceAll(before, "_", " ")
		if slices.Contains(hairLengths, tag) {
			if tag == "medium_hair" {
				word = "medium-length" // "medium brown" would be a colour
			}
			s.hair = slices.Insert(s.hair, 0, word)
		} else if colour, _, coloured := tags.Coloured(tag); coloured && colour != "" {
			s.hair = append(s.hair, word)
		} else {
			at := len(s.hair)
			for at > 0 && isColour(s.hair[at-1]) {
				at--
			}
			s.hair = slices.Insert(s.hair, at, word)
		}
		return
	}
	switch tags.SlotOf(tag) {
	case "style":
		switch tag {
		case "ponytail", "side_ponytail", "high_ponytail", "low_ponytail", "twintails", "low_twintails", "short_twintails", "hair_bun", "double_bun", "single_hair_bun", "braid", "twin_braids", "single_braid", "crown_braid", "french_braid", "braided_ponytail", "side_braid", "half_updo", "updo", "bob_cut", "hime_cut", "twin_drills", "pixie_cut", "braided_bun":
			s.hairAt = append(s.hairAt, noun(tag))
			return
		}
	}
	s.looks = append(s.looks, noun(tag))
}

func isColour(word string) bool {
	return slices.Contains(tags.Colours(), strings.ReplaceAll(word, " ", "_"))
}

func (s *scene) putAttire(tag string) {
	slot := tags.SlotOf(tag)
	switch {
	case strings.HasPrefix(tag, "unworn_"):
		s.things = append(s.things, noun(tag))
	case slot == "state" || strings.HasSuffix(tag, "_removed") || strings.HasSuffix(tag, "_pull") || strings.HasSuffix(tag, "_lift") || strings.HasSuffix(tag, "_slip"):
		if gerund(tag) {
			s.doing = append(s.doing, tags.Words(tag))
			return
		}
		s.with = append(s.with, s.own(tag))
	case gerund(tag):
		s.doing = append(s.doing, tags.Words(tag))
	case strings.HasPrefix(tag, "no_"):
		s.with = append(s.with, tags.Words(tag))
	case garbed[lastPart(tag)]:
		s.worn = append(s.worn, "the outfit of "+noun(tag))
	default:
		s.worn = append(s.worn, s.own(named(tag)))
	}
}

// anyones are words of uniforms that are no names.
var anyones = wordSet("employee naval kindergarten meiji work police medical waiter sports football butler chef convenience")

// garbed are people whose outfit is what a tag of attire means.
var garbed = wordSet("maid nun miko witch policewoman policeman nurse waitress waiter stewardess bunny cheerleader ninja samurai priest priestess monk butler santa pirate cowboy cowgirl bride")

// named is the uniform of a school or company, whose name has capitals.
func named(tag string) string {
	name, ok := strings.CutSuffix(tag, "_uniform")
	first, _, _ := strings.Cut(name, "_")
	if _, noun := tags.NounGroup(first); !ok || noun || tags.Worded(first) || anyones[first] {
		return tag
	}
	return strings.ReplaceAll(title(name), " ", "_") + "_uniform"
}

func (s *scene) putPose(tag string) {
	words := tags.Words(tag)
	verb, part, _ := strings.Cut(tag, "_")
	switch {
	case toAnother[tag] && s.people() == 2 && !s.open:
		s.with = append(s.with, "one of them "+words+" the other")
	case gerund(tag) && parts[part] && s.people() == 1:
		s.doing = append(s.doing, s.fit(verb+" {her} "+part))
	case gerund(tag):
		s.doing = append(s.doing, s.fit(strings.ReplaceAll(acted(words), " own ", " {her} ")))
	case strings.Contains(tag, "_own_"):
		s.putWith(strings.ReplaceAll(noun(tag), " own ", " {her} "))
	default:
		s.with = append(s.with, s.own(tag))
	}
}

// putWith says what somebody has, a hand on {her} hip: of several people one does.
func (s *scene) putWith(words string) {
	if thing, one := cutArticle(words); one && s.several() && strings.Contains(thing, "{her}") {
		s.ones = append(s.ones, strings.ReplaceAll(words, "{her}", "the"))
		return
	}
	s.with = append(s.with, s.fit(words))
}

// acted gives the one thing that something is done with its article: "riding a
// bicycle". What is played, a game or an instrument, needs none.
func acted(words string) string {
	verb, thing, ok := strings.Cut(words, " ")
	if !ok || verb == "playing" || strings.Contains(thing, " ") {
		return words
	}
	if group, known := tags.NounGroup(thing); !known || group != tags.GroupObject {
		return words
	}
	return verb + " " + noun(thing)
}

// positioned is where one is by a tag such as in_box.
func positioned(tag string) string {
	where, thing, ok := strings.Cut(tag, "_")
	if !ok || !behind[where] {
		return tags.Words(tag)
	}
	return where + " " + noun(thing)
}

// undone reads what was done to a garment: "skirt_lift".
func undone(tag string) (done, garment string) {
	i := strings.LastIndexByte(tag, '_')
	if i < 0 {
		return "", ""
	}
	garment = tag[:i]
	if garment == "panty" {
		garment = "panties"
	}
	if tags.GroupOf(garment) != tags.GroupAttire {
		return "", ""
	}
	switch tag[i+1:] {
	case "lift":
		return "lifted", garment
	case "pull", "aside":
		return "pulled aside", garment
	case "removed":
		return "removed", garment
	}
	return "", ""
}

// structures are places that one is not in, and ways those that one is on, by
// the last word of the tag.
var (
	structures = wordSet("architecture arch brick building buildings ceiling chimney cityscape column columns concrete door doors entrance fence floor fountain fusuma gate handrail lamp lamppost light lights lighthouse lines pillar pole railing roof shouji sign skyline skyscraper tile tombstone gravestone tomb headstone tiles torii tower wall wheel window windows windowsill")
	events     = wordSet("stop stand station festival concert party market fair carnival wedding funeral parade airport counter")
	ways       = wordSet("balcony boardwalk bridge cobblestone court crosswalk deck dock path patio pier playground porch road track racetrack battlefield rooftop runway slope hill hillside sidewalk staircase stairs stairway street terrace veranda")
)

// putPlace tells where one is from what is around.
func (s *scene) putPlace(tag string) {
	switch last := lastPart(tag); {
	case events[last]:
		s.place = append(s.place, "at "+noun(tag))
		return
	case structures[last]:
		s.backdrop = append(s.backdrop, noun(tag))
		return
	case ways[last]:
		s.place = append(s.place, "on "+noun(tag))
		return
	}
	switch tags.SlotOf(tag) {
	case "setting":
		if room, ok := strings.CutSuffix(tag, "_interior"); ok {
			s.place = append(s.place, "inside "+noun(room))
			return
		}
		s.place = append(s.place, "in "+noun(tag))
	case "position":
		s.place = append(s.place, positioned(tag))
	default:
		s.backdrop = append(s.backdrop, noun(tag))
	}
}
