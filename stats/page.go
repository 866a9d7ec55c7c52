package stats

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/table"
)

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
	Version     string
	Date        string
	Notes       []string
	Contents    []content
	Funnel      []piece
	Findings    []findingBlock
	Together    string // how to follow several of their recipes
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

type findingBlock struct {
	Title, Text, Recipe string
	Chart               chart
	Pictures            []picture
}

type predictionRow struct {
	Tag, Category, When, N, With, Without, Lift, Phi, Note string
}

type comparisonBlock struct {
	Title string
	Rows  []comparisonRow
}

type comparisonRow struct{ What, Here, There, Difference, Interval, Note string }

type madeTable struct{ Table, Summary, Options string }

// thinned writes a number with thin spaces in place of commas, as the page does.
func thinned(number string) string { return strings.ReplaceAll(number, ",", digits.ThinSpace) }

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
		Found: digits.Thin(b.Funnel.Found), Last: last.Name, Notes: b.Notes,
		Reading: b.reading(), Repeat: b.repeat(), Version: b.Version, Date: b.date(),
	}
	p.Headline = fmt.Sprintf("%s %s, and what they lean to", digits.Thin(last.N), digits.Form(last.N, "image", "images"))
	if len(b.Findings) > 0 {
		p.Headline = fmt.Sprintf("%s %s: %s", digits.Thin(last.N), digits.Form(last.N, "image", "images"), b.headline())
	}
	p.Totals = fmt.Sprintf("Found %s, of which %s duplicates, %s filtered, %s failed; %s kept.", digits.Thin(b.Funnel.Found),
		digits.Thin(b.Funnel.Duplicate), digits.Thin(b.Funnel.Filtered), digits.Thin(b.Funnel.Failed), digits.Thin(b.Funnel.Kept))
	if last.Name == StageExported {
		p.Totals = strings.TrimSuffix(p.Totals, ".") + fmt.Sprintf(", %s exported.", digits.Thin(last.N))
	}
	if note := b.examples.missing(b.small, b.Source); note != "" {
		p.Notes = append(p.Notes, note)
	}
	p.Funnel = b.funnel()
	for _, f := range b.Findings[:min(pageFindings, len(b.Findings))] {
		p.Findings = append(p.Findings, b.finding(f))
	}
	p.Together = together(b.Findings[:min(pageFindings, len(b.Findings))])
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

// date is the day on which the newest table was written: that of what the page
// tells, so that the same tables make the same page.
func (b *pageBuilder) date() string {
	var newest time.Time
	for _, name := range dataset.Tables {
		if info, err := os.Stat(b.ws.Table(name)); err == nil && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	if newest.IsZero() {
		return ""
	}
	return newest.UTC().Format(time.DateOnly)
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
		{content{"predictions", "Tags that the file gives away"}, len(p.Predictions) > 0},
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
	return fmt.Sprintf("Fill: share of the %s set, with its 95 %% interval as a thin line. Outline: the %s set. Shares are of the images of which the property is known; unknown is counted apart. Press a bar to see images behind it.", after, before)
}

func (b *pageBuilder) repeat() string {
	return fmt.Sprintf("winnow stats -w %s --html report.html\nwinnow stats -w %s --json", b.ws.Dir, b.ws.Dir)
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

// pagePredictions is how many predictions the page shows.
const pagePredictions = 15

func (b *pageBuilder) predictionRows() []predictionRow {
	var out []predictionRow
	for _, p := range b.Predictions[:min(pagePredictions, len(b.Predictions))] {
		row := predictionRow{Tag: p.Tag, Category: p.Category, When: headOf(p.Title) + ": " + p.Value, N: digits.Thin(p.N),
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
			block.Title += fmt.Sprintf(" (%s %s)", digits.Thin(c.N), c.Stage)
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
			Summary: fmt.Sprintf("%s rows by %s, seed %d, content %s", digits.Thin(rows), footer.Stage, footer.Seed, footer.Content)})
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
