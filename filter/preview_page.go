package filter

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/thumbnail"
)

//go:embed preview.html
var previewText string

//go:embed preview.css
var previewStyle string

var previewTemplate = template.Must(template.New("preview").Parse(previewText))

// previewBytes is the room of all thumbnails: as text they are a third larger,
// and a page is to stay below 10 MB.
const previewBytes = 7_000_000

// previewPage is what the template shows.
type previewPage struct {
	CSS                            template.CSS
	Title, Doc, Condition, Was     string
	Calibration, Source            string
	Action                         string
	Measure, Line                  string
	Silent, Spoken, SpokenShare    string
	SilentShare                    string
	SilentWord, SpokenWord, Change string
	Histogram                      *diagram
	Sides                          [2]pageSide
	Notes                          []string
}

type pageSide struct {
	Class, Word string // the side's, and what the rule does there
	Far, Near   []tile
	FarTitle    string
	Empty       string
}

// tile is one picture of the grid.
type tile struct {
	JPEG                     template.URL
	Path, Value, Word, Class string
}

// HTML writes the preview as one file that needs nothing else.
func (p *Preview) HTML(ctx context.Context, w io.Writer) error {
	source, err := table.SourceOf(p.ws)
	if err != nil {
		source = "" // a workspace that was not scanned from a folder has no pictures
	}
	small, err := thumbnail.Make(ctx, source, p.paths(), previewBytes)
	if err != nil {
		return fmt.Errorf("make thumbnails for the preview: %w", err)
	}
	if err := previewTemplate.Execute(w, p.page(source, small)); err != nil {
		return fmt.Errorf("write the preview: %w", err)
	}
	return nil
}

// paths are those of the pictures, the nearest to the threshold first.
func (p *Preview) paths() []string {
	var paths []string
	for _, list := range p.lists() {
		for _, s := range list {
			paths = append(paths, s.path)
		}
	}
	return paths
}

// lists are the pictures in the order in which they are given room.
func (p *Preview) lists() [4][]shown {
	return [4][]shown{p.sides[0].near, p.sides[1].near, p.sides[0].far, p.sides[1].far}
}

func (p *Preview) page(source string, small [][]byte) *previewPage {
	judged := p.Silent + p.Spoken
	g := &previewPage{
		CSS: template.CSS(previewStyle), Title: p.Rule.Name, Doc: p.Rule.Doc, Condition: p.Rule.When, Calibration: p.Rule.Calibration,
		Action: p.Rule.Action, Measure: p.Measure, Source: cmp.Or(source, p.ws.Dir), Line: p.line(),
		Silent: digits.Thin(p.Silent), Spoken: digits.Thin(p.Spoken), SilentShare: percent(p.Silent, judged), SpokenShare: percent(p.Spoken, judged),
		SilentWord: "left alone", SpokenWord: p.spokenWord(), Change: p.change(), Histogram: p.drawn(),
	}
	if p.Was != nil {
		g.Was = p.Was.When
	}
	if p.Unknown > 0 {
		g.Notes = append(g.Notes, fmt.Sprintf("Of %s images it cannot be said: a number that the condition needs was not measured. The rule leaves them alone.", digits.Thin(p.Unknown)))
	}
	var tiles [4][]tile
	gone, at := 0, 0
	for i, list := range p.lists() {
		for _, s := range list {
			if small[at] == nil {
				gone++
			}
			tiles[i] = append(tiles[i], p.tile(&s, small[at]))
			at++
		}
	}
	if gone > 0 {
		g.Notes = append(g.Notes, fmt.Sprintf("%d of %d pictures are not shown: they could not be read from %s, or there was no room left.", gone, at, cmp.Or(source, "the source")))
	}
	for i, s := range p.sides {
		word := [2]string{g.SilentWord, g.SpokenWord}[i]
		g.Sides[i] = pageSide{Class: [2]string{"silent", "spoken"}[i], Word: word, Near: tiles[i], Far: tiles[2+i], FarTitle: p.farTitle(s, word)}
		if len(s.near)+len(s.far) == 0 {
			g.Sides[i].Empty = "No image is on this side."
		}
	}
	return g
}

// spokenWord is what the rule does to what it speaks of.
func (p *Preview) spokenWord() string {
	switch p.Rule.Action {
	case ActionDrop:
		return "dropped"
	case ActionNote:
		return "noted"
	}
	return "spoken of, were the rule not off"
}

// line is what stands at the threshold.
func (p *Preview) line() string {
	if p.Threshold == nil {
		return p.Rule.When
	}
	return fmt.Sprintf("%s %s %s", p.Measure, p.operator, brief(*p.Threshold))
}

func (p *Preview) change() string {
	var parts []string
	if p.Drops > 0 {
		parts = append(parts, digits.Thin(p.Drops)+" kept → dropped")
	}
	if p.Keeps > 0 {
		parts = append(parts, digits.Thin(p.Keeps)+" dropped → kept")
	}
	if len(parts) == 0 && p.Was != nil {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

func (p *Preview) farTitle(s side, word string) string {
	if p.Threshold == nil {
		word += ", in the order of " + cmp.Or(p.Measure, "their ids")
	} else {
		word = "Farther away, " + word
	}
	if s.farAll > len(s.far) {
		return fmt.Sprintf("%s: %d of %s, evenly spread", word, len(s.far), digits.Thin(int64(s.farAll)))
	}
	return fmt.Sprintf("%s: all %d", word, len(s.far))
}

func (p *Preview) tile(s *shown, file []byte) tile {
	t := tile{Path: s.path}
	if file != nil {
		t.JPEG = template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(file))
	}
	if !math.IsNaN(s.value) {
		t.Value = brief(s.value)
	}
	var words []string
	switch {
	case s.change == "drop":
		words, t.Class = append(words, "kept → dropped"), "drops"
	case s.change == "keep":
		words, t.Class = append(words, "dropped → kept"), "keeps"
	}
	if s.astray {
		words = append(words, "by another part")
	}
	if s.others != "" {
		words = append(words, map[bool]string{true: "also ", false: "dropped by "}[s.spoken]+s.others)
	}
	t.Word = strings.Join(words, ", ")
	return t
}

// brief is a number in four digits.
func brief(v float64) string { return fmt.Sprintf("%.4g", v) }

func percent(n, all int64) string {
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f\u00a0%%", 100*float64(n)/float64(all))
}

// diagram is the histogram in a box of 960×120.
type diagram struct {
	Bars         []drawnBar
	Line, Before string // x of the thresholds, empty for none
	LineText     string
	BeforeText   string
	Low, High    string
}

type drawnBar struct {
	X, Y, W, H string
	Class      string
}

const drawnWidth, drawnHeight = 960., 120.

// drawn is nil where there is no measure. Heights go by the square root of the
// counts: what a rule looks for is rare.
func (p *Preview) drawn() *diagram {
	most := slices.Max(p.bins.counts[:])
	if most == 0 {
		return nil
	}
	d := &diagram{Low: brief(p.bins.low), High: brief(p.bins.high)}
	step := drawnWidth / float64(len(p.bins.counts))
	for i, n := range p.bins.counts {
		if n == 0 {
			continue
		}
		h := math.Sqrt(float64(n)/float64(most)) * drawnHeight
		d.Bars = append(d.Bars, drawnBar{X: brief(float64(i) * step), Y: brief(drawnHeight - h), W: brief(step - 1), H: brief(h), Class: p.barClass(i)})
	}
	if p.Threshold != nil {
		d.Line, d.LineText = brief(drawnWidth*p.bins.at(*p.Threshold)), brief(*p.Threshold)
	}
	if p.Before != nil {
		d.Before, d.BeforeText = brief(drawnWidth*p.bins.at(*p.Before)), brief(*p.Before)
	}
	return d
}

// barClass is the side on which the middle of a step lies.
func (p *Preview) barClass(i int) string {
	if p.Threshold == nil {
		return "bar"
	}
	middle := (float64(i) + .5) / float64(len(p.bins.counts))
	if (middle > p.bins.at(*p.Threshold)) == p.above {
		return "bar spoken"
	}
	return "bar silent"
}
