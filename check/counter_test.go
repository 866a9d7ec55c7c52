package check

import "testing"

func TestWhatSpeaksAgainstATagInOtherWords(t *testing.T) {
	hold(t, []said{
		{"red_hair is spoken against", "1girl solo long_hair red_hair green_eyes standing forest dress white_dress barefoot", "Hair the colour of ripe wheat pours over the shoulders of a barefoot, green-eyed girl who stands in the forest in a white dress.", "red_hair", "", ""},
		{"sad is spoken against", "1girl solo short_hair black_hair hospital bed sitting hospital_gown sad window", "Sitting up in a hospital bed in her gown, a girl with short black hair beams at something beyond the window.", "sad", "", ""},
		{"beard is spoken against", "1boy solo beard armor sword snow mountain night", "A man in armour climbs the snowy mountain by night, sword on his back, his chin as smooth as a boy's.", "beard", "", ""},
		{"looking_at_viewer is spoken against", "1girl solo looking_at_viewer smile cafe coffee brown_hair cardigan", "In the café a brown-haired girl in a cardigan smiles down into her coffee and has eyes for nothing else.", "looking_at_viewer", "", ""},
		{"ponytail is spoken against", "1girl solo ponytail blonde_hair tennis_racket tennis_court visor_cap skirt", "A tennis player waits for the serve, her blonde hair loose about her shoulders under a visor, skirt lifting in the breeze of the court, racket ready.", "ponytail", "", ""},
		{"autumn is spoken against", "2girls multiple_girls sitting bench park ice_cream autumn", "Two girls share a bench in the park with an ice cream each; the trees above them are thick with the green of high summer.", "autumn", "", ""},
		{"rain is spoken against", "1girl solo umbrella rain street night black_hair raincoat yellow_raincoat", "Under a dry, starry sky a black-haired girl in a yellow raincoat walks the street at night with her umbrella still furled.", "rain", "", ""},
		{"closed_eyes is spoken against", "1girl solo closed_eyes headphones sitting train_interior window school_uniform", "A schoolgirl with headphones on sits by the window of the train, wide awake, following the fields with her eyes.", "closed_eyes", "", ""},
		{"muscular is spoken against", "1boy solo dark_skin white_hair muscular spear tattoo desert", "A dark-skinned, white-haired boy, thin as the spear he carries, crosses the desert, tattoos winding up both arms.", "muscular", "", ""},
		{"sunset is spoken against", "3boys multiple_boys basketball basketball_court sunset playing_sports", "Three boys are still at their basketball long after midnight, chasing the ball about a court lit by one street lamp.", "sunset", "", ""},
		{"indoors is spoken against", "1girl solo hat witch_hat purple_dress cauldron indoors cat", "Out on the open moor a witch in a purple dress and pointed hat stirs her cauldron, the cat looking on.", "indoors", "", ""},
		{"kneeling is spoken against", "1girl solo kneeling miko shrine broom red_hakama", "A miko in red hakama is on her feet, broom in hand, before the shrine.", "kneeling", "", ""},
		{"twin_braids is spoken against", "1girl solo twin_braids red_hair apron bread basket village", "The baker's girl has hair as red as embers, cropped like a boy's; she crosses the village in her apron with a basket of bread.", "twin_braids", "", ""},
		{"day is spoken against", "1girl solo blue_eyes eyepatch pirate sword ship day", "By the light of the stars alone a pirate with an eyepatch and one blue eye leans on her sword at the ship's rail.", "day", "", ""},
		{"sitting is spoken against", "cat white_fur no_humans sitting windowsill blue_eyes", "A white cat with blue eyes lies stretched out full length along the windowsill.", "sitting", "", ""},
		{"pink_kimono is spoken against", "1girl solo kimono pink_kimono fan folding_fan hair_bun", "A lady in a kimono the green of young bamboo hides a smile behind her folding fan, hair in a bun.", "pink_kimono", "", ""},
		{"glasses is spoken against", "1boy solo glasses suit black_suit office desk laptop coffee", "A man in a black suit types at a laptop in the office, coffee at his elbow. He has never needed spectacles in his life, and his bare face shows it.", "glasses", "", ""},
		{"long_sleeves is spoken against", "1girl solo long_sleeves sweater blue_sweater jeans library ladder", "On the library ladder a girl in jeans and a blue sweater with the sleeves cut off at the shoulder reaches for a book.", "long_sleeves", "", ""},
		{"4girls is spoken against", "4girls multiple_girls swimsuit beach volleyball", "A trio in swimsuits play volleyball on the beach.", "4girls", "", ""},
		{"from_behind is spoken against", "1girl solo from_behind red_hair backpack mountain hiking", "A red-haired hiker with a backpack comes straight towards us up the mountain path, her face full in the sun.", "from_behind", "", ""},
		{"short_hair is spoken against", "1girl solo short_hair white_hair maid vacuum_cleaner living_room", "A maid vacuums the living room; her white hair, tied at the nape, falls in a straight sheet to her hips.", "short_hair", "", ""},
		{"crying is spoken against", "1girl solo crying letter bedroom night pajamas", "In her bedroom at night a girl in pyjamas laughs aloud at the letter, dry-eyed.", "crying", "", ""},
		{"old is spoken against", "1boy solo old old_man fishing pier dog white_beard", "On the pier sits a fisherman of twenty at the very most, with a white beard glued on for the play and a dog beside him.", "old old_man", "", ""},
		{"full_body is spoken against", "1girl solo full_body ballerina tutu stage", "The frame cuts this ballerina off at the waist: tutu, arms, face, the dark of the stage.", "full_body", "", ""},
		{"holding_sword is spoken against", "1girl solo holding_sword armor cape blonde_hair castle", "Both of the knight's hands are empty; her blonde hair and cape blow about her armour before the castle.", "holding_sword", "", ""},
		{"open_mouth is spoken against", "1girl solo open_mouth singing stage microphone idol pink_dress", "On stage the idol in pink waits with her lips pressed shut, microphone lowered, while the band plays.", "open_mouth singing", "", ""},
		{"spring_(season) is spoken against", "1boy 1girl bicycle riverbank school_uniform spring_(season) cherry_blossoms", "A boy and a girl in uniform push a bicycle along a riverbank where the snow lies knee-deep and the trees are bare.", "spring_(season) cherry_blossoms", "", ""},
		{"brown_fur is spoken against", "dog brown_fur running beach no_humans ball", "A dog as black as a boot tears along the beach after its ball.", "brown_fur", "", ""},
		{"heterochromia is spoken against", "1girl solo heterochromia black_hair gothic_lolita rose", "A black-haired girl in gothic lolita smells a rose; both her eyes are the same pale grey.", "heterochromia", "", ""},
		{"crossed_arms is spoken against", "1girl solo arms_crossed crossed_arms school_uniform rooftop blonde_hair", "On the school roof a blonde girl in uniform lets her arms hang loose at her sides.", "crossed_arms", "", ""},
		{"plaid_scarf is spoken against", "1girl solo checkered_scarf plaid_scarf scarf coat winter", "A girl in a coat waits in the winter street; her scarf is a plain unpatterned grey.", "plaid_scarf checkered_scarf", "", ""},
		{"cat_ears is spoken against", "1girl solo medium_hair pink_hair cat_ears cat_tail maid tray", "A pink-haired maid with the long soft ears and cotton-ball tail of a rabbit carries a tray.", "cat_ears cat_tail", "", ""},
		{"simple_background is spoken against", "1girl solo simple_background white_background upper_body red_hair jacket", "Upper body of a red-haired girl in a jacket; behind her the street is crammed with shops, signs and people.", "simple_background white_background", "", ""},
		{"red_jacket is spoken against", "1boy solo motorcycle sunglasses leather_jacket red_jacket road", "A boy in sunglasses and a leather jacket of the deepest blue leans on his motorcycle by the road.", "red_jacket", "", ""},
		{"on_back is spoken against", "1girl solo lying on_back grass field summer blue_sky", "In the summer field a girl lies on her stomach in the grass, chin propped on her fists, with the blue sky overhead.", "on_back", "", ""},
		{"flat_chest is spoken against", "1girl solo flat_chest swimsuit pool goggles", "A full-figured swimmer, her generous bust straining at the swimsuit, adjusts her goggles at the pool.", "flat_chest", "", ""},
		{"2boys is spoken against", "2boys multiple_boys chess table old_man young", "An old man plays chess against himself at a table, and there is nobody else in the picture.", "2boys multiple_boys", "", ""},
		{"white_wings is spoken against", "1girl solo wings white_wings angel halo church", "The angel's wings are as dark as a crow's, and her halo lights the church.", "white_wings", "", ""},
	})
}

func TestWhatOnlySoundsLikeIt(t *testing.T) {
	hold(t, []said{
		{"loose strands of a ponytail", "1girl solo ponytail", "A girl, loose strands of hair escaping from her ponytail.", "", "", ""},
		{"one hand is empty", "1girl solo sword holding_sword", "A girl, one hand empty, holds a sword in the other.", "", "", ""},
		{"sleeves rolled to the elbow", "1girl solo long_sleeves", "A girl, the long sleeves of her coat rolled up.", "", "coat", ""},
		{"light of stars by a moon", "1girl solo night", "A girl walks by the light of the stars.", "", "", ""},
		{"an open sky seen through a window", "1girl solo indoors", "Through the window of a room a girl looks at the open sky.", "", "", ""},
		{"a smooth cheek and a beard", "1boy solo beard", "A man, his beard trimmed to show a smooth cheek.", "", "", ""},
		{"he lays the sheath down", "1boy solo sword holding_sword sheath", "A man holds a sword and has laid the sheath down.", "", "", ""},
		{"a bird that crosses the moon", "owl bird no_humans perched moon", "In full flight, an owl crosses the moon.", "perched", "", ""},
		{"a bird on a branch", "owl bird no_humans perched moon", "An owl sits on its branch under the moon.", "", "", ""},
		{"what is let go", "1boy solo clown balloon holding_balloon", "A clown has let go of the balloon.", "holding_balloon", "", ""},
	})
}

func TestMaterialsAgesAndLights(t *testing.T) {
	hold(t, []said{
		{"wool and no fur", "1boy solo fur_cloak ship", "A man in a cloak of plain blue wool stands on a ship.", "fur_cloak", "", ""},
		{"a fur cloak", "1boy solo fur_cloak ship", "A man in a fur cloak stands on a ship.", "", "", ""},
		{"white and no grey", "1boy solo white_suit", "A man in a suit of charcoal grey.", "white_suit", "", ""},
		{"an ivory suit", "1boy solo white_suit", "A man in an ivory suit.", "", "", ""},
		{"white hair called grey", "1boy solo white_hair", "A man with grey hair.", "", "", ""},
		{"a woman of forty", "1girl solo child swing", "A woman of forty sits on a swing.", "child", "", ""},
		{"the last light", "1girl solo dawn field", "A girl waits in a field while the last light drains out of the sky.", "dawn", "", ""},
		{"hair down", "1girl solo hair_up", "Her hair is down around her shoulders.", "hair_up", "", ""},
		{"nothing over either eye", "1boy solo eyepatch", "A man with nothing over either of his eyes.", "eyepatch", "", ""},
		{"its barrel", "1girl solo gun", "A woman has lowered her gun; its barrel points down.", "", "", ""},
		{"all of three awake", "3girls multiple_girls sleeping bed", "Three girls in a bed, alert and upright.", "sleeping", "", ""},
	})
}

func TestWhatAllOfSeveralDoAndWear(t *testing.T) {
	hold(t, []said{
		{"both in red", "2girls multiple_girls red_dress blue_dress", "Two girls in red dresses dance.", "blue_dress", "", ""},
		{"one in red and one in blue", "2girls multiple_girls red_dress blue_dress", "Two girls dance, one in a red dress and the other in a blue one.", "", "", ""},
		{"a maid and a butler sit", "1girl 1boy maid butler standing", "A maid and a butler sit side by side.", "standing", "", ""},
		{"a maid stands and a butler sits", "1girl 1boy maid butler standing", "A maid stands beside a butler, who sits.", "", "", ""},
		{"girls in uniform stand", "2girls multiple_girls sitting school_uniform", "Two girls in school uniform stand behind a bench.", "sitting", "", ""},
		{"behind her, the maid", "2girls multiple_girls princess maid tiara", "A princess in white, tiara crooked, and behind her, in black, the maid who waits.", "", "", ""},
		{"ears with nothing at them", "1girl solo earrings", "Nothing hangs from her ears.", "earrings", "", ""},
		{"rain that has stopped", "1girl solo rain street", "The rain has stopped, and a girl crosses the street.", "rain", "", ""},
		{"a crescent is no full moon", "no_humans full_moon night", "It is night, and the moon is a thin crescent.", "full_moon", "", ""},
		{"each of two", "1girl 1boy closed_eyes", "A girl looks on, her eyes wide open. A boy stands by, and his eyes follow the page.", "closed_eyes", "", ""},
		{"one of two", "1girl 1boy closed_eyes", "A girl looks on, her eyes wide open. A boy stands by.", "", "", ""},
		{"a dress and eyes", "2girls multiple_girls black_dress white_dress red_eyes blue_eyes", "Two girls. The one on the left has a black dress and red eyes, the other a white dress and blue eyes.", "", "", ""},
		{"eyes are not pigtails", "1girl solo pink_hair twintails purple_eyes", "Her pink hair is tied in twintails and her eyes are purple.", "", "", ""},
		{"a likeness is a colour", "1girl solo red_dress dress", "She wears a long gown the colour of ripe lemons.", "red_dress", "", ""},
		{"a kitchen is in no forest", "1girl solo forest", "A girl stands in a kitchen.", "forest", "", ""},
	})
}
