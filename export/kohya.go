package export

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

var _ = register(&Format{
	Name:     "kohya",
	Doc:      "images, captions and metadata for sd-scripts, with the dataset.toml that fits them",
	Load:     "# accelerate launch sdxl_train.py --dataset_config PATH/dataset.toml …",
	Pictures: true,
	Knows:    []string{"jpeg", "png", "webp", "bmp"}, // sd-scripts passes over all other extensions
	Open:     openKohya,
	Finish:   writeKohyaConfig,
})

// kohyaWriter writes one metadata file for each number of repeats, because the
// trainer knows repeats of a whole subset only.
type kohyaWriter struct {
	out   *output
	split string
	files map[int]*lines
	job   job
}

func openKohya(out *output, j job, s shard) (writer, error) {
	w := &kohyaWriter{out: out, split: s.split, files: map[int]*lines{}, job: j}
	for _, repeats := range j.repeats {
		file, err := out.create(kohyaMetadata(s.split, repeats))
		if err != nil {
			return nil, err
		}
		w.files[repeats] = &lines{file: file, record: func(s *Sample) any { return kohyaRecord(s, j.options.Trigger) }}
	}
	return w, nil
}

func kohyaMetadata(split string, repeats int) string {
	return fmt.Sprintf("%s-x%d.jsonl", split, repeats)
}

// kohyaRecord is a line as the trainer reads it. It joins caption and tags by
// a comma.
func kohyaRecord(s *Sample, trigger string) any {
	tags := kohyaTags(s)
	if s.Caption.Text == "" {
		tags = led(trigger, tags)
	}
	return struct {
		Path    string `json:"image_path"`
		Caption string `json:"caption"`
		Tags    string `json:"tags"`
		Size    [2]int `json:"image_size"`
	}{s.Name, kohyaText(s.Caption.Text), tags, [2]int{s.Width, s.Height}}
}

func (w *kohyaWriter) write(s *Sample) error {
	if s.Image != nil {
		if err := w.out.put("images/"+s.Name, s.Image); err != nil {
			return err
		}
	}
	stem := "images/" + strings.TrimSuffix(s.Name, path.Ext(s.Name))
	if err := w.out.put(stem+".caption", []byte(kohyaText(s.Caption.Text)+"\n")); err != nil {
		return err
	}
	if err := w.out.put(stem+".txt", []byte(led(w.job.options.Trigger, kohyaTags(s))+"\n")); err != nil {
		return err
	}
	return w.files[s.Repeats].write(s)
}

func (w *kohyaWriter) close() error {
	for _, repeats := range w.job.repeats {
		if err := w.files[repeats].close(); err != nil {
			return err
		}
	}
	return nil
}

// kohyaText is one line without the mark at which the trainer may split it:
// without wildcards only the first line of a caption counts.
func kohyaText(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	return strings.ReplaceAll(text, "|||", "| | |")
}

// kohyaTags are the tags of what is to be seen, in order, with spaces. A trigger
// that stood first among the tags stays there: trainers keep the first ones in
// place.
func kohyaTags(s *Sample) string {
	c := s.Tags
	c.Meta, c.Artist = nil, nil
	ordered := tags.Order(c)
	if i := slices.Index(ordered, s.First); i > 0 {
		ordered = slices.Insert(slices.Delete(ordered, i, i+1), 0, s.First)
	}
	var words []string
	for _, tag := range ordered {
		if !tags.IsKaomoji(tag) {
			tag = strings.ReplaceAll(tag, "_", " ")
		}
		words = append(words, kohyaText(tag))
	}
	return strings.Join(words, ", ")
}

// writeKohyaConfig writes the configuration without which the metadata would
// be misread. Wildcards are off, so that braces and bars stay as they are.
func writeKohyaConfig(out *output, j job) error {
	var b bytes.Buffer
	fmt.Fprint(&b, "# For sd-scripts: --dataset_config dataset.toml, started in this folder.\n"+
		"# Captions are sentences: shuffling would cut them at their commas. To shuffle\n# tags, use the .txt files with caption_extension = \".txt\".\n"+
		"[general]\nenable_wildcard = false\nshuffle_caption = false\ncaption_separator = \", \"\nenable_bucket = true\n\n[[datasets]]\nresolution = 1024\nbatch_size = 1\n")
	for _, repeats := range j.repeats {
		fmt.Fprintf(&b, "\n[[datasets.subsets]]\nimage_dir = \"images\"\nmetadata_file = %q\nnum_repeats = %d\n", kohyaMetadata(splitTrain, repeats), repeats)
	}
	return out.put("dataset.toml", b.Bytes())
}
