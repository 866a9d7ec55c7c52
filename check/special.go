package check

import (
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

// special is what states a tag besides its words, by the form of the tag.
type special struct {
	length    int // of hair, as in lengthTags
	hasLength bool
	part      string // of cat_ears and wolf_girl: ears, girl
	kind      term   // cat, wolf
	unworn    *thing // barefoot: footwear
	denies    term   // of no_hat: hat
	holds     term   // of holding_red_umbrella: umbrella
	ornament  []term // of star_hair_ornament: star, star-shaped
	costume   term   // of bear_costume: bear
	print     term   // of cat_print: cat
	inside    term   // of spacecraft_interior: spacecraft
	isSpecial bool
}

func specialOf(tag string) special {
	var s special
	s.length, s.hasLength = lengthTags[tag]
	if kind, part, ok := strings.Cut(tag, "_"); ok {
		switch part {
		case "ears", "tail", "horns", "wings", "girl", "boy":
			s.part, s.kind = part, termOf(kind)
		}
	}
	s.unworn = theThings().byTag[bare[tag]]
	if rest, ok := strings.CutPrefix(tag, "no_"); ok && tag != "no_humans" {
		s.denies = termOf(lemmaOf(rest))
	}
	if rest, ok := strings.CutPrefix(tag, "holding_"); ok && rest != "" {
		words := lemmas(tags.Words(rest))
		s.holds = termOf(words[len(words)-1])
	}
	if rest, ok := strings.CutSuffix(tag, "_hair_ornament"); ok {
		s.ornament = termsOf([]string{lemmaOf(rest), rest + "-shaped"})
	}
	if rest, ok := strings.CutSuffix(tag, "_costume"); ok {
		s.costume = termOf(lemmaOf(rest))
	}
	if rest, ok := strings.CutSuffix(tag, "_print"); ok {
		if rest == "floral" {
			rest = "flower"
		}
		s.print = termOf(lemmaOf(rest))
	}
	if of, ok := strings.CutSuffix(tag, "_interior"); ok {
		s.inside = termOf(lemmaOf(of))
	}
	s.isSpecial = s.inside.word != "" || s.hasLength || s.part != "" || s.unworn != nil || s.denies.word != "" || s.holds.word != "" || s.ornament != nil || s.costume.word != "" || s.print.word != "" || tag == "indoors" || tag == "outdoors"
	return s
}

// coverSpecial finds evidence of kinds that no words of the tag give.
func (r *reading) coverSpecial(p *plan) *Covered {
	if !p.isSpecial {
		return nil
	}
	if p.tag == "indoors" || p.tag == "outdoors" {
		return r.coverSide(p)
	}
	if p.hasLength {
		if c := r.coverLength(p); c != nil {
			return c
		}
	}
	if p.part != "" {
		if c := r.coverKind(p); c != nil {
			return c
		}
	}
	if p.unworn != nil {
		for k := range r.mentions {
			if m := &r.mentions[k]; (m.absent || r.text[m.to-1].gone()) && m.things[0].is(p.unworn) {
				return r.covered(p.tag, EvidenceAlias, m.from, m.to)
			}
		}
	}
	for _, i := range r.lemmas.of(p.denies) {
		if r.text[i].gone() {
			return r.covered(p.tag, EvidenceAlias, int(i), int(i)+1)
		}
	}
	for _, i := range r.lemmas.of(p.inside) {
		if from, ok := r.inside(int(i)); ok {
			return r.covered(p.tag, EvidenceDecomposed, from, int(i)+1)
		}
	}
	for _, i := range r.lemmas.of(p.holds) {
		if r.text[i].there() {
			return r.covered(p.tag, EvidenceDecomposed, int(i), int(i)+1)
		}
	}
	for _, w := range p.ornament {
		for _, i := range r.lemmas.of(w) {
			for k := range r.mentions {
				if m := &r.mentions[k]; m.from > int(i) && m.from < int(i)+4 && m.things[0].class == "ornament" {
					return r.covered(p.tag, EvidenceDecomposed, int(i), m.to)
				}
			}
		}
	}
	for _, i := range r.lemmas.of(p.costume) {
		if len(r.at("as"))+len(r.at("dressed"))+len(r.at("costume"))+len(r.at("outfit"))+len(r.at("suit")) > 0 && !r.text[i].denied {
			return r.covered(p.tag, EvidenceDecomposed, int(i), int(i)+1)
		}
	}
	for _, i := range r.lemmas.of(p.print) {
		if r.text[i].depicted {
			return r.covered(p.tag, EvidenceDecomposed, int(i), int(i)+1)
		}
	}
	return nil
}

// inside finds "inside a spacecraft" and "on the late bus", whose noun is at i.
func (r *reading) inside(i int) (from int, ok bool) {
	if r.text[i].denied || r.text[i].quoted {
		return 0, false
	}
	for j := i - 1; j >= 0 && j > i-5 && r.text[j+1].mark == 0; j-- {
		switch r.text[j].word {
		case "in", "inside", "aboard", "on", "within":
			return j, true
		}
		if r.text[j].kind&(verb|copula|preposition) != 0 && r.text[j].kind&adjective == 0 {
			break
		}
	}
	return 0, false
}

// coverLength finds hair of that length.
func (r *reading) coverLength(p *plan) *Covered {
	for k := range r.mentions {
		m := &r.mentions[k]
		said := saidLength(m.length)
		if m.there && said > 0 && (said == p.length || said == 4 && p.length >= 3) && strings.HasPrefix(m.things[0].class, "hair") {
			return r.covered(p.tag, EvidenceDecomposed, max(0, m.from-1), m.to)
		}
	}
	return nil
}

// coverSide finds places, and things, that are only indoors or only outdoors.
func (r *reading) coverSide(p *plan) *Covered {
	for k := range r.claims {
		if c := &r.claims[k]; c.value.place && !c.denied && c.value.inner == (p.tag == "indoors") {
			return r.covered(p.tag, EvidenceImplied, c.from, c.to)
		}
	}
	return r.sideOf(p)
}

// coverKind finds who has the parts of an animal: "a cat girl", "a catgirl",
// "a wolf man".
func (r *reading) coverKind(p *plan) *Covered {
	person := p.part == "girl" || p.part == "boy"
	if !person {
		for _, i := range r.lemmas.of(p.kind) {
			if int(i)+1 < len(r.text) && r.text[i].there() && r.text[i+1].mark == 0 && isPerson(&r.text[i+1]) {
				return r.covered(p.tag, EvidenceImplied, int(i), int(i)+2)
			}
		}
	}
	for i := range r.text {
		if rest, ok := strings.CutPrefix(r.text[i].word, p.kind.word); ok && r.text[i].there() && isPersonWord(strings.TrimPrefix(rest, "-")) {
			return r.covered(p.tag, EvidenceImplied, i, i+1)
		}
	}
	if person {
		return r.coverBeast(p)
	}
	return nil
}

// bare are tags that say that nothing of a kind is worn.
var bare = map[string]string{"barefoot": "footwear", "no_headwear": "headwear", "no_hat": "hat", "no_shoes": "footwear", "no_eyewear": "eyewear", "no_bra": "bra", "no_panties": "panties", "no_gloves": "gloves", "unmasked": "mask"}

// coverBeast finds "a wolf man" and "an anthropomorphic wolf" for wolf_boy.
func (r *reading) coverBeast(p *plan) *Covered {
	for k := range r.mentions {
		m := &r.mentions[k]
		if m.things[0].class != "animal" || m.things[0].tag != p.kind.word || m.depicted || r.text[m.to-1].gone() {
			continue
		}
		after := m.to < len(r.text) && r.text[m.to].mark == 0 && isPerson(&r.text[m.to])
		if after || len(r.at("anthropomorphic"))+len(r.at("anthro"))+len(r.at("furry"))+len(r.at("humanoid")) > 0 {
			return r.covered(p.tag, EvidenceDecomposed, m.from, m.to)
		}
	}
	return nil
}

// sideOf finds things that are only indoors or only outdoors.
func (r *reading) sideOf(p *plan) *Covered {
	of := []string{"sky", "cloud", "grass", "mountain", "river", "field", "tree", "lamppost", "sun", "sand", "ocean", "road", "building", "moon"}
	if p.tag == "indoors" {
		of = []string{"bed", "couch", "curtains", "bookshelf", "ceiling", "desk", "lamp", "door", "chair", "window", "throne", "fireplace", "rug", "kotatsu", "tatami", "stove", "shelf", "chandelier", "refrigerator", "monitor"}
	}
	for k := range r.mentions {
		m := &r.mentions[k]
		if m.there && m.head && !m.depicted && slices.Contains(of, m.things[0].tag) {
			return r.covered(p.tag, EvidenceImplied, m.from, m.to)
		}
	}
	return nil
}
