package tags

import (
	"slices"
	"strings"
	"sync"
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
	room := placedLists.Get().(*[]Placed)
	defer placedLists.Put(room)
	*room = appendInOrder((*room)[:0], c)
	defer clear(*room) // hold no text of the post
	return apart(c, *room)
}

// placedLists are room for tags in order, used again by the next post.
var placedLists = sync.Pool{New: func() any { return new([]Placed) }}

// InOrderAndApart is InOrder and Objects at once.
func InOrderAndApart(c Categories) ([]Placed, Thing) {
	list := InOrder(c)
	return list, apart(c, list)
}

func apart(c Categories, list []Placed) Thing {
	people := peopleOfTags(c)
	several := people.people == PeopleMulti // and nothing tells who of them holds what
	t := Thing{People: cast(c)}
	var room [40]draft // on the stack; more are made where a post has more
	drafts := room[:0]
	var numbers [3 * 48]int
	free := numbers[:]
	if 3*len(list) > len(free) {
		free = make([]int, 3*len(list))
	}
	of, free := free[:len(list)], free[len(list):] // the draft of each tag; -1 is nobody's
	for i, tag := range list {
		drafts, of[i] = t.place(drafts, tag, people.people)
		if of[i] < 0 {
			t.Unassigned = append(t.Unassigned, tag.Tag)
		}
	}
	join(drafts, people.people == PeopleNone)
	if people.people == PeopleSolo {
		use(drafts, list, of)
	}
	sizes, free := free[:len(drafts)], free[len(drafts):]
	for i := range of {
		if of[i] < 0 {
			continue
		}
		of[i] = root(drafts, of[i])
		if d := &drafts[of[i]]; several && d.Group == GroupObject && (d.held || d.carried) {
			t.Unassigned = append(t.Unassigned, list[i].Tag)
			of[i] = -1
			continue
		}
		sizes[of[i]]++
	}
	t.Objects = make([]Object, 0, len(drafts))
	at := free[:len(drafts)]
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
	at := tag.at
	if tag.rank != attireRank && tag.rank != objectRank {
		at = wholePlaces()[tag.rank]
	}
	person := 0
	switch {
	case people == PeopleSolo && (at.personal || at.held || at.carried || tag.Group == GroupCharacter):
		person = 1
	case people == PeopleMulti && at.personal:
		person = ownerOf(tag.at.owner, t.People)
		if person == 0 {
			return drafts, -1
		}
	}
	for i := range drafts {
		d := &drafts[i]
		// What is held and what is seen are one thing, whoever holds it.
		if d.at.id != at.id || d.at.rank != tag.rank || d.Person != person && tag.rank != objectRank {
			continue
		}
		d.Person = max(d.Person, person)
		d.take(at)
		return drafts, i
	}
	drafts = append(drafts, draft{Object: Object{Object: at.name, Group: tag.Group, Person: person}, at: at})
	drafts[len(drafts)-1].take(at)
	return drafts, len(drafts) - 1
}

// use gives to the only person what that person rides or handles, and a pose
// that is of a thing, such as drawing_bow, to that thing.
func use(drafts []draft, list []Placed, of []int) {
	for i, tag := range list {
		if tag.at == nil || tag.at.handles == nil && tag.at.mount == 0 {
			continue
		}
		k := onlyThing(drafts, tag.at)
		if k < 0 {
			continue
		}
		drafts[k].Person = 1
		if tag.at.handles != nil {
			of[i] = k
		}
	}
}

// onlyThing is the only thing that the pose is of, or -1: what is ridden or handled.
func onlyThing(drafts []draft, pose *place) int {
	found := -1
	for i := range drafts {
		d := &drafts[i]
		if d.Group != GroupObject || !d.is(pose.mount) && !hasAny(pose.handles, d) {
			continue
		}
		if k := root(drafts, i); found < 0 {
			found = k
		} else if found != k {
			return -1
		}
	}
	return found
}

// wholePlaces are the places of the objects that take a group as a whole, by
// the rank of the group.
var wholePlaces = sync.OnceValue(func() []*place {
	list := make([]*place, len(Groups))
	for i, group := range Groups {
		list[i] = &place{group: group, rank: int8(i), name: wholeGroups[group], id: headNumber("group " + string(group)), personal: personal[group]}
	}
	return list
})

// cast lists the people that the count tags tell apart; nil when their number is open.
func cast(c Categories) []string {
	var of [len(countKinds)]int
	for _, tag := range c.General {
		if n, open, kind, ok := countTag(tag); ok && !open {
			of[kindIndex(kind)] += n
		}
	}
	list := []string{}
	for k, n := range of {
		for range n {
			list = append(list, [...]string{"1girl", "1boy", "1other"}[k])
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
