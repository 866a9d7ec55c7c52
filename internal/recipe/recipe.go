// Package recipe reads winnow.yaml, the recipe of a run: one section for each
// stage, whose keys are the stage's options. It is the only home of YAML.
package recipe

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/winnow-data/winnow/internal/registry"
)

// Recipe is a parsed recipe. The zero value is an empty one.
type Recipe struct {
	name     string
	sections map[string]ast.Node
}

// Read reads the recipe in a file. Sections are the known top-level keys.
func Read(path string, sections []string) (Recipe, error) {
	text, err := readSome(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Recipe{}, fmt.Errorf("there is no recipe %s: `winnow init` writes one", path)
	}
	if err != nil {
		return Recipe{}, fmt.Errorf("read the recipe: %w", err)
	}
	return Parse(path, text, sections)
}

// Parse reads a recipe from text; name is for errors.
func Parse(name string, text []byte, sections []string) (Recipe, error) {
	r := Recipe{name: name, sections: map[string]ast.Node{}}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if err := readable(text); err != nil {
		return r, fmt.Errorf("read %s: %w", name, err)
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return r, fmt.Errorf("read %s: %w", name, tidy(err))
	}
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		top, ok := doc.Body.(ast.MapNode)
		if !ok {
			return r, fmt.Errorf("read %s: it has no sections such as %s", name, strings.Join(sections, ", "))
		}
		for entries := top.MapRange(); entries.Next(); {
			key := entries.Key().String()
			if !slices.Contains(sections, key) {
				return r, fmt.Errorf("read %s, line %d: %w", name, entries.Key().GetToken().Position.Line, registry.Unknown("section", key, sections))
			}
			if _, twice := r.sections[key]; twice {
				return r, fmt.Errorf("read %s, line %d: section %q is there twice", name, entries.Key().GetToken().Position.Line, key)
			}
			if line := lineOfNoNumber(entries.Value()); line > 0 {
				return r, fmt.Errorf("read %s, line %d: no option is infinite or not a number: leave it out for the default", name, line)
			}
			r.sections[key] = entries.Value()
		}
	}
	return r, nil
}

// lineOfNoNumber is the line of the first .nan or .inf within a node; 0 without one.
func lineOfNoNumber(within ast.Node) (line int) {
	for _, kind := range []ast.NodeType{ast.NanType, ast.InfinityType} {
		for _, n := range ast.Filter(kind, within) {
			if at := n.GetToken().Position.Line; line == 0 || at < line {
				line = at
			}
		}
	}
	return line
}

// Section decodes a section over what options points to. Keys that are absent
// leave it as it is; unknown keys and wrong types are errors that show the line.
func (r Recipe) Section(name string, options any) error {
	node, ok := r.sections[name]
	if !ok || node.Type() == ast.NullType {
		return nil
	}
	if err := mistake(node, reflect.TypeOf(options), name); err != nil {
		return fmt.Errorf("read %s, %w", r.name, err)
	}
	if err := yaml.NodeToValue(node, options, yaml.Strict()); err != nil {
		return fmt.Errorf("read %s, section %s: %w", r.name, name, tidy(err))
	}
	return nil
}

// Where says at which place of the recipe an option stands, as "winnow.yaml, line
// 7"; empty if it is not there.
func (r Recipe) Where(section, option string) string {
	keys, ok := r.sections[section].(ast.MapNode)
	if !ok {
		return ""
	}
	for entries := keys.MapRange(); entries.Next(); {
		if entries.Key().GetToken().Value == option {
			return fmt.Sprintf("%s, line %d", r.name, line(entries.Key()))
		}
	}
	return ""
}

// tidy drops the colours and the leading position that the library adds.
func tidy(err error) error {
	return errors.New(strings.TrimSpace(yaml.FormatError(err, false, true)))
}
