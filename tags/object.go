package tags

import (
	"slices"
	"strconv"
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
	t := Thing{People: cast(c)}
	at := map[string]int{}
	groups := Grouped(c)
	for _, tag := range Order(c) {
		group := groups[tag]
		name, whole := wholeGroups[group]
		if !whole {
			name = objectName(tag)
		}
		person := 0
		if personal[group] || strings.HasPrefix(tag, "holding_") {
			switch {
			case people.people == PeopleSolo:
				person = 1
			case people.people == PeopleMulti:
				person = ownerOf(tag, t.People)
				if person == 0 && personal[group] {
					t.Unassigned = append(t.Unassigned, tag)
					continue
				}
			}
		}
		key := string(group) + "/" + name + "/" + strconv.Itoa(person)
		i, ok := at[key]
		if !ok {
			i = len(t.Objects)
			at[key] = i
			t.Objects = append(t.Objects, Object{Object: name, Group: group, Person: person})
		}
		t.Objects[i].Tags = append(t.Objects[i].Tags, tag)
	}
	return t
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

// ownerOf is who of the people a tag certainly belongs to, counted from 1.
func ownerOf(tag string, people []string) int {
	gender := ""
	switch {
	case maleOnly[tag] || strings.HasSuffix(tag, "_boy"):
		gender = "1boy"
	case femaleOnly[tag] || strings.HasSuffix(tag, "_breasts") || strings.HasSuffix(tag, "_girl"):
		gender = "1girl"
	default:
		return 0
	}
	first := slices.Index(people, gender)
	if first < 0 || slices.Contains(people[first+1:], gender) {
		return 0
	}
	return first + 1
}

// objectName is the noun by which a garment or thing is called: white_dress
// and frilled_dress are one dress, holding_sword and sword one sword. What
// says a garment's part or pattern, and no garment, is called by its slot.
func objectName(tag string) string {
	if thing, ok := strings.CutPrefix(tag, "holding_"); ok && thing != "" {
		tag = thing
	}
	if slot := SlotOf(tag); slot == "state" || slot == "pattern" {
		return slot
	}
	return Head(tag)
}
