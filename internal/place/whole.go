package place

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// ReadWhole reads a file that a user names, of most bytes at most. Reading one
// without end, such as a device, stops there with an error.
func ReadWhole(path string, most int64) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(file, most+1))
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, err
	}
	if int64(len(text)) > most {
		return nil, fmt.Errorf("%s has more than %d bytes, the limit of such a file", path, most)
	}
	return text, nil
}
