package check

import (
	"slices"
	"strings"
)

// rivals are things of which a picture with one shows no other, so that
// another of the family stands in for the one that is tagged.
var rivals = [][]string{
	{"cat_ears", "dog_ears", "fox_ears", "wolf_ears", "rabbit_ears", "horse_ears", "mouse_ears", "cow_ears", "bear_ears", "pointy_ears", "tiger_ears", "lion_ears", "deer_ears", "sheep_ears", "raccoon_ears", "squirrel_ears"},
	{"cat_tail", "dog_tail", "fox_tail", "wolf_tail", "horse_tail", "demon_tail", "dragon_tail", "rabbit_tail", "squirrel_tail", "tiger_tail", "lion_tail", "raccoon_tail", "cow_tail", "mouse_tail"},
	{"angel_wings", "bat_wings", "demon_wings", "butterfly_wings", "fairy_wings", "dragon_wings", "mechanical_wings", "insect_wings"},
	{"skirt", "pants", "shorts"},
	{"bikini", "one-piece_swimsuit", "school_swimsuit"},
}

// breeds are words for dogs and cats that are of one breed each. Those that
// follow one another in a group are the same.
var breeds = breedsOf("shiba_inu shiba; corgi; poodle; golden_retriever retriever; husky; dalmatian; pug; chihuahua; beagle; bulldog; dachshund; greyhound whippet; labrador; border_collie collie sheepdog; samoyed; pomeranian; german_shepherd alsatian; terrier; doberman; rottweiler; siamese_cat; tabby_cat tabby; persian_cat; calico_cat calico; tortoiseshell_cat")

func breedsOf(list string) map[string]int {
	of := map[string]int{}
	for n, group := range strings.Split(list, ";") {
		for _, name := range strings.Fields(group) {
			of[name] = n + 1
		}
	}
	return of
}

// breed holds a breed against the tag of another: a poodle against
// golden_retriever.
func (j *judge) breed() {
	for _, p := range j.plans {
		own := breeds[p.tag]
		if own == 0 {
			continue
		}
		other := -1
		for n := range j.mentions {
			m := &j.mentions[n]
			if m.things[0].class != "animal" || !m.head || !m.there || m.depicted {
				continue
			}
			switch b := breeds[j.wordsOf(m)]; {
			case b == own:
				other = -2
			case b != 0 && other == -1:
				other = n
			}
		}
		if other >= 0 {
			m := &j.mentions[other]
			j.contradict(p.tag, "kind", m.from, m.to)
		}
	}
}

// wordsOf are the lemmas of a mention, as tags are written.
func (j *judge) wordsOf(m *mention) string {
	words := j.text[m.from].lemma
	for i := m.from + 1; i < m.to; i++ {
		words += "_" + j.text[i].lemma
	}
	return words
}

// families holds a thing against the tag whose place it takes: fox ears
// against cat_ears, a one-piece against a bikini.
func (j *judge) families() {
	if !j.crew.one() || j.lifted {
		return
	}
	for k := range j.mentions {
		m := &j.mentions[k]
		if !m.head || !m.there || m.depicted || slices.Contains(j.replaced, k) {
			continue
		}
		family, accounted := m.things[0].family, j.supported
		if m.things[0].class == "feature" {
			accounted = j.tells
		}
		if family == 0 || accounted(m) {
			continue
		}
		var rival *plan
		for _, p := range j.plans {
			if rivalOf(p, family) {
				if c := j.evidenceOf(p); c != nil && !j.within(c, m) {
					rival = nil
					break
				}
				if rival == nil {
					rival = p
				}
			}
		}
		if rival != nil {
			j.contradict(rival.tag, "kind", m.from, m.to)
			j.replaced = append(j.replaced, k)
			if rival.object != nil && rival.object.class == "feature" {
				kind, _, _ := strings.Cut(rival.tag, "_")
				j.contradictToo(kind+"_girl", "kind", m.from, m.to)
				j.contradictToo(kind+"_boy", "kind", m.from, m.to)
			}
		}
	}
}

// tells says that a tag names that thing, not only what it is a kind of.
func (j *judge) tells(m *mention) bool {
	for _, t := range m.things {
		if j.has(t.tag) || slices.ContainsFunc(j.plans, func(p *plan) bool {
			return slices.ContainsFunc(p.things, func(u *thing) bool { return u.is(t) }) || slices.Contains(p.parts, t)
		}) {
			return true
		}
	}
	return false
}

// within says that the evidence is the mention itself: of a bikini, the
// swimsuit of "a one-piece swimsuit".
func (j *judge) within(c *Covered, m *mention) bool {
	return j.text[m.from].start <= c.Start && c.End <= j.text[m.to-1].end
}

// rivalOf says that the tag is about a thing of the family.
func rivalOf(p *plan, family int) bool {
	if p.object != nil {
		return p.object.family == family
	}
	return len(p.bases) > 0 && p.bases[0].family == family
}
