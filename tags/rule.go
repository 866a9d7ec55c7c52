package tags

import (
	"cmp"
	"slices"
	"strings"
)

// Implied is a rule that the posts of a set follow: where A is, B is too.
type Implied struct {
	Association
	Lexical bool `json:"lexical"` // the lexicon says so as well
}

// RuleOptions say which rules are strong. The zero value has the defaults.
type RuleOptions struct {
	Support    int64   `json:"support"`    // posts with A, at least; 0 = 20
	Confidence float64 `json:"confidence"` // at least; 0 = 0.9
	Lift       float64 `json:"lift"`       // at least; 0 = 1.2
}

func (o RuleOptions) filled() RuleOptions {
	o.Support = cmp.Or(o.Support, 20)
	o.Confidence = cmp.Or(o.Confidence, 0.9)
	o.Lift = cmp.Or(o.Lift, 1.2)
	return o
}

// Rules lists the strong rules, the surest first: by the lower end of the 95 %
// interval of their confidence, so that few posts count for less.
func (p *Pairs) Rules(o RuleOptions) []Implied {
	o = o.filled()
	var rules []Implied
	take := func(s Association) {
		if s.UsesA >= o.Support && s.Confidence >= o.Confidence && s.Lift >= o.Lift {
			rules = append(rules, Implied{s, slices.Contains(Implies(s.A), s.B)})
		}
	}
	least := int64(o.Confidence * float64(o.Support))
	for s := range p.All(max(1, least)) {
		take(s)
		take(Associate(s.B, s.A, s.Support, s.UsesB, s.UsesA, p.Posts))
	}
	slices.SortFunc(rules, func(a, b Implied) int {
		return cmp.Or(-cmp.Compare(wilsonLow(a.Support, a.UsesA), wilsonLow(b.Support, b.UsesA)), -cmp.Compare(a.Lift, b.Lift),
			cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	return rules
}

// Missing is a tag that a post probably should have.
type Missing struct {
	Tag        string  `json:"tag"`
	Because    string  `json:"because"`    // the tag that it goes with
	Confidence float64 `json:"confidence"` // of the rule
	Support    int64   `json:"support"`
	Lexical    bool    `json:"lexical"` // the one implies the other by what they mean
}

// Absences finds what posts lack by rules that the set follows.
type Absences struct {
	rules map[string][]Implied // by A
}

// NewAbsences takes strong rules. Those about the picture as a document, and
// about how many there are, ask for nothing.
func NewAbsences(rules []Implied) *Absences {
	a := &Absences{rules: map[string][]Implied{}}
	for _, r := range rules {
		if strings.Contains(r.B, ":") && !IsKaomoji(r.B) || GroupOf(r.B) == GroupMeta {
			continue
		}
		a.rules[r.A] = append(a.rules[r.A], r)
	}
	return a
}

// Of lists what a post lacks, the surest first, each tag once. A tag that the
// post's own exclude is not asked for.
func (a *Absences) Of(post []string) []Missing {
	has := make(map[string]bool, len(post))
	for _, tag := range post {
		has[tag] = true
	}
	best := map[string]Missing{}
	for _, tag := range post {
		for _, r := range a.rules[tag] {
			if has[r.B] || best[r.B].Confidence >= r.Confidence || excludedByAny(r.B, post) || miscounts(r.B, post) {
				continue
			}
			best[r.B] = Missing{Tag: r.B, Because: tag, Confidence: r.Confidence, Support: r.Support, Lexical: r.Lexical}
		}
	}
	list := make([]Missing, 0, len(best))
	for _, m := range best {
		list = append(list, m)
	}
	slices.SortFunc(list, func(x, y Missing) int {
		return cmp.Or(-cmp.Compare(x.Confidence, y.Confidence), cmp.Compare(x.Tag, y.Tag))
	})
	return list
}

func excludedByAny(tag string, post []string) bool {
	for _, other := range post {
		if Excludes(tag, other) {
			return true
		}
	}
	return false
}

// miscounts says that with the tag a post would count other people than it does:
// 1girl, of 1boy alone; solo, of two.
func miscounts(tag string, post []string) bool {
	if _, _, _, counts := countTag(tag); !counts && tag != "solo" {
		return false
	}
	before := peopleOfTags(Categories{General: post})
	after := peopleOfTags(Categories{General: append(slices.Clone(post), tag)})
	return len(after.conflicts) > len(before.conflicts)
}
