package stats

import (
	"cmp"
	"math"
	"slices"
)

// Prediction says that a property of the file predicts a tag: a model may
// learn the property in place of what the tag means.
type Prediction struct {
	Tag      string  `json:"tag"`
	Category string  `json:"category"`
	Property string  `json:"property"`
	Value    string  `json:"value"`
	N        int64   `json:"n"`        // images with the tag and the value
	Tagged   int64   `json:"tagged"`   // images with the tag
	With     float64 `json:"with"`     // share of them that have the value
	Without  float64 `json:"without"`  // share of the other images that do
	Lift     float64 `json:"lift"`     // of the two together
	Phi      float64 `json:"phi"`      // correlation, -1 to 1
	Q        float64 `json:"q"`        // after Benjamini and Hochberg over all that were tried
	Expected bool    `json:"expected"` // they go together by nature
	Title    string  `json:"-"`        // of the property
}

const (
	predictableTags = 2000 // tags that are tried, the most frequent
	predictionsMost = 40   // that are reported
	leastTagged     = 20   // images that a tag must have
	leastPhi        = 0.1  // weaker ones are of no consequence
)

// natural are the tags that say, or come with, what a property measures.
var natural = map[string][]string{
	"colour":      {"monochrome", "greyscale", "spot_color", "sepia", "limited_palette", "lineart", "sketch", "comic", "manga", "4koma", "screentones", "blue_theme", "red_theme", "colorful", "partially_colored", "no_lineart"},
	"text":        {"text_focus", "speech_bubble", "comic", "4koma", "manga", "cover", "english_text", "japanese_text", "chinese_text", "korean_text", "romaji_text", "translated", "translation_request", "cover_page", "magazine_cover", "letterboxed", "watermark", "signature", "twitter_username", "web_address", "logo", "title", "character_name", "poster_(medium)"},
	"brightness":  {"night", "dark", "night_sky", "starry_sky", "silhouette", "black_background", "white_background", "simple_background", "sunlight", "day", "light", "dimly_lit", "moon", "monochrome"},
	"contrast":    {"high_contrast", "silhouette", "chiaroscuro", "simple_background", "white_background", "pale_color", "lineart"},
	"saturation":  {"monochrome", "greyscale", "colorful", "pale_color", "muted_color", "sepia", "limited_palette"},
	"orientation": {"wide_image", "tall_image", "scenery", "landscape", "wallpaper", "full_body", "multiple_girls", "lying", "panorama", "4koma", "banner"},
	"resolution":  {"highres", "absurdres", "incredibly_absurdres", "lowres", "icon", "pixel_art", "thumbnail"},
	"format":      {"animated", "animated_gif", "animated_png", "jpeg_artifacts", "transparent_background", "pixel_art", "lossless-lossy"},
	"compression": {"jpeg_artifacts", "lowres"},
}

// slot is one value of one property.
type slot struct {
	property int
	code     int
	n        int64
}

// predictions are the tags that measured properties of the last stage predict.
func (s *set) predictions(stage string) []Prediction {
	least := stageLevel[stage]
	slots, slotOf := s.slots(least)
	tagged, rank := s.frequentTags(least)
	counts := make([]int64, len(tagged)*len(slots))
	known := make([]int64, len(tagged)*len(slotOf)) // tagged images of which the property is known
	total := make([]int64, len(slotOf))
	present := make([]int, len(slotOf))
	for i, l := range s.level {
		if l < least {
			continue
		}
		for p, codes := range slotOf {
			present[p] = -2
			if codes != nil && s.codes[p][i] != 0 {
				present[p] = codes[s.codes[p][i]]
				total[p]++
			}
		}
		for _, tag := range s.arena.list(s.spans[i]) {
			r := int(rank[tag])
			if r < 0 {
				continue
			}
			for p, at := range present {
				if at > -2 {
					known[r*len(slotOf)+p]++
				}
				if at >= 0 {
					counts[r*len(slots)+at]++
				}
			}
		}
	}
	tried := []Prediction{}
	var ps []float64
	for r, tag := range tagged {
		for at, sl := range slots {
			k, row, n := counts[r*len(slots)+at], known[r*len(slotOf)+sl.property], total[sl.property]
			if row < leastTagged || row == n || sl.n == n {
				continue
			}
			tried = append(tried, s.prediction(tag, sl, k, row, n))
			ps = append(ps, surprise(k, row, sl.n, n))
		}
	}
	for i, q := range discoveries(ps) {
		tried[i].Q = q
	}
	return strongest(tried)
}

func strongest(tried []Prediction) []Prediction {
	found := slices.DeleteFunc(tried, func(p Prediction) bool { return p.Q >= significance || p.Phi < leastPhi })
	slices.SortStableFunc(found, func(a, b Prediction) int { return cmp.Compare(b.Phi, a.Phi) })
	return slices.Clone(found[:min(len(found), predictionsMost)])
}

// slots lists the values of the measured properties, and for each property
// where its codes are among them: -1 for a value that is too rare.
func (s *set) slots(least level) ([]slot, [][]int) {
	var slots []slot
	slotOf := make([][]int, len(s.codes))
	for p, property := range s.properties {
		if !property.Measured {
			continue
		}
		counts := make([]int64, len(s.texts[p].text)+1)
		for i, code := range s.codes[p] {
			if s.level[i] >= least {
				counts[code]++
			}
		}
		slotOf[p] = make([]int, len(counts))
		for i := range slotOf[p] {
			slotOf[p][i] = -1
		}
		for _, code := range s.shown(p, counts) {
			slotOf[p][code] = len(slots)
			slots = append(slots, slot{p, code, counts[code]})
		}
	}
	return slots, slotOf
}

// frequentTags lists the most frequent tags, and the rank of each tag: -1 of
// the others.
func (s *set) frequentTags(least level) ([]uint32, []int32) {
	counts := s.countTags(least).tags
	var tags []uint32
	for tag, n := range counts {
		if n >= leastTagged {
			tags = append(tags, uint32(tag))
		}
	}
	slices.SortFunc(tags, func(a, b uint32) int {
		x, y := s.vocabulary.all[a], s.vocabulary.all[b]
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(x.category, y.category), cmp.Compare(x.text, y.text))
	})
	tags = tags[:min(len(tags), predictableTags)]
	rank := make([]int32, len(counts))
	for tag := range rank {
		rank[tag] = -1
	}
	for i, tag := range tags {
		rank[tag] = int32(i)
	}
	return tags, rank
}

func (s *set) prediction(tag uint32, sl slot, k, row, n int64) Prediction {
	word, property := s.vocabulary.all[tag], s.properties[sl.property]
	p := Prediction{
		Tag: word.text, Category: categories[word.category], Property: property.Name, Title: property.Title, Value: s.texts[sl.property].text[sl.code-1],
		N: k, Tagged: row,
		With:    float64(k) / float64(row),
		Without: float64(sl.n-k) / float64(n-row),
		Lift:    float64(k) * float64(n) / (float64(row) * float64(sl.n)),
	}
	a, b, c, d := float64(k), float64(row-k), float64(sl.n-k), float64(n-row-sl.n+k)
	p.Phi = (a*d - b*c) / math.Sqrt((a+b)*(c+d)*(a+c)*(b+d))
	p.Expected = slices.Contains(natural[property.Name], word.text)
	return p
}
