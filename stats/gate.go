package stats

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/registry"
)

// Gate is a bound that a set has to keep, so that a change of the set that
// breaks it is noticed. It holds for the share of a value, or for its count;
// without a property, for the number of images.
type Gate struct {
	Property string   `json:"property,omitempty" yaml:"property"`
	Value    string   `json:"value,omitempty" yaml:"value"`
	Stage    string   `json:"stage,omitempty" yaml:"stage"` // found, deduplicated, kept or exported; empty = the last that there is
	Min      *float64 `json:"min,omitempty" yaml:"min"`     // share, 0 to 1
	Max      *float64 `json:"max,omitempty" yaml:"max"`
	MinCount *int64   `json:"min_count,omitempty" yaml:"min_count"` // images
	MaxCount *int64   `json:"max_count,omitempty" yaml:"max_count"`
}

// GateResult is a gate and what was found at it.
type GateResult struct {
	Gate
	N     int64   `json:"n"`
	Share float64 `json:"share"`
	OK    bool    `json:"ok"`
	Text  string  `json:"text"` // a sentence that says which gate it is, and by what it fails
}

func (r *Report) gates(gates []Gate) error {
	for i, g := range gates {
		result, err := r.gate(g)
		if err != nil {
			return fmt.Errorf("gate %d: %w", i+1, err)
		}
		r.Gates = append(r.Gates, result)
	}
	return nil
}

// check finds what no set could be held to.
func (g *Gate) check() error {
	if g.Min == nil && g.Max == nil && g.MinCount == nil && g.MaxCount == nil {
		return fmt.Errorf("it has no bound: give min or max (a share), min_count or max_count (images)")
	}
	for _, b := range []struct {
		name  string
		share *float64
	}{{"min", g.Min}, {"max", g.Max}} {
		if b.share != nil && !(*b.share >= 0 && *b.share <= 1) { // NaN is neither
			return fmt.Errorf("%s is %v: want a share from 0 to 1", b.name, *b.share)
		}
	}
	for _, b := range []struct {
		name  string
		count *int64
	}{{"min_count", g.MinCount}, {"max_count", g.MaxCount}} {
		if b.count != nil && *b.count < 0 {
			return fmt.Errorf("%s is %d: it must not be negative", b.name, *b.count)
		}
	}
	if g.Property == "" && g.Value != "" {
		return fmt.Errorf("it has the value %q without a property: name one, such as gender", g.Value)
	}
	return nil
}

func (r *Report) gate(g Gate) (GateResult, error) {
	stage, err := r.stageOf(g.Stage)
	if err != nil {
		return GateResult{}, err
	}
	g.Stage = stage.Name
	result := GateResult{Gate: g, N: stage.N, Share: 1}
	subject := "images " + stage.Name
	if g.Property != "" {
		share, err := r.measured(g, stage)
		if err != nil {
			return GateResult{}, err
		}
		result.N, result.Share = share.N, share.Share
		subject = fmt.Sprintf("%s %s of the images %s", g.Property, g.Value, stage.Name)
	}
	why := result.broken()
	result.OK = why == ""
	result.Text = fmt.Sprintf("%s: %s", subject, digits.Commas(result.N))
	if g.Property != "" {
		result.Text += ", " + percent(result.Share)
	}
	if !result.OK {
		result.Text += ", which is " + why
	}
	return result, nil
}

func (r *Report) stageOf(name string) (StageReport, error) {
	if name == "" {
		return r.last(), nil
	}
	var known []string
	for _, s := range r.Stages {
		if s.Name == name {
			return s, nil
		}
		known = append(known, s.Name)
	}
	return StageReport{}, registry.Unknown("stage", name, known)
}

// measured is the share of a value, also of one that is too rare to be shown.
func (r *Report) measured(g Gate, stage StageReport) (Share, error) {
	p, err := properties.Get(g.Property)
	if err != nil {
		return Share{}, err
	}
	if p.Values != nil && g.Value != Unknown && !slices.Contains(p.Values, g.Value) {
		return Share{}, registry.Unknown("value of "+p.Name, g.Value, p.Values)
	}
	least := stageLevel[stage.Name]
	if p.Names {
		d := r.set.names(p, r.set.countTags(least), stage.N, math.MaxInt)
		return d.value(g.Value), nil
	}
	d := r.set.count(slices.Index(r.set.properties, p), p, least, stage.N, math.MaxInt)
	return d.value(g.Value), nil
}

// broken says which bound does not hold, or nothing.
func (g *GateResult) broken() string {
	switch {
	case g.Min != nil && g.Share < *g.Min:
		return "below the minimum of " + share(*g.Min)
	case g.Max != nil && g.Share > *g.Max:
		return "above the maximum of " + share(*g.Max)
	case g.MinCount != nil && g.N < *g.MinCount:
		return fmt.Sprintf("below the minimum of %s images", digits.Commas(*g.MinCount))
	case g.MaxCount != nil && g.N > *g.MaxCount:
		return fmt.Sprintf("above the maximum of %s images", digits.Commas(*g.MaxCount))
	}
	return ""
}

// share writes a bound as it was given.
func share(x float64) string {
	return strconv.FormatFloat(math.Round(1e6*x)/1e4, 'f', -1, 64) + " %"
}
