package check

import (
	"fmt"
	"iter"
	"strings"
)

// entriesOf are the lines of a file of the lexicon that say something, trimmed.
func entriesOf(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && !yield(line) {
				return
			}
		}
	}
}

// rulesOf are the two sides of the lines "left = right" of a file of the lexicon.
func rulesOf(file, text string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		for line := range entriesOf(text) {
			if !yield(cutRule(file, line)) {
				return
			}
		}
	}
}

// cutRule is the two sides of a line "left = right".
func cutRule(file, line string) (left, right string) {
	left, right, ok := strings.Cut(line, " = ")
	if !ok {
		panic(fmt.Sprintf("check: %s: %q has no ' = '", file, line))
	}
	return left, right
}

// thingsNamed are the things that a file of the lexicon calls by their tags.
func thingsNamed(file, tags string) []*thing {
	var list []*thing
	for _, tag := range strings.Fields(tags) {
		t := theThings().byTag[tag]
		if t == nil {
			panic(fmt.Sprintf("check: %s: no thing is called %q", file, tag))
		}
		list = append(list, t)
	}
	return list
}
