package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/digits"
)

// Finding is one thing that the set is biased to, in a sentence.
type Finding struct {
	Property string  `json:"property"`
	Value    string  `json:"value"` // that is too common
	N        int64   `json:"n"`
	Of       int64   `json:"of"` // images of which the property is known
	Share    float64 `json:"share"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	Skew     float64 `json:"skew"` // 0 balanced – 1 everything alike, by the low end of the interval
	Text     string  `json:"text"`
	Recipe   string  `json:"recipe"` // line of the recipe that would balance it; empty where none can
}

// leastSkew is the skew from which an uneven distribution is a finding: about
// seven images of one kind to three of the other.
const leastSkew = 0.12

// leastKnown is the number of images that a finding must rest on.
const leastKnown = 10

// findings are what the set is biased to, the most skewed first.
// The first stage tells whether there ever was anything else.
func findings(first, last StageReport) []Finding {
	found := []Finding{}
	for at, d := range last.Distributions {
		if d.Known < leastKnown {
			continue
		}
		var f Finding
		var ok bool
		if d.Property.Even != nil {
			f, ok = d.uneven(&first.Distributions[at])
		} else if d.Property.Cap > 0 {
			f, ok = d.dominated()
		}
		if ok {
			found = append(found, f)
		}
	}
	slices.SortStableFunc(found, func(a, b Finding) int { return cmp.Compare(b.Skew, a.Skew) })
	return found
}

func (d *Distribution) finding(s Share) Finding {
	return Finding{Property: d.Property.Name, Value: s.Value, N: s.N, Of: d.Known, Share: s.Share, Low: s.Low, High: s.High}
}

// uneven is the finding that one of the values that could be even is not.
func (d *Distribution) uneven(first *Distribution) (Finding, bool) {
	var even []Share
	var total int64
	for _, s := range d.Shares {
		if slices.Contains(d.Property.Even, s.Value) {
			even = append(even, s)
			total += s.N
		}
	}
	if total < leastKnown {
		return Finding{}, false
	}
	most := slices.MaxFunc(even, func(a, b Share) int { return cmp.Compare(a.N, b.N) })
	told := most
	if top := d.top(); d.Property.Measured && top.N > most.N {
		told = top // a sentence that passes over what is commonest would mislead
	}
	f := d.finding(told)
	f.Skew = skew(even, most, total)
	f.Text = d.sentence(told)
	if most.N < total {
		f.Recipe = balanceLine(d.Property, even)
	} else {
		f.Text += d.nothingElse(first, most.Value)
	}
	return f, f.Skew >= leastSkew
}

// top is the most common value that is known.
func (d *Distribution) top() (most Share) {
	for _, s := range d.Shares {
		if s.Value != Unknown && s.N > most.N {
			most = s
		}
	}
	return most
}

// nothingElse says why a property cannot be balanced: none of the other values
// has been found, or none of what was found is left.
func (d *Distribution) nothingElse(first *Distribution, most string) string {
	var had int64
	for _, s := range first.Shares {
		if s.Value != most && slices.Contains(d.Property.Even, s.Value) {
			had += s.N
		}
	}
	if had > 0 {
		return fmt.Sprintf(" Of the other kinds %s found, and none is left: see what was dropped.", wereOr(had))
	}
	return " There is nothing to balance it with: other images have to be found."
}

func wereOr(n int64) string {
	if n == 1 {
		return "1 image was"
	}
	return images(n) + " were"
}

// skew is 1 − entropy over its maximum, with the share of the most common
// value at the low end of its interval, so that few images do not alarm.
func skew(even []Share, most Share, total int64) float64 {
	low, _ := wilson(most.N, total)
	low = max(low, 1/float64(len(even)))
	entropy := -low * math.Log(low)
	rest := float64(total - most.N)
	for _, s := range even {
		if s.Value == most.Value {
			continue
		}
		p := (1 - low) / float64(len(even)-1)
		if rest > 0 {
			p = (1 - low) * float64(s.N) / rest
		}
		if p > 0 {
			entropy -= p * math.Log(p)
		}
	}
	return max(0, 1-entropy/math.Log(float64(len(even))))
}

// sentence tells the share of the most common value and of the others.
func (d *Distribution) sentence(most Share) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of the images %s (%s to %s, n = %s of %s)", percent(most.Share), d.Property.phrase(most.Value),
		percent(most.Low), percent(most.High), digits.Commas(most.N), digits.Commas(d.Known))
	others := slices.Clone(d.Shares)
	others = slices.DeleteFunc(others, func(s Share) bool { return s.Value == most.Value || s.Value == Unknown || s.N == 0 })
	slices.SortStableFunc(others, func(a, b Share) int { return cmp.Compare(b.N, a.N) })
	for i, s := range others {
		if i == 3 {
			break
		}
		fmt.Fprintf(&b, "; %s %s (%s to %s)", percent(s.Share), d.Property.phrase(s.Value), percent(s.Low), percent(s.High))
	}
	b.WriteByte('.')
	return b.String()
}

// bound is the share that each value may have: the property's cap, or an even
// part where there are few values.
func (d *Distribution) bound() float64 {
	return max(d.Property.Cap, 1/float64(d.Distinct))
}

// dominated is the finding that one name or value has more than its cap.
func (d *Distribution) dominated() (Finding, bool) {
	most := d.Shares[0]
	if most.Value == d.Property.Except {
		most = d.Shares[1]
	}
	if d.Distinct < 2 {
		return Finding{}, false // one name only is how the set was made, not what it leans to
	}
	bound := d.bound()
	if most.Value == Unknown || most.Value == otherValues || most.Low < bound {
		return Finding{}, false
	}
	f := d.finding(most)
	f.Skew = (most.Low - bound) / (1 - bound)
	f.Text = fmt.Sprintf("%s of the %s %s (%s to %s, n = %s of %s)", percent(most.Share), d.Property.Base, d.Property.phrase(most.Value),
		percent(most.Low), percent(most.High), digits.Commas(most.N), digits.Commas(d.Known))
	if d.Lean != nil {
		f.Text += fmt.Sprintf("; of %s different ones %s make half of the uses, as diverse as %.1f evenly used", digits.Commas(int64(d.Lean.Distinct)),
			digits.Commas(int64(d.Lean.Half)), d.Lean.Effective)
	} else {
		f.Text += fmt.Sprintf("; there are %s different ones", digits.Commas(int64(d.Distinct)))
	}
	f.Text += "."
	f.Recipe = capLine(d.Property, bound, d.Known)
	return f, true
}
