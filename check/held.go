package check

import (
	"slices"
	"strings"
)

// held holds what is in a hand against the tags of what is held, which falls with
// its holding, and hands that are full of nothing or busy elsewhere.
func (j *judge) held() {
	if !j.crew.one() || j.lifted {
		return
	}
	for _, p := range j.plans {
		rest, ok := strings.CutPrefix(p.tag, "holding_")
		if !ok || rest == "hands" || j.evidenceOf(p) != nil || j.evidence(rest) != nil || len(p.things) > 0 && j.there(p.things) {
			continue
		}
		if k := j.otherInHand(p); k >= 0 {
			m := &j.mentions[k]
			j.contradict(p.tag, "held object", m.from, m.to)
			for _, q := range j.plans {
				if q.tag == rest || len(p.things) > 0 && q.object == p.things[0] {
					j.contradictToo(q.tag, "held object", m.from, m.to)
				}
			}
		} else if from, to, ok := j.handsAway(); ok {
			j.contradict(p.tag, "held object", from, to)
		}
	}
}

// otherInHand is the mention of something else than the tag tells of that is held,
// or -1.
func (j *judge) otherInHand(p *plan) int {
	for k := range j.mentions {
		m := &j.mentions[k]
		if !m.head || !m.there || m.depicted || !holdable(m.things[0]) || !j.inHand(m) || j.supported(m) {
			continue
		}
		if len(p.things) > 0 && p.things[0].class == "weapon" && m.isOne(p.things) {
			continue
		}
		return k
	}
	return -1
}

func holdable(t *thing) bool {
	switch t.class {
	case "weapon", "held", "food", "instrument", "animal", "plant", "ornament":
		return true
	}
	return false
}

// holds are verbs of what is in a hand.
var holds = wordSet(`holding holds held hold carrying carries carry carried clutching clutches clutched gripping grips gripped wielding wields grasping grasps
	brandishing brandishes raising raises raised cradling cradles lifting lifts lifted hugging hugs hefts hefting hoists hoisting totes toting lugs lugging clasps clasping
	twirls twirling flourishes flourishing levels levelling leveling balances balancing shakes shaking cuddles cuddling nurses nursing thumbs thumbing strums strumming plucks plucking shoulders shouldering waves waving aims aiming draws drawing swings swinging spins spinning`)

// looseHolds are those that are done to other things as well: they count for what
// stands right after them.
var looseHolds = wordSet("carry carried shakes shaking nurses nursing thumbs thumbing shoulders shouldering waves waving levels levelling leveling balances balancing aims aiming plucks plucking draws drawing swings swinging spins spinning lifted raised")

// hands are the parts of the body that hold.
var hands = wordSet("hand hands fist fists grip grasp palm palms fingers fingertips arms")

// inHand says that a word for holding governs the mention.
func (j *judge) inHand(m *mention) bool {
	for i := m.from - 1; i >= 0 && i > m.from-9; i-- {
		t := &j.text[i]
		if j.text[i+1].mark == ';' || j.text[i+1].mark == '.' {
			return false
		}
		if t.word == "held" && (j.text[i+1].word == "down" || j.text[i+1].word == "by" || j.text[i+1].word == "together" || j.text[i+1].word == "back") {
			return false
		}
		if holds[t.word] && !t.denied && (!looseHolds[t.word] || j.rightBefore(i, m.from)) {
			return true
		}
		if t.kind&(copula) != 0 || t.word == "while" || t.word == "beside" || t.word == "near" || t.word == "behind" {
			return false
		}
	}
	return j.intoHand(m)
}

// rightBefore says that only what describes the noun at b stands between.
func (j *judge) rightBefore(a, b int) bool {
	for i := a + 1; i < b; i++ {
		if t := &j.text[i]; t.mark != 0 && t.mark != ',' || t.kind&(preposition|conjunction|copula|pronoun) != 0 || t.kind&verb != 0 && t.kind&adjective == 0 {
			return false
		}
	}
	return j.text[b].mark == 0 || j.text[b].mark == ','
}

// intoHand says that after the mention comes the hand that it is in: "a sword in her
// fist", "a cup between his palms", "whip in hand".
func (j *judge) intoHand(m *mention) bool {
	for i := m.to; i < len(j.text) && i < m.to+5 && j.text[i].sent == j.text[m.from].sent && j.text[i].mark != ';'; i++ {
		t := &j.text[i]
		if hands[t.word] && i > m.to && (t.word != "arms" || j.text[i-1].whose) {
			for k := i - 1; k >= m.to && k > i-4; k-- {
				if w := j.text[k].word; w == "in" || w == "between" {
					return true
				}
			}
			return (t.word == "hand" || t.word == "hands") && j.text[i-1].kind&determiner != 0
		}
		if i == m.to && t.mark == 0 && t.word == "held" && i+1 < len(j.text) && j.text[i+1].word != "together" && j.text[i+1].word != "down" && j.text[i+1].word != "by" {
			return true // "a torch held high"
		}
	}
	return false
}

// handsAway finds hands in which there is nothing: "both hands deep in her pockets",
// "her arms are crossed", "hands clasped in prayer".
func (j *judge) handsAway() (from, to int, ok bool) {
	for i := range j.text {
		t := &j.text[i]
		switch t.word {
		case "empty-handed":
			if t.there() {
				return i, i + 1, true
			}
		case "hands", "palms", "fists", "arms":
			if !t.there() || t.hedged || t.asked || t.depicted {
				continue
			}
			if to = j.busy(i); to > i {
				return i, to, true
			}
		}
	}
	return 0, 0, false
}

// busy is the end of the words by which the hands, or arms, at i hold nothing, or 0.
func (j *judge) busy(i int) int {
	arms := j.text[i].word == "arms"
	for k := i - 1; k >= 0 && k > i-3 && j.text[k+1].mark == 0; k-- {
		switch j.text[k].word {
		case "empty", "free", "clasped", "idle", "praying":
			return i + 1
		case "bare":
			if j.text[i].word == "palms" {
				return i + 1
			}
		case "folded", "crossed":
			if arms {
				return i + 1
			}
		case "in", "between", "of":
			return 0 // "in her hands"
		}
	}
	for k := i + 1; k < len(j.text) && k < i+8 && j.text[k].sent == j.text[i].sent && j.text[k].mark != ';'; k++ {
		switch w := j.text[k].word; w {
		case "pocket", "pockets":
			if !arms {
				return k + 1
			}
		case "crossed", "folded", "akimbo", "cross", "fold":
			if (arms || w != "crossed" && w != "cross") && !j.holdsNear(k) {
				return k + 1
			}
		case "clasped", "interlaced", "laced", "steepled", "pressed", "prayer", "joined", "knotted", "wringing":
			if !arms && !j.holdsNear(k) {
				return k + 1
			}
		case "empty", "free", "idle", "hips":
			if !arms || w == "hips" {
				return k + 1
			}
		case "nothing":
			if !arms && (k+1 >= len(j.text) || j.text[k+1].word != "but") {
				return k + 1
			}
		case "head", "back":
			if p := j.text[k-1]; p.whose && k > 1 && (j.text[k-2].word == "behind" || j.text[k-2].word == "over" || j.text[k-2].word == "above") {
				return k + 1
			}
		case "and", "while", "holding", "holds", "with", "around", "round", "full":
			return 0
		}
	}
	return 0
}

// holdsNear says that something that can be held is named right after k, so that
// the hands have it: "clasped around a cup".
func (j *judge) holdsNear(k int) bool {
	return slices.ContainsFunc(j.mentions, func(m mention) bool {
		return m.from > k && m.from < k+6 && m.head && m.there && holdable(m.things[0]) && j.text[m.from].sent == j.text[k].sent
	})
}
