package export

import (
	"errors"
	"strings"
)

var _ = register(&Format{
	Name:      "llava",
	Doc:       "one JSON list of conversations with images beside it, for LLaVA and ShareGPT4V",
	Load:      "# deepspeed llava/train/train_mem.py --data_path PATH/train.json --image_folder PATH …",
	Captions:  true,
	DataFiles: "%s.json",
	Open: func(out *output, j job, s shard) (writer, error) {
		return openList(out, s, llavaRecord)
	},
})

// turn is one side of a conversation.
type turn struct {
	From  string `json:"from"`
	Value string `json:"value"`
}

// llavaRecord has one question, with the one mark for the image, and the
// caption as its answer.
func llavaRecord(s *Sample) any {
	return struct {
		ID            string `json:"id"`
		Image         string `json:"image"`
		Conversations []turn `json:"conversations"`
	}{s.ID, imagePath(s), []turn{{"human", imageMark + "\n" + question(s.ID)}, {"gpt", unmarked(s.Caption.Text)}}}
}

// imageMark stands for the picture. It must not occur anywhere else.
const imageMark = "<image>"

func unmarked(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, imageMark, "(image)"))
}

// imagePath is that in the export, or in the source when no pictures are exported.
func imagePath(s *Sample) string {
	if s.Image == nil {
		return s.Path
	}
	return "images/" + s.Name
}

var questions = []string{
	"Describe this illustration.",
	"What does this picture show?",
	"Give a full description of the drawing.",
	"Who or what is in this illustration, and what is happening?",
	"Put into words what can be seen here.",
	"Write a caption for this image.",
	"Explain this picture to somebody who cannot see it.",
	"Describe the characters, what they wear, and where they are.",
}

// question is one of the questions, the same for the same id.
func question(id string) string {
	return questions[lot(0, "question", id)%uint64(len(questions))]
}

// listWriter writes one JSON list, a record a line, and the pictures beside it.
type listWriter struct {
	out    *output
	file   *staged
	record func(*Sample) any
	rows   int
}

func openList(out *output, s shard, record func(*Sample) any) (*listWriter, error) {
	file, err := out.create(s.name + ".json")
	if err != nil {
		return nil, err
	}
	_, err = file.Write([]byte("["))
	return &listWriter{out: out, file: file, record: record}, err
}

func (w *listWriter) write(s *Sample) error {
	if s.Image != nil {
		if err := w.out.put("images/"+s.Name, s.Image); err != nil {
			return err
		}
	}
	text, err := line(w.record(s))
	if err != nil {
		return err
	}
	before := "\n"
	if w.rows > 0 {
		before = ",\n"
	}
	w.rows++
	_, err = w.file.Write([]byte(before + strings.TrimRight(string(text), "\n")))
	return err
}

func (w *listWriter) close() error {
	_, err := w.file.Write([]byte("\n]\n"))
	return errors.Join(err, w.file.Close())
}
