package cmd

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/internal/table"
)

// find is the rows of the image that a person names: its path in the source,
// its path on this machine, the end of its path, its name without extension, or
// four or more of the first characters of its id. All
// files with the same bytes are returned, the named one first.
func find(ws dataset.Workspace, name string) ([]dataset.Image, error) {
	if err := table.Require(ws, dataset.TableImages); err != nil {
		return nil, err
	}
	names := []string{filepath.ToSlash(filepath.Clean(name))}
	if inside, ok := insideSource(ws, name); ok {
		names = append(names, inside)
	}
	rows, err := table.ReadAll[dataset.Image](ws.Table(dataset.TableImages))
	if err != nil {
		return nil, err
	}
	var ends, ids []int
	at := -1
	for i, r := range rows {
		switch {
		case slices.Contains(names, r.Path):
			at = i
		case strings.HasSuffix(r.Path, "/"+names[0]), strings.TrimSuffix(path.Base(r.Path), path.Ext(r.Path)) == name:
			ends = append(ends, i)
		case len(name) >= 4 && strings.HasPrefix(r.ID, strings.ToLower(name)):
			ids = append(ids, i)
		}
	}
	if at < 0 {
		if at, err = single(name, rows, ends, ids); err != nil {
			return nil, err
		}
	}
	found := []dataset.Image{rows[at]}
	for i, r := range rows {
		if i != at && r.ID != "" && r.ID == rows[at].ID {
			found = append(found, r)
		}
	}
	return found, nil
}

func single(name string, rows []dataset.Image, ends, ids []int) (int, error) {
	candidates := append(ends, ids...)
	if len(candidates) == 1 || len(ends) == 0 && len(ids) > 0 && sameID(rows, ids) {
		return candidates[0], nil
	}
	if len(candidates) > 1 {
		return 0, fmt.Errorf("%s could be %s or %s: name more of its path", name, rows[candidates[0]].Path, rows[candidates[1]].Path)
	}
	paths := make([]string, len(rows))
	for i, r := range rows {
		paths[i] = r.Path
	}
	if len(paths) == 0 {
		return 0, errors.New("the workspace has no images")
	}
	near := registry.Nearest(filepath.ToSlash(name), paths)
	return 0, fmt.Errorf("no image of the workspace has the path or id %s: the nearest is %s", name, near[0])
}

func sameID(rows []dataset.Image, at []int) bool {
	for _, i := range at {
		if rows[i].ID != rows[at[0]].ID {
			return false
		}
	}
	return true
}

// insideSource is a path on this machine as the workspace knows it.
func insideSource(ws dataset.Workspace, name string) (string, bool) {
	source, err := table.SourceOf(ws)
	if err != nil {
		return "", false
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return "", false
	}
	inside, err := filepath.Rel(source, absolute)
	if err != nil || strings.HasPrefix(inside, "..") {
		return "", false
	}
	return filepath.ToSlash(inside), true
}

// row is the row of an id in a table with one row an id, nil if it has none or
// the table has not been made.
func row[T any](ws dataset.Workspace, name, id string, idOf func(*T) string) (*T, error) {
	if !table.Has(ws, name) {
		return nil, nil
	}
	for r, err := range table.Read[T](ws.Table(name)) {
		if err != nil {
			return nil, err
		}
		if idOf(&r) == id {
			return &r, nil
		}
	}
	return nil, nil
}
