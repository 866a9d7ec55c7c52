// Package place answers questions about folders: above all, whether a place to
// write to is inside the source, which is never written to.
package place

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// OutsideOf is an error if dir, which need not exist yet, is the source or
// below it: a source is never written to.
func OutsideOf(source, dir string) error {
	inside, err := Within(source, dir)
	if err == nil && inside {
		return fmt.Errorf("%s is inside the source %s, which is never written to: name a folder elsewhere", dir, source)
	}
	return err
}

// OwnFolder is an error if dir is the root of the file system, in which a dataset
// would lie among the folders of the machine.
func OwnFolder(dir string) error {
	real, err := realPath(dir)
	if err == nil && real == filepath.Dir(real) {
		return fmt.Errorf("%s is the root of the file system: name a folder of its own", dir)
	}
	return err
}

// Within says whether dir, which need not exist yet, is the folder or below it.
func Within(folder, dir string) (bool, error) {
	real, err := realPath(folder)
	if err != nil {
		return false, fmt.Errorf("find %s: %w", folder, err)
	}
	place, err := realPath(dir)
	if err != nil {
		return false, fmt.Errorf("find %s: %w", dir, err)
	}
	within, err := filepath.Rel(real, place)
	return err == nil && within != ".." && !strings.HasPrefix(within, ".."+string(filepath.Separator)), nil
}

// realPath resolves links in the part of a path that exists.
func realPath(dir string) (string, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	rest := ""
	for at := absolute; ; at = filepath.Dir(at) {
		real, err := filepath.EvalSymlinks(at)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		if !os.IsNotExist(err) || at == filepath.Dir(at) {
			return "", err
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}
