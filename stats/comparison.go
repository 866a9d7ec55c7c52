package stats

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	files "github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/registry"
)

// Comparison is how the set differs from another one, or from a reference.
type Comparison struct {
	With        string       `json:"with"`        // the other workspace, or the file
	Stage       string       `json:"stage"`       // of the other set; empty for a reference that does not say
	N           int64        `json:"n"`           // images of the other set; 0 for shares alone
	Distances   []Distance   `json:"distances"`   // by property, the most different first
	Differences []Difference `json:"differences"` // by value, the largest first
}

// Distance is how much of one set would have to change for a property to be
// as in the other: total variation, 0 alike – 1 nothing in common.
type Distance struct {
	Property string  `json:"property"`
	Distance float64 `json:"distance"`
}

// Difference is one value in both sets.
type Difference struct {
	Property    string  `json:"property"`
	Value       string  `json:"value"`
	Here        float64 `json:"here"`
	There       float64 `json:"there"`
	Difference  float64 `json:"difference"` // here less there
	Low         float64 `json:"low"`        // 95 % interval of the difference
	High        float64 `json:"high"`
	Q           float64 `json:"q"` // after Benjamini and Hochberg over all values
	Significant bool    `json:"significant"`
}

// Reference is shares of values by property, from a file.
type Reference map[string]map[string]float64

// Compare sets the report beside the last stage of another workspace.
func (r *Report) Compare(ctx context.Context, ws dataset.Workspace, progress dataset.Progress) error {
	s, err := gather(ctx, ws, nil, progress)
	if err != nil {
		return fmt.Errorf("compare with %s: %w", ws.Dir, err)
	}
	other := s.stage(s.stages[len(s.stages)-1], math.MaxInt)
	here := r.set.stage(r.last().Name, math.MaxInt)
	c := Comparison{With: ws.Dir, Stage: other.Name, N: other.N}
	for at, d := range here.Distributions {
		c.add(&d, &other.Distributions[at])
	}
	c.finish(r.options.Top)
	r.Comparisons = append(r.Comparisons, c)
	return nil
}

// CompareReference sets the report beside the shares in a JSON file: an object
// of properties, each an object of values, each a share or an object with a
// member "share"; or a report of `winnow stats --json`, of which the last
// stage counts.
func (r *Report) CompareReference(path string) error {
	reference, err := readReference(path)
	if err != nil {
		return err
	}
	here := r.set.stage(r.last().Name, math.MaxInt)
	c := Comparison{With: path}
	for at, p := range Properties() {
		values, ok := reference[p.Name]
		if !ok {
			continue
		}
		there := Distribution{Property: p, Known: math.MaxInt64}
		for value, share := range values {
			there.Shares = append(there.Shares, Share{Value: value, Share: share, Low: share, High: share})
		}
		slices.SortFunc(there.Shares, func(a, b Share) int { return cmp.Compare(a.Value, b.Value) })
		c.add(&here.Distributions[at], &there)
	}
	c.finish(r.options.Top)
	r.Comparisons = append(r.Comparisons, c)
	return nil
}

func readReference(path string) (Reference, error) {
	text, err := files.ReadWhole(path, 16<<20)
	if err != nil {
		return nil, fmt.Errorf("read the reference: %w", err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff")) // as editors of Windows write it
	var report struct {
		Stages map[string]map[string]json.RawMessage `json:"stages"`
	}
	var plain map[string]json.RawMessage
	if err := json.Unmarshal(text, &plain); err != nil {
		return nil, fmt.Errorf("read the reference %s: %w: want an object such as {\"gender\": {\"female\": 0.5, \"male\": 0.5}}", path, err)
	}
	if _, ok := plain["stages"]; ok {
		if err := json.Unmarshal(text, &report); err != nil {
			return nil, fmt.Errorf("read the reference %s: its stages: %w", path, err)
		}
		for _, name := range []string{StageFound, StageDeduplicated, StageKept, StageExported} {
			if s, ok := report.Stages[name]; ok {
				plain = s
			}
		}
		for _, name := range []string{"n", "numbers", "concentration"} {
			delete(plain, name)
		}
	}
	reference := Reference{}
	for name, values := range plain {
		p, err := properties.Get(name)
		if err != nil {
			return nil, fmt.Errorf("read the reference %s: %w", path, err)
		}
		shares, err := readShares(values)
		if err == nil {
			err = p.holds(shares)
		}
		if err != nil {
			return nil, fmt.Errorf("read the reference %s, %s: %w", path, name, err)
		}
		reference[name] = shares
	}
	if len(reference) == 0 {
		return nil, fmt.Errorf("read the reference %s: it has no property: the known ones are %s", path, strings.Join(reportOrder, ", "))
	}
	return reference, nil
}

// holds is an error if no set could have those shares of the property.
func (p *Property) holds(shares map[string]float64) error {
	sum := 0.
	for _, value := range slices.Sorted(maps.Keys(shares)) {
		sum += shares[value]
		if p.Values != nil && !slices.Contains(p.Values, value) {
			return registry.Unknown("value of "+p.Name, value, p.Values)
		}
	}
	if sum > 1.005 && !p.Names { // shares may have been rounded
		return fmt.Errorf("the shares add up to %.4g: want 1 at most", sum)
	}
	return nil
}

func readShares(text json.RawMessage) (map[string]float64, error) {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(text, &values); err != nil {
		return nil, err
	}
	shares := map[string]float64{}
	for value, raw := range values {
		var share float64
		if json.Unmarshal(raw, &share) != nil {
			var object struct {
				Share *float64 `json:"share"`
			}
			if err := json.Unmarshal(raw, &object); err != nil || object.Share == nil {
				return nil, fmt.Errorf("%s is %s: want a share, or an object with one", value, raw)
			}
			share = *object.Share
		}
		if share < 0 || share > 1 {
			return nil, fmt.Errorf("the share of %s is %v: want 0 to 1", value, share)
		}
		if value != Unknown {
			shares[value] = share
		}
	}
	return shares, nil
}

// leastDifferent is the share in both sets below which a value of an open
// property is not worth a test.
const leastDifferent = 0.005

func (c *Comparison) add(here, there *Distribution) {
	if here.Known == 0 || there.Known == 0 {
		return
	}
	apart := 0.
	ours, theirs := here.byValue(), there.byValue()
	values := bothValues(here, there)
	if there.reference() && here.Property.Values == nil {
		// A file may name the most frequent values alone.
		values = bothValues(there, there)
	}
	for _, value := range values {
		a, b := ours[value], theirs[value]
		apart += math.Abs(a.Share-b.Share) / 2
		if here.Property.Values == nil && max(a.Share, b.Share) < leastDifferent {
			continue
		}
		c.Differences = append(c.Differences, differenceOf(here, there, value, a, b))
	}
	if !here.Property.Names { // names overlap: their shares are not a distribution
		c.Distances = append(c.Distances, Distance{here.Property.Name, apart})
	}
}

func (d *Distribution) byValue() map[string]Share {
	shares := make(map[string]Share, len(d.Shares))
	for _, s := range d.Shares {
		shares[s.Value] = s
	}
	return shares
}

// reference says that the shares are given, not counted.
func (d *Distribution) reference() bool { return d.Known == math.MaxInt64 }

func bothValues(here, there *Distribution) []string {
	var values []string
	for _, d := range []*Distribution{here, there} {
		for _, s := range d.Shares {
			if s.Value != Unknown && s.Value != otherValues {
				values = append(values, s.Value)
			}
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// differenceOf has Newcombe's interval, made of the two Wilson intervals, and
// the probability of such a difference by the normal curve.
func differenceOf(here, there *Distribution, value string, a, b Share) Difference {
	d := Difference{Property: here.Property.Name, Value: value, Here: a.Share, There: b.Share, Difference: a.Share - b.Share}
	lowA, highA := wilson(a.N, here.Known)
	lowB, highB := b.Share, b.Share
	spread := b.Share * (1 - b.Share) / float64(here.Known)
	if !there.reference() {
		lowB, highB = wilson(b.N, there.Known)
		pooled := float64(a.N+b.N) / float64(here.Known+there.Known)
		spread = pooled * (1 - pooled) * (1/float64(here.Known) + 1/float64(there.Known))
	}
	d.Low = d.Difference - math.Hypot(a.Share-lowA, highB-b.Share)
	d.High = d.Difference + math.Hypot(highA-a.Share, b.Share-lowB)
	d.Q = 1
	switch {
	case spread > 0:
		d.Q = math.Erfc(math.Abs(d.Difference) / math.Sqrt(2*spread))
	case d.Difference != 0:
		d.Q = 0
	}
	return d
}

// finish sets the q-values and leaves the largest differences.
func (c *Comparison) finish(top int) {
	ps := make([]float64, len(c.Differences))
	for i, d := range c.Differences {
		ps[i] = d.Q
	}
	for i, q := range discoveries(ps) {
		c.Differences[i].Q = q
		c.Differences[i].Significant = q < significance
	}
	slices.SortStableFunc(c.Differences, func(a, b Difference) int {
		return cmp.Compare(math.Abs(b.Difference), math.Abs(a.Difference))
	})
	c.Differences = c.Differences[:min(len(c.Differences), max(50, 2*top))]
	slices.SortStableFunc(c.Distances, func(a, b Distance) int { return cmp.Compare(b.Distance, a.Distance) })
}
