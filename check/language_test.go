package check

import (
	"slices"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/tags"
)

// said is a caption and what is wrong with it, in lists of words.
type said struct {
	what, tags, caption             string
	contradicted, invented, process string
}

func (s said) judge() Result {
	return Check(tags.Categories{General: strings.Fields(s.tags)}, s.caption, "stop", Options{})
}

// hold compares the faults that are found with those that are there.
func (s said) hold(t *testing.T) {
	t.Helper()
	r := s.judge()
	var contradicted []string
	for _, c := range r.Contradicted {
		contradicted = append(contradicted, c.Tag)
	}
	for _, list := range []struct {
		name string
		got  []string
		want string
	}{{"contradicted", contradicted, s.contradicted}, {"invented", r.Invented, s.invented}, {"process", r.Process, s.process}} {
		want := strings.Fields(list.want)
		got := slices.Clone(list.got)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %s %v, want %v: %s", s.what, list.name, got, want, s.caption)
		}
	}
}

func TestOneFaultOfDeliveryIsOneKind(t *testing.T) {
	for _, s := range []said{
		{"fields with names in bold", "1girl solo elf brown_cloak forest", "## Description\n\n**Subject:** An elf girl.\n\n**Clothing:** A brown cloak.\n\n**Setting:** A forest.", "", "", "markdown"},
		{"points are a list", "1girl solo elf brown_cloak forest", "- an elf girl\n- a brown cloak\n- a forest", "", "", "list_form"},
		{"an answer that tells of the tags", "1girl solo white_kimono kimono", "Here is a caption written from the provided tags, as instructed: a girl in a white kimono stands by a wall.", "", "", "prompt_leak"},
		{"a pronoun after a heading is no name", "1girl solo sword holding_sword", "Pose: She holds a sword.", "", "", ""},
	} {
		s.hold(t)
	}
}

func TestAColourStaysInItsListItem(t *testing.T) {
	said{"the colour of the dress is not the hair's", "2girls multiple_girls pink_dress black_dress dress pink_hair purple_hair long_hair",
		"Two girls face one another. The first has pink hair and a pink dress. The second is her opposite: black dress, long purple hair.", "", "", ""}.hold(t)
}
