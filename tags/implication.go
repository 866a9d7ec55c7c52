package tags

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/internal/memo"
)

//go:embed lexicon/implications.list
var implicationsFile string

var implications = sync.OnceValue(func() map[string][]string {
	table := map[string][]string{}
	eachRule("implications.list", implicationsFile, " > ", func(tag, implied string) {
		table[tag] = append(table[tag], strings.Fields(implied)...)
	})
	return table
})

// describers are words before a garment or a part of the body that only
// describe it, so that the tag implies the one without them.
var describers = map[string]bool{"striped": true, "plaid": true, "frilled": true, "checkered": true, "print": true, "polka_dot": true, "floral_print": true, "argyle": true, "lace": true, "lace-trimmed": true,
	"fur-trimmed": true, "ribbon-trimmed": true, "torn": true, "wet": true, "open": true, "sleeveless": true, "off-shoulder": true, "strapless": true, "backless": true, "halter": true, "see-through": true, "vertical-striped": true, "diagonal-striped": true,
	"pleated": true, "layered": true, "collared": true, "hooded": true, "cropped": true, "oversized": true, "short": true, "long": true, "double-breasted": true, "ribbed": true, "fishnet": true, "multicolored": true, "two-tone": true, "gradient": true,
	"puffy": true, "wide": true, "detached": true, "unworn": true, "single": true, "floating": true, "glowing": true, "large": true, "huge": true, "big": true, "small": true, "mini": true, "leather": true, "denim": true, "knit": true, "transparent": true,
	"low": true, "high": true, "side": true, "stuffed": true, "folded": true, "closed": true, "japanese": false, "spiked": true, "metal": true, "wooden": true, "asymmetrical": true, "mismatched": true, "cross-laced": true, "highleg": true, "lowleg": true,
	"string": true, "side-tie": true, "unbuttoned": true, "unzipped": true, "loose": true, "tight": true, "taut": true, "bow": false, "animal": false, "military": true, "cat": false, "tied": true, "armored": true, "sailor": false}

// Implies lists what a tag says besides itself, transitively and in a fixed
// order: very_long_hair implies long_hair, white_dress implies dress.
func Implies(tag string) []string {
	return slices.Clone(implied.Get(tag, closure))
}

var implied memo.Cache[[]string]

func closure(tag string) []string {
	var list []string
	todo := direct(tag)
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		if next == tag || slices.Contains(list, next) {
			continue
		}
		list = append(list, next)
		todo = append(todo, direct(next)...)
	}
	return list
}

// direct is one step: as listed, by pattern, and by taking away a colour or
// another describing word.
func direct(tag string) []string {
	if listed, ok := implications()[tag]; ok {
		return append(slices.Clone(listed), undescribed(tag)...)
	}
	if thing, ok := strings.CutPrefix(tag, "holding_"); ok && thing != "" {
		out := []string{"holding"}
		if _, known := theLexicon().exact[thing]; known && !strings.HasPrefix(thing, "own_") && thing != "hands" {
			out = append(out, thing)
		}
		return out
	}
	if strings.HasSuffix(tag, "_hair_ornament") {
		return []string{"hair_ornament"}
	}
	return undescribed(tag)
}

// undescribed is the tag without the word that describes it, if what remains
// is a tag of the same group: white_dress gives dress, brown_bear nothing.
func undescribed(tag string) []string {
	rest := ""
	if _, thing, ok := Coloured(tag); ok {
		rest = thing
	} else if word, thing, ok := strings.Cut(tag, "_"); ok && describers[word] {
		rest = thing
	}
	if rest == "" || rest == "hair" || rest == "eyes" || rest == "skin" || rest == "pupils" || rest == "background" || rest == "theme" {
		return nil
	}
	at, known := theLexicon().exact[rest]
	if !known {
		// Two describing words: frilled_white_dress.
		if inner := undescribed(rest); len(inner) > 0 && theLexicon().find(inner[0]).group == theLexicon().find(tag).group {
			return append([]string{rest}, inner...)
		}
		return nil
	}
	if at.group != theLexicon().find(tag).group {
		return nil
	}
	return []string{rest}
}
