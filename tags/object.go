package tags

import (
	"slices"
	"strings"
)

// Object is one thing of a picture, with all tags that speak of it: the hair,
// the eyes, a garment, something held, the background.
type Object struct {
	Object string   `json:"object"` // its head noun, or hair, eyes, face, body, pose, background …
	Group  Group    `json:"group"`
	Person int      `json:"person,omitempty"` // whose it is, counted from 1; 0 where nobody's or not to be told
	Tags   []string `json:"tags"`
}

// Thing is a picture taken apart: its people, and its objects in reading
// order. With several people a person's tags are given to somebody only where
// that is certain; the rest are Unassigned.
type Thing struct {
	People     []string `json:"people"` // a tag for each person that is told apart: 1girl, 1boy, or a character
	Objects    []Object `json:"objects"`
	Unassigned []string `json:"unassigned,omitempty"`
}

// wholeGroups are objects of their own: all tags of the group speak of one thing.
var wholeGroups = map[Group]string{GroupHair: "hair", GroupEyes: "eyes", GroupFace: "face", GroupBody: "body", GroupPose: "pose",
	GroupComposition: "composition", GroupPlace: "background", GroupTime: "time", GroupStyle: "style", GroupMeta: "meta",
	GroupCount: "count", GroupCharacter: "character", GroupCopyright: "copyright"}

// personal groups belong to somebody.
var personal = map[Group]bool{GroupHair: true, GroupEyes: true, GroupFace: true, GroupBody: true, GroupAttire: true, GroupPose: true}

// Objects takes the tags of a picture apart.
func Objects(c Categories) Thing {
	people := peopleOfTags(c)
	list := InOrder(c)
	t := Thing{People: cast(c)}
	drafts := make([]draft, 0, len(list))
	of := make([]int, len(list)) // the draft of each tag; -1 is nobody's
	for i, tag := range list {
		drafts, of[i] = t.place(drafts, tag, people.people)
		if of[i] < 0 {
			t.Unassigned = append(t.Unassigned, tag.Tag)
		}
	}
	join(drafts)
	sizes := make([]int, len(drafts))
	for i := range of {
		if of[i] >= 0 {
			of[i] = root(drafts, of[i])
			sizes[of[i]]++
		}
	}
	t.Objects = make([]Object, 0, len(drafts))
	at := make([]int, len(drafts))
	all := make([]string, len(list)) // one array holds the tags of all objects
	for i, n := range sizes {
		if n == 0 {
			continue
		}
		at[i] = len(t.Objects)
		drafts[i].Object.Tags, all = all[:0:n], all[n:]
		t.Objects = append(t.Objects, drafts[i].Object)
	}
	for i, tag := range list {
		if o := of[i]; o >= 0 {
			o = at[o]
			t.Objects[o].Tags = append(t.Objects[o].Tags, tag.Tag)
		}
	}
	return t
}

// place is the number of the draft that a tag belongs to, or -1 when it is
// somebody's and nothing tells whose.
func (t *Thing) place(drafts []draft, tag Placed, people string) ([]draft, int) {
	at := placeOf(tag.Tag)
	name, whole := wholeGroups[tag.Group]
	if !whole {
		name = at.name
	}
	person := 0
	switch {
	case people == PeopleSolo && (personal[tag.Group] || tag.Group == GroupObject && strings.HasPrefix(tag.Tag, "holding_")):
		person = 1
	case people == PeopleMulti && personal[tag.Group]:
		person = ownerOf(at.owner, t.People)
		if person == 0 && !between(tag) {
			return drafts, -1
		}
	}
	var more []string
	if tag.Group == GroupAttire || tag.Group == GroupObject {
		more = kindsOf(tag.Tag)
	}
	for i := range drafts {
		d := &drafts[i]
		// What is held and what is seen are one thing, whoever holds it.
		if d.Group != tag.Group || d.Object.Object != name || d.Person != person && tag.Group != GroupObject {
			continue
		}
		d.Person = max(d.Person, person)
		if len(more) > 0 {
			d.kinds = slices.Concat(d.kinds, more)
		}
		return drafts, i
	}
	drafts = append(drafts, draft{Object: Object{Object: name, Group: tag.Group, Person: person}, slot: at.section(), kinds: more})
	return drafts, len(drafts) - 1
}

// shared are poses that several people have together.
var shared = map[string]bool{"holding_hands": true, "looking_at_another": true, "eye_contact": true, "facing_another": true, "back-to-back": true, "face-to-face": true, "heads_together": true, "cheek-to-cheek": true, "kiss": true,
	"hug": true, "imminent_kiss": true, "interlocked_fingers": true, "dancing": true, "battle": true, "fighting": true, "duel": true, "piggyback": true, "princess_carry": true, "symmetrical_docking": true, "asymmetrical_docking": true,
	"shared_bathing": true, "mixed-sex_bathing": true, "same-sex_bathing": true, "cuddling": true, "french_kiss": true}

// between says that a pose is what people do with each other.
func between(tag Placed) bool {
	if tag.Group != GroupPose {
		return false
	}
	slot := placeOf(tag.Tag).section()
	return shared[tag.Tag] || slot == "relation" || slot == "intimate"
}

// cast lists the people that the count tags tell apart; nil when their number is open.
func cast(c Categories) []string {
	list := []string{}
	for _, kind := range []string{"girl", "boy", "other"} {
		for _, tag := range c.General {
			n, open, _, ok := countTag(tag)
			if !ok || open || !strings.HasPrefix(strings.TrimLeft(tag, "0123456789"), kind) {
				continue
			}
			for range n {
				list = append(list, "1"+kind)
			}
		}
	}
	if len(list) == 1 && len(c.Character) == 1 {
		return []string{c.Character[0]}
	}
	return list
}

// maleOnly and femaleOnly are tags that only a man or a woman has, so that
// with one of each it is certain whose they are.
var maleOnly = map[string]bool{"facial_hair": true, "beard": true, "mustache": true, "stubble": true, "goatee": true, "topless_male": true, "muscular_male": true, "pectorals": true, "large_pectorals": true, "bulge": true,
	"dark-skinned_male": true, "mature_male": true, "faceless_male": true, "male_underwear": true, "toned_male": true, "furry_male": true, "male_swimwear": true, "chest_hair": true, "sideburns": true}

var femaleOnly = map[string]bool{"breasts": true, "cleavage": true, "sideboob": true, "underboob": true, "dark-skinned_female": true, "mature_female": true, "faceless_female": true, "muscular_female": true, "toned_female": true,
	"furry_female": true, "bra": true, "pregnant": true}

// onlyOwner is the only kind of person that has what a tag speaks of, if there is one.
func onlyOwner(tag string) string {
	last := tag[strings.LastIndexByte(tag, '_')+1:]
	switch {
	case maleOnly[tag], maleOnly[last], last == "boy", last == "man", last == "male":
		return "1boy"
	case femaleOnly[tag], femaleOnly[last], last == "girl", last == "woman", last == "female":
		return "1girl"
	}
	return ""
}

// ownerOf is who of the people is the only one of a kind, counted from 1.
func ownerOf(kind string, people []string) int {
	first := slices.Index(people, kind)
	if kind == "" || first < 0 || slices.Contains(people[first+1:], kind) {
		return 0
	}
	return first + 1
}

// objectName is the noun by which a garment or thing is called: white_dress
// and frilled_dress are one dress, holding_sword and sword one sword. What
// says a garment's part or pattern, and no garment, is called by its slot.
func objectName(tag string, at place) string {
	if at.group != GroupAttire && at.group != GroupObject {
		return ""
	}
	if slot := at.section(); slot == "state" || slot == "pattern" {
		return slot
	}
	if thing, ok := strings.CutPrefix(tag, "holding_"); ok && thing != "" {
		tag = thing
	}
	head := Head(tag)
	if whole, ok := wholeNames[head]; ok && strings.Contains(tag, whole) {
		return whole
	}
	// Some are said in the plural only: pants, sunglasses.
	if many := head + "s"; pairs[many] || noOtherNumber[many] {
		return many
	}
	return head
}

// wholeNames are names of two words that the last does not stand for.
var wholeNames = map[string]string{"jane": "mary_janes", "heel": "high_heels", "top": "tank_top", "toy": "stuffed_toy", "flop": "flip-flops"}

// pairs are garments that are worn by two, or whose name is a plural.
var pairs = map[string]bool{"shorts": true, "thighhighs": true, "kneehighs": true, "clothes": true, "socks": true, "gloves": true, "shoes": true, "boots": true, "loafers": true, "sneakers": true, "sandals": true, "heels": true,
	"sleeves": true, "earrings": true, "gauntlets": true, "slippers": true, "stockings": true, "bandages": true, "suspenders": true, "frills": true, "bloomers": true, "trunks": true, "boxers": true, "pajamas": true, "petals": true}
