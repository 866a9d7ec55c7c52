package sample

import (
	"fmt"
	"image"
)

// artists and their habits: who draws what is the bias of a real scrape.
var artists = []string{"mizuno_ink", "hare_and_pen", "kumo-9", "oka_tea", "sora_note", "b_lantern", "tsubame_04", "yuki_(paper_moon)", "nightmail", "r_akari"}

// cast are characters of made-up series, always drawn alike.
var cast = []struct {
	series string
	person Person
}{
	{"lantern_street", Person{Skin: 1, Character: "aoi_(lantern_street)", Gender: "girl", HairColour: "blue", HairLength: "long", HairStyle: "twintails", EyeColour: "yellow", Headwear: "ribbon", HeadColour: "red"}},
	{"lantern_street", Person{Skin: 1, Character: "hotaru_shirogane", Gender: "girl", HairColour: "white", HairLength: "very_long", HairStyle: "loose", EyeColour: "red", Headwear: "halo"}},
	{"lantern_street", Person{Skin: 1, Character: "natsuo_kage", Gender: "boy", HairColour: "black", HairLength: "short", HairStyle: "loose", EyeColour: "purple", Headwear: "none"}},
	{"tidewater_academy", Person{Skin: 1, Character: "minato_sakura", Gender: "girl", HairColour: "pink", HairLength: "medium", HairStyle: "loose", EyeColour: "green", Garment: "sailor", Colour: "blue", Headwear: "flower", HeadColour: "white"}},
	{"tidewater_academy", Person{Skin: 1, Character: "rei_(tidewater_academy)", Gender: "girl", HairColour: "black", HairLength: "long", HairStyle: "ponytail", EyeColour: "purple", Garment: "sailor", Colour: "blue", Headwear: "none", Glasses: true}},
	{"clockwork_bakery", Person{Skin: 1, Character: "mocha_(clockwork_bakery)", Gender: "girl", HairColour: "brown", HairLength: "short", HairStyle: "loose", EyeColour: "brown", Headwear: "cat_ears"}},
	{"clockwork_bakery", Person{Skin: 1, Character: "poppy_wren", Gender: "girl", HairColour: "red", HairLength: "long", HairStyle: "bun", EyeColour: "aqua", Headwear: "none"}},
}

// Invent is the truth of the picture of that number in a scrape: mostly one
// girl, cut at the bust, on a plain or outdoor background; one in twenty grey.
func Invent(seed uint64, number int) Truth {
	d := roll(seed, fmt.Sprint("invent ", number))
	t := Truth{Seed: d.next(), Subject: Figures, Artist: artists[d.below(1+d.below(len(artists)))]}
	t.Subject = weighted(d, []weight{{Figures, 91}, {Landscape, 6}, {Still, 3}})
	t.Colouring = weighted(d, []weight{{Coloured, 91}, {Greyscale, 5}, {Sepia, 2}, {LineArt, 2}})
	if t.Subject != Figures {
		t.Place = pick(d, "sea", "field", "forest", "city")
		return t
	}
	for range 1 + int(weighted(d, []weight{{"0", 93}, {"1", 5}, {"2", 2}})[0]-'0') {
		var p Person
		if d.chance(45) {
			who := cast[d.below(1+d.below(len(cast)))]
			p, t.Series = who.person, who.series
		}
		t.People = append(t.People, p)
	}
	return t.settled()
}

// Size is the shape of that picture, of which the long side has side pixels at
// most: upright, but for one in fifteen.
func Size(t Truth, side int) image.Point {
	d := roll(t.Seed, "size")
	side = side * (70 + d.below(31)) / 100
	ratio := pick(d, [2]int{3, 4}, [2]int{2, 3}, [2]int{5, 7}, [2]int{3, 4}, [2]int{4, 5}, [2]int{9, 16})
	size := image.Pt(side*ratio[0]/ratio[1], side)
	wide := 3
	if t.Subject == Landscape || len(t.People) > 1 {
		wide = 60
	}
	if d.chance(wide) {
		return image.Pt(size.Y, size.X)
	}
	if d.chance(4) {
		return image.Pt(size.X, size.X)
	}
	return size
}
