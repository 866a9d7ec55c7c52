package tags

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed lexicon/colours.list
var coloursFile string

// colour is a colour word of tags and what texts say for it.
type colour struct {
	name  string
	plain []string // said of anything; the first is the colour's own name
	hair  []string // said of hair besides
	eyes  []string // said of eyes besides
}

var colours = sync.OnceValue(func() []colour {
	var list []colour
	for line := range strings.Lines(coloursFile) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		field := strings.Split(line, "|")
		list = append(list, colour{
			name:  strings.TrimSpace(field[0]),
			plain: commaList(field[1]),
			hair:  commaList(field[2]),
			eyes:  commaList(field[3]),
		})
	}
	return list
})

var colourIndex = sync.OnceValue(func() map[string]int {
	index := map[string]int{}
	for i, c := range colours() {
		index[c.name] = i
	}
	return index
})

// commaList splits at commas; "-" is nothing.
func commaList(s string) []string {
	var list []string
	for _, word := range strings.Split(s, ",") {
		if word = strings.TrimSpace(word); word != "" && word != "-" {
			list = append(list, word)
		}
	}
	return list
}

// Colours lists the colour words that tags begin with.
func Colours() []string {
	var names []string
	for _, c := range colours() {
		names = append(names, c.name)
	}
	return names
}

// Coloured splits a tag such as "light_blue_hair" into its colour and the
// coloured thing. It fails for tags without a colour, and for those, such as
// "orange_(fruit)", that are no more than one.
func Coloured(tag string) (colour, thing string, ok bool) {
	first, rest, found := strings.Cut(tag, "_")
	if !found || rest == "" || rest[0] == '(' {
		return "", "", false
	}
	if second, thing, more := strings.Cut(rest, "_"); more && thing[:1] != "(" {
		if _, two := colourIndex()[first+"_"+second]; two {
			return first + "_" + second, thing, true
		}
	}
	if _, known := colourIndex()[first]; !known {
		return "", "", false
	}
	return first, rest, true
}

// ColourWords are the words with which a text gives a thing that colour, the
// plainest first. The thing is a noun such as "hair"; empty is anything.
func ColourWords(name, thing string) []string {
	i, ok := colourIndex()[name]
	if !ok {
		return nil
	}
	c := colours()[i]
	words := slices.Clone(c.plain)
	switch thing {
	case "hair":
		words = append(words, c.hair...)
	case "eyes":
		words = append(words, c.eyes...)
	}
	return unique(words)
}

// SaysColour lists the colours that a lower-case word may mean when said of
// thing, in the order of the lexicon: "golden" of hair is blonde and yellow.
func SaysColour(word, thing string) []string {
	return saysColour()[thing][word]
}

var saysColour = sync.OnceValue(func() map[string]map[string][]string {
	says := map[string]map[string][]string{"": {}, "hair": {}, "eyes": {}}
	for thing, words := range says {
		for _, c := range colours() {
			for _, w := range ColourWords(c.name, thing) {
				if !slices.Contains(words[w], c.name) {
					words[w] = append(words[w], c.name)
				}
			}
		}
	}
	return says
})

// unique keeps the first of equal words.
func unique(words []string) []string {
	var out []string
	for _, w := range words {
		if !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
