package stats

import "github.com/winnow-data/winnow/tags"

var _ = declare(&Property{
	Name:   "people",
	Title:  "people",
	Doc:    "how many people there are, by the tags, else by the caption",
	Values: []string{tags.PeopleNone, tags.PeopleSolo, tags.PeopleMulti},
	Of:     func(f *facts) string { return first(f.said.People, f.caption.people) },
	Phrases: map[string]string{
		tags.PeopleNone:  "show nobody",
		tags.PeopleSolo:  "show one person",
		tags.PeopleMulti: "show several people",
	},
	Nobody: tags.PeopleNone,
	Even:   []string{tags.PeopleSolo, tags.PeopleMulti},
})

// nobody is the gender of a picture without people.
const nobody = "none"

var _ = declare(&Property{
	Name:   "gender",
	Title:  "gender",
	Doc:    "of the people, by the tags, else by the caption",
	Values: []string{tags.GenderFemale, tags.GenderMale, tags.GenderMixed, tags.GenderOther, nobody},
	Of: func(f *facts) string {
		if first(f.said.People, f.caption.people) == tags.PeopleNone {
			return nobody
		}
		return first(f.said.Gender, f.caption.gender)
	},
	Phrases: map[string]string{
		tags.GenderFemale: "show only women or girls",
		tags.GenderMale:   "show only men or boys",
		tags.GenderMixed:  "show people of different genders",
		tags.GenderOther:  "show people who are neither female nor male",
		nobody:            "show nobody",
	},
	Nobody: nobody,
	Even:   []string{tags.GenderFemale, tags.GenderMale},
})

var _ = declare(&Property{
	Name:   "framing",
	Title:  "framing",
	Doc:    "how much of a person is shown, by the tags, else by the caption",
	Values: []string{tags.FramingPortrait, tags.FramingUpperBody, tags.FramingCowboy, tags.FramingFullBody, tags.FramingFar, tags.FramingNone},
	Of:     func(f *facts) string { return first(f.said.Framing, f.caption.framing) },
	Phrases: map[string]string{
		tags.FramingPortrait:  "are framed as a portrait",
		tags.FramingUpperBody: "show the upper body",
		tags.FramingCowboy:    "show a person down to the thighs",
		tags.FramingFullBody:  "show a whole person",
		tags.FramingFar:       "show people from afar",
		tags.FramingNone:      "show nobody",
	},
	Nobody: tags.FramingNone,
	Even:   []string{tags.FramingPortrait, tags.FramingUpperBody, tags.FramingCowboy, tags.FramingFullBody, tags.FramingFar},
})

// first is the first answer that is known, or empty.
func first(answers ...string) string {
	for _, a := range answers {
		if a != "" && a != Unknown {
			return a
		}
	}
	return ""
}
