package place

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// MostBytes is more than any picture that a table of ours can hold.
const MostBytes = 2 << 30

// ReadFile reads a regular file below the root, by its path with slashes. What
// is no file (a folder, a pipe, which would never end) and what has more than
// most bytes is an error, before anything is read. A file that became shorter
// meanwhile is given as far as it goes.
func ReadFile(root *os.Root, path string, most int64) ([]byte, error) {
	at := filepath.FromSlash(path)
	// Before it is opened: opening a pipe waits for somebody who writes to it.
	if err := readable(root.Stat(at)); err != nil {
		return nil, err
	}
	file, err := root.Open(at)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > most {
		return nil, fmt.Errorf("the file has %d MB, more than the limit of %d MB", info.Size()>>20, most>>20)
	}
	data := make([]byte, info.Size())
	n, err := io.ReadFull(file, data)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = nil
	}
	return data[:n], err
}

func readable(info os.FileInfo, err error) error {
	if err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is no regular file", info.Name())
	}
	return err
}
