package export

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

var _ = register(&Format{
	Name:      "parquet",
	Doc:       "Parquet shards with the pictures in them, for datasets, DuckDB, pandas and polars",
	Load:      "import datasets\nds = datasets.load_dataset(\"PATH\")",
	Sharded:   true,
	Turned:    true,
	DataFiles: "data/%s-*.parquet",
	Open: func(out *output, j job, s shard) (writer, error) {
		return openParquet(out, j, s)
	},
})

// column is one of the exported columns.
type column struct {
	table.ExportColumn
	doc   string
	value func(*Sample) any
}

func text(name, doc string, value func(*Sample) string) column {
	return column{table.ExportColumn{Name: name, Kind: table.ExportText}, doc, func(s *Sample) any { return orNull(value(s)) }}
}

func texts(name, doc string, value func(*Sample) []string) column {
	return column{table.ExportColumn{Name: name, Kind: table.ExportTexts}, doc, func(s *Sample) any { return append([]string{}, value(s)...) }}
}

func integer(name, doc string, value func(*Sample) int) column {
	return column{table.ExportColumn{Name: name, Kind: table.ExportInteger}, doc, func(s *Sample) any { return value(s) }}
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// columns of a sample, the picture first.
func columns(o Options) []column {
	var all []column
	if !o.NoImages {
		all = append(all, column{table.ExportColumn{Name: "image", Kind: table.ExportImage}, "the picture: bytes of its file, and a name",
			func(s *Sample) any { return table.ExportedImage{Bytes: s.Image, Name: s.Name} }})
	}
	all = append(all,
		text("id", "SHA-256 of the original file", func(s *Sample) string { return s.ID }),
		text("caption", "the caption to train on", func(s *Sample) string { return s.Caption.Text }),
		texts("tags", "all tags, in the order in which they read well", func(s *Sample) []string { return s.Ordered }),
		texts("tags_general", "what is to be seen", func(s *Sample) []string { return s.Tags.General }),
		texts("tags_character", "who is to be seen", func(s *Sample) []string { return s.Tags.Character }),
		texts("tags_copyright", "series that they are from", func(s *Sample) []string { return s.Tags.Copyright }),
		texts("tags_artist", "who made it", func(s *Sample) []string { return s.Tags.Artist }),
		texts("tags_meta", "about the file", func(s *Sample) []string { return s.Tags.Meta }),
		text("rating", "general, sensitive, questionable or explicit", func(s *Sample) string { return s.Rating }),
		integer("width", "pixels, upright", func(s *Sample) int { return s.Width }),
		integer("height", "pixels, upright", func(s *Sample) int { return s.Height }),
		text("format", "of the picture as exported", func(s *Sample) string { return s.Format }),
		text("people", "none, solo, multi or unknown", func(s *Sample) string { return s.People }),
		text("gender", "female, male, mixed, other or unknown", func(s *Sample) string { return s.Gender }),
		text("framing", "portrait, upper_body, cowboy_shot, full_body, far, none or unknown", func(s *Sample) string { return s.Framing }),
		integer("repeats", "times to show it in one pass over the set", func(s *Sample) int { return s.Repeats }),
		text("caption_kind", "composed, vlm, fused, short, human, source, or tags for a line of them", func(s *Sample) string { return s.Caption.Kind }),
		text("caption_backend", "what wrote the caption", func(s *Sample) string { return s.Caption.Backend }),
		text("caption_model", "the model that wrote it", func(s *Sample) string { return s.Caption.Model }),
		text("caption_prompt_sha", "hash of the prompt that it was asked with", func(s *Sample) string { return s.Caption.PromptSHA }),
		column{table.ExportColumn{Name: "caption_score", Kind: table.ExportNumber}, "0 to 1, by the checks against the tags", func(s *Sample) any {
			if s.Caption.Score == nil {
				return nil
			}
			return *s.Caption.Score
		}},
		column{table.ExportColumn{Name: "caption_dropped", Kind: table.ExportTruth}, "the caption was left empty by chance, as asked for", func(s *Sample) any { return s.CaptionDropped }},
	)
	for _, kind := range captionKinds {
		all = append(all, text("caption_"+kind, captionDocs[kind], func(s *Sample) string { return s.Captions[kind].Text }))
	}
	all = append(all,
		text("site", "where it was posted", func(s *Sample) string { return s.Site }),
		text("post_id", "its post there", func(s *Sample) string { return s.PostID }),
		text("source_url", "where the post says that it is from", func(s *Sample) string { return s.SourceURL }),
		column{table.ExportColumn{Name: "score", Kind: table.ExportInteger, Wide: true}, "of the post", func(s *Sample) any {
			if s.Score == nil {
				return nil
			}
			return int(*s.Score)
		}},
		column{table.ExportColumn{Name: "created", Kind: table.ExportTime}, "when it was posted, UTC", func(s *Sample) any {
			if s.Created == nil {
				return nil
			}
			return *s.Created
		}},
		text("prompt", "that it was generated from", func(s *Sample) string { return s.Prompt }),
		text("generator", "program that generated it", func(s *Sample) string { return s.Generator }),
		text("path", "in the source", func(s *Sample) string { return s.Path }),
		integer("group_size", "files of the source that it stands for", func(s *Sample) int { return s.GroupSize }),
		texts("tags_merged", "tags that came from its duplicates, as category:tag", func(s *Sample) []string { return s.Merged }),
		text("family", "id of the first of its variants", func(s *Sample) string { return s.Family }),
		text("split", "train or validation", func(s *Sample) string { return s.Split }),
	)
	for i, name := range o.Measures {
		all = append(all, column{table.ExportColumn{Name: name, Kind: table.ExportNumber}, "measure", func(s *Sample) any {
			if math.IsNaN(s.Measured[i]) {
				return nil
			}
			return s.Measured[i]
		}})
	}
	return all
}

var captionDocs = map[string]string{
	dataset.KindComposed: "written offline from the tags",
	dataset.KindVLM:      "by a vision model that saw the picture",
	dataset.KindFused:    "several texts made one by a model",
	dataset.KindShort:    "a longer caption shortened",
	dataset.KindHuman:    "written or corrected by a person",
	dataset.KindSource:   "came with the image",
}

type parquetWriter struct {
	file    *staged
	rows    *table.ExportWriter
	columns []column
	values  []any
}

func openParquet(out *output, j job, s shard) (*parquetWriter, error) {
	all := columns(j.options)
	stored := make([]table.ExportColumn, len(all))
	for i, c := range all {
		stored[i] = c.ExportColumn
	}
	features, err := features(all)
	if err != nil {
		return nil, err
	}
	file, err := out.create("data/" + s.name + ".parquet")
	if err != nil {
		return nil, err
	}
	rows, err := table.NewExport(file, stored, map[string]string{"huggingface": features})
	if err != nil {
		return nil, err
	}
	return &parquetWriter{file: file, rows: rows, columns: all, values: make([]any, len(all))}, nil
}

func (w *parquetWriter) write(s *Sample) error {
	for i, c := range w.columns {
		w.values[i] = c.value(s)
	}
	if err := w.rows.Write(w.values...); err != nil {
		return fmt.Errorf("write %s: %w", w.file.path, err)
	}
	return nil
}

func (w *parquetWriter) close() error {
	if err := w.rows.Close(); err != nil {
		return err
	}
	return w.file.Close()
}

// features tell the datasets library what each column is, above all that the
// first one holds pictures.
func features(all []column) (string, error) {
	type value struct {
		Type    string `json:"_type"`
		DType   string `json:"dtype,omitempty"`
		Feature *value `json:"feature,omitempty"`
	}
	described := map[string]value{}
	for _, c := range all {
		v := value{Type: "Value"}
		switch c.Kind {
		case table.ExportText:
			v.DType = "string"
		case table.ExportInteger:
			v.DType = "int32"
			if c.Wide {
				v.DType = "int64"
			}
		case table.ExportNumber:
			v.DType = "float64"
		case table.ExportTruth:
			v.DType = "bool"
		case table.ExportTime:
			v.DType = "timestamp[us, tz=UTC]"
		case table.ExportTexts:
			v = value{Type: "List", Feature: &value{Type: "Value", DType: "string"}}
		case table.ExportImage:
			v = value{Type: "Image"}
		}
		described[c.Name] = v
	}
	text, err := json.Marshal(map[string]any{"info": map[string]any{"features": described}})
	return string(text), err
}
