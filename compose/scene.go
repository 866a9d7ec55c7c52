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
	roles      []string // cat girl, elf
	hair       []string // what goes before "hair": very long, wavy, grey
	hairAt     []string // in a ponytail
	looks      []string // other things of hair, eyes, face and body: red eyes
	face       []string // expressions
	gaze       []string // where {she} looks
	is         []string
	with       []string
	doing      []string
	worn       []string
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

// unknown says that nothing tells what a tag is: the lexicon does not know it,
// or knows only that its last word is a place, which a name may end in as well.
func unknown(tag string) bool {
	return !tags.Known(tag) || tags.GroupOf(tag) == tags.GroupPlace && !tags.Worded(tag)
}

// hidden are tags that say nothing to see, or that others say.
var hidden = wordSet("original virtual_youtuber solo_focus alternate_costume official_alternate_costume alternate_hairstyle alternate_hair_color alternate_hair_length holding breasts cosplay male_focus female_focus commentary crossover sleeves artist_name signature watermark dated web_address twitter_username copyright_name character_name official_alternate_hairstyle alternate_eye_color hetero yuri yaoi animal_focus scenery furry_male furry_female duo group trio contemporary aged_down aged_up meme parody")

// sort puts every tag where it is said.
func sort(c tags.Categories, id string) *scene {
	s := &scene{dice: diceOf(id)}
	for _, tag := range c.Character {
		s.names = append(s.names, title(tag))
	}
	for _, tag := range c.Copyright {
		if tag != "original" {
			s.works = append(s.works, title(tag))
		}
	}
	general := unimplied(c.General)
	for _, tag := range tags.Order(tags.Categories{General: general}) {
		s.count(tag)
	}
	for _, tag := range tags.Order(tags.Categories{General: general}) {
		s.put(tag, general)
	}
	return s
}

// unimplied leaves out what another tag says already.
func unimplied(general []string) []string {
	said := map[string]bool{}
	for _, tag := range general {
		for _, more := range tags.Implies(tag) {
			said[more] = true
		}
		if thing, ok := strings.CutPrefix(tag, "holding_"); ok {
			said[thing] = true
		}
	}
	var list []string
	for _, tag := range general {
		if (!said[tag] || counts(tag)) && !hidden[tag] && tags.GroupOf(tag) != tags.GroupMeta {
			list = append(list, tag)
		}
	}
	return list
}

func counts(tag string) bool { return tag != "" && '0' <= tag[0] && tag[0] <= '9' }

// title is a name with capitals.
func title(tag string) string {
	words := strings.Fields(tags.Words(tag))
	for i, w := range words {
		if (w == "of" || w == "the" || w == "no" || w == "and") && i > 0 {
			continue
		}
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

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
	if s.nobody && (tag == "water" || tag == "grass" || tag == "window" || tag == "bridge") {
		s.backdrop = append(s.backdrop, noun(tag))
		return
	}
	if p, ok := phrases()[tag]; ok {
		s.say(p)
		return
	}
	if tags.IsKaomoji(tag) {
		if forms := tags.Forms(tag); len(forms) > 0 {
			s.face = append(s.face, "a face of "+forms[0].Text)
		}
		return
	}
	group := tags.GroupOf(tag)
	switch {
	case unknown(tag):
		s.unknown = append(s.unknown, tags.Words(tag))
	case strings.HasSuffix(tag, "_background"):
		if s.background == "" {
			s.background = tags.Words(tag)
		} else {
			s.background = strings.TrimSuffix(s.background, " background") + " and " + tags.Words(tag)
		}
	case strings.HasPrefix(tag, "holding_"):
		s.held = append(s.held, noun(strings.TrimPrefix(tag, "holding_")))
	case group == tags.GroupHair:
		s.putHair(tag)
	case group == tags.GroupEyes:
		s.looks = append(s.looks, noun(tag))
	case group == tags.GroupFace:
		s.face = append(s.face, s.own(tag))
	case group == tags.GroupBody && (strings.HasSuffix(tag, "_girl") || strings.HasSuffix(tag, "_boy") || tags.SlotOf(tag) == "kind"):
		s.roles = append(s.roles, tags.Words(tag))
	case group == tags.GroupCharacter:
		s.roles = append(s.roles, tags.Words(tag))
	case group == tags.GroupBody:
		s.looks = append(s.looks, s.own(tag))
	case group == tags.GroupAttire:
		s.putAttire(tag)
	case group == tags.GroupPose:
		s.putPose(tag)
	case group == tags.GroupObject && s.nobody && tags.SlotOf(tag) == "animal":
		s.animals = append(s.animals, noun(tag))
	case group == tags.GroupObject:
		s.things = append(s.things, noun(tag))
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
	case group == tags.GroupCount:
		s.backdrop = append(s.backdrop, noun(tag))
	default:
		s.things = append(s.things, noun(tag))
	}
}

// own is a noun phrase in which "own" has become a pronoun, and parts of the
// body have theirs.
func (s *scene) own(tag string) string {
	words := noun(tag)
	if strings.Contains(tag, "_own_") {
		return s.fit(strings.ReplaceAll(words, " own ", " {her} "))
	}
	if i := strings.LastIndexByte(words, ' '); i > 0 && ofBody[words[i+1:]] && s.people() == 1 {
		if before := words[:i]; behind[before[strings.LastIndexByte(before, ' ')+1:]] {
			return s.fit(before + " {her} " + words[i+1:])
		}
	}
	return words
}

// ofBody are words behind a preposition that are somebody's.
var ofBody = wordSet("face head cheek mouth neck shoulder shoulders waist legs ear chest back body hands hand leg breasts breast wrists fingers elbows clothes headwear")

func (s *scene) say(p phrase) {
	words := s.fit(p.words)
	switch p.slot {
	case "is":
		s.is = append(s.is, words)
	case "with":
		s.with = append(s.with, words)
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
	default:
		s.worn = append(s.worn, s.own(tag))
	}
}

func (s *scene) putPose(tag string) {
	words := tags.Words(tag)
	switch {
	case gerund(tag):
		s.doing = append(s.doing, s.fit(strings.ReplaceAll(words, " own ", " {her} ")))
	default:
		s.with = append(s.with, s.own(tag))
	}
}

// structures are places that one is not in, and ways those that one is on, by
// the last word of the tag.
var (
	structures = wordSet("architecture arch brick building buildings ceiling cityscape column columns concrete door doors entrance fence floor fusuma gate handrail lamp lamppost light lighthouse lines pillar pole railing roof shouji sign skyline skyscraper tile tiles torii tower wall wheel window windows windowsill")
	ways       = wordSet("court crosswalk deck dock path patio pier playground porch road sidewalk staircase street terrace veranda")
)

// putPlace tells where one is from what is around.
func (s *scene) putPlace(tag string) {
	switch last := tag[strings.LastIndexByte(tag, '_')+1:]; {
	case structures[last]:
		s.backdrop = append(s.backdrop, noun(tag))
		return
	case ways[last]:
		s.place = append(s.place, "on "+noun(tag))
		return
	}
	switch tags.SlotOf(tag) {
	case "setting":
		s.place = append(s.place, "in "+noun(tag))
	case "position":
		s.place = append(s.place, tags.Words(tag))
	default:
		s.backdrop = append(s.backdrop, noun(tag))
	}
}
