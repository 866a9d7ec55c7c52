package check

import (
	"testing"

	"github.com/winnow-data/winnow/tags"
)

func TestWhatStatesATagSpeaksAgainstItsOpposites(t *testing.T) {
	hold(t, []said{
		{"open sky", "1girl solo indoors sitting", "A girl sits under the open sky.", "indoors", "", ""},
		{"a milky complexion", "1boy solo dark_skin", "A man whose complexion is milky leans on a wall.", "dark_skin", "", ""},
		{"gazes meet", "1girl solo closed_eyes kimono", "A woman in a kimono; her gaze meets ours.", "closed_eyes", "", ""},
		{"ringlets", "1girl solo straight_hair", "A girl whose hair tumbles in ringlets.", "straight_hair", "", ""},
		{"a deserted street", "crowd street night", "A street at night, deserted, not a soul anywhere.", "crowd", "", ""},
		{"hair hangs loose", "1girl solo twintails dress", "A girl in a dress, her hair hanging loose.", "twintails", "", ""},
	})
}

func TestWhatIsNoOpposite(t *testing.T) {
	hold(t, []said{
		{"what is told of an animal", "1girl solo standing owl forest", "A girl stands in a forest; an owl sleeps in a tree.", "", "", ""},
		{"both are said", "1girl solo closed_eyes", "A girl, her gaze on us a moment ago, has her eyes closed.", "", "", ""},
		{"several people", "1girl 1boy sitting", "A girl sits down and a boy, still out of breath, has just sprung to his feet.", "", "", ""},
		{"what might be", "1girl solo arms_up", "A woman whose arms might be folded.", "", "", ""},
		{"the other side of a window", "1girl solo indoors window", "At the window a girl looks at the open sky.", "", "", ""},
		{"clauses apart", "1boy solo sitting armchair dog book", "A man in an armchair, a book on his knee; at his feet lies a dog.", "", "", ""},
	})
}

func TestOppositesAreTags(t *testing.T) {
	for tag := range oppositions().of {
		if tags.GroupOf(tag) == tags.GroupMeta && tag != "monochrome" && tag != "greyscale" {
			t.Errorf("opposites.list: %s is a tag of how a file is, not of what is to be seen", tag)
		}
	}
}
