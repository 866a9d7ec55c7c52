package stats

import (
	"math"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

// told is what a caption says, without its text: a million captions are large.
type told struct {
	people, gender, framing string // as in tags.Description; empty when there is no caption
	words                   int32
	opening                 string
	kind                    string
}

// openingWords is how much of a caption's start shows that many start alike.
const openingWords = 3

// tell reads a caption.
func tell(text, kind string) told {
	words := strings.Fields(text)
	if len(words) == 0 {
		return told{}
	}
	d := tags.Describe(tags.Categories{}, text)
	return told{
		people: d.People, gender: d.Gender, framing: d.Framing,
		words: int32(len(words)), kind: kind,
		opening: strings.ToLower(strings.Join(words[:min(openingWords, len(words))], " ")),
	}
}

var _ = declare(&Property{
	Name:   "caption_kind",
	Phrase: "have a caption of kind %s",
	Title:  "caption kind",
	Doc:    "of the caption that would be exported, or of the one that came with the image",
	Of:     func(f *facts) string { return f.caption.kind },
})

var _ = declare(&Property{
	Name:   "caption_words",
	Title:  "caption words",
	Doc:    "counted between spaces",
	Values: []string{"1 to 9", "10 to 19", "20 to 39", "40 to 79", "80 to 159", "160 and more"},
	Edges:  []float64{10, 20, 40, 80, 160},
	Number: func(f *facts) float64 {
		if f.caption.words == 0 {
			return math.NaN()
		}
		return float64(f.caption.words)
	},
})

var _ = declare(&Property{
	Name:   "caption_opening",
	Base:   "images with a caption",
	Phrase: "have a caption that starts with “%s”",
	Title:  "caption opening",
	Doc:    "its first three words",
	Of:     func(f *facts) string { return f.caption.opening },
	Cap:    .1,
})
