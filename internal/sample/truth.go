// Package sample draws small illustrations whose truth is known: who is in
// them, in which colours, where, at what time of day. Tests, benchmarks and
// `winnow sample` use it. The same truth gives the same pixels on every
// machine, and the same options give the same folder.
package sample

import (
	"fmt"
	"slices"
)

// Subjects of a picture.
const (
	Figures   = "figures"   // one or several people
	Landscape = "landscape" // nobody
	Still     = "still"     // a thing on a table
	Poster    = "poster"    // mostly text
	Comic     = "comic"     // a page of panels with bubbles
	Blank     = "blank"     // one colour
)

// Framings of figures.
const (
	Portrait  = "portrait"
	UpperBody = "upper_body"
	Cowboy    = "cowboy_shot"
	FullBody  = "full_body"
)

// Colourings of a picture.
const (
	Coloured  = ""          // as it is
	Greyscale = "greyscale" // no colour at all
	Sepia     = "sepia"     // one warm tint, as of an old scan
	LineArt   = "lineart"   // lines without fill, on white
)

// Person is one figure. Colours are named as booru tags name them; an empty
// field is filled in by chance.
type Person struct {
	Gender      string `json:"gender"`       // girl or boy
	HairColour  string `json:"hair_colour"`  // blonde
	HairLength  string `json:"hair_length"`  // short, medium, long or very_long
	HairStyle   string `json:"hair_style"`   // loose, ponytail, twintails or bun
	EyeColour   string `json:"eye_colour"`   // blue
	Skin        int    `json:"skin"`         // 0 to 4, light to dark
	Expression  string `json:"expression"`   // smile, open_mouth, closed_eyes, frown, expressionless or wink
	Garment     string `json:"garment"`      // dress, shirt, sailor, hoodie, kimono or jacket
	Colour      string `json:"colour"`       // of the garment
	Lower       string `json:"lower"`        // of the skirt or trousers beneath
	Pose        string `json:"pose"`         // standing, hand_on_own_hip, waving, arms_up or holding
	Held        string `json:"held"`         // book, flower, cup, umbrella or balloon, when the pose is holding
	Headwear    string `json:"headwear"`     // none, hat, beret, cat_ears, halo, ribbon, headphones or flower
	Glasses     bool   `json:"glasses"`      //
	Neckwear    string `json:"neckwear"`     // none, scarf or necktie
	NeckColour  string `json:"neck_colour"`  //
	Character   string `json:"character"`    // name with series, empty when original
	HeadColour  string `json:"head_colour"`  // of the headwear
	LookingAway bool   `json:"looking_away"` // else looking at the viewer
}

// Truth is what a picture shows. What it leaves open is chosen by Seed.
type Truth struct {
	Seed      uint64   `json:"seed"`
	Subject   string   `json:"subject"` // Figures when empty
	People    []Person `json:"people,omitempty"`
	Framing   string   `json:"framing,omitempty"`
	Place     string   `json:"place,omitempty"`     // white, plain, pattern, sky, sea, field, forest, city or room
	Time      string   `json:"time,omitempty"`      // day, sunset or night
	Colouring string   `json:"colouring,omitempty"` // Coloured, Greyscale, Sepia or LineArt
	Dark      bool     `json:"dark,omitempty"`      // nearly black, as a bad exposure
	Text      string   `json:"text,omitempty"`      // written across the picture
	Artist    string   `json:"artist,omitempty"`
	Series    string   `json:"series,omitempty"`
}

// Tags are those that a booru would give the picture, by category, each list
// sorted.
type Tags struct {
	General, Character, Copyright, Artist, Meta []string
	Rating                                      string
}

// Tags names all that the picture shows.
func (t Truth) Tags() Tags {
	t = t.settled()
	tags := Tags{Rating: "general"}
	add := func(names ...string) { tags.General = append(tags.General, names...) }
	switch t.Subject {
	case Landscape, Still:
		add("no_humans")
		if t.Subject == Landscape {
			add("scenery")
		} else {
			add("still_life", "cup", "table", "food", "fruit")
		}
	case Poster:
		add("text_focus", "no_humans", "english_text")
	case Comic:
		add("comic", "speech_bubble", "english_text", "1girl")
	case Blank:
		add("no_humans", "simple_background")
	}
	if t.Subject == Figures {
		add(countTags(t.People)...)
		add(t.Framing)
		for _, p := range t.People {
			add(p.tags(t.Framing)...)
			if p.Character != "" {
				tags.Character = append(tags.Character, p.Character)
			}
		}
		if t.Series == "" {
			tags.Copyright = append(tags.Copyright, "original")
		}
	}
	if t.Subject == Figures || t.Subject == Landscape {
		add(placeTags(t.Place, t.Time)...)
	}
	switch t.Colouring {
	case Greyscale:
		add("monochrome", "greyscale")
	case Sepia:
		add("monochrome", "sepia")
	case LineArt:
		add("lineart", "monochrome")
	}
	if t.Dark {
		add("dark")
	}
	if t.Text != "" {
		add("english_text")
	}
	if t.Series != "" {
		tags.Copyright = append(tags.Copyright, t.Series)
	}
	if t.Artist != "" {
		tags.Artist = append(tags.Artist, t.Artist)
	}
	for _, list := range []*[]string{&tags.General, &tags.Character, &tags.Copyright, &tags.Artist, &tags.Meta} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return tags
}

func countTags(people []Person) []string {
	count := map[string]int{}
	for _, p := range people {
		count[p.Gender]++
	}
	var tags []string
	for _, gender := range []string{"girl", "boy"} {
		switch n := count[gender]; {
		case n == 1:
			tags = append(tags, "1"+gender)
		case n > 1:
			tags = append(tags, fmt.Sprintf("%d%ss", n, gender), "multiple_"+gender+"s")
		}
	}
	if len(people) == 1 {
		tags = append(tags, "solo")
		if people[0].Gender == "boy" {
			tags = append(tags, "male_focus")
		}
	}
	return tags
}

func (p Person) tags(framing string) []string {
	tags := []string{p.HairColour + "_hair", p.HairLength + "_hair"}
	add := func(names ...string) { tags = append(tags, names...) }
	if p.HairStyle != "loose" {
		add(map[string]string{"ponytail": "ponytail", "twintails": "twintails", "bun": "hair_bun"}[p.HairStyle])
	}
	switch p.Expression {
	case "closed_eyes":
		add("closed_eyes", "smile")
	case "wink":
		add("one_eye_closed", p.EyeColour+"_eyes", "smile")
	default:
		add(p.Expression, p.EyeColour+"_eyes")
	}
	if p.Expression != "closed_eyes" {
		if p.LookingAway {
			add("looking_to_the_side")
		} else {
			add("looking_at_viewer")
		}
	}
	add(p.clothes(framing)...)
	if framing != Portrait {
		add(p.pose()...)
	}
	if framing == FullBody {
		add("standing", "shoes")
	}
	switch p.Headwear {
	case "none":
	case "hat", "beret":
		add(p.Headwear, p.HeadColour+"_headwear")
	case "cat_ears":
		add("cat_ears", "animal_ears")
	case "ribbon":
		add("hair_ribbon", p.HeadColour+"_ribbon")
	case "flower":
		add("hair_flower")
	default:
		add(p.Headwear)
	}
	if p.Glasses {
		add("glasses")
	}
	return tags
}

func (p Person) clothes(framing string) []string {
	var tags []string
	low := framing == Cowboy || framing == FullBody
	switch p.Garment {
	case "dress":
		tags = append(tags, "dress", p.Colour+"_dress", "short_sleeves")
	case "sailor":
		tags = append(tags, "school_uniform", "serafuku", p.Colour+"_sailor_collar", "white_shirt", "neckerchief")
	case "hoodie":
		tags = append(tags, "hoodie", p.Colour+"_hoodie", "long_sleeves")
	case "kimono":
		tags = append(tags, "kimono", p.Colour+"_kimono", "japanese_clothes", "wide_sleeves", "long_sleeves")
	case "jacket":
		tags = append(tags, "jacket", p.Colour+"_jacket", "white_shirt", "open_jacket", "long_sleeves")
	default:
		tags = append(tags, "shirt", p.Colour+"_shirt", "short_sleeves")
	}
	if low && p.skirted() {
		tags = append(tags, "skirt", p.Lower+"_skirt")
	}
	if low && p.trousered() {
		tags = append(tags, "pants", p.Lower+"_pants")
	}
	if p.Neckwear != "none" {
		tags = append(tags, p.Neckwear, p.NeckColour+"_"+p.Neckwear)
	}
	return tags
}

func (p Person) skirted() bool {
	return p.Gender == "girl" && (p.Garment == "shirt" || p.Garment == "sailor" || p.Garment == "jacket")
}

func (p Person) trousered() bool {
	return !p.skirted() && p.Garment != "dress" && p.Garment != "kimono"
}

func (p Person) pose() []string {
	switch p.Pose {
	case "holding":
		return []string{"holding", "holding_" + p.Held, p.Held}
	case "arms_up", "hand_on_own_hip", "waving":
		return []string{p.Pose}
	}
	return nil
}

func placeTags(place, time string) []string {
	var tags []string
	switch place {
	case "white":
		return []string{"simple_background", "white_background"}
	case "plain":
		return []string{"simple_background"}
	case "pattern":
		return []string{"polka_dot_background"}
	case "room":
		tags = []string{"indoors", "window", "room"}
		if time == "night" {
			tags = append(tags, "night")
		}
		return tags
	case "sea":
		tags = []string{"ocean", "beach", "horizon"}
	case "field":
		tags = []string{"field", "flower_field", "flower", "grass"}
	case "forest":
		tags = []string{"forest", "tree", "nature"}
	case "city":
		tags = []string{"city", "building", "cityscape"}
	}
	tags = append(tags, "outdoors", "sky")
	switch time {
	case "night":
		return append(tags, "night", "night_sky", "star_(sky)", "moon")
	case "sunset":
		return append(tags, "sunset", "orange_sky")
	}
	return append(tags, "day", "blue_sky", "cloud")
}

// settled is t with every open field chosen by its seed.
func (t Truth) settled() Truth {
	d := roll(t.Seed, "truth")
	fill(&t.Subject, Figures)
	fill(&t.Framing, weighted(d, []weight{{Portrait, 25}, {UpperBody, 45}, {Cowboy, 15}, {FullBody, 15}}))
	fill(&t.Place, weighted(d, []weight{{"white", 22}, {"plain", 16}, {"pattern", 8}, {"sky", 14}, {"sea", 8}, {"field", 8}, {"forest", 7}, {"city", 8}, {"room", 9}}))
	fill(&t.Time, weighted(d, []weight{{"day", 60}, {"sunset", 18}, {"night", 22}}))
	if t.Subject == Figures && len(t.People) == 0 {
		t.People = []Person{{}}
	}
	t.People = slices.Clone(t.People)
	for i := range t.People {
		if t.Framing == Portrait {
			t.People[i].Pose = "standing" // hands would not be seen
		}
		t.People[i].settle(d)
	}
	return t
}

func fill(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

func (p *Person) settle(d *dice) {
	fill(&p.Gender, weighted(d, []weight{{"girl", 90}, {"boy", 10}}))
	fill(&p.HairColour, weighted(d, []weight{{"blonde", 18}, {"brown", 16}, {"black", 16}, {"blue", 9}, {"pink", 9}, {"white", 8}, {"grey", 6}, {"purple", 6}, {"red", 5}, {"green", 3}, {"orange", 2}, {"aqua", 2}}))
	fill(&p.EyeColour, weighted(d, []weight{{"blue", 30}, {"red", 15}, {"green", 14}, {"purple", 13}, {"brown", 12}, {"yellow", 9}, {"pink", 4}, {"aqua", 3}}))
	length := []weight{{"long", 48}, {"short", 24}, {"medium", 14}, {"very_long", 14}}
	style := []weight{{"loose", 58}, {"twintails", 17}, {"ponytail", 15}, {"bun", 10}}
	garment := []weight{{"dress", 24}, {"sailor", 22}, {"shirt", 20}, {"hoodie", 12}, {"kimono", 10}, {"jacket", 12}}
	headwear := []weight{{"none", 46}, {"ribbon", 17}, {"hat", 9}, {"beret", 6}, {"cat_ears", 8}, {"flower", 8}, {"halo", 3}, {"headphones", 3}}
	if p.Gender == "boy" {
		length = []weight{{"short", 90}, {"medium", 10}}
		style = []weight{{"loose", 100}}
		garment = []weight{{"shirt", 35}, {"hoodie", 25}, {"jacket", 32}, {"kimono", 8}}
		headwear = []weight{{"none", 82}, {"hat", 6}, {"headphones", 6}, {"cat_ears", 6}}
	}
	fill(&p.HairLength, weighted(d, length))
	fill(&p.HairStyle, weighted(d, style))
	if p.HairLength == "short" {
		p.HairStyle = "loose"
	}
	fill(&p.Garment, weighted(d, garment))
	colours := []weight{{"white", 20}, {"black", 16}, {"red", 13}, {"blue", 18}, {"pink", 8}, {"green", 7}, {"yellow", 6}, {"purple", 6}, {"brown", 3}, {"grey", 3}, {"orange", 3}, {"aqua", 3}}
	fill(&p.Colour, weighted(d, colours))
	fill(&p.Lower, weighted(d, []weight{{"black", 35}, {"blue", 30}, {"red", 12}, {"grey", 10}, {"brown", 13}}))
	fill(&p.Expression, weighted(d, []weight{{"smile", 45}, {"open_mouth", 18}, {"closed_eyes", 9}, {"wink", 6}, {"frown", 7}, {"expressionless", 15}}))
	fill(&p.Pose, weighted(d, []weight{{"standing", 45}, {"hand_on_own_hip", 14}, {"waving", 14}, {"arms_up", 7}, {"holding", 20}}))
	fill(&p.Held, pick(d, "book", "flower", "cup", "umbrella", "balloon"))
	fill(&p.Headwear, weighted(d, headwear))
	fill(&p.HeadColour, weighted(d, colours))
	neck := []weight{{"none", 88}, {"scarf", 12}}
	if p.Garment == "shirt" || p.Garment == "jacket" {
		neck = []weight{{"none", 60}, {"necktie", 40}}
	}
	if p.Garment == "sailor" || p.Garment == "kimono" {
		neck = []weight{{"none", 100}}
	}
	fill(&p.Neckwear, weighted(d, neck))
	fill(&p.NeckColour, weighted(d, colours))
	if p.Skin == 0 {
		p.Skin = pick(d, 0, 0, 0, 0, 1, 1, 2, 3, 4)
	}
	p.Glasses = p.Glasses || d.chance(9)
}
