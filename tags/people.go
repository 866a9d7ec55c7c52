package tags

import (
	"fmt"
	"slices"
	"strings"
)

// Who is in a picture, how many of them, and how it is framed. The strings are
// those of the machine-readable interface.
const (
	PeopleNone    = "none"
	PeopleSolo    = "solo"
	PeopleMulti   = "multi"
	PeopleUnknown = "unknown"

	GenderFemale  = "female"
	GenderMale    = "male"
	GenderMixed   = "mixed"
	GenderOther   = "other"
	GenderUnknown = "unknown"
)

// Evidence is the tags or words that each part of a Description rests on.
type Evidence struct {
	People  []string `json:"people"`
	Gender  []string `json:"gender"`
	Framing []string `json:"framing"`
}

// Description says how many people of which gender a picture shows and how it
// is framed, as far as its tags and caption tell. Unknown is an answer.
type Description struct {
	People    string   `json:"people"` // none, solo, multi or unknown
	Count     *int     `json:"count"`  // nil when open or unknown
	Gender    string   `json:"gender"` // female, male, mixed, other or unknown
	Framing   string   `json:"framing"`
	Evidence  Evidence `json:"evidence"`
	Conflicts []string `json:"conflicts,omitempty"` // sentences: tags against each other, or caption against tags
}

// Describe reads tags and caption. Where both speak, the tags win, and what the
// caption says otherwise is a conflict. Either may be empty.
func Describe(c Categories, caption string) Description {
	said := peopleOfTags(c)
	frame := framingOfTags(c)
	d := Description{Conflicts: append(said.conflicts, frame.conflicts...)}
	if caption != "" {
		room := tokenLists.Get().(*[]token)
		defer tokenLists.Put(room)
		text := appendTokens((*room)[:0], caption)
		*room = text
		defer clear(text) // hold no text of the caption
		told := peopleOfText(text, &c)
		if said.people == PeopleUnknown && told.people == PeopleNone && hairTold(c) {
			told = people{people: PeopleUnknown, gender: GenderUnknown}
		}
		if said.supposed && (told.people == PeopleSolo || told.people == PeopleMulti) {
			said = people{people: PeopleUnknown, gender: GenderUnknown} // tags of the place alone
		}
		d.Conflicts = append(d.Conflicts, said.against(told)...)
		said = said.orElse(told)
		inText := framingOfText(text)
		d.Conflicts = append(d.Conflicts, frame.against(inText)...)
		frame = frame.orElse(inText)
	}
	d.People, d.Count = said.people, said.count
	d.Gender = said.gender
	d.Framing = frame.framing
	if d.People == PeopleNone {
		d.Framing = FramingNone
	}
	d.Evidence = Evidence{People: listed(said.peopleBy), Gender: listed(said.genderBy), Framing: listed(frame.by)}
	return d
}

// hairTold says that a tag tells of hair, which somebody has whom the caption does not name.
func hairTold(c Categories) bool {
	return slices.ContainsFunc(c.General, func(tag string) bool { return placeOf(tag).group == GroupHair })
}

// listed is an empty list rather than none, for JSON.
func listed(words []string) []string {
	if words == nil {
		return []string{}
	}
	return words
}

// people is what one source says about who is there.
type people struct {
	people    string
	count     *int
	gender    string
	peopleBy  []string
	genderBy  []string
	conflicts []string
	supposed  bool // that nobody is there, for no tag tells of anybody
}

func (p people) against(told people) []string {
	var found []string
	differs := func(mine, other, unknown string) bool { return mine != unknown && other != unknown && mine != other }
	if differs(p.people, told.people, PeopleUnknown) {
		found = append(found, fmt.Sprintf("people: the tags say %s (%s), the caption %s (%s)",
			p.people, strings.Join(p.peopleBy, ", "), told.people, strings.Join(told.peopleBy, ", ")))
	} else if p.count != nil && told.count != nil && *p.count != *told.count {
		found = append(found, fmt.Sprintf("count: the tags say %d (%s), the caption %d (%s)",
			*p.count, strings.Join(p.peopleBy, ", "), *told.count, strings.Join(told.peopleBy, ", ")))
	}
	if p.people != PeopleNone && differs(p.gender, told.gender, GenderUnknown) {
		found = append(found, fmt.Sprintf("gender: the tags say %s (%s), the caption %s (%s)",
			p.gender, strings.Join(p.genderBy, ", "), told.gender, strings.Join(told.genderBy, ", ")))
	}
	return found
}

// orElse fills what p leaves unknown from told.
func (p people) orElse(told people) people {
	if p.people == PeopleUnknown {
		p.people, p.count, p.peopleBy = told.people, told.count, told.peopleBy
	} else if p.count == nil && told.count != nil && p.people == PeopleMulti && told.people == PeopleMulti {
		p.count = told.count
		p.peopleBy = append(slices.Clone(p.peopleBy), told.peopleBy...)
	}
	if p.gender == GenderUnknown && p.people != PeopleNone {
		p.gender, p.genderBy = told.gender, told.genderBy
	}
	return p
}

// countTag reads a tag such as 1girl, 2boys, 6+girls or 1other.
func countTag(tag string) (n int, open bool, kind string, ok bool) {
	i := 0
	for i < len(tag) && i < 4 && '0' <= tag[i] && tag[i] <= '9' {
		n = n*10 + int(tag[i]-'0')
		i++
	}
	if i == 0 || n == 0 {
		return 0, false, "", false
	}
	if strings.HasPrefix(tag[i:], "+") {
		open = true
		i++
	}
	switch strings.TrimPrefix(tag[i:], "_") {
	case "girl", "girls", "female", "females", "woman", "women":
		return n, open, GenderFemale, true
	case "boy", "boys", "male", "males", "man", "men":
		return n, open, GenderMale, true
	case "other", "others":
		return n, open, GenderOther, true
	}
	return 0, false, "", false
}

// tally adds up the people that count tags speak of.
type tally struct {
	count    int
	open     bool
	most     [3]int // of each kind: of 1girl and 2girls, which exclude each other, the larger counts
	genders  [3]bool
	peopleBy []string
	genderBy []string
}

func (t *tally) add(tag string, n int, open bool, gender string) {
	k := kindIndex(gender)
	t.count += max(0, n-t.most[k])
	t.most[k] = max(n, t.most[k])
	t.open = t.open || open
	t.peopleBy = append(t.peopleBy, tag)
	t.genders[k] = true
	t.genderBy = append(t.genderBy, tag)
}

// countKinds are the genders that count tags tell.
var countKinds = [3]string{GenderFemale, GenderMale, GenderOther}

func kindIndex(gender string) int { return slices.Index(countKinds[:], gender) }

// gender is empty where nothing was counted.
func (t *tally) gender() string {
	told := ""
	for k, there := range t.genders {
		switch {
		case there && told != "":
			return GenderMixed
		case there:
			told = countKinds[k]
		}
	}
	return told
}

func genderOf(genders map[string]bool) string {
	switch {
	case len(genders) > 1:
		return GenderMixed
	case genders[GenderFemale]:
		return GenderFemale
	case genders[GenderMale]:
		return GenderMale
	case genders[GenderOther]:
		return GenderOther
	}
	return GenderUnknown
}

// severalTags say that there are at least so many people, without a count tag.
var severalTags = map[string]int{"multiple_girls": 2, "multiple_boys": 2, "multiple_others": 2}

var severalGender = map[string]string{"multiple_girls": GenderFemale, "multiple_boys": GenderMale, "multiple_others": GenderOther}

// looseTags say something of people only where no count tag does.
var looseTags = map[string]struct {
	people string
	count  int
	gender string
}{
	"crowd":               {PeopleMulti, 0, ""},
	"everyone":            {PeopleMulti, 0, ""},
	"group":               {PeopleMulti, 0, ""},
	"people":              {PeopleMulti, 0, ""},
	"duo":                 {PeopleMulti, 2, ""},
	"couple":              {PeopleMulti, 2, ""},
	"trio":                {PeopleMulti, 3, ""},
	"hetero":              {PeopleMulti, 0, GenderMixed},
	"yuri":                {PeopleMulti, 0, GenderFemale},
	"yaoi":                {PeopleMulti, 0, GenderMale},
	"siblings":            {PeopleMulti, 0, ""},
	"sisters":             {PeopleMulti, 0, GenderFemale},
	"brothers":            {PeopleMulti, 0, GenderMale},
	"brother_and_sister":  {PeopleMulti, 2, GenderMixed},
	"twins":               {PeopleMulti, 2, ""},
	"triplets":            {PeopleMulti, 3, ""},
	"mother_and_daughter": {PeopleMulti, 2, GenderFemale},
	"mother_and_son":      {PeopleMulti, 2, GenderMixed},
	"father_and_daughter": {PeopleMulti, 2, GenderMixed},
	"father_and_son":      {PeopleMulti, 2, GenderMale},
	"husband_and_wife":    {PeopleMulti, 2, GenderMixed},
	"family":              {PeopleMulti, 0, ""},
	"male_focus":          {PeopleUnknown, 0, GenderMale},
	"female_focus":        {PeopleUnknown, 0, GenderFemale},
	"other_focus":         {PeopleUnknown, 0, GenderOther},
	"otoko_no_ko":         {PeopleUnknown, 0, GenderMale},
	"muscular_male":       {PeopleUnknown, 0, GenderMale},
	"muscular_female":     {PeopleUnknown, 0, GenderFemale},
	"mature_male":         {PeopleUnknown, 0, GenderMale},
	"mature_female":       {PeopleUnknown, 0, GenderFemale},
	"dark-skinned_male":   {PeopleUnknown, 0, GenderMale},
	"dark-skinned_female": {PeopleUnknown, 0, GenderFemale},
	"magical_girl":        {PeopleUnknown, 0, GenderFemale},
	"bishounen":           {PeopleUnknown, 0, GenderMale},
	"old_man":             {PeopleUnknown, 0, GenderMale},
	"old_woman":           {PeopleUnknown, 0, GenderFemale},
	"tomboy":              {PeopleUnknown, 0, GenderFemale},
	"genderswap_(mtf)":    {PeopleUnknown, 0, GenderFemale},
	"genderswap_(ftm)":    {PeopleUnknown, 0, GenderMale},
	"sole_female":         {PeopleSolo, 1, GenderFemale},
	"sole_male":           {PeopleSolo, 1, GenderMale},
	"female_solo":         {PeopleSolo, 1, GenderFemale},
	"solo_female":         {PeopleSolo, 1, GenderFemale},
	"solo_male":           {PeopleSolo, 1, GenderMale},
	"androgynous":         {PeopleUnknown, 0, ""},
	"gender_request":      {PeopleUnknown, 0, ""},
	"ambiguous_gender":    {PeopleUnknown, 0, ""},
	"lineup":              {PeopleMulti, 0, ""},
	"crossdressing":       {PeopleUnknown, 0, ""},
	"mother_and_child":    {PeopleMulti, 2, ""},
}

func peopleOfTags(c Categories) people {
	var t tally
	solo, none, several := "", "", ""
	lowest := 0
	var twice []string
	for _, tag := range c.General {
		if n, open, kind, ok := countTag(tag); ok {
			if had := t.most[kindIndex(kind)]; had > 0 && had != n {
				twice = append(twice, fmt.Sprintf("tags: %d and %d of the same kind (%s); the larger counts", min(had, n), max(had, n), tag))
			}
			t.add(tag, n, open, kind)
			continue
		}
		switch tag {
		case "solo":
			solo = tag
		case "no_humans":
			none = tag
		case "crowd", "everyone", "people":
			several = tag
		}
		if !strings.HasPrefix(tag, "multiple_") {
			continue
		}
		if n := severalTags[tag]; n > 0 {
			if !countsGender(c.General, severalGender[tag]) {
				t.add(tag, 0, true, severalGender[tag])
			} else {
				t.peopleBy = append(t.peopleBy, tag)
			}
			lowest = max(lowest, n)
		}
	}
	if t.gender() == "" {
		return peopleWithoutCount(c, solo, none)
	}
	p := people{gender: t.gender(), peopleBy: t.peopleBy, genderBy: t.genderBy, conflicts: twice}
	least := max(t.count, lowest)
	open := t.open || several != ""
	if several != "" {
		p.peopleBy = append(p.peopleBy, several)
	}
	switch {
	case least > 1 || open:
		p.people = PeopleMulti
	default:
		p.people = PeopleSolo
	}
	if !open {
		n := t.count
		p.count = &n
	}
	if solo != "" && p.people == PeopleMulti {
		p.conflicts = append(p.conflicts, fmt.Sprintf("tags: solo against %s; the count tags decide", strings.Join(p.peopleBy, ", ")))
	} else if solo != "" {
		p.peopleBy = append(p.peopleBy, solo)
	}
	if none != "" {
		p.conflicts = append(p.conflicts, fmt.Sprintf("tags: no_humans against %s; the count tags decide", strings.Join(p.peopleBy, ", ")))
	}
	return p
}

// countsGender says whether a count tag, such as 3girls, tells the number that
// multiple_girls leaves open.
func countsGender(general []string, gender string) bool {
	for _, tag := range general {
		if _, _, kind, ok := countTag(tag); ok && kind == gender {
			return true
		}
	}
	return false
}

// peopleWithoutCount judges posts that have no count tag.
func peopleWithoutCount(c Categories, solo, none string) people {
	p := people{people: PeopleUnknown, gender: GenderUnknown}
	genders := map[string]bool{}
	for _, tag := range c.General {
		said, ok := looseTags[tag]
		if !ok {
			said.people, said.gender, ok = PeopleUnknown, kindGender(tag), kindGender(tag) != ""
		}
		if !ok {
			continue
		}
		if said.gender == GenderMixed {
			genders[GenderFemale], genders[GenderMale] = true, true
		} else if said.gender != "" {
			genders[said.gender] = true
		}
		if said.gender != "" {
			p.genderBy = append(p.genderBy, tag)
		}
		if said.people == PeopleUnknown {
			continue
		}
		p.peopleBy = append(p.peopleBy, tag)
		p.people = said.people
		p.count = nil
		if said.count > 0 && len(p.peopleBy) == 1 {
			n := said.count
			p.count = &n
		}
	}
	p.gender = genderOf(genders)
	one := 1
	switch {
	case none != "" && p.people != PeopleMulti && len(p.genderBy) == 0:
		// "solo" besides is one creature that is no person.
		zero := 0
		return people{people: PeopleNone, count: &zero, gender: GenderUnknown, peopleBy: []string{none}}
	case solo != "" && p.people == PeopleMulti:
		p.conflicts = append(p.conflicts, fmt.Sprintf("tags: solo against %s", strings.Join(p.peopleBy, ", ")))
	case solo != "":
		p.people, p.count, p.peopleBy = PeopleSolo, &one, append(p.peopleBy, solo)
	case none != "" && p.people == PeopleMulti:
		p.conflicts = append(p.conflicts, fmt.Sprintf("tags: no_humans against %s", strings.Join(p.peopleBy, ", ")))
	case none != "":
		zero := 0
		return people{people: PeopleNone, count: &zero, gender: GenderUnknown, peopleBy: []string{none}}
	case p.people == PeopleUnknown && len(p.genderBy) == 0:
		if by := thingsOnly(c); by != "" {
			zero := 0
			return people{people: PeopleNone, count: &zero, gender: GenderUnknown, peopleBy: []string{by}, supposed: true}
		}
	}
	return p
}

// kindGender is the gender of tags such as cat_girl and fox_boy.
func kindGender(tag string) string {
	switch {
	case strings.HasSuffix(tag, "_girl"), tag == "girl", tag == "woman", tag == "female":
		return GenderFemale
	case strings.HasSuffix(tag, "_boy"), tag == "boy", tag == "man", tag == "male":
		return GenderMale
	}
	return ""
}

// sceneTags say that the picture is of something other than people.
var sceneTags = map[string]bool{"animal_focus": true, "food_focus": true, "vehicle_focus": true, "still_life": true, "scenery": true,
	"landscape": true, "weapon_focus": true, "object_focus": true, "building_focus": true, "mecha_focus": true}

// placesOfAScene are so many tags for places and times, and none for anybody,
// that the picture is of them. Fewer may be tags of a picture hardly tagged.
const placesOfAScene = 3

// thingsOnly gives the tag for which a post without count tags shows nobody:
// it names an animal or is about a scene, and nothing of it belongs to a person.
func thingsOnly(c Categories) string {
	if len(c.Character) > 0 {
		return ""
	}
	by, places := "", 0
	for _, tag := range c.General {
		at := placeOf(tag)
		switch at.group {
		case GroupHair, GroupEyes, GroupFace, GroupBody, GroupAttire, GroupPose, GroupCharacter, GroupCount:
			return ""
		case GroupPlace, GroupTime:
			places++
		}
		if strings.HasPrefix(tag, "holding_") {
			return ""
		}
		if by == "" && (sceneTags[tag] || SlotOf(tag) == "animal") {
			by = tag
		}
	}
	if by == "" && places >= placesOfAScene {
		return c.General[0]
	}
	return by
}
