package export

import (
	"fmt"
	"strings"
	"time"
)

// flatRecord is without nulls and empty lists, for readers that take the types
// of all samples from the first ones, and stop at one that differs: the datasets
// library does so with the samples of a tar, and with the splits of folders of
// pictures. What may be absent is therefore text, empty when it is.
type flatRecord struct {
	ID             string            `json:"id"`
	Path           string            `json:"path"`
	Caption        string            `json:"caption"`
	CaptionKind    string            `json:"caption_kind"`
	CaptionBy      string            `json:"caption_backend"`
	CaptionModel   string            `json:"caption_model"`
	CaptionScore   string            `json:"caption_score"`
	CaptionDropped bool              `json:"caption_dropped"`
	Captions       map[string]string `json:"captions"`
	Tags           string            `json:"tags"`
	General        string            `json:"tags_general"`
	Character      string            `json:"tags_character"`
	Copyright      string            `json:"tags_copyright"`
	Artist         string            `json:"tags_artist"`
	Meta           string            `json:"tags_meta"`
	Rating         string            `json:"rating"`
	Width          int               `json:"width"`
	Height         int               `json:"height"`
	Format         string            `json:"format"`
	People         string            `json:"people"`
	Gender         string            `json:"gender"`
	Framing        string            `json:"framing"`
	Repeats        int               `json:"repeats"`
	Site           string            `json:"site"`
	PostID         string            `json:"post_id"`
	SourceURL      string            `json:"source_url"`
	Score          string            `json:"score"`
	Created        string            `json:"created"`
	GroupSize      int               `json:"group_size"`
	Family         string            `json:"family"`
	Split          string            `json:"split"`
	Measures       map[string]string `json:"measures,omitempty"`
}

func newFlatRecord(s *Sample, o Options) flatRecord {
	r := newRecord(s, o)
	joined := func(tags []string) string { return strings.Join(tags, " ") }
	t := flatRecord{
		ID: r.ID, Path: r.Path, Caption: r.Caption, CaptionKind: r.CaptionKind, CaptionBy: r.CaptionBy, CaptionModel: r.CaptionModel, CaptionDropped: r.CaptionDropped, Captions: r.Captions,
		Tags: joined(r.Tags), General: joined(s.Tags.General), Character: joined(s.Tags.Character), Copyright: joined(s.Tags.Copyright), Artist: joined(s.Tags.Artist), Meta: joined(s.Tags.Meta),
		Rating: r.Rating, Width: r.Width, Height: r.Height, Format: r.Format, People: r.People, Gender: r.Gender, Framing: r.Framing, Repeats: r.Repeats,
		Site: r.Site, PostID: r.PostID, SourceURL: r.SourceURL, GroupSize: r.GroupSize, Family: r.Family, Split: r.Split,
	}
	if r.CaptionScore != nil {
		t.CaptionScore = fmt.Sprint(*r.CaptionScore)
	}
	if r.Score != nil {
		t.Score = fmt.Sprint(*r.Score)
	}
	if r.Created != nil {
		t.Created = r.Created.UTC().Format(time.RFC3339)
	}
	for name, value := range r.Measures {
		if t.Measures == nil {
			t.Measures = map[string]string{}
		}
		t.Measures[name] = ""
		if value != nil {
			t.Measures[name] = fmt.Sprint(*value)
		}
	}
	return t
}
