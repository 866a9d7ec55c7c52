package tags

import "slices"

// Which of the things that a post's tags name are one thing: a katana and the
// sword that is held, a sundress and the white dress, a hair bow and the red
// bow, and the sleeves of the only garment that has any.

// draft is an object while its tags are being gathered.
type draft struct {
	Object
	at    *place   // of its first tag
	kinds []int32  // what its tags say that it is besides
	words [4]int32 // how its tags describe it: "open", "print"; 0 is none
	can   partKind
	whole bool // a tag names the thing itself, and no part of one
	held  bool
	into  int // the draft that it is one with, or its own number
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
}

// is says that a thing is what the number of a name stands for, or a kind of it.
func (d *draft) is(name int32) bool {
	return name != 0 && (d.at.id == name || slices.Contains(d.kinds, name))
}

// join finds for each draft the one that it belongs to.
func join(list []draft) {
	for i := range list {
		list[i].into = i
	}
	for i := range list {
		d := &list[i]
		if d.Group != GroupAttire && d.Group != GroupObject {
			continue
		}
		k := host(list, i)
		if k < 0 || root(list, k) == i {
			continue
		}
		d.into = root(list, k)
		named := &list[d.into]
		named.Person = max(named.Person, d.Person)
		if named.at.loose && !d.at.loose && d.whole && d.at.part == 0 {
			named.Object.Object = d.Object.Object
		}
	}
}

func root(list []draft, i int) int {
	for list[i].into != i {
		i = list[i].into
	}
	return i
}

// host is the draft that i belongs to, or -1: the only one for which one of
// these holds, tried in this order.
func host(list []draft, i int) int {
	d := &list[i]
	if d.at.on != 0 { // hat_bow: of the hat
		return only(list, i, func(k *draft) bool { return k.is(d.at.on) })
	}
	if d.at.matching != 0 { // open_clothes: what else is open; fur_trim: what is fur-trimmed
		if k := only(list, i, func(k *draft) bool { return k.whole && slices.Contains(k.words[:], d.at.matching) }); k >= 0 {
			return k
		}
	}
	if part := d.at.part; part != 0 && !d.whole {
		if k := only(list, i, func(k *draft) bool { return k.whole && k.at.best&part != 0 }); k >= 0 {
			return k
		}
		if slices.ContainsFunc(list, func(k draft) bool { return k.whole && k.at.best&part != 0 }) {
			return -1
		}
		if k := only(list, i, func(k *draft) bool { return k.whole && k.can&part != 0 }); k >= 0 {
			return k
		}
		if slices.ContainsFunc(list, func(k draft) bool { return k.whole && k.can&part != 0 }) {
			return -1
		}
		return only(list, i, func(k *draft) bool { return k.whole && k.at.outfit && part&partOfOutfit != 0 })
	}
	if d.Group == GroupAttire { // what is held is not worn
		if k := slices.IndexFunc(list, func(k draft) bool { return k.held && k.at.id == d.at.id }); k >= 0 {
			return k
		}
	}
	if d.at.wholeSlot {
		if k := only(list, i, func(k *draft) bool { return k.at.slot == d.at.slot && k.whole }); k >= 0 {
			return k
		}
	}
	return only(list, i, func(k *draft) bool { return k.at.generic == d.at.id || slices.Contains(k.kinds, d.at.id) })
}

// only is the one other draft of the same group and person for which like
// holds, or -1 when there is none or several.
func only(list []draft, i int, like func(*draft) bool) int {
	d := &list[i]
	found := -1
	for k := range list {
		other := &list[k]
		if k == i || other.Group != d.Group || other.Person != d.Person && d.Group == GroupAttire || !like(other) {
			continue
		}
		if found >= 0 && root(list, found) != root(list, k) {
			return -1
		}
		found = k
	}
	return found
}
