package export

import (
	"testing"

	"github.com/winnow-data/winnow/tags"
)

func TestTheCardTellsNobodyFromAGenderThatIsNotKnown(t *testing.T) {
	var c card
	c.count(&Sample{People: tags.PeopleNone, Gender: tags.GenderUnknown})
	c.count(&Sample{People: tags.PeopleUnknown, Gender: tags.GenderUnknown})
	c.count(&Sample{People: tags.PeopleSolo, Gender: tags.GenderFemale})
	if c.gender["none"] != 1 || c.gender["unknown"] != 1 || c.gender["female"] != 1 {
		t.Errorf("genders %v, want one each of none, unknown and female", c.gender)
	}
}
