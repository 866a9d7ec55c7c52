package check

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/winnow-data/winnow/tags"
)

// hues is a set of the colours that tags name.
type hues uint32

const anyHue = ^hues(0)

// shade is what a colour word says, and what besides it does not exclude.
type shade struct {
	says, allows hues
}

//go:embed lexicon/colours.list
var coloursFile string

// hueNames are the colours of tags; the bit of each is its place.
var hueIndex = sync.OnceValue(func() map[string]hues {
	index := map[string]hues{}
	for i, name := range append(tags.Colours(), "dark_purple", "dark_grey") {
		index[name] = 1 << min(i, 31)
	}
	return index
})

// colourTable holds every single word of colour.
var colourTable = sync.OnceValue(func() map[string]shade {
	table := map[string]shade{}
	for words, means := range rulesOf("colours.list", coloursFile) {
		says, allows, _ := strings.Cut(means, "|")
		of := shade{says: hueSet(says)}
		of.allows = of.says | hueSet(allows)
		for _, word := range strings.Split(words, ",") {
			table[strings.TrimSpace(word)] = of
		}
	}
	return table
})

func hueSet(names string) hues {
	var set hues
	for _, name := range strings.Fields(names) {
		if name == "*" {
			return anyHue
		}
		bit, ok := hueIndex()[name]
		if !ok {
			panic(fmt.Sprintf("check: colours.list: no tag has the colour %q", name))
		}
		set |= bit
	}
	return set
}

// shadeOf reads a colour word. Compounds such as "silver-blue" or "deep-red"
// say what their parts say, if the last part is a colour.
func shadeOf(word string) (shade, bool) {
	if s, ok := colourTable()[word]; ok {
		return s, true
	}
	at := strings.LastIndexByte(word, '-')
	if at < 0 {
		return shade{}, false
	}
	s, ok := colourTable()[word[at+1:]]
	if !ok {
		if base := word[:at]; word[at+1:] == "coloured" || word[at+1:] == "colored" {
			if s, ok := likenessColours()[base]; ok {
				return s, true
			}
		}
		if base, is := strings.CutSuffix(word, "-coloured"); is {
			return shadeOf(base)
		}
		if base, is := strings.CutSuffix(word, "-colored"); is {
			return shadeOf(base)
		}
		return shade{}, false
	}
	for _, part := range strings.Split(word[:at], "-") {
		if more, ok := colourTable()[part]; ok && part != "dark" {
			s.says |= more.says
			s.allows |= more.allows
		}
	}
	return s, true
}

var whiteHue, greyHue = hueSet("white"), hueSet("grey")

// accepts says that the words may mean the colour of the tag. Hair is called
// white or grey as people please; cloth is not.
func (p *plan) accepts(s shade) bool {
	if s.allows&p.hue == 0 {
		return false
	}
	if p.group != tags.GroupAttire {
		return true
	}
	return !(p.hue == whiteHue && s.says&whiteHue == 0 && s.says&greyHue != 0 || p.hue == greyHue && s.says&greyHue == 0 && s.says&whiteHue != 0)
}
