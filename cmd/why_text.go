package cmd

import (
	"fmt"
	"strings"
)

// textPlaces are the measures that say where text is, in the order in which they
// are told.
var textPlaces = []struct{ measure, where string }{
	{"text_title", "titles"}, {"text_subtitle", "subtitles or a box below"}, {"text_bubble", "balloons"}, {"text_corner", "corners"},
}

// textSaid puts the measures of text into words: how much there is, whether it
// is all that there is, and where; nothing where there is none.
func textSaid(measures map[string]standing) (lines []string) {
	of := func(name string) float64 {
		if s := measures[name]; s.Value != nil {
			return *s.Value
		}
		return 0
	}
	area := of("text_area")
	if area == 0 {
		return nil
	}
	said := fmt.Sprintf("%s of the picture, in %.0f lines", portion(area), of("text_lines"))
	if of("text_lines") == 1 {
		said = fmt.Sprintf("%s of the picture, in one line", portion(area))
	}
	if down := of("text_down"); down > 0 {
		said += fmt.Sprintf(", %s of it written downwards", portion(down))
	}
	lines = append(lines, said, fmt.Sprintf("%s of what is drawn is text, %s is left without it", portion(of("text_only")), portion(1-of("text_only"))))
	var places []string
	for _, p := range textPlaces {
		if v := of(p.measure); v > 0 {
			places = append(places, fmt.Sprintf("%s %s", p.where, portion(v)))
		}
	}
	if len(places) > 0 {
		lines = append(lines, "of the picture are "+strings.Join(places, ", "))
	}
	return lines
}

// portion is a share in three digits, for there may be little text.
func portion(share float64) string { return fmt.Sprintf("%.3g %%", 100*share) }
