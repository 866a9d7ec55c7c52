package caption

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/winnow-data/winnow/internal/chat"
	files "github.com/winnow-data/winnow/internal/place"
)

//go:embed prices.json
var ourPrices []byte

// Price is what a model costs, in US dollars for a million tokens, and how it
// counts a picture.
type Price struct {
	In    float64 `json:"in"`
	Out   float64 `json:"out"`
	Batch float64 `json:"batch"` // share of it that a batch costs
	// Image is "tiles BASE EACH" (512-pixel tiles after fitting 2048 and a short
	// side of 768), "patches FACTOR" (32-pixel patches, 1536 at most),
	// "squares EACH" (768-pixel squares), or empty for a guess.
	Image string `json:"image"`
	Known bool   `json:"-"`
	Date  string `json:"-"` // of the table that it is from
}

type priceTable struct {
	Date   string           `json:"date"`
	Models map[string]Price `json:"models"`
}

// dated are the endings of a model's name that say when it was made.
var dated = regexp.MustCompile(`(-\d{4}-\d{2}-\d{2}|-\d{8}|-\d{4}|-latest|-preview.*|-exp.*|-00\d)$`)

// priceOf looks a model up in the user's file and then in ours: by its whole
// name, without a provider before a slash, and without a date after it.
func priceOf(model, file string) (Price, error) {
	var tables []priceTable
	if file != "" {
		text, err := files.ReadWhole(file, 16<<20)
		if err != nil {
			return Price{}, fmt.Errorf("read the prices: %w", err)
		}
		t, err := readPrices(text)
		if err != nil {
			return Price{}, fmt.Errorf("read the prices %s: %w", file, err)
		}
		tables = append(tables, t)
	}
	ours, err := readPrices(ourPrices)
	if err != nil {
		return Price{}, err
	}
	tables = append(tables, ours)
	bare := model[strings.LastIndexByte(model, '/')+1:]
	for _, t := range tables {
		for _, name := range []string{model, bare, dated.ReplaceAllString(bare, "")} {
			if p, ok := t.Models[name]; ok {
				p.Known, p.Date = true, t.Date
				return p, nil
			}
		}
	}
	return Price{}, nil
}

func readPrices(text []byte) (priceTable, error) {
	var t priceTable
	if err := json.Unmarshal(text, &t); err != nil {
		return t, err
	}
	for name, p := range t.Models {
		if p.In < 0 || p.Out < 0 || p.Batch < 0 || p.Batch > 1 {
			return t, fmt.Errorf("the price of %s is negative, or its batch no share", name)
		}
		if _, err := p.imageTokens(1000, 1000, ""); err != nil {
			return t, fmt.Errorf("the price of %s: %w", name, err)
		}
	}
	return t, nil
}

// Cost is what so many tokens cost, in US dollars.
func (p Price) Cost(in, out int64) float64 {
	return (float64(in)*p.In + float64(out)*p.Out) / 1e6
}

// imageTokens is how many tokens a picture counts as.
func (p Price) imageTokens(w, h int, detail string) (int64, error) {
	rule := strings.Fields(p.Image)
	if len(rule) == 0 {
		return int64(w*h/750 + 1), nil
	}
	var numbers [2]float64
	for i, text := range rule[1:] {
		if i >= len(numbers) {
			return 0, fmt.Errorf("image rule %q has too many numbers", p.Image)
		}
		if _, err := fmt.Sscan(text, &numbers[i]); err != nil {
			return 0, fmt.Errorf("image rule %q: %w", p.Image, err)
		}
	}
	switch rule[0] {
	case "tiles":
		if detail == "low" {
			return int64(numbers[0]), nil
		}
		fw, fh := within(float64(w), float64(h), 2048)
		if short := min(fw, fh); short > 768 {
			fw, fh = fw*768/short, fh*768/short
		}
		return int64(numbers[0] + numbers[1]*math.Ceil(fw/512)*math.Ceil(fh/512)), nil
	case "patches":
		n := math.Ceil(float64(w)/32) * math.Ceil(float64(h)/32)
		return int64(min(n, 1536) * numbers[0]), nil
	case "squares":
		if w <= 384 && h <= 384 {
			return int64(numbers[0]), nil
		}
		return int64(numbers[0] * math.Ceil(float64(w)/768) * math.Ceil(float64(h)/768)), nil
	}
	return 0, fmt.Errorf("image rule %q is none of tiles, patches, squares", p.Image)
}

func within(w, h, side float64) (float64, float64) {
	if long := max(w, h); long > side {
		return w * side / long, h * side / long
	}
	return w, h
}

// estimate is about how many tokens a conversation has, its pictures included.
func (p Price) estimate(c chat.Conversation) int64 {
	n := textTokens(c.System)
	for _, t := range c.Turns {
		n += textTokens(t.Text) + 4
		if t.Image != nil {
			n += p.pictureTokens(t.Image)
			for _, part := range t.Image.Parts {
				n += p.pictureTokens(part)
			}
		}
	}
	if len(c.Params.Schema) > 0 {
		n += int64(len(c.Params.Schema)) / 4
	}
	return n
}

func (p Price) pictureTokens(picture *chat.Picture) int64 {
	tokens, err := p.imageTokens(picture.Width, picture.Height, picture.Detail)
	if err != nil {
		panic("caption: a price was not checked when it was read: " + err.Error())
	}
	return tokens
}

// textTokens is about how many tokens a text has: four letters of English each.
func textTokens(text string) int64 { return int64(len(text)+3) / 4 }

// usualAnswer is about how many tokens a caption has, for estimates.
const usualAnswer = 220
