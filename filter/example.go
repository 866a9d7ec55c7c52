package filter

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// Example is what a person says of one image.
type Example struct {
	Image   string `json:"image"`          // its path in the source, or its id
	Verdict string `json:"verdict"`        // keep or drop
	Rule    string `json:"rule,omitempty"` // for which it is dropped; empty = not said
}

// exampleNames are the columns and keys of a file of examples.
var exampleNames = map[string]string{
	"path": "image", "id": "image", "image": "image", "file": "image",
	"verdict": "verdict", "label": "verdict", "rule": "rule", "reason": "rule",
}

// ReadExamples reads a CSV file of path or id, keep or drop, and if it is known
// the rule, with or without a heading; or JSON lines with the keys path or id,
// verdict, rule. Its error names the line.
func ReadExamples(r io.Reader) ([]Example, error) {
	in := bufio.NewReader(r)
	if mark, err := in.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = in.Discard(len(mark)) // what was peeked at is there
	}
	first, err := in.Peek(1)
	if errors.Is(err, io.EOF) {
		return nil, errors.New("it is empty: write lines of PATH,keep or PATH,drop")
	}
	if err != nil {
		return nil, err
	}
	if first[0] == '{' {
		return jsonExamples(in)
	}
	return csvExamples(in)
}

func jsonExamples(in io.Reader) ([]Example, error) {
	var all []Example
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var fields map[string]any
		if err := json.Unmarshal(lines.Bytes(), &fields); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		said := map[string]string{}
		for key, value := range fields {
			if name := exampleNames[key]; name != "" {
				said[name], _ = value.(string)
			}
		}
		e, err := exampleOf(said["image"], said["verdict"], said["rule"])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		all = append(all, e)
	}
	return all, lines.Err()
}

func csvExamples(in io.Reader) ([]Example, error) {
	rows := csv.NewReader(in)
	rows.FieldsPerRecord, rows.TrimLeadingSpace = -1, true
	at := map[string]int{"image": 0, "verdict": 1, "rule": 2}
	var all []Example
	for first := true; ; first = false {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		if heading := headingOf(row); first && heading != nil {
			at = heading
			continue
		}
		field := func(name string) string {
			if i, ok := at[name]; ok && i < len(row) {
				return row[i]
			}
			return ""
		}
		e, err := exampleOf(field("image"), field("verdict"), field("rule"))
		if err != nil {
			line, _ := rows.FieldPos(0)
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		all = append(all, e)
	}
}

// headingOf is where the columns are, nil if the row is no heading.
func headingOf(row []string) map[string]int {
	at := map[string]int{}
	for i, cell := range row {
		if name := exampleNames[strings.ToLower(strings.TrimSpace(cell))]; name != "" {
			at[name] = i
		}
	}
	if _, image := at["image"]; !image {
		return nil
	}
	if _, verdict := at["verdict"]; !verdict {
		return nil
	}
	return at
}

func exampleOf(image, verdict, rule string) (Example, error) {
	e := Example{Image: strings.TrimSpace(image), Verdict: strings.ToLower(strings.TrimSpace(verdict)), Rule: strings.TrimSpace(rule)}
	if e.Image == "" {
		return e, errors.New("no path and no id")
	}
	if e.Verdict != dataset.Keep && e.Verdict != dataset.Drop {
		return e, fmt.Errorf("%q of %s is neither keep nor drop", verdict, e.Image)
	}
	return e, nil
}

// examplesByID finds the images that examples speak of, and those that are not
// in the workspace.
func examplesByID(ws dataset.Workspace, all []Example) (map[string]Example, []string, error) {
	byName := map[string]Example{}
	for _, e := range all {
		if other, ok := byName[e.Image]; ok && other.Verdict != e.Verdict {
			return nil, nil, fmt.Errorf("%s is an example of both keep and drop", e.Image)
		}
		byName[e.Image] = e
	}
	byID, found := map[string]Example{}, map[string]bool{}
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"path", "id"}) {
		if err != nil {
			return nil, nil, err
		}
		path, _ := row[0].(string)
		id, _ := row[1].(string)
		for _, name := range []string{path, id} {
			e, ok := byName[name]
			if !ok || id == "" {
				continue
			}
			found[name] = true
			if other, ok := byID[id]; ok && other.Verdict != e.Verdict {
				return nil, nil, fmt.Errorf("%s and %s have the same bytes and are examples of both keep and drop", other.Image, e.Image)
			}
			byID[id] = e
		}
	}
	var lost []string
	for name := range byName {
		if !found[name] {
			lost = append(lost, name)
		}
	}
	slices.Sort(lost)
	return byID, lost, nil
}
