package stats

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/digits"
)

// textTop is how many values of an open property the text shows.
const textTop = 8

// textFindings is how many findings a person can take in.
const textFindings = 7

// Text writes the report in aligned columns, at most 80 characters wide but
// for long names.
func (r *Report) Text(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "stats: %s found\n", images(r.Funnel.Found))
	r.textFunnel(&b)
	for _, note := range r.Notes {
		writeWrapped(&b, "", note)
	}
	b.WriteString("\nfindings")
	fmt.Fprintf(&b, " (%s, with 95 %% intervals)\n", r.last().Name)
	if len(r.Findings) == 0 {
		b.WriteString("  none: no property is lopsided beyond doubt\n")
	}
	some := r.Findings[:min(textFindings, len(r.Findings))]
	for i, f := range some {
		writeWrapped(&b, fmt.Sprintf("%d. ", i+1), f.Text)
		if f.Recipe != "" {
			fmt.Fprintf(&b, "     %s\n", f.Recipe)
		}
	}
	if advice := together(some); advice != "" {
		writeWrapped(&b, "", advice)
	}
	r.textTables(&b)
	r.textIntersections(&b)
	r.textPredictions(&b)
	for _, c := range r.Comparisons {
		c.text(&b, r.last().Name)
	}
	r.textGates(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (r *Report) textFunnel(b *strings.Builder) {
	f := r.Funnel
	for _, line := range []struct {
		name string
		n    int64
	}{{"duplicates", f.Duplicate}, {"filtered", f.Filtered}, {"failed", f.Failed}, {"kept", f.Kept}} {
		fmt.Fprintf(b, "  %-10s  %11s  %7s\n", line.name, digits.Commas(line.n), percent(float64(line.n)/float64(max(f.Found, 1))))
	}
}

// wrapAt is the width of a terminal.
const wrapAt = 80

// writeWrapped writes a paragraph after a mark, indented by two.
func writeWrapped(b *strings.Builder, mark, text string) {
	var out []string
	line := "  " + mark
	indent := strings.Repeat(" ", len(line))
	// A sign of per cent stays with its number.
	for i, word := range strings.Split(strings.ReplaceAll(text, " %", "\u00a0%"), " ") {
		if i > 0 && len([]rune(line))+1+len([]rune(word)) > wrapAt {
			out = append(out, strings.TrimRight(line, " "))
			line = indent
		}
		if strings.TrimSpace(line) != "" && !strings.HasSuffix(line, " ") {
			line += " "
		}
		line += word
	}
	out = append(out, line)
	b.WriteString(strings.ReplaceAll(strings.Join(out, "\n"), "\u00a0%", " %") + "\n")
}

func (r *Report) textTables(b *strings.Builder) {
	var silent []string
	for at, p := range Properties() {
		if r.Stages[0].Distributions[at].Known == 0 {
			silent = append(silent, p.Title)
			continue
		}
		r.textTable(b, at, p)
	}
	if len(silent) > 0 {
		fmt.Fprintf(b, "\nunknown for all %s\n", images(r.Funnel.Found))
		writeWrapped(b, "", strings.Join(silent, ", "))
	}
}

func (r *Report) textTable(b *strings.Builder, at int, p *Property) {
	fmt.Fprintf(b, "\n%-20s", p.Title)
	stages := r.shown()
	for i, s := range stages {
		if i == len(stages)-1 {
			fmt.Fprintf(b, "%17s", s.Name)
		} else {
			fmt.Fprintf(b, "%13s", s.Name)
		}
	}
	b.WriteByte('\n')
	last := r.last().Distributions[at]
	for i, v := range last.Shares {
		if p.Values == nil && !p.Sorted && i >= textTop && v.Value != Unknown || v.N == 0 && r.Stages[0].Distributions[at].value(v.Value).N == 0 {
			continue
		}
		fmt.Fprintf(b, "  %-18s", clipped(v.Value, 18))
		for _, s := range stages[:len(stages)-1] {
			fmt.Fprintf(b, "%13s", percent(s.Distributions[at].value(v.Value).Share))
		}
		fmt.Fprintf(b, "%9s%8s", digits.Commas(v.N), percent(v.Share))
		if v.Value != Unknown {
			fmt.Fprintf(b, "  (%.1f–%.1f)", 100*v.Low, 100*v.High)
		}
		b.WriteByte('\n')
	}
	if l := last.Lean; l != nil && l.Distinct > 0 {
		fmt.Fprintf(b, "  %s different, %s make half of the uses, effective number %.1f, Gini %.2f\n", digits.Commas(int64(l.Distinct)), digits.Commas(int64(l.Half)), l.Effective, l.Gini)
	}
	if n := last.Spread; n != nil {
		fmt.Fprintf(b, "  mean %.4g, median %.4g, 90 %% within %.4g and %.4g\n", n.Mean, n.Median, n.P5, n.P95)
	}
}

// value is the share of one value, zero where it does not occur.
func (d *Distribution) value(name string) Share {
	for _, s := range d.Shares {
		if s.Value == name {
			return s
		}
	}
	return Share{Value: name}
}

func clipped(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-1]) + "…"
}

// textCells is how many unexpected combinations the text shows.
const textCells = 10

func (r *Report) textIntersections(b *strings.Builder) {
	if cells := r.surprises(); len(cells) > 0 {
		b.WriteString("\nmore or less often together than chance allows\n")
		textTogether(b, cells)
	}
	for _, text := range r.options.Cross {
		r.textCrossing(b, text)
	}
}

// textCrossing says what became of a crossing that was asked for.
func (r *Report) textCrossing(b *strings.Builder, text string) {
	one, other, _ := crossed(text)
	fmt.Fprintf(b, "\n%s and %s, as asked\n", one, other)
	at := slices.IndexFunc(r.Intersections, func(x Intersection) bool { return x.A == one && x.B == other })
	if at < 0 {
		b.WriteString("  of no image both are known\n")
		return
	}
	cells := strongestFirst(r.Intersections[at].named())
	if len(cells) == 0 {
		b.WriteString("  nothing beyond chance\n")
	}
	textTogether(b, cells)
}

func textTogether(b *strings.Builder, cells []Cell) {
	for _, c := range cells[:min(textCells, len(cells))] {
		fmt.Fprintf(b, "  %-40s %9s %-6s  %6.2f × expected\n", c.A+" and "+c.B, digits.Commas(c.N), digits.Form(c.N, "image", "images"), c.Lift)
	}
}

// textPredictions lists the tags that a property of the file gives away,
// without those that do so by nature.
func (r *Report) textPredictions(b *strings.Builder) {
	n := 0
	for _, p := range r.Predictions {
		if p.Expected || n == textCells {
			continue
		}
		if n == 0 {
			b.WriteString("\ntags that a property of the file predicts\n")
		}
		n++
		fmt.Fprintf(b, "  %-26s %-26s %7s against %7s\n", clipped(p.Tag, 26), clipped(p.Property+" "+p.Value, 26), percent(p.With), percent(p.Without))
	}
}

// textDifferences is how many differences the text shows.
const textDifferences = 15

func (c *Comparison) text(b *strings.Builder, here string) {
	fmt.Fprintf(b, "\n%s here, against %s", here, c.With)
	if c.Stage != "" {
		fmt.Fprintf(b, " (%s %s)", digits.Commas(c.N), c.Stage)
	}
	b.WriteByte('\n')
	n := 0
	for _, d := range c.Differences {
		if !d.Significant || n == textDifferences {
			continue
		}
		if n == 0 {
			fmt.Fprintf(b, "  %-34s %7s %7s  %6s (95 %% interval)\n", "", "here", "there", "points")
		}
		n++
		fmt.Fprintf(b, "  %-34s %7s %7s  %+6.1f (%+.1f to %+.1f)\n", clipped(d.Property+" "+d.Value, 34), percent(d.Here), percent(d.There), 100*d.Difference, 100*d.Low, 100*d.High)
	}
	if n == 0 {
		b.WriteString("  no difference beyond chance\n")
	}
}

func (r *Report) textGates(b *strings.Builder) {
	for i, g := range r.Gates {
		if i == 0 {
			b.WriteString("\ngates\n")
		}
		mark := "holds "
		if !g.OK {
			mark = "BROKEN"
		}
		fmt.Fprintf(b, "  %s  %s\n", mark, g.Text)
	}
}
