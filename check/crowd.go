package check

import (
	"slices"

	"github.com/winnow-data/winnow/tags"
)

// people holds the number and gender of those in the caption against the tags.
func (j *judge) people() {
	c := &j.crew
	if c.none {
		j.nobodyTagged()
		return
	}
	if j.cast.nobody >= 0 && c.known && len(j.cast.people) == 0 && j.cast.female < 0 && j.cast.male < 0 {
		j.contradict(j.countTag(""), "count", j.cast.nobody, j.cast.nobody+1)
		return
	}
	if !j.swapped() && !j.parted() {
		j.number()
		j.headcount()
	}
	j.gender()
	j.noneOf()
	j.notAlone()
	j.onlyOne()
}

// onlyOne holds somebody who is alone against the tag of several of one gender
// too, where the caption speaks against their number.
func (j *judge) onlyOne() {
	c := &j.crew
	if c.open || c.total() < 2 || c.girls > 0 && c.boys > 0 || j.cast.plural || len(j.cast.people) > 1 || len(j.cast.people) == 1 && j.cast.people[0].n != 1 || len(j.cast.people) == 0 && j.cast.alone < 0 || len(j.names()) > 1 {
		return
	}
	for _, x := range j.result.Contradicted {
		if x.Type == "count" && (x.Tag == c.girlTag || x.Tag == c.boyTag) {
			j.notMany(j.wordAt(x.Start))
			return
		}
	}
}

// notAlone holds several people against solo too, where they speak against the
// only one that the tags count.
func (j *judge) notAlone() {
	if j.crew.soloTag == "" || j.crew.total() != 1 {
		return
	}
	for _, x := range j.result.Contradicted {
		if x.Type == "count" && (x.Tag == j.crew.girlTag || x.Tag == j.crew.boyTag) {
			j.contradict(j.crew.soloTag, "count", j.wordAt(x.Start), j.wordAt(x.End-1)+1)
			return
		}
	}
}

// parted judges captions that count all and then tell how many of them are of
// either gender.
func (j *judge) parted() bool {
	c := &j.crew
	if !c.known || c.free || c.open || c.openGirls || c.openBoys || j.lifted || c.others > 0 {
		return false
	}
	sum, last := map[string]int{}, map[string]int{}
	for _, n := range j.cast.people {
		if n.share {
			sum[n.gender] += n.n
			last[n.gender] = n.at
		}
	}
	girls, boys := sum[tags.GenderFemale], sum[tags.GenderMale]
	if girls == 0 || boys == 0 || girls+boys != c.total() {
		return false
	}
	for _, part := range []struct {
		gender, tag, many string
		said, have        int
	}{{tags.GenderFemale, c.girlTag, "multiple_girls", girls, c.girls}, {tags.GenderMale, c.boyTag, "multiple_boys", boys, c.boys}} {
		at := last[part.gender]
		if part.said != part.have && part.tag != "" {
			j.contradict(part.tag, "count", at, at+1)
		}
		if part.said == 1 && part.have > 1 && j.has(part.many) {
			j.contradict(part.many, "count", at, at+1)
		}
	}
	return true
}

// noneOf adds to a contradicted gender what the tags say besides of those who
// have it, where the caption leaves none, or not several, of them.
func (j *judge) noneOf() {
	c := &j.crew
	for _, x := range j.result.Contradicted {
		if x.Type != "gender" || x.Tag != c.boyTag && x.Tag != c.girlTag {
			continue
		}
		many, focus, gender := "multiple_boys", "male_focus", tags.GenderMale
		if x.Tag == c.girlTag {
			many, focus, gender = "multiple_girls", "female_focus", tags.GenderFemale
		}
		left, open := 0, false
		for _, n := range j.cast.people {
			if n.gender == gender || n.gender == "" {
				left += n.n
				open = open || n.n == 0
			}
		}
		from, to := j.wordAt(x.Start), j.wordAt(x.End-1)+1
		if j.has(many) && left <= 1 && !open {
			j.contradict(many, "gender", from, to)
		}
		if j.has(focus) && left == 0 {
			j.contradict(focus, "gender", from, to)
		}
	}
}

// wordAt is the token at the byte.
func (j *judge) wordAt(b int) int {
	i := 0
	for i+1 < len(j.text) && j.text[i].end <= b {
		i++
	}
	return i
}

// swapped holds two women against a girl and a boy: the number is right and a
// gender is not.
func (j *judge) swapped() bool {
	c := &j.crew
	if c.free || c.open || c.girls == 0 || c.boys == 0 || j.lifted {
		return false
	}
	females, males, others := 0, 0, 0
	for _, n := range j.cast.people {
		switch {
		case n.n == 0, n.told:
			return false
		case n.gender == "female":
			females += n.n
		case n.gender == "male":
			males += n.n
		default:
			others += n.n
		}
	}
	if others > 0 || females+males != c.total() || females == c.girls || males > 0 && females > 0 {
		return false
	}
	tag := c.boyTag
	if males > 0 {
		tag = c.girlTag
	}
	last := j.cast.people[len(j.cast.people)-1].at
	j.contradict(tag, "gender", last, last+1)
	return true
}

// nobodyTagged: a picture without people has people in its caption.
func (j *judge) nobodyTagged() {
	if j.cast.empty || j.cast.nobody >= 0 {
		return // the things that somebody has left
	}
	for _, n := range j.cast.people {
		if n.at > 0 && j.text[n.at-1].word == "every" {
			continue // "each carriage lit, every passenger asleep"
		}
		if j.cast.animal && (offspring[j.text[n.at].lemma] || roles[j.text[n.at].lemma] && !n.article && !n.told) || j.owner(n.at) {
			continue
		}
		j.extra = n.at
		j.contradict(j.crew.noneTag, "count", n.at, n.at+1)
		if tag := newcomerTag(n); tag != "" {
			j.invent(tag, "person", personWeight, n.at, n.at+1)
		}
		return
	}
}

// owner says that the person at i only has the thing that follows: "a
// scholar's desk", not "a woman's hand".
func (j *judge) owner(i int) bool {
	if !j.text[i].possessive {
		return false
	}
	for k := range j.mentions {
		if m := &j.mentions[k]; m.from > i && m.from < i+4 {
			return m.things[0].class != "bodypart" && m.things[0].class != "hairpart"
		}
	}
	return false
}

// offspring are words for people that are said of animals as well.
var offspring = wordSet("adult juvenile baby infant newborn youngster mother father parent family mom mum dad sibling brother sister orphan friend companion buddy pal trio duo pair couple sleeper twin crew guest musician")

// roles are words for people that are said of animals where nobody is introduced:
// "enemies by reputation".
var roles = wordSet("enemy rival neighbour neighbor lover king queen ruler guard guardian sentinel sentry hunter traveller traveler survivor witness spectator visitor resident swimmer climber dancer judge thief burglar explorer wanderer acrobat fisher beggar prisoner")

// personWeight is how surely somebody in the picture is tagged.
const personWeight = 0.9

// newcomerTag is the tag that tells of somebody whose gender is told.
func newcomerTag(n newcomer) string {
	switch {
	case n.gender == "" && n.child:
		return "child"
	case n.n == 1 && n.gender == tags.GenderFemale:
		return "1girl"
	case n.n == 1 && n.gender == tags.GenderMale:
		return "1boy"
	case n.n > 1 && n.gender == tags.GenderFemale:
		return "multiple_girls"
	case n.n > 1 && n.gender == tags.GenderMale:
		return "multiple_boys"
	}
	return ""
}

// countTag is the tag that tells how many of a gender there are.
func (j *judge) countTag(gender string) string {
	c := &j.crew
	switch {
	case gender == "female" && c.girlTag != "":
		return c.girlTag
	case gender == "male" && c.boyTag != "":
		return c.boyTag
	case c.girlTag != "":
		return c.girlTag
	case c.boyTag != "":
		return c.boyTag
	case c.soloTag != "":
		return c.soloTag
	}
	for _, tag := range []string{"multiple_girls", "multiple_boys", "1other"} {
		if j.has(tag) {
			return tag
		}
	}
	return ""
}

// tagged is how many of a gender the tags tell, and whether that is all.
func (c *crew) tagged(gender string) (n int, closed bool) {
	switch gender {
	case "female":
		return c.girls, !c.openGirls && !c.open
	case "male":
		return c.boys, !c.openBoys && !c.open
	}
	return c.total(), !c.open
}

func (j *judge) number() {
	c := &j.crew
	if !c.known && !c.solo || j.has("multiple_views") {
		return
	}
	if !c.known {
		j.soloAgainst()
		return
	}
	sum := map[string]int{}
	open := j.cast.more
	all := 0
	for k, n := range j.cast.people {
		if k == 0 && n.told {
			j.cast.people[0].definite = false // "the duo", of whom nobody spoke before
		}
		if n.n == 0 {
			open = true
		}
		if k > 1 && (n.definite && n.told || n.owned && n.n == 1) {
			continue // of those who are there: "the two women", "her mistress"
		}
		sum[n.gender] += n.n
		all += n.n
	}
	crowds, group, members := 0, -1, 0
	for k, n := range j.cast.people {
		have, closed := c.tagged(n.gender)
		if n.owned && n.n == 1 && !n.theirs && c.total() > 1 && (k > 1 && j.cast.people[k-1].n == 1 && j.cast.people[k-2].n == 1 || k > 2) {
			continue // "her friend", of those who are there
		}
		if group >= 0 && n.n == 1 {
			members++
			if n.more && members == 1 && j.toldOf(j.cast.people[group].at, n.at) {
				members++ // "the girl in the middle …; another girl"
			}
			if members <= c.total() && !(n.more && members == 1) && !n.theirs && !(n.article && !n.owned && (j.text[n.at].sent == j.text[j.cast.people[group].at].sent || j.toThem(n.at)) && onlooker(j.text, n.at)) {
				continue // one of the two girls
			}
		}
		if group < 0 && n.told && n.n > 1 && n.n == c.total() && closed && (n.gender == "" || c.girls == 0 || c.boys == 0) {
			group = k
		}
		if n.group && n.definite && j.performs() {
			crowds++
			continue // the crowd that somebody plays to
		}
		if crowds == k {
			k = 0 // the first who is not of a crowd
		}
		if n.n == 1 && n.gender == "" && (j.text[n.at].lemma == "baby" || j.text[n.at].lemma == "child" || j.text[n.at].lemma == "toddler" || j.text[n.at].lemma == "infant") && (j.has("baby") || j.has("child")) {
			continue // a baby that is tagged so
		}
		if n.gender != "" && have == 0 {
			continue // a matter of gender
		}
		switch {
		case n.n == 0 && n.group && closed && c.total() > 1 && j.throng(n.at):
			if !j.performs() {
				j.invent("crowd", "person", 0.6, n.at, n.at+1)
			}
		case n.told && n.n > have && closed:
			j.countFault(n, k > 0)
			if n.n == c.total() && k == 0 && len(j.cast.people) == 1 {
				j.allOfOne(n)
			}
			return
		case n.told && k == 1 && n.n > 1 && n.n == have && have == c.total() && closed && !n.definite && !open && j.cast.people[0].n == 1 && j.cast.people[0].article && j.text[n.at].sent == j.text[j.cast.people[0].at].sent:
			j.countFault(n, false)
			return
		case n.n == 0 && closed && c.total() == 1 && (n.told || n.gender != ""),
			n.n == 0 && n.told && n.group && closed && c.total() < 4,
			n.told && n.n > 0 && n.n < have && !n.definite && !open && sum[n.gender]+j.unsexed(n.gender, sum) < have && !(n.gender == "" && all >= have),
			n.n == 1 && k > 0 && (n.another || n.article && j.text[n.at].sent == j.text[j.cast.people[k-1].at].sent) && closed && (sum[n.gender] > have && n.gender != "" && c.total() == have || n.gender == "" && c.total() == 1),
			n.n == 1 && k > 0 && n.article && closed && all > c.total() && c.total() > 1 && onlooker(j.text, n.at),
			n.n == 1 && k > 1 && n.another && closed && !open && all > c.total() && c.total() > 1 && (n.gender == "" || sum[n.gender] > have):
			j.countFault(n, k > 0)
			return
		}
	}
	if c.total() > 1 && c.others == 0 && j.cast.alone >= 0 && len(j.cast.people) <= 1 && all <= 1 && !j.cast.plural {
		j.contradict(j.countTag(""), "count", j.cast.alone, j.cast.alone+1)
		j.notMany(j.cast.alone)
		return
	}
	if c.total() > 1 && c.others == 0 && len(j.cast.people) == 1 && all == 1 && !j.cast.plural && !open && len(j.names()) < 2 && !j.has("solo") {
		n := j.cast.people[0]
		if c.girls > 0 && c.boys > 0 && j.pronouns(n) {
			return // "he dances with a blonde"
		}
		j.contradict(j.countTag(n.gender), "count", n.at, n.at+1)
		j.notMany(n.at)
	}
}

// notMany holds somebody at i who is alone against the tag of several of one
// gender too.
func (j *judge) notMany(i int) {
	switch c := &j.crew; {
	case c.boys == 0 && c.girls > 1:
		j.contradictToo("multiple_girls", "count", i, i+1)
	case c.girls == 0 && c.boys > 1:
		j.contradictToo("multiple_boys", "count", i, i+1)
	}
}

// toldOf says that between the group at a and somebody at b one of the group was
// told of: "the girl in the middle", "one of them".
func (j *judge) toldOf(a, b int) bool {
	for i := a + 1; i < b; i++ {
		t := &j.text[i]
		if !t.there() || t.depicted {
			continue
		}
		switch t.word {
		case "one", "first", "leader", "tallest", "eldest", "youngest", "shortest", "oldest":
			return true
		}
		if p, ok := personOf(t); ok && !p.Plural && !t.possessive {
			return true
		}
	}
	return false
}

// throngs are words for people of whom nobody counts how many there are.
var throngs = wordSet("crowd throng mob audience")

// toThem says that what the person at i does is done to all of the others:
// "watches them".
func (j *judge) toThem(i int) bool {
	for k := i + 1; k < len(j.text) && k < i+9 && j.text[k].sent == j.text[i].sent; k++ {
		if j.text[k].word == "them" || j.text[k].word == "both" {
			return true
		}
	}
	return false
}

// throng says that the people at i are a crowd: "a crowd of commuters".
func (j *judge) throng(i int) bool {
	for k := i; k >= 0 && k > i-4; k-- {
		if throngs[j.text[k].lemma] {
			return true
		}
		if j.text[k].mark != 0 {
			break
		}
	}
	return false
}

// allOfOne holds "two men" against a girl and a boy: neither is told of right.
func (j *judge) allOfOne(n newcomer) {
	c := &j.crew
	tag, other := c.girlTag, j.cast.female
	if n.gender == tags.GenderFemale {
		tag, other = c.boyTag, j.cast.male
	}
	if n.gender != "" && tag != "" && other < 0 && !c.free {
		j.contradict(tag, "gender", n.at, n.at+1)
	}
}

// pronouns says that a pronoun of the other gender stands before n, who is
// somebody else then.
func (j *judge) pronouns(n newcomer) bool {
	for i := range n.at {
		if g := pronounOf(&j.text[i]); g != "" && g != n.gender {
			return true
		}
	}
	return false
}

// performs says that the tags tell of somebody on a stage.
func (j *judge) performs() bool {
	return j.anyOf(performing)
}

var performing = []string{"stage", "concert", "spotlight", "idol", "singing", "microphone", "band", "stadium", "baseball", "soccer", "boxing_ring"}

// onlooker says that what is said of the person at i is said of somebody who
// is there besides: watches, looks on, stands by.
func onlooker(text []token, i int) bool {
	for j := i + 1; j < len(text) && j < i+5 && text[j].sent == text[i].sent; j++ {
		switch text[j].word {
		case "watches", "watching", "observes", "waits", "approaches", "joins", "intervenes", "interrupts", "passes", "applauds", "lurks", "hides", "spies", "follows", "peers", "peeks", "eavesdrops", "listens":
			return true
		case "looks", "stands":
			return j+1 < len(text) && (text[j+1].word == "on" || text[j+1].word == "by" || text[j+1].word == "behind")
		}
	}
	return false
}

// names are the characters that the caption names.
func (j *judge) names() []string {
	var list []string
	for _, p := range j.result.Covered {
		if slices.Contains(j.characters, p.Tag) {
			list = append(list, p.Tag)
		}
	}
	return list
}

// unsexed are people of no told gender who may be of this one.
func (j *judge) unsexed(gender string, sum map[string]int) int {
	if gender == "" {
		return sum["female"] + sum["male"]
	}
	return sum[""]
}

// countFault holds somebody who is too many against the tags. Besides says
// that it is not those who are tagged.
func (j *judge) countFault(n newcomer, besides bool) {
	j.extra = n.at
	from := n.at
	for from > 0 && j.text[from].mark == 0 && n.at-from < 4 && j.text[from].kind&determiner == 0 && j.text[from-1].kind&(verb|copula|preposition) == 0 {
		from--
	}
	if from > 1 && j.text[from-1].word == "of" && setSizes[j.text[from-2].word] > 0 {
		from -= 2 // "a trio of girls"
	}
	if n.group && j.throng(n.at) && !j.performs() {
		j.invent("crowd", "person", 0.6, n.at, n.at+1)
	}
	tag := j.countTag(n.gender)
	if (n.gender == "" || besides) && j.crew.soloTag != "" {
		tag = j.crew.soloTag
	}
	j.contradict(tag, "count", from, n.at+1)
	if !besides || j.crew.soloTag == "" {
		return
	}
	if infants[j.text[n.at].lemma] && !j.has("baby") && !j.has("child") {
		j.invent("baby", "person", 0.7, n.at, n.at+1)
		return
	}
	if who := newcomerTag(n); who != "" && !j.has(who) {
		j.invent(who, "person", personWeight, n.at, n.at+1)
	}
}

// soloAgainst: the tags say solo and no more.
func (j *judge) soloAgainst() {
	for _, n := range j.cast.people {
		if n.n == 0 && n.told || n.n > 1 || n.another && len(j.cast.people) > 1 {
			j.contradict(j.crew.soloTag, "count", n.at, n.at+1)
			return
		}
	}
}

// gender holds the words for women and men against the tags.
func (j *judge) gender() {
	c := &j.crew
	if c.crossed && j.cast.male < 0 && c.total() == 1 {
		j.dressedUp()
	}
	if c.free || !c.known || c.open || j.lifted {
		return
	}
	wrong, right, tag, other := j.cast.male, j.cast.female, c.girlTag, "male"
	switch {
	case c.girls > 0 && c.boys == 0:
	case c.boys > 0 && c.girls == 0:
		wrong, right, tag, other = j.cast.female, j.cast.male, c.boyTag, "female"
	default:
		return
	}
	if wrong < 0 {
		return
	}
	var stranger *newcomer
	natives, all := 0, 0
	for k := range j.cast.people {
		n := &j.cast.people[k]
		all += n.n
		if n.gender == other && stranger == nil {
			stranger = n
		}
		if n.gender != other {
			natives++
		}
	}
	if stranger != nil && natives > 0 && all <= c.total() && stranger.n > 0 {
		j.contradict(tag, "gender", stranger.at, stranger.at+1)
		return
	}
	if stranger != nil && (natives > 0 || right >= 0) {
		// Somebody besides those who are tagged.
		j.extra = stranger.at
		if c.soloTag != "" {
			j.contradict(c.soloTag, "count", stranger.at, stranger.at+1)
		}
		tag := "1boy"
		if other == "female" {
			tag = "1girl"
		}
		j.invent(tag, "person", personWeight, stranger.at, stranger.at+1)
		return
	}
	if stranger != nil {
		j.contradict(tag, "gender", stranger.at, stranger.at+1)
		return
	}
	if right >= 0 && (j.cast.likeness || j.cast.animal || j.pronounCount(other) < 1) {
		return
	}
	if j.cast.animal || j.cast.likeness {
		if wrong = j.persons(other); wrong < 0 {
			return
		}
	}
	j.contradict(tag, "gender", wrong, wrong+1)
}

// dressedUp holds "a young woman" against a boy in women's clothes, whom a
// caption may well call "she".
func (j *judge) dressedUp() {
	for _, n := range j.cast.people {
		switch j.text[n.at].lemma {
		case "girl", "woman", "lady":
			if j.crew.boyTag != "" && n.article {
				j.contradict(j.crew.boyTag, "gender", n.at, n.at+1)
				return
			}
		}
	}
}

// persons is the first pronoun of that gender that means a person and no
// animal: hair, clothes or something held is said to be theirs; or -1.
func (j *judge) persons(gender string) int {
	for i := range j.text {
		if pronounOf(&j.text[i]) != gender {
			continue
		}
		for k := range j.mentions {
			m := &j.mentions[k]
			if m.from <= i || m.from > i+3 || j.text[m.from].sent != j.text[i].sent || m.from > i+1 && j.text[m.from-1].kind&(colourWord|adjective) == 0 && j.text[m.from-1].length == "" {
				continue
			}
			switch m.things[0].class {
			case "hairpart", "hairstyle", "garment", "basic", "legwear", "handwear", "headwear", "eyewear", "footwear":
				return i
			}
		}
	}
	return -1
}

func (j *judge) pronounCount(gender string) int {
	n := 0
	for i := range j.text {
		if pronounOf(&j.text[i]) == gender {
			n++
		}
	}
	return n
}
