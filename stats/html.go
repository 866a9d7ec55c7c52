package stats

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"image/jpeg"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

//go:embed report.html
var pageText string

//go:embed report.css
var pageStyle string

//go:embed report.js
var pageScript string

var pageTemplate = template.Must(template.New("report").Parse(pageText))

// page is what the template shows.
type page struct {
	CSS         template.CSS
	JS          template.JS
	Data        template.JS
	Name        string
	Headline    string
	Totals      string
	Source      string
	Found       string
	Last        string
	Reading     string
	Notes       []string
	Contents    []content
	Funnel      []piece
	Findings    []findingBlock
	Glance      []gallery
	Charts      []chart
	Silent      string
	Crossings   []crossing
	Predictions []predictionRow
	Dropped     []gallery
	Comparisons []comparisonBlock
	Gates       []GateResult
	Made        []madeTable
	Repeat      string
}

type content struct{ ID, Title string }

// piece is a part of the funnel.
type piece struct {
	Name, Label, Title, Href, Class, N, Share string
	Grow                                      float64
}

type findingBlock struct {
	Title, Text, Recipe string
	Chart               chart
	Pictures            []picture
}

type gallery struct {
	ID, Title, Subtitle string
	Pictures            []picture
}

type picture struct {
	N, W, H     int
	Path, State string
	Class       string
	Shown       bool
}

type crossing struct {
	Title, Subtitle string
	Columns         []string
	Rows            []crossingRow
}

type crossingRow struct {
	Value string
	Cells []crossingCell
}

type crossingCell struct{ Class, Key, Title, Lift, Share string }

type predictionRow struct {
	Tag, Category, When, N, With, Without, Lift, Phi, Note string
}

type comparisonBlock struct {
	Title string
	Rows  []comparisonRow
}

type comparisonRow struct{ What, Here, There, Difference, Interval, Note string }

type madeTable struct{ Table, Summary, Options string }

// thinThousands writes 1234567 with thin spaces, as the page does.
func thinThousands(n int64) string { return strings.ReplaceAll(thousands(n), ",", "\u2009") }

// HTML writes the report as one file that needs nothing else: charts, styles,
// and small pictures of examples, which are read from the source.
func (r *Report) HTML(ctx context.Context, w io.Writer) error {
	x, err := r.choose()
	if err != nil {
		return fmt.Errorf("choose examples for the report: %w", err)
	}
	small, err := x.thumbnails(ctx, r.Source)
	if err != nil {
		return fmt.Errorf("make thumbnails for the report: %w", err)
	}
	b := &pageBuilder{Report: r, examples: x, small: small, used: map[int]bool{}}
	p, err := b.page()
	if err != nil {
		return err
	}
	if err := pageTemplate.Execute(w, p); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// pageBuilder turns a report into a page.
type pageBuilder struct {
	*Report
	examples *examples
	small    [][]byte
	used     map[int]bool // pictures that stand beside a finding
}

// pageFindings is how many findings the page shows.
const pageFindings = 7

func (b *pageBuilder) page() (*page, error) {
	data, err := b.data()
	if err != nil {
		return nil, err
	}
	last := b.last()
	p := &page{
		CSS: template.CSS(pageStyle), JS: template.JS(pageScript), Data: data,
		Name: cmp.Or(filepath.Base(b.Source), "a dataset"), Source: cmp.Or(b.Source, b.ws.Dir),
		Found: thinThousands(b.Funnel.Found), Last: last.Name, Notes: b.Notes,
		Reading: b.reading(), Repeat: b.repeat(),
	}
	p.Headline = fmt.Sprintf("%s images, and what they lean to", thinThousands(last.N))
	if len(b.Findings) > 0 {
		p.Headline = fmt.Sprintf("%s images: %s", thinThousands(last.N), b.headline())
	}
	p.Totals = fmt.Sprintf("Found %s, of which %s duplicates, %s filtered, %s failed; %s kept.", thinThousands(b.Funnel.Found),
		thinThousands(b.Funnel.Duplicate), thinThousands(b.Funnel.Filtered), thinThousands(b.Funnel.Failed), thinThousands(b.Funnel.Kept))
	if note := b.examples.missing(b.small, b.Source); note != "" {
		p.Notes = append(p.Notes, note)
	}
	p.Funnel = b.funnel()
	for _, f := range b.Findings[:min(pageFindings, len(b.Findings))] {
		p.Findings = append(p.Findings, b.finding(f))
	}
	p.Glance = b.glance()
	p.Charts, p.Silent = b.charts()
	p.Crossings = b.crossings()
	p.Predictions = b.predictionRows()
	p.Dropped = b.dropped()
	p.Comparisons, p.Gates = b.comparisons(), b.Gates
	if p.Made, err = b.made(); err != nil {
		return nil, err
	}
	p.Contents = p.contents()
	return p, nil
}

// headline is the start of the two strongest findings.
func (b *pageBuilder) headline() string {
	var parts []string
	for _, f := range b.Findings[:min(2, len(b.Findings))] {
		parts = append(parts, b.short(f))
	}
	return strings.Join(parts, ", ")
}

// short is a finding without its numbers of support.
func (b *pageBuilder) short(f Finding) string {
	p, err := properties.Get(f.Property)
	if err != nil {
		panic(err) // findings are made of declared properties
	}
	return percent(f.Share) + " " + p.phrase(f.Value)
}

func (p *page) contents() []content {
	all := []content{{"funnel", "Funnel"}, {"findings", "Findings"}}
	for _, c := range []struct {
		content
		has bool
	}{
		{content{"glance", "At a glance"}, len(p.Glance) > 0},
		{content{"properties", "Properties"}, true},
		{content{"together", "What goes together"}, len(p.Crossings) > 0},
		{content{"predictions", "Tags that give themselves away"}, len(p.Predictions) > 0},
		{content{"compared", "Compared"}, len(p.Comparisons) > 0},
		{content{"gates", "Gates"}, len(p.Gates) > 0},
		{content{"dropped", "What was dropped"}, len(p.Dropped) > 0},
		{content{"made", "How it was made"}, true},
	} {
		if c.has {
			all = append(all, c.content)
		}
	}
	return all
}

func (b *pageBuilder) reading() string {
	before, after := b.Stages[0].Name, b.last().Name
	if before == after {
		return "Fill and thin line: the share and its 95 % interval. Shares are of the images of which the property is known; unknown is counted apart. Press a bar to see images behind it."
	}
	return fmt.Sprintf("Fill: share of the %s set, with its 95 %% interval as a thin line. Outline: as %s. Shares are of the images of which the property is known; unknown is counted apart. Press a bar to see images behind it.", after, before)
}

func (b *pageBuilder) repeat() string {
	return fmt.Sprintf("winnow stats -w %s --html report.html\nwinnow stats -w %s --json", b.ws.Dir, b.ws.Dir)
}

func (b *pageBuilder) funnel() []piece {
	f := b.Funnel
	var pieces []piece
	for _, part := range []struct {
		name, href, class string
		n                 int64
	}{{"kept", "#properties", "kept", f.Kept}, {"duplicates", "#dropped", "duplicate", f.Duplicate}, {"filtered", "#dropped", "filtered", f.Filtered}, {"failed", "#dropped", "failed", f.Failed}} {
		if part.n == 0 {
			continue
		}
		share := float64(part.n) / float64(f.Found)
		pc := piece{Name: part.name, Href: part.href, Class: part.class, N: thinThousands(part.n), Share: percent(share), Grow: math.Max(share, .002)}
		pc.Title = fmt.Sprintf("%s: %s images, %s", pc.Name, pc.N, pc.Share)
		if share > .14 {
			pc.Label = pc.Name + " " + pc.Share
		}
		pieces = append(pieces, pc)
	}
	return pieces
}

func (b *pageBuilder) finding(f Finding) findingBlock {
	block := findingBlock{Title: b.short(f) + ".", Text: f.Text, Recipe: f.Recipe}
	for at, p := range Properties() {
		if p.Name == f.Property {
			block.Chart = b.chart(at, p, 6)
		}
	}
	block.Pictures = b.pictures(b.unseen(b.examples.keys[f.Property+"/"+f.Value+"/kept"]), false)
	return block
}

// findingPictures is how many pictures stand beside a finding.
const findingPictures = 6

// unseen takes the pictures of a finding, first those that no finding above
// it has.
func (b *pageBuilder) unseen(list []int) []int {
	var chosen []int
	for _, again := range []bool{false, true} {
		for _, n := range list {
			if b.used[n] == again && len(chosen) < findingPictures && !slices.Contains(chosen, n) {
				chosen = append(chosen, n)
			}
		}
	}
	for _, n := range chosen {
		b.used[n] = true
	}
	return chosen
}

func (b *pageBuilder) glance() []gallery {
	var out []gallery
	for _, g := range []struct{ key, title string }{{"found", "As found"}, {"kept", "As kept"}} {
		if list := b.examples.keys[g.key]; len(list) > 0 && b.anyShown(list) {
			out = append(out, gallery{Title: fmt.Sprintf("%s: %d by chance", g.title, len(list)), Pictures: b.pictures(list, g.key == "found")})
		}
	}
	if len(b.Stages) == 1 && len(out) > 1 {
		return out[:1]
	}
	return out
}

func (b *pageBuilder) anyShown(list []int) bool {
	for _, n := range list {
		if b.small[n] != nil {
			return true
		}
	}
	return false
}

func (b *pageBuilder) pictures(list []int, states bool) []picture {
	var out []picture
	for _, n := range list {
		e := b.examples.all[n]
		p := picture{N: n, Path: e.path, Shown: b.small[n] != nil, Class: "kept"}
		if e.state != "kept" {
			p.Class = "not"
		}
		if states && e.state != "kept" {
			p.State = e.state
		}
		if c, err := jpeg.DecodeConfig(bytes.NewReader(b.small[n])); err == nil {
			p.W, p.H = c.Width, c.Height
		}
		out = append(out, p)
	}
	return out
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
	c.Subtitle = fmt.Sprintf("n = %s %s; %s", thinThousands(last.Known), b.last().Name, p.Doc)
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
		row.Number = fmt.Sprintf("%s  ·  %s", thinThousands(v.N), percent(v.Share))
		row.Spoken = fmt.Sprintf("%s: %s images, %s, interval %s to %s. Show pictures.", v.Value, thousands(v.N), percent(v.Share), percent(v.Low), percent(v.High))
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
		return fmt.Sprintf("%s: half of the uses by %s of %s", headOf(p.Title), thinThousands(int64(d.Lean.Half)), thinThousands(int64(d.Distinct)))
	}
	return percent(most.Share) + " " + p.phrase(most.Value)
}

// rounded is a number with three significant digits at least.
func rounded(x float64) string {
	if math.Abs(x) >= 100 {
		return thinThousands(int64(math.Round(x)))
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
			row.Cells = append(row.Cells, thinThousands(have.N), percent(have.Share))
		}
		row.Cells = append(row.Cells, fmt.Sprintf("%.1f–%.1f", 100*v.Low, 100*v.High))
		c.Table = append(c.Table, row)
	}
}

func (b *pageBuilder) crossings() []crossing {
	var out []crossing
	for _, x := range b.Intersections {
		out = append(out, b.crossingOf(x))
	}
	return out
}

func (b *pageBuilder) crossingOf(x Intersection) crossing {
	c := crossing{Title: headOf(b.set.properties[x.at[0]].Title) + " and " + b.set.properties[x.at[1]].Title, Subtitle: fmt.Sprintf("n = %s of which both are known; lift, and share of all", thinThousands(x.N))}
	for _, cell := range x.Cells {
		if len(c.Rows) == 0 || c.Rows[len(c.Rows)-1].Value != cell.A {
			c.Rows = append(c.Rows, crossingRow{Value: cell.A})
		}
		row := &c.Rows[len(c.Rows)-1]
		if len(c.Rows) == 1 {
			c.Columns = append(c.Columns, cell.B)
		}
		row.Cells = append(row.Cells, heat(x, cell))
	}
	return c
}

// headOf is a title at the start of a line.
func headOf(title string) string {
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(first)) + title[size:]
}

// heat is a cell: the further its lift from 1, the stronger its ground.
func heat(x Intersection, cell Cell) crossingCell {
	c := crossingCell{Class: "even", Title: fmt.Sprintf("%s and %s: %s images (%s to %s), %s expected, q = %.2g",
		cell.A, cell.B, thousands(cell.N), percent(cell.Low), percent(cell.High), rounded(cell.Expected), cell.Q)}
	if cell.N < leastCell {
		c.Class = "even few"
		return c
	}
	c.Key = x.A + "×" + x.B + "/" + cell.A + "×" + cell.B
	c.Lift, c.Share = fmt.Sprintf("%.2f", cell.Lift), percent(cell.Share)
	switch {
	case cell.Lift >= 2:
		c.Class = "over2"
	case cell.Lift >= 1.1:
		c.Class = "over1"
	case cell.Lift <= .5:
		c.Class = "under2"
	case cell.Lift <= .9:
		c.Class = "under1"
	}
	if cell.Significant {
		c.Class += " sure"
	}
	return c
}

// pagePredictions is how many predictions the page shows.
const pagePredictions = 15

func (b *pageBuilder) predictionRows() []predictionRow {
	var out []predictionRow
	for _, p := range b.Predictions[:min(pagePredictions, len(b.Predictions))] {
		row := predictionRow{Tag: p.Tag, Category: p.Category, When: headOf(p.Title) + ": " + p.Value, N: thinThousands(p.N),
			With: percent(p.With), Without: percent(p.Without), Lift: fmt.Sprintf("%.2f", p.Lift), Phi: fmt.Sprintf("%.2f", p.Phi)}
		if p.Expected {
			row.Note = "expected"
		}
		out = append(out, row)
	}
	return out
}

// pageDifferences is how many differences of a comparison the page shows.
const pageDifferences = 20

func (b *pageBuilder) comparisons() []comparisonBlock {
	var out []comparisonBlock
	for _, c := range b.Comparisons {
		block := comparisonBlock{Title: "Against " + c.With}
		if c.Stage != "" {
			block.Title += fmt.Sprintf(" (%s %s)", thinThousands(c.N), c.Stage)
		}
		for _, d := range c.Differences[:min(pageDifferences, len(c.Differences))] {
			row := comparisonRow{What: d.Property + " " + d.Value, Here: percent(d.Here), There: percent(d.There),
				Difference: fmt.Sprintf("%+.1f", 100*d.Difference), Interval: fmt.Sprintf("%+.1f to %+.1f", 100*d.Low, 100*d.High)}
			if !d.Significant {
				row.Note = "within chance"
			}
			block.Rows = append(block.Rows, row)
		}
		out = append(out, block)
	}
	return out
}

func (b *pageBuilder) dropped() []gallery {
	var out []gallery
	for i, d := range b.Dropped {
		list := b.examples.keys["dropped/"+d.Value]
		pictures := b.pictures(list, false)
		for at, n := range list {
			pictures[at].State = b.examples.all[n].number
		}
		out = append(out, gallery{ID: fmt.Sprintf("dropped-%d", i), Title: b.whyTitle(d.Value, list),
			Subtitle: fmt.Sprintf("%s images, %s of all found", thinThousands(d.N), percent(d.Share)), Pictures: pictures})
	}
	return out
}

// whyTitle is a reason with the stage that it is of.
func (b *pageBuilder) whyTitle(reason string, list []int) string {
	if len(list) == 0 {
		return headOf(reason)
	}
	return headOf(b.examples.all[list[0]].state)
}

// made tells how each table came to be, by its footer.
func (b *pageBuilder) made() ([]madeTable, error) {
	var out []madeTable
	for _, name := range dataset.Tables {
		path := b.ws.Table(name)
		if !table.Has(b.ws, name) {
			continue
		}
		footer, err := table.ReadFooter(path)
		if err != nil {
			return nil, err
		}
		rows, err := table.Rows(path)
		if err != nil {
			return nil, err
		}
		var options bytes.Buffer
		if err := json.Indent(&options, footer.Options, "", "  "); err != nil {
			return nil, fmt.Errorf("read the options in %s: %w", path, err)
		}
		out = append(out, madeTable{Table: name, Options: options.String(),
			Summary: fmt.Sprintf("%s rows by %s, seed %d, content %s", thinThousands(rows), footer.Stage, footer.Seed, footer.Content)})
	}
	return out, nil
}

// data is the pictures, each once, and which of them stand behind what.
func (b *pageBuilder) data() (template.JS, error) {
	type shot struct {
		Path  string `json:"path"`
		State string `json:"state"`
		JPEG  string `json:"jpeg,omitempty"`
	}
	store := struct {
		Pictures []shot           `json:"pictures"`
		Behind   map[string][]int `json:"behind"`
	}{Pictures: []shot{}, Behind: map[string][]int{}}
	for n, e := range b.examples.all {
		store.Pictures = append(store.Pictures, shot{e.path, e.state, base64.StdEncoding.EncodeToString(b.small[n])})
	}
	for key, list := range b.examples.keys {
		value, kept := strings.CutSuffix(key, "/kept")
		if !kept {
			value, _ = strings.CutSuffix(key, "/not")
		}
		if kept {
			list = append(append([]int{}, list...), b.examples.keys[value+"/not"]...)
		} else if value != key && len(b.examples.keys[value+"/kept"]) > 0 {
			continue
		}
		store.Behind[value] = list
	}
	// Go's JSON escapes <, > and &, so that no path can end the script.
	text, err := json.Marshal(store)
	return template.JS(text), err
}
