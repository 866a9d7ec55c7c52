package stats

import _ "embed"

// Options of a report. The zero value is the default.
type Options struct {
	Top   int      `json:"top" yaml:"top"`     // most frequent values shown of an open property; 0 = 20
	Cross []string `json:"cross" yaml:"cross"` // pairs of properties to cross beside the default ones, each "a,b"
}

func (o Options) withDefaults() Options {
	if o.Top <= 0 {
		o.Top = 20
	}
	return o
}

// Recipe is the section of winnow.yaml for this stage, with every option.
//
//go:embed recipe.yaml
var Recipe string
