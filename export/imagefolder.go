package export

var _ = register(&Format{
	Name:      "imagefolder",
	Doc:       "image files with a metadata.jsonl, for datasets and for people who look at folders",
	Load:      "import datasets\nds = datasets.load_dataset(\"PATH\")",
	Pictures:  true,
	Turned:    true,
	DataFiles: "%s/**",
	Open: func(out *output, j job, s shard) (writer, error) {
		file, err := out.create(s.split + "/metadata.jsonl")
		return &folderWriter{out: out, folder: s.split + "/images/", lines: &lines{file: file, record: func(s *Sample) any {
			return struct {
				FileName string `json:"file_name"`
				Text     string `json:"text"`
				flatRecord
			}{"images/" + s.Name, s.Caption.Text, newFlatRecord(s, j.options)}
		}}}, err
	},
})

// folderWriter writes pictures as files, and lines about them.
type folderWriter struct {
	out    *output
	folder string
	lines  *lines
}

func (w *folderWriter) write(s *Sample) error {
	if s.Image != nil {
		if err := w.out.put(w.folder+s.Name, s.Image); err != nil {
			return err
		}
	}
	return w.lines.write(s)
}

func (w *folderWriter) close() error { return w.lines.close() }
