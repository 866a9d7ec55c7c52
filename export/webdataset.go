package export

import (
	"archive/tar"
	"fmt"
	"path"
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
	about, err := line(newFlatRecord(s, w.job.options))
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
