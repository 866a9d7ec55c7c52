package filter

import (
	_ "embed"
	"fmt"

	"github.com/winnow-data/winnow/internal/recipe"
)

// Recipe is the section of winnow.yaml for this stage, with every default.
//
//go:embed recipe.yaml
var Recipe string

// Options decide which images are unfit. The zero value has the default rules.
type Options struct {
	// Rules are laid over the default ones by name.
	Rules []Rule `json:"rules" yaml:"rules"`
	// Top is the share, 0 to 1, of what the rules leave that stays, the best by
	// the measure quality: 0 = all.
	Top float64 `json:"top" yaml:"top"`
}

// Defaults are the rules of the embedded recipe.
func Defaults() []Rule {
	var o Options
	r, err := recipe.Parse("filter/recipe.yaml", []byte(Recipe), []string{Stage})
	if err == nil {
		err = r.Section(Stage, &o)
	}
	if err != nil {
		panic(err) // the recipe is part of the source
	}
	return o.Rules
}

func (o Options) resolved() (Options, error) {
	if !(o.Top >= 0 && o.Top <= 1) { // NaN is neither
		return o, fmt.Errorf("filter top is %v: it is a share, 0 to 1", o.Top)
	}
	var err error
	o.Rules, err = overlaid(Defaults(), o.Rules)
	return o, err
}
