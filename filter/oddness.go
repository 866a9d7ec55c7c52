package filter

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/view"
)

const (
	oddSample  = 20_000 // images that the set is known by
	oddCompare = 2_000  // of them that measures are compared on
	oddFrom    = 2.     // deviations from the median that are usual
	oddMost    = 10.    // deviations beyond which farther is not odder
	oddAlike   = .8     // rank correlation from which two measures count once
	oddFewest  = 30     // images of which none is odd
)

// oddity knows what is usual in a set, measure by measure.
type oddity struct {
	measures []usual

	last    string // id of the image that was judged last
	oddness *float64
	by      string
}

// usual is the median of a measure, and what a deviation from it is below and
// above: half sets, for most measures lean to one side.
type usual struct {
	dataset.Measure
	median       float64
	below, above float64 // 0: none on this side can be told
}

// value is the column oddness or odd_by of an image.
//
// Oddness is the root of the sum of squares of what each measure is beyond two
// scaled median absolute deviations of its side from the set's median, of at
// most ten: 0 is usual in all, and one measure alone makes it 8 at most. odd_by
// is the measure that is the most deviations away.
func (o *oddity) value(column string, row *view.Row) any {
	if o.last != row.ID {
		o.last = row.ID
		o.oddness, o.by = o.judge(row)
	}
	if column == "odd_by" {
		return o.by
	}
	if o.oddness == nil {
		return nil
	}
	return *o.oddness
}

func (o *oddity) judge(row *view.Row) (*float64, string) {
	if len(o.measures) == 0 {
		return nil, ""
	}
	sum, most, by, known := 0., 0., "", false
	for i := range o.measures {
		u := &o.measures[i]
		v, ok := row.Value(u.Name).(float64)
		if !ok {
			continue
		}
		known = true
		away := u.deviations(v)
		part := max(0, min(away, oddMost)-oddFrom)
		sum += part * part
		if part > 0 && away > most {
			most, by = away, u.Name
		}
	}
	if !known {
		return nil, ""
	}
	distance := math.Sqrt(sum)
	return &distance, by
}

func (u *usual) deviations(v float64) float64 {
	away, scale := u.scaled(v)-u.median, u.above
	if away < 0 {
		away, scale = -away, u.below
	}
	if scale == 0 {
		return 0
	}
	return away / scale
}

// scaled is a value on the scale on which distances are told: the logarithm
// for measures without an upper bound.
func (u *usual) scaled(v float64) float64 {
	if math.IsInf(u.High, 1) {
		return math.Log1p(v - min(0, u.Low))
	}
	return v
}

// oddMeasures are those that distances are told by: all of the workspace but
// quality, which is made of others.
func oddMeasures(v *view.View) []dataset.Measure {
	known := v.Columns()
	return slices.DeleteFunc(Measures(), func(m dataset.Measure) bool {
		_, measured := known[m.Name]
		return !measured || strings.HasPrefix(m.Name, "quality")
	})
}

// learnOddity reads what is usual from the first images by their ids, which
// are hashes, and so a sample by chance. Copies that dedup drops are left out.
func learnOddity(ctx context.Context, v *view.View) (*oddity, error) {
	all := oddMeasures(v)
	columns := slices.Clone(always)
	for _, m := range all {
		columns = append(columns, m.Name)
	}
	values := make([][]float64, len(all))
	for row, err := range v.Rows(columns) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		if group := row.Text("group"); group != "" && row.Value("survivor") != true {
			continue
		}
		for i, m := range all {
			x, ok := row.Value(m.Name).(float64)
			if !ok {
				x = math.NaN()
			}
			values[i] = append(values[i], x)
		}
		if len(all) > 0 && len(values[0]) == oddSample {
			break
		}
	}
	o := &oddity{}
	var ranked [][]float64
	for i, m := range all {
		u, ok := usualOf(m, values[i])
		if !ok {
			continue
		}
		ranks := ranksOf(values[i][:min(oddCompare, len(values[i]))])
		if slices.ContainsFunc(ranked, func(other []float64) bool { return math.Abs(correlation(ranks, other)) >= oddAlike }) {
			continue
		}
		ranked = append(ranked, ranks)
		o.measures = append(o.measures, u)
	}
	return o, nil
}

// usualOf is what is usual in values, of which NaN is none; ok is false if too
// few are there or all are the same.
func usualOf(m dataset.Measure, values []float64) (u usual, ok bool) {
	u.Measure = m
	var sorted []float64
	for _, v := range values {
		if !math.IsNaN(v) {
			sorted = append(sorted, u.scaled(v))
		}
	}
	if len(sorted) < oddFewest {
		return u, false
	}
	slices.Sort(sorted)
	u.median = sorted[len(sorted)/2]
	u.above = u.scale(tailOf(sorted, true))
	u.below = u.scale(tailOf(sorted, false))
	return u, u.above > 0 || u.below > 0
}

// scale is the deviation of one half of the values, which rise from the median:
// by their median, or where most are the median itself by the 90th or 98th
// percentile. It is no smaller than a fiftieth of the measure's range, so that
// trifles are not odd in a set that is all alike.
func (u *usual) scale(tail []float64) float64 {
	least := .05
	if !math.IsInf(u.High, 1) {
		least = (u.High - u.Low) / 50
	}
	// The share of half a normal's values below so many deviations.
	for _, p := range []struct{ share, deviations float64 }{{.5, 1 / madScale}, {.9, 1.645}, {.98, 2.326}} {
		if away := tail[int(p.share*float64(len(tail)-1))] - tail[0]; away > 0 {
			return max(least, away/p.deviations)
		}
	}
	return 0
}

// ranksOf are the places of values among themselves, equals sharing theirs;
// NaN stays.
func ranksOf(values []float64) []float64 {
	var order []int
	ranks := make([]float64, len(values))
	for i, v := range values {
		ranks[i] = math.NaN()
		if !math.IsNaN(v) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(values[a], values[b]) })
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = float64(from+to-1) / 2
		}
		from = to
	}
	return ranks
}

// correlation is Pearson's, of the images that have both; 0 if it is none.
func correlation(a, b []float64) float64 {
	var n, sa, sb, saa, sbb, sab float64
	for i := range a {
		if x, y := a[i], b[i]; !math.IsNaN(x) && !math.IsNaN(y) {
			n, sa, sb, saa, sbb, sab = n+1, sa+x, sb+y, saa+x*x, sbb+y*y, sab+x*y
		}
	}
	d := (n*saa - sa*sa) * (n*sbb - sb*sb)
	if d <= 0 {
		return 0
	}
	return (n*sab - sa*sb) / math.Sqrt(d)
}
