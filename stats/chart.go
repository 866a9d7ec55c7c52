package stats

import (
	"fmt"
	"html/template"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/winnow-data/winnow/internal/digits"
)

// barRow is one bar of a chart: a button that opens the pictures behind it.
type barRow struct {
	Value   string
	Number  string
	Spoken  string
	Key     string
	SVG     template.HTML
	Unknown bool
	Main    bool // that the title speaks of
}

// chart is the bars of one property, before as an outline and after as a fill,
// on one axis from 0 to the longest.
type chart struct {
	ID       string
	Label    string
	Title    string
	Subtitle string
	Note     string
	Bars     []barRow
	Columns  []string
	Table    []tableRow
}

type tableRow struct {
	Value string
	Cells []string
}

// bar draws one bar in a box of 100 × 16 that is stretched to its place: the
// share after as a fill, the one before as an outline, the interval as a whisker.
func bar(after Share, before float64, full float64, unknown bool) template.HTML {
	x := func(share float64) float64 { return 100 * min(1, share/full) }
	var b strings.Builder
	b.WriteString(`<svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">`)
	if unknown {
		// Hatched, for it is not a value.
		b.WriteString(`<path class="hatch" d="`)
		for at := 0.; at+1 < x(after.Share); at += 2 {
			fmt.Fprintf(&b, "M%.1f 13L%.1f 3", at, at+1)
		}
		fmt.Fprintf(&b, `"/><rect class="before" x="0" y="2.5" width="%.2f" height="11"/>`, x(after.Share))
	} else {
		fmt.Fprintf(&b, `<rect class="fill" x="0" y="2.5" width="%.2f" height="11"/>`, x(after.Share))
		if before >= 0 {
			fmt.Fprintf(&b, `<rect class="before" x="0" y="1" width="%.2f" height="14"/>`, x(before))
		}
		if after.N > 0 {
			fmt.Fprintf(&b, `<path class="whisker" d="M%.2f 8H%.2fM%.2f 5V11M%.2f 5V11"/>`, x(after.Low), x(after.High), x(after.Low), x(after.High))
		}
	}
	b.WriteString(`<path class="axis" d="M0 0V16"/></svg>`)
	return template.HTML(b.String())
}

func (b *pageBuilder) charts() (charts []chart, silent string) {
	var none []string
	for at, p := range Properties() {
		if b.Stages[0].Distributions[at].Known == 0 {
			none = append(none, p.Title)
			continue
		}
		charts = append(charts, b.chart(at, p, pageTop))
	}
	return charts, strings.Join(none, ", ")
}

// pageTop is how many values of an open property the page charts.
const pageTop = 12

func (b *pageBuilder) chart(at int, p *Property, most int) chart {
	last := &b.last().Distributions[at]
	first := &b.Stages[0].Distributions[at]
	c := chart{ID: "p-" + p.Name, Label: p.Title, Title: chartTitle(last), Columns: []string{}}
	c.Subtitle = fmt.Sprintf("n = %s %s; %s", digits.Thin(last.Known), b.last().Name, p.Doc)
	rows := chartRows(last, first, most)
	full := 0.
	for _, v := range rows {
		full = max(full, v.Share, first.value(v.Value).Share)
	}
	full = axis(full)
	main := last.most()
	for _, v := range rows {
		before := -1.
		if len(b.Stages) > 1 {
			before = first.value(v.Value).Share
		}
		row := barRow{Value: v.Value, Key: p.Name + "/" + v.Value, Unknown: v.Value == Unknown, Main: v.Value == main}
		row.SVG = bar(v, before, full, row.Unknown)
		row.Number = fmt.Sprintf("%s  ·  %s", digits.Thin(v.N), percent(v.Share))
		row.Spoken = fmt.Sprintf("%s: %s, %s, interval %s to %s. Show pictures.", v.Value, images(v.N), percent(v.Share), percent(v.Low), percent(v.High))
		c.Bars = append(c.Bars, row)
	}
	c.Note = chartNote(last)
	b.table(&c, at, rows)
	return c
}

// axis is the end of the axis for the longest bar: a round share above it.
func axis(longest float64) float64 {
	for _, end := range []float64{.02, .05, .1, .2, .25, .5, .75} {
		if longest <= end*.98 {
			return end
		}
	}
	return 1
}

// chartRows are the values that get a bar: those that occur, in their order or
// by size, and unknown at the end.
func chartRows(last, first *Distribution, most int) []Share {
	var rows []Share
	var unknown []Share
	for _, v := range last.Shares {
		switch {
		case v.Value == Unknown:
			if v.N > 0 {
				unknown = []Share{v}
			}
		case v.N == 0 && first.value(v.Value).N == 0:
		case len(rows) < most:
			rows = append(rows, v)
		}
	}
	return append(rows, unknown...)
}

// most is the most common value, empty when nothing is known.
func (d *Distribution) most() string {
	best := Share{}
	for _, v := range d.Shares {
		if v.Value != Unknown && v.Value != otherValues && v.N > best.N {
			best = v
		}
	}
	return best.Value
}

// chartTitle says what the chart shows.
func chartTitle(d *Distribution) string {
	p := d.Property
	most := d.value(d.most())
	switch {
	case d.Known == 0:
		return headOf(p.Title) + " is unknown"
	case p.Number != nil && d.Spread != nil && p.Phrases == nil:
		return fmt.Sprintf("Median %s: %s%s", p.Title, rounded(d.Spread.Median), p.Unit)
	case p.Names && p.Cap > 0:
		return fmt.Sprintf("%s: half of the uses by %s of %s", headOf(p.Title), digits.Thin(int64(d.Lean.Half)), digits.Thin(int64(d.Distinct)))
	}
	return percent(most.Share) + " " + p.phrase(most.Value)
}

// rounded is a number with three significant digits at least.
func rounded(x float64) string {
	if math.Abs(x) >= 100 {
		return digits.Thin(int64(math.Round(x)))
	}
	return fmt.Sprintf("%.3g", x)
}

func chartNote(d *Distribution) string {
	switch {
	case d.Lean != nil && d.Lean.Distinct > 0:
		return fmt.Sprintf("The first has %s of the uses, the first ten %s; effective number %s; Gini %.2f.",
			percent(d.Lean.Top1), percent(d.Lean.Top10), rounded(d.Lean.Effective), d.Lean.Gini)
	case d.Spread != nil:
		return fmt.Sprintf("Mean %s%s; nine of ten lie within %s and %s.", rounded(d.Spread.Mean), d.Property.Unit, rounded(d.Spread.P5), rounded(d.Spread.P95))
	}
	return ""
}

func (b *pageBuilder) table(c *chart, at int, rows []Share) {
	for _, s := range b.Stages {
		c.Columns = append(c.Columns, s.Name, "share")
	}
	c.Columns = append(c.Columns, "95 % interval")
	for _, v := range rows {
		row := tableRow{Value: v.Value}
		for i := range b.Stages {
			have := b.Stages[i].Distributions[at].value(v.Value)
			row.Cells = append(row.Cells, digits.Thin(have.N), percent(have.Share))
		}
		row.Cells = append(row.Cells, fmt.Sprintf("%.1f–%.1f", 100*v.Low, 100*v.High))
		c.Table = append(c.Table, row)
	}
}

// headOf is a title at the start of a line.
func headOf(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[size:]
}
