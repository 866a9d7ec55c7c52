package tags

import (
	"iter"
	"strings"
	"sync"
	"unicode"

	"github.com/winnow-data/winnow/internal/memo"
)

// Group is what a tag speaks of, one of fifteen.
type Group string

// The groups, in the order in which a description reads well.
const (
	GroupCount       Group = "count"
	GroupCharacter   Group = "character"
	GroupCopyright   Group = "copyright"
	GroupHair        Group = "hair"
	GroupEyes        Group = "eyes"
	GroupFace        Group = "face"
	GroupBody        Group = "body"
	GroupAttire      Group = "attire"
	GroupObject      Group = "object"
	GroupPose        Group = "pose"
	GroupComposition Group = "composition"
	GroupPlace       Group = "place"
	GroupTime        Group = "time"
	GroupStyle       Group = "style"
	GroupMeta        Group = "meta"
)

// Groups lists every Group in the order in which tags are put.
var Groups = []Group{GroupCount, GroupCharacter, GroupCopyright, GroupHair, GroupEyes, GroupFace, GroupBody, GroupAttire,
	GroupObject, GroupPose, GroupComposition, GroupPlace, GroupTime, GroupStyle, GroupMeta}

var groupRank = func() map[Group]int {
	rank := map[Group]int{}
	for i, g := range Groups {
		rank[g] = i
	}
	return rank
}()

// GroupOf is the group of a general tag in normal form. Tags of other
// categories have theirs by category: see Grouped.
func GroupOf(tag string) Group { return placeOf(tag).group }

// Known says whether the lexicon speaks of a tag, or of its head noun; the
// group of any other tag is a guess.
func Known(tag string) bool { return placeOf(tag).known }

// SlotOf is the section of the lexicon that a tag belongs to within its group,
// such as "headwear" or "legwear" in attire.
func SlotOf(tag string) string {
	return placeOf(tag).section()
}

// section is the name of the section of the group's file.
func (p place) section() string {
	slots := theLexicon().slots[p.group]
	if int(p.slot) >= len(slots) || p.slot < 0 {
		return ""
	}
	return slots[p.slot]
}

// Grouped is the group of every tag of c. Artists are meta: they are about the
// picture, not in it; watercolor_(medium) is style in any category.
func Grouped(c Categories) map[string]Group {
	groups := make(map[string]Group, len(c.General)+len(c.Character)+len(c.Copyright)+len(c.Artist)+len(c.Meta))
	for _, list := range []struct {
		tags  []string
		group Group
	}{{c.Meta, GroupMeta}, {c.Artist, GroupMeta}, {c.Copyright, GroupCopyright}, {c.Character, GroupCharacter}} {
		for _, tag := range list.tags {
			groups[tag] = byCategory(tag, list.group)
		}
	}
	for _, tag := range c.General {
		if _, named := groups[tag]; !named {
			groups[tag] = GroupOf(tag)
		}
	}
	return groups
}

// byCategory is the group of a tag of a category that has one. Boorus call it
// meta, too, what a picture is made with.
func byCategory(tag string, group Group) Group {
	if group == GroupMeta && placeOf(tag).group == GroupStyle {
		return GroupStyle
	}
	return group
}

var places memo.Cache[*place]

func placeOf(tag string) *place { return places.Get(tag, placeAndHead) }

// placeAndHead also names the thing and its head noun, which is numbered so that
// equal heads are told by comparing numbers.
func placeAndHead(tag string) *place {
	at := theLexicon().find(tag)
	if at.group != GroupCount {
		at.head = headNumber(Head(tag))
	}
	at.rank = int8(groupRank[at.group])
	at.personal = personal[at.group]
	at.sectionName = at.section()
	at.thing(tag)
	if mount := mountOf(tag); mount != "" && at.group == GroupPose {
		at.mount = headNumber(mount)
	}
	for _, noun := range strings.Fields(posesWith[tag]) {
		at.handles = append(at.handles, bearer{name: headNumber(noun)})
	}
	at.owner = onlyOwner(tag)
	return &at
}

var heads = struct {
	sync.Mutex
	number map[string]int32
}{number: map[string]int32{}}

// headNumber is a number from 1 for a noun, the same as long as the program runs.
func headNumber(noun string) int32 {
	heads.Lock()
	defer heads.Unlock()
	n, ok := heads.number[noun]
	if !ok {
		n = int32(len(heads.number) + 1)
		heads.number[strings.Clone(noun)] = n
	}
	return n
}

var unknownPlace = place{group: GroupObject, slot: 1 << 10}

// longestTag is the bytes of a tag beyond which it is none that sites have, which
// allow 170.
const longestTag = 1 << 10

// find judges a tag: as a name, as listed, by its beginning, by what is before a
// preposition, by its ending or head noun, by a weak beginning, as a verb.
func (l *lexicon) find(tag string) place {
	at, listed := l.exact[tag]
	if group := l.nameGroup(tag, listed); group != "" {
		if at.group != group {
			at = place{group: group, known: true}
		}
		at.titled = true
		return at
	}
	if listed {
		return at
	}
	if len(tag) > longestTag {
		return unknownPlace // each of its endings would be asked for
	}
	if IsKaomoji(tag) {
		if isPictogram(tag) {
			return l.exact["star_(symbol)"]
		}
		return place{group: GroupFace, slot: 0, known: true}
	}
	if isYear(tag) {
		return l.exact["1980s"]
	}
	if isCount(tag) {
		return l.exact["1girl"]
	}
	name, qualifier := Unqualified(tag)
	// "crane_(machine)": a listed qualifier says what the thing is.
	if at, ok := l.ends["_("+qualifier+")"]; ok {
		return at
	}
	if at, ok := l.unqualified(name); ok {
		return at
	}
	if qualifier != "" {
		// A name and its series, such as "ganyu_(genshin_impact)".
		return place{group: GroupCharacter, slot: 0}
	}
	return unknownPlace
}

func (l *lexicon) unqualified(name string) (place, bool) {
	if at, ok := l.exact[name]; ok {
		return at, true
	}
	if at, ok := longestStart(l.starts, name); ok {
		return at, true
	}
	if at, ok := l.byPhrase(name); ok {
		return at, true
	}
	head := beforePreposition(name)
	if l.isTouch(name, head) {
		return l.exact["hold"], true
	}
	if head != "" {
		if at, ok := l.unqualified(head); ok {
			return at, true
		}
	}
	if at, ok := l.byEnding(name); ok {
		return at, true
	}
	if at, ok := longestStart(l.weak, name); ok {
		return at, true
	}
	// Captions have nouns that are no frequent tags: "tavern", "old_bakery".
	last := name[strings.LastIndexByte(name, '_')+1:]
	if at, ok := things()[last]; ok && at.group == GroupPlace {
		return at, true
	}
	if verb, _, many := strings.Cut(name, "_"); isGerund(verb) && (many || name == verb) {
		return place{group: GroupPose, slot: l.exact["holding"].slot, known: many}, true
	}
	return place{}, false
}

// byPhrase knows endings that hold a preposition, such as "_in_mouth": they
// say more than the noun before it.
func (l *lexicon) byPhrase(name string) (place, bool) {
	for _, p := range prepositions {
		i := strings.Index(name, p)
		if i <= 0 {
			continue
		}
		if at, ok := l.ends[name[i:]]; ok {
			return at, true
		}
	}
	return place{}, false
}

// limbs that are put somewhere: "fingers_to_cheeks" is a pose, no part of the body.
var limbs = map[string]bool{"arm": true, "arms": true, "hand": true, "hands": true, "finger": true, "fingers": true, "leg": true, "legs": true,
	"foot": true, "feet": true, "knee": true, "knees": true, "elbow": true, "elbows": true, "head": true, "chin": true}

// isTouch says that a name tells where a limb is, or what is done to one's own
// or another's body; head is what stands before its preposition.
func (l *lexicon) isTouch(name, head string) bool {
	return limbs[head] && !strings.HasPrefix(name[len(head):], "_with") || strings.Contains(name, "_another's_") || strings.Contains(name, "_own_")
}

// byEnding tries ever shorter endings: a listed pattern or noun, also in the singular.
func (l *lexicon) byEnding(name string) (place, bool) {
	for i := 0; i < len(name); {
		rest := name[i:]
		if i > 0 {
			if at, ok := l.ends["_"+rest]; ok {
				return at, true
			}
			if at, ok := l.exact[rest]; ok {
				return at, true
			}
		}
		for _, one := range singulars(rest) {
			if at, ok := l.exact[one]; ok {
				return at, true
			}
			if at, ok := l.ends["_"+one]; ok && i > 0 {
				return at, true
			}
		}
		next := strings.IndexByte(rest, '_')
		if next < 0 {
			break
		}
		i += next + 1
	}
	if dash := strings.LastIndexByte(name, '-'); dash > 0 {
		at, ok := l.exact[name[dash+1:]]
		return at, ok
	}
	return l.byCompound(name[strings.LastIndexByte(name, '_')+1:])
}

// byCompound finds the listed end that a word has: "ballroom" is a room.
func (l *lexicon) byCompound(word string) (place, bool) {
	for _, at := range l.compoundEnds(word) {
		return at, true
	}
	return place{}, false
}

// compoundEnds are the listed ends that a word has, the longest first.
func (l *lexicon) compoundEnds(word string) iter.Seq2[string, place] {
	return func(yield func(string, place) bool) {
		if len(word) > longestTag {
			return // each of its endings would be asked for
		}
		for i := leastPart; i+leastPart <= len(word); i++ {
			if at, ok := l.compounds[word[i:]]; ok && !yield(word[i:], at) {
				return
			}
		}
	}
}

// leastPart is the letters that each part of a compound has at least.
const leastPart = 3

func longestStart(starts map[string]place, name string) (place, bool) {
	for i := len(name) - 1; i > 0; i-- {
		if name[i] != '_' {
			continue
		}
		if at, ok := starts[name[:i+1]]; ok {
			return at, true
		}
	}
	return place{}, false
}

var prepositions = []string{"_on_", "_in_", "_under_", "_over_", "_around_", "_between_", "_with_", "_through_", "_behind_", "_from_", "_of_",
	"_against_", "_to_", "_at_", "_for_", "_visible_through_", "_across_", "_above_", "_into_", "_without_", "_inside_", "_beside_", "_as_", "_and_", "_by_", "_past_"}

// beforePreposition is the part of a name whose head decides: of
// "panties_under_pantyhose" it is "panties". Empty when there is no preposition.
func beforePreposition(name string) string {
	at := -1
	for _, p := range prepositions {
		if i := strings.Index(name, p); i > 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 {
		return ""
	}
	return name[:at]
}

// singulars are the forms that a plural may have in the singular.
func singulars(word string) []string {
	switch {
	case len(word) < 4 || !strings.HasSuffix(word, "s") || strings.HasSuffix(word, "ss"):
		return nil
	case strings.HasSuffix(word, "ies"):
		return []string{word[:len(word)-3] + "y", word[:len(word)-1]}
	case strings.HasSuffix(word, "ves"):
		return []string{word[:len(word)-3] + "f", word[:len(word)-1], word[:len(word)-3] + "fe"}
	case strings.HasSuffix(word, "es"):
		return []string{word[:len(word)-1], word[:len(word)-2]}
	}
	return []string{word[:len(word)-1]}
}

// notGerunds end in -ing and are things.
var notGerunds = map[string]bool{"ring": true, "string": true, "wing": true, "king": true, "thing": true, "spring": true, "sling": true,
	"swing": true, "clothing": true, "earring": true, "stocking": true, "building": true, "ceiling": true, "railing": true, "painting": true, "lightning": true}

func isGerund(word string) bool {
	return len(word) > 5 && strings.HasSuffix(word, "ing") && !notGerunds[word]
}

// isPictogram says that a tag is nothing but emoji and the like, which are no faces of characters.
func isPictogram(tag string) bool {
	for _, r := range tag {
		if !unicode.Is(unicode.So, r) && !unicode.Is(unicode.Mn, r) && r != '\u200d' && !unicode.Is(unicode.Sk, r) {
			return false
		}
	}
	return true
}

// isYear says that a tag is a year or a decade, such as 2023.
func isYear(tag string) bool {
	return len(tag) == 4 && (tag[:2] == "19" || tag[:2] == "20") && unicode.IsDigit(rune(tag[2])) && unicode.IsDigit(rune(tag[3]))
}

// isCount says that a name is digits and a noun, such as 10girls or 6+boys.
func isCount(name string) bool {
	_, _, _, ok := countTag(name)
	return ok
}
