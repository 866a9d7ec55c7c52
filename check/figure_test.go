package check

import "testing"

func TestWhatSomebodyIsOnlyCalledIsNotThere(t *testing.T) {
	hold(t, []said{
		{"a penguin at his own wedding", "1boy solo tuxedo", "A man straightens his tuxedo, a penguin at his own wedding.", "", "", ""},
		{"a raven on her wrist", "1girl solo black_dress", "A girl in a black dress waits, a raven perched on her wrist.", "", "crow", ""},
		{"a lamb in girl's clothing", "1girl solo", "She jumps for joy, a lamb in girl's clothing.", "", "", ""},
		{"one more ant", "1boy solo suit", "A man in a suit, one more ant in the hill.", "", "", ""},
		{"an opponent outside the picture", "1boy solo", "A boxer circles an opponent who is outside the picture.", "", "", ""},
		{"ships we cannot see", "no_humans lighthouse", "The lighthouse winks at ships we cannot see.", "", "", ""},
		{"princes into frogs", "1boy solo wizard", "A wizard of the kind that turns princes into frogs.", "", "", ""},
		{"for her grandfather", "1girl solo graveyard", "In the graveyard a girl leaves a note for her grandfather.", "", "", ""},
		{"for an old man", "1girl solo", "A girl sings for an old man.", "solo", "1boy", ""},
		{"a photo of a family", "1girl solo photo_(object)", "The girl smiles at a photo of her family: father, mother, two boys and a spaniel.", "", "", ""},
		{"photographs a swan", "1girl solo", "A girl photographs a swan.", "", "swan", ""},
		{"a chocolate cake", "1girl solo", "A girl carries a chocolate cake.", "", "cake", ""},
		{"a wooden horse", "1girl solo", "A girl carries a wooden horse.", "", "", ""},
		{"a wooden boat", "1girl solo", "A girl steers a wooden boat.", "", "boat", ""},
		{"a rabbit in a waistcoat", "1girl solo", "A girl pours for a rabbit in a waistcoat.", "", "rabbit", ""},
	})
}

func TestThingsToldOfInOtherWordsAreInvented(t *testing.T) {
	hold(t, []said{
		{"a brim of straw", "1girl solo", "A girl, her face shaded by a broad brim of plaited straw.", "", "straw_hat", ""},
		{"the hat is tagged", "1girl solo straw_hat", "A girl, her face shaded by a broad brim of plaited straw.", "", "", ""},
		{"a ring of light", "1girl solo", "A ring of golden light floats above the girl's head.", "", "halo", ""},
		{"like a ring of light", "1girl solo blonde_hair", "A girl whose blonde hair is like a ring of golden light above her head.", "", "", ""},
	})
}
