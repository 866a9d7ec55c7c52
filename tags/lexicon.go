package tags

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

// The files of lexicon/ are named for the groups. A line "[slot]" opens a
// section; its words are tags or head nouns. "x_*" is a beginning, "*_x" an
// ending; "~x_*" is a beginning that speaks only when the head noun is unknown;
// "**x" is the last part of compounds written as one word.
//
//go:embed lexicon/*.txt
var lexiconFiles embed.FS

// place is where a tag belongs: its group, and the section of the group's file.
type place struct {
	group  Group
	slot   int16  // order of the section within the group
	known  bool   // false for the default of unknown tags
	titled bool   // it is the name of a character or a work
	rank   int8   // of the group
	head   int32  // number of the head noun; equal nouns have equal numbers
	owner  string // the only kind of person that has it: 1girl, 1boy, or empty

	// For things and what is worn; see garment.go.
	name        string     // by which Objects calls the thing
	id          int32      // number of the name
	generic     int32      // of the noun alone: of hair_bow, that of bow
	on          int32      // of the garment that it is a part of: of hat_bow, that of hat
	word        int32      // of what describes it: open, print, frilled
	matching    int32      // word of the thing that it speaks of: of fur_trim, fur-trimmed
	closely     int32      // word of the thing that it speaks of rather than by matching: of cow_print, cow_print
	colour      int32      // its colour
	bearers     [][]bearer // of the things that have it, the likeliest first
	sectionName string
	kinds       []int32 // names of what it is a kind of
	part        partKind
	can         partKind // parts that it may have
	best        partKind // parts that are its own wherever it is there
	held        bool
	loose       bool // there is a closer name for the thing
	wholeSlot   bool // it stands for anything of its section
	outfit      bool
	beside      bool     // it is no garment of its section proper: headphones among headwear
	over        bool     // worn over other garments with sleeves
	short       bool     // of sleeves, as those of what is worn over others rarely are
	main        bool     // a garment that others are worn with
	personal    bool     // it belongs to somebody
	carried     bool     // a thing that somebody has with them: a sword, a handbag
	tinted      bool     // it tells of a flower that there is one, and its colour
	handles     []bearer // things that the pose is of where they are there
	unworn      bool     // it is not on the body
	worn        int16    // of what is held, the section of attire that it belongs to, counted from 1
	mount       int32    // of what is ridden: of riding_bicycle, that of bicycle
}

type lexicon struct {
	exact     map[string]place
	starts    map[string]place // by beginning up to and with an underscore
	weak      map[string]place
	ends      map[string]place // by ending from an underscore on
	compounds map[string]place // by the end of a word
	slots     map[Group][]string
	twice     []string // spelled twice; a mistake that a test reports
}

var theLexicon = sync.OnceValue(loadLexicon)

func loadLexicon() *lexicon {
	l := &lexicon{exact: map[string]place{}, starts: map[string]place{}, weak: map[string]place{}, ends: map[string]place{}, compounds: map[string]place{}, slots: map[Group][]string{}}
	for _, group := range Groups {
		text, err := lexiconFiles.ReadFile("lexicon/" + string(group) + ".txt")
		if err != nil {
			panic(fmt.Sprintf("tags: lexicon of group %s: %v", group, err))
		}
		l.read(group, string(text))
	}
	return l
}

// sameSection says that two places are one section of one group's file.
func (p place) sameSection(q place) bool { return p.group == q.group && p.slot == q.slot }

func (l *lexicon) read(group Group, text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			l.slots[group] = append(l.slots[group], strings.Trim(line, "[]"))
			continue
		}
		at := place{group: group, slot: int16(len(l.slots[group]) - 1), known: true}
		for _, word := range strings.Fields(line) {
			l.add(word, at)
		}
	}
}

func (l *lexicon) add(word string, at place) {
	into, key := l.exact, word
	switch {
	case strings.HasPrefix(word, "~") && strings.HasSuffix(word, "_*"):
		into, key = l.weak, word[1:len(word)-1]
	case len(word) > 2 && strings.HasSuffix(word, "_*"):
		into, key = l.starts, word[:len(word)-1]
	case strings.HasPrefix(word, "**"):
		into, key = l.compounds, word[2:]
	case len(word) > 2 && strings.HasPrefix(word, "*"):
		into, key = l.ends, word[1:]
	}
	if _, twice := into[key]; twice {
		l.twice = append(l.twice, word)
		return
	}
	into[key] = at
}

// eachRule reads the lines of a file of the lexicon that have two sides.
func eachRule(file, text, mark string, rule func(left, right string)) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		left, right, ok := strings.Cut(line, mark)
		if !ok {
			panic(fmt.Sprintf("tags: %s: %q has no %s", file, line, strings.TrimSpace(mark)))
		}
		rule(left, right)
	}
}
