package check

import (
	"strings"

	"github.com/winnow-data/winnow/tags"
)

// Swaps is how many swapped captions of one type were made and found.
type Swaps struct {
	Type  string  `json:"type"`
	Made  int     `json:"made"`
	Found int     `json:"found"`
	Rate  float64 `json:"rate"`  // found over made
	False float64 `json:"false"` // contradictions of this type in the captions before the swap, each
}

// swap makes a negative of a caption: what it says of some tag is changed to
// something else.
type swap struct {
	name  string
	words map[string]string // whole words, lower case
	needs func(words string, c tags.Categories) bool
}

var swaps = []swap{
	{"colour", map[string]string{"red": "green", "blue": "red", "green": "purple", "black": "pink", "white": "black", "blonde": "black", "brown": "aqua", "pink": "green", "purple": "orange", "yellow": "purple", "grey": "red", "silver": "red", "golden": "blue", "auburn": "blue", "violet": "green", "crimson": "green", "emerald": "red", "sapphire": "red", "chestnut": "blue"}, nil},
	{"count", map[string]string{"two": "three", "three": "two", "four": "two"}, nil},
	{"gender", map[string]string{"girl": "boy", "woman": "man", "she": "he", "her": "his", "lady": "gentleman", "boy": "girl", "man": "woman", "he": "she", "his": "her", "herself": "himself", "schoolgirl": "schoolboy"}, func(_ string, c tags.Categories) bool { crew := crewOf(c); return crew.known && crew.total() == 1 }},
	{"place", map[string]string{"beach": "library", "forest": "classroom", "classroom": "forest", "outdoors": "indoors", "indoors": "outdoors", "library": "beach", "kitchen": "desert", "park": "bedroom", "church": "beach", "city": "forest", "garden": "kitchen", "café": "desert", "street": "library"}, nil},
	{"time", map[string]string{"night": "noon", "sunset": "noon", "autumn": "summer", "summer": "winter", "winter": "summer", "midnight": "noon", "springtime": "winter"}, nil},
	{"pose", map[string]string{"sits": "stands", "sitting": "standing", "stands": "sits", "standing": "lying", "lies": "stands", "kneels": "stands", "lying": "standing", "running": "sitting", "crouches": "stands", "crouched": "standing"}, nil},
	{"expression", map[string]string{"smiles": "frowns", "smiling": "scowling", "smile": "frown", "grinning": "frowning", "frowns": "smiles", "frown": "smile"}, nil},
	{"negation", map[string]string{"with": "without"}, func(words string, c tags.Categories) bool {
		return strings.Contains(words, "with a ") || strings.Contains(words, "with her ")
	}},
}

// swapped is the caption with every word of the swap changed.
func (s swap) swapped(caption string) (string, bool) {
	var b strings.Builder
	at, changed := 0, false
	for _, t := range tokens(caption) {
		to, ok := s.words[t.word]
		if !ok || t.quoted {
			continue
		}
		if t.capital {
			to = strings.ToUpper(to[:1]) + to[1:]
		}
		b.WriteString(caption[at:t.start])
		b.WriteString(to)
		at = t.start + len(t.word)
		changed = true
	}
	b.WriteString(caption[at:])
	return b.String(), changed
}

// SelfTest swaps words of captions that are good and tells, type by type, how
// many of the negatives are found. A swap counts only where the words belong
// to a tag that the caption states, and which the swapped one no longer does.
func SelfTest(good []Case, o Options) []Swaps {
	var report []Swaps
	for _, s := range swaps {
		r := Swaps{Type: s.name}
		alarms := 0
		for _, c := range good {
			text, ok := s.swapped(c.Caption)
			if !ok || s.needs != nil && !s.needs(c.Caption, c.Tags) {
				continue
			}
			before := Check(c.Tags, c.Caption, c.Finish, o)
			if !s.touches(before, c.Caption) {
				continue
			}
			after := Check(c.Tags, text, c.Finish, o)
			r.Made++
			alarms += len(before.Contradicted)
			if len(after.Contradicted) > len(before.Contradicted) {
				r.Found++
			}
		}
		if r.Made > 0 {
			r.Rate, r.False = share(r.Found, r.Made), share(alarms, r.Made)
			report = append(report, r)
		}
	}
	return report
}

// touches says that one of the words is within the evidence for a tag.
func (s swap) touches(r Result, caption string) bool {
	if s.name == "gender" {
		return true
	}
	for _, c := range r.Covered {
		if c.End <= c.Start || c.Evidence == EvidenceImplied {
			continue
		}
		from := c.Start
		switch s.name {
		case "negation":
			from = max(0, c.Start-7)
		case "count":
			if c.Tag[0] < '2' || c.Tag[0] > '5' {
				continue // not of how many
			}
			from = max(0, c.Start-len("three young "))
		}
		for _, t := range tokens(caption[from:c.End]) {
			if _, ok := s.words[t.word]; ok && (s.name != "colour" || strings.Contains(c.Tag, "_")) {
				return true
			}
		}
	}
	return false
}
