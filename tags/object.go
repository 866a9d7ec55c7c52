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
	t := Thing{People: cast(c)}
	for _, tag := range InOrder(c) {
		at := placeOf(tag.Tag)
		name, whole := wholeGroups[tag.Group]
		if !whole {
			name = at.name
		}
		person := 0
		if personal[tag.Group] || strings.HasPrefix(tag.Tag, "holding_") {
			switch {
			case people.people == PeopleSolo:
				person = 1
			case people.people == PeopleMulti:
				person = ownerOf(at.owner, t.People)
				if person == 0 && personal[tag.Group] {
					t.Unassigned = append(t.Unassigned, tag.Tag)
					continue
				}
			}
		}
		i := t.find(tag.Group, name, person)
		t.Objects[i].Tags = append(t.Objects[i].Tags, tag.Tag)
	}
	return t
}

// find is the index of an object, which is added where there is none.
func (t *Thing) find(group Group, name string, person int) int {
	for i := range t.Objects {
		if o := &t.Objects[i]; o.Group == group && o.Person == person && o.Object == name {
			return i
		}
	}
	t.Objects = append(t.Objects, Object{Object: name, Group: group, Person: person})
	return len(t.Objects) - 1
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
	switch {
	case maleOnly[tag] || strings.HasSuffix(tag, "_boy"):
		return "1boy"
	case femaleOnly[tag] || strings.HasSuffix(tag, "_breasts") || strings.HasSuffix(tag, "_girl"):
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
	if slots := theLexicon().slots[at.group]; at.slot >= 0 && int(at.slot) < len(slots) && (slots[at.slot] == "state" || slots[at.slot] == "pattern") {
		return slots[at.slot]
	}
	if thing, ok := strings.CutPrefix(tag, "holding_"); ok && thing != "" {
		tag = thing
	}
	return Head(tag)
}
