package check

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/tags"
)

//go:embed lexicon/counters.list
var countersFile string

// opposed is what a sentence says against a tag.
type opposed struct {
	gist
	person bool // of one person: nothing is told of several
	unsays bool // it also speaks against a tag whose own words it is made of: "the rain has stopped"
}

// counters are those of each tag.
var counters = sync.OnceValue(func() map[string][]opposed {
	table := map[string][]opposed{}
	person := false
	for line := range entriesOf(countersFile) {
		if line[0] == '[' {
			person = line == "[person]"
			continue
		}
		names, list := cutRule("counters.list", line)
		for _, text := range strings.Split(list, "|") {
			text, unsays := strings.CutPrefix(strings.TrimSpace(text), "*")
			g := readGist(text)
			for _, tag := range strings.Fields(names) {
				table[tag] = append(table[tag], opposed{g, person, unsays})
			}
		}
	}
	return table
})

// emptyHands speak against every tag of what is held; letGo does where what is
// held is named between.
var emptyHands = []gist{readGist("4: hand > empty"), readGist("3: empty > hand")}

// countered holds what sentences say against tags in other words: a smooth chin
// against beard.
func (j *judge) countered() {
	one := (j.crew.one() || j.alike()) && !j.lifted
	for k, p := range j.plans {
		said := &j.covered[j.slots[k]]
		var hits [][2]int
		if one {
			j.released(p, said.Tag != "")
		}
		if p.counters == nil || said.Tag != "" && !p.unsaid || j.placeKnown(p) || p.object != nil && isWorn(p.object) && j.takenOffTag(p.object) {
			continue
		}
		doubts := p.doubts
		for i := range p.counters {
			n := doubts[0]
			lacks := j.lacks(needs(doubts[1 : 1+n]))
			c := &p.counters[i]
			if doubts = doubts[1+n:]; lacks || said.Tag != "" && !c.unsays {
				continue
			}
			from, to, ok := j.gistAt(&c.gist)
			if ok && c.person && !one && !j.ofAll(from) {
				hits = append(hits, [2]int{from, to})
				if ok = j.ofEach(hits); !ok {
					continue
				}
			}
			if !ok || j.mightBe(from, to) || j.throughGlass(p, from) || said.Tag != "" && !j.saidBetween(said, from, to) {
				continue
			}
			j.unsay(k)
			j.contradictAll(p.tag, faultOf(p.group), from, to)
			j.kindsToo(p, from, to)
			break
		}
	}
}

// mightBe says that some of the words from a to b is only supposed or asked.
func (j *judge) mightBe(a, b int) bool {
	return slices.ContainsFunc(j.text[a:b], func(t token) bool { return t.hedged || t.asked })
}

// kindsToo contradicts tags that say more of the same: white_wings with wings.
func (j *judge) kindsToo(p *plan, from, to int) {
	for _, q := range j.plans {
		if q != p && (slices.Contains(q.implies, p.tag) || q.hue != 0 && q.base == p.tag) {
			j.contradictToo(q.tag, faultOf(q.group), from, to)
		}
	}
}

// ofEach says that as many different words speak against a tag as there are
// people, each in a clause about somebody else.
func (j *judge) ofEach(hits [][2]int) bool {
	if !j.crew.known || j.crew.open || j.lifted {
		return false
	}
	n := 0
	for i, h := range hits {
		apart := true
		for _, g := range hits[:i] {
			apart = apart && (h[0] >= g[1] || g[0] >= h[1]) && j.someoneBetween(h, g)
		}
		if apart {
			n++
		}
	}
	return n > 1 && n >= j.crew.total()
}

// someoneBetween says that a person is named between two places of the text.
func (j *judge) someoneBetween(a, b [2]int) bool {
	from, to := min(a[1], b[1]), max(a[0], b[0])
	for i := from; i < to; i++ {
		t := &j.text[i]
		if isPerson(t) || t.named || t.word == "other" || t.word == "hers" || t.word == "his" || t.word == "her" && j.text[from].sent != t.sent {
			return true
		}
	}
	return false
}

// saidBetween says that all that seemed to state a tag is part of the words between,
// which speak against it: "the rain" in "the rain has stopped".
func (j *judge) saidBetween(said *Covered, from, to int) bool {
	return said.End > 0 && said.Start >= j.text[from].start && said.End <= j.text[to-1].end
}

// unsay takes back that the tag of the k-th plan is stated.
func (j *judge) unsay(k int) {
	said := &j.covered[j.slots[k]]
	if said.Tag == "" {
		return
	}
	r := j.result
	r.Covered = slices.DeleteFunc(r.Covered, func(c Covered) bool { return c == *said })
	if j.tallied(k) {
		j.recall[j.plans[k].place].Covered--
	}
	*said = Covered{}
}

// released holds against a tag of something held that it was let go. Hands are
// empty only where the caption does not name the thing besides.
func (j *judge) released(p *plan, named bool) {
	for i := range p.letGo {
		g := &p.letGo[i]
		if named && len(g.groups) == 2 && i > 2 {
			return
		}
		if from, to, ok := j.gistAt(g); ok {
			j.contradict(p.tag, "held object", from, to)
			j.kindsToo(p, from, to)
			for _, tag := range p.implies {
				if strings.HasPrefix(tag, "holding_") {
					j.contradictToo(tag, "held object", from, to)
				}
			}
			return
		}
	}
}

// placeKnown says that the tag tells of within or without and the caption was
// found to name another place already.
func (j *judge) placeKnown(p *plan) bool {
	return (p.tag == "indoors" || p.tag == "outdoors") && slices.ContainsFunc(j.result.Contradicted, func(c Contradicted) bool { return c.Type == "place" })
}

// throughGlass says that what is told at i of the other side of a window is no
// word against where the picture is.
func (j *judge) throughGlass(p *plan, i int) bool {
	return (p.tag == "indoors" || p.tag == "outdoors") && (j.bothSides() || throughWindow(j.text, i))
}

// letGoOf is what sentences say of a thing that is not held, or not any more.
func letGoOf(thing string) []gist {
	return append([]gist{readGist("6: let > go > " + thing), readGist("6: drop lay set put > " + thing + " > down aside"), readGist("4: drop > " + thing),
		readGist(thing + " > lie sprawl > ground grass floor table bench desk sand mud snow shelf bed carpet face-down forgotten abandoned beside"), readGist(thing + " > lean prop rest > against > wall tree table chair bench rail door"),
		readGist(thing + " > hang dangle > wall peg hook nail tree saddle"), readGist(thing + " > slip drop fall tumble > from > finger hand grasp grip"), readGist(thing + " > back still > in inside > holster sheath scabbard pocket bag case box drawer quiver"),
		readGist(thing + " > out > of > reach"), readGist(thing + " > stand sit rest > on beside > table saucer desk shelf counter tray ground floor bench sill")}, emptyHands...)
}

// faultOf is the type of a contradiction of a tag of the group.
func faultOf(group tags.Group) string {
	switch group {
	case tags.GroupHair:
		return "hair style"
	case tags.GroupFace:
		return "expression"
	case tags.GroupPlace, tags.GroupTime:
		return string(group)
	case tags.GroupAttire:
		return "clothing"
	}
	return "pose"
}
