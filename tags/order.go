package tags

import (
	"cmp"
	"slices"
	"strings"
)

// Order puts the tags of one image, each once, into an order that reads well
// and does not depend on the order given, but for tags that are alike in all
// that matters: count, character, copyright, hair, eyes, face, body, attire
// garment by garment with what describes it, objects, pose, composition,
// place, time, style, meta with artists. No group is left and entered again.
func Order(c Categories) []string {
	return orderWith(c, nil)
}

// orderWith also takes a rank by co-occurrence for tags of one slot.
func orderWith(c Categories, rank map[string]int) []string {
	list := make([]ranked, 0, len(c.General)+len(c.Character)+len(c.Copyright)+len(c.Artist)+len(c.Meta))
	seen := make(map[string]bool, cap(list))
	put := func(tags []string, group Group, byTag bool) {
		for _, tag := range tags {
			if seen[tag] {
				continue
			}
			seen[tag] = true
			at := place{group: group}
			if byTag {
				at = placeOf(tag)
			}
			list = append(list, ranked{tag: tag, group: int8(groupRank[at.group]), slot: at.slot, order: int32(len(list)), head: headOf(tag, at, byTag), by: rank[tag]})
		}
	}
	put(c.Character, GroupCharacter, false)
	put(c.Copyright, GroupCopyright, false)
	put(c.General, "", true)
	put(c.Artist, GroupMeta, false)
	put(c.Meta, GroupMeta, false)
	alike(list)
	slices.SortStableFunc(list, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.group, b.group), cmp.Compare(a.slot, b.slot), cmp.Compare(a.first, b.first), cmp.Compare(a.by, b.by), cmp.Compare(a.order, b.order))
	})
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].tag
	}
	return out
}

type ranked struct {
	tag   string
	head  string
	group int8
	slot  int16
	by    int   // by co-occurrence
	order int32 // as given
	first int32 // place of the first tag of the same slot and head
}

// alike gives tags of one slot and one head noun the place of the first of
// them, so that white_dress and frilled_dress stand together.
func alike(list []ranked) {
	type key struct {
		group int8
		slot  int16
		head  string
	}
	first := make(map[key]int32, len(list))
	for i := range list {
		r := &list[i]
		if r.group == 0 {
			r.first = countRank(r.tag)
			continue
		}
		k := key{r.group, r.slot, r.head}
		if had, ok := first[k]; !ok || r.at() < had {
			first[k] = r.at()
		}
	}
	for i := range list {
		if r := &list[i]; r.group != 0 {
			r.first = first[key{r.group, r.slot, r.head}]
		}
	}
}

// unrankedFrom comes after every rank by co-occurrence.
const unrankedFrom = 1 << 24

// at is where a tag stands for itself: by its rank, or else as given.
func (r *ranked) at() int32 {
	if r.by > 0 {
		return int32(r.by)
	}
	return unrankedFrom + r.order
}

// countRank orders count tags: girls, boys, others, those that leave the
// number open, then solo and the rest.
func countRank(tag string) int32 {
	_, _, kind, ok := countTag(tag)
	switch {
	case ok && kind == GenderFemale:
		return 0
	case ok && kind == GenderMale:
		return 1
	case ok:
		return 2
	case strings.HasPrefix(tag, "multiple_"):
		return 3
	case tag == "solo", tag == "no_humans":
		return 4
	}
	return 5
}

// headOf is the noun that a tag is about, in the singular.
func headOf(tag string, at place, general bool) string {
	if !general || at.group == GroupCount {
		return ""
	}
	return Head(tag)
}

// Head is the head noun of a tag: the last word before a preposition and
// without qualifiers, in the singular when the plural is regular.
func Head(tag string) string {
	name, _ := Unqualified(tag)
	if before := beforePreposition(name); before != "" {
		name = before
	}
	if i := strings.LastIndexByte(name, '_'); i >= 0 && i+1 < len(name) {
		name = name[i+1:]
	}
	if len(name) > 3 && strings.HasSuffix(name, "s") && !strings.HasSuffix(name, "ss") {
		name = name[:len(name)-1]
	}
	return name
}
