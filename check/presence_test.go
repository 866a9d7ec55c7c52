package check

import "testing"

func TestWhatIsTakenForKnownIsNotTold(t *testing.T) {
	hold(t, []said{
		{"below the boats", "1girl solo mermaid underwater", "Far below the boats, a mermaid drifts in the green water.", "", "", ""},
		{"below a boat that is there", "1girl solo mermaid underwater", "A mermaid drifts in the green water beside a boat.", "", "boat", ""},
		{"every carriage", "no_humans train snow", "Snow lies on the roof of every carriage of the train.", "", "", ""},
		{"your glasses", "no_humans ramen bowl", "Ramen in a bowl, with steam enough to fog your spectacles.", "", "", ""},
		{"what is played is there", "1girl solo", "A girl plays the violin.", "", "violin", ""},
		{"what is tied to somebody is there", "1girl solo", "A girl stands and waits, the pistol at her hip.", "", "handgun", ""},
		{"a place for herons", "no_humans lake", "A lake, a place for herons and fishermen, and neither is here.", "", "", ""},
		{"serves as an umbrella", "1girl solo fairy mushroom", "A fairy sits in the rain; a mushroom serves as her umbrella.", "", "rain", ""},
		{"as other girls do", "1girl solo angel cloud", "She sits on a cloud as other girls sit on a wall.", "", "", ""},
		{"the way a cat does", "1girl solo chair", "She sits on a chair the way a cat would.", "", "", ""},
		{"from sandals to crown", "1girl solo full_body", "A girl is shown full body from sandals to crown.", "", "", ""},
		{"greens and violets", "1boy solo laboratory", "A man in a laboratory; the greens and violets glow.", "", "", ""},
		{"a downpour hammers", "no_humans train_station rain", "At a station a downpour hammers on the roof.", "", "", ""},
		{"a row of hammers", "1boy solo workshop anvil", "A man in a workshop with claw hammers on the wall.", "", "", ""},
		{"rain beside a train", "no_humans train", "A train waits in a downpour.", "", "rain", ""},
		{"feels like a page", "1girl solo knitting", "A girl knits; it feels like a page from a children's book.", "", "", ""},
	})
}

func TestWhatIsDoneIsDeniedAndTheThingIsThere(t *testing.T) {
	hold(t, []said{
		{"has not unwound her scarf", "1girl solo red_scarf", "A girl has not unwound her red scarf.", "", "", ""},
		{"does not wear her scarf", "1girl solo red_scarf", "A girl does not wear her red scarf.", "red_scarf", "", ""},
		{"no cloud in the blue sky", "1girl solo blue_sky day", "A girl walks; there isn't a cloud in the blue sky.", "", "", ""},
		{"not a flake falls", "1girl solo snowing winter", "It is winter, with not a flake of snow falling, as a girl waits.", "snowing", "", ""},
	})
}

func TestTheDoctorOfAMaskIsNobody(t *testing.T) {
	hold(t, []said{
		{"a plague doctor's mask", "1boy solo cloak", "A hooded figure in a plague doctor's mask walks by.", "", "plague_doctor_mask", ""},
		{"a bulky astronaut's suit", "1girl solo spacesuit", "A woman floats in a bulky astronaut's spacesuit.", "", "", ""},
		{"to judge by the shadows", "no_humans truck", "It is noon, to judge by the shadows of the lorry.", "", "", ""},
		{"at anchor", "no_humans iceberg ocean", "An iceberg lies at anchor in the ocean.", "", "", ""},
		{"one a brunette", "3girls multiple_girls kimono", "Two girls in kimono, one black-haired and one brunette, smile.", "3girls", "", ""},
	})
}

func TestWhoseStateAVerbTells(t *testing.T) {
	hold(t, []said{
		{"an IV stand", "1girl solo sitting hospital iv_stand", "A girl is sitting in a hospital bed and an IV stand waits.", "", "", ""},
		{"a scarf that floats", "1girl solo standing scarf", "A girl stands. A long scarf is knotted round her throat and floats behind her.", "", "", ""},
		{"tongue flying", "no_humans dog running", "Ears inside out, tongue flying, a dog hurtles along.", "", "", ""},
		{"a scar running", "1boy solo standing scar", "A man on his feet, an old scar running to his jaw.", "", "", ""},
		{"a cat that sleeps", "1girl solo looking_at_viewer cat", "A girl faces us with a smile. A chair waits, and a ginger cat sleeps at her feet.", "", "", ""},
		{"got off her bicycle", "1girl solo riding_bicycle bicycle", "A girl has got off to push her bicycle up the hill.", "riding_bicycle", "", ""},
		{"pale as ivory", "1girl solo dark_skin", "A girl whose complexion is as pale as ivory.", "dark_skin", "", ""},
	})
}

func TestWhatIsOnlySupposed(t *testing.T) {
	hold(t, []said{
		{"wherever he is", "2girls multiple_girls classroom", "Two girls pass a note. The teacher, wherever he is, has not noticed.", "", "", ""},
		{"Rabbits, wherever they are", "no_humans wolf snow", "A wolf in the snow. Rabbits, wherever they are, stay there.", "", "", ""},
		{"there will be cake", "1girl solo kitchen", "A girl waits in the kitchen: there will be a cake.", "", "", ""},
		{"a rare gift", "1girl solo child", "A girl listens, which at her age is a rare gift.", "", "", ""},
		{"in her hand is a gift", "1girl solo", "In her hand is a gift.", "", "gift", ""},
		{"scarred plates", "1boy solo armor", "A man in armour, its plates scarred by battle.", "", "", ""},
		{"there must be people", "no_humans city night", "A city at night. There must be people in it.", "", "", ""},
		{"the artist has left them out", "no_humans city night", "A city at night; the artist has left them out.", "", "", ""},
		{"somebody left the curtains open", "no_humans cat curtains", "Somebody left the curtains open for a cat.", "", "", ""},
		{"somebody waits", "no_humans cat curtains", "Somebody waits behind the curtains with a cat.", "no_humans", "", ""},
		{"the smell of bread", "1girl solo village", "A girl walks through a village and the smell of bread.", "", "", ""},
		{"you could set a watch by her", "1girl solo maid", "A maid with a bow you could set your watch by.", "", "", ""},
		{"the cat has seen it all", "1girl solo kimono", "A woman in a kimono kneels. The cat on the mats beside her yawns.", "", "cat", ""},
		{"the piano waits", "1girl solo stage", "A girl sings; behind her on the stage the piano waits.", "", "piano", ""},
		{"her poised figure", "1girl solo maid", "A maid stands, attention on her poised figure.", "", "", ""},
	})
}

func TestSexesBreedsAndFragments(t *testing.T) {
	hold(t, []said{
		{"an elephant cow", "no_humans elephant river", "An elephant cow and her calf bathe in a river.", "", "", ""},
		{"a cow beside an elephant", "no_humans elephant river", "An elephant bathes beside a cow.", "", "cow", ""},
		{"another breed", "1girl solo golden_retriever dog", "A girl with a black poodle.", "golden_retriever", "", ""},
		{"the same breed", "1girl solo golden_retriever dog", "A girl with a golden retriever.", "", "", ""},
		{"a dog of any breed", "1girl solo golden_retriever dog", "A girl with a big dog.", "", "", ""},
		{"two girls without articles", "2girls multiple_girls vampire wolf_ears cape red_eyes yellow_eyes grin night", "Trick or treat. Vampire girl, red eyes, cape, fangs; werewolf girl, yellow eyes, wolf ears; both of them grinning on the step at night.", "", "", ""},
		{"the hat of somebody who is too many", "1girl solo nun church", "A nun kneels in the church. A skeleton sits with its hat in its lap.", "", "skeleton", ""},
		{"bone dry", "no_humans city", "The streets of a city are bone dry.", "", "", ""},
		{"for her sake", "1girl solo nun", "A nun kneels; one hopes for her sake that she sleeps.", "", "", ""},
		{"a number of a catalogue", "1boy solo sumo", "CAT. NO. 41. A sumo wrestler stamps.", "", "", ""},
		{"striped blazers", "3boys multiple_boys striped_clothes boat", "Three men in striped blazers row a boat.", "", "", ""},
		{"outside, leaves fall", "1girl solo indoors window", "A girl sits indoors at the window. Outside, the leaves are coming down.", "", "", ""},
		{"outside, a girl waits", "1girl solo indoors", "Outside, a girl waits.", "indoors", "", ""},
		{"a full head of hair", "1boy solo bald", "A man with a full head of grey hair.", "bald", "", ""},
	})
}

func TestQuestionsAndTimesPast(t *testing.T) {
	hold(t, []said{
		{"a question", "1girl solo forest dryad", "Is she a girl the forest has dressed, or a forest that has put on a girl?", "", "", ""},
		{"there were two once", "1girl solo lighthouse lantern", "A girl climbs, lantern in hand. There were two keepers once.", "", "", ""},
		{"it might be raining", "1boy solo cow", "A man milks his cow. Outside it might be raining.", "", "", ""},
		{"it is the only worker", "no_humans robot factory", "A robot stands in the factory. It is the only worker here.", "", "", ""},
		{"sparks fountain", "no_humans robot factory", "Sparks fountain from the robot's hand.", "", "", ""},
		{"the knight, his sword, and the princess", "1boy 1girl castle sword", "The knight kneels with his sword on his palms. The princess looks down at him.", "", "", ""},
		{"here sits a king", "1boy solo king crown", "Here sits a king, and the crown is young.", "", "", ""},
		{"no, no, no", "no_humans horse field", "A wild horse. No rider, no saddle, no fence in sight.", "", "", ""},
	})
}

func TestWordsThatActAndWhereThingsAre(t *testing.T) {
	hold(t, []said{
		{"they cook", "1girl 1boy kitchen cooking", "They cook in the kitchen, he and she.", "", "", ""},
		{"on top of the cupboard", "1girl solo kitchen cooking", "A girl cooks in the kitchen; a cat on top of the cupboard waits.", "", "cat", ""},
		{"on her top", "1girl solo crop_top", "A girl with a cat on her top.", "", "", ""},
		{"has not turned a page of his book", "1boy solo book", "A man has not turned a page of his book.", "", "", ""},
		{"his suitcase rocks gently", "1boy solo train_interior", "A man sits in a train; his suitcase rocks gently in the rack.", "", "suitcase", ""},
		{"enemies by reputation", "cat dog no_humans rug", "Enemies by reputation: a cat and a dog on a rug.", "", "", ""},
		{"a fisherman is somebody", "crane_(animal) bird no_humans lake", "Cranes dance by a lake. A fisherman watches them.", "no_humans", "1boy", ""},
		{"a candle in a bottle", "1girl solo candle", "A girl reads by a candle stuck in a bottle.", "", "", ""},
	})
}

func TestColoursByLikenessAndSeasonsByMonth(t *testing.T) {
	hold(t, []said{
		{"the exact brown of strong tea", "1girl solo blonde_hair", "Her long hair, the exact brown of strong tea, shines; she is a girl of ten.", "blonde_hair", "", ""},
		{"the one eye we can see", "1boy solo green_eyes", "A boy waits, and the one eye we can see is amber.", "green_eyes", "", ""},
		{"a ribbon, bottle green", "1girl solo red_ribbon", "A girl with a ribbon at her collar, bottle green, tied with care.", "red_ribbon", "", ""},
		{"soft with needles", "1girl solo forest path", "The path through the pines of the forest is soft with needles where a girl walks.", "", "", ""},
		{"an August afternoon", "1girl solo winter street", "On a sweltering August afternoon a girl stands in the street.", "winter", "", ""},
		{"pushes his motorcycle", "1boy solo riding motorcycle", "A man pushes his motorcycle along the road.", "riding", "", ""},
		{"on the roof of a tower", "1girl solo classroom", "She stands on the roof of a skyscraper.", "classroom", "", ""},
	})
}

func TestConditionsAndTimesToCome(t *testing.T) {
	hold(t, []said{
		{"if there is someone", "no_humans car road", "A car on the road. If there is someone at the wheel, the glare has swallowed him.", "", "", ""},
		{"frogs, if there are any", "1girl solo lake", "A girl walks by the lake. Frogs, if there are any, have stopped.", "", "", ""},
		{"tomorrow there will be men", "no_humans mecha hangar", "A mecha in a hangar. Tomorrow there will be men all over it.", "", "", ""},
		{"somewhere down there", "1girl solo rifle rooftop", "A girl lies with a rifle on a roof. Somewhere down there is a man who does not know.", "", "", ""},
		{"has danced with dukes", "1girl solo princess", "A princess waits; she has danced with eleven dukes.", "", "", ""},
		{"has brought a friend", "1girl solo picnic", "A girl has brought a boy to the picnic.", "solo", "1boy", ""},
		{"as a coat hangs", "no_humans mecha", "A mecha, one arm hanging from the roof as a coat hangs from a hook.", "", "", ""},
		{"scarves' worth", "1boy 1girl snow", "A boy and a girl in the snow, two scarves' worth of breath before them.", "", "", ""},
		{"held down by a wreath", "1girl solo veil flower_wreath", "A girl in a veil held down by a wreath of flowers.", "", "", ""},
	})
}

func TestCompoundsThatAreOfNoKind(t *testing.T) {
	hold(t, []said{
		{"a piping bag", "1girl solo cake kitchen", "A girl in a kitchen holds a piping bag over a cake.", "", "", ""},
		{"a seat belt", "1boy solo car", "A man in a car fastens his seat belt.", "", "", ""},
		{"a bear hug", "2boys multiple_boys", "Two men in a bear hug.", "", "", ""},
		{"a coat stands out", "1girl solo black_coat", "A woman in a black coat stands alone.", "", "", ""},
	})
}

func TestNounsWithAnotherSense(t *testing.T) {
	hold(t, []said{
		{"in a jam", "1girl solo cheerleader", "The cheerleader is in a jam: she has forgotten the next step.", "", "", ""},
		{"raises a toast", "1girl solo dress", "In a dress she raises a toast to whoever is not there.", "", "", ""},
		{"forms a crescent moon", "1girl solo archery bow_(weapon)", "A girl draws; the bow forms a crescent moon.", "", "", ""},
		{"as a priest reads his book", "1boy solo surfboard wave", "He reads the wave as a priest reads his book, on a surfboard.", "", "", ""},
		{"a boy reads his book", "1boy solo", "A boy reads his book.", "", "book", ""},
	})
}

func TestWhatLongSentencesSuppose(t *testing.T) {
	hold(t, []said{
		{"supposed to meet", "1boy solo knight forest", "It is a day on which knights are supposed to meet something: a damsel, a dragon, a hermit. He rides on.", "", "", ""},
		{"before the fishermen do", "no_humans harbor boat sunrise", "Sunrise finds the harbour before the fishermen do.", "", "", ""},
		{"there will be boots and cats", "no_humans harbor boat", "Boats in the harbour. In an hour there will be engines, boots, crates of ice, cats.", "", "", ""},
		{"seems to have been cut out", "1girl solo red_dress stage", "A girl on a stage; the red of her dress seems to have been cut out with scissors.", "", "", ""},
		{"no far side this morning", "2boys multiple_boys lake morning boat", "The lake has no far side this morning. Two brothers sit in a boat.", "", "", ""},
		{"between them sits the dog", "2boys multiple_boys lake boat", "Two brothers sit in a boat. Between them sits the dog.", "", "dog", ""},
		{"its shell", "1boy 1girl egg cave", "A boy and a girl have found an egg; he lays a hand on its shell.", "", "", ""},
		{"nobody looks up", "2girls multiple_girls witch", "Two witches fly over. Nobody looks up.", "", "", ""},
		{"in the shape of Italy", "1girl solo lab_coat", "A woman in a lab coat with a burn in the shape of Italy.", "", "", ""},
	})
}

func TestWhatWasAndWhatCouldHaveBeen(t *testing.T) {
	hold(t, []said{
		{"could have stayed", "1girl solo motorcycle road", "She could have stayed in the shade of a billboard all day. She sits on her motorcycle.", "", "", ""},
		{"her grandmother told her so", "1girl solo miko broom", "A miko sweeps with her broom; her grandmother told her so, and her grandmother swept here.", "", "", ""},
		{"her grandmother sits by her", "1girl solo miko broom", "A miko sweeps with her broom, and her grandmother sits beside her.", "solo", "", ""},
		{"the cymbals of a drummer", "1girl solo drum_set", "A girl is in love with her new cymbals.", "", "", ""},
	})
}

func TestDecadesStylesAndWhereAPrintHangs(t *testing.T) {
	hold(t, []said{
		{"the print in the nursery", "1girl solo outdoors rain", "Alt text for the print in the nursery: in the rain, a girl walks.", "", "", ""},
		{"a girl in the nursery", "1girl solo outdoors rain", "A girl plays in the nursery.", "outdoors", "", ""},
	})
	for tags, caption := range map[string]string{"1girl solo toon_(style)": "A girl in cartoon style.", "1boy solo otoko_no_ko": "An otoko no ko smiles.", "1girl solo 1980s_(style)": "A girl as the eighties drew them."} {
		if r := judgeLine(tags, caption); len(r.Missing) > 0 {
			t.Errorf("%v are called missing: %s", r.Missing, caption)
		}
	}
}
