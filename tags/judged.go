package tags

import (
	_ "embed"
	"strings"
)

//go:embed testdata/groups.tsv
var judgedFile string

// Judged is a tag and the group judged right for it by hand.
type Judged struct {
	Tag   string
	Group Group
}

// JudgedSample is the hand-checked sample against which the lexicon is
// measured: three hundred frequent general tags, drawn at random.
func JudgedSample() []Judged {
	var list []Judged
	for line := range strings.Lines(judgedFile) {
		tag, group, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && line[0] != '#' {
			list = append(list, Judged{tag, Group(group)})
		}
	}
	return list
}
