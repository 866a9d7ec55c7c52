package dedup

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/registry"
)

// Recipe is the section of winnow.yaml for this stage, with every default.
//
//go:embed recipe.yaml
var Recipe string

// Policies for a class.
const (
	PolicyDrop = "drop" // the lesser picture is dropped
	PolicyKeep = "keep" // both stay; the pair is reported
)

// Options decide which duplicates are dropped. The zero value works.
type Options struct {
	// Policy is drop or keep for each class; a class that is not named is
	// dropped, but for variant, which is always kept.
	Policy map[string]string `json:"policy" yaml:"policy"`
	// Radius is the distance in bits, of 256, within which hashes make a pair
	// a candidate: 0 = 72.
	Radius int `json:"radius" yaml:"radius"`
	// MinTrust is the share of a picture's structure, 0 to 1, below which it is
	// only compared by its pixels: 0 = 0.06.
	MinTrust float64 `json:"min_trust" yaml:"min_trust"`
	// NoCrops leaves the search for crops out, which takes most of the time of
	// a large set.
	NoCrops bool `json:"no_crops" yaml:"no_crops"`
	// MaxVariants is how many variants of one drawing stay: 0 = all.
	MaxVariants int `json:"max_variants" yaml:"max_variants"`
	// Reference are workspaces of sets that ours is compared with: what is in
	// them already is dropped here, and they are never changed.
	Reference []string `json:"reference,omitempty" yaml:"reference"`
	// Protect is a condition over the columns that scan fills: images of which
	// it is true are never dropped.
	Protect string `json:"protect,omitempty" yaml:"protect"`
	// Workers compare at once: 0 = one for each core. The result is the same.
	Workers int `json:"-" yaml:"workers"`
}

func (o Options) withDefaults() Options {
	if o.Radius == 0 {
		o.Radius = 72
	}
	if o.MinTrust == 0 {
		o.MinTrust = .06
	}
	return o
}

func (o Options) check() error {
	for class, policy := range o.Policy {
		if !slices.Contains(dataset.Classes, class) {
			return fmt.Errorf("dedup policy: %w", registry.Unknown("class", class, dataset.Classes))
		}
		if policy != PolicyDrop && policy != PolicyKeep {
			return fmt.Errorf("dedup policy of %s: %w", class, registry.Unknown("policy", policy, []string{PolicyDrop, PolicyKeep}))
		}
		if class == dataset.ClassVariant && policy == PolicyDrop {
			return fmt.Errorf("dedup policy: variants are other pictures and are not merged: cap them with max_variants instead")
		}
	}
	if o.Radius < 0 || o.Radius > 80 {
		return fmt.Errorf("dedup radius is %d: it must be 0 to 80 bits, for unrelated pictures begin near 90", o.Radius)
	}
	if !(o.MinTrust >= 0 && o.MinTrust <= 1) { // NaN is neither
		return fmt.Errorf("dedup min_trust is %v: it is a share of a picture's structure, 0 to 1", o.MinTrust)
	}
	if o.MaxVariants < 0 {
		return fmt.Errorf("dedup max_variants is %d: it must not be negative, and 0 keeps all", o.MaxVariants)
	}
	if o.Workers < 0 {
		return fmt.Errorf("dedup workers is %d: it must not be negative, and 0 is one for each core", o.Workers)
	}
	return nil
}

// drops says whether a pair of that class loses its lesser picture.
func (o Options) drops(class dataset.Class) bool {
	return class != "" && class != dataset.ClassVariant && o.Policy[class] != PolicyKeep
}
