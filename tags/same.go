package tags

import (
	"slices"
	"sync"
)

// Which of the things that a post's tags name are one thing: a katana and the
// sword that is held, a sundress and the white dress, a hair bow and the red
// bow, and the sleeves of the only garment that has any.

// The ranks of the groups whose tags name things.
var attireRank, objectRank = int8(groupRank[GroupAttire]), int8(groupRank[GroupObject])

// draft is an object while its tags are being gathered.
type draft struct {
	Object
	at      *place   // of its first tag
	kinds   []int32  // what its tags say that it is besides
	words   [4]int32 // how its tags describe it: "open", "print"; 0 is none
	can     partKind
	whole   bool // a tag names the thing itself, and no part of one
	held    bool
	carried bool
	tags    int
	tinted  int // tags that tell no more than that it is a flower, and its colour
	colours [3]int32
	several bool // more than one thing could be the one that it belongs to
	into    int  // the draft that it is one with, or its own number
}

// take notes what a tag says of the draft.
func (d *draft) take(at *place) {
	for i, kind := range at.kinds {
		if i == 0 && len(d.kinds) == 0 {
			d.kinds = at.kinds // shared, and never appended to in place
			break
		}
		if !slices.Contains(d.kinds, kind) {
			d.kinds = append(d.kinds[:len(d.kinds):len(d.kinds)], kind)
		}
	}
	for i := range d.words {
		if at.word == 0 || d.words[i] == at.word {
			break
		}
		if d.words[i] == 0 {
			d.words[i] = at.word
			break
		}
	}
	d.can |= at.can
	d.whole = d.whole || at.part == 0
	d.held = d.held || at.held
	d.carried = d.carried || at.carried
	d.tags++
	if at.tinted {
		d.tinted++
	}
	for i := range d.colours {
		if at.colour == 0 || d.colours[i] == at.colour {
			break
		}
		if d.colours[i] == 0 {
			d.colours[i] = at.colour
			break
		}
	}
}

// is says that a thing is what the number of a name stands for, or a kind of it.
func (d *draft) is(name int32) bool {
	return name != 0 && (d.at.id == name || slices.Contains(d.kinds, name))
}

// join finds for each draft the one that it belongs to; where nobody is there,
// wings, eyes and poses are those of the only creature.
func join(list []draft, nobody bool) {
	for i := range list {
		list[i].into = i
	}
	for i := range list {
		list[i].join(list, i, nobody)
	}
	for i := range list {
		if list[i].several && list[i].into == i { // and may have become one since
			list[i].join(list, i, nobody)
		}
	}
}

func (d *draft) join(list []draft, i int, nobody bool) {
	k := -1
	switch {
	case d.at.rank == attireRank || d.at.rank == objectRank:
		k = host(list, i)
	case nobody && ofCreatures[d.Group]:
		k = onlyCreature(list)
	}
	if k < 0 || root(list, k) == i {
		return
	}
	d.into = root(list, k)
	named := &list[d.into]
	named.Person = max(named.Person, d.Person)
	named.held = named.held || d.held
	named.carried = named.carried || d.carried
	if named.at.loose && !d.at.loose && d.whole && d.at.part == 0 && d.Group == named.Group {
		named.Object.Object = d.Object.Object
	}
}

func root(list []draft, i int) int {
	for list[i].into != i {
		i = list[i].into
	}
	return i
}

// ofCreatures are groups whose tags speak of the only creature where nobody else is there.
var ofCreatures = map[Group]bool{GroupBody: true, GroupEyes: true, GroupFace: true, GroupPose: true}

// onlyCreature is the only animal or robot, or -1.
func onlyCreature(list []draft) int {
	found := -1
	for k := range list {
		if d := &list[k]; d.Group != GroupObject || d.at.sectionName != "animal" && !d.is(robots()) {
			continue
		}
		if found >= 0 && !list[found].is(list[k].at.id) && !list[k].is(list[found].at.id) {
			return -1
		}
		found = k
	}
	return found
}

var robots = sync.OnceValue(func() int32 { return headNumber("robot") })

// host is the draft that i belongs to, or -1: the only one for which one of
// these holds, tried in this order.
func host(list []draft, i int) int {
	d := &list[i]
	if d.at.on != 0 { // hat_bow: of the hat
		return only(list, i, func(k int) bool { return list[k].is(d.at.on) })
	}
	for _, word := range [...]int32{d.at.closely, d.at.matching} { // open_clothes: what else is open; fur_trim: what is fur-trimmed
		if word == 0 {
			continue
		}
		if k := only(list, i, func(k int) bool { return list[k].whole && slices.Contains(list[k].words[:], word) }); k >= 0 {
			return k
		}
	}
	if d.at.part != 0 && !d.whole {
		return hostOfPart(list, i)
	}
	if d.at.rank == attireRank { // what is held is not worn
		if k := heldAs(list, d); k >= 0 {
			return k
		}
	}
	if d.at.wholeSlot {
		if k := only(list, i, func(k int) bool {
			other := &list[k]
			return other.at.slot == d.at.slot && other.whole && !other.at.beside && !other.at.over && other.mayBe(d)
		}); k >= 0 {
			return k
		}
	}
	if d.tags == d.tinted && d.Group == GroupObject { // white_flower: that in the hair
		if k := wornFlower(list, i); k >= 0 {
			return k
		}
	}
	if k := wornAs(list, d); k >= 0 {
		return k
	}
	k := only(list, i, func(k int) bool {
		other := &list[k]
		return (other.at.generic == d.at.id || slices.Contains(other.kinds, d.at.id)) && other.mayBe(d)
	})
	if k < 0 && d.is(drinkAndVessels()[0]) { // the coffee is in the mug
		for _, vessel := range drinkAndVessels()[1:] {
			if k, some := onlyOf(list, i, func(k int) bool { return list[k].is(vessel) }); some {
				return k
			}
		}
	}
	return k
}

// drinkAndVessels are a drink and what it may be in, the likeliest first.
var drinkAndVessels = sync.OnceValue(func() []int32 {
	var numbers []int32
	for _, name := range [...]string{"drink", "cup", "bottle", "can", "carton"} {
		numbers = append(numbers, headNumber(name))
	}
	return numbers
})

// heldAs is the thing that is held of which d is a name, or -1.
func heldAs(list []draft, d *draft) int {
	for k := range list {
		if h := &list[k]; h.held && (d.at.unworn && h.at.worn == d.at.slot+1 || h.at.id == d.at.id || d.is(h.at.id) && (!h.at.loose || h.at.wholeSlot)) {
			return k
		}
	}
	return -1
}

// wornAs is the only thing that is worn of which d, a thing that is not held,
// is a name, or -1: the bell of neck_bell, the towel of towel_around_neck.
func wornAs(list []draft, d *draft) int {
	found := -1
	if d.Group != GroupObject || d.held || d.carried || d.at.sectionName == "food" || d.at.sectionName == "animal" || d.tinted > 0 {
		return -1
	}
	for k := range list {
		if other := &list[k]; other.at.rank == attireRank && other.whole && (other.at.id == d.at.id || other.at.generic == d.at.id) {
			if found >= 0 && root(list, found) != root(list, k) {
				return -1
			}
			found = k
		}
	}
	return found
}

// hostOfPart is host for what is a part of a garment or of a thing: the only one
// that has such parts wherever it is there, that parts.list says, or that may have them.
func hostOfPart(list []draft, i int) int {
	d := &list[i]
	part := d.at.part
	if k, some := onlyOf(list, i, func(k int) bool { return list[k].whole && list[k].at.best&part != 0 }); some {
		return k
	}
	for _, tier := range d.at.bearers {
		if k, some := onlyOf(list, i, func(k int) bool { return list[k].whole && hasAny(tier, &list[k]) }); some {
			return k
		}
	}
	for _, like := range [...]func(int) bool{
		func(k int) bool { return list[k].whole && list[k].can&part != 0 && (!d.at.short || !list[k].at.over) },
		func(k int) bool { return list[k].whole && list[k].can&part != 0 },
		func(k int) bool { return list[k].whole && part == partMatching && list[k].at.main },
		func(k int) bool { return list[k].whole && list[k].at.outfit && part&(partOfOutfit|partMatching) != 0 },
	} {
		if k, some := onlyOf(list, i, like); some {
			return k
		}
	}
	return -1
}

// wornFlower is the only flower that is worn, where no other flower is there.
func wornFlower(list []draft, i int) int {
	found := -1
	for k := range list {
		other := &list[k]
		switch {
		case k == i:
		case other.Group == GroupObject && other.is(list[i].at.id):
			return -1
		case other.Group == GroupAttire && other.at.generic == list[i].at.id:
			if found >= 0 {
				return -1
			}
			found = k
		}
	}
	return found
}

// mayBe says that the colours of two drafts do not speak against their being one thing.
func (d *draft) mayBe(other *draft) bool {
	if d.colours[0] == 0 || other.colours[0] == 0 {
		return true
	}
	return slices.ContainsFunc(d.colours[:], func(c int32) bool { return c != 0 && slices.Contains(other.colours[:], c) })
}

// only is the one other draft of the same group and person for which like
// holds, or -1 when there is none or several.
func only(list []draft, i int, like func(int) bool) int {
	k, _ := onlyOf(list, i, like)
	return k
}

// onlyOf is only, and says whether there is any. like asks by number, since a
// draft that is handed to a function could not stay on the stack.
func onlyOf(list []draft, i int, like func(int) bool) (int, bool) {
	d := &list[i]
	found := -1
	for k := range list {
		other := &list[k]
		if k == i || other.at.rank != d.at.rank || other.Person != d.Person && d.at.rank == attireRank || !like(k) {
			continue
		}
		if found >= 0 && root(list, found) != root(list, k) {
			d.several = true
			return -1, true
		}
		found = k
	}
	return found, found >= 0
}
