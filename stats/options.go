package stats

import (
	_ "embed"
	"fmt"
)

// Options of a report. The zero value is the default.
type Options struct {
	Top       int      `json:"top" yaml:"top"`             // most frequent values shown of an open property; 0 = 20
	Cross     []string `json:"cross" yaml:"cross"`         // pairs to cross beside the default ones, each "a,b": properties, columns or conditions
	Compare   string   `json:"compare" yaml:"compare"`     // another workspace
	Reference string   `json:"reference" yaml:"reference"` // JSON file of shares that the set should have
	Gates     []Gate   `json:"gates" yaml:"gates"`         // bounds that the set has to keep
}

// Validate is the error that Run would give for these options, without a
// workspace.
func (o Options) Validate() error {
	if o.Top < 0 {
		return fmt.Errorf("stats: --top is %d: it must not be negative; leave it out for the default", o.Top)
	}
	for i, g := range o.Gates {
		if err := g.check(); err != nil {
			return fmt.Errorf("stats: gate %d: %w", i+1, err)
		}
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.Top == 0 {
		o.Top = 20
	}
	return o
}

// Recipe is the section of winnow.yaml for this stage, with every option.
//
//go:embed recipe.yaml
var Recipe string
