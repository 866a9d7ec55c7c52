package export

import (
	"archive/tar"
	"fmt"
	"path"
	"strings"
	"time"
)

var _ = register(&Format{
	Name:      "webdataset",
	Doc:       "tar shards of picture, text and JSON, for webdataset and datasets",
	Load:      "import datasets\nds = datasets.load_dataset(\"PATH\")",
	Sharded:   true,
	DataFiles: "data/%s-*.tar",
	Open: func(out *output, j job, s shard) (writer, error) {
		file, err := out.create("data/" + s.name + ".tar")
		if err != nil {
			return nil, err
		}
		return &tarWriter{file: file, tar: tar.NewWriter(file), job: j}, nil
	},
})

type tarWriter struct {
	file *staged
	tar  *tar.Writer
	job  job
}

// write puts three files with the same stem: the key of the sample, which is
// its id and so holds no dot.
func (w *tarWriter) write(s *Sample) error {
	about, err := line(newTarRecord(s, w.job.options))
	if err != nil {
		return err
	}
	if !w.job.options.NoImages {
		if err := w.member(s.ID+w.extension(s), s.Image); err != nil {
			return err
		}
	}
	if err := w.member(s.ID+".json", about); err != nil {
		return err
	}
	return w.member(s.ID+".txt", []byte(s.Caption.Text))
}

// extension is that of the picture where all of the set have the same. The
// datasets library refuses a set whose samples differ in their extensions,
// and every reader looks at the content, so that a mixed set is all .jpg.
func (w *tarWriter) extension(s *Sample) string {
	if len(w.job.formats) == 1 && !s.Reencoded {
		return path.Ext(s.Name)
	}
	return ".jpg"
}

// tarRecord is flat and without nulls and empty lists: the datasets library
// takes the types of all samples from the first five, and stops at the first
// that differs. What may be absent is therefore text, empty when it is.
type tarRecord struct {
	ID           string            `json:"id"`
	Path         string            `json:"path"`
	Caption      string            `json:"caption"`
	CaptionKind  string            `json:"caption_kind"`
	CaptionBy    string            `json:"caption_backend"`
	CaptionModel string            `json:"caption_model"`
	CaptionScore string            `json:"caption_score"`
	Captions     map[string]string `json:"captions"`
	Tags         string            `json:"tags"`
	General      string            `json:"tags_general"`
	Character    string            `json:"tags_character"`
	Copyright    string            `json:"tags_copyright"`
	Artist       string            `json:"tags_artist"`
	Meta         string            `json:"tags_meta"`
	Rating       string            `json:"rating"`
	Width        int               `json:"width"`
	Height       int               `json:"height"`
	Format       string            `json:"format"`
	People       string            `json:"people"`
	Gender       string            `json:"gender"`
	Framing      string            `json:"framing"`
	Repeats      int               `json:"repeats"`
	Site         string            `json:"site"`
	PostID       string            `json:"post_id"`
	SourceURL    string            `json:"source_url"`
	Score        string            `json:"score"`
	Created      string            `json:"created"`
	GroupSize    int               `json:"group_size"`
	Family       string            `json:"family"`
	Split        string            `json:"split"`
	Measures     map[string]string `json:"measures,omitempty"`
}

func newTarRecord(s *Sample, o Options) tarRecord {
	r := newRecord(s, o)
	joined := func(tags []string) string { return strings.Join(tags, " ") }
	t := tarRecord{
		ID: r.ID, Path: r.Path, Caption: r.Caption, CaptionKind: r.CaptionKind, CaptionBy: r.CaptionBy, CaptionModel: r.CaptionModel, Captions: r.Captions,
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

func (w *tarWriter) member(name string, data []byte) error {
	header := &tar.Header{Name: name, Mode: 0o644, Size: int64(len(data)), ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR}
	err := w.tar.WriteHeader(header)
	if err == nil {
		_, err = w.tar.Write(data)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", w.file.path, err)
	}
	return nil
}

func (w *tarWriter) close() error {
	if err := w.tar.Close(); err != nil {
		return fmt.Errorf("write %s: %w", w.file.path, err)
	}
	return w.file.Close()
}
