package check

import "testing"

func TestColoursToldByWhatHasThem(t *testing.T) {
	hold(t, []said{
		{"the tone of chestnuts", "1girl solo blue_eyes", "A girl whose eyes have the warm tone of polished chestnuts.", "blue_eyes", "", ""},
		{"as pale as cream", "1girl solo black_dress", "A girl is wearing a gown that is as pale as fresh cream.", "black_dress", "", ""},
		{"dark as ink", "1girl solo white_dress", "A girl wears a dress dark as ink.", "white_dress", "", ""},
		{"chips of ice", "1girl solo brown_eyes", "A girl; her eyes are two chips of ice.", "brown_eyes", "", ""},
		{"like sapphires", "1girl solo green_eyes", "A girl; her eyes glitter like sapphires.", "green_eyes", "", ""},
		{"flame-haired", "1girl solo black_hair", "A flame-haired girl.", "black_hair", "", ""},
	})
	hold(t, []said{
		{"like fire, whatever their colour", "1girl solo blue_eyes", "A girl; her eyes glitter like fire.", "", "", ""},
		{"the face is pale", "1girl solo black_hair black_dress", "A girl, pale as milk, in a black dress.", "", "", ""},
		{"milk chocolate", "1girl solo brown_hair", "A girl with hair the colour of milk chocolate.", "", "", ""},
		{"dark as wine is red", "1girl solo red_dress", "A girl wears a dress dark as wine.", "", "", ""},
	})
}
