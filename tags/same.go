package tags

import "slices"

// Which of the things that a post's tags name are one thing: a katana and the
// sword that is held, a sundress and the white dress, and the sleeves of the
// only garment that has any.

// looseNames are of many kinds of thing: the thing goes by its closer name.
var looseNames = map[string]bool{"animal": true, "weapon": true, "food": true, "flower": true, "instrument": true, "vehicle": true, "eyewear": true, "headwear": true, "footwear": true, "legwear": true, "handwear": true,
	"neckwear": true, "swimwear": true, "underwear": true, "jewelry": true, "clothes": true, "drink": true, "fruit": true, "bottom": true, "ornament": true, "armor": true, "mask": true}

// wholeSlot are the names that stand for anything of their section: black_footwear
// and boots are one.
var wholeSlot = map[string]bool{"eyewear": true, "headwear": true, "footwear": true, "legwear": true, "swimwear": true}

// garmentSlots have sleeves and patterns.
var garmentSlots = map[string]bool{"dress": true, "top": true, "outerwear": true, "swimwear": true}

var kinds cache[[]string]

// kindsOf are the names of what a tag implies among things of its group.
func kindsOf(tag string) []string { return kinds.get(tag, kindNames) }

func kindNames(tag string) []string {
	var names []string
	own := placeOf(tag)
	for _, more := range Implies(tag) {
		// A maid_apron is no maid: only what is worn or used alike is one thing.
		if at := placeOf(more); at.sameSection(*own) && at.name != own.name && !slices.Contains(names, at.name) {
			names = append(names, at.name)
		}
	}
	return names
}

// draft is an object while its tags are being gathered.
type draft struct {
	Object
	slot  string
	kinds []string
	into  int // the draft that it is one with, or its own number
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
		only := -1
		for k := range list {
			if k == i || list[k].Group != d.Group || list[k].Person != d.Person && d.Group == GroupAttire || !d.oneWith(&list[k]) {
				continue
			}
			if only >= 0 {
				only = -1
				break
			}
			only = k
		}
		if only >= 0 && root(list, only) != i {
			d.into = root(list, only)
			named := &list[d.into]
			named.Person = max(named.Person, d.Person)
			if looseNames[named.Object.Object] && !looseNames[d.Object.Object] && !d.part() {
				named.Object.Object = d.Object.Object
			}
		}
	}
}

func root(list []draft, i int) int {
	for list[i].into != i {
		i = list[i].into
	}
	return i
}

// part says that a draft is sleeves or a pattern, which belong to a garment.
func (d *draft) part() bool {
	return d.Group == GroupAttire && (d.slot == "sleeve" || d.slot == "pattern")
}

// oneWith says that d may be the same thing as other, of which it is told apart
// only by the words.
func (d *draft) oneWith(other *draft) bool {
	if d.part() {
		return garmentSlots[other.slot]
	}
	if wholeSlot[d.Object.Object] && d.slot == other.slot {
		return true
	}
	return slices.Contains(other.kinds, d.Object.Object)
}
