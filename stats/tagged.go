package stats

import "math"

var _ = declare(&Property{
	Name:   "tag_count",
	Title:  "tags per image",
	Doc:    "tags of all categories but meta",
	Values: []string{"1 to 4", "5 to 9", "10 to 19", "20 to 29", "30 to 49", "50 and more"},
	Edges:  []float64{5, 10, 20, 30, 50},
	Number: func(f *facts) float64 {
		n := len(f.tags.General) + len(f.tags.Character) + len(f.tags.Copyright) + len(f.tags.Artist)
		if n == 0 {
			return math.NaN()
		}
		return float64(n)
	},
})

var _ = declare(&Property{
	Name:   "tags",
	Phrase: "have the tag %s",
	Title:  "general tags",
	Doc:    "images that have the tag; an image has many",
	Names:  true,
})

var _ = declare(&Property{
	Name:   "artist",
	Base:   "images with an artist tag",
	Phrase: "are by %s",
	By:     "tags_artist",
	Title:  "artist",
	Doc:    "by the artist tags",
	Names:  true,
	Cap:    .05,
})

var _ = declare(&Property{
	Name:   "character",
	Base:   "images with a character tag",
	Phrase: "show %s",
	By:     "tags_character",
	Title:  "character",
	Doc:    "by the character tags",
	Names:  true,
	Cap:    .05,
})

var _ = declare(&Property{
	Name:   "copyright",
	Base:   "images with a series tag",
	Phrase: "are of the series %s",
	Except: "original", // belongs to no series
	By:     "tags_copyright",
	Title:  "series",
	Doc:    "by the copyright tags",
	Names:  true,
	Cap:    .2,
})
