package export

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/winnow-data/winnow/tags"
)

var _ = register(&Format{
	Name:      "jsonl",
	Doc:       "one line of JSON for each image, with its path in the source and no picture, for programs of your own",
	Load:      "import datasets\nds = datasets.load_dataset(\"PATH\")",
	DataFiles: "data/%s.jsonl",
	Features:  cardFeatures,
	Open: func(out *output, j job, s shard) (writer, error) {
		file, err := out.create("data/" + s.name + ".jsonl")
		return &lines{file: file, record: func(s *Sample) any { return newRecord(s, j.options) }}, err
	},
})

// lines writes one record a sample.
type lines struct {
	file   *staged
	record func(*Sample) any
}

func (w *lines) write(s *Sample) error {
	text, err := line(w.record(s))
	if err != nil {
		return err
	}
	_, err = w.file.Write(text)
	return err
}

func (w *lines) close() error { return w.file.Close() }

// record is a sample as JSON, in the words of the Parquet columns. Every field
// is always there, for readers infer types from the first lines.
type record struct {
	ID             string              `json:"id"`
	Path           string              `json:"path"`
	Caption        string              `json:"caption"`
	CaptionKind    string              `json:"caption_kind"`
	CaptionBy      string              `json:"caption_backend"`
	CaptionModel   string              `json:"caption_model"`
	CaptionPrompt  string              `json:"caption_prompt_sha"`
	CaptionScore   *decimal            `json:"caption_score"`
	CaptionDropped bool                `json:"caption_dropped"`
	Captions       map[string]string   `json:"captions"`
	Tags           []string            `json:"tags"`
	ByCategory     map[string][]string `json:"tags_by_category"`
	Rating         string              `json:"rating"`
	Width          int                 `json:"width"`
	Height         int                 `json:"height"`
	Format         string              `json:"format"`
	People         string              `json:"people"`
	Gender         string              `json:"gender"`
	Framing        string              `json:"framing"`
	Repeats        int                 `json:"repeats"`
	Site           string              `json:"site"`
	PostID         string              `json:"post_id"`
	SourceURL      string              `json:"source_url"`
	Score          *int64              `json:"score"`
	Created        *time.Time          `json:"created"`
	GroupSize      int                 `json:"group_size"`
	Family         string              `json:"family"`
	Split          string              `json:"split"`
	Measures       map[string]*decimal `json:"measures,omitempty"`
}

// decimal is a number that is written with a point even when it is whole, so
// that no reader takes the column for one of integers.
type decimal float64

// MarshalJSON writes the number; it must be finite.
func (d decimal) MarshalJSON() ([]byte, error) {
	text := strconv.FormatFloat(float64(d), 'g', -1, 64)
	if !strings.ContainsAny(text, ".e") {
		text += ".0"
	}
	return []byte(text), nil
}

func newRecord(s *Sample, o Options) record {
	r := record{
		ID: s.ID, Path: s.Path, Caption: s.Caption.Text, CaptionKind: s.Caption.Kind, CaptionBy: s.Caption.Backend, CaptionModel: s.Caption.Model,
		CaptionPrompt: s.Caption.PromptSHA, CaptionScore: (*decimal)(s.Caption.Score), CaptionDropped: s.CaptionDropped, Captions: map[string]string{}, Tags: append([]string{}, s.Ordered...), ByCategory: byCategory(s.Tags),
		Rating: s.Rating, Width: s.Width, Height: s.Height, Format: s.Format, People: s.People, Gender: s.Gender, Framing: s.Framing, Repeats: s.Repeats,
		Site: s.Site, PostID: s.PostID, SourceURL: s.SourceURL, Score: s.Score, Created: s.Created, GroupSize: s.GroupSize, Family: s.Family, Split: s.Split,
	}
	for _, kind := range captionKinds {
		r.Captions[kind] = s.Captions[kind].Text
	}
	for i, name := range o.Measures {
		if r.Measures == nil {
			r.Measures = map[string]*decimal{}
		}
		r.Measures[name] = nil
		if v := s.Measured[i]; !math.IsNaN(v) {
			r.Measures[name] = (*decimal)(&v)
		}
	}
	return r
}

func byCategory(c tags.Categories) map[string][]string {
	list := func(tags []string) []string { return append([]string{}, tags...) }
	return map[string][]string{"general": list(c.General), "character": list(c.Character), "copyright": list(c.Copyright), "artist": list(c.Artist), "meta": list(c.Meta)}
}
