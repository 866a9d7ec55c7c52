package check

import "testing"

func TestHowManyThereAreInAll(t *testing.T) {
	hold(t, []said{
		{"the pair of them", "3boys multiple_boys baseball", "They had won, and the pair of them grinned like the boys they still were.", "3boys", "", ""},
		{"a trio of girls", "4girls multiple_girls stage", "A trio of girls play on a stage.", "4girls", "", ""},
		{"a group of three", "5girls multiple_girls stage", "A group of three idols pose together on the stage.", "5girls", "", ""},
		{"all three of them", "2girls multiple_girls beach", "On the beach all three of them run into the waves.", "2girls", "", ""},
		{"neither", "3girls multiple_girls beach", "On the beach neither girl looks at us.", "3girls", "", ""},
		{"by herself", "2girls multiple_girls beach", "She is by herself on the beach.", "2girls multiple_girls", "", ""},
		{"a girl alone is not several", "2girls multiple_girls beach", "A girl sits on the beach all alone.", "2girls multiple_girls", "", ""},
	})
}

func TestSomeOfThoseWhoAreThere(t *testing.T) {
	hold(t, []said{
		{"the pair of them", "2boys 1girl multiple_boys", "A girl stands between two boys; the pair of them glare at each other over her head.", "", "", ""},
		{"two of them", "3girls multiple_girls", "Three friends laugh; two of them hold hands.", "", "", ""},
		{"the two behind her", "3girls multiple_girls", "The girl in front smiles at the two behind her.", "", "", ""},
		{"two more", "4girls multiple_girls", "Two girls sit and two more stand.", "", "", ""},
		{"on her own two feet", "2girls multiple_girls", "A girl stands on her own feet beside her friend.", "", "", ""},
		{"what the angel is called besides", "2girls multiple_girls nun angel", "A nun kneels beside an angel. The angel, a girl in white, stands behind her.", "", "", ""},
		{"a drawing of three women", "3girls multiple_girls beach bikini ponytail", "This is a vibrant anime-style drawing of three young women at the beach. The girl on the left has a ponytail; all three are in bikinis.", "", "", ""},
	})
}

func TestWhatIsToldOfAll(t *testing.T) {
	hold(t, []said{
		{"at each other", "2girls multiple_girls smile", "Two girls scowl at each other.", "smile", "", ""},
		{"dresses of one colour", "2girls multiple_girls red_dress blue_dress", "Two girls in green dresses.", "red_dress blue_dress", "", ""},
		{"hair of one colour", "2girls multiple_girls black_hair blonde_hair", "Two dark-haired girls share a bench.", "blonde_hair", "", ""},
		{"a beach is not indoors", "2girls multiple_girls classroom indoors", "Two girls chat on a beach.", "classroom indoors", "", ""},
		{"colours in a picture of greys", "1girl solo monochrome greyscale", "A woman, painted in riotous turquoise, orange and violet.", "monochrome greyscale", "", ""},
		{"a room in the open air", "1girl solo bedroom indoors", "A girl reads under the open sky.", "bedroom indoors", "", ""},
		{"one colour and another of each", "1girl 1boy blonde_hair black_hair", "The girl is blonde, the boy dark.", "", "", ""},
		{"not at the board", "2boys multiple_boys chessboard", "Two men; one looks at the other rather than down at the chessboard.", "", "", ""},
		{"zero humans", "no_humans pokemon_(creature) grass", "It's the little guy in the grass, zero humans in sight.", "", "", ""},
		{"a shut eye", "1boy solo one_eye_closed scar", "A man with a scar over his shut eye.", "", "", ""},
	})
}
