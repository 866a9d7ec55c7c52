package stats

import (
	"math"
	"strconv"
)

var _ = declare(&Property{
	Name:     "format",
	Phrase:   "are %s files",
	Title:    "file format",
	Doc:      "by the content of the file",
	Of:       func(f *facts) string { return f.format },
	Measured: true,
})

var _ = declare(&Property{
	Name:   "rating",
	Title:  "rating",
	Doc:    "of the post",
	Of:     func(f *facts) string { return first(f.tags.Rating, f.rating) },
	Values: []string{"general", "sensitive", "questionable", "explicit"},
	Phrases: map[string]string{
		"general":      "are rated general",
		"sensitive":    "are rated sensitive",
		"questionable": "are rated questionable",
		"explicit":     "are rated explicit",
	},
})

var _ = declare(&Property{
	Name:   "score",
	Title:  "score of the post",
	Doc:    "votes at its source",
	Values: []string{"below 0", "0", "1 to 9", "10 to 49", "50 to 199", "200 and more"},
	Edges:  []float64{0, 1, 10, 50, 200},
	Number: func(f *facts) float64 { return f.score },
})

var _ = declare(&Property{
	Name:   "year",
	Phrase: "are of %s",
	Title:  "year of the post",
	Doc:    "when it was posted, in UTC",
	Sorted: true,
	Of: func(f *facts) string {
		if f.year == 0 {
			return ""
		}
		return strconv.Itoa(int(f.year))
	},
	Measured: true,
})

var _ = declare(&Property{
	Name:     "site",
	Base:     "images with a known source",
	Phrase:   "come from %s",
	Title:    "source site",
	Doc:      "where it was posted",
	Of:       func(f *facts) string { return f.site },
	Cap:      .8,
	Measured: true,
})

// orNaN is a number that may be absent.
func orNaN(n *int64) float64 {
	if n == nil {
		return math.NaN()
	}
	return float64(*n)
}
