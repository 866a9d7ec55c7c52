package check

import (
	"strings"
	"testing"
)

func TestStonesAndStuffsAsColours(t *testing.T) {
	hold(t, []said{
		{"eyes a cold sapphire", "1boy solo red_eyes", "A boy smirks, his eyes a cold sapphire.", "red_eyes", "", ""},
		{"eyes an electric blue", "1boy solo red_eyes", "A boy smirks, eyes burning an electric blue.", "red_eyes", "", ""},
		{"eyes a bright peridot", "1boy solo red_eyes", "A boy smirks, his eyes a bright peridot.", "red_eyes", "", ""},
		{"malachite eyes", "1girl solo red_eyes", "A girl with malachite eyes.", "red_eyes", "", ""},
		{"lapis eyes", "1girl solo red_eyes", "A girl with lapis eyes.", "red_eyes", "", ""},
		{"carnelian hair", "1girl solo blue_hair", "A girl with carnelian hair.", "blue_hair", "", ""},
		{"tanzanite eyes", "1girl solo red_eyes", "A girl, her eyes a deep tanzanite.", "red_eyes", "", ""},
		{"citrine eyes", "1girl solo blue_eyes", "A girl, her eyes are citrine.", "blue_eyes", "", ""},
		{"eyes of moonstone", "1girl solo red_eyes", "A girl with eyes of moonstone.", "red_eyes", "", ""},
		{"eyes of agreeing stone", "1girl solo blue_eyes", "A girl, her eyes a cold sapphire.", "", "", ""},
		{"raven-black twintails", "1girl solo pink_hair twintails", "A girl with raven-black twintails waves from a balcony.", "pink_hair", "", ""},
		{"a ruby ponytail", "1girl solo black_hair ponytail", "A girl with a ruby ponytail sits.", "black_hair", "", ""},
		{"golden braids", "1girl solo black_hair braid", "A girl with golden braids sits.", "black_hair", "", ""},
		{"a sapphire in a ring", "1girl solo red_eyes ring", "A girl gazes at her ring, a sapphire in silver.", "", "", ""},
	})
}

func TestNounsThatAreVerbs(t *testing.T) {
	hold(t, []said{
		{"keep watch", "2boys multiple_boys rooftop", "Two boys keep watch from a rooftop.", "", "", ""},
		{"kept watch", "1boy solo rooftop", "A boy has kept watch from a rooftop.", "", "", ""},
		{"stand watch", "2boys multiple_boys rooftop", "Two boys stand watch on a rooftop.", "", "", ""},
		{"ducks behind", "1girl solo scarf snowman mittens", "A girl, in a scarf and mittens, ducks behind a snowman.", "", "", ""},
		{"ducks under", "1girl solo", "The girl ducks under a low beam.", "", "", ""},
		{"swallows hard", "1boy solo", "The boy, pale, swallows hard at the sight.", "", "", ""},
		{"bears down", "1boy solo sword", "A boy, sword raised, bears down on us.", "", "", ""},
		{"fishes for", "1boy solo hat", "A boy, in a hat, fishes for change.", "", "", ""},
		{"long trains of dresses", "2girls multiple_girls wedding_dress bride", "Two brides stand; light falls across the floor and their long trains.", "", "", ""},
		{"a train behind her", "1girl solo wedding_dress bride", "A bride in a wedding dress whose train spills down the stairs.", "", "", ""},
		{"a train is a vehicle", "1girl solo dress", "A girl in a dress waits beside a train.", "", "train", ""},
		{"ducks are birds", "1girl solo scarf", "A girl in a scarf looks at two ducks.", "", "duck", ""},
	})
}

func TestWhoIsCountedAndWhoIsGone(t *testing.T) {
	hold(t, []said{
		{"three of four", "2girls 2boys multiple_girls multiple_boys picnic", "Four friends have a picnic. Three of them are girls and only one is a boy.", "2girls 2boys multiple_boys", "", ""},
		{"as many as there are", "2girls 2boys multiple_girls multiple_boys picnic", "Four friends have a picnic. Two of them are girls and two are boys.", "", "", ""},
		{"one of them", "1girl 2boys multiple_boys picnic", "Three friends have a picnic. One of them is a girl and the other two are boys.", "", "", ""},
		{"the people have gone", "no_humans bread", "Bread waits on a board; the people have gone.", "", "", ""},
		{"its owner has left", "no_humans bread", "Bread waits on a board; the baker has long since left.", "", "", ""},
		{"a man is there", "no_humans bread", "Bread waits on a board beside a man.", "no_humans", "1boy", ""},
		{"snow falls", "2girls multiple_girls onsen night", "Two women bathe at night, and snow is falling steadily over everything.", "", "snowing", ""},
		{"a party is no name", "2girls 1boy multiple_girls tavern", "An adventuring party of three sits in a tavern.", "", "", ""},
		{"a strolling couple", "1girl 1boy park", "A strolling couple crosses a park.", "", "", ""},
	})
}

func TestColoursOfThoseWhoAreNamed(t *testing.T) {
	for _, s := range []struct{ tags, caption, missing string }{
		{"2girls multiple_girls pink_hair blue_hair pink_eyes blue_eyes", "Both girls have short hair; Ram's is pink, matching her pink eyes, and Rem's is blue, matching her blue eyes.", ""},
		{"2girls multiple_girls black_hair white_hair rose white_rose bouquet veil", "Two girls. One has hair as black as ink beneath her veil; the other's is as white as the roses in the bouquet she carries.", "white_rose"},
		{"2girls multiple_girls black_dress dress maid", "Two girls wear black maid dresses.", ""},
		{"robot no_humans blue_eyes", "A robot levels its rifle, eyes burning an electric blue.", ""},
		{"1boy solo bald old old_man", "There isn't a hair on the old fighter's head; he stares.", ""},
		{"1boy solo military_uniform", "Captain Voss, his uniform buttoned to the throat.", ""},
	} {
		r := judgeLine(s.tags, s.caption)
		if got := strings.Join(r.Missing, " "); got != s.missing {
			t.Errorf("missing %q, want %q: %s", got, s.missing, s.caption)
		}
	}
}

func TestSensesOfLongCaptions(t *testing.T) {
	hold(t, []said{
		{"they lift something", "1boy 1girl outdoors hat", "A man lifts the girl on his shoulders, and she holds on to her hat.", "", "", ""},
		{"what nobody looks at is there", "1boy solo sword gauntlets", "A knight looks down at his gauntlets, not at the sword planted before him.", "", "", ""},
		{"not much shorter than", "1girl solo centaur tail ponytail", "A centaur, her ponytail not much shorter than her tail.", "", "", ""},
		{"a missing tooth", "1boy solo pond overalls", "A boy with one tooth missing stands by a pond in his overalls.", "", "", ""},
		{"a missing shoe", "1boy solo shoes", "A boy, missing his shoes, sits.", "shoes", "", ""},
		{"no shoes on, and shoes in the hand", "1girl solo holding_shoes", "No shoes on her feet: she carries them.", "", "", ""},
		{"a shadow is no guest", "no_humans vase shadow", "A vase stands on the floor, and its shadow is the only other guest.", "", "", ""},
		{"a companion that was an animal", "1girl solo turtle mermaid", "A mermaid swims beside a turtle. She turns to her companion.", "", "", ""},
		{"a tail of tags tells of nobody", "1girl solo nurse", "A girl smiles.\nAdditional tags: nurse, smile", "", "", "additional_tags_tail"},
		{"frills flare", "1girl solo dress", "The frills of a girl's dress flare as she turns.", "", "", ""},
		{"a music club", "1girl solo guitar", "A girl of the light music club plays the guitar.", "", "", ""},
		{"a spiked club", "1girl solo", "A girl holds a spiked club.", "", "club_(weapon)", ""},
		{"fruit in pyramids", "1girl solo apple", "A girl sells apples in steep pyramids.", "", "", ""},
		{"his breath a flag", "1boy solo", "A boy looks up, his breath a small white flag.", "", "", ""},
		{"in her hand a flag", "1girl solo", "A girl looks up, in her hand a small white flag.", "", "flag", ""},
		{"as a hawk settles", "no_humans dragon tower castle", "A dragon has settled on the tower as a hawk settles on a post.", "", "", ""},
		{"a patch over an eye", "1boy solo beard", "A man with a beard and a black patch tied over his left eye.", "", "eyepatch", ""},
		{"silver hair is not blonde", "1girl solo blonde_hair", "A girl with silver hair.", "blonde_hair", "", ""},
		{"a sentence in Japanese", "1boy solo fishing hat", "A boy in a hat sits fishing at the end of a pier. 全体的にとても穏やかで、どこか懐かしい雰囲気の一枚です。", "", "", "wrong_language"},
	})
}

func TestWhatIsOnlyAFigureOfSpeech(t *testing.T) {
	hold(t, []said{
		{"not a soul on the beach", "1girl 1boy beach", "A couple walk. There is not a cloud, not another soul on the whole beach.", "", "", ""},
		{"not a cloud", "1girl solo cloud beach", "A girl walks on the beach, and there is not a cloud.", "cloud", "", ""},
		{"what he has lost", "1boy solo sword", "A knight raises his sword. He has lost his shield and his horse.", "", "", ""},
		{"whoever holds the camera", "1girl solo", "A girl waves at whoever holds the camera.", "", "", ""},
		{"the sort that hangs in a church", "1girl solo harp", "A girl with a harp, in a scene of the sort that hangs in a church.", "", "", ""},
		{"what must be somewhere", "1girl solo kitchen", "A girl hums in a kitchen. Somewhere a radio must be playing.", "", "", ""},
		{"the size of a plate", "1girl solo space", "A girl floats in space above a crater the size of a dinner plate.", "", "", ""},
		{"the red of wine", "1girl solo red_eyes", "A girl, the red of her eyes the red of wine held up to a candle.", "", "", ""},
		{"a patient's mind", "1girl solo nurse", "This nurse might change a patient's mind.", "", "", ""},
		{"a patient's hand", "1girl solo nurse", "A nurse holds a patient's hand.", "solo", "", ""},
		{"nobody likes needles", "1girl solo syringe", "Nobody likes needles, but a girl holds up a syringe.", "", "", ""},
		{"not cooking so much as taming", "1boy solo cooking chef", "A chef: this is not cooking so much as lion taming.", "", "", ""},
		{"weightless is no name", "1girl solo astronaut", "Weightless, an astronaut turns on her tether.", "", "", ""},
		{"a clock that seems to hold its breath", "1girl solo sweater window cup", "A girl in a sweater sits like a cat at the window and warms her hands on a cup while the street lamps outside blur into small suns. Nothing in the room moves; even the clock seems to hold its breath, and she is thinking, perhaps, of nothing but the end of the long summer.", "", "", ""},
	})
}

func TestSensesOfModelProse(t *testing.T) {
	hold(t, []said{
		{"light that pools", "1girl solo nun church stained_glass", "A nun kneels in a church. Light streams in behind her and pools on the floor.", "", "", ""},
		{"boots and shields", "1boy solo boots", "A boy wears boots and shields in bronze.", "", "shield", ""},
		{"with every stride", "dog no_humans running beach", "A dog bounds along the beach, and with every stride sand flies.", "", "", ""},
		{"a gown that hugs her figure", "1girl solo red_dress", "A vampire smirks. Her red gown hugs her figure.", "", "", ""},
		{"another of the three", "3girls multiple_girls stage", "Three girls are on stage. The girl in the middle sings, another girl plays, and a third girl dances.", "", "", ""},
		{"another besides the three", "3girls multiple_girls stage", "Three girls are on stage. Another girl watches.", "3girls", "", ""},
		{"what is in a soup", "no_humans ramen", "A bowl of ramen, with slices of pork in its broth.", "", "", ""},
	})
}

func TestWhoFacesWhomAndWhatMoves(t *testing.T) {
	hold(t, []said{
		{"somebody across from him", "2boys multiple_boys chess", "The old man sits thinking; across from him, sitting just as still, a younger fellow waits.", "", "", ""},
		{"an apposition", "1boy solo hat", "A man waits, hat in hand, a fellow of few words.", "", "", ""},
		{"emptied of people", "no_humans city", "A city at night, emptied of people.", "", "", ""},
		{"a likeness with two adjectives", "no_humans city", "The lines run over the city like the strings of some huge, badly tuned instrument.", "", "", ""},
		{"two girls bat a ball", "2girls multiple_girls beach", "Two girls, one in red and the other in blue, bat it across the beach.", "", "", ""},
		{"hair that whips", "1girl solo long_hair black_hair", "Her long hair, black as tar, whips in the sea wind.", "", "", ""},
		{"a whip in her hand", "1girl solo", "A girl holds a whip in her hand.", "", "whip", ""},
		{"a bat for a ball", "1boy solo baseball_uniform", "A boy in a baseball uniform swings a bat.", "", "", ""},
		{"a bat in the air", "1boy solo", "A boy looks up at a bat.", "", "bat_(animal)", ""},
		{"parents with capitals", "1boy 1girl", "He and she, Dad and Mum, smile.", "", "", ""},
		{"a sailor's name", "1girl solo", "A girl whose name is said to be Sailor Moon stands and waits.", "", "", "foreign_name"},
		{"a sea of glowsticks is no answer", "1girl solo stage", "A girl sings to fans who answer with a sea of noise.", "", "", ""},
		{"the middle of the day", "2girls multiple_girls night", "Two girls sit up in the middle of the day.", "night", "", ""},
		{"a robot that sits", "no_humans robot standing", "A giant robot sits by a wall.", "standing", "", ""},
		{"a rabbit after its verb", "no_humans rabbit sitting", "In the snow stands a white rabbit.", "sitting", "snow", ""},
		{"a robot beside a girl", "1girl solo robot standing", "A girl stands beside a robot that sits.", "", "", ""},
		{"no ponytail of a colour", "1girl solo ponytail blonde_hair", "A girl without a blonde ponytail.", "ponytail", "", ""},
		{"no scarf of a colour", "1girl solo scarf", "A girl without a red scarf.", "", "", ""},
		{"no beard, no long one", "1boy solo beard long_beard", "A clean-shaven man.", "beard long_beard", "", ""},
		{"a meal is a time", "1girl solo bowl eating", "A girl takes a quiet meal, eating from a bowl.", "", "", ""},
	})
}

func TestMoreFiguresOfSpeech(t *testing.T) {
	hold(t, []said{
		{"hair that is a halo", "1girl solo blonde_hair bed", "A girl lies on the bed, her blonde hair a halo on the pillow.", "", "", ""},
		{"hair that is a bun", "1girl solo hair_bun", "A girl waits, her hair a messy bun.", "", "", ""},
		{"as a jeweller would", "2girls multiple_girls", "Two girls; one studies a leaf as a jeweller would a ruby.", "", "", ""},
		{"fox spirits are no drink", "2girls multiple_girls fox_ears", "Two fox spirits in human form sit on the steps.", "", "", ""},
		{"the driver is lost", "no_humans car road", "A car tears down the road. The driver is lost behind the glare.", "", "", ""},
		{"the driver waves", "no_humans car road", "A car tears down the road. The driver waves.", "no_humans", "", ""},
		{"what somebody swears", "2boys multiple_boys campfire pot", "Two boys squat by a campfire over a pot. One swears it is stew.", "", "", ""},
		{"on the easel", "1girl solo easel painting", "On the easel a horse takes shape; a girl looks on.", "", "", ""},
	})
}
