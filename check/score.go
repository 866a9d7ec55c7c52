package check

import (
	"math"

	"github.com/winnow-data/winnow/tags"
)

// score makes one number of the parts. Coverage moves it within its upper
// fifth; every contradiction, invention and process failure takes a share of
// what is left, so that one fault outweighs a caption that is only short.
func (j *judge) score() {
	r := j.result
	covered, all := 0.0, 0.0
	for g, of := range j.recall {
		w := weightOf(tags.Groups[g])
		covered += w * float64(of.Covered)
		all += w * float64(of.Of)
	}
	r.Coverage = 1
	if all > 0 {
		r.Coverage = math.Round(covered/all*1e4) / 1e4
	}
	s := 0.8 + 0.2*r.Coverage
	for _, c := range r.Contradicted {
		s *= 1 - contradictionCost(c.Type)
	}
	for _, c := range r.claims {
		if c.Weight >= listed {
			s *= 1 - 0.4*c.Weight
		} else {
			s *= 1 - 0.04*c.Weight
		}
	}
	for _, kind := range r.Process {
		s *= 1 - processCost[kind]
	}
	r.Score = math.Round(s*1e4) / 1e4
}

// weightOf is the weight of a group in the recall of a caption.
func weightOf(group tags.Group) float64 {
	switch group {
	case tags.GroupCount, tags.GroupCharacter:
		return 3
	case tags.GroupHair, tags.GroupEyes, tags.GroupAttire:
		return 2
	case tags.GroupCopyright, tags.GroupPose:
		return 1.5
	}
	return 1
}

func contradictionCost(kind string) float64 {
	switch kind {
	case "count", "gender", "hair colour", "eye colour", "character":
		return 0.5
	}
	return 0.4
}

// processCost is the share of the score that a failure takes.
var processCost = map[string]float64{"empty": 1, "refusal": 1, "wrong_language": 0.8, "loop": 0.6, "truncated": 0.4, "prompt_leak": 0.5, "additional_tags_tail": 0.5,
	"underscore_leak": 0.4, "list_form": 0.4, "markdown": 0.4, "boilerplate": 0.35, "foreign_name": 0.4, "hedging": 0.3}
