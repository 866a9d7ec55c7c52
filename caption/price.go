package caption

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

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
	Date   string                 `json:"date"`
	Unit   string                 `json:"unit"`   // for readers
	Source string                 `json:"source"` // for readers
	Models map[string]*priceEntry `json:"models"`
}

// priceEntry is a Price as a file has it: what is left out is no zero.
type priceEntry struct {
	In    *float64 `json:"in"`
	Out   *float64 `json:"out"`
	Batch float64  `json:"batch"`
	Image string   `json:"image"`
}

// priceForm is what a file of prices looks like, for errors.
const priceForm = `{"date":"2026-01-31","models":{"NAME":{"in":0.4,"out":1.6,"batch":0.5,"image":"tiles 85 170"}}}, in US dollars for a million tokens`

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
				return Price{In: *p.In, Out: *p.Out, Batch: p.Batch, Image: p.Image, Known: true, Date: t.Date}, nil
			}
		}
	}
	return Price{}, nil
}

// readPrices reads a table of prices. A name that is not known is a mistake: a
// price that was left out by it would count as nothing, and no budget would end.
func readPrices(text []byte) (t priceTable, err error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil {
		return t, fmt.Errorf("%w: want %s", err, priceForm)
	}
	if _, err := time.Parse(time.DateOnly, t.Date); err != nil {
		return t, fmt.Errorf("date is %q: write the day that the prices are of, such as 2026-01-31", t.Date)
	}
	if len(t.Models) == 0 {
		return t, fmt.Errorf("it has no models: want %s", priceForm)
	}
	for _, name := range slices.Sorted(maps.Keys(t.Models)) {
		if err := t.Models[name].check(); err != nil {
			return t, fmt.Errorf("the price of %s: %w", name, err)
		}
	}
	return t, nil
}

func (p *priceEntry) check() error {
	switch {
	case p == nil || p.In == nil || p.Out == nil:
		return errors.New("it wants both in and out, in US dollars for a million tokens (0 for what costs nothing)")
	case *p.In < 0 || *p.Out < 0:
		return errors.New("it must not be negative")
	case p.Batch < 0 || p.Batch > 1:
		return fmt.Errorf("batch is %v: want the share of it that a batch costs, such as 0.5", p.Batch)
	}
	_, err := imageRule(p.Image)
	return err
}

// imageRules are the kinds of rule for pictures, and how many numbers each has.
var imageRules = map[string]int{"tiles": 2, "patches": 1, "squares": 1}

// imageRule reads how pictures are counted; nil when there is no rule.
func imageRule(text string) (numbers []float64, err error) {
	words := strings.Fields(text)
	if len(words) == 0 {
		return nil, nil
	}
	want, known := imageRules[words[0]]
	for _, word := range words[1:] {
		n, err := strconv.ParseFloat(word, 64)
		if err != nil || !(n >= 0 && n < 1e6) {
			return nil, fmt.Errorf("image is %q: %q is no number of tokens", text, word)
		}
		numbers = append(numbers, n)
	}
	if !known || len(numbers) != want {
		return nil, fmt.Errorf("image is %q: want \"tiles BASE EACH\", \"patches FACTOR\" or \"squares EACH\"", text)
	}
	return numbers, nil
}

// Cost is what so many tokens cost, in US dollars.
func (p Price) Cost(in, out int64) float64 {
	return (float64(in)*p.In + float64(out)*p.Out) / 1e6
}

// imageTokens is how many tokens a picture counts as.
func (p Price) imageTokens(w, h int, detail string) int64 {
	numbers, err := imageRule(p.Image)
	if err != nil {
		panic("caption: a price was not checked when it was read: " + err.Error())
	}
	switch kind, _, _ := strings.Cut(strings.TrimSpace(p.Image), " "); kind {
	case "tiles":
		if detail == "low" {
			return int64(numbers[0])
		}
		fw, fh := within(float64(w), float64(h), 2048)
		if short := min(fw, fh); short > 768 {
			fw, fh = fw*768/short, fh*768/short
		}
		return int64(numbers[0] + numbers[1]*math.Ceil(fw/512)*math.Ceil(fh/512))
	case "patches":
		n := math.Ceil(float64(w)/32) * math.Ceil(float64(h)/32)
		return int64(min(n, 1536) * numbers[0])
	case "squares":
		if w <= 384 && h <= 384 {
			return int64(numbers[0])
		}
		return int64(numbers[0] * math.Ceil(float64(w)/768) * math.Ceil(float64(h)/768))
	}
	return int64(w*h/750 + 1)
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
	return p.imageTokens(picture.Width, picture.Height, picture.Detail)
}

// textTokens is about how many tokens a text has: four letters of English each.
func textTokens(text string) int64 { return int64(len(text)+3) / 4 }

// usualAnswer is about how many tokens a caption has, for estimates.
const usualAnswer = 220
