package table

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
)

// Plan is the footer of a table that a stage is about to make from tables of
// the same workspace: its options as JSON, and the content hashes of the inputs.
// A missing optional input is recorded as empty.
func Plan(ws dataset.Workspace, stage string, options any, seed int64, inputs ...string) (dataset.Footer, error) {
	text, err := json.Marshal(options)
	if err != nil {
		return dataset.Footer{}, fmt.Errorf("record the options of %s: %w", stage, err)
	}
	plan := dataset.Footer{Stage: stage, Version: dataset.Version, Options: text, Inputs: map[string]string{}, Seed: seed}
	for _, input := range inputs {
		footer, err := ReadFooter(ws.Table(input))
		if err != nil && !IsMissing(err) {
			return dataset.Footer{}, err
		}
		plan.Inputs[input] = footer.Content
	}
	return plan, nil
}

// Fresh says whether the table of that name was made as plan says, so that
// making it again would change nothing.
func Fresh(ws dataset.Workspace, name string, plan dataset.Footer) bool {
	have, err := ReadFooter(ws.Table(name))
	if err != nil || have.Stage != plan.Stage || have.Seed != plan.Seed || len(have.Inputs) != len(plan.Inputs) {
		return false
	}
	for input, content := range plan.Inputs {
		if had, ok := have.Inputs[input]; !ok || had != content {
			return false
		}
	}
	return bytes.Equal(compact(have.Options), compact(plan.Options))
}

func compact(text json.RawMessage) []byte {
	var b bytes.Buffer
	if json.Compact(&b, text) != nil {
		return text
	}
	return b.Bytes()
}
