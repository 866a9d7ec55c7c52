package retag

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/registry"
)

// Recipe is the section of winnow.yaml with every option and its default.
//
//go:embed recipe.yaml
var Recipe string

// Options say how effective tags are made from those that were found. The zero
// value merges the tags of duplicates and changes nothing else.
type Options struct {
	// Apart leaves the tags of dropped duplicates out of their survivors.
	Apart bool `json:"apart" yaml:"apart"`
	// Aliases is a file of other names of tags: CSV lines "alias,tag", or
	// lines "tag,category,count,aliases" with the aliases in quotes.
	Aliases string `json:"aliases" yaml:"aliases"`
	// Implications is keep (the default), add (what a tag implies is added)
	// or drop (tags that another one implies are removed).
	Implications string `json:"implications" yaml:"implications"`
	// Traits is keep (the default) or drop: remove the tags that come with
	// nearly every picture of a character, hair, eyes and body, from pictures
	// that name the character.
	Traits string `json:"traits" yaml:"traits"`
	// Blacklist removes tags by tags.Selector: see Rule.Remove.
	Blacklist []string `json:"blacklist" yaml:"blacklist"`
	// Caps is the most tags to keep by category or group; 0 is no limit. Those
	// that come last in the reading order go first.
	Caps map[string]int `json:"caps" yaml:"caps"`
	// Rules are applied in order, after aliases and before implications.
	Rules []Rule `json:"rules" yaml:"rules"`
}

// Rule changes tags. It renames, removes or adds; Where may limit it to images
// of which a condition is true. A tags.Selector is a tag; a wildcard such as
// "holding_*"; "group:hair"; "category:meta"; or "character:miku", a tag of one
// category only.
type Rule struct {
	Name   string   `json:"name,omitempty" yaml:"name"`
	Rename string   `json:"rename,omitempty" yaml:"rename"`
	To     string   `json:"to,omitempty" yaml:"to"`
	Remove []string `json:"remove,omitempty" yaml:"remove"`
	Add    []string `json:"add,omitempty" yaml:"add"` // tags, or category:tag
	Where  string   `json:"where,omitempty" yaml:"where"`
}

// String is the rule in a few words, as findings and previews call it.
func (r Rule) String() string {
	var parts []string
	if r.Rename != "" {
		parts = append(parts, "rename "+r.Rename+" to "+r.To)
	}
	if len(r.Remove) > 0 {
		parts = append(parts, "remove "+strings.Join(r.Remove, " "))
	}
	if len(r.Add) > 0 {
		parts = append(parts, "add "+strings.Join(r.Add, " "))
	}
	if r.Where != "" {
		parts = append(parts, "where "+r.Where)
	}
	text := strings.Join(parts, ", ")
	if r.Name != "" {
		return r.Name + ": " + text
	}
	return text
}

// What to do about implied tags and traits.
const (
	policyKeep = "keep"
	policyAdd  = "add"
	policyDrop = "drop"
)

// Validate finds what Run would refuse, before anything is written.
func (o *Options) Validate() error { return o.check() }

func (o *Options) check() error {
	if err := oneOf("implications", o.Implications, policyAdd, policyDrop, policyKeep); err != nil {
		return err
	}
	if err := oneOf("traits", o.Traits, policyDrop, policyKeep); err != nil {
		return err
	}
	for name, n := range o.Caps {
		if n < 0 {
			return fmt.Errorf("tags: caps: %s is %d: want a number of tags, or 0 for no limit", name, n)
		}
		if !slices.Contains(capNames(), name) {
			return fmt.Errorf("tags: caps: %w", registry.Unknown("category or group", name, capNames()))
		}
	}
	for i, r := range o.Rules {
		if err := r.check(); err != nil {
			return fmt.Errorf("tags: rule %d (%s): %w", i+1, r, err)
		}
	}
	return nil
}

func (r Rule) check() error {
	switch {
	case r.Rename == "" && len(r.Remove) == 0 && len(r.Add) == 0:
		return errors.New("it does nothing: give it rename with to, remove, or add")
	case r.Rename != "" && r.To == "":
		return errors.New("rename needs the new name: give it with to")
	case r.Rename == "" && r.To != "":
		return errors.New("to needs the old name: rename")
	case r.Rename != "" && r.Rename == r.To:
		return fmt.Errorf("it renames %s to itself", r.Rename)
	}
	return nil
}

func oneOf(option, value string, known ...string) error {
	if value == "" || slices.Contains(known, value) {
		return nil
	}
	return fmt.Errorf("tags: %w", registry.Unknown(option, value, known))
}
