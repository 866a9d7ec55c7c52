package tags

import (
	"slices"
	"strings"
	"sync"
)

// Order puts the tags of one image, each once, into an order that reads well
// and does not depend on the order given, but for tags that are alike in all
// that matters: count, character, copyright, hair, eyes, face, body, attire
// garment by garment with what describes it, objects, pose, composition,
// place, time, style, meta with artists. No group is left and entered again.
func Order(c Categories) []string {
	return orderWith(c, nil)
}

// Placed is a tag and the group that it is put into.
type Placed struct {
	Tag   string
	Group Group
	at    *place
	rank  int8 // of the group
}

// InOrder is Order and Grouped at once.
func InOrder(c Categories) []Placed { return appendInOrder([]Placed{}, c) }

// appendInOrder appends the tags of c to a list that is empty.
func appendInOrder(out []Placed, c Categories) []Placed {
	list := sorted(c, nil)
	defer list.back()
	out = slices.Grow(out, len(list.tags))[:len(list.tags)]
	for i := range list.tags {
		r := &list.tags[i]
		out[i] = Placed{r.tag, Groups[r.section>>16], r.place, int8(r.section >> 16)}
	}
	return out
}

// orderWith also takes a rank by co-occurrence for tags of one slot.
func orderWith(c Categories, rank map[string]int) []string {
	list := sorted(c, rank)
	defer list.back()
	out := make([]string, len(list.tags))
	for i := range list.tags {
		out[i] = list.tags[i].tag
	}
	return out
}

// rankedList is the room in which tags are sorted, used again by the next post.
type rankedList struct {
	tags  []ranked
	spare []ranked
	keys  []uint64
}

var rankedLists = sync.Pool{New: func() any { return new(rankedList) }}

func (l *rankedList) back() {
	clear(l.tags) // holds no text of the post
	clear(l.spare)
	rankedLists.Put(l)
}

func sorted(c Categories, rank map[string]int) *rankedList {
	room := rankedLists.Get().(*rankedList)
	list := room.tags[:0]
	var had traces
	list = put(list, &had, c.Character, GroupCharacter, rank)
	list = put(list, &had, c.Copyright, GroupCopyright, rank)
	list = put(list, &had, c.General, "", rank)
	list = put(list, &had, c.Artist, GroupMeta, rank)
	list = put(list, &had, c.Meta, GroupMeta, rank)
	alike(list)
	room.tags = list
	if rank == nil && len(list) < 1<<orderBits {
		room.sortByKey()
		return room
	}
	slices.SortFunc(list, func(a, b ranked) int {
		switch {
		case a.section != b.section:
			return int(a.section - b.section)
		case a.first != b.first:
			return int(a.first - b.first)
		case a.by != b.by:
			return int(a.by - b.by)
		}
		return int(a.order - b.order)
	})
	return room
}

// A key has in its lowest bits a tag's place as given, and above it that of the
// first tag like it, and the section: numbers are sorted faster than tags.
const (
	orderBits = 19
	firstBits = 25 // as unrankedFrom and an order need
)

// sortByKey sorts tags that have no rank by co-occurrence.
func (l *rankedList) sortByKey() {
	l.keys = l.keys[:0]
	for i := range l.tags {
		r := &l.tags[i]
		l.keys = append(l.keys, uint64(r.section)<<(firstBits+orderBits)|uint64(r.first)<<orderBits|uint64(r.order))
	}
	slices.Sort(l.keys)
	l.spare = l.spare[:0]
	for _, key := range l.keys {
		l.spare = append(l.spare, l.tags[key&(1<<orderBits-1)])
	}
	l.tags, l.spare = l.spare, l.tags
}

type ranked struct {
	tag     string
	place   *place
	section int32 // group and slot
	head    int32 // number of the head noun, 0 where it does not matter
	by      int32 // by co-occurrence
	order   int32 // as given
	first   int32 // place of the first tag of the same section and head
}

// put appends tags that are not there yet; an empty group is that of each tag.
func put(list []ranked, had *traces, tags []string, group Group, rank map[string]int) []ranked {
	for _, tag := range tags {
		if had.add(tag) && there(list, tag) {
			continue
		}
		r := ranked{tag: tag, order: int32(len(list))}
		if rank != nil {
			r.by = int32(rank[tag])
		}
		if group != "" {
			r.section = int32(groupRank[byCategory(tag, group)]) << 16
		} else {
			at := placeOf(tag)
			r.place = at
			r.section = int32(at.rank)<<16 | int32(at.slot)
			r.head = at.head
		}
		list = append(list, r)
	}
	return list
}

// traces are of which tags there were: one of each is there again, and now and
// then another is taken for it, so that few need to be compared with all.
type traces [4]uint64

// add says whether a tag with the same trace was there.
func (t *traces) add(tag string) bool {
	if tag == "" {
		return true
	}
	n := uint(len(tag))*37 + uint(tag[0])*5 + uint(tag[len(tag)-1])*11 + uint(tag[len(tag)/2])
	word, bit := &t[n/64%4], uint64(1)<<(n%64)
	had := *word&bit != 0
	*word |= bit
	return had
}

func there(list []ranked, tag string) bool {
	for i := range list {
		if list[i].tag == tag {
			return true
		}
	}
	return false
}

// alike gives tags of one section and one head noun the place of the first of
// them, so that white_dress and frilled_dress stand together.
func alike(list []ranked) {
	for i := range list {
		r := &list[i]
		r.first = r.at()
		if r.section>>16 == 0 {
			r.section, r.first = 0, countRank(r.tag)
		}
	}
	for i := range list {
		a := &list[i]
		if a.head == 0 {
			continue
		}
		for j := range list[:i] {
			if b := &list[j]; a.head == b.head && a.section == b.section {
				a.first = min(a.first, b.first)
				b.first = a.first
			}
		}
	}
}

// unrankedFrom comes after every rank by co-occurrence.
const unrankedFrom = 1 << 24

// at is where a tag stands for itself: by its rank, or else as given.
func (r *ranked) at() int32 {
	if r.by > 0 {
		return r.by
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
	if len(name) > 3 && strings.HasSuffix(name, "s") && !strings.HasSuffix(name, "ss") && !strings.HasSuffix(name, "us") && !strings.HasSuffix(name, "is") {
		name = name[:len(name)-1]
	}
	return name
}
