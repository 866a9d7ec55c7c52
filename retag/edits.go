package retag

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// editsFile keeps, in the workspace, the rules that were made by hand, as JSON.
func editsFile(ws dataset.Workspace) string { return filepath.Join(ws.Dir, "tag-edits.json") }

// Edits are the rules that were added to the workspace, in order. They apply
// after those of the recipe.
func Edits(ws dataset.Workspace) ([]Rule, error) {
	text, err := os.ReadFile(editsFile(ws))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the tag edits: %w", err)
	}
	var rules []Rule
	if err := json.Unmarshal(text, &rules); err != nil {
		return nil, fmt.Errorf("read %s: %w: correct or delete it", editsFile(ws), err)
	}
	return rules, nil
}

// AddEdit checks a rule and keeps it with the workspace.
func AddEdit(ws dataset.Workspace, r Rule) error {
	if err := r.check(); err != nil {
		return fmt.Errorf("edit (%s): %w", r, err)
	}
	if _, err := compileRule(r); err != nil {
		return fmt.Errorf("edit (%s): %w", r, err)
	}
	rules, err := Edits(ws)
	if err != nil {
		return err
	}
	return writeEdits(ws, append(rules, r))
}

// RemoveEdit forgets edit n, counted from 1, and returns it.
func RemoveEdit(ws dataset.Workspace, n int) (Rule, error) {
	rules, err := Edits(ws)
	if err != nil {
		return Rule{}, err
	}
	if n < 1 || n > len(rules) {
		return Rule{}, fmt.Errorf("there is no edit %d: the workspace has %d, see `winnow tags edit`", n, len(rules))
	}
	gone := rules[n-1]
	return gone, writeEdits(ws, slices.Delete(rules, n-1, n))
}

func writeEdits(ws dataset.Workspace, rules []Rule) error {
	text, err := json.MarshalIndent(rules, "", "  ")
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(ws.Dir, ".tag-edits.*.part")
	if err != nil {
		return fmt.Errorf("keep the tag edit: %w", err)
	}
	_, err = file.Write(append(text, '\n'))
	err = errors.Join(err, file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), editsFile(ws))
	}
	if err != nil {
		return fmt.Errorf("keep the tag edit: %w", errors.Join(err, os.Remove(file.Name())))
	}
	return nil
}
