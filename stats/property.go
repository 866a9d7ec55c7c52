package stats

import (
	"fmt"
	"math"

	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/tags"
)

// Unknown is the value of a property that nothing tells of.
const Unknown = "unknown"

// Property is one question that the report asks of every image. It has Of, or
// Number with Edges, or Names.
type Property struct {
	Name  string // in JSON, recipes and options
	Title string // at the head of its chart
	Doc   string // where it comes from, in one sentence
	// Values are the answers in their order. None means that any text may be
	// an answer; the most frequent come first.
	Values []string
	// Sorted says that the answers of an open property have an order.
	Sorted bool
	// Of answers for one image; empty is unknown.
	Of func(*facts) string
	// Number answers with a number, NaN for unknown. It falls in Values[i]
	// when it is below Edges[i], and in the last value otherwise.
	Number func(*facts) float64
	Edges  []float64
	// Names says that an image has any number of answers: its tags of the
	// category of that name, whose concentration matters more than their shares.
	Names bool
	// Phrases end the sentence "9 % of the images …", by value; Phrase does so
	// for every other value, with %s in its place.
	Phrases map[string]string
	Phrase  string
	Base    string // the images of which it is known, such as "images with a caption"
	Unit    string // of Number
	Except  string // a value that is no finding however common
	Nobody  string // the value of an image without people, which other properties repeat: it is not crossed
	// Even are the values among which an even distribution would be balance.
	// A lopsided one is a finding.
	Even []string
	// By is the column or condition by which export balances, if it is not
	// Name; a condition is to be true of half of the images.
	By string
	// Cap is the share of one name or value above which it is a finding, for
	// properties without Even; 0 is never.
	Cap float64
	// Measures are the columns of the measures table that it needs.
	Measures []string
	// Measured says that it is seen in the file, not told by tags or people,
	// so that a tag which it predicts may be learnt from it instead.
	Measured bool
}

var properties = registry.New[*Property]("property")

func declare(p *Property) *Property { return properties.Add(p.Name, p) }

// reportOrder is the order of the sections.
var reportOrder = []string{
	"people", "gender", "framing", "orientation", "aspect", "colour", "text", "brightness", "contrast", "saturation", "blur", "border",
	"resolution", "short_side", "format", "compression", "rating", "score", "year", "site",
	"tag_count", "tags", "artist", "character", "copyright",
	"caption_kind", "caption_words", "caption_opening",
}

// Properties are all that a report covers, in its order.
func Properties() []*Property {
	all := make([]*Property, 0, len(reportOrder))
	for _, name := range reportOrder {
		p, err := properties.Get(name)
		if err != nil {
			panic(err) // a mistake in reportOrder
		}
		all = append(all, p)
	}
	return all
}

func (p *Property) bin(x float64) string {
	if math.IsNaN(x) {
		return ""
	}
	for i, edge := range p.Edges {
		if x < edge {
			return p.Values[i]
		}
	}
	return p.Values[len(p.Values)-1]
}

// phrase ends the sentence "9 % of the images …".
func (p *Property) phrase(value string) string {
	if said, ok := p.Phrases[value]; ok {
		return said
	}
	if p.Phrase != "" {
		return fmt.Sprintf(p.Phrase, value)
	}
	return "have " + p.Title + " " + value
}

// facts is all that a report wants to know of one image.
type facts struct {
	file
	format, rating, site string

	tags     tags.Categories
	said     tags.Description // by the tags alone
	caption  told
	numbers  map[string]int // place of a measure in measures
	measures []float64
}

// measure is a number of the measures table, NaN where there is none.
func (f *facts) measure(name string) float64 {
	at, ok := f.numbers[name]
	if !ok || at >= len(f.measures) {
		return math.NaN()
	}
	return f.measures[at]
}

// category is that of the tags which a property with Names counts.
func (p *Property) category() string {
	if p.Name == "tags" {
		return "general"
	}
	return p.Name
}
